package say

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// Verb is an outcome in plain words.
func Verb(outcome string) string {
	switch outcome {
	case "accept":
		return "accepted"
	case "defer":
		return "temporarily refused"
	case "reject":
		return "refused"
	case "fail":
		return "failed"
	case "absent":
		return "not offered"
	}
	return text.Line(outcome)
}

// Outcome is how a stage ended in plain words. A 4yz reply that waiting does not
// help is no temporary refusal, whatever its code.
func Outcome(s result.Stage) string {
	if LeftAuth(s) {
		return "offered, not used"
	}
	return verdict(s.Outcome, s.Class)
}

// LeftAuth reports AUTH that the server offers and the session did not use: nobody
// accepted a sign-in (RFC 4954 §4).
func LeftAuth(s result.Stage) bool {
	return s.Name == "auth" && s.Outcome == "accept" && s.Reply == nil && s.Failure == nil
}

// PartOutcome is Outcome for one recipient or address.
func PartOutcome(p result.Part) string { return verdict(p.Outcome, p.Class) }

func verdict(outcome string, c *result.Class) string {
	if outcome == "defer" && c != nil && !c.Waiting && c.Family != "" && c.Family != "unknown" {
		return Verb("reject")
	}
	return Verb(outcome)
}

// Ended is Outcome in the light of the whole session: what a client left, although the
// server offered it, was not missing.
func Ended(t result.Test, s result.Stage) string {
	switch {
	case s.Outcome != "absent" || !Unused(t):
		return Outcome(s)
	case s.Name == "starttls":
		return "offered, not used by this client"
	case s.Name == "tls" || s.Name == "ehlo-tls":
		return "not reached"
	}
	return Outcome(s)
}

// Row is the name of a comparison's row: a stage without its article.
func Row(stage string) string { return strings.TrimPrefix(Command(stage), "the ") }

// Cell is a comparison's cell in plain words: it begins with an outcome. Whether a
// refusal is temporary is in the code and the class behind it. Where a cell is wider
// than width, the enhanced status code goes first: the class says more.
func Cell(s string, width int) string {
	first, rest, _ := strings.Cut(text.Line(s), " ")
	switch first {
	case "not":
	case "defer":
		first = Verb("reject")
	default:
		first = Verb(first)
	}
	out := strings.TrimSpace(first + " " + rest)
	if text.Width(out) <= width {
		return out
	}
	words := strings.Fields(out)
	return strings.Join(slices.DeleteFunc(words, func(w string) bool {
		_, rest, ok := strings.Cut(w, ".")
		return ok && strings.Contains(rest, ".") && strings.Trim(w, "0123456789.") == ""
	}), " ")
}

// Refused is a refusal in plain words: "refused at RCPT TO: spamhaus
// (reputation)".
func Refused(s result.Stage) string {
	words := Outcome(s) + " at " + Command(s.Name)
	if s.Class != nil {
		return words + ": " + Class(s.Class)
	}
	if s.Failure != nil {
		return words + ": " + text.Line(s.Failure.Class)
	}
	return words
}
