package dsl

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// The parser says what it met, and not what to write. Where a mistake is one that most
// people make in their first suite, the remedy is said.

// examples are the blocks that have labels, as they are begun.
var examples = map[string]string{
	"variable": `variable "domain" {`, "endpoint": `endpoint "mx" {`, "credential": `credential "scanner" {`,
	"client": `client "copier" {`, "test": `test "direct_send" {`, "comparison": `comparison "mx_vs_submission" {`,
	"case_study": `case_study "scanner" {`, "class": `class "acme-filter" {`, "lab": `lab "refuses_all" {`,
	"include": `include "client" {`, "expect": `expect rcpt accept {}`, "on": `on rcpt {`,
}

// remedied adds what to write to what is wrong, and drops what the parser says again of
// the same place.
func (s sources) remedied(diags hcl.Diagnostics) hcl.Diagnostics {
	mended := map[string]bool{}
	for _, d := range diags {
		if !hasPlace(d) {
			continue
		}
		if remedy := s.remedy(d); remedy != "" {
			d.Detail = remedy
			mended[place(*d.Subject)] = true
		}
	}
	return slices.DeleteFunc(diags, func(d *hcl.Diagnostic) bool {
		again := strings.HasPrefix(d.Summary, "Missing newline after") || d.Summary == "Missing item separator"
		return again && hasPlace(d) && mended[place(*d.Subject)]
	})
}

// remedy is what to write in place of what is wrong, or "".
func (s sources) remedy(d *hcl.Diagnostic) string {
	src := s[d.Subject.Filename]
	if src == nil {
		return ""
	}
	switch {
	case d.Summary == "Invalid character" && at(src.Bytes, d.Subject.Start.Byte) == '@':
		return `An address is a text, and a text stands in quotes: "scanner@contoso.com".`
	case d.Summary == "Variables not allowed":
		return strings.TrimSpace(d.Detail + ` A text stands in quotes: "…".`)
	case d.Summary == "Invalid block definition":
		return codeForOutcome(src.line(d.Subject.Start.Line))
	case strings.HasPrefix(d.Summary, "Missing ") || strings.HasPrefix(d.Summary, "Extraneous label"):
		return labelled(d)
	}
	return ""
}

func at(text []byte, i int) byte {
	if i < 0 || i >= len(text) {
		return 0
	}
	return text[i]
}

var codeAsOutcome = regexp.MustCompile(`^\s*expect\s+"?([a-z-]+)"?\s+"?([2-5][0-9xX]{2})\b`)

// codeForOutcome is how a code is expected that was written where the outcome stands.
func codeForOutcome(line string) string {
	m := codeAsOutcome.FindStringSubmatch(line)
	if m == nil {
		return ""
	}
	outcome, code := "accept", m[2]
	switch code[0] {
	case '4':
		outcome = "defer"
	case '5':
		outcome = "reject"
	}
	if strings.ContainsAny(code, "xX") {
		code = `"` + strings.ToLower(code) + `"`
	}
	return fmt.Sprintf("The second word is the outcome, and a code stands in the block: expect %s %s { code = %s }.", m[1], outcome, code)
}

// labelled is how a block is begun that has a label too few or too many.
func labelled(d *hcl.Diagnostic) string {
	for kind, example := range examples {
		switch {
		case strings.HasPrefix(d.Detail, "All "+kind+" blocks must have "):
			return fmt.Sprintf("A block %q begins with its %s, such as: %s", kind, missingLabel(d.Summary), example)
		case strings.HasPrefix(d.Detail, "Only ") && strings.HasSuffix(d.Detail, " expected for "+kind+" blocks."):
			return fmt.Sprintf("That is more than a block %q begins with, such as: %s", kind, example)
		}
	}
	return ""
}

// missingLabel is the word between "Missing " and " for BLOCK".
func missingLabel(summary string) string {
	word, _, _ := strings.Cut(strings.TrimPrefix(summary, "Missing "), " for ")
	return word
}

// oldLineEnds reports a text whose lines end as on the Macintosh of old, in CR alone, so
// that all of it is one line.
func oldLineEnds(text []byte) bool {
	return bytes.IndexByte(text, '\n') < 0 && bytes.IndexByte(bytes.TrimRight(text, "\r"), '\r') >= 0
}
