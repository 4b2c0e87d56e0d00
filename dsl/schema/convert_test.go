package schema

import (
	"errors"
	"testing"

	"github.com/zclconf/go-cty/cty"
)

func str(s string) cty.Value         { return cty.StringVal(s) }
func num(n float64) cty.Value        { return cty.NumberFloatVal(n) }
func list(v ...cty.Value) cty.Value  { return cty.ListVal(v) }
func tuple(v ...cty.Value) cty.Value { return cty.TupleVal(v) }
func strs(words ...string) cty.Value {
	if len(words) == 0 {
		return cty.ListValEmpty(cty.String)
	}
	var v []cty.Value
	for _, w := range words {
		v = append(v, str(w))
	}
	return cty.ListVal(v)
}

func attr(t *testing.T, name string) Attr {
	t.Helper()
	a, ok := Find(CommonWants, name)
	if !ok {
		t.Fatalf("no attribute %q", name)
	}
	return a
}

func TestConvert(t *testing.T) {
	code, text, within := attr(t, "code"), attr(t, "text"), attr(t, "within")
	mode := Attr{Name: "tls", Type: cty.String, Enum: []string{"starttls", "none"}}
	flag := Attr{Name: "verified", Type: cty.Bool, Match: Equal}
	offers := Attr{Name: "offers", Type: cty.String, List: true, Match: Covers}
	to := Attr{Name: "to", Type: cty.List(cty.String), Format: Mailbox}
	tests := []struct {
		name     string
		attr     Attr
		in, want cty.Value
	}{
		{"number as code", code, num(550), str("550")},
		{"codes", code, tuple(num(550), str("55x")), list(str("550"), str("55x"))},
		{"set", offers, cty.SetVal([]cty.Value{str("B"), str("A")}), list(str("A"), str("B"))},
		{"heredoc", text, str("blocked using\n"), str("blocked using")},
		{"null", code, cty.NullVal(cty.DynamicPseudoType), cty.NullVal(cty.String)},
		{"unknown", code, cty.UnknownVal(cty.Number), cty.UnknownVal(cty.String)},
		{"anything", within, cty.DynamicVal, cty.UnknownVal(cty.String)},
		{"unknown list", code, cty.UnknownVal(cty.List(cty.Number)), cty.UnknownVal(cty.List(cty.String))},
		{"word", mode, str("none"), str("none")},
		{"truth", flag, cty.True, cty.True},
		{"list type", to, tuple(str("a@b")), list(str("a@b"))},
		{"empty list type", to, cty.EmptyTupleVal, cty.ListValEmpty(cty.String)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.attr.Convert(test.in)
			if err != nil {
				t.Fatal(err)
			}
			if !got.RawEquals(test.want) {
				t.Errorf("got %#v, want %#v", got, test.want)
			}
		})
	}
}

func TestConvertErrors(t *testing.T) {
	code, within := attr(t, "code"), attr(t, "within")
	mode := Attr{Name: "tls", Type: cty.String, Enum: []string{"starttls", "none"}}
	flag := Attr{Name: "verified", Type: cty.Bool, Match: Equal}
	needed := Attr{Name: "host", Type: cty.String, Required: true}
	offers := Attr{Name: "offers", Type: cty.String, List: true, Match: Covers}
	tests := []struct {
		name string
		attr Attr
		in   cty.Value
		want string
	}{
		{"bad code", code, num(55), `"55" is no reply code; write it as 550, or as "55x" where x is any digit`},
		{"bad one of codes", code, tuple(num(550), num(1)), `"1" is no reply code; write it as 550, or as "55x" where x is any digit`},
		{"several bad codes", offers, tuple(str(""), str("SIZE"), cty.NullVal(cty.String)), "an empty name cannot be looked for; a list must not have null in it"},
		{"empty list", code, cty.EmptyTupleVal, "an empty list expects nothing; use null, or leave it out"},
		{"null in list", code, tuple(str("550"), cty.NullVal(cty.String)), "a list must not have null in it"},
		{"list", within, tuple(str("5s")), "one string is needed, not a list"},
		{"object", within, cty.EmptyObjectVal, "a string is needed, not an object"},
		{"word", mode, str("tls"), `"tls" is none of "starttls", "none"`},
		{"truth", flag, str("maybe"), "a truth value (true or false) is needed, not a string"},
		{"null", needed, cty.NullVal(cty.String), "a value is needed, not null"},
		{"sensitive", code, str("550").Mark("x"), ErrSensitive.Error()},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := test.attr.Convert(test.in); err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
	var enum *EnumError
	if _, err := mode.Convert(str("tls")); !errors.As(err, &enum) || enum.Got != "tls" || len(enum.Allowed) != 2 {
		t.Errorf("no EnumError: %#v", err)
	}
}

func TestConvertSensitive(t *testing.T) {
	a := Attr{Name: "password", Type: cty.String, Sensitive: true, Format: Duration}
	got, err := a.Convert(str("5s").Mark("x"))
	if err != nil || !got.HasMark("x") {
		t.Errorf("got %#v, %v", got, err)
	}
	if _, err := a.Convert(str("hunter2").Mark("x")); err == nil ||
		err.Error() != "the sensitive value does not have the form that is needed here" {
		t.Errorf("got %v", err)
	}
}

func TestNamesAndAll(t *testing.T) {
	if names := Names(CommonWants); len(names) != 6 || names[0] != "class" || names[5] != "within" {
		t.Errorf("got %v", names)
	}
	if _, ok := Find(CommonWants, "nothing"); ok {
		t.Error("found what is not there")
	}
	if n := len(All(cty.NilVal)) + len(All(cty.NullVal(cty.String))) + len(All(cty.DynamicVal)); n != 0 {
		t.Errorf("%d values of nothing", n)
	}
}
