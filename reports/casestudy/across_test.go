package casestudy

import (
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/reports/internal/canon"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// pageOf writes the quick start's case with other tests.
func pageOf(t *testing.T, change func(run *result.Run), tests ...result.Test) string {
	t.Helper()
	run := canon.Quickstart()
	run.Each = result.Memory(tests)
	if change != nil {
		change(&run)
	}
	_, src := read(t, run)
	return string(src)
}

// section is what stands under a heading.
func section(page, heading string) string {
	_, rest, _ := strings.Cut(page, "\n## "+heading)
	body, _, _ := strings.Cut(rest, "\n## ")
	return body
}

func holds(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q is missing in:\n%s", w, text)
		}
	}
}

func lacks(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(text, w) {
			t.Errorf("%q stands in:\n%s", w, text)
		}
	}
}

// TestSigns: what points at the middle of the path is worth a case where every test
// passed, and stands with its own test.
func TestSigns(t *testing.T) {
	test := canon.Submission()
	test.Diagnosis.Signs = []result.Sign{{Text: "a keyword is masked (XXXXXXXA)", Evidence: []string{"ehlo"}}}
	run := canon.Quickstart()
	run.Header.Suites[0].CaseStudies = nil
	run.Each = result.Memory([]result.Test{test})
	_, src := read(t, run)
	holds(t, string(src), "# submission: signs of a device in the middle of the path", "signs of a device in the middle of the path: a keyword is masked (XXXXXXXA) [E2].",
		"| A keyword is masked (XXXXXXXA) | E2 |")

	refused := canon.DirectSend()
	holds(t, pageOf(t, nil, refused), "Everything before that worked", "everything up to MAIL FROM was fine")
	refused.Diagnosis.Signs = test.Diagnosis.Signs
	lacks(t, pageOf(t, nil, refused), "Everything before that worked", "everything up to MAIL FROM was fine")

	page := pageOf(t, nil, canon.DirectSend(), test)
	_, after, _ := strings.Cut(section(page, "What was ruled out"), "### `submission`")
	holds(t, after, "A keyword is masked", "The password is wrong")
	lacks(t, after, "STARTTLS is stripped")
}

// TestSeenFrom: where several addresses were seen, each stands with who saw it.
func TestSeenFrom(t *testing.T) {
	one, two := canon.DirectSend(), canon.Submission()
	holds(t, pageOf(t, nil, one, two), "Seen from `203.0.113.7`, as `contoso-com.mail.protection.outlook.com:25` and `smtp.office365.com:587` said, on the computer that ran smtpspec")
	two.Diagnosis.SeenFrom = "198.51.100.9"
	holds(t, pageOf(t, nil, one, two), "not on the device. `contoso-com.mail.protection.outlook.com:25` saw `203.0.113.7`; `smtp.office365.com:587` saw `198.51.100.9`.")
	one.Diagnosis.SeenFrom, two.Diagnosis.SeenFrom = "", ""
	unheard := pageOf(t, func(run *result.Run) { run.Footer.Diagnoses[0].SeenFrom = nil }, one, two)
	holds(t, unheard, "No server said which address it saw.")
	holds(t, pageOf(t, nil, one, two), "In these sessions no server said which address it saw; in others of the run it was `203.0.113.7`.")
}

