package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/hashicorp/hcl/v2"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/reports/junit"
	"github.com/smtpspec/smtpspec/runner/result"
)

// mistakes is the exit of a command whose suites are wrong. They were printed
// already.
func mistakes(p *dsl.Program, diags hcl.Diagnostics) error {
	out := &exit{code: result.ExitInvalid}
	for _, d := range dsl.DiagnosticsJSON(p.Files, diags).Diagnostics {
		if d.Severity != "error" {
			continue
		}
		problem := junit.Problem{Summary: d.Summary, Detail: d.Detail}
		if d.Range != nil {
			problem.File, problem.Line = d.Range.Filename, d.Range.Start.Line
		}
		out.mistakes = append(out.mistakes, problem)
	}
	return out
}

// refuse ends a run that could not begin. Where JUnit was asked for, the file
// holds the mistakes: a CI system takes an old file, or none, for another story.
func (a *app) refuse(err error, f *reportFlags) error {
	var e *exit
	if !errors.As(err, &e) || e.code != result.ExitInvalid {
		return err
	}
	problems := e.mistakes
	if len(problems) == 0 {
		problems = []junit.Problem{{Summary: "Nothing was run", Detail: e.Error()}}
	}
	for _, w := range f.wanted {
		if w.format.Name != "junit" {
			continue
		}
		if werr := a.writeMistakes(w.path, problems); werr != nil {
			fmt.Fprintf(a.err, "Error: report junit: %v\n", werr)
		}
	}
	return err
}

func (a *app) writeMistakes(path string, problems []junit.Problem) error {
	write := func(w io.Writer) error {
		return junit.Writer{Hide: a.secrets.Hide}.Config(beneath(w), a.now(), problems)
	}
	if path == "-" {
		return write(a.out)
	}
	return a.writeFile(path, write)
}
