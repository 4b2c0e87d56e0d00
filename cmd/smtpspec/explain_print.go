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
