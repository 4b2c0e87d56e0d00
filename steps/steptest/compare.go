package steptest

import (
	"fmt"
	"slices"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/zclconf/go-cty/cty"
)

func typed(a schema.Attr) bool { return a.Type != cty.NilType }

// matches says of which types the wanted and the seen value of a match may be.
var matches = map[schema.Match]struct {
	set    bool // a set is seen
	wanted []cty.Type
}{
	schema.Equal:        {false, []cty.Type{cty.String, cty.Number, cty.Bool}},
	schema.Pattern:      {false, []cty.Type{cty.String}},
	schema.CodeLike:     {false, []cty.Type{cty.String}},
	schema.EnhancedLike: {false, []cty.Type{cty.String}},
	schema.Covers:       {true, []cty.Type{cty.String}},
	schema.Lacks:        {true, []cty.Type{cty.String}},
	schema.AtLeast:      {false, []cty.Type{cty.String, cty.Number}},
	schema.AtMost:       {false, []cty.Type{cty.String, cty.Number}},
}

// comparison says what is wrong with how a want is compared.
func comparison(a schema.Attr, sees map[string]schema.Attr) []string {
	m, ok := matches[a.Match]
	if !ok {
		return []string{fmt.Sprintf("wants %q: no match", a.Name)}
	}
	name := a.Sees
	if name == "" {
		name = a.Name
	}
	seen, ok := sees[name]
	if !ok {
		return []string{fmt.Sprintf("wants %q: nothing named %q is seen", a.Name, name)}
	}
	var out []string
	add := func(what string) { out = append(out, fmt.Sprintf("wants %q: %s", a.Name, what)) }
	if !slices.ContainsFunc(m.wanted, a.Type.Equals) {
		add(fmt.Sprintf("the match %q does not take its type", a.Match))
	}
	if isSet := seen.Type.IsListType() || seen.Type.IsSetType(); isSet != m.set {
		add(fmt.Sprintf("the match %q does not fit what is seen as %q", a.Match, name))
	}
	return append(out, formats(a, seen)...)
}

// formats says what is wrong with the form of a wanted string: a pattern has to be
// one, and only versions and durations among strings have an order.
func formats(a, seen schema.Attr) []string {
	var out []string
	add := func(what string) { out = append(out, fmt.Sprintf("wants %q: %s", a.Name, what)) }
	ordered := a.Match == schema.AtLeast || a.Match == schema.AtMost
	switch {
	case a.Match == schema.Pattern && a.Format != schema.Regexp:
		add("a pattern without the format of one")
	case ordered && a.Type == cty.String && a.Format != schema.Duration && a.Format != schema.TLSVersion:
		add("strings of this format have no order")
	case a.Format == schema.Duration && seen.Type != cty.Number:
		add("a duration is compared with seconds")
	case a.List && ordered:
		add("a list has no order")
	}
	return out
}

// against holds an observation against its kind's tables.
func against(kind *step.Kind, o step.Observation) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if !slices.Contains(kind.Outcomes, o.Outcome) {
		add("the outcome %q is none of the kind's", o.Outcome)
	}
	if (o.Outcome == step.Fail) != (o.Failure != nil) {
		add("outcome %q with failure %v", o.Outcome, o.Failure)
	}
	if (o.Outcome == step.Defer || o.Outcome == step.Reject) && o.Reply == nil {
		add("outcome %q without a reply", o.Outcome)
	}
	for name, v := range o.Attrs {
		i := slices.IndexFunc(kind.Sees, func(a schema.Attr) bool { return a.Name == name })
		switch {
		case i < 0:
			add("the attribute %q is not documented", name)
		case v == cty.NilVal || !v.IsKnown():
			add("the attribute %q has no value", name)
		case !v.Type().Equals(kind.Sees[i].Type):
			add("the attribute %q is %s, documented as %s", name, v.Type().FriendlyName(), kind.Sees[i].Type.FriendlyName())
		}
	}
	for _, p := range o.Parts {
		if !slices.Contains(kind.Outcomes, p.Outcome) {
			add("the outcome %q of part %q is none of the kind's", p.Outcome, p.Key)
		}
	}
	return out
}
