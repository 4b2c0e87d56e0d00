package pattern

import (
	"regexp/syntax"
	"strings"
)

// maxTexts bounds a list of texts; an expression with more variants is not spelled
// out.
const maxTexts = 64

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
			if !ok || len(all)+len(some) > maxTexts {
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
		if !ok || len(all)*len(some) > maxTexts {
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

// unbounded is more than any text that counts.
const unbounded = 1 << 14

// limit is a number of characters as Words has it.
func limit(n int) int {
	if n >= unbounded {
		return Free
	}
	return n
}

// longest is how many characters an expression can match, unbounded where there is
// no end.
func longest(re *syntax.Regexp) int {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpCapture, syntax.OpQuest:
		return longest(re.Sub[0])
	case syntax.OpStar, syntax.OpPlus:
		return unbounded
	case syntax.OpRepeat:
		if re.Max < 0 {
			return unbounded
		}
		return min(re.Max*longest(re.Sub[0]), unbounded)
	case syntax.OpConcat:
		return longestOf(re.Sub)
	case syntax.OpAlternate:
		n := 0
		for _, sub := range re.Sub {
			n = max(n, longest(sub))
		}
		return n
	}
	return 0
}

// longestOf is the same of a sequence.
func longestOf(subs []*syntax.Regexp) int {
	n := 0
	for _, sub := range subs {
		n += longest(sub)
	}
	return min(n, unbounded)
}
