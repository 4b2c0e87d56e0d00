package text

import (
	"strconv"
	"strings"
)

// Markdown escapes s for a line of Markdown text, a table's cell included: no
// markup, no HTML, no link, no mention and no second row can come out of it.
// Where a backslash would do, it is used, so that the source can be read too.
func Markdown(s string) string {
	s = Line(s)
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\', '`', '*', '[', ']', '~', '$':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '_':
			if !insideWord(s, i) {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		case '|':
			b.WriteString("&#124;")
		case '@':
			b.WriteString("&#64;")
		case '#':
			b.WriteString("&#35;")
		case ':':
			// "https://" and "mailto:" become links by themselves in GitHub's Markdown.
			// A paragraph that begins with "::" is a command to GitHub's log.
			if i == 0 || strings.HasPrefix(s[i:], "://") || endsFold(s[:i], "mailto") || endsFold(s[:i], "xmpp") {
				b.WriteString("&#58;")
			} else {
				b.WriteByte(c)
			}
		case '.':
			if endsFold(s[:i], "www") {
				b.WriteString("&#46;")
			} else {
				b.WriteByte(c)
			}
		case '!', '-', '+', '=', '1', '2', '3', '4', '5', '6', '7', '8', '9', '0':
			writeStarter(&b, s, i)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// writeStarter escapes what begins a list, a rule or a heading, at the start of
// a line only.
func writeStarter(b *strings.Builder, s string, i int) {
	c := s[i]
	switch {
	case i == 0 && (c == '-' || c == '+' || c == '='):
		b.WriteByte('\\')
	case i == 0 && c >= '0' && c <= '9':
		n := 1
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n < len(s) && (s[n] == '.' || s[n] == ')') && (n+1 == len(s) || s[n+1] == ' ') {
			b.WriteString("&#" + strconv.Itoa(int(c)) + ";")
			return
		}
	}
	b.WriteByte(c)
}

// insideWord reports an underscore between letters or digits, which GitHub's
// Markdown leaves alone.
func insideWord(s string, i int) bool {
	return i > 0 && i+1 < len(s) && wordByte(s[i-1]) && wordByte(s[i+1])
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func endsFold(s, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}

// Code is s as a code span, where nothing is markup. Inside a table a pipe or a
// backslash would still be, so text with one of them is escaped instead.
func Code(s string) string {
	s = strings.TrimSpace(Line(s))
	if s == "" {
		return ""
	}
	if strings.ContainsAny(s, "|\\`") {
		return Markdown(s)
	}
	return "`" + quietHash.Replace(s) + "`"
}

// Fence puts lines into a fenced block, with a fence that is longer than any in
// them. Lines that a CI system would obey are quieted.
func Fence(info string, lines []string) string {
	fence := "```"
	for _, l := range lines {
		for strings.Contains(l, fence) {
			fence += "`"
		}
	}
	var b strings.Builder
	b.WriteString(fence + info + "\n")
	for _, l := range lines {
		b.WriteString(Quiet(Line(l)) + "\n")
	}
	b.WriteString(fence)
	return b.String()
}
