package table

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// comparison writes tests side by side, the first difference marked.
func (p *printer) comparison(c result.Comparison) {
	if p.opt.Quiet && (c.Status == result.Pass || c.Status == result.Skip) {
		return
	}
	p.gap()
	p.compareTitle(c)
	if len(c.Rows) > 0 {
		p.rows(c)
	}
	for _, e := range say.Missed(c.Assertions) {
		p.line("")
		p.line(fmt.Sprintf("   %s:%d, in comparison %q", text.Line(e.Range.File), e.Range.Line, text.Line(c.Name)))
		p.source(e.Range)
	}
	if c.Conclusion != "" {
		p.wrapped("   ", c.Conclusion)
	}
}

func (p *printer) compareTitle(c result.Comparison) {
	label := "comparison " + text.Line(c.Name)
	words := text.Line(c.Title)
	switch missed := say.Missed(c.Assertions); {
	case len(missed) > 0:
		words = say.Expectation(missed[0])
	case c.Reason != "":
		words = text.Line(c.Reason)
	}
	status := c.Status
	if status == "" || status == result.Pending {
		status = result.Pass // it asserts nothing
	}
	p.lead(label, status, words)
}

// first marks the row that differs first; nameWidth is the room for a row's name.
const (
	first     = "◂ first"
	nameWidth = 24
)

// rows writes the comparison's table.
func (p *printer) rows(c result.Comparison) {
	name := 0
	for _, r := range c.Rows {
		name = max(name, min(nameWidth, text.Width(say.Row(r.Name))))
	}
	// Before the cells stand the indent, the sign and the name, behind them the mark.
	room := max(8, (p.width-3-3-name-2-text.Width(first))/max(1, len(c.Tests))-2)
	header := []string{" ", " "}
	for _, t := range c.Tests {
		header = append(header, middle(text.Line(result.Test{Address: t}.ShortName()), room))
	}
	header = append(header, " ")
	var rows [][]string
	for _, r := range c.Rows {
		differs, mark := " ", " "
		if !r.Same {
			differs = "≠"
		}
		if c.First != "" && r.Name == c.First {
			mark = first
		}
		cells := []string{differs, text.Truncate(say.Row(r.Name), nameWidth)}
		for i := range c.Tests {
			shown := none
			if i < len(r.Cells) && r.Cells[i] != "" {
				shown = text.Truncate(say.Cell(r.Cells[i], room), room)
			}
			cells = append(cells, shown)
		}
		rows = append(rows, append(cells, mark))
	}
	lines, err := grid(header, rows)
	if err != nil {
		p.err = err
		return
	}
	for _, l := range lines {
		p.line("   " + l)
	}
}

// sending writes which method works from where the run was made: for each suite and
// each tenant, named where there are several. Tenants of which the same is to be said
// stand together.
func (p *printer) sending() {
	all := slices.DeleteFunc(slices.Clone(p.run.Footer.Diagnoses), p.beside)
	subjects := make([]string, len(all))
	first := map[string]int{}
	for i, d := range all {
		key := alike(d)
		if at, ok := first[key]; ok && d.Tenant != "" {
			subjects[at] += ", " + d.Tenant
			continue
		}
		first[key], subjects[i] = i, subject(d)
	}
	for i, d := range all {
		if subjects[i] == "" {
			continue
		}
		p.gap()
		if len(all) > 1 {
			p.wrapped("", subjects[i])
		}
		p.sendingOf(d)
	}
}

// alike is what is said of a tenant, without its name and its tests.
func alike(d result.Sending) string {
	words := []string{d.Suite, fmt.Sprint(d.Lab, d.SeenFrom)}
	for _, m := range d.Methods {
		words = append(words, m.Name, string(m.State), m.Detail)
	}
	for _, c := range d.Conclusions {
		words = append(words, c.Text)
	}
	if d.Recommendation != nil {
		words = append(words, fmt.Sprintf("%+v", *d.Recommendation))
	}
	return strings.Join(words, "\x00")
}

// key is something of one suite.
type key struct{ suite, name string }

