package casestudy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// across adds what holds over several tests: comparisons, proof of the
// resolution, methods and the recommendation.
func (d *document) across(run result.Run, c study, e *exhibits) {
	for _, cmp := range run.Footer.Comparisons {
		if cmp.Suite == c.suite.File && concerns(cmp, c.tests) {
			d.Tables = append(d.Tables, sideOf(cmp))
		}
	}
	if len(d.Tables) == 0 && len(c.tests) > 1 {
		d.Tables = append(d.Tables, sideBySide(c.tests))
	}
	d.prove(c.tests, e)
	d.lessons(c.tests, e)
	s := run.Footer.Diagnosis
	if s == nil {
		s = &result.Sending{}
	}
	d.Recommend = s.Recommendation
	d.why(c.tests)
	for _, m := range s.Methods {
		one := method{Name: methodName(m.Name), State: string(m.State), Detail: m.Detail}
		if m.Suite == c.suite.File {
			one.Ref = e.ref(m.Test, decidedBy(m, c.tests))
		}
		d.Methods = append(d.Methods, one)
	}
}

// decidedBy is the stage that a method's state rests on: the one that it names,
// else the last that its test came to.
func decidedBy(m result.Method, tests []result.Test) string {
	for _, t := range tests {
		if m.Stage == "" && t.Address == m.Test {
			s, _ := say.Decided(t)
			return s.Name
		}
	}
	return m.Stage
}

// why says in what the sessions differ, and what the diagnosis says of the method
// that was taken. Without a session that was taken it says nothing.
func (d *document) why(tests []result.Test) {
	for _, table := range d.Tables {
		if table.Conclusion != "" {
			d.WhyMD = append(d.WhyMD, text.Sentence(text.Markdown(table.Conclusion)))
		}
		for _, row := range table.Rows {
			if !row.First || len(d.ProofMD) == 0 {
				continue
			}
			var parts []string
			for i, c := range row.Cells {
				parts = append(parts, text.Code(table.Tests[i])+": "+text.Markdown(cell(c)))
			}
			d.WhyMD = append(d.WhyMD, fmt.Sprintf("The sessions were held from the same computer in the same run. They differ first at %s (%s).",
				text.Markdown(row.Name), strings.Join(parts, "; ")))
		}
	}
	r := d.Recommend
	if r == nil || len(d.ProofMD) == 0 {
		return
	}
	for _, t := range tests {
		if _, refused := say.Refusal(t); !refused && t.Endpoint.Method == r.Method {
			why := r.Why
			if why == "" {
				why = r.Text
			}
			d.WhyMD = append(d.WhyMD, fmt.Sprintf("%s, the method of %s: %s", text.Markdown(methodName(r.Method)), text.Code(t.ShortName()), text.Sentence(text.Markdown(why))))
			return
		}
	}
}

func methodName(name string) string {
	if m := methods[name]; m != "" {
		return m
	}
	return name
}

// concerns reports a comparison that holds two tests of the case, or one where
// the case has no more.
func concerns(c result.Comparison, tests []result.Test) bool {
	n := 0
	for _, t := range tests {
		if slices.Contains(c.Tests, t.Address) {
			n++
		}
	}
	return n >= min(2, len(tests)) && n > 0
}

func sideOf(c result.Comparison) side {
	out := side{Title: c.Title, Conclusion: c.Conclusion}
	for _, t := range c.Tests {
		out.Tests = append(out.Tests, result.Test{Address: t}.ShortName())
	}
	for _, r := range c.Rows {
		row := sideRow{Name: say.Row(r.Name), First: c.First != "" && r.Name == c.First}
		for i := range c.Tests {
			cell := ""
			if i < len(r.Cells) {
				cell = r.Cells[i]
			}
			row.Cells = append(row.Cells, cell)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// sideBySide lays the case's own tests side by side, where the suite has no
// comparison of them.
func sideBySide(tests []result.Test) side {
	var out side
	where := sideRow{Name: "endpoint"}
	var order []string
	for _, t := range tests {
		out.Tests = append(out.Tests, t.ShortName())
		where.Cells = append(where.Cells, say.HostPort(t.Endpoint))
		for _, s := range t.Stages {
			if !slices.Contains(order, s.Name) {
				order = append(order, s.Name)
			}
		}
	}
	out.Rows = append(out.Rows, where)
	for _, name := range order {
		row := sideRow{Name: say.Row(name)}
		for _, t := range tests {
			row.Cells = append(row.Cells, answer(t, name))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// answer is what a stage of a test came to, in a table's cell.
func answer(t result.Test, stage string) string {
	s, ok := t.Stage(stage)
	if !ok {
		return "not reached"
	}
	out := say.Verb(s.Outcome)
	if s.Outcome == "ok" && s.String("version") != "" {
		out = s.String("version")
	}
	if s.Reply != nil {
		out += " " + say.Codes(s.Reply)
	}
	if s.Class != nil {
		out += " " + s.Class.ID
	}
	return out
}

// prove says what the run shows of another way that works: a test of the case
// that was taken where another was refused.
func (d *document) prove(tests []result.Test, e *exhibits) {
	refused := false
	for _, t := range tests {
		s, bad := say.Refusal(t)
		refused = refused || bad
		if bad || !refused || t.Status != result.Pass {
			continue
		}
		if s, _ = say.Decided(t); s.Outcome != "accept" {
			continue
		}
		words := fmt.Sprintf("%s, from the same computer in the same run, was accepted up to %s%s.", text.Code(t.ShortName()),
			text.Markdown(say.Command(s.Name)), cite(e.ref(t.Address, s.Name)))
		if limit := limits[s.Name]; limit != "" {
			words += " " + limit
		}
		d.ProofMD = append(d.ProofMD, words)
	}
}

// limits are what an accepted stage does not prove (the table of proofs).
var limits = map[string]string{
	"auth":    "AUTH accepted proves user, secret and the policies that allow this address now. It does not prove the right to send as the sender, quotas or room in the mailbox.",
	"mail":    "MAIL FROM accepted proves syntax and order, nothing about sender, address or policy.",
	"rcpt":    "RCPT TO accepted proves that this client address, sender and recipient were not refused at the envelope, then. It does not prove delivery.",
	"message": "A message that was accepted was handed over. It does not prove that it reached the inbox.",
}

// lessons adds what the sessions themselves teach: which earlier stages looked
// healthy while a later one refused.
func (d *document) lessons(tests []result.Test, e *exhibits) {
	for _, l := range d.Stated.Lessons {
		d.LessonsMD = append(d.LessonsMD, text.Sentence(text.Markdown(l))+" *(stated)*")
	}
	for _, t := range tests {
		s, bad := say.Refusal(t)
		if !bad || s.Outcome == "absent" || s.Name == "connect" || s.Name == "resolve" || s.Name == "banner" || !nothingBadBefore(t, s.Name) {
			continue
		}
		last := ""
		for _, st := range t.Stages {
			if st.Name == s.Name {
				break
			}
			last = st.Name
		}
		d.LessonsMD = append(d.LessonsMD, fmt.Sprintf(
			"In the session of %s everything up to %s was fine%s. A test that stops there would have found nothing; the refusal came at %s%s.",
			text.Code(t.ShortName()), text.Markdown(say.Command(last)), cite(e.before(t, s.Name)), text.Markdown(say.Command(s.Name)), cite(e.ref(t.Address, s.Name))))
	}
}
