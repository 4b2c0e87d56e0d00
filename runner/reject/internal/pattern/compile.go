package pattern

import (
	"math"
	"regexp/syntax"
	"slices"
	"unicode/utf8"
)

// maxProgram bounds how many steps an expression may become: repetitions are
// written out.
const maxProgram = 2000

// Compile readies a matcher. It reports false for what a matcher cannot do, and
// then package regexp can: letters of either case, repetitions of what may be
// empty.
func Compile(text string) (*Matcher, bool) {
	tree, err := syntax.Parse(Lower(text), syntax.Perl)
	if err != nil {
		return nil, false
	}
	c := &compiler{numbers: map[begin]int16{}}
	start := c.compile(tree, c.add(step{op: opDone}))
	if c.failed || max(len(c.m.ways), len(c.m.texts)) > math.MaxInt16 {
		return nil, false
	}
	c.known = make([]*begin, len(c.m.steps))
	m, first := &c.m, &c.m.steps[start.step]
	m.start, m.first = start.step, *c.begin(start.step)
	m.fixed = first.op == opAssert && first.where == syntax.EmptyBeginText
	for i := range m.steps {
		m.steps[i].next = c.lead(m.steps[i].next)
	}
	for i := range m.ways {
		m.ways[i] = c.lead(m.ways[i])
	}
	m.steps, m.ways, m.begins = slices.Clone(m.steps), slices.Clone(m.ways), slices.Clone(m.begins)
	return m, true
}

// compiler makes steps of a tree, from the end to the beginning.
type compiler struct {
	m       Matcher
	failed  bool
	known   []*begin // by step
	numbers map[begin]int16
}

func (c *compiler) add(s step) way {
	if len(c.m.steps) >= maxProgram {
		c.failed = true
		return way{}
	}
	c.m.steps = append(c.m.steps, s)
	return way{step: int16(len(c.m.steps) - 1)}
}

// addRun adds a repetition of a unit; a negative high is no limit.
func (c *compiler) addRun(u *unit, s step) way {
	c.m.units = append(c.m.units, u)
	s.op, s.from = opRun, int16(len(c.m.units)-1)
	return c.add(s)
}

func (c *compiler) addBranch(ways ...way) way {
	from := int16(len(c.m.ways))
	c.m.ways = append(c.m.ways, ways...)
	return c.add(step{op: opBranch, from: from, to: int16(len(c.m.ways))})
}

// places are the expressions that ask for a place and take no text.
var places = map[syntax.Op]syntax.EmptyOp{
	syntax.OpBeginLine:      syntax.EmptyBeginLine,
	syntax.OpEndLine:        syntax.EmptyEndLine,
	syntax.OpBeginText:      syntax.EmptyBeginText,
	syntax.OpEndText:        syntax.EmptyEndText,
	syntax.OpWordBoundary:   syntax.EmptyWordBoundary,
	syntax.OpNoWordBoundary: syntax.EmptyNoWordBoundary,
}

// compile makes the steps of an expression that next follows, and gives the first.
func (c *compiler) compile(re *syntax.Regexp, next way) way {
	if where, ok := places[re.Op]; ok {
		return c.add(step{op: opAssert, where: where, next: next})
	}
	switch re.Op {
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return c.addRun(unitOf(re), step{low: 1, high: 1, next: next})
	case syntax.OpEmptyMatch:
		return next
	case syntax.OpLiteral:
		return c.literal(re, next)
	case syntax.OpCapture:
		return c.compile(re.Sub[0], next)
	case syntax.OpConcat:
		for i := len(re.Sub) - 1; i >= 0; i-- {
			next = c.compile(re.Sub[i], next)
		}
		return next
	case syntax.OpAlternate:
		ways := make([]way, len(re.Sub))
		for i, sub := range re.Sub {
			ways[i] = c.compile(sub, next)
		}
		return c.addBranch(ways...)
	case syntax.OpQuest:
		return c.repeat(re, 0, 1, next)
	case syntax.OpStar:
		return c.repeat(re, 0, -1, next)
	case syntax.OpPlus:
		return c.repeat(re, 1, -1, next)
	case syntax.OpRepeat:
		return c.repeat(re, re.Min, re.Max, next)
	}
	c.failed = true
	return next
}

