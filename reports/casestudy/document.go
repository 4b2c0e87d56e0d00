package casestudy

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// document is what the template shows. Fields whose names end in MD are Markdown
// already; all others are plain text, which the template escapes.
type document struct {
	Title     string
	Lab       string // what the lab played, where it did
	SummaryMD string
	SeenMD    string
	Facts     []fact
	Stated    result.CaseStudy
	RuledOut  []conclusion
	Signs     []conclusion
	Output    string // a fenced block
	Output4   string // whose session it is
	Failures  []failure
	Accepted  []string // where no test was refused: how far each came, MD
	Causes    []cause
	ProofMD   []string
	Tables    []side
	WhyMD     []string
	LessonsMD []string
	Advice    []advice
	Recommend *result.Recommendation
	Methods   []method
	Exhibits  []exhibit
	Command   string
	Version   string
	RunID     string
	Suite     result.Suite
	Redacted  bool
	Warnings  []string
}

// fact is a row of the first table.
type fact struct {
	Name   string
	MD     string
	Stated bool
}

type conclusion struct{ What, By, Test, Refs string }

// failure is a refusal, as definite as it gets.
type failure struct {
	Test, Command, Ref, At, After string
	Line                          string // the reply in one line
	Fence                         string // the reply as it came
	Class                         string
	Expected                      bool
	Parts                         []conclusion
}

type cause struct {
	Title, Class, Cause, Words, Ref, Line string
	Sources                               []string
	Inside                                bool
	Waiting                               bool
	Known                                 bool
}

type advice struct{ Class, Advice string }

// side is a comparison, side by side.
type side struct {
	Title      string
	Tests      []string
	Rows       []sideRow
	Conclusion string
}

type sideRow struct {
	Name  string
	Cells []string
	First bool
}

type method struct{ Name, State, Detail, Ref string }

// newDocument lays one case out.
func newDocument(run result.Run, c study) document {
	e := newExhibits(c.tests)
	d := document{
		Title: title(c), Suite: c.suite, Version: run.Header.Version, RunID: run.Header.ID,
		Command: command(run.Header.Command), Redacted: run.Header.Redacted, Exhibits: e.list,
		Lab: labOf(c.tests), Warnings: run.Footer.Warnings,
	}
	if c.stated != nil {
		d.Stated = *c.stated
	}
	for _, t := range c.tests {
		d.addTest(t, e)
	}
	d.SummaryMD = summary(c.tests, e)
	d.SeenMD = seen(run, c.tests)
	d.Facts = factsOf(run, c)
	d.output(c.tests)
	d.across(run, c, e)
	return d
}

func title(c study) string {
	if c.stated != nil {
		if c.stated.Title != "" {
			return c.stated.Title
		}
		return c.stated.Name
	}
	t := c.tests[0]
	if s, ok := say.Refusal(t); ok {
		return t.ShortName() + ": " + say.Refused(s)
	}
	return text.Title(t.ShortName()) + ": not as expected"
}

// labOf names the lab's profiles that played a server, so that nobody takes a
// rehearsal for a finding.
func labOf(tests []result.Test) string {
	var names []string
	seen := map[string]bool{}
	for _, t := range tests {
		if t.Endpoint.Lab != "" && !seen[t.Endpoint.Lab] {
			seen[t.Endpoint.Lab] = true
			names = append(names, text.Code(t.Endpoint.Lab))
		}
	}
	return text.And(names)
}

// command is how to repeat a run, quoted where a shell needs it.
func command(args []string) string {
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = a
		if a == "" || strings.ContainsAny(a, " \t\"'$&|;()<>*?`\\") {
			out[i] = `'` + strings.ReplaceAll(a, `'`, `'\''`) + `'`
		}
	}
	return strings.Join(out, " ")
}

