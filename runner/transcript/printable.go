package transcript

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Printable escapes what a terminal, a report or its reader could be fooled or
// broken by, in the way of Go's string literals: control characters (\x1b, \r,
// \u0085), bytes that are not UTF-8 (\xff), characters that reorder or hide text
// (\u202e, \u200b), other line ends (\u2028) and what XML cannot hold (\uffff).
// All else is kept, backslashes too, so that doing it twice changes nothing. It is
// the one sanitiser: text that came from outside goes through it once, on its way
// into the result.
func Printable(s string) string {
	i := firstUnprintable(s)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	b.WriteString(s[:i])
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteString(`\x` + hex2(s[i]))
		case !unprintable(r):
			b.WriteString(s[i : i+size])
		default:
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		i += size
	}
	return b.String()
}

// firstUnprintable is where the escaping has to begin, or -1.
func firstUnprintable(s string) int {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || unprintable(r) {
			return i
		}
		i += size
	}
	return -1
}

// unprintable reports whether a character is one of those that Printable escapes.
func unprintable(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0: // C0, DEL, C1
		return true
	case r < 0x061c:
		return false
	}
	return r == 0x061c || // Arabic letter mark
		r >= 0x200b && r <= 0x200f || // zero width, direction marks
		r >= 0x2028 && r <= 0x202e || // line and paragraph separator, embeddings, overrides
		r >= 0x2060 && r <= 0x206f || // invisible operators, isolates
		r == 0xfeff || // byte order mark
		r == 0xfffe || r == 0xffff || // no characters (XML 1.0 §2.2)
		r >= 0xe0000 && r <= 0xe007f // tags
}

func hex2(c byte) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[c>>4], digits[c&15]})
}
