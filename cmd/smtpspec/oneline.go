package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/smtpspec/smtpspec/reports/oneline"
	"github.com/smtpspec/smtpspec/reports/table"
	"github.com/smtpspec/smtpspec/runner/result"
)

// summary is what a run shows: its table, or one line where that was asked for.
func (f *reportFlags) summary(out io.Writer, run result.Run, w table.Writer) error {
	if !f.oneLine {
		return w.Write(out, run)
	}
	f.lineSaid = true
	return oneline.Write(out, run)
}

// sayTrouble writes the one line of a run that came to nothing, so that a field
// of a monitoring system never shows yesterday's. What is wrong is on standard
// error in full.
func (a *app) sayTrouble(err error, f *reportFlags) error {
	if !f.oneLine || f.lineSaid || err == nil {
		return err
	}
	out := a.out
	if f.toStdout() {
		out = a.err
	}
	if werr := oneline.Trouble(out, "nothing was run"+firstMistake(err)); werr != nil {
		return trouble(werr)
	}
	return err
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
