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

var familyOf = map[string]string{"relay-denied": "policy", "unknown-recipient": "recipient", "recipient-restricted": "policy", "spamhaus": "reputation"}

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
		{"a group that takes mail from inside only", session(recipients("all@contoso.com", "recipient-restricted")), result.Undecided, "this recipient takes mail from certain senders only, and Direct Send counts as one from outside; test with a person"},
		{"such a group, and a person", session(recipients("all@contoso.com", "recipient-restricted", inside, "")), result.Accepted, "envelope accepted"},
		{"a closed list, signed in", submission(signedIn, recipients("all@contoso.com", "recipient-restricted")), result.Undecided, "certain senders only; test with a person"},
		{"one recipient that does not exist, one listed", session(recipients("nobody@contoso.com", "unknown-recipient", inside, "spamhaus")), result.Blocked, "spamhaus"},
		{"one recipient that does not exist, one taken", session(recipients("nobody@contoso.com", "unknown-recipient", inside, "")), result.Accepted, "envelope accepted"},
		{"no open relay", session(recipients(outside, "relay-denied")), result.Undecided, "recipient inside"},
		{"inside taken, outside refused", session(recipients(inside, "", outside, "relay-denied")), result.Accepted, "envelope accepted"},
		{"outside refused, inside not tried", session(recipients(outside, "relay-denied"), func(t *result.Test) { t.To = append(t.To, inside) }), result.Undecided, "recipient inside"},
		{"a relay: inside refused", method(relay, mx, recipients(inside, "spamhaus")), result.Undecided, "for a recipient inside"},
		{"a wrong password on purpose", submission(signInRefused, func(t *result.Test) { t.AllowRefusal = true }), result.Undecided, "as the suite expects"},
		{"SMTP AUTH is off, as the suite expects", submission(signInRefused, answered("auth", "reject", result.Class{ID: "smtp-auth-disabled", Family: "auth"}), func(t *result.Test) { t.AllowRefusal = true }), result.Blocked, "smtp-auth-disabled at AUTH"},
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
		{"a submission server of one's own", method(clientSubmission, "mail.contoso.example", signedIn, accepted), result.Accepted, "accepted by mail.contoso.example, which is no host of Microsoft 365's"},
		{"High Volume Email, by its host", method(clientSubmission, "smtp.hve.mx.microsoft", signedIn, accepted), result.Accepted, "more than 50 recipients"},
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

func required(t *result.Test) { t.Endpoint.TLS = string(smtp.TLSRequired) }

// strippedBefore is a session that required TLS, behind what takes STARTTLS out.
var strippedBefore = named("before", method(directSend, mx, inClear, required, func(t *result.Test) {
	ended("starttls", "absent", result.Class{ID: smtp.FailStripped, Family: "tls"})(t)
	t.Endpoint.Lab = "starttls-stripped"
}))

// straight is the same at another profile of the lab, and accepted.
var straight = named("after", method(directSend, mx, accepted, required, played))

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
		{"accepted and refused", []result.Test{named("ok", directOK), rejected}, result.Undecided, "test.rejected", "accepted in ok, refused in rejected (direct-send-rejected at RCPT TO): ok differs from rejected in nothing that the run log shows"},
		{"stripped, and not elsewhere", []result.Test{strippedBefore, straight}, result.Accepted, "test.after",
			"groups that take only inside senders; not so in before (starttls-stripped at STARTTLS)|"},
		{"stripped in one of two that are alike", []result.Test{strippedBefore, named("after", method(directSend, mx, accepted, required, func(t *result.Test) { t.Endpoint.Lab = "starttls-stripped" }))}, result.Undecided, "test.before", "in nothing that the run log shows"},
		{"stripped, and refused", []result.Test{strippedBefore, rejected, straight}, result.Undecided, "test.rejected", "accepted in after, refused in"},
		{"stripped, and in clear elsewhere", []result.Test{strippedBefore, named("after", method(directSend, mx, inClear, accepted, played, required))}, result.Undecided, "test.before", "accepted in after, refused in before (starttls-stripped at STARTTLS)|"},
		{"put off, and accepted", []result.Test{named("busy", session(deferred)), named("ok", directOK)}, result.Accepted, "test.ok",
			"groups that take only inside senders; put off in busy (throttled at RCPT TO)|"},
		{"put off, stripped, and accepted", []result.Test{named("busy", session(deferred)), strippedBefore, straight}, result.Accepted, "test.after",
			"; not so in before (starttls-stripped at STARTTLS); put off in busy (throttled at RCPT TO)|"},
		{"put off twice", []result.Test{named("busy", session(deferred)), named("again", session(deferred))}, result.Undecided, "test.again", "temporarily refused: throttled at RCPT TO|"},
		{"seen in one, and not in the other", []result.Test{named("seen", session(accepted, sending250, seenBy("mailbox"))), named("lost", session(accepted, sending250, missedBy("mailbox")))},
			result.Works, "test.seen", "and seen by mailbox; in lost handed over, and not seen by mailbox"},
		{"refused for two reasons", []result.Test{named("listed", directListed), rejected}, result.Blocked, "test.rejected", "direct-send-rejected at RCPT TO; also spamhaus at RCPT TO"},
	} {
		for range len(c.tests) {
			c.tests = append(c.tests[1:], c.tests[0])
			m := one(summaries(c.tests...), site{}, november).Methods[0]
			if m.State != c.want || m.Test != c.test || !strings.Contains(m.Detail+"|", c.says) || len(m.Tests) != len(c.tests) || m.Line == "" && m.State == result.Blocked {
				t.Errorf("%s: %+v", c.name, m)
			}
		}
	}
}

