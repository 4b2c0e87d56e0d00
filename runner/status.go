package runner

import (
	"fmt"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// ending is how a session ended, as far as its status depends on it.
type ending struct {
	stage *result.Stage // the stage that ended it before its time; nil when it went as far as it was to go
	heard bool          // the server said something, and it was the server
	held  bool          // the run kept recipients from being tried, not the server
}

// endedWith says how a stage ended the session.
func endedWith(s result.Stage) string {
	if s.Outcome == string(step.Fail) && s.Class != nil && s.Reply == nil {
		return fmt.Sprintf("%s failed with %s (%s)", s.Name, s.Class.ID, s.Class.Family)
	}
	return fmt.Sprintf("%s ended the session with %s", s.Name, gotOf(s))
}

// statusOf gives a test its status: the first that applies (skip was decided
// before). It is a pure function, so that each rule has its test.
func statusOf(expectations []result.Expectation, end ending, err error) (result.Status, string) {
	missed, unreached := 0, 0
	for _, e := range expectations {
		switch e.Verdict {
		case result.Missed:
			missed++
		case result.NotReached:
			unreached++
		}
	}
	if missed > 0 {
		return result.Fail, ""
	}
	if end.stage != nil && (end.heard || authoritative(end.stage)) {
		if !names(expectations, end.stage.Name) {
			return result.Fail, endedWith(*end.stage) + ", and no expectation names it"
		}
		if !end.held && untried(expectations, end.stage.Name) {
			return result.Fail, endedWith(*end.stage) + ", before all recipients were tried that are expected"
		}
	}
	if err != nil {
		return result.Error, err.Error()
	}
	if end.stage != nil && !end.heard && (unreached > 0 || !names(expectations, end.stage.Name)) {
		return result.Inconclusive, endedWith(*end.stage) + ", before the server's first byte"
	}
	return result.Pass, ""
}

// names reports whether an expectation is about the stage. An assertion names the
// stages that it reads, but expects no outcome of them.
func names(expectations []result.Expectation, stage string) bool {
	for _, e := range expectations {
		if e.Kind == "expect" && e.Stage == stage {
			return true
		}
	}
	return false
}

// untried reports whether an expectation of a stage that was reached was not: the
// session ended at another recipient than the ones that it is about.
func untried(expectations []result.Expectation, stage string) bool {
	for _, e := range expectations {
		if e.Kind == "expect" && e.Stage == stage && e.Verdict == result.NotReached {
			return true
		}
	}
	return false
}

// authoritative reports whether the name service itself answered that there is no
// such server, which is no accident of the way there.
func authoritative(s *result.Stage) bool {
	if s.Failure == nil {
		return false
	}
	switch s.Failure.Class {
	case smtp.FailNXDomain, smtp.FailNullMX, smtp.FailNoAddress, smtp.FailMXInvalid:
		return true
	}
	return false
}

// endingOf says how the session ended.
func (s *session) endingOf(stages []result.Stage) ending {
	end := ending{heard: s.heard(), held: s.withheld != ""}
	last := -1
	for i := range stages {
		if stages[i].Name != string(smtp.Quit) {
			last = i
		}
	}
	if !s.ended || last < 0 {
		return end
	}
	end.stage = &stages[last]
	if anothers(stages[last], s.env.Session.Host) {
		end.heard = false
	}
	return end
}

// anothers reports whether somebody else answered in the server's place: with a
// greeting of his own, or, for a host of a known operator, with what is no mail at all,
// as a captive portal does.
func anothers(end result.Stage, host string) bool {
	if end.Failure == nil {
		return false
	}
	_, known := smtp.OperatorOf(host)
	return end.Failure.Class == smtp.FailPortRedirected ||
		known && end.Name == string(smtp.Banner) && end.Failure.Class == smtp.FailNotSMTP
}
