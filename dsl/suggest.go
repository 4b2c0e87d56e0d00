package dsl

import (
	"strings"

	"github.com/agext/levenshtein"
)

// Suggest returns the known name that is nearest to what was written, or "" when
// none is near. A third of the letters may differ, at least one: HCL's own fixed
// distance of two would offer "mx" for "pw". The one name that got is a part of is near,
// too, and nearer than one that more than a slip would have to be made of:
// "smtp-auth-disabled" for "auth-disabled".
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
	if part := nameWithPart(got, known); part != "" && least > 1 {
		return part
	}
	return best
}

// nameWithPart is the one known name that ends in got after a "-" or "_", or else the
// one that has it at the start or in the middle, or "".
func nameWithPart(got string, known []string) string {
	ends, holds := namesWithPart(got, known)
	switch {
	case len(ends) == 1:
		return ends[0]
	case len(ends) == 0 && len(holds) == 1:
		return holds[0]
	}
	return ""
}

// namesWithPart are the known names that end in got, and those that have it elsewhere.
func namesWithPart(got string, known []string) (ends, holds []string) {
	got = "_" + fold(got) + "_"
	for _, name := range known {
		switch whole := "_" + fold(name) + "_"; {
		case whole == got || got == "__":
		case strings.HasSuffix(whole, got):
			ends = append(ends, name)
		case strings.Contains(whole, got):
			holds = append(holds, name)
		}
	}
	return ends, holds
}

// fold leaves out of a name in what two that are taken for alike may differ.
func fold(name string) string { return strings.ReplaceAll(strings.ToLower(name), "-", "_") }

// nameDistance counts the edits between two names. Case counts nothing, nor does
// the choice between "-" and "_"; of names of one or two letters at least one
// must agree.
func nameDistance(a, b string) int {
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

// mostSuggested is how many names are offered where got is a part of several.
const mostSuggested = 5

// DidYouMean is the sentence for a message: a blank and "Did you mean …?", or
// nothing.
func DidYouMean(got string, known []string) string {
	if near := Suggest(got, known); near != "" {
		return ` Did you mean "` + near + `"?`
	}
	ends, holds := namesWithPart(got, known)
	if all := append(ends, holds...); len(all) > 0 && len(all) <= mostSuggested {
		return " Did you mean " + quoted(all, "or") + "?"
	}
	return ""
}
