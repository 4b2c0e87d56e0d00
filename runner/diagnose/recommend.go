package diagnose

import (
	"fmt"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
)

// recommend names the one method to take, or to test next, and why, with a second
// choice. It is nil where there is no ground for one.
func (c *choice) recommend() *result.Recommendation {
	method := c.method()
	if method == "" {
		return nil
	}
	if v, refused := c.ofTenant(); refused && !c.good(method) {
		return c.recommendRepair(v)
	}
	r := map[string]func() *result.Recommendation{
		clientSubmission: c.recommendSubmission, relay: c.recommendRelay, directSend: c.recommendDirectSend,
		hve: c.recommendHVE, acs: c.recommendACS,
	}[method]()
	r.Method = method
	v := c.by[method]
	switch {
	case c.split(method):
		r.Text = v.as
	case v.until != "" || c.torn(method):
		r.Text = "test it again: it is undecided from here"
	case c.putOff(method):
		r.Text = "wait, and test it again: it is undecided from here, put off and not refused for good"
	}
	if v.Unproven && c.good(method) {
		r.Text += " (unauthenticated: no certificate proved who said so)"
	}
	r.Next = c.first(method, r.Next)
	if v.aside != "" {
		r.Next += " " + v.aside
	}
	r.Reasons = append(r.Reasons, c.alsoAccepted(method)...)
	for _, s := range c.used {
		r.Sources = append(r.Sources, fmt.Sprintf("%s (%s)", s.title, s.date.Format(time.DateOnly)))
	}
	return r
}

// alsoAccepted names the methods that were accepted and are not the one.
func (c *choice) alsoAccepted(taken string) []string {
	var out []string
	for _, far := range []struct {
		state result.MethodState
		words string
	}{{result.Works, "Works"}, {result.Accepted, "Accepted so far"}} {
		var others []string
		for _, method := range []string{clientSubmission, relay, directSend, hve, acs} {
			if method != taken && c.state(method) == far.state {
				others = append(others, method)
			}
		}
		if len(others) > 0 {
			out = append(out, far.words+" from here as well: "+strings.Join(others, ", ")+".")
		}
	}
	return out
}

// showed is how far a method with a sign-in came.
func (c *choice) showed(method string) string {
	switch v := c.by[method]; {
	case v.State == result.Works:
		return "a message was handed over from here, and seen to arrive"
	case v.handedOver():
		return "sign-in, envelope and message were accepted from here (handed over)"
	}
	return "sign-in and envelope were accepted from here"
}

// showedDirectSend is how far Direct Send came.
func (c *choice) showedDirectSend() string {
	if c.state(directSend) == result.Works {
		return "works from here"
	}
	return "is accepted so far"
}

func (c *choice) recommendRelay() *result.Recommendation {
	r := &result.Recommendation{Text: "the tenant took mail for outside: a connector matches this line, if that recipient's own MX is not Microsoft's"}
	r.Reasons = []string{c.fact(powerShell, "A connector keeps working when the tenant refuses Direct Send, as RejectDirectSend has let it do since April 2025")}
	r.Next = c.proveOn(relay) + " Keep this test: if the line's public address or the certificate changes, the connector no longer matches."
	if c.listed {
		r.Reasons = append(r.Reasons, c.fact(deviceTrouble, "The line's address is on a list, and the lists are asked about a connector's mail as well: have it taken off"))
	}
	switch {
	case !c.good(relay):
		r.Text = "test it next: the site has a static address that a connector can know it by"
		r.Next = "Make an inbound connector for the address, and test it with a recipient of your own outside Microsoft 365."
		switch v := c.by[relay]; {
		case v.State != result.Blocked:
		case unclaimed(v.Class) && strings.Contains(v.Line, foreignSender):
			r.Text = "no connector claims this address and sender: see that the sender's domain is an accepted domain, then the connector"
			r.Next = "Then run the suite again, with a recipient of your own outside Microsoft 365."
		case unclaimed(v.Class):
			r.Text = "make a connector for the site's static address: none matches it so far"
		default:
			r.Text = "put right first what refuses it: " + v.Detail
			r.Next = "Then run the suite again, with a recipient of your own outside Microsoft 365 in another domain."
		}
		r.Reasons = append(r.Reasons, c.whyNotDirectSend()...)
		r.Reasons = append(r.Reasons, "The address must be IPv4, and not shared with another organisation.")
	case c.static == unknown:
		r.Reasons = append(r.Reasons, "It lasts if the line's address is static; if it is not, the connector has to go by a certificate.")
	case c.static == no:
		r.Reasons = append(r.Reasons, "The line's address is not static: it lasts only if the connector goes by a certificate.")
	}
	r.Reasons = append(r.Reasons, c.secondIsSubmission()...)
	return r
}

func (c *choice) recommendDirectSend() *result.Recommendation {
	r := &result.Recommendation{Text: "it " + c.showedDirectSend() + ", for recipients inside the tenant only"}
	r.Reasons = []string{c.fact(powerShell, "A tenant can refuse Direct Send at any time, since April 2025, by RejectDirectSend; a relay connector keeps working then")}
	if c.external == unknown {
		outside := "client submission, or a relay connector for a static address"
		if c.inClear() {
			outside = "a relay connector for a static address, or " + tlsRelay
		}
		r.Reasons = append(r.Reasons, "If mail has to go outside the tenant: "+outside+".")
	}
	words, plan := c.submission()
	clause, _ := c.beforeConnector()
	switch {
	case c.static == no:
		r.Reasons = append(r.Reasons, "The line's address is not static, so the next one may be listed.")
	case c.static == yes && clause == "" && !c.closed():
		r.Reasons = append(r.Reasons, "Second choice, and the one that lasts: a relay connector for the static address.")
		words = ""
	}
	if words != "" {
		r.Reasons = append(r.Reasons, c.secondIsConnector(words)...)
	}
	if c.static != yes || c.closed() || c.external == unknown { // else nothing of it was named
		r.Reasons = append(r.Reasons, plan...)
	}
	r.Next = c.proveOn(directSend)
	return r
}

func (c *choice) recommendHVE() *result.Recommendation {
	r := &result.Recommendation{Text: c.showed(hve) + ", for recipients inside the tenant only", Next: c.proveOn(hve)}
	r.Reasons = []string{c.fact(hveNotice, "It takes recipients inside only since June 2025, and is metered since 1 June 2026")}
	if c.external == unknown {
		r.Reasons = append(r.Reasons, "If mail has to go outside the tenant: client submission.")
	}
	r.Reasons = append(r.Reasons, c.secondIsSubmission()...)
	return r
}

func (c *choice) recommendACS() *result.Recommendation {
	r := &result.Recommendation{Text: c.showed(acs), Next: c.proveOn(acs)}
	r.Reasons = []string{c.fact(acsLimits, "It is metered, and bounded to 30 messages a minute and 100 an hour by default")}
	r.Reasons = append(r.Reasons, c.secondIsSubmission()...)
	return r
}
