package runner

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

// keptSteps holds what comparisons read, for the tests that they name only: a
// run of many thousand tests keeps nothing else in memory.
type keptSteps map[string]*keptTest

type keptTest struct {
	status  result.Status
	objects map[string]cty.Value
	order   []string
}

// keep prepares a place for every test that a comparison names.
func keep(p *Plan) keptSteps {
	k := keptSteps{}
	for _, s := range p.Suites {
		for _, c := range s.Comparisons {
			for _, address := range c.Tests {
				k[Key(s.File, address)] = &keptTest{}
			}
			for _, a := range c.Assert {
				for _, r := range a.Reads {
					k[Key(s.File, r.Test)] = &keptTest{}
				}
			}
		}
	}
	return k
}

// wants reports whether a comparison reads the test.
func (k keptSteps) wants(c *Case) bool { return k.of(c) != nil }

func (k keptSteps) of(c *Case) *keptTest {
	if len(k) == 0 {
		return nil // as in most runs
	}
	return k[Key(c.Suite.File, c.Test.Address)]
}

func (k keptSteps) status(c *Case, s result.Status) {
	if t := k.of(c); t != nil {
		t.status = s
	}
}

// steps keeps what a test's stages saw. Each test has its own place, so several
// may be kept at once.
func (k keptSteps) steps(c *Case, objects map[string]cty.Value) {
	if t := k.of(c); t != nil {
		t.objects = objects
		for _, s := range c.Stages {
			t.order = append(t.order, string(s))
		}
	}
}

// compare judges the comparisons of all suites, when their tests are over. One
// whose tests were not all selected is left out.
func (r *run) compare() []result.Comparison {
	if len(r.kept) == 0 {
		return nil
	}
	selected := map[string]bool{}
	for _, c := range r.plan.Tests {
		selected[Key(c.Suite.File, c.Test.Address)] = true
	}
	var out []result.Comparison
	for _, s := range r.plan.Suites {
		for _, c := range s.Comparisons {
			if all(c.Tests, func(a string) bool { return selected[Key(s.File, a)] }) {
				out = append(out, r.compareOne(s, c))
			}
		}
	}
	return out
}

func (r *run) compareOne(s *dsl.Suite, c *dsl.Comparison) result.Comparison {
	out := result.Comparison{
		Name: c.Name, Suite: s.File, Title: transcript.Printable(c.Title), Tests: c.Tests, Range: rangeOf(c.Range),
	}
	tests := make([]*keptTest, len(c.Tests))
	for i, a := range c.Tests {
		tests[i] = r.kept[Key(s.File, a)]
	}
	out.Rows, out.First = rowsOf(tests)
	for _, a := range c.Assert {
		out.Assertions = append(out.Assertions, judgeAssertion(a, func(read dsl.Read) (cty.Value, bool) {
			t := r.kept[Key(s.File, read.Test)]
			if t == nil || t.objects == nil {
				return cty.NilVal, false
			}
			v, ok := t.objects[read.Stage]
			return v, ok
		}))
	}
	out.Status, out.Reason = comparisonStatus(out, tests, c.Tests)
	return out
}

// comparisonStatus is a comparison's own status: what its assertions came to,
// unless a test of it was skipped.
func comparisonStatus(c result.Comparison, tests []*keptTest, addresses []string) (result.Status, string) {
	for i, t := range tests {
		if t.status == result.Skip {
			return result.Skip, addresses[i] + " was skipped"
		}
	}
	status, reason := result.Pass, ""
	for _, a := range c.Assertions {
		switch a.Verdict {
		case result.Missed:
			return result.Fail, ""
		case result.NotReached:
			status, reason = result.Inconclusive, a.Message+", which was not reached"
		}
	}
	return status, reason
}

// rowsOf lays the tests' stages side by side, in the order of the first test that
// has them, and names the first row that differs.
func rowsOf(tests []*keptTest) (rows []result.Row, first string) {
	for _, stage := range stageOrder(tests) {
		row := result.Row{Name: stage, Same: true}
		for _, t := range tests {
			row.Cells = append(row.Cells, cellOf(t, stage))
		}
		row.Same = same(row.Cells)
		if !row.Same && first == "" {
			first = stage
		}
		rows = append(rows, row)
	}
	return rows, first
}

