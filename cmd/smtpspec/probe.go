package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/fitness"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/tenant"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/spf13/cobra"
)

// probeFlags are the flags of `probe`.
type probeFlags struct {
	surveyFlags
	relayTo string
	suite   bool
	redact  string
	verbose bool
}

func (a *app) probeCommand() *cobra.Command {
	f := &probeFlags{}
	cmd := &cobra.Command{
		Use:   "probe DOMAIN | HOST[:PORT]",
		Short: "Say how mail can be sent to a domain from here, without a file",
		Long: `Probe tries every way of sending that needs no secret, and says on one screen
where this computer is seen from, how each way fares, and what to do next. It
first looks whether this computer is fit to test from (builtin:egress).

A refusal comes at RCPT TO, so give a real sender and a real recipient; without
them the sessions end before the envelope. With --user the password is asked for
(or read from SMTPSPEC_VAR_password). Nothing is sent beyond RCPT TO.

Exit status: 0 an envelope was accepted and none refused, and this computer is fit
to test from, 1 refused, 2 the command line is wrong, 3 inconclusive, 4 something
could not be run or written, 130 interrupted.`,
		Example: `  smtpspec probe contoso.com
  smtpspec probe contoso.com --from scanner@contoso.com --to office@contoso.com
  smtpspec probe smtp.office365.com:587 --user scanner@contoso.com
  smtpspec probe contoso.com --from scanner@contoso.com \
    --to office@contoso.com --out contoso.smtp.hcl`,
		Args: oneTarget,
		RunE: func(cmd *cobra.Command, args []string) error { return a.probe(cmd.Context(), args, f) },
	}
	f.add(cmd)
	fl := cmd.Flags()
	fl.StringVar(&f.relayTo, "relay-to", "", "a mailbox of your own outside Microsoft 365, by its `ADDRESS`: try relay by a connector, too")
	fl.BoolVar(&f.suite, "suite", false, "write the suite that pins what was seen, to --out or to standard output")
	fl.StringVar(&f.redact, "redact", "on", "`on|off`: replace the client's names where the screen goes into a pipe or a file")
	fl.BoolVarP(&f.verbose, "verbose", "v", false, "with the transcript of every session")
	nothingToComplete(cmd, "relay-to")
	cmd.RegisterFlagCompletionFunc("redact", cobra.FixedCompletions([]string{"on", "off"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// oneTarget are the arguments of commands that take one domain or server.
func oneTarget(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return invalid("%s takes one argument, as in: %s (see %s --help)", cmd.CommandPath(), cmd.UseLine(), cmd.CommandPath())
	}
	return nil
}

func (a *app) probe(ctx context.Context, args []string, f *probeFlags) error {
	t, err := f.read(args[0])
	if err != nil {
		return err
	}
	if err := f.free(); err != nil {
		return err
	}
	ctx, stop := a.interruptible(ctx)
	defer stop()
	vars, err := a.password(&f.surveyFlags)
	if err != nil {
		return err
	}
	p := &probing{app: a, flags: f, args: args}
	if p.fit, err = a.first(ctx, &f.surveyFlags); err != nil {
		return err
	}
	if err := p.prepare(ctx, t); err != nil {
		return err
	}
	return p.run(ctx, vars)
}

// read reads the argument and the flags, before anything is asked or sent.
func (f *probeFlags) read(arg string) (target, error) {
	if err := checkRedact(f.redact); err != nil {
		return target{}, err
	}
	if err := f.check(); err != nil {
		return target{}, err
	}
	if f.out == "-" {
		f.out, f.suite = "", true
	}
	t, err := readTarget(arg)
	if err != nil {
		return target{}, err
	}
	switch from := f.sender(); {
	case len(f.to) > 0 && from == "":
		return t, invalid("--to needs a --from: who would be writing?")
	case f.from != "" && len(f.to) == 0 && f.relayTo == "" && f.user == "":
		return t, invalid("--from needs a --to: a real recipient inside %s", t.text)
	case f.relayTo != "" && (from == "" || t.domain == ""):
		return t, invalid("--relay-to needs a DOMAIN and a --from")
	case f.tenant != "" && t.domain == "":
		return t, invalid("--tenant is for a DOMAIN; a server is probed by its own name")
	case f.submission != "" && t.domain == "":
		return t, invalid("--submission is for a DOMAIN; a server is probed by its own name")
	}
	if f.relayTo != "" {
		if err := schema.CheckMailbox(f.relayTo); err != nil {
			return t, invalid("%v", err)
		}
	}
	return t, nil
}

// suiteExtension is what a suite's file name ends in: run finds no other files.
const suiteExtension = ".smtp.hcl"

// suiteFile refuses a name that the file could not be run by.
func suiteFile(out string) error {
	if out == "" || out == "-" || strings.HasSuffix(out, suiteExtension) {
		return nil
	}
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		return invalid("--out: %s is a folder", out)
	}
	return invalid("--out: the name of a suite's file ends in %s: --out %s", suiteExtension, quoteArg(strings.TrimSuffix(out, ".hcl")+suiteExtension))
}

// free makes sure that the suite's file may be written, before anything is done.
func (f *surveyFlags) free() error {
	if err := suiteFile(f.out); err != nil {
		return err
	}
	return free("--out", f.out, f.force)
}

// password is the value of the variable, where a mailbox is to sign in. One that is
// in the environment is found there by the language itself.
func (a *app) password(f *surveyFlags) ([]dsl.VarInput, error) {
	if f.user == "" || a.getenv(passwordVariable) != "" {
		return nil, nil
	}
	value, err := a.askFor(&dsl.Variable{Name: "password", Description: "the password of " + f.user, Sensitive: true})
	if err != nil {
		return nil, invalid("--user asks for the password: %v; in a script, set %s", err, passwordVariable)
	}
	if value == "" {
		return nil, invalid("--user: no password was given")
	}
	return []dsl.VarInput{{Name: "password", Text: value, Origin: "--user"}}, nil
}

// passwordVariable is where a script keeps the password.
const passwordVariable = "SMTPSPEC_VAR_password"

// first looks whether this computer is fit to test from, unless that is not wanted.
func (a *app) first(ctx context.Context, f *surveyFlags) (*fitness.Verdict, error) {
	if f.noEgress {
		return nil, nil
	}
	v, err := a.fit(ctx, f)
	if err == nil && ctx.Err() != nil {
		err = &exit{code: result.ExitInterrupted}
	}
	return &v, err
}

// probing is one probe while it goes on.
type probing struct {
	app    *app
	flags  *probeFlags
	args   []string
	fit    *fitness.Verdict // nil: it was not looked at
	survey survey
}

// prepare looks a domain up and puts together what there is to be tried.
func (p *probing) prepare(ctx context.Context, t target) error {
	f := p.flags
	resolver := p.app.surveyWorld(&f.surveyFlags, &labServers{}).Resolver
	if t.domain != "" {
		t.found = p.app.look(ctx, resolver, lookup{t.domain, f.tenant, p.fit})
		if f.user != "" && !t.found.Tenant() && f.submission == "" && t.found.Kind != tenant.Unanswered {
			return invalid("%s is not known to be at Microsoft 365: say where %s signs in, with --submission HOST[:PORT]", t.domain, f.user)
		}
	}
	if f.relayTo != "" {
		if err := p.checkRelay(ctx, t); err != nil {
			return err
		}
	}
	p.survey = survey{target: t, flags: &f.surveyFlags, relayTo: f.relayTo, signIn: f.user != "", offer: f.user == ""}
	if p.fit != nil {
		p.survey.fit, p.survey.silent25 = p.fit.Problem, p.fit.Silent25
	}
	p.survey.build()
	return nil
}

// run carries the probe out, shows it and keeps its log.
func (p *probing) run(ctx context.Context, vars []dsl.VarInput) error {
	a := p.app
	l, plan, err := a.compileDraft(p.survey.probing(), vars)
	if err != nil {
		return err
	}
	defer a.flush()
	run, done, err := a.runDraft(ctx, l, plan, draftRun{flags: &p.flags.surveyFlags, command: p.command(), fit: p.fit, footer: p.inOwnWords})
	if err != nil {
		return trouble(err)
	}
	defer done()
	return p.conclude(run)
}

// conclude shows what was seen and writes the suite that pins it.
func (p *probing) conclude(run result.Run) error {
	var tests []result.Test
	for t, err := range run.Tests() {
		if err != nil {
			return trouble(err)
		}
		tests = append(tests, t)
	}
	text, err := p.pinned(tests)
	if err != nil {
		return err
	}
	code, err := p.show(run)
	if err == nil {
		err = p.write(text)
	}
	switch {
	case run.Footer.Interrupted:
		return &exit{code: result.ExitInterrupted}
	case err != nil && code != result.ExitFailed:
		return trouble(err)
	case err != nil:
		fmt.Fprintf(p.app.err, "Error: %v\n", err)
	}
	if code == result.ExitOK {
		return nil
	}
	return &exit{code: code}
}

// wantsSuite reports whether a suite is to be written.
func (f *probeFlags) wantsSuite() bool { return f.suite || f.out != "" }

// pinned is the text of the suite that pins what was seen, where one is wanted.
func (p *probing) pinned(tests []result.Test) ([]byte, error) {
	if !p.flags.wantsSuite() {
		return nil, nil
	}
	s, wished := p.survey.pinned(tests)
	s.Comment = append([]string{fmt.Sprintf("What smtpspec probe %s saw on %s%s",
		p.survey.target.text, p.app.now().UTC().Format("2006-01-02"), pinnedAs(wished, len(tests)))}, inFile("probe", p.found())...)
	s.Commands = runCommands(p.flags.out, s.Username != "")
	return p.app.finish(s)
}

// pinnedAs says, of the suite, what passes in it.
func pinnedAs(wished []string, tests int) string {
	switch len(wished) {
	case 0:
		return ": the same again passes, and anything else fails."
	case tests:
		return " is not pinned: the healthy answer is expected in its place. Why is said at each test."
	}
	return fmt.Sprintf(", save for %s, where the healthy answer is expected: why is said there. Of the rest, the same again passes, and anything else fails.",
		strings.Join(wished, " and "))
}

// write puts the suite where it is wanted.
func (p *probing) write(text []byte) error {
	if text == nil {
		return nil
	}
	err := p.app.writeText(text, p.flags.out)
	if err == nil && p.flags.out != "" {
		fmt.Fprintf(p.app.err, "Suite: %s\n", transcript.Printable(p.flags.out))
	}
	return err
}
