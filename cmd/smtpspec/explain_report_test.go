package main

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/reject"
)

// TestExplainBeside is about the lines of a text that are worth an explanation, and
// what is said of the others.
func TestExplainBeside(t *testing.T) {
	const refused, beside = "550 5.1.1 User unknown", "no reply code, beside one that has"
	for _, test := range []struct {
		name, input string
		classes     []string
		passed      string // in what is said of the others
	}{
		{"prose in a report", "Undeliverable: Scan\nConnection timed out\n" + refused, []string{"unknown-recipient"}, beside},
		{"in Gmail's", "** Message blocked **\nConnection timed out\n" + refused, []string{"unknown-recipient"}, beside},
		{"prose in any language", "Impossibile recapitare:\nRelay access denied\n" + refused, []string{"unknown-recipient"}, beside},
		{"a program's words", "Connection timed out\n" + refused, []string{"connect-timeout", "unknown-recipient"}, ""},
		{"words beside what is not known", "Relay access denied\n550 5.9.9 Blue elephants", []string{"relay-denied", "unknown"}, ""},
		{"words beside what was accepted", "Relay access denied\n250 OK", []string{"relay-denied"}, "refuses nothing"},
		{"another recipient", "<x@example.com>: Relay access denied\n<y@example.com>: " + refused, []string{"relay-denied", "unknown-recipient"}, ""},
		{"words in front of a long log", "Relay access denied\n" + strings.Repeat(refused+"\n", maxWaiting), []string{"relay-denied", "unknown-recipient"}, ""},
		{"words beside an acceptance", "Job 12\n250 OK", nil, "refuses nothing"},
		{"words alone", "Job 12\nJob 13", []string{"unknown"}, "1 line that holds neither"},
		{"what follows from a refusal", "530 5.7.57 Client not authenticated to send mail\n503 5.5.1 Bad sequence of commands\n503 5.5.2 Need rcpt command", []string{"auth-required"}, "2 lines that follow from the refusal before"},
		{"what does not", "530 5.7.57 Client not authenticated to send mail\n250 OK\n503 5.5.1 Bad sequence of commands", []string{"auth-required", "bad-sequence"}, "refuses nothing"},
		{"a line of a log that looks like a header", "To: x@example.com  Result: " + refused, []string{"unknown-recipient"}, ""},
		{"two of them", "To: x@example.com  Result: " + refused + "\nTo: y@example.com  Result: " + refused, []string{"unknown-recipient"}, "1 line that is a header"},
		{"headers beside a refusal", "From: x\nSubject: 550 5.7.1 Relay access denied\n\n" + refused, []string{"unknown-recipient"}, "2 lines that are headers"},
		{"a wrapped one beside a refusal", "Subject: 550 5.7.1 Relay\n access denied\nFrom: x\n\n" + refused, []string{"unknown-recipient"}, "3 lines that are headers"},
		{"headers that refuse nothing", "From: x\nSubject: y\n\nJob 12", []string{"unknown"}, "2 lines that are headers"},
		{"a character without a width", "550 5.1.1 User un\u200bknown", []string{"unknown-recipient"}, ""},
	} {
		var out bytes.Buffer
		a := &app{in: strings.NewReader(test.input), out: &out, err: io.Discard}
		if err := a.explainLines(a.explainer(reject.Builtin(), &explainFlags{format: "text"})); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if diff := cmp.Diff(test.classes, slices.Compact(headlines(out.String()))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		_, passed, _ := strings.Cut(out.String(), "Passed over: ")
		if (test.passed == "") != (passed == "") || !strings.Contains(passed, test.passed) {
			t.Errorf("%s: passed over: %q, want %q", test.name, passed, test.passed)
		}
		if strings.Contains(out.String(), `\u`) {
			t.Errorf("%s: %s", test.name, out.String())
		}
	}
}
