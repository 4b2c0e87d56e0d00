package diagnose

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// acceptedAs is what an accepted envelope says of a method: that it is accepted so
// far, where the least evidence for that is there, else what is missing.
func acceptedAs(method string, t result.Test) (result.MethodState, string) {
	missing := ""
	switch method {
	case directSend:
		missing = missingForDirectSend(t)
	case relay:
		missing = missingForRelay(t)
	case clientSubmission, hve, acs:
		missing = missingForSignIn(t)
	}
	if missing != "" {
		return result.Undecided, "envelope accepted, but " + missing
	}
	return result.Accepted, stillOpen[method]
}

// stillOpen is what can refuse an accepted envelope at or after DATA.
var stillOpen = map[string]string{
	directSend:       "envelope accepted; can still fail: content, DMARC, groups that take only inside senders",
	relay:            "envelope accepted for a recipient outside, whose own MX must not be Microsoft's for this to count; can still fail: content, quota",
	clientSubmission: "sign-in and envelope accepted; can still fail: Send As, quota, the connection limit",
	hve:              "sign-in and envelope accepted; can still fail: what is decided after DATA",
	acs:              "sign-in and envelope accepted; can still fail: what is decided after DATA",
}

// missingForDirectSend: the tenant's own host, a sender of an accepted domain to a
// recipient inside, and the device's address family.
func missingForDirectSend(t result.Test) string {
	op, known := smtp.OperatorOf(t.Endpoint.Host)
	switch {
	case !known || op.Name != "Microsoft 365":
		return fmt.Sprintf("%s is not Microsoft's: what stands in front of a tenant proves nothing about it", t.Endpoint.Host)
	case !inside(t):
		return "sender and recipient are of different domains, as in any mail from outside: needs a sender of an accepted domain and a recipient inside"
	case overIPv6(t) && t.Endpoint.Family != "ipv6":
		return "over IPv6: a device that uses IPv4 comes from another address, which is judged by itself"
	}
	return ""
}

// missingForRelay: a recipient that only a connector makes the tenant take.
func missingForRelay(t result.Test) string {
	switch {
	case inside(t):
		return "for a recipient inside: that is Direct Send, or a connector that matches; needs a recipient of your own outside Microsoft 365"
	case !slices.ContainsFunc(t.To, func(to string) bool { return outsideMicrosoft(to) }):
		return "for a recipient at Microsoft 365, which takes mail for it in any case; needs one of your own elsewhere"
	}
	return ""
}

// missingForSignIn: AUTH was accepted, and the envelope had a sender.
func missingForSignIn(t result.Test) string {
	auth, _ := t.Stage(string(smtp.Auth))
	switch {
	case auth.Outcome != "accept":
		return "without a sign-in"
	case domainOf(t.From) == "":
		return "with the null sender: needs the device's own"
	}
	return ""
}

// inside reports whether every recipient has the sender's domain.
func inside(t result.Test) bool {
	domain := domainOf(t.From)
	return domain != "" && !slices.ContainsFunc(t.To, func(to string) bool { return domainOf(to) != domain })
}

func outsideMicrosoft(mailbox string) bool {
	op, known := smtp.OperatorOf(domainOf(mailbox))
	return !known || op.Name != "Microsoft 365"
}

// domainOf is a mailbox's domain, or "" for the null reverse-path.
func domainOf(mailbox string) string {
	i := strings.LastIndexByte(mailbox, '@')
	if i < 0 {
		return ""
	}
	return strings.ToLower(mailbox[i+1:])
}

// overIPv6 reports whether the session went to an IPv6 address.
func overIPv6(t result.Test) bool {
	peer, err := netip.ParseAddrPort(t.Endpoint.Peer)
	return err == nil && peer.Addr().Is6() && !peer.Addr().Is4In6()
}
