package diagnose

import (
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// The evidence of the rows below.
var (
	inTLS   = of(session())
	inClr   = of(session(inClear))
	taken   = of(session(accepted))
	signed  = of(submission(signedIn, accepted))
	sent    = of(submission(signedIn, accepted, sending250))
	arrived = of(submission(signedIn, accepted, sending250, seenBy("mailbox")))
)

// sending250 is a message that the server took.
func sending250(t *result.Test) {
	t.Stages = append(t.Stages, result.Stage{Name: "data", Outcome: "accept", Reply: &result.Reply{Code: 354}},
		result.Stage{Name: "message", Outcome: "accept", Reply: &result.Reply{Code: 250, Enhanced: "2.0.0", Text: "OK"}})
	t.Decided = "message"
}

// seenBy is a step that saw the message arrive.
func seenBy(name string) func(*result.Test) {
	return func(t *result.Test) {
		t.Stages, t.Decided = append(t.Stages, result.Stage{Name: name, Outcome: "ok"}), name
	}
}

// without takes stages out of a session that went on all the same.
func without(names ...string) func(*result.Test) {
	return func(t *result.Test) {
		kept := t.Stages[:0]
		for _, s := range t.Stages {
			keep := true
			for _, name := range names {
				keep = keep && s.Name != name
			}
			if keep {
				kept = append(kept, s)
			}
		}
		t.Stages, t.Decided = kept, kept[len(kept)-1].Name
	}
}

// ended is a session that a stage ended, with a class and its family.
func ended(stageName, outcome string, class result.Class) func(*result.Test) {
	return func(t *result.Test) {
		for i := range t.Stages {
			if t.Stages[i].Name == stageName {
				t.Stages, t.Decided = t.Stages[:i+1], stageName
				t.Stages[i].Outcome, t.Stages[i].Class = outcome, &class
				return
			}
		}
	}
}

func anothers(t *result.Test) { inClear(t); strangerGreets(t) }

// silentAfter354 is a message that nothing answered.
func silentAfter354(t *result.Test) {
	ended("message", "fail", result.Class{ID: "reply-timeout", Family: "network", Waiting: true})(t)
	s := stage(t, "message")
	s.Reply, s.Failure = nil, &result.Failure{Class: smtp.FailReplyTimeout, Detail: "no reply within 10 minutes"}
}

// resetAfter354 is a message upon which the connection broke.
func resetAfter354(t *result.Test) {
	ended("message", "fail", result.Class{ID: "connection-reset", Family: "network"})(t)
	s := stage(t, "message")
	s.Reply, s.Failure = nil, &result.Failure{Class: smtp.FailReset}
}

// missedBy is a step that did not see the message.
func missedBy(name string) func(*result.Test) {
	return func(t *result.Test) {
		t.Stages, t.Decided = append(t.Stages, result.Stage{Name: name, Outcome: "fail"}), name
	}
}

// seenProofs are the rows of what is seen in a session, up to the envelope.
func seenProofs() []proof {
	flight := on(0, func(t *result.Test) { stage(t, "tls").Attrs["received"] = 4321.0 })(inTLS)
	const host = "mail.contoso.example"
	return []proof{
		{"TCP connect", of(session(noGreeting)), "fail at the greeting: nothing was learned about the server", away{
			"the connection": on(0, noAnswer),
		}, []string{"ruled out", "level 1", "is filtered", "not filtered"}},
		{"greeting and EHLO in clear", inClr, "Microsoft 365's own greeting arrived (unauthenticated", away{
			"the greeting":        on(0, noGreeting),
			"the operator's name": on(0, strangerGreets),
			"a known operator":    on(0, at(host, 25)),
		}, []string{"proved whose it is", "[handshake]"}},
		{"greeting and EHLO in clear", on(0, func(t *result.Test) { stage(t, "banner").Attrs = map[string]any{"masked": true} })(inClr),
			"level 0: nothing proven: the greeting is masked", away{
				"the mask": on(0, func(t *result.Test) { stage(t, "banner").Attrs = map[string]any{"host": "mail.isp.example"} }),
			}, []string{"is not the operator's", "did not greet", "network not proven"}},
		{"handshake", inTLS, "the certificate leads to a public root and bears the host's name", away{
			"the root":        on(0, unverified),
			"a public root":   on(0, ownRoot),
			"the right name":  on(0, wrongName),
			"TLS":             on(0, inClear),
			"the first reply": on(0, noGreeting),
		}, []string{"MTU", "copier"}},
		{"handshake", flight, "4321 bytes of the handshake arrived from there; the way to the server is not tested", away{
			"the size":          func(evidence) evidence { return inTLS },
			"the peer":          on(0, ownRoot),
			"a line in between": on(0, played),
		}, []string{"354"}},
		{"AUTH 235", signed, "this address now [auth]", away{
			"235":                  on(0, ended("auth", "reject", result.Class{ID: "auth-failed", Family: "auth"})),
			"the peer":             on(0, unverified),
			"Microsoft's greeting": on(0, anothers),
			"a login":              on(0, noLogin),
		}, []string{"may send as"}},
		{"AUTH 235", on(0, unverified)(signed), "this address now (unauthenticated", away{
			"the doubt": func(evidence) evidence { return signed },
		}, nil},
		{"MAIL 250", on(0, mailOnly)(taken), "the test ends at MAIL FROM, before the envelope", away{
			"250": on(0, without("mail")),
		}, []string{"[rcpt]", "accepted so far", "level 4"}},
		{"RCPT 250", taken, "RCPT TO was accepted; that is not yet delivery, nor proof that the recipient exists [rcpt]", away{
			"250":                  on(0, refusedFor("reputation", "spamhaus")),
			"RCPT":                 on(0, mailOnly),
			"the peer":             on(0, unverified),
			"Microsoft's greeting": on(0, anothers),
		}, []string{"delivered", "works", "handed over"}},
		{"RCPT 250", on(0, inClear)(taken), "RCPT TO was accepted (unauthenticated", away{
			"the doubt":            func(evidence) evidence { return taken },
			"Microsoft's greeting": on(0, strangerGreets),
		}, nil},
		{"5yz inside authenticated TLS", inTLS, "it is the server's own policy", away{
			"5yz":           on(0, deferred),
			"TLS":           on(0, inClear),
			"the root":      on(0, unverified),
			"a public root": on(0, ownRoot),
			"the name":      on(0, wrongName),
		}, []string{"another address", "another EHLO name"}},
	}
}

// messageProofs are the rows of a message: what its reply proves, and what silence
// after 354 is a sign of.
func messageProofs() []proof {
	silent := on(0, silentAfter354)(sent)
	return []proof{
		{"250 after the message", sent, "and with it the responsibility (handed over)|; that says nothing of the inbox [message]", away{
			"the message":          on(0, without("message")),
			"250":                  on(0, ended("message", "reject", result.Class{ID: "unknown", Family: "unknown"})),
			"DATA":                 on(0, without("data", "message")),
			"Microsoft's greeting": on(0, anothers),
		}, []string{" works", "level 5", "seen by", "seen to arrive"}},
		{"250 after the message", on(0, unverified)(sent), "the responsibility (handed over) (unauthenticated", away{
			"the doubt": func(evidence) evidence { return sent },
		}, nil},
		{"250 after the message", sent, "only mailbox or trace show it", away{
			"the message":       on(0, without("message")),
			"what is not known": on(0, seenBy("mailbox")),
		}, []string{"can still fail"}},
		{"250 after the message", arrived, "it was seen by mailbox| after it was handed over [message]", away{
			"Microsoft's greeting": on(0, anothers),
			"the mailbox":          on(0, without("mailbox")),
			"the message":          on(0, without("message")),
			"what it saw":          on(0, func(t *result.Test) { stage(t, "mailbox").Outcome = "fail" }),
			"what all saw":         on(0, seenBy("trace"), func(t *result.Test) { stage(t, "trace").Outcome = "fail" }),
			"the order":            on(0, without("data", "message"), sending250),
		}, []string{"junk", "quarantine"}},
		{"handshake", silent, "no reply came after 354, although everything before it worked: large packets on the way to the server may be lost (MTU)", away{
			"the silence":           on(0, func(t *result.Test) { stage(t, "message").Failure.Class = smtp.FailReset }),
			"354":                   on(0, without("data")),
			"a line in between":     on(0, played),
			"what worked before it": on(0, func(t *result.Test) { stage(t, "rcpt").Outcome = "defer" }),
			"the message":           func(evidence) evidence { return sent },
		}, []string{"ISP", "client-submission blocked", "is lost on"}},
	}
}

// silenceProofs are the rows of a port that does not answer.
func silenceProofs() []proof {
	refused := func(t *result.Test) { stage(t, "connect").Failure.Class = smtp.FailConnectRefused }
	silence := of(silentAt(mx, 25), submission(signedIn, accepted))
	both := of(silentAt(mx, 25), submission(signedIn, accepted), silentAt("aspmx.l.google.com", 25))
	const row = "timeout on 25 while 587 answers"
	return []proof{
		{row, silence, "packets to port 25 vanish somewhere (this computer's antivirus, a firewall, the line, the server)", away{
			"587":                     drop(1),
			"the operator's greeting": on(1, anothers),
			"the same operator":       on(1, at("mail.fabrikam.example", 587)),
			"silence":                 on(0, refused),
			"a real 587":              on(1, played),
			"a real 25":               on(0, played),
			"a host beyond the line":  on(0, at("127.0.0.1", 25), func(t *result.Test) { t.Endpoint.Method = directSend }),
			"silence of all of 25":    beside(session()),
		}, []string{"ISP", "on this side"}},
		{row, both, "vanish on this side (this computer's antivirus, a firewall, the line)", away{
			"the second":             drop(2),
			"its silence":            on(2, refused),
			"another operator":       on(2, at("fabrikam-com.mail.protection.outlook.com", 25)),
			"the same port of it":    on(2, at("aspmx.l.google.com", 587)),
			"the first's other port": drop(1),
		}, []string{"ISP"}},
	}
}

// within is less than an hour before the tests.
var within = began.Add(-20 * time.Minute)
