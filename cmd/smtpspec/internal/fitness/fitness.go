// Package fitness says whether a computer is fit to test mail from. It reads a run
// of builtin:egress, which asks two operators on both ports: what fails at both of
// them lies on this side, and what a test then says of a third server would be
// said of the way there.
//
// It concludes no more than package diagnose does. Who drops a packet, in
// particular, is never said: an antivirus, a firewall and the line look the same.
package fitness

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Suite is the built-in suite whose runs are judged here.
const Suite = "egress"

// Tolerance is how far the clock may be off: as far as Kerberos lets it be, and
// well below what spoils a certificate.
const Tolerance = 5 * time.Minute

// Problem is what spoils the tests of other servers, and not only of some.
type Problem string

// The problems, the gravest first: what comes first explains what comes behind it.
const (
	Names      Problem = "names"      // the name service does not answer, or invents answers
	Network    Problem = "network"    // no operator can be reached
	Redirected Problem = "redirected" // somebody else answers in the operators' place
	Clock      Problem = "clock"      // certificates are judged by a clock that is off
	Roots      Problem = "roots"      // certificates lead to no public root: TLS may be read along
	Port25     Problem = "port 25"    // it does not get out
	Port587    Problem = "port 587"   // it does not get out
)

var gravest = []Problem{Names, Network, Redirected, Clock, Roots, Port25, Port587}

// Verdict is what a run of the suite comes to.
type Verdict struct {
	Fit bool
	// Problem is the gravest one; empty where what a test says of another server
	// can be believed.
	Problem Problem
	// Says is one line where the computer is fit, and one for each thing that is
	// wrong where it is not.
	Says []string
	// SeenFrom are the addresses that the operators saw.
	SeenFrom []string
	// Silent25 reports that port 25 opens at both operators and no word comes, as
	// proxies let it that take every connection.
	Silent25 bool
	// Redirected reports that somebody else answered in an operator's place, whatever
	// else is wrong.
	Redirected bool
	// Port25 and Port587 report whether any operator was reached there.
	Port25, Port587 bool
}

// operators are whom the suite asks, by the names of its tests.
var operators = []struct{ name, test string }{{"Microsoft 365", "microsoft"}, {"Google", "google"}}

// Judge reads the finished tests of the suite.
func Judge(tests []result.Test) Verdict {
	j := judge{byName: map[string]result.Test{}, problems: map[Problem]bool{}}
	for _, t := range tests {
		j.byName[t.ShortName()] = t
	}
	j.resolver()
	j.ports()
	j.clock()
	j.signs(tests)
	j.certificates(tests)
	j.addresses()
	for _, p := range gravest {
		if j.problems[p] {
			j.out.Problem = p
			break
		}
	}
	j.out.Redirected = j.problems[Redirected]
	if j.out.Fit = len(j.out.Says) == 0; j.out.Fit {
		j.out.Says = []string{j.good()}
	}
	return j.out
}

type judge struct {
	byName   map[string]result.Test
	out      Verdict
	problems map[Problem]bool
}

// spoilt is wrong with a problem.
func (j *judge) spoilt(p Problem, format string, args ...any) {
	j.problems[p] = true
	j.wrong(format, args...)
}

func (j *judge) wrong(format string, args ...any) {
	if line := fmt.Sprintf(format, args...); !slices.Contains(j.out.Says, line) {
		j.out.Says = append(j.out.Says, line)
	}
}

// resolver looks at the name service: does it answer, and does it invent?
func (j *judge) resolver() {
	failed, missing := 0, 0
	var last result.Stage
	for _, o := range operators {
		for _, port := range []string{"25", "587"} {
			if s, ok := j.byName[o.test+"_"+port].Stage(string(smtp.Resolve)); ok && s.Outcome == "fail" {
				failed, last = failed+1, s
				if s.Failure != nil && s.Failure.Class == smtp.FailNXDomain {
					missing++
				}
			}
		}
	}
	s, ok := j.byName["resolver"].Stage(string(smtp.Resolve))
	switch {
	case failed == 4 && missing == 4:
		j.spoilt(Names, "the name service says that the hosts of Microsoft 365 and Google do not exist: it answers wrongly")
	case failed == 4:
		j.spoilt(Names, "the name service does not answer for Microsoft 365 or Google (%s)", reason(last))
	case !ok || s.Failure != nil && s.Failure.Class == smtp.FailNXDomain:
	case s.Outcome == "ok":
		j.spoilt(Names, "the name service invents answers: for a name that cannot exist it gives %s", strings.Join(s.Strings("addresses"), ", "))
	default:
		j.wrong("the name service fails on a name that cannot exist (%s)", reason(s))
	}
}

