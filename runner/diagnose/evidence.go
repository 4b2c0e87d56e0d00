package diagnose

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// acceptedAs is what an accepted envelope, or a message that was taken, says of a
// method: that it is accepted so far or works, where the least evidence for that is
// there, else what is missing.
func (f facts) acceptedAs(method, stage string) (result.MethodState, string) {
	missing := f.missing(method, stage)
	switch {
	case missing != "":
	case needsSignIn(method) && !f.inside(stage):
		missing = "TLS did not prove the server" + f.unproved() + ": whoever answered may not be the one"
	default:
		missing = f.provisional(stage)
	}
	taken := stage == string(smtp.Message)
	switch {
	case missing != "" && taken:
		return result.Undecided, handed + ", but " + missing
	case missing != "":
		return result.Undecided, "envelope accepted, but " + missing
	case taken:
		state, detail := f.takenAs(method)
		return state, detail + f.doubt(stage)
	}
	return result.Accepted, f.stillOpen(method) + f.doubt(stage)
}

// stillOpen is what can refuse an accepted envelope at or after DATA.
func (f facts) stillOpen(method string) string {
	switch method {
	case directSend:
		return "envelope accepted; can still fail: content, DMARC, a recipient that does not exist, groups that take only inside senders"
	case relay:
		return "envelope accepted for a recipient outside, whose own MX must not be Microsoft's for this to count; can still fail: content, quota"
	case clientSubmission:
		if !f.ours() {
			return fmt.Sprintf("sign-in and envelope accepted by %s, which is no host of Microsoft 365's; what can still fail is for its own rules", f.t.Endpoint.Host)
		}
		return "sign-in and envelope accepted; can still fail: Send As, quotas, the sender's full mailbox, the connection limit"
	case hve:
		return "sign-in and envelope accepted; can still fail: a From that is not the account's (5.6.241), recipients outside, more than 50 recipients or 10 MB"
	case acs:
		return "sign-in and envelope accepted; can still fail: quotas (by default 30 messages a minute, 100 an hour), more than 50 recipients or 10 MB"
	}
	if f.t.Endpoint.Method == "other" {
		return "envelope accepted by this server; that proves nothing about what stands behind it"
	}
	return "envelope accepted; what is decided after RCPT TO can still refuse it"
}

// missing is what a test lacks for its answer at a stage to be a word about the
// method, or "".
func (f facts) missing(method, stage string) string {
	switch method {
	case directSend:
		return orElse(f.missingAtTenant(), f.missingForDirectSend(stage))
	case relay:
		return orElse(f.missingAtTenant(), f.missingForRelay(stage))
	case clientSubmission, hve, acs:
		return f.missingForSignIn(method, stage)
	}
	return ""
}

// missingAtTenant: the tenant's own host, its greeting and its answer to EHLO. A filter
// in front of a tenant and a relay of one's own say nothing about it. Where the name
// service knows no host, nobody stands anywhere.
func (f facts) missingAtTenant() string {
	switch {
	case f.t.Endpoint.Host == "":
		return ""
	case f.ours() && f.operator.Service == "consumer":
		return fmt.Sprintf("%s takes the mail of Microsoft's consumer service (outlook.com and its like), which says nothing of a tenant", f.t.Endpoint.Host)
	case f.ours() && f.operator.Service != "inbound":
		return fmt.Sprintf("%s is a host of Microsoft's, but not one that takes a tenant's mail", f.t.Endpoint.Host)
	case !f.ours():
		return fmt.Sprintf("%s is not Microsoft's inbound host: what stands in front of a tenant proves nothing about it", f.t.Endpoint.Host)
	case f.stranger() && f.maskedGreeting():
		return "the greeting is masked, and no certificate proved who answered" + f.unproved()
	case f.stranger():
		return "what answered did not greet as Microsoft's, and no certificate proved it" + f.unproved()
	case f.refusedEHLO() && !f.proven:
		return "EHLO was refused, which Microsoft 365 knows, and no certificate proved who answered" + f.unproved()
	}
	return ""
}

// missingForDirectSend: a sender of an accepted domain to a recipient inside, and
// the device's address family.
func (f facts) missingForDirectSend(stage string) string {
	switch {
	case overIPv6(f.t) && f.t.Endpoint.Family != "ipv6":
		return "over IPv6: a device that uses IPv4 comes from another address, which is judged by itself"
	case (stage == string(smtp.Mail) || enveloped(stage)) && domainOf(f.t.From) == "":
		return "with the null sender: needs a sender of an accepted domain"
	case enveloped(stage) && ofNoTenant(domainOf(f.t.From)):
		return fmt.Sprintf("the sender is of %s, which is no tenant's domain: needs a sender of an accepted domain and a recipient inside", domainOf(f.t.From))
	case enveloped(stage) && f.home() != domainOf(f.t.From):
		return fmt.Sprintf("the sender is of %s, and the tenant's domain is %s: it is Direct Send if %[1]s is an accepted domain, too, and else mail from outside", domainOf(f.t.From), f.home())
	case enveloped(stage) && !f.hasRecipient(directSend):
		return "sender and recipient are of different domains, as in any mail from outside: needs a sender of an accepted domain and a recipient inside"
	}
	return ""
}

