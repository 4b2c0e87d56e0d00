// Package reports lists the formats in which a run can be written. Each is a
// package of its own with a function Write, a pure function of the result model:
// no clock, no network, no suite and no knowledge base, so that a run log gives
// the same report on any machine, byte for byte.
//
// A new format is a folder reports/NAME and one line in Formats. What is written
// to be shared goes through reports/redact first.
package reports

import (
	"io"

	"github.com/smtpspec/smtpspec/reports/casestudy"
	"github.com/smtpspec/smtpspec/reports/junit"
	"github.com/smtpspec/smtpspec/reports/table"
	"github.com/smtpspec/smtpspec/runner/result"
)

// Format is one way to write a run.
type Format struct {
	Name  string // as `--report` names it
	Ext   string // of its files, with the dot
	Doc   string // one line
	Write func(w io.Writer, run result.Run) error
	// WriteHiding is Write where hiding a word in what was written could break its form:
	// hide goes over each text before it is put into that form. nil: nothing could.
	WriteHiding func(w io.Writer, run result.Run, hide func(string) string) error
	// Items splits a run into runs of one item each, for a `--report` whose path
	// ends in "/": each is written to a file of its own. nil: it has no items.
	Items func(run result.Run) ([]Item, error)
}

// Item is one of the files that a format can write a run into.
type Item struct {
	Name string // of the file, without its extension
	Run  result.Run
}

// Formats are all formats, by name.
var Formats = []Format{
	{Name: "case-study", Ext: ".md", Doc: "A write-up of each case in Markdown, with numbered evidence", Write: casestudy.Write, Items: caseStudies},
	{Name: "junit", Ext: ".xml", Doc: "JUnit XML, as GitLab, Jenkins, Azure DevOps and GitHub actions read it", Write: junit.Write, WriteHiding: writeJUnit},
	{Name: "table", Ext: ".txt", Doc: "What a terminal shows: stages as columns, then what has to be known", Write: table.Write},
}

// Lookup finds a format by its name.
func Lookup(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

func caseStudies(run result.Run) ([]Item, error) {
	cases, err := casestudy.Items(run)
	items := make([]Item, len(cases))
	for i, c := range cases {
		items[i] = Item(c)
	}
	return items, err
}

func writeJUnit(w io.Writer, run result.Run, hide func(string) string) error {
	return junit.Writer{Hide: hide}.Write(w, run)
}
