package diagnose

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
)

// stale is the age beyond which a fact is given with a warning.
const stale = 183 * 24 * time.Hour

// source is what a fact rests on.
type source struct {
	name  string
	date  time.Time
	title string
}

// The sources of the sentences below.
var (
	basicAuthPlan = source{"Microsoft's plan", day(2026, time.January, 29),
		"Exchange Team Blog, Updated Exchange Online SMTP AUTH Basic Authentication Deprecation Timeline"}
	powerShell    = source{"Microsoft's reference", day(2026, time.August, 21), "Exchange PowerShell reference, Set-OrganizationConfig and New-InboundConnector"}
	hveNotice     = source{"Microsoft's notice", day(2026, time.May, 20), "Message centre MC1243552 on High Volume Email"}
	acsLimits     = source{"Microsoft's page", day(2023, time.October, 18), "Microsoft Learn, Service limits for Azure Communication Services"}
	deviceArticle = source{"Microsoft's page", day(2022, time.April, 27), "Microsoft Learn, How to set up a multifunction device or application to send email"}
	deviceTrouble = source{"Microsoft's page", day(2024, time.August, 13), "Microsoft Learn, Fix issues with printers, scanners, and LOB apps that send email"}
)

func day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// fact is a sentence that rests on a source, with a warning where that is old. The
// text has no brackets of its own.
func (c *choice) fact(s source, text string) string {
	if !slices.Contains(c.used, s) {
		c.used = append(c.used, s)
	}
	if c.now.Sub(s.date) > stale {
		text += fmt.Sprintf(" (%s of %s; see whether it has changed)", s.name, s.date.Format("2 January 2006"))
	}
	return text + "."
}

// recommend names the one method to take, or to test next, and why, with a second
// choice. It is nil where there is no ground for one.
func (c *choice) recommend() *result.Recommendation {
	method := c.method()
	if method == "" {
		return nil
	}
	r := map[string]func() *result.Recommendation{
		clientSubmission: c.recommendSubmission, relay: c.recommendRelay, directSend: c.recommendDirectSend,
		hve: c.recommendHVE, acs: c.recommendACS,
	}[method]()
	r.Method = method
	v := c.by[method]
	switch {
	case c.split(method):
		r.Text = "as in " + (result.Test{Address: v.Taken}).ShortName() + ", where it was accepted: " + v.apart
	case v.until != "":
		r.Text = "test it again: it is undecided from here"
	}
	if v.Unproven && c.good(method) {
		r.Text += " (unauthenticated: no certificate proved who said so)"
	}
	r.Next = c.first(method, r.Next)
	r.Reasons = append(r.Reasons, c.alsoAccepted(method)...)
	for _, s := range c.used {
		r.Sources = append(r.Sources, fmt.Sprintf("%s (%s)", s.title, s.date.Format(time.DateOnly)))
	}
	return r
}

// alsoAccepted names the methods that were accepted and are not the one.
func (c *choice) alsoAccepted(taken string) []string {
	var others []string
	for _, method := range []string{clientSubmission, relay, directSend, hve, acs} {
		if method != taken && c.accepted(method) {
			others = append(others, method)
		}
	}
	if len(others) == 0 {
		return nil
	}
	return []string{"Accepted so far from here as well: " + strings.Join(others, ", ") + "."}
}

