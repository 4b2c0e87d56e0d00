package main

import (
	"slices"
	"strings"
	"unicode"
)

// cmdletErrors begin an error of PowerShell: of its own command, of a method, and of
// what a method threw.
var cmdletErrors = []string{
	"send-mailmessage :", "send-mailmessage: ", "methodinvocationexception:", "system.net.mail.smtp",
	"exception calling ", "ausnahme beim aufrufen von ", "exception lors de l'appel de ", "excepción al llamar a ",
}

// isCmdlet reports whether a line begins an error of PowerShell, which is wrapped at
// the window's edge and does not go on behind a blank. Since version 7 one may have a
// margin, "     | The SMTP server …", below "Line |".
func (u *unfolding) isCmdlet(line string) bool {
	trimmed := strings.TrimSpace(line)
	switch {
	case trimmed == "Line |":
		u.margin = true
	case !strings.Contains(trimmed, "|"):
		u.margin = false
	}
	return u.margin && hasMargin(trimmed) || beginsCmdlet(trimmed)
}

func beginsCmdlet(trimmed string) bool {
	low := strings.ToLower(trimmed)
	return slices.ContainsFunc(cmdletErrors, func(e string) bool { return strings.HasPrefix(low, e) })
}

// hasMargin reports whether a line is an error's text in PowerShell's margin, and
// not the mark below a command.
func hasMargin(trimmed string) bool {
	return strings.HasPrefix(trimmed, "| ") && !strings.HasPrefix(strings.TrimLeft(trimmed, "| "), "~")
}

// leastWrapped is how long a line is at least that a window's edge has cut.
const leastWrapped = 40

// cmdletGoesOn reports whether a line belongs to the error of PowerShell that is held,
// and is not the next entry of a log.
func (u *unfolding) cmdletGoesOn(line, trimmed string) bool {
	switch {
	case u.margin:
		return hasMargin(trimmed)
	case trimmed == "", isWrapped(line), endsCmdlet(trimmed), beginsCmdlet(trimmed):
		return false
	}
	held := strings.TrimSpace(u.held.String())
	last := held[strings.LastIndexByte(held, '\n')+1:]
	first := strings.TrimLeft(trimmed, "[(")
	dated := first != "" && unicode.IsDigit(rune(first[0])) && !strings.HasSuffix(last, ":")
	return len(last) >= leastWrapped && !dated
}

// endsCmdlet reports whether a line says where an error of PowerShell came from: "At
// line:1 char:1", in any language, or "+ Send-MailMessage …".
func endsCmdlet(trimmed string) bool {
	at := strings.LastIndexByte(trimmed, ':')
	return trimmed[0] == '+' || trimmed == "Line |" ||
		at > 0 && len(trimmed) < 200 && strings.Count(trimmed, ":") > 1 && strings.Trim(trimmed[at+1:], "0123456789") == ""
}
