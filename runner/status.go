package runner

import (
	"fmt"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// ending is how a session ended, as far as its status depends on it.
type ending struct {
	stage *result.Stage // the stage that ended it before its time; nil when it went as far as it was to go
	heard bool          // the server said something, and it was the server
	held  bool          // the run kept recipients from being tried, not the server
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
			return result.Fail, fmt.Sprintf("%s ended the session with %s, and no expectation names it", end.stage.Name, gotOf(*end.stage))
		}
		if !end.held && untried(expectations, end.stage.Name) {
			return result.Fail, fmt.Sprintf("%s ended the session with %s before all recipients were tried that are expected", end.stage.Name, gotOf(*end.stage))
		}
	}
	if err != nil {
		return result.Error, err.Error()
	}
	if end.stage != nil && !end.heard && (unreached > 0 || len(expectations) == 0) {
		return result.Inconclusive, fmt.Sprintf("%s ended with %s before the server's first byte", end.stage.Name, gotOf(*end.stage))
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
	if f := stages[last].Failure; f != nil && f.Class == smtp.FailPortRedirected {
		end.heard = false
	}
	return end
}
