package canon

import (
	"fmt"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Nasty are replies that try to break a report: control bytes, bytes that are
// not UTF-8, markup of every format, log commands, and sheer length.
var Nasty = []string{
	"\x1b]0;owned\x07\x1b[2J bell and title",
	"nul \x00 latin-1 \xe9 half \xc3 surrogate \xed\xa0\x80",
	"]]> </failure><script>alert(1)</script> &amp; <!-- ",
	"| a | b |\n| c | `d` |\r\n# heading\n- [x](javascript:alert(1)) ![i](http://evil.example/i.png)",
	"::error file=x,line=1::injected",
	"##[error]injected ##vso[task.complete result=Succeeded]",
	"``` \n~~~~ \n``````",
	"https://evil.example/ www.evil.example root@evil.example @everyone #1",
	"right-to-left \u202e gnp.exe zero\u200bwidth \u2028 line \ufffe noncharacter",
	`\| \\| trailing backslash \`,
	strings.Repeat("A", 9000),
	"",
}

// Hostile is a run in which every reply, and every word that a suite can pass
// on, is nasty.
func Hostile() result.Run {
	s := suite()
	s.Title = Nasty[3]
	s.CaseStudies = []result.CaseStudy{{
		Name: "nasty", Title: Nasty[3], Tests: []string{"test.n0", "test.n1", "test.gone"},
		Environment: []result.Pair{{Name: "a|b", Value: Nasty[3]}}, Symptoms: Nasty[:6], RootCause: Nasty[3],
		Resolution: Nasty[4] + "\n\n" + Nasty[6], Lessons: []string{Nasty[7]},
	}}
	var tests []result.Test
	for i, bad := range Nasty {
		t := DirectSend()
		t.Address = fmt.Sprintf("test.n%d", i)
		t.Title, t.Status = bad, []result.Status{result.Pass, result.Fail, result.Error, result.Inconclusive, result.Skip}[i%5]
		t.Reason = bad
		class := *Spamhaus()
		class.Cause, class.Evidence = bad, bad
		t.Stages[len(t.Stages)-1] = result.Stage{
			Name: "rcpt", Outcome: "reject", Took: time.Second, Class: &class,
			Reply:   &result.Reply{Code: 550, Enhanced: "5.7.1", Lines: strings.Split(bad, "\n"), Text: bad, Raw: []byte(bad)},
			Failure: &result.Failure{Class: "reply-malformed", Detail: bad},
			Parts:   []result.Part{{Key: bad, Outcome: "reject", Reply: &result.Reply{Code: 550, Text: bad}}},
		}
		t.Diagnosis.Finding = &result.Finding{Stage: "rcpt", Class: class, Line: bad}
		t.Diagnosis.RuledOut[0].By = bad
		t.Diagnosis.Signs = []result.Sign{{Text: bad, Evidence: []string{"banner", "no-such-stage"}}}
		t.Warnings = []string{bad}
		t.Expectations = []result.Expectation{{
			Stage: "rcpt", Kind: "expect", Verdict: result.Missed, Want: "accept", Got: bad,
			Range:   result.Range{File: file, Line: 3, Column: 900, EndLine: 2, EndColumn: 1, Source: bad},
			Suggest: bad,
		}}
		for _, line := range strings.Split(bad, "\n") {
			t.Transcript = append(t.Transcript, transcript.Entry{Dir: transcript.Received, TLS: true, Stage: "rcpt", Text: line, Unexpected: true})
		}
		tests = append(tests, t)
	}
	c := comparison()
	c.Status, c.Reason, c.Conclusion = result.Fail, Nasty[2], Nasty[3]
	c.Rows = append(c.Rows, result.Row{Name: Nasty[3], Cells: []string{Nasty[3]}}, result.Row{Name: Nasty[5], Cells: []string{Nasty[4], Nasty[6], "one too many"}})
	d := sending()
	d[0].Tests = []string{"test.n0", "test.n1"}
	d[0].Methods[0].Detail, d[0].Recommendation.Text = Nasty[3], Nasty[4]
	return run(header(s), result.Footer{Exit: 1, Comparisons: []result.Comparison{c}, Diagnoses: d, Warnings: Nasty}, tests...)
}
