package diagnose

import (
	"fmt"
	"slices"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// The sending methods of Microsoft 365, by the words of an endpoint's `method`.
const (
	directSend       = "direct-send"
	clientSubmission = "client-submission"
	relay            = "relay"
	hve              = "hve"
	acs              = "acs"
)

// Summary is what the diagnosis across tests needs of one of them.
type Summary struct {
	method   result.Method
	seenFrom string
	family   string // of the class that blocked
	lab      bool
}

// Summarise takes out of a finished test what Run needs, so that no test has to
// be kept.
func Summarise(t result.Test) Summary {
	s := Summary{seenFrom: t.Diagnosis.SeenFrom, lab: t.Endpoint.Lab != ""}
	s.method = result.Method{Name: methodOf(t), Test: t.Address, Suite: t.Suite}
	if s.method.Name == "" {
		return s
	}
	s.judge(t)
	return s
}

// methodOf is the sending method of a test: what its endpoint says, or what its
// host name tells (Microsoft Learn, "Fix issues with printers, scanners, and LOB
// apps that send email", 2024-08-13).
func methodOf(t result.Test) string {
	if t.Endpoint.Method != "" && t.Endpoint.Method != "other" {
		return t.Endpoint.Method
	}
	op, ok := smtp.OperatorOf(t.Endpoint.Host)
	switch {
	case t.Endpoint.Method == "other" || !ok || op.Name != "Microsoft 365":
		return ""
	case op.Service == "submission":
		return clientSubmission
	case op.Service == "inbound":
		return directSend
	}
	return ""
}

// judge gives the method its state, by the least evidence that each asks for.
func (s *Summary) judge(t result.Test) {
	m := &s.method
	decided, _ := t.Stage(t.Decided)
	rcpt, _ := t.Stage("rcpt")
	noAuth := decided.Name == "auth" && decided.Outcome == "absent" && needsSignIn(m.Name)
	switch {
	case t.Status == result.Skip:
		m.State, m.Detail = result.Untested, orElse(t.Reason, "skipped")
	case t.Status == result.Inconclusive || t.Status == result.Error:
		m.State, m.Detail = result.Undecided, orElse(t.Reason, "nothing was learned about the server")
	case needsSignIn(m.Name) && t.Login == "":
		m.State, m.Detail = result.Untested, "needs a user name and a password"
	case decided.Failure != nil && decided.Failure.Class == smtp.FailAuthUnsafe:
		// smtpspec withheld the credential: nobody was asked.
		m.State, m.Detail = result.Untested, decided.Failure.Detail
	case decided.Outcome == "defer":
		s.decide(decided, result.Undecided, "temporarily refused: ")
	case decided.Outcome == "reject", decided.Outcome == "fail", noAuth:
		s.decide(decided, result.Blocked, "")
	case rcpt.Outcome == "accept":
		m.Stage = "rcpt"
		m.State, m.Detail = acceptedAs(m.Name, t)
	default:
		m.State, m.Detail = result.Undecided, fmt.Sprintf("the test ends at %s, before the envelope", smtp.Stage(t.Decided).Command())
	}
}

func (s *Summary) decide(decided result.Stage, state result.MethodState, prefix string) {
	s.method.State, s.method.Stage = state, decided.Name
	what := decided.Outcome
	if decided.Class != nil {
		s.method.Class, s.family = decided.Class.ID, decided.Class.Family
		what = decided.Class.ID
	}
	s.method.Detail = fmt.Sprintf("%s%s at %s", prefix, what, smtp.Stage(decided.Name).Command())
}

func needsSignIn(method string) bool {
	return method == clientSubmission || method == hve || method == acs
}

// Run says how mail can be sent from here, out of all tests in the suites'
// order, and what is stated of the site. It is nil for a run that tested no known
// method.
func Run(tests []Summary, site Site, now time.Time) *result.Sending {
	out := &result.Sending{}
	byName := map[string]Summary{}
	for _, s := range tests {
		if s.seenFrom != "" && !slices.Contains(out.SeenFrom, s.seenFrom) {
			out.SeenFrom = append(out.SeenFrom, s.seenFrom)
		}
		if s.method.Name == "" {
			continue
		}
		if old, ok := byName[s.method.Name]; !ok || weight[s.method.State] > weight[old.method.State] {
			byName[s.method.Name] = s
		}
	}
	if len(byName) == 0 {
		return nil
	}
	for _, name := range []string{directSend, clientSubmission, relay, hve, acs} {
		s, ok := byName[name]
		switch {
		case ok:
			out.Methods = append(out.Methods, s.method)
		case name == directSend || name == clientSubmission || name == relay:
			out.Methods = append(out.Methods, result.Method{Name: name, State: result.Untested, Detail: needs[name]})
		}
	}
	out.Recommendation = choice{Site: site, by: byName, now: now}.recommend()
	return out
}

// weight says which of two tests of a method speaks for it: one that was refused
// before one that was accepted, since one envelope that goes through does not
// undo the other.
var weight = map[result.MethodState]int{
	result.Untested: 0, result.Undecided: 1, result.Accepted: 2, result.Works: 3, result.Blocked: 4,
}

// needs is what a test of a method needs.
var needs = map[string]string{
	directSend:       "needs the tenant's MX, a sender of an accepted domain and an inside recipient that exists",
	clientSubmission: "needs a mailbox with SMTP AUTH, and its password",
	relay:            "needs a connector, and a recipient of your own outside Microsoft 365",
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
