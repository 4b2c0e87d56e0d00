package dsl

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/zclconf/go-cty/cty"
)

// testFamily is a `test` block and its instances.
type testFamily struct {
	name      string
	block     *hcl.Block
	keyed     bool // has for_each
	open      bool // its keys are not known yet
	instances []*Test
	byKey     map[string]*Test

	template *template
	expects  []*expectTemplate
	asserts  []*assertTemplate
	where    Range // of the header
	end      int
}

func (s *suiteLoader) loadDefaults() {
	b := s.only("defaults")
	if b == nil {
		return
	}
	s.defaults = s.decode(b, defaultsFields)
	if s.defaults.state("credential") != leftOut {
		s.fail(s.defaults.attr("credential").source.Range, "No credential in defaults",
			"A secret goes only where a test names it: say the credential in each test that signs in.")
	}
	s.tags(s.defaults)
}

func (s *suiteLoader) loadTests() {
	for _, b := range s.blocks["test"] {
		s.loadTest(b)
	}
}

var forEachSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "for_each"}}}

// loadTest reads one block and makes its instances.
func (s *suiteLoader) loadTest(b *hcl.Block) {
	family := &testFamily{
		name: b.Labels[0], block: b, where: s.rng(b.DefRange), end: lastLine(b), byKey: map[string]*Test{},
	}
	s.tests[family.name] = family
	content, remain, _ := b.Body.PartialContent(forEachSchema)
	rest := *b
	rest.Body = remain
	forEach, keyed := content.Attributes["for_each"]
	var words []string
	if family.keyed = keyed; keyed {
		words = []string{"each"}
	}
	family.template = s.template(&rest, testFields, words...)
	for _, inner := range family.template.blocks["expect"] {
		if e := s.expectTemplate(inner, words); e != nil {
			family.expects = append(family.expects, e)
		}
	}
	s.checkRepeated(family.expects)
	for _, inner := range family.template.blocks["assert"] {
		if a := s.assertTemplate(inner, append([]string{"step"}, words...)); a != nil {
			family.asserts = append(family.asserts, a)
		}
	}
	if !keyed {
		s.instance(family, "test."+family.name, nil)
		return
	}
	s.forEach(family, forEach)
}

// forEach makes an instance for each key.
func (s *suiteLoader) forEach(family *testFamily, attr *hcl.Attribute) {
	v, ok := s.forEachValue(attr)
	if !ok {
		family.open = true
		return
	}
	if !v.IsKnown() {
		family.open = true
		s.instance(family, "test."+family.name+"[*]", &each{cty.UnknownVal(cty.String), cty.DynamicVal})
		return
	}
	for it := v.ElementIterator(); it.Next(); {
		key, value := it.Element()
		if v.Type().IsSetType() {
			key = value
		}
		name := key.AsString()
		family.byKey[name] = s.instance(family, "test."+family.name+"["+quoteKey(name)+"]", &each{key, value})
	}
}

// each is one element of a for_each. A test without one has nil. An assertion
// keeps it, and not the context, which is many times as large.
type each struct{ key, value cty.Value }

// in is a scope with `each` in it.
func (e *each) in(scope *hcl.EvalContext) *hcl.EvalContext {
	if e == nil {
		return scope
	}
	return with(scope, map[string]cty.Value{
		"each": cty.ObjectVal(map[string]cty.Value{"key": e.key, "value": e.value}),
	})
}

// forEachValue is a map, an object or a set of strings; unknown when the keys are
// not known yet.
func (s *suiteLoader) forEachValue(attr *hcl.Attribute) (cty.Value, bool) {
	at := attr.Expr.Range()
	if !s.checkNames(attr.Expr) {
		return cty.NilVal, false
	}
	v, diags := attr.Expr.Value(s.scope.ctx)
	s.add(diags...)
	if diags.HasErrors() {
		return cty.NilVal, false
	}
	if v.IsMarked() {
		s.fail(at, "Sensitive value", "The keys of for_each are part of the tests' addresses, so they must not be sensitive. Values may be: a map with keys that are not.")
		return cty.NilVal, false
	}
	ty := v.Type()
	switch {
	case v.IsNull():
		s.fail(at, `Invalid value for "for_each"`, "for_each must not be null; an empty map makes no test.")
		return cty.NilVal, false
	case ty == cty.DynamicPseudoType:
		return cty.DynamicVal, true
	case ty.IsMapType(), ty.IsObjectType():
		return v, true
	case ty.IsSetType() && ty.ElementType() == cty.String:
		if !v.IsWhollyKnown() {
			return cty.DynamicVal, true
		}
		return s.setOfNames(v, at)
	}
	detail := fmt.Sprintf("for_each takes a map or a set of strings, and not %s.", describe(ty))
	if ty.IsListType() || ty.IsTupleType() {
		detail += " toset([…]) makes a set of a list."
	}
	s.fail(at, `Invalid value for "for_each"`, detail)
	return cty.NilVal, false
}

// setOfNames refuses null, which is no key.
func (s *suiteLoader) setOfNames(v cty.Value, at hcl.Range) (cty.Value, bool) {
	if v.HasElement(cty.NullVal(cty.String)).True() {
		s.fail(at, `Invalid value for "for_each"`, "The set must not have null in it.")
		return cty.NilVal, false
	}
	return v, true
}

