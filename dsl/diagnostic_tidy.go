package dsl

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/smtpspec/smtpspec/dsl/schema"
)

// tidy brings diagnostics into the order in which a reader goes through the
// files, and drops those that say again what another one says.
func tidy(diags hcl.Diagnostics) hcl.Diagnostics {
	order := map[string]int{"": 0}
	for _, d := range diags {
		if hasPlace(d) && order[d.Subject.Filename] == 0 {
			order[d.Subject.Filename] = len(order)
		}
	}
	var kept hcl.Diagnostics
	seen := map[string]bool{}
	for _, d := range diags {
		key := fmt.Sprintf("%d\x00%s\x00%s\x00%v", d.Severity, d.Summary, d.Detail, d.Subject)
		if !seen[key] && !isEcho(d, diags) {
			kept = append(kept, d)
		}
		seen[key] = true
	}
	slices.SortStableFunc(kept, func(a, b *hcl.Diagnostic) int {
		aFile, aByte := placeOf(a, order)
		bFile, bByte := placeOf(b, order)
		return cmp.Or(cmp.Compare(aFile, bFile), cmp.Compare(aByte, bByte))
	})
	return kept
}

func placeOf(d *hcl.Diagnostic, order map[string]int) (file, offset int) {
	if !hasPlace(d) {
		return 0, 0
	}
	return order[d.Subject.Filename], d.Subject.Start.Byte
}

// isEcho reports whether a diagnostic only says that a value is not known, when
// another one says why: HCL reports a wrong operand as both.
func isEcho(d *hcl.Diagnostic, all hcl.Diagnostics) bool {
	if !hasPlace(d) || !strings.Contains(d.Detail, "value must be known") {
		return false
	}
	return slices.ContainsFunc(all, func(other *hcl.Diagnostic) bool {
		return other != d && other.Severity == hcl.DiagError && hasPlace(other) &&
			!strings.Contains(other.Detail, "value must be known") &&
			other.Subject.Filename == d.Subject.Filename &&
			(other.Subject.Overlaps(*d.Subject) || other.Subject.Start.Line == d.Subject.Start.Line)
	})
}

// maxShownValue is how much of a value a diagnostic shows.
const maxShownValue = 80

// printValues writes the values that the expression at fault read, where they are
// known and may be shown.
func (p *diagnosticPrinter) printValues(d *hcl.Diagnostic) {
	lines := readValues(d)
	for i, line := range lines {
		lead, end := "     ", ","
		if i == 0 {
			lead = "with "
		}
		if i == len(lines)-1 {
			end = ".\n"
		}
		fmt.Fprintf(p.out, "%s%s%s\n", lead, p.clean(line), end)
	}
}

// readValues says what each name in the expression at fault stands for.
func readValues(d *hcl.Diagnostic) []string {
	if d.Expression == nil || d.EvalContext == nil || isHidden(d) {
		return nil
	}
	var lines []string
	for _, t := range d.Expression.Variables() {
		v, diags := t.TraverseAbs(d.EvalContext)
		if diags.HasErrors() || !v.IsKnown() || v.ContainsMarked() || !showable(v.Type()) {
			continue
		}
		lines = append(lines, traversalText(t)+" as "+cutEnd(schema.Show(v), maxShownValue))
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// showable reports whether a value of the type says something to a reader.
func showable(ty cty.Type) bool {
	return ty.IsPrimitiveType() || (ty.IsListType() || ty.IsSetType()) && ty.ElementType().IsPrimitiveType() || ty.IsTupleType()
}

// traversalText writes a reference as a suite does.
func traversalText(t hcl.Traversal) string {
	var b strings.Builder
	for _, part := range t {
		switch part := part.(type) {
		case hcl.TraverseRoot:
			b.WriteString(part.Name)
		case hcl.TraverseAttr:
			b.WriteString("." + part.Name)
		case hcl.TraverseIndex:
			b.WriteString("[" + schema.Show(part.Key) + "]")
		}
	}
	return b.String()
}