// TestFolded: tests that failed alike are one case, and what belongs to the run stands in
// it; what was answered to another envelope, and an instance, is a case of its own.
func TestFolded(t *testing.T) {
	silent := func(name string) result.Test {
		out := canon.DirectSend()
		out.Address, out.Status, out.Decided, out.Diagnosis = "test."+name, result.Inconclusive, "connect", result.Diagnosis{}
		class := result.Class{ID: "connect-timeout", Family: "network", Title: "No answer"}
		failure := &result.Failure{Class: "connect-timeout", Detail: "203.0.113.25:25: no answer in time"}
		out.Stages = append(out.Stages[:1:1], result.Stage{Name: "connect", Outcome: "fail", Class: &class, Failure: failure})
		out.Transcript = []transcript.Entry{{Stage: "connect", Dir: transcript.Trouble, Text: failure.Class + ": " + failure.Detail}}
		out.Expectations = nil
		return out
	}
	other := silent("other")
	other.Endpoint.Host = "mx.filter.example"
	run := canon.Quickstart()
	run.Header.Suites[0].CaseStudies = nil
	run.Footer.Diagnoses[0].Tests = []string{"test.a", "test.b", "test.other", "test.submission"}
	run.Footer.Comparisons[0].Tests = []string{"test.b", "test.submission"}
	run.Each = result.Memory([]result.Test{silent("a"), silent("b"), other, silent(`each["c"]`), canon.Submission()})
	items, err := Items(run)
	if err != nil || len(items) != 3 || items[0].Name != "a" || items[1].Name != "other" {
		t.Fatalf("%d cases, %v", len(items), err)
	}
	var b strings.Builder
	if err := Write(&b, items[0].Run); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	holds(t, page, "# a and 1 more: failed at TCP connect: connect-timeout", "The session of `b` ended alike", "in others of the run it was `203.0.113.7`",
		"| `submission`, in the run log |", "**Client submission**")
	lacks(t, page, "no two ways of sending", "\n# b")
	if n := strings.Count(section(page, "Evidence"), "no answer in time"); n != 2 { // once for each session
		t.Errorf("the failure stands %d times in the evidence:\n%s", n, section(page, "Evidence"))
	}

	one, two := canon.DirectSend(), canon.DirectSend()
	one.Address, two.Address, two.To = "test.one", "test.two", []string{"another@contoso.com"}
	run.Each = result.Memory([]result.Test{one, two})
	if items, err := Items(run); err != nil || len(items) != 2 {
		t.Errorf("%d cases for two envelopes, %v", len(items), err)
	}
}

// TestStatedFacts: what the recommendation takes from the suite's `site` was observed
// by nobody.
func TestStatedFacts(t *testing.T) {
	yes, no := true, false
	changed := canon.Began.Add(-time.Hour)
	page := pageOf(t, func(run *result.Run) {
		run.Header.Suites[0].Site = &result.Site{StaticIP: &yes, DeviceOAuth: &no}
		run.Header.ChangedAt = &changed
	}, canon.DirectSend())
	holds(t, page, "| Public address of the line | static *(stated)* |", "| The device and OAuth | it cannot sign in with OAuth *(stated)* |",
		"| Tenant last changed | 22 November 2026, 15:04 UTC *(stated)* |", "are smtpspec's knowledge, with the sources beside it")
	lacks(t, page, "| Recipients |", "everything else was observed in the sessions")
}

// TestSources: what no session showed has its source.
func TestSources(t *testing.T) {
	page := pageOf(t, func(run *result.Run) {
		run.Footer.Diagnoses[0].Recommendation.Sources = []string{"Exchange Team Blog (2026-01-29)", "Microsoft Learn (2024-08-13)"}
	}, canon.DirectSend(), canon.Submission())
	holds(t, section(page, "Recommendations"), "Sources: Exchange Team Blog (2026-01-29); Microsoft Learn (2024-08-13).")
	holds(t, section(page, "Root cause"), "What smtpspec says of this class rests on:\n\n- Microsoft Learn")
}

