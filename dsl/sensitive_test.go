package dsl

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"
)

func TestSecretStrings(t *testing.T) {
	v := cty.ObjectVal(map[string]cty.Value{
		"open":  cty.StringVal("contoso.com"),
		"whole": Sensitive(cty.TupleVal([]cty.Value{cty.StringVal("one"), cty.NumberIntVal(9), cty.NullVal(cty.String)})),
		"part":  cty.MapVal(map[string]cty.Value{"a": Sensitive(cty.StringVal("two")), "b": cty.StringVal("three")}),
		"later": Sensitive(cty.UnknownVal(cty.String)),
	})
	if diff := cmp.Diff([]string{"two", "one"}, secretStrings(v)); diff != "" {
		t.Error(diff)
	}
	if !IsSensitive(v) || IsSensitive(cty.StringVal("x")) {
		t.Error("what is sensitive is not told apart")
	}
	bare, was := reveal(v)
	if !was || bare.ContainsMarked() {
		t.Errorf("got %#v, %v", bare, was)
	}
}
