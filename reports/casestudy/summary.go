package casestudy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// summary is the case in a few sentences, each with its evidence.
func summary(tests []result.Test, e *exhibits) string {
	if len(tests) == 0 {
		return "None of the tests of this case was part of the run."
	}
	var refused, accepted []string
	for _, alike := range byFate(tests) {
		t := alike[0]
		if _, bad := say.Failed(t); bad {
			refused = append(refused, fate(alike, e))
		} else {
			accepted = append(accepted, fate(alike, e))
		}
	}
	return strings.Join(append(refused, accepted...), " ")
}

// byFate puts tests together of which the same is to be said.
func byFate(tests []result.Test) [][]result.Test {
	var out [][]result.Test
	at := map[string]int{}
	for _, t := range tests {
		unnamed := t
		unnamed.Address = ""
		key := fate([]result.Test{unnamed}, &exhibits{})
		i, ok := at[key]
		if !ok {
			i, out = len(out), append(out, nil)
			at[key] = i
		}
		out[i] = append(out[i], t)
	}
	return out
}

// fate says what became of tests that differ in their names only.
func fate(alike []result.Test, e *exhibits) string {
	t := alike[0]
	s, bad := say.Refusal(t)
	switch {
	case bad:
		return refusedSentence(alike, s, e)
	case t.Status == result.Skip:
		return fmt.Sprintf("%s %s skipped: %s", namesOf(alike), plural(alike, "was", "were"), text.Sentence(text.Markdown(t.Reason)))
	}
	return acceptedSentence(alike, e)
}

// mostNamed is how many tests a sentence names.
const mostNamed = 3

// namesOf lists tests: "`a`, `b`, `c` and 17 more".
func namesOf(tests []result.Test) string {
	var names []string
	for _, t := range tests {
		names = append(names, t.ShortName())
	}
	return listed(names)
}

func listed(names []string) string {
	var out []string
	for _, name := range names[:min(len(names), mostNamed)] {
		out = append(out, text.Code(name))
	}
	if more := len(names) - mostNamed; more > 0 {
		out = append(out, fmt.Sprintf("%d more", more))
	}
	return text.And(out)
}

func plural(tests []result.Test, one, several string) string {
	if len(tests) == 1 {
		return one
	}
	return several
}

// citeOf is a reference to what stands for it in the tests that a sentence names.
func citeOf(tests []result.Test, of func(result.Test) string) string {
	var refs []string
	for _, t := range tests[:min(len(tests), mostNamed)] {
		if r := of(t); r != "" {
			refs = append(refs, r)
		}
	}
	return cite(strings.Join(refs, ", "))
}

// doubt marks what rests on the word of somebody whom no certificate proved.
func doubt(t result.Test, s result.Stage) string {
	if s.Reply == nil || s.Failure != nil || say.Proven(t, s.Name) {
		return ""
	}
	return " (unauthenticated: no certificate proved who said so)"
}

// refusedSentence says who refused what, and what worked before it.
func refusedSentence(alike []result.Test, s result.Stage, e *exhibits) string {
	t, names := alike[0], plural(alike, "the session of ", "the sessions of ")+namesOf(alike)
	var b strings.Builder
	server := text.Code(say.Host(t.Endpoint))
	switch {
	case s.Reply != nil && s.Failure == nil:
		fmt.Fprintf(&b, "%s, port %d, %s %s at %s%s with %s", server, t.Endpoint.Port, say.Outcome(s),
			names, text.Markdown(say.Command(s.Name)), someOf(t, s), text.Code(say.Codes(s.Reply)))
	case s.Outcome == "absent":
		fmt.Fprintf(&b, "%s, port %d, did not offer %s in %s", server, t.Endpoint.Port, text.Markdown(say.Command(s.Name)), names)
	default:
		fmt.Fprintf(&b, "%s with %s, port %d, failed at %s", text.Title(names), server, t.Endpoint.Port, text.Markdown(say.Command(s.Name)))
	}
	if c := say.ClassAt(t, s); c != nil && c.ID != "" && c.ID != "unknown" {
		b.WriteString(", class " + text.Code(c.ID))
	}
	b.WriteString(doubt(t, s) + citeOf(alike, func(t result.Test) string { return e.ref(t.Address, s.Name) }) + ".")
	if refs := citeOf(alike, func(t result.Test) string { return e.before(t, s.Name) }); refs != "" && nothingBadBefore(t, s.Name) {
		b.WriteString(" Everything before that worked" + refs + ".")
	}
	return b.String() + signsOf(alike, e)
}

// someOf says how many of several recipients a stage's outcome holds for, where it is
// not all of them.
func someOf(t result.Test, s result.Stage) string {
	r := say.RecipientsOf(t, s)
	if r.Alike == r.All {
		return ""
	}
	out := fmt.Sprintf(" for %d of %d recipients", r.Alike, r.All)
	if r.Untried > 0 {
		out += fmt.Sprintf(" (%d not tried)", r.Untried)
	}
	return out
}

