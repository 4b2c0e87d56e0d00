package main

import (
	"slices"

	"github.com/smtpspec/smtpspec/runner/result"
)

// A secret that an author wrote into a suite may stand in a title there, too. What a
// session says is hidden as it is recorded; the author's own words are hidden here, on
// their way into the run log. The words of smtpspec itself stay, whatever the secret is:
// a log has to be read again.

// Header implements runner.Sink.
func (l *logFile) Header(h result.Header) error {
	h.Suites = eachOf(h.Suites, func(s *result.Suite) {
		s.Title, s.Tags = l.hide(s.Title), l.hideAll(s.Tags)
		s.CaseStudies = eachOf(s.CaseStudies, l.hideCaseStudy)
	})
	return l.Writer.Header(h)
}

// Test implements runner.Sink.
func (l *logFile) Test(index int, t result.Test) error {
	t.Title, t.Tags, t.Reason = l.hide(t.Title), l.hideAll(t.Tags), l.hide(t.Reason)
	t.Range.Source = l.hide(t.Range.Source)
	t.Expectations = eachOf(t.Expectations, l.hideExpectation)
	t.Warnings = l.hideAll(t.Warnings)
	if t.Diagnosis.Method != nil {
		method := *t.Diagnosis.Method
		method.Detail = l.hide(method.Detail)
		t.Diagnosis.Method = &method
	}
	return l.Writer.Test(index, t)
}

// Footer implements runner.Sink.
func (l *logFile) Footer(f result.Footer) error {
	f.Comparisons = eachOf(f.Comparisons, func(c *result.Comparison) {
		c.Title, c.Reason, c.Conclusion = l.hide(c.Title), l.hide(c.Reason), l.hide(c.Conclusion)
		c.Range.Source = l.hide(c.Range.Source)
		c.Assertions = eachOf(c.Assertions, l.hideExpectation)
	})
	f.Diagnoses = eachOf(f.Diagnoses, func(d *result.Sending) {
		d.Methods = eachOf(d.Methods, func(m *result.Method) { m.Detail = l.hide(m.Detail) })
	})
	f.Warnings = l.hideAll(f.Warnings)
	return l.Writer.Footer(f)
}

func (l *logFile) hideCaseStudy(c *result.CaseStudy) {
	c.Title, c.RootCause, c.Resolution = l.hide(c.Title), l.hide(c.RootCause), l.hide(c.Resolution)
	c.Symptoms, c.Lessons = l.hideAll(c.Symptoms), l.hideAll(c.Lessons)
	c.Environment = eachOf(c.Environment, func(p *result.Pair) { p.Name, p.Value = l.hide(p.Name), l.hide(p.Value) })
}

func (l *logFile) hideExpectation(e *result.Expectation) {
	e.Want, e.Got, e.Message, e.Suggest = l.hide(e.Want), l.hide(e.Got), l.hide(e.Message), l.hide(e.Suggest)
	e.Range.Source = l.hide(e.Range.Source)
	e.Misses = eachOf(e.Misses, func(m *result.Miss) { m.Want, m.Got = l.hide(m.Want), l.hide(m.Got) })
}

func (l *logFile) hide(text string) string { return l.secrets.Hide(text) }

func (l *logFile) hideAll(texts []string) []string {
	return eachOf(texts, func(text *string) { *text = l.hide(*text) })
}

// eachOf is a copy of a list in which each element was changed: the run goes on with its
// own.
func eachOf[T any](list []T, change func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		change(&list[i])
	}
	return list
}