// ports looks at which ports get out.
func (j *judge) ports() {
	j.out.Port25 = j.reached("microsoft_25") || j.reached("google_25")
	j.out.Port587 = j.reached("microsoft_587") || j.reached("google_587")
	j.out.Silent25 = j.silent("microsoft_25") && j.silent("google_25")
	switch {
	case j.unresolved() || j.redirected():
	case !j.out.Port25 && !j.out.Port587:
		j.spoilt(Network, "neither Microsoft 365 nor Google was reached from here, on port 25 (%s) or on 587 (%s)", j.why("25"), j.why("587"))
	case j.out.Silent25:
		j.spoilt(Port25, "port 25 opens from here, and neither Microsoft 365 nor Google says a word there, while they do on 587: something on the way takes the connections, "+
			"and nothing can be learned here about any server's port 25")
	case !j.out.Port25:
		j.spoilt(Port25, "port 25 does not get out from here (%s), while 587 does: somewhere on the way it is kept back (this computer's antivirus, a firewall, the line; "+
			"clouds do so), and nothing can be learned here about any server's port 25", j.why("25"))
	case !j.out.Port587:
		j.spoilt(Port587, "port 587 does not get out from here (%s), while 25 does", j.why("587"))
	default:
		for _, port := range []string{"25", "587"} {
			if why := j.why(port); why != "" {
				j.wrong("port %s gets out from here, and does not reach all (%s)", port, why)
			}
		}
	}
}

// silent reports whether a connection was taken and no greeting came.
func (j *judge) silent(test string) bool {
	s, ok := j.byName[test].Stage(string(smtp.Banner))
	return ok && s.Failure != nil && s.Failure.Class == smtp.FailReplyTimeout
}

func (j *judge) reached(test string) bool {
	s, ok := j.byName[test].Stage(string(smtp.Banner))
	return ok && s.Outcome == "accept"
}

// why says what kept a port from the operators that it did not reach.
func (j *judge) why(port string) string {
	var out []string
	for _, o := range operators {
		t, ok := j.byName[o.test+"_"+port]
		if !ok || j.reached(o.test+"_"+port) {
			continue
		}
		why := string(t.Status)
		if s, ok := t.Stage(t.Decided); ok {
			why = reason(s)
		} else if t.Reason != "" {
			why = t.Reason
		}
		out = append(out, o.name+": "+why)
	}
	return strings.Join(out, ", ")
}

// reason is how a stage ended, in a word or two.
func reason(s result.Stage) string {
	switch {
	case s.Class != nil:
		return s.Class.ID
	case s.Failure != nil:
		return s.Failure.Class
	case s.Reply != nil:
		return fmt.Sprintf("%d %s", s.Reply.Code, s.Reply.Text)
	}
	return s.Outcome
}

// unresolved reports whether no operator's name could be looked up.
func (j *judge) unresolved() bool {
	for name, t := range j.byName {
		if s, ok := t.Stage(string(smtp.Resolve)); name != "resolver" && ok && s.Outcome == "ok" {
			return false
		}
	}
	return j.problems[Names]
}

// clock holds this computer's clock against Microsoft's greeting.
func (j *judge) clock() {
	offset, ok := j.offset()
	if !ok || offset.Abs() <= Tolerance {
		return
	}
	which := "ahead of"
	if offset < 0 {
		which = "behind"
	}
	j.spoilt(Clock, "the clock is %s %s the one in Microsoft's greeting", span(offset.Abs()), which)
}

// span is a length of time as people say it.
func span(d time.Duration) string {
	switch d = d.Round(time.Minute); {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%d days", d/(24*time.Hour))
	case d >= 2*time.Hour:
		return fmt.Sprintf("%d hours", d/time.Hour)
	}
	return fmt.Sprintf("%d minutes", d/time.Minute)
}

func (j *judge) offset() (time.Duration, bool) {
	for _, test := range []string{"microsoft_587", "microsoft_25"} {
		if s, ok := j.byName[test].Stage(string(smtp.Banner)); ok {
			if seconds, ok := s.Attrs["clock_offset"].(float64); ok {
				return time.Duration(seconds) * time.Second, true
			}
		}
	}
	return 0, false
}

// addresses collects where the operators see us, and says where they differ:
// lists of addresses are asked about the one that port 25 leaves from.
func (j *judge) addresses() {
	seen := map[string]string{}
	for _, port := range []string{"25", "587"} {
		for _, o := range operators {
			addr := j.byName[o.test+"_"+port].Diagnosis.SeenFrom
			if addr == "" {
				continue
			}
			if seen[port] == "" {
				seen[port] = addr
			}
			if !slices.Contains(j.out.SeenFrom, addr) {
				j.out.SeenFrom = append(j.out.SeenFrom, addr)
			}
		}
	}
	switch {
	case len(j.out.SeenFrom) < 2:
	case seen["25"] != "" && seen["587"] != "" && seen["25"] != seen["587"]:
		j.wrong("port 25 leaves from %s, port 587 from %s: lists of addresses are asked about the first", seen["25"], seen["587"])
	default:
		j.wrong("this site is seen under several addresses: %s", strings.Join(j.out.SeenFrom, ", "))
	}
}

// good is the line of a computer that is fit.
func (j *judge) good() string {
	also := "the name service is good"
	if _, ok := j.offset(); ok {
		also = "the clock and the name service are good"
	}
	return "fit to test from: ports 25 and 587 reach Microsoft 365 and Google, their certificates lead to public roots, " + also
}