// nothingBadBefore reports whether all was well up to a stage, without a sign of
// something in the middle of the path.
func nothingBadBefore(t result.Test, stage string) bool {
	signs := map[string]bool{}
	for _, sign := range t.Diagnosis.Signs {
		for _, s := range sign.Evidence {
			signs[s] = true
		}
	}
	for _, s := range t.Stages {
		if s.Name == stage {
			return true
		}
		if say.Bad(s.Outcome) || len(s.Findings) > 0 || signs[s.Name] || s.Outcome == "absent" && s.Name != "auth" {
			return false
		}
	}
	return true
}

// acceptedSentence says how far sessions came that were not refused.
func acceptedSentence(alike []result.Test, e *exhibits) string {
	t, names := alike[0], namesOf(alike)
	s, ok := say.Decided(t)
	if !ok {
		return fmt.Sprintf("%s came to no stage: %s", names, text.Sentence(text.Markdown(say.Headline(t))))
	}
	where := fmt.Sprintf("%s (%s)", names, text.Code(say.HostPort(t.Endpoint)))
	how := fmt.Sprintf("%s %s %s up to %s%s", where, plural(alike, "was", "were"), say.Outcome(s), text.Markdown(say.Command(s.Name)), someOf(t, s))
	switch {
	case say.EndedByClient(t):
		how = plural(alike, "The session of ", "The sessions of ") + where + " ended before TLS: " + say.Lack(t)
	case s.Outcome == "absent" || say.LeftAuth(s):
		how = fmt.Sprintf("%s came to %s, which was %s", where, text.Markdown(say.Command(s.Name)), say.Ended(t, s))
	case s.Outcome == "ok" && inSession(s):
		how = fmt.Sprintf("%s came as far as %s", where, text.Markdown(say.Command(s.Name)))
	}
	return how + doubt(t, s) + citeOf(alike, e.all) + "." + foundIn(alike, e) + signsOf(alike, e)
}

// foundIn names what failed tests of which none was refused.
func foundIn(alike []result.Test, e *exhibits) string {
	t := alike[0]
	s, ok := say.Found(t)
	if !ok || say.EndedByClient(t) { // which the sentence before it says
		return ""
	}
	what := "What was found at " + text.Markdown(say.Command(s.Name))
	if s.Name == "tls" {
		what = "The certificate"
	}
	return fmt.Sprintf(" %s failed %s: class %s%s.", what, plural(alike, "the test", "the tests"), text.Code(say.ClassAt(t, s).ID),
		citeOf(alike, func(t result.Test) string { return e.ref(t.Address, s.Name) }))
}

// signsOf says what points at the middle of the path.
func signsOf(alike []result.Test, e *exhibits) string {
	var out []string
	for _, s := range alike[0].Diagnosis.Signs {
		out = append(out, text.Markdown(s.Text)+citeOf(alike, func(t result.Test) string { return e.refs(t.Address, s.Evidence) }))
	}
	if len(out) == 0 {
		return ""
	}
	return plural(alike, " The session shows", " The sessions show") + " signs of a device in the middle of the path: " + text.Sentence(strings.Join(out, "; "))
}

// seen says where the sessions were held from, and that it was not the device; of
// several addresses, which server saw which.
func seen(run result.Run, tests []result.Test, own []result.Sending) string {
	var from say.Sightings
	var played []string
	for _, t := range tests {
		from.Add(t)
		if a := text.Code(t.Diagnosis.SeenFrom); t.Diagnosis.SeenFrom != "" && say.Played(t) && !slices.Contains(played, a) {
			played = append(played, a)
		}
	}
	who := "on the computer that ran smtpspec"
	if run.Header.Vantage != "" {
		who += ", at the site " + text.Code(run.Header.Vantage) + " *(stated)*"
	}
	who += ", not on the device."
	switch {
	case len(from.From) == 0 && len(played) > 0:
		return "Seen " + who + " The lab said " + text.And(played) + ", which is no address of this line."
	case len(from.From) == 0:
		return "Seen " + who + unseen(tests, own)
	case len(from.From) == 1:
		a := from.From[0]
		return "Seen from " + text.Code(a) + ", as " + from.By(a, text.Code) + " said, " + who
	}
	var each []string
	for _, a := range from.From {
		each = append(each, from.By(a, text.Code)+" saw "+text.Code(a))
	}
	return "Seen from several addresses, " + who + " " + text.Sentence(text.Title(strings.Join(each, "; ")))
}

