package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/mitchellh/go-wordwrap"
	"github.com/smtpspec/smtpspec/runner/reject"
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
	_, err := fmt.Fprintf(w, "\nIn a suite\n  expect rcpt reject { class = %q }\n", c.ID)
	return err
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
	add("stage", r.Stage)
	add("code", r.Code)
	add("enhanced", r.Enhanced)
	if r.Text != "" {
		parts = append(parts, "text /"+r.Text+"/")
	}
	return strings.Join(parts, ", ")
}
