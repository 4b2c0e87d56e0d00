package runner

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

// judge holds a finished session against the suite's expectations and
// assertions, in the suite's order.
func (s *session) judge(stages []result.Stage) []result.Expectation {
	var out []result.Expectation
	for _, e := range s.c.Test.Expect {
		out = append(out, s.judgeExpectation(e, stages))
	}
	if len(s.c.Test.Assert) == 0 {
		return out
	}
	objects := s.objects(stages)
	for _, a := range s.c.Test.Assert {
		out = append(out, judgeAssertion(a, func(r dsl.Read) (cty.Value, bool) {
			v, ok := objects[r.Stage]
			return v, ok && !(r.Stage == string(smtp.Rcpt) && s.heldBack(stages))
		}))
	}
	return out
}

// objects are what assertions read, by stage.
func (s *session) objects(stages []result.Stage) map[string]cty.Value {
	out := map[string]cty.Value{}
	for i, v := range s.seen {
		out[stages[i].Name] = objectOf(s.run.plan.kinds[stages[i].Name], stages[i], v.obs)
	}
	return out
}

func (s *session) judgeExpectation(e *dsl.Expectation, stages []result.Stage) result.Expectation {
	out := result.Expectation{
		Stage: e.Stage, Kind: "expect", Verdict: result.NotReached,
		Want: wantOf(e), Range: rangeOf(e.Outcomes),
	}
	for i, st := range stages {
		if st.Name == e.Stage {
			s.compare(&out, e, st, s.seen[i].obs)
			return out
		}
	}
	return out
}

// heldBack reports whether the run itself kept recipients from being tried.
func (s *session) heldBack(stages []result.Stage) bool {
	return s.withheld != "" && slices.ContainsFunc(stages, func(st result.Stage) bool { return st.Name == string(smtp.Rcpt) })
}

// compare judges one expectation against its stage: against each recipient that
// it is about, or against the stage as a whole. Where not all of its recipients
// were tried it is missed by one that was, or not reached.
func (s *session) compare(out *result.Expectation, e *dsl.Expectation, st result.Stage, o step.Observation) {
	kind := s.run.plan.kinds[st.Name]
	out.Got, out.Suggest = gotOf(st), suggestion(st, e.Recipients)
	switch {
	case outcomeMeets(e.Outcome, st.Outcome) && st.Class == nil:
		out.Suggest = "" // it would only leave out what the author wants to know
	case e.Stage == string(smtp.Auth) && s.env.Credential == nil:
		out.Suggest = "" // without a credential nothing but absent can be expected
	case s.ofOwnAuthority(st):
		out.Suggest = `trust = "system" # in the endpoint, where the authority is its owner's`
	}
	parts := partsFor(st, e.Recipients)
	if e.Stage != "rcpt" || len(parts) == 0 {
		if len(e.Recipients) > 0 {
			return // its recipients were not tried
		}
		out.Misses = missesOf(kind, e, st, o)
	} else {
		for _, p := range parts {
			ps := partStage(st, p)
			misses := missesOf(kind, e, ps, step.Observation{Outcome: step.Outcome(p.Outcome), Attrs: o.Attrs})
			if len(misses) > 0 && len(out.Misses) == 0 {
				out.Got, out.Suggest = gotOf(ps), suggestion(ps, e.Recipients)
				if len(parts) > 1 {
					out.Got = p.Key + ": " + out.Got
				}
			}
			if len(misses) > 0 {
				out.Recipients = append(out.Recipients, p.Key)
			}
			out.Misses = append(out.Misses, named(misses, p.Key, len(parts) > 1)...)
		}
	}
	if len(e.Recipients) == 0 && differ(parts) {
		out.Suggest = suggestEach(st, parts)
	}
	switch {
	case len(out.Misses) > 0:
		out.Verdict = result.Missed
	case e.Stage == string(smtp.Rcpt) && len(e.Recipients) == 0 && s.withheld != "":
		// It is about all recipients, and some were held back.
	case len(parts) >= len(e.Recipients):
		out.Verdict = result.Met
	}
	if len(out.Misses) > 0 && out.Misses[0].Attr != "outcome" {
		out.Range = rangeOf(attrRange(e, out.Misses[0].Attr))
	}
}

// named says in each miss which recipient it is about.
func named(misses []result.Miss, key string, several bool) []result.Miss {
	for i := range misses {
		if several {
			misses[i].Got = key + ": " + misses[i].Got
		}
	}
	return misses
}

func attrRange(e *dsl.Expectation, attr string) dsl.Range {
	if r, ok := e.Attrs[attr]; ok {
		return r
	}
	return e.Outcomes
}

// missesOf are all the ways in which a stage is not what was expected.
func missesOf(kind *step.Kind, e *dsl.Expectation, st result.Stage, o step.Observation) []result.Miss {
	if !outcomeMeets(e.Outcome, st.Outcome) {
		return []result.Miss{{Attr: "outcome", Want: e.Outcome, Got: gotOf(st)}}
	}
	values := o.Attrs
	if wantsCommon(kind, e.Wants) {
		values = seenValues(st, o.Attrs)
	}
	misses := schema.Compare(schema.CommonWants, e.Wants, values)
	misses = append(misses, schema.Compare(kind.Wants, e.Wants, values)...)
	if kind.Check != nil {
		misses = append(misses, kind.Check(e.Wants, o)...)
	}
	var out []result.Miss
	for _, m := range misses {
		out = append(out, result.Miss{Attr: m.Attr, Want: transcript.Printable(m.Want), Got: transcript.Printable(m.Got)})
	}
	return out
}