// unseen says that no server of the case's sessions said which address it saw, and which
// one others of the same tenant said in other sessions of the run.
func unseen(tests []result.Test, own []result.Sending) string {
	var elsewhere []string
	for _, s := range own {
		for _, a := range s.SeenFrom {
			if a = text.Code(a); !s.Lab && !slices.Contains(elsewhere, a) {
				elsewhere = append(elsewhere, a)
			}
		}
	}
	if len(elsewhere) == 0 {
		return " No server said which address it saw."
	}
	return fmt.Sprintf(" In %s no server said which address it saw; in others of the run it was %s.", plural(tests, "this session", "these sessions"), text.And(elsewhere))
}

// factsOf are the rows of the first table.
func factsOf(run result.Run, c study) []fact {
	out := append([]fact{{Name: "Tested", MD: when(c.tests, run.Header)}}, statedFacts(run.Header, c)...)
	for _, t := range c.tests {
		label := func(name string) string {
			if len(c.tests) == 1 {
				return name
			}
			return name + ", " + t.ShortName()
		}
		out = append(out, fact{Name: label("Route"), MD: route(t)})
		if t.From != "" || len(t.To) > 0 {
			out = append(out, fact{Name: label("Envelope"), MD: envelope(t)})
		}
		if s, ok := say.Decided(t); ok {
			out = append(out, fact{Name: label("Decided at"), MD: decided(t, s)})
		}
		if about, c := say.Beside(t); c != nil {
			out = append(out, fact{Name: label(text.Title(about)), MD: "class " + text.Code(c.ID)})
		}
		if t.Status != result.Skip {
			out = append(out, fact{Name: label("Validation level"), MD: level(t.Diagnosis)})
		}
		out = append(out, fact{Name: label("Verdict"), MD: text.Markdown(verdict(t))})
		if words := say.NotReached(t.Expectations); words != "" {
			out = append(out, fact{Name: label("Not reached"), MD: text.Markdown(words)})
		}
	}
	return out
}

func when(tests []result.Test, h result.Header) string {
	var span say.Span
	for _, t := range tests {
		span.Add(t)
	}
	if span.First.IsZero() {
		return day(h.Started)
	}
	first, last := span.First.UTC(), span.Last.UTC()
	out := first.Format("2 January 2006, 15:04:05")
	if last.Truncate(1e9).After(first.Truncate(1e9)) {
		out += "–" + last.Format("15:04:05")
	}
	return out + " UTC"
}

var methods = map[string]string{
	"direct-send": "Direct Send", "relay": "Relay through a connector", "client-submission": "Client submission",
	"hve": "High Volume Email", "acs": "Azure Communication Services",
}

// route is the way that a session took.
func route(t result.Test) string {
	var parts []string
	if m := methods[t.Endpoint.Method]; m != "" {
		parts = append(parts, m+":")
	}
	parts = append(parts, fmt.Sprintf("%s, port %d, %s", text.Code(say.Host(t.Endpoint)), t.Endpoint.Port, say.Privacy(t)))
	out := strings.Join(parts, " ")
	if s, ok := t.Stage("tls"); ok && s.String("version") != "" {
		out += ", TLS " + text.Markdown(say.Version(s.String("version")))
	}
	if t.Login != "" {
		out += ", signing in as " + text.Code(t.Login)
	}
	if t.Client != "" {
		out += ", as the suite's client " + text.Code(t.Client)
	}
	return out
}

func envelope(t result.Test) string {
	var to []string
	for _, r := range t.To {
		to = append(to, text.Code(r))
	}
	return "from " + text.Code(t.From) + " to " + text.And(to)
}

func decided(t result.Test, s result.Stage) string {
	out := "**" + text.Markdown(say.Command(s.Name)) + "**: " + say.Ended(t, s) + someOf(t, s)
	if s.Reply != nil && s.Failure == nil {
		out += " with " + text.Code(say.Codes(s.Reply))
	}
	if c := say.ClassAt(t, s); c != nil && c.ID != "" {
		out += ", class " + text.Code(c.ID)
	}
	return out
}

func level(d result.Diagnosis) string {
	out := fmt.Sprintf("%d of 5", d.Level)
	if d.LevelText != "" {
		out += " (" + text.Markdown(d.LevelText) + ")"
	}
	return out
}

// verdict is what the suite makes of a test.
func verdict(t result.Test) string {
	switch t.Status {
	case result.Pass:
		if _, refused := say.Refusal(t); refused {
			return "as the suite expects: this refusal is known and kept under test"
		}
		return "as the suite expects"
	case result.Fail:
		return "not as the suite expects: " + say.Headline(t)
	case result.Skip:
		return "skipped: " + say.Headline(t)
	case result.Inconclusive:
		return "inconclusive: " + say.Headline(t)
	}
	return string(t.Status) + ": " + say.Headline(t)
}
