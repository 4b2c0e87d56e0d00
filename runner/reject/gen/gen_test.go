package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTablesAreFresh makes the tables again, in memory.
func TestTablesAreFresh(t *testing.T) {
	know, _, diags := load("../classes")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	want, err := know.source()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../tables_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("tables_gen.go is stale: go generate ./runner/reject\n%s", cmp.Diff(string(got), string(want)))
	}
}

// TestPageIsFresh makes docs/classes.md again, in memory.
func TestPageIsFresh(t *testing.T) {
	know, _, diags := load("../classes")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	got, err := os.ReadFile("../../../docs/classes.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), string(know.page())); diff != "" {
		t.Errorf("docs/classes.md is stale: go generate ./runner/reject\n%s", diff)
	}
}

const good = `class "a-class" {
  family = "policy"
  title  = "Title"
  cause  = "Cause."
  advice = <<-END
    Two
    lines.

    A paragraph.
  END
  rule { text = "words" }
  example { reply = "550 words" }
  source {
    title = "RFC"
    date  = "2008"
  }
}
`

func TestMistakes(t *testing.T) {
	for _, test := range []struct{ name, old, new, want string }{
		{"none", "", "", ""},
		{"family", `"policy"`, `"polcy"`, `families.hcl has no family "polcy"`},
		{"file", `"a-class"`, `"b-class"`, `belongs into policy/b-class.hcl`},
		{"name", `"a-class"`, `"A_class"`, "small letters"},
		{"text", `"words"`, `"("`, "missing closing )"},
		{"address", `"words"`, `"a@b"`, "are not searched"},
		{"empty rule", `text = "words"`, ``, "asks for nothing"},
		{"fallback", `rule { text = "words" }`, "rule {\n    code     = [\"550\"]\n    fallback = true\n  }", "Only text can be a fallback"},
		{"codeless", `rule { text = "words" }`, "rule {\n    code     = [\"550\"]\n    text     = \"words\"\n    codeless = true\n  }", "known by its text alone"},
		{"example", `example { reply = "550 words" }`, ``, "no example"},
		{"code", `rule { text = "words" }`, `rule { code = ["650"] }`, `not "650"`},
		{"enhanced", `rule { text = "words" }`, `rule { enhanced = ["5.7"] }`, `not "5.7"`},
		{"stage", `rule { text = "words" }`, `rule { stage = ["recipient"] }`, `no stage "recipient"`},
		{"over", `rule { text = "words" }`, `over = ["z"]`, `names "z"`},
		{"source", "source {\n    title = \"RFC\"\n    date  = \"2008\"\n  }", "", "what it rests on"},
		{"test", `rule { text = "words" }`, `test = "mine.smtp.hcl"`, "is a built-in suite"},
		{"argument", "advice", "advise", "Unsupported argument"},
		{"cause", `"Cause."`, `""`, "needs title, cause and advice"},
		{"waiting", `rule { text = "words" }`, `waiting_codes = ["550"]`, "are 4xx"},
		{"waiting words", `rule { text = "words" }`, `waiting_words = ["later"]`, "beside waiting_codes"},
		{"two classes", "class", "class \"x\" {}\nclass", "Missing required argument"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, "families.hcl", `family "policy" { title = "Policy" }`)
			write(t, dir, "policy/a-class.hcl", strings.Replace(good, test.old, test.new, 1))
			_, _, diags := load(dir)
			if test.want == "" {
				if diags.HasErrors() {
					t.Error(diags)
				}
				return
			}
			var all []string
			for _, d := range diags {
				all = append(all, d.Error())
			}
			if got := strings.Join(all, "\n"); !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestFold(t *testing.T) {
	if got := fold("  Two\n  lines.\n\n  A paragraph.\n"); got != "Two lines.\n\nA paragraph." {
		t.Errorf("got %q", got)
	}
}

// TestRun writes the same bytes twice, and says what is wrong with file and line.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "classes/families.hcl", `family "policy" { title = "Policy" }`)
	write(t, dir, "classes/policy/a-class.hcl", good)
	var stderr bytes.Buffer
	var made [2][]byte
	for i := range made {
		if err := run(dir, filepath.Join(dir, "classes.md"), &stderr); err != nil {
			t.Fatal(err, stderr.String())
		}
		tables, _ := os.ReadFile(filepath.Join(dir, "tables_gen.go"))
		page, _ := os.ReadFile(filepath.Join(dir, "classes.md"))
		if len(tables) == 0 || len(page) == 0 {
			t.Errorf("%d octets of tables, %d of the page", len(tables), len(page))
		}
		made[i] = append(tables, page...)
	}
	if len(made[0]) == 0 || !bytes.Equal(made[0], made[1]) {
		t.Error("not the same twice")
	}
	write(t, dir, "classes/policy/a-class.hcl", strings.Replace(good, "policy", "polcy", 1))
	if err := run(dir, "", &stderr); err == nil || !strings.Contains(stderr.String(), "a-class.hcl line 1") {
		t.Errorf("got %v, %s", err, stderr.String())
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
