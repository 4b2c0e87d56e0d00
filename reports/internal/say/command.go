package say

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

// CommandLine is a command as it is typed, quoted where a shell needs it.
func CommandLine(args []string) string {
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = a
		if a == "" || strings.ContainsAny(a, " \t\"'$&|;()<>*?`\\") {
			out[i] = `'` + strings.ReplaceAll(a, `'`, `'\''`) + `'`
		}
	}
	return strings.Join(out, " ")
}

// Rerun is the command of a run, narrowed to one test of it; what the run was told
// beside its suites stays. It is nil where nothing is known.
func Rerun(h result.Header, t result.Test) []string {
	if t.Range.File == "" { // a suite that is in no file
		return slices.Clone(h.Command)
	}
	run, place := []string{"smtpspec", "run"}, fmt.Sprintf("%s:%d", t.Range.File, t.Range.Line)
	if len(h.Command) < 2 || h.Command[1] != "run" {
		return append(run, place)
	}
	paths, flags := h.Command[2:], []string(nil)
	if i := slices.IndexFunc(paths, func(arg string) bool { return strings.HasPrefix(arg, "-") }); i >= 0 {
		paths, flags = paths[:i], paths[i:]
	}
	// A value that only another suite declares would be a mistake without that suite.
	if len(h.Suites) > 1 && slices.ContainsFunc(flags, givesValue) {
		return slices.Concat(run, paths, []string{"--test", t.ShortName()}, withoutGlobs(flags))
	}
	return slices.Concat(run, []string{place}, flags)
}

func givesValue(flag string) bool {
	return slices.Contains([]string{"--var", "--var-file", "--ask"}, flag)
}

// withoutGlobs takes the flags away that select tests by their addresses.
func withoutGlobs(flags []string) []string {
	var out []string
	for i := 0; i < len(flags); i++ {
		if flags[i] == "--test" {
			i++
			continue
		}
		out = append(out, flags[i])
	}
	return out
}
