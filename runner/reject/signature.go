package reject

import "github.com/smtpspec/smtpspec/runner/reject/internal/pattern"

// signature is a set of all hooks that a text has, by their hashes: what is not in
// it is not in the text. A rule of which the key was seen asks it for the other
// words of the rule, which stand in so many rules that the index has not got them.
type signature [1 << (markBits + 1) / 64]uint64

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

func (s *signature) add(m mark) { s[m/64] |= 1 << (m % 64) }

func (s *signature) has(m mark) bool { return s[m/64]&(1<<(m%64)) != 0 }

// hasOneOfEach reports whether the text may have one hook of each list.
func (s *signature) hasOneOfEach(lists []mark) bool {
	found := false
	for _, m := range lists {
		switch {
		case m != endOfList:
			found = found || s.has(m)
		case !found:
			return false
		default:
			found = false
		}
	}
	return true
}
