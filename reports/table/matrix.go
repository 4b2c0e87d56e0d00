package table

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// block is one suite of the matrix: a line a test.
type block struct {
	file string
	span say.Span
	more []string // steps that are no stages, in the order met
	lab  []string // the tests whose server the lab played
	rows []row
}

type row struct {
	name   string
	cells  []string
	more   map[string]string
	status result.Status
}

// matrix writes each suite with its tests, stages as columns.
func (p *printer) matrix() error {
	var b *block
	p.plain = true
	for t, err := range p.run.Tests() {
		if err != nil {
			return err
		}
		p.plain = p.plain && !p.tells(t)
		p.note(t)
		p.count(t)
		if b == nil || b.file != t.Suite {
			if err := p.block(b); err != nil {
				return err
			}
			b = &block{file: t.Suite}
		}
		r := row{name: text.Line(t.ShortName()), status: t.Status}
		r.cells, r.more = cells(t)
		if say.Played(t) {
			b.lab = append(b.lab, r.name)
		}
		for _, s := range t.Stages {
			if r.more[s.Name] != "" && !slices.Contains(b.more, s.Name) {
				b.more = append(b.more, s.Name)
			}
		}
		b.span.Add(t)
		b.rows = append(b.rows, r)
	}
	return p.block(b)
}

// block writes one suite.
func (p *printer) block(b *block) error {
	if b == nil {
		return nil
	}
	p.gap()
	p.heading(b)
	names, rows := b.columns()
	names, rows, note := fit(names, rows, p.width)
	for i, r := range b.rows {
		rows[i] = append(rows[i], p.status(r.status))
	}
	lines, err := grid(append(names, "STATUS"), rows)
	if err != nil {
		return err
	}
	p.line("")
	for i, l := range lines {
		if i == 0 {
			l = p.color.bold(strings.TrimRight(l, " "))
		}
		p.line(" " + l)
	}
	if note != "" {
		p.wrapped(" ", note)
	}
	return nil
}

// heading writes a suite's title on the left, its file and figures on the right.
func (p *printer) heading(b *block) {
	title, lab := "", false
	for _, s := range p.run.Header.Suites {
		if s.File == b.file {
			title, lab = text.Line(s.Title), s.Lab
		}
	}
	right := text.Line(b.file) + "   " + text.Count(len(b.rows), "test")
	if n := p.comparisons(b.file); n > 0 { // the last line counts them with the tests
		right += ", " + text.Count(n, "comparison")
	}
	if took := b.span.Took(); took > 0 {
		right += "   " + text.Duration(took)
	}
	switch room := p.width - text.Width(title) - text.Width(right); {
	case title == "":
		p.line(right)
	case room >= 3:
		p.line(p.color.bold(title) + strings.Repeat(" ", room) + right)
	default:
		p.line(p.color.bold(text.Truncate(title, p.width)))
		p.line(right)
	}
	switch {
	case lab:
		p.wrapped("", "smtpspec's own lab plays the servers of this suite: nothing here is about a real service.")
	case len(b.lab) > 0:
		p.wrapped("", "smtpspec's own lab plays the server of "+text.And(b.lab)+": what is said of it is about no real service.")
	}
}

// comparisons are how many of a suite were judged.
func (p *printer) comparisons(file string) int {
	n := 0
	for _, c := range p.run.Footer.Comparisons {
		if c.Suite == file && c.Status != "" && c.Status != result.Pending {
			n++
		}
	}
	return n
}

// columns are the columns that some test of the block came to.
func (b *block) columns() ([]string, [][]string) {
	names := []string{"TEST"}
	rows := make([][]string, len(b.rows))
	for i, r := range b.rows {
		rows[i] = append(make([]string, 0, len(columns)+2), r.name)
	}
	for c, col := range columns {
		if !b.shows(c) {
			continue
		}
		names = append(names, col.name)
		for i, r := range b.rows {
			rows[i] = append(rows[i], r.cells[c])
		}
	}
	for _, name := range b.more {
		names = append(names, strings.ToUpper(text.Line(name)))
		for i, r := range b.rows {
			shown := r.more[name]
			if shown == "" {
				shown = none
			}
			rows[i] = append(rows[i], shown)
		}
	}
	return names, rows
}

// shows reports a column that says something: AUTH only where one was tried,
// QUIT only where it decided.
func (b *block) shows(c int) bool {
	for _, r := range b.rows {
		switch shown := r.cells[c]; columns[c].name {
		case "QUIT":
			if strings.HasSuffix(shown, mark) {
				return true
			}
		case "AUTH":
			if shown != none && shown != "absent" {
				return true
			}
		default:
			if shown != none {
				return true
			}
		}
	}
	return false
}

// statusWidth is the room for the widest status word.
const statusWidth = len("INCONCLUSIVE")

// fit takes columns away until the table is no wider than width: first those
// that say the same of every test, which the note then says once; then letters
// out of the middle of long names.
func fit(names []string, rows [][]string, width int) ([]string, [][]string, string) {
	var gone []string
	for c := 1; c < len(names) && total(names, rows) > width; {
		same, ok := sameInAll(rows, c)
		if !ok || len(names) <= 3 {
			c++
			continue
		}
		gone = append(gone, names[c]+" "+same)
		names = slices.Delete(slices.Clone(names), c, c+1)
		for i := range rows {
			rows[i] = slices.Delete(rows[i], c, c+1)
		}
	}
	if over := total(names, rows) - width; over > 0 {
		room := max(12, columnWidth(names, rows, 0)-over)
		for i := range rows {
			rows[i][0] = middle(rows[i][0], room)
		}
	}
	if len(gone) == 0 {
		return names, rows, ""
	}
	return names, rows, "(" + strings.Join(gone, ", ") + " in every test that came there)"
}

// sameInAll is a column's cell, where all tests that came there have the same
// good one.
func sameInAll(rows [][]string, c int) (string, bool) {
	same := none
	for _, r := range rows {
		switch {
		case r[c] == none || r[c] == same:
		case same != none || strings.HasSuffix(r[c], mark):
			return "", false
		default:
			same = r[c]
		}
	}
	return same, same != none
}

func total(names []string, rows [][]string) int {
	sum := 1 + statusWidth
	for c := range names {
		sum += columnWidth(names, rows, c) + 2
	}
	return sum
}

func columnWidth(names []string, rows [][]string, c int) int {
	widest := text.Width(names[c])
	for _, r := range rows {
		widest = max(widest, text.Width(r[c]))
	}
	return widest
}

// middle shortens s to width cells and keeps both ends: in `client["north"]` it
// is the end that tells one from the other.
func middle(s string, width int) string {
	if text.Width(s) <= width {
		return s
	}
	runes := []rune(s)
	for cut := 1; cut < len(runes); cut++ {
		keep := len(runes) - cut
		short := string(runes[:keep/2]) + "…" + string(runes[len(runes)-(keep-keep/2):])
		if text.Width(short) <= width {
			return short
		}
	}
	return "…"
}