// TestDifferences: what was asked stands above what was answered, and the sentence
// below names both.
func TestDifferences(t *testing.T) {
	one, two := canon.DirectSend(), canon.Submission()
	page := pageOf(t, nil, one, two)
	holds(t, section(page, "Resolution"), "| endpoint | `contoso-com.mail.protection.outlook.com:25` | `smtp.office365.com:587` |", "| sign-in | – | `scanner@contoso.com` |")
	holds(t, section(page, "Why it works"), "with a different endpoint and sign-in, and alike in the rest.", "differs first at AUTH:",
		"The refusal came at RCPT TO: `direct_send`: refused 550 5.7.1 spamhaus; `submission`: accepted 250 2.1.5.")
	beside := func(run *result.Run) { // a test that is not of the case
		c := &run.Footer.Comparisons[0]
		c.Tests = append([]string{"test.third"}, c.Tests...)
		for i := range c.Rows {
			c.Rows[i].Cells = append([]string{"something else"}, c.Rows[i].Cells...)
		}
		c.First = c.Rows[0].Name
	}
	third := pageOf(t, beside, one, two)
	if a, b := section(page, "Why it works"), section(third, "Why it works"); a != b {
		t.Errorf("got %s, want %s", b, a)
	}
	lacks(t, third, "third")
	holds(t, section(pageOf(t, beside, one), "Resolution"), "| | `third` | `direct_send` | `submission` |")

	two.Endpoint, two.Login, two.To = one.Endpoint, "", []string{"office@contoso.com", "someone@example.net"}
	page = pageOf(t, nil, one, two)
	holds(t, section(page, "Why it works"), "with a different list of recipients, and alike")
	two.To = one.To
	holds(t, section(pageOf(t, nil, one, two), "Why it works"), "They were set up alike.")
	two.Endpoint.TLS = "none"
	holds(t, section(pageOf(t, nil, one, two), "Why it works"), "with a different TLS, and alike in the rest.")
	holds(t, section(pageOf(t, nil, one, two), "Resolution"), "| TLS | `STARTTLS` | `in clear, by choice` |")
}

// TestWhy: it works for a reason, and a profile of the lab is none.
func TestWhy(t *testing.T) {
	one, two := canon.DirectSend(), canon.Submission()
	two.Endpoint, two.Login = one.Endpoint, ""
	one.Endpoint.Lab, two.Endpoint.Lab = "m365-mx-spamhaus", "m365-mx"
	page := pageOf(t, func(run *result.Run) { run.Footer.Comparisons = nil }, one, two)
	holds(t, section(page, "Resolution"), "| lab profile | `m365-mx-spamhaus` | `m365-mx` |")
	why := section(page, "Why it works")
	holds(t, why, "They were set up alike, and differ only in what the lab played (row: lab profile).", "What stopped `direct_send`: "+one.Stages[8].Class.Title+".", "What was changed: Moved the copier", " *(stated)*")
	lacks(t, why, "m365-mx", "different endpoint")
	two.Client = "another"
	holds(t, section(pageOf(t, nil, one, two), "Why it works"), "with a different client, and alike in the rest. What the lab played differs as well (row: lab profile).")
	two.Client, two.Endpoint.Host = one.Client, "smtp.office365.com"
	holds(t, section(pageOf(t, nil, one, two), "Why it works"), "with a different endpoint, and alike in the rest.")
	lacks(t, section(pageOf(t, nil, one, two), "Why it works"), "lab profile")
}

// TestWhyOfAMethod: a method explains an acceptance only where another was refused.
func TestWhyOfAMethod(t *testing.T) {
	const why = "It is judged by the mailbox that signs in."
	explain := func(run *result.Run) { run.Footer.Diagnoses[0].Recommendation.Why = why }
	one, two := canon.DirectSend(), canon.Submission()
	holds(t, section(pageOf(t, explain, one, two), "Why it works"), "Client submission is the method of `submission`. "+why)
	one.Endpoint.Method = two.Endpoint.Method
	lacks(t, section(pageOf(t, explain, one, two), "Why it works"), why)
	one.Endpoint.Method = "direct-send"
	lacks(t, section(pageOf(t, nil, one, two), "Why it works"), "is the method of")
}

// TestWaiting: a 4yz reply that waiting does not help is no temporary refusal, nor
// does it rule out the network.
func TestWaiting(t *testing.T) {
	test := canon.DirectSend()
	last := &test.Stages[len(test.Stages)-1]
	class := result.Class{ID: "tls-version-unsupported", Family: "tls", Title: "Too old"}
	last.Outcome, last.Class = "defer", &class
	last.Reply = &result.Reply{Code: 421, Enhanced: "4.7.66", Lines: []string{"4.7.66 no"}, Text: "no"}
	test.Diagnosis.Finding = &result.Finding{Stage: "rcpt", Class: class, Inside: true}
	page := pageOf(t, nil, test)
	lacks(t, page, "temporarily refused", "the network is ruled out", "a later attempt")
	holds(t, page, "waiting does not help against this class")

	class.Waiting = true
	test.Diagnosis.Finding.Class = class
	holds(t, pageOf(t, nil, test), "temporarily refused", "It is temporary: a later attempt may be accepted.")
	last.Outcome, last.Reply, last.Failure = "fail", nil, &result.Failure{Class: "reply-timeout"} // nobody said so
	lacks(t, pageOf(t, nil, test), "It is temporary")
}

