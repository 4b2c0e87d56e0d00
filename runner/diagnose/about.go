package diagnose

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

// Subject is what a refusal is about, as far as its class tells: by that another method
// meets the same refusal, or does not.
type Subject string

const (
	OfAddress Subject = "address" // the one that the mail comes from, or a name on a list: a sign-in is judged by the mailbox
	OfTenant  Subject = "tenant"  // the whole of it, whichever way its mail comes
	OfMethod  Subject = "method"  // this way of sending
	OfHost    Subject = "host"    // the host that was asked, or a connector there
)

// About is what a refusal is about by its class and its line; "" where that is the
// sender, the recipient or the message, and where nothing tells.
func About(c result.Class, line string) Subject {
	switch {
	case c.ID == "m365-tenant-traffic-blocked":
		return OfTenant
	case c.Family == "reputation":
		return OfAddress
	case says(line, wrongRegion):
		return OfHost
	case unclaimed(c.ID), says(line, partnerOnly):
		return OfMethod
	}
	return ""
}

// Two codes that tell more than their class: of a tenant that takes mail from the filter
// in front of it only, by a partner connector (Microsoft Learn, "Set up connectors for
// secure mail flow with a partner organization in Exchange Online"); and of an MX of
// another region, or a connector that does not match (the same, "ATTR35 response code
// when mail is sent to EOP/EXO").
const (
	partnerOnly = "5.7.51"
	wrongRegion = "4.4.62"
)

func says(line, code string) bool { return slices.Contains(strings.Fields(line), code) }

// about is the same for a method. Who is refused the own domain at the tenant's own
// host has a tenant that takes no mail for it.
func (v voice) about() Subject {
	if v.Name == directSend && v.Class == noDomain {
		return OfTenant
	}
	return About(v.class, v.Line)
}

// ofTenant is a refusal of Microsoft's that no choice of a method helps against, and
// whether there is one.
func (c *choice) ofTenant() (voice, bool) {
	for _, name := range []string{directSend, relay, clientSubmission} {
		if v := c.by[name]; v.ours && v.State == result.Blocked && v.about() == OfTenant {
			return v, true
		}
	}
	return voice{}, false
}

// recommendRepair is what to do about such a refusal, before any method.
func (c *choice) recommendRepair(v voice) *result.Recommendation {
	return &result.Recommendation{
		Method:  v.Name,
		Text:    "put right first what refuses it: " + v.Detail,
		Reasons: []string{"That is said of the tenant, and not of this way of sending: no other one is a way round it."},
		Next:    c.first(v.Name, strings.TrimSpace(strings.Join(strings.Fields(v.class.Advice), " ")+" Then run the suite again.")),
	}
}

// byCode says what a refusal with one of those codes is for.
func (c *choice) byCode() []string {
	for _, name := range []string{directSend, relay} {
		switch v := c.by[name]; {
		case v.State != result.Blocked:
		case says(v.Line, partnerOnly):
			return []string{"The refusal is set on purpose (5.7.51): by a partner connector the tenant takes mail from the filter in front of it only. A device signs in, or an inbound connector names the line's address."}
		case says(v.Line, wrongRegion):
			return []string{"The refusal is of a wrong MX, or of a connector that does not match (4.4.62, ATTR35): see whether the host that was asked is still the tenant's own."}
		}
	}
	return nil
}

// putOff reports whether all that was said to a method is a refusal that waiting may end.
func (c *choice) putOff(method string) bool {
	v := c.by[method]
	return v.State == result.Undecided && strings.HasPrefix(v.Detail, putOff)
}

// refused reports whether any method was refused for good.
func (c *choice) refused() bool {
	for _, v := range c.by {
		if v.State == result.Blocked {
			return true
		}
	}
	return false
}
