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
			{Name: "ehlo-tls", Outcome: "accept", Attrs: map[string]any{"keywords": []any{"SIZE 1"}, "client_address": "203.0.113.7"}},
			{Name: "rcpt", Outcome: "reject", Class: class, Reply: &result.Reply{Code: 550, Enhanced: "5.7.1", Text: "blocked using Spamhaus"}},
		},
		Diagnosis: result.Diagnosis{
			Level: 3, SeenFrom: "203.0.113.7",
			RuledOut: []result.RuledOut{{Suspicion: "TLS is intercepted", Evidence: []string{"tls"}, Proof: "handshake"}},
		},
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

// TestUnauthenticated: an address that no proven server said is marked.
func TestUnauthenticated(t *testing.T) {
	s := session()
	s.Diagnosis.RuledOut = nil
	var b strings.Builder
	if err := (Writer{}).Write(&b, runOf(s)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "203.0.113.7 (unauthenticated), on this computer, not on the device") {
		t.Errorf("it is not marked:\n%s", b.String())
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

// TestTwoMethods: a session that speaks for two methods has a line for each, and what
// they rest on once.
func TestTwoMethods(t *testing.T) {
	s := session()
	run := runOf(s)
	run.Footer.Diagnoses = []result.Sending{{Methods: []result.Method{
		{Name: "direct-send", State: result.Undecided, Detail: "needs a recipient inside", Test: s.Address},
		{Name: "relay", State: result.Blocked, Detail: "spamhaus at RCPT TO", Test: s.Address},
	}}}
	var b strings.Builder
	if err := (Writer{Verbose: true}).Write(&b, run); err != nil {
		t.Fatal(err)
	}
	out := b.String()
	for _, want := range []string{"direct-send   undecided   needs a recipient inside\nrelay         blocked     spamhaus", "550 5.7.1 blocked using", "RCPT TO:<office@contoso.com>"} {
		if strings.Count(out, want) != 1 {
			t.Errorf("%q is there %d times in\n%s", want, strings.Count(out, want), out)
		}
	}
}

// TestLongReply: a long reply fits the screen, and is there as a whole where that is
// wanted.
func TestLongReply(t *testing.T) {
	s := session()
	s.Stages[3].Reply.Text = strings.Repeat("and so on ", 300) + "to the end"
	for verbose, lines := range map[bool]int{false: 25, true: 60} {
		var b strings.Builder
		if err := (Writer{Verbose: verbose}).Write(&b, runOf(s)); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "\n"); strings.Contains(b.String(), "to the end") != verbose || n > lines {
			t.Errorf("verbose %v: %d lines\n%s", verbose, n, b.String())
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
