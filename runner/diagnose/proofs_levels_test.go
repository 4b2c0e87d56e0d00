package diagnose

import (
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// levelProofs are the levels: each rests on those before it.
func levelProofs() []proof {
	greeted := of(session(inClear, func(t *result.Test) { t.Stages, t.Decided = t.Stages[:3], "banner" }))
	byOwnChoice := of(session(inClear, func(t *result.Test) { t.Endpoint.TLS = "none" }))
	noEHLO := on(0, func(t *result.Test) { stage(t, "ehlo").Outcome, stage(t, "ehlo-tls").Outcome = "reject", "" })
	return []proof{
		{"1 network", greeted, "level 1:| network proven; capabilities not proven", away{
			"the greeting":        on(0, noGreeting),
			"the operator's name": on(0, strangerGreets),
		}, []string{"TLS", "[handshake]"}},
		{"2 capabilities", inClr, "level 2:| network, capabilities proven; TLS not offered", away{
			"EHLO":                noEHLO,
			"the operator's name": on(0, strangerGreets),
		}, nil},
		{"2 capabilities", of(session(askedForHELO)), "level 2: network, capabilities proven; TLS not offered, as EHLO was refused", away{
			"the refusal": on(0, func(t *result.Test) { stage(t, "ehlo").Parts = nil }),
		}, []string{"by this client"}},
		{"2 capabilities", of(submission(login, noSTARTTLS)), "level 2: network, capabilities proven; TLS not asked for by this client", away{
			"the offer": on(0, func(t *result.Test) { stage(t, "ehlo").Attrs["keywords"] = []string{"SIZE 1"} }),
		}, []string{"TLS not offered"}},
		{"3 TLS", inTLS, "level 3:| network, capabilities, TLS proven; envelope refused at RCPT TO", away{
			"EHLO":           noEHLO,
			"the root":       on(0, unverified),
			"a public root":  on(0, ownRoot),
			"the right name": on(0, wrongName),
			"TLS":            on(0, inClear),
		}, []string{"by choice"}},
		{"3 in clear, by choice", byOwnChoice, "level 3: network, capabilities proven; envelope refused at RCPT TO, in clear by choice", away{
			"the choice": on(0, func(t *result.Test) { t.Endpoint.TLS = string(smtp.TLSStartTLS) }),
		}, []string{"TLS proven", "TLS, "}},
		{"4 sign-in and envelope", signed, "level 4:| network, capabilities, TLS, sign-in and envelope proven; delivery not tested", away{
			"RCPT": on(0, mailOnly),
			"250":  on(0, ended("rcpt", "reject", result.Class{ID: "spamhaus", Family: "reputation"})),
			"235":  on(0, func(t *result.Test) { stage(t, "auth").Outcome = "absent" }),
			"TLS":  on(0, unverified),
		}, []string{"level 5", "handed over"}},
		{"4 sign-in and envelope", on(0, ended("message", "reject", result.Class{ID: "content-rejected", Family: "policy"}))(sent),
			"level 4: network, capabilities, TLS, sign-in and envelope proven; delivery refused at the end of the message", away{
				"the refusal": on(0, func(t *result.Test) { *stage(t, "message") = stageOK }),
				"235":         on(0, func(t *result.Test) { stage(t, "auth").Outcome = "absent" }),
			}, []string{"level 5", "handed over"}},
		{"4, handed over, with a message", sent, "level 4: network, capabilities, TLS, sign-in and envelope proven; handed over; delivery not tested", away{
			"250 after the message": on(0, ended("message", "defer", result.Class{ID: "greylisted", Family: "rate", Waiting: true})),
			"a reply to it":         on(0, silentAfter354),
			"the message":           on(0, without("data", "message")),
			"the envelope":          on(0, func(t *result.Test) { stage(t, "rcpt").Outcome = "reject" }),
			"TLS":                   on(0, unverified),
		}, []string{"level 5", " works"}},
		{"4, handed over, with a message", on(0, func(t *result.Test) { stage(t, "mailbox").Outcome = "fail" })(arrived),
			"level 4: network, capabilities, TLS, sign-in and envelope proven; handed over; delivery not seen by mailbox", away{
				"the failure": func(evidence) evidence { return arrived },
				"the look":    func(evidence) evidence { return sent },
			}, []string{"level 5", " works"}},
		{"4, handed over, with a message", on(0, missedBy("trace"))(arrived),
			"level 4: network, capabilities, TLS, sign-in and envelope proven; handed over; delivery seen by mailbox, not by trace", away{
				"the miss":    func(evidence) evidence { return arrived },
				"the mailbox": on(0, without("mailbox")),
			}, []string{"level 5", "not seen"}},
		{"5 delivery seen", arrived, "level 5:| network, capabilities, TLS, sign-in and envelope proven; handed over; delivery seen by mailbox", away{
			"the look":              on(0, without("mailbox")),
			"what it saw":           on(0, func(t *result.Test) { stage(t, "mailbox").Outcome = "fail" }),
			"250 after the message": on(0, without("message")),
			"that it was taken":     on(0, func(t *result.Test) { stage(t, "message").Outcome = "reject" }),
			"the order":             on(0, without("data", "message"), sending250),
			"the envelope":          on(0, func(t *result.Test) { stage(t, "rcpt").Outcome = "reject" }),
			"TLS":                   on(0, unverified),
			"235":                   on(0, func(t *result.Test) { stage(t, "auth").Outcome = "absent" }),
		}, []string{"not tested"}},
		{"seen from ADDRESS", inTLS, "seen from 203.0.113.7.", away{
			"the server's word": on(0, func(t *result.Test) { delete(stage(t, "ehlo").Attrs, "client_address") }),
			"EHLO":              on(0, noGreeting),
		}, nil},
	}
}
