package reject

import (
	"unicode/utf8"

	"github.com/smtpspec/smtpspec/runner/reject/internal/pattern"
)

// span is from where to where in a text something was seen; 1 + the place.
type span struct{ first, last int32 }

// begin forgets the reply before.
func (s *scratch) begin(rules *ruleSet, low []byte) {
	for _, id := range s.keyed {
		s.keys[id] = span{}
	}
	s.rules, s.top, s.keyed = rules, s.top[:0], s.keyed[:0]
	if len(s.keys) < len(rules.keyed) {
		s.keys = make([]span, len(rules.keyed))
	}
	s.wide = 1
	for _, b := range low {
		if b >= utf8.RuneSelf {
			s.wide = utf8.UTFMax
			break
		}
	}
}

// seen takes note of a needle: it is the match itself, or a rule's key.
func (s *scratch) seen(owners []owner, start, size int, in *input) {
	for i := range owners {
		o := &owners[i]
		if o.exact {
			r := s.rules.exact[o.id]
			if _, asked, ok := r.fits(in); ok {
				s.consider(hit{r, start, start + size, r.weight(size, in), asked})
			}
		} else {
			// Needles are seen in the order of their hooks, not of their places.
			k, place := &s.keys[o.id], int32(start+1)
			if k.first == 0 {
				*k = span{place, place}
				s.keyed = append(s.keyed, o.id)
			}
			k.first, k.last = min(k.first, place), max(k.last, place)
		}
		if !o.more {
			return
		}
	}
}

// candidate is a rule that is tried where its key was seen. It is small, since some
// twenty are looked at for a reply and few are tried.
type candidate struct {
	rule               *rule
	text               *expression
	before, after, end int32 // from where to where it has marks: in front of its key, behind it
	longest            int16 // how many characters its text can match, or pattern.Free
	lead               int16 // and how many of them before its key
	strength           strength
	bare               bool // it asks for nothing but the text
}

// best is the strength of what fits so far.
func (s *scratch) best() strength {
	if len(s.top) == 0 {
		return byStage
	}
	return s.top[0].rule.strength
}

// tryPlain tries rules that have no text.
func (s *scratch) tryPlain(rules []*rule, in *input) {
	for _, r := range rules {
		if exact, asked, ok := r.fits(in); ok {
			s.consider(hit{rule: r, exact: exact, asked: asked})
		}
	}
}

// tryAll tries the candidates of one strength.
func (s *scratch) tryAll(of strength, in *input) {
	all := s.rules
	for i := range all.slow {
		if c := &all.slow[i]; c.strength == of {
			s.try(c, 0, len(in.text.low), in)
		}
	}
	for _, id := range s.keyed {
		c := &all.keyed[id]
		if c.strength != of || s.hopeless(c, len(in.text.low)) {
			continue
		}
		if from, to, ok := s.span(int(id)); ok {
			s.try(c, from, to, in)
		}
	}
}

// span is from where to where a match of a candidate can begin. It reports false
// where a word that it asks for is not there, or not on the right side of its key.
func (s *scratch) span(id int) (from, to int, ok bool) {
	k := s.keys[id]
	if k.first == 0 {
		return 0, 0, false
	}
	c, first, last := &s.rules.keyed[id], int(k.first)-1, int(k.last)-1
	if !s.sig.hasOneOfEach(s.rules.marks[c.before:c.after], s.sig.upTo(last)) ||
		!s.sig.hasOneOfEach(s.rules.marks[c.after:c.end], s.sig.since(first)) {
		return 0, 0, false
	}
	if c.lead != pattern.Free {
		from = max(first-int(c.lead)*s.wide, 0)
	}
	return from, last, true
}

// try looks for a match that begins at one of the bytes from..to.
func (s *scratch) try(c *candidate, from, to int, in *input) {
	if s.hopeless(c, len(in.text.low)-from) {
		return
	}
	asked := 1
	if !c.bare {
		var ok bool
		if _, asked, ok = c.rule.fits(in); !ok {
			return
		}
	}
	if start, end, ok := c.text.find(in.text.low, from, to, &s.stack); ok {
		s.consider(hit{c.rule, start, end, c.rule.weight(end-start, in), asked})
	}
}

// hopeless reports whether the best so far is longer than all that a rule's text can
// match in the bytes that are left.
func (s *scratch) hopeless(c *candidate, left int) bool {
	if len(s.top) == 0 || s.top[0].rule.strength < c.strength {
		return false
	}
	if c.longest != pattern.Free {
		left = min(left, int(c.longest)*s.wide)
	}
	return s.top[0].exact > left
}
