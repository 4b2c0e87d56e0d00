package screen

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// Line is what the screen says of one way of sending.
type Line struct {
	Name   string // of the method; else of the test
	State  result.MethodState
	Detail string
	Test   *result.Test // nil where nothing was tried
}

// sharedWith reports whether one of the lines below rests on the same session.
func (l Line) sharedWith(below []Line) bool {
	return slices.ContainsFunc(below, func(o Line) bool { return o.Test == l.Test })
}

// Lines are the run's ways of sending: a line for each test, and one for each
// method that the diagnosis names and no test was about.
func Lines(run result.Run) ([]Line, error) {
	methods := map[string][]result.Method{} // one session may speak for two
	var rest []result.Method
	for _, d := range run.Footer.Diagnoses {
		for _, m := range d.Methods {
			if m.Test == "" {
				rest = append(rest, m)
				continue
			}
			methods[m.Test] = append(methods[m.Test], m)
		}
	}
	var out []Line
	for t, err := range run.Tests() {
		if err != nil {
			return nil, err
		}
		for _, m := range methods[t.Address] {
			out = append(out, Line{m.Name, m.State, m.Detail, &t})
		}
		if len(methods[t.Address]) > 0 {
			continue
		}
		l := Line{Name: t.ShortName(), State: result.Undecided, Detail: say.Headline(t), Test: &t}
		if m := t.Diagnosis.Method; m != nil {
			l.State, l.Detail = m.State, m.Detail
		}
		out = append(out, l)
	}
	for _, m := range rest {
		out = append(out, Line{Name: m.Name, State: m.State, Detail: m.Detail})
	}
	return out, nil
}

// Exit is the exit status of a run of its kind: refused beats accepted, and what
// decides nothing is inconclusive.
func Exit(lines []Line) int {
	code := result.ExitInconclusive
	for _, l := range lines {
		switch l.State {
		case result.Blocked:
			return result.ExitFailed
		case result.Accepted, result.Works:
			code = result.ExitOK
		}
	}
	return code
}

// evidence is what a line rests on: where the session went and what it saw, and
// the reply or failure that ended it, of which no more than most is shown: a server may
// say 64 KiB.
func evidence(t result.Test, most int) []string {
	if len(t.Stages) == 0 {
		return nil
	}
	out := []string{strings.Join(way(t), ", ")}
	refusal, refused := say.Refusal(t)
	if refused {
		out = append(out, text.Cut(say.Evidence(refusal), most))
	}
	for _, sign := range t.Diagnosis.Signs {
		if f := refusal.Failure; f != nil && f.Detail != "" && strings.Contains(sign.Text, f.Detail) {
			continue // the line above says it
		}
		out = append(out, text.Line(sign.Text))
	}
	return out
}

// way is what was seen on the way to where the session ended.
func way(t result.Test) []string {
	out := []string{say.HostPort(t.Endpoint)}
	if b, ok := t.Stage("banner"); !ok || b.Outcome != "accept" {
		return out
	}
	switch s, ok := t.Stage("tls"); {
	case ok && s.Outcome == "ok" && s.Bool("verified"):
		out = append(out, "TLS "+say.Version(s.String("version")))
	case ok && s.Outcome == "ok":
		out = append(out, "TLS "+say.Version(s.String("version"))+" with a certificate that proves nobody ("+className(s)+")")
	case ok && s.Outcome == "absent":
		out = append(out, "in clear: STARTTLS is not offered")
	}
	switch offer, known := say.Offer(t); {
	case offer != "":
		out = append(out, "offers "+offer)
	case known:
		out = append(out, "offers no AUTH")
	}
	return out
}

func className(s result.Stage) string {
	if s.Class == nil {
		return "no class"
	}
	return text.Line(s.Class.ID)
}
