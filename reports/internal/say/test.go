package say

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// Decided is the stage that ended a test's session.
func Decided(t result.Test) (result.Stage, bool) {
	if s, ok := t.Stage(t.Decided); ok {
		return s, true
	}
	if len(t.Stages) == 0 {
		return result.Stage{}, false
	}
	return t.Stages[len(t.Stages)-1], true
}

// Refusal is the stage at which a server refused or no valid reply came, where
// that ended the session; or at which something was not offered that the session
// could not do without.
func Refusal(t result.Test) (result.Stage, bool) {
	s, ok := Decided(t)
	return s, ok && (Bad(s.Outcome) || s.Outcome == "absent" && s.Class != nil)
}

// Bad reports an outcome that ends a session.
func Bad(outcome string) bool {
	return outcome == "defer" || outcome == "reject" || outcome == "fail"
}

// Found is the stage that failed a test although nothing was refused there: what was
// found at it, such as a certificate that expired, is not what the suite expects; or the
// client could not do what the server offered.
func Found(t result.Test) (result.Stage, bool) {
	f := t.Diagnosis.Finding
	switch _, refused := Refusal(t); {
	case refused || t.Status != result.Fail:
		return result.Stage{}, false
	case EndedByClient(t):
		return Decided(t)
	case f == nil || f.Class.ID == "":
		return result.Stage{}, false
	}
	s, ok := t.Stage(f.Stage)
	return s, ok && slices.ContainsFunc(Missed(t.Expectations), func(e result.Expectation) bool { return isAbout(e, s) })
}

// isAbout reports whether an expectation is about a stage, or an assertion reads it.
func isAbout(e result.Expectation, s result.Stage) bool {
	return e.Stage == s.Name || e.Kind == "assert" && strings.Contains(e.Want, "step."+s.Name+".")
}

// Failed is the stage that a test failed at, or at which a refusal ended it.
func Failed(t result.Test) (result.Stage, bool) {
	if s, refused := Refusal(t); refused {
		return s, true
	}
	return Found(t)
}

// ClassOf is the class that explains a test: its finding's, else its deciding stage's.
// The finding may be about another stage than the one that decided, see ClassAt.
func ClassOf(t result.Test) *result.Class {
	if f := t.Diagnosis.Finding; f != nil && f.Class.ID != "" {
		return &f.Class
	}
	s, ok := Decided(t)
	if !ok {
		return nil
	}
	return ClassAt(t, s)
}

// ClassAt is the class of one stage of a test: the finding's, where that is about this
// stage, else its own. What only the client lacks has none, and its words.
func ClassAt(t result.Test, s result.Stage) *result.Class {
	if f := t.Diagnosis.Finding; f != nil && f.Stage == s.Name && f.Class.ID != "" {
		return &f.Class
	}
	if s.Class == nil && s.Name == "starttls" && t.Status == result.Fail && EndedByClient(t) {
		return clientLacks(t)
	}
	return s.Class
}

// Beside is a finding about another stage than the one that decided a test: what it is
// about, such as the certificate, and its class; nil where there is none.
func Beside(t result.Test) (about string, c *result.Class) {
	f, decided := t.Diagnosis.Finding, t.Decided
	if s, ok := Decided(t); ok {
		decided = s.Name
	}
	if f == nil || f.Class.ID == "" || f.Stage == decided {
		return "", nil
	}
	if s, _ := t.Stage(f.Stage); f.Stage == "tls" && s.Outcome == "ok" {
		return "certificate", &f.Class // the handshake went well
	}
	return Command(f.Stage), &f.Class
}

// Played reports a test whose server the lab played, so that no rehearsal is taken
// for a finding.
func Played(t result.Test) bool { return t.Endpoint.Lab != "" && t.Status != result.Skip }

// Level is how far things were proven: "3 of 5: network, …"; or "" where no session
// was held.
func Level(d result.Diagnosis) string {
	if d.LevelText == "" {
		return ""
	}
	return text.Line(fmt.Sprintf("%d of 5: %s", d.Level, d.LevelText))
}

