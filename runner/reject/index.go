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
	entries     []entry // until it is sealed
	links       []link  // until then
	slots       []slot  // those of a bucket in a row
	owners      []owner // those of a slot in a row
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

// slot is a needle, as the pass looks at it: all in one place, since what a reply asks
// for is hardly ever in the processor's cache.
type slot struct {
	key    uint64 // the bytes of the needle's hook
	text   string
	owners int32 // the first of the rules that the needle is of
	hook   uint8
	left   bool // a word must begin there,
	right  bool // or end
	more   bool // the next slot is of the same bucket
}

// entry is a needle while the index is made.
type entry struct {
	key  uint64
	next int32 // 1 + the next entry of the bucket; 0: none
	pattern.Needle
	owners int32 // 1 + the last of its owners
}

// link is an owner while the index is made.
type link struct {
	owner
	next int32 // 1 + the next one of the entry; 0: none
}

// owner is a rule, and what the needle is to it.
type owner struct {
	id    int32 // of a rule by its key, or of one by its needles
	exact bool  // the needle is all that the rule's text can match; else a key of it
	more  bool  // the next owner is of the same needle
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
	x.entries, x.links = slices.Grow(x.entries, n), slices.Grow(x.links, n)
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
			x.links = append(x.links, link{o, e.owners})
			e.owners = int32(len(x.links))
			return
		}
	}
	x.links = append(x.links, link{o, 0})
	x.entries = append(x.entries, entry{key, first, n, int32(len(x.links))})
	t.put(h, int32(len(x.entries)))
}

// seal makes the index ready to be read.
func (x *index) seal() {
	x.slots = make([]slot, 0, len(x.entries))
	x.owners = make([]owner, 0, len(x.links))
	for _, t := range []*table{&x.short, &x.long} {
		for i, first := range t.buckets {
			if first == 0 {
				continue
			}
			t.buckets[i] = int32(len(x.slots) + 1)
			for next := first; next != 0; next = x.entries[next-1].next {
				e := &x.entries[next-1]
				x.slots = append(x.slots, slot{e.key, e.Text, int32(len(x.owners)), uint8(e.Hook), e.Left, e.Right, e.next != 0})
				x.addOwners(e)
			}
		}
	}
	x.entries, x.links = nil, nil
}

func (x *index) addOwners(e *entry) {
	for next := e.owners; next != 0; {
		l := x.links[next-1]
		next, l.more = l.next, l.next != 0
		x.owners = append(x.owners, l.owner)
	}
}

// each calls found for every needle in the text, with where it lies, and puts the
// signature of the text into sig.
func (x *index) each(low []byte, sig *signature, found func(owners []owner, start, size int)) {
	sig.begin(len(low))
	for i := 0; i+pattern.ShortHook <= len(low); i++ {
		key, when := keyOfThree(low[i:]), sig.when(i)
		h := hashOf(key)
		sig.add(markOf(h, false), when)
		if first := x.short.first(h); first != 0 {
			x.eachIn(first, key, low, i, found)
		}
		if i+pattern.LongHook > len(low) {
			continue
		}
		key = keyOfSix(low[i:])
		h = hashOf(key)
		sig.add(markOf(h, true), when)
		if first := x.long.first(h); first != 0 {
			x.eachIn(first, key, low, i, found)
		}
	}
}

// eachIn looks at one bucket.
func (x *index) eachIn(first int32, key uint64, low []byte, i int, found func(owners []owner, start, size int)) {
	for next, more := first-1, true; more; next++ {
		s := &x.slots[next]
		if more = s.more; s.key != key {
			continue
		}
		if start := i - int(s.hook); s.liesAt(low, start) {
			found(x.owners[s.owners:], start, len(s.text))
		}
	}
}

// liesAt compares a needle, of which the hook is there, with the text at i, its word
// boundaries included.
func (s *slot) liesAt(low []byte, i int) bool {
	end := i + len(s.text)
	if i < 0 || end > len(low) {
		return false
	}
	if !s.isHook() && string(low[i:end]) != s.text {
		return false
	}
	return (!s.left || boundary(low, i)) && (!s.right || boundary(low, end))
}

// isHook reports whether a needle is nothing but its hook.
func (s *slot) isHook() bool {
	return len(s.text) == pattern.LongHook || len(s.text) == pattern.ShortHook
}

// boundary is \b: a word begins or ends at i.
func boundary(low []byte, i int) bool {
	before := i > 0 && isWord(low[i-1])
	after := i < len(low) && isWord(low[i])
	return before != after
}
