package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOneLine(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.smtp.hcl")
	if err := os.WriteFile(broken, []byte("test \"x\" {\n  expct rcpt accept {}\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, want string
		code       int
		args       []string
	}{
		{"pass", "PASS builtin:full-conversation: 1 of 1 passed", 0, []string{"builtin:full-conversation"}},
		{"fail", "FAIL builtin:procedure: step_4_envelope rcpt reject 550 5.7.1 spamhaus; 8 of 9 passed", 1,
			[]string{"builtin:procedure", "--var", "mx_lab=m365-mx-spamhaus"}},
		{"inconclusive", "INCONCLUSIVE builtin:basic: ", 3, []string{"builtin:full-conversation", "--var", "lab=port-redirected"}},
		{"allowed", "INCONCLUSIVE builtin:", 0, []string{"builtin:full-conversation", "--var", "lab=port-redirected", "--allow-inconclusive"}},
		{"several suites", "PASS 2 suites: 5 of 5 passed", 0, []string{"builtin:full-conversation", "builtin:m365/baseline"}},
		{"mistake", "ERROR nothing was run: Test without an endpoint (", 2, []string{broken}},
		{"no such suite", "ERROR nothing was run: Unknown built-in suite", 2, []string{"builtin:nothing"}},
		{"nothing selected", "ERROR nothing was run: ", 2, []string{"builtin:full-conversation", "--test", "zebra"}},
		{"wrong flag value", "ERROR nothing was run: ", 2, []string{"builtin:full-conversation", "--redact", "maybe"}},
		{"no place for the log", "ERROR nothing was run: ", 4, []string{"builtin:full-conversation", "--log", dir}},
	} {
		r := cli(t, append([]string{"run", "--one-line"}, test.args...)...)
		want := strings.Replace(test.want, "builtin:basic", "builtin:full-conversation", 1)
		if r.code != test.code || !strings.HasPrefix(r.stdout, want) || strings.Count(r.stdout, "\n") != 1 {
			t.Errorf("%s: exit %d, not %d with %q:\n%s%s", test.name, r.code, test.code, want, r.stdout, r.stderr)
		}
	}
}

// The line is redacted like everything that is handed on, and a terminal is not.
func TestOneLineIsRedacted(t *testing.T) {
	args := []string{
		"run", "--one-line", "builtin:full-conversation", "--var", "lab=m365-mx-spamhaus",
		"--var", "from=scanner@fabrikam.example", "--var", "to=office@fabrikam.example",
	}
	if r := cli(t, args...); strings.Contains(r.stdout, "fabrikam") {
		t.Errorf("redaction is on: %s", r.stdout)
	}
	// A report that takes standard output leaves the line to standard error.
	r := cli(t, append(args, "--report", "junit=-")...)
	if !strings.HasPrefix(r.stdout, "<?xml") || !strings.Contains(r.stderr, "FAIL builtin:full-conversation: conversation rcpt reject 550 5.7.1 spamhaus; 0 of 1 passed\n") {
		t.Errorf("standard output %.40q, standard error %q", r.stdout, r.stderr)
	}
}
