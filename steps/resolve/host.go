package resolve

import (
	"context"
	"fmt"
	"net/netip"
	"strings"

	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// families are asked for in this order, which is also that of the attempts.
var families = []string{"ipv4", "ipv6"}

// reply is the answer for one family.
type reply struct {
	family string
	addrs  []netip.Addr
	answer dns.Answer
}

// host finds the addresses of a host name, IPv4 first. What one family's answer
// lacks does not matter where the other one has addresses: a client would go
// there.
func (l *lookup) host(ctx context.Context, host string) step.Observation {
	l.attrs["host"] = step.String(host)
	replies := l.ask(ctx, host)
	var addrs []netip.Addr
	for _, r := range replies {
		if _, known := l.attrs["server"]; !known || r.answer.Status == dns.OK {
			l.attrs["server"] = step.String(r.answer.Server)
		}
		addrs = append(addrs, r.addrs[:min(len(r.addrs), perFamily)]...)
	}
	if len(addrs) == 0 {
		l.attrs["addresses"] = step.Strings(nil)
		return step.Observation{Outcome: step.Fail, Failure: nothing(host, replies)}
	}
	o := l.found(host, l.ports(addrs))
	l.remark("%s: %s", host, join(addrs))
	return o
}

// ask puts the questions of all families at once, since one that is never
// answered would otherwise hold up the other.
func (l *lookup) ask(ctx context.Context, host string) []reply {
	var asked []string
	for _, family := range families {
		if want := l.env.Endpoint.AddressFamily; want == "" || want == "any" || want == family {
			asked = append(asked, family)
		}
	}
	replies := make([]reply, len(asked))
	done := make(chan struct{})
	for i, family := range asked {
		go func() {
			defer func() { done <- struct{}{} }()
			addrs, answer := l.env.World.Resolver.LookupAddr(ctx, host, family)
			replies[i] = reply{family, addrs, answer}
		}()
	}
	for range asked {
		<-done
	}
	return replies
}

// gravity orders the answers that bring no address by what they prove: a name
// that does not exist does so for all types; a server that failed leaves open
// what another question would have brought; "no such record" says the least.
var gravity = []dns.Status{dns.NXDomain, dns.ServFail, dns.BadAnswer, dns.Refused, dns.Timeout, dns.NoData, dns.OK}

// nothing is the failure where no family has an address.
func nothing(host string, replies []reply) *smtp.Failure {
	details := make([]string, len(replies))
	for i, r := range replies {
		details[i] = fmt.Sprintf("%s: %s", r.family, detail(r.answer))
	}
	f := &smtp.Failure{Class: smtp.FailNoAddress, Detail: fmt.Sprintf("addresses of %s: %s", host, strings.Join(details, "; "))}
	for _, status := range gravity {
		for _, r := range replies {
			if r.answer.Status == status {
				f.Class = class(status)
				return f
			}
		}
	}
	return f
}

// class is the failure class of an answer that brought nothing.
func class(status dns.Status) string {
	switch status {
	case dns.NXDomain:
		return smtp.FailNXDomain
	case dns.Refused:
		return smtp.FailDNSRefused
	case dns.Timeout:
		return smtp.FailDNSTimeout
	case dns.ServFail, dns.BadAnswer:
		return smtp.FailServFail
	}
	return smtp.FailNoAddress
}

// detail says for people how a question was answered.
func detail(a dns.Answer) string {
	switch {
	case a.Detail != "":
		return a.Detail
	case a.Server != "":
		return fmt.Sprintf("%s from %s", a.Status, a.Server)
	}
	return string(a.Status)
}

func join(addrs []netip.Addr) string {
	out := make([]string, len(addrs))
	for i, a := range addrs {
		out[i] = a.String()
	}
	return strings.Join(out, ", ")
}
