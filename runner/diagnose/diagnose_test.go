package diagnose

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// session is a test at Microsoft's MX that was refused at RCPT TO inside TLS
// which proved the peer; the options take evidence away or add some.
func session(options ...func(*result.Test)) result.Test {
	t := result.Test{
		Address: "test.direct_send", Status: result.Pass, Started: began, From: "scanner@contoso.com", To: []string{"office@contoso.com"},
		Endpoint: result.Endpoint{Host: "contoso-com.mail.protection.outlook.com", Port: 25, TLS: "starttls"},
		Stages: []result.Stage{
			{Name: "resolve", Outcome: "ok"},
			{Name: "connect", Outcome: "ok"},
			{Name: "banner", Outcome: "accept", Attrs: map[string]any{"host": "AM1.mail.protection.outlook.com"}},
			{Name: "ehlo", Outcome: "accept", Attrs: map[string]any{"verb": "EHLO", "client_address": "203.0.113.7", "keywords": []string{"SIZE 1", "STARTTLS"}}},
			{Name: "starttls", Outcome: "accept"},
			{Name: "tls", Outcome: "ok", Attrs: map[string]any{"version": "TLS1.3", "verified": true, "public": true, "name": true}},
			{Name: "ehlo-tls", Outcome: "accept"},
			{Name: "mail", Outcome: "accept"},
			{Name: "rcpt", Outcome: "reject", Reply: &result.Reply{Code: 550, Enhanced: "5.7.1", Text: listedText},
				Class: &result.Class{ID: "spamhaus", Family: "reputation"}},
		},
		Decided: "rcpt",
	}
	for _, o := range options {
		o(&t)
	}
	return t
}

const listedText = "Service unavailable, Client host [203.0.113.7] blocked using Spamhaus"

func stage(t *result.Test, name string) *result.Stage {
	for i := range t.Stages {
		if t.Stages[i].Name == name {
			return &t.Stages[i]
		}
	}
	return &result.Stage{}
}

func unverified(t *result.Test) {
	stage(t, "tls").Attrs = map[string]any{"version": "TLS1.3", "verified": false, "public": false, "name": true}
}
func strangerGreets(t *result.Test) { stage(t, "banner").Attrs["host"] = "mail.isp.example" }
func noGreeting(t *result.Test) {
	t.Stages = t.Stages[:3]
	t.Stages[2] = result.Stage{Name: "banner", Outcome: "fail", Failure: &result.Failure{Class: smtp.FailReplyTimeout}}
	t.Decided = "banner"
}
func inClear(t *result.Test) {
	t.Stages = slices.DeleteFunc(t.Stages, func(s result.Stage) bool { return s.Name == "tls" || s.Name == "ehlo-tls" })
	stage(t, "starttls").Outcome = "absent"
	stage(t, "ehlo").Attrs["keywords"] = []string{"SIZE 1"}
}
func accepted(t *result.Test) {
	s := stage(t, "rcpt")
	s.Outcome, s.Class, s.Reply = "accept", nil, &result.Reply{Code: 250, Enhanced: "2.1.5", Text: "Recipient OK"}
}
func deferred(t *result.Test) {
	s := stage(t, "rcpt")
	s.Outcome, s.Class = "defer", &result.Class{ID: "throttled", Family: "rate", Waiting: true}
}
func mailOnly(t *result.Test) {
	t.Stages, t.Decided = slices.DeleteFunc(slices.Clone(t.Stages), func(s result.Stage) bool { return s.Name == "rcpt" }), "mail"
}
func signedIn(t *result.Test) {
	t.Login = "scanner@contoso.com"
	t.Stages = slices.Insert(t.Stages, 7, result.Stage{Name: "auth", Outcome: "accept"})
}
func signInRefused(t *result.Test) {
	signedIn(t)
	stage(t, "auth").Outcome = "reject"
	t.Stages, t.Decided = t.Stages[:8], "auth"
}

func ownRoot(t *result.Test) { stage(t, "tls").Attrs["public"] = false }
func wrongName(t *result.Test) {
	stage(t, "tls").Attrs["name"], stage(t, "tls").Attrs["verified"] = false, false
}
func played(t *result.Test)  { t.Endpoint.Lab = "m365-mx" }
func noLogin(t *result.Test) { t.Login = "" }

// at is the same session at another place.
func at(host string, port int) func(*result.Test) {
	return func(t *result.Test) { t.Endpoint.Host, t.Endpoint.Port = host, port }
}

// silentAt is a session that never began: nothing answered.
func silentAt(host string, port int) result.Test { return session(at(host, port), noAnswer) }

