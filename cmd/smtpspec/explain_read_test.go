package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/reject"
)

// TestExplainReads is about input whose lines or letters are not what they should be.
// Whatever one line is, those around it are explained.
func TestExplainReads(t *testing.T) {
	long := strings.Repeat("x", maxPasted+1)
	for _, test := range []struct {
		name, input, wrong string
		classes            []string
	}{
		{"a line that is too long", "550 Relay denied\n" + long + "\n\n535 5.7.8 no\n", "line 2: the line is longer", []string{"relay-denied", "auth-failed"}},
		{"much too long", "550 Relay denied\n" + long + long + long + "\n535 5.7.8 no", "line 2: the line is longer", []string{"relay-denied", "auth-failed"}},
		{"one at the end", "550 Relay denied\n" + long, "line 2: the line is longer", []string{"relay-denied"}},
		{"two", long + "\n550 Relay denied\n" + long + long, "line 1: the line is longer than a mebibyte, and was passed over; lines that could not be read besides: 1", []string{"relay-denied"}},
		{"one as long as may be", "550 Relay denied\r\n" + long[1:] + "\r\n535 5.7.8 no\r\n", "", []string{"relay-denied", "auth-failed"}},
		{"UTF-16 without a mark", wide("550 Relay denied\r\n535 5.7.8 no\r\n"), "", []string{"relay-denied", "auth-failed"}},
		{"UTF-16 with one", "\xff\xfe" + wide("550 Relay denied\r\n535 5.7.8 no\r\n"), "", []string{"relay-denied", "auth-failed"}},
	} {
		var out bytes.Buffer
		a := &app{in: strings.NewReader(test.input), out: &out, err: io.Discard}
		err := a.explainLines(a.explainer(reject.Builtin(), &explainFlags{format: "text"}))
		if (err != nil) != (test.wrong != "") || err != nil && !strings.Contains(err.Error(), test.wrong) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.wrong)
		}
		if diff := cmp.Diff(test.classes, headlines(out.String())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// headlines are the classes that an answer names.
func headlines(out string) (classes []string) {
	for line := range strings.Lines(out) {
		if id, _, ok := strings.Cut(line, " ("); ok && !strings.ContainsAny(id, " <") {
			classes = append(classes, id)
		}
	}
	return classes
}

// wide is a text in UTF-16.
func wide(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}
