package main

import (
	"net"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/tenant"
)

// command is how to make the same probe again.
func (p *probing) command() []string {
	f := p.flags
	out := append([]string{"smtpspec", "probe"}, p.args...)
	add := func(name string, values ...string) {
		for _, v := range values {
			if v != "" {
				out = append(out, name, v)
			}
		}
	}
	add("--from", f.from)
	add("--to", f.to...)
	add("--user", f.user)
	add("--relay-to", f.relayTo)
	add("--ehlo", f.ehlo)
	add("--submission", f.submission)
	add("--tenant", f.tenant)
	add("--resolver", f.resolver)
	return out
}

// again is this probe's command line with more behind it. A flag that is given anew
// is not repeated.
func (p *probing) again(more ...string) string {
	args := p.command()
	for i := 0; i+1 < len(args); i++ {
		if strings.HasPrefix(args[i], "--") && slices.Contains(more, args[i]) {
			args = slices.Delete(args, i, i+2)
			i--
		}
	}
	for i, arg := range args {
		args[i] = quoteArg(arg)
	}
	return strings.Join(append(args, more...), " ")
}

// signIn is the command that tries client submission.
func (p *probing) signIn() string {
	if t := p.survey.target; t.domain == "" {
		return "smtpspec probe " + tenant.Domain{Own: t.host}.Submission() + " --user MAILBOX"
	}
	return p.again("--user", "MAILBOX")
}

// ofServer is the command that probes one server on port 25, with this probe's envelope.
func (p *probing) ofServer(host string) string {
	one := &probing{flags: &probeFlags{}, args: []string{net.JoinHostPort(host, "25")}}
	one.flags.from, one.flags.to, one.flags.ehlo, one.flags.resolver = p.flags.from, p.flags.to, p.flags.ehlo, p.flags.resolver
	return one.again()
}

// suiteName is the file that a target's suite goes to.
func suiteName(t target) string {
	name := t.domain
	if name == "" {
		name = t.host
	}
	return strings.ReplaceAll(name, ":", "-") + suiteExtension // an IPv6 address has colons, which Windows keeps for itself
}
