package diagnose

import (
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// stateProofs are the states of a sending method.
func stateProofs() []proof {
	return append(worksProofs(), []proof{
		{"accepted so far", signed, "client-submission accepted so far: sign-in and envelope accepted; can still fail: Send As, quotas", away{
			"RCPT":     on(0, mailOnly),
			"250":      on(0, ended("rcpt", "reject", result.Class{ID: "spamhaus", Family: "reputation"})),
			"the peer": on(0, unverified),
			"settling": changedAt(within),
			// What can refuse it changes once the message was taken.
			"what is still to come": on(0, sending250),
		}, []string{" works", "handed over"}},
		{"accepted so far", sent, "client-submission accepted so far: handed over; can still happen: junk, quarantine, a bounce; only mailbox or trace show it [message, , 250 2.0.0 OK]", away{
			"250":         on(0, ended("message", "reject", result.Class{ID: "throttled", Family: "rate"})),
			"the message": on(0, without("data", "message")),
			"the sign-in": on(0, func(t *result.Test) { stage(t, "auth").Outcome = "absent" }),
			"the peer":    on(0, unverified),
			"settling":    changedAt(within),
		}, []string{" works", "level 5", "can still fail: Send As"}},
		{"blocked", inTLS, "direct-send blocked|: spamhaus at RCPT TO [rcpt, spamhaus, 550 5.7.1 " + listedText + "]", away{
			"finality":        on(0, deferred),
			"the own sender":  on(0, func(t *result.Test) { t.From = "x@fabrikam.example" }),
			"the inside":      on(0, toOutside),
			"the tenant's MX": on(0, at("mx.filter.example", 25), func(t *result.Test) { t.Endpoint.Method = directSend }),
		}, nil},
		{"blocked", on(0, ended("message", "reject", result.Class{ID: "send-as-denied", Family: "policy"}))(sent), "client-submission blocked|: send-as-denied at the end of the message [message, send-as-denied", away{
			"finality":         on(0, ended("message", "defer", result.Class{ID: "throttled", Family: "rate", Waiting: true})),
			"the sign-in":      on(0, noLogin),
			"the method":       on(0, ended("message", "reject", result.Class{ID: "content-rejected", Family: "policy"})),
			"settling":         changedAt(within),
			"the reply":        on(0, silentAfter354),
			"the own From":     on(0, func(t *result.Test) { t.From = "<>" }),
			"the server's 250": on(0, func(t *result.Test) { *stage(t, "message") = stageOK }),
		}, []string{"level 5", "handed over"}},
		{"blocked", on(0, ended("data", "reject", result.Class{ID: "access-denied", Family: "policy"}))(sent), "client-submission blocked|: access-denied at DATA [data, access-denied", away{
			"finality": on(0, ended("data", "defer", result.Class{ID: "server-busy-or-down", Family: "server", Waiting: true})),
			"settling": changedAt(within),
		}, []string{"handed over"}},
		{"blocked", on(0, unexpected)(inClr), "direct-send blocked: reply-unexpected at RCPT TO| (unauthenticated: no certificate proved who said so)", away{
			"the reply": on(0, closed),
		}, nil},
		{"blocked", of(session(noName)), "direct-send blocked|: dns-nxdomain at name resolution [resolve, dns-nxdomain, NXDOMAIN]", away{
			"the name service's word": on(0, func(t *result.Test) { stage(t, "resolve").Failure.Class = smtp.FailDNSTimeout }),
		}, []string{"but  is", "in front of a tenant", "with a user name"}},
		{"blocked", of(relayUnknown), "relay blocked: direct-send-rejected at RCPT TO|: no connector claims this line by its address (5.7.68)", away{
			"5.7.68":      func(evidence) evidence { return of(relayClosed) },
			"the outside": on(0, to("office@contoso.com")),
		}, nil},
		{"undecided", of(directOldTLS), "direct-send undecided: tls-version at the TLS handshake: a device that then goes on in clear may be taken, unless a connector demands TLS", away{
			"a way that needs no TLS": func(evidence) evidence {
				return of(submission(ended("tls", "fail", result.Class{ID: smtp.FailTLSVersion, Family: "tls"})))
			},
			"the handshake": on(0, ended("starttls", "reject", result.Class{ID: "tls-unavailable", Family: "tls"})),
		}, []string{"direct-send blocked"}},
		{"undecided", of(session(accepted, askedForHELO)), "direct-send undecided: envelope accepted, but EHLO was refused, which Microsoft 365 knows, and no certificate proved who answered", away{
			"that it was asked for": on(0, func(t *result.Test) { stage(t, "ehlo").Parts = nil }),
			"a Microsoft name":      on(0, at("mail.contoso.example", 25)),
		}, []string{"direct-send accepted"}},
		{"undecided", on(0, closed)(taken), "direct-send undecided: nothing final: connection-closed at RCPT TO", away{
			"the silence": on(0, unexpected),
		}, []string{"direct-send blocked"}},
		{"undecided", of(session(noTLSNow)), "direct-send undecided: temporarily refused: tls-unavailable at STARTTLS", away{
			"454": on(0, func(t *result.Test) { stage(t, "starttls").Outcome = "reject" }),
		}, []string{"waiting does not help", "direct-send blocked"}},
		{"undecided", of(submission(signedIn, oneOfTwo)), "client-submission undecided: accepted for a@contoso.com, refused for c@contoso.com (spamhaus at RCPT TO)", away{
			"the accepted one":     on(0, recipients("c@contoso.com", "spamhaus")),
			"the refused one":      on(0, recipients("a@contoso.com", "")),
			"one that is the same": on(0, recipients("a@contoso.com", "spamhaus", "c@contoso.com", "spamhaus")),
		}, []string{"client-submission blocked", "client-submission accepted so far"}},
		{"undecided", of(submission(login, noSTARTTLS)), "client-submission undecided: the client cannot do STARTTLS, which the server offers, and a sign-in requires", away{
			"the offer": on(0, func(t *result.Test) { stage(t, "ehlo").Attrs["keywords"] = []string{"SIZE 1"} }),
			"EHLO":      on(0, saysHELO),
		}, []string{"ends before the envelope", "client-submission blocked", "is not offered"}},
		{"undecided", of(submission(login, required, saysHELO, endsInClear)), "client-submission undecided: the client says HELO, so there is no STARTTLS, which a sign-in requires", away{
			"that HELO was its own choice": on(0, askedForHELO, endsInClear),
		}, []string{"ends before the envelope", "client-submission blocked"}},
		{"undecided", changedAt(within)(inTLS), "the tenant was changed 20 minutes before; test again after 15:40 UTC", away{
			"the change":  changedAt(time.Time{}),
			"within":      changedAt(began.Add(-time.Hour)),
			"before":      changedAt(began.Add(time.Minute)),
			"its answers": on(0, noAnswer),
		}, []string{"direct-send blocked"}},
		{"undecided", changedAt(within)(sent), "client-submission undecided: handed over, but the tenant was changed 20 minutes before", away{
			"the change": changedAt(time.Time{}),
		}, []string{"accepted so far"}},
		{"undecided", on(0, deferred)(taken), "direct-send undecided: temporarily refused: throttled at RCPT TO", away{
			"that it is temporary": on(0, refusedFor("reputation", "spamhaus")),
			"the refusal":          on(0, accepted),
		}, []string{"direct-send blocked"}},
		{"undecided", on(0, ended("message", "defer", result.Class{ID: "greylisted", Family: "rate", Waiting: true}))(sent), "client-submission undecided: temporarily refused: greylisted at the end of the message", away{
			"that it is temporary": on(0, ended("message", "reject", result.Class{ID: "sender-blocked", Family: "policy"})),
		}, []string{"client-submission blocked", "handed over"}},
		{"undecided", on(0, silentAfter354)(sent), "client-submission undecided: reply-timeout at the end of the message: whether the message was taken is not known", away{
			"the silence": on(0, func(t *result.Test) { *stage(t, "message") = stageOK }),
		}, []string{"client-submission blocked", "client-submission accepted"}},
		{"undecided", on(0, resetAfter354)(sent), "client-submission undecided: connection-reset at the end of the message: whether the message was taken is not known", away{
			"the reset": on(0, func(t *result.Test) { *stage(t, "message") = stageOK }),
		}, []string{"put off", "again later"}},
		{"accepted so far", on(0, missedBy("trace"))(arrived), "handed over, and seen by mailbox, but not by trace (nothing found, or it could not be asked)", away{
			"the miss":    on(0, without("trace")),
			"the mailbox": on(0, without("mailbox")),
		}, []string{" works", "junk or in quarantine, or", "delivery not seen"}},
		{"accepted so far", on(0, missedBy("trace"))(sent), "and not seen by trace (nothing found, or it could not be asked): it may be in junk or in quarantine, or have bounced", away{
			"the miss":    on(0, without("trace")),
			"the message": on(0, without("data", "message")),
		}, []string{" works"}},
		{"undecided", on(0, ended("message", "reject", result.Class{ID: "content-rejected", Family: "policy"}))(sent), "content-rejected at the end of the message: the message was refused, not the method", away{
			"the message": on(0, ended("rcpt", "reject", result.Class{ID: "content-rejected", Family: "policy"})),
		}, []string{"client-submission blocked", "client-submission accepted"}},
		{"undecided", on(0, ended("message", "reject", result.Class{ID: "unknown-recipient", Family: "recipient"}))(sent), "unknown-recipient at the end of the message: the recipient was refused, not the method", away{
			"the recipient": on(0, func(t *result.Test) {
				stage(t, "message").Class = &result.Class{ID: "sender-blocked", Family: "policy"}
			}),
		}, []string{"client-submission blocked"}},
		{"undecided", on(0, from("<>"))(sent), "client-submission undecided: handed over, but with the null sender: needs the device's own", away{
			"the null sender": on(0, from("scanner@contoso.com")),
		}, []string{"Let the test go on", "client-submission accepted"}},
		{"undecided", beside(submission(signInRefused, func(t *result.Test) { t.Address = "test.other" }))(arrived), "client-submission undecided: accepted in submission, refused in other", away{
			"the refusal": drop(1),
		}, []string{"Works from here"}},
		{"undecided", of(session(noGreeting, func(t *result.Test) { t.Status = result.Inconclusive })), "direct-send undecided: fail at the greeting: nothing was learned about the server", away{
			"the silence": func(evidence) evidence { return taken },
		}, []string{"direct-send blocked"}},
		{"untested", signed, "relay untested: needs a connector, and a recipient of your own outside Microsoft 365", away{
			"that none was held": beside(relayOK),
		}, []string{"relay blocked"}},
		{"untested", on(0, noLogin)(signed), "client-submission untested: needs a user name and a password", away{
			"that nobody signed in": func(evidence) evidence { return signed },
		}, []string{"client-submission accepted"}},
	}...)
}

// closed, unexpected, noTLSNow and noName are ways for a session to end: without a reply,
// with one that is none, with a reason that passes, and before it began.
func closed(t *result.Test) {
	ended("rcpt", "fail", result.Class{ID: "connection-closed", Family: "network"})(t)
	stage(t, "rcpt").Reply, stage(t, "rcpt").Failure = nil, &result.Failure{Class: smtp.FailClosed}
}

func unexpected(t *result.Test) {
	ended("rcpt", "fail", result.Class{ID: "reply-unexpected", Family: "protocol"})(t)
	stage(t, "rcpt").Failure = &result.Failure{Class: smtp.FailUnexpected}
}

func noTLSNow(t *result.Test) {
	ended("starttls", "defer", result.Class{ID: "tls-unavailable", Family: "tls"})(t)
}

func noName(t *result.Test) {
	ended("resolve", "fail", result.Class{ID: "dns-nxdomain", Family: "dns"})(t)
	stage(t, "resolve").Failure = &result.Failure{Class: smtp.FailNXDomain, Detail: "NXDOMAIN"}
	t.Endpoint.Host, t.Endpoint.MXOf, t.Endpoint.Method = "", "contoso.example", directSend
}

// oneOfTwo is an envelope of two recipients, of whom one was taken.
func oneOfTwo(t *result.Test) { recipients("a@contoso.com", "", "c@contoso.com", "spamhaus")(t) }

func login(t *result.Test) { t.Login = "scanner@contoso.com" }

// noSTARTTLS is a client that does not know what the server offers.
func noSTARTTLS(t *result.Test) {
	inClear(t)
	stage(t, "ehlo").Attrs["keywords"] = []string{"SIZE 1", "STARTTLS"}
	t.Endpoint.TLS, t.Stages, t.Decided = string(smtp.TLSRequired), t.Stages[:5], "starttls"
}

// endsInClear is the end of a session that TLS is required of, and that did not come to it.
func endsInClear(t *result.Test) { t.Stages, t.Decided = t.Stages[:5], "starttls" }

// stageOK is a message that the server took.
var stageOK = result.Stage{Name: "message", Outcome: "accept"}

// worksProofs: a method works where its least evidence is there, inside TLS that proved
// the server, the message was taken, and what looked for it saw it.
func worksProofs() []proof {
	direct := of(session(accepted, sending250, seenBy("trace")))
	outside := of(method(relay, mx, toOutside, accepted, sending250, seenBy("mailbox")))
	common := func(more away) away {
		out := away{
			"what looked for it":     on(0, without("mailbox", "trace")),
			"what it saw":            on(0, func(t *result.Test) { stage(t, t.Decided).Outcome = "fail" }),
			"250 after the message":  on(0, without("message"), func(t *result.Test) { t.Decided = "rcpt" }),
			"a message that is seen": on(0, without("data", "message"), sending250),
			"that the other saw it":  on(0, func(t *result.Test) { t.Stages = append(t.Stages, result.Stage{Name: "trace", Outcome: "fail"}) }),
			"that it was taken":      on(0, func(t *result.Test) { stage(t, "message").Outcome = "reject" }),
			"RCPT 250":               on(0, func(t *result.Test) { stage(t, "rcpt").Outcome = "reject" }),
			"the peer":               on(0, unverified),
			"a public root":          on(0, ownRoot),
			"TLS":                    on(0, inClear),
			"settling":               changedAt(within),
		}
		for what, change := range more {
			out[what] = change
		}
		return out
	}
	return []proof{
		{"works", arrived, "client-submission works|: handed over, and seen by mailbox [mailbox, , ]", common(away{
			"235":               on(0, func(t *result.Test) { stage(t, "auth").Outcome = "absent" }),
			"a login":           on(0, noLogin),
			"the device's From": on(0, func(t *result.Test) { t.From = "<>" }),
		}), []string{"accepted so far", "can still", "junk"}},
		{"works", direct, "direct-send works|: handed over, and seen by trace", common(away{
			"the tenant's sender":    on(0, func(t *result.Test) { t.From = "x@fabrikam.example" }),
			"a recipient inside":     on(0, toOutside),
			"only recipients inside": on(0, func(t *result.Test) { t.To = append(t.To, "me@fabrikam.example") }),
			"Microsoft's host":       on(0, at("mx.filter.example", 25), func(t *result.Test) { t.Endpoint.Method = directSend }),
			"the address family":     on(0, func(t *result.Test) { t.Endpoint.Peer = "[2001:db8::1]:25" }),
		}), nil},
		{"works", outside, "relay works|: handed over, and seen by mailbox", common(away{
			"a recipient outside":  on(0, func(t *result.Test) { t.To = []string{"office@contoso.com"} }),
			"not at Microsoft":     on(0, func(t *result.Test) { t.To = []string{"me@fabrikam.onmicrosoft.com"} }),
			"only ones outside":    on(0, func(t *result.Test) { t.To = append(t.To, "office@contoso.com") }),
			"Microsoft's own host": on(0, at("relay.contoso.local", 25)),
		}), nil},
	}
}
