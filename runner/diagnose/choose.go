package diagnose

import (
	"fmt"
	"slices"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// choice is all that a recommendation rests on: what the tests showed of each
// method, and what the site is said to be.
type choice struct {
	site
	by map[string]voice
	// listed says that this line was refused on port 25 as one on a list, which a
	// connector does not help against: lists are asked about relayed mail as well
	// (Microsoft Learn, "Fix issues with printers, scanners, and LOB apps",
	// 2024-08-13).
	listed bool
	// shut says that port 25 does not lead to Microsoft from here. A connector needs it.
	shut bool
	now  time.Time
	used []source // what the sentences rest on
}

func (c *choice) state(method string) result.MethodState {
	if v, ok := c.by[method]; ok {
		return v.State
	}
	return result.Untested
}

func (c *choice) accepted(method string) bool { return c.by[method].taken() }

// split reports whether a method was accepted as one test was set up or for one recipient,
// and refused for another: it is to be taken as in the first.
func (c *choice) split(method string) bool { return c.by[method].as != "" }

// torn reports whether a method was accepted and refused by tests that are set up alike.
// Of an address on a list it is known what to do.
func (c *choice) torn(method string) bool {
	v := c.by[method]
	return v.Taken != "" && v.as == "" && !c.listed
}

// method is the one to take, out of those that were accepted, or the one to test
// next. It is "" where there is no ground for either.
//
// The order is that of the considerations behind it: OAuth lasts; a connector needs
// a static address or a certificate and survives a tenant that refuses Direct Send; a
// password works from anywhere and ends; Direct Send and High Volume Email stay inside.
func (c *choice) method() string {
	for _, good := range []func(string) bool{c.accepted, c.split, c.torn} {
		if method := c.best(good); method != "" {
			return method
		}
	}
	if method := c.best(c.putOff); method != "" && !c.refused() {
		return method
	}
	if c.learned() {
		return c.next()
	}
	return ""
}

// best is the first in that order of the methods that are good.
func (c *choice) best(good func(method string) bool) string {
	switch {
	case good(relay) && c.static == yes && c.oauth != yes:
		return relay
	case good(clientSubmission):
		return clientSubmission
	case good(relay):
		return relay
	case good(hve) && c.external == no:
		return hve
	case good(directSend) && c.external != yes:
		return directSend
	case good(acs):
		return acs
	case good(hve) && c.external != yes:
		return hve
	}
	return ""
}

// next is the method to test where none that was accepted will do.
func (c *choice) next() string {
	if c.outdated() != "" {
		return clientSubmission
	}
	connector := c.static == yes && !c.listed && !c.shut && !c.closed()
	if connector && c.oauth != yes && (c.oauth == no || c.state(clientSubmission) == result.Blocked) {
		return relay
	}
	return clientSubmission
}

// closed reports whether a connector's mail was refused for another reason than that
// there is no connector for this line, which can be made, than its reputation or the
// tenant's, and than what somebody set for the recipient or the sender's domain: a
// partner's connector (5.7.51), a rule, a list of senders, DMARC.
func (c *choice) closed() bool {
	v := c.by[relay]
	ofOthers := []string{"access-denied", "dmarc-fail", restricted}
	return v.State == result.Blocked && v.about() == "" && !slices.Contains(ofOthers, v.Class)
}

// retired reports whether passwords are refused here already.
func (c *choice) retired() bool {
	v := c.by[clientSubmission]
	return v.State == result.Blocked && v.Class == "basic-auth-retired"
}

// outdated is the refusal of a client whose TLS is too old, or "": Microsoft's own hosts
// take 1.2 and 1.3. Where a sign-in was accepted, or refused for another reason, its TLS was
// good.
func (c *choice) outdated() string {
	names := []string{clientSubmission, directSend, relay}
	switch {
	case c.good(clientSubmission):
		return ""
	case c.state(clientSubmission) == result.Blocked:
		names = names[:1]
	}
	for _, name := range names {
		v := c.by[name]
		if v.ours && !c.good(name) && (v.Class == smtp.FailTLSVersion || v.Class == "tls-version-unsupported") {
			return fmt.Sprintf("%s at %s", v.Class, smtp.Stage(v.Stage).Command())
		}
	}
	return ""
}

// The classes of a refusal by a tenant that knows no connector for the line: 5.7.64, for
// a recipient outside; and 5.7.68, for any, where it refuses Direct Send (Exchange Team
// Blog, "Introducing more control over Direct Send in Exchange Online", 2025-08-12).
const (
	noConnector  = "relay-denied"
	noDirectSend = "direct-send-rejected"
)

func unclaimed(class string) bool { return class == noConnector || class == noDirectSend }

// foreignSender marks a refusal of a relay where neither the sender's domain nor the
// certificate's is an accepted domain of the tenant (Microsoft Learn, "Important notice
// for Microsoft 365 email customers who have configured connectors", 2024-10-24).
const foreignSender = "ATTR36"

// learned reports whether there is anything to go by: a test that was held, or a
// word about the site.
func (c *choice) learned() bool {
	if c.site != (site{}) {
		return true
	}
	for method := range c.by {
		if c.state(method) != result.Untested {
			return true
		}
	}
	return false
}
