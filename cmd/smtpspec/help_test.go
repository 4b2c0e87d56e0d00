package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// TestHelpTeaches: every command says what it does, with examples and its exit
// status, and no line of its help is too long for a terminal.
func TestHelpTeaches(t *testing.T) {
	for _, cmd := range (&app{}).root().Commands() {
		t.Run(cmd.Name(), func(t *testing.T) {
			if !cmd.HasExample() && cmd.Name() != "version" {
				t.Error("has no example")
			}
			if cmd.Name() != "version" && cmd.Name() != "completion" && !strings.Contains(cmd.Long, "Exit status") {
				t.Error("does not say its exit status")
			}
			for line := range strings.Lines(cli(t, cmd.Name(), "--help").stdout) {
				if utf8.RuneCountInString(strings.TrimRight(line, "\n")) > helpWidth {
					t.Errorf("is longer than %d columns: %s", helpWidth, line)
				}
			}
			flagsAreExplained(t, cmd)
		})
	}
}

// flagsAreExplained: a value has a name that says what it is, not its type.
func flagsAreExplained(t *testing.T, cmd *cobra.Command) {
	var b strings.Builder
	writeFlags(&b, "Flags:", cmd.LocalFlags())
	for line := range strings.Lines(b.String()) {
		for _, typed := range []string{" string ", " int ", " duration ", " strings ", " stringArray "} {
			if strings.Contains(line, "--") && strings.Contains(line, typed) {
				t.Errorf("the value of a flag is called by its type: %s", line)
			}
		}
	}
}
