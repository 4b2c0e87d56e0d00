package text

import "strings"

// Quiet takes away what CI systems obey in a log line: GitHub reads "::command::"
// at the start of a line, behind blanks too, and "##[command]" anywhere in it;
// Azure DevOps reads "##vso[" and "##[". A banner may contain any of them.
func Quiet(line string) string {
	if strings.Contains(line, "##") {
		line = quietHash.Replace(line)
	}
	rest := strings.TrimLeft(line, " \t")
	if strings.HasPrefix(rest, "::") {
		line = line[:len(line)-len(rest)] + ": " + rest[1:]
	}
	return line
}

var quietHash = strings.NewReplacer("##[", "## [", "##vso[", "## vso[", "##VSO[", "## VSO[", "##Vso[", "## Vso[")

// QuietAll is Quiet for every line of s.
func QuietAll(s string) string {
	if !strings.Contains(s, "##") && !strings.Contains(s, "::") {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = Quiet(l)
	}
	return strings.Join(lines, "\n")
}
