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
	run.Footer.Diagnoses = []result.Sending{{SeenFrom: []string{"203.0.113.7"}, Methods: []result.Method{
		{Name: "direct-send", State: result.Blocked, Detail: "spamhaus at RCPT TO", Test: "test.direct_send"},
		{Name: "relay", State: result.Untested, Detail: "needs a connector"},
	}}}
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

// TestOwnJudgement: a test that speaks for no method of the run has a line of its
// own, by what its own diagnosis says.
func TestOwnJudgement(t *testing.T) {
	for state, exit := range map[result.MethodState]int{
		result.Blocked: result.ExitFailed, result.Undecided: result.ExitInconclusive, result.Untested: result.ExitInconclusive, result.Accepted: result.ExitOK,
	} {
		s := session()
		s.Address, s.Diagnosis.Method = "test.mx", &result.Method{State: state, Detail: "so it is"}
		lines, err := Lines(result.Run{Each: result.Memory([]result.Test{s})})
		if err != nil || len(lines) != 1 || lines[0].Name != "mx" || lines[0].State != state || lines[0].Detail != "so it is" || Exit(lines) != exit {
			t.Errorf("%s: %+v, exit %d, %v", state, lines, Exit(lines), err)
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

// TestSaidOnce: a sign that only repeats the failure is not written below it.
func TestSaidOnce(t *testing.T) {
	s := session()
	s.Stages = append(s.Stages[:0:0], result.Stage{Name: "banner", Outcome: "fail", Failure: &result.Failure{Class: "port-redirected", Detail: "the greeting is by x.example"}})
	s.Decided = "banner"
	s.Diagnosis.Signs = []result.Sign{{Text: "the greeting is not the operator's: the greeting is by x.example"}, {Text: "the greeting is masked"}}
	var b strings.Builder
	if err := (Writer{}).Write(&b, runOf(s)); err != nil {
		t.Fatal(err)
	}
	if strings.Count(b.String(), "the greeting is by") != 1 || !strings.Contains(b.String(), "is masked") {
		t.Error(b.String())
	}
}
