package main

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner"
	"github.com/spf13/cobra"
)

// realOnly adds the flag that keeps the lab out.
func (l *loadFlags) realOnly(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&l.noLab, "no-lab", false, "nothing but real servers: a test whose server the lab plays is an error, and nothing is run")
}

// checkReal refuses to begin, under --no-lab, when the lab plays a server of the
// tests at hand: a built-in suite without values falls back to it, and such a run
// passes about nothing.
func (a *app) checkReal(l *loaded, plan *runner.Plan, flags *loadFlags) error {
	if !flags.noLab {
		return nil
	}
	var played []*dsl.Endpoint
	cases := map[*dsl.Endpoint][]*runner.Case{}
	for _, c := range plan.Tests {
		e := c.Test.Endpoint
		if c.Skip != "" || e.Lab == nil {
			continue
		}
		if cases[e] == nil {
			played = append(played, e)
		}
		cases[e] = append(cases[e], c)
	}
	var diags hcl.Diagnostics
	for _, e := range played {
		diags = append(diags, e.Played(labInstead(e, cases[e])))
	}
	if len(diags) == 0 {
		return nil
	}
	a.printDiagnostics(l.program, diags)
	return mistakes(l.program, diags)
}

// labInstead says which tests the lab would play for, and what to do about it.
func labInstead(e *dsl.Endpoint, cases []*runner.Case) string {
	who := cases[0].Test.Address + " goes"
	if n := len(cases); n > 1 {
		who = fmt.Sprintf("%s and %d more go", cases[0].Test.Address, n-1)
	}
	text := fmt.Sprintf("%s to endpoint %q, which the lab plays (profile %s), and --no-lab allows real servers only.", who, e.Name, e.Lab.Name)
	var empty []string
	for _, v := range cases[0].Suite.Variables {
		if v.Null && !v.Sensitive {
			empty = append(empty, v.Name)
		}
	}
	if len(empty) == 0 {
		return text + " Give the endpoint a host or an mx_of in place of its lab, or leave --no-lab out."
	}
	return text + fmt.Sprintf(" These variables of the suite have no value: %s. Give it the site's own, such as --var %s=…, or leave --no-lab out.",
		strings.Join(empty, ", "), empty[0])
}
