// Package oneline writes a run in one line, for the field that a monitoring
// system shows beside a machine: the worst status, the first test that came to
// it with what decided, and the counts.
package oneline

import (
	"fmt"
	"io"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// longest is how many characters the line has at most. Such fields are short,
// and what is cut off should be the middle and not the counts.
const longest = 200

// Write writes the line, with a line end.
func Write(w io.Writer, run result.Run) error {
	s := summary{run: run}
	for t, err := range run.Tests() {
		if err != nil {
			return err
		}
		s.add(t.Status, t.Suite, func() string { return t.ShortName() + " " + what(t) })
	}
	for _, c := range run.Footer.Comparisons {
		s.add(c.Status, c.Suite, func() string { return "comparison " + c.Name + ": " + compared(c) })
	}
	_, err := io.WriteString(w, text.Quiet(s.line())+"\n")
	return err
}

// Trouble writes the line of a run that came to nothing.
func Trouble(w io.Writer, what string) error {
	_, err := io.WriteString(w, text.Quiet(text.Cut("ERROR "+text.Line(what), longest))+"\n")
	return err
}

// summary is what the line says.
type summary struct {
	run    result.Run
	worst  result.Status
	suite  string // of the first test that came to the worst
	first  string // that test, and what decided
	others int    // further tests that came to it
}

func (s *summary) add(status result.Status, suite string, describe func() string) {
	switch {
	case s.worst == "" || s.worst.Merge(status) != s.worst:
		s.worst, s.suite, s.first, s.others = status, suite, describe(), 0
	case s.worst == status:
		s.others++
	}
}

func (s *summary) line() string {
	head, tail := s.status()+" "+text.Line(s.subject()), s.counts()
	if s.worst == result.Pass || s.first == "" {
		return text.Cut(head+": "+tail, longest)
	}
	more := ""
	if s.others > 0 {
		more = fmt.Sprintf(" (and %d more)", s.others)
	}
	room := longest - len([]rune(head+": "+more+"; "+tail))
	return text.Cut(head+": "+text.Cut(text.Line(s.first), max(room, 1))+more+"; "+tail, longest)
}

// status is the word that a rule of a monitoring system looks for.
func (s *summary) status() string {
	switch {
	case s.run.Footer.Interrupted:
		return "INTERRUPTED"
	case s.worst == "":
		return "SKIP"
	}
	return strings.ToUpper(string(s.worst))
}

// subject is the suite: the one, or that of the test that is named.
func (s *summary) subject() string {
	switch n := len(s.run.Header.Suites); {
	case n == 1:
		return s.run.Header.Suites[0].File
	case s.worst == result.Pass || s.suite == "":
		return text.Count(n, "suite")
	}
	return s.suite
}

func (s *summary) counts() string {
	c := s.run.Footer.Counts
	out := fmt.Sprintf("%d of %d passed", c.Pass, c.Total()-c.Skip)
	if c.Skip > 0 {
		out += fmt.Sprintf(", %d skipped", c.Skip)
	}
	return out
}

// what says what decided a test: the stage at which its session ended where that
// is what was missed or not reached, else the expectation that was missed.
func what(t result.Test) string {
	if missed := say.Missed(t.Expectations); len(missed) > 0 {
		if s, ok := t.Stage(missed[0].Stage); ok && say.Bad(s.Outcome) {
			return stage(s)
		}
		return miss(missed[0])
	}
	if s, ok := say.Refusal(t); ok && t.Status != result.Skip {
		return stage(s)
	}
	return t.Reason
}

// stage is "rcpt reject 550 5.7.1 spamhaus".
func stage(s result.Stage) string {
	words := []string{s.Name, s.Outcome}
	if s.Reply != nil && s.Failure == nil {
		words = append(words, say.Codes(s.Reply))
	}
	switch {
	case s.Class != nil:
		words = append(words, s.Class.ID)
	case s.Failure != nil:
		words = append(words, s.Failure.Class)
	}
	return strings.Join(words, " ")
}

// miss is "tls: verified is false, expected true".
func miss(e result.Expectation) string {
	if e.Kind == "assert" || len(e.Misses) == 0 {
		return say.Expectation(e)
	}
	m := e.Misses[0]
	return fmt.Sprintf("%s: %s is %s, expected %s", e.Stage, m.Attr, m.Got, m.Want)
}

// compared is what was missed in a comparison.
func compared(c result.Comparison) string {
	if missed := say.Missed(c.Assertions); len(missed) > 0 {
		return say.Expectation(missed[0])
	}
	return c.Reason
}
