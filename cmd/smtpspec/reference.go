package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/step"
)

// writeKind writes a step kind's reference: its own words, then its tables.
func writeKind(w io.Writer, k *step.Kind) error {
	fmt.Fprintln(w, strings.TrimSpace(k.Doc))
	var outcomes []string
	for _, o := range k.Outcomes {
		outcomes = append(outcomes, string(o))
	}
	fmt.Fprintf(w, "\nOutcomes: %s\n", strings.Join(outcomes, ", "))
	writeAttrs(w, "In an `expect`, beside class, family, code, enhanced, text and within", k.Wants)
	writeAttrs(w, "In an `assert`, as step."+k.Name+".NAME", append(k.Sees[:len(k.Sees):len(k.Sees)], schema.CommonSees...))
	return nil
}

func writeAttrs(w io.Writer, title string, attrs []schema.Attr) {
	if len(attrs) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s:\n", title)
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	for _, a := range attrs {
		kind := a.Type.FriendlyName()
		if a.List {
			kind += " or list"
		}
		doc := a.Doc
		if len(a.Enum) > 0 {
			doc += " One of: " + strings.Join(a.Enum, ", ") + "."
		}
		fmt.Fprintf(t, "  %s\t%s\t%s\n", a.Name, kind, doc)
	}
	t.Flush()
}
