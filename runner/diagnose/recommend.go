package diagnose

import (
	"fmt"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
)

// stale is the age beyond which a fact is given with a warning.
const stale = 183 * 24 * time.Hour

// source is what a fact rests on.
type source struct {
	name string
	date time.Time
}

// The sources of the sentences below.
var (
	// Exchange Team Blog, "Updated Exchange Online SMTP AUTH Basic Authentication
	// Deprecation Timeline", 2026-01-27, version 3.0 of 2026-01-29.
	basicAuthPlan = source{"Microsoft's plan", time.Date(2026, time.January, 29, 0, 0, 0, 0, time.UTC)}
	// Exchange PowerShell reference, Set-OrganizationConfig and New-InboundConnector.
	powerShell = source{"Microsoft's reference", time.Date(2026, time.August, 21, 0, 0, 0, 0, time.UTC)}
	// Message centre MC1243552 on High Volume Email.
	hveNotice = source{"Microsoft's notice", time.Date(2026, time.May, 20, 0, 0, 0, 0, time.UTC)}
	// Microsoft Learn, "Service limits for Azure Communication Services".
	acsLimits = source{"Microsoft's page", time.Date(2023, time.October, 18, 0, 0, 0, 0, time.UTC)}
)

// fact is a sentence that rests on a source, with a warning where that is old.
func (c choice) fact(s source, text string) string {
	if c.now.Sub(s.date) > stale {
		text += fmt.Sprintf(" (%s of %s; see whether it has changed)", s.name, s.date.Format("2 January 2006"))
	}
	return text + "."
}

// recommend names the one method to take, or to test next, and why, with a second
// choice. It is nil where there is no ground for one.
func (c choice) recommend() *result.Recommendation {
	switch c.method() {
	case clientSubmission:
		return c.recommendSubmission()
	case relay:
		return c.recommendRelay()
	case directSend:
		return c.recommendDirectSend()
	case hve:
		return c.recommendHVE()
	case acs:
		return c.recommendACS()
	}
	return nil
}

// recommendSubmission never leaves out that passwords end, and when.
func (c choice) recommendSubmission() *result.Recommendation {
	r := &result.Recommendation{Method: clientSubmission, Why: c.whySubmission()}
	s := c.by[clientSubmission]
	switch {
	case c.accepted(clientSubmission) && r.Why != "":
		r.Text = "it does not depend on this line's reputation, and was accepted from here"
	case c.accepted(clientSubmission):
		r.Text = "sign-in and envelope were accepted from here"
	case s.method.State == result.Blocked && s.method.Class == "basic-auth-retired":
		r.Text = "with OAuth, since passwords are refused here (" + s.method.Detail + ")"
	case s.method.State == result.Blocked:
		r.Text = "put right first what refuses it: " + s.method.Detail
	case s.method.State == result.Undecided:
		r.Text = "test it again: it is undecided from here"
	default:
		r.Text = "test it next: it is untested from here"
	}
	r.Reasons = append(append(c.whyNotDirectSend(), c.passwords()...), c.secondToSubmission())
	if s.family == "rate" {
		r.Reasons = append(r.Reasons, "If that is the site's usual volume: High Volume Email for recipients inside, Azure Communication Services for others.")
	}
	r.Next = "Run the suite with a user name and a password of a mailbox that may use SMTP AUTH."
	switch {
	case c.accepted(clientSubmission):
		r.Next = "RCPT TO accepted is not delivery: send one scan, and look for it in the mailbox."
	case s.method.State == result.Blocked:
		r.Next = "Then run the suite again."
	}
	return r
}

// whyNotDirectSend says why a method that was accepted is not the one.
func (c choice) whyNotDirectSend() []string {
	if !c.accepted(directSend) || c.external != yes || c.accepted(clientSubmission) {
		return nil
	}
	return []string{"Direct Send is accepted so far, but reaches recipients inside the tenant only, and mail goes outside from here."}
}

// passwords say how to sign in, and until when a password will do.
func (c choice) passwords() []string {
	plan := c.fact(basicAuthPlan, "With a password it is switched off by default at the end of December 2026; an administrator can switch it on again")
	switch c.oauth {
	case yes:
		return []string{"Let the device sign in with OAuth, as it can.", plan}
	case no:
		return []string{plan}
	}
	return []string{plan, "Better, if the device can: OAuth."}
}

