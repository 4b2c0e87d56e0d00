package dsl

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// variableSchema is what stands in a `variable` block; it is Terraform's.
var variableSchema = &hcl.BodySchema{
	Attributes: []hcl.AttributeSchema{
		{Name: "type"}, {Name: "default"}, {Name: "description"}, {Name: "sensitive"}, {Name: "nullable"},
	},
	Blocks: []hcl.BlockHeaderSchema{{Type: "validation"}},
}

var validationSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{
	{Name: "condition", Required: true}, {Name: "error_message", Required: true},
}}

// declaredVariable is a `variable` block.
type declaredVariable struct {
	*Variable
	Type       cty.Type // may have optional attributes in it
	Typed      bool     // the block says a type
	Defaults   *typeexpr.Defaults
	Default    cty.Value // NilVal where there is none
	Nullable   bool
	Validation []validation
	block      *hcl.Block
}

type validation struct{ condition, message hcl.Expression }

// declareVariables reads `variable` blocks. A block that is wrong in a part is
// declared all the same, so that what refers to it is not reported, too.
func declareVariables(scope variableScope) ([]*declaredVariable, hcl.Diagnostics) {
	var declared []*declaredVariable
	var diags hcl.Diagnostics
	first := map[string]hcl.Range{}
	for _, b := range scope.Blocks {
		name := b.Labels[0]
		if !hclsyntax.ValidIdentifier(name) {
			diags = append(diags, problemAt(b.LabelRanges[0], "Invalid variable name",
				fmt.Sprintf("%q is no name: a name begins with a letter, and has letters, digits, underscores and hyphens in it.", name)))
			continue
		}
		if before, again := first[name]; again {
			diags = append(diags, problemAt(b.DefRange, "Duplicate variable",
				fmt.Sprintf("The variable %q is declared already, at %s:%d.", name, before.Filename, before.Start.Line)))
			continue
		}
		first[name] = b.DefRange
		v, more := declareVariable(b)
		v.Range = scope.Range(b.DefRange)
		diags = append(diags, more...)
		declared = append(declared, v)
	}
	return declared, diags
}

func declareVariable(b *hcl.Block) (*declaredVariable, hcl.Diagnostics) {
	v := &declaredVariable{
		Variable: &Variable{Name: b.Labels[0], Type: "any", Required: true},
		Type:     cty.DynamicPseudoType, Default: cty.NilVal, Nullable: true, block: b,
	}
	content, diags := b.Body.Content(variableSchema)
	if attr := content.Attributes["type"]; attr != nil {
		ty, defaults, more := typeexpr.TypeConstraintWithDefaults(attr.Expr)
		diags = append(diags, more...)
		if !more.HasErrors() {
			v.Type, v.Typed, v.Defaults = ty, true, defaults
			v.Variable.Type = typeText(ty)
		}
	}
	diags = append(diags, readLiteral(content.Attributes["description"], cty.String, func(val cty.Value) { v.Description = val.AsString() })...)
	diags = append(diags, readLiteral(content.Attributes["sensitive"], cty.Bool, func(val cty.Value) { v.Sensitive = val.True() })...)
	diags = append(diags, readLiteral(content.Attributes["nullable"], cty.Bool, func(val cty.Value) { v.Nullable = val.True() })...)
	if attr := content.Attributes["default"]; attr != nil {
		v.Required = false
		diags = append(diags, v.readDefault(attr)...)
	}
	for _, block := range content.Blocks {
		inner, more := block.Body.Content(validationSchema)
		diags = append(diags, more...)
		if !more.HasErrors() {
			v.Validation = append(v.Validation, validation{
				condition: inner.Attributes["condition"].Expr, message: inner.Attributes["error_message"].Expr,
			})
		}
	}
	return v, diags
}

// readDefault evaluates the default, which may refer to nothing.
func (v *declaredVariable) readDefault(attr *hcl.Attribute) hcl.Diagnostics {
	value, diags := attr.Expr.Value(nil)
	if !diags.HasErrors() {
		var err error
		if value, err = v.convert(value); err != nil {
			diags = append(diags, problemAt(attr.Expr.Range(), "Invalid default value",
				fmt.Sprintf("The default of the variable %q does not fit its type %s: %s.", v.Name, v.Variable.Type, err)))
		} else if value.IsNull() && !v.Nullable {
			diags = append(diags, problemAt(attr.Expr.Range(), "Invalid default value",
				fmt.Sprintf("The variable %q is not nullable, so its default cannot be null.", v.Name)))
		}
	}
	if diags.HasErrors() {
		value = cty.UnknownVal(v.Type.WithoutOptionalAttributesDeep())
		if v.Sensitive {
			hideSource(diags)
		}
	}
	v.Default = value
	return diags
}

