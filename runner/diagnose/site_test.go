package diagnose

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// sentences are all words of a recommendation.
func sentences(r *result.Recommendation) string {
	return strings.Join(append(append([]string{r.Text, r.Why}, r.Reasons...), r.Next), " ")
}

func method(name, host string, options ...func(*result.Test)) result.Test {
	return session(append([]func(*result.Test){func(t *result.Test) {
		t.Address, t.Endpoint.Method, t.Endpoint.Host = "test."+name, name, host
	}}, options...)...)
}

const mx = "contoso-com.mail.protection.outlook.com"

func toOutside(t *result.Test) { t.To = []string{"me@fabrikam.example"} }
func refusedFor(family, class string) func(*result.Test) {
	return func(t *result.Test) {
		s := &t.Stages[len(t.Stages)-1]
		s.Outcome, s.Class = "reject", &result.Class{ID: class, Family: family}
	}
}

// The runs that the matrix below is made of.
var (
	directOK      = method(directSend, mx, accepted)
	directListed  = method(directSend, mx)
	directTenant  = method(directSend, mx, refusedFor("policy", "direct-send-rejected"))
	directNothing = method(directSend, mx, noGreeting, func(t *result.Test) { t.Status = result.Inconclusive })
	relayOK       = method(relay, mx, toOutside, accepted)
	relayDenied   = method(relay, mx, toOutside, refusedFor("policy", "relay-denied"))
	relayUnknown  = method(relay, mx, toOutside, refusedFor("policy", "direct-send-rejected"), func(t *result.Test) { stage(t, "rcpt").Reply.Enhanced = "5.7.68" })
	relayForeign  = method(relay, mx, toOutside, refusedFor("policy", "relay-denied"), func(t *result.Test) { stage(t, "rcpt").Reply.Text = "Relay Access Denied ATTR36" })
	relayPartner  = method(relay, mx, toOutside, refusedFor("policy", "access-denied"))
	relayClosed   = method(relay, mx, toOutside, refusedFor("policy", "sender-blocked"))
	relayListed   = method(relay, mx, toOutside, refusedFor("reputation", "spamhaus"))
	signInOK      = method(clientSubmission, "smtp.office365.com", signedIn, accepted)
	signInOff     = method(clientSubmission, "smtp.office365.com", signInRefused, refusedFor("auth", "smtp-auth-disabled"))
	signInRetired = method(clientSubmission, "smtp.office365.com", signInRefused, refusedFor("auth", "basic-auth-retired"))
	signInRate    = method(clientSubmission, "smtp.office365.com", signedIn, deferred)
	signInOldTLS  = method(clientSubmission, "smtp.office365.com", signInRefused, refusedFor("tls", "tls-version-unsupported"))
	directOldTLS  = method(directSend, mx, ended("tls", "fail", result.Class{ID: smtp.FailTLSVersion, Family: "tls"}))
	hveOK         = method(hve, "smtp.hve.mx.microsoft", signedIn, accepted)
	acsOK         = method(acs, "smtp.azurecomm.net", signedIn, accepted)
)