// TestChecked: what an assertion found is not the author's word alone.
func TestChecked(t *testing.T) {
	test := canon.DirectSend()
	test.Expectations = append(test.Expectations, result.Expectation{
		Stage: "ehlo", Kind: "assert", Verdict: result.Met, Want: `condition = step.ehlo.client_address != "198.51.100.20"`,
	})
	page := pageOf(t, func(run *result.Run) {
		run.Header.Suites[0].CaseStudies[0].RootCause = "The connector lists another address."
	}, test)
	holds(t, section(page, "Root cause"), "another address. *(stated)*", "- `step.ehlo.client_address != \"198.51.100.20\"` held in the session of `direct_send` [E2].")
}

// TestOnlyLooked: where no test asks how mail can be sent there is no advice on it.
func TestOnlyLooked(t *testing.T) {
	test := canon.Submission()
	test.Stages = test.Stages[:7]
	test.Decided = "ehlo-tls"
	test.Expectations = []result.Expectation{{Stage: "tls", Kind: "expect", Verdict: result.Met, Want: "ok"}}
	holds(t, section(pageOf(t, nil, test), "Recommendations"), "The run gives no ground for one.")
}

// TestSomeRecipients says how many were refused where not all were.
func TestSomeRecipients(t *testing.T) {
	for test := range canon.Recipients().Tests() {
		holds(t, pageOf(t, nil, test), "at RCPT TO for 1 of 2 recipients with `550 5.7.1`")
	}
	for test := range canon.Withheld().Tests() {
		holds(t, pageOf(t, nil, test), "at RCPT TO for 3 of 12 recipients (9 not tried) with `550 5.7.1`", "**RCPT TO**: refused for 3 of 12 recipients (9 not tried) with")
	}
}

// TestUnauthenticated: what no certificate proved is marked where it is acted on.
func TestUnauthenticated(t *testing.T) {
	const mark = "(unauthenticated: no certificate proved who said so)"
	one, two := canon.DirectSend(), canon.Submission()
	lacks(t, pageOf(t, nil, one, two), mark)
	two.Diagnosis.RuledOut = nil
	page := pageOf(t, nil, one, two)
	holds(t, page, "was accepted up to RCPT TO "+mark+" [E7–E13].")
	holds(t, section(page, "Resolution"), "was accepted up to RCPT TO "+mark+" [E13].")
	one.Diagnosis.RuledOut = nil
	holds(t, pageOf(t, nil, one, two), "class `spamhaus` "+mark+" [E6].")
}

// TestCertificate: what is wrong with a certificate is no class of the stage that
// decided, nor the cause of its refusal.
func TestCertificate(t *testing.T) {
	test := canon.Intercepted()
	holds(t, pageOf(t, nil, test), "| Decided at | **RCPT TO**: accepted with `250 2.1.5` |\n| Certificate | class `cert-untrusted` |")
	last := &test.Stages[len(test.Stages)-1]
	last.Outcome, last.Reply = "reject", canon.DirectSend().Stages[8].Reply
	page := pageOf(t, nil, test)
	holds(t, page, "at RCPT TO with `550 5.7.1` (unauthenticated", "| Certificate | class `cert-untrusted` |")
	lacks(t, section(page, "Root cause"), "cert-untrusted")

	test.Stages[5].Outcome = "fail" // and the session went on in clear
	holds(t, pageOf(t, nil, test), "| The TLS handshake | class `cert-untrusted` |")
	lacks(t, pageOf(t, nil, canon.DirectSend()), "| Certificate |")
}

