package junit

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jstemmer/go-junit-report/v2/junit"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// Problem is a mistake in a suite or on the command line.
type Problem struct {
	File    string // empty where it is in no file
	Line    int
	Summary string
	Detail  string
}

// Config writes a file of problems as they are.
func Config(w io.Writer, at time.Time, problems []Problem) error {
	return Writer{}.Config(w, at, problems)
}

// Config writes a file with one error a problem. A run that could not begin has
// no results, and a missing or empty file says nothing to a CI system.
//
// at is when the run was to begin.
func (o Writer) Config(w io.Writer, at time.Time, problems []Problem) error {
	if len(problems) == 0 {
		problems = []Problem{{Summary: "Nothing was run"}}
	}
	const name = "smtpspec.config"
	seen := map[string]int{}
	return o.one(w, junit.Testsuite{Name: name, Time: seconds(0), Timestamp: timestamp(at, at), Errors: len(problems)}, len(problems), func(i int) testcase {
		p := problems[i]
		where := text.Line(p.File)
		if p.File != "" && p.Line > 0 {
			where = fmt.Sprintf("%s line %d", where, p.Line)
		}
		title := text.Line(strings.TrimSpace(p.Summary + " " + where))
		// Two problems of one name on one line still need two names.
		if seen[title]++; seen[title] > 1 {
			title = fmt.Sprintf("%s (%d)", title, seen[title])
		}
		message := text.Line(p.Summary)
		body := message
		if where != "" {
			body += "\n  on " + where
		}
		if p.Detail != "" {
			body += "\n\n" + strings.Join(text.Lines(p.Detail), "\n")
		}
		return testcase{Testcase: junit.Testcase{
			Name: text.XML(title), Classname: name, Time: seconds(0), Status: string(result.Error),
			Error: &junit.Result{Message: text.XML(text.Quiet(message)), Type: "config", Data: clean(body)},
		}, File: text.XML(text.Line(p.File)), Line: p.Line}
	})
}

// empty writes a run without a test. Jenkins and GitLab take a file without a
// suite for a broken one.
func (o Writer) empty(w io.Writer, run result.Run) error {
	s := junit.Testsuite{
		Name: "smtpspec", Time: seconds(0), Hostname: text.XML(run.Header.Vantage),
		Timestamp: timestamp(run.Header.Started, run.Header.Started),
	}
	return o.one(w, s, 1, func(int) testcase {
		const reason = "no test was run"
		return testcase{Testcase: junit.Testcase{
			Name: "no tests", Classname: "smtpspec", Time: seconds(0), Status: string(result.Skip),
			Skipped: &junit.Result{Message: reason, Data: reason},
		}}
	})
}

// one writes a file with one suite of n cases.
func (o Writer) one(w io.Writer, s junit.Testsuite, n int, at func(i int) testcase) error {
	s.Tests = n
	o.hideSuite(&s)
	root := suites{Testsuites: junit.Testsuites{Name: "smtpspec", Time: s.Time}, Tests: n, Errors: s.Errors, Skipped: n - s.Errors}
	root.Suites = func(yield func(suite) bool) {
		yield(suite{Testsuite: s, Skipped: n - s.Errors, Testcases: func(yield func(testcase) bool) {
			for i := range n {
				if !yield(o.hidden(at(i))) {
					return
				}
			}
		}})
	}
	return encode(w, root)
}