// TestChoosing goes through the matrix: what was seen and what is stated of the
// site, the one method that follows, and words that must or must not be said.
func TestChoosing(t *testing.T) {
	type tests = []result.Test
	static, dynamic := site{static: yes}, site{static: no}
	for _, c := range []struct {
		name  string
		tests tests
		site  site
		want  string
		says  []string
		not   []string
	}{
		{"a password works, nothing stated", tests{directListed, signInOK}, site{}, clientSubmission,
			[]string{"reputation", "end of December 2026", "switch it on again", "if the device can: OAuth", "if the line has a static address of its own", "off the lists"}, nil},
		{"a password works, the device knows OAuth", tests{signInOK}, site{oauth: yes}, clientSubmission,
			[]string{"with OAuth, as it can", "end of December 2026", "Second choice"}, []string{"if the device can"}},
		{"a password works, no OAuth, a dynamic line", tests{signInOK}, site{oauth: no, static: no}, clientSubmission,
			[]string{"end of December 2026", "Second choice: a local relay"}, []string{"if the device", "connector"}},
		{"a password works, a static line", tests{signInOK}, static, clientSubmission, []string{"Second choice: a relay connector: the site has a static address"}, []string{"local relay"}},
		{"password and connector work, static", tests{signInOK, relayOK}, static, relay, []string{"since April 2025", "Second choice: client submission", "end of December 2026"}, []string{"if it is not"}},
		{"password and connector work, static, OAuth", tests{signInOK, relayOK}, site{static: yes, oauth: yes}, clientSubmission, nil, nil},
		{"password and connector work, nothing stated", tests{signInOK, relayOK}, site{}, clientSubmission, nil, nil},
		{"a connector works, nothing stated", tests{directTenant, relayOK}, site{}, relay, []string{"if the line's address is static"}, nil},
		{"a connector works, a dynamic line", tests{relayOK}, dynamic, relay, []string{"goes by a certificate", "end of December 2026"}, []string{"a static address"}},
		{"Direct Send works, nothing stated", tests{directOK}, site{}, directSend, []string{"inside the tenant only", "If mail has to go outside", "since April 2025", "Second choice: a relay connector, if"}, nil},
		{"Direct Send works, inside only, static", tests{directOK}, site{static: yes, external: no}, directSend, []string{"Second choice, and the one that lasts: a relay connector"}, []string{"If mail has to go outside"}},
		{"Direct Send works, inside only, dynamic", tests{directOK}, site{static: no, external: no}, directSend, []string{"may be listed", "Second choice: client submission", "end of December 2026"}, nil},
		{"Direct Send works, mail goes outside", tests{directOK}, site{external: yes}, clientSubmission, []string{"Direct Send is accepted so far, but", "test it next"}, nil},
		{"Direct Send works, mail goes outside, static, no OAuth", tests{directOK}, site{external: yes, static: yes, oauth: no}, relay,
			[]string{"test it next", "Direct Send is accepted so far, but", "not shared"}, nil},
		{"listed, nothing else tested", tests{directListed}, site{}, clientSubmission, []string{"test it next", "end of December 2026", "Second choice"}, nil},
		{"listed, static, no OAuth: a connector does not help", tests{directListed}, site{static: yes, oauth: no}, clientSubmission, []string{"off the lists"}, nil},
		{"refused by the tenant, static, no OAuth", tests{directTenant}, site{static: yes, oauth: no}, relay, []string{"test it next"}, nil},
		{"sign-in is off", tests{directListed, signInOff}, site{}, clientSubmission, []string{"put right first what refuses it: smtp-auth-disabled at AUTH", "Then run the suite again"}, nil},
		{"sign-in is off, static", tests{signInOff}, static, relay, nil, nil},
		{"sign-in is off, static, no connector yet", tests{signInOff, relayDenied}, static, relay, []string{"none matches it so far"}, nil},
		{"sign-in is off, static, no connector or no accepted domain", tests{signInOff, relayForeign}, static, relay,
			[]string{"no connector claims this address and sender: see that the sender's domain is an accepted domain, then the connector"}, []string{"none matches it", "Make an inbound connector"}},
		{"Direct Send works, static, relay listed", tests{directOK, relayListed}, static, directSend, []string{"Second choice: a relay connector, once the address is off the lists: the site has a static address"}, []string{"the one that lasts"}},
		{"Direct Send works, static, a partner's connector refused", tests{directOK, relayPartner}, static, directSend,
			[]string{"Second choice: a relay connector, once what refuses it is put right (access-denied at RCPT TO): the site has a static address"}, []string{"the one that lasts"}},
		{"Direct Send works, a partner's connector refused", tests{directOK, relayPartner}, site{}, directSend,
			[]string{"once what refuses it is put right (access-denied at RCPT TO), if the line has a static address of its own; else client submission"}, nil},
		{"Direct Send works, static, the connector is blocked", tests{directOK, method(relay, mx, toOutside, refusedFor("reputation", "m365-tenant-traffic-blocked"))}, static, directSend,
			[]string{"once what refuses it is put right (m365-tenant-traffic-blocked at RCPT TO)"}, []string{"the one that lasts", "off the lists"}},
		{"Direct Send works, static, no connector yet", tests{directOK, relayDenied}, static, directSend, []string{"the one that lasts: a relay connector"}, nil},
		{"Direct Send works, static, relay refused", tests{directOK, relayClosed}, static, directSend, []string{"Second choice: client submission", "end of December 2026"}, []string{"the one that lasts"}},
		{"a password works, a static line, a partner's connector refused", tests{signInOK, relayPartner}, static, clientSubmission, []string{"once what refuses it is put right (access-denied at RCPT TO): the site has"}, nil},
		{"Direct Send is refused, static, no connector yet", tests{directTenant, relayUnknown, signInOff}, site{static: yes, external: yes, oauth: no}, relay, []string{"make a connector", "none matches it so far"}, []string{"test it next"}},
		{"Direct Send is refused, no connector yet", tests{directTenant, relayUnknown}, site{}, clientSubmission, []string{"Second choice: a relay connector, if the line has"}, nil},
		{"sign-in is off, static, a partner's connector refused", tests{signInOff, relayPartner}, static, relay, []string{"put right first what refuses it: access-denied at RCPT TO", "in another domain"}, []string{"test it next", "Make an inbound connector"}},
		{"sign-in is off, static, relay refused", tests{signInOff, relayClosed}, static, clientSubmission, []string{"Second choice: a local relay"}, nil},
		{"sign-in is off, static, relay listed", tests{signInOff, relayListed}, static, clientSubmission, []string{"once the address is off the lists"}, nil},
		{"passwords are refused", tests{signInRetired}, site{}, clientSubmission, []string{"with OAuth, since passwords are refused here"}, nil},
		{"passwords are refused, and the device knows nothing else", tests{signInRetired}, site{oauth: no, static: no}, clientSubmission, []string{"through a local relay", "the device has no OAuth"}, []string{"with OAuth, since"}},
		{"passwords are refused, a connector works on a dynamic line", tests{signInRetired, relayOK}, site{oauth: no, static: no}, relay,
			[]string{"only if the connector goes by a certificate", "client submission through a local relay"}, []string{"With a password"}},
		{"passwords are refused, a static line", tests{signInRetired}, site{oauth: no, static: yes}, relay, []string{"test it next", "client submission through a local relay"}, nil},
		{"listed in one of two tests", tests{directTenant, directListed}, site{oauth: no, static: yes}, clientSubmission, []string{"off the lists"}, nil},
		{"all works", tests{signInOK, relayOK, directOK}, site{}, clientSubmission, []string{"Accepted so far from here as well: relay, direct-send"}, nil},
		{"throttled", tests{signInRate}, site{}, clientSubmission, []string{"undecided", "High Volume Email"}, nil},
		{"HVE works, inside only", tests{directOK, hveOK}, site{external: no}, hve, []string{"since June 2025", "Second choice: client submission"}, []string{"If mail has to go outside"}},
		{"HVE works, nothing stated", tests{directListed, hveOK}, site{}, hve, []string{"If mail has to go outside"}, nil},
		{"HVE works, mail goes outside", tests{hveOK}, site{external: yes}, clientSubmission, []string{"test it next"}, nil},
		{"ACS works", tests{acsOK}, site{external: yes}, acs, []string{"18 October 2023"}, nil},
		{"a listed line, and a connector that works", tests{directListed, relayOK}, site{}, relay, []string{"have it taken off", "send one scan", "Keep this test"}, nil},
		{"a connector works, sign-in is off", tests{relayOK, signInOff}, site{static: yes, oauth: no}, relay, []string{"client submission, once what refuses it is put right (smtp-auth-disabled at AUTH)"}, nil},
		{"a password works, OAuth, a dynamic line", tests{signInOK}, site{oauth: yes, static: no}, clientSubmission, []string{"Second choice: Azure"}, []string{"for the device"}},
		{"Direct Send works, the device knows OAuth", tests{directOK}, site{oauth: yes}, directSend, []string{"else client submission with OAuth"}, []string{"With a password"}},
		{"passwords are refused already", tests{signInRetired}, site{}, clientSubmission, []string{"Passwords are refused here already", "Set the device to OAuth", "does not sign in with OAuth"}, []string{"With a password it is"}},
		{"old TLS at sign-in", tests{signInOldTLS}, site{}, clientSubmission, []string{"with a firmware that knows TLS 1.2; else through a local relay", "(tls-version-unsupported at AUTH)", "Second choice: smtp-legacy.office365.com", "Then run the suite again"}, []string{"put right first", "a relay connector"}},
		{"old TLS at the MX, nothing else tested", tests{directOldTLS}, site{}, clientSubmission, []string{"with a firmware that knows TLS 1.2", "(tls-version at the TLS handshake)", "smtp-legacy", "Then run the suite again"}, []string{"test it next", "with a user name"}},
		{"old TLS on both ways, static, no OAuth", tests{directOldTLS, signInOldTLS}, site{static: yes, oauth: no}, clientSubmission, []string{"else through a local relay"}, []string{"test it next"}},
		{"old TLS at the MX, sign-in is off", tests{directOldTLS, signInOff}, site{}, clientSubmission, []string{"put right first what refuses it: smtp-auth-disabled"}, []string{"firmware"}},
		{"old TLS at the MX, a password works", tests{directOldTLS, signInOK}, site{}, clientSubmission, []string{"accepted from here"}, []string{"firmware", "smtp-legacy"}},
		{"port 25 is closed", tests{silentAt(mx, 25), submission(signedIn, accepted)}, site{}, clientSubmission, []string{"a relay connector, once port 25 gets out, if the line has a static address of its own; else"}, nil},
		{"port 25 is redirected, static", tests{redirected, submission(signedIn, accepted)}, static, clientSubmission, []string{"a relay connector, once port 25 gets out: the site has a static address for it"}, nil},
		{"port 25 is closed, static, no OAuth", tests{silentAt(mx, 25)}, site{static: yes, oauth: no}, clientSubmission, []string{"once port 25 gets out"}, []string{"Make an inbound connector"}},
		{"port 25 is open in another test", tests{silentAt(mx, 25), directOK}, site{}, directSend, []string{"a relay connector, if the line has"}, []string{"gets out"}},
		{"a client without STARTTLS", tests{method(directSend, mx, accepted, goesOnInClear), submission(login, noSTARTTLS)}, site{}, directSend,
			[]string{"else client submission through a local relay that does TLS and signs in for the device, since this client cannot do STARTTLS",
				"a relay connector for a static address, or a local relay"}, []string{"if the device can"}},
		{"a client that says HELO, alone", tests{submission(login, required, saysHELO, endsInClear)}, site{}, clientSubmission,
			[]string{"with a firmware that knows STARTTLS; else through a local relay", "Test again with a client that says EHLO"}, []string{"if the device can"}},
		{"a client without STARTTLS, and another that signs in", tests{method(directSend, mx, accepted, goesOnInClear), signInOK}, site{}, clientSubmission, []string{"accepted from here"}, []string{"does TLS"}},
		{"HVE through a suite for client submission", tests{method(clientSubmission, "smtp.hve.mx.microsoft", signedIn, accepted)}, site{external: no}, hve, []string{"since June 2025"}, []string{"put right"}},
		{"ACS through a suite for client submission", tests{method(clientSubmission, "smtp.azurecomm.net", signedIn, accepted)}, site{external: yes}, acs, []string{"18 October 2023"}, nil},
		{"HVE and its next step", tests{hveOK}, site{}, hve, []string{"send one scan"}, nil},
		{"ACS and its next step", tests{acsOK}, site{}, acs, []string{"send one scan"}, nil},
		{"nothing learned", tests{directNothing}, site{}, clientSubmission, []string{"test it next"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := one(summaries(c.tests...), c.site, november).Recommendation
			if r == nil || r.Method != c.want {
				t.Fatalf("recommendation %+v, want %s", r, c.want)
			}
			text := sentences(r)
			for _, w := range append(c.says, "econd choice") {
				if !strings.Contains(text, w) && (w != "econd choice" || !strings.Contains(text, "Better")) {
					t.Errorf("%q is not said in: %s", w, text)
				}
			}
			for _, w := range c.not {
				if strings.Contains(text, w) {
					t.Errorf("%q is said in: %s", w, text)
				}
			}
			if len(r.Reasons) == 0 {
				t.Error("no reasons")
			}
		})
	}
	skipped := result.Test{Status: result.Skip, Endpoint: result.Endpoint{Method: directSend}}
	if r := one(summaries(skipped), site{}, november).Recommendation; r != nil {
		t.Errorf("nothing was tested and nothing stated, and yet: %+v", r)
	}
}

