package pattern

import (
	"regexp/syntax"
	"unicode/utf8"
)

// Matcher finds the same matches as a regular expression of package regexp, some
// ten times faster: it backtracks over bytes, knows of every step with which bytes
// it can begin, and so hardly ever takes one in vain. What that package promises
// and backtracking cannot keep, an end in linear time, is left to it: Find gives up
// where it has taken too many steps.
//
// A matcher is laid out in few and small pieces, since with a thousand of them what
// takes time is to get them from memory.
type Matcher struct {
	first  begin // with what a match can begin
	start  int16
	fixed  bool // a match can begin nowhere but where the text does
	steps  []step
	ways   []way
	begins []begin // each once: steps have few different ones
	units  []*unit
	texts  string // of all steps
}

// op is what a step asks of the text.
type op uint8

const (
	opText   op = iota // these bytes
	opRun              // units, as many as there may be
	opBranch           // one of several ways on
	opAssert           // a place, such as a word's end
	opDone             // nothing: this is a match
)

type step struct {
	op        op
	lazy      bool           // opRun: rather fewer
	where     syntax.EmptyOp // opAssert
	low, high int16          // opRun: how many units, at least and at most; a negative high is no limit
	// from and to are what the step has of the matcher's texts or ways, of which the
	// first that leads to a match wins; from is its unit.
	from, to int16
	next     way
}

// way leads to a step.
type way struct {
	step int16
	// begin is with what the step can begin, or where it is negative the complement
	// of the one byte that it can begin with.
	begin int16
}

// open reports whether the text may go that way.
func (m *Matcher) open(w way, text []byte, at int) bool {
	if w.begin < 0 {
		return at < len(text) && text[at] == byte(^w.begin)
	}
	return m.begins[w.begin].holds(text, at)
}

// Stack is the memory of a search; keep it for the next one.
type Stack struct {
	frames []frame
	left   int // how many steps may still be taken
}

// frame is a step that can be taken another way.
type frame struct {
	at   int32
	arg  int32 // opRun: where it may shrink to, or how many more it may take; opBranch: the next way
	step int16
}

// maxSteps is what a search may cost. A reply of a hundred bytes takes some
// hundred; only a text made to be slow takes more than this.
const maxSteps = 1 << 14

// Find gives the leftmost match that begins at one of the bytes from..to. It
// reports sure false where it gave up.
func (m *Matcher) Find(text []byte, from, to int, s *Stack) (start, end int, ok, sure bool) {
	for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
		from-- // to where the character begins
	}
	s.left = maxSteps
	if m.fixed {
		if from > 0 {
			return 0, 0, false, true
		}
		to = 0
	}
	for at := m.next(text, from, to); at <= to; at = m.next(text, at+widthAt(text, at), to) {
		if end, ok := m.matchAt(text, at, s); ok {
			return at, end, true, true
		}
		if s.left < 0 {
			return 0, 0, false, false
		}
		at = m.skip(text, at)
	}
	return 0, 0, false, true
}

// skip is the last place of those from at on where no match begins since none began
// at at: \S*word has been looked for behind all of a run of \S.
func (m *Matcher) skip(text []byte, at int) int {
	st := &m.steps[m.start]
	if st.op != opRun || st.high >= 0 || st.low > 1 || !m.units[st.from].one {
		return at
	}
	unit := m.units[st.from]
	for {
		width := unit.widthAt(text, at)
		if width == 0 || unit.widthAt(text, at+width) == 0 {
			return at
		}
		at += width
	}
}

// next is the next place from at on where a match may begin; one behind to where
// there is none.
func (m *Matcher) next(text []byte, at, to int) int {
	for at <= to && at < len(text) {
		c := text[at]
		if m.first.has(c) && (!m.first.edge || isEdge(text, at)) {
			return at
		}
		if c < utf8.RuneSelf {
			at++
		} else {
			at += widthAt(text, at)
		}
	}
	if at == len(text) && m.first.end {
		return at
	}
	return to + 1
}

