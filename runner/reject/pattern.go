package reject

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"sync"

	"github.com/smtpspec/smtpspec/runner/reject/internal/pattern"
)

// expression is a rule's text, ready to be matched. Most texts are a few plain
// phrases: their words are all that they can match, and the regular expression
// engine never sees them. The others are compiled and run only where their words
// were seen.
type expression struct {
	text  string
	words *pattern.Words
	once  sync.Once
	re    *regexp.Regexp
	err   error
}

// newExpression takes what the generator knows of a built-in rule's words, or
// finds it out for a suite's own.
func newExpression(r Rule) (*expression, error) {
	e := &expression{text: r.Text, words: r.words}
	if e.words == nil {
		words, err := pattern.Find(r.Text)
		if err != nil {
			return nil, fmt.Errorf("text %q: %w", r.Text, err)
		}
		e.words = &words
	}
	return e, nil
}

// compile readies the regular expression.
func (e *expression) compile() error {
	e.once.Do(func() { e.re, e.err = regexp.Compile(pattern.Lower(e.text)) })
	return e.err
}

// find gives the leftmost match.
func (e *expression) find(low []byte) (start, end int, ok bool) {
	for _, variants := range e.words.Also {
		if !slices.ContainsFunc(variants, func(v string) bool { return bytes.Contains(low, []byte(v)) }) {
			return 0, 0, false
		}
	}
	if e.compile() != nil {
		return 0, 0, false
	}
	loc := e.re.FindIndex(low)
	if loc == nil {
		return 0, 0, false
	}
	return loc[0], loc[1], true
}
