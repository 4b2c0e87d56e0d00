// Package say puts the model into the words that all reports share, so that the
// table, the JUnit file and the write-up call the same thing by the same name.
//
// It words what the model holds and concludes nothing.
package say

import (
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Reply is a reply in one line: "550 5.7.1 Not from here".
func Reply(r *result.Reply) string {
	if r == nil {
		return ""
	}
	return text.Line(strings.Join(nonEmpty(Codes(r), r.Text), " "))
}

// Codes is a reply's reply code and enhanced status code: "550 5.7.1".
func Codes(r *result.Reply) string {
	if r == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%03d %s", r.Code, text.Line(r.Enhanced)))
}

// Wire is a reply as a server writes it, line by line (RFC 5321 §4.2.1).
func Wire(r *result.Reply) []string {
	if r == nil {
		return nil
	}
	lines := make([]string, 0, len(r.Lines))
	for i, l := range r.Lines {
		sep := "-"
		if i == len(r.Lines)-1 {
			sep = " "
		}
		lines = append(lines, strings.TrimRight(fmt.Sprintf("%03d%s%s", r.Code, sep, text.Line(l)), " "))
	}
	if len(lines) == 0 {
		lines = append(lines, fmt.Sprintf("%03d", r.Code))
	}
	return lines
}

// Failure is a failure in one line: "connect-timeout: no answer within 10 s".
func Failure(f *result.Failure) string {
	if f == nil {
		return ""
	}
	if f.Detail == "" {
		return text.Line(f.Class)
	}
	return text.Line(f.Class + ": " + f.Detail)
}

// Evidence is the line that shows how a stage ended: its failure, else its
// reply; where something was not offered, what showed its absence.
func Evidence(s result.Stage) string {
	switch {
	case s.Failure != nil:
		return Failure(s.Failure)
	case s.Reply == nil && s.Class != nil && s.Class.Evidence != "":
		return text.Line(s.Class.ID + ": " + s.Class.Evidence)
	}
	return Reply(s.Reply)
}

// Class is a class with its family: "spamhaus (reputation)".
func Class(c *result.Class) string {
	if c == nil {
		return ""
	}
	if c.Family == "" {
		return text.Line(c.ID)
	}
	return text.Line(c.ID + " (" + c.Family + ")")
}

// Command is a stage as the protocol names it: "RCPT TO".
func Command(stage string) string { return text.Line(smtp.Stage(stage).Command()) }

// Arrow is the mark in front of a transcript line, four cells wide, as swaks
// writes it.
func Arrow(e transcript.Entry) string { return e.Hint() + " " }

// Entry is one line of a transcript.
func Entry(e transcript.Entry) string { return Arrow(e) + text.Line(e.Text) }

// Transcript is a whole transcript.
func Transcript(entries []transcript.Entry) []string {
	lines := make([]string, len(entries))
	for i, e := range entries {
		lines[i] = Entry(e)
	}
	return lines
}

func nonEmpty(words ...string) []string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}
