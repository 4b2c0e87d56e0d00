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
	skipped := filepath.Join(dir, "skipped.smtp.hcl")
	if err := os.WriteFile(skipped, []byte("endpoint \"mx\" {\n  lab = \"m365-mx\"\n}\n\ntest \"x\" {\n  endpoint = endpoint.mx\n  skip     = \"not today\"\n  expect ehlo accept {}\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, want string
		code       int
		args       []string
	}{
		{"pass", "PASS (lab) builtin:full-conversation: 1 of 1 passed", 0, []string{"builtin:full-conversation"}},
		{"fail", "FAIL (lab) builtin:procedure: step_4_envelope rcpt reject 550 5.7.1 spamhaus", 1,
			[]string{"builtin:procedure", "--var", "mx_lab=m365-mx-spamhaus"}},
		{"inconclusive", "INCONCLUSIVE (lab) builtin:basic: ", 3, []string{"builtin:full-conversation", "--var", "lab=port-redirected"}},
		{"allowed", "INCONCLUSIVE (lab) builtin:", 0, []string{"builtin:full-conversation", "--var", "lab=port-redirected", "--allow-inconclusive"}},
		{"several suites", "PASS (lab) 2 suites: 5 of 5 passed", 0, []string{"builtin:full-conversation", "builtin:m365/baseline"}},
		{"mistake", "ERROR nothing was run: Test without an endpoint (", 2, []string{broken}},
		{"no such suite", `ERROR nothing was run: Unknown built-in suite: There is no built-in suite named "nothing"` + "\n", 2, []string{"builtin:nothing"}},
		{"no such variable", `ERROR nothing was run: Undeclared variable: --var domian gives a value to "domian"`, 2, []string{"builtin:m365/baseline", "--var", "domian=x"}},
		{"no such file", "ERROR nothing was run: Cannot read file: nowhere.smtpvars.hcl cannot be read: there is no such file\n", 2,
			[]string{"builtin:m365/baseline", "--var-file", "nowhere.smtpvars.hcl"}},
		{"a name in the reason", `ERROR nothing was run: Invalid value for "from" (builtin:m365/baseline, line `, 2,
			[]string{"builtin:m365/baseline", "--var", "from=x@y@fabrikam.example"}},
		{"nothing selected", "ERROR nothing was run: ", 2, []string{"builtin:full-conversation", "--test", "zebra"}},
		{"wrong flag value", "ERROR nothing was run: ", 2, []string{"builtin:full-conversation", "--redact", "maybe"}},
		{"unknown flag", "ERROR nothing was run: unknown flag --no-lap", 2, []string{"builtin:full-conversation", "--no-lap"}},
		{"one dash", "ERROR nothing was run: long flags have two dashes", 2, []string{"builtin:full-conversation", "-no-lab"}},
		{"bad value", "ERROR nothing was run: ", 2, []string{"builtin:full-conversation", "--parallel", "many"}},
		{"no place for a report", "ERROR (lab) builtin:full-conversation: report junit: ", 4,
			[]string{"builtin:full-conversation", "--report", "junit=" + filepath.Join(broken, "x.xml")}},
		{"failed, and no place for a report", "FAIL (lab) builtin:full-conversation: ", 1,
			[]string{"builtin:full-conversation", "--var", "lab=m365-mx-spamhaus", "--report", "junit=" + filepath.Join(broken, "x.xml")}},
		{"quiet and verbose", "PASS (lab) builtin:full-conversation: 1 of 1 passed\n", 0, []string{"builtin:full-conversation", "-q", "-v"}},
		{"skipped", "SKIP ", 0, []string{skipped}},
		{"no place for the log", "ERROR nothing was run: ", 4, []string{"builtin:full-conversation", "--log", dir}},
	} {
		r := cli(t, append([]string{"run", "--one-line"}, test.args...)...)
		want := strings.Replace(test.want, "builtin:basic", "builtin:full-conversation", 1)
		if r.code != test.code || strings.Contains(r.stdout, "fabrikam") || !strings.HasPrefix(r.stdout, want) || strings.Count(r.stdout, "\n") != 1 {
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
	if !strings.HasPrefix(r.stdout, "<?xml") || !strings.Contains(r.stderr, "FAIL (lab) builtin:full-conversation: conversation rcpt reject 550 5.7.1 spamhaus; 0 of 1 passed\n") {
		t.Errorf("standard output %.40q, standard error %q", r.stdout, r.stderr)
	}
}
