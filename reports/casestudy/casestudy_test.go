package casestudy

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/reports/internal/canon"
	"github.com/smtpspec/smtpspec/reports/redact"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// read parses a document as GitHub does.
func read(t *testing.T, run result.Run) (ast.Node, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, run); err != nil {
		t.Fatal(err)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	return md.Parser().Parse(text.NewReader(b.Bytes())), b.Bytes()
}

// TestMarkdown lets a parser judge: no HTML and no link comes out of a reply, and
// a row stays one row.
func TestMarkdown(t *testing.T) {
	for _, c := range canon.Cases() {
		t.Run(c.Name, func(t *testing.T) {
			doc, src := read(t, c.Run)
			err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
				if !entering {
					return ast.WalkContinue, nil
				}
				switch n.Kind() {
				case ast.KindRawHTML, ast.KindHTMLBlock, ast.KindLink, ast.KindAutoLink, ast.KindImage:
					t.Errorf("a %s: %q", n.Kind(), lineOf(n, src))
				case east.KindTable:
					checkTable(t, n, src)
				}
				return ast.WalkContinue, nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

func lineOf(n ast.Node, src []byte) string {
	for ; n != nil; n = n.Parent() {
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			s := n.Lines().At(0)
			return string(s.Value(src))
		}
	}
	return ""
}

// checkTable counts a table's rows against the lines that were written.
func checkTable(t *testing.T, n ast.Node, src []byte) {
	t.Helper()
	columns := n.FirstChild().ChildCount()
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if row.ChildCount() != columns {
			t.Errorf("a row of %d cells in a table of %d", row.ChildCount(), columns)
		}
	}
	if next := n.NextSibling(); next != nil && next.Kind() == ast.KindParagraph {
		if strings.HasPrefix(lineOf(next, src), "|") {
			t.Errorf("a row fell out of its table: %q", lineOf(next, src))
		}
	}
}

// TestPlaceholders looks for a placeholder in the rendered page: in Markdown it
// looks like HTML, which would swallow it.
func TestPlaceholders(t *testing.T) {
	var src, html bytes.Buffer
	if err := Write(&src, redact.Run(canon.Quickstart())); err != nil {
		t.Fatal(err)
	}
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert(src.Bytes(), &html); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"ip-1", "domain-1", "mailbox-1", "host-1", "tenant-1"} {
		if !strings.Contains(html.String(), "&lt;"+p+"&gt;") {
			t.Errorf("<%s> is not on the page", p)
		}
	}
}

var sections = []string{
	"Symptoms", "What was ruled out, and by what", "Diagnostic output", "Definitive failure point", "Rejection messages",
	"Root cause", "Resolution", "Why it works", "Lessons", "Recommendations", "Method comparison", "Evidence", "How to repeat this",
}

// TestSections holds every document to its sections, in order.
func TestSections(t *testing.T) {
	for _, c := range canon.Cases() {
		if c.Name == "empty" || c.Name == "skip" || c.Name == "error" {
			continue
		}
		doc, src := read(t, c.Run)
		var got []string
		for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
			if h, ok := n.(*ast.Heading); ok && h.Level == 2 {
				name, _, _ := strings.Cut(string(h.Lines().Value(src)), " *(stated)*")
				got = append(got, name)
			}
		}
		if diff := cmp.Diff(sections, got[:len(sections)]); diff != "" {
			t.Errorf("%s: %s", c.Name, diff)
		}
	}
}

// TestEvidenceExists looks for every number that is cited.
func TestEvidenceExists(t *testing.T) {
	for _, c := range canon.Cases() {
		cases, _, err := collect(c.Run)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range cases {
			e := newExhibits(one.tests)
			for i, x := range e.list {
				if x.Number != i+1 || e.ref("test."+x.Test, x.Stage) == "" {
					t.Errorf("%s: %+v has no number", c.Name, x)
				}
			}
		}
	}
}

func TestLabIsSaid(t *testing.T) {
	run := canon.Quickstart()
	test := canon.DirectSend()
	test.Endpoint.Lab = "m365-mx-spamhaus"
	run.Each = result.Memory([]result.Test{test})
	var b bytes.Buffer
	if err := Write(&b, run); err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(b.String(), "Seen from")
	if !strings.Contains(head, "proves nothing about any real service") || !strings.Contains(head, "`m365-mx-spamhaus`") {
		t.Errorf("the lab is not named at the top: %s", head)
	}
}

// Where real servers took part as well, it says which ones the lab played.
func TestLabIsSaidOfItsTests(t *testing.T) {
	run := canon.Quickstart()
	test := canon.DirectSend()
	test.Endpoint.Lab = "m365-mx-spamhaus"
	run.Each = result.Memory([]result.Test{test, canon.Submission()})
	_, src := read(t, run)
	head, _, _ := strings.Cut(string(src), "Seen from")
	if !strings.Contains(head, "played `m365-mx-spamhaus` for `direct_send`") || strings.Contains(head, "No real mail server") {
		t.Errorf("it does not say what the lab played: %s", head)
	}
}

// A run without a case says it, too.
func TestLabIsSaidOfNoCase(t *testing.T) {
	test := canon.Submission()
	test.Endpoint.Lab = "m365-submission"
	run := result.Run{Each: result.Memory([]result.Test{test})}
	run.Footer.Counts.Add(test.Status)
	if _, src := read(t, run); !bytes.Contains(src, []byte("# No case")) || !bytes.Contains(src, []byte("own lab played servers of this run")) {
		t.Errorf("the lab is not named: %s", src)
	}
}

// TestNotSelected is a case whose tests were not part of the run.
func TestNotSelected(t *testing.T) {
	run := canon.Quickstart()
	run.Each = nil
	doc, src := read(t, run)
	if doc.ChildCount() == 0 || !bytes.Contains(src, []byte("None of the tests of this case was part of the run.")) {
		t.Errorf("got %s", src)
	}
}

func TestManyCases(t *testing.T) {
	run := canon.Many(500)
	_, src := read(t, run)
	if n := bytes.Count(src, []byte("\n## Root cause")); n != maxGeneric {
		t.Errorf("%d cases, want %d", n, maxGeneric)
	}
	if !bytes.Contains(src, []byte("30 more tests were refused or missed")) {
		t.Error("the rest is not counted")
	}
}
