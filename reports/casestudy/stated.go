package casestudy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// statedFacts are the rows of the first table that nobody observed: the environment,
// and what the recommendation rests on beside the sessions.
func statedFacts(h result.Header, c study) []fact {
	var out []fact
	add := func(name, words string) { out = append(out, fact{Name: name, MD: text.Markdown(words), Stated: true}) }
	if c.stated != nil {
		for _, p := range c.stated.Environment {
			add(p.Name, p.Value)
		}
	}
	site := c.suite.Site
	if site == nil {
		site = &result.Site{}
	}
	for _, s := range []struct {
		name, yes, no string
		answer        *bool
	}{
		{"Public address of the line", "static", "not static", site.StaticIP},
		{"Recipients", "outside the organisation, too", "inside the organisation only", site.ExternalRecipients},
		{"The device and OAuth", "it can sign in with OAuth", "it cannot sign in with OAuth", site.DeviceOAuth},
	} {
		switch {
		case s.answer == nil:
		case *s.answer:
			add(s.name, s.yes)
		default:
			add(s.name, s.no)
		}
	}
	if h.ChangedAt != nil {
		add("Tenant last changed", day(*h.ChangedAt))
	}
	return out
}

// checked are the assertions that held in the sessions that were refused: what the
// author says of the cause is then not the author's word alone.
func (d *document) checked(t result.Test, e *exhibits) {
	for _, x := range t.Expectations {
		if x.Kind != "assert" || x.Verdict != result.Met || x.Want == "" {
			continue
		}
		_, condition, found := strings.Cut(x.Want, "=")
		if !found || !strings.HasPrefix(x.Want, "condition") {
			condition = x.Want
		}
		line := fmt.Sprintf("%s held in the session of %s%s.", text.Code(condition), text.Code(t.ShortName()), cite(e.refs(t.Address, stagesRead(t, x))))
		if !slices.Contains(d.CheckedMD, line) {
			d.CheckedMD = append(d.CheckedMD, line)
		}
	}
}

// stagesRead are the stages that an assertion names.
func stagesRead(t result.Test, x result.Expectation) []string {
	var out []string
	for _, s := range t.Stages {
		if s.Name == x.Stage || strings.Contains(x.Want, "step."+s.Name+".") {
			out = append(out, s.Name)
		}
	}
	return out
}
