package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/draft"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/fitness"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/reports/redact"
	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/runlog"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/smtpspec/smtpspec/steps"
)

// draftName is what a suite that exists in memory alone is called.
const draftName = "probe"

// oneSuite is a file system with a single suite in it, in the place of the
// built-in ones.
type oneSuite []byte

// Open implements fs.FS. The language asks for files by ReadFile.
func (oneSuite) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadFile implements fs.ReadFileFS.
func (s oneSuite) ReadFile(name string) ([]byte, error) {
	if name != draftName+".smtp.hcl" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return s, nil
}

// loadDraft loads a generated suite as if it were a file. A mistake in it is one of
// the program's own.
func (a *app) loadDraft(text []byte, opt dsl.Options) (*dsl.Program, error) {
	opt.World = dslWorld()
	opt.World.Suites = oneSuite(text)
	program, diags := dsl.Load([]dsl.Target{{Builtin: draftName, Explicit: true}}, opt)
	if diags.HasErrors() {
		a.printDiagnostics(program, diags)
		return nil, trouble(errors.New("the generated suite cannot be loaded"))
	}
	return program, nil
}

// compileDraft makes a plan of a generated suite. Its secrets are hidden from then
// on.
func (a *app) compileDraft(s draft.Suite, vars []dsl.VarInput) (*loaded, *runner.Plan, error) {
	var secrets []string
	for _, v := range vars {
		secrets = append(secrets, v.Text)
	}
	program, err := a.loadDraft(s.Bytes(), dsl.Options{Vars: vars, Environ: a.env, NeedValues: true})
	if err != nil {
		return nil, nil, err
	}
	for _, suite := range program.Suites {
		secrets = append(secrets, suite.Secrets...)
		inNoFile(suite)
	}
	a.hide(transcript.NewSecrets(secrets...))
	plan, err := runner.Compile(program.Suites, runner.Selection{}, steps.Standard)
	if err != nil {
		return nil, nil, trouble(err)
	}
	return &loaded{program: program, secrets: a.secrets}, plan, nil
}

// inNoFile takes the places out of a suite that was made for one run: no report
// should send anybody to a file and a line that are not there.
func inNoFile(s *dsl.Suite) {
	s.File = draftName
	for _, t := range s.Tests {
		t.Range = dsl.Range{}
		for _, a := range t.Assert {
			a.Range.File = ""
		}
	}
}

// draftRun is what a run of a generated suite has beside its plan.
type draftRun struct {
	flags   *surveyFlags
	command []string
	fit     *fitness.Verdict
	footer  func(result.Footer) result.Footer // what is kept of the run's end
}

// draftLog is the log of such a run.
type draftLog struct {
	runner.Sink
	footer func(result.Footer) result.Footer
}

// Footer implements runner.Sink.
func (l draftLog) Footer(f result.Footer) error { return l.Sink.Footer(l.footer(f)) }

// runDraft carries a plan out and reads its log, which becomes the last run's: any
// report can be made of a probe. done ends the reading.
func (a *app) runDraft(ctx context.Context, l *loaded, plan *runner.Plan, d draftRun) (run result.Run, done func(), err error) {
	log, err := a.createLog("")
	if err != nil {
		return run, nil, err
	}
	if d.fit != nil && !d.fit.Fit {
		for _, line := range d.fit.Says {
			l.warnings = append(l.warnings, "this computer: "+line)
		}
	}
	labs := &labServers{}
	defer labs.close()
	live := a.newProgress(plan, false)
	_, err = plan.Run(ctx, runner.Options{
		World: a.surveyWorld(d.flags, labs), Parallel: 8, Version: version, Command: d.command,
		Audience: redact.Vendor, Warnings: l.warnings, Secrets: l.secrets, Progress: live.hooks(),
		AllowHosts: a.allowedHosts(nil),
	}, draftLog{log, d.footer})
	live.stop()
	if cerr := log.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		log.discard()
		return run, nil, err
	}
	file, err := runlog.Open(log.path)
	if err != nil {
		log.discard()
		return run, nil, err
	}
	return file.Run, func() {
		// Closed first: Windows renames no open file.
		file.Close()
		if err := log.keep(); err != nil {
			fmt.Fprintf(a.err, "Warning: this run could not be kept as the last one: %v\n", err)
		}
		log.discard()
	}, nil
}

// finish is the text of a suite that is to be kept, once it was seen to load.
func (a *app) finish(s draft.Suite) ([]byte, error) {
	text := s.Bytes()
	_, err := a.loadDraft(text, dsl.Options{})
	return text, err
}

// runCommands are the next two commands for a suite. Without a file it was written
// to standard output, and has no name yet.
func runCommands(file string, password bool) []string {
	if file == "" {
		return nil
	}
	file = quoteArg(file)
	run := "smtpspec run " + file
	if password {
		run += " --ask password"
	}
	return []string{"smtpspec plan " + file, run}
}

// quoteArg writes an argument for the shells that people have: double quotes do in
// all of them, save for what sh and PowerShell expand even there.
func quoteArg(s string) string {
	switch {
	case !strings.ContainsAny(s, " '()&;$`!*?[]{}<>|~#%^,"):
		return s
	case strings.ContainsAny(s, "$`!") && !strings.Contains(s, "'"):
		return "'" + s + "'"
	}
	return `"` + s + `"`
}