// TestSeenByNobody: an address is somebody's word until a certificate proves whose.
func TestSeenByNobody(t *testing.T) {
	const mx, submission = "`contoso-com.mail.protection.outlook.com:25`", "`smtp.office365.com:587`"
	one, two := canon.Intercepted(), canon.Submission()
	holds(t, pageOf(t, nil, one), "Seen from `203.0.113.7`, as what answered at "+mx+" (unauthenticated) said, on the computer")
	holds(t, pageOf(t, nil, one, two), "as what answered at "+mx+" (unauthenticated) and "+submission+" said, on the computer")
	two.Diagnosis.SeenFrom = "198.51.100.9"
	holds(t, pageOf(t, nil, one, two), "What answered at "+mx+" (unauthenticated) saw `203.0.113.7`; "+submission+" saw `198.51.100.9`.")
	one.Diagnosis.Level = 1 // its own greeting, which a certificate does not prove
	holds(t, pageOf(t, nil, one), "as "+mx+" (unauthenticated) said")

	clear := canon.Submission()
	clear.Stages[6].Attrs = map[string]any{"verb": "EHLO"} // only EHLO in clear echoed it
	holds(t, pageOf(t, nil, clear), "as "+submission+" (unauthenticated) said")
	again := canon.Submission()
	again.Address = "test.direct_send"
	holds(t, pageOf(t, nil, again, clear), "as "+submission+" said")
}

// TestSkippedColumn: a test that was skipped differs from nothing, and a stage that a
// session was never to hold is told from one that it did not come to.
func TestSkippedColumn(t *testing.T) {
	alone := func(run *result.Run) { run.Footer.Comparisons = nil }
	one, two := canon.DirectSend(), canon.Submission()
	page := section(pageOf(t, alone, one, two), "Resolution")
	holds(t, page, "| AUTH | not tried | accepted 235 2.7.0 |", "| RCPT TO **(first difference)** | refused 550 5.7.1 spamhaus | accepted 250 2.1.5 |")

	two.Stages = append(two.Stages, result.Stage{Name: "message", Outcome: "accept"})
	two.Decided = "message"
	page = section(pageOf(t, alone, one, two), "Resolution")
	holds(t, page, "| end of the message | not reached | accepted |")
	if auth, mail := strings.Index(page, "| AUTH"), strings.Index(page, "| MAIL FROM"); auth < 0 || auth > mail {
		t.Errorf("the rows are out of order: %s", page)
	}
	one = canon.DirectSend()
	one.Stages, one.Decided, one.Expectations = one.Stages[:8], "mail", nil
	holds(t, section(pageOf(t, alone, one, two), "Resolution"), "| end of the message | not tried | accepted |")
	one.Expectations = []result.Expectation{{Stage: "message", Kind: "expect", Verdict: result.NotReached, Want: "accept"}}
	holds(t, section(pageOf(t, alone, one, two), "Resolution"), "| end of the message **(first difference)** | not reached | accepted |")
	one.Endpoint.TLS, one.Expectations = "implicit", nil
	one.Stages, one.Decided = nil, ""
	one.Status = result.Skip
	page = section(pageOf(t, alone, one, canon.Submission()), "Resolution")
	holds(t, page, "| AUTH | skipped | accepted 235 2.7.0 |")
	lacks(t, page, "first difference")
}

// TestNotUsed: a client that cannot do STARTTLS is no server that lacks it.
func TestNotUsed(t *testing.T) {
	for test := range canon.NoSTARTTLS().Tests() {
		test.Address = "test.direct_send"
		page := pageOf(t, func(run *result.Run) { run.Footer.Comparisons = nil }, test, canon.Submission())
		holds(t, page, "The session of `direct_send` (`smtp.office365.com:587`) ended before TLS: STARTTLS is offered, and the client cannot do it [E1–E3].",
			"**STARTTLS**: offered, not used by this client", "| offered, not used by this client | accepted 220 2.0.0 |")
		alone := pageOf(t, nil, test)
		holds(t, section(alone, "Definitive failure point"), "> **E3 · STARTTLS** · `direct_send`", "> `STARTTLS is offered, and the client cannot do it`")
		holds(t, section(alone, "Root cause"), "**The client cannot do STARTTLS.** The server offers STARTTLS", "Seen in E3.")
		holds(t, section(alone, "Recommendations"), "- The client cannot do STARTTLS: Look for STARTTLS in the device's settings")
		lacks(t, page, "was not offered")
		test.Stages[3].Attrs["keywords"] = []string{"SIZE 1"}
		holds(t, pageOf(t, nil, test), "(`smtp.office365.com:587`) came to STARTTLS, which was not offered [E1–E3].")
	}
}

