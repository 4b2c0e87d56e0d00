package dsl

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/zclconf/go-cty/cty"
)

// expectTemplate is an `expect` block whose stage and outcome are known.
type expectTemplate struct {
	*template
	kind           *Kind
	stage, outcome string
	header         Range
	outcomeRange   Range
	attrRanges     map[string]Range
	// ready holds what was made, by whether the endpoint verifies, where nothing
	// reads `each`.
	ready [2]*expected
}

// expected is an expectation with what the checks need of its block.
type expected struct {
	*Expectation
	header hcl.Range
	fields *fields
	open   bool // its recipients are not known yet
}

// recipientAttr is what `expect rcpt` takes beside its kind's wants.
var recipientAttr = schema.Attr{Name: "recipient", Type: cty.String, List: true, Format: schema.Mailbox, Doc: "The recipients that the expectation holds for; every one unless given."}

// expectTemplate reads a block; nil when its stage or outcome is none, since its
// arguments then cannot be judged.
func (s *suiteLoader) expectTemplate(b *hcl.Block, words []string) *expectTemplate {
	stage, outcome := b.Labels[0], b.Labels[1]
	kind := s.stageKind(stage, b.LabelRanges[0])
	if kind == nil {
		return nil
	}
	if !slices.Contains(kind.outcomeWords(), outcome) {
		hint := DidYouMean(outcome, kind.outcomeWords())
		if code := codeForOutcome(fmt.Sprintf("expect %s %s", stage, outcome)); code != "" {
			hint = " " + code
		}
		s.fail(b.LabelRanges[1], "Unknown outcome", fmt.Sprintf(
			"The stage %q cannot end in %q.%s It ends in %s.", stage, outcome, hint, quoted(kind.outcomeWords(), "or")))
		return nil
	}
	e := &expectTemplate{
		kind: kind, stage: stage, outcome: outcome,
		header: s.rng(b.DefRange), outcomeRange: s.rng(b.LabelRanges[1]), attrRanges: map[string]Range{},
	}
	e.template = s.template(b, shape{attrs: wantsOf(kind)}, words...)
	for _, a := range e.attrs {
		e.attrRanges[a.Name] = s.rng(a.source.Range)
		if why := e.senseless(a.Name); why != "" {
			s.fail(a.source.NameRange, "Senseless expectation", why)
		}
	}
	return e
}

// stageKind is the stage of a name, as an `expect` or an assertion says it.
func (s *suiteLoader) stageKind(name string, at hcl.Range) *Kind {
	if k := s.stages.kinds[name]; k != nil {
		return k
	}
	if slices.Contains(stageNames, name) {
		s.notYet(at, fmt.Sprintf("The stage %q", name))
		return nil
	}
	s.fail(at, "Unknown stage", fmt.Sprintf("There is no stage named %q.%s The stages of a session are %s.",
		name, DidYouMean(name, s.stages.names), quoted(s.stages.names, "and")))
	return nil
}

// wantsOf is the table of what may be expected of a kind.
func wantsOf(kind *Kind) []schema.Attr {
	attrs := append(slices.Clone(schema.CommonWants), kind.Wants...)
	if _, ok := schema.Find(attrs, "recipient"); kind.Name == "rcpt" && !ok {
		attrs = append(attrs, recipientAttr)
	}
	return attrs
}

// negative are the outcomes that have a class.
var negative = []string{"defer", "reject", "refuse", "fail"}

// senseless says why an argument cannot be met with the outcome, or "".
func (e *expectTemplate) senseless(attr string) string {
	switch attr {
	case "class", "family":
		if slices.Contains(negative, e.outcome) || e.stage == "tls" && e.outcome == "ok" {
			return ""
		}
		return fmt.Sprintf("%q names a refusal or a failure, so it goes with %s, and not with %q.", attr, quoted(negative, "or"), e.outcome)
	case "code", "enhanced", "text":
		if !e.kind.Replies {
			return fmt.Sprintf("The stage %q has no reply, so it has no %q.", e.stage, attr)
		}
	case "within", "recipient":
		return ""
	}
	if e.outcome == "absent" {
		return fmt.Sprintf("What is absent has no %q.", attr)
	}
	return ""
}

// checkRepeated reports stages that are expected twice. Those of rcpt are
// compared when their recipients are known.
func (s *suiteLoader) checkRepeated(expects []*expectTemplate) {
	first := map[string]*expectTemplate{}
	for _, e := range expects {
		if e.stage == "rcpt" {
			continue
		}
		if was := first[e.stage]; was != nil {
			s.fail(e.block.DefRange, "Duplicate expectation", fmt.Sprintf(
				"%q is expected at %s too. A stage is expected once, save rcpt with different recipients.", e.stage, place(was.block.DefRange)))
			continue
		}
		first[e.stage] = e
	}
}

