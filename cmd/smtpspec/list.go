package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/spf13/cobra"
)

func (a *app) listCommand() *cobra.Command {
	flags := &loadFlags{}
	asJSON := false
	cmd := &cobra.Command{
		Use:   "list [PATH…]",
		Short: "List suites and tests, with their addresses and tags",
		Long: `List shows the tests of suites: the address, which --test, references, JUnit and
logs use; where it stands; its tags; and its title.
` + checkCodes,
		Example: `  smtpspec list
  smtpspec list suites/ --tag m365`,
		ValidArgsFunction: suiteArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			l, err := a.load(args, flags, false)
			if err != nil {
				return err
			}
			plan, err := a.selectTests(l, flags, nil)
			if err != nil {
				return err
			}
			if asJSON {
				return a.listJSON(plan)
			}
			return a.listText(plan)
		},
	}
	flags.variables(cmd)
	flags.selection(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line")
	return cmd
}

func (a *app) listText(plan *runner.Plan) error {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 8, 2, ' ', 0)
	suite := ""
	for _, c := range plan.Tests {
		if c.Suite.File != suite {
			suite = c.Suite.File
			fmt.Fprintf(w, "%s\n", strings.TrimSpace(suite+"  "+transcript.Printable(c.Suite.Title)))
		}
		fmt.Fprintf(w, "  %s\t%s:%d\t%s\t%s\n", c.Test.Address, suite, c.Test.Range.Line,
			strings.Join(c.Test.Tags, ","), transcript.Printable(c.Test.Title))
	}
	w.Flush() // a strings.Builder takes everything
	out := a.reference()
	for line := range strings.Lines(b.String()) {
		if _, err := fmt.Fprintln(out, strings.TrimRight(line, " \n")); err != nil {
			return trouble(err)
		}
	}
	return nil
}

func (a *app) listJSON(plan *runner.Plan) error {
	enc := json.NewEncoder(a.out)
	for _, c := range plan.Tests {
		line := struct {
			Suite   string   `json:"suite"`
			Address string   `json:"address"`
			Title   string   `json:"title"`
			Tags    []string `json:"tags"`
			Line    int      `json:"line"`
		}{c.Suite.File, c.Test.Address, c.Test.Title, append([]string{}, c.Test.Tags...), c.Test.Range.Line}
		if err := enc.Encode(line); err != nil {
			return trouble(err)
		}
	}
	return nil
}
