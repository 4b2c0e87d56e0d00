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
	for _, t := range tests {
		switch s, bad := say.Refusal(t); {
		case bad:
			refused = append(refused, refusedSentence(t, s, e))
		case t.Status == result.Skip:
			accepted = append(accepted, fmt.Sprintf("%s was skipped: %s", text.Code(t.ShortName()), text.Sentence(text.Markdown(t.Reason))))
		default:
			accepted = append(accepted, acceptedSentence(t, e))
		}
	}
	return strings.Join(append(refused, accepted...), " ")
}

// refusedSentence says who refused what, and what worked before it.
func refusedSentence(t result.Test, s result.Stage, e *exhibits) string {
	var b strings.Builder
	server := text.Code(say.Host(t.Endpoint))
	if s.Reply != nil && s.Failure == nil {
		fmt.Fprintf(&b, "%s, port %d, %s the session of %s at %s with %s", server, t.Endpoint.Port, say.Verb(s.Outcome),
			text.Code(t.ShortName()), text.Markdown(say.Command(s.Name)), text.Code(say.Codes(s.Reply)))
	} else {
		fmt.Fprintf(&b, "The session of %s with %s, port %d, failed at %s", text.Code(t.ShortName()), server, t.Endpoint.Port, text.Markdown(say.Command(s.Name)))
	}
	if c := say.ClassOf(t); c != nil && c.ID != "" && c.ID != "unknown" {
		b.WriteString(", class " + text.Code(c.ID))
	}
	b.WriteString(cite(e.ref(t.Address, s.Name)) + ".")
	if refs := e.before(t, s.Name); refs != "" {
		if worked := nothingBadBefore(t, s.Name); worked {
			b.WriteString(" Everything before that worked" + cite(refs) + ".")
		}
	}
	return b.String()
}

func nothingBadBefore(t result.Test, stage string) bool {
	for _, s := range t.Stages {
		if s.Name == stage {
			return true
		}
		if say.Bad(s.Outcome) || len(s.Findings) > 0 || s.Outcome == "absent" && s.Name != "auth" {
			return false
		}
	}
	return true
}

// acceptedSentence says how far a session came that was not refused.
func acceptedSentence(t result.Test, e *exhibits) string {
	s, ok := say.Decided(t)
	if !ok {
		return fmt.Sprintf("%s came to no stage: %s", text.Code(t.ShortName()), text.Sentence(text.Markdown(say.Headline(t))))
	}
	return fmt.Sprintf("%s (%s) was %s up to %s%s.", text.Code(t.ShortName()), text.Code(say.HostPort(t.Endpoint)),
		say.Verb(s.Outcome), text.Markdown(say.Command(s.Name)), cite(e.all(t)))
}

// seen says where the sessions were held from, and that it was not the device.
func seen(run result.Run, tests []result.Test) string {
	var from []string
	for _, t := range tests {
		if a := text.Code(t.Diagnosis.SeenFrom); a != "" && !slices.Contains(from, a) {
			from = append(from, a)
		}
	}
	who := "on the computer that ran smtpspec"
	if run.Header.Vantage != "" {
		who += ", at the site " + text.Code(run.Header.Vantage) + " *(stated)*"
	}
	if len(from) == 0 {
		return "Seen " + who + ", not on the device. No server said which address it saw."
	}
	return "Seen from " + text.And(from) + ", the address that the server saw, " + who + ", not on the device."
}

// factsOf are the rows of the first table.
func factsOf(run result.Run, c study) []fact {
	out := []fact{{Name: "Tested", MD: when(c.tests, run.Header)}}
	if c.stated != nil {
		for _, p := range c.stated.Environment {
			out = append(out, fact{Name: p.Name, MD: text.Markdown(p.Value), Stated: true})
		}
	}
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
	out := "**" + text.Markdown(say.Command(s.Name)) + "**: " + say.Verb(s.Outcome)
	if s.Reply != nil && s.Failure == nil {
		out += " with " + text.Code(say.Codes(s.Reply))
	}
	if c := say.ClassOf(t); c != nil && c.ID != "" {
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