// secondToSubmission is what to turn to when passwords have ended.
func (c choice) secondToSubmission() string {
	const local = "a local relay that signs in with OAuth for the device"
	connector := "a relay connector"
	if c.listed() {
		connector += ", once the address is off the lists, which are asked about a connector's mail as well"
	}
	switch {
	case c.static == no || c.closed():
		return "Second choice: " + local + "."
	case c.static == yes:
		return "Second choice: " + connector + ": the site has a static address for it."
	}
	return "Second choice: " + connector + ", if the line has a static address of its own; else " + local + "."
}

// whySubmission says what sets client submission apart from a Direct Send that was
// refused for its reputation (Microsoft Learn, "How to set up a multifunction
// device or application to send email", copy of 2022-04-27).
func (c choice) whySubmission() string {
	if s := c.by[directSend]; s.method.State != result.Blocked || s.family != "reputation" {
		return ""
	}
	return "Direct Send is judged by the address that it comes from. Client submission is judged by the mailbox that signs in: " +
		"it may come from any address, and lists of addresses are not asked about it."
}

func (c choice) recommendRelay() *result.Recommendation {
	r := &result.Recommendation{Method: relay, Text: "the connector takes this line's mail"}
	r.Reasons = []string{c.fact(powerShell, "A connector keeps working when the tenant refuses Direct Send (RejectDirectSend, since April 2025)")}
	r.Next = "If the line's public address or the certificate changes, the connector no longer matches: keep this test."
	if !c.accepted(relay) {
		r.Text = "test it next: the site has a static address that a connector can know it by"
		if c.by[relay].method.Class == noConnector {
			r.Text = "make a connector for the site's static address: none matches it so far"
		}
		r.Reasons = append(r.Reasons, c.whyNotDirectSend()...)
		r.Reasons = append(r.Reasons, "The address must be IPv4, and not shared with another organisation.")
		r.Next = "Make an inbound connector for the address, and test it with a recipient of your own outside Microsoft 365."
	} else if c.static == unknown {
		r.Reasons = append(r.Reasons, "It lasts if the line's address is static; if it is not, the connector has to go by a certificate.")
	}
	r.Reasons = append(r.Reasons, c.secondIsSubmission()...)
	return r
}

// secondIsSubmission names client submission as the second choice, with the end of
// passwords wherever the device may need one.
func (c choice) secondIsSubmission() []string {
	second := "Second choice: client submission, with OAuth if the device can."
	switch c.oauth {
	case yes:
		return []string{"Second choice: client submission with OAuth."}
	case no:
		second = "Second choice: client submission."
	}
	return append([]string{second}, c.passwords()[0])
}

func (c choice) recommendDirectSend() *result.Recommendation {
	r := &result.Recommendation{Method: directSend, Text: "it is accepted so far, for recipients inside the tenant only"}
	r.Reasons = []string{c.fact(powerShell, "A tenant can refuse Direct Send at any time (RejectDirectSend, since April 2025); a relay connector keeps working then")}
	if c.external == unknown {
		r.Reasons = append(r.Reasons, "If mail has to go outside the tenant: client submission, or a relay connector for a static address.")
	}
	switch c.static {
	case yes:
		r.Reasons = append(r.Reasons, "Second choice, and the one that lasts: a relay connector for the static address.")
	case no:
		r.Reasons = append(r.Reasons, "The line's address is not static, so the next one may be listed.")
		r.Reasons = append(r.Reasons, c.secondIsSubmission()...)
	default:
		r.Reasons = append(r.Reasons, "Second choice: a relay connector, if the line has a static address of its own; else client submission.")
	}
	r.Next = "RCPT TO accepted is not delivery: send one scan, and look for it in the mailbox."
	return r
}

func (c choice) recommendHVE() *result.Recommendation {
	r := &result.Recommendation{Method: hve, Text: "sign-in and envelope were accepted from here, for recipients inside the tenant only"}
	r.Reasons = []string{c.fact(hveNotice, "It takes recipients inside only since June 2025, and is metered since 1 June 2026")}
	if c.external == unknown {
		r.Reasons = append(r.Reasons, "If mail has to go outside the tenant: client submission.")
	}
	r.Reasons = append(r.Reasons, c.secondIsSubmission()...)
	return r
}

func (c choice) recommendACS() *result.Recommendation {
	r := &result.Recommendation{Method: acs, Text: "sign-in and envelope were accepted from here"}
	r.Reasons = []string{c.fact(acsLimits, "It is metered, and bounded to 30 messages a minute and 100 an hour by default")}
	r.Reasons = append(r.Reasons, c.secondIsSubmission()...)
	return r
}
