package diagnose

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// alone is what one test says of its method.
func alone(t result.Test) result.Method { return *Test(t, time.Time{}).Method }

func named(name string, t result.Test) result.Test {
	t.Address = "test." + name
	return t
}

// recipients gives each recipient its own answer: a class, or "" for an accepted one.
func recipients(answers ...string) func(*result.Test) {
	return func(t *result.Test) {
		s := stage(t, "rcpt")
		t.To, s.Parts, s.Class, s.Outcome = nil, nil, nil, "accept"
		for i := 0; i < len(answers); i += 2 {
			p := result.Part{Key: answers[i], Outcome: "accept"}
			if class := answers[i+1]; class != "" {
				p.Outcome, p.Class = "reject", &result.Class{ID: class, Family: familyOf[class]}
				s.Outcome, s.Class = p.Outcome, p.Class
			}
			t.To, s.Parts = append(t.To, p.Key), append(s.Parts, p)
		}
	}
}

var familyOf = map[string]string{"relay-denied": "policy", "unknown-recipient": "recipient", "spamhaus": "reputation"}

// TestRefusals: a refusal says something of a method where it rests on as much as an
// acceptance would; what the tester brought about says nothing.
func TestRefusals(t *testing.T) {
	const inside, outside = "office@contoso.com", "me@fabrikam.example"
	answered := func(name, outcome string, class result.Class) func(*result.Test) {
		return func(t *result.Test) {
			s := stage(t, name)
			s.Outcome, s.Class = outcome, &class
		}
	}
	config := result.Class{ID: "tls-version-unsupported", Family: "tls"}
	required := func(t *result.Test) {
		inClear(t)
		t.Endpoint.TLS = "required"
		t.Stages, t.Decided = t.Stages[:5], "starttls"
	}
	for _, c := range []struct {
		name string
		test result.Test
		want result.MethodState
		says string
	}{
		{"listed", session(), result.Blocked, "spamhaus at RCPT TO"},
		{"in clear", session(inClear), result.Blocked, "(unauthenticated"},
		{"by something else than Microsoft", session(inClear, strangerGreets), result.Undecided, "did not greet as Microsoft's"},
		{"by a filter", method(directSend, "mx.filter.example"), result.Undecided, "not Microsoft's inbound host"},
		{"a recipient that does not exist", session(recipients(inside, "unknown-recipient")), result.Undecided, "the recipient was refused, not the method"},
		{"one recipient that does not exist, one listed", session(recipients("nobody@contoso.com", "unknown-recipient", inside, "spamhaus")), result.Blocked, "spamhaus"},
		{"one recipient that does not exist, one taken", session(recipients("nobody@contoso.com", "unknown-recipient", inside, "")), result.Accepted, "envelope accepted"},
		{"no open relay", session(recipients(outside, "relay-denied")), result.Undecided, "recipient inside"},
		{"inside taken, outside refused", session(recipients(inside, "", outside, "relay-denied")), result.Accepted, "envelope accepted"},
		{"outside refused, inside not tried", session(recipients(outside, "relay-denied"), func(t *result.Test) { t.To = append(t.To, inside) }), result.Undecided, "recipient inside"},
		{"a relay: inside refused", method(relay, mx, recipients(inside, "spamhaus")), result.Undecided, "for a recipient inside"},
		{"a wrong password on purpose", submission(signInRefused, func(t *result.Test) { t.AllowRefusal = true }), result.Undecided, "as the suite expects"},
		{"a wrong password", submission(signInRefused), result.Blocked, "at AUTH"},
		{"no sign-in at all", submission(func(t *result.Test) { stage(t, "rcpt").Outcome = "reject" }), result.Untested, "user name"},
		{"TLS that fails, before any sign-in", submission(func(t *result.Test) {
			t.Stages, t.Decided = t.Stages[:6], "tls"
			t.Stages[5] = result.Stage{Name: "tls", Outcome: "fail", Failure: &result.Failure{Class: smtp.FailTLSAlert}}
		}), result.Blocked, "at the TLS handshake"},
		{"old TLS", submission(signInRefused, answered("auth", "defer", config)), result.Blocked, "waiting does not help"},
		{"greylisted", session(deferred), result.Undecided, "temporarily refused"},
		{"a class that nobody knows", session(answered("rcpt", "defer", result.Class{ID: "unknown", Family: "unknown"})), result.Undecided, "temporarily refused"},
		{"STARTTLS stripped, and required", submission(required), result.Blocked, "at STARTTLS"},
		{"STARTTLS stripped, and not required", session(inClear, accepted), result.Accepted, "(unauthenticated"},
		{"no answer to the connection", silentAt(mx, 25), result.Undecided, "nothing was learned"},
		{"another's greeting", session(func(t *result.Test) {
			t.Stages, t.Decided = t.Stages[:3], "banner"
			t.Stages[2] = result.Stage{Name: "banner", Outcome: "fail", Failure: &result.Failure{Class: smtp.FailPortRedirected}}
		}), result.Undecided, "nothing was learned"},
		{"a sign-in that TLS does not prove", submission(signedIn, accepted, unverified), result.Undecided, "TLS did not prove the server"},
		{"a sign-in behind a root of this computer", submission(signedIn, accepted, ownRoot), result.Undecided, "TLS did not prove the server"},
		{"High Volume Email to the outside", method(hve, "smtp.hve.mx.microsoft", signedIn, recipients(outside, "relay-denied")), result.Undecided, "recipients inside only"},
		{"a relay of one's own", method(relay, "relay.contoso.local", toOutside, accepted), result.Undecided, "not Microsoft's inbound host"},
		{"another server", method("other", "mail.contoso.example", accepted), result.Accepted, "nothing about what stands behind"},
	} {
		if got := alone(c.test); got.State != c.want || !strings.Contains(got.Detail, c.says) {
			t.Errorf("%s: %s (%s), want %s with %q", c.name, got.State, got.Detail, c.want, c.says)
		}
	}
	if m := Test(result.Test{Address: "test.steps"}, time.Time{}).Method; m != nil {
		t.Errorf("a test without a session speaks of %+v", m)
	}
}

