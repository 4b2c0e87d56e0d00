package transcript

import (
	"encoding/base64"
	"encoding/hex"
	"html"
	"strings"
)

// maxDecoded is how often a word is decoded: "%2541" is a letter that was encoded twice.
const maxDecoded = 3

// inWord reports whether a word of a reply has a part of the password when it is
// decoded, by whatever it looks like.
func (e *echo) inWord(word string, depth int) bool {
	if depth == 0 || len(word) > maxWord {
		return false
	}
	try := func(plain string) bool {
		if plain == word || len(plain) < minPart {
			return false
		}
		return e.has(lower(visible(plain))) || e.inWord(plain, depth-1)
	}
	if strings.IndexByte(word, '&') >= 0 && try(html.UnescapeString(word)) {
		return true
	}
	if strings.IndexByte(word, '%') >= 0 && try(unhex(word, "%")) ||
		strings.IndexByte(word, '=') >= 0 && try(unhex(word, "=")) ||
		strings.IndexByte(word, '\\') >= 0 && (try(unslash(word)) || try(strings.ReplaceAll(word, `\`, ""))) {
		return true
	}
	for _, run := range strings.FieldsFunc(word, notBase64) {
		if e.inRun(run, try) {
			return true
		}
	}
	return false
}

// maxWord is more than any line of AUTH has (RFC 4954 §4).
const maxWord = 16 << 10

func notBase64(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
		r == '+' || r == '/' || r == '-' || r == '_')
}

// inRun tries a run of characters as hexadecimal digits and as base64. Where it was cut
// out of something longer is not known, so each of the four places is tried at which a
// group of base64 may begin.
func (e *echo) inRun(run string, try func(string) bool) bool {
	if len(run) < minEncoded {
		return false
	}
	if plain, err := hex.DecodeString(run[:len(run)&^1]); err == nil && try(string(plain)) {
		return true
	}
	run = base64URL.Replace(run)
	for start := range 4 {
		part := run[start:]
		if len(part)%4 == 1 {
			part = part[:len(part)-1]
		}
		plain, err := base64.RawStdEncoding.DecodeString(part)
		if err == nil && (try(string(plain)) || try(strings.ReplaceAll(string(plain), "\x00", ""))) {
			return true
		}
	}
	return false
}

var base64URL = strings.NewReplacer("-", "+", "_", "/")

// unhex replaces what stands for a byte, two hexadecimal digits behind a sign.
func unhex(s, sign string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, sign)
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		if len(after) >= 2 {
			if c, err := hex.DecodeString(after[:2]); err == nil {
				b.Write(c)
				s = after[2:]
				continue
			}
		}
		b.WriteString(sign)
		s = after
	}
}

// unslash replaces \xHH and \u00HH, as programs write bytes and characters.
func unslash(s string) string {
	s = strings.ReplaceAll(s, `\u00`, `\x`)
	return unhex(s, `\x`)
}
