package reject

import "github.com/smtpspec/smtpspec/runner/reject/internal/pattern"

// signature is a set of all hooks that a text has, by their hashes: what is not in
// it is not in the text. Of each it knows in which of eight parts of the text it
// stands. A rule of which the key was seen asks it for the other words of the rule,
// which stand in so many rules that the index has not got them.
type signature struct {
	parts [1 << (markBits + 1)]when
	shift uint // a part is 1<<shift bytes
}

// when is a set of parts of a text.
type when uint8

const allParts = 8

// begin forgets the text before; the next one is of some bytes.
func (s *signature) begin(size int) {
	s.parts = [len(s.parts)]when{}
	for s.shift = 0; size>>s.shift >= allParts; s.shift++ {
	}
}

// when is the part that a place is of.
func (s *signature) when(place int) when { return 1 << (place >> s.shift & (allParts - 1)) }

// upTo is all parts in front of a place, and its own.
func (s *signature) upTo(place int) when { return s.when(place)<<1 - 1 }

// since is all parts behind a place, and its own.
func (s *signature) since(place int) when { return -s.when(place) }

// mark is the bit of a hook in a signature.
type mark uint16

const markBits = 12

func markOf(h hash, long bool) mark {
	m := mark(h >> (64 - markBits))
	if long {
		m |= 1 << markBits
	}
	return m
}

// endOfList follows the marks of a list; no hook has it.
const endOfList mark = 1<<16 - 1

// appendMarks appends a list of hooks.
func appendMarks(out []mark, hooks []string) []mark {
	for _, hook := range hooks {
		if b := []byte(hook); len(b) == pattern.LongHook {
			out = append(out, markOf(hashOf(keyOfSix(b)), true))
		} else {
			out = append(out, markOf(hashOf(keyOfThree(b)), false))
		}
	}
	return append(out, endOfList)
}

func (s *signature) add(m mark, w when) { s.parts[m&(1<<(markBits+1)-1)] |= w }

// hasOneOfEach reports whether some parts of the text may have one hook of each list.
func (s *signature) hasOneOfEach(lists []mark, parts when) bool {
	found := when(0)
	for _, m := range lists {
		if m != endOfList {
			found |= s.parts[m&(1<<(markBits+1)-1)]
			continue
		}
		if found&parts == 0 {
			return false
		}
		found = 0
	}
	return true
}
