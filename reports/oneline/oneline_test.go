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
		"withheld":     `PASS contoso.smtp.hcl: 1 of 1 passed`,
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

// The class is what the field is for: it stands there also where the session went on,
// unless the suite expected it.
func TestFinding(t *testing.T) {
	class := func(stage, id string) result.Diagnosis {
		return result.Diagnosis{Finding: &result.Finding{Stage: stage, Class: result.Class{ID: id}}}
	}
	verified := result.Expectation{Stage: "tls", Kind: "expect", Misses: []result.Miss{{Attr: "verified", Want: "true", Got: "false"}}}
	offers := result.Expectation{Stage: "ehlo", Kind: "expect", Misses: []result.Miss{{Attr: "offers", Want: `"STARTTLS"`, Got: "[]"}}}
	ehlo := result.Stage{Name: "ehlo", Outcome: "accept"}
	intercepted := failing("x", "", verified, result.Stage{Name: "tls", Outcome: "ok", Class: &result.Class{ID: "tls-intercepted"}})
	intercepted.Diagnosis = class("tls", "tls-intercepted")
	stripped := failing("x", "", offers, ehlo, result.Stage{Name: "starttls", Outcome: "absent"})
	stripped.Diagnosis = class("starttls", "starttls-stripped")
	expired := failing("x", "", offers, ehlo, result.Stage{Name: "tls", Outcome: "ok"})
	expired.Diagnosis = class("tls", "cert-expired")
	expected := failing("x", "", offers, ehlo, result.Stage{Name: "rcpt", Outcome: "reject", Class: &result.Class{ID: "spamhaus"}})
	expected.Diagnosis = class("rcpt", "spamhaus")
	expected.Expectations = append(expected.Expectations, result.Expectation{Stage: "rcpt", Kind: "expect", Verdict: result.Met})
	masked := failing("x", "", verified, result.Stage{Name: "banner", Outcome: "accept"}, result.Stage{Name: "tls", Outcome: "ok", Class: &result.Class{ID: "cert-untrusted"}})
	masked.Diagnosis = class("tls", "cert-untrusted")
	masked.Expectations = append(masked.Expectations, result.Expectation{Stage: "banner", Kind: "assert", Verdict: result.Missed, Message: "somebody else greets"})
	unable := failing("x", "", result.Expectation{Stage: "starttls", Kind: "expect", Misses: []result.Miss{{Attr: "outcome", Want: "accept", Got: "absent"}}},
		result.Stage{Name: "ehlo", Outcome: "accept", Attrs: map[string]any{"keywords": []string{"STARTTLS"}}}, result.Stage{Name: "starttls", Outcome: "absent"})
	unnamed := unable
	unnamed.Expectations, unnamed.Reason, unnamed.Address = nil, "starttls ended the session with absent", "test.y"
	for want, test := range map[string]result.Test{
		"x STARTTLS is offered, and the client cannot do it": unable,
		"y STARTTLS is offered, and the client cannot do it": unnamed,
		"x assert: somebody else greets":                     masked,
		"x tls tls-intercepted":                              intercepted,
		"x starttls absent starttls-stripped":                stripped,
		"x tls cert-expired":                                 expired,
		`x ehlo: offers is [], expected "STARTTLS"`:          expected,
	} {
		if got := line(t, runOf(false, test)); got != "FAIL a.smtp.hcl: "+want+"; 0 of 1 passed\n" {
			t.Errorf("got %swant %s", got, want)
		}
	}
}

// labs puts servers of the lab in the place of a test's.
func labs(t result.Test) result.Test {
	t.Endpoint.Lab = "m365-mx"
	return t
}

