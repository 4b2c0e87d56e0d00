package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/spf13/cobra"
)

func (a *app) planCommand() *cobra.Command {
	flags := &loadFlags{}
	cmd := &cobra.Command{
		Use:   "plan [PATH…]",
		Short: "Show what a run would do; nothing is sent",
		Long: `Plan loads suites as run does, and shows for every test where it would go, every
command that it would send, and what is expected. No name is looked up and
nothing is sent.
` + checkCodes,
		Example: `  smtpspec plan contoso.smtp.hcl
  smtpspec plan builtin:starttls-check --var host=mail.example.com`,
		ValidArgsFunction: suiteArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			l, err := a.load(args, flags, true)
			if err != nil {
				return err
			}
			plan, err := a.compile(l, flags, nil)
			if err != nil {
				return err
			}
			return a.printPlan(plan)
		},
	}
	flags.variables(cmd)
	flags.selection(cmd)
	flags.fromVantage(cmd)
	flags.realOnly(cmd)
	return cmd
}

// printPlan writes each test's session as a transcript of the client's side.
func (a *app) printPlan(plan *runner.Plan) error {
	var sum planSum
	out := a.reference()
	suite := ""
	for _, c := range plan.Tests {
		if c.Suite.File != suite {
			suite = c.Suite.File
			fmt.Fprintf(out, "%s\n\n", strings.TrimSpace(suite+"  "+transcript.Printable(c.Suite.Title)))
		}
		sum.add(c)
		printCase(out, plan, c)
	}
	_, err := fmt.Fprintf(out, "%s\nA session goes no further than the first refusal. Nothing was sent.\n", sum)
	return err
}

// printCase writes a session behind a plus, and a test that is skipped behind a
// minus.
func printCase(out io.Writer, plan *runner.Plan, c *runner.Case) {
	sign, lines := "+", []string(nil)
	if c.Skip != "" {
		sign, lines = "-", []string{"skipped: " + c.Skip}
	} else {
		lines = plan.Describe(c)
	}
	title := ""
	if c.Test.Title != "" {
		title = "  " + c.Test.Title
	}
	fmt.Fprintf(out, "%s %s  (%s:%d)%s\n", sign, c.Test.Address, c.Suite.File, c.Test.Range.Line, transcript.Printable(title))
	for _, line := range lines {
		fmt.Fprintf(out, "    %s\n", transcript.Printable(line))
	}
	fmt.Fprintln(out)
}

// planSum is what a plan comes to.
type planSum struct {
	sessions, signIns, skipped int
	servers                    map[string]bool
}

func (s *planSum) add(c *runner.Case) {
	if c.Skip != "" {
		s.skipped++
		return
	}
	s.sessions++
	if slices.Contains(c.Stages, smtp.Auth) && c.Test.Credential != nil {
		s.signIns++
	}
	if s.servers == nil {
		s.servers = map[string]bool{}
	}
	e := c.Test.Endpoint
	profile := ""
	if e.Lab != nil {
		profile = e.Lab.Name
	}
	s.servers[fmt.Sprintf("%s %s %s %d", e.Host, e.MXOf, profile, e.Port)] = true
}

// String is the last line of a plan.
func (s planSum) String() string {
	text := fmt.Sprintf("Plan: %s with %s, %s, no message", count(s.sessions, "session"), count(len(s.servers), "server"), count(s.signIns, "sign-in"))
	if s.skipped > 0 {
		text += fmt.Sprintf("; %s skipped", count(s.skipped, "test"))
	}
	return text + "."
}
