package reject

import (
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// leadingCode cuts a reply code (RFC 5321 §4.2) and its separator from the front
// of a line. People write a colon there, too, and devices a stop or an underscore.
func leadingCode(line string) (code smtp.Code, rest string, ok bool) {
	if len(line) < 3 || line[0] < '2' || line[0] > '5' || line[1] > '5' {
		return 0, line, false
	}
	n := 0
	for i := range 3 {
		if line[i] < '0' || line[i] > '9' {
			return 0, line, false
		}
		n = n*10 + int(line[i]-'0')
	}
	if len(line) == 3 {
		return smtp.Code(n), "", true
	}
	switch line[3] {
	case ' ':
		return smtp.Code(n), strings.TrimPrefix(line[4:], "- "), true
	case '-', '\t', '_':
		return smtp.Code(n), line[4:], true
	case ':', ',', ';':
		return smtp.Code(n), strings.TrimLeft(line[4:], " "), true
	case '.':
		return smtp.Code(n), line[4:], !leadingEnhanced(line[4:]).IsZero()
	}
	return 0, line, false
}

// leadingEnhanced reads the enhanced code that a line begins with. Of a range,
// as Microsoft's tables give it ("5.7.606-649"), it is the first.
func leadingEnhanced(line string) smtp.EnhancedCode {
	word, _, _ := strings.Cut(line, " ")
	if word == "" || word[0] < '2' || word[0] > '5' {
		return smtp.EnhancedCode{}
	}
	word, _, _ = strings.Cut(strings.TrimRight(word, ":;,."), "-")
	code, _, _ := smtp.CutEnhanced(word)
	return code
}

// statedEnhanced reads the enhanced code that a line reports in the middle, where it
// has no reply code: "The server response was: 5.7.57 …", "dsn=4.4.1, status=…", "a
// status code of 5.7.64". A number behind any other word is a version as well.
func statedEnhanced(line string) smtp.EnhancedCode {
	before := ""
	for word := range strings.FieldsSeq(line) {
		trimmed := strings.TrimRight(word, ".,:;)]\"'")
		sign := strings.LastIndexAny(trimmed, "=:(#\"'")
		if sign >= 0 || introducesCode(before) {
			if code, ok := enhancedAt([]byte(trimmed[sign+1:])); ok {
				return code
			}
		}
		before = word
	}
	return smtp.EnhancedCode{}
}

// introducesCode reports whether a code may follow a word.
func introducesCode(word string) bool {
	switch low := strings.ToLower(word); low {
	case "code", "of", "status", "error", "->":
		return true
	default:
		return strings.HasSuffix(low, ":") || strings.HasSuffix(low, "=")
	}
}
