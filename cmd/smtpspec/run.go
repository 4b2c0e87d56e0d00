package main

import (
	"context"
	"fmt"
	"time"

	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/spf13/cobra"
)

// runFlags are the flags of `run` beside those of the load.
type runFlags struct {
	load       loadFlags
	out        reportFlags
	parallel   int
	timeout    time.Duration
	failFast   bool
	lastFailed bool
	inconcl    bool
	safety     safetyFlags
	log        string
	changed    string
	changedAt  time.Time // what changed says
}

func (a *app) runCommand() *cobra.Command {
	f := &runFlags{}
	cmd := &cobra.Command{
		Use:   "run [PATH…]",
		Short: "Run suites: hold their sessions and judge them",
		Long: `Run holds one SMTP session for each test of the suites, judges it, and prints a
table. PATH is a suite, SUITE:LINE, a glob, a folder, or builtin:NAME; without
one, the suites of the current folder. Nothing is sent beyond RCPT TO.

A suite with a case study has it written to smtpspec-report/case-study.md, unless
--report says otherwise. What is written to be shared is redacted.
` + exitCodes,
		Example: `  smtpspec run contoso.smtp.hcl
  smtpspec run contoso.smtp.hcl:24 -v                with its transcript
  smtpspec run suites/ --report junit=results.xml    for CI
  smtpspec run builtin:ehlo-probe --var host=mail.example.com
  smtpspec run contoso.smtp.hcl --ask password --report case-study --for isp
  smtpspec run contoso.smtp.hcl --one-line --no-lab  for an RMM field`,
		ValidArgsFunction: suiteArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.sayTrouble(a.run(cmd.Context(), args, f), &f.out)
		},
	}
	f.load.variables(cmd)
	f.load.selection(cmd)
	f.out.add(cmd)
	fl := cmd.Flags()
	fl.IntVar(&f.parallel, "parallel", 8, "at most `N` sessions at once; the max_connections of each host hold all the same")
	fl.DurationVar(&f.timeout, "timeout", 0, "longest `TIME` that one test may take, such as 2m (default: its endpoint's session timeout)")
	fl.BoolVar(&f.failFast, "fail-fast", false, "begin no further test after the first that fails")
	fl.BoolVar(&f.lastFailed, "last-failed", false, "only tests that did not pass in the last run")
	fl.BoolVar(&f.out.oneLine, "one-line", false, "one line in place of the table, for a field of a monitoring system")
	fl.BoolVar(&f.inconcl, "allow-inconclusive", false, "exit 0 where tests were inconclusive")
	fl.StringVar(&f.log, "log", "", "keep the run log in `FILE` (raw, not redacted, mode 0600)")
	fl.StringVar(&f.changed, "changed-at", "", "the tenant was changed at `TIME`, such as 15:04: what it answers within the hour is provisional")
	nothingToComplete(cmd, "parallel", "timeout", "changed-at")
	f.load.fromVantage(cmd)
	f.load.realOnly(cmd)
	f.safety.add(cmd)
	return cmd
}

// run is `smtpspec run`.
func (a *app) run(ctx context.Context, args []string, f *runFlags) error {
	if err := f.out.check(); err != nil {
		return err
	}
	if err := a.checkPlaces(args, f); err != nil {
		return err
	}
	l, plan, err := a.prepare(args, f)
	if err != nil {
		return a.refuse(err, &f.out)
	}
	log, err := a.createLog(f.log)
	if err != nil {
		return trouble(err)
	}
	defer log.discard()
	if err := a.carryOut(ctx, l, plan, f, args, log); err != nil {
		a.showRest(f, log)
		return trouble(err)
	}
	return a.conclude(f, log)
}

// showRest makes the reports of a run whose log could not be written to its end,
// from what there is of it.
func (a *app) showRest(f *runFlags, log *logFile) {
	f.out.cut = true
	run, err := log.Log()
	if err != nil {
		return // the first error says why
	}
	defer run.Close()
	f.out.warned = true
	a.show(run.Run, &f.out)
}