// TestTogether: of several tests of a method the one that says most speaks, and their
// order never matters.
func TestTogether(t *testing.T) {
	early := named("greets", session(func(t *result.Test) { t.Stages, t.Decided = t.Stages[:3], "banner" }))
	late := named("to_mail", session(mailOnly))
	rejected := named("rejected", directTenant)
	for _, c := range []struct {
		name  string
		tests []result.Test
		want  result.MethodState
		test  string
		says  string
	}{
		{"the furthest of those that decide nothing", []result.Test{early, late}, result.Undecided, "test.to_mail", "ends at MAIL FROM"},
		{"what is accepted over what decides nothing", []result.Test{late, named("ok", directOK), early}, result.Accepted, "test.ok", "envelope accepted"},
		{"an expected refusal does not hide what was accepted", []result.Test{named("ok", directOK), named("no", session(recipients("me@fabrikam.example", "relay-denied")))},
			result.Accepted, "test.ok", "envelope accepted"},
		{"accepted and refused", []result.Test{named("ok", directOK), rejected}, result.Undecided, "test.rejected", "accepted in ok, refused in rejected (direct-send-rejected at RCPT TO)"},
		{"refused for two reasons", []result.Test{named("listed", directListed), rejected}, result.Blocked, "test.rejected", "direct-send-rejected at RCPT TO; also spamhaus at RCPT TO"},
	} {
		for range len(c.tests) {
			c.tests = append(c.tests[1:], c.tests[0])
			m := one(summaries(c.tests...), site{}, november).Methods[0]
			if m.State != c.want || m.Test != c.test || !strings.Contains(m.Detail, c.says) || len(m.Tests) != len(c.tests) || m.Line == "" && m.State == result.Blocked {
				t.Errorf("%s: %+v", c.name, m)
			}
		}
	}
}

// TestDirectBesideRelay: a recipient inside that was taken where one outside was
// refused for want of a connector is Direct Send, inside TLS that proved the server.
func TestDirectBesideRelay(t *testing.T) {
	both := recipients("office@contoso.com", "", "me@fabrikam.example", "relay-denied")
	for name, c := range map[string]struct {
		test result.Test
		want result.MethodState
	}{
		"both":          {method(relay, mx, both), result.Accepted},
		"in clear":      {method(relay, mx, both, inClear), result.Untested},
		"inside only":   {method(relay, mx, recipients("office@contoso.com", "")), result.Untested},
		"outside only":  {method(relay, mx, recipients("me@fabrikam.example", "relay-denied")), result.Untested},
		"otherwise":     {method(relay, mx, recipients("office@contoso.com", "", "me@fabrikam.example", "spamhaus")), result.Untested},
		"outside taken": {method(relay, mx, recipients("office@contoso.com", "", "me@fabrikam.example", "")), result.Untested},
	} {
		if m := one(summaries(c.test), site{}, november).Methods[0]; m.Name != directSend || m.State != c.want {
			t.Errorf("%s: %+v, want %s", name, m, c.want)
		}
	}
}

