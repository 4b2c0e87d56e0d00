package redact

import (
	"encoding/base64"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Servers put what they know of a client into links and challenges in base64
// (RFC 4648 §4, §5), where no search for a name finds it.

// shortestRun is how long a run of base64 is that can hold a name: a@b.example has
// eleven characters, and four of base64 are three of text.
const shortestRun = 12

// placeholders finds what names became.
var placeholders = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<[a-z]+-\d+>`) })

// encoded replaces runs of base64 that hold a known name by what the name became.
func (n *names) encoded(s string) string {
	return eachRun(s, func(run string) string {
		text, ok := decodedRun(run)
		if !ok {
			return run
		}
		if found := placeholders().FindAllString(n.replace(text), -1); found != nil {
			return strings.Join(found, " ")
		}
		return run
	})
}

// learnEncoded looks at what stands around the known domains in runs of base64.
func (n *names) learnEncoded(s string) {
	eachRun(s, func(run string) string {
		if text, ok := decodedRun(run); ok {
			n.learnFrom(lower(text))
		}
		return run
	})
}

// eachRun gives every run of base64 in s to change. A slash belongs to base64 and
// to the path of a link, so a run that is none as a whole is tried in its parts.
func eachRun(s string, change func(run string) string) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); {
		end := i
		for end < len(s) && base64Byte(s[end]) {
			end++
		}
		text := end
		for end < len(s) && end > i && end < text+2 && s[end] == '=' {
			end++
		}
		if text-i < shortestRun {
			i = max(end, i+1)
			continue
		}
		run := s[i:end]
		now := change(run)
		if now == run && strings.Contains(run, "/") {
			parts := strings.Split(run, "/")
			for j, p := range parts {
				if len(p) >= shortestRun {
					parts[j] = change(p)
				}
			}
			now = strings.Join(parts, "/")
		}
		if now != run {
			b.WriteString(s[done:i])
			b.WriteString(now)
			done = end
		}
		i = end
	}
	if done == 0 {
		return s
	}
	return b.String() + s[done:]
}

func base64Byte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("+/-_", c) >= 0
}

// decodedRun is the text that a run stands for, if it is text with a dot in it, as
// every name of a client has.
func decodedRun(run string) (string, bool) {
	run = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(run, "="))
	raw, err := base64.RawStdEncoding.DecodeString(run)
	if err != nil || !utf8.Valid(raw) || !strings.Contains(string(raw), ".") {
		return "", false
	}
	text := string(raw)
	if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) && r != '\x00' && r != '\x01' }) {
		return "", false
	}
	return text, true
}