// TestOneSessionOrTwo: two recipients of one session say what one each of two does.
func TestOneSessionOrTwo(t *testing.T) {
	for name, answers := range map[string][2]string{
		"both": {"", ""}, "one": {"", "spamhaus"}, "the other": {"spamhaus", ""}, "none": {"spamhaus", "spamhaus"}, "one that does not exist": {"", "unknown-recipient"},
	} {
		a, c := recipients("a@contoso.com", answers[0]), recipients("c@contoso.com", answers[1])
		both := recipients("a@contoso.com", answers[0], "c@contoso.com", answers[1])
		together := one(summaries(submission(signedIn, both)), site{}, november).Methods[1]
		apart := one(summaries(named("a", submission(signedIn, a)), named("c", submission(signedIn, c))), site{}, november).Methods[1]
		if together.State != apart.State || together.Class != apart.Class || len(together.Tests) != 1 {
			t.Errorf("%s: in one session %+v, in two %+v", name, together, apart)
		}
		if alone := alone(submission(signedIn, both)); alone.State != together.State || alone.Tests != nil {
			t.Errorf("%s: alone %+v, in the run %+v", name, alone, together)
		}
	}
}

// TestSplit: where one test was accepted and another refused, the recommendation is the
// accepted one, by what the suite set of it; of several, the one that is most like the
// refused. Without a difference there is nothing to go by.
func TestSplit(t *testing.T) {
	client := func(name string) func(*result.Test) { return func(t *result.Test) { t.Client = name } }
	before := named("before", submission(signInRefused, client("old-tls"), refusedFor("tls", "tls-version-unsupported")))
	after := named("after", submission(signedIn, accepted, client("tls12")))
	other := named("other", submission(signedIn, accepted, client("tls12"), at("smtp.office365.com", 25)))
	r := one(summaries(before, other, after), site{}, november)
	if m := r.Methods[1]; m.State != result.Undecided || m.Test != "test.before" || m.Taken != "test.after" || !strings.Contains(m.Detail, "accepted in other, after, refused in before") {
		t.Errorf("%+v", m)
	}
	if got := r.Recommendation; got.Text != "as in after, where it was accepted: after differs from before in client (tls12, not old-tls)" || got.Next != notDelivery {
		t.Errorf("%+v", got)
	}
	alike := named("after", submission(signedIn, accepted, client("old-tls")))
	got := one(summaries(before, alike), site{}, november).Recommendation
	if !strings.Contains(got.Text, "undecided") || !strings.Contains(got.Next, "which of the two answers lasts") {
		t.Errorf("%+v", got)
	}
	arrived := named("arrived", session(accepted, sending250, seenBy("mailbox")))
	got = one(summaries(arrived, named("rejected", directTenant)), site{}, november).Recommendation
	if got.Method != directSend || !strings.Contains(got.Text, "undecided") || got.Next != runAgain {
		t.Errorf("seen to arrive, and refused, alike: %+v", got)
	}
	got = one(summaries(arrived, named("listed", directListed)), site{}, november).Recommendation
	if got.Method != clientSubmission {
		t.Errorf("of an address on a list it is known what to do: %+v", got)
	}
}

