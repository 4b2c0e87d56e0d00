package casestudy

import (
	"fmt"
	"io"
	"slices"
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
	LabOf     string // the tests that it played for, where there are others
	SummaryMD string
	SeenMD    string
	Facts     []fact
	Stated    result.CaseStudy
	Grounds   []grounds
	Output    string // a fenced block
	Output4   string // whose session it is
	Failures  []failure
	Points    []point
	Accepted  []string // where no test was refused: how far each came, MD
	Causes    []cause
	CheckedMD []string // assertions that held
	ProofMD   []string
	Tables    []side
	WhyMD     []string
	LessonsMD []string
	Advice    []advice
	Recommend []recommendation
	Methods   []method
	Together  []together
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

type conclusion struct{ What, By, Refs string }

// grounds are what one session rules out, and what points at the middle of its path.
type grounds struct {
	Test     string // empty where the case has one test only
	RuledOut []conclusion
	Signs    []conclusion
}

// recommendation is one for a tenant, which is named where there are several.
type recommendation struct {
	*result.Recommendation
	Tenant string
	Lab    bool
}

// together is what several tests show, and none of them alone.
type together struct{ Text, Refs string }

type method struct{ Name, State, Detail, Ref string }

// newDocument lays one case out.
func newDocument(run result.Run, c study) document {
	e := newExhibits(c.tests)
	d := document{
		Title: title(c), Suite: c.suite, Version: run.Header.Version, RunID: run.Header.ID,
		Command: say.CommandLine(run.Header.Command), Redacted: run.Header.Redacted, Exhibits: e.list,
		Warnings: run.Footer.Warnings,
	}
	d.Lab, d.LabOf = labOf(c.tests)
	if c.stated != nil {
		d.Stated = *c.stated
	}
	for _, t := range c.tests {
		d.addTest(t, e)
	}
	if len(d.Grounds) == 1 {
		d.Grounds[0].Test = ""
	}
	d.points(e)
	d.SummaryMD = summary(c.tests, e)
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
	name := t.ShortName()
	if more := len(c.tests) - 1; more > 0 {
		name += fmt.Sprintf(" and %d more", more)
	}
	if s, ok := say.Refusal(t); ok {
		return name + ": " + say.Refused(s)
	}
	if s, ok := say.Found(t); ok {
		return name + ": " + found(t, s)
	}
	if t.Status != result.Fail {
		return t.ShortName() + ": signs of a device in the middle of the path"
	}
	return text.Title(t.ShortName()) + ": not as expected"
}

// labOf names the lab's profiles that played a server, so that nobody takes a
// rehearsal for a finding; and the tests that they played for, where real servers
// took part in others.
func labOf(tests []result.Test) (profiles, of string) {
	var names, played []string
	others := false
	for _, t := range tests {
		if !say.Played(t) {
			others = others || t.Status != result.Skip
			continue
		}
		played = append(played, text.Code(t.ShortName()))
		if name := text.Code(t.Endpoint.Lab); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if others {
		of = text.And(played)
	}
	return text.And(names), of
}

// addTest adds what one test contributes to every section.
func (d *document) addTest(t result.Test, e *exhibits) {
	one := grounds{Test: t.ShortName()}
	for _, r := range t.Diagnosis.RuledOut {
		one.RuledOut = append(one.RuledOut, conclusion{What: text.Title(r.Suspicion), By: r.By, Refs: e.refs(t.Address, r.Evidence)})
	}
	for _, s := range t.Diagnosis.Signs {
		one.Signs = append(one.Signs, conclusion{What: text.Title(s.Text), Refs: e.refs(t.Address, s.Evidence)})
	}
	d.Grounds = append(d.Grounds, one)
	s, failed := say.Failed(t)
	if !failed {
		if last, ok := say.Decided(t); ok {
			d.Accepted = append(d.Accepted, came(text.Code(t.ShortName()), t, last)+cite(e.ref(t.Address, last.Name))+".")
		}
		return
	}
	_, refused := say.Refusal(t)
	f := failure{
		test: t, found: !refused && !say.EndedByClient(t),
		Test: t.ShortName(), Command: say.Command(s.Name), Ref: e.ref(t.Address, s.Name),
		At: clock(t.Started.Add(s.At + s.Took).UTC()), After: text.Duration(s.Took), Line: evidence(t, s),
		Class: say.Class(say.ClassAt(t, s)), Expected: t.Status == result.Pass, Said: s.Reply != nil && s.Failure == nil,
	}
	lines := say.Wire(s.Reply)
	if s.Failure != nil || s.Reply == nil {
		lines = append(lines, f.Line)
	}
	f.Fence = text.Fence("text", shorten(lines))
	if len(s.Parts) > 1 {
		for _, p := range s.Parts {
			f.Parts = append(f.Parts, conclusion{What: p.Key, By: partAnswer(p)})
		}
	}
	if fi := t.Diagnosis.Finding; fi != nil && fi.Stage == s.Name {
		f.Provisional = fi.Provisional
	}
	f.cause = d.addCause(t, s, f)
	d.Failures = append(d.Failures, f)
	d.checked(t, e)
}

// came says how far the session of a test came that was not refused.
func came(name string, t result.Test, last result.Stage) string {
	switch {
	case say.EndedByClient(t):
		return "The session of " + name + " ended before TLS: " + say.Lack(t)
	case last.Outcome == "absent" || say.LeftAuth(last):
		return fmt.Sprintf("%s came to %s, which was %s", name, text.Markdown(say.Command(last.Name)), say.Ended(t, last))
	case last.Outcome == "ok" && inSession(last):
		return name + " came as far as " + text.Markdown(say.Command(last.Name))
	}
	return fmt.Sprintf("%s was %s at %s%s", name, say.Outcome(last), text.Markdown(say.Command(last.Name)), someOf(t, last))
}

// output picks the session that decided the case, as it was held.
func (d *document) output(tests []result.Test) {
	decides := []func(result.Test) bool{
		func(t result.Test) bool { _, refused := say.Refusal(t); return refused },
		func(t result.Test) bool { _, found := say.Found(t); return found },
		func(result.Test) bool { return true },
	}
	for _, picked := range decides {
		for _, t := range tests {
			if !picked(t) || len(t.Transcript) == 0 {
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
		fmt.Fprintf(&b, "%s, and none was refused or missed, or shows signs of a device in the middle of the path. No suite of the run has a `case_study` block.\n", text.Title(text.Count(n, "test")+" ended"))
	}
	fmt.Fprintf(&b, "\nRun %s of %s, smtpspec %s.\n", text.Code(h.ID), day(h.Started), text.Markdown(h.Version))
	for t := range run.Tests() {
		if say.Played(t) {
			b.WriteString("\nsmtpspec's own lab played servers of this run: what they answered proves nothing about any real service.\n")
			break
		}
	}
	if len(h.Command) > 0 {
		b.WriteString("\n" + text.Fence("sh", []string{say.CommandLine(h.Command)}) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func day(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }
