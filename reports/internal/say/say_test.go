package say

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/reports/internal/canon"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

func first(run result.Run) result.Test {
	for t := range run.Tests() {
		return t
	}
	return result.Test{}
}

func passed(t result.Test) result.Test {
	t.Status = result.Pass
	return t
}

// missing is a test of which more was missed before the assertion of its own, which
// reads a stage.
func missing(t result.Test, stage string, wants ...string) result.Test {
	own := t.Expectations[0]
	own.Stage, own.Message = stage, "nobody knows who answers."
	t.Expectations = nil
	for _, want := range wants {
		t.Expectations = append(t.Expectations, result.Expectation{Stage: "rcpt", Kind: "expect", Verdict: result.Missed, Want: want})
	}
	t.Expectations = append(t.Expectations, own)
	return t
}

func TestHeadline(t *testing.T) {
	for _, test := range []struct {
		test result.Test
		want string
	}{
		{canon.DirectSend(), "refused at RCPT TO: spamhaus (reputation), which is what the suite expects"},
		{canon.Submission(), "accepted at RCPT TO"},
		{first(canon.Miss()), "rcpt: expected accept, got reject 550 5.7.1, class spamhaus (reputation), and 1 more"},
		{first(canon.Skipped()), "no password given"},
		{first(canon.NoSTARTTLS()), "STARTTLS is offered, and the client cannot do it, and no expectation names it"},
		{first(canon.SaysHELO()), "the client says HELO, to which STARTTLS is not offered, and no expectation names it"},
		{passed(first(canon.NoSTARTTLS())), "STARTTLS offered, not used by this client"},
		{result.Test{Status: result.Pass, Decided: "auth", Stages: []result.Stage{{Name: "auth", Outcome: "absent"}}}, "AUTH not offered"},
		{result.Test{Status: result.Pass, Decided: "auth", Stages: []result.Stage{{Name: "auth", Outcome: "accept"}}}, "AUTH offered, not used"},
		{result.Test{Status: result.Inconclusive, Reason: "jargon", Endpoint: result.Endpoint{Host: "mx.example"}, Decided: "banner", Stages: []result.Stage{
			{Name: "banner", Outcome: "fail", Reply: &result.Reply{Code: 220}, Class: &result.Class{ID: "port-redirected", Family: "network"}}}},
			"nothing was learned about mx.example: failed at the greeting: port-redirected (network)"},
		{missing(canon.Intercepted(), "rcpt", "a", "b"), "rcpt: expected a, got something else, and 2 more"},
		{missing(canon.Intercepted(), "tls", "a", "b"), "assert: nobody knows who answers, and 2 more"},
		{result.Test{Status: result.Pass}, "as expected"},
		{result.Test{Status: result.Error}, "error"},
	} {
		if got := Headline(test.test); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestWire(t *testing.T) {
	for _, test := range []struct {
		reply *result.Reply
		want  []string
	}{
		{nil, nil},
		{&result.Reply{Code: 220}, []string{"220"}},
		{&result.Reply{Code: 250, Lines: []string{"mx", "SIZE 1", ""}}, []string{"250-mx", "250-SIZE 1", "250"}},
	} {
		if diff := cmp.Diff(test.want, Wire(test.reply)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestArrow(t *testing.T) {
	for want, e := range map[string]transcript.Entry{
		" -> ": {Dir: transcript.Sent},
		" ~> ": {Dir: transcript.Sent, TLS: true},
		"<-  ": {Dir: transcript.Received},
		"<~  ": {Dir: transcript.Received, TLS: true},
		"<** ": {Dir: transcript.Received, Unexpected: true},
		"<~* ": {Dir: transcript.Received, TLS: true, Unexpected: true},
		"=== ": {Dir: transcript.Remark},
		"*** ": {Dir: transcript.Trouble},
	} {
		if got := Arrow(e); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestCell(t *testing.T) {
	for _, test := range []struct {
		in    string
		width int
		want  string
	}{
		{"reject 550 5.7.1 spamhaus", 40, "refused 550 5.7.1 spamhaus"},
		{"reject 550 5.7.1 spamhaus", 22, "refused 550 spamhaus"},
		{"not reached", 40, "not reached"},
		{"absent", 40, "not offered"},
		{"defer 421 4.7.66 tls-version-unsupported", 60, "refused 421 4.7.66 tls-version-unsupported"},
		{"203.0.113.7:25", 4, "203.0.113.7:25"},
	} {
		if got := Cell(test.in, test.width); got != test.want {
			t.Errorf("%q: got %q, want %q", test.in, got, test.want)
		}
	}
}

func TestSpan(t *testing.T) {
	var s Span
	if s.Took() != 0 {
		t.Error("an empty span took time")
	}
	s.Add(result.Test{Started: canon.Began.Add(time.Second), Took: time.Second})
	s.Add(result.Test{Started: canon.Began, Took: time.Second})
	s.Add(result.Test{})
	if s.Took() != 2*time.Second {
		t.Errorf("got %s", s.Took())
	}
}

// TestRefusal tells what ended a session badly from what only ended it.
func TestRefusal(t *testing.T) {
	stripped := result.Stage{Name: "starttls", Outcome: "absent", Class: &result.Class{ID: "starttls-stripped", Evidence: "XXXXXXXA"}}
	for name, test := range map[string]struct {
		last    result.Stage
		refused bool
	}{
		"accepted":                    {result.Stage{Name: "rcpt", Outcome: "accept"}, false},
		"refused":                     {result.Stage{Name: "rcpt", Outcome: "reject"}, true},
		"not offered, and not needed": {result.Stage{Name: "auth", Outcome: "absent"}, false},
		"not offered, and needed":     {stripped, true},
	} {
		_, refused := Refusal(result.Test{Decided: test.last.Name, Stages: []result.Stage{test.last}})
		if refused != test.refused {
			t.Errorf("%s: %t", name, refused)
		}
	}
	if got, want := Evidence(stripped), "starttls-stripped: XXXXXXXA"; got != want {
		t.Errorf("evidence: got %q, want %q", got, want)
	}
}

// TestPrivacy says what happened, not what the endpoint asked for.
func TestPrivacy(t *testing.T) {
	stage := func(name, outcome string) result.Stage { return result.Stage{Name: name, Outcome: outcome} }
	ehlo := result.Stage{Name: "ehlo", Outcome: "accept", Attrs: map[string]any{"keywords": []string{"STARTTLS"}}}
	helo := result.Stage{Name: "ehlo", Outcome: "accept", Attrs: map[string]any{"verb": "HELO"}}
	broken := result.Stage{Name: "starttls", Outcome: "fail", Failure: &result.Failure{Class: "timeout"}}
	for _, test := range []struct {
		mode   string
		stages []result.Stage
		want   string
	}{
		{"starttls", nil, "STARTTLS"},
		{"starttls", []result.Stage{stage("starttls", "accept"), stage("tls", "ok")}, "STARTTLS"},
		{"starttls", []result.Stage{stage("starttls", "accept"), stage("tls", "fail")}, "STARTTLS"},
		{"starttls", []result.Stage{stage("starttls", "absent"), stage("tls", "absent"), stage("mail", "accept")}, "in clear: STARTTLS was not offered"},
		{"required", []result.Stage{stage("starttls", "absent")}, "in clear: STARTTLS was not offered; it is required"},
		{"opportunistic", []result.Stage{ehlo, stage("starttls", "absent"), stage("tls", "absent")}, "in clear: STARTTLS was offered, and the client cannot do it"},
		{"required", []result.Stage{helo, stage("starttls", "absent")}, "in clear: the client says HELO, to which STARTTLS is not offered; it is required"},
		{"opportunistic", []result.Stage{stage("starttls", "defer"), stage("tls", "absent")}, "in clear: STARTTLS was refused"},
		{"starttls", []result.Stage{broken}, "in clear: STARTTLS failed"},
		{"none", []result.Stage{stage("mail", "accept")}, "in clear, by choice"},
		{"implicit", []result.Stage{stage("tls", "ok")}, "implicit TLS"},
	} {
		if got := Privacy(result.Test{Endpoint: result.Endpoint{TLS: test.mode}, Stages: test.stages}); got != test.want {
			t.Errorf("%s: got %q, want %q", test.mode, got, test.want)
		}
	}
}

// TestOutcome: a 4yz reply is a temporary refusal unless its class says otherwise.
func TestOutcome(t *testing.T) {
	for want, s := range map[string]result.Stage{
		"temporarily refused": {Outcome: "defer", Class: &result.Class{ID: "greylisted", Family: "rate", Waiting: true}},
		"refused":             {Outcome: "defer", Class: &result.Class{ID: "tls-version-unsupported", Family: "tls"}},
		"accepted":            {Outcome: "accept"},
	} {
		if got := Outcome(s); got != want {
			t.Errorf("%v: got %q, want %q", s.Class, got, want)
		}
		if got := PartOutcome(result.Part{Outcome: s.Outcome, Class: s.Class}); got != want {
			t.Errorf("a part, %v: got %q, want %q", s.Class, got, want)
		}
	}
	for _, c := range []*result.Class{nil, {ID: "unknown", Family: "unknown"}} {
		if got := Outcome(result.Stage{Outcome: "defer", Class: c}); got != "temporarily refused" {
			t.Errorf("%v: got %q", c, got)
		}
	}
}

// TestSends tells a test of a way to send from one that only looks.
func TestSends(t *testing.T) {
	stage := func(name, outcome string) result.Test {
		return result.Test{Stages: []result.Stage{{Name: name, Outcome: outcome}}, Expectations: []result.Expectation{{Stage: "ehlo", Want: "accept"}}}
	}
	expects := func(stage, want string) result.Test {
		return result.Test{Expectations: []result.Expectation{{Stage: stage, Want: want, Verdict: result.NotReached}}}
	}
	for name, c := range map[string]struct {
		test  result.Test
		sends bool
	}{
		"came to the envelope":     {stage("mail", "accept"), true},
		"came to a sign-in":        {stage("auth", "reject"), true},
		"looked":                   {stage("ehlo-tls", "accept"), false},
		"was to":                   {expects("rcpt", "accept"), true},
		"looks for AUTH":           {expects("auth", "absent"), false},
		"expects nothing at all":   {result.Test{}, true},
		"expects TLS, not reached": {expects("tls", "ok"), false},
	} {
		if got := Sends(c.test); got != c.sends {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestFound: what failed a test that nobody refused is its finding, where something that
// was expected is about that.
func TestFound(t *testing.T) {
	passes, refused, elsewhere := canon.Intercepted(), missing(canon.Intercepted(), "tls"), missing(canon.Intercepted(), "rcpt")
	passes.Status = result.Pass
	refused.Stages[len(refused.Stages)-1].Outcome = "reject"
	fallback := first(canon.SaysHELO())
	fallback.Stages[3].Parts = []result.Part{{Key: "EHLO", Outcome: "reject"}, {Key: "HELO", Outcome: "accept"}}
	reads := missing(canon.Intercepted(), "banner")
	reads.Expectations[0].Want = "condition = step.banner.masked || step.tls.verified"
	for name, c := range map[string]struct {
		test result.Test
		want string
	}{
		"the certificate":                  {missing(canon.Intercepted(), "tls"), "tls"},
		"the certificate, read by another": {reads, "tls"},
		"something else":                   {elsewhere, ""},
		"nothing failed":                   {passes, ""},
		"refused later":                    {refused, ""},
		"the client":                       {first(canon.NoSTARTTLS()), "starttls"},
		"the client, which says HELO":      {first(canon.SaysHELO()), "starttls"},
		"a server that knows no EHLO":      {fallback, ""},
	} {
		s, ok := Found(c.test)
		if s.Name != c.want && ok || ok != (c.want != "") {
			t.Errorf("%s: %q, %t", name, s.Name, ok)
		}
	}
	if c := ClassOf(first(canon.NoSTARTTLS())); c == nil || c.ID != "" || c.Cause == "" || c.Advice == "" {
		t.Errorf("%+v", c)
	}
	if c := ClassOf(passed(first(canon.NoSTARTTLS()))); c != nil {
		t.Errorf("a test that passed has the class %+v", c)
	}
}
