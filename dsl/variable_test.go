package dsl

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/zclconf/go-cty/cty"

	"github.com/smtpspec/smtpspec/dsl/schema"
)

// variableCase gives values to the variables of one suite.
type variableCase struct {
	suite  string
	files  map[string]string // beside the suite
	opt    variableOptions
	values map[string]string // what `var` holds, as schema.Show writes it
	diags  []string          // "Error: SUMMARY: DETAIL"
}

func (c variableCase) run(t *testing.T) (variableValues, map[string]*hcl.File) {
	t.Helper()
	dir := writeTree(t, c.files)
	parser := hclparse.NewParser()
	opt := c.opt
	opt.Parse = func(path string) (*hcl.File, hcl.Diagnostics) {
		src, diags := readSource(path)
		if diags.HasErrors() {
			return nil, diags
		}
		return parser.ParseHCL(src.Bytes, filepath.Base(path))
	}
	opt.Vars = append([]VarInput(nil), opt.Vars...)
	for i, v := range opt.Vars {
		if v.File != "" {
			opt.Vars[i].File = filepath.Join(dir, v.File)
		}
	}
	file, diags := parser.ParseHCL([]byte(c.suite), "a.smtp.hcl")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	content, _, diags := file.Body.PartialContent(&hcl.BodySchema{
		Blocks: []hcl.BlockHeaderSchema{{Type: "variable", LabelNames: []string{"name"}}}})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	in, diags := newVariableInputs(opt)
	values, more := in.values(variableScope{
		Blocks: content.Blocks, Dir: dir, Context: &hcl.EvalContext{Functions: functions(dir, dir)},
		Range: func(r hcl.Range) Range { return Range{File: r.Filename, Line: r.Start.Line} },
	})
	diags = append(append(diags, more...), in.unused()...)
	var got []string
	for _, d := range diags {
		word := "Error"
		if d.Severity == hcl.DiagWarning {
			word = "Warning"
		}
		got = append(got, strings.ReplaceAll(word+": "+d.Summary+": "+d.Detail, dir+string(filepath.Separator), ""))
	}
	if diff := cmp.Diff(c.diags, got); diff != "" {
		t.Error(diff)
	}
	return values, parser.Files()
}

func (c variableCase) check(t *testing.T) {
	t.Helper()
	values, _ := c.run(t)
	got := map[string]string{}
	for name, v := range values.Object.AsValueMap() {
		got[name] = schema.Show(v)
	}
	if diff := cmp.Diff(c.values, got); diff != "" {
		t.Error(diff)
	}
}

func TestVariablePrecedence(t *testing.T) {
	const suite = `variable "x" {
  default = "default"
}`
	files := map[string]string{
		"a.auto.smtpvars.hcl": `x = "a.auto"`,
		"b.auto.smtpvars.hcl": `x = "b.auto"`,
		"c.smtpvars.hcl":      `x = "file"`,
	}
	environ := []string{"PATH=/bin", "SMTPSPEC_VAR_x=environment", "SMTPSPEC_VAR_undeclared=1"}
	flag, file := VarInput{Name: "x", Text: "flag"}, VarInput{File: "c.smtpvars.hcl"}
	tests := []struct {
		name    string
		environ []string
		files   map[string]string
		vars    []VarInput
		want    string
	}{
		{"default", nil, nil, nil, "default"},
		{"environment", environ, nil, nil, "environment"},
		{"files beside it, in name order", environ, files, nil, "b.auto"},
		{"file named", environ, files, []VarInput{file}, "file"},
		{"flag", environ, files, []VarInput{flag}, "flag"},
		{"flag, then file", environ, files, []VarInput{flag, file}, "file"},
		{"file, then flag", environ, files, []VarInput{file, flag}, "flag"},
		{"last flag", nil, nil, []VarInput{flag, {Name: "x", Text: "again"}}, "again"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			variableCase{
				suite: suite, files: test.files, opt: variableOptions{Vars: test.vars, Environ: test.environ},
				values: map[string]string{"x": `"` + test.want + `"`},
			}.check(t)
		})
	}
}

