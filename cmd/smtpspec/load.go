package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/reports/table"
	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/smtpspec/smtpspec/steps"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// loadFlags are the flags of every command that reads suites.
type loadFlags struct {
	vars  []dsl.VarInput // --var, --var-file in the order given
	ask   []string
	globs []string
	tags  []string
	skip  []string
	shard string

	vantage string // of `run` and `plan`
	noLab   bool   // of the same: nothing but real servers
}

// variables adds the flags that give values.
func (l *loadFlags) variables(cmd *cobra.Command) {
	cmd.Flags().Var(&varFlag{&l.vars, false}, "var", "give a variable its value, `NAME=VALUE`; a list as NAME=a,b (repeatable)")
	cmd.Flags().Var(&varFlag{&l.vars, true}, "var-file", "take values from `FILE`, NAME = VALUE a line (repeatable)")
	cmd.Flags().StringArrayVar(&l.ask, "ask", nil, "ask for the variable `NAME`, without showing what is typed (repeatable)")
	nothingToComplete(cmd, "var", "ask")
}

// selection adds the flags that narrow down what is run.
func (l *loadFlags) selection(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&l.globs, "test", nil, "only tests whose address fits `GLOB`, such as 'direct_*' (repeatable)")
	cmd.Flags().StringSliceVar(&l.tags, "tag", nil, "only tests with one of these `TAGS`")
	cmd.Flags().StringSliceVar(&l.skip, "skip-tag", nil, "no test with one of these `TAGS`")
	cmd.Flags().StringVar(&l.shard, "shard", "", "only part `I/N` of the tests, split by their addresses; auto: as the CI system says")
	nothingToComplete(cmd, "test", "tag", "skip-tag", "shard")
}

// varFlag collects --var and --var-file into one list, since the later one wins.
type varFlag struct {
	list *[]dsl.VarInput
	file bool
}

var _ pflag.Value = (*varFlag)(nil)

// String implements pflag.Value.
func (v *varFlag) String() string { return "" }

// Type implements pflag.Value.
func (v *varFlag) Type() string { return "string" }

// Set implements pflag.Value.
func (v *varFlag) Set(text string) error {
	if v.file {
		*v.list = append(*v.list, dsl.VarInput{File: text})
		return nil
	}
	name, value, ok := strings.Cut(text, "=")
	if !ok || name == "" {
		return errors.New("must be NAME=VALUE")
	}
	*v.list = append(*v.list, dsl.VarInput{Name: name, Text: value})
	return nil
}

// loaded is what a command works on.
type loaded struct {
	program  *dsl.Program
	secrets  *transcript.Secrets
	warnings []string
}

// sensitive reports a variable whose value some suite wants hidden.
func (l *loaded) sensitive(name string) bool {
	return slices.ContainsFunc(l.program.Suites, func(s *dsl.Suite) bool {
		return slices.ContainsFunc(s.Variables, func(v *dsl.Variable) bool { return v.Name == name && v.Sensitive })
	})
}

// load reads and checks suites, and prints what is wrong with them.
func (a *app) load(paths []string, flags *loadFlags, needValues bool) (*loaded, error) {
	program, diags := a.parse(paths, flags, needValues)
	a.printDiagnostics(program, diags)
	if diags.HasErrors() {
		return nil, mistakes(program, diags)
	}
	risky := append(shortSecrets(program.Suites), commonSecrets(program.Suites)...)
	a.warn(risky)
	return &loaded{program: program, secrets: a.secrets, warnings: append(warnings(diags, a.secrets), risky...)}, nil
}

func (a *app) warn(lines []string) {
	for _, l := range lines {
		fmt.Fprintf(a.err, "Warning: %s.\n\n", l)
	}
}

// warnings are a load's warnings in a line each, for the run's record.
func warnings(diags hcl.Diagnostics, secrets *transcript.Secrets) []string {
	var out []string
	for _, d := range diags {
		line := d.Summary
		if d.Detail != "" {
			line += ": " + d.Detail
		}
		if d.Subject != nil && d.Subject.Filename != "" {
			line = fmt.Sprintf("%s:%d: %s", d.Subject.Filename, d.Subject.Start.Line, line)
		}
		out = append(out, transcript.Printable(secrets.Hide(line)))
	}
	return out
}

// parse finds and loads suites. Their secrets are hidden from then on, also where
// a suite is wrong.
func (a *app) parse(paths []string, flags *loadFlags, needValues bool) (*dsl.Program, hcl.Diagnostics) {
	world := dslWorld()
	targets, diags := dsl.Discover(paths, world.Suites)
	if diags.HasErrors() {
		return &dsl.Program{}, diags
	}
	vars, err := a.asked(flags)
	if err != nil {
		return &dsl.Program{}, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "No value", Detail: err.Error()}}
	}
	opt := dsl.Options{World: world, Vars: vars, Environ: a.env, NeedValues: needValues}
	if needValues && a.tty.in && a.tty.err {
		opt.Ask = a.askFor
	}
	program, more := dsl.Load(targets, opt)
	var values []string
	for _, s := range program.Suites {
		values = append(values, s.Secrets...)
	}
	a.hide(transcript.NewSecrets(values...))
	return program, append(diags, more...)
}

