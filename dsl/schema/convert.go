package schema

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Convert checks a value that a suite gives to the attribute, and returns it in
// the attribute's type: one value of Type or, where List is set and a list was
// given, a list of them. Unknown values pass; so does null, save where the
// attribute is required. Where only certain words are allowed the error is an
// *EnumError, where a sensitive value is not, ErrSensitive. What is wrong inside a
// list is a ListError.
func (a Attr) Convert(v cty.Value) (cty.Value, error) {
	if v.ContainsMarked() && !a.Sensitive {
		return cty.NilVal, ErrSensitive
	}
	bare, marks := v.UnmarkDeepWithPaths()
	out, err := a.convert(bare)
	if err != nil {
		// What is wrong may quote the value.
		if len(marks) > 0 {
			err = errors.New("the sensitive value does not have the form that is needed here")
		}
		return cty.NilVal, err
	}
	if len(marks) == 0 {
		return out, nil
	}
	_, all := v.UnmarkDeep()
	return out.WithMarks(all), nil
}

// ErrSensitive says that a sensitive value stands where it would be shown.
var ErrSensitive = errors.New("a sensitive value cannot be used here, since this is shown in reports")

func (a Attr) convert(v cty.Value) (cty.Value, error) {
	if v.IsNull() {
		if a.Required {
			return cty.NilVal, errors.New("a value is needed, not null")
		}
		return cty.NullVal(a.Type), nil
	}
	if !isSequence(v.Type()) || isSequence(a.Type) {
		return a.convertOne(v)
	}
	if !a.List {
		return cty.NilVal, fmt.Errorf("one %s is needed, not a list", typeName(a.Type))
	}
	return a.convertList(v)
}

// convertList converts a list, set or tuple into a list of the type.
func (a Attr) convertList(v cty.Value) (cty.Value, error) {
	if !v.IsKnown() {
		return cty.UnknownVal(cty.List(a.Type)), nil
	}
	if v.LengthInt() == 0 {
		return cty.NilVal, errors.New("an empty list expects nothing; use null, or leave it out")
	}
	var elements []cty.Value
	var wrong ListError
	for i, element := range v.AsValueSlice() {
		one, err := a.convertElement(element)
		if err != nil {
			wrong = append(wrong, ElementError{Index: i, Err: err})
		}
		elements = append(elements, one)
	}
	if wrong != nil {
		return cty.NilVal, wrong
	}
	return cty.ListVal(elements), nil
}

func (a Attr) convertElement(v cty.Value) (cty.Value, error) {
	if v.IsNull() {
		return cty.NilVal, errors.New("a list must not have null in it")
	}
	return a.convertOne(v)
}

// convertOne converts a single value and checks its form.
func (a Attr) convertOne(v cty.Value) (cty.Value, error) {
	out, err := convert.Convert(v, a.Type)
	if err != nil {
		if !isSequence(v.Type()) && !isSequence(a.Type) {
			return cty.NilVal, fmt.Errorf("a %s is needed, not %s", typeName(a.Type), withArticle(typeName(v.Type())))
		}
		return cty.NilVal, err
	}
	if a.Match == Pattern && out.Type() == cty.String && out.IsKnown() {
		out = cty.StringVal(chomp(out.AsString()))
	}
	return out, a.checkForm(out)
}

// checkForm checks the strings in a converted value against Enum and Format.
func (a Attr) checkForm(v cty.Value) error {
	if !v.IsKnown() || v.IsNull() {
		return nil
	}
	if v.Type() == cty.String {
		return a.checkString(v.AsString())
	}
	if !v.CanIterateElements() {
		return nil
	}
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		if err := a.checkForm(element); err != nil {
			return err
		}
	}
	return nil
}

func (a Attr) checkString(s string) error {
	if a.Enum != nil && !slices.Contains(a.Enum, s) {
		return &EnumError{Got: s, Allowed: a.Enum}
	}
	if s == "" && (a.Match == Covers || a.Match == Lacks) {
		return errors.New("an empty name cannot be looked for")
	}
	return a.Format.Check(s)
}

// EnumError says that a string is none of the allowed ones.
type EnumError struct {
	Got     string
	Allowed []string
}

// Error names what is allowed.
func (e *EnumError) Error() string {
	quoted := make([]string, len(e.Allowed))
	for i, word := range e.Allowed {
		quoted[i] = quote(word)
	}
	return fmt.Sprintf("%s is none of %s", quote(e.Got), strings.Join(quoted, ", "))
}

// ListError is every element of a list that is wrong, in the order of the list.
type ListError []ElementError

// ElementError is what is wrong with one element, counted from 0.
type ElementError struct {
	Index int
	Err   error
}

// Error says all of it.
func (e ListError) Error() string {
	texts := make([]string, len(e))
	for i, element := range e {
		texts[i] = element.Err.Error()
	}
	return strings.Join(texts, "; ")
}

// Unwrap returns the elements' errors.
func (e ListError) Unwrap() []error {
	out := make([]error, len(e))
	for i, element := range e {
		out[i] = element.Err
	}
	return out
}

// All returns the single values of a converted value: the elements of a list, or
// the value itself; nothing for null and for what is unknown.
func All(v cty.Value) []cty.Value {
	switch {
	case v == cty.NilVal || v.IsNull() || !v.IsKnown():
		return nil
	case isSequence(v.Type()):
		return v.AsValueSlice()
	}
	return []cty.Value{v}
}

// Find returns the attribute with that name, and whether there is one.
func Find(attrs []Attr, name string) (Attr, bool) {
	for _, a := range attrs {
		if a.Name == name {
			return a, true
		}
	}
	return Attr{}, false
}

// Names returns the names of attributes, in their order.
func Names(attrs []Attr) []string {
	names := make([]string, len(attrs))
	for i, a := range attrs {
		names[i] = a.Name
	}
	return names
}

func isSequence(t cty.Type) bool { return t.IsListType() || t.IsSetType() || t.IsTupleType() }

// typeName is the type's name as a suite writes it.
func typeName(t cty.Type) string {
	switch {
	case t == cty.DynamicPseudoType:
		return "value"
	case t == cty.Bool:
		return "truth value (true or false)"
	case isSequence(t):
		return "list"
	}
	return t.FriendlyNameForConstraint()
}

func withArticle(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
}

// chomp takes the line ends off the end: a heredoc has one that nobody means.
func chomp(s string) string { return strings.TrimRight(s, "\r\n") }
