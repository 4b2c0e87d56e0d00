package dsl

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

const shownSuite = `variable "token" {
  sensitive = true
  default   = "default-token"
}

credential "scanner" {
  password = "hunter2-${var.token}"
}

test "direct_send" {
  expect rcpt reject { class = "spamhouse" }
	within = "tab"
  title = "Zürich 📠 ${nothing}"
}
`

// shown parses shownSuite and returns the range of some text in it.
func shown(t *testing.T) (map[string]*hcl.File, func(text string) *hcl.Range) {
	t.Helper()
	parser := hclparse.NewParser()
	if _, diags := parser.ParseHCL([]byte(shownSuite), "contoso.smtp.hcl"); diags.HasErrors() {
		t.Fatal(diags)
	}
	return parser.Files(), func(text string) *hcl.Range {
		at := strings.Index(shownSuite, text)
		if at < 0 {
			t.Fatalf("no %q", text)
		}
		pos := func(offset int) hcl.Pos {
			before := shownSuite[:offset]
			line := strings.Count(before, "\n")
			return hcl.Pos{Line: line + 1, Column: offset - strings.LastIndex(before, "\n"), Byte: offset}
		}
		return &hcl.Range{Filename: "contoso.smtp.hcl", Start: pos(at), End: pos(at + len(text))}
	}
}