// TestTenants: nothing that one client's tests show is said of another's, and what a
// suite states of its site holds for its own tests only.
func TestTenants(t *testing.T) {
	suite := func(file string, options ...func(*result.Test)) result.Test {
		options = append(options, func(t *result.Test) { t.Suite = file })
		return session(options...)
	}
	fabrikam := func(t *result.Test) {
		at("fabrikam-com.mail.protection.outlook.com", 25)(t)
		t.From, t.To = "scanner@fabrikam.com", []string{"office@fabrikam.com"}
	}
	anonymous := func(t *result.Test) { t.From, t.To = "", nil; mailOnly(t) }
	nowhere := func(t *result.Test) { anonymous(t); at("smtp.office365.com", 587)(t) }
	include := func(key string) func(*result.Test) {
		return func(t *result.Test) { t.Address = `include.client["` + key + `"].test.direct_send` }
	}
	branch := func(t *result.Test) { t.From = "scanner@copiers.contoso.com" }
	static, dynamic := true, false
	sites := map[string]*result.Site{"a": {StaticIP: &static}, "b": {StaticIP: &dynamic}}
	for _, c := range []struct {
		name  string
		tests []result.Test
		want  []string
	}{
		{"one tenant", []result.Test{suite("a"), suite("a", anonymous), suite("a", branch)}, []string{"a  blocked 3"}},
		{"two suites", []result.Test{suite("a"), suite("b", fabrikam, accepted)}, []string{"a  blocked 1", "b  accepted so far 1"}},
		{"two tenants of one suite", []result.Test{suite("a"), suite("a", fabrikam, accepted), suite("a", nowhere)},
			[]string{"a contoso.com blocked 2", "a fabrikam.com accepted so far 2"}},
		{"includes, one of them without addresses", []result.Test{
			suite("a", include("x")), suite("a", include("x"), nowhere), suite("a", include("y"), fabrikam, accepted), suite("a", include("y"), nowhere),
		}, []string{"a contoso.com blocked 2", "a fabrikam.com accepted so far 2"}},
		{"a tenant by its host only", []result.Test{suite("a"), suite("a", fabrikam), suite("a", fabrikam, anonymous)},
			[]string{"a contoso.com blocked 1", "a fabrikam.com blocked 2"}},
	} {
		var got []string
		for _, s := range Run(summaries(c.tests...), sites, november) {
			got = append(got, strings.Join([]string{s.Suite, s.Tenant, string(s.Methods[0].State), string(rune('0' + len(s.Tests)))}, " "))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	said := Run(summaries(suite("a"), suite("b", fabrikam)), sites, november)
	for i, want := range []string{"the site has a static address", "Second choice: a local relay"} {
		if text := sentences(said[i].Recommendation); !strings.Contains(text, want) {
			t.Errorf("suite %s: %q is not said in: %s", said[i].Suite, want, text)
		}
	}
}

// TestPasswordDates: the plan's tense follows the calendar, and it is said of
// Microsoft's submission host only.
func TestPasswordDates(t *testing.T) {
	own := method(clientSubmission, "mail.contoso.example", signedIn, accepted)
	for _, c := range []struct {
		test result.Test
		now  time.Time
		says []string
		not  string
	}{
		{signInOK, november, []string{"it is switched off", "is to be announced in the second half of 2027"}, "was to be"},
		{signInOK, november.AddDate(0, 2, 0), []string{"it was to be switched off", "is to be announced"}, "is switched off"},
		{signInOK, november.AddDate(1, 2, 0), []string{"it was to be switched off", "was to be announced"}, "is to be"},
		{directOK, november, []string{"else client submission", "end of December 2026"}, ") ("},
		{own, november, []string{"sign-in and envelope were accepted"}, "2026"},
	} {
		text := sentences(one(summaries(c.test), site{}, c.now).Recommendation)
		for _, w := range c.says {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is not said in: %s", c.now.Format(time.DateOnly), w, text)
			}
		}
		if strings.Contains(text, c.not) {
			t.Errorf("%s: %q is said in: %s", c.now.Format(time.DateOnly), c.not, text)
		}
	}
	if r := one(summaries(signInOK), site{}, november).Recommendation; !slices.ContainsFunc(r.Sources, func(s string) bool { return strings.Contains(s, "(2026-01-29)") }) {
		t.Errorf("sources %q", r.Sources)
	}
}
