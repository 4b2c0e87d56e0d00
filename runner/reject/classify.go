package reject

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/smtpspec/smtpspec/runner/reject/internal/pattern"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Classify names a reply. The stage may be empty, and so may the reply's code
// where only the words are known: what is unknown excludes nothing. A positive
// reply is always OK. A Base may be used by many goroutines at once.
func (b *Base) Classify(stage smtp.Stage, r smtp.Reply) Match {
	m, _ := b.classify(stage, r)
	return m
}

// Failure names a failure that came in place of a reply.
func (b *Base) Failure(f *smtp.Failure) Match {
	if f == nil {
		return Match{Class: b.unknown}
	}
	c, ok := b.Lookup(f.Class)
	if !ok {
		c = b.unknown
	}
	return Match{Class: c, Evidence: f.Detail}
}

// classify also names the class that came out even with the one chosen, where
// nothing settled the tie.
func (b *Base) classify(stage smtp.Stage, r smtp.Reply) (m Match, tied *Class) {
	if r.Code.Positive() || r.Code.Intermediate() || r.Code == 0 && r.Enhanced.Class == 2 {
		return Match{Class: b.ok, Evidence: r.Code.String()}, nil
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.text.load(r)
	s.quoted = quotedReplies(s.text.low, s.quoted[:0])
	in := input{stage: stageBits(stage)}
	// The innermost reply was the first to be said, and the others report it.
	for i := len(s.quoted) - 1; i >= 0 && i >= len(s.quoted)-maxQuoted; i-- {
		q := s.quoted[i]
		in.code, in.enhanced, in.text = q.code, q.enhanced, s.text.of(q)
		if m, tied, ok := b.match(&in, s); ok || q.whole && r.Code == 0 {
			return m, tied
		}
	}
	in.code, in.enhanced, in.text = r.Code, r.Enhanced, s.text
	if in.enhanced.IsZero() {
		in.enhanced = enhancedInside(s.text.low)
	}
	m, tied, ok := b.match(&in, s)
	if !ok && s.text.splitUnderscores() {
		m, tied, _ = b.match(&in, s)
	}
	return m, tied
}

// maxQuoted bounds how many quoted replies are looked at, from the innermost on.
// Bounces of bounces have three; more are a server's play with our time.
const maxQuoted = 8

func (t *text) of(q quoted) text {
	end := q.end(t.low)
	return text{t.shown[q.at:end], t.low[q.at:end]}
}

// input is what rules look at.
type input struct {
	stage    uint32
	code     smtp.Code
	enhanced smtp.EnhancedCode
	text     text
}

// scratch is the memory of one classification.
type scratch struct {
	text   text
	quoted []quoted
	wide   int     // how many bytes a character of the text has at most
	keys   []span  // by a rule's id: where its key was seen
	keyed  []*rule // the rules whose key was seen
	sig    signature
	stack  pattern.Stack
	top    []hit // the best so far, all of one rank
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// hit is a rule that fits.
type hit struct {
	rule       *rule
	start, end int // of the words, where it has text
	exact      int // how much it matched: bytes of text, or how exact the code is
	asked      int // how many things it asked for, see fits
}

// compare orders hits by rank, as the package comment says.
func (h hit) compare(o hit) int {
	return cmp.Or(
		cmp.Compare(h.rule.strength, o.rule.strength),
		cmp.Compare(h.exact, o.exact),
		cmp.Compare(h.asked, o.asked),
	)
}

func (s *scratch) consider(h hit) {
	if len(s.top) > 0 {
		switch c := h.compare(s.top[0]); {
		case c < 0:
			return
		case c > 0:
			s.top = s.top[:0]
		}
	}
	s.top = append(s.top, h)
}

// match finds the class of one reply without looking at what it quotes.
func (b *Base) match(in *input, s *scratch) (m Match, tied *Class, ok bool) {
	rules := b.rules()
	s.begin(rules.keyed, in.text.low)
	rules.index.each(in.text.low, &s.sig, func(e *entry, start int) { s.seen(e, start, in) })
	s.tryAll(rules.slow, in)
	s.tryAll(s.keyed, in)
	if len(s.top) == 0 {
		for _, r := range rules.plain {
			if exact, asked, ok := r.fits(in); ok {
				s.consider(hit{rule: r, exact: exact, asked: asked})
			}
		}
	}
	if len(s.top) == 0 {
		return Match{Class: b.unknown}, nil, false
	}
	best, tied := settle(s.top)
	return Match{Class: best.rule.class, Evidence: best.evidence(in)}, tied, true
}

// span is from where to where in a text something was seen; 1 + the place.
type span struct{ first, last int32 }

// begin forgets the reply before.
func (s *scratch) begin(keyed int, low []byte) {
	for _, r := range s.keyed {
		s.keys[r.id] = span{}
	}
	s.top, s.keyed = s.top[:0], s.keyed[:0]
	if len(s.keys) < keyed {
		s.keys = make([]span, keyed)
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
func (s *scratch) seen(e *entry, start int, in *input) {
	for i := range e.owners {
		o := &e.owners[i]
		if o.exact {
			if _, asked, ok := o.rule.fits(in); ok {
				n := len(e.Text)
				s.consider(hit{o.rule, start, start + n, n, asked})
			}
			continue
		}
		// Needles are seen in the order of their hooks, not of their places.
		k, place := &s.keys[o.id], int32(start+1)
		if k.first == 0 {
			*k = span{place, place}
			s.keyed = append(s.keyed, o.rule)
		}
		k.first, k.last = min(k.first, place), max(k.last, place)
	}
}

// tryAll tries rules; fallbacks only where nothing better was found.
func (s *scratch) tryAll(rules []*rule, in *input) {
	for _, strength := range []strength{byText, byFallback} {
		if len(s.top) > 0 && s.top[0].rule.strength > strength {
			return
		}
		for _, r := range rules {
			if r.strength == strength && s.sig.hasOneOfEach(r.also) && !s.hopeless(r) {
				s.try(r, in)
			}
		}
	}
}

// hopeless reports whether the best so far is longer than all that a rule's text
// can match.
func (s *scratch) hopeless(r *rule) bool {
	n := r.longest
	return n != pattern.Free && len(s.top) > 0 && s.top[0].rule.strength >= r.strength && s.top[0].exact > n*s.wide
}

func (s *scratch) try(r *rule, in *input) {
	_, asked, ok := r.fits(in)
	if !ok {
		return
	}
	from, to := s.reach(r, in.text.low)
	if start, end, ok := r.text.find(in.text.low, from, to, &s.stack); ok {
		s.consider(hit{r, start, end, end - start, asked})
	}
}

// reach is from where to where a match of a rule can begin.
func (s *scratch) reach(r *rule, low []byte) (from, to int) {
	if !r.keyed {
		return 0, len(low)
	}
	k := s.keys[r.id]
	if r.lead != pattern.Free {
		from = max(int(k.first)-1-r.lead*s.wide, 0)
	}
	return from, int(k.last) - 1
}

// settle chooses among hits of one rank, whatever their order: a class that
// another of them is over is out, then a suite's own class wins, then the first
// by name. What is left beside the winner was not settled by anybody.
func settle(top []hit) (best hit, tied *Class) {
	if len(top) == 1 {
		return top[0], nil
	}
	slices.SortFunc(top, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.rule.class.ID, b.rule.class.ID), cmp.Compare(a.start, b.start))
	})
	left := top[:0:0]
	for _, h := range top {
		if !beaten(h, top) {
			left = append(left, h)
		}
	}
	if len(left) == 0 {
		left = top // each is over another one
	}
	best = left[0]
	for _, h := range left {
		if h.rule.own && !best.rule.own {
			best = h
		}
	}
	for _, h := range left {
		if h.rule.class != best.rule.class && h.rule.own == best.rule.own {
			return best, h.rule.class
		}
	}
	return best, nil
}

func beaten(h hit, top []hit) bool {
	for _, o := range top {
		if o.rule.class != h.rule.class && slices.Contains(o.rule.class.Over, h.rule.class.ID) {
			return true
		}
	}
	return false
}

// evidence is what decided: the server's own words, or the code.
func (h hit) evidence(in *input) string {
	switch h.rule.strength {
	case byText, byFallback:
		return strings.Trim(string(in.text.shown[h.start:h.end]), " .,;:")
	case byEnhanced:
		return in.enhanced.String()
	case byCode:
		return in.code.String()
	}
	return ""
}
