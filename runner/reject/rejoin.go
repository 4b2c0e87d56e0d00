package reject

import (
	"strconv"
	"strings"
)

// rejoin puts together what a tool has taken apart or written in its own letters.
// What is of no such tool's making stays as it is.
func rejoin(pasted string) string {
	return joinPHPMailer(spaceQmail(spaceIIS(joinQuotedPrintable(plainBlanks(pasted)))))
}

// webBlanks are what web pages and office programs put in place of a blank, or in
// front of a line, and the tags that a copied reply may have in it.
var webBlanks = strings.NewReplacer(
	"\u00a0", " ", "\u202f", " ", "\u200b", "", "\u200e", "", "\ufeff", "",
	"&nbsp;", " ", "&#160;", " ", "&#xa0;", " ", "&#xA0;", " ",
	"<br>", " ", "<br/>", " ", "<br />", " ", "<BR>", " ",
	"<b>", "", "</b>", "", "<B>", "", "</B>", "", "<strong>", "", "</strong>", "",
	"<i>", "", "</i>", "", "<em>", "", "</em>", "", "<code>", "", "</code>", "",
)

func plainBlanks(pasted string) string {
	if !strings.ContainsAny(pasted, "&<\u00a0\u202f\u200b\u200e\ufeff") {
		return pasted
	}
	return webBlanks.Replace(pasted)
}

// PHPMailer takes a reply apart: "SMTP server error: RCPT TO command failed Detail:
// Relay access denied SMTP code: 554 Additional SMTP info: 5.7.1" (SMTP::setError).
const (
	phpWords    = "Detail: "
	phpCode     = "SMTP code: "
	phpEnhanced = "Additional SMTP info: "
)

func joinPHPMailer(pasted string) string {
	end := strings.LastIndex(pasted, phpCode)
	if end < 0 {
		return pasted
	}
	start := strings.Index(pasted[:end], phpWords)
	if start < 0 {
		return pasted
	}
	code, enhanced, _ := strings.Cut(pasted[end+len(phpCode):], phpEnhanced)
	words := strings.TrimSpace(pasted[start+len(phpWords) : end])
	return strings.Join([]string{firstWord(code), firstWord(enhanced), words}, " ")
}

func firstWord(s string) string {
	word, _ := nextWord(s)
	return word
}

// qmailResults stand in front of a reply in qmail-send's log, which has an
// underscore for every blank (qmail-log(5)).
var qmailResults = []string{"failure: ", "deferral: "}

func spaceQmail(pasted string) string {
	for _, result := range qmailResults {
		before, words, ok := strings.Cut(pasted, result)
		if ok && strings.Contains(words, "_said:_") && !strings.Contains(words, " ") {
			return before + result + strings.ReplaceAll(words, "_", " ")
		}
	}
	return pasted
}

// spaceIIS takes a reply out of the log of IIS's SMTP service, which has a plus sign
// for every blank: "… HOST - 25 - - 550+5.7.1+Unable+to+relay 0 0 90 …".
func spaceIIS(pasted string) string {
	if !strings.Contains(pasted, "+") {
		return pasted
	}
	lines := strings.Split(pasted, "\n")
	for i, line := range lines {
		before := "-" // what a field is empty with
		for word := range strings.FieldsSeq(line) {
			if before == "-" && isIISReply(word) {
				lines[i] = strings.ReplaceAll(word, "+", " ")
				break
			}
			before = word
		}
	}
	return strings.Join(lines, "\n")
}

// isIISReply reports whether a word is a code and words behind it, with plus signs
// between them.
func isIISReply(word string) bool {
	if len(word) < 5 || word[3] != '+' && word[3] != '-' || !strings.Contains(word, "+") {
		return false
	}
	_, _, ok := leadingCode(word[:3])
	return ok
}

// joinQuotedPrintable takes quoted-printable away (RFC 2045 §6.7), as in the source of
// a report. Only text with a soft line break is known to have it: "delay=20" is a log's.
func joinQuotedPrintable(pasted string) string {
	unix := strings.ReplaceAll(pasted, "=\r\n", "=\n")
	if !strings.Contains(unix, "=\n") {
		return strings.ReplaceAll(pasted, "=3D", "=")
	}
	var b strings.Builder
	for rest, ok := strings.ReplaceAll(unix, "=\n", ""), true; ok; {
		var before string
		before, rest, ok = strings.Cut(rest, "=")
		b.WriteString(before)
		if !ok {
			break
		}
		if n, err := strconv.ParseUint(rest[:min(2, len(rest))], 16, 8); err == nil && len(rest) >= 2 {
			b.WriteByte(byte(n))
			rest = rest[2:]
		} else {
			b.WriteByte('=')
		}
	}
	return b.String()
}