// TestSplit: a method that was accepted and refused cites both.
func TestSplit(t *testing.T) {
	page := pageOf(t, func(run *result.Run) { run.Footer.Diagnoses[0].Methods[0].Taken = "test.submission" }, canon.DirectSend(), canon.Submission())
	holds(t, section(page, "Method comparison"), "| spamhaus at RCPT TO | E6, E13 |")
}

// TestManyAlike: the opening says a thing once, of all tests that it is true of.
func TestManyAlike(t *testing.T) {
	var tests []result.Test
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		one, two := canon.DirectSend(), canon.Submission()
		one.Address, two.Address = "test."+name, "test.to_"+name
		tests = append(tests, one, two)
	}
	study := func(run *result.Run) {
		run.Header.Suites[0].CaseStudies[0].Tests = nil
		for _, t := range tests {
			run.Header.Suites[0].CaseStudies[0].Tests = append(run.Header.Suites[0].CaseStudies[0].Tests, t.Address)
		}
	}
	page := pageOf(t, study, tests...)
	holds(t, page, "refused the sessions of `a`, `b`, `c` and 2 more at RCPT TO with `550 5.7.1`, class `spamhaus` [E6, E19, E32].",
		"`to_a`, `to_b`, `to_c` and 2 more (`smtp.office365.com:587`) were accepted up to RCPT TO [")
	lacks(t, page, "refused the session of")
	holds(t, section(page, "Definitive failure point"), "The sessions of `b`, `c`, `d` and 1 more ended alike [E19, E32, E45].")
	holds(t, section(page, "Why it works"), "What stopped `a`, `b`, `c` and 2 more: Refused because Spamhaus")
	holds(t, section(page, "Lessons"), "- In the sessions of `a`, `b`, `c` and 2 more everything up to MAIL FROM was fine")
	holds(t, section(page, "Why it works"), "What was answered differs first at RCPT TO: `a`, `b`, `c` and 2 more: refused 550 5.7.1 spamhaus; `to_a`, `to_b`, `to_c` and 2 more: accepted")
	for _, words := range []string{"What stopped", "everything up to"} {
		if n := strings.Count(page, words); n != 1 {
			t.Errorf("%q is said %d times", words, n)
		}
	}
}

// TestFound: a certificate that failed a test is its failure point and its root cause,
// though nobody refused anything.
func TestFound(t *testing.T) {
	test := canon.Intercepted()
	test.Expectations[0].Stage = "tls"
	page := pageOf(t, nil, test)
	holds(t, page, "[E1–E6]. The certificate failed the test: class `cert-untrusted` [E3].")
	holds(t, section(page, "Definitive failure point"), "> **E3 · the TLS handshake** · `direct_send`", "> `cert-untrusted: the certificate is self-signed`")
	holds(t, section(page, "Root cause"), "No public authority issued it.", "Class `cert-untrusted (tls)`, seen in E3.")
	holds(t, section(page, "Recommendations"), "- `cert-untrusted (tls)`: Read the issuer.")
	generic := func(run *result.Run) { run.Header.Suites[0].CaseStudies = nil }
	holds(t, pageOf(t, generic, test), "# direct_send: cert-untrusted (tls) at the TLS handshake")

	ended := test
	ended.Stages, ended.Decided = test.Stages[:6], "tls"
	holds(t, pageOf(t, nil, ended), "came as far as the TLS handshake [E1–E3]. The certificate failed")
	test.Expectations[0].Stage = "rcpt" // the miss is about something else
	lacks(t, section(pageOf(t, nil, test), "Root cause"), "cert-untrusted")
}

