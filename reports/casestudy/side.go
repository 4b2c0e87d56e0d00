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

	unknown []bool // of the cells that stand for no session
}

// What differs from nothing: the cell of a stage that a skipped test did not come to,
// and that of one which a session was never to hold.
const (
	skipped  = "skipped"
	notTried = "not tried"
)

// same reports a row whose cells say all the same.
func (r sideRow) same() bool {
	var held []string
	for i, c := range r.Cells {
		if c != skipped && c != notTried && (r.unknown == nil || !r.unknown[i]) {
			held = append(held, c)
		}
	}
	return !slices.ContainsFunc(held, func(c string) bool { return c != held[0] })
}

// markFirst marks the first row that differs.
func markFirst(rows []sideRow) {
	if i := slices.IndexFunc(rows, func(r sideRow) bool { return !r.same() }); i >= 0 {
		rows[i].First = true
	}
}

// concerns reports a comparison that holds two tests of the case, or one where
// the case has no more.
func concerns(c result.Comparison, of study) bool {
	n, tests := 0, of.tests
	for _, t := range tests {
		if slices.Contains(c.Tests, t.Address) {
			n++
		}
	}
	return n > 0 && (of.stated == nil || n >= min(2, len(tests)))
}

// sideOf is a comparison of the suite's own, as far as it is about the case: with the
// columns of the case's own tests. Where one of them only is compared, the others stand
// beside it with what the comparison says of them.
func sideOf(c result.Comparison, tests []result.Test) side {
	out := side{Title: c.Title, Conclusion: c.Conclusion}
	var compared []result.Test
	var columns []int
	own := 0
	for _, t := range tests {
		if slices.Contains(c.Tests, t.Address) {
			own++
		}
	}
	for i, address := range c.Tests {
		at := slices.IndexFunc(tests, func(t result.Test) bool { return t.Address == address })
		switch {
		case at >= 0:
			compared = append(compared, tests[at])
		case own > 1:
			continue
		default:
			compared = append(compared, result.Test{Address: address})
		}
		columns = append(columns, i)
		out.Tests = append(out.Tests, result.Test{Address: address}.ShortName())
	}
	out.Asked = asked(compared)
	for _, r := range c.Rows {
		row := sideRow{Name: say.Row(r.Name), Decided: refusedAt(r.Name, compared)}
		for _, i := range columns {
			shown := ""
			if i < len(r.Cells) {
				shown = cell(r.Cells[i])
			}
			row.Cells = append(row.Cells, shown)
		}
		out.Rows = append(out.Rows, row)
	}
	markFirst(out.Rows)
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
	slices.SortStableFunc(order, func(a, b string) int { return place(a) - place(b) })
	for _, name := range order {
		row := sideRow{Name: say.Row(name), Decided: refusedAt(name, tests)}
		for _, t := range tests {
			row.Cells = append(row.Cells, answer(t, name))
		}
		out.Rows = append(out.Rows, row)
	}
	markFirst(out.Rows)
	return out
}

// place is where a stage stands in a session; a step outside it stands behind all.
func place(stage string) int {
	order := smtp.Order(smtp.TLSStartTLS)
	if i := slices.Index(order, smtp.Stage(stage)); i >= 0 {
		return i
	}
	return len(order)
}

func inSession(s result.Stage) bool { return place(s.Name) < len(smtp.Order(smtp.TLSStartTLS)) }

// asked are the rows of what each session asked of whom, and as whom.
func asked(tests []result.Test) []sideRow {
	var out []sideRow
	for _, r := range []struct {
		name string
		of   func(result.Test) string
	}{
		{"endpoint", func(t result.Test) string { return say.HostPort(t.Endpoint) }},
		{labProfile, func(t result.Test) string { return t.Endpoint.Lab }},
		{tlsMode, func(t result.Test) string { return say.TLSMode(t.Endpoint.TLS) }},
		{"client", func(t result.Test) string { return t.Client }},
		{"sign-in", func(t result.Test) string { return t.Login }},
		{"sender", func(t result.Test) string { return t.From }},
		{"list of recipients", func(t result.Test) string { return strings.Join(t.To, ", ") }},
	} {
		row := sideRow{Name: r.name}
		for _, t := range tests {
			row.Cells = append(row.Cells, r.of(t))
			row.unknown = append(row.unknown, len(t.Stages) == 0) // no session was held so
		}
		if slices.ContainsFunc(row.Cells, func(c string) bool { return c != "" }) && (r.name != tlsMode || !row.same()) {
			out = append(out, row)
		}
	}
	return out
}

// labProfile is the row of what the lab played. It is no part of what a session asks: a
// profile stands for whatever answers.
const labProfile = "lab profile"

// tlsMode is the row of what the endpoint asks of TLS. The rows below show what became of
// it, so it is there only where it differs.
const tlsMode = "TLS"

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
	played := ""
	for _, r := range s.Asked {
		switch {
		case r.same(), r.Name == labProfile && slices.Contains(set, "endpoint"): // the row before it
		case r.Name == labProfile:
			played = " What the lab played differs as well (row: lab profile)."
		default:
			set = append(set, r.Name)
		}
	}
	out := "The sessions were held from the same computer in the same run."
	switch {
	case len(set) > 0:
		out += fmt.Sprintf(" They were set up with a different %s, and alike in the rest.", text.And(set)) + played
	case played != "":
		out += " They were set up alike, and differ only in what the lab played (row: lab profile)."
	default:
		out += " They were set up alike."
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

// cells are a row in a sentence, each once, with its tests.
func (s side) cells(r sideRow) string {
	var parts []string
	for i, c := range r.Cells {
		if slices.Index(r.Cells, c) < i {
			continue
		}
		var names []string
		for j, other := range r.Cells {
			if other == c {
				names = append(names, s.Tests[j])
			}
		}
		parts = append(parts, listed(names)+": "+text.Markdown(c))
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
		return notTried
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
