package say

import "strings"

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
