package transcript

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"250 2.1.5 Recipient OK":      "250 2.1.5 Recipient OK",
		"Grüße, 日本, 👋":                "Grüße, 日本, 👋",
		`a \x1b that was typed`:       `a \x1b that was typed`,
		"\x1b]0;owned\a":              `\x1b]0;owned\a`,
		"tab\there":                   `tab\there`,
		"a\r\nb\x00\x7f":              `a\r\nb\x00\x7f`,
		"\u0085\u009b31m":             `\u0085\u009b31m`,
		"caf\xe9":                     `caf\xe9`,
		"\xff\xfe":                    `\xff\xfe`,
		"abc\u202egpj.exe":            `abc\u202egpj.exe`,
		"zero\u200bwidth\ufeff":       `zero\u200bwidth\ufeff`,
		"line\u2028para\u2029":        `line\u2028para\u2029`,
		"\u2066isolate\u2069\u061c":   `\u2066isolate\u2069\u061c`,
		"replacement \ufffd is kept":  "replacement \ufffd is kept",
		"no characters \uffff \ufffe": `no characters \uffff \ufffe`,
		"tags \U000e0041":             `tags \U000e0041`,
	} {
		if got := Printable(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add("250 ok")
	f.Add("\x1b[2J\u202e\xff")
	f.Fuzz(func(t *testing.T, in string) {
		out := Printable(in)
		if !utf8.ValidString(out) || firstUnprintable(out) >= 0 {
			t.Errorf("%q became %q", in, out)
		}
		if Printable(out) != out {
			t.Errorf("%q: not the same the second time", in)
		}
	})
}

func BenchmarkPrintable(b *testing.B) {
	text := strings.Repeat("550 5.7.1 Service unavailable, Client host blocked using Spamhaus. ", 3)
	b.ReportAllocs()
	for b.Loop() {
		Printable(text)
	}
}
