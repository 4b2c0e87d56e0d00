package reject

import (
	"fmt"
	"regexp"
	"sync"
	"sync/atomic"

	"github.com/smtpspec/smtpspec/runner/reject/internal/pattern"
)

// expression is a rule's text, ready to be matched. Many texts are a few plain
// phrases: their words are all that they can match. Of the others a matcher is made
// when their words are first seen, and package regexp sees only what a matcher
// cannot do.
type expression struct {
	matcher atomic.Pointer[pattern.Matcher] // nil: not needed so far, or re does it all
	text    string
	words   *pattern.Words
	once    sync.Once
	slow    sync.Once
	re      *regexp.Regexp
	err     error
}

// newExpression takes what the generator knows of a built-in rule's words, or
// finds it out for a suite's own.
func newExpression(r Rule) (*expression, error) {
	e := &expression{text: r.Text, words: r.words}
	if e.words == nil {
		words, err := pattern.Find(r.Text, nil)
		if err != nil {
			return nil, fmt.Errorf("text %q: %w", r.Text, err)
		}
		e.words = &words
	}
	return e, nil
}

// find gives the leftmost match that begins at one of the bytes from..to.
func (e *expression) find(low []byte, from, to int, stack *pattern.Stack) (start, end int, ok bool) {
	m := e.matcher.Load()
	if m == nil {
		m = e.ready()
	}
	if m != nil {
		if start, end, ok, sure := m.Find(low, from, to, stack); sure {
			return start, end, ok
		}
	}
	if e.compile() != nil {
		return 0, 0, false // With and the tests have seen to it
	}
	if loc := e.re.FindIndex(low); loc != nil {
		return loc[0], loc[1], true
	}
	return 0, 0, false
}

// ready makes the matcher.
func (e *expression) ready() *pattern.Matcher {
	e.once.Do(func() {
		if m, ok := pattern.Compile(e.text); ok {
			e.matcher.Store(m)
		}
	})
	return e.matcher.Load()
}

// compile readies package regexp.
func (e *expression) compile() error {
	e.slow.Do(func() { e.re, e.err = regexp.Compile(pattern.Lower(e.text)) })
	return e.err
}
