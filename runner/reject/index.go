package reject

import (
	"encoding/binary"
	"slices"

	"github.com/smtpspec/smtpspec/runner/reject/internal/pattern"
)

// index finds all needles in a text in one pass. Each needle hangs by its hook in a
// bucket, and a bit says whether any has the like, so that at nearly every byte of
// a reply two looks at such bits are all that happens. It is as fast here as an
// Aho-Corasick automaton, and built in a hundredth of the time, which matters to a
// program that classifies one reply and ends.
type index struct {
	short, long table
	entries     []entry
	slots       []slot  // those of a bucket in a row
	owners      []owner // the first of every entry, since most have but one
}

const (
	tableBits = 14
	bitBits   = 17
)

// table holds 1 + the first slot of every bucket; 0 is an empty one. Until the
// index is sealed it is the last entry.
type table struct {
	bits    [1 << bitBits / 64]uint64 // small enough to stay at hand
	buckets [1 << tableBits]int32
}

// slot is what the pass looks at of an entry first.
type slot struct {
	key   uint64 // the bytes of the needle's hook
	entry int32
	more  bool // the next slot is of the same bucket
}

type entry struct {
	key  uint64
	next int32 // 1 + the next entry of the bucket; 0: none
	pattern.Needle
	owners []owner // the rules that the needle is of
}

// owner is a rule, and what the needle is to it.
type owner struct {
	rule  *rule
	id    int32 // the rule's, at hand
	exact bool  // all that its text can match; else a key of it
}

func keyOfThree(b []byte) uint64 { return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 }

func keyOfSix(b []byte) uint64 {
	return uint64(binary.LittleEndian.Uint32(b)) | uint64(binary.LittleEndian.Uint16(b[4:]))<<32
}

// hash is a key, spread by Fibonacci hashing; its upper bits count.
type hash uint64

func hashOf(key uint64) hash { return hash(key * 11400714819323198485) }

// first is the first entry that may have a key.
func (t *table) first(h hash) int32 {
	bit := h >> (64 - bitBits)
	if t.bits[bit/64]&(1<<(bit%64)) == 0 {
		return 0
	}
	return t.buckets[h>>(64-tableBits)]
}

// put makes an entry the first of its bucket.
func (t *table) put(h hash, entry int32) {
	bit := h >> (64 - bitBits)
	t.bits[bit/64] |= 1 << (bit % 64)
	t.buckets[h>>(64-tableBits)] = entry
}

// grow makes room for some needles.
func (x *index) grow(n int) {
	x.entries, x.owners = slices.Grow(x.entries, n), slices.Grow(x.owners, n)
}

// add hangs a needle in. Many rules have needles in common ("denied"), and each
// of these is compared with the text once.
func (x *index) add(n pattern.Needle, o owner) {
	t, key := &x.short, uint64(0)
	if hook := []byte(n.Text[n.Hook:]); len(hook) < pattern.LongHook {
		key = keyOfThree(hook)
	} else {
		t, key = &x.long, keyOfSix(hook)
	}
	h := hashOf(key)
	first := t.buckets[h>>(64-tableBits)]
	for next := first; next != 0; next = x.entries[next-1].next {
		if e := &x.entries[next-1]; e.Needle == n {
			e.owners = append(e.owners, o)
			return
		}
	}
	x.owners = append(x.owners, o)
	x.entries = append(x.entries, entry{key, first, n, x.owners[len(x.owners)-1 : len(x.owners) : len(x.owners)]})
	t.put(h, int32(len(x.entries)))
}

// seal makes the index ready to be read. That it is read in a row is worth more than
// anything else: what a reply asks for is hardly ever in the processor's cache.
func (x *index) seal() {
	x.slots = make([]slot, 0, len(x.entries))
	for _, t := range []*table{&x.short, &x.long} {
		for i, first := range t.buckets {
			if first == 0 {
				continue
			}
			t.buckets[i] = int32(len(x.slots) + 1)
			for next := first; next != 0; next = x.entries[next-1].next {
				e := &x.entries[next-1]
				x.slots = append(x.slots, slot{e.key, next - 1, e.next != 0})
			}
		}
	}
}

// each calls found for every needle in the text, with where it lies, and puts the
// signature of the text into sig.
func (x *index) each(low []byte, sig *signature, found func(e *entry, start int)) {
	*sig = signature{}
	for i := 0; i+pattern.ShortHook <= len(low); i++ {
		key := keyOfThree(low[i:])
		h := hashOf(key)
		sig.add(markOf(h, false))
		if first := x.short.first(h); first != 0 {
			x.eachIn(first, key, low, i, found)
		}
		if i+pattern.LongHook > len(low) {
			continue
		}
		key = keyOfSix(low[i:])
		h = hashOf(key)
		sig.add(markOf(h, true))
		if first := x.long.first(h); first != 0 {
			x.eachIn(first, key, low, i, found)
		}
	}
}

// eachIn looks at one bucket.
func (x *index) eachIn(first int32, key uint64, low []byte, i int, found func(e *entry, start int)) {
	for next, more := first-1, true; more; next++ {
		slot := &x.slots[next]
		if more = slot.more; slot.key != key {
			continue
		}
		if e := &x.entries[slot.entry]; liesAt(&e.Needle, low, i-e.Hook) {
			found(e, i-e.Hook)
		}
	}
}

// liesAt compares a needle with the text at i, its word boundaries included.
func liesAt(n *pattern.Needle, low []byte, i int) bool {
	end := i + len(n.Text)
	if i < 0 || end > len(low) || string(low[i:end]) != n.Text {
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
