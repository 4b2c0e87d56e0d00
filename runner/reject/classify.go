package reject

import (
	"cmp"
	"slices"
	"strings"
	"sync"

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
	for i := len(s.quoted) - 1; i >= 0; i-- {
		q := s.quoted[i]
		in.code, in.enhanced, in.text = q.code, q.enhanced, s.text.from(q.at)
		if m, tied, ok := b.match(&in, s); ok {
			return m, tied
		}
	}
	in.code, in.enhanced, in.text = r.Code, r.Enhanced, s.text
	if in.enhanced.IsZero() {
		in.enhanced = enhancedInside(s.text.low)
	}
	m, tied, _ = b.match(&in, s)
	return m, tied
}

func (t *text) from(i int) text { return text{t.shown[i:], t.low[i:]} }

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
	tried  []*rule
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
		cmp.Compare(h.rule.strength(), o.rule.strength()),
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
	s.top, s.tried = s.top[:0], s.tried[:0]
	rules.index.each(in.text.low, func(e *entry, start int) { s.seen(e, start, in) })
	for _, r := range rules.slow {
		s.try(r, in)
	}
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

// seen takes note of a needle: it is the match itself, or a reason to try the
// rule's expression, once.
func (s *scratch) seen(e *entry, start int, in *input) {
	if !e.rule.text.words.Exact {
		if !slices.Contains(s.tried, e.rule) {
			s.tried = append(s.tried, e.rule)
			s.try(e.rule, in)
		}
		return
	}
	if _, asked, ok := e.rule.fits(in); ok {
		n := len(e.Text)
		s.consider(hit{e.rule, start, start + n, n, asked})
	}
}

func (s *scratch) try(r *rule, in *input) {
	_, asked, ok := r.fits(in)
	if !ok {
		return
	}
	if start, end, ok := r.text.find(in.text.low); ok {
		s.consider(hit{r, start, end, end - start, asked})
	}
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
	switch h.rule.strength() {
	case byText:
		return strings.Trim(string(in.text.shown[h.start:h.end]), " .,;:")
	case byEnhanced:
		return in.enhanced.String()
	case byCode:
		return in.code.String()
	}
	return ""
}