// Sends reports whether a test asks how mail can be sent: its session came to
// signing in or to the envelope, or was to come so far.
func Sends(t result.Test) bool {
	for _, stage := range []string{"auth", "mail", "rcpt", "data", "message"} {
		if s, ok := t.Stage(stage); ok && s.Outcome != "absent" {
			return true
		}
		if slices.ContainsFunc(t.Expectations, func(e result.Expectation) bool { return e.Stage == stage && !strings.HasPrefix(e.Want, "absent") }) {
			return true
		}
	}
	return len(t.Expectations) == 0 // it goes as far as RCPT TO
}

// Missed are the expectations of a test that were not met.
func Missed(list []result.Expectation) []result.Expectation {
	var out []result.Expectation
	for _, e := range list {
		if e.Verdict == result.Missed {
			out = append(out, e)
		}
	}
	return out
}

// Misses are those of a test. What is about its finding comes first, since the others may
// be right behind a wrong certificate.
func Misses(t result.Test) []result.Expectation {
	missed := Missed(t.Expectations)
	if s, ok := Found(t); ok {
		if i := slices.IndexFunc(missed, func(e result.Expectation) bool { return isAbout(e, s) }); i > 0 {
			first := missed[i]
			return slices.Insert(slices.Delete(missed, i, i+1), 0, first)
		}
	}
	return missed
}

// Expectation says in one sentence how an expectation came out: "rcpt: expected
// accept, got reject 550 5.7.1".
func Expectation(e result.Expectation) string {
	if e.Kind == "assert" {
		return "assert: " + text.Line(firstOf(e.Message, e.Got, "the condition is false"))
	}
	got := "got " + firstOf(e.Got, "something else")
	if e.Verdict == result.NotReached {
		got = "not reached"
	}
	return text.Line(fmt.Sprintf("%s: expected %s, %s", e.Stage, e.Want, got))
}

// NotReached names the expectations and assertions that the session did not come to:
// "mail accept, rcpt accept, assert (reads step.rcpt)"; or "".
func NotReached(list []result.Expectation) string {
	var out []string
	for _, e := range list {
		switch {
		case e.Verdict != result.NotReached:
		case e.Kind != "assert":
			out = append(out, text.Line(e.Stage+" "+e.Want))
		case e.Message != "":
			out = append(out, text.Line("assert ("+e.Message+")"))
		default:
			out = append(out, "assert")
		}
	}
	return strings.Join(out, ", ")
}

// Suggestion is what a suite would have to say, line by line: it may be a block of
// several lines, which is meant to be copied.
func Suggestion(e result.Expectation) []string {
	if e.Suggest == "" {
		return nil
	}
	return text.Lines(e.Suggest)
}

// Place is where a test stands in its suite: `mail.smtp.hcl:12, in test "a"`; or "".
func Place(t result.Test, r result.Range) string {
	if r.File == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d, in test %q", text.Line(r.File), r.Line, text.Line(t.ShortName()))
}

// Headline says in one line what a test came to.
func Headline(t result.Test) string {
	missed := Misses(t)
	switch {
	case t.Status == result.Fail && len(missed) > 0:
		return headlineOf(missed)
	case t.Status == result.Pass:
		if s, ok := Refusal(t); ok {
			return Refused(s) + ", which is what the suite expects"
		}
		if s, ok := Decided(t); ok {
			return At(t, s)
		}
		return "as expected"
	case EndedByClient(t) && t.Status == result.Fail:
		return Lack(t) + ", and no expectation names it"
	case t.Status == result.Inconclusive && unheard(t):
		s, _ := Refusal(t)
		return "nothing was learned about " + Host(t.Endpoint) + ": " + Refused(s)
	}
	if t.Reason != "" {
		return text.Line(t.Reason)
	}
	if s, ok := Refusal(t); ok {
		return Refused(s)
	}
	return string(t.Status)
}

// headlineOf is the first miss, with how many there are beside it.
func headlineOf(missed []result.Expectation) string {
	if len(missed) == 1 {
		return Expectation(missed[0])
	}
	return fmt.Sprintf("%s, and %d more", strings.TrimSuffix(Expectation(missed[0]), "."), len(missed)-1)
}