// literal makes a step of plain text. U+FFFD would stand for bytes that are no
// UTF-8, too.
func (c *compiler) literal(re *syntax.Regexp, next way) way {
	text := string(re.Rune)
	for _, r := range text {
		if r == utf8.RuneError || re.Flags&syntax.FoldCase != 0 {
			c.failed = true
		}
	}
	from := len(c.m.texts)
	c.m.texts += text
	return c.add(step{op: opText, from: int16(from), to: int16(len(c.m.texts)), next: next})
}

// repeat makes the steps of a repetition; a negative high is no limit.
func (c *compiler) repeat(re *syntax.Regexp, low, high int, next way) way {
	sub, lazy := re.Sub[0], re.Flags&syntax.NonGreedy != 0
	// A run that takes all it can has to find its way back: by characters it can.
	if u := unitOf(sub); u != nil && (lazy || u.one) {
		return c.addRun(u, step{lazy: lazy, low: int16(low), high: int16(high), next: next})
	}
	if (low > 1 || high != 1) && mayBeEmpty(sub) {
		c.failed = true // how often nothing is there is a question that package regexp answers
		return next
	}
	end := next
	if high < 0 {
		next = c.addBranch(inOrder(way{}, end, lazy)...)
		again := c.compile(sub, next)
		copy(c.m.ways[c.m.steps[next.step].from:], inOrder(again, end, lazy))
	}
	for n := high; n > low && !c.failed; n-- {
		next = c.addBranch(inOrder(c.compile(sub, next), end, lazy)...)
	}
	for n := 0; n < low && !c.failed; n++ {
		next = c.compile(sub, next)
	}
	return next
}

// inOrder puts what a repetition tries first in front.
func inOrder(again, on way, lazy bool) []way {
	if lazy {
		return []way{on, again}
	}
	return []way{again, on}
}

// mayBeEmpty reports whether an expression can match without any text.
func mayBeEmpty(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral, syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return false
	case syntax.OpCapture, syntax.OpPlus:
		return mayBeEmpty(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min == 0 || mayBeEmpty(re.Sub[0])
	case syntax.OpConcat:
		return !slices.ContainsFunc(re.Sub, func(sub *syntax.Regexp) bool { return !mayBeEmpty(sub) })
	case syntax.OpAlternate:
		return slices.ContainsFunc(re.Sub, mayBeEmpty)
	}
	return true
}

// lead completes a way, with what it can begin.
func (c *compiler) lead(w way) way {
	b := *c.begin(w.step)
	if s := &c.m.steps[w.step]; s.op == opText {
		return way{w.step, ^int16(c.m.texts[s.from])}
	}
	n, ok := c.numbers[b]
	if !ok {
		n = int16(len(c.m.begins))
		c.m.begins = append(c.m.begins, b)
		c.numbers[b] = n
	}
	w.begin = n
	return w
}

// begin finds out with which bytes a step and all behind it can begin. A way that
// leads back to the step itself takes text before it does.
func (c *compiler) begin(i int16) *begin {
	if c.known[i] != nil {
		return c.known[i]
	}
	b, s := &begin{}, &c.m.steps[i]
	switch s.op {
	case opDone:
		*b = anything
	case opText:
		var leads byteset
		leads.add(c.m.texts[s.from])
		b.add(&leads)
	case opAssert:
		*b = *c.begin(s.next.step)
		b.edge = b.edge || s.where == syntax.EmptyWordBoundary
	case opRun:
		b.add(&c.m.units[s.from].leads)
		if s.low == 0 {
			b.or(c.begin(s.next.step))
		}
	case opBranch:
		*b = *c.begin(c.m.ways[s.from].step)
		for _, w := range c.m.ways[s.from+1 : s.to] {
			b.or(c.begin(w.step))
		}
	}
	c.known[i] = b
	return b
}
