package dsl

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// assertSchema is read as expressions, since their values depend on the run.
var assertSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{
	{Name: "condition", Required: true}, {Name: "error_message"},
}}

// assertTemplate is an `assert` block whose names were checked.
type assertTemplate struct {
	s                  *suiteLoader
	condition, message hcl.Expression
	where              Range
	reads, says        []readAttr
	stages             []Read
	// What they read, before it is known.
	blankReads, blankSays map[string]cty.Value
	each                  bool
	ready                 *Assertion
}

// assertTemplate reads a block; nil when it names what is not there.
func (s *suiteLoader) assertTemplate(b *hcl.Block, words []string) *assertTemplate {
	content, diags := b.Body.Content(assertSchema)
	s.add(diags...)
	condition, ok := content.Attributes["condition"]
	if !ok {
		return nil
	}
	a := &assertTemplate{s: s, condition: condition.Expr, where: s.rng(condition.Expr.Range())}
	ok = s.checkNames(condition.Expr, words...)
	a.reads, ok = s.readsOf(condition.Expr, ok)
	a.each = reads(condition.Expr, "each")
	if message, has := content.Attributes["error_message"]; has {
		a.message = message.Expr
		ok = s.checkNames(message.Expr, words...) && ok
		a.says, ok = s.readsOf(message.Expr, ok)
		a.each = a.each || reads(message.Expr, "each")
	}
	for _, r := range a.reads {
		if !slices.Contains(a.stages, r.Read) {
			a.stages = append(a.stages, r.Read)
		}
	}
	if !ok {
		return nil
	}
	s.scope.keep(a.condition)
	if a.message != nil {
		s.scope.keep(a.message)
	}
	a.blankReads, a.blankSays = s.blank(a.reads), s.blank(a.says)
	return a
}

// in makes the assertion of one instance, and tries it with values that are not
// known yet, so that what can never be judged is found at load.
func (a *assertTemplate) in(ctx *hcl.EvalContext, e *each) *Assertion {
	if a.ready != nil {
		return a.ready
	}
	out := &Assertion{
		Range: a.where, Reads: a.stages, condition: a.condition, message: a.message,
		scope: a.s.scope.ctx, each: e, reads: a.reads, says: a.says,
	}
	a.try(ctx, a.condition, a.blankReads, toBool, "The condition is true or false")
	if a.message != nil {
		a.try(ctx, a.message, a.blankSays, toString, "The error_message is a text")
	}
	if !a.each {
		out.each = nil
		a.ready = out
	}
	return out
}

func (a *assertTemplate) try(ctx *hcl.EvalContext, expr hcl.Expression, blank map[string]cty.Value, to func(cty.Value) (cty.Value, error), want string) {
	v, diags := expr.Value(with(ctx, blank))
	a.s.add(diags...)
	if diags.HasErrors() {
		return
	}
	v, _ = reveal(v)
	if _, err := to(v); err != nil {
		a.s.fail(expr.Range(), "Invalid assertion", fmt.Sprintf("%s, and not %s.", want, describe(v.Type())))
	} else if v.IsNull() && expr == a.condition {
		a.s.fail(expr.Range(), "Invalid assertion", want+", and not null.")
	}
}

// blank is what an expression reads, with values that are not known yet.
func (s *suiteLoader) blank(reads []readAttr) map[string]cty.Value {
	values := map[Read]cty.Value{}
	for _, r := range reads {
		values[r.Read] = s.unseen(r.Stage)
	}
	return observed(reads, values, cty.DynamicVal)
}

// unseen is a stage's object whose values are not known yet.
func (s *suiteLoader) unseen(stage string) cty.Value {
	values := map[string]cty.Value{}
	kind := s.stages.kinds[stage]
	for _, a := range append(slices.Clone(schema.CommonSees), kind.Sees...) {
		values[a.Name] = cty.UnknownVal(a.Type)
		if a.List || a.Type == cty.NilType {
			values[a.Name] = cty.DynamicVal
		}
	}
	return cty.ObjectVal(values)
}

// toBool takes truth values only: a text that reads "true" is most likely a
// mistake.
func toBool(v cty.Value) (cty.Value, error) {
	if ty := v.Type(); ty != cty.Bool && ty != cty.DynamicPseudoType {
		return v, fmt.Errorf("it is %s", describe(ty))
	}
	return convert.Convert(v, cty.Bool)
}

func toString(v cty.Value) (cty.Value, error) { return convert.Convert(v, cty.String) }

// readsOf finds what an expression reads of observations. ok goes through, so
// that all mistakes are said.
func (s *suiteLoader) readsOf(expr hcl.Expression, ok bool) ([]readAttr, bool) {
	guarded := guards(expr)
	var out []readAttr
	for _, t := range expr.Variables() {
		if root := t.RootName(); root != "step" && root != "test" {
			continue
		}
		r, fine := s.readOf(t)
		if !fine {
			ok = false
			continue
		}
		r.guarded = guarded[t.SourceRange()]
		out = append(out, r)
	}
	// What is guarded once in an expression is guarded in all of it.
	for i := range out {
		out[i].guarded = slices.ContainsFunc(out, func(r readAttr) bool {
			return r.guarded && r.String() == out[i].String()
		})
	}
	return out, ok
}

