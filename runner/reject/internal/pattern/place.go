package pattern

import "regexp/syntax"

// begin is what the text may go on with where a step, and all behind it, leads to
// a match.
type begin struct {
	bytes byteset
	end   bool // the text may be over
	edge  bool // a word has to begin or to end here
}

// holds reports whether the text may go on like this.
func (b *begin) holds(text []byte, at int) bool {
	if at >= len(text) {
		return b.end
	}
	return b.bytes.has(text[at]) && (!b.edge || isEdge(text, at))
}

// or adds another way to begin.
func (b *begin) or(o *begin) {
	b.bytes.addAll(&o.bytes)
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

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}
