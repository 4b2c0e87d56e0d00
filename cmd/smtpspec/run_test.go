package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
)

// severalTests is a suite with n tests against the lab, the odd ones of which
// fail.
func severalTests(n int) string {
	var b strings.Builder
	b.WriteString(`
endpoint "mx" {
  lab = "m365-mx-spamhaus"
  max_connections = 8
}
defaults {
  endpoint = endpoint.mx
  from     = "scan@acme.example"
  to       = ["office@acme.example"]
}
`)
	for i := range n {
		outcome := "reject"
		if i%2 == 1 {
			outcome = "accept"
		}
		fmt.Fprintf(&b, "test \"t%d\" {\n  expect rcpt %s {}\n}\n", i, outcome)
	}
	return b.String()
}

func writeSuite(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.smtp.hcl")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSameTableInParallel: the output is in the suite's order, whatever ran
// beside what.
func TestSameTableInParallel(t *testing.T) {
	suite := writeSuite(t, severalTests(12))
	took := regexp.MustCompile(` +[0-9.]+ (ms|s|µs)\b`)
	table := func(parallel string) string {
		r := cli(t, "run", suite, "--parallel", parallel)
		if r.code != result.ExitFailed || r.stderr != "" {
			t.Fatalf("exit %d\n%s", r.code, r.stderr)
		}
		return took.ReplaceAllString(r.stdout, " (time)")
	}
	if diff := cmp.Diff(table("1"), table("8")); diff != "" {
		t.Errorf("--parallel 1 and 8 differ:\n%s", diff)
	}
}

// utf16Of is what PowerShell's > writes.
func utf16Of(text string) string {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

// TestPowerShellsFiles: UTF-16 and byte order marks, as PowerShell and Notepad
// write them.
func TestPowerShellsFiles(t *testing.T) {
	const head = `suite { 
  title = "Büro 📠"
}
`
	for name, encode := range map[string]func(string) string{
		"UTF-16":    utf16Of,
		"UTF-8 BOM": func(s string) string { return "\ufeff" + s },
	} {
		t.Run(name, func(t *testing.T) {
			r := cli(t, "list", writeSuite(t, encode(head+severalTests(1))))
			if r.code != 0 || !strings.Contains(r.stdout, "Büro 📠") {
				t.Errorf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
			}
			r = cliWith(t, strings.NewReader(encode("550 5.1.1 Büro 📠: user unknown\r\n")), "explain")
			if r.code != 0 || !strings.HasPrefix(r.stdout, "<-  550 5.1.1 Büro 📠: user unknown\n") {
				t.Errorf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
			}
		})
	}
}

// TestAsking: a variable without a value is asked for on a terminal, hidden where
// it is sensitive, and what was typed is shown nowhere.
func TestAsking(t *testing.T) {
	suite := writeSuite(t, `
variable "domain" {
  type        = string
  description = "The tenant's mail domain"
}
variable "password" {
  type      = string
  sensitive = true
}
endpoint "submission" {
  lab = "m365-submission"
}
credential "scanner" {
  username = "scan@${var.domain}"
  password = var.password
}
test "one" {
  endpoint   = endpoint.submission
  credential = credential.scanner
  expect auth accept {}
}
`)
	hidden := 0
	tty := terminal{in: true, err: true, width: 80, hidden: func() (string, error) { hidden++; return "open-sesame-77", nil }}
	r := cliOn(t, tty, strings.NewReader("acme.example\n"), "plan", suite)
	if r.code != 0 || hidden != 1 || !strings.Contains(r.stdout, "signs in as scan@acme.example") {
		t.Errorf("exit %d, asked %d times in secret\n%s%s", r.code, hidden, r.stdout, r.stderr)
	}
	if !strings.Contains(r.stderr, "The tenant's mail domain") {
		t.Errorf("the question does not say what is wanted:\n%s", r.stderr)
	}
	r = cliOn(t, tty, strings.NewReader(""), "run", suite, "--ask", "password", "--var", "domain=acme.example", "-v")
	if r.code != 0 || hidden != 2 || strings.Contains(r.stderr, "Warning") {
		t.Errorf("exit %d, asked %d times in secret\n%s", r.code, hidden, r.stderr)
	}
	if strings.Contains(r.stdout+r.stderr, "open-sesame") {
		t.Error("the password was shown")
	}
	// Ctrl-D ends the questions.
	r = cliOn(t, tty, strings.NewReader(""), "run", suite)
	if r.code != 2 || hidden != 2 || !strings.Contains(r.stderr, "asked for, and not given: the input\nended.") && !strings.Contains(r.stderr, "not given: the input ended") {
		t.Errorf("exit %d, asked %d times in secret\n%s", r.code, hidden, r.stderr)
	}
}

// TestProgressIsForTerminals: on one it is drawn and taken away again; its line is
// never wider than the terminal.
func TestProgressIsForTerminals(t *testing.T) {
	suite := writeSuite(t, `
endpoint "silent" {
  lab = "silent"
}
test "a_rather_long_name_for_a_test_that_waits_for_a_greeting" {
  endpoint = endpoint.silent
  expect ehlo accept {}
}
`)
	r := cliOn(t, terminal{err: true, width: 40}, strings.NewReader(""), "TERM=xterm", "run", suite, "--timeout", "400ms")
	lines := strings.Split(r.stderr, "\r\x1b[K")
	if len(lines) < 3 || lines[0] != "" || lines[len(lines)-1] != "" {
		t.Fatalf("progress was not drawn, or not taken away: %q", r.stderr)
	}
	for _, l := range lines {
		if len([]rune(l)) >= 40 {
			t.Errorf("wider than the terminal: %q", l)
		}
	}
	if r := cliOn(t, terminal{err: true, width: 40}, strings.NewReader(""), "TERM=xterm", "run", suite, "--timeout", "200ms", "-q"); r.stderr != "" {
		t.Errorf("-q shows progress: %q", r.stderr)
	}
	if r := cliOn(t, terminal{err: true, width: 40}, strings.NewReader(""), "TERM=dumb", "run", suite, "--timeout", "200ms"); r.stderr != "" {
		t.Errorf("a dumb terminal gets progress: %q", r.stderr)
	}
}

// TestColour: on a terminal that wants it, and never in what is redirected.
func TestColour(t *testing.T) {
	suite := writeSuite(t, severalTests(2))
	for _, c := range []struct {
		name string
		tty  terminal
		args []string
		want bool
	}{
		{"terminal", terminal{out: true, width: 80}, []string{"TERM=xterm"}, true},
		{"NO_COLOR", terminal{out: true, width: 80}, []string{"TERM=xterm", "NO_COLOR=1"}, false},
		{"dumb terminal", terminal{out: true, width: 80}, nil, false},
		{"pipe", terminal{}, []string{"TERM=xterm"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := cliOn(t, c.tty, strings.NewReader(""), append(c.args, "run", suite)...)
			if got := strings.Contains(r.stdout, "\x1b["); got != c.want {
				t.Errorf("coloured: %t, want %t", got, c.want)
			}
		})
	}
	if r := cliOn(t, terminal{out: true}, strings.NewReader(""), "TERM=xterm", "run", suite, "--no-color"); strings.Contains(r.stdout, "\x1b[") {
		t.Error("--no-color colours")
	}
}

// TestRedactedUnlessForTheScreen: who looks at their own screen sees the names;
// what goes into a pipe is handed on.
func TestRedactedUnlessForTheScreen(t *testing.T) {
	suite := writeSuite(t, severalTests(2))
	const name = "office@acme.example"
	if r := cliOn(t, terminal{out: true, width: 100}, strings.NewReader(""), "run", suite, "-v"); !strings.Contains(r.stdout, name) {
		t.Error("the screen does not show the recipient")
	}
	if r := cli(t, "run", suite, "-v"); strings.Contains(r.stdout, name) {
		t.Error("the pipe shows the recipient")
	}
	// The table goes to standard error here, which is no terminal.
	if r := cliOn(t, terminal{out: true, width: 100}, strings.NewReader(""), "run", suite, "-v", "--report", "junit=-"); strings.Contains(r.stdout+r.stderr, name) {
		t.Error("a report or the redirected table shows the recipient")
	}
}
