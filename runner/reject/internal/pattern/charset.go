package pattern

import (
	"regexp/syntax"
	"sync"
	"unicode"
	"unicode/utf8"
)

// byteset is a set of bytes.
type byteset [4]uint64

func (b *byteset) has(c byte) bool { return b[c>>6]&(1<<(c&63)) != 0 }

func (b *byteset) add(c byte) { b[c>>6] |= 1 << (c & 63) }

func (b *byteset) meets(o *byteset) bool {
	return b[0]&o[0]|b[1]&o[1]|b[2]&o[2]|b[3]&o[3] != 0
}

func (b *byteset) addAll(o *byteset) {
	for i := range b {
		b[i] |= o[i]
	}
}

// charset is a set of characters.
type charset struct {
	leads  byteset // the bytes that they begin with
	ranges []rune  // of those that are not ASCII: from, to, from, to
}

// newCharset makes a set of ranges, as package syntax has them.
func newCharset(ranges []rune) *charset {
	set := &charset{}
	for i := 0; i+1 < len(ranges); i += 2 {
		lo, hi := ranges[i], ranges[i+1]
		for r := lo; r <= min(hi, utf8.RuneSelf-1); r++ {
			set.leads.add(byte(r))
		}
		if hi >= utf8.RuneSelf {
			set.ranges = append(set.ranges, max(lo, utf8.RuneSelf), hi)
		}
	}
	if set.ranges != nil {
		set.leads[2], set.leads[3] = ^uint64(0), ^uint64(0)
	}
	return set
}

// widthAt is how many bytes the character of the set takes that stands at a place;
// 0 where none does. A byte that is no UTF-8 is one character, as in package regexp.
func (c *charset) widthAt(text []byte, at int) int {
	if at >= len(text) || !c.leads.has(text[at]) {
		return 0
	}
	if text[at] < utf8.RuneSelf {
		return 1
	}
	r, width := utf8.DecodeRune(text[at:])
	for i := 0; i < len(c.ranges); i += 2 {
		if c.ranges[i] <= r && r <= c.ranges[i+1] {
			return width
		}
	}
	return 0
}

// unit is what a run repeats: a character of a set, or one of several short
// sequences of them, such as [^.]|\.\w. No two begin with the same byte, so that
// there is only one way to read a text.
type unit struct {
	leads byteset
	one   bool // it is one character
	ways  [][]*charset
}

// units holds every unit by its expression. A thousand rules have some hundred
// different ones, which stay at hand.
var units sync.Map

// unitOf is what a repetition repeats; nil where that is more than a unit.
func unitOf(re *syntax.Regexp) *unit {
	u := newUnit(re)
	if u == nil {
		return nil
	}
	known, _ := units.LoadOrStore(string(spell(nil, re)), u)
	return known.(*unit)
}

// spell appends what tells the expression of a unit from others.
func spell(out []byte, re *syntax.Regexp) []byte {
	out = append(out, byte(re.Op), byte(len(re.Sub)))
	for _, r := range re.Rune {
		out = utf8.AppendRune(out, r)
	}
	for _, sub := range re.Sub {
		out = spell(out, sub)
	}
	return out
}

func newUnit(re *syntax.Regexp) *unit {
	if re.Op != syntax.OpAlternate {
		if seq := sequence(re); len(seq) == 1 {
			return &unit{seq[0].leads, true, [][]*charset{seq}}
		}
		return nil
	}
	u := &unit{}
	for _, sub := range re.Sub {
		seq := sequence(sub)
		if seq == nil || u.leads.meets(&seq[0].leads) {
			return nil
		}
		u.leads.addAll(&seq[0].leads)
		u.ways = append(u.ways, seq)
	}
	return u
}

// sequence is an expression as sets of characters; nil where it is no such thing.
func sequence(re *syntax.Regexp) []*charset {
	switch re.Op {
	case syntax.OpCharClass:
		return []*charset{newCharset(re.Rune)}
	case syntax.OpAnyChar:
		return []*charset{newCharset([]rune{0, unicode.MaxRune})}
	case syntax.OpAnyCharNotNL:
		return []*charset{newCharset([]rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune})}
	case syntax.OpLiteral:
		if len(re.Rune) == 1 && re.Flags&syntax.FoldCase == 0 {
			return []*charset{newCharset([]rune{re.Rune[0], re.Rune[0]})}
		}
	case syntax.OpConcat:
		var all []*charset
		for _, sub := range re.Sub {
			some := sequence(sub)
			if some == nil {
				return nil
			}
			all = append(all, some...)
		}
		return all
	}
	return nil
}

// widthAt is how many bytes the unit takes that stands at a place; 0 where none
// does.
func (u *unit) widthAt(text []byte, at int) int {
	if at >= len(text) || !u.leads.has(text[at]) {
		return 0
	}
	if u.one && text[at] < utf8.RuneSelf {
		return 1
	}
	for _, seq := range u.ways {
		n := seq[0].widthAt(text, at)
		for _, set := range seq[1:] {
			if n == 0 {
				break
			}
			if more := set.widthAt(text, at+n); more > 0 {
				n += more
			} else {
				n = 0
			}
		}
		if n > 0 {
			return n
		}
	}
	return 0
}

// widthAt is how many bytes the character at a place takes, and 1 at the end.
func widthAt(text []byte, at int) int {
	if at >= len(text) || text[at] < utf8.RuneSelf {
		return 1
	}
	_, width := utf8.DecodeRune(text[at:])
	return width
}

// lastWidth is how many bytes the last character takes.
func lastWidth(text []byte) int {
	if text[len(text)-1] < utf8.RuneSelf {
		return 1
	}
	_, width := utf8.DecodeLastRune(text)
	return width
}
