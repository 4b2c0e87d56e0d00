package tenant

import (
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Says puts what was found into sentences: first what the domain is, then what
// follows for whoever wants to send to it.
func (d Domain) Says() []string {
	switch d.Kind {
	case Microsoft:
		return d.saysMicrosoft()
	case Filter:
		return d.saysFilter()
	case Other:
		return d.saysOther()
	case NoMX:
		return d.saysNoMX()
	case NullMX:
		return []string{fmt.Sprintf("%s says with a null MX that it takes no mail (RFC 7505).", d.Name),
			"So there is no Direct Send to it, and nothing that could be tried."}
	case Missing:
		return []string{fmt.Sprintf("%s does not exist: %s.", d.Name, detail(d.Answer))}
	}
	return []string{fmt.Sprintf("The name service did not tell how %s takes mail: %s.", d.Name, detail(d.Answer))}
}

func (d Domain) saysMicrosoft() []string {
	out := []string{fmt.Sprintf("%s is at Microsoft 365: its MX is %s.", d.Name, d.Own)}
	if strings.HasSuffix(d.Own, ".mx.microsoft") {
		// Exchange Team Blog, "Modernizing DNS security for Exchange Online mail flow", 2026.
		out = append(out, "A name under mx.microsoft, as new domains get it since July 2026: it cannot be computed, and is read from the name service.")
	}
	return out
}

func (d Domain) saysFilter() []string {
	out := []string{
		fmt.Sprintf("The MX of %s is %s, which is not Microsoft's: a filter in front of a tenant at Microsoft 365.", d.Name, d.Best()),
		"Direct Send does not go there. It must go to the tenant's own host, which exists all the same.",
	}
	if d.Asked == "" {
		return append(out, fmt.Sprintf("That is %s, a later MX of the domain.", d.Own))
	}
	return append(out, d.answered())
}

func (d Domain) saysOther() []string {
	if op, ok := smtp.OperatorOf(d.Best()); ok && op.Name == microsoft {
		return []string{fmt.Sprintf("The MX of %s is %s: Microsoft's service for consumers, and no tenant of Microsoft 365.", d.Name, d.Best())}
	}
	return []string{
		fmt.Sprintf("The MX of %s is %s, which is not Microsoft's.", d.Name, d.exchangers()),
		d.answered(), d.unknown(),
	}
}

func (d Domain) saysNoMX() []string {
	out := []string{fmt.Sprintf("%s has no MX: the domain is its own mail host (RFC 5321 §5.1).", d.Name), d.answered()}
	if !d.Tenant() {
		out = append(out, d.unknown())
	}
	return out
}

// answered is what came of asking for the classic name. It is marked as a
// question: the name follows from the domain, and another tenant's may be alike.
func (d Domain) answered() string {
	switch d.Found {
	case dns.OK:
		return fmt.Sprintf("%s, the classic form of such a name, was tried as a question and exists: it is taken for the tenant's host. The admin centre shows the true one.", d.Asked)
	case dns.NXDomain, dns.NoData:
		return fmt.Sprintf("%s, the classic name of a tenant's own host, was tried as a question and does not exist.", d.Asked)
	}
	return fmt.Sprintf("%s, the classic name of a tenant's own host, was tried as a question; no answer came.", d.Asked)
}

func (d Domain) unknown() string {
	return "If it is at Microsoft 365 all the same, the admin centre shows the tenant's own host: a name under mx.microsoft cannot be computed."
}

func detail(a dns.Answer) string {
	if a.Detail != "" {
		return a.Detail
	}
	return string(a.Status)
}
