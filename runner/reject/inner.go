package reject

import (
	"bytes"
	"slices"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// quoted is a reply inside another one: "Error: 535 5.7.139 …", "host x said:
// 550 …", "Remote server returned an error -> 550 …".
type quoted struct {
	code     smtp.Code
	enhanced smtp.EnhancedCode
	at       int  // where its words begin
	mark     byte // the quote that they stand in; 0: none
	around   bool // a double quote opens in front of the code
	whole    bool // they are all that the server said, what surrounds them is a tool's
}

// end is where the words of a quoted reply end in the text that they were found in.
func (q quoted) end(low []byte) int {
	switch {
	case q.mark != 0:
		return q.at + closing(low[q.at:], q.mark)
	case q.around:
		// What follows is about the quotation: "… Attempted failover to alternate host".
		if n := bytes.IndexByte(low[q.at:], '"'); n > 0 {
			return q.at + n
		}
	}
	return len(low)
}

// maxQuoted bounds how many quoted replies are looked at, from the innermost on.
// Bounces of bounces have three; more are a server's play with our time.
const maxQuoted = 8

// quotedReplies appends the negative replies that the text quotes, in their
// order; of many, the last ones. Code and enhanced code together are a quotation
// wherever they stand; a bare code is one only behind a mark, since sentences have
// numbers too.
func quotedReplies(low []byte, out []quoted) []quoted {
	add := func(q quoted) {
		if len(out) == maxQuoted {
			out = slices.Delete(out, 0, 1)
		}
		out = append(out, q)
	}
	for i := 0; i+3 < len(low); i++ {
		if low[i] == ':' || low[i] == '=' {
			if q, ok := introducedAt(low, i); ok {
				add(q)
			} else if q, ok := enhancedBehind(low, i); ok {
				add(q)
			}
			continue
		}
		if low[i] != '4' && low[i] != '5' || i > 0 && isWord(low[i-1]) {
			continue
		}
		if i > 0 && (low[i-1] == '.' || low[i-1] == '-' && !behindMark(low, i)) {
			continue
		}
		if q, ok := quotedAt(low, i); ok {
			add(q)
			i = q.at - 1
		}
	}
	return out
}

// introductions are what .NET and Windows say between their own words for the
// reply code, "Mailbox unavailable.", and what the server said.
var introductions = [][]byte{
	[]byte("server response was"), []byte("server response"), []byte("server responded"),
	[]byte("serverantwort war"), []byte("serverantwort lautete"), []byte("antwort des servers"),
	[]byte("ponse du serveur était"), []byte("ponse du serveur ?tait"), []byte("ponse du serveur"),
	[]byte("respuesta del servidor fue"), []byte("respuesta del servidor"),
	[]byte("risposta del server"), []byte("resposta do servidor foi"), []byte("resposta do servidor"),
	[]byte("antwoord van de server was"), []byte("serverreactie was"), []byte("reactie van de server was"),
	[]byte("ответ сервера"), []byte("odpowiedź serwera"), []byte("odpověď serveru"),
	[]byte("sunucu yanıtı"), []byte("服务器响应为"), []byte("伺服器回應為"), []byte("サーバーの応答"),
}

// introducedAt recognises what is reported behind the sign at i: all that the
// server said, behind an introduction, or the cause in the brackets of one of
// Microsoft's reports, "[Message=…". Code and enhanced code may be missing there.
func introducedAt(low []byte, i int) (quoted, bool) {
	before := bytes.TrimRight(low[:i], " ")
	q := quoted{whole: low[i] == ':'}
	switch {
	case q.whole && endsInOneOf(before, introductions), !q.whole && bytes.HasSuffix(before, []byte("[message")):
	default:
		return q, false
	}
	mark, inside := cutOpening(bytes.TrimLeft(low[i+1:], " "))
	if len(inside) == 0 || inside[0] == ' ' {
		return q, false
	}
	q.enhanced, inside, _ = cutEnhanced(inside)
	q.at, q.mark = len(low)-len(inside), mark
	return q, true
}

// enhancedBehind recognises a reply that is reported by its enhanced code alone, as
// Postfix reports what a milter said: "milter-reject: … from x[192.0.2.1]: 4.7.1 …".
func enhancedBehind(low []byte, i int) (quoted, bool) {
	if low[i] != ':' || i+1 >= len(low) || low[i+1] != ' ' {
		return quoted{}, false
	}
	enhanced, rest, ok := cutEnhanced(low[i+2:])
	return quoted{enhanced: enhanced, at: len(low) - len(rest)}, ok && len(rest) > 0
}

func endsInOneOf(b []byte, suffixes [][]byte) bool {
	for _, s := range suffixes {
		if bytes.HasSuffix(b, s) {
			return true
		}
	}
	return false
}

func quotedAt(low []byte, i int) (quoted, bool) {
	q := quoted{around: i > 0 && low[i-1] == '"'}
	var ok bool
	if q.code, ok = threeDigits(low[i:]); !ok {
		return q, false
	}
	rest, separator := low[i+4:], low[i+3]
	switch separator {
	case ' ', '-', '.':
	case ',', ';', ':':
		rest = bytes.TrimLeft(rest, " ")
	default:
		return q, false
	}
	q.mark, rest = cutOpening(rest)
	q.enhanced, rest, ok = cutEnhanced(rest)
	if q.at = len(low) - len(rest); ok {
		return q, true
	}
	switch separator {
	case ' ':
		return q, behindMark(low, i)
	case ':':
		// "host:587: no" and "main.py:550: no" have no reply code.
		return q, len(rest) > 0 && behindMark(low, i) && low[i-1] != ':'
	case '-':
		// An appliance quotes so: 5.1.0 - Unknown address error 550-"No such user".
		q.whole = q.mark != 0 && !behindMark(low, i)
		return q, q.whole || behindMark(low, i)
	case ',':
		return q, q.mark != 0 && behindMark(low, i)
	}
	return q, false
}

// cutOpening takes off the quote that words stand in; b' is Python's.
func cutOpening(b []byte) (mark byte, inside []byte) {
	inside = b
	if len(b) > 1 && b[0] == 'b' && (b[1] == '\'' || b[1] == '"') {
		inside = b[1:]
	}
	if len(inside) > 1 && (inside[0] == '\'' || inside[0] == '"') {
		return inside[0], inside[1:]
	}
	return 0, b
}

// closing finds where the words in a quote end: at the same sign, if the words
// or the tuple that they stand in are over there.
func closing(b []byte, mark byte) int {
	for i, c := range b {
		if c != mark {
			continue
		}
		switch next := bytes.TrimLeft(b[i+1:], " "); {
		case len(next) == 0, bytes.IndexByte([]byte(",)]}(;"), next[0]) >= 0:
			return i
		}
	}
	return len(b)
}

// behindMark reports whether a mark precedes, blanks between them or not.
func behindMark(low []byte, i int) bool {
	before := bytes.TrimRight(low[:i], " ")
	return len(before) > 0 && isMark(before[len(before)-1]) || bytes.HasSuffix(before, []byte("smtp;"))
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

// longestCode is how long a word is at most that may be an enhanced code, with signs
// behind it. A line may be one word of a mebibyte, and is searched in many places.
const longestCode = 12

// cutEnhanced cuts off the negative enhanced code that words begin with.
func cutEnhanced(words []byte) (code smtp.EnhancedCode, rest []byte, ok bool) {
	word, rest := words, words[len(words):]
	if n := bytes.IndexByte(words[:min(len(words), longestCode+1)], ' '); n >= 0 {
		word, rest = words[:n], words[n+1:]
	}
	if len(word) <= longestCode {
		code, ok = enhancedAt(word)
	}
	if !ok {
		rest = words
	}
	return code, rest, ok
}

// enhancedAt reads a word that is a negative enhanced code and nothing else.
func enhancedAt(word []byte) (smtp.EnhancedCode, bool) {
	word = bytes.TrimRight(word, ":;,.")
	if len(word) < 5 || len(word) > 9 || word[0] != '4' && word[0] != '5' || word[1] != '.' {
		return smtp.EnhancedCode{}, false
	}
	code, rest, ok := smtp.CutEnhanced(string(word))
	return code, ok && rest == ""
}

// enhancedInside finds the enhanced code of a reply that does not begin with one:
// behind the server's own name ("550 mx7 5.1.1 …"), behind a sign ("550 #5.1.0 …"),
// or as qmail writes it, "(#5.1.1)".
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
