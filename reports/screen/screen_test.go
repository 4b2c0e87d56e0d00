package screen

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// session is a test whose session was refused at RCPT TO.
func session() result.Test {
	class := &result.Class{ID: "spamhaus", Family: "reputation"}
	return result.Test{
		Address: "test.direct_send", Status: result.Fail, Decided: "rcpt",
		Endpoint: result.Endpoint{Host: "contoso-com.mail.protection.outlook.com", Port: 25},
		Stages: []result.Stage{
			{Name: "banner", Outcome: "accept"},
			{Name: "tls", Outcome: "ok", Attrs: map[string]any{"version": "TLS1.3", "verified": true}},
			{Name: "ehlo-tls", Outcome: "accept", Attrs: map[string]any{"keywords": []any{"SIZE 1"}}},
			{Name: "rcpt", Outcome: "reject", Class: class, Reply: &result.Reply{Code: 550, Enhanced: "5.7.1", Text: "blocked using Spamhaus"}},
		},
		Diagnosis:  result.Diagnosis{SeenFrom: "203.0.113.7"},
		Transcript: []transcript.Entry{{Dir: transcript.Sent, Text: "RCPT TO:<office@contoso.com>", TLS: true}},
	}
}

func runOf(tests ...result.Test) result.Run {
	run := result.Run{Each: result.Memory(tests)}
	run.Footer.Diagnosis = &result.Sending{SeenFrom: []string{"203.0.113.7"}, Methods: []result.Method{
		{Name: "direct-send", State: result.Blocked, Detail: "spamhaus at RCPT TO", Test: "test.direct_send"},
		{Name: "relay", State: result.Untested, Detail: "needs a connector"},
	}}
	return run
}

const wanted = `contoso.com is at Microsoft 365.

This computer   fit to test from
Seen from       203.0.113.7, on this computer, not on the device

direct-send   blocked    spamhaus at RCPT TO
    contoso-com.mail.protection.outlook.com:25, TLS 1.3, offers no AUTH
    550 5.7.1 blocked using Spamhaus
relay         untested   needs a connector

Next            Try client submission:
                smtpspec probe contoso.com --from scanner@contoso.com --to office@contoso.com --user MAILBOX

direct-send
   ~> RCPT TO:<office@contoso.com>
`

func TestWrite(t *testing.T) {
	var b strings.Builder
	w := Writer{
		Width: 80, Verbose: true, Found: []string{"contoso.com is at Microsoft 365."}, Computer: []string{"fit to test from"},
		Next: []string{"Try client submission:", "smtpspec probe contoso.com --from scanner@contoso.com --to office@contoso.com --user MAILBOX"},
	}
	if err := w.Write(&b, runOf(session())); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wanted, b.String()); diff != "" {
		t.Error(diff)
	}
}

// TestOwnJudgement: what the diagnosis knows no method of is judged by its stages.
func TestOwnJudgement(t *testing.T) {
	with := func(change func(*result.Test)) result.Test {
		s := session()
		s.Address = "test.mx"
		change(&s)
		return s
	}
	rcpt := func(outcome string) func(*result.Test) {
		return func(t *result.Test) { t.Stages[3].Outcome, t.Status = outcome, result.Pass }
	}
	tests := []struct {
		name  string
		test  result.Test
		state result.MethodState
		exit  int
	}{
		{"refused", with(func(*result.Test) {}), result.Blocked, 1},
		{"temporarily", with(rcpt("defer")), result.Undecided, 3},
		{"accepted", with(rcpt("accept")), result.Accepted, 0},
		{"inconclusive", with(func(t *result.Test) { t.Status, t.Reason = result.Inconclusive, "no way there" }), result.Undecided, 3},
		{"skipped", with(func(t *result.Test) { t.Status = result.Skip }), result.Untested, 3},
		{"no envelope", with(func(t *result.Test) { t.Stages, t.Decided, t.Status = t.Stages[:3], "ehlo-tls", result.Pass }), result.Undecided, 3},
		{"nothing at all", with(func(t *result.Test) { t.Stages = nil }), result.Undecided, 3},
		{"no AUTH", with(func(t *result.Test) { t.Stages[3], t.Decided = result.Stage{Name: "auth", Outcome: "absent"}, "auth" }), result.Blocked, 1},
	}
	for _, test := range tests {
		lines, err := Lines(result.Run{Each: result.Memory([]result.Test{test.test})})
		if err != nil || len(lines) != 1 || lines[0].Name != "mx" || lines[0].State != test.state || Exit(lines) != test.exit {
			t.Errorf("%s: %+v, exit %d, %v", test.name, lines, Exit(lines), err)
		}
	}
}

// TestHostile: what a server says reaches no terminal raw, and no CI system.
func TestHostile(t *testing.T) {
	s := session()
	s.Stages[3].Reply.Text = "a\x1b[2Jb\n::error::c ##vso[task]"
	s.Endpoint.Host = "mx\x07.example"
	var b strings.Builder
	if err := (Writer{Found: []string{"x\x1b]0;y"}, Color: false}).Write(&b, runOf(s)); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"\x1b", "\x07", "\n::", "##vso"} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("%q is in %q", bad, b.String())
		}
	}
}
