// Package canon holds runs that every report has to render: the shapes that
// occur, and the worst that a server can say. They are struct literals, so that
// a report's test needs no session.
package canon

import (
	"fmt"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Secret is planted where the model would hold a secret, were it not hidden. It
// is in no run, and may be in no report.
const Secret = "hunter2-S3cret"

// Case is one canonical run.
type Case struct {
	Name string
	Run  result.Run
}

// Cases are all of them, by name.
func Cases() []Case {
	return []Case{
		{"quickstart", Quickstart()},
		{"miss", Miss()},
		{"inconclusive", Inconclusive()},
		{"error", Broken()},
		{"skip", Skipped()},
		{"comparison", Compared()},
		{"recipients", Recipients()},
		{"withheld", Withheld()},
		{"ended", Ended()},
		{"empty", Empty()},
		{"hostile", Hostile()},
	}
}

// Began is when every canonical run began.
var Began = time.Date(2026, 11, 22, 16, 4, 40, 910e6, time.UTC)

const file = "contoso.smtp.hcl"

func header(suites ...result.Suite) result.Header {
	return result.Header{
		Format: result.Format, Version: "0.1.0", ID: "b3b1c7", Started: Began,
		Command: []string{"smtpspec", "run", file}, Vantage: "office-north", Suites: suites,
		Names: []result.Name{
			{Kind: "domain", Value: "contoso.com"},
			{Kind: "mailbox", Value: "scanner@contoso.com"},
			{Kind: "mailbox", Value: "office@contoso.com"},
			{Kind: "host", Value: "copier.contoso.com"},
			{Kind: "ip", Value: "203.0.113.7"},
		},
	}
}

func suite() result.Suite {
	return result.Suite{
		File: file, Title: "Contoso: scan-to-email", Tags: []string{"m365", "mfp"},
		SHA256: "9f2b5c1e0d3a4b5c6d7e8f90112233445566778899aabbccddeeff0011223344",
	}
}

func run(h result.Header, f result.Footer, tests ...result.Test) result.Run {
	f.Ended = Began.Add(1400 * time.Millisecond)
	for _, t := range tests {
		f.Counts.Add(t.Status)
	}
	for _, c := range f.Comparisons {
		f.Counts.Add(c.Status)
	}
	return result.Run{Header: h, Footer: f, Each: result.Memory(tests)}
}

// Quickstart is the run that everything is for: an expected refusal, and a way
// that works.
func Quickstart() result.Run {
	s := suite()
	s.CaseStudies = []result.CaseStudy{{
		Name: "sharp_mx", Title: "Scan-to-email refused for IP reputation",
		Tests:       []string{"test.direct_send", "test.submission"},
		Environment: []result.Pair{{Name: "Device", Value: "Sharp MX-4070N"}, {Name: "Firewall", Value: "UniFi UDM Pro"}},
		Symptoms:    []string{"The panel says: communication error", "Connector validation succeeds", "The message trace of contoso.com is empty"},
		Resolution:  "Moved the copier to authenticated submission on port 587.",
		Lessons:     []string{"A connector that validates proves no mail."},
	}}
	return run(header(s), result.Footer{
		Comparisons: []result.Comparison{comparison()}, Diagnoses: sending(),
	}, DirectSend(), Submission())
}

// Miss is the same refusal where the suite expected mail to be taken.
func Miss() result.Run {
	t := DirectSend()
	t.Status = result.Fail
	t.Expectations = []result.Expectation{{
		Stage: "rcpt", Kind: "expect", Verdict: result.Missed, Want: "accept",
		Got:     "reject 550 5.7.1, class spamhaus (reputation)",
		Misses:  []result.Miss{{Attr: "outcome", Want: "accept", Got: "reject"}},
		Range:   result.Range{File: file, Line: 31, Column: 15, EndLine: 31, EndColumn: 21, Source: "  expect rcpt accept {}"},
		Suggest: `expect rcpt reject { class = "spamhaus" }`,
	}, {
		Stage: "assert", Kind: "assert", Verdict: result.Missed, Want: "true", Got: `step.tls.version is "TLS1.2"`,
		Message: "negotiated TLS1.2",
		Range:   result.Range{File: file, Line: 34, Column: 5, EndLine: 34, EndColumn: 14, Source: `    condition = step.tls.version == "TLS1.3"`},
	}}
	for i, e := range t.Transcript {
		t.Transcript[i].Unexpected = e.Stage == "rcpt" && e.Dir == "received"
	}
	return run(header(suite()), result.Footer{Exit: result.ExitFailed, Diagnoses: sending()}, t, Submission())
}

// Inconclusive is a session that never came to what the suite asks about.
func Inconclusive() result.Run {
	t := DirectSend()
	t.Status = result.Inconclusive
	t.Reason = "nothing was learned: the session ended at connect, and the suite expects nothing of it"
	t.Stages = []result.Stage{t.Stages[0], {
		Name: "connect", Outcome: "fail", At: 20 * time.Millisecond, Took: 10 * time.Second,
		Failure: &result.Failure{Class: "connect-timeout", Detail: "no answer from 203.0.113.25:25 within 10 s, and none from 203.0.113.26:25"},
		Class: &result.Class{
			ID: "connect-timeout", Family: "network", Title: "Nothing answered",
			Cause: "Packets to this port vanish somewhere.", Advice: "Run it at the device's site.",
		},
		Parts: []result.Part{
			{Key: "203.0.113.25:25", Outcome: "fail", Failure: &result.Failure{Class: "connect-timeout"}},
			{Key: "203.0.113.26:25", Outcome: "fail", Failure: &result.Failure{Class: "connect-timeout"}},
		},
	}}
	t.Decided = "connect"
	t.Took = 20 * time.Second
	t.Diagnosis = result.Diagnosis{}
	t.Transcript = t.Transcript[:1]
	t.Expectations = []result.Expectation{{
		Stage: "rcpt", Kind: "expect", Verdict: result.NotReached, Want: "accept",
		Range: result.Range{File: file, Line: 31, Column: 15, EndLine: 31, EndColumn: 21, Source: "  expect rcpt accept {}"},
	}}
	return run(header(suite()), result.Footer{Exit: result.ExitInconclusive}, t, Submission())
}

// Broken is a test that could not be run, and one that an interrupt stopped.
func Broken() result.Run {
	t := result.Test{
		Address: "test.direct_send", Suite: file, Range: at(24), Endpoint: mx(), Status: result.Error,
		Reason:  `the local part "büro" needs SMTPUTF8, which the server does not offer`,
		Started: Began, Took: 300 * time.Millisecond, Stages: DirectSend().Stages[:6], Decided: "ehlo-tls",
	}
	u := Submission()
	u.Status, u.Reason, u.Stages, u.Started, u.Transcript = result.Skip, "interrupted", nil, time.Time{}, nil
	return run(header(suite()), result.Footer{
		Exit: result.ExitInterrupted, Interrupted: true, Warnings: []string{"the clock of this computer is 3 min off"},
	}, t, u)
}

// Skipped is a run in which every test was skipped.
func Skipped() result.Run {
	t := result.Test{
		Address: `test.submission["north"]`, Suite: file, Range: at(40), Status: result.Skip,
		Reason: "no password given", Endpoint: submission(),
	}
	return run(header(suite()), result.Footer{}, t)
}

// Compared is a comparison with a miss.
func Compared() result.Run {
	c := comparison()
	c.Status = result.Fail
	c.Assertions = []result.Expectation{{
		Stage: "assert", Kind: "assert", Verdict: result.Missed, Want: "true", Got: `step.tls.version is "TLS1.2"`,
		Message: "both routes should take the recipient",
		Range:   result.Range{File: file, Line: 60, Column: 5, EndLine: 60, EndColumn: 14, Source: "    condition = test.direct_send.step.rcpt.outcome == \"accept\""},
	}}
	return run(header(suite()), result.Footer{Exit: result.ExitFailed, Comparisons: []result.Comparison{c}}, DirectSend(), Submission())
}

// Recipients has a verdict for each of several recipients.
func Recipients() result.Run {
	t := DirectSend()
	t.To = append(t.To, "info@contoso.com")
	last := &t.Stages[len(t.Stages)-1]
	last.Parts = []result.Part{
		{Key: "office@contoso.com", Outcome: "reject", Took: last.Took, Reply: last.Reply, Class: last.Class},
		{Key: "info@contoso.com", Outcome: "accept", Took: last.Took, Reply: reply(250, "2.1.5", "Recipient OK")},
	}
	return run(header(suite()), result.Footer{}, t)
}

// Withheld is an envelope of twelve recipients, of whom three were refused and the others
// left alone.
func Withheld() result.Run {
	t := DirectSend()
	last := &t.Stages[len(t.Stages)-1]
	t.To = nil
	for i := range 12 {
		to := fmt.Sprintf("nobody-%d@contoso.com", i)
		t.To = append(t.To, to)
		if i < 3 {
			last.Parts = append(last.Parts, result.Part{Key: to, Outcome: "reject", Took: last.Took, Reply: last.Reply, Class: last.Class})
		}
	}
	t.Transcript = append(t.Transcript, transcript.Entry{
		Dir: transcript.Trouble, Stage: last.Name, Text: "probing is not harvesting; not tried: " + strings.Join(t.To[3:], ", "),
	})
	return run(header(suite()), result.Footer{}, t)
}

// Empty is a run without a test.
func Empty() result.Run { return run(header(suite()), result.Footer{}) }

// Many is a run with n tests, every tenth of them refused.
func Many(n int) result.Run {
	good, bad := Submission(), DirectSend()
	f := result.Footer{Ended: Began.Add(time.Minute)}
	each := func(yield func(result.Test, error) bool) {
		for i := range n {
			t := good
			if i%10 == 0 {
				t = bad
			}
			t.Address = fmt.Sprintf("test.client[%q]", fmt.Sprintf("site-%05d", i))
			if !yield(t, nil) {
				return
			}
		}
	}
	f.Counts.Pass = n
	return result.Run{Header: header(suite()), Footer: f, Each: each}
}