// instance makes one test of a block.
func (s *suiteLoader) instance(family *testFamily, address string, e *each) *Test {
	ctx := e.in(s.scope.ctx)
	f := family.template.in(ctx)
	t := &Test{Address: address, Name: family.name, Range: family.where, End: family.end, Title: f.title()}
	t.Tags = s.testTags(f)
	t.Skip = s.skip(f)
	s.fillSession(t, f)
	n := s.sessionOf(t, f)
	var expects []*expected
	for _, template := range family.expects {
		x := template.in(ctx, t.Endpoint == nil || t.Endpoint.Verify)
		expects = append(expects, x)
		t.Expect = append(t.Expect, x.Expectation)
	}
	for _, a := range family.asserts {
		t.Assert = append(t.Assert, a.in(ctx, e))
	}
	s.checkStages(t, n, expects)
	t.Last = n.last(namedIn(t))
	s.checkEnvelope(t, n, f)
	if t.Credential != nil {
		t.Need = t.Credential.needs
	}
	family.instances = append(family.instances, t)
	s.suite.Tests = append(s.suite.Tests, t)
	return t
}

// from is where an attribute of a test is said: in the test, or else in defaults.
func (s *suiteLoader) from(f *fields, name string) *fields {
	if f.state(name) == leftOut && s.defaults != nil {
		return s.defaults
	}
	return f
}

// fillSession fills in what the session is held with.
func (s *suiteLoader) fillSession(t *Test, f *fields) {
	t.Endpoint = refTo[Endpoint](s, s.from(f, "endpoint"), "endpoint", endpointType)
	if from := s.from(f, "endpoint"); !from.given("endpoint") {
		s.fail(f.template.block.DefRange, "Test without an endpoint", fmt.Sprintf(
			"%s says no endpoint, and neither do the defaults. What is done without a session is not part of %s.", t.Address, s.thisVersion()))
	}
	t.Credential = refTo[Credential](s, f, "credential", credentialType)
	t.Client = s.clientOf(s.from(f, "client"))
	t.From = s.reversePath(s.from(f, "from"))
	t.To = s.from(f, "to").list("to")
	s.checkTwice(s.from(f, "to"), t.To)
	t.Parameters = s.from(f, "mail_parameters").list("mail_parameters")
	s.checkText(s.from(f, "mail_parameters"), "mail_parameters", checkParameter)
	t.Timeout = s.from(f, "timeout").duration("timeout", 0)
	t.Vantages = s.vantages(f)
	t.AllowCallout = f.flag("allow_callout", false)
}

// reversePath is the mailbox in `from`, or "" for "<>".
func (s *suiteLoader) reversePath(f *fields) *string {
	from := f.strPtr("from")
	switch {
	case from == nil:
		return nil
	case *from == "<>":
		empty := ""
		return &empty
	case *from == "":
		s.fail(f.rng("from"), `Invalid value for "from"`, `The null reverse-path is written "<>"; for no value at all there is null.`)
		return nil
	}
	if err := schema.CheckMailbox(*from); err != nil {
		s.fail(f.rng("from"), `Invalid value for "from"`, sentence(err.Error()))
	}
	return from
}

// checkTwice reports a recipient that is named twice.
func (s *suiteLoader) checkTwice(f *fields, to []string) {
	for i, mailbox := range to {
		if slices.ContainsFunc(to[:i], func(other string) bool { return sameMailbox(other, mailbox) }) {
			s.fail(f.rng("to"), "Duplicate recipient", fmt.Sprintf("%q is named twice.", mailbox))
		}
	}
}

// sameMailbox compares mailboxes: the domain without regard to case, the local
// part as it is (RFC 5321 §2.4).
func sameMailbox(a, b string) bool {
	i, j := strings.LastIndexByte(a, '@'), strings.LastIndexByte(b, '@')
	return i >= 0 && j >= 0 && a[:i] == b[:j] && strings.EqualFold(a[i:], b[j:])
}

// skip is the reason not to run a test. It may come out of a condition on a
// secret; it is no secret itself, and where it holds one, that is hidden like
// everywhere.
func (s *suiteLoader) skip(f *fields) *string {
	v, ok := f.value("skip")
	if !ok {
		return nil
	}
	if v.Type() != cty.String {
		s.fail(f.rng("skip"), `Invalid value for "skip"`, fmt.Sprintf(
			"skip is the reason, in words, or null, and not %s: write skip = CONDITION ? \"why\" : null.", describe(v.Type())))
		return nil
	}
	reason := v.AsString()
	if strings.TrimSpace(reason) == "" {
		s.fail(f.rng("skip"), `Invalid value for "skip"`, "skip says why the test is not run; to run it, it is null.")
	}
	return &reason
}

// testTags adds up the tags of suite, defaults and test, each once.
func (s *suiteLoader) testTags(f *fields) []string {
	var tags []string
	add := func(more []string) {
		for _, t := range more {
			if !slices.Contains(tags, t) {
				tags = append(tags, t)
			}
		}
	}
	add(s.suite.Tags)
	if s.defaults != nil {
		add(s.defaults.list("tags"))
	}
	add(s.tags(f))
	return tags
}

// quoteKey writes a key as HCL does in an address.
func quoteKey(key string) string {
	quoted := strconv.Quote(key)
	if strings.ContainsAny(key, "$%") {
		quoted = strings.ReplaceAll(strings.ReplaceAll(quoted, "${", "$${"), "%{", "%%{")
	}
	return quoted
}
