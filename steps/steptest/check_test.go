package steptest

import (
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/zclconf/go-cty/cty"
)

func sound() *step.Kind {
	return &step.Kind{
		Name:     "noop",
		Doc:      "Do nothing\n\nSays NOOP.\n\n```hcl\nexpect noop accept {}\n```\n",
		Outcomes: []step.Outcome{step.Accept, step.Fail},
		Sees:     []schema.Attr{{Name: "words", Type: cty.List(cty.String), Doc: "The words."}},
		Wants:    []schema.Attr{{Name: "says", Type: cty.String, List: true, Match: schema.Covers, Sees: "words", Doc: "Words that must be there."}},
		New:      func(schema.Values) (step.Step, error) { return nil, nil },
	}
}

// TestProblems breaks a sound kind in one way each, which must be found.
func TestProblems(t *testing.T) {
	tests := []struct {
		name, want string
		spoil      func(*step.Kind)
	}{
		{"sound", "", func(*step.Kind) {}},
		{"name", "no label", func(k *step.Kind) { k.Name = "No Op" }},
		{"no outcomes", "no outcomes", func(k *step.Kind) { k.Outcomes = nil }},
		{"refuse", "no step ends", func(k *step.Kind) { k.Outcomes = append(k.Outcomes, step.Refuse) }},
		{"outcome twice", "twice", func(k *step.Kind) { k.Outcomes = append(k.Outcomes, step.Fail) }},
		{"no New", "no New", func(k *step.Kind) { k.New = nil }},
		{"no title", "no title", func(k *step.Kind) { k.Doc = "# Noop\n\n```hcl\n```" }},
		{"no blank line", "blank line", func(k *step.Kind) { k.Doc = strings.Replace(k.Doc, "\n\n", "\n", 1) }},
		{"no example", "no example", func(k *step.Kind) { k.Doc = "Noop\n\nSays NOOP." }},
		{"common want", "common one", func(k *step.Kind) { k.Wants[0].Name = "class" }},
		{"common sight", "common one", func(k *step.Kind) { k.Sees[0].Name = "code" }},
		{"sight with a match", "no match", func(k *step.Kind) { k.Sees[0].Match = schema.Equal }},
		{"nothing to compare with", "is seen", func(k *step.Kind) { k.Wants[0].Sees = "" }},
		{"no match", "no match", func(k *step.Kind) { k.Wants[0].Match = "" }},
		{"match of one value", "does not fit", func(k *step.Kind) { k.Wants[0].Match = schema.Equal }},
		{"type", "its type", func(k *step.Kind) { k.Wants[0].Type = cty.Bool }},
		{"no type", "no type", func(k *step.Kind) { k.Sees[0].Type = cty.NilType }},
		{"no sentence", "no sentence", func(k *step.Kind) { k.Wants[0].Doc = "words" }},
		{"empty enumeration", "allows nothing", func(k *step.Kind) { k.Wants[0].Enum = []string{} }},
		{"attribute's name", "no name", func(k *step.Kind) { k.Wants[0].Name = "Says" }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			kind := sound()
			test.spoil(kind)
			found := problems(kind)
			if all := strings.Join(found, "; "); !strings.Contains(all, test.want) || (test.want == "") != (all == "") {
				t.Errorf("problems %q, want %q", found, test.want)
			}
		})
	}
}

func TestAgainst(t *testing.T) {
	failure := &smtp.Failure{Class: smtp.FailReset}
	tests := []struct {
		name, want string
		o          step.Observation
	}{
		{"sound", "", step.Observation{Outcome: step.Accept, Attrs: map[string]cty.Value{"words": step.Strings(nil)}}},
		{"null", "", step.Observation{Outcome: step.Accept, Attrs: map[string]cty.Value{"words": cty.NullVal(cty.List(cty.String))}}},
		{"outcome", "none of the kind's", step.Observation{Outcome: step.Defer, Reply: &smtp.Reply{Code: 450}}},
		{"fail without failure", "with failure", step.Observation{Outcome: step.Fail}},
		{"failure without fail", "with failure", step.Observation{Outcome: step.Accept, Failure: failure}},
		{"refused by nothing", "without a reply", step.Observation{Outcome: step.Reject}},
		{"attribute", "not documented", step.Observation{Outcome: step.Accept, Attrs: map[string]cty.Value{"word": cty.True}}},
		{"type", "documented as", step.Observation{Outcome: step.Accept, Attrs: map[string]cty.Value{"words": cty.True}}},
		{"no value", "no value", step.Observation{Outcome: step.Accept, Attrs: map[string]cty.Value{"words": cty.NilVal}}},
		{"part", "of part", step.Observation{Outcome: step.Accept, Parts: []step.Part{{Key: "a", Outcome: step.Defer}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			all := strings.Join(against(sound(), test.o), "; ")
			if !strings.Contains(all, test.want) || (test.want == "") != (all == "") {
				t.Errorf("problems %q, want %q", all, test.want)
			}
		})
	}
}