// wantsCommon reports whether anything is wanted that is not among the kind's own
// values: most expectations want less, and making them all takes a while.
func wantsCommon(kind *step.Kind, wants schema.Values) bool {
	for name := range wants {
		a, ok := schema.Find(kind.Wants, name)
		if ok && a.Sees != "" {
			name = a.Sees
		}
		if _, own := schema.Find(kind.Sees, name); !own {
			return true
		}
	}
	return false
}

// outcomeMeets compares outcomes; "refuse" means defer or reject.
func outcomeMeets(want, got string) bool {
	if step.Outcome(want) == step.Refuse {
		return got == string(step.Defer) || got == string(step.Reject)
	}
	return want == got
}

// judgeAssertion judges one assertion.
func judgeAssertion(a *dsl.Assertion, seen dsl.Seen) result.Expectation {
	j := a.Judge(seen)
	out := result.Expectation{
		Stage: "assert", Kind: "assert", Verdict: result.Met, Range: rangeOf(a.Range),
		Want: strings.TrimSpace(a.Range.Source),
	}
	if len(a.Reads) > 0 {
		out.Stage = a.Reads[0].Stage
	}
	switch {
	case len(j.NotReached) > 0:
		out.Verdict = result.NotReached
		out.Message = "reads " + readsOf(j.NotReached)
	case !j.Met:
		out.Verdict, out.Message = result.Missed, transcript.Printable(j.Message)
		out.Got = transcript.Printable(strings.Join(j.Saw, ", "))
	}
	return out
}

func readsOf(reads []dsl.Read) string {
	var names []string
	for _, r := range reads {
		name := "step." + r.Stage
		if r.Test != "" {
			name = r.Test + "." + name
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func rangeOf(r dsl.Range) result.Range {
	return result.Range{
		File: r.File, Line: r.Line, Column: r.Column, EndLine: r.EndLine, EndColumn: r.EndColumn,
		Source: transcript.Printable(strings.ReplaceAll(r.Source, "\t", "    ")),
	}
}

// wantOf is an expectation as a sentence: `reject, class "spamhaus"`.
func wantOf(e *dsl.Expectation) string {
	parts := []string{e.Outcome}
	names := make([]string, 0, len(e.Wants))
	for name := range e.Wants {
		if _, written := e.Attrs[name]; written {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		parts = append(parts, name+" "+transcript.Printable(schema.Show(e.Wants[name])))
	}
	if len(e.Recipients) > 0 {
		parts = append(parts, "for "+strings.Join(e.Recipients, ", "))
	}
	return strings.Join(parts, ", ")
}

// gotOf is what a stage saw, in the same manner: `reject 550 5.7.1, class
// spamhaus (reputation)`.
func gotOf(s result.Stage) string {
	if s.Name == string(smtp.Auth) && s.Outcome == string(step.Accept) && s.Reply == nil {
		return "offered" // looked for, without a credential to try it with
	}
	got := s.Outcome
	if s.Reply != nil && s.Reply.Code > 0 {
		got += fmt.Sprintf(" %d", s.Reply.Code)
		if s.Reply.Enhanced != "" {
			got += " " + s.Reply.Enhanced
		}
	}
	if s.Class != nil {
		got += fmt.Sprintf(", class %s (%s)", s.Class.ID, s.Class.Family)
	}
	return got
}

// suggestion is the expectation that what was seen would meet.
func suggestion(s result.Stage, recipients []string) string {
	var attrs [][2]string
	switch {
	case s.Class != nil && s.Class.ID != "unknown" && s.Outcome != "absent":
		attrs = append(attrs, [2]string{"class", strconv.Quote(s.Class.ID)})
	case s.Reply != nil && s.Reply.Code > 0 && s.Outcome != "accept":
		attrs = append(attrs, [2]string{"code", strconv.Itoa(s.Reply.Code)})
	}
	head := fmt.Sprintf("expect %s %s ", s.Name, s.Outcome)
	if len(recipients) == 1 {
		attrs = append(attrs, [2]string{"recipient", strconv.Quote(recipients[0])})
	}
	switch len(attrs) {
	case 0:
		return head + "{}"
	case 1:
		return head + "{ " + attrs[0][0] + " = " + attrs[0][1] + " }"
	}
	// Aligned, as HCL's formatter writes it.
	block := head + "{"
	for _, a := range attrs {
		block += fmt.Sprintf("\n  %-9s = %s", a[0], a[1])
	}
	return block + "\n}"
}

// ofOwnAuthority reports a certificate whose only fault is that this computer trusts its
// authority, and the endpoint does not. The certificates of known operators lead to public
// roots, so theirs is none.
func (s *session) ofOwnAuthority(st result.Stage) bool {
	if st.Outcome != "ok" || len(st.Findings) != 1 || st.Findings[0].Class != smtp.TLSIntercepted {
		return false
	}
	_, known := smtp.OperatorOf(s.env.Session.Host)
	return !known
}

// differ reports whether recipients were answered in different ways.
func differ(parts []result.Part) bool {
	return slices.ContainsFunc(parts, func(p result.Part) bool { return p.Outcome != parts[0].Outcome })
}

// suggestEach suggests an expectation for each recipient.
func suggestEach(s result.Stage, parts []result.Part) string {
	var blocks []string
	for _, p := range parts {
		blocks = append(blocks, suggestion(partStage(s, p), []string{p.Key}))
	}
	return strings.Join(blocks, "\n")
}
