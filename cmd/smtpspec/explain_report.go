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
	return x.reply.Code != 0 || !x.reply.Enhanced.IsZero() || x.isField(appleAnswer)
}

// isStatus reports whether a line is the field of a report that has a code and no
// words, and isDiagnosis whether it is the one that has the reply (RFC 3464 §2.3).
func (x *explained) isStatus() bool {
	return x.isField("status:") && x.reply.Code == 0 && len(strings.Fields(x.line)) == 2
}

func (x *explained) isDiagnosis() bool { return x.isField("diagnostic-code:") }

func (x *explained) isField(name string) bool {
	return len(x.line) > len(name) && strings.EqualFold(x.line[:len(name)], name)
}
