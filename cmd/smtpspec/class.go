package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/mitchellh/go-wordwrap"
	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// writeClass writes an entry of the knowledge base for people, on demand with its rules.
func writeClass(w io.Writer, c *reject.Class, rules bool) error {
	wrap := func(text string) string { return wordwrap.WrapString(text, 80) }
	fmt.Fprintf(w, "%s (%s)\n%s\n\nCause\n%s\n\nAdvice\n%s\n", c.ID, c.Family, c.Title, wrap(c.Cause), wrap(c.Advice))
	if c.WaitingHelps || len(c.WaitingCodes) > 0 {
		fmt.Fprintf(w, "\nTrying again later may help%s.\n", waitsAfter(c))
	}
	if c.Test != "" {
		fmt.Fprintf(w, "\nTest next\n  smtpspec run %s\n", c.Test)
		if name, ok := strings.CutPrefix(c.Test, "builtin:"); ok {
			fmt.Fprintf(w, "  Without --var the lab plays it: see smtpspec suites %s\n", name)
		}
	}
	if len(c.Sources) > 0 {
		fmt.Fprintf(w, "\nSources\n")
	}
	for _, s := range c.Sources {
		fmt.Fprintf(w, "  %s\n", sourceText(s))
	}
	if words := inASuite(c); words != "" {
		fmt.Fprintf(w, "\nIn a suite\n  %s\n", words)
	}
	writeExamples(w, c.Examples)
	return writeRules(w, c, rules)
}

// waitsAfter names the replies after which it may; all of them where it is empty.
func waitsAfter(c *reject.Class) string {
	after := ""
	if len(c.WaitingCodes) > 0 {
		after = ", after " + strings.Join(c.WaitingCodes, " or ")
	}
	if len(c.WaitingWords) > 0 {
		after += fmt.Sprintf(" with the words \"%s\"", strings.Join(c.WaitingWords, `" or "`))
	}
	return after
}

// inASuite is how a suite expects a class, or why none can; "" of one that nobody expects.
func inASuite(c *reject.Class) string {
	if stage, outcome := comesAt(c); outcome != "" {
		return fmt.Sprintf("expect %s %s { class = %q }", stage, outcome, c.ID)
	}
	atMessage := func(e reject.Example) bool { return e.Stage == string(smtp.Message) }
	if c.ID != reject.OK && c.ID != reject.Unknown && slices.ContainsFunc(c.Examples, atMessage) {
		return "It answers the message itself, which this version does not send: nothing to expect."
	}
	return ""
}

// mostExamples is how many examples a page shows: some classes have dozens.
const mostExamples = 3

func writeExamples(w io.Writer, examples []reject.Example) {
	if len(examples) > 0 {
		fmt.Fprintf(w, "\nExamples\n")
	}
	for _, e := range examples[:min(len(examples), mostExamples)] {
		at := ""
		if e.Stage != "" { // a program's own words come at none
			at = smtp.Stage(e.Stage).Command() + ": "
		}
		fmt.Fprintf(w, "  %s%s\n", at, strings.ReplaceAll(e.Reply, "\n", "\n    "))
	}
}

// writeRules writes what a class is known by, or where that is to be seen: to those who
// do not write rules, regular expressions say nothing.
func writeRules(w io.Writer, c *reject.Class, whole bool) (err error) {
	switch {
	case len(c.Rules) == 0:
	case !whole:
		_, err = fmt.Fprintf(w, "\nKnown by %s: smtpspec classes %s -v\n", count(len(c.Rules), "rule"), c.ID)
	default:
		_, err = fmt.Fprintf(w, "\nKnown by (any of)\n")
		for _, r := range c.Rules {
			_, err = fmt.Fprintf(w, "  %s\n", ruleText(r))
		}
	}
	return err
}

// comesAt is a stage and an outcome that a class comes at: those of its first example
// at a stage that a session has, or those of its kind of failure. Both are empty for a
// class that nobody expects, or that comes at other stages only.
func comesAt(c *reject.Class) (smtp.Stage, step.Outcome) {
	if c.ID == reject.OK || c.ID == reject.Unknown {
		return "", ""
	}
	if outcomesOf(c) != nil {
		return failsAt(c)
	}
	for _, e := range c.Examples {
		r, _ := reject.ParseReply(e.Reply)
		stage := smtp.Stage(e.Stage)
		if stage == smtp.Connect {
			stage = smtp.Banner // a refusal in place of the greeting
		}
		switch {
		case !slices.Contains(stepNames(), string(stage)):
		case r.Code.Transient():
			return stage, step.Defer
		case r.Code.Permanent():
			return stage, step.Reject
		}
	}
	return "", ""
}

// failsAt is where a failure comes.
func failsAt(c *reject.Class) (smtp.Stage, step.Outcome) {
	switch c.ID {
	case smtp.CertUntrusted, smtp.CertExpired, smtp.CertNotYetValid, smtp.ClockSkew, smtp.CertName, smtp.CertChainIncomplete, smtp.TLSIntercepted:
		return smtp.TLS, step.OK
	case smtp.FailStripped:
		return "", "" // a finding where STARTTLS is absent, which has no class
	case smtp.FailInjection:
		return smtp.StartTLS, step.Fail
	case smtp.FailProxy, smtp.FailConnectRefused, smtp.FailUnreachable, smtp.FailConnectTimeout, smtp.FailConnectProhibited:
		return smtp.Connect, step.Fail
	}
	switch c.Family {
	case "dns":
		return smtp.Resolve, step.Fail
	case "tls":
		return smtp.TLS, step.Fail
	case "auth":
		return smtp.Auth, step.Fail
	}
	return smtp.Banner, step.Fail
}

// sourceText is where a fact comes from, and of when it is.
func sourceText(s reject.Source) string {
	if s.Date == "" {
		return s.Title
	}
	return s.Title + " (" + s.Date + ")"
}

func ruleText(r reject.Rule) string {
	var parts []string
	add := func(name string, values []string) {
		if len(values) > 0 {
			parts = append(parts, name+" "+strings.Join(values, " or "))
		}
	}
	if r.Codeless {
		parts = append(parts, "no code")
	}
	add("stage", r.Stage)
	add("code", r.Code)
	add("enhanced", r.Enhanced)
	if r.Text != "" {
		parts = append(parts, "text /"+r.Text+"/")
	}
	return strings.Join(parts, ", ")
}