// TestSeenAnyway: a message that nobody answered for, and that a step saw, was taken; and
// two steps of a kind are two.
func TestSeenAnyway(t *testing.T) {
	lost := func(looks ...func(*result.Test)) result.Test {
		return session(append([]func(*result.Test){accepted, sending250, silentAfter354}, looks...)...)
	}
	for _, c := range []struct {
		name, says, next, level string
		test                    result.Test
	}{
		{"seen", "reply-timeout at the end of the message, and yet seen by mailbox: the message was taken", "Do not send the message again: it was seen by mailbox.", "although no reply came", lost(seenBy("mailbox"))},
		{"missed", "whether the message was taken is not known", "Look for the message first", "not proven", lost(missedBy("mailbox"))},
		{"seen by one of two", "seen by mailbox, but not by another mailbox", "Handed over is not delivery", "seen by mailbox, not by another mailbox", session(accepted, sending250, seenBy("mailbox"), missedBy("mailbox"))},
		{"seen by both", "and seen by mailbox", "It works from this computer", "seen by mailbox", session(accepted, sending250, seenBy("mailbox"), seenBy("mailbox"))},
	} {
		c.test.Endpoint.Lab = "" // the sign of a size is none of this
		d := Test(c.test, time.Time{})
		r := one(summaries(c.test), site{}, november).Recommendation
		if !strings.Contains(d.Method.Detail, c.says) || !strings.Contains(d.LevelText, c.level) || strings.Contains(d.LevelText+d.Method.Detail, "mailbox and mailbox") {
			t.Errorf("%s: %q, level %q", c.name, d.Method.Detail, d.LevelText)
		}
		if !strings.Contains(r.Next, c.next) && !strings.HasPrefix(r.Next, "Clear up first") {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}

// TestFlaw: what no certificate proved is said with what is wrong with it.
func TestFlaw(t *testing.T) {
	expired := func(t *result.Test) {
		unverified(t)
		stage(t, "tls").Class = &result.Class{ID: smtp.CertExpired, Family: "tls"}
	}
	masked := func(t *result.Test) { stage(t, "banner").Attrs = map[string]any{"masked": true} }
	for says, test := range map[string]result.Test{
		"(unauthenticated: no certificate proved who said so, cert-expired)":            session(accepted, expired),
		"the greeting is masked, and no certificate proved who answered (cert-expired)": session(accepted, expired, masked),
		"TLS did not prove the server (cert-expired): whoever":                          submission(signedIn, accepted, expired),
	} {
		if got := alone(test).Detail; !strings.Contains(got, says) {
			t.Errorf("%q is not said in %q", says, got)
		}
	}
}

// TestFirst: what comes before what a method asks for, by what a test left open.
func TestFirst(t *testing.T) {
	found := func(class, detail string) func(*result.Test) {
		return func(t *result.Test) {
			unverified(t)
			stage(t, "tls").Findings = []result.Failure{{Class: class, Detail: detail}}
		}
	}
	intercepted := found(smtp.TLSIntercepted, "issuer CN=avast")
	masked := func(t *result.Test) { stage(t, "ehlo").Attrs["keywords"] = []string{"XXXXXXXA"} }
	static := site{static: yes, oauth: no}
	for _, c := range []struct {
		name  string
		tests []result.Test
		site  site
		hour  bool // the tenant was changed within it
		says  string
		not   string
	}{
		{"only provisional", []result.Test{relayDenied}, static, true, "Test again after 15:40 UTC", "none matches"},
		{"final", []result.Test{relayDenied}, static, false, "none matches", "Test again after"},
		{"Direct Send beside a relay, only provisional", []result.Test{method(relay, mx, recipients("office@contoso.com", "", "me@fabrikam.example", "relay-denied"))}, static, true, "Test again after 15:40 UTC", "as well: direct-send"},
		{"no word of the tenant's", []result.Test{method(relay, "mx.filter.example", toOutside, refusedFor("policy", "relay-denied"))}, static, false, "test it next", "none matches"},
		{"STARTTLS that is back elsewhere", []result.Test{strippedBefore, straight}, site{}, false,
			"send one scan, and look for it in the mailbox. If mail still goes the way of before, clear up what stands in the middle of it: STARTTLS is not offered, although Microsoft 365 offers it.", "Clear up first"},
		{"signs that are gone in the accepted one", []result.Test{named("before", method(directSend, mx, inClear)), named("after", method(directSend, mx, accepted, func(t *result.Test) { t.Client = "new" }))},
			site{}, false, "as in after", "Clear up first"},
		{"in clear", []result.Test{method(directSend, mx, accepted, inClear)}, site{}, false, "tenant only (unauthenticated", ""},
		{"inside TLS", []result.Test{directOK}, site{}, false, "send one scan", "unauthenticated"},
		{"signs of a middlebox", []result.Test{method(directSend, mx, accepted, inClear)}, site{}, false, "Clear up first what stands in the middle of the path: STARTTLS is not offered", "send one scan"},
		{"signs, beside a session that is proven", []result.Test{method(directSend, mx, accepted, inClear), signInOK}, site{}, false,
			"Clear up first what stands in the middle of the path (direct-send): STARTTLS is not offered, although Microsoft 365 offers it. RCPT TO accepted is not delivery: send one scan", ""},
		{"interception of a way that is not taken", []result.Test{directOK, submission(intercepted)}, site{}, false, "Clear up first what stands in the middle of the path (client-submission): the certificate leads to a root of this computer", ""},
		{"a portal", []result.Test{session(portal)}, site{}, false, "Clear up first what stands in the middle of the path (direct-send): what answered", "with a user name"},
		{"a name that leads nowhere", []result.Test{session(noName)}, site{}, false, "why the name leads to no server, and whether it is mistyped (NXDOMAIN)", "with a user name"},
		{"a name that leads nowhere, beside what was accepted", []result.Test{session(noName), signInOK}, site{}, false, "send one scan", "mistyped"},
		{"TLS that fails at the MX", []result.Test{method(relay, mx, toOutside, ended("tls", "fail", result.Class{ID: "tls-alert", Family: "tls"}))}, site{static: yes, oauth: no}, false, "Test again with the client no-starttls, as a device that goes on in clear when TLS fails (tls-alert at the TLS handshake)", "Make an inbound connector"},
		{"a client without STARTTLS", []result.Test{submission(login, noSTARTTLS)}, site{}, false, "Test again with a client that can do STARTTLS", "Let the test go on"},
		{"one recipient of two", []result.Test{submission(signedIn, oneOfTwo)}, site{}, false, "it was accepted for a@contoso.com, and refused for c@contoso.com (spamhaus at RCPT TO)", "put right first"},
		{"a masked keyword inside", []result.Test{submission(signedIn, accepted, masked)}, site{}, false, "Clear up first what stands in the middle of the path: a keyword is masked", ""},
		{"a certificate that proves nothing", []result.Test{submission(signedIn, accepted, found(smtp.CertExpired, "expired in May"))}, site{}, false, "See first why no certificate proved the server (expired in May)", "with a user name"},
		{"a certificate of nobody's", []result.Test{method(directSend, mx, accepted, found(smtp.CertUntrusted, "signed by itself"))}, site{}, false,
			"Clear up first what stands in the middle of the path: the certificate leads to no public root, although those of Microsoft 365 do: signed by itself", "send one scan"},
		{"a sign-in that goes no further", []result.Test{submission(signedIn, login, func(t *result.Test) { t.Stages, t.Decided = t.Stages[:8], "auth" })}, site{}, false, "Let the test go on to RCPT TO: it ends at AUTH", "with a user name"},
		{"no answer", []result.Test{submission(login, noAnswer)}, site{}, false, "why the server was not heard", "with a user name"},
		{"put off", []result.Test{submission(signedIn, deferred)}, site{}, false, "Run the suite again later", "with a user name"},
		{"hung up on", []result.Test{submission(signedIn, closed)}, site{}, false, "Run the suite again: the connection ended without a reply (connection-closed at RCPT TO)", "put off"},
		{"not answered", []result.Test{submission(signedIn, closed, func(t *result.Test) { stage(t, "rcpt").Failure.Class = smtp.FailReplyTimeout })}, site{}, false, "Run the suite again: no reply came", "put off"},
		{"hung up on after 354", []result.Test{submission(signedIn, accepted, sending250, resetAfter354)}, site{}, false, "Look for the message first, since running the suite again may send it twice", "put off"},
		{"hung up on after 354, within the hour", []result.Test{submission(signedIn, accepted, sending250, resetAfter354)}, site{}, true, "Look for the message first", "Test again after"},
		{"hung up on after 354, without a proof", []result.Test{submission(signedIn, accepted, unverified, sending250, resetAfter354)}, site{}, false, "Look for the message first", "See first why"},
		{"nobody signed in", []result.Test{submission(accepted)}, site{static: yes}, false, "Run builtin:m365/client-submission with a user name and a password", ""},
		{"nobody signed in, and the device has OAuth", []result.Test{submission(accepted)}, site{oauth: yes}, false, "Set the device to OAuth, for a mailbox that may use SMTP AUTH, and send one scan", "and a password of"},
	} {
		changed := time.Time{}
		if c.hour {
			changed = began.Add(-20 * time.Minute)
		}
		var all []Summary
		for _, test := range c.tests {
			test.Diagnosis = Test(test, changed)
			all = append(all, Summarise(test, changed))
		}
		text := sentences(one(all, c.site, november).Recommendation)
		if !strings.Contains(text, c.says) || c.not != "" && strings.Contains(text, c.not) {
			t.Errorf("%s: want %q, and not %q, in: %s", c.name, c.says, c.not, text)
		}
	}
}

// TestListed: an address on a list is the line's trouble; a name on a list is not.
func TestListed(t *testing.T) {
	for text, want := range map[string]bool{
		listedText: true,
		"550 198.51.100.194 blacklisted see http://www.spamhaus.org/query/bl?ip=198.51.100.194":                                true,
		"Client host [IPv6:2001:db8::7] blocked":                                                                               true,
		"Service unavailable, Helo domain is listed in Spamhaus. To request removal see https://www.spamhaus.org (S8001)":      false,
		"Service unavailable, MailFrom domain is listed in Spamhaus (S8002) [SJ5.outlook.com 2026-11-22T22:11:14.009Z 08DEB4]": false,
	} {
		s := one(summaries(session(func(t *result.Test) { stage(t, "rcpt").Reply.Text = text }), signInOK), site{}, november)
		if got := strings.Contains(sentences(s.Recommendation), "off the lists"); got != want {
			t.Errorf("%s: listed %t", text, got)
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
	login := func(mailbox string) func(*result.Test) {
		return func(t *result.Test) { nowhere(t); t.Login = mailbox }
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
		{"a foreign sender, and names that Microsoft gave", []result.Test{
			suite("a"), suite("a", from("somebody@gmail.com")), suite("a", login("svc@contoso.onmicrosoft.com")), suite("a", nowhere, from("x@1234.azurecomm.net")),
		}, []string{"a  blocked 4"}},
		{"a second accepted domain", []result.Test{suite("a", login("svc@contoso.com"), from("x@contoso.com")), suite("a", login("svc@contoso.com"), from("x@shop.example"))},
			[]string{"a  untested 2"}},
		{"includes, with a name that Microsoft gave", []result.Test{
			suite("a", include("x")), suite("a", include("x"), login("svc@contoso.onmicrosoft.com")), suite("a", include("y"), fabrikam),
		}, []string{"a contoso.com blocked 2", "a fabrikam.com blocked 1"}},
		{"senders only, at hosts of nobody known", []result.Test{suite("a", at("mx.filter.example", 25)), suite("a", fabrikam, at("mx.filter.example", 25), func(t *result.Test) { t.Endpoint.Method = directSend }),
			suite("a", at("mx.filter.example", 25), func(t *result.Test) { t.Endpoint.Method = directSend })},
			[]string{"a contoso.com undecided 2", "a fabrikam.com undecided 1"}},
		{"one profile of the lab for two tenants", []result.Test{suite("a", played), suite("a", played, fabrikam, at(mx, 25), accepted), suite("a", played, from("x@gmail.com"))},
			[]string{"a contoso.com blocked 2", "a fabrikam.com accepted so far 1"}},
		{"somebody at gmail.com, to somebody there", []result.Test{suite("a", played), suite("a", played, from("a@gmail.com"), to("b@gmail.com"))}, []string{"a  blocked 2"}},
		{"the lab and the real thing", []result.Test{suite("a", accepted), suite("a", played)}, []string{"a  accepted so far 1", "a  blocked 1"}},
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
