package pattern

import (
	"regexp/syntax"
	"unicode/utf8"
)

// begin is what the text may go on with where a step, and all behind it, leads to
// a match.
type begin struct {
	bytes [2]uint64 // of ASCII
	other bool      // a byte that is not ASCII
	end   bool      // the text may be over
	edge  bool      // a word has to begin or to end here
}

// anything is how what asks for nothing can begin.
var anything = begin{bytes: [2]uint64{^uint64(0), ^uint64(0)}, other: true, end: true}

// has reports whether the text may go on with a byte.
func (b *begin) has(c byte) bool {
	if c >= utf8.RuneSelf {
		return b.other
	}
	return b.bytes[c>>6]&(1<<(c&63)) != 0
}

// holds reports whether the text may go on like this.
func (b *begin) holds(text []byte, at int) bool {
	if at >= len(text) {
		return b.end
	}
	return b.has(text[at]) && (!b.edge || isEdge(text, at))
}

// add adds the bytes of a set.
func (b *begin) add(set *byteset) {
	b.bytes[0] |= set[0]
	b.bytes[1] |= set[1]
	b.other = b.other || set[2]|set[3] != 0
}

// or adds another way to begin.
func (b *begin) or(o *begin) {
	b.bytes[0] |= o.bytes[0]
	b.bytes[1] |= o.bytes[1]
	b.other = b.other || o.other
	b.end = b.end || o.end
	b.edge = b.edge && o.edge
}

// isPlace reports whether a place is of a kind. A word is of ASCII, as in package
// regexp.
func isPlace(kind syntax.EmptyOp, text []byte, at int) bool {
	switch kind {
	case syntax.EmptyBeginText:
		return at == 0
	case syntax.EmptyEndText:
		return at == len(text)
	case syntax.EmptyBeginLine:
		return at == 0 || text[at-1] == '\n'
	case syntax.EmptyEndLine:
		return at == len(text) || text[at] == '\n'
	}
	return isEdge(text, at) == (kind == syntax.EmptyWordBoundary)
}

// isEdge reports whether a word begins or ends at a place.
func isEdge(text []byte, at int) bool {
	before := at > 0 && isWord(text[at-1])
	after := at < len(text) && isWord(text[at])
	return before != after
}

func isWord(c byte) bool { return wordBytes[c] }

// wordBytes is looked up, since what begins a match is asked of every byte.
var wordBytes = func() (is [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") {
		is[c] = true
	}
	return is
}()