// redirected is a port 25 that leads to somebody else.
var redirected = session(func(t *result.Test) {
	t.Stages, t.Decided = t.Stages[:3], "banner"
	t.Stages[2] = result.Stage{Name: "banner", Outcome: "fail", Failure: &result.Failure{Class: smtp.FailPortRedirected}}
})

// goesOnInClear is a session that goes on in clear, since its client cannot do STARTTLS.
func goesOnInClear(t *result.Test) {
	inClear(t)
	stage(t, "ehlo").Attrs["keywords"] = []string{"SIZE 1", "STARTTLS"}
}

// TestNoAssumptions goes through every state of the site with every method in every
// state: there is one recommendation with reasons, what is not known is never said to
// be so, and what is known is no "if".
func TestNoAssumptions(t *testing.T) {
	answers := []answer{unknown, yes, no}
	runs := [][]result.Test{
		{directOK}, {directListed}, {directTenant}, {directNothing}, {relayOK}, {relayDenied}, {signInOK}, {signInOff}, {signInRetired},
		{hveOK}, {acsOK}, {directListed, signInOK}, {directOK, signInOff}, {directTenant, relayOK}, {directOK, hveOK, relayDenied}, {signInOff, relayDenied}, {directTenant, relayUnknown}, {relayPartner}, {relayClosed}, {relayListed}, {signInOK, relayOK}, {directOldTLS}, {signInOldTLS},
	}
	for _, static := range answers {
		for _, external := range answers {
			for _, oauth := range answers {
				for i, tests := range runs {
					stated := site{static, external, oauth}
					r := one(summaries(tests...), stated, november).Recommendation
					name := fmt.Sprintf("%+v, run %d", stated, i)
					if r == nil || len(r.Reasons) == 0 {
						t.Fatalf("%s: no recommendation with reasons", name)
					}
					checkAssumptions(t, name, stated, sentences(r))
					checkRefused(t, name, r.Next)
					if r.Method == clientSubmission && !strings.Contains(sentences(r), "end of December 2026") {
						t.Errorf("%s: passwords have no date", name)
					}
				}
			}
		}
	}
}

