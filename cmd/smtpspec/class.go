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

// writeClass writes an entry of the knowledge base for people.
func writeClass(w io.Writer, c *reject.Class) error {
	wrap := func(text string) string { return wordwrap.WrapString(text, 80) }
	fmt.Fprintf(w, "%s (%s)\n%s\n\nCause\n%s\n\nAdvice\n%s\n", c.ID, c.Family, c.Title, wrap(c.Cause), wrap(c.Advice))
	if c.WaitingHelps {
		fmt.Fprintf(w, "\nTrying again later may help.\n")
	}
	if c.Test != "" {
		fmt.Fprintf(w, "\nTest next\n  smtpspec run %s\n", c.Test)
		if name, ok := strings.CutPrefix(c.Test, "builtin:"); ok {
			fmt.Fprintf(w, "  Without --var the lab plays it: see smtpspec suites %s\n", name)
		}
	}
	if len(c.Rules) > 0 {
		fmt.Fprintf(w, "\nKnown by (any of)\n")
	}
	for _, r := range c.Rules {
		fmt.Fprintf(w, "  %s\n", ruleText(r))
	}
	if len(c.Sources) > 0 {
		fmt.Fprintf(w, "\nSources\n")
	}
	for _, s := range c.Sources {
		fmt.Fprintf(w, "  %s\n", sourceText(s))
	}
	if stage, outcome := comesAt(c); outcome != "" {
		_, err := fmt.Fprintf(w, "\nIn a suite\n  expect %s %s { class = %q }\n", stage, outcome, c.ID)
		return err
	}
	return nil
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
