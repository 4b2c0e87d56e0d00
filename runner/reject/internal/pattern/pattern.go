// Package pattern finds, in a rule's regular expression, the fixed words without
// which it cannot match. The knowledge base is some hundred expressions and a
// reply is short: looking for words first means that hardly any expression is
// ever run. What is found here for the built-in rules is written into their
// table by the generator, so that a run does not pay for it.
package pattern

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// MinNeedle is how long a needle has to be: the index of needles looks at three
// bytes.
const MinNeedle = 3

// maxNeedles bounds how many needles are made of one pattern; one with more
// variants is left to its regular expression.
const maxNeedles = 64

// maxAlso bounds how many variants a further demand has, since each is searched
// for by itself.
const maxAlso = 12

// Needle is a piece of text, in lower case.
type Needle struct {
	Text        string
	Left, Right bool // a word must begin, or end, there
}

// Words are what a text must hold before a pattern can match it. The zero value
// demands nothing: every text has to be tried.
type Words struct {
	Needles []Needle   // one of them
	Also    [][]string // and one of each of these
	Exact   bool       // the needles are all that the pattern can match
}

// Find analyses a regular expression (RE2).
func Find(text string) (Words, error) {
	tree, err := syntax.Parse(Lower(text), syntax.Perl)
	if err != nil {
		return Words{}, err
	}
	body, left, right := cutBoundaries(tree)
	if all, ok := language(body); ok && longEnough(all) {
		return Words{Needles: needles(all, left, right), Exact: true}, nil
	}
	best := required(tree)
	return Words{Needles: needles(best, false, false), Also: further(tree, best)}, nil
}

func needles(texts []string, left, right bool) []Needle {
	var out []Needle
	for _, t := range texts {
		out = append(out, Needle{t, left, right})
	}
	return out
}

// further lists what a sequence demands beside its best list.
func further(tree *syntax.Regexp, best []string) [][]string {
	if tree.Op != syntax.OpConcat || best == nil {
		return nil
	}
	var out [][]string
	for _, sub := range tree.Sub {
		some := required(sub)
		if len(some) > 0 && len(some) <= maxAlso && !slices.Equal(some, best) {
			out = append(out, some)
		}
	}
	return out
}

// Lower puts a regular expression into lower case, escapes left alone (\S is not
// \s). Texts are lower-cased too: that is cheaper than folding case in the
// engine, and gives plain phrases that need no engine at all.
func Lower(s string) string {
	var b strings.Builder
	escaped := false
	for _, r := range s {
		if escaped {
			b.WriteRune(r)
			escaped = false
			continue
		}
		escaped = r == '\\'
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// cutBoundaries takes \b from both ends of a pattern.
func cutBoundaries(re *syntax.Regexp) (body *syntax.Regexp, left, right bool) {
	if re.Op != syntax.OpConcat {
		return re, false, false
	}
	sub := re.Sub
	if len(sub) > 0 && sub[0].Op == syntax.OpWordBoundary {
		left, sub = true, sub[1:]
	}
	if len(sub) > 0 && sub[len(sub)-1].Op == syntax.OpWordBoundary {
		right, sub = true, sub[:len(sub)-1]
	}
	return &syntax.Regexp{Op: syntax.OpConcat, Sub: sub}, left, right
}

// language lists all that an expression can match, where that is a short list.
func language(re *syntax.Regexp) ([]string, bool) {
	switch re.Op {
	case syntax.OpEmptyMatch:
		return []string{""}, true
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(re.Rune))}, true
	case syntax.OpCharClass:
		return classLanguage(re.Rune)
	case syntax.OpCapture:
		return language(re.Sub[0])
	case syntax.OpQuest:
		all, ok := language(re.Sub[0])
		return append(all, ""), ok
	case syntax.OpConcat:
		return concatLanguage(re.Sub)
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			some, ok := language(sub)
			if !ok || len(all)+len(some) > maxNeedles {
				return nil, false
			}
			all = append(all, some...)
		}
		return all, true
	}
	return nil, false
}

func classLanguage(ranges []rune) ([]string, bool) {
	var all []string
	for i := 0; i+1 < len(ranges); i += 2 {
		if ranges[i+1]-ranges[i] > 8 || len(all) > 8 {
			return nil, false
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			all = append(all, string(r))
		}
	}
	return all, len(all) > 0
}

func concatLanguage(subs []*syntax.Regexp) ([]string, bool) {
	all := []string{""}
	for _, sub := range subs {
		some, ok := language(sub)
		if !ok || len(all)*len(some) > maxNeedles {
			return nil, false
		}
		all = cross(all, some)
	}
	return all, true
}

func cross(heads, tails []string) []string {
	all := make([]string, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			all = append(all, h+t)
		}
	}
	return all
}

// required lists texts of which at least one is in everything that an expression
// matches; nil where no such list is known.
func required(re *syntax.Regexp) []string {
	if all, ok := language(re); ok {
		if longEnough(all) {
			return all
		}
		return nil
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			some := required(sub)
			if some == nil || len(all)+len(some) > maxNeedles {
				return nil
			}
			all = append(all, some...)
		}
		return all
	case syntax.OpConcat:
		return requiredOfConcat(re.Sub)
	}
	return nil
}

// requiredOfConcat takes the best list out of a sequence's parts, neighbours that
// can be spelled out taken together.
func requiredOfConcat(subs []*syntax.Regexp) []string {
	var best []string
	for i := range subs {
		if some := required(subs[i]); better(some, best) {
			best = some
		}
		for j := len(subs); j > i+1; j-- {
			some, ok := concatLanguage(subs[i:j])
			if ok && longEnough(some) && better(some, best) {
				best = some
			}
		}
	}
	return best
}

// better prefers the list whose shortest text is longer: it is met more rarely.
func better(a, b []string) bool {
	return a != nil && (b == nil || shortest(a) > shortest(b))
}

func longEnough(texts []string) bool { return len(texts) > 0 && shortest(texts) >= MinNeedle }

func shortest(texts []string) int {
	n := len(texts[0])
	for _, t := range texts[1:] {
		n = min(n, len(t))
	}
	return n
}