func TestVariableText(t *testing.T) {
	tests := []struct{ typ, text, want string }{
		{"string", `a "b" [c]`, `"a \"b\" [c]"`},
		{"string", "", `""`},
		{"string", "null", `"null"`},
		{"number", "587", "587"},
		{"bool", "true", "true"},
		{"list(string)", "a@x,b@x", `["a@x", "b@x"]`},
		{"list(string)", "a@x", `["a@x"]`},
		{"list(string)", " a , b ", `["a", "b"]`},
		{"list(string)", "", "[]"},
		{"list(string)", `["a,b"]`, `["a,b"]`},
		{"set(number)", "25,587", "[25, 587]"},
		{"map(string)", `{ a = "b" }`, `{ "a" = "b" }`},
		{"object({ a = string, b = optional(number, 5) })", `{ a = 1 }`, `{ "a" = "1", "b" = 5 }`},
		{"any", `[1, "a"]`, `[1, "a"]`},
	}
	for _, test := range tests {
		t.Run(test.typ+" "+test.text, func(t *testing.T) {
			variableCase{
				suite:  "variable \"x\" {\n  type = " + test.typ + "\n}",
				opt:    variableOptions{Vars: []VarInput{{Name: "x", Text: test.text}}},
				values: map[string]string{"x": test.want},
			}.check(t)
		})
	}
	t.Run("no type", func(t *testing.T) {
		variableCase{
			suite: `variable "x" {}`, opt: variableOptions{Environ: []string{"SMTPSPEC_VAR_x=contoso.com"}},
			values: map[string]string{"x": `"contoso.com"`},
		}.check(t)
	})
}

