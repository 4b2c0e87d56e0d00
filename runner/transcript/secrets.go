package transcript

import (
	"cmp"
	"slices"
	"strings"
)

// MinSecret is the shortest value that Hide looks for. Shorter ones would blank
// out ordinary text; they are hidden by position only, and the run warns.
const MinSecret = 4

// shortExact is the length from which a form of base64 is looked for in either case:
// of the shorter ones too much would be found that is none.
const shortExact = 8

// Secrets finds sensitive values in text, in every form in which they travel; see
// formsOf. The case of ASCII letters does not matter: a server may answer in its own.
// A nil *Secrets finds nothing. It may be used by several goroutines.
type Secrets struct {
	// by holds the forms by their first byte, as a small letter, the longest first.
	by [256][]form
	// pairs has a bit for each pair of bytes with which a form begins. Nearly all text
	// is passed over by it.
	pairs [1 << 16 / 64]uint64
}

// form is one form of a value.
type form struct {
	low   string // in small letters
	exact string // where the case counts; else empty
}

// NewSecrets prepares a search for the values.
func NewSecrets(values ...string) *Secrets {
	var forms []form
	for _, v := range values {
		forms = append(forms, formsOf(v)...)
	}
	if len(forms) == 0 {
		return nil
	}
	slices.SortFunc(forms, func(a, b form) int {
		return cmp.Or(len(b.low)-len(a.low), strings.Compare(a.low, b.low), strings.Compare(a.exact, b.exact))
	})
	s := &Secrets{}
	for _, f := range slices.Compact(forms) {
		s.by[f.low[0]] = append(s.by[f.low[0]], f)
		for _, a := range cases(f.low[0]) {
			for _, b := range cases(f.low[1]) {
				pair := uint16(a)<<8 | uint16(b)
				s.pairs[pair/64] |= 1 << (pair % 64)
			}
		}
	}
	return s
}

// next is the first place at or behind i where a form may begin, or len(text). The last
// byte is one where any does whose first byte it is.
func next[T string | []byte](s *Secrets, text T, i int) int {
	if i+1 < len(text) {
		pair := uint16(text[i])
		for ; i+1 < len(text); i++ {
			pair = pair<<8 | uint16(text[i+1])
			if s.pairs[pair/64]&(1<<(pair%64)) != 0 {
				return i
			}
		}
	}
	if i < len(text) && s.by[small[text[i]]] == nil {
		i++
	}
	return i
}

// cases are a letter of ASCII in both cases, or the byte.
func cases(low byte) []byte {
	if 'a' <= low && low <= 'z' {
		return []byte{low, low - ('a' - 'A')}
	}
	return []byte{low}
}

// small are the bytes with ASCII's capitals made small.
var small = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if 'A' <= i && i <= 'Z' {
			t[i] += 'a' - 'A'
		}
	}
	return t
}()

// lower makes ASCII's capitals small and leaves all else, so that places stay.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		b[i] = small[c]
	}
	return string(b)
}

// Hide replaces every form of every secret in text by Hidden. Forms that overlap
// are hidden as one.
func (s *Secrets) Hide(text string) string {
	if s == nil {
		return text
	}
	from, to, _ := find(s, text, 0, true)
	if to == 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	last := 0
	for to > 0 {
		b.WriteString(text[last:from])
		b.WriteString(Hidden)
		last = to
		from, to, _ = find(s, text, last, true)
	}
	b.WriteString(text[last:])
	return b.String()
}

// HideCut is Hide for text whose end was cut off: an end of more than one byte that may
// be the beginning of a secret is left out.
func (s *Secrets) HideCut(text string) string {
	if s == nil {
		return text
	}
	last := 0
	for {
		_, to, hold := find(s, text, last, false)
		if to == 0 && hold == len(text)-1 {
			hold = len(text)
		}
		if to == 0 {
			return s.Hide(text[:hold])
		}
		last = to
	}
}

// Contains reports whether text holds a secret in any form.
func (s *Secrets) Contains(text string) bool {
	if s == nil {
		return false
	}
	_, to, _ := find(s, text, 0, true)
	return to > 0
}

// find looks for the first secret in text at or behind start and returns where it
// lies; to is 0 when there is none. Unless text is whole, more of it may follow:
// then hold is where the part begins that cannot be judged yet, and nothing that
// reaches into it is reported. hold is len(text) when all can be judged.
func find[T string | []byte](s *Secrets, text T, start int, whole bool) (from, to, hold int) {
	for i := next(s, text, start); i < len(text); i = next(s, text, i+1) {
		end, open := match(s, text, i, whole)
		if open {
			return 0, 0, i
		}
		if end == 0 {
			continue
		}
		// A second secret may begin inside the first one and end behind it.
		for k := i + 1; k < end; k++ {
			more, open := match(s, text, k, whole)
			if open {
				return 0, 0, i
			}
			end = max(end, more)
		}
		return i, end, len(text)
	}
	return 0, 0, len(text)
}

// match returns where the longest form ends that begins at i, or 0. It is open
// when a longer one could still match with what follows.
func match[T string | []byte](s *Secrets, text T, i int, whole bool) (end int, open bool) {
	rest := text[i:]
	for _, f := range s.by[small[text[i]]] {
		if len(f.low) <= len(rest) {
			if f.begin(string(rest[:len(f.low)])) {
				return i + len(f.low), false
			}
			continue
		}
		if !whole && f.begin(string(rest)) {
			return 0, true
		}
	}
	return 0, false
}

// begin reports whether the form begins with text.
func (f form) begin(text string) bool {
	if f.exact != "" {
		return f.exact[:len(text)] == text
	}
	for i := 0; i < len(text); i++ {
		if small[text[i]] != f.low[i] {
			return false
		}
	}
	return true
}
