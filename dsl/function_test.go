package dsl

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/smtpspec/smtpspec/dsl/schema"
)

// evaluate evaluates an expression in which `secret` is sensitive and `later`
// unknown.
func evaluate(text, dir string) (cty.Value, hcl.Diagnostics) {
	expr, diags := hclsyntax.ParseExpression([]byte(text), "expression", hcl.InitialPos)
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	return expr.Value(&hcl.EvalContext{
		Functions: functions(dir, dir),
		Variables: map[string]cty.Value{
			"secret": Sensitive(cty.StringVal("hunter2")), "later": cty.UnknownVal(cty.String), "anything": cty.DynamicVal,
		},
	})
}

func TestFunctions(t *testing.T) {
	dir := writeTree(t, map[string]string{"list.json": `{"to": ["a@b"]}`})
	tests := []struct{ expr, want string }{
		{`abs(-1)`, "1"},
		{`alltrue([true, true])`, "true"},
		{`alltrue([])`, "true"},
		{`alltrue([true, null])`, "false"},
		{`anytrue([false, true])`, "true"},
		{`anytrue([null])`, "false"},
		{`base64decode("aGk=")`, `"hi"`},
		{`base64encode("hi")`, `"aGk="`},
		{`can(tonumber("x"))`, "false"},
		{`ceil(1.2)`, "2"},
		{`chomp("a\n")`, `"a"`},
		{`cidrhost("203.0.113.0/24", 5)`, `"203.0.113.5"`},
		{`cidrhost("203.0.113.0/24", -2)`, `"203.0.113.254"`},
		{`cidrhost("2001:db8::/32", 1)`, `"2001:db8::1"`},
		{`cidrsubnet("10.0.0.0/8", 8, 2)`, `"10.2.0.0/16"`},
		{`coalesce(null, "", "a")`, `"a"`},
		{`concat(["a"], ["b"])`, `["a", "b"]`},
		{`contains(["a"], "a")`, "true"},
		{`distinct(["a", "a"])`, `["a"]`},
		{`endswith("ab", "b")`, "true"},
		{`file("list.json")`, `"{\"to\": [\"a@b\"]}"`},
		{`jsondecode(file("./list.json")).to[0]`, `"a@b"`},
		{`flatten([["a"], ["b"]])`, `["a", "b"]`},
		{`format("%s-%02d", "a", 7)`, `"a-07"`},
		{`index(["a", "b"], "b")`, "1"},
		{`issensitive(secret)`, "true"},
		{`issensitive("a")`, "false"},
		{`join(",", ["a", "b"])`, `"a,b"`},
		{`jsonencode({ a = 1 })`, `"{\"a\":1}"`},
		{`keys({ b = 1, a = 2 })`, `["a", "b"]`},
		{`length("größe")`, "5"},
		{`length(["a"])`, "1"},
		{`length({ a = 1 })`, "1"},
		{`length(toset(["a", "a"]))`, "1"},
		{`length(anything)`, "(not yet known)"},
		{`lookup({ a = 1 }, "b", 2)`, "2"},
		{`lower("A")`, `"a"`},
		{`max(1, 3)`, "3"},
		{`merge({ a = 1 }, { b = 2 })`, `{ "a" = 1, "b" = 2 }`},
		{`nonsensitive(secret)`, `"hunter2"`},
		{`nonsensitive("a")`, `"a"`},
		{`one([])`, "null"},
		{`one(["a"])`, `"a"`},
		{`one(toset(["a"]))`, `"a"`},
		{`range(3)`, "[0, 1, 2]"},
		{`regex("[0-9]+", "a12")`, `"12"`},
		{`replace("a.b", ".", "-")`, `"a-b"`},
		{`replace("a1b2", "/[0-9]/", "")`, `"ab"`},
		{`reverse(["a", "b"])`, `["b", "a"]`},
		{`sensitive("a")`, "(sensitive)"},
		{`"a ${secret}"`, "(sensitive)"},
		{`upper(secret)`, "(sensitive)"},
		{`setproduct(["a"], ["b"])`, `[["a", "b"]]`},
		{`sha256("a")`, `"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"`},
		{`sort(["b", "a"])`, `["a", "b"]`},
		{`split(",", "a,b")`, `["a", "b"]`},
		{`startswith("ab", "a")`, "true"},
		{`startswith(later, "a")`, "(not yet known)"},
		{`strcontains("abc", "b")`, "true"},
		{`strrev("ab")`, `"ba"`},
		{`sum([1, 2.5])`, "3.5"},
		{`sum([])`, "0"},
		{`title("a")`, `"A"`},
		{`tolist(toset(["b", "a"]))`, `["a", "b"]`},
		{`tostring(5)`, `"5"`},
		{`trimprefix("ab", "a")`, `"b"`},
		{`try(jsondecode("{"), "b")`, `"b"`},
		{`values({ a = 1 })`, "[1]"},
		{`zipmap(["a"], [1])`, `{ "a" = 1 }`},
	}
	for _, test := range tests {
		t.Run(test.expr, func(t *testing.T) {
			v, diags := evaluate(test.expr, dir)
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			if got := schema.Show(v); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestFunctionErrors(t *testing.T) {
	dir := writeTree(t, map[string]string{".git/": "", "latin1.txt": "\xfc"})
	tests := []struct{ expr, want string }{
		{`base64decode("%")`, "this is not base64"},
		{`base64decode("/w==")`, "not UTF-8 text"},
		{`cidrhost("203.0.113.0", 1)`, "is no IP network"},
		{`cidrhost("203.0.113.0/24", 256)`, "does not accommodate"},
		{`cidrhost("203.0.113.0/24", 1.5)`, "a whole number is needed"},
		{`cidrsubnet("203.0.113.0/24", 9, 0)`, "insufficient address space"},
		{`cidrsubnet("203.0.113.0/24", 1, -1)`, "at least 0"},
		{`coalesce(null, "")`, "no argument is other than null"},
		{`file("../x")`, "outside the repository"},
		{`file("none")`, "there is no such file"},
		{`file("latin1.txt")`, "is not UTF-8 text"},
		{`file(secret)`, "a path must not be sensitive"},
		{`index(["a"], "b")`, "the value is not in the list"},
		{`length(5)`, "a string, a list, a set, a map or an object is needed"},
		{`one(["a", "b"])`, "there are 2"},
		{`sum([null])`, "null cannot be added up"},
		{`upper(null)`, "must not be null"},
		{`timestamp()`, "no function"},
		{`env("HOME")`, "no function"},
		{`parseint(secret, 10)`, "a sensitive value does not have the form"},
		{`jsondecode(secret)`, "a sensitive value does not have the form"},
		{`base64decode(secret)`, "a sensitive value does not have the form"},
		{`tonumber(secret)`, "a sensitive value does not have the form"},
		{`regex("[0-9]{9}", secret)`, "a sensitive value does not have the form"},
	}
	for _, test := range tests {
		t.Run(test.expr, func(t *testing.T) {
			_, diags := evaluate(test.expr, dir)
			if !diags.HasErrors() || !strings.Contains(diags.Error(), test.want) {
				t.Errorf("got %v", diags)
			}
			if strings.Contains(diags.Error(), "hunter2") || strings.Contains(diags.Error(), filepath.Dir(dir)) {
				t.Errorf("says too much: %v", diags)
			}
		})
	}
}

// Every function survives null, unknown and sensitive arguments of any type, and
// what comes of a sensitive one is sensitive.
func TestFunctionsSurvive(t *testing.T) {
	arguments := []cty.Value{
		cty.NullVal(cty.DynamicPseudoType), cty.NullVal(cty.String), cty.DynamicVal, cty.UnknownVal(cty.String),
		cty.UnknownVal(cty.List(cty.Number)), cty.StringVal("a"), cty.NumberIntVal(2), cty.PositiveInfinity, cty.True,
		cty.EmptyTupleVal, cty.ListValEmpty(cty.String), cty.EmptyObjectVal, cty.MapValEmpty(cty.String),
		Sensitive(cty.StringVal("hunter2")), Sensitive(cty.UnknownVal(cty.Number)),
		cty.TupleVal([]cty.Value{Sensitive(cty.StringVal("hunter2")), cty.NullVal(cty.String), cty.UnknownVal(cty.Bool)}),
		cty.ObjectVal(map[string]cty.Value{"a": Sensitive(cty.StringVal("hunter2"))}),
	}
	for name, f := range functions("", "") {
		if name == "try" || name == "can" {
			continue
		}
		n := len(f.Params())
		if f.VarParam() != nil {
			n++
		}
		for _, first := range arguments {
			for _, second := range arguments {
				args := []cty.Value{first, second, cty.StringVal("a"), cty.StringVal("b")}[:min(n, 4)]
				v, err := f.Call(args)
				if err != nil && (strings.Contains(err.Error(), "panic") || strings.Contains(err.Error(), "hunter2")) {
					t.Errorf("%s(%#v): %v", name, args, err)
				}
				if err == nil && name != "nonsensitive" && strings.Contains(schema.Show(v), "hunter2") {
					t.Errorf("%s(%#v) shows %s", name, args, schema.Show(v))
				}
			}
		}
	}
}

// TestCollectionOf: what is asked for its one type gives what the search for a
// type that fits gives.
func TestCollectionOf(t *testing.T) {
	values := []cty.Value{
		cty.EmptyTupleVal,
		cty.TupleVal([]cty.Value{cty.StringVal("b"), cty.StringVal("a"), cty.StringVal("b")}),
		cty.TupleVal([]cty.Value{cty.NumberIntVal(2), cty.NumberIntVal(1)}),
		cty.TupleVal([]cty.Value{cty.NumberIntVal(2), cty.StringVal("a")}),
		cty.TupleVal([]cty.Value{cty.StringVal("a"), cty.NullVal(cty.String)}),
		cty.TupleVal([]cty.Value{cty.StringVal("a"), cty.UnknownVal(cty.String)}),
		cty.TupleVal([]cty.Value{cty.StringVal("a").Mark(sensitiveMark), cty.StringVal("b")}),
		cty.TupleVal([]cty.Value{cty.EmptyObjectVal, cty.StringVal("b")}),
		cty.TupleVal([]cty.Value{cty.EmptyObjectVal, cty.EmptyObjectVal}),
		cty.TupleVal([]cty.Value{cty.StringVal("b"), cty.EmptyObjectVal}),
		cty.ListVal([]cty.Value{cty.StringVal("b")}),
		cty.NullVal(cty.Tuple([]cty.Type{cty.String})),
		cty.DynamicVal,
		cty.True,
	}
	for name, kind := range map[string]func(cty.Type) cty.Type{"tolist": cty.List, "toset": cty.Set} {
		for _, v := range values {
			want, wantErr := stdlib.MakeToFunc(kind(cty.DynamicPseudoType)).Call([]cty.Value{v})
			got, err := conversionFunctions[name].Call([]cty.Value{v})
			if fmt.Sprint(err) != fmt.Sprint(wantErr) || err == nil && !got.RawEquals(want) {
				t.Errorf("%s(%#v): got %#v, %v; want %#v, %v", name, v, got, err, want, wantErr)
			}
		}
	}
}
