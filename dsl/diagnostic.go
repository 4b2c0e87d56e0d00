package dsl

import (
	"fmt"
	"io"
	"strings"

	"github.com/clipperhouse/displaywidth"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hcled"
	wordwrap "github.com/mitchellh/go-wordwrap"
)

// WriteDiagnostics writes what is wrong with suites for people: summary, place,
// the source under it, the values in it, and detail. Width 0 means that nothing
// is wrapped or cut. The order is that of the files; what was reported twice
// comes once. Sensitive values are not shown, and nothing in a file can drive the
// terminal.
func WriteDiagnostics(w io.Writer, files map[string]*hcl.File, diags hcl.Diagnostics, width int, color bool) error {
	var b strings.Builder
	p := diagnosticPrinter{out: &b, files: files, width: width, color: color, concealer: newConcealer()}
	for _, d := range tidy(diags) {
		p.secrets = p.hiddenIn(files, d)
		p.print(d)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("diagnostics: %w", err)
	}
	return nil
}

// diagnosticPrinter prints diagnostics, one after the other.
type diagnosticPrinter struct {
	*concealer
	out     *strings.Builder
	files   map[string]*hcl.File
	width   int
	color   bool
	secrets secretSets // of the one that is being printed
}

const (
	styleError   = "\x1b[1;31m"
	styleWarning = "\x1b[1;33m"
	styleMark    = "\x1b[1;4m"
	styleReset   = "\x1b[0m"
)

func (p *diagnosticPrinter) print(d *hcl.Diagnostic) {
	word, style := "Error", styleError
	if d.Severity == hcl.DiagWarning {
		word, style = "Warning", styleWarning
	}
	if p.color {
		word = style + word + styleReset
	}
	fmt.Fprintf(p.out, "%s: %s\n\n", word, p.clean(d.Summary))
	if hasPlace(d) {
		p.printPlace(d)
		p.printValues(d)
	}
	if d.Detail != "" {
		detail := p.clean(d.Detail)
		if p.width > 0 {
			detail = wordwrap.WrapString(detail, uint(p.width))
		}
		fmt.Fprintf(p.out, "%s\n\n", detail)
	}
}

// hasPlace reports whether a diagnostic points into a file.
func hasPlace(d *hcl.Diagnostic) bool { return d.Subject != nil && d.Subject.Filename != "" }

// clean takes sensitive values and control characters out of a text.
func (p *diagnosticPrinter) clean(text string) string {
	return printable(hideSecrets(text, p.secrets))
}

func (p *diagnosticPrinter) printPlace(d *hcl.Diagnostic) {
	file := p.files[d.Subject.Filename]
	where := fmt.Sprintf("  on %s line %d", printable(d.Subject.Filename), d.Subject.Start.Line)
	if file != nil {
		if context := hcled.ContextString(file, d.Subject.Start.Byte); context != "" {
			where += ", in " + p.clean(context)
		}
	}
	fmt.Fprintf(p.out, "%s:\n", where)
	switch lines := snippet(file, d, p.concealer); {
	case isHidden(d) || p.guardOf(file, d.Subject.Filename).whole:
		p.out.WriteString("  (the line is not shown, since it may hold a sensitive value)\n")
	case len(lines) == 0:
		p.out.WriteString("  (the source is not available)\n")
	default:
		for _, line := range lines {
			p.printLine(line)
		}
	}
	p.out.WriteByte('\n')
}

// printLine writes a line of source with what is meant in it: underlined on a
// terminal that can, else with carets below.
func (p *diagnosticPrinter) printLine(line snippetLine) {
	if line.skipped > 0 {
		fmt.Fprintf(p.out, "      … %d more lines\n", line.skipped)
		return
	}
	before, marked, after := p.readable(line.before), p.readable(line.marked), p.readable(line.after)
	before, marked, after = p.cut(before, marked, after)
	if p.color && marked != "" {
		fmt.Fprintf(p.out, "%4d: %s%s%s%s%s\n", line.number, before, styleMark, marked, styleReset, after)
		return
	}
	fmt.Fprintf(p.out, "%s\n", strings.TrimRight(fmt.Sprintf("%4d: %s%s%s", line.number, before, marked, after), " "))
	if line.carets {
		indent := strings.Repeat(" ", len("1234: ")+displaywidth.String(before))
		fmt.Fprintf(p.out, "%s%s\n", indent, strings.Repeat("^", max(1, displaywidth.String(marked))))
	}
}

// readable makes a part of a source line printable; a tab becomes blanks, so that
// the carets stand where they should.
func (p *diagnosticPrinter) readable(text string) string {
	return p.clean(strings.ReplaceAll(text, "\t", "    "))
}

// cut shortens a line that is wider than the terminal, around what is meant.
func (p *diagnosticPrinter) cut(before, marked, after string) (string, string, string) {
	room := p.width - len("1234: ")
	if p.width <= 0 || displaywidth.String(before+marked+after) <= room {
		return before, marked, after
	}
	room = max(room, 20)
	marked = cutEnd(marked, room*2/3)
	left := room - displaywidth.String(marked)
	before = cutStart(before, left/2)
	return before, marked, cutEnd(after, left-displaywidth.String(before))
}

// cutEnd keeps the beginning of a text, up to a width.
func cutEnd(text string, width int) string {
	if displaywidth.String(text) <= width {
		return text
	}
	kept, used := strings.Builder{}, 1
	for _, r := range text {
		if used += displaywidth.Rune(r); used > width {
			break
		}
		kept.WriteRune(r)
	}
	return kept.String() + "…"
}

// cutStart keeps the end of a text, up to a width.
func cutStart(text string, width int) string {
	if displaywidth.String(text) <= width {
		return text
	}
	runes := []rune(text)
	used, from := 1, len(runes)
	for from > 0 {
		if used += displaywidth.Rune(runes[from-1]); used > width {
			break
		}
		from--
	}
	return "…" + string(runes[from:])
}
