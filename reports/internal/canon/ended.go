package canon

import (
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
)

// inClear are the stages of a session for which there is no TLS, up to its envelope.
func inClear() []result.Stage {
	stages := opening("mx1.other.example")[:4]
	stages[3].Reply = reply(250, "", "mx1.other.example\nSIZE 157286400")
	stages[3].Attrs = map[string]any{"keywords": []string{"SIZE 157286400"}, "verb": "EHLO"}
	at := 71 * time.Millisecond
	return append(stages,
		result.Stage{Name: "starttls", Outcome: "absent", At: at},
		result.Stage{Name: "tls", Outcome: "absent", At: at},
		result.Stage{Name: "ehlo-tls", Outcome: "absent", At: at},
	)
}

// Ended are sessions that ended before all that the suite asks about: at a stage that
// no expectation names, at one that an expectation does, and at one that is otherwise,
// with a suggestion of several lines. They stay in clear, and the refusal names whom
// it refuses, which EHLO did not echo.
func Ended() result.Run {
	const text = "Service unavailable; Client host [81.2.69.142] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/81.2.69.142 (fw-hq.client.example[81.2.69.142])"
	class := Spamhaus()
	t := DirectSend()
	t.Endpoint = result.Endpoint{Name: "mx", Host: "mx1.other.example", Port: 25, Peer: "203.0.113.25:25", TLS: "starttls"}
	t.Stages = append(inClear(), result.Stage{
		Name: "mail", Outcome: "reject", At: 71 * time.Millisecond, Took: 20 * time.Millisecond,
		Reply: reply(554, "5.7.1", text), Class: class,
	})
	t.Decided, t.Status = "mail", result.Fail
	t.Reason = "mail ended the session with reject 554 5.7.1, class spamhaus (reputation), and no expectation names it"
	t.Diagnosis = result.Diagnosis{Level: 2, Finding: &result.Finding{Stage: "mail", Class: *class, Line: "554 5.7.1 " + text}}
	t.Transcript = conversation(t.Stages, []string{"MAIL FROM:<scanner@contoso.com>"})
	t.Expectations = []result.Expectation{
		{Stage: "rcpt", Kind: "expect", Verdict: result.NotReached, Want: "accept", Range: at(31)},
		{Stage: "rcpt", Kind: "assert", Verdict: result.NotReached, Message: "reads step.rcpt", Range: at(34)},
	}
	passed, missed := t, t
	passed.Address, passed.Status, passed.Reason = "test.known", result.Pass, ""
	passed.Expectations = append([]result.Expectation{{Stage: "mail", Kind: "expect", Verdict: result.Met, Want: "reject"}}, t.Expectations...)
	missed.Address, missed.Reason = "test.missed", ""
	missed.Expectations = append([]result.Expectation{{
		Stage: "mail", Kind: "expect", Verdict: result.Missed, Want: "accept", Got: "reject 554 5.7.1", Range: at(50),
		Misses:  []result.Miss{{Attr: "outcome", Want: "accept", Got: "reject"}},
		Suggest: "expect mail reject {\n  class = \"spamhaus\"\n  text  = \"blocked\"\n}",
	}}, t.Expectations...)
	return run(header(suite()), result.Footer{Exit: result.ExitFailed}, t, passed, missed)
}

// NoSTARTTLS is a session that its own client ended: it cannot do what the server
// offers, and the suite requires.
func NoSTARTTLS() result.Run {
	t := Submission()
	t.Client, t.Endpoint.TLS = "no-starttls", "required"
	t.Stages = append(opening("PN4P287CA0064.outlook.office365.com")[:4:4], result.Stage{Name: "starttls", Outcome: "absent", At: 71 * time.Millisecond})
	t.Decided, t.Status = "starttls", result.Fail
	t.Reason = "starttls ended the session with absent, and no expectation names it"
	t.Diagnosis = result.Diagnosis{Level: 2, LevelText: "network, capabilities proven; TLS not asked for by this client"}
	t.Expectations = []result.Expectation{{Stage: "rcpt", Kind: "expect", Verdict: result.NotReached, Want: "accept", Range: at(31)}}
	t.Transcript = conversation(t.Stages, nil)
	return run(header(suite()), result.Footer{Exit: result.ExitFailed}, t)
}

// SaysHELO is the same by a client that says HELO, to which nothing is offered.
func SaysHELO() result.Run {
	run := NoSTARTTLS()
	for t := range run.Tests() {
		t.Client = "helo"
		t.Stages[3].Attrs = map[string]any{"verb": "HELO"}
		run.Each = result.Memory([]result.Test{t})
	}
	return run
}