// recommendSubmission never leaves out that passwords end, and when.
func (c *choice) recommendSubmission() *result.Recommendation {
	r := &result.Recommendation{Why: c.whySubmission(), Text: c.textOfSubmission()}
	r.Reasons = append(append(c.whyNotDirectSend(), c.passwords()...), c.secondToSubmission()...)
	v := c.by[clientSubmission]
	if v.family == "rate" {
		r.Reasons = append(r.Reasons, "If that is the site's usual volume: High Volume Email for recipients inside, Azure Communication Services for others.")
	}
	switch {
	case c.good(clientSubmission):
		r.Next = notDelivery
	case v.State == result.Blocked && !(c.retired() && c.oauth != no):
		r.Next = "Then run the suite again."
	case c.oauth == yes || c.retired():
		r.Next = "Run the suite with a user name and OAuth (oauth2 in its credential), of a mailbox that may use SMTP AUTH."
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
		return "sign-in and envelope were accepted from here"
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

// whyNotDirectSend says why a method that was accepted is not the one.
func (c *choice) whyNotDirectSend() []string {
	if !c.accepted(directSend) || c.external != yes || c.accepted(clientSubmission) {
		return nil
	}
	return []string{"Direct Send is accepted so far, but reaches recipients inside the tenant only, and mail goes outside from here."}
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
	case c.oauth == no || c.retired():
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
	second := "; else " + localRelay
	switch {
	case c.oauth == yes: // it needs nobody to sign in for it
		second = "; else Azure Communication Services, with a credential of its own"
	case c.retired() && c.oauth == no:
		second = "; else a device that can sign in with OAuth"
	}
	connector, lists := "a relay connector", []string(nil)
	if c.listed {
		connector += ", once the address is off the lists"
		lists = []string{c.fact(deviceTrouble, "The lists are asked about a connector's mail as well")}
	}
	switch {
	case c.accepted(relay):
		return []string{"Second choice: a relay connector, as it was accepted here" + c.byCertificate() + "."}
	case c.static == no || c.closed():
		return []string{"Second choice: " + strings.TrimPrefix(second, "; else ") + "."}
	case c.static == yes:
		return append([]string{"Second choice: " + connector + ": the site has a static address for it."}, lists...)
	}
	return append([]string{"Second choice: " + connector + ", if the line has a static address of its own" + second + "."}, lists...)
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

func (c *choice) recommendRelay() *result.Recommendation {
	r := &result.Recommendation{Text: "the tenant took mail for outside: a connector matches this line, if that recipient's own MX is not Microsoft's"}
	r.Reasons = []string{c.fact(powerShell, "A connector keeps working when the tenant refuses Direct Send, as RejectDirectSend has let it do since April 2025")}
	r.Next = notDelivery + " Keep this test: if the line's public address or the certificate changes, the connector no longer matches."
	if c.listed {
		r.Reasons = append(r.Reasons, c.fact(deviceTrouble, "The line's address is on a list, and the lists are asked about a connector's mail as well: have it taken off"))
	}
	switch {
	case !c.good(relay):
		r.Text = "test it next: the site has a static address that a connector can know it by"
		if v := c.by[relay]; v.State == result.Blocked && v.Class == noConnector {
			r.Text = "make a connector for the site's static address: none matches it so far"
		}
		r.Reasons = append(r.Reasons, c.whyNotDirectSend()...)
		r.Reasons = append(r.Reasons, "The address must be IPv4, and not shared with another organisation.")
		r.Next = "Make an inbound connector for the address, and test it with a recipient of your own outside Microsoft 365."
	case c.static == unknown:
		r.Reasons = append(r.Reasons, "It lasts if the line's address is static; if it is not, the connector has to go by a certificate.")
	case c.static == no:
		r.Reasons = append(r.Reasons, "The line's address is not static: it lasts only if the connector goes by a certificate.")
	}
	r.Reasons = append(r.Reasons, c.secondIsSubmission()...)
	return r
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

func (c *choice) recommendDirectSend() *result.Recommendation {
	r := &result.Recommendation{Text: "it is accepted so far, for recipients inside the tenant only"}
	r.Reasons = []string{c.fact(powerShell, "A tenant can refuse Direct Send at any time, since April 2025, by RejectDirectSend; a relay connector keeps working then")}
	if c.external == unknown {
		r.Reasons = append(r.Reasons, "If mail has to go outside the tenant: client submission, or a relay connector for a static address.")
	}
	words, plan := c.submission()
	switch c.static {
	case yes:
		r.Reasons = append(r.Reasons, "Second choice, and the one that lasts: a relay connector for the static address.")
		if c.external == unknown {
			r.Reasons = append(r.Reasons, plan...)
		}
	case no:
		r.Reasons = append(r.Reasons, "The line's address is not static, so the next one may be listed.")
		r.Reasons = append(r.Reasons, c.secondIsSubmission()...)
	default:
		r.Reasons = append(r.Reasons, "Second choice: a relay connector, if the line has a static address of its own; else "+words+".")
		r.Reasons = append(r.Reasons, plan...)
	}
	r.Next = notDelivery
	return r
}

func (c *choice) recommendHVE() *result.Recommendation {
	r := &result.Recommendation{Text: "sign-in and envelope were accepted from here, for recipients inside the tenant only", Next: notDelivery}
	r.Reasons = []string{c.fact(hveNotice, "It takes recipients inside only since June 2025, and is metered since 1 June 2026")}
	if c.external == unknown {
		r.Reasons = append(r.Reasons, "If mail has to go outside the tenant: client submission.")
	}
	r.Reasons = append(r.Reasons, c.secondIsSubmission()...)
	return r
}

func (c *choice) recommendACS() *result.Recommendation {
	r := &result.Recommendation{Text: "sign-in and envelope were accepted from here", Next: notDelivery}
	r.Reasons = []string{c.fact(acsLimits, "It is metered, and bounded to 30 messages a minute and 100 an hour by default")}
	r.Reasons = append(r.Reasons, c.secondIsSubmission()...)
	return r
}
