package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/mitchellh/go-wordwrap"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const (
	helpWidth  = 80 // the same everywhere, so that help can be quoted
	flagColumn = 26 // where the words about a flag begin
)

// writeHelp writes what a command does, then its usage.
func writeHelp(cmd *cobra.Command, _ []string) {
	text := cmd.Long
	if text == "" {
		text = cmd.Short
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s\n\n", reflow(strings.TrimRight(text, " \n"), helpWidth))
	cmd.Usage() // what cannot be written is lost: there is nobody to tell
}

// writeUsage writes the part of a help that cobra would write from its template:
// there, switches come out as --flag[=true|false].
func writeUsage(cmd *cobra.Command) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Usage:\n  %s\n", useLine(cmd))
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", cmd.Example)
	}
	writeCommands(&b, cmd)
	writeFlags(&b, "Flags:", cmd.LocalFlags())
	writeFlags(&b, "Flags of every command:", cmd.InheritedFlags())
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\nMore about a command: %s COMMAND --help\n", cmd.CommandPath())
	}
	_, err := io.WriteString(cmd.OutOrStdout(), b.String())
	return err
}

func useLine(cmd *cobra.Command) string {
	if cmd.HasAvailableSubCommands() {
		return cmd.CommandPath() + " COMMAND"
	}
	return cmd.UseLine()
}

func writeCommands(w io.Writer, cmd *cobra.Command) {
	group := func(title, id string) {
		t := tabwriter.NewWriter(w, 0, 8, 3, ' ', 0)
		wrote := false
		for _, c := range cmd.Commands() {
			if c.GroupID != id || !c.IsAvailableCommand() {
				continue
			}
			if !wrote {
				fmt.Fprintf(w, "\n%s\n", title)
			}
			wrote = true
			fmt.Fprintf(t, "  %s\t%s\n", c.Name(), c.Short)
		}
		t.Flush()
	}
	for _, g := range cmd.Groups() {
		group(g.Title, g.ID)
	}
	group("Commands:", "")
}

func writeFlags(w io.Writer, title string, flags *pflag.FlagSet) {
	wrote := false
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		if !wrote {
			fmt.Fprintf(w, "\n%s\n", title)
		}
		wrote = true
		writeFlag(w, f)
	})
}

func writeFlag(w io.Writer, f *pflag.Flag) {
	value, doc := pflag.UnquoteUsage(f)
	if f.Name == "help" {
		doc = "show this help"
	}
	name := "      --" + f.Name
	if f.Shorthand != "" {
		name = "  -" + f.Shorthand + ", --" + f.Name
	}
	if f.Value.Type() != "bool" {
		name += " " + value
		if f.DefValue != "" && f.DefValue != "[]" && f.DefValue != "0s" {
			doc += " (default " + f.DefValue + ")"
		}
	}
	indent := strings.Repeat(" ", flagColumn)
	if len(name) > flagColumn-2 {
		name += "\n" + indent
	} else {
		name += indent[len(name):]
	}
	fmt.Fprintln(w, name+strings.ReplaceAll(wordwrap.WrapString(doc, helpWidth-flagColumn), "\n", "\n"+indent))
}

// helpCommand is cobra's, which takes a command that does not exist for none.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(cmd.Root(), args[0])
			}
			found.InitDefaultHelpFlag() // else the help of a help has one flag less
			return found.Help()
		},
	}
}

// completeCompletion makes the completion command refuse a shell that it does not
// know, and say how its scripts are used.
func completeCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	cmd, _, err := root.Find([]string{"completion"})
	if err != nil {
		return
	}
	cmd.Short = "Shell completion for bash, zsh, fish and PowerShell"
	cmd.Long = `Completion prints a script that teaches a shell the commands, flags, classes and
built-in suites.`
	cmd.Example = `  bash         smtpspec completion bash > \
    ~/.local/share/bash-completion/completions/smtpspec
  PowerShell   smtpspec completion powershell | Out-String | Invoke-Expression`
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return cmd.Help()
	}
}

// atMostOne are the arguments of a command that takes one or none; what is its
// name in the help.
func atMostOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return invalid("%s takes one %s, not %d (see %s --help)", cmd.CommandPath(), what, len(args), cmd.CommandPath())
		}
		return nil
	}
}

// noArgs are the arguments of a command that takes none.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return invalid("%s takes no argument, and there is %q", cmd.CommandPath(), args[0])
	}
	return nil
}

// nothingToComplete is for flags whose value is not the name of a file.
func nothingToComplete(cmd *cobra.Command, flags ...string) {
	for _, name := range flags {
		cmd.RegisterFlagCompletionFunc(name, cobra.NoFileCompletions)
	}
}