// readOf reads step.STAGE.attr, or test.NAME["key"].step.STAGE.attr.
func (s *suiteLoader) readOf(t hcl.Traversal) (readAttr, bool) {
	r := readAttr{at: t.SourceRange()}
	steps := t[1:]
	if t.RootName() == "test" {
		var ok bool
		if steps, ok = s.readTest(&r, steps); !ok {
			return r, false
		}
	}
	if len(steps) == 0 {
		s.fail(r.at, "Unclear reference", `Stages are named literally: step.rcpt.code, step["ehlo-tls"].keywords.`)
		return r, false
	}
	stage, at, ok := stepName(steps[0])
	if !ok {
		s.fail(r.at, "Unclear reference", `Stages are named literally: step.rcpt.code, step["ehlo-tls"].keywords.`)
		return r, false
	}
	kind := s.stageKind(stage, at)
	if kind == nil {
		return r, false
	}
	r.Stage = stage
	if len(steps) == 1 {
		return r, true
	}
	attr, at, ok := stepName(steps[1])
	if !ok {
		s.fail(r.at, "Unclear reference", fmt.Sprintf("What is read of a stage is named literally: step.%s.outcome.", stage))
		return r, false
	}
	if _, known := kind.sees(attr); !known {
		s.fail(at, "Unknown attribute", fmt.Sprintf("The stage %q has no %q to be read.%s It has %s.",
			stage, attr, DidYouMean(attr, kind.seenNames()), quoted(kind.seenNames(), "and")))
		return r, false
	}
	r.attr = attr
	return r, true
}

// readTest reads the part in front of the stage in a comparison.
func (s *suiteLoader) readTest(r *readAttr, steps []hcl.Traverser) ([]hcl.Traverser, bool) {
	unclear := func() ([]hcl.Traverser, bool) {
		s.fail(r.at, "Unclear reference", `Tests are named literally: test.NAME.step.rcpt.code, test.NAME["key"].step.rcpt.code.`)
		return nil, false
	}
	if len(steps) == 0 {
		return unclear()
	}
	name, _, ok := stepName(steps[0])
	family := s.tests[name]
	if !ok || family == nil {
		return unclear()
	}
	r.test, r.Test, r.keyed = name, "test."+name, family.keyed
	steps = steps[1:]
	if family.keyed {
		if len(steps) == 0 {
			return unclear()
		}
		key, _, ok := stepName(steps[0])
		if _, dotted := steps[0].(hcl.TraverseAttr); dotted || !ok {
			return unclear()
		}
		r.key, r.Test = key, r.Test+"["+quoteKey(key)+"]"
		steps = steps[1:]
	}
	if len(steps) == 0 {
		return unclear()
	}
	if word, _, ok := stepName(steps[0]); !ok || word != "step" {
		return unclear()
	}
	return steps[1:], true
}

// guards are the places in an expression where a null is looked for: compared
// with null, or given to try, can or coalesce.
func guards(expr hcl.Expression) map[hcl.Range]bool {
	found := map[hcl.Range]bool{}
	node := nativeSyntax(expr)
	if node == nil {
		return found
	}
	guard := func(e hclsyntax.Expression) {
		for _, t := range e.Variables() {
			found[t.SourceRange()] = true
		}
	}
	hclsyntax.VisitAll(node, func(n hclsyntax.Node) hcl.Diagnostics {
		switch n := n.(type) {
		case *hclsyntax.BinaryOpExpr:
			if n.Op != hclsyntax.OpEqual && n.Op != hclsyntax.OpNotEqual {
				break
			}
			if isNull(n.RHS) {
				guard(n.LHS)
			} else if isNull(n.LHS) {
				guard(n.RHS)
			}
		case *hclsyntax.FunctionCallExpr:
			if slices.Contains([]string{"try", "can", "coalesce"}, n.Name) {
				for _, arg := range n.Args {
					guard(arg)
				}
			}
		}
		return nil
	})
	return found
}

func isNull(e hclsyntax.Expression) bool {
	if p, ok := e.(*hclsyntax.ParenthesesExpr); ok {
		return isNull(p.Expression)
	}
	l, ok := e.(*hclsyntax.LiteralValueExpr)
	return ok && l.Val.IsNull()
}

// nativeSyntax is an expression's syntax tree. In JSON it is that of the template
// in the string, at the place where HCL sees it.
func nativeSyntax(expr hcl.Expression) hclsyntax.Node {
	if native, ok := expr.(hclsyntax.Expression); ok {
		return native
	}
	v, diags := expr.Value(nil) // of a JSON expression: the string as it stands
	if diags.HasErrors() || v.IsNull() || v.Type() != cty.String {
		return nil
	}
	at := expr.Range()
	start := hcl.Pos{Line: at.Start.Line, Byte: at.Start.Byte + 1, Column: at.Start.Column + 1}
	parsed, diags := hclsyntax.ParseTemplate([]byte(v.AsString()), at.Filename, start)
	if diags.HasErrors() {
		return nil
	}
	return parsed
}
