package dsl

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/zclconf/go-cty/cty"
)

// Assertion is an `assert` block: a condition over what was observed. Everything
// else that it mentions was put in at load.
type Assertion struct {
	Range Range // of the condition
	// Reads are the stages and steps that it reads, in the order of their first
	// mention.
	Reads []Read

	condition, message hcl.Expression
	scope              *hcl.EvalContext
	each               *each
	reads, says        []readAttr // of the condition, and of the message
}

// Read is one stage or step that an assertion reads. Test is empty outside a
// comparison.
type Read struct {
	Test, Stage string
}

// Seen gives what a stage or step saw as an object, and whether it was reached.
type Seen func(r Read) (cty.Value, bool)

// Judgement is what an assertion came to.
type Judgement struct {
	Met        bool
	NotReached []Read // what it reads and was not reached; it is then neither met nor missed
	// Message is the author's error_message, or why the condition could not be
	// judged: the null that it read, by name.
	Message string
	// Saw are the values that a condition which is false read: `step.rcpt.code is
	// 550`.
	Saw []string
}

// readAttr is one place where an expression reads an observation.
type readAttr struct {
	Read
	test, key string // the parts of Read.Test
	keyed     bool
	attr      string // empty: the stage as a whole
	at        hcl.Range
	// guarded is set where the expression itself says what a null means: it is
	// compared with null, or stands in try, can or coalesce.
	guarded bool
}

// String is the read as a suite writes it.
func (r readAttr) String() string {
	name := "step." + r.Stage
	if r.Test != "" {
		name = r.Test + "." + name
	}
	if r.attr == "" {
		return name
	}
	return name + "." + r.attr
}

// Judge evaluates the assertion over what was seen.
func (a *Assertion) Judge(seen Seen) Judgement {
	values := map[Read]cty.Value{}
	var missing []Read
	for _, r := range a.Reads {
		v, reached := seen(r)
		if !reached {
			missing = append(missing, r)
			continue
		}
		values[r] = v
	}
	if len(missing) > 0 {
		return Judgement{NotReached: missing}
	}
	ctx := with(a.each.in(a.scope), observed(a.reads, values, cty.NullVal(cty.DynamicPseudoType)))
	if name := nullRead(a.reads, values); name != "" {
		return Judgement{Message: name + " is null: there was nothing to be seen"}
	}
	met, why := truth(a.condition, ctx)
	switch {
	case why != "":
		return Judgement{Message: why}
	case met:
		return Judgement{Met: true}
	}
	return Judgement{Message: a.missed(seen), Saw: saw(a.reads, values)}
}

// saw lists what was read, each once, in the order of first mention.
func saw(reads []readAttr, values map[Read]cty.Value) []string {
	var out []string
	for _, r := range reads {
		if r.attr == "" {
			continue
		}
		line := r.String() + " is " + schema.Show(attribute(values[r.Read], r.attr))
		if !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// nullRead names what was read and is null, or "".
func nullRead(reads []readAttr, values map[Read]cty.Value) string {
	var names []string
	for _, r := range reads {
		if r.attr == "" || r.guarded || slices.Contains(names, r.String()) {
			continue
		}
		if attribute(values[r.Read], r.attr).IsNull() {
			names = append(names, r.String())
		}
	}
	return strings.Join(names, " is null, and ")
}

// truth evaluates a condition; why is set where it is neither true nor false.
func truth(condition hcl.Expression, ctx *hcl.EvalContext) (met bool, why string) {
	v, diags := condition.Value(ctx)
	if diags.HasErrors() {
		return false, "the condition cannot be judged: " + problem(diags)
	}
	v, _ = reveal(v)
	v, err := toBool(v)
	switch {
	case err != nil:
		return false, "the condition is neither true nor false: " + err.Error()
	case v.IsNull() || !v.IsKnown():
		return false, "the condition is null"
	}
	return v.True(), ""
}

// problem is the first error of a list, as one line. Details that quote values
// are HCL's; it leaves sensitive ones out.
func problem(diags hcl.Diagnostics) string {
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			return strings.Join(strings.Fields(d.Summary+": "+d.Detail), " ")
		}
	}
	return ""
}