func noAnswer(t *result.Test) {
	t.Stages, t.Decided = t.Stages[:2], "connect"
	t.Stages[1] = result.Stage{Name: "connect", Outcome: "fail", Failure: &result.Failure{Class: smtp.FailConnectTimeout}}
}

// noAuth is a session that was only to see that there is no AUTH.
func noAuth(t *result.Test) {
	t.Stages = append(t.Stages[:7:7], result.Stage{Name: "auth", Outcome: "absent"})
	t.Decided = "auth"
}

func TestLevel(t *testing.T) {
	for _, c := range []struct {
		name string
		t    result.Test
		want int
	}{
		{"nothing", session(noGreeting), 0},
		{"no TLS", session(inClear), 2},
		{"unverified TLS", session(unverified), 2},
		{"refused at the envelope", session(), 3},
		{"envelope", session(accepted), 4},
		{"a greeting that is not the operator's", session(inClear, strangerGreets), 0},
		{"a root that only the suite trusts", session(ownRoot), 2},
		{"in clear by choice", session(inClear, accepted, func(t *result.Test) { t.Endpoint.TLS = "none" }), 4},
	} {
		if got := Test(c.t, time.Time{}); got.Level != c.want {
			t.Errorf("%s: level %d (%s), want %d", c.name, got.Level, got.LevelText, c.want)
		}
	}
}

// TestLevelByChoice: staying in clear is told, not proven.
func TestLevelByChoice(t *testing.T) {
	byItself := session(inClear, accepted, func(t *result.Test) { t.Endpoint.TLS = "none" })
	const want = "network, capabilities, envelope proven; delivery not tested, in clear by choice"
	if got := Test(byItself, time.Time{}).LevelText; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

var began = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

var november = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

func submission(options ...func(*result.Test)) result.Test {
	return session(append([]func(*result.Test){func(t *result.Test) {
		t.Address, t.Endpoint.Host, t.Endpoint.Port = "test.submission", "smtp.office365.com", 587
		stage(t, "banner").Attrs["host"] = "AM1.outlook.office365.com"
	}}, options...)...)
}

func summaries(tests ...result.Test) []Summary {
	var out []Summary
	for _, t := range tests {
		t.Diagnosis = Test(t, time.Time{})
		out = append(out, Summarise(t, time.Time{}))
	}
	return out
}

// one is the diagnosis of a suite with one tenant.
func one(tests []Summary, site site, now time.Time) result.Sending {
	s, _ := sending(tests, site, now)
	return s
}

func TestMethods(t *testing.T) {
	for _, c := range []struct {
		name string
		test result.Test
		want result.MethodState
	}{
		{"refused", session(), result.Blocked},
		{"accepted", session(accepted), result.Accepted},
		{"deferred", session(deferred), result.Undecided},
		{"skipped", result.Test{Status: result.Skip, Endpoint: result.Endpoint{Method: "direct-send"}}, result.Untested},
		{"inconclusive", session(noGreeting, func(t *result.Test) { t.Status = result.Inconclusive }), result.Undecided},
		{"no envelope yet", session(mailOnly), result.Undecided},
		{"submission without a sign-in", submission(accepted), result.Untested},
		{"submission", submission(signedIn, accepted), result.Accepted},
		{"sign-in refused", submission(signInRefused), result.Blocked},
		{"no AUTH at the MX, which has none", session(noAuth), result.Undecided},
		{"no AUTH where it is needed", submission(noAuth, func(t *result.Test) { t.Login = "scanner@contoso.com" }), result.Blocked},
	} {
		if got := *Test(c.test, time.Time{}).Method; got.State != c.want {
			t.Errorf("%s: %s (%s), want %s", c.name, got.State, got.Detail, c.want)
		}
	}
}

func TestRun(t *testing.T) {
	s := one(summaries(session(), submission(signedIn, accepted)), site{}, november)
	if !slices.Equal(s.SeenFrom, []string{"203.0.113.7"}) {
		t.Errorf("seen from %v", s.SeenFrom)
	}
	var got []string
	for _, m := range s.Methods {
		got = append(got, m.Name+" "+string(m.State))
	}
	if want := []string{"direct-send blocked", "client-submission accepted so far", "relay untested"}; !slices.Equal(got, want) {
		t.Errorf("methods %v, want %v", got, want)
	}
	if s.Recommendation == nil || s.Recommendation.Method != clientSubmission {
		t.Fatalf("recommendation %+v", s.Recommendation)
	}
	if !strings.Contains(s.Recommendation.Text, "reputation") {
		t.Errorf("text %q", s.Recommendation.Text)
	}
	if Run(summaries(result.Test{Endpoint: result.Endpoint{Host: "mail.example.com"}}), nil, november) != nil {
		t.Error("a run without a known method has nothing to say of methods")
	}
}
