package schema

import (
	"math/big"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// nothing is what a Miss says was seen where nothing was.
const nothing = "nothing"

// Compare compares wanted values with seen ones and returns every miss, in the
// order of the table. Attributes that are not wanted, or wanted to be null, are
// passed over. Seen values are looked up under Sees or, where that is empty, the
// attribute's own name; one that is missing is null. Attributes without a Match
// are no expectation and are passed over, too.
func Compare(attrs []Attr, wants Values, seen map[string]cty.Value) []Miss {
	var misses []Miss
	for _, a := range attrs {
		want, ok := wants[a.Name]
		if !ok || a.Match == "" {
			continue
		}
		if miss, met := a.Compare(want, seen[a.sees()]); !met {
			misses = append(misses, miss)
		}
	}
	return misses
}

func (a Attr) sees() string {
	if a.Sees != "" {
		return a.Sees
	}
	return a.Name
}

// Compare compares one wanted value, as Convert returned it, with what was seen.
// The miss means something only where met is false.
func (a Attr) Compare(want, seen cty.Value) (miss Miss, met bool) {
	wants := All(bare(want))
	if len(wants) == 0 {
		return Miss{}, true
	}
	saw := All(bare(seen))
	switch a.Match {
	case Covers:
		return a.compareSet(wants, saw, isSequenceValue(seen))
	case Lacks:
		return a.compareLacks(wants, saw, isSequenceValue(seen))
	}
	for _, w := range wants {
		for _, s := range saw {
			if a.fits(w, s) {
				return Miss{}, true
			}
		}
	}
	return Miss{Attr: a.Name, Want: a.wanted(wants), Got: a.got(saw, isSequenceValue(seen))}, false
}

// compareSet wants every value to be in the set. The miss names only those that
// are not.
func (a Attr) compareSet(wants, saw []cty.Value, list bool) (Miss, bool) {
	var lost []cty.Value
	for _, w := range wants {
		if len(holding(saw, w)) == 0 {
			lost = append(lost, w)
		}
	}
	if len(lost) == 0 {
		return Miss{}, true
	}
	return Miss{Attr: a.Name, Want: a.wanted(lost), Got: a.got(saw, list)}, false
}

// compareLacks wants no value to be in the set. The miss names those that are,
// and what they were found in. A set that was not seen proves nothing.
func (a Attr) compareLacks(wants, saw []cty.Value, list bool) (Miss, bool) {
	if !list && len(saw) == 0 {
		return Miss{Attr: a.Name, Want: a.wanted(wants), Got: nothing}, false
	}
	var there, found []cty.Value
	for _, w := range wants {
		if in := holding(saw, w); len(in) > 0 {
			there = append(there, w)
			found = append(found, in...)
		}
	}
	if len(there) == 0 {
		return Miss{}, true
	}
	return Miss{Attr: a.Name, Want: a.wanted(there), Got: a.got(found, false)}, false
}

// holding returns the elements of a set that are the wanted one.
func holding(saw []cty.Value, want cty.Value) []cty.Value {
	var in []cty.Value
	for _, s := range saw {
		if isElement(want, s) {
			in = append(in, s)
		}
	}
	return in
}

// isElement reports whether a seen element is the wanted one: the same value or,
// of strings, the same first word with all the wanted words among those that
// follow it. "AUTH LOGIN" is found in "AUTH LOGIN XOAUTH2" (RFC 5321 §4.1.1.1).
// There are no wildcards, so "*.example.com" stands for itself.
func isElement(want, seen cty.Value) bool {
	if want.Type() != cty.String || seen.Type() != cty.String {
		return same(want, seen)
	}
	w, s := want.AsString(), seen.AsString()
	if strings.EqualFold(w, s) {
		return true
	}
	ww, sw := strings.Fields(w), strings.Fields(s)
	if len(ww) == 0 || len(sw) == 0 || !strings.EqualFold(ww[0], sw[0]) {
		return false
	}
	for _, word := range ww[1:] {
		if !hasWord(sw[1:], word) {
			return false
		}
	}
	return true
}

func hasWord(words []string, want string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, want) })
}

// fits compares one wanted with one seen value.
func (a Attr) fits(want, seen cty.Value) bool {
	if seen.IsNull() || !seen.IsKnown() || want.IsNull() || !want.IsKnown() {
		return false
	}
	switch a.Match {
	case Pattern:
		re, err := compile(chomp(text(want)))
		return err == nil && re.MatchString(chomp(text(seen)))
	case CodeLike:
		return codeFits(text(want), text(seen))
	case EnhancedLike:
		return enhancedFits(text(want), text(seen))
	case AtLeast, AtMost:
		order, ok := a.order(want, seen)
		return ok && (order == 0 || (order > 0) == (a.Match == AtLeast))
	}
	return same(want, seen)
}

// same compares two values; strings without regard to case, and a number with
// the string that writes it.
func same(want, seen cty.Value) bool {
	if want.Type() == cty.String || seen.Type() == cty.String {
		return strings.EqualFold(text(want), text(seen))
	}
	return want.Type().Equals(seen.Type()) && want.RawEquals(seen)
}

// order is less than zero where the seen value is below the wanted one.
func (a Attr) order(want, seen cty.Value) (int, bool) {
	if a.Format == TLSVersion {
		w, s := tlsRank(text(want)), tlsRank(text(seen))
		return s - w, w >= 0 && s >= 0
	}
	w, ok1 := a.number(want)
	s, ok2 := a.number(seen)
	if !ok1 || !ok2 {
		return 0, false
	}
	return s.Cmp(w), true
}

// number is a value as a number; a duration's is in seconds.
func (a Attr) number(v cty.Value) (*big.Float, bool) {
	if v.Type() == cty.Number {
		return v.AsBigFloat(), true
	}
	if v.Type() != cty.String || a.Format != Duration {
		return nil, false
	}
	d, err := ParseDuration(v.AsString())
	return big.NewFloat(d.Seconds()), err == nil
}

func codeFits(want, seen string) bool {
	if len(want) != 3 || len(seen) != 3 {
		return false
	}
	return sameDigit(want[0], seen[0]) && sameDigit(want[1], seen[1]) && sameDigit(want[2], seen[2])
}

func enhancedFits(want, seen string) bool {
	for i := 0; i < 3; i++ {
		w, wrest, wmore := strings.Cut(want, ".")
		s, srest, smore := strings.Cut(seen, ".")
		if s == "" || w != s && !isXWord(w) || wmore != smore || wmore != (i < 2) {
			return false
		}
		want, seen = wrest, srest
	}
	return true
}

// text is a primitive value as a string.
func text(v cty.Value) string {
	if v.Type() == cty.String {
		return v.AsString()
	}
	s, err := convert.Convert(v, cty.String)
	if err != nil || s.IsNull() || !s.IsKnown() {
		return ""
	}
	return s.AsString()
}

func bare(v cty.Value) cty.Value {
	if v == cty.NilVal || !v.ContainsMarked() {
		return v
	}
	v, _ = v.UnmarkDeep()
	return v
}

func isSequenceValue(v cty.Value) bool {
	if v != cty.NilVal {
		v, _ = v.Unmark() // of its type alone; what is in it does not matter
	}
	return v != cty.NilVal && !v.IsNull() && v.IsKnown() && isSequence(v.Type())
}