func TestVariableProblems(t *testing.T) {
	unknown := map[string]string{"x": "(not yet known)"}
	tests := []struct {
		name string
		variableCase
	}{
		{"none given, none needed", variableCase{suite: `variable "x" { type = string }`, values: unknown}},
		{"none given", variableCase{
			suite: `variable "x" { type = string }`, opt: variableOptions{NeedValues: true}, values: unknown,
			diags: []string{`Error: No value for a required variable: The variable "x" needs a value. Give it with --var x=VALUE, in a file with --var-file, or as SMTPSPEC_VAR_x in the environment.`},
		}},
		{"none given, sensitive", variableCase{
			suite: "variable \"x\" {\n sensitive = true\n}", opt: variableOptions{NeedValues: true}, values: map[string]string{"x": "(sensitive)"},
			diags: []string{`Error: No value for a required variable: The variable "x" needs a value. Give it with --ask x (typed hidden), as SMTPSPEC_VAR_x in the environment, or in a file with --var-file.`},
		}},
		{"null default is a value", variableCase{
			suite: `variable "x" { default = null }`, opt: variableOptions{NeedValues: true}, values: map[string]string{"x": "null"},
		}},
		{"undeclared", variableCase{
			suite:  `variable "domain" { default = "d" }`,
			files:  map[string]string{"f.smtpvars.hcl": "domian = \"x\"\n", "a.auto.smtpvars.hcl": "other = 1\n"},
			opt:    variableOptions{Vars: []VarInput{{Name: "domains", Text: "x"}, {File: "f.smtpvars.hcl"}}, Environ: []string{"SMTPSPEC_VAR_domainx=1"}},
			values: map[string]string{"domain": `"d"`},
			diags: []string{
				`Error: Undeclared variable: --var domains gives a value to "domains", and no suite declares such a variable. Did you mean "domain"?`,
				`Error: Undeclared variable: No suite declares a variable "domian", so this value is not used. Did you mean "domain"?`,
				`Warning: Undeclared variable: No suite declares a variable "other", so this value is not used.`,
			},
		}},
		{"visible", variableCase{
			suite:  "variable \"x\" {\n sensitive = true\n}",
			opt:    variableOptions{Vars: []VarInput{{Name: "x", Text: "hunter2"}, {Name: "x", Text: "hunter3"}}},
			values: map[string]string{"x": "(sensitive)"},
			diags:  []string{`Warning: Sensitive value on the command line: The variable "x" is sensitive, and --var x can be read in the list of processes and in the shell's history. Use --ask x, or SMTPSPEC_VAR_x in the environment.`},
		}},
		{"typed unseen", variableCase{
			suite:  "variable \"x\" {\n sensitive = true\n}",
			opt:    variableOptions{Vars: []VarInput{{Name: "x", Text: "hunter2", Origin: "--ask x", Unseen: true}}},
			values: map[string]string{"x": "(sensitive)"},
		}},
		{"wrong text", variableCase{
			suite: `variable "x" { type = number }`, opt: variableOptions{Vars: []VarInput{{Name: "x", Text: "smtp"}}}, values: unknown,
			diags: []string{`Error: Invalid value for variable: For the variable "x", of type number, --var x does not fit: it is no valid expression: variables may not be used here.`},
		}},
		{"wrong list", variableCase{
			suite: `variable "x" { type = list(number) }`, opt: variableOptions{Environ: []string{"SMTPSPEC_VAR_x=25,smtp"}}, values: unknown,
			diags: []string{`Error: Invalid value for variable: For the variable "x", of type list(number), SMTPSPEC_VAR_x in the environment does not fit: a number is required.`},
		}},
		{"wrong in a file", variableCase{
			suite: `variable "x" { type = bool }`, files: map[string]string{"a.auto.smtpvars.hcl": `x = []`}, values: unknown,
			diags: []string{`Error: Invalid value for variable: For the variable "x", of type bool, this value does not fit: bool required, but have tuple.`},
		}},
		{"declared in a file", variableCase{
			suite: `variable "x" { default = 1 }`, files: map[string]string{"a.auto.smtpvars.hcl": `variable "x" {}`}, values: map[string]string{"x": "1"},
			diags: []string{"Error: Variable declaration in a file of values: A `variable` block declares a variable, and belongs into a suite. A file of values has only lines such as: x = \"…\""},
		}},
		{"no such file", variableCase{
			suite: `variable "x" { default = 1 }`, opt: variableOptions{Vars: []VarInput{{File: "none.hcl"}}}, values: map[string]string{"x": "1"},
			diags: []string{`Error: Cannot read file: none.hcl cannot be read: there is no such file.`},
		}},
		{"null where it may not be", variableCase{
			suite: "variable \"x\" {\n nullable = false\n type = number\n}", files: map[string]string{"a.auto.smtpvars.hcl": `x = null`}, values: unknown,
			diags: []string{`Error: Invalid value for variable: For the variable "x", of type number, this value does not fit: it is null, which this variable does not take.`},
		}},
		{"null means the default", variableCase{
			suite: "variable \"x\" {\n nullable = false\n default = 5\n}", files: map[string]string{"a.auto.smtpvars.hcl": `x = null`}, values: map[string]string{"x": "5"},
		}},
		{"validation", variableCase{
			suite:  "variable \"x\" {\n default = \"a\"\n validation {\n  condition = length(var.x) > 3\n  error_message = \"${var.x} is too short.\"\n }\n}",
			values: map[string]string{"x": `"a"`}, diags: []string{`Error: Invalid value for variable: a is too short.`},
		}},
		{"validation of a secret", variableCase{
			suite:  "variable \"x\" {\n sensitive = true\n default = \"a\"\n validation {\n  condition = length(var.x) > 3\n  error_message = \"${var.x} is too short.\"\n }\n}",
			values: map[string]string{"x": "(sensitive)"},
			diags:  []string{`Error: Invalid value for variable: The value of "x" does not meet this condition. Its error_message contains a sensitive value and is not shown.`},
		}},
		{"validation waits for a value", variableCase{
			suite: "variable \"x\" {\n validation {\n  condition = var.x > 3\n  error_message = \"no\"\n }\n}", values: unknown,
		}},
		{"validation is no truth", variableCase{
			suite:  "variable \"x\" {\n default = 1\n validation {\n  condition = null\n  error_message = \"no\"\n }\n}",
			values: map[string]string{"x": "1"}, diags: []string{`Error: Invalid condition: The condition of a validation is true or false.`},
		}},
		{"declared twice", variableCase{
			suite: "variable \"x\" { default = 1 }\nvariable \"x\" { default = 2 }", values: map[string]string{"x": "1"},
			diags: []string{`Error: Duplicate variable: The variable "x" is declared already, at a.smtp.hcl:1.`},
		}},
		{"no name", variableCase{
			suite: `variable "a b" {}`, values: map[string]string{},
			diags: []string{`Error: Invalid variable name: "a b" is no name: a name begins with a letter, and has letters, digits, underscores and hyphens in it.`},
		}},
		{"wrong default", variableCase{
			suite: "variable \"x\" {\n type = number\n default = \"a\"\n}", values: unknown,
			diags: []string{`Error: Invalid default value: The default of the variable "x" does not fit its type number: a number is required.`},
		}},
		{"null default of what takes none", variableCase{
			suite: "variable \"x\" {\n nullable = false\n default = null\n}", values: unknown,
			diags: []string{`Error: Invalid default value: The variable "x" is not nullable, so its default cannot be null.`},
		}},
		{"wrong arguments", variableCase{
			suite: "variable \"x\" {\n defualt = 1\n sensitive = \"maybe\"\n}", values: unknown,
			diags: []string{
				`Error: Unsupported argument: An argument named "defualt" is not expected here. Did you mean "default"?`,
				`Error: Invalid value: "sensitive" is a literal bool.`,
			},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.check(t) })
	}
}

func TestVariableAsk(t *testing.T) {
	var asked []string
	ask := func(v *Variable) (string, error) {
		asked = append(asked, v.Name)
		if v.Name == "gone" {
			return "", errors.New("interrupted")
		}
		return "hunter2", nil
	}
	c := variableCase{
		suite: "variable \"pw\" {\n type = string\n sensitive = true\n}\nvariable \"gone\" {}\nvariable \"has\" { default = 1 }\nvariable \"next\" {}",
		opt:   variableOptions{NeedValues: true, Ask: ask},
		diags: []string{"Error: No value for a required variable: The value of the variable \"gone\" was asked for, and not given: interrupted.\n\n" +
			`The variable "gone" needs a value. Give it with --var gone=VALUE, in a file with --var-file, or as SMTPSPEC_VAR_gone in the environment.`,
			"Error: No value for a required variable: " +
				`The variable "next" needs a value. Give it with --var next=VALUE, in a file with --var-file, or as SMTPSPEC_VAR_next in the environment.`},
	}
	values, _ := c.run(t)
	if diff := cmp.Diff([]string{"pw", "gone"}, asked); diff != "" {
		t.Error(diff)
	}
	if v := values.Object.GetAttr("pw"); !v.RawEquals(Sensitive(cty.StringVal("hunter2"))) {
		t.Errorf("got %#v", v)
	}
	if diff := cmp.Diff([]string{"hunter2"}, values.Secrets); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"gone", "next"}, values.Missing); diff != "" {
		t.Error(diff)
	}
}

