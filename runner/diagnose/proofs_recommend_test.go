package diagnose

import (
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
)

// recommendationProofs are the rules of a recommendation. What the author stated is
// evidence, and so is what he left open: an "if" goes with the answer.
func recommendationProofs() []proof {
	y, n := true, false
	open := stating(nil)
	static, dynamic := stating(&result.Site{StaticIP: &y}), stating(&result.Site{StaticIP: &n})
	outside, inside := stating(&result.Site{ExternalRecipients: &y}), stating(&result.Site{ExternalRecipients: &n})
	oauth, noOAuth := stating(&result.Site{DeviceOAuth: &y}), stating(&result.Site{DeviceOAuth: &n})
	ownServer := func(evidence) evidence {
		return of(method(clientSubmission, "mail.contoso.example", signedIn, accepted))
	}
	const ifs = "what the author did not state is an if"
	return append([]proof{
		{"a password is off by default at the end of December 2026", signed, "With a password it is switched off by default at the end of December 2026", away{
			"Microsoft's submission": ownServer,
			"a date before that":     nowAt(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)),
		}, nil},
		{"a password is off by default at the end of December 2026", nowAt(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))(signed),
			"With a password it was to be switched off by default at the end of December 2026", away{"a date behind that": nowAt(november)}, nil},
		{"an administrator can turn it on again", signed, "an administrator can switch it on again", away{"Microsoft's submission": ownServer}, nil},
		{"an administrator can turn it on again", of(signInRetired), "an administrator can switch them on again", away{
			"that passwords are refused": func(evidence) evidence { return signed },
		}, nil},
		{"a second choice", signed, "Second choice: a relay connector, if the line has a static address of its own; else a local relay", away{
			"that its address is not known": static,
			"that it may be static":         dynamic,
		}, nil},
		{"a second choice", dynamic(signed), "Second choice: a local relay that signs in with OAuth for the device", away{
			"the dynamic address": open,
			"a device without":    stating(&result.Site{StaticIP: &n, DeviceOAuth: &y}),
		}, []string{"connector, if"}},
		{"a second choice", of(signInOK, relayOK), "Second choice: a relay connector, as it was accepted here", away{
			"its acceptance": drop(1),
		}, nil},
		{"a second choice", static(of(directTenant, relayUnknown, signInOff)), "make a connector for the site's static address: none matches it so far", away{
			"the static address":    dynamic,
			"the tenant's word":     func(evidence) evidence { return static(of(directTenant, relayClosed, signInOff)) },
			"a test of the relay":   drop(1),
			"that passwords do not": drop(2),
		}, []string{"put right first"}},
		{ifs, of(directOK), "If mail has to go outside the tenant", away{"the question": outside, "the question, answered no": inside}, []string{"mail goes outside from here"}},
		{ifs, outside(of(directOK)), "and mail goes outside from here", away{"the statement": open, "its yes": inside}, []string{"If mail"}},
		{ifs, signed, "Better, if the device can: OAuth", away{"the question": oauth, "the question, answered no": noOAuth}, []string{"as it can"}},
		{ifs, oauth(signed), "Let the device sign in with OAuth, as it can", away{"the statement": open, "its yes": noOAuth}, []string{"if the device can"}},
		{ifs, static(signed), "the site has a static address for it", away{"the statement": open, "its yes": dynamic}, []string{"if the line has"}},
		{"facts older than six months warn", signed, "(Microsoft's plan of 29 January 2026; see whether it has changed)", away{
			"six months": nowAt(basicAuthPlan.date.AddDate(0, 1, 0)),
			"the fact":   ownServer,
		}, nil},
	}, proveProofs()...)
}

// proveProofs: what is to be done about an acceptance goes by how far a message came.
func proveProofs() []proof {
	direct := of(session(accepted, sending250, seenBy("mailbox")))
	return []proof{
		{"RCPT 250", signed, notDelivery, away{"a message that was taken": on(0, sending250), "250": on(0, deferred)}, []string{"Handed over"}},
		{"250 after the message", sent, "sign-in, envelope and message were accepted from here (handed over)", away{"250": on(0, without("message"))}, nil},
		{"250 after the message", sent, "Handed over is not delivery: look for the message in the mailbox, in junk and in quarantine.", away{
			"250":       on(0, without("message")),
			"its doubt": on(0, seenBy("mailbox")),
		}, []string{notDelivery}},
		{"works", arrived, "a message was handed over from here, and seen to arrive", away{
			"what saw it": on(0, without("mailbox")),
			"its 250":     on(0, without("message")),
		}, []string{notDelivery, "Handed over is not"}},
		{"works", arrived, "It works from this computer, which is not the copier: send one scan", away{"what saw it": on(0, without("mailbox"))}, nil},
		{"works", direct, "it works from here, for recipients inside the tenant only", away{"what saw it": on(0, without("mailbox")), "the peer": on(0, inClear)}, nil},
		{"works", of(signInOK, session(accepted, sending250, seenBy("mailbox"))), "Works from here as well: direct-send.", away{
			"what saw it": on(1, without("mailbox")),
		}, []string{"Accepted so far from here as well"}},
		{"works", beside(submission(mailOnly, keywords("XXXXXXXA")))(arrived), "It works from this computer", away{"what saw it": on(0, without("mailbox"))}, []string{"Clear up first"}},
		{"undecided", on(0, ended("message", "reject", result.Class{ID: "message-too-large", Family: "message"}))(sent), "Test again with another message: what was refused is this one (message-too-large at the end of the message).", away{
			"the message": on(0, ended("message", "reject", result.Class{ID: "sender-blocked", Family: "policy"})),
		}, []string{"Let the test go on"}},
		{"accepted so far", of(signInOK, directOK), "Accepted so far from here as well: direct-send.", away{"the other": drop(1), "its 250": on(1, mailOnly)}, []string{"Works from here as well"}},
	}
}
