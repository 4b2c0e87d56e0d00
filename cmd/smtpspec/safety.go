package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner"
	"github.com/spf13/cobra"
)

// allowHostsEnv names the hosts that credentials may go to where no --allow-host
// does: a CI system sets it once, outside of all suites.
const allowHostsEnv = "SMTPSPEC_ALLOW_HOSTS"

// safetyFlags bound what a run may do to servers, accounts and secrets.
type safetyFlags struct {
	authFailures, refusals int
	allowHosts             []string
}

func (f *safetyFlags) add(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.IntVar(&f.authFailures, "max-auth-failures", runner.DefaultAuthFailures, "send no credential any more after `N` refused sign-ins: accounts get locked")
	fl.IntVar(&f.refusals, "max-refusals", runner.DefaultRefusals, "try no further envelope at an operator after `N` were refused unexpectedly")
	fl.StringArrayVar(&f.allowHosts, "allow-host", nil, "send credentials to hosts that fit `GLOB` only, such as '*.office365.com' (repeatable; default: "+allowHostsEnv+", else any)")
	nothingToComplete(cmd, "max-auth-failures", "max-refusals", "allow-host")
}

// fromVantage adds the flag that names the site.
func (l *loadFlags) fromVantage(cmd *cobra.Command) {
	cmd.Flags().StringVar(&l.vantage, "vantage", "", "this run is made from the site `NAME`; tests of other sites are skipped")
	nothingToComplete(cmd, "vantage")
}

// checkVantage looks whether a site is one of those that the suites name. One that is
// mistyped would skip their tests without a word; where nothing is left to run it is
// a mistake.
func (a *app) checkVantage(plan *runner.Plan, vantage string) error {
	sites := plan.Elsewhere(vantage)
	if vantage == "" || len(sites) == 0 {
		return nil
	}
	said := fmt.Sprintf("--vantage %q is none of the sites that the suites name (%s)", vantage, strings.Join(sites, ", "))
	if !slices.ContainsFunc(plan.Tests, func(c *runner.Case) bool { return c.Skip == "" }) && len(plan.Tests) > 0 {
		return invalid("%s, and no test is left to run", said)
	}
	a.warn([]string{said + ": tests of other sites are skipped"})
	return nil
}

func (f *safetyFlags) check() error {
	if f.authFailures < 1 {
		return invalid("--max-auth-failures must be at least 1, not %d", f.authFailures)
	}
	if f.refusals < 1 {
		return invalid("--max-refusals must be at least 1, not %d", f.refusals)
	}
	for _, glob := range f.allowHosts {
		if strings.TrimSpace(glob) == "" {
			return invalid("--allow-host needs a host, such as smtp.office365.com or '*.office365.com'")
		}
	}
	return nil
}

// repeat is what a repeated run needs to be as careful as this one, and to be made
// from the same site.
func (f *safetyFlags) repeat(vantage string) []string {
	var out []string
	if vantage != "" {
		out = append(out, "--vantage", vantage)
	}
	for _, glob := range f.allowHosts {
		out = append(out, "--allow-host", glob)
	}
	return out
}

// allowedHosts are the globs over the hosts that credentials may be sent to: those
// of the command line, or else of the environment, where commas or blanks part
// them.
func (a *app) allowedHosts(flags []string) []string {
	if len(flags) > 0 {
		return flags
	}
	return strings.FieldsFunc(a.getenv(allowHostsEnv), func(r rune) bool { return r == ',' || r == ' ' || r == ';' })
}
