package main

import (
	"encoding/json"
	"fmt"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/spf13/cobra"
)

func (a *app) validateCommand() *cobra.Command {
	flags := &loadFlags{}
	asJSON := false
	cmd := &cobra.Command{
		Use:   "validate [PATH…]",
		Short: "Check suites without running them",
		Long: `Validate reads suites and reports every mistake in them at once. Variables need
no values. Nothing is sent.
` + checkCodes,
		Example: `  smtpspec validate
  smtpspec validate suites/ --json`,
		ValidArgsFunction: suiteArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if asJSON {
				return a.validateJSON(args, flags)
			}
			l, err := a.load(args, flags, false)
			if err != nil {
				return err
			}
			tests := 0
			for _, s := range l.program.Suites {
				tests += len(s.Tests)
			}
			_, err = fmt.Fprintf(a.out, "%s, %s: no mistakes found.\n", count(len(l.program.Suites), "suite"), count(tests, "test"))
			return err
		},
	}
	flags.variables(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the findings as JSON")
	return cmd
}

func (a *app) validateJSON(args []string, flags *loadFlags) error {
	program, diags := a.parse(args, flags, false)
	enc := json.NewEncoder(a.out)
	enc.SetIndent("", "  ")
	if err := enc.Encode(dsl.DiagnosticsJSON(program.Files, diags)); err != nil {
		return trouble(err)
	}
	if diags.HasErrors() {
		return &exit{code: result.ExitInvalid}
	}
	return nil
}

// count is "1 test" or "3 tests".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
