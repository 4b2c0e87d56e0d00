package main

import (
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/reports/screen"
	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// undecided is the next step where nothing was refused and nothing accepted.
func (p *probing) undecided(lines []screen.Line) []string {
	if l := find(lines, func(l screen.Line) bool { return l.Test != nil && l.State == result.Undecided && !reached(*l.Test) }); l != nil {
		return p.unreached(*l.Test)
	}
	if l := find(lines, keptBack); l != nil {
		return p.afterKeptBack(*l.Test)
	}
	f, t := p.flags, p.survey.target
	var missing []string
	if f.sender() == "" {
		missing = append(missing, "--from", "SENDER")
	}
	if len(f.to) == 0 {
		missing = append(missing, "--to", "RECIPIENT")
	}
	switch {
	case t.submits() && f.user == "":
		return []string{"Sign in with a mailbox:", p.again("--user", "MAILBOX")}
	case len(missing) > 0:
		return []string{"Give a real sender and a real recipient inside, for a refusal comes at RCPT TO:", p.again(missing...)}
	}
	if t.domain != "" && !sameDomain(f.sender(), f.to[0]) {
		return []string{"Give a sender of a domain that the tenant accepts, and a recipient inside: from anybody else the same is mail from outside, and says nothing about sending."}
	}
	if l := find(lines, func(l screen.Line) bool { return l.Test != nil && l.State == result.Undecided }); l != nil {
		if f := l.Test.Diagnosis.Finding; f != nil && f.Class.Advice != "" {
			return []string{strings.Join(strings.Fields(f.Class.Advice), " ")}
		}
	}
	return []string{"Look at the whole session:", p.again("--no-egress", "-v")}
}

// keptBack reports whether a password was asked for and not sent.
func keptBack(l screen.Line) bool {
	if l.Test == nil {
		return false
	}
	decided, _ := l.Test.Stage(l.Test.Decided)
	return decided.Failure != nil && decided.Failure.Class == smtp.FailAuthUnsafe
}

// afterKeptBack is what to do where the password was not sent.
func (p *probing) afterKeptBack(t result.Test) []string {
	switch tls, _ := t.Stage(string(smtp.TLS)); {
	case tls.Outcome != "ok":
		return []string{"The password was not sent, for the session is not inside TLS. See why STARTTLS is not offered:", p.again("-v")}
	case !tls.Bool("verified"):
		return []string{fmt.Sprintf("The password was not sent, for the certificate that %s showed does not prove the server, and somebody else may have answered. Look at it:", address(t)), p.again("-v")}
	}
	return []string{fmt.Sprintf("The password was not sent, for %s is not among the hosts that %s allows. Put it there if that is where the mailbox signs in, and run the same again:",
		t.Endpoint.Host, allowHostsEnv), p.again()}
}

// sameDomain reports whether two mailboxes are of one domain.
func sameDomain(a, b string) bool {
	return strings.EqualFold(a[strings.LastIndexByte(a, '@')+1:], b[strings.LastIndexByte(b, '@')+1:])
}

// asked is the server that a session went to.
func asked(t result.Test) string {
	if t.Endpoint.Host == "" {
		return "the MX of " + t.Endpoint.MXOf
	}
	return t.Endpoint.Host
}

// address is that server, and its port.
func address(t result.Test) string {
	return net.JoinHostPort(asked(t), strconv.Itoa(t.Endpoint.Port))
}

// nextMX is the host that mail goes to where the MX of a session cannot be reached; "":
// there is none.
func (p *probing) nextMX(t result.Test) string {
	hosts := p.survey.target.found.MX
	i := slices.IndexFunc(hosts, func(mx dns.MX) bool { return strings.EqualFold(mx.Host, t.Endpoint.Host) })
	if t.Endpoint.MXOf == "" || i < 0 || i+1 >= len(hosts) {
		return ""
	}
	return hosts[i+1].Host
}

// unreached is what to do about a server that was not heard.
func (p *probing) unreached(t result.Test) []string {
	where := asked(t)
	decided, _ := t.Stage(t.Decided)
	if other := p.nextMX(t); other != "" && smtp.Stage(decided.Name) != smtp.Resolve {
		return []string{fmt.Sprintf("%s, the best MX, was not heard: nothing was learned about it. Mail, and a device, may go to the next one: see how that fares.", where), p.ofServer(other)}
	}
	class := ""
	if decided.Failure != nil {
		class = decided.Failure.Class
	}
	switch stage := smtp.Stage(decided.Name); {
	case stage == smtp.Resolve:
		return []string{fmt.Sprintf("The name service did not tell where %s is. Ask another one:", where), p.again("--resolver", "HOST")}
	case stage == smtp.Banner && class == smtp.FailReplyTimeout:
		return []string{fmt.Sprintf("%s takes the connection and does not greet: run this elsewhere, to see whether it is the server or the way there.", address(t))}
	case stage == smtp.Banner && decided.Class != nil && decided.Class.Advice != "":
		return []string{strings.Join(strings.Fields(decided.Class.Advice), " ")}
	}
	return []string{fmt.Sprintf("Nothing was learned about %s: see whether a firewall on the way lets port %d out, or run this elsewhere.", where, t.Endpoint.Port)}
}