// missed is the author's message, with what was not there as the word nothing.
func (a *Assertion) missed(seen Seen) string {
	const plain = "the condition is false"
	if a.message == nil {
		return plain
	}
	values := map[Read]cty.Value{}
	for _, r := range a.says {
		if v, reached := seen(r.Read); reached {
			values[r.Read] = v
		}
	}
	v, diags := a.message.Value(with(a.each.in(a.scope), observed(a.says, values, cty.StringVal("nothing"))))
	if diags.HasErrors() {
		return plain
	}
	v, sensitive := reveal(v)
	if sensitive {
		return plain + "; its message holds a sensitive value and is not shown"
	}
	v, err := toString(v)
	if err != nil || v.IsNull() || !v.IsKnown() {
		return plain
	}
	return strings.TrimSpace(v.AsString())
}

// with is a scope with more in it.
func with(scope *hcl.EvalContext, variables map[string]cty.Value) *hcl.EvalContext {
	ctx := scope.NewChild()
	ctx.Variables = variables
	return ctx
}

// observed are observations as `step` or as `test`. nothing stands for what is
// null.
func observed(reads []readAttr, values map[Read]cty.Value, nothing cty.Value) map[string]cty.Value {
	objects := map[Read]map[string]cty.Value{}
	for _, r := range reads {
		if objects[r.Read] == nil {
			objects[r.Read] = attributes(values[r.Read], nothing)
		}
		if _, ok := objects[r.Read][r.attr]; !ok && r.attr != "" {
			objects[r.Read][r.attr] = nothing
		}
	}
	variables := map[string]cty.Value{}
	steps := map[string]map[string]cty.Value{} // by test
	for read, object := range objects {
		if steps[read.Test] == nil {
			steps[read.Test] = map[string]cty.Value{}
		}
		steps[read.Test][read.Stage] = cty.ObjectVal(object)
	}
	if own, ok := steps[""]; ok {
		variables["step"] = cty.ObjectVal(own)
	}
	if tests := testObjects(reads, steps); len(tests) > 0 {
		variables["test"] = cty.ObjectVal(tests)
	}
	return variables
}

// testObjects nests observations as they are read: test.NAME.step, or
// test.NAME["key"].step.
func testObjects(reads []readAttr, steps map[string]map[string]cty.Value) map[string]cty.Value {
	tests := map[string]cty.Value{}
	keyed := map[string]map[string]cty.Value{}
	for _, r := range reads {
		if r.Test == "" {
			continue
		}
		one := cty.ObjectVal(map[string]cty.Value{"step": cty.ObjectVal(steps[r.Test])})
		if !r.keyed {
			tests[r.test] = one
			continue
		}
		if keyed[r.test] == nil {
			keyed[r.test] = map[string]cty.Value{}
		}
		keyed[r.test][r.key] = one
		tests[r.test] = cty.ObjectVal(keyed[r.test])
	}
	return tests
}

// attributes are those of an object, a stage that was not reached having none.
func attributes(v cty.Value, nothing cty.Value) map[string]cty.Value {
	out := map[string]cty.Value{}
	if v == cty.NilVal || v.IsNull() || !v.IsKnown() || !v.Type().IsObjectType() {
		return out
	}
	maps.Copy(out, v.AsValueMap())
	for name, attr := range out {
		if attr.IsNull() && !nothing.IsNull() {
			out[name] = nothing
		}
	}
	return out
}

func attribute(v cty.Value, name string) cty.Value {
	if v == cty.NilVal || v.IsNull() || !v.Type().IsObjectType() || !v.Type().HasAttribute(name) {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	return v.GetAttr(name)
}

// String is the read as a suite writes it.
func (r Read) String() string {
	if r.Test == "" {
		return "step." + r.Stage
	}
	return fmt.Sprintf("%s.step.%s", r.Test, r.Stage)
}
