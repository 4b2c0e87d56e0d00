package pattern

import (
	"bytes"
	"strings"
)

// Corpus is a collection of replies. It knows which texts are rare in replies, so
// that rules are looked for by words that hardly ever stand in vain. A nil Corpus
// takes short texts for common ones, since it knows nothing.
type Corpus struct {
	all    []byte
	counts map[string]int
}

// NewCorpus collects replies.
func NewCorpus(replies []string) *Corpus {
	c := &Corpus{counts: map[string]int{}}
	for _, r := range replies {
		c.all = append(c.all, strings.ToLower(r)+"\n"...)
	}
	// Hooks are asked for by the ten thousand.
	for i := 0; i+LongHook <= len(c.all); i++ {
		c.counts[string(c.all[i:i+LongHook])]++
	}
	return c
}

// count is how often a text is met.
func (c *Corpus) count(text string) int {
	if c == nil {
		return 1 << max(0, maxStem-len(text))
	}
	n, ok := c.counts[text]
	if !ok && len(text) != LongHook {
		n = bytes.Count(c.all, []byte(text))
		c.counts[text] = n
	}
	return n
}

// hook is where in a text the bytes begin that it is looked up by: the rarest ones.
func (c *Corpus) hook(text string) int {
	if c == nil || len(text) < LongHook {
		return 0
	}
	best := 0
	for i := 1; i+LongHook <= len(text); i++ {
		if c.count(text[i:i+LongHook]) < c.count(text[best:best+LongHook]) {
			best = i
		}
	}
	return best
}
