package dsl

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

func (s *suiteLoader) loadCaseStudies() {
	for _, b := range s.blocks["case_study"] {
		f := s.decode(b, caseStudyFields, "test")
		c := &CaseStudy{
			Name: b.Labels[0], Title: f.title(), Range: s.rng(b.DefRange),
			Environment: s.environment(f), Symptoms: f.list("symptoms"), Lessons: f.list("lessons"),
			RootCause: chomp(f.str("root_cause")), Resolution: chomp(f.str("resolution")),
		}
		tests, listed := s.testList(f)
		if listed && len(tests) == 0 {
			s.fail(f.rng("tests"), "Case study without a test", "A case study tells of at least one test.")
		}
		for _, t := range tests {
			c.Tests = append(c.Tests, t.Address)
		}
		s.suite.CaseStudies = append(s.suite.CaseStudies, c)
	}
}

// environment keeps the order in which the author wrote it, which a map has not.
// What a function made comes in the order of its keys.
func (s *suiteLoader) environment(f *fields) [][2]string {
	values := f.stringMap("environment")
	if values == nil {
		return nil
	}
	var out [][2]string
	take := func(key string) {
		if v, ok := values[key]; ok {
			out = append(out, [2]string{key, v})
			delete(values, key)
		}
	}
	pairs, _ := hcl.ExprMap(f.attr("environment").source.Expr)
	for _, pair := range pairs {
		if key, diags := pair.Key.Value(s.scope.ctx); !diags.HasErrors() {
			if key, _ = reveal(key); key.Type() == cty.String && key.IsKnown() && !key.IsNull() {
				take(key.AsString())
			}
		}
	}
	for _, key := range sortedKeys(values) {
		take(key)
	}
	return out
}
