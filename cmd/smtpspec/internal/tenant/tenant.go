// Package tenant tells from the name service how a domain takes mail, and where a
// device would have to go with it.
//
// A domain at Microsoft 365 has a host of its own there, which is both its MX and
// the place for Direct Send and relay. Its classic name is the domain with hyphens
// under mail.protection.outlook.com; names under mx.microsoft carry a letter that
// nothing but the name service and the admin centre tell, so they are never
// computed. Where a filter stands in front, the MX is the filter's, and the
// tenant's own host exists all the same: then the classic name is asked for, as a
// question. Two domains may share such a name (a.b.com and a-b.com), so what comes
// of it is a guess until another record of the domain points at Microsoft 365 too.
package tenant

import (
	"context"
	"strings"

	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Kind is how a domain takes mail.
type Kind string

const (
	Microsoft  Kind = "microsoft-365" // its best MX is a tenant's own host
	Filter     Kind = "filter"        // its MX is elsewhere, and a tenant's own host was found
	Hidden     Kind = "hidden"        // its MX is elsewhere, and of the tenant behind it the host is not known
	Other      Kind = "other"         // its MX is elsewhere, and nothing tells of a tenant
	Dangling   Kind = "dangling"      // its MX is a tenant's own host by its name, which does not exist
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
	Answer dns.Answer // to the question for them, or for the host that they lead to
	// Own is the tenant's own inbound host; empty where it is not known.
	Own string
	// Alias is the MX where that is an alias of Own, and Told is set where Own was
	// stated by a person. Neither way does the MX itself lead there by its name.
	Alias string
	Told  bool
	// Asked is the classic name, where it was asked for as a question, and Found
	// whether it exists.
	Asked string
	Found dns.Status
	// Signs are the domain's other records that point at Microsoft 365, a clause
	// each.
	Signs []string
	cloud *cloud // whose records they are
}

// microsoft is the operator's name in package smtp.
const microsoft = "Microsoft 365"

// Look asks for a domain's MX and, where that is not a tenant's own host, for other
// signs of a tenant and for the classic name of its host.
func Look(ctx context.Context, r dns.Resolver, name string) Domain {
	d := Domain{Name: name}
	d.MX, d.Answer = r.LookupMX(ctx, name)
	switch {
	case d.Answer.Status == dns.NXDomain:
		d.Kind = Missing
	case d.Answer.Status == dns.NoData:
		d.Kind = NoMX
		d.behind(ctx, r)
	case d.Answer.Status != dns.OK:
		d.Kind = Unanswered
	case len(d.MX) == 1 && d.MX[0].Host == "":
		d.Kind = NullMX
	default:
		d.read(ctx, r)
	}
	return d
}

// Distrusted is a domain of which nothing is taken from a name service that is known
// to answer wrongly, or not at all.
func Distrusted(name, why string) Domain {
	return Domain{Name: name, Kind: Unanswered, Answer: dns.Answer{Status: dns.BadAnswer, Detail: why}}
}

// Tell takes a person's word for the tenant's own host.
func (d *Domain) Tell(host string) {
	switch d.Kind {
	case Other, Hidden:
		d.Kind = Filter
	case Dangling:
		d.Kind = Microsoft
	case NoMX, Filter, Microsoft:
	default:
		return
	}
	d.Own, d.Told, d.Asked, d.Alias = host, true, "", ""
}

// read tells from the exchangers whose they are. The best one counts, for that is
// where mail goes; one of Microsoft's behind it is the tenant's own host all the
// same.
func (d *Domain) read(ctx context.Context, r dns.Resolver) {
	best := d.MX[0].Host
	if target, ok := aliasOf(ctx, r, best); ok && !inbound(best) && inbound(target) {
		d.Kind, d.Own, d.Alias = Microsoft, target, best
		return
	}
	for i, mx := range d.MX {
		if !inbound(mx.Host) {
			continue
		}
		answer := exists(ctx, r, mx.Host)
		switch {
		case answer.Status != dns.NXDomain && i == 0:
			d.Kind, d.Own = Microsoft, mx.Host
			return
		case answer.Status != dns.NXDomain:
			d.Kind, d.Own = Filter, mx.Host
			return
		case i == 0:
			d.Kind, d.Answer = Dangling, answer
			d.Signs, d.cloud = signs(ctx, r, d.Name)
			return
		}
	}
	d.Kind = Other
	if op, ok := smtp.OperatorOf(best); ok && op.Name == microsoft {
		return // the consumer service: there is no tenant behind it
	}
	d.behind(ctx, r)
	switch {
	case d.Own != "":
		d.Kind = Filter
	case len(d.Signs) > 0:
		d.Kind = Hidden
	}
}

// inbound reports whether a host is a tenant's own at Microsoft 365.
func inbound(host string) bool {
	op, ok := smtp.OperatorOf(host)
	return ok && op.Name == microsoft && op.Service == "inbound" && op.Tenant != ""
}

// behind looks for a tenant that the MX does not show.
func (d *Domain) behind(ctx context.Context, r dns.Resolver) {
	d.Signs, d.cloud = signs(ctx, r, d.Name)
	d.Asked = d.at().classic(d.Name)
	answer := exists(ctx, r, d.Asked)
	if d.Found = answer.Status; d.Found == dns.OK {
		d.Own = d.Asked
	}
}

// exists asks whether a host has an address, of either family.
func exists(ctx context.Context, r dns.Resolver, host string) dns.Answer {
	_, answer := r.LookupAddr(ctx, host, "ipv4")
	if answer.Status == dns.NoData {
		_, answer = r.LookupAddr(ctx, host, "ipv6")
	}
	return answer
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

// Tenant reports whether there is a tenant, as far as the name service tells.
func (d Domain) Tenant() bool { return d.Own != "" || len(d.Signs) > 0 }

// Sure reports whether Own is this domain's for all that can be known: its MX leads
// there, a person said so, or other records of the domain point at Microsoft 365.
func (d Domain) Sure() bool {
	return d.Own != "" && (d.Asked == "" || len(d.Signs) > 0)
}

// Direct reports whether the MX itself leads to Own by its name.
func (d Domain) Direct() bool { return d.Kind == Microsoft && d.Alias == "" && !d.Told }

// Submission is the host for client submission in the tenant's cloud.
func (d Domain) Submission() string { return d.at().submission }

// at is the domain's cloud: that of its own host, else of its other records, else
// the one that most are in.
func (d Domain) at() cloud {
	for _, c := range clouds {
		if strings.HasSuffix(strings.ToLower(d.Own), c.inbound) {
			return c
		}
	}
	if d.cloud != nil {
		return *d.cloud
	}
	return cloudByName(d.Name)
}
