package dsl

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
)

// loadWrong loads a suite with a mistake in it, and returns all that is said of it.
func loadWrong(t *testing.T, name, text string) string {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile(filepath.Join(".", name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p, diags := Load([]Target{{Path: name, Explicit: true}}, Options{World: testWorld()})
	if !diags.HasErrors() {
		t.Fatal("nothing is wrong with it")
	}
	return said(t, p.Files, diags)
}

func said(t *testing.T, files map[string]*hcl.File, diags hcl.Diagnostics) string {
	t.Helper()
	raw, err := json.Marshal(DiagnosticsJSON(files, diags))
	if err != nil {
		t.Fatal(err)
	}
	return writeDiags(t, files, 0, false, diags...) + string(raw)
}

// Whatever slips around a password, nothing of it is shown; that it is the password's line
// is.
func TestPasswordsInWrongSuites(t *testing.T) {
	for _, line := range []string{
		`password = "HunterTwo2" + 1`, `password = HunterTwo2`, `password = var.HunterTwo2`, `password = local["HunterTwo2"]`,
		`password = 'HunterTwo2'`, `password = 'HunterTwo2 and more'`, "password = `HunterTwo2`", `password = “HunterTwo2”`,
		`password = "HunterTwo2`, `password = HunterTwo2"`, `password := "HunterTwo2"`, `password == "HunterTwo2"`,
		`password "HunterTwo2"`, `password: "HunterTwo2"`, `password HunterTwo2`, `password { value = "HunterTwo2" }`,
		`password = "HunterTwo2" "x"`, `password = ["HunterTwo2"`, `password = ("HunterTwo2"`, `password = HunterTwo2("x")`,
		`password = "${HunterTwo2}"`, `password = "%{HunterTwo2"`, "password = <<EOT\nHunterTwo2", `password = HunterTwo2!x`,
		`passwort = "HunterTwo2"`, `Password = "HunterTwo2"`, `pw = "HunterTwo2"`, `secret = "HunterTwo2"`,
		`HunterTwo2`, `"HunterTwo2"`, `mechanism = "PLAIN" password = "HunterTwo2"`, `# HunterTwo2` + "\n  x = 1",
	} {
		got := loadWrong(t, "a.smtp.hcl", "credential \"c\" {\n  username = \"u@contoso.com\"\n  "+line+"\n}\n")
		if strings.Contains(strings.ToLower(got), "huntertwo") {
			t.Errorf("%s: shown in\n%s", line, got)
		}
	}
	for name, text := range map[string]string{
		"a local":                  "locals {\n  pw = \"HunterTwo2\" + 1\n}\ncredential \"c\" {\n  password = local.pw\n}\n",
		"a local's syntax":         "locals {\n  pw = \"HunterTwo2\" extra\n}\ncredential \"c\" {\n  password = local.pw\n}\n",
		"a local of a local":       "locals {\n  a = \"HunterTwo2\" + 1\n  b = local.a\n}\ncredential \"c\" {\n  password = local.b\n}\n",
		"a variable":               "variable \"p\" {\n  default = \"HunterTwo2\" + 1\n}\ncredential \"c\" {\n  password = var.p\n}\n",
		"an unmarked one":          "variable \"p\" {\n  default = \"HunterTwo2\"\n}\ncredential \"c\" {\n  username = \"u\"\n  password = var.p\n  mechanism = upper(var.p)\n}\n",
		"a sensitive one":          "variable \"p\" {\n  sensitive = true\n  defalt = \"HunterTwo2\"\n}\n",
		"one that is to be":        "variable \"p\" {\n  sensitve = true\n  default = \"HunterTwo2\"\n  type = strin\n}\n",
		"sensitive()":              "locals {\n  x = sensitive(\"HunterTwo2\") + 1\n}\n",
		"an endpoint's":            "endpoint \"mx\" {\n  pass = \"HunterTwo2\"\n}\n",
		"its passphrase":           "endpoint \"mx\" {\n  passphrase = \"HunterTwo2\"\n}\n",
		"its part of a name":       "endpoint \"mx\" {\n  auth_pass = \"HunterTwo2\"\n}\n",
		"in Dutch":                 "endpoint \"mx\" {\n  wachtwoord = \"HunterTwo2\"\n}\n",
		"a key of an API":          "endpoint \"mx\" {\n  api-key = \"HunterTwo2\"\n}\n",
		"locals in reverse":        "locals {\n  a = local.b\n  b = local.c\n  c = \"HunterTwo2\" + 1\n}\ncredential \"c\" {\n  password = local.a\n}\n",
		"a block that is misspelt": "credentials \"c\" {\n  passwort = \"HunterTwo2\" x\n}\n",
		"a brace below":            "credential \"c\"\n{\n  p = \"HunterTwo2\"\n}\n",
	} {
		if got := loadWrong(t, "a.smtp.hcl", text); strings.Contains(strings.ToLower(got), "huntertwo") {
			t.Errorf("%s: shown in\n%s", name, got)
		}
	}
}

// One slip anywhere in a suite, a character too many or too few, shows no password.
func TestOneSlipShowsNoPassword(t *testing.T) {
	const suite = `variable "p" {
  sensitive = true
  default   = "HunterTwo2"
}
locals {
  pw = "${var.q}HunterTwo2" # old
}
variable "q" {
  default = "HunterTwo2"
}
credential "c" {
  username = "u@contoso.com"
  password = local.pw
}
credential "d" {
  password = "HunterTwo2"
  username = upper("d")
}
`
	check := func(text string) {
		l, diags := newLoader(Options{World: testWorld()})
		src, _ := newSource("a.smtp.hcl", []byte(text))
		file, more := l.parse(src)
		if diags = append(diags, more...); !more.HasErrors() {
			s := newSuiteLoader(l, src)
			s.load(file.Body)
			diags = append(diags, s.diags...)
		}
		got := said(t, l.parser.Files(), l.remedied(diags))
		if strings.Contains(strings.ToLower(got), "huntertwo") {
			t.Errorf("shown of\n%s\nin\n%s", text, got)
		}
	}
	for i := range suite {
		if inside := strings.LastIndex(suite[:i+1], "HunterTwo2"); inside >= 0 && i > inside && i < inside+len("HunterTwo2") {
			continue // another word
		}
		check(suite[:i] + suite[i+1:])
		for _, extra := range "\"'{}[]()=,:#$\n" {
			check(suite[:i] + string(extra) + suite[i:])
		}
	}
}

// The line, the attribute's name and what to do about it stay.
func TestWrongPasswordsAreExplained(t *testing.T) {
	for line, want := range map[string][]string{
		`password = HunterTwo2`:       {`line 3, in credential "c"`, "   3:   password = **********\n", `Nothing is named "(sensitive)". A text stands in quotes;`},
		`password = var.HunterTwo2`:   {"   3:   password = **************\n", `There is no variable named "(sensitive)". This suite declares no variable.`},
		`passwort = "HunterTwo2"`:     {"   3:   passwort = \"**********\"\n", `Did you mean "password"?`},
		`mechanism = "PLAN"`:          {"   3:   mechanism = \"PLAN\"\n", `"PLAN" is none of the values`},
		`password = file("pw.txt")`:   {"   3:   password = file(\"pw.txt\")\n"},
		`password = lower("x", "yy")`: {"   3:   password = lower(\"*\", \"**\")\n"},
	} {
		got := loadWrong(t, "a.smtp.hcl", "credential \"c\" {\n  username = \"u@contoso.com\"\n  "+line+"\n}\n")
		for _, words := range want {
			if !strings.Contains(got, words) {
				t.Errorf("%s: no %q in\n%s", line, words, got)
			}
		}
	}
}

// In JSON a line may be the whole suite.
func TestPasswordsInWrongJSON(t *testing.T) {
	for _, text := range []string{
		`{"credential":{"c":{"username":"u","password":["HunterTwo2"]}}}`,
		`{"credential":{"c":{"username":"u","password":"${HunterTwo2}"}}}`,
		`{"credential":{"c":{"username":"u","password":HunterTwo2}}}`,
		`{"credential":{"c":{"username":"u","passwort":"HunterTwo2"}}}`,
		`{"credential":{"c":{"username":"u","password":"HunterTwo2"`,
		`{"credential":{"c":{"username":"u","password":"${sensitive(\"HunterTwo2\") + 1}"}}}`,
		`{"variable":{"p":{"sensitive":true,"type":"number","default":"HunterTwo2"}}}`,
		`{"variable":{"p":{"default":"HunterTwo2"}},"credential":{"c":{"username":"u","password":"${var.p}","mechanism":"${upper(var.p)}"}}}`,
		`{"locals":{"x":"${sensitive(\"HunterTwo2\") + 1}"}}`,
		`{"credentail":{"x":{"username":"u","pasword":"HunterTwo2"}}}`,
		`{"endpoint":{"mx":{"host":"127.0.0.1","pwd":"HunterTwo2"}},"test":{"a":{"endpoint":"mx"}}}`,
		`{"endpoint":{"mx":{"host":"127.0.0.1"}},"variable":{"smtp_pwd":{"type":"string","defualt":"HunterTwo2"}}}`,
		`{"endpoint":{"mx":{"host":"127.0.0.1"}},"variable":{"p":{"type":"string","defualt":"HunterTwo2"}}}`,
		`{"endpoint":{"mx":{"host":"127.0.0.1","auth_pass":{"value":"HunterTwo2"}}}}`,
		`{"endpoint":{"mx":{"host":"127.0.0.1","password:"HunterTwo2"}}}`,
		`{"locals":{"c":"${local.b}","b":"${local.a}","a":"HunterTwo2"},"credential":{"c":{"username":"u","password":"${local.c}","colour":"HunterTwo2"}}}`,
	} {
		if got := loadWrong(t, "a.smtp.json", text); strings.Contains(strings.ToLower(got), "huntertwo") {
			t.Errorf("%s: shown in\n%s", text, got)
		}
	}
	got := loadWrong(t, "a.smtp.json", `{"endpoint":{"e":{"prot":25}}}`)
	if !strings.Contains(got, `"prot":25`) {
		t.Errorf("the line of a suite without a secret is not shown:\n%s", got)
	}
}

// A file of values has nothing but values.
func TestValuesInWrongFiles(t *testing.T) {
	for _, line := range []string{
		`block "HunterTwo2" {}`, `HunterTwo2 {}`, `HunterTwo2`, `p = "%{HunterTwo2"`, `p = HunterTwo2`, `p = var.HunterTwo2`, `p "HunterTwo2"`,
		`p = HunterTwo2("x")`, `variable "HunterTwo2" {}`,
	} {
		t.Chdir(t.TempDir())
		if err := os.WriteFile("p.smtpvars.hcl", []byte(line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		l, diags := newLoader(Options{World: testWorld(), Vars: []VarInput{{File: "p.smtpvars.hcl"}}})
		if got := said(t, l.parser.Files(), diags); !diags.HasErrors() || strings.Contains(strings.ToLower(got), "huntertwo") {
			t.Errorf("%s: shown in\n%s", line, got)
		}
	}
}

// What a condition chooses is no secret for its name, and is not hidden elsewhere.
func TestChoicesAreShown(t *testing.T) {
	const line = `x = true ? "pass" : "refused"`
	if got := loadWrong(t, "a.smtp.hcl", "endpoint \"e\" {\n  "+line+"\n}\n"); !strings.Contains(got, line) {
		t.Errorf("not shown in\n%s", got)
	}
}

// chained are locals of which each is the next one, and a password made of the first.
func chained(n int) string {
	var b strings.Builder
	b.WriteString("credential \"c\" {\n  password = local.l0\n}\nlocals {\n")
	for i := range n {
		fmt.Fprintf(&b, "  l%d = local.l%d\n", i, i+1)
	}
	fmt.Fprintf(&b, "  l%d = \"HunterTwo2\"\n}\n", n)
	return b.String()
}

// However long the way is, the password at its end is hidden.
func TestLongChainsAreGuarded(t *testing.T) {
	src := chained(5000)
	g := guardSource([]byte(src), "a.smtp.hcl")
	if !slices.Contains(g.words, "HunterTwo2") {
		t.Error("the end of the chain is not guarded")
	}
	for _, deep := range []string{strings.Repeat("a { ", 20_000), strings.Repeat("a\n", 20_000) + "{", "a" + strings.Repeat("\n", 20_000)} {
		if g := guardSource([]byte(deep), "a.smtp.hcl"); g.whole || len(g.spans) > 0 {
			t.Errorf("%.10q…: something is hidden in it", deep)
		}
	}
}

func BenchmarkGuardSource(b *testing.B) {
	for name, src := range map[string]string{"chain": chained(1500), "nest": strings.Repeat("a { ", 20_000)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				guardSource([]byte(src), "a.smtp.hcl")
			}
		})
	}
}

// Many credentials with a mistake each.
func BenchmarkWrongCredentials(b *testing.B) {
	var src strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&src, "credential \"c%d\" {\n  username = \"u\"\n  password = \"hunter%dxx\"\n  colour = \"x\"\n}\n", i, i)
	}
	l, _ := newLoader(Options{World: testWorld()})
	s, _ := newSource("a.smtp.hcl", []byte(src.String()))
	file, _ := l.parse(s)
	loading := newSuiteLoader(l, s)
	loading.load(file.Body)
	for b.Loop() {
		if err := WriteDiagnostics(io.Discard, l.parser.Files(), loading.diags, 0, false); err != nil {
			b.Fatal(err)
		}
	}
}
