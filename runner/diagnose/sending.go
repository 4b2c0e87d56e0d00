package diagnose

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Run says how mail can be sent from here: for each suite, and within it for each
// tenant, out of its own tests and what that suite states of its site. What the lab
// played is apart from what real servers answered. A suite that tried no known method
// has no part in it.
func Run(tests []Summary, sites map[string]*result.Site, now time.Time) []result.Sending {
	var out []result.Sending
	here := lineOfRun(tests)
	for _, g := range groups(tests) {
		s, ok := sending(g.tests, siteOf(sites[g.suite]), now)
		if !ok {
			continue
		}
		s.Suite, s.Tenant = g.suite, g.tenant
		s.Conclusions = append(here.silences(g.tests), hellos(tests, g.tests)...)
		out = append(out, s)
	}
	return out
}

// sending says how one tenant's mail can be sent from here.
func sending(tests []Summary, site site, now time.Time) (result.Sending, bool) {
	out := result.Sending{Lab: len(tests) > 0 && tests[0].lab}
	c := choice{site: site, by: map[string]voice{}, now: now}
	said := map[string][]voice{}
	for _, s := range tests {
		out.Tests = append(out.Tests, s.test)
		if s.seenFrom != "" && !slices.Contains(out.SeenFrom, s.seenFrom) {
			out.SeenFrom = append(out.SeenFrom, s.seenFrom)
		}
		for _, v := range s.voices {
			said[v.Name] = append(said[v.Name], v)
		}
		c.listed = c.listed || s.listed
	}
	c.shut = shut25(tests)
	if len(said) == 0 {
		return out, false
	}
	for _, name := range []string{directSend, clientSubmission, relay, hve, acs} {
		switch {
		case len(said[name]) > 0:
			c.by[name] = together(said[name])
			out.Methods = append(out.Methods, c.by[name].Method)
		case needs[name] != "":
			out.Methods = append(out.Methods, result.Method{Name: name, State: result.Untested, Detail: needs[name]})
		}
	}
	out.Recommendation = c.recommend()
	return out, true
}

// shut25 reports whether port 25 was seen not to lead to Microsoft, and in no test to do so.
func shut25(tests []Summary) bool {
	at25 := slices.DeleteFunc(slices.Clone(tests), func(s Summary) bool { return s.path.port.number != 25 || s.path.port.operator != microsoft })
	return slices.ContainsFunc(at25, func(s Summary) bool { return s.path.shut }) &&
		!slices.ContainsFunc(at25, func(s Summary) bool { return s.path.answered })
}

// needs is what a test of a method needs.
var needs = map[string]string{
	directSend:       "needs the tenant's MX, a sender of an accepted domain and an inside recipient that exists",
	clientSubmission: "needs a mailbox with SMTP AUTH, and its password",
	relay:            "needs a connector, and a recipient of your own outside Microsoft 365",
}

// weight says which of two tests of a method says more.
var weight = map[result.MethodState]int{
	result.Untested: 0, result.Undecided: 1, result.Accepted: 2, result.Works: 3, result.Blocked: 4,
}

// together is what several tests say of one method. The one that says most speaks,
// of several the one that got furthest; the order of the tests does not matter. Where
// one was accepted and another refused, nothing tells which of them the device is
// like: both are said, and nothing is decided.
func together(voices []voice) voice {
	out := most(voices)
	if slices.ContainsFunc(voices, voice.taken) {
		out.Detail += putOffBeside(out, voices)
	}
	return out
}

// most is what together says, without what may pass beside it.
func most(voices []voice) voice {
	best := loudest(voices)
	for _, v := range voices {
		if !slices.Contains(best.Tests, v.Test) {
			best.Tests = append(best.Tests, v.Test)
		}
		best.ours = best.ours || v.ours
		best.clear, best.tls = best.clear || v.clear, best.tls || v.tls
		if !best.taken() {
			best.sign, best.until = orElse(best.sign, v.sign), orElse(best.until, v.until)
		}
	}
	if best.State != result.Blocked {
		best.Detail += unseenBeside(best, voices)
		return best
	}
	if taken := slices.DeleteFunc(slices.Clone(voices), func(v voice) bool { return !v.taken() }); len(taken) > 0 {
		return best.against(taken, voices)
	}
	best.Detail += also(best, voices)
	return best
}

// unseenBeside names the messages that were not seen, beside one that was.
func unseenBeside(best voice, voices []voice) string {
	var others []string
	for _, v := range voices {
		if words := fmt.Sprintf("; in %s %s", nameOf(v), v.unseen); best.State == result.Works && v.unseen != "" && !slices.Contains(others, words) {
			others = append(others, words)
		}
	}
	slices.Sort(others)
	return strings.Join(others, "")
}

// putOffBeside names the tests, or the recipients of the same one, that were put off
// beside one that was accepted.
func putOffBeside(said voice, voices []voice) string {
	var others []string
	for _, v := range voices {
		why, ok := strings.CutPrefix(v.Detail, putOff)
		if !ok || v.State != result.Undecided {
			continue
		}
		where := "in " + nameOf(v)
		if v.Test == said.Test {
			where = "for " + v.to
		}
		if words := fmt.Sprintf("; put off %s (%s)", where, why); !slices.Contains(others, words) {
			others = append(others, words)
		}
	}
	slices.Sort(others)
	return strings.Join(others, "")
}

// loudest is the voice that says most, of several the one that got furthest.
func loudest(voices []voice) voice {
	return slices.MaxFunc(voices, func(a, b voice) int {
		switch {
		case weight[a.State] != weight[b.State]:
			return weight[a.State] - weight[b.State]
		case furthest(a) != furthest(b):
			return furthest(a) - furthest(b)
		case a.Detail != b.Detail:
			return strings.Compare(b.Detail, a.Detail)
		}
		return strings.Compare(b.Test, a.Test)
	})
}

func nameOf(v voice) string { return result.Test{Address: v.Test}.ShortName() }

func furthest(v voice) int { return slices.Index(smtp.Order(smtp.TLSStartTLS), smtp.Stage(v.Stage)) }

// also names the other refusals of the method, if there are any.
func also(best voice, voices []voice) string {
	var others []string
	for _, v := range voices {
		if v.State == result.Blocked && v.Detail != best.Detail && !slices.Contains(others, v.Detail) {
			others = append(others, v.Detail)
		}
	}
	if len(others) == 0 {
		return ""
	}
	slices.Sort(others)
	return "; also " + strings.Join(others, "; ")
}

// namesOf lists tests by their short names, the first few of many.
func namesOf(voices []voice, which func(voice) bool) string {
	const shown = 3
	var names []string
	for _, v := range voices {
		if name := nameOf(v); which(v) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > shown {
		names = append(names[:shown], "…")
	}
	return strings.Join(names, ", ")
}