func checkAssumptions(t *testing.T, name string, site site, text string) {
	t.Helper()
	for _, c := range []struct {
		known bool
		words []string
	}{
		{site.static == yes, []string{"the site has a static address", "for the static address.", "the site's static address"}},
		{site.static == no, []string{"is not static, so"}},
		{site.static == unknown, []string{"if the line has a static", "if the line's address is static"}},
		{site.external == yes, []string{"mail goes outside from here"}},
		{site.external == unknown, []string{"If mail has to go outside"}},
		{site.oauth == yes, []string{"with OAuth, as it can"}},
		{site.oauth != yes, []string{"if the device can"}},
	} {
		for _, w := range c.words {
			if !c.known && strings.Contains(text, w) {
				t.Errorf("%s: %q is said in: %s", name, w, text)
			}
		}
	}
}

// checkRefused: no next step sends anybody to a block or an attribute that `validate` refuses
// in this version.
func checkRefused(t *testing.T, name, next string) {
	t.Helper()
	for _, word := range []string{"oauth2", "client_certificate", "proxy", "retry block", "waive block", "message block", "step block"} {
		if strings.Contains(next, word) {
			t.Errorf("%s: %q is refused, and the next step is: %s", name, word, next)
		}
	}
}

// TestSiteOf: what is not stated is not known.
func TestSiteOf(t *testing.T) {
	y, n := true, false
	for _, c := range []struct {
		stated *result.Site
		want   site
	}{
		{nil, site{}},
		{&result.Site{}, site{}},
		{&result.Site{StaticIP: &y, ExternalRecipients: &n}, site{static: yes, external: no}},
		{&result.Site{DeviceOAuth: &n}, site{oauth: no}},
	} {
		if got := siteOf(c.stated); got != c.want {
			t.Errorf("%+v: %+v, want %+v", c.stated, got, c.want)
		}
	}
}