// note keeps of a test what the diagnosis across tests is shown with.
func (p *printer) note(t result.Test) {
	if say.Sends(t) {
		p.sends[key{t.Suite, t.Address}] = true
		p.sends[key{suite: t.Suite}] = true
	}
	p.sightingsOf(t.Suite).Add(t)
}

// sightingsOf are the addresses that servers saw this computer at in a suite's tests.
func (p *printer) sightingsOf(suite string) *say.Sightings {
	if p.saw[suite] == nil {
		p.saw[suite] = &say.Sightings{}
	}
	return p.saw[suite]
}

// beside reports a diagnosis of tests of which none asks how mail can be sent: advice
// on that would answer a question that nobody put.
func (p *printer) beside(d result.Sending) bool {
	return len(d.Conclusions) == 0 && !slices.ContainsFunc(d.Tests, func(t string) bool { return p.sends[key{d.Suite, t}] })
}

// subject says whose mail a diagnosis is about.
func subject(d result.Sending) string {
	out := d.Suite
	if d.Lab {
		out += ", as the lab played it"
	}
	if d.Tenant != "" {
		out += ", " + d.Tenant
	}
	return out
}

func (p *printer) sendingOf(d result.Sending) {
	p.methods(d)
	if len(d.SeenFrom) > 1 && !d.Lab {
		p.wrapped(text.Pad("Seen from", sideWidth), p.sightings(d))
	}
	for _, c := range d.Conclusions {
		p.wrapped(text.Pad("Together", sideWidth), text.Sentence(text.Title(c.Text)))
	}
	if r := d.Recommendation; r != nil {
		words := []string{text.Sentence(r.Method + ": " + r.Text)}
		for _, reason := range r.Reasons {
			words = append(words, text.Sentence(text.Title(reason)))
		}
		if r.Next != "" {
			words = append(words, text.Sentence(text.Title(r.Next)))
		}
		p.wrapped(text.Pad("Recommendation", sideWidth), strings.Join(words, " "))
	}
}

// sightings say which server saw this computer at which address.
func (p *printer) sightings(d result.Sending) string {
	var out []string
	for _, ip := range d.SeenFrom {
		out = append(out, ip+" by "+p.sightingsOf(d.Suite).By(ip, text.Line))
	}
	return text.Sentence(strings.Join(out, "; "))
}

// sideWidth is the room for the words on the left of the last block.
const sideWidth = 20

// methods writes a line a method, with the place that the run was made from on
// the left. The lab says what it likes of that place.
func (p *printer) methods(d result.Sending) {
	from := "this computer)"
	side := []string{"Sending from here", "(" + from}
	switch {
	case d.Lab:
		side = []string{"Sending in the lab"}
	case len(d.SeenFrom) > 0:
		side = []string{"Sending from here"}
		for i, ip := range d.SeenFrom {
			open := " "
			if i == 0 {
				open = "("
			}
			side = append(side, text.Truncate(open+text.Line(ip), sideWidth-2)+",")
			if p.sightingsOf(d.Suite).Unproven(ip) {
				side = append(side, " unauthenticated,")
			}
		}
		side = append(side, " "+from)
	}
	name, state := 0, 0
	for _, m := range d.Methods {
		name, state = max(name, text.Width(text.Line(m.Name))), max(state, text.Width(string(m.State)))
	}
	var right []string
	indent := name + state + 6
	for _, m := range d.Methods {
		head := text.Pad(text.Line(m.Name), name+3) + text.Pad(text.Line(string(m.State)), state+3)
		for i, l := range text.Wrap(text.Line(m.Detail), max(20, p.width-sideWidth-indent)) {
			if i > 0 {
				head = strings.Repeat(" ", indent)
			}
			right = append(right, head+l)
		}
	}
	for i := range max(len(side), len(right)) {
		left, line := "", ""
		if i < len(side) {
			left = side[i]
		}
		if i < len(right) {
			line = right[i]
		}
		p.line(text.Pad(left, sideWidth) + line)
	}
}
