package casestudy

import (
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/runner/result"
)

// failure is a refusal, or what else failed a test, as definite as it gets.
type failure struct {
	test  result.Test
	cause int  // its place among the causes
	found bool // nothing was refused: what was found failed the test

	Test, Command, Ref, At, After string
	Line                          string // the reply in one line
	Fence                         string // the reply as it came
	Said                          bool   // there was a reply
	Class                         string
	Provisional                   string // why the refusal may not last
	Expected                      bool
	Parts                         []conclusion
}

// point is where sessions failed alike: the first of them, and the others.
type point struct {
	failure
	AlsoMD string
}

type cause struct {
	Title, Class, Cause, Words, Ref, Line string
	Sources                               []string
	Inside                                bool // TLS proved who said it
	Final                                 bool // 5yz: the server's policy
	Temporary                             bool // 4yz, and waiting helps
	Idle                                  bool // 4yz, and waiting does not help
	Known                                 bool
}

type advice struct{ Title, Class, Advice string }

// evidence is the line that shows how a stage failed a test.
func evidence(t result.Test, s result.Stage) string {
	switch {
	case say.EndedByClient(t):
		return say.Lack(t)
	case s.Outcome == "ok" && len(s.Findings) > 0:
		return say.Failure(&s.Findings[0])
	}
	return say.Evidence(s)
}

// found is what failed a test at a stage that refused nothing: "cert-expired (tls) at
// the TLS handshake".
func found(t result.Test, s result.Stage) string {
	if say.EndedByClient(t) {
		return say.Lack(t)
	}
	return say.Class(say.ClassAt(t, s)) + " at " + say.Command(s.Name)
}

// points puts the failures together that are alike in all but their tests' names, their
// times and what a server puts of itself behind a reply, so that an instance of a test
// adds no more than its name.
func (d *document) points(e *exhibits) {
	alike := map[string][]failure{}
	var order []string
	for _, f := range d.Failures {
		s, _ := say.Failed(f.test)
		key := strings.Join([]string{s.Name, fmt.Sprint(f.cause), say.Codes(s.Reply), say.Failure(s.Failure), f.Provisional}, "\x00")
		if !d.Causes[f.cause].Known {
			key += "\x00" + f.Line // all that is known of it
		}
		if alike[key] == nil {
			order = append(order, key)
		}
		alike[key] = append(alike[key], f)
	}
	for _, key := range order {
		all := alike[key]
		p := point{failure: all[0]}
		if more := testsOf(all[1:]); len(more) > 0 {
			refs := citeOf(more, func(t result.Test) string { s, _ := say.Failed(t); return e.ref(t.Address, s.Name) })
			p.AlsoMD = plural(more, "The session of ", "The sessions of ") + namesOf(more) + " ended alike" + refs + "."
			if p.found {
				p.AlsoMD = "So it was in " + plural(more, "the session of ", "the sessions of ") + namesOf(more) + refs + "."
			}
		}
		d.Points = append(d.Points, p)
	}
}

func testsOf(failures []failure) []result.Test {
	var out []result.Test
	for _, f := range failures {
		out = append(out, f.test)
	}
	return out
}

func partAnswer(p result.Part) string {
	if p.Failure != nil {
		return say.Failure(p.Failure)
	}
	return say.PartOutcome(p) + ": " + say.Reply(p.Reply)
}

// addCause adds what the knowledge base says of a class, once, and returns its place.
func (d *document) addCause(t result.Test, s result.Stage, f failure) int {
	c := say.ClassAt(t, s)
	if c == nil {
		c = &result.Class{}
	}
	for i := range d.Causes {
		if d.Causes[i].Class == say.Class(c) && d.Causes[i].Title == c.Title {
			return i
		}
	}
	one := cause{
		Title: c.Title, Class: say.Class(c), Cause: c.Cause, Words: c.Evidence, Ref: f.Ref, Line: f.Line,
		Sources: c.Sources, Known: c.ID != "unknown" && (c.ID != "" || c.Cause != ""),
	}
	one.Temporary = s.Outcome == "defer" && c.Waiting
	one.Idle = one.Known && s.Outcome == "defer" && !c.Waiting
	if s.Reply == nil {
		one.Words = "" // nobody said them
	}
	if fi := t.Diagnosis.Finding; fi != nil && fi.Stage == s.Name {
		one.Inside, one.Final = fi.Inside, s.Outcome == "reject"
	}
	d.Causes = append(d.Causes, one)
	if c.Advice != "" {
		d.Advice = append(d.Advice, advice{Title: c.Title, Class: say.Class(c), Advice: c.Advice})
	}
	return len(d.Causes) - 1
}
