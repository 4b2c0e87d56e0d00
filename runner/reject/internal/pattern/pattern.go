// Package pattern takes a rule's regular expression apart. The knowledge base is
// more than a thousand expressions and a reply is short: Find names the fixed words
// without which an expression cannot match, so that looking for words first spares
// nearly all of them, and Compile makes a matcher of it that is faster than package
// regexp. What is found here for the built-in rules is written into their table by
// the generator, so that a run does not pay for it.
package pattern

import (
	"regexp/syntax"
	"strings"
	"unicode"
)

// A needle is looked up by some bytes in a row, its hook: six, or three where it is
// shorter than that.
const (
	LongHook  = 6
	ShortHook = 3
)

// Needle is a piece of text, in lower case, of three bytes at least.
type Needle struct {
	Text        string
	Hook        int  // where its hook begins
	Left, Right bool // a word must begin, or end, there
}

// hooked is the bytes of the hook.
func (n Needle) hooked() string {
	if len(n.Text) < LongHook {
		return n.Text[:ShortHook]
	}
	return n.Text[n.Hook : n.Hook+LongHook]
}

// Words are what a text must hold before a pattern can match it. The zero value
// asks for nothing: every text has to be tried.
type Words struct {
	Needles []Needle // all that the pattern can match; nil where that is too much
	// Key is texts of which one is in all that the pattern matches.
	Key []Needle
	// Lead is how many characters a match may begin before its key; Free is no
	// limit.
	Lead int
	// Before and After are what must be there, too, in front of the key and behind
	// it: of each list, one. They are hooks.
	Before, After [][]string
	// Longest is how many characters a match may have; Free is no limit.
	Longest int
}

// Free is the limit of what has none.
const Free = -1

// Find analyses a regular expression (RE2). Its key is what it asks for that is
// rarest in the corpus.
func Find(text string, corpus *Corpus) (Words, error) {
	tree, err := syntax.Parse(Lower(text), syntax.Perl)
	if err != nil {
		return Words{}, err
	}
	body, left, right := cutBoundaries(tree)
	if all, ok := language(body); ok && longEnough(all) && len(all) <= maxNeedles {
		return Words{Needles: corpus.needles(all, left, right)}, nil
	}
	w := Words{Longest: limit(longest(tree))}
	corpus.findKey(&w, tree)
	return w, nil
}

// maxNeedles bounds how many needles are made of one pattern. One of more variants
// has a key, which is shorter and shared with others: to try it costs less than many
// needles for all that read the index.
const maxNeedles = 16

func (c *Corpus) needles(texts []string, left, right bool) []Needle {
	var out []Needle
	for _, t := range texts {
		out = append(out, Needle{t, c.hook(t), left, right})
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
