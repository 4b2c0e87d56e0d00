package dsl

import (
	"fmt"
	"slices"

	"github.com/zclconf/go-cty/cty"
)

// declareTests puts the tests into the scope of comparisons and case studies: a
// capsule each, or an object of capsules by key under for_each.
func (s *suiteLoader) declareTests() {
	values := map[string]cty.Value{}
	for name, family := range s.tests {
		switch {
		case family.open || len(family.instances) == 0 && !family.keyed:
			values[name] = cty.DynamicVal
		case !family.keyed:
			values[name] = cty.CapsuleVal(testType, family.instances[0])
		default:
			keys := map[string]cty.Value{}
			for key, t := range family.byKey {
				keys[key] = cty.CapsuleVal(testType, t)
			}
			values[name] = cty.ObjectVal(keys)
		}
	}
	s.scope.names["test"] = sortedKeys(s.tests)
	s.scope.ctx.Variables["test"] = cty.ObjectVal(values)
}

func (s *suiteLoader) loadComparisons() {
	for _, b := range s.blocks["comparison"] {
		f := s.decode(b, comparisonFields, "test")
		c := &Comparison{Name: b.Labels[0], Title: f.title(), Range: s.rng(b.DefRange)}
		tests, listed := s.testList(f)
		if listed && len(tests) < 2 && !s.anyKeyed(tests) {
			s.fail(f.rng("tests"), "Nothing to compare", "A comparison puts at least two tests side by side.")
		}
		for _, t := range tests {
			c.Tests = append(c.Tests, t.Address)
		}
		for _, inner := range f.template.blocks["assert"] {
			if a := s.assertTemplate(inner, []string{"test"}); a != nil {
				s.checkCompared(a, tests, listed)
				c.Assert = append(c.Assert, a.in(s.scope.ctx, nil))
			}
		}
		s.suite.Comparisons = append(s.suite.Comparisons, c)
	}
}

func (s *suiteLoader) anyKeyed(tests []*Test) bool {
	return slices.ContainsFunc(tests, func(t *Test) bool { return s.tests[t.Name].keyed })
}

// testList is the tests in `tests`, those of a whole for_each too; false where
// they are not known, or wrong, which was said.
func (s *suiteLoader) testList(f *fields) ([]*Test, bool) {
	v, ok := f.value("tests")
	if !ok {
		return nil, false
	}
	tests, ok := flattenTests(v, nil)
	if !ok || v.Type().Equals(testType) {
		s.fail(f.rng("tests"), "Not tests", `"tests" is a list of references to tests: [test.one, test.two].`)
		return nil, false
	}
	var once []*Test
	for _, t := range tests {
		if slices.Contains(once, t) {
			s.fail(f.rng("tests"), "Duplicate test", fmt.Sprintf("%s is named twice.", t.Address))
			continue
		}
		once = append(once, t)
	}
	return once, true
}

func flattenTests(v cty.Value, into []*Test) ([]*Test, bool) {
	if v.Type().Equals(testType) && !v.IsNull() {
		return append(into, v.EncapsulatedValue().(*Test)), true
	}
	if v.IsNull() || !v.CanIterateElements() {
		return into, false
	}
	ok := true
	for it := v.ElementIterator(); ok && it.Next(); {
		_, e := it.Element()
		into, ok = flattenTests(e, into)
	}
	return into, ok
}

// checkCompared checks that what an assertion reads is compared, and comes to
// pass: a stage that its test never goes to would never be reached.
func (s *suiteLoader) checkCompared(a *assertTemplate, tests []*Test, certain bool) {
	for _, r := range a.reads {
		i := slices.IndexFunc(tests, func(t *Test) bool { return t.Address == r.Test })
		if i < 0 {
			if certain && !s.tests[r.test].open {
				s.fail(r.at, "Test not compared", fmt.Sprintf("%s is not in the comparison's \"tests\".", r.Test))
			}
			continue
		}
		s.checkReached(tests[i], r)
	}
}

func (s *suiteLoader) checkReached(t *Test, r readAttr) {
	if t.Endpoint == nil || t.Endpoint.open {
		return
	}
	order := s.stages.order(t.Endpoint.TLS)
	n := session{tls: t.Endpoint.TLS, order: order, held: s.stages.held(order)}
	if why := n.whyNot(r.Stage); why != "" {
		s.fail(r.at, "Stage not in the session", why)
		return
	}
	if r.Stage != "quit" && !n.comesTo(r.Stage, t.Last) {
		s.fail(r.at, "Stage not reached", fmt.Sprintf(
			"%s goes no further than %s, the last stage that it names, so %s is never reached.", t.Address, t.Last, r.Stage))
	}
}
