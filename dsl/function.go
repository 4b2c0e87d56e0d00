package dsl

import (
	"errors"
	"maps"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// functions are what a suite in baseDir may call; file() may read what is below
// root. baseDir is empty for a built-in suite, which has no files.
//
// The names and the order of arguments are Terraform's. All but file are pure:
// none reads the environment, the clock or a source of randomness, none runs a
// program, so that a suite means the same everywhere and reaches no secret that
// it was not given.
func functions(baseDir, root string) map[string]function.Function {
	all := maps.Clone(pureFunctions())
	all["file"] = fileFunction(baseDir, root)
	return all
}

// pureFunctions are the functions without file, made once.
var pureFunctions = sync.OnceValue(func() map[string]function.Function {
	all := map[string]function.Function{}
	for _, family := range []map[string]function.Function{
		numberFunctions, stringFunctions, collectionFunctions, codingFunctions, addressFunctions, conversionFunctions,
	} {
		for name, f := range family {
			all[name] = guarded(f)
		}
	}
	// These take what they are given as it is: marks, errors and all.
	all["sensitive"] = sensitiveFunction
	all["nonsensitive"] = nonsensitiveFunction
	all["issensitive"] = issensitiveFunction
	all["try"] = tryfunc.TryFunc
	all["can"] = tryfunc.CanFunc
	return all
})

var numberFunctions = map[string]function.Function{
	"abs":      stdlib.AbsoluteFunc,
	"ceil":     stdlib.CeilFunc,
	"floor":    stdlib.FloorFunc,
	"log":      stdlib.LogFunc,
	"max":      stdlib.MaxFunc,
	"min":      stdlib.MinFunc,
	"parseint": stdlib.ParseIntFunc,
	"pow":      stdlib.PowFunc,
	"signum":   stdlib.SignumFunc,
	"sum":      sumFunction,
}

var stringFunctions = map[string]function.Function{
	"chomp":       stdlib.ChompFunc,
	"endswith":    endswithFunction,
	"format":      stdlib.FormatFunc,
	"formatdate":  stdlib.FormatDateFunc,
	"formatlist":  stdlib.FormatListFunc,
	"indent":      stdlib.IndentFunc,
	"join":        stdlib.JoinFunc,
	"lower":       stdlib.LowerFunc,
	"regex":       stdlib.RegexFunc,
	"regexall":    stdlib.RegexAllFunc,
	"replace":     replaceFunction,
	"split":       stdlib.SplitFunc,
	"startswith":  startswithFunction,
	"strcontains": strcontainsFunction,
	"strrev":      stdlib.ReverseFunc,
	"substr":      stdlib.SubstrFunc,
	"timeadd":     stdlib.TimeAddFunc,
	"title":       stdlib.TitleFunc,
	"trim":        stdlib.TrimFunc,
	"trimprefix":  stdlib.TrimPrefixFunc,
	"trimspace":   stdlib.TrimSpaceFunc,
	"trimsuffix":  stdlib.TrimSuffixFunc,
	"upper":       stdlib.UpperFunc,
}

var collectionFunctions = map[string]function.Function{
	"alltrue":         alltrueFunction,
	"anytrue":         anytrueFunction,
	"chunklist":       stdlib.ChunklistFunc,
	"coalesce":        coalesceFunction,
	"coalescelist":    stdlib.CoalesceListFunc,
	"compact":         stdlib.CompactFunc,
	"concat":          stdlib.ConcatFunc,
	"contains":        stdlib.ContainsFunc,
	"distinct":        stdlib.DistinctFunc,
	"element":         stdlib.ElementFunc,
	"flatten":         stdlib.FlattenFunc,
	"index":           indexFunction,
	"keys":            stdlib.KeysFunc,
	"length":          lengthFunction,
	"lookup":          stdlib.LookupFunc,
	"merge":           stdlib.MergeFunc,
	"one":             oneFunction,
	"range":           stdlib.RangeFunc,
	"reverse":         stdlib.ReverseListFunc,
	"setintersection": stdlib.SetIntersectionFunc,
	"setproduct":      stdlib.SetProductFunc,
	"setsubtract":     stdlib.SetSubtractFunc,
	"setunion":        stdlib.SetUnionFunc,
	"slice":           stdlib.SliceFunc,
	"sort":            stdlib.SortFunc,
	"values":          stdlib.ValuesFunc,
	"zipmap":          stdlib.ZipmapFunc,
}

var codingFunctions = map[string]function.Function{
	"base64decode": base64decodeFunction,
	"base64encode": base64encodeFunction,
	"csvdecode":    stdlib.CSVDecodeFunc,
	"jsondecode":   stdlib.JSONDecodeFunc,
	"jsonencode":   stdlib.JSONEncodeFunc,
	"sha256":       sha256Function,
}

var addressFunctions = map[string]function.Function{
	"cidrhost":   cidrhostFunction,
	"cidrsubnet": cidrsubnetFunction,
}

var conversionFunctions = map[string]function.Function{
	"tobool":   stdlib.MakeToFunc(cty.Bool),
	"tolist":   collectionOf(cty.List),
	"tomap":    stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
	"tonumber": stdlib.MakeToFunc(cty.Number),
	"toset":    collectionOf(cty.Set),
	"tostring": stdlib.MakeToFunc(cty.String),
}

// guarded wraps a function so that its errors, which quote arguments, say nothing
// of sensitive ones, and so that arguments which make it panic get an error in
// place of a Go stack. Some panic for values whose type is not known yet; what
// comes of them is not known yet either.
func guarded(f function.Function) function.Function {
	spec := &function.Spec{
		Description: f.Description(),
		Type: func(args []cty.Value) (cty.Type, error) {
			ty, err := f.ReturnTypeForValues(args)
			if isPanic(err) && anyDynamic(args) {
				return cty.DynamicPseudoType, nil
			}
			return ty, tame(err, args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			v, err := f.Call(args)
			if isPanic(err) && anyDynamic(args) {
				return cty.DynamicVal.WithMarks(marksOf(args)), nil
			}
			return v, tame(err, args)
		},
	}
	for _, p := range f.Params() {
		spec.Params = append(spec.Params, open(p))
	}
	if p := f.VarParam(); p != nil {
		p := open(*p)
		spec.VarParam = &p
	}
	return function.New(spec)
}

func isPanic(err error) bool {
	var panicked function.PanicError
	return errors.As(err, &panicked)
}

func anyDynamic(args []cty.Value) bool {
	return slices.ContainsFunc(args, func(v cty.Value) bool { return v.Type() == cty.DynamicPseudoType })
}

func marksOf(args []cty.Value) cty.ValueMarks {
	_, marks := cty.TupleVal(args).UnmarkDeep()
	return marks
}

// open lets a parameter take anything of its type: the inner function decides.
func open(p function.Parameter) function.Parameter {
	p.AllowNull, p.AllowUnknown, p.AllowDynamicType, p.AllowMarked = true, true, true, true
	return p
}

// tame replaces an error where an argument is sensitive, and that of a panic. It
// keeps the argument that is to blame.
func tame(err error, args []cty.Value) error {
	switch {
	case err == nil:
		return nil
	case isPanic(err):
		return errors.New("the function cannot be computed for these arguments")
	case !cty.TupleVal(args).ContainsMarked():
		return err
	}
	const text = "a sensitive value does not have the form that is needed here"
	var argErr function.ArgError
	if errors.As(err, &argErr) {
		return function.NewArgErrorf(argErr.Index, text)
	}
	return errors.New(text)
}

// fileFunction is file(path): the text of a file in the repository.
func fileFunction(baseDir, root string) function.Function {
	return function.New(&function.Spec{
		Description: "Reads a text file of the repository; the path is relative to the suite.",
		Params:      []function.Parameter{{Name: "path", Type: cty.String, AllowMarked: true}},
		Type:        function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if args[0].IsMarked() {
				return cty.NilVal, function.NewArgErrorf(0, "a path must not be sensitive")
			}
			raw, err := readInside(baseDir, root, args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			if !utf8.Valid(raw) {
				return cty.NilVal, function.NewArgErrorf(0, "%q is not UTF-8 text", args[0].AsString())
			}
			return cty.StringVal(string(raw)), nil
		},
	})
}

// sensitiveFunction is sensitive(value).
var sensitiveFunction = function.New(&function.Spec{
	Description: "Marks a value as one that no output shows.",
	Params:      []function.Parameter{anything("value")},
	Type:        typeOfFirst,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		return Sensitive(args[0]), nil
	},
})

// nonsensitiveFunction is nonsensitive(value).
var nonsensitiveFunction = function.New(&function.Spec{
	Description: "Takes the mark off a value that was made of a sensitive one and may be shown.",
	Params:      []function.Parameter{anything("value")},
	Type:        typeOfFirst,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		v, _ := reveal(args[0])
		return v, nil
	},
})

// issensitiveFunction is issensitive(value).
var issensitiveFunction = function.New(&function.Spec{
	Description: "Reports whether a value is sensitive.",
	Params:      []function.Parameter{anything("value")},
	Type:        function.StaticReturnType(cty.Bool),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		return cty.BoolVal(IsSensitive(args[0])), nil
	},
})

func anything(name string) function.Parameter {
	return open(function.Parameter{Name: name, Type: cty.DynamicPseudoType})
}

func typeOfFirst(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil }

// plain makes a function of strings that returns a string or a truth value.
func plain(description string, result cty.Type, impl func(s ...string) (cty.Value, error), names ...string) function.Function {
	spec := &function.Spec{Description: description, Type: function.StaticReturnType(result)}
	for _, name := range names {
		spec.Params = append(spec.Params, function.Parameter{Name: name, Type: cty.String})
	}
	spec.Impl = func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		texts := make([]string, len(args))
		for i, arg := range args {
			texts[i] = arg.AsString()
		}
		v, err := impl(texts...)
		if err != nil {
			return cty.NilVal, function.NewArgError(0, err)
		}
		return v, nil
	}
	return function.New(spec)
}
