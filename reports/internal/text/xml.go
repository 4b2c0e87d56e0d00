package text

import (
	"strings"
	"unicode/utf8"
)

// XML replaces what XML 1.0 cannot hold, in whatever escape: most control
// characters, surrogates, U+FFFE and U+FFFF, and bytes that are not UTF-8. One
// such byte and a CI system throws the whole file away.
func XML(s string) string {
	if xmlClean(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if xmlChar(r) {
			return r
		}
		return utf8.RuneError
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

func xmlClean(s string) bool {
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)) || !xmlChar(r) {
			return false
		}
	}
	return true
}

// xmlChar is the production Char of XML 1.0 §2.2.
func xmlChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
