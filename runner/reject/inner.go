package reject

import (
	"bytes"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// quoted is a reply inside another one: "Error: 535 5.7.139 …", "host x said:
// 550 …", "Remote server returned an error -> 550 …".
type quoted struct {
	code     smtp.Code
	enhanced smtp.EnhancedCode
	at       int // where its words begin
}

// quotedReplies appends the negative replies that the text quotes, in their
// order. Code and enhanced code together are a quotation wherever they stand; a
// bare code is one only behind a mark, since sentences have numbers too.
func quotedReplies(low []byte, out []quoted) []quoted {
	for i := 0; i+3 < len(low); i++ {
		if low[i] != '4' && low[i] != '5' || i > 0 && isWord(low[i-1]) {
			continue
		}
		if i > 0 && (low[i-1] == '.' || low[i-1] == '-' && !behindMark(low, i)) {
			continue
		}
		if q, ok := quotedAt(low, i); ok {
			out = append(out, q)
			i = q.at - 1
		}
	}
	return out
}

func quotedAt(low []byte, i int) (quoted, bool) {
	code, ok := threeDigits(low[i:])
	if !ok || low[i+3] != ' ' && low[i+3] != '-' {
		return quoted{}, false
	}
	rest := low[i+4:]
	word := rest
	if n := bytes.IndexByte(rest, ' '); n >= 0 {
		word = rest[:n]
	}
	if e, ok := enhancedAt(word); ok {
		return quoted{code, e, min(i+4+len(word)+1, len(low))}, true
	}
	if !behindMark(low, i) {
		return quoted{}, false
	}
	return quoted{code: code, at: i + 4}, true
}

// behindMark reports whether a mark precedes, blanks between them or not.
func behindMark(low []byte, i int) bool {
	for i > 0 && low[i-1] == ' ' {
		i--
	}
	return i > 0 && isMark(low[i-1])
}

func threeDigits(b []byte) (smtp.Code, bool) {
	if len(b) < 4 {
		return 0, false
	}
	n := 0
	for _, d := range b[:3] {
		if d < '0' || d > '9' {
			return 0, false
		}
		n = n*10 + int(d-'0')
	}
	return smtp.Code(n), n >= 400 && n < 600
}

// enhancedAt reads a word that is a negative enhanced code and nothing else.
func enhancedAt(word []byte) (smtp.EnhancedCode, bool) {
	word = bytes.TrimRight(word, ":;,")
	if len(word) < 5 || len(word) > 9 || word[0] != '4' && word[0] != '5' || word[1] != '.' {
		return smtp.EnhancedCode{}, false
	}
	code, rest, ok := smtp.CutEnhanced(string(word))
	return code, ok && rest == ""
}

// enhancedInside finds the enhanced code of a reply that does not begin with
// one: behind the server's own name ("550 mx7 5.1.1 …"), behind a sign ("550 #5.1.0 …"), or as qmail writes it,
// "(#5.1.1)".
func enhancedInside(low []byte) smtp.EnhancedCode {
	rest := low
	for range 4 {
		word, after, _ := bytes.Cut(rest, []byte(" "))
		if code, ok := enhancedAt(bytes.TrimPrefix(word, []byte("#"))); ok {
			return code
		}
		rest = after
	}
	i := bytes.Index(low, []byte("(#"))
	if i < 0 {
		return smtp.EnhancedCode{}
	}
	word := low[i+2:]
	if n := bytes.IndexAny(word, ") "); n >= 0 {
		word = word[:n]
	}
	code, _ := enhancedAt(word)
	return code
}
