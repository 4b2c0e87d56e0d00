package reject

import (
	"github.com/smtpspec/smtpspec/runner/reject/internal/pattern"
)

// index finds all needles in a text in one pass. Each needle hangs in a bucket
// chosen by its first three bytes, so that at nearly every byte of a reply one
// look at an empty bucket is all that happens. It is as fast here as an
// Aho-Corasick automaton, and built in a hundredth of the time, which matters to
// a program that classifies one reply and ends.
type index struct {
	buckets [1 << indexBits]int32 // 1 + the first entry; 0: empty
	entries []entry
}

const indexBits = 12

type entry struct {
	key  uint32 // the needle's first three bytes
	next int32  // 1 + the next entry of the bucket; 0: none
	pattern.Needle
	rule *rule
}

func indexKey(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

// bucketOf spreads keys by Fibonacci hashing.
func bucketOf(key uint32) uint32 { return key * 2654435769 >> (32 - indexBits) }

func (x *index) add(n pattern.Needle, r *rule) {
	key := indexKey([]byte(n.Text[:pattern.MinNeedle]))
	b := bucketOf(key)
	x.entries = append(x.entries, entry{key, x.buckets[b], n, r})
	x.buckets[b] = int32(len(x.entries))
}

// each calls found for every needle in the text, with where it lies.
func (x *index) each(low []byte, found func(e *entry, start int)) {
	for i := 0; i+pattern.MinNeedle <= len(low); i++ {
		key := indexKey(low[i:])
		for next := x.buckets[bucketOf(key)]; next != 0; {
			e := &x.entries[next-1]
			next = e.next
			if e.key == key && liesAt(&e.Needle, low, i) {
				found(e, i)
			}
		}
	}
}

// liesAt compares a needle with the text at i, its word boundaries included.
func liesAt(n *pattern.Needle, low []byte, i int) bool {
	end := i + len(n.Text)
	if end > len(low) || string(low[i:end]) != n.Text {
		return false
	}
	return (!n.Left || boundary(low, i)) && (!n.Right || boundary(low, end))
}

// boundary is \b: a word begins or ends at i.
func boundary(low []byte, i int) bool {
	before := i > 0 && isWord(low[i-1])
	after := i < len(low) && isWord(low[i])
	return before != after
}
