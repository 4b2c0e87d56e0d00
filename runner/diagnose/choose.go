package diagnose

import (
	"slices"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
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
	now    time.Time
	used   []source // what the sentences rest on
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

// method is the one to take, out of those that were accepted, or the one to test
// next. It is "" where there is no ground for either.
//
// The order is that of the considerations behind it: OAuth lasts; a connector needs
// a static address or a certificate and survives a tenant that refuses Direct Send; a
// password works from anywhere and ends; Direct Send and High Volume Email stay inside.
func (c *choice) method() string {
	for _, good := range []func(string) bool{c.accepted, c.split} {
		if method := c.best(good); method != "" {
			return method
		}
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
	connector := c.static == yes && !c.listed && !c.closed()
	if connector && c.oauth != yes && (c.oauth == no || c.state(clientSubmission) == result.Blocked) {
		return relay
	}
	return clientSubmission
}

// closed reports whether a connector's mail was refused for another reason than that
// there is no connector for this line, which can be made, than its reputation, and than
// what somebody set for the recipient or the sender's domain: a partner's connector
// (5.7.51), a rule, a list of senders, DMARC.
func (c *choice) closed() bool {
	v := c.by[relay]
	ofOthers := []string{"access-denied", "dmarc-fail", restricted}
	return v.State == result.Blocked && !unclaimed(v.Class) && v.family != "reputation" && !slices.Contains(ofOthers, v.Class)
}

// retired reports whether passwords are refused here already.
func (c *choice) retired() bool {
	v := c.by[clientSubmission]
	return v.State == result.Blocked && v.Class == "basic-auth-retired"
}

// The classes of a refusal by a tenant that knows no connector for the line: 5.7.64, for
// a recipient outside; and 5.7.68, for any, where it refuses Direct Send (Exchange Team
// Blog, "Introducing more control over Direct Send in Exchange Online", 2025-08-12).
const (
	noConnector  = "relay-denied"
	noDirectSend = "direct-send-rejected"
)

func unclaimed(class string) bool { return class == noConnector || class == noDirectSend }

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
