package dsl

import (
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/zclconf/go-cty/cty"
)

// summary writes a suite's model as text, for comparing it with a golden file.
func summary(s *Suite) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("suite %q tags=%v", s.Title, s.Tags)
	for _, v := range s.Variables {
		line("variable %s %s sensitive=%v required=%v", v.Name, v.Type, v.Sensitive, v.Required)
	}
	for _, t := range s.Tests {
		summariseTest(line, t)
	}
	for _, c := range s.Comparisons {
		line("comparison %s %q %v", c.Name, c.Title, c.Tests)
		for _, a := range c.Assert {
			line("  assert reads=%v line=%d", a.Reads, a.Range.Line)
		}
	}
	for _, c := range s.CaseStudies {
		line("case_study %s %q %v\n  environment=%q\n  symptoms=%q cause=%q resolution=%q lessons=%q",
			c.Name, c.Title, c.Tests, c.Environment, c.Symptoms, c.RootCause, c.Resolution, c.Lessons)
	}
	for _, c := range s.Classes {
		line("class %s family=%q title=%q over=%v waiting=%s", c.ID, c.Family, c.Title, c.Over, ptr(c.WaitingHelps))
		for _, r := range c.Rules {
			line("  rule stage=%v code=%v enhanced=%v text=%q", r.Stage, r.Code, r.Enhanced, r.Text)
		}
		for _, e := range append(c.Examples, c.Counter...) {
			line("  example %s %q %s", e.Stage, e.Reply, e.Class)
		}
	}
	if s.Site != nil {
		line("site static_ip=%s external_recipients=%s device_oauth=%s", ptr(s.Site.StaticIP), ptr(s.Site.ExternalRecipients), ptr(s.Site.DeviceOAuth))
	}
	line("secrets %q", s.Secrets)
	return b.String()
}

func summariseTest(line func(string, ...any), t *Test) {
	line("%s lines %d-%d %q tags=%v", t.Address, t.Range.Line, t.End, t.Title, t.Tags)
	if e := t.Endpoint; e != nil {
		line("  endpoint %s host=%q mx_of=%q lab=%s port=%d tls=%s verify=%v method=%q max=%d command=%s",
			e.Name, e.Host, e.MXOf, labText(e.Lab), e.Port, e.TLS, e.Verify, e.Method, e.MaxConnections, e.Timeouts.Command)
	}
	if c := t.Credential; c != nil {
		line("  credential %s %q password=%q %s", c.Name, c.Username, c.Password, c.Mechanism)
		if c.Vantages != nil {
			line("  credential from %q only", c.Vantages)
		}
	}
	if c := t.Client; c != nil {
		line("  client %s ehlo=%q helo=%q tls=%s..%s starttls=%v %v", c.Name, c.EHLO, c.HELO, c.MinVersion, c.MaxVersion, !c.NoStartTLS, c.Mechanisms)
	}
	line("  from=%s to=%v parameters=%v skip=%s timeout=%s last=%s", ptr(t.From), t.To, t.Parameters, ptr(t.Skip), t.Timeout, t.Last)
	if t.Vantages != nil || t.AllowCallout {
		line("  vantages=%q allow_callout=%t", t.Vantages, t.AllowCallout)
	}
	for _, e := range t.Expect {
		line("  expect %s %s %s recipients=%v line=%d %q", e.Stage, e.Outcome, wants(e.Wants), e.Recipients, e.Range.Line, strings.TrimSpace(e.Range.Source))
	}
	for _, a := range t.Assert {
		line("  assert reads=%v line=%d", a.Reads, a.Range.Line)
	}
	for _, n := range t.Need {
		line("  need %s: %s", n.Variable, n.Text)
	}
}

func labText(l *Lab) string {
	if l == nil {
		return "-"
	}
	var on []string
	for _, r := range l.On {
		on = append(on, fmt.Sprintf("%s %v %v %q %q %s %s %s", r.Stage, r.Recipient, r.Attempt, r.Reply, r.Raw, r.Delay, r.Action, r.When))
	}
	return fmt.Sprintf("%s %q %v/%v %v %v on%q", l.Name, l.Banner, l.Keywords, l.KeywordsTLS, l.TLS, l.Users, on)
}

func wants(w schema.Values) string {
	var out []string
	for _, name := range sortedKeys(w) {
		var values []string
		for _, v := range schema.All(w[name]) {
			if v.Type() == cty.String {
				values = append(values, v.AsString())
			} else {
				values = append(values, v.GoString())
			}
		}
		out = append(out, name+"="+strings.Join(values, "|"))
	}
	return fmt.Sprint(out)
}

func ptr[T any](p *T) string {
	if p == nil {
		return "-"
	}
	return fmt.Sprintf("%#v", *p)
}
