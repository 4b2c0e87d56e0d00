package dsl

import (
	"strings"

	"github.com/agext/levenshtein"
)

// Suggest returns the known name that is nearest to what was written, or "" when
// none is near. A third of the letters may differ, at least one: HCL's own fixed
// distance of two would offer "mx" for "pw".
func Suggest(got string, known []string) string {
	best, least := "", 1+max(1, len([]rune(got))/3)
	for _, name := range known {
		if name == got {
			continue
		}
		if d := nameDistance(got, name); d < least {
			best, least = name, d
		}
	}
	return best
}

// nameDistance counts the edits between two names. Case counts nothing, nor does
// the choice between "-" and "_"; of names of one or two letters at least one
// must agree.
func nameDistance(a, b string) int {
	fold := func(s string) string { return strings.ReplaceAll(strings.ToLower(s), "-", "_") }
	a, b = fold(a), fold(b)
	d := levenshtein.Distance(a, b, nil)
	if swapped(a, b) {
		d = 1
	}
	if d >= len([]rune(a)) || d >= len([]rune(b)) {
		return 1 << 20
	}
	return d
}

// swapped reports whether two names differ in two neighbouring letters that have
// changed places, the commonest slip of all.
func swapped(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && string(x[i+2:]) == string(y[i+2:])
}

// DidYouMean is the sentence for a message: a blank and "Did you mean …?", or
// nothing.
func DidYouMean(got string, known []string) string {
	if near := Suggest(got, known); near != "" {
		return ` Did you mean "` + near + `"?`
	}
	return ""
}
