package dsl

import "github.com/zclconf/go-cty/cty"

// mark is the type of this package's marks on values.
type mark string

// sensitiveMark is carried by every value that must not be shown. Marks go
// through templates, functions and conditionals, so what is made of a sensitive
// value is sensitive too.
const sensitiveMark mark = "sensitive"

// Sensitive marks a value as one that must never be shown.
func Sensitive(v cty.Value) cty.Value { return v.Mark(sensitiveMark) }

// IsSensitive reports whether a value, or any value inside it, is sensitive.
func IsSensitive(v cty.Value) bool { return v.HasMarkDeep(sensitiveMark) }

// reveal takes the marks off a value and off all values inside it, and reports
// whether there was a sensitive one. Code that does so must see to it that the
// value reaches no output.
func reveal(v cty.Value) (cty.Value, bool) {
	if !v.ContainsMarked() {
		return v, false
	}
	sensitive := IsSensitive(v)
	bare, _ := v.UnmarkDeep()
	return bare, sensitive
}

// secretStrings returns the strings inside the sensitive parts of a value: what
// must be hidden wherever it shows up. Numbers and truth values are too common
// as text to be looked for.
func secretStrings(v cty.Value) []string {
	var found []string
	collectSecrets(v, false, &found)
	return found
}

func collectSecrets(v cty.Value, inside bool, found *[]string) {
	inside = inside || v.HasMark(sensitiveMark)
	v, _ = v.Unmark()
	if v.IsNull() || !v.IsKnown() {
		return
	}
	if v.Type() == cty.String {
		if s := v.AsString(); inside && s != "" {
			*found = append(*found, s)
		}
		return
	}
	if !v.CanIterateElements() {
		return
	}
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		collectSecrets(element, inside, found)
	}
}
