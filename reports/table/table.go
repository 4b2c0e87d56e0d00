// Package table writes a run for a terminal or a log: a line a test with what
// each stage answered, then what has to be known of every test that was refused,
// missed or not judged, then which way of sending works from here.
package table

import (
	"fmt"
	"io"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// DefaultWidth is how wide a table is where nothing says otherwise.
const DefaultWidth = 100

// minWidth is the least that the paragraphs can be wrapped to.
const minWidth = 40

// Writer writes tables.
type Writer struct {
	Width   int  // of the terminal; 0 means DefaultWidth
	Color   bool // colour the status words
	Verbose bool // every test's transcript
	Quiet   bool // only what did not pass, and the counts
	// Notes stand behind the counts: where the reports were written.
	Notes []string
}

// Write writes the run without colours, as wide as DefaultWidth.
func Write(w io.Writer, run result.Run) error { return Writer{}.Write(w, run) }

// Write writes the run.
func (wr Writer) Write(w io.Writer, run result.Run) error {
	if wr.Width <= 0 {
		wr.Width = DefaultWidth
	}
	p := &printer{
		w: w, run: run, opt: wr, width: max(wr.Width, minWidth), color: palette(wr.Color),
		told: map[string]string{}, sends: map[key]bool{}, saw: map[string]*say.Sightings{},
	}
	if !wr.Quiet {
		if err := p.matrix(); err != nil {
			return err
		}
	}
	if err := p.paragraphs(); err != nil {
		return err
	}
	for _, c := range run.Footer.Comparisons {
		p.comparison(c)
	}
	if !wr.Quiet {
		p.sending()
	}
	p.closing()
	return p.err
}

// printer writes lines and keeps the first error.
type printer struct {
	w     io.Writer
	run   result.Run
	opt   Writer
	width int
	color colors
	told  map[string]string // the test at which a thing was explained
	wrote bool
	plain bool                      // the matrix said all that there is to say of every test
	held  int                       // tests that were not skipped
	lab   int                       // of them, those whose server the lab played
	sends map[key]bool              // the tests that ask how mail can be sent, and their suites
	saw   map[string]*say.Sightings // who saw this computer at which address, by suite
	err   error
}

// line writes one line. Nothing that a CI system obeys gets past it.
func (p *printer) line(s string) {
	if p.err != nil {
		return
	}
	p.wrote = true
	_, p.err = io.WriteString(p.w, text.Quiet(strings.TrimRight(s, " "))+"\n")
}

// gap writes an empty line between two parts.
func (p *printer) gap() {
	if p.wrote {
		p.line("")
	}
}

// wrapped writes s behind a label, and its further lines under its first.
func (p *printer) wrapped(label, s string) {
	for _, l := range text.Hang(label, text.Line(s), p.width) {
		p.line(l)
	}
}

// closing writes the counts, the warnings and the notes.
func (p *printer) closing() {
	f := p.run.Footer
	if len(f.Warnings) > 0 {
		p.gap()
		for _, w := range f.Warnings {
			p.wrapped("Warning: ", w)
		}
	}
	p.gap()
	if f.Interrupted {
		p.line(p.color.bad("Interrupted: the tests that were not finished are skipped."))
	}
	p.line(p.counts(f.Counts))
	for _, n := range p.opt.Notes {
		p.wrapped("", n)
	}
}

// counts is the last line: "1 failed, 2 passed."
func (p *printer) counts(c result.Counts) string {
	var out []string
	add := func(n int, word string, paint func(string) string) {
		if n > 0 {
			out = append(out, paint(fmt.Sprintf("%d %s", n, word)))
		}
	}
	add(c.Fail, "failed", p.color.bad)
	errors := "errors"
	if c.Error == 1 {
		errors = "error"
	}
	add(c.Error, errors, p.color.bad)
	add(c.Inconclusive, "inconclusive", p.color.doubt)
	add(c.Pass, "passed", p.color.good)
	add(c.Skip, "skipped", p.color.dim)
	if len(out) == 0 {
		return "No test was run."
	}
	switch {
	case p.lab > 0 && p.lab == p.held:
		out = append(out, "only against the lab")
	case p.lab > 0:
		out = append(out, fmt.Sprintf("%d of them against the lab", p.lab))
	}
	return strings.Join(out, ", ") + "."
}

// count notes a test for the last line, which says again what the lab played.
func (p *printer) count(t result.Test) {
	if t.Status != result.Skip {
		p.held++
	}
	if say.Played(t) {
		p.lab++
	}
}

// status is a status as a table shows it: what needs a look stands in capitals.
func (p *printer) status(s result.Status) string {
	switch s {
	case result.Pass:
		return p.color.good("pass")
	case result.Skip:
		return p.color.dim("skip")
	case result.Inconclusive:
		return p.color.doubt("INCONCLUSIVE")
	case result.Fail:
		return p.color.bad("FAIL")
	case result.Error:
		return p.color.bad("ERROR")
	}
	return text.Line(string(s))
}
