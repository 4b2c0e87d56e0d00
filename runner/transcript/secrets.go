package transcript

import (
	"slices"
	"strings"
)

// MinSecret is the shortest value that Hide looks for. Shorter ones would blank
// out ordinary text; they are hidden by position only, and the run warns.
const MinSecret = 4

// Secrets finds sensitive values in text, in every form in which they travel; see
// formsOf. A nil *Secrets finds nothing. It may be used by several goroutines.
type Secrets struct {
	// by holds the forms by their first byte, the longest first.
	by [256][]string
}

// NewSecrets prepares a search for the values.
func NewSecrets(values ...string) *Secrets {
	var forms []string
	for _, v := range values {
		forms = append(forms, formsOf(v)...)
	}
	if len(forms) == 0 {
		return nil
	}
	slices.SortFunc(forms, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	s := &Secrets{}
	for _, f := range slices.Compact(forms) {
		s.by[f[0]] = append(s.by[f[0]], f)
	}
	return s
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

// HideCut is Hide for text whose end was cut off: an end that may be the beginning
// of a secret is left out.
func (s *Secrets) HideCut(text string) string {
	if s == nil {
		return text
	}
	last := 0
	for {
		_, to, hold := find(s, text, last, false)
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
	for i := start; i < len(text); i++ {
		if s.by[text[i]] == nil {
			continue
		}
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
	for _, form := range s.by[text[i]] {
		if len(form) <= len(rest) {
			if string(rest[:len(form)]) == form {
				return i + len(form), false
			}
			continue
		}
		if !whole && form[:len(rest)] == string(rest) {
			return 0, true
		}
	}
	return 0, false
}
