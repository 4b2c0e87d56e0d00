package fitness

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// ports looks at which ports get out.
func (j *judge) ports() {
	j.out.Port25 = j.anybody("25")
	j.out.Port587 = j.anybody("587")
	j.out.Silent25 = j.silent("microsoft_25") && j.silent("google_25")
	switch {
	case j.unresolved() || j.redirected():
	case !j.out.Port25 && !j.out.Port587:
		j.spoilt(Network, "neither Microsoft 365 nor Google was reached from here%s, on port 25 (%s) or on 587 (%s)", j.family(), j.whys("25"), j.whys("587"))
	case !j.out.Port25:
		j.spoilt(Port25, "%s, while 587 does: somewhere on the way it is kept back (this computer's antivirus, a firewall, the line; clouds do so), "+
			"and a server that is not heard on port 25 from here may be well", j.shut("25"))
	case !j.out.Port587:
		j.spoilt(Port587, "%s, while 25 does", j.shut("587"))
	default:
		j.unreached()
	}
	j.refusals()
}

// shut says how far a port comes that reaches no operator.
func (j *judge) shut(port string) string {
	for _, o := range operators {
		if s, ok := j.at(o, port).Stage(string(smtp.Connect)); ok && s.Outcome == "ok" {
			return fmt.Sprintf("port %s opens from here, and brings no greeting of Microsoft 365's or Google's (%s)", port, j.whys(port))
		}
	}
	return fmt.Sprintf("port %s does not get out from here (%s)", port, j.whys(port))
}

// unreached names an operator that was not reached where the other was.
func (j *judge) unreached() {
	for i, o := range operators {
		other := operators[1-i].name
		why25, why587 := j.why(o, "25"), j.why(o, "587")
		switch {
		case why25 != "" && why587 != "":
			j.wrong("%s was not reached from here, on port 25 (%s) or on 587 (%s), while %s was", o.name, why25, why587, other)
		case why25 != "":
			j.wrong("port 25 reaches %s from here, and not %s (%s)", other, o.name, why25)
		case why587 != "":
			j.wrong("port 587 reaches %s from here, and not %s (%s)", other, o.name, why587)
		}
	}
}

// refusals names those that were reached and refuse at the greeting: that is a word
// about this line, and none about the way there.
func (j *judge) refusals() {
	for _, o := range operators {
		for _, port := range ports {
			if s, ok := j.at(o, port).Stage(string(smtp.Banner)); ok && s.Refused() && s.Reply != nil {
				j.wrong("what answers for %s on port %s refuses at the greeting (%d %s)", o.name, port, s.Reply.Code, s.Reply.Text)
			}
		}
	}
}

// family is how the operators were asked, where no other way was tried.
func (j *judge) family() string {
	for _, o := range operators {
		for _, port := range ports {
			if j.at(o, port).Endpoint.Family != "ipv4" {
				return ""
			}
		}
	}
	return " over IPv4"
}

func (j *judge) at(o operator, port string) result.Test { return j.byName[o.test+"_"+port] }

// anybody reports whether an operator was reached on a port.
func (j *judge) anybody(port string) bool {
	return slices.ContainsFunc(operators, func(o operator) bool { return j.reached(o.test + "_" + port) })
}

// silent reports whether a connection was taken and no greeting came.
func (j *judge) silent(test string) bool {
	s, ok := j.byName[test].Stage(string(smtp.Banner))
	return ok && s.Failure != nil && s.Failure.Class == smtp.FailReplyTimeout
}

// reached reports whether a greeting came, be it one that refuses.
func (j *judge) reached(test string) bool {
	s, ok := j.byName[test].Stage(string(smtp.Banner))
	return ok && (s.Outcome == "accept" || s.Refused())
}

// whys says what kept a port from the operators that it did not reach.
func (j *judge) whys(port string) string {
	var out []string
	for _, o := range operators {
		if why := j.why(o, port); why != "" {
			out = append(out, o.name+": "+why)
		}
	}
	return strings.Join(out, ", ")
}

// why says what kept a port from an operator, "" where it was reached, or not asked.
func (j *judge) why(o operator, port string) string {
	t, ok := j.byName[o.test+"_"+port]
	if !ok || j.reached(o.test+"_"+port) {
		return ""
	}
	if s, ok := t.Stage(t.Decided); ok {
		return reason(s)
	}
	if t.Reason != "" {
		return t.Reason
	}
	return string(t.Status)
}
