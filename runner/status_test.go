package runner

import (
	"errors"
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
)

func expectation(stage string, v result.Verdict) result.Expectation {
	return result.Expectation{Kind: "expect", Stage: stage, Verdict: v}
}

func asserted(stage string, v result.Verdict) result.Expectation {
	return result.Expectation{Kind: "assert", Stage: stage, Verdict: v}
}

func failed(stage, class string) *result.Stage {
	return &result.Stage{
		Name: stage, Outcome: "fail", Failure: &result.Failure{Class: class},
		Class: &result.Class{ID: class, Family: "network"},
	}
}

func rejected(stage string) *result.Stage {
	return &result.Stage{Name: stage, Outcome: "reject", Reply: &result.Reply{Code: 550}}
}

// TestStatus goes through the rules of what a test comes to, one line each.
func TestStatus(t *testing.T) {
	type expectations = []result.Expectation
	own := errors.New("the address has a local part that needs SMTPUTF8")
	for _, c := range []struct {
		name string
		exp  expectations
		end  ending
		err  error
		want result.Status
	}{
		{"nothing expected, all went well", nil, ending{heard: true}, nil, result.Pass},
		{"met", expectations{expectation("rcpt", result.Met)}, ending{heard: true}, nil, result.Pass},
		{"missed", expectations{expectation("rcpt", result.Missed)}, ending{heard: true}, nil, result.Fail},
		{"a missed assertion", expectations{asserted("tls", result.Missed)}, ending{heard: true}, nil, result.Fail},
		{"an expected refusal ends the session", expectations{expectation("rcpt", result.Met)}, ending{stage: rejected("rcpt"), heard: true}, nil, result.Pass},
		{"an unnamed refusal ends the session", expectations{expectation("rcpt", result.NotReached)}, ending{stage: rejected("mail"), heard: true}, nil, result.Fail},
		{"an unnamed refusal, nothing expected", nil, ending{stage: rejected("rcpt"), heard: true}, nil, result.Fail},
		{"a recipient that nobody named ended it", expectations{expectation("rcpt", result.Met), expectation("rcpt", result.NotReached)}, ending{stage: rejected("rcpt"), heard: true}, nil, result.Fail},
		{"an assertion expects no outcome", expectations{asserted("rcpt", result.Met)}, ending{stage: rejected("rcpt"), heard: true}, nil, result.Fail},
		{"nobody answers, nothing expected of it", expectations{expectation("rcpt", result.NotReached)}, ending{stage: failed("connect", "connect-timeout")}, nil, result.Inconclusive},
		{"nobody answers, nothing expected at all", nil, ending{stage: failed("connect", "connect-refused")}, nil, result.Inconclusive},
		{"nobody answers, as expected", expectations{expectation("connect", result.Met)}, ending{stage: failed("connect", "connect-refused")}, nil, result.Pass},
		{"nobody answers, connect was to be ok", expectations{expectation("connect", result.Missed)}, ending{stage: failed("connect", "connect-refused")}, nil, result.Fail},
		{"a met expectation changes no status", expectations{expectation("resolve", result.Met), expectation("rcpt", result.NotReached)}, ending{stage: failed("connect", "connect-timeout")}, nil, result.Inconclusive},
		{"the name service says no", expectations{expectation("rcpt", result.NotReached)}, ending{stage: failed("resolve", "dns-nxdomain")}, nil, result.Fail},
		{"a null MX", nil, ending{stage: failed("resolve", "null-mx")}, nil, result.Fail},
		{"the name service fails", expectations{expectation("rcpt", result.NotReached)}, ending{stage: failed("resolve", "dns-servfail")}, nil, result.Inconclusive},
		{"the connection breaks after the first byte", expectations{expectation("rcpt", result.NotReached)}, ending{stage: failed("ehlo", "connection-reset"), heard: true}, nil, result.Fail},
		{"smtpspec could not do its part", expectations{expectation("rcpt", result.NotReached)}, ending{heard: true}, own, result.Error},
		{"a miss beats an error", expectations{expectation("banner", result.Missed)}, ending{heard: true}, own, result.Fail},
		{"a redirected port is no first byte", expectations{expectation("rcpt", result.NotReached)}, ending{stage: failed("banner", "port-redirected"), heard: false}, nil, result.Inconclusive},
		{"an assertion expects no greeting", expectations{asserted("banner", result.Met)}, ending{stage: failed("banner", "port-redirected")}, nil, result.Inconclusive},
		{"a greeting that was expected, and is another's", expectations{expectation("banner", result.Missed)}, ending{stage: failed("banner", "port-redirected")}, nil, result.Fail},
		{"another's greeting, as expected", expectations{expectation("banner", result.Met)}, ending{stage: failed("banner", "port-redirected")}, nil, result.Pass},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, reason := statusOf(c.exp, c.end, c.err); got != c.want {
				t.Errorf("status %s (%s), want %s", got, reason, c.want)
			}
		})
	}
}

func TestExitStatus(t *testing.T) {
	for _, c := range []struct {
		counts      result.Counts
		interrupted bool
		want        int
	}{
		{result.Counts{Pass: 3, Skip: 1}, false, 0},
		{result.Counts{Fail: 1, Error: 1, Inconclusive: 1}, false, 1},
		{result.Counts{Error: 1, Inconclusive: 1}, false, 4},
		{result.Counts{Inconclusive: 1, Pass: 9}, false, 3},
		{result.Counts{Fail: 1}, true, 130},
	} {
		if got := exitOf(result.Footer{Counts: c.counts, Interrupted: c.interrupted}); got != c.want {
			t.Errorf("%+v: exit %d, want %d", c.counts, got, c.want)
		}
	}
}
