package dsl

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// secretSet are strings that no text may have in it, ordered so that a text is asked once
// for all of them: a file may have thousands.
type secretSet struct {
	by map[string][]string // by how they begin, in small letters
}

// secretStart is by how many bytes they are ordered. No secret is shorter.
const secretStart = 3

// newSecretSet prepares a search for strings, also as a quoted one has them. It is nil
// where there are none.
func newSecretSet(list []string) *secretSet {
	if len(list) == 0 {
		return nil
	}
	s := &secretSet{by: map[string][]string{}}
	add := func(secret string) {
		if low := lowered(secret); len(low) >= secretStart {
			s.by[low[:secretStart]] = append(s.by[low[:secretStart]], low)
		}
	}
	slices.Sort(list)
	for _, secret := range slices.Compact(list) {
		add(secret)
		if quoted := fmt.Sprintf("%q", secret); len(quoted) != len(secret)+2 {
			add(quoted[1 : len(quoted)-1])
		}
	}
	return s
}

// in adds to found those that a text in small letters has.
func (s *secretSet) in(low string, found []string) []string {
	for i := 0; i+secretStart <= len(low); i++ {
		for _, secret := range s.by[low[i:i+secretStart]] {
			if strings.HasPrefix(low[i:], secret) {
				found = append(found, secret)
			}
		}
	}
	return found
}

// secretSets are all sets that a text is searched for.
type secretSets []*secretSet

// with are the sets and more.
func (s secretSets) with(more ...*secretSet) secretSets {
	out := slices.Clip(s)
	for _, set := range more {
		if set != nil {
			out = append(out, set)
		}
	}
	return out
}

// hideSecrets replaces sensitive strings, in capital and small letters, the longest first,
// so that none is left over in part.
func hideSecrets(text string, secrets secretSets) string {
	if len(secrets) == 0 {
		return text
	}
	var found []string
	low := lowered(text)
	for _, set := range secrets {
		found = set.in(low, found)
	}
	slices.SortFunc(found, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	for _, secret := range slices.Compact(found) {
		text = replaceFold(text, secret)
	}
	return text
}

// replaceFold hides a text wherever it stands, whatever the case of its ASCII letters.
func replaceFold(text, secret string) string {
	at := indexFold(text, secret)
	if at < 0 {
		return text
	}
	var b strings.Builder
	for ; at >= 0; at = indexFold(text, secret) {
		b.WriteString(text[:at])
		b.WriteString(hidden)
		text = text[at+len(secret):]
	}
	return b.String() + text
}

func indexFold(text, secret string) int {
	if secret == "" {
		return -1
	}
	first := asciiLower(secret[0])
	for i := 0; i+len(secret) <= len(text); i++ {
		if asciiLower(text[i]) == first && equalFold(text[i:i+len(secret)], secret) {
			return i
		}
	}
	return -1
}

// equalFold compares two texts of one length.
func equalFold(a, b string) bool {
	for i := range len(a) {
		if asciiLower(a[i]) != asciiLower(b[i]) {
			return false
		}
	}
	return true
}

func asciiLower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// lowered makes ASCII's capitals small and leaves all else, so that places stay.
func lowered(s string) string {
	b := []byte(s)
	for i, c := range b {
		b[i] = asciiLower(c)
	}
	return string(b)
}
