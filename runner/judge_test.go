package runner

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

func wanting(stage, outcome string, wants map[string]cty.Value) *dsl.Expectation {
	e := expect(stage, outcome)
	e.Wants = schema.Values(wants)
	e.Attrs = map[string]dsl.Range{}
	for name := range wants {
		e.Attrs[name] = dsl.Range{File: "a.smtp.hcl", Line: 9}
	}
	return e
}

var listed = step.Observation{Outcome: step.Reject, Reply: &smtp.Reply{
	Code: 550, Enhanced: smtp.EnhancedCode{Class: 5, Subject: 7, Detail: 1},
	Lines: []string{"5.7.1 Service unavailable, Client host [203.0.113.7] blocked using Spamhaus."},
}}

// TestVerdicts judges the same refusal by several expectations.
func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		name   string
		expect *dsl.Expectation
		want   result.Verdict
		misses []result.Miss
	}{
		{"the outcome", expect("rcpt", "reject"), result.Met, nil},
		{"either refusal", expect("rcpt", "refuse"), result.Met, nil},
		{"another outcome", expect("rcpt", "accept"), result.Missed,
			[]result.Miss{{Attr: "outcome", Want: "accept", Got: "reject 550 5.7.1, class spamhaus (reputation)"}}},
		{"the class", wanting("rcpt", "reject", map[string]cty.Value{"class": cty.StringVal("spamhaus")}), result.Met, nil},
		{"a list means any of them", wanting("rcpt", "reject", map[string]cty.Value{
			"class": cty.ListVal([]cty.Value{cty.StringVal("throttled"), cty.StringVal("spamhaus")})}), result.Met, nil},
		{"code, enhanced code and text", wanting("rcpt", "reject", map[string]cty.Value{
			"code": cty.StringVal("55x"), "enhanced": cty.StringVal("5.7.x"), "text": cty.StringVal("Client host .* blocked")}), result.Met, nil},
		{"every miss, not the first", wanting("rcpt", "reject", map[string]cty.Value{
			"class": cty.StringVal("throttled"), "code": cty.StringVal("554")}), result.Missed,
			[]result.Miss{{Attr: "class", Want: `"throttled"`, Got: `"spamhaus"`}, {Attr: "code", Want: "554", Got: "550"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, got := runFake(t, fakeTest(smtp.TLSStartTLS, c.expect), script{smtp.Rcpt: listed})
			e := got.Expectations[0]
			if e.Verdict != c.want {
				t.Errorf("verdict %s, want %s (%+v)", e.Verdict, c.want, e.Misses)
			}
			if diff := cmp.Diff(c.misses, e.Misses); diff != "" {
				t.Errorf("misses (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNotReached(t *testing.T) {
	_, got := runFake(t, fakeTest(smtp.TLSStartTLS, expect("mail", "reject"), expect("rcpt", "accept")),
		script{smtp.Mail: replied(step.Reject, 530)})
	if v := got.Expectations[1].Verdict; v != result.NotReached {
		t.Errorf("verdict %s, want not reached", v)
	}
	if got.Status != result.Pass || got.Decided != "mail" {
		t.Errorf("status %s at %s, want pass at mail", got.Status, got.Decided)
	}
}

// TestRecipients: an expectation without a recipient holds for every one, one
// with a recipient for that one only.
func TestRecipients(t *testing.T) {
	mixed := step.Observation{Outcome: step.Reject, Reply: listed.Reply, Parts: []step.Part{
		{Key: "in@example.com", Outcome: step.Accept, Reply: &smtp.Reply{Code: 250, Lines: []string{"ok"}}},
		{Key: "out@example.org", Outcome: step.Reject, Reply: listed.Reply},
	}}
	for _, c := range []struct {
		outcome   string
		recipient []string
		want      result.Verdict
	}{
		{"accept", nil, result.Missed},
		{"reject", nil, result.Missed},
		{"accept", []string{"in@example.com"}, result.Met},
		{"reject", []string{"out@example.org"}, result.Met},
		{"reject", []string{"in@example.com"}, result.Missed},
		{"accept", []string{"nobody@example.com"}, result.NotReached},
		{"accept", []string{"in@example.com", "nobody@example.com"}, result.NotReached},
		{"reject", []string{"in@example.com", "nobody@example.com"}, result.Missed},
	} {
		e := expect("rcpt", c.outcome)
		e.Recipients = c.recipient
		_, got := runFake(t, fakeTest(smtp.TLSStartTLS, e), script{smtp.Rcpt: mixed})
		if v := got.Expectations[0].Verdict; v != c.want {
			t.Errorf("%s for %v: %s, want %s", c.outcome, c.recipient, v, c.want)
		}
	}
}

// TestSuggestion: what a miss offers is what was seen, as a suite writes it.
func TestSuggestion(t *testing.T) {
	_, got := runFake(t, fakeTest(smtp.TLSStartTLS, expect("rcpt", "accept")), script{smtp.Rcpt: listed})
	if want := `expect rcpt reject { class = "spamhaus" }`; got.Expectations[0].Suggest != want {
		t.Errorf("suggests %s, want %s", got.Expectations[0].Suggest, want)
	}
	intercepted := step.Observation{Outcome: step.OK, Findings: []smtp.Failure{{Class: smtp.TLSIntercepted}}}
	for host, want := range map[string]string{
		"mail.contoso.example": `trust = "system" # in the endpoint, where the authority is its owner's`,
		"smtp.office365.com":   `expect tls ok { class = "tls-intercepted" }`,
	} {
		test := fakeTest(smtp.TLSStartTLS, expect("tls", "ok"))
		test.Endpoint.Host = host
		if _, got := runFake(t, test, script{smtp.TLS: intercepted}); got.Expectations[0].Suggest != want {
			t.Errorf("of a certificate that only this computer trusts, at %s: %s, want %s", host, got.Expectations[0].Suggest, want)
		}
	}
}

// TestUnexpectedRepliesAreMarked: all lines of the reply to each recipient that
// missed, and nothing else; without a recipient the last reply of the stage.
func TestUnexpectedRepliesAreMarked(t *testing.T) {
	entries := []transcript.Entry{
		{Dir: transcript.Sent, Stage: "mail", Text: "MAIL FROM:<>"},
		{Dir: transcript.Received, Stage: "mail", Text: "250 ok"},
		{Dir: transcript.Sent, Stage: "rcpt", Text: "RCPT TO:<a@example.com>"},
		{Dir: transcript.Received, Stage: "rcpt", Text: "550-no"},
		{Dir: transcript.Received, Stage: "rcpt", Text: "550 not here"},
		{Dir: transcript.Sent, Stage: "rcpt", Text: "RCPT TO:<b@example.com>"},
		{Dir: transcript.Received, Stage: "rcpt", Text: "450 later"},
	}
	test := result.Test{Stages: []result.Stage{{Name: "rcpt", Parts: []result.Part{{Key: "a@example.com"}, {Key: "b@example.com"}}}}}
	for _, c := range []struct {
		recipients []string
		want       []string
	}{
		{[]string{"a@example.com"}, []string{"550-no", "550 not here"}},
		{[]string{"b@example.com"}, []string{"450 later"}},
		{[]string{"a@example.com", "b@example.com"}, []string{"550-no", "550 not here", "450 later"}},
		{nil, []string{"450 later"}},
	} {
		missed := asserted("rcpt", result.Missed)
		missed.Kind, missed.Recipients = "expect", c.recipients
		test.Expectations = []result.Expectation{expectation("mail", result.Met), missed}
		var marked []string
		got := slices.Clone(entries)
		star(got, test)
		for _, e := range got {
			if e.Unexpected {
				marked = append(marked, e.Text)
			}
		}
		if diff := cmp.Diff(c.want, marked); diff != "" {
			t.Errorf("%v: marked (-want +got):\n%s", c.recipients, diff)
		}
	}
}
