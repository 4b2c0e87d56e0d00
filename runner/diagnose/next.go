package diagnose

import (
	"fmt"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// good reports a method that was accepted, if only as one of its tests was set up.
func (c *choice) good(method string) bool { return c.accepted(method) || c.split(method) }

// notDelivery is what is to be done about every envelope that was accepted.
const notDelivery = "RCPT TO accepted is not delivery: send one scan, and look for it in the mailbox."

// proveOn is what is to be done about a method that was accepted, by how far a message
// came. What was seen to arrive came from this computer.
func (c *choice) proveOn(method string) string {
	switch v := c.by[method]; {
	case v.State == result.Works:
		return "It works from this computer, which is not the copier: send one scan, and look for it in the mailbox."
	case v.handedOver():
		return "Handed over is not delivery: look for the message in the mailbox, in junk and in quarantine."
	}
	return notDelivery
}

// first is what comes before the next step that a method asks for: what is only
// provisional is no ground for any, and what somebody in the middle of the path may
// have said neither. What a proven session of the method itself was answered is.
func (c *choice) first(method, next string) string {
	v := c.by[method]
	names := []string{method, directSend, clientSubmission, relay, hve, acs}
	for _, name := range names {
		if until := c.by[name].until; until != "" {
			return fmt.Sprintf("Test again after %s, when the change of the tenant is in force, before anything else.", until)
		}
	}
	for _, name := range names {
		if sign := c.by[name].sign; sign != "" {
			return c.clearUp(name, method, sign, next)
		}
	}
	if where := c.unnamed(method); where != "" {
		return "See first why the name leads to no server, and whether it is mistyped (" + where + "), then run the suite again."
	}
	if !c.good(method) && v.next != "" {
		return v.next
	}
	return next
}

// clearUp names what stands in the middle of a path, and whose path it is. What a
// proven session of the method itself was answered stands beside it.
func (c *choice) clearUp(path, method, sign, next string) string {
	words := "Clear up first what stands in the middle of the path"
	if path != method {
		words += " (" + path + ")"
	}
	words += ": " + sign + "."
	if path != method && c.good(method) && !c.by[method].Unproven {
		words += " " + next
	}
	return words
}

// unnamed is what the name service answered where it knows no server of a method, and
// nothing was accepted that could be taken in its place; else "".
func (c *choice) unnamed(method string) string {
	if c.good(method) {
		return ""
	}
	for _, name := range []string{method, directSend, clientSubmission, relay, hve, acs} {
		if v := c.by[name]; v.State == result.Blocked && v.Stage == string(smtp.Resolve) {
			return v.Line
		}
	}
	return ""
}

// step is what to do about a test that came to a stage and decided nothing, by the
// reason for that; "" where what the method needs says it.
func (f facts) step(stage string) string {
	end, ok := f.t.Stage(stage)
	withheld := end.Failure != nil && end.Failure.Class == smtp.FailAuthUnsafe
	switch {
	case !ok || f.t.Status == result.Skip:
		return ""
	case lost(end) && f.arrived() != "":
		return fmt.Sprintf("Do not send the message again: it was seen by %s. See first why the reply to it was lost (%s).", f.arrived(), what(end))
	case lost(end):
		return fmt.Sprintf("Look for the message first, since running the suite again may send it twice: whether it was taken is not known (%s).", what(end))
	case f.saysHELO() && end.Outcome == "absent":
		return "Test again with a client that says EHLO and can do STARTTLS: this one says HELO, to which nothing is offered."
	case f.cannotTLS() && end.Outcome == "absent":
		return "Test again with a client that can do STARTTLS: the server offers it, and this one cannot."
	case withheld || f.t.Login != "" && f.tls.Outcome == "ok" && !f.proven:
		return fmt.Sprintf("See first why no certificate proved the server (%s), then run the suite again.", orElse(f.distrust(), lineOf(end)))
	case f.t.Login == "" && needsSignIn(methodOf(f.t)):
		return ""
	case f.unheard(end):
		return fmt.Sprintf("See first why the server was not heard (%s), then run the suite again.", what(end))
	case mayGoOnInClear(methodOf(f.t), end):
		return fmt.Sprintf("Test again with the client no-starttls, as a device that goes on in clear when TLS fails (%s).", what(end))
	case f.refused(end) && aboutMessage(end):
		return fmt.Sprintf("Test again with another message: what was refused is this one (%s).", what(end))
	case !f.refused(end) && !enveloped(end.Name):
		return fmt.Sprintf("Let the test go on to RCPT TO: it ends at %s.", smtp.Stage(end.Name).Command())
	case f.refused(end) && passing(end):
		return again(end)
	}
	return ""
}

// again is what to do about an end that may pass. Where no reply came nobody put
// anything off.
func again(end result.Stage) string {
	switch {
	case end.Failure == nil:
		return fmt.Sprintf("Run the suite again later: it was put off (%s).", what(end))
	case end.Failure.Class == smtp.FailReplyTimeout:
		return fmt.Sprintf("Run the suite again: no reply came (%s).", what(end))
	case end.Failure.Class == smtp.FailReset || end.Failure.Class == smtp.FailClosed:
		return fmt.Sprintf("Run the suite again: the connection ended without a reply (%s).", what(end))
	}
	return fmt.Sprintf("Run the suite again: nothing final was said (%s).", what(end))
}

// distrust is what is wrong with the certificate.
func (f facts) distrust() string {
	for _, finding := range f.tls.Findings {
		return orElse(finding.Detail, finding.Class)
	}
	return ""
}
