package reject

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
)

// Base is a set of classes that replies are compared with. It does not change;
// With makes another one.
type Base struct {
	classes     []Class // in the families' order, then by name
	byID        map[string]*Class
	own         map[string]bool // classes of which a suite has set the rules
	unknown, ok *Class
	rules       func() *ruleSet // compiled when the first reply comes
}

// ruleSet is a base's rules, compiled.
type ruleSet struct {
	index index
	exact []*rule     // text of needles alone
	keyed []candidate // text with a key
	slow  []candidate // text without needles: tried on every reply
	plain []*rule     // no text
	coded []*rule     // of those without text, what is said by unregistered codes
	marks []mark      // of all candidates
}

// Builtin is the knowledge base that comes with the program.
var Builtin = sync.OnceValue(func() *Base {
	b, err := newBase(builtinClasses, nil)
	if err != nil {
		panic(err) // the tests compile every rule
	}
	return b
})

// newBase takes classes that are its own from then on.
func newBase(classes []Class, own map[string]bool) (*Base, error) {
	order := make(map[string]int, len(builtinFamilies))
	for i, f := range builtinFamilies {
		order[f.ID] = i
	}
	sorted := slices.Clone(classes)
	slices.SortStableFunc(sorted, func(a, b Class) int {
		return cmp.Or(cmp.Compare(order[a.Family], order[b.Family]), cmp.Compare(a.ID, b.ID))
	})
	b := &Base{classes: sorted, own: own, byID: make(map[string]*Class, len(sorted))}
	for i := range b.classes {
		b.byID[b.classes[i].ID] = &b.classes[i]
	}
	b.unknown, b.ok = b.byID[Unknown], b.byID[OK]
	if b.unknown == nil || b.ok == nil {
		return nil, fmt.Errorf("the knowledge base needs the classes %q and %q", Unknown, OK)
	}
	b.rules = sync.OnceValue(func() *ruleSet {
		set, err := b.compile()
		if err != nil {
			panic(err) // With has compiled what a suite gave, the tests the rest
		}
		return set
	})
	return b, nil
}

func (b *Base) compile() (*ruleSet, error) {
	set := &ruleSet{}
	set.index.grow(b.countNeedles())
	for i := range b.classes {
		c := &b.classes[i]
		for _, r := range c.Rules {
			compiled, err := compileRule(c, r)
			if err != nil {
				return nil, err
			}
			compiled.own = b.own[c.ID]
			set.add(compiled)
		}
	}
	set.index.seal()
	return set, nil
}

// countNeedles counts those that the generator has written down; there may be a few
// more.
func (b *Base) countNeedles() int {
	n := 0
	for i := range b.classes {
		for _, r := range b.classes[i].Rules {
			if r.words != nil {
				n += len(r.words.Needles) + len(r.words.Key)
			}
		}
	}
	return n
}

func (s *ruleSet) add(r *rule) {
	if r.text == nil {
		s.plain = append(s.plain, r)
		if coded := r.ofRange(); coded != nil {
			s.coded = append(s.coded, coded)
		}
		return
	}
	switch words := r.text.words; {
	case len(words.Needles) > 0:
		for _, n := range words.Needles {
			s.index.add(n, owner{id: int32(len(s.exact)), exact: true})
		}
		s.exact = append(s.exact, r)
	case len(words.Key) > 0:
		for _, n := range words.Key {
			s.index.add(n, owner{id: int32(len(s.keyed))})
		}
		s.keyed = append(s.keyed, s.candidate(r))
	default:
		s.slow = append(s.slow, s.candidate(r))
	}
}

// candidate readies a rule to be tried.
func (s *ruleSet) candidate(r *rule) candidate {
	words := r.text.words
	c := candidate{
		rule: r, text: r.text, longest: int16(words.Longest), lead: int16(words.Lead),
		strength: r.strength, bare: r.fields == 1 && !r.alone && !r.codeless,
	}
	c.before = int32(len(s.marks))
	for _, hooks := range words.Before {
		s.marks = appendMarks(s.marks, hooks)
	}
	c.after = int32(len(s.marks))
	for _, hooks := range words.After {
		s.marks = appendMarks(s.marks, hooks)
	}
	c.end = int32(len(s.marks))
	return c
}

// Lookup finds a class by its name.
func (b *Base) Lookup(id string) (*Class, bool) {
	c, ok := b.byID[id]
	return c, ok
}

// Classes returns all classes in the families' order, then by name. They are the
// base's own: look, do not touch.
func (b *Base) Classes() []Class { return b.classes }

// With adds a suite's own classes. One with a built-in name overrides what it
// sets: a title alone leaves the rules as they are; rules of its own replace the
// built-in ones together with their examples. Errors name the class; all of them
// are found by Check and by this, at load, and never while a session waits.
func (b *Base) With(own []Class) (*Base, error) {
	classes := slices.Clone(b.classes)
	owned := make(map[string]bool, len(own))
	for id := range b.own {
		owned[id] = true
	}
	seen := make(map[string]bool, len(own))
	for _, c := range own {
		if seen[c.ID] {
			return nil, fmt.Errorf("class %q is there twice", c.ID)
		}
		seen[c.ID] = true
		owned[c.ID] = owned[c.ID] || len(c.Rules) > 0
		i := slices.IndexFunc(classes, func(known Class) bool { return known.ID == c.ID })
		if i >= 0 {
			c = override(classes[i], c)
			classes[i] = c
		} else {
			classes = append(classes, c)
		}
		if err := validate(&c); err != nil {
			return nil, err
		}
	}
	for _, c := range own {
		for _, id := range c.Over {
			if !slices.ContainsFunc(classes, func(k Class) bool { return k.ID == id }) {
				return nil, fmt.Errorf("class %q is over %q, and there is no such class", c.ID, id)
			}
		}
	}
	return newBase(classes, owned)
}

// validate finds what makes a class unusable.
func validate(c *Class) error {
	known := func(f Family) bool { return f.ID == c.Family }
	if !slices.ContainsFunc(builtinFamilies, known) {
		return fmt.Errorf("class %q: there is no family %q", c.ID, c.Family)
	}
	for _, r := range c.Rules {
		compiled, err := compileRule(c, r)
		if err != nil {
			return err
		}
		if compiled.text != nil && compiled.text.words.Needles == nil {
			// The engine refuses a few things that the parser lets pass.
			if err := compiled.text.compile(); err != nil {
				return fmt.Errorf("class %q: text %q: %w", c.ID, r.Text, err)
			}
		}
	}
	return nil
}

// override lays a suite's class over a built-in one.
func override(base, own Class) Class {
	base.Family = cmp.Or(own.Family, base.Family)
	base.Title = cmp.Or(own.Title, base.Title)
	base.Cause = cmp.Or(own.Cause, base.Cause)
	base.Advice = cmp.Or(own.Advice, base.Advice)
	base.Test = cmp.Or(own.Test, base.Test)
	if own.WaitingSaid || own.WaitingHelps {
		base.WaitingHelps, base.WaitingCodes, base.WaitingWords = own.WaitingHelps, nil, nil
	}
	if own.Over != nil {
		base.Over = own.Over
	}
	if own.Sources != nil {
		base.Sources = own.Sources
	}
	if own.Rules != nil {
		base.Rules, base.Examples, base.Counter = own.Rules, nil, nil
	}
	base.Examples = append(slices.Clip(base.Examples), own.Examples...)
	base.Counter = append(slices.Clip(base.Counter), own.Counter...)
	return base
}
