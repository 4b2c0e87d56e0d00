package junit

import (
	"fmt"
	"strings"

	"github.com/jstemmer/go-junit-report/v2/junit"
	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// maxOut is how much of a transcript a case holds. GitLab takes 30 MB a file,
// Jenkins keeps 100,000 characters of a failed case.
const maxOut = 16 << 10

// testCase is one test.
func testCase(t result.Test) testcase {
	c := testcase{Testcase: junit.Testcase{
		Name: text.XML(text.Line(t.Address)), Classname: text.XML(classname(t.Suite)),
		Time: seconds(t.Took), Status: string(t.Status),
	}, File: text.XML(place(t.Range.File, t.Suite)), Line: t.Range.Line}
	lines := say.Transcript(t.Transcript)
	status := known(t.Status)
	if status != result.Pass {
		outcome(&c.Testcase, verdict{
			status: status, reason: t.Reason, headline: say.Headline(t), missed: say.Misses(t),
			class: decidingClass(t), detail: detail(t, lines), place: t.Range,
		})
	}
	out := capped(lines, maxOut)
	if say.Played(t) {
		out = append([]string{text.Line("=== smtpspec's own lab played the server (profile " + t.Endpoint.Lab + ")")}, out...)
	}
	if words := provisional(t); words != "" && status == result.Pass {
		out = append([]string{text.Line(words)}, out...)
	}
	if words := say.NotReached(t.Expectations); words != "" && status == result.Pass {
		out = append([]string{text.Cut(notReached+words, maxOut/4)}, out...)
	}
	if len(out) > 0 {
		c.SystemOut = &junit.Output{Data: clean(strings.Join(out, "\n"))}
	}
	return c
}

// decidingClass is the class of the stage that decided a test, or nil.
func decidingClass(t result.Test) *result.Class {
	s, _ := say.Decided(t)
	return say.ClassAt(t, s)
}

// provisional says that a refusal may not last, and why; or "".
func provisional(t result.Test) string {
	if f := t.Diagnosis.Finding; f != nil && f.Provisional != "" {
		return "provisional   " + f.Provisional
	}
	return ""
}

// notReached stands before what the session did not come to.
const notReached = "not reached   "

// comparisonCase is a comparison that was judged.
func comparisonCase(cmp result.Comparison) testcase {
	c := testcase{Testcase: junit.Testcase{
		Name: text.XML(text.Line("comparison." + cmp.Name)), Classname: text.XML(classname(cmp.Suite)),
		Time: seconds(0), Status: string(cmp.Status),
	}, File: text.XML(place(cmp.Range.File, cmp.Suite)), Line: cmp.Range.Line}
	headline := cmp.Reason
	if missed := say.Missed(cmp.Assertions); len(missed) > 0 {
		headline = say.Expectation(missed[0])
	}
	if headline == "" {
		headline = string(cmp.Status)
	}
	outcome(&c.Testcase, verdict{
		status: known(cmp.Status), reason: cmp.Reason, headline: text.Line(headline), missed: say.Missed(cmp.Assertions),
		detail: rows(cmp),
	})
	return c
}

// verdict is what the result element of a case is made of.
type verdict struct {
	status   result.Status
	reason   string
	headline string
	missed   []result.Expectation
	class    *result.Class
	detail   []string
	place    result.Range // of a test, for a failure of no expectation
}

// outcome puts exactly one of failure, error and skipped on a case that did not
// pass. The first line of the body repeats the message: GitLab shows the body
// only, Azure the message only.
func outcome(c *junit.Testcase, v verdict) {
	r := &junit.Result{Message: text.XML(text.Quiet(v.headline))}
	body := []string{v.headline}
	switch v.status {
	case result.Pass:
		return
	case result.Skip:
		reason := text.Line(v.reason)
		if reason == "" {
			reason = "skipped"
		}
		c.Skipped = &junit.Result{Message: text.XML(text.Quiet(reason)), Data: clean(reason)}
		return
	case result.Fail:
		c.Failure = r
		r.Type = failureType(v.missed)
		if len(v.missed) == 0 {
			body = append(body, where(v.place)...)
		}
		for i, e := range v.missed {
			if i > 0 {
				body = append(body, say.Expectation(e))
			}
			body = append(body, snippet(e)...)
		}
	default:
		c.Error = r
		r.Type = string(v.status)
		if v.class != nil && v.class.ID != "" {
			r.Type += "." + text.XML(text.Line(v.class.ID))
		}
	}
	r.Data = clean(strings.Join(append(body, v.detail...), "\n"))
}

// failureType names what was missed first: "expectation.rcpt.class".
func failureType(missed []result.Expectation) string {
	switch {
	case len(missed) == 0:
		return "failure"
	case missed[0].Kind == "assert":
		return "assertion"
	case len(missed[0].Misses) > 0:
		return text.XML(text.Line("expectation." + missed[0].Stage + "." + missed[0].Misses[0].Attr))
	}
	return text.XML(text.Line("expectation." + missed[0].Stage))
}

// snippet shows where in the suite a miss was expected, and what would meet it.
func snippet(e result.Expectation) []string {
	out := where(e.Range)
	for _, m := range e.Misses {
		out = append(out, text.Line(fmt.Sprintf("      %s: expected %s, got %s", m.Attr, m.Want, m.Got)))
	}
	if e.Kind == "assert" && e.Got != "" {
		out = append(out, "      seen: "+text.Line(e.Got))
	}
	const words = "  if this is what you now expect:"
	switch lines := say.Suggestion(e); len(lines) {
	case 0:
	case 1:
		out = append(out, words+"  "+lines[0])
	default:
		out = append(out, words)
		for _, l := range lines {
			out = append(out, "    "+l)
		}
	}
	return out
}

// where is a place in a suite, with its line.
func where(r result.Range) []string {
	var out []string
	if r.File != "" {
		out = append(out, fmt.Sprintf("  on %s line %d:", text.Line(r.File), r.Line))
	}
	if r.Source != "" {
		out = append(out, fmt.Sprintf("  %d: %s", r.Line, text.Line(r.Source)))
	}
	return out
}

// detail says what decided the test, and ends with the last of the transcript.
func detail(t result.Test, lines []string) []string {
	var out []string
	if s, ok := say.Decided(t); ok && say.Evidence(s) != "" {
		out = append(out, "", "decided at "+say.Command(s.Name)+": "+say.Evidence(s))
	}
	if words := say.NotReached(t.Expectations); words != "" {
		out = append(out, notReached+words)
	}
	if words := provisional(t); words != "" {
		out = append(out, text.Line(words))
	}
	if c := say.ClassOf(t); c != nil {
		if about, beside := say.Beside(t); beside != nil {
			out = append(out, text.Line(about)+": class "+say.Class(beside))
		} else if c.ID != "" {
			out = append(out, text.Pad("class", 8)+say.Class(c))
		}
		for _, l := range [][2]string{{"cause", c.Cause}, {"do now", c.Advice}} {
			if l[1] != "" {
				out = append(out, text.Pad(l[0], 8)+text.Line(l[1]))
			}
		}
	}
	if len(lines) > 0 {
		const last = 20
		out = append(out, "")
		out = append(out, lines[max(0, len(lines)-last):]...)
	}
	return capped(out, maxOut)
}

// rows is a comparison side by side.
func rows(c result.Comparison) []string {
	out := []string{""}
	for i, name := range c.Tests {
		out = append(out, text.Line(name)+":")
		for _, r := range c.Rows {
			if i < len(r.Cells) {
				out = append(out, "  "+text.Pad(text.Line(r.Name), 12)+" "+text.Line(r.Cells[i]))
			}
		}
	}
	if c.Conclusion != "" {
		out = append(out, "", text.Line(c.Conclusion))
	}
	return capped(out, maxOut)
}

// capped keeps the head and the tail of lines that together are longer than
// limit, in whole lines, and says how much is missing. A line that is too long
// alone is cut.
func capped(lines []string, limit int) []string {
	total := 0
	for i, l := range lines {
		if len(l) > limit/4 {
			lines[i] = text.Cut(l, limit/8) + " [line cut]"
		}
		total += len(lines[i]) + 1
	}
	if total <= limit {
		return lines
	}
	head, size := 0, 0
	for size+len(lines[head])+1 <= limit/4 {
		size += len(lines[head]) + 1
		head++
	}
	tail := len(lines)
	for tail > head && size+len(lines[tail-1])+1 <= limit {
		tail--
		size += len(lines[tail]) + 1
	}
	out := append([]string{}, lines[:head]...)
	out = append(out, fmt.Sprintf("=== [%s left out here; the run log has them]", text.Count(tail-head, "line")))
	return append(out, lines[tail:]...)
}

// clean is the last word on text that goes into a CDATA section, which the junit
// package writes as it is.
func clean(s string) string { return text.XML(text.QuietAll(s)) }

// classname is a suite's path as a class. Jenkins splits it at the last dot, so
// the dots in a file's name must go.
func classname(file string) string {
	if file == "" {
		return "smtpspec"
	}
	file = strings.TrimPrefix(strings.ReplaceAll(file, `\`, "/"), "./")
	file = strings.TrimSuffix(file, ".smtp.hcl")
	if base, ok := strings.CutSuffix(file, ".smtp.json"); ok {
		file = base + "_json"
	}
	file = strings.ReplaceAll(file, ".", "_")
	return text.Line(strings.ReplaceAll(strings.Trim(file, "/"), "/", "."))
}

func place(file, suite string) string {
	if file == "" {
		file = suite
	}
	return text.Line(file)
}
