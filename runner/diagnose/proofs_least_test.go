package diagnose

import (
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
)

// The changes that take away the least evidence of a method.
func from(mailbox string) func(*result.Test) { return func(t *result.Test) { t.From = mailbox } }
func to(mailbox string) func(*result.Test)   { return func(t *result.Test) { t.To = []string{mailbox} } }
func mxOf(domain string) func(*result.Test)  { return func(t *result.Test) { t.Endpoint.MXOf = domain } }
func peer(address, family string) func(*result.Test) {
	return func(t *result.Test) { t.Endpoint.Peer, t.Endpoint.Family = address, family }
}

// leastDirect is the least evidence of Direct Send.
func leastDirect() []proof {
	const says = "direct-send accepted so far: envelope accepted; can still fail"
	seen, onIPv6 := of(directOK), of(method(directSend, mx, accepted, peer("[2001:db8::1]:25", "ipv6")))
	asked := on(0, mxOf("contoso.com"))(seen)
	return []proof{
		{"Direct Send: envelope sender of an accepted domain", asked, says, away{
			"the domain whose MX was asked": on(0, mxOf("fabrikam.example")),
			"the tenant of the MX's name":   on(0, mxOf(""), at("fabrikam-com.mail.protection.outlook.com", 25), to("office@fabrikam.com")),
			"no subdomain":                  on(0, from("copier@scan.contoso.com")),
		}, []string{"if contoso.com is an accepted domain"}},
		{"Direct Send: envelope sender of an accepted domain", on(0, mxOf("fabrikam.example"))(seen),
			"envelope accepted, but the sender is of contoso.com, and the tenant's domain is fabrikam.example: it is Direct Send if contoso.com is an accepted domain, too", away{
				"the other domain": on(0, mxOf("contoso.com")),
				"a sender":         on(0, from("<>")),
			}, []string{"direct-send accepted"}},
		{"Direct Send: an existing internal recipient", on(0, to("office@scan.contoso.com"))(asked), says, away{
			"that it lies in the tenant's": on(0, to("office@notcontoso.com")),
		}, nil},
		{"Direct Send: an existing internal recipient", on(0, at("xyz.mail.protection.outlook.com", 25))(seen), says, away{
			"a domain that may be a tenant's": on(0, from("a@gmail.com"), to("b@gmail.com")),
		}, nil},
		{"Direct Send: RCPT 250", seen, says, away{
			"RCPT": on(0, mailOnly),
			"250":  on(0, refusedFor("reputation", "spamhaus")),
		}, nil},
		{"Direct Send: envelope sender of an accepted domain", seen, says, away{
			"the tenant's domain": on(0, from("scanner@fabrikam.example")),
			"a sender":            on(0, from("<>")),
		}, []string{"different domains"}},
		{"Direct Send: an existing internal recipient", seen, says, away{
			"inside":         on(0, to("me@fabrikam.example")),
			"its existence":  on(0, recipients("office@contoso.com", "unknown-recipient")),
			"one of several": on(0, recipients("me@fabrikam.example", "relay-denied", "nobody@contoso.com", "unknown-recipient")),
		}, nil},
		{"Direct Send: the host is Microsoft's", seen, says, away{
			"Microsoft's name":     on(0, at("mx1.filter.example", 25)),
			"Microsoft's greeting": on(0, anothers),
			"a tenant's host":      on(0, at("outlook-com.olc.protection.outlook.com", 25), func(t *result.Test) { t.Endpoint.Method = directSend }),
		}, []string{"in front of a tenant"}},
		{"Direct Send: the device's address family", on(0, peer("203.0.113.9:25", ""))(seen), says, away{
			"IPv4": on(0, peer("[2001:db8::1]:25", "")),
		}, []string{"IPv6"}},
		{"Direct Send: the device's address family", onIPv6, says, away{
			"that the device is said to use it": on(0, peer("[2001:db8::1]:25", "")),
		}, nil},
	}
}

// leastSignIn is the least evidence of the methods with a sign-in.
func leastSignIn() []proof {
	const says = "client-submission accepted so far: sign-in and envelope accepted; can still fail"
	absent := func(t *result.Test) { stage(t, "auth").Outcome = "absent" }
	return []proof{
		{"Client submission: 235", of(signInOK), says, away{
			"AUTH": on(0, absent),
			"235":  on(0, ended("auth", "reject", result.Class{ID: "auth-failed", Family: "auth"})),
		}, []string{"without a sign-in"}},
		{"Client submission: RCPT 250", of(signInOK), says, away{
			"RCPT": on(0, mailOnly),
			"250":  on(0, refusedFor("policy", "sender-blocked")),
		}, nil},
		{"Client submission: the device's own From", of(signInOK), says, away{"it": on(0, from("<>"))}, []string{"null sender"}},
		{"HVE: a session with its own credential", of(hveOK), "hve accepted so far: sign-in and envelope accepted; can still fail", away{
			"the credential": on(0, noLogin),
			"235":            on(0, absent),
			"its own host":   on(0, at("smtp.office365.com", 587), func(t *result.Test) { t.Endpoint.Method = "" }),
			"the session":    func(evidence) evidence { return of(signInOK) },
		}, nil},
		{"ACS: a session with its own credential", of(acsOK), "acs accepted so far: sign-in and envelope accepted; can still fail", away{
			"the credential": on(0, noLogin),
			"235":            on(0, absent),
			"its own host":   on(0, at("smtp.office365.com", 587), func(t *result.Test) { t.Endpoint.Method = "" }),
			"the session":    func(evidence) evidence { return of(signInOK) },
		}, nil},
	}
}

