package table

import (
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/reports/internal/canon"
	"github.com/smtpspec/smtpspec/runner/result"
)

// looked is a test that goes no further than EHLO inside TLS.
func looked() result.Test {
	test := canon.Submission()
	test.Address, test.Stages, test.Decided, test.Login = "test.looked", test.Stages[:7], "ehlo-tls", ""
	test.Expectations = []result.Expectation{{Stage: "tls", Kind: "expect", Verdict: result.Met, Want: "ok"}}
	return test
}

func runOf(tests ...result.Test) result.Run {
	run := canon.Quickstart()
	run.Footer.Comparisons = nil
	for i := range run.Footer.Diagnoses {
		run.Footer.Diagnoses[i].Tests = nil
		for _, t := range tests {
			run.Footer.Diagnoses[i].Tests = append(run.Footer.Diagnoses[i].Tests, t.Address)
		}
	}
	run.Each = result.Memory(tests)
	return run
}

// TestOffer: a test that only looks shows what it saw, and draws no advice on how to
// send. One that is a step on the way to an envelope stays a line.
func TestOffer(t *testing.T) {
	again := looked()
	again.Address = "test.again"
	got := written(t, Writer{}, runOf(looked(), again))
	for _, want := range []string{
		"looked   accepted at EHLO inside TLS\n  offers     SIZE 157286400, STARTTLS, ENHANCEDSTATUSCODES\n",
		"  with TLS   also AUTH LOGIN XOAUTH2; no longer STARTTLS, ENHANCEDSTATUSCODES\n",
		"  TLS        1.3, TLS_AES_256_GCM_SHA384, issued by CN=DigiCert Cloud Services CA-1, O=DigiCert Inc,\n             valid until 2027-06-01\n",
		"  seen from  203.0.113.7,", "again   accepted at EHLO inside TLS\n  offers     the same as looked\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
	if strings.Contains(got, "Recommendation") || strings.Contains(got, "Sending from here") || strings.Count(got, "seen from") != 1 {
		t.Errorf("it answers what nobody asked:\n%s", got)
	}

	got = written(t, Writer{}, runOf(looked(), canon.Submission()))
	if strings.Contains(got, "  offers") || !strings.Contains(got, "Recommendation") {
		t.Errorf("a step on the way is explained, or the advice is gone:\n%s", got)
	}
	if got := written(t, Writer{Quiet: true}, runOf(looked())); strings.Contains(got, "offers") {
		t.Errorf("it is not quiet:\n%s", got)
	}
}

// TestSigns: a test that passed shows what points at the middle of its path, and how
// far things were proven.
func TestSigns(t *testing.T) {
	test := canon.Submission()
	test.Diagnosis.Signs = []result.Sign{{Text: "a keyword is masked (XXXXXXXA)", Evidence: []string{"ehlo"}}}
	got := written(t, Writer{}, runOf(test))
	for _, want := range []string{"submission   accepted at RCPT TO\n", "  sign       a keyword is masked (XXXXXXXA)\n", "  level      4 of 5: sign-in and envelope\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
	if got := written(t, Writer{}, runOf(canon.DirectSend())); !strings.Contains(got, "  level      3 of 5:") {
		t.Errorf("a refusal shows no level:\n%s", got)
	}
	if got := written(t, Writer{}, runOf(canon.Submission())); strings.Contains(got, "level") {
		t.Errorf("a test with nothing to explain is explained:\n%s", got)
	}
}

// TestSightings: of several addresses, each stands with the server that saw it.
func TestSightings(t *testing.T) {
	one, two := canon.DirectSend(), canon.Submission()
	two.Diagnosis.SeenFrom = "198.51.100.9"
	run := runOf(one, two)
	run.Footer.Diagnoses[0].SeenFrom = []string{"203.0.113.7", "198.51.100.9"}
	got := strings.Join(strings.Fields(written(t, Writer{}, run)), " ")
	const want = "Seen from 203.0.113.7 by contoso-com.mail.protection.outlook.com:25; 198.51.100.9 by smtp.office365.com:587."
	if !strings.Contains(got, want) {
		t.Errorf("%q is missing in:\n%s", want, got)
	}
}

// TestUnauthenticated: an address that no proven server said is marked wherever it
// stands.
func TestUnauthenticated(t *testing.T) {
	one := canon.Intercepted()
	run := runOf(one)
	if got := written(t, Writer{}, run); !strings.Contains(got, "(203.0.113.7,") || !strings.Contains(got, "\n unauthenticated,") {
		t.Errorf("it is not marked:\n%s", got)
	}
	if got := written(t, Writer{}, runOf(one, canon.Submission())); strings.Contains(got, "unauthenticated,") {
		t.Errorf("another server proved it:\n%s", got)
	}
	played := canon.Submission()
	played.Endpoint.Lab = "m365-submission"
	if got := written(t, Writer{}, runOf(one, played)); !strings.Contains(got, "\n unauthenticated,") {
		t.Errorf("the lab proves nothing of it:\n%s", got)
	}

	two := canon.Submission()
	two.Diagnosis.SeenFrom = "198.51.100.9"
	run = runOf(one, two)
	run.Footer.Diagnoses[0].SeenFrom = []string{"203.0.113.7", "198.51.100.9"}
	got := strings.Join(strings.Fields(written(t, Writer{}, run)), " ")
	const want = "203.0.113.7 by what answered at contoso-com.mail.protection.outlook.com:25 (unauthenticated); 198.51.100.9 by smtp.office365.com:587."
	if !strings.Contains(got, want) {
		t.Errorf("%q is missing in:\n%s", want, got)
	}

	clear, again := looked(), looked()
	clear.Diagnosis.RuledOut, again.Address = nil, "test.again"
	got = strings.Join(strings.Fields(written(t, Writer{}, runOf(clear, again, again))), " ")
	if strings.Count(got, "sees this computer (unauthenticated: no certificate proved who said so)") != 1 || strings.Count(got, "sees this computer") != 2 {
		t.Errorf("it is not said once of each:\n%s", got)
	}
}

// TestTenantsAlike: tenants of which the same is to be said stand together, and what
// the lab played is told from the rest.
func TestTenantsAlike(t *testing.T) {
	run := runOf(canon.DirectSend(), canon.Submission())
	one := run.Footer.Diagnoses[0]
	of := func(tenant string, change func(*result.Sending)) result.Sending {
		d := one
		d.Tenant = tenant
		if change != nil {
			change(&d)
		}
		return d
	}
	run.Footer.Diagnoses = []result.Sending{
		of("contoso.com", nil), of("woodgrove.example", func(d *result.Sending) { d.Recommendation = nil }), of("fabrikam.com", nil),
		of("contoso.com", func(d *result.Sending) { d.Lab = true }),
	}
	got := written(t, Writer{}, run)
	for _, want := range []string{one.Suite + ", contoso.com, fabrikam.com\n", one.Suite + ", woodgrove.example\n", one.Suite + ", as the lab played it, contoso.com\nSending in the lab  direct-send"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
	if n := strings.Count(got, "Sending from here"); n != 2 {
		t.Errorf("%d blocks in:\n%s", n, got)
	}
}

// TestRuledOut: an accepted sign-in or envelope is the ground of its own suspicion only.
func TestRuledOut(t *testing.T) {
	got := ruledOut([]result.RuledOut{
		{Suspicion: "port 25 is blocked", By: "the greeting arrived", Proof: "greeting"},
		{Suspicion: "TLS is intercepted", By: "the certificate is good", Proof: "handshake"},
		{Suspicion: "the password is wrong", By: "AUTH was accepted", Proof: "auth"},
		{Suspicion: "the sender is refused", By: "RCPT TO was accepted", Proof: "rcpt"},
	})
	const want = "Port 25 is blocked; TLS is intercepted. The certificate is good. The password is wrong: AUTH was accepted. The sender is refused: RCPT TO was accepted."
	if got != want {
		t.Errorf("got %q", got)
	}
}
