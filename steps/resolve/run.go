package resolve

import (
	"context"
	"fmt"
	"net/netip"
	"strings"

	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/smtpspec/smtpspec/steps/mailbox"
	"github.com/zclconf/go-cty/cty"
)

// perFamily is how many addresses of one family are tried. Operators publish a
// handful that all lead to the same service; trying each of them only makes a
// site that is blocked wait longer.
const perFamily = 2

func run(ctx context.Context, env *step.Env) (step.Observation, error) {
	l := &lookup{env: env, attrs: map[string]cty.Value{}}
	o, err := l.run(ctx)
	if err != nil {
		return step.Observation{}, err
	}
	// A context that was cancelled makes every answer a timeout; it is no finding
	// about the name service.
	if ctx.Err() == context.Canceled {
		return step.Observation{}, ctx.Err()
	}
	o.Attrs = l.attrs
	return o, nil
}

// lookup is one run of the stage.
type lookup struct {
	env   *step.Env
	attrs map[string]cty.Value
}

func (l *lookup) run(ctx context.Context) (step.Observation, error) {
	e := l.env.Endpoint
	if e.Lab != nil {
		return l.found(e.Lab.Host, []netip.AddrPort{e.Lab.Addr}), nil
	}
	if e.MXOf != "" {
		return l.mx(ctx, e.MXOf)
	}
	if addr, ok := mailbox.Literal(e.Host); ok {
		return l.literal(addr), nil
	}
	host, err := mailbox.Domain(e.Host)
	if err != nil {
		return step.Observation{}, err
	}
	return l.host(ctx, host), nil
}

// mx finds the best mail exchanger of a domain, and its addresses.
func (l *lookup) mx(ctx context.Context, name string) (step.Observation, error) {
	domain, err := mailbox.Domain(name)
	if err != nil {
		return step.Observation{}, err
	}
	list, answer := l.env.World.Resolver.LookupMX(ctx, domain)
	l.attrs["server"] = step.String(answer.Server)
	switch answer.Status {
	case dns.OK:
	case dns.NoData: // the domain itself is its mail host (RFC 5321 §5.1)
		l.attrs["mx"] = step.Strings(nil)
		l.remark("%s has no MX record: the domain itself is its mail host", domain)
		return l.host(ctx, domain), nil
	default:
		return step.Failing(class(answer.Status), "MX of %s: %s", domain, detail(answer)), nil
	}
	l.attrs["mx"] = step.Strings(records(list))
	l.remark("MX of %s: %s", domain, strings.Join(records(list), ", "))
	if f := judge(domain, list); f != nil {
		return step.Observation{Outcome: step.Fail, Failure: f}, nil
	}
	host := strings.TrimSuffix(list[0].Host, ".")
	o := l.host(ctx, host)
	if o.Failure != nil && o.Failure.Class == smtp.FailNXDomain {
		// The domain exists; it is the record that leads nowhere.
		o.Failure = &smtp.Failure{Class: smtp.FailMXInvalid, Detail: fmt.Sprintf("the MX of %s, %s, does not exist: %s", domain, host, o.Failure.Detail)}
	}
	return o, nil
}

// judge says what is wrong with a domain's MX records. The best one counts: a
// client would not come to the others.
func judge(domain string, list []dns.MX) *smtp.Failure {
	if len(list) == 1 && list[0].Host == "" {
		return &smtp.Failure{Class: smtp.FailNullMX, Detail: fmt.Sprintf("%s says with a null MX that it takes no mail (RFC 7505)", domain)}
	}
	for _, mx := range list {
		if mx.Host == "" {
			return &smtp.Failure{Class: smtp.FailMXInvalid, Detail: fmt.Sprintf("%s has a null MX beside others (RFC 7505 §3)", domain)}
		}
	}
	if len(list) == 0 {
		return &smtp.Failure{Class: smtp.FailMXInvalid, Detail: fmt.Sprintf("the answer for %s holds no MX record", domain)}
	}
	if _, ok := mailbox.Literal(list[0].Host); ok {
		return &smtp.Failure{Class: smtp.FailMXInvalid, Detail: fmt.Sprintf("the MX of %s is %q, an address where a host name must stand (RFC 5321 §5.1)", domain, list[0].Host)}
	}
	return nil
}

// literal takes an endpoint that is written as an address.
func (l *lookup) literal(addr netip.Addr) step.Observation {
	if family := l.env.Endpoint.AddressFamily; !wanted(addr, family) {
		return step.Failing(smtp.FailNoAddress, "%s is no %s address", addr, family)
	}
	return l.found(addr.String(), l.ports([]netip.Addr{addr}))
}

// found ends the stage well.
func (l *lookup) found(host string, addrs []netip.AddrPort) step.Observation {
	l.env.Session.Host, l.env.Session.Addrs = host, addrs
	shown := make([]string, len(addrs))
	for i, a := range addrs {
		shown[i] = a.Addr().String()
	}
	l.attrs["host"], l.attrs["addresses"] = step.String(host), step.Strings(shown)
	return step.Observation{Outcome: step.OK}
}

func (l *lookup) ports(addrs []netip.Addr) []netip.AddrPort {
	out := make([]netip.AddrPort, len(addrs))
	for i, a := range addrs {
		out[i] = netip.AddrPortFrom(a, uint16(l.env.Endpoint.Port))
	}
	return out
}

func (l *lookup) remark(format string, args ...any) {
	l.env.Session.Record.Add(transcript.Remark, fmt.Sprintf(format, args...))
}

// wanted reports whether an address is of the endpoint's family.
func wanted(addr netip.Addr, family string) bool {
	switch family {
	case "ipv4":
		return addr.Is4()
	case "ipv6":
		return addr.Is6()
	}
	return true
}

// records are MX records as a zone file writes them.
func records(list []dns.MX) []string {
	out := make([]string, len(list))
	for i, mx := range list {
		host := mx.Host
		if host == "" {
			host = "."
		}
		out[i] = fmt.Sprintf("%d %s", mx.Preference, host)
	}
	return out
}
