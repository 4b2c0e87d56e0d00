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
	"maps"
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
	// Mute reports that nothing was learned from the name service, as where a computer
	// has no network at all.
	Mute bool
	// Silent25 reports that port 25 opens at both operators and no word comes, as
	// proxies let it that take every connection.
	Silent25 bool
	// Redirected are the ports on which somebody else answered in an operator's place,
	// whatever else is wrong.
	Redirected []int
	// Port25 and Port587 report whether any operator was reached there.
	Port25, Port587 bool
}

// operator is one whom the suite asks; the names of its tests begin with test.
type operator struct{ name, test string }

var operators = []operator{{"Microsoft 365", "microsoft"}, {"Google", "google"}}

// ports are those that the suite asks on; the names of its tests end in them.
var ports = []string{"25", "587"}

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
	classes := map[string]int{}
	failed := 0
	for _, o := range operators {
		for _, port := range ports {
			if s, ok := j.byName[o.test+"_"+port].Stage(string(smtp.Resolve)); ok && s.Outcome == "fail" {
				failed++
				classes[reason(s)]++
			}
		}
	}
	s, ok := j.byName["resolver"].Stage(string(smtp.Resolve))
	switch {
	case failed == 4:
		j.nameless(classes)
	case !ok || s.Failure != nil && s.Failure.Class == smtp.FailNXDomain:
	case s.Outcome == "ok":
		j.spoilt(Names, "the name service invents answers: for a name that cannot exist it gives %s", strings.Join(s.Strings("addresses"), ", "))
	default:
		j.wrong("the name service fails on a name that cannot exist (%s)", reason(s))
	}
}

// nameless says how the name service failed for all of the operators' hosts, which
// exist, and have addresses of IPv4.
func (j *judge) nameless(classes map[string]int) {
	switch reasons := strings.Join(slices.Sorted(maps.Keys(classes)), ", "); reasons {
	case smtp.FailNXDomain:
		j.spoilt(Names, "the name service says that the hosts of Microsoft 365 and Google do not exist: it answers wrongly")
	case smtp.FailNoAddress:
		j.spoilt(Names, "the name service gives no IPv4 address for the hosts of Microsoft 365 and Google, which have some: it answers wrongly")
	case smtp.FailDNSTimeout:
		j.out.Mute = true
		j.spoilt(Names, "the name service does not answer for Microsoft 365 or Google (%s)", reasons)
	default:
		j.out.Mute = true
		j.spoilt(Names, "the name service fails for Microsoft 365 and Google (%s)", reasons)
	}
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

// good is the line of a computer that is fit.
func (j *judge) good() string {
	also := "the name service is good"
	if _, ok := j.offset(); ok {
		also = "the clock and the name service are good"
	}
	return "fit to test from: ports 25 and 587 reach Microsoft 365 and Google, their certificates lead to public roots, " + also
}
