package dsl

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// diagList gathers diagnostics. What the instances of one test have in common is
// said once, and what they differ in at most a few times: a mistake in a test of
// ten thousand instances is one mistake.
type diagList struct {
	diags hcl.Diagnostics
	said  map[string]bool
	count map[string]int
}

// sameMistake is how often one summary may stand at one place.
const sameMistake = 3

func (d *diagList) add(diags ...*hcl.Diagnostic) {
	if d.said == nil {
		d.said, d.count = map[string]bool{}, map[string]int{}
	}
	for _, diag := range diags {
		at := diag.Summary
		if diag.Subject != nil {
			at += "\x00" + diag.Subject.String()
		}
		key := at + "\x00" + diag.Detail
		if d.said[key] || d.count[at] >= sameMistake {
			continue
		}
		d.said[key] = true
		d.count[at]++
		d.diags = append(d.diags, diag)
	}
}

// fail adds an error. An empty range is no place.
func (d *diagList) fail(at hcl.Range, summary, detail string) {
	diag := &hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Detail: detail}
	if at != (hcl.Range{}) {
		diag.Subject = at.Ptr()
	}
	d.add(diag)
}

// place is a range as a message names it: file:line.
func place(r hcl.Range) string { return fmt.Sprintf("%s:%d", r.Filename, r.Start.Line) }

// lastLine is the line of a block's closing brace.
func lastLine(b *hcl.Block) int {
	if body, ok := b.Body.(*hclsyntax.Body); ok {
		return body.SrcRange.End.Line
	}
	return b.Body.MissingItemRange().End.Line // of a JSON object, its closing brace
}

// sentence makes an error's text a sentence.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	text = sentenceStart(text)
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

func sentenceStart(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// quoted lists names for a message: "a", "b" and "c".
func quoted(names []string, and string) string {
	var b strings.Builder
	for i, n := range names {
		switch {
		case i > 0 && i == len(names)-1:
			b.WriteString(" " + and + " ")
		case i > 0:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", n)
	}
	return b.String()
}
