package casestudy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// side is a comparison, side by side: what was asked of whom, then what was answered.
type side struct {
	Title      string
	Tests      []string
	Asked      []sideRow
	Rows       []sideRow
	Conclusion string
}

type sideRow struct {
	Name    string
	Cells   []string
	First   bool // it differs first
	Decided bool // a session was refused at it
}

// skipped is the cell of a stage that a skipped test did not come to: it differs from
// nothing.
const skipped = "skipped"

// same reports a row whose cells say all the same.
func (r sideRow) same() bool {
	held := slices.DeleteFunc(slices.Clone(r.Cells), func(c string) bool { return c == skipped })
	return !slices.ContainsFunc(held, func(c string) bool { return c != held[0] })
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

// sideOf is a comparison of the suite's own.
func sideOf(c result.Comparison, tests []result.Test) side {
	out := side{Title: c.Title, Conclusion: c.Conclusion}
	compared := make([]result.Test, len(c.Tests))
	for i, address := range c.Tests {
		compared[i] = result.Test{Address: address}
		if at := slices.IndexFunc(tests, func(t result.Test) bool { return t.Address == address }); at >= 0 {
			compared[i] = tests[at]
		}
		out.Tests = append(out.Tests, compared[i].ShortName())
	}
	out.Asked = asked(compared)
	for _, r := range c.Rows {
		row := sideRow{Name: say.Row(r.Name), First: c.First != "" && r.Name == c.First, Decided: refusedAt(r.Name, compared)}
		for i := range c.Tests {
			shown := ""
			if i < len(r.Cells) {
				shown = cell(r.Cells[i])
			}
			row.Cells = append(row.Cells, shown)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// sideBySide lays the case's own tests side by side, where the suite has no
// comparison of them.
func sideBySide(tests []result.Test) side {
	out := side{Asked: asked(tests)}
	var order []string
	for _, t := range tests {
		out.Tests = append(out.Tests, t.ShortName())
		for _, s := range t.Stages {
			if !slices.Contains(order, s.Name) {
				order = append(order, s.Name)
			}
		}
	}
	first := true
	for _, name := range order {
		row := sideRow{Name: say.Row(name), Decided: refusedAt(name, tests)}
		for _, t := range tests {
			row.Cells = append(row.Cells, answer(t, name))
		}
		row.First = first && !row.same()
		first = first && row.same()
		out.Rows = append(out.Rows, row)
	}
	return out
}

// asked are the rows of what each session asked of whom, and as whom.
func asked(tests []result.Test) []sideRow {
	var out []sideRow
	for _, r := range []struct {
		name string
		of   func(result.Test) string
	}{
		{"endpoint", func(t result.Test) string { return say.HostPort(t.Endpoint) }},
		{labProfile, func(t result.Test) string { return t.Endpoint.Lab }},
		{"client", func(t result.Test) string { return t.Client }},
		{"sign-in", func(t result.Test) string { return t.Login }},
		{"sender", func(t result.Test) string { return t.From }},
		{"list of recipients", func(t result.Test) string { return strings.Join(t.To, ", ") }},
	} {
		row := sideRow{Name: r.name}
		for _, t := range tests {
			row.Cells = append(row.Cells, r.of(t))
		}
		if slices.ContainsFunc(row.Cells, func(c string) bool { return c != "" }) {
			out = append(out, row)
		}
	}
	return out
}

// labProfile is the row of what the lab played. In a sentence it is the endpoint that it
// stands for: a profile's name explains nothing.
const labProfile = "lab profile"

// refusedAt reports whether one of the sessions was refused at a stage.
func refusedAt(stage string, tests []result.Test) bool {
	return slices.ContainsFunc(tests, func(t result.Test) bool {
		s, refused := say.Refusal(t)
		return refused && s.Name == stage
	})
}

// differences say in what the sessions were set up differently, at which answer they
// part, and at which one was refused.
func (s side) differences() string {
	var set []string
	for _, r := range s.Asked {
		name := r.Name
		if name == labProfile {
			name = "endpoint"
		}
		if !r.same() && !slices.Contains(set, name) {
			set = append(set, name)
		}
	}
	out := "The sessions were held from the same computer in the same run."
	if len(set) == 0 {
		out += " They were set up alike."
	} else {
		out += fmt.Sprintf(" They were set up with a different %s, and alike in the rest.", text.And(set))
	}
	for _, r := range s.Rows {
		switch {
		case r.First:
			out += fmt.Sprintf(" What was answered differs first at %s: %s.", text.Markdown(r.Name), s.cells(r))
		case r.Decided:
			out += fmt.Sprintf(" The refusal came at %s: %s.", text.Markdown(r.Name), s.cells(r))
		}
	}
	return out
}

// cells are a row in a sentence, each with its test.
func (s side) cells(r sideRow) string {
	var parts []string
	for i, c := range r.Cells {
		parts = append(parts, text.Code(s.Tests[i])+": "+text.Markdown(c))
	}
	return strings.Join(parts, "; ")
}

// untried reports a stage that a session was never to hold, as far as it shows that:
// the session went past it, or ended well without it.
func untried(t result.Test, stage string) bool {
	if slices.ContainsFunc(t.Expectations, func(e result.Expectation) bool { return e.Stage == stage }) {
		return false
	}
	order := smtp.Order(smtp.TLSMode(t.Endpoint.TLS))
	at := slices.Index(order, smtp.Stage(stage))
	if at < 0 && slices.Contains(smtp.Order(smtp.TLSStartTLS), smtp.Stage(stage)) {
		return true // no session of its kind has that stage
	}
	if at >= 0 && at < slices.Index(order, smtp.Stage(t.Decided)) {
		return true
	}
	_, refused := say.Refusal(t)
	return !refused && !say.EndedByClient(t) && (t.Status == result.Pass || t.Status == result.Fail)
}

// answer is what a stage of a test came to, in a table's cell.
func answer(t result.Test, stage string) string {
	s, ok := t.Stage(stage)
	switch {
	case !ok && t.Status == result.Skip:
		return skipped
	case !ok && untried(t, stage):
		return "not tried"
	case !ok:
		return "not reached"
	}
	out := say.Ended(t, s)
	if s.Outcome == "ok" && s.String("version") != "" {
		out += " " + s.String("version")
	}
	if s.Reply != nil {
		out += " " + say.Codes(s.Reply)
	}
	if s.Class != nil {
		out += " " + s.Class.ID
	}
	return out
}
