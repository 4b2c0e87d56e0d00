package dsl

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/zclconf/go-cty/cty"
)

// shape is what may stand in one kind of block.
type shape struct {
	attrs  []schema.Attr
	blocks []hcl.BlockHeaderSchema
	// Parts of the language that this version does not know. They are errors, since
	// a suite that says them must not be judged without them.
	laterAttrs  []string
	laterBlocks []hcl.BlockHeaderSchema
}

func (sh shape) schema() *hcl.BodySchema {
	out := &hcl.BodySchema{Blocks: append(slices.Clone(sh.blocks), sh.laterBlocks...)}
	for _, a := range sh.attrs {
		out.Attributes = append(out.Attributes, hcl.AttributeSchema{Name: a.Name, Required: a.Required})
	}
	for _, name := range sh.laterAttrs {
		out.Attributes = append(out.Attributes, hcl.AttributeSchema{Name: name})
	}
	return out
}

// template is a block whose names were checked and whose values are not yet
// known: an instance of a test fills in `each`. What does not read `each` is
// evaluated once, however many instances there are.
type template struct {
	s      *suiteLoader
	block  *hcl.Block
	attrs  []templateAttr
	blocks map[string]hcl.Blocks
	each   bool // something reads `each`
	ready  *fields
}

type templateAttr struct {
	schema.Attr
	source *hcl.Attribute
	each   bool
	bad    bool // it names what is not there
	ready  *field
}

// template reads a block by its shape. words are the roots that its expressions
// may read beside the suite's own.
func (s *suiteLoader) template(b *hcl.Block, sh shape, words ...string) *template {
	content, diags := b.Body.Content(sh.schema())
	s.add(diags...)
	t := &template{s: s, block: b, blocks: map[string]hcl.Blocks{}}
	for _, name := range sh.laterAttrs {
		if attr, ok := content.Attributes[name]; ok {
			s.notYet(attr.NameRange, fmt.Sprintf("The argument %q", name))
		}
	}
	later := map[string]bool{}
	for _, h := range sh.laterBlocks {
		later[h.Type] = true
	}
	for _, inner := range content.Blocks {
		if later[inner.Type] {
			s.notYet(inner.DefRange, fmt.Sprintf("%s %q block", sentenceStart(article(inner.Type)), inner.Type))
			continue
		}
		t.blocks[inner.Type] = append(t.blocks[inner.Type], inner)
	}
	for _, a := range sh.attrs {
		if attr, ok := content.Attributes[a.Name]; ok {
			t.attrs = append(t.attrs, s.templateAttr(a, attr, words))
		}
	}
	slices.SortFunc(t.attrs, func(a, b templateAttr) int {
		return a.source.Range.Start.Byte - b.source.Range.Start.Byte
	})
	for _, a := range t.attrs {
		t.each = t.each || a.each
	}
	return t
}

func (s *suiteLoader) templateAttr(a schema.Attr, attr *hcl.Attribute, words []string) templateAttr {
	return templateAttr{
		Attr: a, source: attr,
		each: reads(attr.Expr, "each"),
		bad:  !s.checkNames(attr.Expr, words...),
	}
}

// only is the single inner block of a type, or nil; a second one is a mistake.
func (t *template) only(kind string) *hcl.Block {
	blocks := t.blocks[kind]
	if len(blocks) == 0 {
		return nil
	}
	for _, again := range blocks[1:] {
		t.s.fail(again.DefRange, fmt.Sprintf("Duplicate %q block", kind), fmt.Sprintf(
			"There is one %q block here; the first one is at %s.", kind, place(blocks[0].DefRange)))
	}
	return blocks[0]
}

// in evaluates the block in a context.
func (t *template) in(ctx *hcl.EvalContext) *fields {
	if t.ready != nil {
		return t.ready
	}
	f := &fields{s: t.s, template: t, values: make(map[string]field, len(t.attrs))}
	for i := range t.attrs {
		a := &t.attrs[i]
		if a.ready != nil {
			f.values[a.Name] = *a.ready
			continue
		}
		v := t.s.field(a, ctx)
		if !a.each {
			a.ready = &v
		}
		f.values[a.Name] = v
	}
	if !t.each {
		t.ready = f
	}
	return f
}

// decode reads and evaluates a block that has no instances.
func (s *suiteLoader) decode(b *hcl.Block, sh shape, words ...string) *fields {
	return s.template(b, sh, words...).in(s.scope.ctx)
}

// field is the value of one attribute.
type field struct {
	value cty.Value // bare; NilVal unless the state is known
	state fieldState
}

type fieldState int

const (
	leftOut fieldState = iota
	null
	unknown // not known at this load, or wrong, which was said
	known
)

// field evaluates one attribute.
func (s *suiteLoader) field(a *templateAttr, ctx *hcl.EvalContext) field {
	if a.bad {
		return field{state: unknown}
	}
	v, diags := a.source.Expr.Value(ctx)
	s.add(diags...)
	if diags.HasErrors() {
		return field{state: unknown}
	}
	if a.Sensitive && a.Type != reference {
		s.keepSecrets(v)
	}
	at := a.source.Expr.Range()
	v, sensitive := reveal(v)
	if sensitive && !a.Sensitive {
		s.fail(at, "Sensitive value", fmt.Sprintf(
			"%q must not be sensitive: it is shown in plans, logs and reports. Where it is no secret, nonsensitive() says so.", a.Name))
		return field{state: unknown}
	}
	if v.IsNull() {
		return s.nullField(a, at)
	}
	if !v.IsWhollyKnown() {
		return field{state: unknown}
	}
	if a.Type == cty.DynamicPseudoType {
		return field{value: v, state: known}
	}
	if a.List && a.Match == "" && v.CanIterateElements() && v.LengthInt() == 0 {
		return field{value: cty.ListValEmpty(a.Type), state: known} // no tags, no keywords
	}
	v, err := a.Convert(v)
	if err != nil {
		s.unfitAll(a, err)
		return field{state: unknown}
	}
	return field{value: v, state: known}
}

