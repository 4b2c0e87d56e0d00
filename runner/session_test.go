package runner

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

func words(stages []smtp.Stage) string {
	var out []string
	for _, s := range stages {
		out = append(out, string(s))
	}
	return strings.Join(out, " ")
}

// TestHowFarASessionGoes holds the stages that are carried out against the rules:
// to the last stage that is named, no further than the first that ends the
// session, and QUIT unless nothing more may be said.
func TestHowFarASessionGoes(t *testing.T) {
	const toEHLO = "resolve connect banner ehlo"
	const toTLS = toEHLO + " starttls tls ehlo-tls"
	absent := step.Observation{Outcome: step.Absent}
	for _, c := range []struct {
		name   string
		mode   smtp.TLSMode
		expect []*dsl.Expectation
		script script
		want   string
	}{
		{"nothing named", smtp.TLSStartTLS, nil, nil, toTLS + " mail rcpt quit"},
		{"to the last named", smtp.TLSStartTLS, []*dsl.Expectation{expect("ehlo", "accept")}, nil, toEHLO + " quit"},
		{"after STARTTLS nothing is said in clear", smtp.TLSStartTLS, []*dsl.Expectation{expect("starttls", "accept")}, nil, toEHLO + " starttls"},
		{"as far as the handshake", smtp.TLSStartTLS, []*dsl.Expectation{expect("tls", "ok")}, nil, toEHLO + " starttls tls quit"},
		{"quit never counts", smtp.TLSStartTLS, []*dsl.Expectation{expect("banner", "accept"), expect("quit", "accept")}, nil, "resolve connect banner quit"},
		{"implicit TLS", smtp.TLSImplicit, nil, nil, "resolve connect tls banner ehlo-tls mail rcpt quit"},
		{"in clear by choice", smtp.TLSNone, nil, nil, toEHLO + " mail rcpt quit"},
		{"a refusal ends it", smtp.TLSStartTLS, nil, script{smtp.Mail: replied(step.Reject, 530)}, toTLS + " mail quit"},
		{"an expected refusal ends it", smtp.TLSStartTLS, []*dsl.Expectation{expect("mail", "reject"), expect("rcpt", "accept")},
			script{smtp.Mail: replied(step.Reject, 530)}, toTLS + " mail quit"},
		{"after a failure nothing is sent", smtp.TLSStartTLS, nil, script{smtp.EHLO: failure(smtp.FailMalformed)}, toEHLO},
		{"after a 421 nothing is sent", smtp.TLSStartTLS, nil, script{smtp.Rcpt: replied(step.Defer, 421)}, toTLS + " mail rcpt"},
		{"a refusing greeting gets QUIT only", smtp.TLSStartTLS, nil, script{smtp.Banner: replied(step.Reject, 554)}, "resolve connect banner quit"},
		{"after a 521 greeting the connection is closed", smtp.TLSStartTLS, nil, script{smtp.Banner: replied(step.Reject, 521)}, "resolve connect banner"},
		{"STARTTLS absent: on in clear", smtp.TLSStartTLS, nil, script{smtp.StartTLS: absent}, toEHLO + " starttls mail rcpt quit"},
		{"STARTTLS absent where it is required", smtp.TLSRequired, nil, script{smtp.StartTLS: absent}, toEHLO + " starttls quit"},
		{"STARTTLS refused", smtp.TLSStartTLS, nil, script{smtp.StartTLS: replied(step.Defer, 454)}, toEHLO + " starttls quit"},
		{"STARTTLS refused, opportunistic", smtp.TLSOpportunistic, nil, script{smtp.StartTLS: replied(step.Defer, 454)}, toEHLO + " starttls mail rcpt quit"},
		{"STARTTLS answered 421, opportunistic", smtp.TLSOpportunistic, nil, script{smtp.StartTLS: replied(step.Defer, 421)}, toEHLO + " starttls"},
		{"no name", smtp.TLSStartTLS, nil, script{smtp.Resolve: failure(smtp.FailNXDomain)}, "resolve"},
		{"no connection", smtp.TLSStartTLS, nil, script{smtp.Connect: failure(smtp.FailConnectRefused)}, "resolve connect"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, _ := runFake(t, fakeTest(c.mode, c.expect...), c.script)
			if got := words(f.called); got != c.want {
				t.Errorf("stages\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestAuthIsAStageOfATestWithACredential, or of one that expects no AUTH.
func TestAuthIsAStageOfATestWithACredential(t *testing.T) {
	with := fakeTest(smtp.TLSStartTLS)
	with.Credential = &dsl.Credential{Name: "credential.c", Username: "u", Password: "secret"}
	f, got := runFake(t, with, script{smtp.Auth: step.Observation{Outcome: step.Absent}})
	if w := words(f.called); !strings.HasSuffix(w, "ehlo-tls auth quit") {
		t.Errorf("AUTH absent with a credential does not end the session: %s", w)
	}
	if got.Status != result.Fail || got.Decided != "auth" {
		t.Errorf("status %s, decided at %s; want fail at auth", got.Status, got.Decided)
	}
	f, _ = runFake(t, fakeTest(smtp.TLSStartTLS, expect("auth", "absent"), expect("rcpt", "accept")),
		script{smtp.Auth: step.Observation{Outcome: step.Absent}})
	if w := words(f.called); !strings.HasSuffix(w, "ehlo-tls auth mail rcpt quit") {
		t.Errorf("AUTH absent without a credential: %s", w)
	}
}

// TestNoTLSStagesAreAbsent: where STARTTLS was not offered, the stages inside are
// absent, and may be expected so.
func TestNoTLSStagesAreAbsent(t *testing.T) {
	_, got := runFake(t, fakeTest(smtp.TLSStartTLS, expect("tls", "absent"), expect("ehlo-tls", "absent"), expect("rcpt", "accept")),
		script{smtp.StartTLS: step.Observation{Outcome: step.Absent}})
	if got.Status != result.Pass {
		t.Errorf("status %s (%s), want pass", got.Status, got.Reason)
	}
}

// TestBlame: an alert that is read in place of the first reply inside TLS belongs
// to the handshake, and the stage that read it was not reached.
func TestBlame(t *testing.T) {
	alert := failure(smtp.FailTLSAlert)
	alert.Blames = smtp.TLS
	_, got := runFake(t, fakeTest(smtp.TLSStartTLS, expect("tls", "fail")), script{smtp.EHLOTLS: alert})
	if s, _ := got.Stage("tls"); s.Outcome != "ok" {
		t.Errorf("without a stage inside TLS the handshake stands: %s", s.Outcome)
	}
	_, got = runFake(t, fakeTest(smtp.TLSStartTLS, expect("tls", "fail"), expect("rcpt", "accept")), script{smtp.EHLOTLS: alert})
	tls, _ := got.Stage("tls")
	_, inside := got.Stage("ehlo-tls")
	if tls.Outcome != "fail" || tls.Class == nil || tls.Class.ID != smtp.FailTLSAlert || inside {
		t.Errorf("tls is %s, ehlo-tls reached: %t", tls.Outcome, inside)
	}
	if got.Status != result.Pass || got.Decided != "tls" {
		t.Errorf("status %s, decided at %s; want pass at tls", got.Status, got.Decided)
	}
}

// TestAMissing221ChangesNothing, unless quit is expected.
func TestAMissing221ChangesNothing(t *testing.T) {
	noQuit := script{smtp.Quit: failure(smtp.FailClosed)}
	if _, got := runFake(t, fakeTest(smtp.TLSStartTLS, expect("rcpt", "accept")), noQuit); got.Status != result.Pass {
		t.Errorf("status %s, want pass", got.Status)
	}
	if _, got := runFake(t, fakeTest(smtp.TLSStartTLS, expect("quit", "accept")), noQuit); got.Status != result.Fail {
		t.Errorf("status %s, want fail", got.Status)
	}
}

// TestFirstByte tells a server that said nothing from one that did.
func TestFirstByte(t *testing.T) {
	rcpt := expect("rcpt", "accept")
	_, got := runFake(t, fakeTest(smtp.TLSStartTLS, rcpt), script{smtp.Banner: failure(smtp.FailReplyTimeout)})
	if got.Status != result.Inconclusive {
		t.Errorf("silence: %s, want inconclusive", got.Status)
	}
	_, got = runFake(t, fakeTest(smtp.TLSStartTLS, rcpt), script{smtp.Banner: failure(smtp.FailNotSMTP)})
	if got.Status != result.Fail {
		t.Errorf("something that is no SMTP: %s, want fail", got.Status)
	}
	_, got = runFake(t, fakeTest(smtp.TLSStartTLS, rcpt), script{smtp.Banner: failure(smtp.FailPortRedirected)})
	if got.Status != result.Inconclusive {
		t.Errorf("another server's greeting: %s, want inconclusive", got.Status)
	}
	for host, want := range map[string]bool{"contoso-com.mail.protection.outlook.com": true, "mail.contoso.example": false} {
		for class, may := range map[string]bool{smtp.FailNotSMTP: true, smtp.FailMalformed: false} {
			end := result.Stage{Name: "banner", Failure: &result.Failure{Class: class}}
			if got := anothers(end, host); got != (want && may) {
				t.Errorf("%s at %s: another's %t", class, host, got)
			}
		}
	}
}

// fullSink takes the header and one test, as a disk that is then full.
type fullSink struct {
	memorySink
	taken int
}

func (f *fullSink) Test(i int, t result.Test) error {
	if f.taken++; f.taken > 1 {
		return errors.New("no space left on device")
	}
	return f.memorySink.Test(i, t)
}

// TestNothingIsSentWithoutARecord: when the log cannot be written any more, no
// further session is begun.
func TestNothingIsSentWithoutARecord(t *testing.T) {
	f := &fakeSession{}
	var tests []*dsl.Test
	for i := range 5 {
		test := fakeTest(smtp.TLSNone)
		test.Address = fmt.Sprintf("test.t%d", i)
		tests = append(tests, test)
	}
	plan, err := Compile([]*dsl.Suite{{File: "a.smtp.hcl", Tests: tests}}, Selection{}, f.kinds(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Run(t.Context(), Options{World: fakeWorld(), Parallel: 1}, &fullSink{}); err == nil {
		t.Error("the full disk was not reported")
	}
	connects := 0
	for _, s := range f.called {
		if s == smtp.Connect {
			connects++
		}
	}
	if connects != 2 {
		t.Errorf("%d sessions were held, want the one that was written and the one that was not", connects)
	}
}
