package dsl

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFileForms loads the same suite as editors save it.
func TestFileForms(t *testing.T) {
	src, err := os.ReadFile("testdata/valid/references.smtp.hcl")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(src), "\r\n", "\n")
	load := func(t *testing.T, text string) string {
		p, diags := loadText(t, text, Options{World: testWorld(), NeedValues: true})
		if len(diags) > 0 {
			t.Fatal(errorText(diags))
		}
		return summary(p.Suites[0])
	}
	want := load(t, text)
	for name, form := range map[string]string{
		"CRLF":            strings.ReplaceAll(text, "\n", "\r\n"),
		"byte-order mark": "\ufeff" + text,
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, load(t, form)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTargets(t *testing.T) {
	const text = "endpoint \"x\" {\n  lab = \"m365-mx\"\n}\n\ntest \"one\" {\n  endpoint = endpoint.x\n  expect ehlo accept {}\n}\n"
	dir := t.TempDir()
	one, none := filepath.Join(dir, "one.smtp.hcl"), filepath.Join(dir, "none.smtp.hcl")
	for path, content := range map[string]string{one: text, none: "site {\n}\n"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		targets []Target
		suites  int
		lines   []int
		errors  string
	}{
		"whole":               {[]Target{{Path: one}}, 1, nil, ""},
		"lines":               {[]Target{{Path: one, Line: 6}, {Path: one, Line: 8}}, 1, []int{6, 8}, ""},
		"a line and whole":    {[]Target{{Path: one, Line: 6}, {Path: one}}, 1, nil, ""},
		"a line in no test":   {[]Target{{Path: one, Line: 2}}, 1, []int{2}, "No test at this line"},
		"without tests":       {[]Target{{Path: one}, {Path: none}}, 1, nil, ""},
		"without tests alone": {[]Target{{Path: none}}, 0, nil, "No tests"},
		"without tests named": {[]Target{{Path: none, Explicit: true}}, 1, nil, "No test in this suite"},
		"builtin":             {[]Target{{Builtin: "probe"}}, 1, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p, diags := Load(c.targets, Options{World: testWorld(), NeedValues: true})
			if len(p.Suites) != c.suites {
				t.Errorf("%d suites, not %d", len(p.Suites), c.suites)
			}
			if got := errorText(diags); c.errors == "" && got != "" || !strings.Contains(got, c.errors) {
				t.Errorf("reported: %s", got)
			}
			if len(p.Suites) > 0 {
				if diff := cmp.Diff(c.lines, p.Lines[p.Suites[0].File]); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// TestWithoutValues loads suites whose variables have no values yet: what hangs on
// them is not known, and is no mistake.
func TestWithoutValues(t *testing.T) {
	const text = `
variable "host" {
  type = string
}
variable "domains" {
  type = map(string)
}
variable "password" {
  type      = string
  sensitive = true
}
endpoint "a" {
  host = var.host
  lab  = var.host == null ? "m365-mx" : null
  tls  = var.host
  port = length(var.host)
}
endpoint "b" {
  host = "b.example"
}
credential "c" {
  username = var.host
  password = var.password
}
test "t" {
  endpoint   = var.host == "x" ? endpoint.a : endpoint.b
  credential = var.host == "x" ? credential.c : null
  from       = var.host
  to         = [var.host]
  tags       = [var.host]
  skip       = var.password == null ? "none" : null
  expect auth accept {
    text = var.host
  }
  expect rcpt accept {
    recipient = var.host
  }
  assert {
    condition = step.rcpt.text == var.host
  }
}
test "each" {
  for_each   = var.domains
  endpoint   = endpoint.a
  credential = credential.c
  from       = "a@${each.value}"
  to         = ["b@${each.key}"]
  expect rcpt accept {}
}
comparison "x" {
  tests = [test.t, test.each]
  assert {
    condition = test.each["x"].step.rcpt.code == 250
  }
}
`
	p, diags := loadText(t, text, Options{World: testWorld()})
	if len(diags) > 0 {
		t.Fatal(errorText(diags))
	}
	var addresses []string
	for _, test := range p.Suites[0].Tests {
		addresses = append(addresses, test.Address)
	}
	if diff := cmp.Diff([]string{"test.t", "test.each[*]"}, addresses); diff != "" {
		t.Error(diff)
	}
	_, diags = loadText(t, text, Options{World: testWorld(), NeedValues: true})
	if got := errorText(diags); strings.Count(got, "\n") < 3 || !strings.Contains(got, "password") {
		t.Errorf("with values needed: %s", got)
	}
}

func TestSecrets(t *testing.T) {
	p, diags := loadText(t, `
variable "password" {
  sensitive = true
  default   = "from a variable"
}
credential "a" {
  username = sensitive("a user's name")
  password = "in the suite"
}
credential "b" {
  username = "known"
  password = "${var.password}!"
}
endpoint "x" {
  lab = "m365-mx"
}
test "t" {
  endpoint = endpoint.x
  skip     = var.password == "" ? null : "not today"
  expect ehlo accept {}
}
`, Options{World: testWorld()})
	if len(diags) > 0 {
		t.Fatal(errorText(diags))
	}
	want := []string{"a user's name", "from a variable", "from a variable!", "in the suite"}
	if diff := cmp.Diff(want, p.Suites[0].Secrets); diff != "" {
		t.Error(diff)
	}
	if skip := p.Suites[0].Tests[0].Skip; skip == nil || *skip != "not today" {
		t.Errorf("skip = %v", skip)
	}
}

// TestNeed follows a null through locals to the variable behind it.
func TestNeed(t *testing.T) {
	p, diags := loadText(t, `
variable "pw" {
  type    = string
  default = null
}
locals {
  a = var.pw
  b = local.a
}
credential "c" {
  username = null
  password = local.b
}
endpoint "x" {
  lab = "m365-mx"
}
test "t" {
  endpoint   = endpoint.x
  credential = credential.c
  expect auth accept {}
}
test "u" {
  endpoint = endpoint.x
  expect ehlo accept {}
}
`, Options{World: testWorld(), NeedValues: true})
	if len(diags) > 0 {
		t.Fatal(errorText(diags))
	}
	tests := p.Suites[0].Tests
	var got []string
	for _, n := range tests[0].Need {
		got = append(got, n.Variable+" "+n.Diagnostic().Summary)
	}
	if diff := cmp.Diff([]string{" Missing value", "pw Missing value"}, got); diff != "" {
		t.Error(diff)
	}
	if len(tests[1].Need) > 0 {
		t.Errorf("a test without a credential needs %v", tests[1].Need)
	}
}

func TestImpliedVerified(t *testing.T) {
	for name, c := range map[string]struct{ endpoint, expect, want string }{
		"implied":             {"", "", "[verified=cty.True]"},
		"said":                {"", "verified = false", "[verified=cty.False]"},
		"a finding's class":   {"", `class = "cert-expired"`, "[class=cert-expired]"},
		"endpoint unverified": {"verify = false", "", "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			p, diags := loadText(t, `
endpoint "x" {
  lab = "m365-mx"
  `+c.endpoint+`
}
test "t" {
  endpoint = endpoint.x
  expect tls ok {
    `+c.expect+`
  }
}
`, Options{World: testWorld()})
			if len(diags) > 0 {
				t.Fatal(errorText(diags))
			}
			if got := wants(p.Suites[0].Tests[0].Expect[0].Wants); got != c.want {
				t.Errorf("wants %s, not %s", got, c.want)
			}
		})
	}
}

func TestParseLab(t *testing.T) {
	lab, diags := ParseLab([]byte("lab \"m365-mx\" {\n  title = \"Microsoft 365\"\n  on rcpt {\n    reply = \"550 no {client_address}\"\n  }\n}\n"), "m365-mx.hcl")
	if diags.HasErrors() {
		t.Fatal(errorText(diags))
	}
	if lab.Name != "m365-mx" || lab.Title != "Microsoft 365" || len(lab.On) != 1 || lab.On[0].Reply != "550 no {client_address}" {
		t.Errorf("read as %+v", lab)
	}
	for _, bad := range []string{"", "lab \"a\" {\n}\nlab \"b\" {\n}\n", "lab {\n}\n", "class \"a\" {\n}\n", "lab \"a\" {\n  host = var.x\n}\n", "lab \"a\" {"} {
		if _, diags := ParseLab([]byte(bad), "bad.hcl"); !diags.HasErrors() {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestParseClass(t *testing.T) {
	class, diags := ParseClass([]byte("class \"spamhaus\" {\n  family = \"reputation\"\n  waiting_helps = false\n  rule {\n    text = \"spamhaus\"\n  }\n  source {\n    title = \"A page\"\n    date = \"2024\"\n  }\n}\n"), "spamhaus.hcl")
	if diags.HasErrors() {
		t.Fatal(errorText(diags))
	}
	if class.ID != "spamhaus" || class.Family != "reputation" || class.WaitingHelps == nil || len(class.Rules) != 1 || len(class.Sources) != 1 {
		t.Errorf("read as %+v", class)
	}
}

func TestVersionMeets(t *testing.T) {
	for _, c := range []struct {
		version, text string
		want          bool
	}{
		{"0.1.0", ">= 0.1", true},
		{"0.1.0", ">= 0.2", false},
		{"0.1.0", ">= 0.1, < 0.2", true},
		{"v1.2.3", "~> 1.2", true},
		{"2.0.0", "~> 1.2", false},
		{"1.3.0", "~> 1.2.0", false},
		{"1.2.9", "~> 1.2.0", true},
		{"1.0.0", "!= 1.0", false},
		{"1.0.0", "1.0.0", true},
		{"1.0.0", "= 1", true},
		{"1.0.0", "<= 0.9", false},
		{"1.0.0", "> 1.0.0", false},
		{"0.1.0-rc1+dirty", ">= 0.1", true},
		{"(devel)", ">= 9", true},
		{"", ">= 9", true},
	} {
		if got, err := versionMeets(c.version, c.text); err != nil || got != c.want {
			t.Errorf("versionMeets(%q, %q) = %v, %v", c.version, c.text, got, err)
		}
	}
	for _, bad := range []string{"", "one", ">= ", ">=0.1,", "=> 1"} {
		if _, err := versionMeets("1.0.0", bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
