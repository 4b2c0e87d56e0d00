package runner

import (
	"fmt"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// Plan is what a run does: the selected tests of its suites, in their order.
type Plan struct {
	Suites []*dsl.Suite
	Tests  []*Case
	kinds  map[string]*step.Kind
}

// Case is one selected test with all that its session needs.
type Case struct {
	Index int // its place in the run
	Suite *dsl.Suite
	Test  *dsl.Test
	// Stages are those that the session would go through, as far as the test goes,
	// QUIT excluded.
	Stages []smtp.Stage
	// Skip is why the test is not run; empty where it is.
	Skip string

	base *reject.Base
}

// Compile selects tests and works out how far each of them goes. It fails when
// the selection matches nothing. A shard may be empty: where there are more of
// them than tests, one has to be.
func Compile(suites []*dsl.Suite, sel Selection, kinds []*step.Kind) (*Plan, error) {
	p := &Plan{Suites: suites, kinds: map[string]*step.Kind{}}
	for _, k := range kinds {
		p.kinds[k.Name] = k
	}
	total, selected := 0, 0
	for _, s := range suites {
		base, err := baseFor(s)
		if err != nil {
			return nil, err
		}
		total += len(s.Tests)
		for _, t := range s.Tests {
			if !sel.matches(s, t) {
				continue
			}
			if selected++; !sel.Shard.has(Key(s.File, t.Address)) {
				continue
			}
			p.Tests = append(p.Tests, &Case{
				Index: len(p.Tests), Suite: s, Test: t, Stages: p.stagesOf(t), Skip: skipOf(t, sel.Vantage), base: base,
			})
		}
	}
	if selected == 0 {
		return nil, sel.nothing(total)
	}
	return p, nil
}

// baseFor is the knowledge base with a suite's own classes.
func baseFor(s *dsl.Suite) (*reject.Base, error) {
	base := reject.Builtin()
	if len(s.Classes) == 0 {
		return base, nil
	}
	own := make([]reject.Class, len(s.Classes))
	for i, c := range s.Classes {
		own[i] = classOf(c)
	}
	base, err := base.With(own)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.File, err)
	}
	return base, nil
}

// classOf turns a `class` block into an entry of the knowledge base.
func classOf(c *dsl.Class) reject.Class {
	out := reject.Class{
		ID: c.ID, Family: c.Family, Title: c.Title, Cause: c.Cause, Advice: c.Advice, Over: c.Over,
	}
	if c.WaitingHelps != nil {
		out.WaitingHelps, out.WaitingSaid = *c.WaitingHelps, true
	}
	for _, r := range c.Rules {
		out.Rules = append(out.Rules, reject.Rule{Stage: r.Stage, Code: r.Code, Enhanced: r.Enhanced, Text: r.Text})
	}
	for _, e := range c.Examples {
		out.Examples = append(out.Examples, reject.Example{Stage: e.Stage, Reply: e.Reply, Class: e.Class})
	}
	for _, e := range c.Counter {
		out.Counter = append(out.Counter, reject.Example{Stage: e.Stage, Reply: e.Reply, Class: e.Class})
	}
	for _, s := range c.Sources {
		out.Sources = append(out.Sources, reject.Source{Title: s.Title, Date: s.Date})
	}
	return out
}

// stagesOf are the stages that a test's session goes through: those that there is
// a kind for. QUIT is not among them, since it is said in any case.
func (p *Plan) stagesOf(t *dsl.Test) []smtp.Stage {
	if t.Endpoint == nil {
		return nil
	}
	var out []smtp.Stage
	for _, s := range smtp.Order(smtp.TLSMode(t.Endpoint.TLS)) {
		if s == smtp.Auth && t.Credential == nil && !reads(t, s) {
			continue
		}
		if s != smtp.Quit && p.kinds[string(s)] != nil {
			out = append(out, s)
		}
		if string(s) == t.Last {
			break
		}
	}
	return out
}

// reads reports whether an expectation or an assertion is about the stage.
func reads(t *dsl.Test, stage smtp.Stage) bool {
	for _, e := range t.Expect {
		if e.Stage == string(stage) {
			return true
		}
	}
	for _, a := range t.Assert {
		for _, r := range a.Reads {
			if r.Stage == string(stage) {
				return true
			}
		}
	}
	return false
}
