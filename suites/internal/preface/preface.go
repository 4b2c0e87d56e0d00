// Package preface reads the comment at the top of a file that is compiled in: it is
// where a suite or a profile says what it is, so that a list need not parse it.
package preface

import (
	"strings"
)

// Of returns the first line of the comment that a file begins with, and the rest of
// that comment. Both are empty where it begins with something else.
func Of(text []byte) (title, doc string) {
	var rest []string
	for line := range strings.Lines(string(text)) {
		words, isComment := strings.CutPrefix(line, "#")
		if !isComment {
			break
		}
		words = strings.TrimPrefix(strings.TrimRight(words, "\r\n"), " ")
		if title == "" {
			title = words
			continue
		}
		rest = append(rest, words)
	}
	return title, strings.TrimSpace(strings.Join(rest, "\n"))
}