func (s *suiteLoader) nullField(a *templateAttr, at hcl.Range) field {
	if a.Required && !a.Sensitive {
		s.fail(at, "Missing value", fmt.Sprintf("%q must not be null.", a.Name))
		return field{state: unknown}
	}
	return field{state: null}
}

// unfitAll reports a value that the attribute does not take: of a list, each
// element that is wrong, where it stands.
func (s *suiteLoader) unfitAll(a *templateAttr, err error) {
	expr := a.source.Expr
	var wrong schema.ListError
	if !errors.As(err, &wrong) {
		s.unfit(a.Name, expr.Range(), err)
		return
	}
	written, diags := hcl.ExprList(expr)
	for _, e := range wrong {
		at := expr.Range()
		if !diags.HasErrors() && e.Index < len(written) {
			at = written[e.Index].Range()
		}
		s.unfit(a.Name, at, e.Err)
	}
}

// unfit reports a value that the attribute does not take.
func (s *suiteLoader) unfit(name string, at hcl.Range, err error) {
	var word *schema.EnumError
	if errors.As(err, &word) {
		s.fail(at, fmt.Sprintf("Invalid value for %q", name), fmt.Sprintf(
			"%q is none of the values of %q.%s It is one of %s.",
			word.Got, name, DidYouMean(word.Got, word.Allowed), quoted(word.Allowed, "or")))
		return
	}
	s.fail(at, fmt.Sprintf("Invalid value for %q", name), sentence(err.Error()))
}

// keepSecrets notes the sensitive strings in a value that goes into a run, so that
// no output shows them. Those of variables are noted as they are; what conditions
// on them lead to, such as a test's skip, is no secret itself.
func (s *suiteLoader) keepSecrets(v cty.Value) {
	if !v.ContainsMarked() {
		return
	}
	for _, secret := range secretStrings(v) {
		s.secrets[secret] = true
	}
}

// fields are the evaluated attributes of one block. The getters give the zero
// value for what was left out, is null, or is not known.
type fields struct {
	s        *suiteLoader
	template *template
	values   map[string]field
}

func (f *fields) state(name string) fieldState { return f.values[name].state }

// given reports whether the attribute has a value other than null, known or not.
func (f *fields) given(name string) bool { return f.state(name) == unknown || f.state(name) == known }

// rng is where an attribute's value stands; the block's header where it was left
// out.
func (f *fields) rng(name string) hcl.Range {
	if a := f.attr(name); a != nil {
		return a.source.Expr.Range()
	}
	return f.template.block.DefRange
}

func (f *fields) attr(name string) *templateAttr {
	for i := range f.template.attrs {
		if f.template.attrs[i].Name == name {
			return &f.template.attrs[i]
		}
	}
	return nil
}

func (f *fields) value(name string) (cty.Value, bool) {
	v := f.values[name]
	return v.value, v.state == known
}

func (f *fields) str(name string) string {
	if v, ok := f.value(name); ok {
		return v.AsString()
	}
	return ""
}

// title is prose on one line, however it was written.
func (f *fields) title() string { return strings.Join(strings.Fields(f.str("title")), " ") }

func (f *fields) strPtr(name string) *string {
	if v, ok := f.value(name); ok {
		s := v.AsString()
		return &s
	}
	return nil
}

func (f *fields) flag(name string, otherwise bool) bool {
	if v, ok := f.value(name); ok {
		return v.True()
	}
	return otherwise
}

func (f *fields) flagPtr(name string) *bool {
	if v, ok := f.value(name); ok {
		b := v.True()
		return &b
	}
	return nil
}

// number is a whole number between 1 and most.
func (f *fields) number(name string, otherwise, most int) int {
	v, ok := f.value(name)
	if !ok {
		return otherwise
	}
	n, accuracy := v.AsBigFloat().Int64()
	if accuracy != big.Exact || n < 1 || n > int64(most) {
		f.s.fail(f.rng(name), fmt.Sprintf("Invalid value for %q", name), fmt.Sprintf(
			"%q is a whole number from 1 to %d.", name, most))
		return otherwise
	}
	return int(n)
}

// list is a list of strings, or the one string that was given in its place.
func (f *fields) list(name string) []string {
	v, ok := f.value(name)
	if !ok {
		return nil
	}
	out := []string{}
	for _, e := range schema.All(v) {
		out = append(out, e.AsString())
	}
	return out
}

func (f *fields) duration(name string, otherwise time.Duration) time.Duration {
	if v, ok := f.value(name); ok {
		if d, err := schema.ParseDuration(v.AsString()); err == nil {
			return d
		}
	}
	return otherwise
}

func (f *fields) addr(name string) netip.Addr {
	a, _ := netip.ParseAddr(f.str(name))
	return a
}

// stringMap is a map of strings, or nil.
func (f *fields) stringMap(name string) map[string]string {
	v, ok := f.value(name)
	if !ok {
		return nil
	}
	out := map[string]string{}
	for key, e := range v.AsValueMap() {
		out[key] = e.AsString()
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
