package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/oneline"
	"github.com/smtpspec/smtpspec/reports/redact"
	"github.com/smtpspec/smtpspec/reports/table"
	"github.com/smtpspec/smtpspec/runner/result"
)

// summary is what a run shows: its table, or one line where that was asked for. A
// report that could not be written is in the line, since it is in the exit status.
func (a *app) summary(out io.Writer, run result.Run, w table.Writer, f *reportFlags, problems []error) error {
	switch {
	case !f.oneLine:
		return w.Write(out, run)
	case f.cut:
		return nil // its line says so
	}
	a.lineSaid = true
	line := oneline.Writer{}
	if len(problems) > 0 {
		line.Trouble = problems[0].Error()
	}
	return line.Write(out, run)
}

// sayTrouble writes the one line of a run that came to nothing, so that a field
// of a monitoring system never shows yesterday's. What is wrong is on standard
// error in full.
func (a *app) sayTrouble(err error, f *reportFlags) error {
	if !f.oneLine || a.lineSaid || err == nil {
		return err
	}
	a.lineSaid = true
	out, what := a.out, "nothing was run"
	if f.toStdout() {
		out = a.err
	}
	if f.cut {
		what = "the run was not recorded to its end"
	}
	why := firstDetail(err)
	if !(f.redact == "off" || a.tty.out) {
		why = redact.Text(why)
	}
	if werr := oneline.Trouble(out, what+firstMistake(err)+why); werr != nil {
		return trouble(werr)
	}
	return err
}

// sayMistake does the same for a command line that was not understood, so that no
// flag was looked at.
func (a *app) sayMistake(args []string, err error) error {
	asked := slices.ContainsFunc(args, func(arg string) bool { return strings.TrimLeft(arg, "-") == "one-line" })
	return a.sayTrouble(err, &reportFlags{oneLine: asked})
}

// firstMistake is what is wrong, as the end of a sentence.
func firstMistake(err error) string {
	var e *exit
	switch {
	case !errors.As(err, &e):
		return ": " + err.Error()
	case len(e.mistakes) > 0 && e.mistakes[0].File != "":
		m := e.mistakes[0]
		return fmt.Sprintf(": %s (%s, line %d)", m.Summary, m.File, m.Line)
	case len(e.mistakes) > 0:
		return ": " + e.mistakes[0].Summary
	case e.err != nil:
		return ": " + e.err.Error()
	}
	return ""
}

// firstDetail is the first sentence of what the first mistake is about: the summary
// says that a variable is not declared, and this which.
func firstDetail(err error) string {
	var e *exit
	if !errors.As(err, &e) || len(e.mistakes) == 0 || e.mistakes[0].Detail == "" {
		return ""
	}
	detail, _, _ := strings.Cut(e.mistakes[0].Detail, "\n")
	detail, _, _ = strings.Cut(detail, ". ")
	return ": " + strings.TrimRight(detail, ".:")
}