// convert brings a value into the variable's type.
func (v *declaredVariable) convert(value cty.Value) (cty.Value, error) {
	if v.Defaults != nil && !value.IsNull() {
		value = v.Defaults.Apply(value)
	}
	return convert.Convert(value, v.Type)
}

// readLiteral evaluates an attribute that must be a literal, if it is there.
func readLiteral(attr *hcl.Attribute, ty cty.Type, set func(cty.Value)) hcl.Diagnostics {
	if attr == nil {
		return nil
	}
	value, diags := attr.Expr.Value(nil)
	if diags.HasErrors() {
		return diags
	}
	value, err := convert.Convert(value, ty)
	if err != nil || value.IsNull() || !value.IsKnown() {
		return hcl.Diagnostics{problemAt(attr.Expr.Range(), "Invalid value",
			fmt.Sprintf("%q is a literal %s.", attr.Name, ty.FriendlyName()))}
	}
	set(value)
	return nil
}

// validateVariables evaluates the `validation` blocks, when all values are there.
func validateVariables(declared []*declaredVariable, object cty.Value, base *hcl.EvalContext) hcl.Diagnostics {
	var diags hcl.Diagnostics
	ctx := base.NewChild()
	ctx.Variables = map[string]cty.Value{"var": object}
	for _, v := range declared {
		for _, rule := range v.Validation {
			diags = append(diags, v.validate(rule, ctx)...)
		}
	}
	return diags
}

func (v *declaredVariable) validate(rule validation, ctx *hcl.EvalContext) hcl.Diagnostics {
	result, diags := rule.condition.Value(ctx)
	if diags.HasErrors() {
		return diags
	}
	result, err := convert.Convert(result, cty.Bool)
	bare, _ := result.Unmark()
	switch {
	case err != nil || bare.IsKnown() && bare.IsNull():
		return hcl.Diagnostics{problemAt(rule.condition.Range(), "Invalid condition",
			"The condition of a validation is true or false.")}
	case !bare.IsKnown() || bare.True():
		return nil
	}
	return append(diags, &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "Invalid value for variable",
		Detail:   v.validationMessage(rule.message, ctx),
		Subject:  rule.condition.Range().Ptr(),
		Context:  v.block.DefRange.Ptr(),

		Expression: rule.condition, EvalContext: ctx,
	})
}

// validationMessage is the author's error_message, unless it would show a secret.
func (v *declaredVariable) validationMessage(expr hcl.Expression, ctx *hcl.EvalContext) string {
	message, diags := expr.Value(ctx)
	bare, sensitive := reveal(message)
	switch {
	case sensitive:
		return fmt.Sprintf("The value of %q does not meet this condition. Its error_message contains a sensitive value and is not shown.", v.Name)
	case diags.HasErrors() || bare.Type() != cty.String || bare.IsNull() || !bare.IsKnown():
		return fmt.Sprintf("The value of %q does not meet this condition.", v.Name)
	}
	return strings.TrimSpace(bare.AsString())
}

// problem is an error that points at the variable's declaration.
func (v *declaredVariable) problem(summary, detail string) *hcl.Diagnostic {
	return problemAt(v.block.DefRange, summary, detail)
}

func problemAt(at hcl.Range, summary, detail string) *hcl.Diagnostic {
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: &at}
}

// typeText is a type as a suite writes it.
func typeText(ty cty.Type) string {
	switch {
	case ty.IsObjectType():
		var parts []string
		for name, attr := range ty.AttributeTypes() {
			text := typeText(attr)
			if ty.AttributeOptional(name) {
				text = "optional(" + text + ")"
			}
			parts = append(parts, name+" = "+text)
		}
		slices.Sort(parts)
		if len(parts) == 0 {
			return "object({})"
		}
		return "object({ " + strings.Join(parts, ", ") + " })"
	case ty.IsTupleType():
		var parts []string
		for _, element := range ty.TupleElementTypes() {
			parts = append(parts, typeText(element))
		}
		return "tuple([" + strings.Join(parts, ", ") + "])"
	case ty.IsListType():
		return "list(" + typeText(ty.ElementType()) + ")"
	case ty.IsSetType():
		return "set(" + typeText(ty.ElementType()) + ")"
	case ty.IsMapType():
		return "map(" + typeText(ty.ElementType()) + ")"
	}
	return typeexpr.TypeString(ty)
}
