package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// version is set by the linker for releases.
var version = "0.1.0"

// root builds the command tree.
func (a *app) root() *cobra.Command {
	showVersion := false
	root := &cobra.Command{
		Use:   "smtpspec",
		Short: "Tests SMTP as code",
		Long: `smtpspec holds SMTP sessions stage by stage, as a suite describes them, and says
which stage decided, what a refusal means and which sending method works from
here. Nothing is sent beyond RCPT TO.`,
		Example: `  smtpspec explain "550 5.7.64 TenantAttribution; Relay Access Denied"
  smtpspec probe contoso.com --from scanner@contoso.com --to office@contoso.com
  smtpspec run contoso.smtp.hcl
  smtpspec run builtin:ehlo-probe --var host=mail.example.com`,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 0:
				return unknownCommand(cmd, args[0])
			case showVersion:
				return a.printVersion()
			}
			return cmd.Help()
		},
		Args: cobra.ArbitraryArgs,
	}
	root.PersistentFlags().BoolVar(&a.noColor, "no-color", false, "no colour, also where the terminal has it (as NO_COLOR does)")
	root.Flags().BoolVar(&showVersion, "version", false, "print the version, as smtpspec version does")
	root.SetFlagErrorFunc(flagError)
	root.SetUsageFunc(writeUsage)
	root.SetHelpFunc(writeHelp)
	root.SetHelpCommand(helpCommand())
	root.AddGroup(&cobra.Group{ID: "main", Title: "Commands:"}, &cobra.Group{ID: "more", Title: "More commands:"})
	root.SetHelpCommandGroupID("more")
	root.SetCompletionCommandGroupID("more")
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add("main", a.probeCommand(), a.explainCommand(), a.initCommand(), a.runCommand(), a.reportCommand())
	add("more", a.planCommand(), a.validateCommand(), a.listCommand(), a.labCommand(),
		a.stepsCommand(), a.classesCommand(), a.suitesCommand(), a.clientsCommand(), a.versionCommand())
	add("more", a.recordCommand(), a.replayCommand())
	completeCompletion(root)
	return root
}

// flagError adds what was probably meant to the parser's words.
func flagError(cmd *cobra.Command, err error) error {
	var wrong *pflag.InvalidValueError
	if errors.As(err, &wrong) && wrong.GetFlag().Name == "var" {
		// What was meant for a variable may be a password.
		return invalid("--var %v (see %s --help)", wrong.Unwrap(), cmd.CommandPath())
	}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return invalid("%v (see %s --help)", err, cmd.CommandPath())
	}
	if short := unknown.GetSpecifiedShortnames(); short != "" {
		return invalid("unknown flag -%s (see %s --help)", unknown.GetSpecifiedName(), cmd.CommandPath())
	}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	text := "unknown flag --" + unknown.GetSpecifiedName()
	if near := dsl.Suggest(unknown.GetSpecifiedName(), known); near != "" {
		text += fmt.Sprintf(". Did you mean --%s?", near)
	}
	return invalid("%s (see %s --help)", text, cmd.CommandPath())
}

// unknownCommand says what was probably meant.
func unknownCommand(cmd *cobra.Command, name string) error {
	name, _, _ = strings.Cut(name, "=") // behind it may be a password
	var known []string
	for _, c := range cmd.Commands() {
		known = append(known, c.Name())
	}
	if hint := dsl.DidYouMean(name, known); hint != "" {
		return invalid("there is no command %q.%s", name, hint)
	}
	return invalid("there is no command %q (see smtpspec --help)", name)
}

// singleDash finds a long flag that was written with one dash, as Terraform's
// are: pflag would take its letters for flags of their own.
func singleDash(root *cobra.Command, args []string) error {
	cmd, rest, err := root.Find(args)
	if err != nil {
		return nil
	}
	for _, arg := range rest {
		if arg == "--" {
			return nil
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(arg, "-"), "=")
		if len(name) < 2 || !strings.HasPrefix(arg, "-") || strings.HasPrefix(name, "-") {
			continue
		}
		if cmd.Flags().Lookup(name) != nil || cmd.InheritedFlags().Lookup(name) != nil {
			return invalid("long flags have two dashes: --%s, not -%s", name, name)
		}
	}
	return nil
}
