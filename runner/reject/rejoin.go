package reject

import "strings"

// rejoin puts together what a tool has taken apart or written in its own letters.
// What is of no such tool's making stays as it is.
func rejoin(pasted string) string {
	return joinPHPMailer(spaceQmail(pasted))
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
