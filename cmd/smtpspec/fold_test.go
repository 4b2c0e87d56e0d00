package main

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"fits", "fits"},
		{"", ""},
		{"name    what it is, in rather many words, more than fit",
			"name    what it is, in rather many words,\n        more than fit"},
		{"  name  what it is, in rather many words, more than fit",
			"  name  what it is, in rather many words,\n        more than fit"},
		{"  a name that takes up much room  and what it is, here",
			"  a name that takes up much room\n      and what it is, here"},
		{"    a command that is longer than the terminal is",
			"    a command that is longer than the\n        terminal is"},
		{"https://example.com/a/link/that/is/longer/than/a/line", "https://example.com/a/link/that/is/longer/than/a/line"},
	} {
		if got := fold(c.line, 41); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.line, got, c.want)
		}
	}
}

// Lists and references fit a terminal of 80 columns, and lose nothing; in a pipe an
// entry has one line.
func TestReferenceFitsTheTerminal(t *testing.T) {
	for _, args := range [][]string{
		{"suites"}, {"steps"}, {"steps", "rcpt"}, {"steps", "tls"}, {"classes"}, {"classes", "spamhaus"}, {"lab", "--list"}, {"clients"},
		{"list", "builtin:procedure"}, {"plan", "builtin:procedure"},
	} {
		shown := cliOn(t, terminal{out: true, width: 80}, strings.NewReader(""), args...)
		piped := cli(t, args...)
		if shown.code != 0 || strings.Join(strings.Fields(shown.stdout), " ") != strings.Join(strings.Fields(piped.stdout), " ") {
			t.Errorf("%q: exit %d, and not the same words as in a pipe", args, shown.code)
		}
		for line := range strings.Lines(shown.stdout) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 80 && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("%q: %d columns: %s", args, n, line)
			}
		}
	}
	if got := cli(t, "suites").stdout; strings.Count(got, "\n") != len(builtinNames()) {
		t.Errorf("not one line a suite in a pipe:\n%s", got)
	}
}