// addTest adds what one test contributes to every section.
func (d *document) addTest(t result.Test, e *exhibits) {
	for _, r := range t.Diagnosis.RuledOut {
		d.RuledOut = append(d.RuledOut, conclusion{What: text.Title(r.Suspicion), By: r.By, Test: t.ShortName(), Refs: e.refs(t.Address, r.Evidence)})
	}
	for _, s := range t.Diagnosis.Signs {
		d.Signs = append(d.Signs, conclusion{What: s.Text, Test: t.ShortName(), Refs: e.refs(t.Address, s.Evidence)})
	}
	s, refused := say.Refusal(t)
	if !refused {
		if last, ok := say.Decided(t); ok {
			d.Accepted = append(d.Accepted, fmt.Sprintf("%s was %s at %s%s.", text.Code(t.ShortName()), say.Verb(last.Outcome),
				text.Markdown(say.Command(last.Name)), cite(e.ref(t.Address, last.Name))))
		}
		return
	}
	f := failure{
		Test: t.ShortName(), Command: say.Command(s.Name), Ref: e.ref(t.Address, s.Name),
		At: clock(t.Started.Add(s.At + s.Took).UTC()), After: text.Duration(s.Took), Line: say.Evidence(s),
		Class: say.Class(s.Class), Expected: t.Status == result.Pass,
	}
	lines := say.Wire(s.Reply)
	if s.Failure != nil || s.Reply == nil {
		lines = append(lines, say.Evidence(s))
	}
	f.Fence = text.Fence("text", shorten(lines))
	if len(s.Parts) > 1 {
		for _, p := range s.Parts {
			f.Parts = append(f.Parts, conclusion{What: p.Key, By: partAnswer(p)})
		}
	}
	d.Failures = append(d.Failures, f)
	d.addCause(t, s, f)
}

func partAnswer(p result.Part) string {
	if p.Failure != nil {
		return say.Failure(p.Failure)
	}
	return say.Verb(p.Outcome) + ": " + say.Reply(p.Reply)
}

// addCause adds what the knowledge base says of a class, once.
func (d *document) addCause(t result.Test, s result.Stage, f failure) {
	c := say.ClassOf(t)
	if c == nil {
		c = &result.Class{}
	}
	for i := range d.Causes {
		if d.Causes[i].Class == say.Class(c) {
			return
		}
	}
	one := cause{
		Title: c.Title, Class: say.Class(c), Cause: c.Cause, Words: c.Evidence, Ref: f.Ref, Line: f.Line,
		Sources: c.Sources, Waiting: c.Waiting, Known: c.ID != "" && c.ID != "unknown",
	}
	if fi := t.Diagnosis.Finding; fi != nil && fi.Stage == s.Name {
		one.Inside = fi.Inside
	}
	d.Causes = append(d.Causes, one)
	if c.Advice != "" {
		d.Advice = append(d.Advice, advice{Class: say.Class(c), Advice: c.Advice})
	}
}

// output picks the session that decided the case, as it was held.
func (d *document) output(tests []result.Test) {
	for _, wanted := range []bool{true, false} {
		for _, t := range tests {
			if _, refused := say.Refusal(t); refused != wanted || len(t.Transcript) == 0 {
				continue
			}
			lines := say.Transcript(t.Transcript)
			for i := range lines {
				lines[i] = text.Cut(lines[i], 1000)
			}
			d.Output, d.Output4 = text.Fence("text", shorten(lines)), t.ShortName()
			return
		}
	}
}

// cite is a reference behind a statement: " [E4]".
func cite(refs string) string {
	if refs == "" {
		return ""
	}
	return " [" + refs + "]"
}

// writeEmpty writes a document that says there is no case.
func writeEmpty(w io.Writer, run result.Run) error {
	h := run.Header
	var b strings.Builder
	b.WriteString("# No case\n\n")
	switch n := run.Footer.Counts.Total(); n {
	case 0:
		b.WriteString("No test was run, so there is nothing to report.\n")
	default:
		fmt.Fprintf(&b, "%s, and none was refused or missed. No suite of the run has a `case_study` block.\n", text.Title(text.Count(n, "test")+" ended"))
	}
	fmt.Fprintf(&b, "\nRun %s of %s, smtpspec %s.\n", text.Code(h.ID), day(h.Started), text.Markdown(h.Version))
	if len(h.Command) > 0 {
		b.WriteString("\n" + text.Fence("sh", []string{command(h.Command)}) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func day(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }
