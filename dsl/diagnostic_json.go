package dsl

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hcled"
)

// Report is what `validate --json` prints, in the shape of Terraform's.
type Report struct {
	FormatVersion string             `json:"format_version"`
	Valid         bool               `json:"valid"`
	ErrorCount    int                `json:"error_count"`
	WarningCount  int                `json:"warning_count"`
	Diagnostics   []ReportDiagnostic `json:"diagnostics"`
}

// ReportDiagnostic is one diagnostic of a Report.
type ReportDiagnostic struct {
	Severity string         `json:"severity"` // "error" or "warning"
	Summary  string         `json:"summary"`
	Detail   string         `json:"detail"`
	Range    *ReportRange   `json:"range,omitempty"`
	Snippet  *ReportSnippet `json:"snippet,omitempty"`
}

// ReportRange is where a diagnostic points to.
type ReportRange struct {
	Filename string    `json:"filename"`
	Start    ReportPos `json:"start"`
	End      ReportPos `json:"end"`
}

// ReportPos is a position; lines and columns count from 1, bytes from 0.
type ReportPos struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Byte   int `json:"byte"`
}

// ReportSnippet is the source under a diagnostic.
type ReportSnippet struct {
	Context   *string `json:"context"` // `test "direct_send"`, or null
	Code      string  `json:"code"`
	StartLine int     `json:"start_line"`
}

// DiagnosticsJSON makes a Report of diagnostics. Sensitive values are not shown
// in it.
func DiagnosticsJSON(files map[string]*hcl.File, diags hcl.Diagnostics) Report {
	r := Report{FormatVersion: "1.0", Valid: !diags.HasErrors(), Diagnostics: []ReportDiagnostic{}}
	c := newConcealer()
	for _, d := range tidy(diags) {
		entry := reportDiagnostic(files, d, c)
		if d.Severity == hcl.DiagError {
			r.ErrorCount++
		} else {
			r.WarningCount++
		}
		r.Diagnostics = append(r.Diagnostics, entry)
	}
	return r
}

func reportDiagnostic(files map[string]*hcl.File, d *hcl.Diagnostic, c *concealer) ReportDiagnostic {
	secrets := c.hiddenIn(files, d)
	out := ReportDiagnostic{
		Severity: "error",
		Summary:  hideSecrets(d.Summary, secrets),
		Detail:   hideSecrets(d.Detail, secrets),
	}
	if d.Severity == hcl.DiagWarning {
		out.Severity = "warning"
	}
	if !hasPlace(d) {
		return out
	}
	out.Range = &ReportRange{Filename: d.Subject.Filename, Start: reportPos(d.Subject.Start), End: reportPos(d.Subject.End)}
	file := files[d.Subject.Filename]
	lines := snippet(file, d, c)
	if isHidden(d) || c.guardOf(file, d.Subject.Filename).whole || len(lines) == 0 {
		return out
	}
	out.Snippet = &ReportSnippet{StartLine: lines[0].number}
	var code []string
	for _, line := range lines {
		if line.skipped == 0 {
			code = append(code, hideSecrets(line.before+line.marked+line.after, secrets))
		}
	}
	out.Snippet.Code = strings.Join(code, "\n")
	if context := hcled.ContextString(file, d.Subject.Start.Byte); context != "" {
		context = hideSecrets(context, secrets)
		out.Snippet.Context = &context
	}
	return out
}

func reportPos(p hcl.Pos) ReportPos { return ReportPos{Line: p.Line, Column: p.Column, Byte: p.Byte} }