func TestVariableDeclared(t *testing.T) {
	values, _ := variableCase{suite: `variable "clients" {
  type        = map(object({ domain = string, ports = optional(list(number)) }))
  description = "The clients"
}
variable "any" {
  default   = 1
  sensitive = true
}`}.run(t)
	want := []*Variable{
		{Name: "clients", Type: "map(object({ domain = string, ports = optional(list(number)) }))", Description: "The clients", Required: true, Range: Range{File: "a.smtp.hcl", Line: 1}},
		{Name: "any", Type: "any", Sensitive: true, Range: Range{File: "a.smtp.hcl", Line: 5}},
	}
	if diff := cmp.Diff(want, values.Declared); diff != "" {
		t.Error(diff)
	}
}

// A secret in a file of values is not shown with what is wrong beside it.
func TestVariableFileHidesSource(t *testing.T) {
	dir := writeTree(t, map[string]string{"s.smtpvars.hcl": "pw = \"hunter2\" \"oops\"\n"})
	parser := hclparse.NewParser()
	in, diags := newVariableInputs(variableOptions{
		Vars:  []VarInput{{File: filepath.Join(dir, "s.smtpvars.hcl")}},
		Parse: parser.ParseHCLFile,
	})
	var out strings.Builder
	if err := WriteDiagnostics(&out, parser.Files(), diags, 100, false); err != nil || len(diags) == 0 {
		t.Fatal(err, diags)
	}
	if strings.Contains(out.String(), "hunter2") {
		t.Errorf("the secret is shown:\n%s", out.String())
	}
	if extra := in.unused(); extra.HasErrors() {
		t.Error(extra)
	}
}

// JSON says the same, in suites and in files of values.
func TestVariableJSON(t *testing.T) {
	dir := writeTree(t, map[string]string{"v.json": `{"x": ["a"], "variable": "plain"}`})
	parser := hclparse.NewParser()
	file, diags := parser.ParseJSON([]byte(`{"variable": {
  "x": {"type": "list(string)", "default": [], "description": "D"},
  "variable": {"type": "string"},
  "y": {"default": "${no.template}"}
}}`), "a.smtp.json")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	content, _, diags := file.Body.PartialContent(&hcl.BodySchema{
		Blocks: []hcl.BlockHeaderSchema{{Type: "variable", LabelNames: []string{"name"}}}})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	in, diags := newVariableInputs(variableOptions{
		Vars: []VarInput{{File: filepath.Join(dir, "v.json")}}, Parse: parser.ParseJSONFile,
	})
	values, more := in.values(variableScope{
		Blocks: content.Blocks, Context: &hcl.EvalContext{}, Range: func(hcl.Range) Range { return Range{} },
	})
	if diags = append(append(diags, more...), in.unused()...); len(diags) > 0 {
		t.Fatal(diags)
	}
	const want = `{ "variable" = "plain", "x" = ["a"], "y" = "${no.template}" }`
	if got := strings.ReplaceAll(schema.Show(values.Object), "$$", "$"); got != want {
		t.Errorf("got %s", got)
	}
}

// TestUnquotedValue: a value without quotes is told to have some, and is not shown.
func TestUnquotedValue(t *testing.T) {
	dir := writeTree(t, map[string]string{
		"a.smtp.hcl": "variable \"password\" {\n  sensitive = true\n}\n",
		"word":       "password = s3cr3t\n",
		"address":    "password = s3cr3t@contoso.com\n",
	})
	for name, want := range map[string]string{
		"word":    `Variables may not be used here. A text stands in quotes: "…".`,
		"address": `An address is a text, and a text stands in quotes: "scanner@contoso.com".`,
	} {
		_, diags := Load([]Target{{Path: filepath.Join(dir, "a.smtp.hcl")}}, Options{World: testWorld(), Vars: []VarInput{{File: filepath.Join(dir, name)}}})
		if got := errorText(diags); !strings.Contains(got, want) || strings.Contains(got, "s3cr3t") || strings.Contains(got, "newline") {
			t.Errorf("%s: got %s", name, got)
		}
	}
}