// asked adds the values that --ask brings.
func (a *app) asked(flags *loadFlags) ([]dsl.VarInput, error) {
	vars := flags.vars
	for _, name := range flags.ask {
		if !hclsyntax.ValidIdentifier(name) {
			return nil, errors.New("--ask takes the name of a variable, and asks for its value")
		}
		value, err := a.askFor(&dsl.Variable{Name: name, Sensitive: true})
		if err != nil {
			return nil, fmt.Errorf("--ask: %w", err)
		}
		vars = append(vars, dsl.VarInput{Name: name, Text: value, Origin: "--ask", Unseen: true})
	}
	return vars, nil
}

// askFor asks the person for a variable's value. Sensitive ones are not shown.
func (a *app) askFor(v *dsl.Variable) (string, error) {
	if !a.tty.in {
		return "", errors.New("standard input is no terminal")
	}
	if v.Description != "" {
		fmt.Fprintf(a.err, "%s: %s\n", v.Name, transcript.Printable(v.Description))
	}
	fmt.Fprintf(a.err, "%s = ", v.Name)
	if v.Sensitive {
		value, err := a.tty.hidden()
		fmt.Fprintln(a.err)
		return value, ended(err)
	}
	line, err := bufio.NewReader(a.in).ReadString('\n')
	if err != nil {
		fmt.Fprintln(a.err)
	}
	return strings.TrimRight(line, "\r\n"), ended(err)
}

// ended says in words that a person closed the input, as with Ctrl-D.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return errors.New("the input ended")
	}
	return err
}

func (a *app) printDiagnostics(p *dsl.Program, diags hcl.Diagnostics) {
	if len(diags) == 0 {
		return
	}
	width := a.width(a.tty.err)
	if width == 0 {
		width = table.DefaultWidth
	}
	if err := dsl.WriteDiagnostics(a.err, p.Files, diags, width, a.color(a.tty.err)); err != nil {
		fmt.Fprintln(a.err, err)
	}
}

// compile selects tests and makes sure that they have what they need.
func (a *app) compile(l *loaded, flags *loadFlags, lastFailed map[string]bool) (*runner.Plan, error) {
	plan, err := a.selectTests(l, flags, lastFailed)
	if err != nil {
		return nil, err
	}
	if err := a.checkVantage(plan, flags.vantage); err != nil {
		return nil, err
	}
	if err := a.checkNeeds(l, plan); err != nil {
		return nil, err
	}
	if err := a.checkReal(l, plan, flags); err != nil {
		return nil, err
	}
	a.warn(exposures(plan))
	return plan, nil
}

// selectTests makes a plan of the tests that the flags select.
func (a *app) selectTests(l *loaded, flags *loadFlags, lastFailed map[string]bool) (*runner.Plan, error) {
	shard, err := parseShard(flags.shard, a.getenv)
	if err != nil {
		return nil, err
	}
	plan, err := runner.Compile(l.program.Suites, runner.Selection{
		Globs: runner.NewAddressGlobs(flags.globs...), Tags: flags.tags, SkipTags: flags.skip,
		Lines: l.program.Lines, LastFailed: lastFailed, Shard: shard, Vantage: flags.vantage,
	}, steps.Standard)
	if err != nil {
		return nil, &exit{code: result.ExitInvalid, err: err}
	}
	return plan, nil
}

// checkNeeds refuses to begin when a selected test lacks a secret that it cannot
// do without.
func (a *app) checkNeeds(l *loaded, plan *runner.Plan) error {
	var diags hcl.Diagnostics
	seen := map[string]bool{}
	for _, c := range plan.Tests {
		if c.Skip != "" {
			continue
		}
		for _, n := range c.Test.Need {
			if !seen[n.Text] {
				seen[n.Text] = true
				diags = append(diags, n.Diagnostic())
			}
		}
	}
	if len(diags) == 0 {
		return nil
	}
	a.printDiagnostics(l.program, diags)
	return mistakes(l.program, diags)
}

// suiteArgs are the arguments of commands that take suites: files, and builtin:
// names for completion.
func suiteArgs(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
	if strings.HasPrefix(toComplete, "builtin:") || toComplete == "" {
		var names []string
		for _, name := range builtinNames() {
			names = append(names, "builtin:"+name)
		}
		return names, cobra.ShellCompDirectiveDefault
	}
	return nil, cobra.ShellCompDirectiveDefault
}