// in makes the expectation of one instance.
func (e *expectTemplate) in(ctx *hcl.EvalContext, verify bool) *expected {
	slot := 0
	if verify {
		slot = 1
	}
	if e.ready[slot] != nil {
		return e.ready[slot]
	}
	f := e.template.in(ctx)
	out := &expected{header: e.block.DefRange, fields: f, open: f.state("recipient") == unknown}
	out.Expectation = &Expectation{
		Stage: e.stage, Outcome: e.outcome, Wants: schema.Values{}, Recipients: f.list("recipient"),
		Range: e.header, Outcomes: e.outcomeRange, Attrs: e.attrRanges,
	}
	for _, a := range e.attrs {
		if v, ok := f.value(a.Name); ok && a.Name != "recipient" {
			out.Wants[a.Name] = v
		}
	}
	e.checkClasses(f)
	e.checkCodes(f)
	e.implied(out.Wants, f, verify)
	if !e.each {
		e.ready[slot] = out
	}
	return out
}

func (e *expectTemplate) checkClasses(f *fields) {
	for _, id := range f.list("class") {
		e.s.checkClass(f.rng("class"), id)
		if why := e.neverWith(id); why != "" {
			e.s.fail(f.rng("class"), "Senseless expectation", why)
		}
	}
	for _, family := range f.list("family") {
		e.s.checkFamily(f, family)
	}
}

// checkCodes reports codes of which none can come with the outcome: it is the first digit
// of the reply that makes it (RFC 5321 §4.2.1).
func (e *expectTemplate) checkCodes(f *fields) {
	digits := firstDigits(e.stage, e.outcome)
	for _, attr := range []string{"code", "enhanced"} {
		codes := f.list(attr)
		can := digits
		if attr == "enhanced" && strings.ContainsAny(digits, "45") {
			can = "45" // servers say "451 5.7.3" and "550 4.4.4"
		}
		meets := func(code string) bool { return strings.ContainsAny(code[:min(1, len(code))], can+"xX") }
		if digits == "" || len(codes) == 0 || slices.ContainsFunc(codes, meets) {
			continue
		}
		e.s.fail(f.rng(attr), "Senseless expectation", fmt.Sprintf("%s does not go with %q, whose %s begins with %s.%s",
			quoted(codes, "or"), e.outcome, codeWords[attr], digitsInWords(can), e.outcomeOf(codes[0])))
	}
}

var codeWords = map[string]string{"code": "code", "enhanced": "enhanced code"}

// firstDigits are those of the replies that make an outcome; "" of one that any reply may
// make.
func firstDigits(stage, outcome string) string {
	switch outcome {
	case "accept":
		if stage == "data" {
			return "3"
		}
		return "2"
	case "defer":
		return "4"
	case "reject":
		return "5"
	case "refuse":
		return "45"
	}
	return ""
}

func digitsInWords(digits string) string { return strings.Join(strings.Split(digits, ""), " or ") }

// outcomeOf names the outcome that goes with a code, where there is one.
func (e *expectTemplate) outcomeOf(code string) string {
	for _, outcome := range []string{"accept", "defer", "reject"} {
		if strings.HasPrefix(code, firstDigits(e.stage, outcome)) && slices.Contains(e.kind.outcomeWords(), outcome) {
			return fmt.Sprintf(" With %s it is: expect %s %s.", code, e.stage, outcome)
		}
	}
	return ""
}

// neverWith says why a class cannot come with the outcome, or "". Of a class to which
// the suite gives rules of its own, nothing is known.
func (e *expectTemplate) neverWith(id string) string {
	own := func(c *Class) bool { return c.ID == id && len(c.Rules) > 0 }
	known := e.s.opt.World.Classes
	i := slices.IndexFunc(known, func(c ClassName) bool { return c.ID == id })
	if i < 0 || known[i].Outcomes == nil || slices.ContainsFunc(e.s.suite.Classes, own) {
		return ""
	}
	var can []string
	for _, outcome := range known[i].Outcomes {
		if slices.Contains(e.kind.outcomeWords(), outcome) {
			can = append(can, outcome)
		}
	}
	switch {
	case slices.Contains(can, e.outcome):
		return ""
	case len(can) == 0:
		return fmt.Sprintf("%q is what was accepted, and no refusal or failure is named so. Leave the class out, and expect the outcome: \"accept\" or \"ok\".", id)
	default:
		return fmt.Sprintf("%q names what failed in place of a reply, so it goes with %s, and not with %q.", id, quoted(can, "or"), e.outcome)
	}
}

// implied adds what an expectation means without saying it: a handshake that is
// expected to be ok is expected to be verified, unless the expectation speaks of
// the certificate itself, by `verified` or by the class of a finding, or the
// endpoint does not verify.
func (e *expectTemplate) implied(wants schema.Values, f *fields, verify bool) {
	if e.stage != "tls" || e.outcome != "ok" || !verify {
		return
	}
	if _, ok := schema.Find(e.kind.Wants, "verified"); !ok {
		return
	}
	for _, said := range []string{"verified", "class", "family"} {
		if f.state(said) != leftOut {
			return
		}
	}
	wants["verified"] = cty.True
}