// TestWithheldIsUntested: a credential that smtpspec did not send shows nothing of
// the method.
func TestWithheldIsUntested(t *testing.T) {
	withheld := method(clientSubmission, "smtp.office365.com", signInRefused, func(t *result.Test) {
		s := stage(t, "auth")
		s.Outcome, s.Failure = "fail", &result.Failure{Class: smtp.FailAuthUnsafe, Detail: "the credential was not sent: the certificate is not verified"}
		t.Status = result.Fail
	})
	if m := *Test(withheld, time.Time{}).Method; m.State != result.Untested || !strings.Contains(m.Detail, "not sent") {
		t.Errorf("%s (%s), want untested", m.State, m.Detail)
	}
}

// TestFactsAge: each fact that a recommendation rests on warns once its source is
// older than six months.
func TestFactsAge(t *testing.T) {
	for name, c := range map[string]struct {
		test result.Test
		s    source
	}{
		"password": {signInOK, basicAuthPlan}, "connector": {relayOK, powerShell}, "Direct Send": {directOK, powerShell},
		"HVE": {hveOK, hveNotice}, "ACS": {acsOK, acsLimits},
	} {
		for after, warns := range map[time.Duration]bool{30 * 24 * time.Hour: false, stale + 24*time.Hour: true} {
			text := sentences(one(summaries(c.test), site{}, c.s.date.Add(after)).Recommendation)
			if got := strings.Contains(text, c.s.name+" of "+c.s.date.Format("2 January 2006")); got != warns {
				t.Errorf("%s after %s: warns %t in: %s", name, after, got, text)
			}
		}
	}
}