// missingForRelay: a recipient that only a connector makes the tenant take.
func (f facts) missingForRelay(stage string) string {
	switch {
	case !enveloped(stage) || f.hasRecipient(relay):
		return ""
	case f.hasRecipient(directSend) && f.home() == domainOf(f.t.From):
		return "for a recipient inside: that is Direct Send, or a connector that matches; needs a recipient of your own outside Microsoft 365"
	case f.hasRecipient(directSend):
		return "for a recipient inside, for whom mail is taken from anybody; needs a recipient of your own outside Microsoft 365"
	case !slices.ContainsFunc(f.t.To, atMicrosoft):
		return "for a recipient of the sender's own domain, which may be the tenant's, too; needs one of your own outside Microsoft 365"
	}
	return "for a recipient at Microsoft 365, which takes mail for it in any case; needs one of your own elsewhere"
}

// missingForSignIn: AUTH was accepted, and the envelope had a sender.
func (f facts) missingForSignIn(method, stage string) string {
	if stage != string(smtp.Mail) && !enveloped(stage) {
		return ""
	}
	end, _ := f.end()
	switch {
	case f.outcome(string(smtp.Auth)) != "accept":
		return "without a sign-in"
	case domainOf(f.t.From) == "":
		return "with the null sender: needs the device's own"
	case method == hve && enveloped(stage) && f.refused(end) && !f.hasRecipient(hve):
		return "for a recipient outside, and High Volume Email takes recipients inside only"
	}
	return ""
}

// ownRecipients is the stage rcpt as far as it is about a method: the gravest answer
// for one of the recipients that show something of it. One that does not exist, or
// takes mail from some senders only, shows nothing where there is another.
func (f facts) ownRecipients(method string, s result.Stage) result.Stage {
	own := slices.DeleteFunc(slices.Clone(s.Parts), func(p result.Part) bool { return !f.shows(method, p.Key) })
	if len(own) == 0 {
		return s
	}
	return worst(s.Name, own)
}

// worst is a stage that is about some recipients only: it ends as the gravest answer for
// one of them.
func worst(name string, parts []result.Part) result.Stage {
	p := slices.MaxFunc(parts, func(a, b result.Part) int { return gravity(a) - gravity(b) })
	return result.Stage{Name: name, Outcome: p.Outcome, Reply: p.Reply, Failure: p.Failure, Class: p.Class, Parts: parts}
}

// gravity orders the verdicts on recipients by how much they say against a method.
func gravity(p result.Part) int {
	switch {
	case aboutRecipient(p.Class):
		return 0
	case p.Outcome == "accept":
		return 1
	case p.Outcome == "defer":
		return 2
	}
	return 3
}

// hasRecipient reports whether one of the recipients that were tried shows something
// of a method.
func (f facts) hasRecipient(method string) bool {
	rcpt, _ := f.t.Stage(string(smtp.Rcpt))
	if len(rcpt.Parts) == 0 {
		return slices.ContainsFunc(f.t.To, func(to string) bool { return f.shows(method, to) })
	}
	return slices.ContainsFunc(rcpt.Parts, func(p result.Part) bool { return f.shows(method, p.Key) })
}

// shows reports whether what is said of a recipient is about the method: inside for
// Direct Send and High Volume Email; outside, and not at Microsoft, for a relay. The
// sender's own domain is none outside, whosever the tenant is.
func (f facts) shows(method, recipient string) bool {
	domain := domainOf(recipient)
	inside := liesIn(domain, f.home())
	switch method {
	case directSend, hve:
		return inside && !ofNoTenant(domain)
	case relay:
		return !inside && !liesIn(domain, domainOf(f.t.From)) && !atMicrosoft(recipient)
	}
	return true
}

// ofNoTenant reports a domain that an operator has for everybody, as gmail.com and
// outlook.com, or for itself.
func ofNoTenant(domain string) bool {
	op, known := smtp.OperatorOf(domain)
	return known && op.Tenant == ""
}

// atMicrosoft reports a recipient whose mail goes to Microsoft in any case.
func atMicrosoft(recipient string) bool {
	op, known := smtp.OperatorOf(domainOf(recipient))
	return known && op.Name == microsoft
}

// home is the domain whose recipients are inside: the tenant's, where the test tells
// it, else the sender's.
func (f facts) home() string { return orElse(tenantDomain(f.t), domainOf(f.t.From)) }

// liesIn reports a domain that is another one, or lies in it.
func liesIn(domain, other string) bool {
	return other != "" && (domain == other || strings.HasSuffix(domain, "."+other))
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
