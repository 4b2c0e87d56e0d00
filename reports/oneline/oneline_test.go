package oneline

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/reports/internal/canon"
	"github.com/smtpspec/smtpspec/runner/result"
)

func line(t *testing.T, run result.Run) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, run); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	want := map[string]string{
		"quickstart":   `PASS contoso.smtp.hcl: 3 of 3 passed`,
		"miss":         `FAIL contoso.smtp.hcl: direct_send rcpt reject 550 5.7.1 spamhaus; 1 of 2 passed`,
		"inconclusive": `INCONCLUSIVE contoso.smtp.hcl: direct_send connect fail connect-timeout; 1 of 2 passed`,
		"error":        `INTERRUPTED contoso.smtp.hcl: direct_send the local part "büro" needs SMTPUTF8, which the server does not offer; 0 of 1 passed, 1 skipped`,
		"skip":         `SKIP contoso.smtp.hcl: submission["north"] no password given; 0 of 0 passed, 1 skipped`,
		"comparison":   `FAIL contoso.smtp.hcl: comparison mx_vs_submission: assert: both routes should take the recipient; 2 of 3 passed`,
		"recipients":   `PASS contoso.smtp.hcl: 1 of 1 passed`,
		"ended":        `FAIL contoso.smtp.hcl: direct_send mail reject 554 5.7.1 spamhaus (and 1 more); 1 of 3 passed`,
		"empty":        `SKIP contoso.smtp.hcl: 0 of 0 passed`,
		"hostile":      `FAIL contoso.smtp.hcl: n1 rcpt reject spamhaus (and 3 more); 3 of 11 passed, 2 skipped`,
	}
	for _, c := range canon.Cases() {
		got := line(t, c.Run)
		if w := want[c.Name]; got != w+"\n" {
			t.Errorf("%s:\n got %swant %s", c.Name, got, w)
		}
		if strings.Count(got, "\n") != 1 || utf8.RuneCountInString(got) > longest+1 || strings.ContainsAny(got, "\x1b\r") {
			t.Errorf("%s is no short line: %q", c.Name, got)
		}
		if diff := cmp.Diff(got, line(t, c.Run)); diff != "" {
			t.Errorf("%s: not the same twice: %s", c.Name, diff)
		}
	}
}

func failing(address, suite string, e result.Expectation, stages ...result.Stage) result.Test {
	e.Verdict = result.Missed
	return result.Test{
		Address: "test." + address, Suite: suite, Status: result.Fail, Stages: stages,
		Expectations: []result.Expectation{e},
	}
}

func TestWhatDecided(t *testing.T) {
	for _, c := range []struct {
		name, want string
		test       result.Test
	}{
		{"an attribute of a good stage", `FAIL a.smtp.hcl: x tls: verified is false, expected true; 0 of 1 passed`,
			failing("x", "a.smtp.hcl", result.Expectation{Stage: "tls", Kind: "expect", Misses: []result.Miss{{Attr: "verified", Want: "true", Got: "false"}}},
				result.Stage{Name: "tls", Outcome: "ok"}, result.Stage{Name: "rcpt", Outcome: "reject"})},
		{"an assertion", `FAIL a.smtp.hcl: x assert: negotiated TLS1.2; 0 of 1 passed`,
			failing("x", "a.smtp.hcl", result.Expectation{Stage: "assert", Kind: "assert", Message: "negotiated TLS1.2"})},
		{"a failure", `FAIL a.smtp.hcl: x tls fail tls-alert; 0 of 1 passed`,
			failing("x", "a.smtp.hcl", result.Expectation{Stage: "tls", Kind: "expect"},
				result.Stage{Name: "tls", Outcome: "fail", Failure: &result.Failure{Class: "tls-alert", Detail: "handshake failure"}})},
		{"something long", `FAIL a.smtp.hcl: x assert: ` + strings.Repeat("long ", 31) + `lo…; 0 of 1 passed`,
			failing("x", "a.smtp.hcl", result.Expectation{Stage: "assert", Kind: "assert", Message: strings.Repeat("long ", 100)})},
	} {
		run := result.Run{
			Header: result.Header{Suites: []result.Suite{{File: "a.smtp.hcl"}}},
			Footer: result.Footer{Counts: result.Counts{Fail: 1}}, Each: result.Memory([]result.Test{c.test}),
		}
		if got := line(t, run); got != c.want+"\n" {
			t.Errorf("%s:\n got %swant %s", c.name, got, c.want)
		}
	}
}

func TestSeveralSuites(t *testing.T) {
	two := []result.Suite{{File: "a.smtp.hcl"}, {File: "b.smtp.hcl"}}
	good := result.Test{Address: "test.x", Suite: "a.smtp.hcl", Status: result.Pass}
	bad := failing("y", "b.smtp.hcl", result.Expectation{Stage: "rcpt", Kind: "expect"}, result.Stage{Name: "rcpt", Outcome: "defer"})
	for _, c := range []struct {
		want  string
		tests []result.Test
	}{
		{"PASS 2 suites: 2 of 2 passed", []result.Test{good, good}},
		{"FAIL b.smtp.hcl: y rcpt defer; 1 of 2 passed", []result.Test{good, bad}},
	} {
		run := result.Run{Header: result.Header{Suites: two}, Each: result.Memory(c.tests)}
		for _, test := range c.tests {
			run.Footer.Counts.Add(test.Status)
		}
		if got := line(t, run); got != c.want+"\n" {
			t.Errorf("got %swant %s", got, c.want)
		}
	}
}
