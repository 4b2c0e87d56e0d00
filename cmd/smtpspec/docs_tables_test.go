package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/reports"
	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps"
	"github.com/smtpspec/smtpspec/suites"
	"github.com/smtpspec/smtpspec/suites/clients"
	"github.com/smtpspec/smtpspec/suites/lab"
	"github.com/zclconf/go-cty/cty"
)

// TestDocTables holds the tables of the pages against what they are made of. A
// table stands between <!-- table NAME --> and <!-- end -->; -update writes it
// anew. The tables of single stages need not stand anywhere: a new stage is in the
// list of all stages, and its own reference is what smtpspec steps shows.
func TestDocTables(t *testing.T) {
	tables := docTables(t)
	used := map[string]bool{}
	for _, p := range docPages(t) {
		got := strings.Join(p.lines, "\n")
		want := replaceTables(t, p, tables, used)
		if *update && want != got {
			if err := os.WriteFile(p.path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("%s is stale (go test ./cmd/smtpspec -run TestDocTables -update writes it anew): %s", p.name, diff)
		}
	}
	for name := range tables {
		if !used[name] && !strings.HasPrefix(name, "stage ") {
			t.Errorf("no page has the table %q", name)
		}
	}
}

func replaceTables(t *testing.T, p *page, tables map[string]string, used map[string]bool) string {
	t.Helper()
	var out []string
	for i := 0; i < len(p.lines); i++ {
		out = append(out, p.lines[i])
		name, ok := strings.CutPrefix(p.lines[i], "<!-- table ")
		if !ok {
			continue
		}
		name = strings.TrimSuffix(name, " -->")
		table, known := tables[name]
		end := slices.Index(p.lines[i:], "<!-- end -->")
		if !known || end < 0 {
			t.Fatalf("%s:%d: no such table, or it has no end", p.name, i+1)
		}
		used[name] = true
		out = append(out, strings.TrimRight(table, "\n"))
		i += end - 1
	}
	return strings.Join(out, "\n")
}

// docTables are all tables by name.
func docTables(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{
		"functions": docWords(dsl.Functions()),
		"stages":    stageTable(),
		"wants":     attrTable(schema.CommonWants, nil),
		"sees":      seenTable(schema.CommonSees),
		"families":  familyTable(),
		"reports":   reportTable(),
		"labs":      labTable(t),
		"clients":   clientTable(),
		"suites":    suiteTable(),
	}
	for _, b := range dsl.Blocks() {
		out["block "+b.Name] = attrTable(b.Attrs, defaultsOf(b.Name))
	}
	for _, k := range steps.Standard {
		out["stage "+k.Name] = kindTables(k)
	}
	return out
}

// defaultsOf are defaults that stand in no table, since code computes them.
func defaultsOf(block string) map[string]string {
	d := dsl.DefaultTimeouts
	switch block {
	case "endpoint":
		return map[string]string{"port": "25, or 465"}
	case "endpoint.timeouts":
		return map[string]string{
			"connect": d.Connect.String(), "banner": docShort(d.Banner.String()), "command": docShort(d.Command.String()),
			"tls": d.TLS.String(), "message": docShort(d.Message.String()), "session": docShort(d.Session.String()),
		}
	}
	return nil
}

func docShort(duration string) string { return strings.TrimSuffix(duration, "0s") }

// attrTable is the table of what may be said.
func attrTable(attrs []schema.Attr, defaults map[string]string) string {
	var b strings.Builder
	b.WriteString("| attribute | type | default | meaning |\n|---|---|---|---|\n")
	for _, a := range attrs {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", a.Name, docType(a), defaultOf(a, defaults), docMeaning(a))
	}
	return b.String()
}

func defaultOf(a schema.Attr, defaults map[string]string) string {
	switch {
	case defaults[a.Name] != "":
		return defaults[a.Name]
	case a.Required:
		return "*required*"
	case a.Default != cty.NilVal && !a.Default.IsNull():
		return "`" + schema.Show(a.Default) + "`"
	}
	return ""
}

// referenceTypes are the types of attributes that refer to something.
var referenceTypes = map[string]string{
	"endpoint": "endpoint", "client": "client or string", "credential": "credential", "lab": "lab or string",
	"tests": "list of tests", "skip": "string",
}

func docType(a schema.Attr) string {
	name := a.Type.FriendlyName()
	if a.Type == cty.DynamicPseudoType && referenceTypes[a.Name] != "" {
		name = referenceTypes[a.Name]
	}
	if a.List {
		name += " or list"
	}
	return name
}

func docMeaning(a schema.Attr) string {
	doc := a.Doc
	if len(a.Enum) > 0 && len(a.Enum) <= 10 {
		doc += " One of " + quotedWords(a.Enum) + "."
	}
	return docCell(doc)
}

func quotedWords(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = "`" + w + "`"
	}
	return strings.Join(out, ", ")
}

