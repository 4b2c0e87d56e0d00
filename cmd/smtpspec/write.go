package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/smtpspec/smtpspec/reports"
	"github.com/smtpspec/smtpspec/reports/redact"
	"github.com/smtpspec/smtpspec/reports/table"
	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/result"
)

// reportFolder is where reports go unless told otherwise.
const reportFolder = "smtpspec-report"

// show writes the reports and prints the table, and reports whether all of that
// could be done. A report that cannot be written does not keep the others from
// being written; what went wrong is said last, where it is seen.
func (a *app) show(run result.Run, f *reportFlags) bool {
	// A run on a terminal alone is not gone through for the sake of readers.
	var view redact.View
	readers := sync.OnceValue(func() (out result.Run) {
		out, view = f.forReaders(run)
		return out
	})
	wanted := f.wanted
	if len(wanted) == 0 && hasCaseStudy(run) {
		wanted = defaultReports()
	}
	look := func() *redact.Leftover { return view.Leftover() }
	notes, problems := a.writeReports(readers, wanted, f.redactedFor(), look)
	written := len(notes) > 0
	out, tty := a.out, a.tty.out
	if f.toStdout() {
		out, tty = a.err, a.tty.err
	}
	screen := run
	if !tty {
		screen = readers() // a pipe or a file is handed on
	}
	if f.warned {
		screen.Footer.Warnings = nil
	}
	w := table.Writer{Width: a.width(tty), Color: a.color(tty), Verbose: f.verbose, Quiet: f.quiet, Notes: notes}
	left := &redact.Leftover{}
	if written && !tty && !f.oneLine {
		left = look()
	}
	if err := a.summary(io.MultiWriter(out, left), screen, w, f, problems); err != nil {
		problems = append(problems, fmt.Errorf("table: %w", err))
	}
	for _, note := range leftIn("The text above", left) {
		fmt.Fprintln(out, note)
	}
	for _, p := range problems {
		fmt.Fprintf(a.err, "Error: %v\n", p)
	}
	return len(problems) == 0
}

// forReaders is the run as those see it whom the reports are for.
func (f *reportFlags) forReaders(run result.Run) (result.Run, redact.View) {
	run.Header.Audience = f.audience
	if f.redacted() {
		return redact.RunAnd(run)
	}
	return run, redact.View{}
}

// leftIn says what redaction left of the client's names in what was written.
func leftIn(where string, look *redact.Leftover) []string {
	left := look.Found()
	if len(left) == 0 {
		return nil
	}
	for i, word := range left {
		left[i] = strconv.Quote(word)
	}
	return []string{where + " still says " + strings.Join(left, ", ") + " (in a name, a title or a server's words)"}
}

// writeReports writes all reports that are wanted, and returns a line about each
// that was written.
func (a *app) writeReports(view func() result.Run, wanted []wantedReport, redacted string, look func() *redact.Leftover) (notes []string, problems []error) {
	for _, w := range wanted {
		note, left, err := a.writeReport(view(), w, look)
		if err != nil {
			problems = append(problems, fmt.Errorf("report %s: %w", w.format.Name, err))
			continue
		}
		if note != "" {
			notes = append(notes, note+" ("+redacted+")")
		}
		notes = append(notes, left...)
	}
	return notes, problems
}

// defaultReports is the case study, where a suite has one and no report was asked
// for.
func defaultReports() []wantedReport {
	w, err := parseReport("case-study")
	if err != nil {
		return nil
	}
	return []wantedReport{w}
}

// hasCaseStudy reports whether a case study's tests were all run: one test that is
// run alone does not write the whole case anew.
func hasCaseStudy(run result.Run) bool {
	if !slices.ContainsFunc(run.Header.Suites, func(s result.Suite) bool { return len(s.CaseStudies) > 0 }) {
		return false
	}
	ran := map[string]bool{}
	for t, err := range run.Tests() {
		if err != nil {
			return false
		}
		ran[runner.Key(t.Suite, t.Address)] = true
	}
	for _, s := range run.Header.Suites {
		for _, c := range s.CaseStudies {
			if !slices.ContainsFunc(c.Tests, func(address string) bool { return !ran[runner.Key(s.File, address)] }) {
				return true
			}
		}
	}
	return false
}

// writeReport writes one report and says where it is, and what is left in it.
func (a *app) writeReport(view result.Run, w wantedReport, look func() *redact.Leftover) (note string, left []string, err error) {
	title := titleOf(w.format.Name)
	switch {
	case w.path == "-":
		seen := look()
		err = a.writeFormat(w.format, a.out, seen, view)
		return "", leftIn("The report", seen), err
	case isFolder(w.path):
		n, left, err := a.writeItems(view, w, look)
		return fmt.Sprintf("%s: %s in %s", title, count(n, "file"), w.path), left, err
	}
	left, err = a.writeSeen(w.path, w.format, look(), view)
	return fmt.Sprintf("%s: %s", title, w.path), left, err
}

// writeSeen writes a report's file and says what is left in it.
func (a *app) writeSeen(path string, format reports.Format, seen *redact.Leftover, view result.Run) ([]string, error) {
	err := a.writeFile(path, func(out io.Writer) error { return a.writeFormat(format, out, seen, view) })
	return leftIn(path, seen), err
}

// writeFormat writes a run in a format. Where secrets have to be hidden before it is
// put into that form, the net under out is passed by. seen reads along.
func (a *app) writeFormat(format reports.Format, out io.Writer, seen *redact.Leftover, view result.Run) error {
	if format.WriteHiding == nil {
		return format.Write(io.MultiWriter(out, seen), view)
	}
	return format.WriteHiding(io.MultiWriter(beneath(out), seen), view, a.secrets.Hide)
}

// titleOf is a format's name as it stands in a sentence: "Case study".
func titleOf(format string) string {
	if format == "junit" {
		return "JUnit"
	}
	return strings.ToUpper(format[:1]) + strings.ReplaceAll(format[1:], "-", " ")
}

func (f *reportFlags) redactedFor() string {
	if !f.redacted() {
		return "not redacted"
	}
	switch f.audience {
	case redact.Client:
		return "with the client's own names"
	case redact.ISP:
		return "redacted for the ISP"
	case redact.Microsoft:
		return "redacted for Microsoft"
	}
	return "redacted for the " + f.audience
}

// isFolder reports whether a report's path asks for one file per item.
func isFolder(path string) bool {
	return strings.HasSuffix(path, "/") || strings.HasSuffix(path, string(filepath.Separator))
}

// writeItems writes one file per item into a folder.
func (a *app) writeItems(view result.Run, w wantedReport, look func() *redact.Leftover) (n int, left []string, err error) {
	items, err := w.format.Items(view)
	if err != nil {
		return 0, nil, err
	}
	for _, item := range items {
		path := filepath.Join(w.path, item.Name+w.format.Ext)
		said, err := a.writeSeen(path, w.format, look(), item.Run)
		if err != nil {
			return 0, nil, err
		}
		left = append(left, said...)
	}
	return len(items), left, nil
}

// writeText writes what was made in memory to a file, or to standard output where
// none is named, or "-".
func (a *app) writeText(text []byte, path string) error {
	if path == "" || path == "-" {
		_, err := a.out.Write(text)
		return err
	}
	return a.writeFile(path, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// writeFile writes a report's file. Secrets are hidden once more on the way.
func (a *app) writeFile(path string, write func(io.Writer) error) error {
	return replaceFile(path, 0o644, func(w io.Writer) error {
		hidden := a.secrets.Writer(w)
		if err := write(hidden); err != nil {
			return err
		}
		return hidden.Close()
	})
}
