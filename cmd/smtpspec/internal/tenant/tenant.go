// Package tenant tells from the name service how a domain takes mail, and where a
// device would have to go with it.
//
// A domain at Microsoft 365 has a host of its own there, which is both its MX and
// the place for Direct Send and relay. Its classic name is the domain with hyphens
// under mail.protection.outlook.com; names under mx.microsoft carry a letter that
// nothing but the name service and the admin centre tell, so they are never
// computed. Where a filter stands in front, the MX is the filter's, and the
// tenant's own host exists all the same: then the classic name is asked for, as a
// question, and what comes of it is said to be that.
package tenant

import (
	"context"
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Kind is how a domain takes mail.
type Kind string

const (
	Microsoft  Kind = "microsoft-365" // its best MX is a tenant's own host
	Filter     Kind = "filter"        // its MX is elsewhere, and a tenant's own host was found
	Other      Kind = "other"         // its MX is elsewhere, and nothing tells of a tenant
	NoMX       Kind = "no-mx"         // it is its own mail host (RFC 5321 §5.1)
	NullMX     Kind = "null-mx"       // it takes no mail (RFC 7505)
	Missing    Kind = "missing"       // it does not exist
	Unanswered Kind = "unanswered"    // the name service did not tell
)

// Domain is what the name service says of a domain.
type Domain struct {
	Name   string
	Kind   Kind
	MX     []dns.MX   // in order of preference
	Answer dns.Answer // to the question for them
	// Own is the tenant's own inbound host; empty where it is not known.
	Own string
	// Asked is the classic name, where it was asked for as a question, and Found
	// whether it exists.
	Asked string
	Found dns.Status
}

// microsoft is the operator's name in package smtp.
const microsoft = "Microsoft 365"

// Look asks for a domain's MX and, where that is not a tenant's own host, for the
// classic name of one.
func Look(ctx context.Context, r dns.Resolver, name string) Domain {
	d := Domain{Name: name}
	d.MX, d.Answer = r.LookupMX(ctx, name)
	switch d.Answer.Status {
	case dns.OK:
	case dns.NoData:
		d.Kind = NoMX
		d.ask(ctx, r)
		return d
	case dns.NXDomain:
		d.Kind = Missing
		return d
	default:
		d.Kind = Unanswered
		return d
	}
	if len(d.MX) == 1 && d.MX[0].Host == "" {
		d.Kind = NullMX
		return d
	}
	d.read(ctx, r)
	return d
}

// read tells from the exchangers whose they are. The best one counts, for that is
// where mail goes; one of Microsoft's behind it is the tenant's own host all the
// same.
func (d *Domain) read(ctx context.Context, r dns.Resolver) {
	for i, mx := range d.MX {
		if !inbound(mx.Host) {
			continue
		}
		d.Own, d.Kind = mx.Host, Filter
		if i == 0 {
			d.Kind = Microsoft
		}
		return
	}
	d.Kind = Other
	if op, ok := smtp.OperatorOf(d.Best()); ok && op.Name == microsoft {
		return // the consumer service: there is no tenant behind it
	}
	if d.ask(ctx, r); d.Own != "" {
		d.Kind = Filter
	}
}

// inbound reports whether a host is a tenant's own at Microsoft 365.
func inbound(host string) bool {
	op, ok := smtp.OperatorOf(host)
	return ok && op.Name == microsoft && op.Service == "inbound"
}

// Classic is the form that a tenant's own host had before mx.microsoft.
func Classic(domain string) string {
	return strings.ReplaceAll(strings.ToLower(domain), ".", "-") + ".mail.protection.outlook.com"
}

// ask asks whether the classic name exists.
func (d *Domain) ask(ctx context.Context, r dns.Resolver) {
	d.Asked = Classic(d.Name)
	for _, family := range []string{"ipv4", "ipv6"} {
		_, answer := r.LookupAddr(ctx, d.Asked, family)
		d.Found = answer.Status
		if answer.Status == dns.OK {
			d.Own = d.Asked
			return
		}
		if answer.Status != dns.NoData {
			return
		}
	}
}

// Best is the host that mail for the domain goes to first, or "".
func (d Domain) Best() string {
	switch {
	case d.Kind == NoMX:
		return d.Name
	case len(d.MX) > 0:
		return d.MX[0].Host
	}
	return ""
}

// Tenant reports whether a tenant's own host was found.
func (d Domain) Tenant() bool { return d.Own != "" }

// Submission is the host for client submission in the tenant's cloud. GCC High has
// one of its own (Microsoft's endpoint list for it, 2023-03-01).
func (d Domain) Submission() string {
	if strings.HasSuffix(d.Own, ".protection.office365.us") {
		return "outlook.office365.us"
	}
	return "smtp.office365.com"
}

// exchangers lists the MX as a zone file does.
func (d Domain) exchangers() string {
	var out []string
	for _, mx := range d.MX {
		host := mx.Host
		if host == "" {
			host = "."
		}
		out = append(out, fmt.Sprintf("%d %s", mx.Preference, host))
	}
	return strings.Join(out, ", ")
}
