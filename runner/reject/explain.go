package reject

import (
	"bytes"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// ParseReply reads a reply out of what somebody pasted: a line of a session, of a
// log or of a non-delivery report, with the prefixes that these put in front
// (timestamps, "<~* ", "smtp;", "host mx said:"), or a whole report or session,
// of which it takes the first refusal. The lines of a multi-line reply may be real
// lines or have the two characters \n between them. Words without any code give
// Code 0. It reports false where there is nothing to read.
func ParseReply(pasted string) (smtp.Reply, bool) {
	found, ok := firstReply(rejoin(pasted))
	if !ok {
		return smtp.Reply{}, false
	}
	r := smtp.Reply{Code: found.code, Enhanced: leadingEnhanced(found.text), Lines: []string{found.text}}
	if r.Code == 0 && r.Enhanced.IsZero() {
		r.Enhanced = statedEnhanced(found.text)
	}
	more := found.more
	for line, rest := "", found.rest; rest != ""; {
		line, rest = cutLine(rest)
		if !more && opensAnother(line, r) || opensEntry(line) {
			break
		}
		if r.Code != 0 && endsReply(line) {
			if strings.TrimSpace(line) == "" && r.Lines[0] == "" && len(r.Lines) == 1 {
				continue // the code stands alone, and the text under a blank line
			}
			break
		}
		line = cutPrefixes(line)
		if line == "" || isClientLine(line) {
			continue
		}
		if again, behind, ok := leadingCode(line); ok && again == r.Code {
			more = goesOn(line)
			line = behind
		}
		r.Lines = append(r.Lines, line)
	}
	return r, true
}

// found is the line that a reply begins on, without what stands in front of it,
// and the lines behind.
type found struct {
	code       smtp.Code
	text, rest string
	more       bool // it says that another line follows, "550-"
}

// firstReply finds where a reply begins: at the first refusal, else at the first
// bare enhanced code of one, else at the first reply, else at the first line that
// says anything.
func firstReply(pasted string) (first found, ok bool) {
	best := 0
	for rest := pasted; rest != "" && best < rankRefusal; {
		var line string
		line, rest = cutLine(rest)
		line = cutPrefixes(line)
		if line == "" || isClientLine(line) && rest != "" {
			continue
		}
		code, text, more := findReply(line)
		if rank := rankOf(code, text); rank > best {
			best, first = rank, found{code, text, rest, more}
		}
	}
	return first, best > 0
}

// opensAnother reports whether a line begins a reply with other codes: the next of
// several that were pipelined, or what sendmail makes of the one before, "554 5.0.0
// Service unavailable". A number that a wrapped line begins with is none, nor is what
// sendmail itself reports, "550 example.net (smtp)... 550 Host unknown".
func opensAnother(line string, r smtp.Reply) bool {
	code, text, ok := leadingCode(cutPrefixes(line))
	enhanced := leadingEnhanced(text)
	if !ok || enhanced.IsZero() && strings.HasPrefix(line, " ") {
		return false
	}
	if _, reported, cut := strings.Cut(text, "... "); cut {
		if _, _, ok = leadingCode(reported); ok {
			return false
		}
	}
	return code != r.Code || !enhanced.IsZero() && enhanced != r.Enhanced
}

// opensEntry reports whether a line is the next entry of a log: it has a time, or is
// an object of JSON, and does not begin with a code behind that.
func opensEntry(line string) bool {
	field, _, _ := strings.Cut(line, ",") // Exchange's logs are lists
	if _, dated := cutTime(line); !dated && !isTime(field) && !strings.HasPrefix(line, `{"`) {
		return false
	}
	_, _, leads := leadingCode(cutPrefixes(line))
	return !leads
}

// goesOn reports whether a line that begins with a code has the hyphen of one that
// another follows (RFC 5321 §4.2.1).
func goesOn(line string) bool { return len(line) > 3 && line[3] == '-' }

// How much a line looks like the one that somebody wants explained.
const (
	rankWords = iota + 1
	rankReply
	rankEnhanced
	rankRefusal
)

func rankOf(code smtp.Code, text string) int {
	switch {
	case code.Transient() || code.Permanent():
		return rankRefusal
	case code != 0:
		return rankReply
	case leadingEnhanced(text).Class > 3:
		return rankEnhanced
	}
	return rankWords
}

// reportFields are what follows the reply in a report (RFC 3464 §2), and the
// headers of the message that it was about.
var reportFields = []string{
	"action:", "status:", "reporting-mta:", "remote-mta:", "last-attempt-date:", "arrival-date:",
	"final-recipient:", "original-recipient:", "diagnostic-code:",
	"received:", "from:", "to:", "subject:", "date:", "message-id:",
}

// endsReply reports whether a line is no part of the reply in front of it: a blank
// one, the client's next command, the next field of a report.
func endsReply(line string) bool {
	trimmed := strings.TrimSpace(line)
	return trimmed == "" || isClientLine(trimmed) ||
		slices.ContainsFunc(reportFields, func(f string) bool { return hasPrefixFold(line, f) })
}

// cutLine takes the first line; a line ends where a real one does, or at the two
// characters \n.
func cutLine(s string) (line, rest string) {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\n':
			return strings.TrimSuffix(s[:i], "\r"), s[i+1:]
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == 'n':
			return strings.TrimSuffix(s[:i], `\r`), s[i+2:]
		}
	}
	return s, ""
}

