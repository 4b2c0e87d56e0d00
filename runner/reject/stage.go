package reject

import (
	"bytes"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// said are the names that servers give to what was answered.
var said = []struct {
	words string
	stage smtp.Stage
}{
	{"end of data", smtp.Message}, {"data", smtp.Data}, {"rcpt to", smtp.Rcpt}, {"mail from", smtp.Mail},
	{"ehlo", smtp.EHLO}, {"helo", smtp.EHLO}, {"starttls", smtp.StartTLS}, {"auth", smtp.Auth},
	{"initial connection", smtp.Banner},
}

// StageSaid finds out what a pasted reply answered, where a mail server says it:
// Postfix behind the reply, "(in reply to RCPT TO command)", Exim in front of it,
// "after RCPT TO:<x@example.com>: 550 …". Where several servers do, the innermost
// reply counts here, too. It is empty where nothing is said.
func StageSaid(pasted string) smtp.Stage {
	const postfix, exim = "in reply to ", " after "
	for rest, ok := pasted, true; ok; {
		if _, rest, ok = strings.Cut(rest, postfix); ok {
			if stage, _ := stageAt(rest); stage != "" {
				return stage
			}
		}
	}
	for i := strings.LastIndex(pasted, exim); i >= 0; i = strings.LastIndex(pasted[:i], exim) {
		behind := strings.TrimPrefix(pasted[i+len(exim):], "pipelined ")
		// Sentences have the word, too: what was answered stands there as a command.
		if stage, after := stageAt(behind); stage != "" && strings.HasPrefix(after, ":") {
			return stage
		}
	}
	return ""
}

// stageAt reads the name of what was answered.
func stageAt(s string) (stage smtp.Stage, rest string) {
	for _, n := range said {
		if hasPrefixFold(s, n.words) {
			return n.stage, s[len(n.words):]
		}
	}
	return "", s
}

// answered finds where a server begins to say what was answered, at the end of a
// text; -1 where it does not.
func answered(low []byte) int {
	const words = "in reply to "
	i := bytes.LastIndex(low, []byte(words))
	if i < 0 {
		return -1
	}
	stage, rest := stageAt(string(low[i+len(words):]))
	if stage == "" || strings.Trim(strings.TrimPrefix(rest, " command"), ")") != "" {
		return -1
	}
	if i > 0 && low[i-1] == '(' {
		i--
	}
	return i
}

// ruledOut are the stages that a reply with an enhanced code can't come from: those
// about a recipient or its mailbox not from MAIL, and those about a sender not from
// RCPT (RFC 3463 §3.2, §3.3).
func ruledOut(e smtp.EnhancedCode) uint32 {
	switch {
	case e.Subject == 2, e.Subject == 1 && slices.Contains([]int{1, 2, 3, 4, 5, 6, 10}, e.Detail):
		return stageBits(smtp.Mail)
	case e.Subject == 1 && (e.Detail == 7 || e.Detail == 8):
		return atRcpt
	}
	return 0
}
