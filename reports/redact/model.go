package redact

import (
	"maps"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// The functions here walk the model and write anew what changes: the run that came
// in stays as it was. A test fills every field of the model with a name and
// looks for what is left, so that a field that is added cannot be forgotten.

func (n *names) header(h result.Header) result.Header {
	files := map[string]bool{}
	for _, s := range h.Suites {
		files[s.File] = true
	}
	if n.learning {
		n.site(h.Vantage)
	}
	h.Vantage = n.stated(h.Vantage)
	h.Command = each(n, h.Command, func(arg string) string {
		// A suite's path stays, with or without a line behind it.
		file := strings.TrimRight(arg, "0123456789")
		if files[arg] || files[strings.TrimSuffix(file, ":")] {
			return arg
		}
		if name, value, ok := strings.Cut(arg, "="); ok { // of --var
			return name + "=" + n.stated(value)
		}
		return n.redact(arg)
	})
	h.Suites = each(n, h.Suites, n.suite)
	if !n.learning {
		h.Names = nil
		h.Redacted = true
	}
	return h
}

func (n *names) suite(s result.Suite) result.Suite {
	s.Title = n.stated(s.Title)
	s.Tags = n.all(s.Tags)
	s.CaseStudies = each(n, s.CaseStudies, func(c result.CaseStudy) result.CaseStudy {
		c.Title = n.stated(c.Title)
		c.Environment = each(n, c.Environment, func(p result.Pair) result.Pair {
			return result.Pair{Name: n.stated(p.Name), Value: n.stated(p.Value)}
		})
		c.Symptoms = n.allStated(c.Symptoms)
		c.RootCause = n.stated(c.RootCause)
		c.Resolution = n.stated(c.Resolution)
		c.Lessons = n.allStated(c.Lessons)
		return c
	})
	return s
}

func (n *names) footer(f result.Footer) result.Footer {
	f.Warnings = n.all(f.Warnings)
	f.Comparisons = each(n, f.Comparisons, n.comparison)
	f.Diagnoses = each(n, f.Diagnoses, n.sending)
	return f
}

func (n *names) comparison(c result.Comparison) result.Comparison {
	c.Title = n.stated(c.Title)
	c.Reason = n.redact(c.Reason)
	c.Range = n.place(c.Range)
	c.Assertions = each(n, c.Assertions, n.expectation)
	c.Rows = each(n, c.Rows, func(r result.Row) result.Row {
		r.Cells = n.all(r.Cells)
		return r
	})
	c.Conclusion = n.redact(c.Conclusion)
	return c
}

func (n *names) sending(d result.Sending) result.Sending {
	d.Tenant = n.redact(d.Tenant)
	d.SeenFrom = n.all(d.SeenFrom)
	d.Methods = each(n, d.Methods, n.method)
	d.Conclusions = each(n, d.Conclusions, func(c result.Conclusion) result.Conclusion {
		c.Text = n.redact(c.Text)
		return c
	})
	if d.Recommendation != nil {
		r := *d.Recommendation
		r.Text, r.Why = n.redact(r.Text), n.redact(r.Why)
		r.Reasons = n.all(r.Reasons)
		r.Next = n.redact(r.Next)
		d.Recommendation = &r
	}
	return d
}

func (n *names) method(m result.Method) result.Method {
	m.Detail, m.Line = n.redact(m.Detail), n.redact(m.Line)
	return m
}

func (n *names) test(t result.Test) result.Test {
	t.Title = n.stated(t.Title)
	t.Tags = n.all(t.Tags)
	t.Range = n.place(t.Range)
	t.Endpoint = n.endpoint(t.Endpoint)
	t.Login = n.redact(t.Login)
	t.Client = n.redact(t.Client)
	t.From = n.redact(t.From)
	t.To = n.all(t.To)
	t.Reason = n.redact(t.Reason)
	t.Stages = each(n, t.Stages, n.stage)
	t.Expectations = each(n, t.Expectations, n.expectation)
	t.Diagnosis = n.diagnosis(t.Diagnosis)
	t.Transcript = each(n, t.Transcript, func(e transcript.Entry) transcript.Entry {
		e.Text = n.redact(e.Text)
		return e
	})
	t.Warnings = n.all(t.Warnings)
	return t
}

func (n *names) endpoint(e result.Endpoint) result.Endpoint {
	e.Host = n.redact(e.Host)
	e.MXOf = n.redact(e.MXOf)
	e.Peer = n.redact(e.Peer)
	return e
}

func (n *names) stage(s result.Stage) result.Stage {
	s.Reply = n.reply(s.Reply)
	s.Failure = n.failure(s.Failure)
	s.Findings = each(n, s.Findings, func(f result.Failure) result.Failure { return *n.failure(&f) })
	s.Class = n.class(s.Class)
	if s.Attrs != nil {
		s.Attrs, _ = n.object(s.Attrs)
	}
	s.Parts = each(n, s.Parts, func(p result.Part) result.Part {
		p.Key = n.redact(p.Key)
		p.Reply = n.reply(p.Reply)
		p.Failure = n.failure(p.Failure)
		p.Class = n.class(p.Class)
		return p
	})
	return s
}

func (n *names) reply(r *result.Reply) *result.Reply {
	if r == nil {
		return nil
	}
	c := *r
	c.Lines = n.all(c.Lines)
	c.Text = n.redact(c.Text)
	if c.Raw != nil {
		c.Raw = []byte(n.redact(string(c.Raw)))
	}
	c.Odd = n.all(c.Odd)
	return &c
}

func (n *names) failure(f *result.Failure) *result.Failure {
	if f == nil {
		return nil
	}
	return &result.Failure{Class: f.Class, Detail: n.redact(f.Detail)}
}

func (n *names) class(c *result.Class) *result.Class {
	if c == nil {
		return nil
	}
	d := *c
	d.Title = n.redact(d.Title)
	d.Cause = n.redact(d.Cause)
	d.Advice = n.redact(d.Advice)
	d.Evidence = n.redact(d.Evidence)
	return &d
}

func (n *names) diagnosis(d result.Diagnosis) result.Diagnosis {
	d.LevelText = n.redact(d.LevelText)
	d.SeenFrom = n.redact(d.SeenFrom)
	if d.Finding != nil {
		f := *d.Finding
		f.Class = *n.class(&f.Class)
		f.Line, f.Provisional = n.redact(f.Line), n.redact(f.Provisional)
		d.Finding = &f
	}
	if d.Method != nil {
		m := n.method(*d.Method)
		d.Method = &m
	}
	d.RuledOut = each(n, d.RuledOut, func(r result.RuledOut) result.RuledOut {
		r.Suspicion = n.redact(r.Suspicion)
		r.By = n.redact(r.By)
		return r
	})
	d.Signs = each(n, d.Signs, func(s result.Sign) result.Sign {
		s.Text = n.redact(s.Text)
		return s
	})
	return d
}

func (n *names) expectation(e result.Expectation) result.Expectation {
	e.Want = n.redact(e.Want)
	e.Got = n.redact(e.Got)
	e.Message = n.stated(e.Message)
	e.Recipients = each(n, e.Recipients, n.redact)
	e.Misses = each(n, e.Misses, func(m result.Miss) result.Miss {
		return result.Miss{Attr: m.Attr, Want: n.redact(m.Want), Got: n.redact(m.Got)}
	})
	e.Range = n.place(e.Range)
	e.Suggest = n.redact(e.Suggest)
	return e
}

// place redacts the source under a range. Its columns would then point beside
// what they meant, so they go when the text changes.
func (n *names) place(r result.Range) result.Range {
	source := n.redact(r.Source)
	if source != r.Source {
		r.Source, r.Column, r.EndColumn = source, 0, 0
	}
	return r
}

// any redacts an attribute, which may hold lists and objects. What does not change
// is given back as it is: most attributes hold no name, and each test has dozens.
func (n *names) any(v any) (out any, changed bool) {
	switch v := v.(type) {
	case string:
		if out := n.redact(v); out != v {
			return out, true
		}
	case []string:
		out := n.all(v)
		return out, len(v) > 0 && &out[0] != &v[0]
	case []any:
		return n.values(v)
	case map[string]any:
		return n.object(v)
	}
	return v, false
}

// values is any for a list.
func (n *names) values(list []any) (out []any, changed bool) {
	out = list
	for i, v := range list {
		now, differs := n.any(v)
		if !differs {
			continue
		}
		if !changed {
			out, changed = slices.Clone(list), true
		}
		out[i] = now
	}
	return out, changed
}

// object is any for an object.
func (n *names) object(m map[string]any) (out map[string]any, changed bool) {
	if n.learning {
		for _, k := range sortedKeys(m) {
			n.any(m[k])
		}
		return m, false
	}
	out = m
	for k, v := range m {
		now, differs := n.any(v)
		if !differs {
			continue
		}
		if !changed {
			out, changed = maps.Clone(m), true
		}
		out[k] = now
	}
	return out, changed
}

// all is list with every text redacted; list itself where none changes.
func (n *names) all(list []string) []string {
	out := list
	for i, s := range list {
		now := n.redact(s)
		if now == s {
			continue
		}
		if &out[0] == &list[0] {
			out = slices.Clone(list)
		}
		out[i] = now
	}
	return out
}

// sortedKeys keeps the numbering of what is learned the same in every run.
func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// each is list with every element changed; nil stays nil. While names are learned
// nothing changes, and the list that came in is as good as a copy.
func each[T any](n *names, list []T, change func(T) T) []T {
	if n.learning {
		for _, v := range list {
			change(v)
		}
		return list
	}
	if list == nil {
		return nil
	}
	out := make([]T, len(list))
	for i, v := range list {
		out[i] = change(v)
	}
	return out
}