func writeDiags(t *testing.T, files map[string]*hcl.File, width int, color bool, diags ...*hcl.Diagnostic) string {
	t.Helper()
	var b strings.Builder
	if err := WriteDiagnostics(&b, files, diags, width, color); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteDiagnostics(t *testing.T) {
	files, at := shown(t)
	unknownClass := &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: "Unknown class", Subject: at(`"spamhouse"`),
		Detail: `There is no class named "spamhouse". Did you mean "spamhaus"? All classes: smtpspec classes.`,
	}
	tests := []struct {
		name  string
		diag  *hcl.Diagnostic
		width int
		want  string
	}{
		{"place and detail", unknownClass, 0, `Error: Unknown class

  on contoso.smtp.hcl line 11, in test "direct_send":
  11:   expect rcpt reject { class = "spamhouse" }
                                     ^^^^^^^^^^^

There is no class named "spamhouse". Did you mean "spamhaus"? All classes: smtpspec classes.

`},
		{"wrapped and cut", unknownClass, 40, `Error: Unknown class

  on contoso.smtp.hcl line 11, in test "direct_send":
  11: …{ class = "spamhouse" }
                 ^^^^^^^^^^^

There is no class named "spamhouse". Did
you mean "spamhaus"? All classes:
smtpspec classes.

`},
		{"tab", &hcl.Diagnostic{Severity: hcl.DiagWarning, Summary: "Odd", Subject: at(`"tab"`)}, 0, `Warning: Odd

  on contoso.smtp.hcl line 12, in test "direct_send":
  12:     within = "tab"
                   ^^^^^

`},
		{"wide characters", &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Odd", Subject: at(`nothing`)}, 0, `Error: Odd

  on contoso.smtp.hcl line 13, in test "direct_send":
  13:   title = "Zürich 📠 ${nothing}"
                             ^^^^^^^

`},
		{"several lines", &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Odd", Subject: at(shownSuite[:120])}, 0, `Error: Odd

  on contoso.smtp.hcl line 1, in variable "token":
   1: variable "token" {
   2:   sensitive = true
   3:   default   = "*************"
   4: }
   5:
      … 2 more lines

`},
		{"no place", &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "No such path", Detail: "a \x1b[31mred\x1b[0m\nb\u202e"}, 0,
			"Error: No such path\n\na \\u001b[31mred\\u001b[0m\nb\\u202e\n\n"},
		{"no file", &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Odd", Subject: &hcl.Range{Filename: "x", Start: hcl.Pos{Line: 3}}}, 0,
			"Error: Odd\n\n  on x line 3:\n  (the source is not available)\n\n"},
		{"hidden", &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Odd", Subject: at(`"tab"`), Extra: hiddenSource{}}, 0,
			"Error: Odd\n\n  on contoso.smtp.hcl line 12, in test \"direct_send\":\n  (the line is not shown, since it may hold a sensitive value)\n\n"},
		{"literal password", &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Odd", Subject: at(`password`)}, 0,
			"Error: Odd\n\n  on contoso.smtp.hcl line 7, in credential \"scanner\":\n   7:   password = \"********${var.token}\"\n        ^^^^^^^^\n\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, writeDiags(t, files, test.width, false, test.diag)); diff != "" {
				t.Error(diff)
			}
		})
	}
	colored := writeDiags(t, files, 0, true, unknownClass)
	if !strings.Contains(colored, "{ class = \x1b[1;4m\"spamhouse\"\x1b[0m }\n") || strings.Contains(colored, "^") ||
		!strings.HasPrefix(colored, "\x1b[1;31mError\x1b[0m: ") {
		t.Errorf("got %q", colored)
	}
}

// The values that an expression read are shown, unless they are sensitive; a
// message that quotes a sensitive one does not show it either.
func TestWriteDiagnosticsValues(t *testing.T) {
	const text = "var.host == var.pw ? var.list[var.n] : upper(var.none)"
	expr, diags := hclsyntax.ParseExpression([]byte(text), "a.smtp.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{"var": cty.ObjectVal(map[string]cty.Value{
		"host": cty.StringVal("mx\x1b"), "pw": Sensitive(cty.StringVal("hunter2")), "n": cty.NumberIntVal(7),
		"list": cty.ListVal([]cty.Value{cty.StringVal("a")}), "none": cty.NullVal(cty.String),
	})}}
	got := writeDiags(t, map[string]*hcl.File{"a.smtp.hcl": {Bytes: []byte(text)}}, 0, false, &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: "Wrong hunter2", Detail: `It is "hunter2".`,
		Subject: expr.Range().Ptr(), Expression: expr, EvalContext: ctx.NewChild(),
	})
	want := `Error: Wrong (sensitive)

  on a.smtp.hcl line 1:
   1: var.host == var.pw ? var.list[var.n] : upper(var.none)
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

with var.host as "mx\u001b",
     var.list as ["a"],
     var.n as 7,
     var.none as null.

It is "(sensitive)".

`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTidy(t *testing.T) {
	at := func(file string, line int) *hcl.Range {
		return &hcl.Range{Filename: file, Start: hcl.Pos{Line: line, Byte: line * 10}, End: hcl.Pos{Line: line, Byte: line*10 + 5}}
	}
	d := func(summary string, subject *hcl.Range, detail string) *hcl.Diagnostic {
		return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: subject}
	}
	diags := hcl.Diagnostics{
		d("late", at("b", 9), ""), d("other file", at("a", 1), ""), d("early", at("b", 2), ""), d("early", at("b", 2), ""),
		d("echo", at("b", 2), "The value must be known."), d("Unsuitable value type", at("b", 5), "Unsuitable value: value must be known"),
		d("none", nil, ""),
	}
	var got []string
	for _, d := range tidy(diags) {
		got = append(got, d.Summary)
	}
	if diff := cmp.Diff([]string{"none", "early", "Unsuitable value type", "late", "other file"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestDiagnosticsJSON(t *testing.T) {
	files, at := shown(t)
	report := DiagnosticsJSON(files, hcl.Diagnostics{
		{Severity: hcl.DiagError, Summary: "Unknown class", Detail: "None.", Subject: at(`"spamhouse"`)},
		{Severity: hcl.DiagWarning, Summary: "Odd", Subject: at(`"tab"`), Extra: hiddenSource{}},
		{Severity: hcl.DiagWarning, Summary: "Nowhere"},
	})
	raw, err := json.MarshalIndent(report, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
 "format_version": "1.0",
 "valid": false,
 "error_count": 1,
 "warning_count": 2,
 "diagnostics": [
  {
   "severity": "warning",
   "summary": "Nowhere",
   "detail": ""
  },
  {
   "severity": "error",
   "summary": "Unknown class",
   "detail": "None.",
   "range": {
    "filename": "contoso.smtp.hcl",
    "start": {
     "line": 11,
     "column": 32,
     "byte": 185
    },
    "end": {
     "line": 11,
     "column": 43,
     "byte": 196
    }
   },
   "snippet": {
    "context": "test \"direct_send\"",
    "code": "  expect rcpt reject { class = \"spamhouse\" }",
    "start_line": 11
   }
  },
  {
   "severity": "warning",
   "summary": "Odd",
   "detail": "",
   "range": {
    "filename": "contoso.smtp.hcl",
    "start": {
     "line": 12,
     "column": 11,
     "byte": 209
    },
    "end": {
     "line": 12,
     "column": 16,
     "byte": 214
    }
   }
  }
 ]
}`
	if diff := cmp.Diff(want, string(raw)); diff != "" {
		t.Error(diff)
	}
	if empty := DiagnosticsJSON(nil, nil); !empty.Valid || empty.Diagnostics == nil {
		t.Errorf("got %+v", empty)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteDiagnosticsError(t *testing.T) {
	err := WriteDiagnostics(brokenWriter{}, nil, hcl.Diagnostics{{Summary: "x"}}, 0, false)
	if err == nil || err.Error() != "diagnostics: disk full" {
		t.Errorf("got %v", err)
	}
}
