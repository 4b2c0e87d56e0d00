package main

import (
	"slices"
	"strings"
)

// reportWords are what the people's part of a non-delivery report says.
var reportWords = []string{
	"delivery has failed", "mail delivery failed", "could not be delivered", "couldn't be delivered", "rejected your message",
	"undeliverable", "delivery status notification", "diagnostic information", "generating server", "message headers:",
	"wasn't delivered to", "the response was", "the response from the remote server was", "message blocked",
	"antwort vom remote-server", "die antwort lautete", "du serveur distant", "del servidor remoto",
	"wasn't able to deliver your message",
}

// appleAnswer begins what the server said, in a dialog of Apple's Mail.
const appleAnswer = "the server response was:"

// isReport reports whether a line stands in a non-delivery report, or in the message
// of a mail program: Apple's, or Thunderbird's, which has the reply in the line behind.
func isReport(line string) bool {
	low := strings.ToLower(line)
	return slices.ContainsFunc(reportWords, func(words string) bool { return strings.Contains(low, words) }) ||
		strings.HasPrefix(low, appleAnswer) || strings.HasSuffix(low, "server responded:") || strings.HasSuffix(low, "server antwortete:")
}

// hasCode reports whether a line has a reply code or an enhanced code, or says that
// it has the server's own words.
func (x *explained) hasCode() bool {
	return x.reply.Code != 0 || !x.reply.Enhanced.IsZero() || isField(x.line, appleAnswer)
}

// isStatus reports whether a line is the field of a report that has a code and no
// words, and isDiagnosis whether it is the one that has the reply (RFC 3464 §2.3).
func (x *explained) isStatus() bool {
	return isField(x.line, "status:") && x.reply.Code == 0 && len(strings.Fields(x.line)) == 2
}

func (x *explained) isDiagnosis() bool { return isField(x.line, "diagnostic-code:") }

func isField(line, name string) bool {
	return len(line) > len(name) && strings.EqualFold(line[:len(name)], name)
}

// refuses reports whether a line has the code of a refusal.
func (x *explained) refuses() bool { return x.reply.Code.Transient() || x.reply.Code.Permanent() }

// follows reports whether a line says only that a command came too early, as it does
// when the one before was refused.
func (x *explained) follows() bool { return x.reply.Code == 503 && x.match.Class.ID == "bad-sequence" }

// remark reports whether a line of a transcript is the client's, or its remark.
func remark(line string) bool {
	for _, mark := range []string{"-> ", "~> ", "=== ", "*** "} {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	return false
}