// matchAt takes one step after the other, and where none leads on, the last one
// that can be taken another way.
func (m *Matcher) matchAt(text []byte, at int, s *Stack) (end int, ok bool) {
	s.frames = s.frames[:0]
	now := m.start
	for {
		s.left--
		st := &m.steps[now]
		ok = false
		switch st.op {
		case opDone:
			return at, true
		case opText:
			want := m.texts[st.from:st.to]
			if n := at + len(want); n <= len(text) && string(text[at:n]) == want {
				at, ok = n, true
			}
		case opAssert:
			ok = isPlace(st.where, text, at)
		case opRun:
			at, ok = m.run(now, text, at, s)
		case opBranch:
			if way := m.branch(now, 0, text, at, s); way >= 0 {
				now = way
				continue
			}
		}
		if ok {
			now = st.next.step
			continue
		}
		if now, at, ok = m.back(text, s); !ok || s.left < 0 {
			return 0, false
		}
	}
}

// back takes the last open step another way.
func (m *Matcher) back(text []byte, s *Stack) (now int16, at int, ok bool) {
	for len(s.frames) > 0 {
		s.left--
		f := s.frames[len(s.frames)-1]
		s.frames = s.frames[:len(s.frames)-1]
		st := &m.steps[f.step]
		switch {
		case st.op == opBranch:
			if way := m.branch(f.step, f.arg, text, int(f.at), s); way >= 0 {
				return way, int(f.at), true
			}
			continue
		case st.lazy:
			at, ok = m.stretch(f, text, s)
		default:
			least := int(f.arg)
			at, ok = m.shrink(f.step, text, int(f.at)-lastWidth(text[least:f.at]), least, s)
		}
		if ok {
			return st.next.step, at, true
		}
	}
	return 0, 0, false
}

// branch chooses the first way, from some on, that the next byte allows.
func (m *Matcher) branch(now int16, from int32, text []byte, at int, s *Stack) int16 {
	st := &m.steps[now]
	ways := m.ways[st.from:st.to]
	lead := -1 // no way begins with it: the text is over
	if at < len(text) {
		lead = int(text[at])
	}
	for i := int(from); i < len(ways); i++ {
		w := ways[i]
		if w.begin < 0 && int(^w.begin) != lead || w.begin >= 0 && !m.begins[w.begin].holds(text, at) {
			continue
		}
		if i+1 < len(ways) {
			s.frames = append(s.frames, frame{int32(at), int32(i + 1), now})
		}
		return w.step
	}
	return -1
}

// run takes the first characters of a run.
func (m *Matcher) run(now int16, text []byte, at int, s *Stack) (int, bool) {
	st := &m.steps[now]
	unit := m.units[st.from]
	n := int16(0)
	for ; n < st.low; n++ {
		width := unit.widthAt(text, at)
		if width == 0 {
			return 0, false
		}
		at += width
	}
	if st.lazy {
		return m.grow(frame{int32(at), int32(st.high - n), now}, text, s)
	}
	least := at
	if unit.one { // \w*, [^.]{0,40}: mostly ASCII
		for n != st.high && at < len(text) && text[at] < utf8.RuneSelf && unit.leads.has(text[at]) {
			at, n = at+1, n+1
		}
	}
	for ; n != st.high; n++ {
		width := unit.widthAt(text, at)
		if width == 0 {
			break
		}
		at += width
	}
	s.left -= int(n) / 8 // a character costs less than a step
	return m.shrink(now, text, at, least, s)
}

// shrink makes a run as short as what follows asks for.
func (m *Matcher) shrink(now int16, text []byte, at, least int, s *Stack) (int, bool) {
	next := m.steps[now].next
	for !m.open(next, text, at) {
		if at == least {
			return 0, false
		}
		s.left--
		at -= lastWidth(text[least:at])
	}
	if at > least {
		s.frames = append(s.frames, frame{int32(at), int32(least), now})
	}
	return at, true
}

// stretch takes one more character into a lazy run.
func (m *Matcher) stretch(f frame, text []byte, s *Stack) (int, bool) {
	width := m.units[m.steps[f.step].from].widthAt(text, int(f.at))
	if width == 0 {
		return 0, false
	}
	return m.grow(frame{f.at + int32(width), f.arg - 1, f.step}, text, s)
}

// grow makes a lazy run as long as what follows asks for.
func (m *Matcher) grow(f frame, text []byte, s *Stack) (int, bool) {
	st := &m.steps[f.step]
	unit := m.units[st.from]
	for !m.open(st.next, text, int(f.at)) {
		width := unit.widthAt(text, int(f.at))
		if width == 0 || f.arg == 0 {
			return 0, false
		}
		s.left--
		f.at, f.arg = f.at+int32(width), f.arg-1
	}
	if f.arg != 0 {
		s.frames = append(s.frames, f)
	}
	return int(f.at), true
}
