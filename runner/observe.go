package runner

import (
	"math/big"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

// stageOf writes an observation down as a result, with the class that the
// knowledge base gives it.
func stageOf(v seen, base *reject.Base) result.Stage {
	o := v.obs
	out := result.Stage{
		Name: string(v.stage), Outcome: string(o.Outcome), At: v.at, Took: o.Took,
		Reply: cutOff(replyOf(o.Reply), o), Failure: failureOf(o.Failure),
		Class: classify(base, v.stage, o), Attrs: attrsOf(o.Attrs),
	}
	for i := range o.Findings {
		out.Findings = append(out.Findings, *failureOf(&o.Findings[i]))
	}
	room := mostReplies
	for _, p := range o.Parts {
		alone := step.Observation{Outcome: p.Outcome, Reply: p.Reply, Failure: p.Failure}
		part := result.Part{
			Key: transcript.Printable(p.Key), Outcome: string(p.Outcome), Took: p.Took,
			Reply: shorten(cutOff(replyOf(p.Reply), alone), &room), Failure: failureOf(p.Failure),
			Class: classify(base, v.stage, alone),
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}

// mostReplies bounds the replies of a stage's parts: a reply may have 64 KiB, a
// test hundreds of recipients, and a run log's line must stay one that can be read.
const mostReplies = 512 << 10

// shorten takes a reply's bytes off the room that is left, and leaves its
// beginning alone where there is none.
func shorten(r *result.Reply, room *int) *result.Reply {
	if r == nil {
		return nil
	}
	size := len(r.Text) + len(r.Raw)
	for _, l := range r.Lines {
		size += len(l)
	}
	if size <= *room {
		*room -= size
		return r
	}
	r.Text, r.Raw = begin(r.Text), nil
	if len(r.Lines) > 0 {
		r.Lines = []string{begin(r.Lines[0])}
	}
	return r
}

// begin is the beginning of a text that is longer than anybody reads.
func begin(s string) string {
	const kept = 256
	if len(s) <= kept {
		return s
	}
	return strings.ToValidUTF8(s[:kept], "") + "…"
}

// classify names a refusal, a failure, or the first finding on a good outcome.
func classify(base *reject.Base, stage smtp.Stage, o step.Observation) *result.Class {
	switch {
	case o.Failure != nil:
		return entryOf(base.Failure(o.Failure))
	case o.Reply != nil && (o.Outcome == step.Defer || o.Outcome == step.Reject):
		return classOfReply(base, stage, *o.Reply)
	case len(o.Findings) > 0:
		return entryOf(base.Failure(&o.Findings[0]))
	}
	return nil
}

// classOfReply names a refusal. A secret that was hidden in it changes nothing of its class:
// that is read from the words as they came, and its evidence from those that are shown.
func classOfReply(base *reject.Base, stage smtp.Stage, r smtp.Reply) *result.Class {
	m, said := base.Classify(stage, r), r.AsSaid()
	if r.Verbatim != nil {
		if told := base.Classify(stage, said); told.Class != m.Class {
			m = reject.Match{Class: told.Class, Evidence: r.Text()}
		}
	}
	c := entryOf(m)
	c.Waiting = m.Class.Waits(said)
	return c
}

func entryOf(m reject.Match) *result.Class {
	c := &result.Class{
		ID: m.Class.ID, Family: m.Class.Family, Title: m.Class.Title, Cause: m.Class.Cause,
		Advice: m.Class.Advice, Waiting: m.Class.WaitingHelps, Evidence: transcript.Printable(m.Evidence),
	}
	for _, s := range m.Class.Sources {
		line := s.Title
		if s.Date != "" {
			line += " (" + s.Date + ")"
		}
		c.Sources = append(c.Sources, line)
	}
	return c
}

// replyOf makes a reply fit to be shown. Its bytes are kept beside it only where
// the lines do not show them all.
func replyOf(r *smtp.Reply) *result.Reply {
	if r == nil {
		return nil
	}
	out := &result.Reply{Code: int(r.Code), Enhanced: r.Enhanced.String(), Text: transcript.Printable(r.Text())}
	plain := len(r.Anomalies) == 0
	for _, l := range r.Lines {
		p := transcript.Printable(l)
		plain = plain && p == l && l != "" // "250" and "250 " are one line here
		out.Lines = append(out.Lines, p)
	}
	for _, a := range r.Anomalies {
		out.Odd = append(out.Odd, string(a))
	}
	if !plain {
		out.Raw = r.Raw
	}
	return out
}

// cutOff keeps the bytes of what came where no valid reply did: its lines do not
// tell a reply that ended from one that was cut off behind a line.
func cutOff(r *result.Reply, o step.Observation) *result.Reply {
	if r != nil && o.Failure != nil {
		r.Raw = o.Reply.Raw
	}
	return r
}

func failureOf(f *smtp.Failure) *result.Failure {
	if f == nil {
		return nil
	}
	return &result.Failure{Class: f.Class, Detail: transcript.Printable(f.Detail)}
}

// attrsOf turns a kind's own values into what JSON can hold.
func attrsOf(attrs map[string]cty.Value) map[string]any {
	if len(attrs) == 0 {
		return nil
	}
	out := make(map[string]any, len(attrs))
	for name, v := range attrs {
		if plain := plainValue(v); plain != nil {
			out[name] = plain
		}
	}
	return out
}

// plainValue is a value without its cty type: nil, bool, float64, string or a
// list of such.
func plainValue(v cty.Value) any {
	if v == cty.NilVal || v.IsNull() || !v.IsKnown() {
		return nil
	}
	switch t := v.Type(); {
	case t == cty.String:
		return transcript.Printable(v.AsString())
	case t == cty.Bool:
		return v.True()
	case t == cty.Number:
		f, _ := v.AsBigFloat().Float64()
		return f
	case t.IsListType() || t.IsSetType() || t.IsTupleType():
		return plainList(v)
	}
	return nil
}

func plainList(v cty.Value) any {
	out := make([]any, 0, v.LengthInt())
	for it := v.ElementIterator(); it.Next(); {
		_, e := it.Element()
		out = append(out, plainValue(e))
	}
	return out
}

// objectOf is what assertions read of a stage: the common values and those of its
// kind, null where there is none.
func objectOf(kind *step.Kind, s result.Stage, o step.Observation) cty.Value {
	values := commonOf(s)
	for _, a := range kind.Sees {
		v, ok := o.Attrs[a.Name]
		if !ok || v == cty.NilVal {
			v = cty.NullVal(a.Type)
		}
		values[a.Name] = v
	}
	return cty.ObjectVal(values)
}

// commonOf are the values that every stage has, by the names of
// schema.CommonSees.
func commonOf(s result.Stage) map[string]cty.Value {
	values := map[string]cty.Value{
		"outcome": cty.StringVal(s.Outcome),
		"class":   cty.NullVal(cty.String), "family": cty.NullVal(cty.String),
		"code": cty.NullVal(cty.Number), "enhanced": cty.NullVal(cty.String),
		"text": cty.NullVal(cty.String), "lines": cty.NullVal(cty.List(cty.String)),
		"seconds": cty.NumberVal(new(big.Float).SetFloat64(s.Took.Seconds())),
	}
	if s.Class != nil {
		values["class"], values["family"] = cty.StringVal(s.Class.ID), cty.StringVal(s.Class.Family)
	}
	if s.Reply == nil {
		return values
	}
	values["code"] = cty.NumberIntVal(int64(s.Reply.Code))
	values["text"] = cty.StringVal(s.Reply.Text)
	if s.Reply.Enhanced != "" {
		values["enhanced"] = cty.StringVal(s.Reply.Enhanced)
	}
	if len(s.Reply.Lines) > 0 {
		lines := make([]cty.Value, len(s.Reply.Lines))
		for i, l := range s.Reply.Lines {
			lines[i] = cty.StringVal(l)
		}
		values["lines"] = cty.ListVal(lines)
	}
	return values
}

// seenValues are what an expectation is compared with.
func seenValues(s result.Stage, attrs map[string]cty.Value) map[string]cty.Value {
	values := commonOf(s)
	for name, v := range attrs {
		values[name] = v
	}
	return values
}

// partStage is one part of a stage, to be judged as a stage of its own.
func partStage(s result.Stage, p result.Part) result.Stage {
	return result.Stage{Name: s.Name, Outcome: p.Outcome, Took: p.Took, Reply: p.Reply, Failure: p.Failure, Class: p.Class}
}

// partsFor are the parts whose keys are among names; all of them for no names.
func partsFor(s result.Stage, names []string) []result.Part {
	if len(names) == 0 {
		return s.Parts
	}
	var out []result.Part
	for _, p := range s.Parts {
		if slices.Contains(names, p.Key) {
			out = append(out, p)
		}
	}
	return out
}