// same reports whether all tests saw the same. One that was skipped differs from
// nothing, nor does a stage that a test was never to hold.
func same(cells []string) bool {
	seen := ""
	for _, c := range cells {
		switch {
		case c == leftOut || c == notTried:
		case seen == "":
			seen = c
		case c != seen:
			return false
		}
	}
	return true
}

// stageOrder is every stage that some test would go through, in session order.
func stageOrder(tests []*keptTest) []string {
	planned := map[string]bool{}
	for _, t := range tests {
		for _, s := range t.order {
			planned[s] = true
		}
	}
	var order []string
	for _, s := range smtp.Order(smtp.TLSStartTLS) {
		if planned[string(s)] {
			order = append(order, string(s))
		}
	}
	return order
}

// cellOf is what one test saw at a stage, short enough to stand beside another.
func cellOf(t *keptTest, stage string) string {
	v, ok := t.objects[stage]
	switch {
	case !ok && t.status == result.Skip:
		return leftOut
	case !ok && stage == string(smtp.Auth) && !slices.Contains(t.order, stage):
		return offeredAuth(t)
	case !ok && t.untried(stage):
		return notTried
	case !ok:
		return "not reached"
	case text(v, "outcome") == string(step.Absent) && leftTLS(t):
		switch smtp.Stage(stage) {
		case smtp.StartTLS:
			return notUsed
		case smtp.TLS, smtp.EHLOTLS:
			return "not reached"
		}
	}
	if stage == string(smtp.Auth) && text(v, "outcome") == string(step.Accept) && text(v, "code") == "" {
		return notUsed // the test has no credential
	}
	parts := []string{text(v, "outcome")}
	for _, attr := range []string{"code", "enhanced", "class", "version", "mechanism"} {
		if s := text(v, attr); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// untried reports a stage that a test was never to hold, and that no refusal or failure
// would have kept it from.
func (t *keptTest) untried(stage string) bool {
	if slices.Contains(t.order, stage) {
		return false
	}
	last := ""
	for _, s := range t.order {
		if _, ok := t.objects[s]; ok && s != string(smtp.Quit) {
			last = s
		}
	}
	if last == "" {
		return false
	}
	order := smtp.Order(smtp.TLSStartTLS)
	before := slices.Index(order, smtp.Stage(stage)) < slices.Index(order, smtp.Stage(last))
	outcome := text(t.objects[last], "outcome")
	return before || outcome == string(step.Accept) || outcome == string(step.OK)
}

// offeredAuth is what a session without a credential tells of AUTH: whether the
// last EHLO lists it.
func offeredAuth(t *keptTest) string {
	for _, stage := range []smtp.Stage{smtp.EHLOTLS, smtp.EHLO} {
		v, ok := t.objects[string(stage)]
		if !ok || text(v, "outcome") != string(step.Accept) || !v.Type().HasAttribute("keywords") {
			continue
		}
		if lists(v, "AUTH") {
			return notUsed
		}
		return string(step.Absent)
	}
	return "not reached"
}

const (
	notUsed  = "offered, not used" // by the client, although the server offered it
	notTried = "not tried"         // the session was never to hold that stage
	leftOut  = "skipped"           // the test was, and came to no such stage
)

// leftTLS reports whether STARTTLS was offered to a client that did not use it.
func leftTLS(t *keptTest) bool {
	ehlo, asked := t.objects[string(smtp.EHLO)]
	starttls, ok := t.objects[string(smtp.StartTLS)]
	return asked && ok && text(starttls, "outcome") == string(step.Absent) && lists(ehlo, "STARTTLS")
}

// lists reports whether an observed reply to EHLO lists a keyword.
func lists(ehlo cty.Value, keyword string) bool {
	if !ehlo.Type().HasAttribute("keywords") {
		return false
	}
	keywords, _ := plainValue(ehlo.GetAttr("keywords")).([]any)
	return slices.ContainsFunc(keywords, func(k any) bool {
		word, _, _ := strings.Cut(fmt.Sprint(k), " ")
		return strings.EqualFold(word, keyword)
	})
}

// text is an attribute of an observed object as text, or "".
func text(v cty.Value, attr string) string {
	if !v.Type().HasAttribute(attr) {
		return ""
	}
	a := v.GetAttr(attr)
	if a.IsNull() {
		return ""
	}
	if a.Type() == cty.String {
		return transcript.Printable(a.AsString())
	}
	return fmt.Sprint(plainValue(a))
}

func all[T any](list []T, ok func(T) bool) bool {
	for _, v := range list {
		if !ok(v) {
			return false
		}
	}
	return true
}
