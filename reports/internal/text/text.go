// Package text makes words that came from elsewhere fit for one place: a
// terminal, a CI log, an XML file, a Markdown page.
//
// What a server says is untrusted. The model has no control characters in it
// (see result), and each report still escapes for its own format; here are the
// escapes.
package text

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Line makes s one line of printable text: line ends and tabs become blanks,
// other control characters Go escapes.
func Line(s string) string {
	if strings.ContainsAny(s, "\r\n\t") {
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool {
			return r == '\r' || r == '\n' || r == '\t'
		}), " ")
	}
	return transcript.Printable(s)
}

// Lines splits author's prose into lines of printable text.
func Lines(s string) []string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(strings.Trim(s, "\n"), "\n")
	for i, l := range lines {
		lines[i] = Line(l)
	}
	return lines
}

// Duration is a time for people: "39 ms", "0.21 s", "10 s", "2 min 5 s".
func Duration(d time.Duration) string {
	switch s := d.Seconds(); {
	case d < 0:
		return "0 s"
	case d < time.Millisecond:
		return "less than 1 ms"
	case d < 10*time.Millisecond:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", s*1000), ".0") + " ms"
	case d < 100*time.Millisecond:
		return fmt.Sprintf("%.0f ms", s*1000)
	case d < time.Second:
		return fmt.Sprintf("%.2g s", s)
	case d < 10*time.Second:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", s), ".0") + " s"
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", s)
	default:
		whole := int(s + 0.5)
		if whole%60 == 0 {
			return fmt.Sprintf("%d min", whole/60)
		}
		return fmt.Sprintf("%d min %d s", whole/60, whole%60)
	}
}

// Count is a number with its noun: "1 test", "2 tests".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// And joins words as a sentence does: "a, b and c".
func And(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// Cut shortens s to at most n runes and says so with an ellipsis.
func Cut(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	count := 0
	for i := range s {
		if count == n-1 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
		count++
	}
	return s
}

// Title begins s with a capital letter.
func Title(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// Sentence ends s with a full stop where it has no end of its own.
func Sentence(s string) string {
	s = strings.TrimRight(s, " ")
	if last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, `)"`)); s == "" || strings.ContainsRune(".!?…", last) {
		return s
	}
	return s + "."
}
