package diagnose

import (
	"slices"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
)

// recommendSubmission never leaves out that passwords end, and when.
func (c *choice) recommendSubmission() *result.Recommendation {
	r := &result.Recommendation{Why: c.whySubmission(), Text: c.textOfSubmission()}
	r.Reasons = slices.Concat(c.byCode(), c.whyNotDirectSend(), c.passwords(), c.secondToSubmission())
	v := c.by[clientSubmission]
	if v.class.Family == "rate" {
		r.Reasons = append(r.Reasons, "If that is the site's usual volume: High Volume Email for recipients inside, Azure Communication Services for others.")
	}
	switch {
	case c.good(clientSubmission):
		r.Next = c.proveOn(clientSubmission)
	case v.State == result.Blocked && !(c.retired() && c.oauth != no), c.outdated() != "":
		r.Next = "Then run the suite again."
	case c.oauth == yes || c.retired():
		r.Next = "Set the device to OAuth, for a mailbox that may use SMTP AUTH, and send one scan: this version of smtpspec does not sign in with OAuth. " +
			"Whether the server offers it, builtin:m365/basic-auth-sunset shows (oauth_offered)."
	default:
		r.Next = "Run builtin:m365/client-submission with a user name and a password of a mailbox that may use SMTP AUTH: --var host=… --var username=… --ask password."
	}
	return r
}

func (c *choice) textOfSubmission() string {
	v := c.by[clientSubmission]
	switch {
	case c.accepted(clientSubmission) && c.listed:
		return "it does not depend on this line's reputation, and was accepted from here"
	case c.accepted(clientSubmission):
		return c.showed(clientSubmission)
	case c.outdated() != "":
		return "with a firmware that knows TLS 1.2; else through " + localRelay + ", since the TLS of this one is too old here (" + c.outdated() + ")"
	case c.inClear():
		return "with a firmware that knows STARTTLS; else through " + tlsRelay + ", since this client cannot do STARTTLS"
	case c.retired() && c.oauth == no:
		return "through " + localRelay + ", since passwords are refused here (" + v.Detail + ") and the device has no OAuth"
	case c.retired():
		return "with OAuth, since passwords are refused here (" + v.Detail + ")"
	case v.State == result.Blocked:
		return "put right first what refuses it: " + v.Detail
	case v.State == result.Undecided:
		return "test it again: it is undecided from here"
	}
	return "test it next: it is untested from here"
}

// localRelay is what signs in for a device that cannot.
const localRelay = "a local relay that signs in with OAuth for the device"

// tlsRelay is what signs in for a device that knows neither.
const tlsRelay = "a local relay that does TLS and signs in for the device"

// inClear reports whether the device, as the tests played it, cannot come to TLS, which a
// sign-in requires.
func (c *choice) inClear() bool {
	if c.good(clientSubmission) {
		return false
	}
	for _, method := range []string{clientSubmission, directSend, relay} {
		if v := c.by[method]; v.clear && !v.tls {
			return true
		}
	}
	return false
}

// whyNotDirectSend says why a method that was accepted is not the one.
func (c *choice) whyNotDirectSend() []string {
	if !c.accepted(directSend) || c.external != yes || c.accepted(clientSubmission) {
		return nil
	}
	return []string{"Direct Send " + c.showedDirectSend() + ", but reaches recipients inside the tenant only, and mail goes outside from here."}
}

// passwords say how to sign in, and until when a password will do.
func (c *choice) passwords() []string {
	plan := append(c.plan(), c.removal()...)
	if c.retired() && len(plan) > 0 {
		plan = []string{c.fact(basicAuthPlan, "Passwords are refused here already; by Microsoft's plan they are switched off by default at the end of December 2026, and an administrator can switch them on again")}
	}
	switch {
	case c.oauth == yes:
		return append([]string{"Let the device sign in with OAuth, as it can."}, plan...)
	case c.oauth == no || c.retired() || c.inClear():
		return plan
	}
	return append(plan, "Better, if the device can: OAuth.")
}

// plan is what becomes of passwords at Microsoft's submission host. Another server
// that takes them has plans of its own.
func (c *choice) plan() []string {
	if v, ok := c.by[clientSubmission]; ok && !v.ours {
		return nil
	}
	off := "is switched off"
	if !c.now.Before(day(2027, time.January, 1)) {
		off = "was to be switched off"
	}
	return []string{c.fact(basicAuthPlan, "With a password it "+off+" by default at the end of December 2026; an administrator can switch it on again")}
}

// removal is the rest of that plan, for those who are to rely on a password.
func (c *choice) removal() []string {
	if len(c.plan()) == 0 {
		return nil
	}
	is := "is"
	if !c.now.Before(day(2028, time.January, 1)) {
		is = "was"
	}
	return []string{"Tenants made after that do not have it by default; the date of its removal " + is + " to be announced in the second half of 2027."}
}

// secondToSubmission is what to turn to when passwords have ended, or where sign-in
// fails for another reason.
func (c *choice) secondToSubmission() []string {
	if c.outdated() != "" {
		return []string{c.fact(deviceTrouble, "Second choice: smtp-legacy.office365.com, which takes TLS 1.0 and 1.1 where the tenant's administrator allows it, but not in GCC, GCC High and DoD")}
	}
	second := localRelay
	switch {
	case c.inClear():
		second = tlsRelay
	case c.oauth == yes: // it needs nobody to sign in for it
		second = "Azure Communication Services, with a credential of its own"
	case c.retired() && c.oauth == no:
		second = "a device that can sign in with OAuth"
	}
	if c.accepted(relay) {
		return []string{"Second choice: " + connector + ", as it was accepted here" + c.byCertificate() + "."}
	}
	return c.secondIsConnector(second)
}

// byCertificate is what a connector goes by on a line that has no address of its own.
func (c *choice) byCertificate() string {
	switch c.static {
	case no:
		return "; the line's address is not static, so it has to go by a certificate"
	case unknown:
		return ", if the line's address is static or it goes by a certificate"
	}
	return ""
}

// whySubmission says what sets client submission apart from a Direct Send that was
// refused for its reputation.
func (c *choice) whySubmission() string {
	if !c.listed {
		return ""
	}
	return c.fact(deviceArticle, "Direct Send is judged by the address that it comes from. Client submission is judged by the mailbox that signs in: "+
		"it may come from any address, and lists of addresses are not asked about it")
}

// secondIsSubmission names client submission as the second choice, with the end of
// passwords wherever the device may need one.
func (c *choice) secondIsSubmission() []string {
	words, plan := c.submission()
	return append([]string{"Second choice: " + words + "."}, plan...)
}

// submission is client submission as a choice behind another one: as what was seen of
// it and the device allow, with the plan for passwords.
func (c *choice) submission() (words string, plan []string) {
	v := c.by[clientSubmission]
	refused := ", since passwords are refused here"
	switch {
	case c.inClear():
		return "client submission through " + tlsRelay + ", since this client cannot do STARTTLS", nil
	case c.retired() && c.oauth == no:
		return "client submission through " + localRelay + refused, nil
	case c.retired():
		return "client submission with OAuth" + refused, nil
	case v.State == result.Blocked:
		refused = ", once what refuses it is put right (" + v.Detail + ")"
	default:
		refused = ""
	}
	switch c.oauth {
	case yes:
		return "client submission with OAuth" + refused, nil
	case no:
		return "client submission" + refused, c.plan()
	}
	return "client submission, with OAuth if the device can" + refused, c.plan()
}
