package main

import (
	"fmt"
	"slices"
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
	var diags hcl.Diagnostics
	for _, p := range playedBy(plan) {
		diags = append(diags, p.endpoints[0].Played(p.detail()))
	}
	if len(diags) == 0 {
		return nil
	}
	a.printDiagnostics(l.program, diags)
	return mistakes(l.program, diags)
}

// played is what the lab would play, and one thing to do about it.
type played struct {
	suite     *dsl.Suite
	empty     []string // variables of the suite that have no value
	endpoints []*dsl.Endpoint
	tests     []string
}

// playedBy finds them: each endpoint, but all of a suite together where the suite's
// values are what is missing.
func playedBy(plan *runner.Plan) []*played {
	var out []*played
	for _, c := range plan.Tests {
		e := c.Test.Endpoint
		if c.Skip != "" || e.Lab == nil {
			continue
		}
		i := slices.IndexFunc(out, func(p *played) bool {
			return p.suite == c.Suite && (len(p.empty) > 0 || p.endpoints[0] == e)
		})
		if i < 0 {
			i = len(out)
			out = append(out, &played{suite: c.Suite, empty: withoutValue(c.Suite)})
		}
		p := out[i]
		p.tests = append(p.tests, c.Test.Address)
		if !slices.Contains(p.endpoints, e) {
			p.endpoints = append(p.endpoints, e)
		}
	}
	return out
}

// withoutValue are a suite's variables that nobody gave a value, but for secrets.
func withoutValue(s *dsl.Suite) []string {
	var out []string
	for _, v := range s.Variables {
		if v.Null && !v.Sensitive {
			out = append(out, v.Name)
		}
	}
	return out
}

// detail says which tests the lab would play for, and what to do about it.
func (p *played) detail() string {
	text := p.tests[0] + " goes"
	if n := len(p.tests); n > 1 {
		text = fmt.Sprintf("%s and %d more go", p.tests[0], n-1)
	}
	var to []string
	for _, e := range p.endpoints {
		to = append(to, fmt.Sprintf("%q (profile %s)", e.Name, e.Lab.Name))
	}
	noun := "endpoint"
	if len(to) > 1 {
		noun = "endpoints"
	}
	text += fmt.Sprintf(" to %s %s, which the lab plays, and --no-lab allows real servers only.", noun, strings.Join(to, ", "))
	if len(p.empty) == 0 {
		return text + " Give the endpoint a host or an mx_of in place of its lab, or leave --no-lab out."
	}
	return text + fmt.Sprintf(" These variables of the suite have no value: %s. Give it the site's own, such as --var %s=…, or leave --no-lab out.",
		strings.Join(p.empty, ", "), p.empty[0])
}