// The line of a run that the lab took part in says so, whatever it came to.
func TestLabIsSaid(t *testing.T) {
	real := result.Test{Address: "test.x", Suite: "a.smtp.hcl", Status: result.Pass}
	skipped := result.Test{Address: "test.z", Suite: "a.smtp.hcl", Status: result.Skip, Reason: "no password given"}
	doubt := result.Test{Address: "test.y", Suite: "a.smtp.hcl", Status: result.Inconclusive, Reason: "nothing was learned"}
	failed := failing("x", "a.smtp.hcl", result.Expectation{Stage: "rcpt", Kind: "expect"}, result.Stage{Name: "rcpt", Outcome: "defer"})
	for _, c := range []struct {
		want        string
		tests       []result.Test
		interrupted bool
	}{
		{"PASS a.smtp.hcl: 1 of 1 passed", []result.Test{real}, false},
		{"PASS (lab) a.smtp.hcl: 1 of 1 passed", []result.Test{labs(real)}, false},
		{"PASS (lab) a.smtp.hcl: 2 of 2 passed", []result.Test{real, labs(real)}, false},
		{"PASS a.smtp.hcl: 1 of 1 passed, 1 skipped", []result.Test{real, labs(skipped)}, false},
		{"SKIP a.smtp.hcl: z no password given; 0 of 0 passed, 1 skipped", []result.Test{labs(skipped)}, false},
		{"FAIL (lab) a.smtp.hcl: x rcpt defer; 0 of 1 passed", []result.Test{labs(failed)}, false},
		{"INCONCLUSIVE (lab) a.smtp.hcl: y nothing was learned; 0 of 1 passed", []result.Test{labs(doubt)}, false},
		{"INTERRUPTED (lab) a.smtp.hcl: 1 of 1 passed, 1 skipped", []result.Test{labs(real), skipped}, true},
	} {
		if got := line(t, runOf(c.interrupted, c.tests...)); got != c.want+"\n" {
			t.Errorf("got %swant %s", got, c.want)
		}
	}
}

// runOf is a run of the suite a.smtp.hcl.
func runOf(interrupted bool, tests ...result.Test) result.Run {
	run := result.Run{
		Header: result.Header{Suites: []result.Suite{{File: "a.smtp.hcl"}}},
		Footer: result.Footer{Interrupted: interrupted}, Each: result.Memory(tests),
	}
	for _, test := range tests {
		run.Footer.Counts.Add(test.Status)
	}
	return run
}

// What could not be written is in the exit status, and so in the line: 1 beats 4
// beats 3, and 130 beats all.
func TestTrouble(t *testing.T) {
	good := result.Test{Address: "test.x", Status: result.Pass}
	doubt := result.Test{Address: "test.y", Status: result.Inconclusive, Reason: "nothing was learned"}
	failed := failing("x", "a.smtp.hcl", result.Expectation{Stage: "rcpt", Kind: "expect"}, result.Stage{Name: "rcpt", Outcome: "defer"})
	for want, run := range map[string]result.Run{
		"ERROR a.smtp.hcl: report junit: disk full; 1 of 1 passed":       runOf(false, good),
		"ERROR a.smtp.hcl: report junit: disk full; 1 of 2 passed":       runOf(false, good, doubt),
		"FAIL a.smtp.hcl: x rcpt defer; 1 of 2 passed":                   runOf(false, good, failed),
		"INTERRUPTED a.smtp.hcl: report junit: disk full; 1 of 1 passed": runOf(true, good),
		"ERROR a.smtp.hcl: report junit: disk full; 0 of 0 passed":       runOf(false),
	} {
		var b strings.Builder
		if err := (Writer{Trouble: "report junit: disk full"}).Write(&b, run); err != nil || b.String() != want+"\n" {
			t.Errorf("%v: got %swant %s", err, b.String(), want)
		}
	}
}

// However long the names are: the status, what decided and the counts are there.
func TestLongNames(t *testing.T) {
	test := failing(strings.Repeat("long", 50), "", result.Expectation{Stage: "rcpt", Kind: "expect"},
		result.Stage{Name: "rcpt", Outcome: "reject", Class: &result.Class{ID: "spamhaus"}})
	run := runOf(false, labs(test))
	run.Header.Suites[0].File = strings.Repeat("folder/", 40) + "contoso.smtp.hcl"
	got := line(t, run)
	for _, want := range []string{"FAIL (lab) …", "contoso.smtp.hcl: long", "rcpt reject spamhaus; 0 of 1 passed\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if n := utf8.RuneCountInString(got); n > longest+1 {
		t.Errorf("%d characters: %s", n, got)
	}
	var b strings.Builder
	if err := Trouble(&b, strings.Repeat("no\nsuch\x1b[2Jplace ", 40)); err != nil || utf8.RuneCountInString(b.String()) > longest+1 ||
		strings.Count(b.String(), "\n") != 1 || strings.Contains(b.String(), "\x1b") {
		t.Errorf("%v: %q", err, b.String())
	}
}

// A comparison that was not judged is no status.
func TestPendingComparison(t *testing.T) {
	run := runOf(false)
	run.Footer.Comparisons = []result.Comparison{{Name: "c", Status: result.Pending}}
	if got, want := line(t, run), "SKIP a.smtp.hcl: 0 of 0 passed\n"; got != want {
		t.Errorf("got %swant %s", got, want)
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
