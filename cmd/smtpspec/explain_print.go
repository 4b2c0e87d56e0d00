package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/mitchellh/go-wordwrap"
	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// isProse reports whether there was nothing to explain: no code, and no words that
// are known.
func isProse(r smtp.Reply, m reject.Match) bool {
	return r.Code == 0 && r.Enhanced.IsZero() && m.Class.ID == reject.Unknown
}

// entry is the class of a match. The one of what is not known speaks of a server's
// reply: of the words of a device or a program, another is to be said.
func entry(r smtp.Reply, m reject.Match) *reject.Class {
	if !isProse(r, m) {
		return m.Class
	}
	return &reject.Class{
		ID: m.Class.ID, Family: m.Class.Family, Title: "There is no reply code in it",
		Cause: "These are words, or a code, of the device or the program itself. It says that " +
			"sending failed, and keeps what the server said. What a code such as CE-04 or #806 means, " +
			"its maker says.",
		Advice: "Look for the server's own line: it begins with three digits, such as 550, or has a " +
			"code such as 5.7.1. It stands in the device's report of the job, in the log of the relay, in " +
			"the exception inside this one, or in what the program writes when it debugs (PHPMailer: " +
			"SMTPDebug = 2; Python: set_debuglevel(1); curl: -v). If it is nowhere, hold the session from " +
			"a computer beside the device: smtpspec probe.",
	}
}

// printWaiting explains what has waited, but for what is said better beside it.
func (e *explainer) printWaiting() error {
	for _, x := range e.waiting {
		if x.isStatus() && e.diagnosed || e.isBeside(&x) {
			e.passed.beside++
			continue
		}
		if err := e.print(x); err != nil {
			return err
		}
	}
	e.waiting = e.waiting[:0]
	return nil
}

// isBeside reports whether a line without a code is prose beside a reply that has one:
// in what is known to be a report any line, elsewhere one that is known by a server's
// words. A program's and a device's own words say something else, and so may the line
// that Postfix has for each recipient.
func (e *explainer) isBeside(x *explained) bool {
	if x.hasCode() || x.isDiagnosis() {
		return false
	}
	return e.report && e.coded || e.named && !e.live && !x.match.Codeless && !isRecipient(x.line)
}

// print writes a line and its explanation.
func (e *explainer) print(x explained) error {
	for i, l := range strings.Split(serverLine(unseen.Replace(x.line)), "\n") {
		if i > 0 {
			if l = strings.TrimSpace(l); l == "" {
				continue // between a code and its text
			}
			l = "    " + l
		}
		fmt.Fprintln(e.out, transcript.Printable(l))
	}
	if e.said[x.match.Class.ID] {
		_, err := fmt.Fprintf(e.out, "%s\n\n", headline(x.match.Class, "see above"))
		return err
	}
	e.said[x.match.Class.ID] = true
	return printExplanation(e.out, x.reply, x.match, e.width)
}

// unseen are characters without a width, which web pages and mail programs put into
// what is copied out of them. They are no server's, and are not read either.
var unseen = strings.NewReplacer("\u200b", "", "\u200e", "", "\ufeff", "")

// serverLine is a server's line as transcripts have it.
func serverLine(reply string) string {
	if strings.HasPrefix(reply, "<") && !isRecipient(reply) {
		return reply // it came out of one
	}
	return "<-  " + reply
}

// printExplanation writes what a class says of a reply.
func printExplanation(w io.Writer, r smtp.Reply, m reject.Match, width int) error {
	c := entry(r, m)
	fmt.Fprintf(w, "%s\n\n", headline(c, waits(r, c)))
	section := func(name, text string) {
		if text == "" {
			return
		}
		wrapped := wordwrap.WrapString(text, uint(max(20, width-17)))
		fmt.Fprintf(w, "  %-14s %s\n", name, strings.ReplaceAll(wrapped, "\n", "\n"+strings.Repeat(" ", 17)))
	}
	section("What it says", c.Title)
	section("Usual cause", c.Cause)
	section("Do now", c.Advice)
	section("Test next", c.Test)
	if m.Evidence != "" {
		section("Known by", transcript.Printable(m.Evidence))
	}
	// One screen: the class has a page of its own for the others.
	switch n := len(c.Sources); {
	case n == 1:
		section("Source", sourceText(c.Sources[0]))
	case n > 1:
		section("Source", fmt.Sprintf("%s; %d more: smtpspec classes %s", sourceText(c.Sources[0]), n-1, c.ID))
	}
	_, err := fmt.Fprintln(w)
	return err
}

// headline is a class with its family, and a remark.
func headline(c *reject.Class, remark string) string {
	head := fmt.Sprintf("%s (%s)", c.ID, c.Family)
	if remark == "" {
		return head
	}
	return fmt.Sprintf("%-26s %s", head, remark)
}

// waits says whether trying again helps, by the class first and by the code
// second: a 4yz that names a setting does not go away.
func waits(r smtp.Reply, c *reject.Class) string {
	switch {
	case r.Code.Positive() || r.Code.Intermediate():
		return "no refusal: the command was accepted"
	case c.Waits(r):
		return "temporary: trying again later may help"
	case r.Code.Transient():
		return "answered as temporary; trying again alone does not help"
	case r.Code.Permanent():
		return "permanent: trying again does not help"
	}
	return ""
}

// finish explains what has waited, and says what was passed over.
func (e *explainer) finish(replies *unfolding) error {
	if e.isEmpty() && replies.refusal != "" {
		// Nothing else was refused, so the header may be a line of somebody's log.
		replies.headers -= 1 + strings.Count(replies.refusal, "\n")
		if err := e.line(replies.refusedAt, replies.refusal); err != nil {
			return err
		}
	}
	if e.first != nil && e.isEmpty() {
		// There is nothing else to explain, so this is said of one of them.
		e.waiting = []explained{*e.first}
		e.passed.prose--
	}
	if err := e.printWaiting(); err != nil {
		return err
	}
	e.passed.headers, e.passed.echoes = replies.headers, replies.echoes
	e.passed.print(e.out)
	return nil
}