func docCell(text string) string { return strings.NewReplacer("|", `\|`, "\n", " ").Replace(text) }

// seenTable is the table of what assertions read.
func seenTable(attrs []schema.Attr) string {
	var b strings.Builder
	b.WriteString("| attribute | type | meaning |\n|---|---|---|\n")
	for _, a := range attrs {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", a.Name, a.Type.FriendlyName(), docCell(a.Doc))
	}
	return b.String()
}

// kindTables are the tables of one stage.
func kindTables(k *step.Kind) string {
	var outcomes []string
	for _, o := range k.Outcomes {
		outcomes = append(outcomes, string(o))
	}
	text := "Outcomes: " + quotedWords(outcomes) + ".\n"
	if len(k.Wants) > 0 {
		text += "\nIn `expect " + k.Name + "`:\n\n" + attrTable(k.Wants, nil)
	}
	if len(k.Sees) > 0 {
		text += "\nIn an `assert`, as `step." + k.Name + ".NAME`:\n\n" + seenTable(k.Sees)
	}
	return text
}

func stageTable() string {
	var b strings.Builder
	b.WriteString("| stage | what it does | outcomes |\n|---|---|---|\n")
	for _, k := range steps.Standard {
		title, _, _ := strings.Cut(k.Doc, "\n")
		var outcomes []string
		for _, o := range k.Outcomes {
			outcomes = append(outcomes, string(o))
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", k.Name, docCell(title), strings.Join(outcomes, ", "))
	}
	return b.String()
}

func familyTable() string {
	classes := map[string][]string{}
	for _, c := range reject.Builtin().Classes() {
		classes[c.Family] = append(classes[c.Family], c.ID)
	}
	var b strings.Builder
	b.WriteString("| family | what it says | classes |\n|---|---|---|\n")
	for _, f := range reject.Families() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.ID, docCell(f.Title), quotedWords(classes[f.ID]))
	}
	return b.String()
}

func reportTable() string {
	var b strings.Builder
	b.WriteString("| report | file | what it is |\n|---|---|---|\n")
	for _, f := range reports.Formats {
		fmt.Fprintf(&b, "| `%s` | `%s%s` | %s |\n", f.Name, f.Name, f.Ext, docCell(f.Doc))
	}
	return b.String()
}

func labTable(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("| profile | what it plays |\n|---|---|\n")
	for _, name := range lab.Names() {
		p, err := lab.Profile(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", name, docCell(p.Title))
	}
	return b.String()
}

func clientTable() string {
	var b strings.Builder
	b.WriteString("| client | what it does |\n|---|---|\n")
	for _, c := range clients.List() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", c.Name, docCell(c.Title))
	}
	return b.String()
}

func suiteTable() string {
	var b strings.Builder
	b.WriteString("| suite | what it asks |\n|---|---|\n")
	for _, s := range suites.List() {
		fmt.Fprintf(&b, "| `builtin:%s` | %s |\n", s.Name, docCell(s.Title))
	}
	return b.String()
}

// docWords lists names, wrapped as the pages are.
func docWords(names []string) string {
	var b strings.Builder
	width := 0
	for i, name := range names {
		word := "`" + name + "`"
		if i < len(names)-1 {
			word += ","
		}
		if width > 0 && width+1+len(word) > 80 {
			b.WriteString("\n")
			width = 0
		} else if width > 0 {
			b.WriteString(" ")
			width++
		}
		b.WriteString(word)
		width += len(word)
	}
	return b.String() + "\n"
}
