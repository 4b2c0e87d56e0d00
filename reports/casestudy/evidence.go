package casestudy

import (
	"fmt"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// exhibit is one numbered piece of evidence: a stage of a test.
type exhibit struct {
	Number  int
	Test    string
	Stage   string
	Command string
	At      string // the time of day, to the millisecond
	After   string // how long it took
	Outcome string
	Fence   string // the lines
}

// exhibits numbers the stages that carry evidence, over all tests of a case.
type exhibits struct {
	list []exhibit
	by   map[[2]string]int // test and stage, to the number
}

func newExhibits(tests []result.Test) *exhibits {
	e := &exhibits{by: map[[2]string]int{}}
	for _, t := range tests {
		cited := citedIn(t)
		for _, s := range t.Stages {
			if !carries(t, s, cited) {
				continue
			}
			n := len(e.list) + 1
			e.by[[2]string{t.Address, s.Name}] = n
			at := t.Started.Add(s.At + s.Took).UTC()
			e.list = append(e.list, exhibit{
				Number: n, Test: t.ShortName(), Stage: s.Name, Command: text.Title(say.Command(s.Name)),
				At: clock(at), After: text.Duration(s.Took), Outcome: say.Ended(t, s),
				Fence: text.Fence("text", linesOf(t, s)),
			})
		}
	}
	return e
}

func clock(at time.Time) string { return at.Format("15:04:05.000") + " UTC" }

// citedIn are the stages that a conclusion of the diagnosis rests on.
func citedIn(t result.Test) map[string]bool {
	cited := map[string]bool{t.Decided: true}
	for _, r := range t.Diagnosis.RuledOut {
		for _, s := range r.Evidence {
			cited[s] = true
		}
	}
	for _, sign := range t.Diagnosis.Signs {
		for _, s := range sign.Evidence {
			cited[s] = true
		}
	}
	if f := t.Diagnosis.Finding; f != nil {
		cited[f.Stage] = true
	}
	for _, e := range t.Expectations {
		cited[e.Stage] = true
	}
	return cited
}

// carries reports a stage that shows something by itself. Those that only lead
// to the next one count when a conclusion rests on them.
func carries(t result.Test, s result.Stage, cited map[string]bool) bool {
	if cited[s.Name] || say.Bad(s.Outcome) {
		return true
	}
	if s.Outcome == "absent" {
		return false
	}
	switch s.Name {
	case "resolve", "connect", "starttls", "quit":
		return false
	}
	return true
}

// ref is the number of a stage's evidence: "E4", or "" where it has none.
func (e *exhibits) ref(test, stage string) string {
	if n := e.by[[2]string{test, stage}]; n > 0 {
		return fmt.Sprintf("E%d", n)
	}
	return ""
}

// refs are the numbers of several stages.
func (e *exhibits) refs(test string, stages []string) string {
	var out []string
	for _, s := range stages {
		if r := e.ref(test, s); r != "" {
			out = append(out, r)
		}
	}
	return strings.Join(out, ", ")
}

// before is the range of numbers of a test's evidence up to a stage: "E1–E4".
func (e *exhibits) before(t result.Test, stage string) string {
	first, last := 0, 0
	for _, s := range t.Stages {
		if s.Name == stage {
			break
		}
		if n := e.by[[2]string{t.Address, s.Name}]; n > 0 {
			if first == 0 {
				first = n
			}
			last = n
		}
	}
	return span(first, last)
}

// all is the range of numbers of a test's evidence.
func (e *exhibits) all(t result.Test) string { return e.before(t, "") }

func span(first, last int) string {
	switch {
	case first == 0:
		return ""
	case first == last:
		return fmt.Sprintf("E%d", first)
	}
	return fmt.Sprintf("E%d–E%d", first, last)
}

// maxLines bounds one block. A server may say a mebibyte.
const maxLines = 60

// linesOf are the lines of a stage with their times, and what a handshake or a
// lookup showed that is no line.
func linesOf(t result.Test, s result.Stage) []string {
	var out []string
	said := false
	for _, e := range t.Transcript {
		if e.Stage != s.Name {
			continue
		}
		said = said || e.Dir == transcript.Received
		out = append(out, stamp(t, e.At)+"  "+text.Cut(say.Entry(e), 1000))
	}
	if !said {
		for _, l := range say.Wire(s.Reply) {
			out = append(out, stamp(t, s.At+s.Took)+"  <-  "+text.Cut(l, 1000))
		}
	}
	if s.Failure != nil {
		trouble := "*** " + text.Cut(say.Failure(s.Failure), 1000)
		if len(out) == 0 || !strings.HasSuffix(out[len(out)-1], trouble) { // else the transcript ends with it
			out = append(out, stamp(t, s.At+s.Took)+"  "+trouble)
		}
	}
	out = append(out, shown(s, t.Endpoint.Lab != "")...)
	if len(out) == 0 {
		out = append(out, stamp(t, s.At+s.Took)+"  === "+say.Ended(t, s))
	}
	return shorten(out)
}

// stamp is a time of day in front of a line.
func stamp(t result.Test, at time.Duration) string {
	return t.Started.Add(at).UTC().Format("15:04:05.000")
}

// facts are the attributes that a reader needs to see, by stage, with the words
// to call them.
var facts = map[string][][2]string{
	"resolve": {{"mx", "MX"}, {"host", "host"}, {"addresses", "addresses"}, {"server", "asked of"}},
	"connect": {{"address", "connected to"}},
	"tls": {
		{"version", "version"}, {"cipher", "cipher"}, {"subject", "certificate for"}, {"names", "names"},
		{"issuer", "issued by"}, {"not_after", "valid until"}, {"public", "leads to a public root"},
		{"name", "names the host"}, {"verified", "verified"},
	},
	"auth": {{"mechanism", "mechanism"}},
}

// factWidth is the room for a fact's words, a colon and a blank.
const factWidth = len("leads to the lab's root: ")

// shown are a stage's facts, a line each. What the lab plays is verified against
// the lab's own root, which is no public one.
func shown(s result.Stage, lab bool) []string {
	var out []string
	for _, f := range facts[s.Name] {
		if lab && f[0] == "public" {
			f[1] = "leads to the lab's root"
		}
		value := ""
		switch v := s.Attrs[f[0]].(type) {
		case string:
			value = v
		case bool:
			value = map[bool]string{true: "yes", false: "no"}[v]
		default:
			value = strings.Join(s.Strings(f[0]), ", ")
		}
		if value != "" {
			out = append(out, text.Cut(text.Line("    "+text.Pad(f[1]+":", factWidth)+value), 400))
		}
	}
	for _, f := range s.Findings {
		if s.Outcome == "absent" {
			continue // the session said so, in a remark
		}
		out = append(out, "    "+text.Pad("finding:", factWidth)+say.Failure(&f))
	}
	return out
}

// shorten keeps the head and the tail of a long block.
func shorten(lines []string) []string {
	if len(lines) <= maxLines {
		return lines
	}
	const head = maxLines / 3
	out := append([]string{}, lines[:head]...)
	out = append(out, fmt.Sprintf("=== %d lines left out here; the run log has them", len(lines)-maxLines))
	return append(out, lines[len(lines)-(maxLines-head):]...)
}
