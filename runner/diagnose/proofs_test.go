package diagnose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
)

// proofs are the rows of the table of proofs, in its order and words: what is seen,
// the states of a method, the least evidence of each, the levels, the signs of
// something in the middle of the path, and the rules of a recommendation.
var proofs = []string{
	"TCP connect",
	"greeting and EHLO in clear",
	"handshake",
	"AUTH 235",
	"MAIL 250",
	"RCPT 250",
	"5yz inside authenticated TLS",
	"250 after the message",
	"timeout on 25 while 587 answers",

	"works",
	"accepted so far",
	"blocked",
	"undecided",
	"untested",

	"Direct Send: RCPT 250",
	"Direct Send: envelope sender of an accepted domain",
	"Direct Send: an existing internal recipient",
	"Direct Send: the host is Microsoft's",
	"Direct Send: the device's address family",
	"Client submission: 235",
	"Client submission: RCPT 250",
	"Client submission: the device's own From",
	"Relay: an external recipient that the author owns",
	"Relay: whose MX is not Microsoft's",
	"Relay: an internal RCPT 250 means Direct Send or a matching connector",
	"HVE: a session with its own credential",
	"ACS: a session with its own credential",

	"1 network",
	"2 capabilities",
	"3 TLS",
	"3 in clear, by choice",
	"4 sign-in and envelope",
	"4, handed over, with a message",
	"5 delivery seen",
	"seen from ADDRESS",

	"masked banner or keywords",
	"STARTTLS missing where the operator offers it",
	"HELO asked for by a Microsoft name",
	"a root of this computer",
	"clear text behind 220",
	"a greeting that is not the operator's",
	"a ClientHello of one size that works and of another that does not",

	"a password is off by default at the end of December 2026",
	"an administrator can turn it on again",
	"a second choice",
	"what the author did not state is an if",
	"facts older than six months warn",
}

// proof is a conclusion of one row: what is said with the evidence for it, and not
// once any part of that is taken away; and what the row does not prove, which must not
// be said even so. A bar in what is said ends the conclusion itself, which must go in
// whatever words it goes on.
type proof struct {
	row  string
	seen evidence
	says string
	away away
	not  []string
}

// away are the parts of an evidence, by what they are, and how to take them away.
type away map[string]func(evidence) evidence

// TestProofs goes through the table of proofs row by row.
func TestProofs(t *testing.T) {
	all := slices.Concat(seenProofs(), messageProofs(), silenceProofs(), stateProofs(), leastDirect(), leastSignIn(), leastRelay(),
		levelProofs(), signProofs(), recommendationProofs())
	covered := map[string]bool{}
	for i, p := range all {
		covered[p.row] = true
		if !slices.Contains(proofs, p.row) {
			t.Errorf("%q is no row of the table", p.row)
		}
		t.Run(fmt.Sprintf("%s/%d", p.row, i), p.test)
	}
	for _, row := range proofs {
		if !covered[row] {
			t.Errorf("the row %q has no case", row)
		}
	}
}

func (p proof) test(t *testing.T) {
	said := p.seen.said()
	conclusion, rest, _ := strings.Cut(p.says, "|")
	if !strings.Contains(said, conclusion+rest) {
		t.Errorf("%q is not concluded:\n%s", conclusion+rest, said)
	}
	for _, word := range p.not {
		if strings.Contains(said, word) {
			t.Errorf("%q is said:\n%s", word, said)
		}
	}
	if len(p.away) == 0 {
		t.Error("nothing is taken away")
	}
	for what, without := range p.away {
		if said := without(p.seen).said(); strings.Contains(said, conclusion) {
			t.Errorf("without %s it is still concluded:\n%s", what, said)
		}
	}
}

// evidence is a run, with what is stated of it.
type evidence struct {
	tests   []result.Test
	changed time.Time    // when the tenant was
	site    *result.Site // as the suite states it
	now     time.Time
}

func of(tests ...result.Test) evidence { return evidence{tests: tests, now: november} }

// on changes one of the tests.
func on(i int, changes ...func(*result.Test)) func(evidence) evidence {
	return func(e evidence) evidence {
		t := copied(e.tests[i])
		for _, change := range changes {
			change(&t)
		}
		e.tests = slices.Clone(e.tests)
		e.tests[i] = t
		return e
	}
}

// copied is a test that can be changed without changing the other one.
func copied(t result.Test) result.Test {
	stages := t.Stages
	t.Stages, t.To = nil, slices.Clone(t.To)
	for _, s := range stages {
		attrs := map[string]any{}
		for k, v := range s.Attrs {
			attrs[k] = v
		}
		s.Attrs, s.Parts = attrs, slices.Clone(s.Parts)
		if s.Failure != nil {
			failure := *s.Failure
			s.Failure = &failure
		}
		t.Stages = append(t.Stages, s)
	}
	return t
}

// drop leaves a test out, and beside adds one.
func drop(i int) func(evidence) evidence {
	return func(e evidence) evidence {
		e.tests = slices.Delete(slices.Clone(e.tests), i, i+1)
		return e
	}
}

func beside(t result.Test) func(evidence) evidence {
	return func(e evidence) evidence {
		e.tests = append(slices.Clone(e.tests), t)
		return e
	}
}

// changedAt is the same run with a change of the tenant at another time, or with none.
func changedAt(at time.Time) func(evidence) evidence {
	return func(e evidence) evidence { e.changed = at; return e }
}

func stating(site *result.Site) func(evidence) evidence {
	return func(e evidence) evidence { e.site = site; return e }
}

func nowAt(now time.Time) func(evidence) evidence {
	return func(e evidence) evidence { e.now = now; return e }
}

// said is every sentence that is drawn from the evidence, a line each.
func (e evidence) said() string {
	var lines []string
	var all []Summary
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, t := range e.tests {
		t.Diagnosis = Test(t, e.changed)
		d := t.Diagnosis
		all = append(all, Summarise(t, e.changed))
		add("level %d: %s", d.Level, d.LevelText)
		add("seen from %s.", d.SeenFrom)
		for _, r := range d.RuledOut {
			add("ruled out: %s, by %s [%s]", r.Suspicion, r.By, r.Proof)
		}
		for _, s := range d.Signs {
			add("sign: %s", s.Text)
		}
		if f := d.Finding; f != nil {
			add("finding: %s, %s at %s (inside: %t) %s", f.Class.ID, f.Line, f.Stage, f.Inside, f.Provisional)
		}
		if m := d.Method; m != nil {
			add("alone: %s %s: %s", m.Name, m.State, m.Detail)
		}
	}
	for _, s := range Run(all, map[string]*result.Site{"": e.site}, e.now) {
		add("together, seen from %s.", strings.Join(s.SeenFrom, ", "))
		for _, m := range s.Methods {
			add("%s %s: %s [%s, %s, %s]", m.Name, m.State, m.Detail, m.Stage, m.Class, m.Line)
		}
		for _, c := range s.Conclusions {
			add("together: %s [%s]", c.Text, c.Proof)
		}
		if r := s.Recommendation; r != nil {
			add("take %s: %s [%s]", r.Method, sentences(r), strings.Join(r.Sources, "; "))
		}
	}
	return strings.Join(lines, "\n")
}
