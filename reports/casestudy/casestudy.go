// Package casestudy writes a case down in Markdown, for somebody who was not
// there: a vendor, an ISP's abuse desk, a client.
//
// What the suite's author states is marked *(stated)*; all else was observed, and
// every observation has a number (E4) under which its lines stand at the end.
// Nothing is concluded here: conclusions are the diagnosis's, and the sentences
// of this package word what the model holds.
package casestudy

import (
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"
	"text/template"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

//go:embed casestudy.md.tmpl
var source string

// page is parsed when it is first needed: most runs of the program need none.
var page = sync.OnceValues(func() (*template.Template, error) {
	return template.New("casestudy").Funcs(template.FuncMap{
		"md": text.Markdown, "code": text.Code, "prose": prose, "method": methodName,
		"fence":    func(s string) string { return text.Fence("sh", []string{s}) },
		"sentence": func(s string) string { return text.Sentence(text.Markdown(text.Title(s))) },
	}).Parse(source)
})

// maxGeneric is how many tests get a case where no suite has a `case_study`. A page of
// thousands is no write-up.
const maxGeneric = 20

// Write writes every case of the run, one after the other.
func Write(w io.Writer, run result.Run) error {
	cases, left, err := collect(run)
	if err != nil {
		return err
	}
	if len(cases) == 0 {
		return writeEmpty(w, run)
	}
	tmpl, err := page()
	if err != nil {
		return err
	}
	for i, c := range cases {
		if i > 0 {
			if _, err := io.WriteString(w, "\n---\n\n"); err != nil {
				return err
			}
		}
		var b strings.Builder
		if err := tmpl.Execute(&b, newDocument(run, c)); err != nil {
			return err
		}
		if _, err := io.WriteString(w, tidy(b.String())); err != nil {
			return err
		}
	}
	if left > 0 {
		_, err = io.WriteString(w, "\n---\n\n"+text.Count(left, "more test")+" were refused or missed. The run log has them.\n")
	}
	return err
}

// Item is one case, as a run of its own.
type Item struct {
	Name string // fit for a file's name
	Run  result.Run
}

// Items splits a run into its cases, for one file each.
func Items(run result.Run) ([]Item, error) {
	cases, _, err := collect(run)
	if err != nil {
		return nil, err
	}
	var out []Item
	taken := map[string]bool{}
	for _, c := range cases {
		one := run
		suite := c.suite
		suite.CaseStudies = nil
		if c.stated != nil {
			suite.CaseStudies = []result.CaseStudy{*c.stated}
		}
		one.Header.Suites = []result.Suite{suite}
		one.Each = result.Memory(c.tests)
		name := fileName(c.name())
		if taken[name] {
			name = fileName(c.suite.File + "-" + c.name())
		}
		taken[name] = true
		out = append(out, Item{Name: name, Run: one})
	}
	return out, nil
}

// fileName keeps letters, digits, hyphens and underscores.
func fileName(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' {
			return r
		}
		return '-'
	}, s), "-")
}

// study is one case: what was stated of it, and its tests.
type study struct {
	suite  result.Suite
	stated *result.CaseStudy // nil where a suite states no case
	tests  []result.Test     // in the case's order
}

func (c study) name() string {
	if c.stated != nil {
		return c.stated.Name
	}
	return c.tests[0].ShortName()
}

// collect reads the run once and keeps the tests that a case needs. left is how
// many refused tests got no case.
func collect(run result.Run) (cases []study, left int, err error) {
	at := map[string]map[string][]*result.Test{} // suite, address
	suites := map[string]result.Suite{}
	for _, s := range run.Header.Suites {
		suites[s.File] = s
		for i := range s.CaseStudies {
			c := &s.CaseStudies[i]
			cases = append(cases, study{suite: s, stated: c, tests: make([]result.Test, len(c.Tests))})
			if at[s.File] == nil {
				at[s.File] = map[string][]*result.Test{}
			}
			for j, address := range c.Tests {
				at[s.File][address] = append(at[s.File][address], &cases[len(cases)-1].tests[j])
			}
		}
	}
	var generic folder
	for t, err := range run.Tests() {
		if err != nil {
			return nil, 0, err
		}
		for _, slot := range at[t.Suite][t.Address] {
			*slot = t
		}
		if len(suites[t.Suite].CaseStudies) > 0 || !worthACase(t) {
			continue
		}
		s := suites[t.Suite]
		if s.File == "" {
			s.File = t.Suite
		}
		if !generic.add(s, t) {
			left++
		}
	}
	for i := range cases {
		// A test of the case that was not selected is no part of this run.
		cases[i].tests = slices.DeleteFunc(cases[i].tests, func(t result.Test) bool { return t.Address == "" })
	}
	return append(cases, generic.cases...), left, nil
}

func worthACase(t result.Test) bool {
	_, refused := say.Refusal(t)
	return refused || t.Status == result.Fail || len(t.Diagnosis.Signs) > 0
}

// tidy takes away the empty lines that the template's conditions leave.
func tidy(s string) string {
	var b strings.Builder
	empty, fence := 0, ""
	for _, line := range strings.SplitAfter(strings.TrimSpace(s)+"\n", "\n") {
		bare := strings.TrimRight(line, "\n")
		if fence == "" && strings.HasPrefix(bare, "```") {
			fence = bare[:len(bare)-len(strings.TrimLeft(bare, "`"))]
		} else if fence != "" && bare == fence {
			fence = ""
		}
		if bare == "" && fence == "" {
			if empty++; empty > 1 {
				continue
			}
		} else {
			empty = 0
		}
		b.WriteString(line)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// cell is a comparison's cell, however wide.
func cell(s string) string { return say.Cell(s, len(s)+len("not offered")) }

// prose is an author's text of several paragraphs.
func prose(s string) string {
	var paragraphs []string
	for _, p := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
		if p = text.Markdown(strings.TrimSpace(p)); p != "" {
			paragraphs = append(paragraphs, p)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}
