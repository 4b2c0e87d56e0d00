package tenant

import (
	"fmt"
	"net/netip"
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
	case Hidden:
		return d.saysHidden()
	case Dangling:
		return d.saysDangling()
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
	var out []string
	switch {
	case d.Alias != "":
		out = append(out, fmt.Sprintf("%s is at Microsoft 365: its MX, %s, is an alias of %s. An MX must name its host itself (RFC 2181 §10.3).", d.Name, d.Alias, d.Own))
	case d.Told:
		out = append(out, fmt.Sprintf("%s is at Microsoft 365: its MX is %s, and its own host was stated to be %s.", d.Name, d.Best(), d.Own))
	default:
		out = append(out, fmt.Sprintf("%s is at Microsoft 365: its MX is %s.", d.Name, d.Own))
	}
	if other := d.leftover(); other != "" {
		out = append(out, fmt.Sprintf("Behind it stands another MX, %s, which is not Microsoft's: mail goes there while the first does not answer. If nothing is left of it, take it out.", other))
	}
	if strings.HasSuffix(d.Own, ".mx.microsoft") {
		// Exchange Team Blog, "Modernizing DNS security for Exchange Online mail flow", 2026.
		out = append(out, "A name under mx.microsoft, as new domains get it since July 2026: it cannot be computed, and is read from the name service.")
	}
	return out
}

func (d Domain) saysFilter() []string {
	what := "a filter in front of a tenant at Microsoft 365"
	if !d.Sure() {
		what = "probably " + what
	}
	out := []string{
		fmt.Sprintf("The MX of %s is %s, which is not Microsoft's: %s.", d.Name, d.Best(), what),
		"Direct Send does not go there. It must go to the tenant's own host, which exists all the same.",
	}
	switch {
	case d.Told:
		return append(out, fmt.Sprintf("That was stated to be %s.", d.Own))
	case d.Asked == "" && d.preference(d.Own) == d.MX[0].Preference:
		return append(out, fmt.Sprintf("That is %s, another MX of the domain, of the same preference.", d.Own))
	case d.Asked == "":
		return append(out, fmt.Sprintf("That is %s, a later MX of the domain.", d.Own))
	}
	return append(out, d.answered())
}

func (d Domain) saysHidden() []string {
	return []string{
		fmt.Sprintf("The MX of %s is %s, which is not Microsoft's: a filter in front of a tenant at Microsoft 365, for %s.", d.Name, d.Best(), strings.Join(d.Signs, ", and ")),
		"Direct Send does not go there. It must go to the tenant's own host, which exists all the same, and is not known here.",
		d.answered(), "A name under mx.microsoft cannot be computed: take the host from the admin centre, and state it with --tenant HOST.",
	}
}

func (d Domain) saysDangling() []string {
	out := []string{fmt.Sprintf("The MX of %s is %s, a tenant's own host at Microsoft 365 by its name, and that host does not exist: %s.", d.Name, d.Best(), detail(d.Answer)),
		"Either the record is out of date, or the domain was taken out of its tenant. The admin centre shows the true host."}
	if len(d.Signs) > 0 {
		out = append(out, fmt.Sprintf("There is a tenant all the same, for %s.", strings.Join(d.Signs, ", and ")))
	}
	return out
}

func (d Domain) saysOther() []string {
	op, ok := smtp.OperatorOf(d.Best())
	switch {
	case ok && op.Name == microsoft && op.Service == "inbound":
		return []string{fmt.Sprintf("The MX of %s is %s: Microsoft 365's, and no tenant's own host. The admin centre shows the host that belongs there.", d.Name, d.Best())}
	case ok && op.Name == microsoft:
		return []string{fmt.Sprintf("The MX of %s is %s: Microsoft's service for consumers, and no tenant of Microsoft 365.", d.Name, d.Best())}
	}
	is := "which is not Microsoft's."
	if _, err := netip.ParseAddr(d.Best()); err == nil {
		is = "an address, where the name of a host belongs (RFC 1035 §3.3.9)."
	}
	return []string{
		fmt.Sprintf("The MX of %s is %s, %s", d.Name, d.exchangers(), is),
		d.answered(), d.unknown(),
	}
}

func (d Domain) saysNoMX() []string {
	out := []string{fmt.Sprintf("%s has no MX: the domain is its own mail host (RFC 5321 §5.1).", d.Name)}
	switch {
	case d.Told:
		return append(out, fmt.Sprintf("The tenant's own host at Microsoft 365 was stated to be %s.", d.Own))
	case d.Own == "" && len(d.Signs) > 0:
		return append(out, fmt.Sprintf("There is a tenant at Microsoft 365 all the same, for %s.", strings.Join(d.Signs, ", and ")), d.answered(), d.unknown())
	case d.Own == "":
		return append(out, d.answered(), d.unknown())
	}
	return append(out, d.answered())
}

// answered is what came of asking for the classic name. It is marked as a
// question: the name follows from the domain, and another tenant's may be alike.
func (d Domain) answered() string {
	switch {
	case d.Found == dns.OK && d.Sure():
		return fmt.Sprintf("%s, the classic form of such a name, was tried as a question and exists: it is taken for the tenant's host, for %s. The admin centre shows the true one.",
			d.Asked, strings.Join(d.Signs, ", and "))
	case d.Found == dns.OK:
		return fmt.Sprintf("%s, the classic form of such a name, was tried as a question and exists: probably the tenant's host. "+
			"No other record of the domain points at Microsoft 365, and another domain may have the same name there, so no envelope goes to it; --tenant HOST states the host that the admin centre shows.", d.Asked)
	case d.Found == dns.NXDomain, d.Found == dns.NoData:
		return fmt.Sprintf("%s, the classic name of a tenant's own host, was tried as a question and does not exist.", d.Asked)
	}
	return fmt.Sprintf("%s, the classic name of a tenant's own host, was tried as a question; no answer came.", d.Asked)
}

func (d Domain) unknown() string {
	return "If it is at Microsoft 365 all the same, the admin centre shows the tenant's own host: a name under mx.microsoft cannot be computed."
}

// shown is how many exchangers are listed: a domain may have a hundred.
const shown = 3

// exchangers lists the MX, with the preference of each where there are several.
func (d Domain) exchangers() string {
	var out []string
	for _, mx := range d.MX[:min(len(d.MX), shown)] {
		host := mx.Host
		if host == "" {
			host = "."
		}
		if len(d.MX) > 1 {
			host = fmt.Sprintf("%s (%d)", host, mx.Preference)
		}
		out = append(out, host)
	}
	list := strings.Join(out, ", ")
	if more := len(d.MX) - shown; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}

// leftover is a later MX of a domain at Microsoft 365 that is not one of Microsoft's.
func (d Domain) leftover() string {
	for _, mx := range d.MX[min(1, len(d.MX)):] {
		if op, _ := smtp.OperatorOf(mx.Host); op.Name != microsoft {
			return fmt.Sprintf("%s (%d)", mx.Host, mx.Preference)
		}
	}
	return ""
}

// preference is an exchanger's.
func (d Domain) preference(host string) uint16 {
	for _, mx := range d.MX {
		if mx.Host == host {
			return mx.Preference
		}
	}
	return 0
}

func detail(a dns.Answer) string {
	if a.Detail != "" {
		return a.Detail
	}
	return string(a.Status)
}
