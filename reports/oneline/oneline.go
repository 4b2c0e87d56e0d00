// Package oneline writes a run in one line, for the field that a monitoring
// system shows beside a machine: the worst status, the first test that came to
// it with what decided, and the counts.
package oneline

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// longest is how many characters the line has at most. Such fields are short
// (Datto RMM's user-defined fields hold 255 characters), and what is cut off should
// be the middle and not the counts.
const longest = 200

// longestName is how much of the name of a suite or a test there is at most, so
// that there is room for what decided.
const longestName = 60

// Writer writes lines.
type Writer struct {
	// Trouble is what could not be done beside the tests, such as a report that could
	// not be written; empty: nothing.
	Trouble string
}

// Write writes the line of a run without trouble, with a line end.
func Write(w io.Writer, run result.Run) error { return Writer{}.Write(w, run) }

// Write writes the line, with a line end.
func (wr Writer) Write(w io.Writer, run result.Run) error {
	s := summary{run: run}
	for t, err := range run.Tests() {
		if err != nil {
			return err
		}
		s.lab = s.lab || say.Played(t)
		s.add(t.Status, t.Suite, func() string { return text.Cut(text.Line(t.ShortName()), longestName) + " " + what(t) })
	}
	for _, c := range run.Footer.Comparisons {
		s.add(c.Status, c.Suite, func() string { return "comparison " + c.Name + ": " + compared(c) })
	}
	if wr.Trouble != "" { // as of the exit statuses, a test that failed outranks it
		s.add(result.Error, "", func() string { return wr.Trouble })
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
	lab    bool   // a server that was tested was the lab's
}

func (s *summary) add(status result.Status, suite string, describe func() string) {
	switch {
	case status == "" || status == result.Pending: // a comparison that was not judged
	case s.worst == "" || s.worst.Merge(status) != s.worst:
		s.worst, s.suite, s.first, s.others = status, suite, describe(), 0
	case s.worst == status:
		s.others++
	}
}

func (s *summary) line() string {
	head, tail := s.status()+" "+tailOf(text.Line(s.subject()), longestName), s.counts()
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

// tailOf shortens the path of a suite to n characters: its end tells which it is.
func tailOf(path string, n int) string {
	if runes := []rune(path); len(runes) > n {
		return "…" + string(runes[len(runes)-n+1:])
	}
	return path
}

// status is what a rule of a monitoring system looks for: a word, and whether it is
// about the lab, so that no rehearsal is taken for a finding.
func (s *summary) status() string {
	if s.lab {
		return s.word() + " (lab)"
	}
	return s.word()
}

func (s *summary) word() string {
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
// is what was missed or not reached, else the finding that nobody expected, else the
// expectation that was missed. A miss of the greeting comes before all, since
// whoever greeted said the rest.
func what(t result.Test) string {
	if missed := say.Missed(t.Expectations); len(missed) > 0 {
		first, greeting := missed[0], slices.IndexFunc(missed, ofGreeting)
		if greeting >= 0 {
			first = missed[greeting]
		}
		s, ok := t.Stage(first.Stage)
		switch {
		case ok && s.Name == "starttls" && say.EndedByClient(t):
			return say.Lack(t)
		case ok && (say.Bad(s.Outcome) || s.Class != nil):
			return stage(s)
		case greeting < 0 && unexpected(t):
			return found(t)
		}
		return miss(first)
	}
	switch s, ok := say.Refusal(t); {
	case ok && t.Status != result.Skip:
		return stage(s)
	case t.Status == result.Fail && say.EndedByClient(t):
		return say.Lack(t)
	}
	return t.Reason
}

func ofGreeting(e result.Expectation) bool { return e.Stage == string(smtp.Banner) }

// unexpected reports a finding at a stage of which nothing that was expected came
// true: a suite that expects a refusal knows it already.
func unexpected(t result.Test) bool {
	f := t.Diagnosis.Finding
	return f != nil && f.Class.ID != "" && !slices.ContainsFunc(t.Expectations, func(e result.Expectation) bool {
		return e.Kind != "assert" && e.Stage == f.Stage && e.Verdict == result.Met
	})
}

// found is "starttls absent starttls-stripped".
func found(t result.Test) string {
	f := t.Diagnosis.Finding
	if s, ok := t.Stage(f.Stage); ok {
		s.Class = &f.Class
		return stage(s)
	}
	return f.Stage + " " + f.Class.ID
}

// stage is "rcpt reject 550 5.7.1 spamhaus", and "tls cert-expired" where the stage
// itself went well.
func stage(s result.Stage) string {
	words := []string{s.Name}
	if say.Bad(s.Outcome) || s.Outcome == "absent" {
		words = append(words, s.Outcome)
		if s.Reply != nil && s.Failure == nil {
			words = append(words, say.Codes(s.Reply))
		}
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
