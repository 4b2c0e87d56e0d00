package dsl

import (
	"errors"
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

var alltrueFunction = truthFunction("Reports whether all elements of a list are true; of an empty one, true.", false)

var anytrueFunction = truthFunction("Reports whether any element of a list is true; of an empty one, false.", true)

// truthFunction makes alltrue and anytrue. deciding is the element that settles
// the matter whatever the others are.
func truthFunction(description string, deciding bool) function.Function {
	return function.New(&function.Spec{
		Description: description,
		Params:      []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:        function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			result := cty.BoolVal(!deciding)
			for it := args[0].ElementIterator(); it.Next(); {
				_, v := it.Element()
				switch {
				case !v.IsKnown():
					result = cty.UnknownVal(cty.Bool)
				case v.IsNull() && !deciding:
					return cty.False, nil // null is not true, as in Terraform
				case !v.IsNull() && v.True() == deciding:
					return cty.BoolVal(deciding), nil
				}
			}
			return result, nil
		},
	})
}

// lengthFunction is Terraform's length, which takes strings too.
var lengthFunction = function.New(&function.Spec{
	Description: "The number of elements of a collection, or of characters of a string.",
	Params:      []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowDynamicType: true, AllowUnknown: true}},
	Type: func(args []cty.Value) (cty.Type, error) {
		ty := args[0].Type()
		switch {
		case ty == cty.String || ty == cty.DynamicPseudoType || ty.IsCollectionType() || ty.IsTupleType() || ty.IsObjectType():
			return cty.Number, nil
		}
		return cty.Number, errors.New("a string, a list, a set, a map or an object is needed")
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		v := args[0]
		ty := v.Type()
		switch {
		case ty == cty.DynamicPseudoType:
			return cty.UnknownVal(cty.Number), nil
		case ty == cty.String:
			return stdlib.Strlen(v)
		case ty.IsTupleType():
			return cty.NumberIntVal(int64(ty.Length())), nil
		case ty.IsObjectType():
			return cty.NumberIntVal(int64(len(ty.AttributeTypes()))), nil
		}
		return v.Length(), nil
	},
})

// coalesceFunction is Terraform's coalesce: the first that is neither null nor
// an empty string.
var coalesceFunction = function.New(&function.Spec{
	Description: "The first of its arguments that is neither null nor an empty string.",
	VarParam: &function.Parameter{
		Name: "values", Type: cty.DynamicPseudoType,
		AllowNull: true, AllowUnknown: true, AllowDynamicType: true,
	},
	Type: func(args []cty.Value) (cty.Type, error) {
		types := make([]cty.Type, len(args))
		for i, arg := range args {
			types[i] = arg.Type()
		}
		ty, _ := convert.UnifyUnsafe(types)
		if ty == cty.NilType {
			return ty, errors.New("all arguments must have the same type")
		}
		return ty, nil
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		for _, arg := range args {
			v, err := convert.Convert(arg, ty)
			switch {
			case err != nil:
				return cty.NilVal, err
			case !v.IsKnown():
				return cty.UnknownVal(ty), nil
			case v.IsNull() || v.Type() == cty.String && v.AsString() == "":
				continue
			}
			return v, nil
		}
		return cty.NilVal, errors.New("no argument is other than null and the empty string")
	},
})

// indexFunction is Terraform's index: where in a list a value stands.
var indexFunction = function.New(&function.Spec{
	Description: "The place of a value in a list, counted from 0.",
	Params: []function.Parameter{
		{Name: "list", Type: cty.DynamicPseudoType},
		{Name: "value", Type: cty.DynamicPseudoType},
	},
	Type: function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if ty := args[0].Type(); !ty.IsListType() && !ty.IsTupleType() {
			return cty.NilVal, function.NewArgErrorf(0, "a list is needed")
		}
		for it := args[0].ElementIterator(); it.Next(); {
			place, v := it.Element()
			same, err := stdlib.Equal(v, args[1])
			switch {
			case err != nil:
				return cty.NilVal, err
			case !same.IsKnown():
				return cty.UnknownVal(cty.Number), nil
			case same.True():
				return place, nil
			}
		}
		return cty.NilVal, errors.New("the value is not in the list")
	},
})

// oneFunction is one(list): its only element, or null of an empty one.
var oneFunction = function.New(&function.Spec{
	Description: "The only element of a list or set, or null where it is empty.",
	Params:      []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
	Type: func(args []cty.Value) (cty.Type, error) {
		ty := args[0].Type()
		switch {
		case ty.IsListType() || ty.IsSetType():
			return ty.ElementType(), nil
		case ty.IsTupleType() && ty.Length() == 0:
			return cty.DynamicPseudoType, nil
		case ty.IsTupleType() && ty.Length() == 1:
			return ty.TupleElementType(0), nil
		case ty.IsTupleType():
			return cty.NilType, tooMany(ty.Length())
		}
		return cty.NilType, function.NewArgErrorf(0, "a list, set or tuple is needed")
	},
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		switch n := args[0].LengthInt(); {
		case n == 0:
			return cty.NullVal(ty), nil
		case n > 1:
			return cty.NilVal, tooMany(n)
		}
		it := args[0].ElementIterator()
		it.Next()
		_, v := it.Element()
		return v, nil
	},
})

func tooMany(n int) error {
	return function.NewArgError(0, fmt.Errorf("none or one element is needed, and there are %d", n))
}

// sumFunction is sum(list).
var sumFunction = function.New(&function.Spec{
	Description: "The sum of the numbers in a list or set.",
	Params:      []function.Parameter{{Name: "list", Type: cty.List(cty.Number)}},
	Type:        function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		total := cty.Zero
		for it := args[0].ElementIterator(); it.Next(); {
			_, v := it.Element()
			if v.IsKnown() && v.IsNull() {
				return cty.NilVal, function.NewArgErrorf(0, "null cannot be added up")
			}
			total = total.Add(v)
		}
		return total, nil
	},
})

// collectionOf is stdlib's tolist or toset. Of a tuple whose elements are of one
// type it asks for that type: cty's search for a type that fits all of them takes
// the square of their number, and for_each goes over thousands.
func collectionOf(kind func(cty.Type) cty.Type) function.Function {
	search := stdlib.MakeToFunc(kind(cty.DynamicPseudoType))
	return function.New(&function.Spec{
		Description: search.Description(),
		Params:      search.Params(),
		Type: func(args []cty.Value) (cty.Type, error) {
			if elem, ok := oneType(args[0].Type()); ok {
				return kind(elem), nil
			}
			return search.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			if elem, ok := oneType(args[0].Type()); ok {
				return convert.Convert(args[0], kind(elem))
			}
			return search.Call(args)
		},
	})
}

// oneType is the type that all elements of a tuple have, where it is a primitive
// one.
func oneType(ty cty.Type) (cty.Type, bool) {
	if !ty.IsTupleType() || ty.Length() == 0 {
		return cty.NilType, false
	}
	elems := ty.TupleElementTypes()
	if !elems[0].IsPrimitiveType() {
		return cty.NilType, false
	}
	for _, e := range elems {
		if e != elems[0] {
			return cty.NilType, false
		}
	}
	return elems[0], true
}
