package table

import (
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// tells reports whether a test has a paragraph.
func (p *printer) tells(t result.Test) bool {
	return t.Status != result.Pass || p.opt.Verbose || explained(t) || looks(t)
}

// explained reports whether there is more to say of a test, also of one that passed:
// a refusal that is expected, what was not reached, and signs of something in the
// middle of the path.
func explained(t result.Test) bool {
	_, refused := say.Refusal(t)
	return refused || len(t.Diagnosis.Signs) > 0 || say.NotReached(t.Expectations) != ""
}

// paragraphs writes what has to be known of each test beyond its line.
func (p *printer) paragraphs() error {
	if p.plain {
		return nil
	}
	for t, err := range p.run.Tests() {
		if err != nil {
			return err
		}
		if p.err != nil {
			return p.err
		}
		if p.opt.Quiet { // there was no matrix
			p.count(t)
		}
		switch {
		case t.Status == result.Skip:
			if !p.opt.Quiet {
				p.gap()
				p.title(t)
			}
		case t.Status != result.Pass || !p.opt.Quiet && explained(t):
			p.test(t)
		case !p.opt.Quiet && looks(t) && !p.sends[key{suite: t.Suite}]:
			p.gap()
			p.title(t)
			p.offer(t)
		case p.opt.Verbose:
			p.gap()
			p.title(t)
		}
		if p.opt.Verbose && len(t.Transcript) > 0 {
			p.transcript(t)
		}
	}
	return nil
}

// title is a paragraph's first line.
func (p *printer) title(t result.Test) {
	p.lead(text.Line(t.ShortName()), t.Status, say.Headline(t))
}

// lead writes what a paragraph is about, how it ended unless it passed, and the rest in
// as many lines as it takes.
func (p *printer) lead(label string, s result.Status, rest string) {
	indent, head := text.Width(label)+3, p.color.bold(label+"   ")
	if s != result.Pass {
		indent, head = indent+text.Width(plain(s))+3, head+p.status(s)+"   "
	}
	lines := text.Wrap(rest, max(20, p.width-indent))
	if len(lines) == 0 {
		lines = []string{""}
	}
	for _, l := range lines {
		p.line(head + l)
		head = strings.Repeat(" ", indent)
	}
}

// plain is a status word without colour, to measure.
func plain(s result.Status) string {
	return (&printer{color: palette(false)}).status(s)
}

// test writes the paragraph of a test that was refused, missed or not judged, or that
// shows signs of something in the middle of the path.
func (p *printer) test(t result.Test) {
	p.gap()
	p.title(t)
	missed := say.Misses(t)
	shown := map[string]bool{}
	for i, e := range missed {
		p.line("")
		if i > 0 {
			p.wrapped("   ", say.Expectation(e))
		}
		p.miss(t, e, shown[e.Stage])
		shown[e.Stage] = true
	}
	if t.Status == result.Fail && len(missed) == 0 && t.Range.File != "" {
		p.line("")
		p.line("   " + say.Place(t, t.Range))
		p.source(t.Range)
		p.line("")
	}
	s, refused := say.Refusal(t)
	if len(missed) > 0 {
		p.line("")
	} else if refused {
		p.wrapped("  "+p.arrow(t, s), text.Cut(say.Evidence(s), longest))
	} else if say.EndedByClient(t) {
		p.wrapped("  === ", say.Lack(t))
	}
	for _, part := range s.Parts {
		if refused && len(s.Parts) > 1 {
			p.wrapped("    - ", partLine(part))
		}
	}
	if rcpt, _ := t.Stage("rcpt"); say.RecipientsOf(t, rcpt).Untried > 0 {
		p.wrapped("  not tried  ", say.RecipientsOf(t, rcpt).Left())
	}
	if words := say.NotReached(t.Expectations); words != "" {
		p.wrapped("  not reached   ", words)
	}
	p.explain(t, s)
	for _, w := range t.Warnings {
		p.wrapped("  warning    ", w)
	}
	if t.Status != result.Pass {
		p.rerun(t, missed)
	}
}

// partLine is what one recipient or address was answered.
func partLine(part result.Part) string {
	line := text.Line(part.Key) + "  " + say.PartOutcome(part)
	switch {
	case part.Failure != nil:
		return line + ": " + say.Failure(part.Failure)
	case part.Reply != nil:
		return line + ": " + text.Cut(say.Reply(part.Reply), 120)
	}
	return line
}

// arrow is the mark of a stage's last line in the transcript.
func (p *printer) arrow(t result.Test, s result.Stage) string {
	if s.Reply == nil || s.Failure != nil {
		return "*** "
	}
	out := "<-  "
	for _, e := range t.Transcript {
		if e.Stage == s.Name && e.Dir == transcript.Received {
			out = say.Arrow(e)
		}
	}
	return out
}

// ruledOut names what a session disproves. What the way to the server is suspected of
// stands on one line, with the ground of the last, which is the strongest; what an
// accepted sign-in, envelope or message disproves has its own, which carries nothing else. The
// case study gives the ground of each.
func ruledOut(ruled []result.RuledOut) string {
	var out, names []string
	by := ""
	for _, r := range ruled {
		if r.Proof == "auth" || r.Proof == "rcpt" || r.Proof == "message" {
			out = append(out, text.Title(r.Suspicion)+": "+text.Sentence(r.By))
			continue
		}
		names, by = append(names, r.Suspicion), r.By
	}
	if len(names) > 0 {
		out = append([]string{text.Sentence(text.Title(strings.Join(names, "; "))), text.Sentence(text.Title(by))}, out...)
	}
	return strings.Join(out, " ")
}

// explain writes cause, what is ruled out, how far things were proven and what to do. A class that was
// explained above is not explained again. About a failure that the suite expects, as of TLS
// that is too old on purpose, there is nothing to do.
func (p *printer) explain(t result.Test, s result.Stage) {
	c := say.ClassOf(t)
	expected := s.Outcome == "fail" && t.Status == result.Pass
	key, before := "", ""
	if c != nil {
		key = fmt.Sprint(expected) + "\x00" + c.ID + "\x00" + c.Cause + "\x00" + c.Advice
		before = p.told[key]
	}
	if c != nil && before == "" && c.Cause != "" {
		p.wrapped("  cause      ", c.Cause)
	}
	if ruled := t.Diagnosis.RuledOut; len(ruled) > 0 {
		p.wrapped("  ruled out  ", ruledOut(ruled))
	}
	for _, sign := range t.Diagnosis.Signs {
		p.wrapped("  sign       ", sign.Text)
	}
	if words := say.Level(t.Diagnosis); words != "" {
		p.wrapped("  level      ", words)
	}
	if f := t.Diagnosis.Finding; f != nil && f.Provisional != "" {
		p.wrapped("  provisional  ", f.Provisional)
	}
	switch {
	case c == nil || expected:
	case before != "":
		p.wrapped("  do now     ", strings.TrimSuffix("as for "+before+" above: "+say.Class(c), ": "))
	case c.Advice != "":
		p.wrapped("  do now     ", c.Advice)
	}
	if c != nil && before == "" && (c.Cause != "" || c.Advice != "") {
		p.told[key] = text.Line(t.ShortName())
	}
}

// longest is how much of a reply is shown: a server may say 64 KiB. The
// transcript has it all.
const longest = 1000

// miss shows where in the suite something else was expected, and what was said,
// unless an earlier miss showed it.
func (p *printer) miss(t result.Test, e result.Expectation, again bool) {
	p.line("   " + say.Place(t, e.Range))
	p.source(e.Range)
	for _, m := range e.Misses {
		if m.Attr != "outcome" {
			p.wrapped("   "+text.Line(m.Attr)+": ", fmt.Sprintf("expected %s, got %s", m.Want, m.Got))
		}
	}
	if e.Kind == "assert" && e.Got != "" {
		p.wrapped("   seen: ", e.Got)
	}
	if again {
		return // what was said stands above
	}
	for _, entry := range said(t, e.Stage) {
		p.wrapped("   "+say.Arrow(entry), text.Cut(entry.Text, longest))
	}
}

// source writes a line of the suite with carets under what is meant.
func (p *printer) source(r result.Range) {
	if r.Source == "" {
		return
	}
	number := fmt.Sprintf("   %d: ", r.Line)
	source := text.Line(strings.ReplaceAll(r.Source, "\t", " "))
	p.line(text.Truncate(number+source, p.width))
	runes := []rune(source)
	from, to := r.Column-1, r.EndColumn-1
	if r.EndLine > r.Line {
		to = len(runes)
	}
	if from < 0 || to <= from || to > len(runes) || text.Width(number)+to > p.width {
		return
	}
	indent := text.Width(number) + text.Width(string(runes[:from]))
	p.line(strings.Repeat(" ", indent) + p.color.bad(strings.Repeat("^", text.Width(string(runes[from:to])))))
}

// said is the last that was said at a stage, and not more than a few lines.
func said(t result.Test, stage string) []transcript.Entry {
	const most = 12
	var out []transcript.Entry
	for _, e := range t.Transcript {
		if e.Stage == stage {
			out = append(out, e)
		}
	}
	return out[max(0, len(out)-most):]
}

// rerun says how to accept what was seen and how to look closer.
func (p *printer) rerun(t result.Test, missed []result.Expectation) {
	p.line("")
	for _, e := range missed {
		p.suggestion(say.Suggestion(e))
	}
	command := say.Rerun(p.run.Header, t)
	if p.opt.Verbose || len(command) == 0 {
		return
	}
	p.copied("   Run it again, with the transcript:", text.Line(say.CommandLine(command))+" -v")
}

// copied writes a line that is there to be copied, so it is not folded: where it
// does not fit behind its label it stands under it.
func (p *printer) copied(label, line string) {
	if one := text.Pad(label, 40) + line; text.Width(one) <= p.width {
		p.line(one)
		return
	}
	p.line(label)
	p.line("     " + line)
}

// suggestion writes what a suite would have to say.
func (p *printer) suggestion(lines []string) {
	const words = "   If this is what you now expect:"
	switch len(lines) {
	case 0:
		return
	case 1:
		p.copied(words, text.Cut(lines[0], longest))
		return
	}
	p.line(words)
	for _, l := range lines {
		p.line("     " + text.Cut(l, longest))
	}
}

// transcript writes all that was said.
func (p *printer) transcript(t result.Test) {
	p.line("")
	for _, e := range t.Transcript {
		p.line("   " + say.Entry(e))
	}
}
