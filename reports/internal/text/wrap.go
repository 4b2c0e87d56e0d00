package text

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// Width is the number of terminal cells that s takes.
func Width(s string) int { return displaywidth.String(s) }

// Pad fills s with blanks up to width cells.
func Pad(s string, width int) string {
	if n := width - Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// Truncate shortens s to width cells and says so with an ellipsis.
func Truncate(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	return displaywidth.TruncateString(s, width, "…")
}

// Wrap breaks s into lines of at most width cells, at blanks. A longer word, such
// as a link, stays whole: half a link is of no use.
func Wrap(s string, width int) []string {
	var lines []string
	var line strings.Builder
	used := 0
	for _, word := range strings.Fields(s) {
		w := Width(word)
		if used > 0 && used+1+w > width {
			lines = append(lines, line.String())
			line.Reset()
			used = 0
		}
		if used > 0 {
			line.WriteByte(' ')
			used++
		}
		line.WriteString(word)
		used += w
	}
	if used > 0 || len(lines) == 0 {
		lines = append(lines, line.String())
	}
	return lines
}

// Hang wraps s behind a label, to width cells: its further lines stand under its
// first.
func Hang(label, s string, width int) []string {
	indent := strings.Repeat(" ", Width(label))
	lines := Wrap(s, width-len(indent))
	for i := range lines {
		if i == 0 {
			lines[i] = label + lines[i]
			continue
		}
		lines[i] = indent + lines[i]
	}
	return lines
}
