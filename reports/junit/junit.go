// Package junit writes a run as a JUnit XML file, which GitLab, Jenkins, Azure
// DevOps and the actions for GitHub read. They read it differently; what is
// written here is what all of them take the same way.
//
// A missed expectation is a failure. What could not be judged (inconclusive) or
// run (error) is an error. The name of a case holds nothing that changes from one
// build to the next, since it is the key of its history.
package junit

import (
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/jstemmer/go-junit-report/v2/junit"
	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// Write writes the run. Tests are written as they are read: a run of any length
// takes the memory of one test.
func Write(w io.Writer, run result.Run) error { return Writer{}.Write(w, run) }

// Writer writes runs. Its zero value writes them as they are.
type Writer struct {
	// Hide, where it is set, goes over every text before it becomes XML: in the finished
	// file it would find words of the format, too, such as a password "testcase".
	Hide func(string) string
}

// Write writes a run.
func (o Writer) Write(w io.Writer, run result.Run) error {
	groups, err := count(run)
	if err != nil {
		return err
	}
	if len(groups) == 0 {
		return o.empty(w, run)
	}
	next, stop := iter.Pull2(run.Tests())
	defer stop()
	root := totals(groups)
	root.Suites = func(yield func(suite) bool) {
		for i, g := range groups {
			if !yield(o.newSuite(i, g, run, next)) {
				return
			}
		}
	}
	return encode(w, root)
}

// encode writes the document with its header: some readers guess the encoding
// without it.
func encode(w io.Writer, root suites) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(root); err != nil {
		return err
	}
	if err := enc.Close(); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// The types of the junit package have no file and line on a case, and hold their
// lists in memory: the fields here shadow theirs.
type (
	suites struct {
		junit.Testsuites
		XMLName  xml.Name        `xml:"testsuites"`
		Tests    int             `xml:"tests,attr"`
		Errors   int             `xml:"errors,attr"`
		Failures int             `xml:"failures,attr"`
		Skipped  int             `xml:"skipped,attr"`
		Suites   sequence[suite] `xml:"testsuite"`
	}
	suite struct {
		junit.Testsuite
		Skipped   int                `xml:"skipped,attr"`
		Testcases sequence[testcase] `xml:"testcase"`
	}
	testcase struct {
		junit.Testcase
		File string `xml:"file,attr,omitempty"`
		Line int    `xml:"line,attr,omitempty"`
	}
)

// sequence is a list of elements that are made as they are written.
type sequence[T any] iter.Seq[T]

// MarshalXML writes every element.
func (s sequence[T]) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	for v := range s {
		if err := e.EncodeElement(v, start); err != nil {
			return err
		}
	}
	return nil
}

// newSuite is the element of one suite. next yields the run's tests in order,
// and the suite takes as many as were counted.
func (o Writer) newSuite(id int, g group, run result.Run, next func() (result.Test, error, bool)) suite {
	s := suite{Testsuite: junit.Testsuite{
		Name: text.XML(classname(g.file)), ID: id, File: text.XML(g.file),
		Tests: g.counts.Total(), Failures: g.counts.Fail, Errors: g.counts.Error + g.counts.Inconclusive,
		Time: seconds(g.span.Took()), Hostname: text.XML(run.Header.Vantage),
		Timestamp: timestamp(g.span.First, run.Header.Started),
	}, Skipped: g.counts.Skip}
	properties(&s, g, run.Header)
	o.hideSuite(&s.Testsuite)
	s.Testcases = func(yield func(testcase) bool) {
		for range g.tests {
			t, err, ok := next()
			if !ok || err != nil || !yield(o.hidden(testCase(t))) {
				return
			}
		}
		for _, c := range g.comparisons {
			if !yield(o.hidden(comparisonCase(c))) {
				return
			}
		}
	}
	return s
}

func properties(s *suite, g group, h result.Header) {
	add := func(name, value string) {
		if value != "" {
			s.AddProperty("smtpspec."+name, text.XML(text.Line(value)))
		}
	}
	add("version", h.Version)
	add("run", h.ID)
	add("vantage", h.Vantage)
	for _, one := range h.Suites {
		if one.File != g.file {
			continue
		}
		add("title", one.Title)
		add("sha256", one.SHA256)
		for _, tag := range one.Tags {
			add("tag", tag)
		}
	}
	switch g.lab {
	case 0:
	case g.held:
		add("lab", "true")
	default:
		add("lab", fmt.Sprintf("%d of %s", g.lab, text.Count(g.held, "test")))
	}
}

// seconds has always a dot and three digits: Jenkins reads "0,5" as 5 s.
func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", max(d, 0).Seconds()) }

func timestamp(first, started time.Time) string {
	if first.IsZero() {
		first = started
	}
	return first.UTC().Format(time.RFC3339)
}

// group is a stretch of tests of one suite.
type group struct {
	file        string
	tests       int
	held, lab   int // tests that were not skipped, and of them those that the lab played
	counts      result.Counts
	span        say.Span
	comparisons []result.Comparison
}

// count reads the run once: a suite's totals stand before its cases.
func count(run result.Run) ([]group, error) {
	var groups []group
	last := map[string]int{}
	at := func(file string) *group {
		i, ok := last[file]
		if !ok || i != len(groups)-1 {
			groups = append(groups, group{file: file})
			i = len(groups) - 1
			last[file] = i
		}
		return &groups[i]
	}
	for t, err := range run.Tests() {
		if err != nil {
			return nil, err
		}
		g := at(t.Suite)
		g.tests++
		if t.Status != result.Skip {
			g.held++
		}
		if say.Played(t) {
			g.lab++
		}
		g.counts.Add(known(t.Status))
		g.span.Add(t)
	}
	for _, c := range run.Footer.Comparisons {
		if !judged(c) {
			continue
		}
		i, ok := last[c.Suite]
		if !ok {
			at(c.Suite)
			i = last[c.Suite]
		}
		groups[i].comparisons = append(groups[i].comparisons, c)
		groups[i].counts.Add(known(c.Status))
	}
	return groups, nil
}

// judged reports a comparison that came to something.
func judged(c result.Comparison) bool { return c.Status != "" && c.Status != result.Pending }

// known takes a status that a case cannot show for an error: nothing may be
// counted as passed that was not.
func known(s result.Status) result.Status {
	switch s {
	case result.Pass, result.Fail, result.Error, result.Inconclusive, result.Skip:
		return s
	}
	return result.Error
}

func totals(groups []group) suites {
	all := suites{Testsuites: junit.Testsuites{Name: "smtpspec"}}
	var span say.Span
	for _, g := range groups {
		all.Tests += g.counts.Total()
		all.Failures += g.counts.Fail
		all.Errors += g.counts.Error + g.counts.Inconclusive
		all.Skipped += g.counts.Skip
		span.Add(result.Test{Started: g.span.First, Took: g.span.Took()})
	}
	all.Time = seconds(span.Took())
	return all
}