// TestUnknown: of what no class is known of, each reply is all there is.
func TestUnknown(t *testing.T) {
	unknown := func(name, words string) result.Test {
		test := canon.DirectSend()
		class := result.Class{ID: "unknown", Family: "unknown", Cause: "Nothing is known of it.", Title: "Unknown"}
		last := &test.Stages[len(test.Stages)-1]
		last.Class, last.Reply = &class, &result.Reply{Code: 550, Lines: []string{words}, Text: words}
		test.Address, test.Diagnosis.Finding = "test."+name, &result.Finding{Stage: "rcpt", Class: class}
		return test
	}
	page := pageOf(t, nil, unknown("direct_send", "one"), unknown("submission", "another"))
	holds(t, section(page, "Definitive failure point"), "> `550 one`", "> `550 another`")
	holds(t, section(page, "Root cause"), "The reply in E6 belongs to no class that smtpspec knows.")
	lacks(t, section(pageOf(t, nil, unknown("direct_send", "one"), unknown("submission", "one")), "Definitive failure point"), "· `submission` ·")
}

// TestMethodOf: the method that was taken is that of a test that was accepted.
func TestMethodOf(t *testing.T) {
	for ended := range canon.NoSTARTTLS().Tests() {
		ended.Address = "test.ended"
		run := func(run *result.Run) {
			run.Header.Suites[0].CaseStudies[0].Tests = []string{"test.ended", "test.direct_send", "test.submission"}
			run.Footer.Diagnoses[0].Recommendation.Why = "It is judged by the mailbox that signs in."
		}
		holds(t, section(pageOf(t, run, ended, canon.DirectSend(), canon.Submission()), "Why it works"), "Client submission is the method of `submission`.")
	}
}

// TestLeftAuth: AUTH that was offered, and that nobody used, was not accepted.
func TestLeftAuth(t *testing.T) {
	test := canon.Submission()
	test.Stages, test.Decided, test.Login = test.Stages[:8], "auth", ""
	test.Stages[7] = result.Stage{Name: "auth", Outcome: "accept"}
	test.Address = "test.direct_send"
	page := pageOf(t, nil, test)
	holds(t, page, "(`smtp.office365.com:587`) came to AUTH, which was offered, not used", "| Decided at | **AUTH**: offered, not used |", "AUTH · offered, not used")
	lacks(t, page, "accepted up to AUTH")
}

// TestLabAndReal: what the lab said of an address is not the line's, and what it played
// is told from what real servers answered.
func TestLabAndReal(t *testing.T) {
	one, two := canon.DirectSend(), canon.Submission()
	two.Endpoint.Lab, two.Diagnosis.SeenFrom = "m365-submission", "198.51.100.9"
	page := pageOf(t, func(run *result.Run) {
		lab := run.Footer.Diagnoses[0]
		lab.Lab = true
		run.Footer.Diagnoses = append(run.Footer.Diagnoses, lab)
	}, one, two)
	holds(t, page, "Seen from `203.0.113.7`, as `contoso-com.mail.protection.outlook.com:25` said, on the", "- **Client submission, as the lab played it**:", "| Direct Send | blocked", "| Direct Send, as the lab played it | blocked")
	page = pageOf(t, func(run *result.Run) {
		one, two := run.Footer.Diagnoses[0], run.Footer.Diagnoses[0]
		one.Tenant, two.Tenant = "contoso.com", "fabrikam.com"
		run.Footer.Diagnoses = []result.Sending{one, two}
	}, one, two)
	holds(t, section(page, "Recommendations"), "- **Client submission, contoso.com, fabrikam.com**:")
	one.Endpoint.Lab = "m365-mx"
	holds(t, pageOf(t, nil, one, two), "Seen on the computer that ran smtpspec, at the site `office-north` *(stated)*, not on the device. The lab said `203.0.113.7` and `198.51.100.9`, which is no address of this line.")
}