// leastRelay is the least evidence of a relay: only what no Direct Send can explain.
func leastRelay() []proof {
	const says = "relay accepted so far: envelope accepted for a recipient outside, whose own MX must not be Microsoft's for this to count"
	inside := of(method(relay, mx, accepted))
	return []proof{
		{"Relay: an external recipient that the author owns", of(relayOK), says, away{
			"outside":                     on(0, to("office@contoso.com")),
			"outside, seen from a branch": on(0, mxOf("contoso.com"), from("copier@scan.contoso.com"), to("office@contoso.com")),
			"outside, from anybody":       on(0, from("joe@gmail.com"), to("office@contoso.com")),
			"outside, from nobody":        on(0, from("<>"), to("office@contoso.com")),
			"another than the sender's":   on(0, from("scanner@fabrikam.example")),
			"250":                         on(0, refusedFor("policy", "relay-denied")),
		}, nil},
		{"Relay: an external recipient that the author owns", of(session(recipients("office@contoso.com", "", "me@fabrikam.example", ""))), says, away{
			"its 250":          on(0, recipients("office@contoso.com", "", "me@fabrikam.example", "relay-denied")),
			"outside":          on(0, recipients("office@contoso.com", "", "me@contoso.com", "")),
			"Microsoft's host": on(0, at("mx1.filter.example", 25), func(t *result.Test) { t.Endpoint.Method = directSend }),
		}, nil},
		{"Relay: whose MX is not Microsoft's", of(relayOK), says, away{
			"it": on(0, to("me@fabrikam.onmicrosoft.com")),
		}, []string{"in any case"}},
		{"Relay: an internal RCPT 250 means Direct Send or a matching connector", inside,
			"relay undecided: envelope accepted, but for a recipient inside: that is Direct Send, or a connector that matches", away{
				"inside": on(0, toOutside),
				"250":    on(0, mailOnly),
			}, []string{"relay accepted", "direct-send accepted"}},
	}
}

// TestWhatLacks: a method whose least evidence is not there is undecided or untested,
// and the detail says what lacks.
func TestWhatLacks(t *testing.T) {
	absent := func(t *result.Test) { stage(t, "auth").Outcome = "absent" }
	for _, c := range []struct {
		with    result.Test
		without func(*result.Test)
		lacks   string
	}{
		{directOK, mailOnly, "before the envelope"},
		{directOK, from("scanner@fabrikam.example"), "if fabrikam.example is an accepted domain"},
		{directOK, from("scanner@scan.contoso.com"), "if scan.contoso.com is an accepted domain"},
		{directOK, from("joe@gmail.com"), "no tenant's domain"},
		{directOK, from("<>"), "null sender"},
		{directOK, at("outlook-com.olc.protection.outlook.com", 25), "consumer service"},
		{directOK, at("smtp.office365.com", 25), "not one that takes a tenant's mail"},
		{directOK, to("me@fabrikam.example"), "different domains"},
		{directOK, at("mx1.filter.example", 25), "not Microsoft's"},
		{directOK, peer("[2001:db8::1]:25", ""), "IPv6"},
		{signInOK, absent, "without a sign-in"},
		{signInOK, from("<>"), "null sender"},
		{signInOK, mailOnly, "before the envelope"},
		{relayOK, to("office@contoso.com"), "Direct Send, or a connector"},
		{method(relay, mx, accepted), from("joe@gmail.com"), "taken from anybody"},
		{method(relay, mx, toOutside, accepted, mxOf("contoso.com")), from("scanner@fabrikam.example"), "of the sender's own domain"},
		{relayOK, to("me@fabrikam.onmicrosoft.com"), "one of your own elsewhere"},
		{hveOK, noLogin, "user name and a password"},
		{acsOK, noLogin, "user name and a password"},
	} {
		for _, message := range []func(*result.Test){func(*result.Test) {}, sending250} {
			test := copied(c.with)
			message(&test)
			c.without(&test)
			if m := alone(test); m.State != result.Undecided && m.State != result.Untested || !strings.Contains(m.Detail, c.lacks) {
				t.Errorf("%s: %s (%s), want %q", test.Address, m.State, m.Detail, c.lacks)
			}
		}
	}
}