// At is how a session ended at a stage that refused nothing: "accepted at RCPT TO".
func At(t result.Test, s result.Stage) string {
	if s.Outcome == "absent" || LeftAuth(s) {
		return Command(s.Name) + " " + Ended(t, s)
	}
	return Outcome(s) + " at " + Command(s.Name)
}

// unheard reports a session that ended on the way to the server, or at a greeting that
// is not known to be the server's.
func unheard(t result.Test) bool {
	s, refused := Refusal(t)
	return refused && slices.Contains([]string{"resolve", "connect", "banner"}, s.Name)
}

// Host is where a test's session went, without the port.
func Host(e result.Endpoint) string {
	switch {
	case e.Host != "":
		return text.Line(e.Host)
	case e.MXOf != "":
		return text.Line("the MX of " + e.MXOf)
	case e.Lab != "":
		return text.Line("the lab's " + e.Lab)
	case e.Peer != "":
		return text.Line(e.Peer)
	}
	return text.Line(e.Name)
}

// HostPort is Host with the port.
func HostPort(e result.Endpoint) string {
	if e.Port == 0 {
		return Host(e)
	}
	host := Host(e)
	if strings.Contains(host, ":") { // an IPv6 address
		host = "[" + host + "]"
	}
	return fmt.Sprintf("%s:%d", host, e.Port)
}

// TLSMode is an endpoint's `tls` in the field's words.
func TLSMode(mode string) string {
	switch mode {
	case "implicit":
		return "implicit TLS"
	case "none":
		return "in clear, by choice"
	case "required":
		return "STARTTLS (required)"
	case "opportunistic":
		return "STARTTLS if it works"
	}
	return "STARTTLS"
}

// Privacy is what a session had of TLS, in the field's words: the mode of its endpoint
// where TLS was begun or not come to, else why the session stayed in clear.
func Privacy(t result.Test) string {
	mode := TLSMode(t.Endpoint.TLS)
	if s, ok := t.Stage("tls"); ok && s.Outcome != "absent" || t.Endpoint.TLS == "implicit" || t.Endpoint.TLS == "none" {
		return mode
	}
	s, ok := t.Stage("starttls")
	why := ""
	switch {
	case !ok && past(t):
		why = "STARTTLS was not used"
	case ok && Unused(t):
		why = "STARTTLS was offered, and the client cannot do it"
	case ok && s.Outcome == "absent" && saysHELO(t):
		why = "the client says HELO, to which STARTTLS is not offered"
	case ok && s.Outcome == "absent":
		why = "STARTTLS was not offered"
	case ok && Bad(s.Outcome) && s.Failure != nil:
		why = "STARTTLS failed"
	case ok && Bad(s.Outcome):
		why = "STARTTLS was refused"
	default:
		return mode
	}
	if t.Endpoint.TLS == "required" {
		why += "; it is required"
	}
	return "in clear: " + why
}

// past reports a session that went on behind its EHLO.
func past(t result.Test) bool {
	for _, stage := range []string{"auth", "mail", "rcpt", "data", "message"} {
		if _, ok := t.Stage(stage); ok {
			return true
		}
	}
	return false
}

// Version is a TLS version without its "TLS".
func Version(v string) string { return text.Line(strings.TrimPrefix(v, "TLS")) }

// Span is when the first of several tests began and how long it took until the
// last one ended.
type Span struct{ First, Last time.Time }

// Add widens the span by one test. A skipped test has no times.
func (s *Span) Add(t result.Test) {
	if t.Started.IsZero() {
		return
	}
	if s.First.IsZero() || t.Started.Before(s.First) {
		s.First = t.Started
	}
	if end := t.Started.Add(t.Took); end.After(s.Last) {
		s.Last = end
	}
}

// Took is the length of the span.
func (s Span) Took() time.Duration {
	if s.First.IsZero() {
		return 0
	}
	return s.Last.Sub(s.First)
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}