// prepare does all that can be done before anything is sent.
func (a *app) prepare(args []string, f *runFlags) (*loaded, *runner.Plan, error) {
	if err := f.check(); err != nil {
		return nil, nil, err
	}
	var err error
	if f.changedAt, err = a.changedAt(f.changed); err != nil {
		return nil, nil, err
	}
	l, err := a.load(args, &f.load, true)
	if err != nil {
		return nil, nil, err
	}
	lastFailed, err := a.lastFailed(f.lastFailed)
	if err != nil {
		return nil, nil, err
	}
	plan, err := a.compile(l, &f.load, lastFailed)
	return l, plan, err
}

// check reads the flags that have more to them than their type.
func (f *runFlags) check() error {
	if f.parallel < 1 {
		return invalid("--parallel must be at least 1, not %d", f.parallel)
	}
	if f.timeout < 0 {
		return invalid("--timeout must not be negative, and is %s", f.timeout)
	}
	return f.safety.check()
}

// conclude makes the reports from the log, so that `report` makes the same.
func (a *app) conclude(f *runFlags, log *logFile) error {
	run, err := log.Log()
	if err != nil {
		return trouble(err)
	}
	f.out.warned = true
	complete := a.show(run.Run, &f.out)
	// Closed first: Windows renames no open file.
	run.Close()
	if err := log.keep(); err != nil {
		fmt.Fprintf(a.err, "Warning: this run could not be kept as the last one: %v\n", err)
	}
	return exitStatus(run.Footer.Exit, f.inconcl, complete)
}

func (a *app) carryOut(ctx context.Context, l *loaded, plan *runner.Plan, f *runFlags, args []string, log *logFile) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer a.interrupts(cancel)()
	labs := &labServers{}
	defer labs.close()
	live := a.newProgress(plan, f.out.quiet)
	defer live.stop()
	_, err := plan.Run(ctx, runner.Options{
		World: a.netWorld(labs), Parallel: f.parallel, Timeout: f.timeout, FailFast: f.failFast,
		Vantage: f.load.vantage, ChangedAt: f.changedAt, Version: version, Command: repeatCommand(args, f, l), Audience: f.out.audience,
		Warnings: l.warnings, Secrets: l.secrets, Progress: live.hooks(),
		MaxAuthFailures: f.safety.authFailures, MaxRefusals: f.safety.refusals, AllowHosts: a.allowedHosts(f.safety.allowHosts),
	}, log)
	if cerr := log.Close(); err == nil {
		err = cerr
	}
	return err
}

// exitStatus is the run's own, unless something could not be written: 1 beats 4
// beats 3, and 130 beats all.
func exitStatus(code int, allowInconclusive, complete bool) error {
	if code == result.ExitInconclusive && allowInconclusive {
		code = result.ExitOK
	}
	if !complete && (code == result.ExitOK || code == result.ExitInconclusive) {
		code = result.ExitTrouble
	}
	if code == result.ExitOK {
		return nil
	}
	return &exit{code: code}
}

// repeatCommand is how to make the same run again. A sensitive value stays out, and
// is asked for.
func repeatCommand(args []string, f *runFlags, l *loaded) []string {
	out := append([]string{"smtpspec", "run"}, args...)
	for _, g := range f.load.globs {
		out = append(out, "--test", g)
	}
	for _, t := range f.load.tags {
		out = append(out, "--tag", t)
	}
	for _, t := range f.load.skip {
		out = append(out, "--skip-tag", t)
	}
	out = append(out, f.safety.repeat(f.load.vantage)...)
	if f.load.noLab {
		out = append(out, "--no-lab")
	}
	if !f.changedAt.IsZero() {
		out = append(out, "--changed-at", f.changedAt.Format(time.RFC3339))
	}
	if f.timeout > 0 {
		out = append(out, "--timeout", f.timeout.String())
	}
	for _, name := range f.load.ask {
		out = append(out, "--ask", name)
	}
	for _, v := range f.load.vars {
		switch {
		case v.File != "":
			out = append(out, "--var-file", v.File)
		case l.sensitive(v.Name):
			out = append(out, "--ask", v.Name)
		default:
			out = append(out, "--var", v.Name+"="+l.secrets.Hide(v.Text))
		}
	}
	return out
}