// findReply takes the code off a line. A line that does not begin with one, nor
// with an enhanced code, is searched for a reply that it reports. More says that
// another line follows.
func findReply(line string) (code smtp.Code, text string, more bool) {
	if code, rest, ok := leadingCode(line); ok {
		return code, rest, goesOn(line)
	}
	if !leadingEnhanced(line).IsZero() {
		return 0, line, false
	}
	low := lowerASCII(line)
	for i := 0; i+3 < len(low); i++ {
		if i > 0 && (isWord(low[i-1]) || low[i-1] == '.' || low[i-1] == '-') {
			continue
		}
		if _, ok := reportedAt(low, i); ok {
			code, rest, _ := leadingCode(line[i:])
			return code, closeOff(unquote(rest)), goesOn(line[i:])
		}
	}
	return 0, line, false
}

// lowerASCII makes ASCII letters small and keeps every byte where it is: places
// found in the result are places in s. strings.ToLower would move them, since it
// writes a byte that is no UTF-8 as three.
func lowerASCII(s string) []byte {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return b
}

// reportedAt recognises a reply in the middle of a line, as in a log.
func reportedAt(low []byte, i int) (quoted, bool) {
	if q, ok := quotedAt(low, i); ok {
		return q, true
	}
	code, ok := threeDigits(low[i:])
	if !ok || low[i+3] != ' ' && low[i+3] != '-' && low[i+3] != ':' {
		return quoted{}, false
	}
	before := bytes.TrimRight(low[:i], " ")
	for _, word := range []string{"said:", "smtp;", "error", "code", "returned"} {
		if bytes.HasSuffix(before, []byte(word)) {
			return quoted{code: code}, true
		}
	}
	return quoted{}, false
}

// unquote takes off the quotes of a tuple, b'5.7.1 No', 'x@example.com'), and
// what follows them.
func unquote(s string) string {
	open, inside := cutOpening([]byte(s))
	if open == 0 {
		return s
	}
	return string(inside[:closing(inside, open)])
}

// closeOff drops the brackets and quotes that a log opened before the reply.
func closeOff(s string) string {
	brackets := strings.Count(s, ")") - strings.Count(s, "(")
	double, single := strings.Count(s, `"`), strings.Count(s, "'")
	for ; s != ""; s = s[:len(s)-1] {
		switch last := s[len(s)-1]; {
		case last == ')' && brackets > 0:
			brackets--
		case last == '"' && double%2 == 1:
			double--
		case last == '\'' && single%2 == 1:
			single--
		case last == ' ':
		default:
			return s
		}
	}
	return s
}

// Continues reads the reply code that a pasted line begins with, and whether the
// line says that another follows: "550-" (RFC 5321 §4.2.1). A line that begins with
// no code reports what it quotes, and 0 where it quotes nothing; leads is false.
func Continues(line string) (code smtp.Code, leads, more bool) {
	line = cutPrefixes(plainBlanks(line))
	_, _, leads = leadingCode(line)
	code, _, more = findReply(line)
	return code, leads, more
}
