package ehlotls

import (
	"context"
	"strings"

	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/ehlo"
)

func run(ctx context.Context, env *step.Env) (step.Observation, error) {
	s := env.Session
	if !s.Secure {
		return step.Observation{Outcome: step.Absent}, nil
	}
	first := s.Conn.FirstInside()
	o, caps, err := ehlo.Say(ctx, env)
	if err != nil {
		return o, err
	}
	if first {
		o.BlameHandshake()
	}
	if caps == nil {
		return o, nil
	}
	s.Inside = caps
	if s.Clear != nil {
		before, now := ehlo.Keywords(s.Clear), ehlo.Keywords(caps)
		o.Attrs["gained"] = step.Strings(without(now, before))
		o.Attrs["lost"] = step.Strings(without(before, now))
	}
	return o, nil
}

// without are the lines of list that other does not have. Parameters count: an
// AUTH with other mechanisms is a change.
func without(list, other []string) []string {
	var out []string
	for _, line := range list {
		found := false
		for _, o := range other {
			found = found || strings.EqualFold(o, line)
		}
		if !found {
			out = append(out, line)
		}
	}
	return out
}
