package dsl

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// What is read of a file is UTF-8 without NUL, whatever the bytes are, and text
// comes through unchanged.
func FuzzDecodeText(f *testing.F) {
	for _, seed := range []string{"a = 1\r\n", "\ufeffa", "\xff\xfea\x00", "\xfe\xff\x00a", "\xff\xfe\x00\xd8", "\xfc", "\x00", "\xff\xfe\r\x00a\x00b\x00c\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, err := decodeText(raw)
		if err != nil {
			return
		}
		if !utf8.Valid(text) || strings.ContainsRune(string(text), 0) {
			t.Fatalf("%q became %q", raw, text)
		}
		if again, err := decodeText(text); len(text) > 3 && text[0] < 0x80 && (err != nil || string(again) != string(text)) {
			t.Fatalf("%q became %q, %v", text, again, err)
		}
	})
}

// A diagnostic is written whatever its ranges are, and no control character of a
// file gets out.
func FuzzWriteDiagnostics(f *testing.F) {
	f.Add("a = 1\r\nb = \"x\x1b\"\n", 0, 5, 1, 40)
	f.Add("", 3, 1, 0, 10)
	f.Add("credential \"a\" {\n  password = \"ü📠\"\n}\n", 20, 30, 2, 0)
	f.Fuzz(func(t *testing.T, src string, from, to, line, width int) {
		file, _ := hclsyntax.ParseConfig([]byte(src), "a.smtp.hcl", hcl.InitialPos)
		if file == nil {
			file = &hcl.File{Bytes: []byte(src)}
		}
		d := &hcl.Diagnostic{
			Severity: hcl.DiagError, Summary: src, Detail: src,
			Subject: &hcl.Range{Filename: "a.smtp.hcl", Start: hcl.Pos{Byte: from, Line: line}, End: hcl.Pos{Byte: to, Line: line + 1}},
			Context: &hcl.Range{Filename: "a.smtp.hcl", Start: hcl.Pos{Byte: to, Line: line}, End: hcl.Pos{Byte: from, Line: line + 1}},
		}
		var out strings.Builder
		files := map[string]*hcl.File{"a.smtp.hcl": file}
		if err := WriteDiagnostics(&out, files, hcl.Diagnostics{d}, width%200, false); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(out.String(), "\x1b\r\x07\x00\u202e") {
			t.Fatalf("got %q", out.String())
		}
		DiagnosticsJSON(files, hcl.Diagnostics{d})
	})
}

// Ten thousand mistakes in a file of a megabyte are written in a moment.
func BenchmarkWriteDiagnostics(b *testing.B) {
	src := strings.Repeat("# a line of a hundred characters that stands for the suites that people generate by the thousands, aye\n", 9000) +
		"credential \"a\" {\n  password = \"hunter2\"\n}\n"
	file, diags := hclsyntax.ParseConfig([]byte(src), "a.smtp.hcl", hcl.InitialPos)
	if diags.HasErrors() {
		b.Fatal(diags)
	}
	for i := range 9000 {
		at := hcl.Pos{Line: i + 1, Column: 3, Byte: i*103 + 2}
		end := hcl.Pos{Line: i + 1, Column: 8, Byte: i*103 + 7}
		diags = append(diags, &hcl.Diagnostic{
			Severity: hcl.DiagError, Summary: "Odd", Detail: fmt.Sprint(i),
			Subject: &hcl.Range{Filename: "a.smtp.hcl", Start: at, End: end},
		})
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteDiagnostics(io.Discard, map[string]*hcl.File{"a.smtp.hcl": file}, diags, 100, false); err != nil {
			b.Fatal(err)
		}
	}
}
