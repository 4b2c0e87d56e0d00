package reject

import (
	"cmp"
	"slices"
	"sync"

	"github.com/smtpspec/smtpspec/runner/reject/internal/pattern"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Classify names a reply. The stage may be empty, and so may the reply's code
// where only the words are known: what is unknown excludes nothing. A positive
// reply is always OK. A Base may be used by many goroutines at once.
func (b *Base) Classify(stage smtp.Stage, r smtp.Reply) Match {
	return b.classify(stage, r).Match
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

// verdict is what a rule made of a reply.
type verdict struct {
	Match
	strength strength // of the rule; 0 where none fits
	from, to int      // where in the text its words stand, if it has any
	ok       bool     // there was a rule
	tied     *Class   // the class that came out even, where nothing settled the tie
}

func (b *Base) classify(stage smtp.Stage, r smtp.Reply) verdict {
	if r.Code.Positive() || r.Code.Intermediate() || r.Code == 0 && r.Enhanced.Class == 2 {
		return verdict{Match: Match{Class: b.ok, Evidence: r.Code.String()}}
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	best := b.read(stage, r, noSeam, s)
	// A line may have been wrapped in the middle of a word.
	for seam := 1; seam < min(len(r.Lines), maxSeams); seam++ {
		if !isSeam(r.Lines[seam-1], r.Lines[seam]) {
			continue
		}
		v := b.read(stage, r, seam, s)
		if v.strength < byText || v.from >= s.text.seam || v.to <= s.text.seam || v.Class == best.Class {
			continue
		}
		if best.strength < byText || v.to-v.from > best.to-best.from {
			best = v
		}
	}
	return best
}

// maxSeams bounds how often a reply is read again: a word is looked for over the
// first lines only.
const maxSeams = 8

// read names a reply, or what it quotes, with the words at a seam joined.
func (b *Base) read(stage smtp.Stage, r smtp.Reply, seam int, s *scratch) verdict {
	s.text.load(r, seam)
	s.quoted = s.text.blotCallout(quotedReplies(s.text.low, s.quoted[:0]))
	in := input{stage: stageBits(stage)}
	if in.stage == 0 {
		in.never = ruledOut(r.Enhanced)
	}
	// The innermost reply was the first to be said, and the others report it.
	for _, q := range slices.Backward(s.quoted) {
		in.code, in.enhanced, in.text, in.at = q.code, q.enhanced, s.text.of(q), q.at
		if v := b.match(&in, s); v.ok || q.whole && r.Code == 0 {
			return v
		}
	}
	in.code, in.enhanced, in.text, in.at = r.Code, r.Enhanced, s.text, 0
	if in.enhanced.IsZero() {
		in.enhanced = enhancedInside(s.text.low)
	}
	in.codeless = in.code == 0 && in.enhanced.IsZero()
	v := b.match(&in, s)
	if !v.ok && s.text.splitUnderscores() {
		v = b.match(&in, s)
	}
	return v
}

func (t *text) of(q quoted) text {
	end := q.end(t.low)
	return text{shown: t.shown[q.at:end], low: t.low[q.at:end]}
}

// input is what rules look at.
type input struct {
	stage    uint32
	never    uint32 // the stages that it can't be, where it is not known
	code     smtp.Code
	enhanced smtp.EnhancedCode
	codeless bool // it is a whole line, and has no code
	text     text
	at       int // where the text begins in the whole
}

// scratch is the memory of one classification.
type scratch struct {
	text   text
	quoted []quoted
	wide   int // how many bytes a character of the text has at most
	rules  *ruleSet
	keys   []span  // by a candidate's number: where its key was seen
	keyed  []int32 // the candidates whose key was seen
	sig    signature
	stack  pattern.Stack
	top    []hit // the best so far, all of one rank
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// hit is a rule that fits.
type hit struct {
	rule       *rule
	start, end int // of the words, where it has text
	exact      int // how much it matched: bytes of text, see weight, or how exact the code is
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
func (b *Base) match(in *input, s *scratch) verdict {
	rules := b.rules()
	s.begin(rules, in.text.low)
	rules.index.each(in.text.low, &s.sig, func(owners []owner, start, size int) { s.seen(owners, start, size, in) })
	if in.codeless {
		s.tryAll(byCodeless, in)
		s.tryAll(byCodelessFallback, in)
	}
	if s.best() <= byDecisive {
		s.tryAll(byDecisive, in)
	}
	if s.best() <= byText {
		s.tryAll(byText, in)
	}
	// The next only where nothing better was found.
	if s.best() < byText {
		s.tryPlain(rules.coded, in)
	}
	if s.best() <= byFallback {
		s.tryAll(byFallback, in)
	}
	if len(s.top) == 0 {
		s.tryPlain(rules.plain, in)
	}
	if len(s.top) == 0 {
		return verdict{Match: Match{Class: b.unknown}}
	}
	best, tied := settle(s.top)
	strength := best.rule.strength
	return verdict{
		Match{best.rule.class, best.evidence(in), strength == byCodeless || strength == byCodelessFallback}, strength,
		in.at + best.start, in.at + best.end, true, tied,
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
	switch h.rule.strength {
	case byCodeless, byCodelessFallback, byDecisive, byText, byFallback:
		return string(trimSigns(in.text.shown[h.start:h.end]))
	case byEnhanced, byRange:
		return in.enhanced.String()
	case byCode:
		return in.code.String()
	}
	return ""
}

// trimSigns takes off what surrounds words.
func trimSigns(b []byte) []byte {
	isSign := func(c byte) bool { return c == ' ' || c == '.' || c == ',' || c == ';' || c == ':' }
	for len(b) > 0 && isSign(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && isSign(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}
