package canon

import (
	"fmt"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

const refusal = "Service unavailable, Client host [203.0.113.7] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/203.0.113.7 (AS16012611)"

const trailer = " [DB5PEPF00014B8A.eurprd02.prod.outlook.com 2026-11-22T16:04:41.120Z 08DE2A0B1C2D3E4F]"

func at(line int) result.Range {
	return result.Range{File: file, Line: line, Column: 1, EndLine: line, EndColumn: 19, Source: `test "direct_send" {`}
}

func mx() result.Endpoint {
	return result.Endpoint{
		Name: "mx", Host: "contoso-com.mail.protection.outlook.com", MXOf: "contoso.com",
		Port: 25, Peer: "203.0.113.25:25", TLS: "starttls", Method: "direct-send",
	}
}

func submission() result.Endpoint {
	return result.Endpoint{
		Name: "submission", Host: "smtp.office365.com", Port: 587, Peer: "203.0.113.50:587",
		TLS: "starttls", Method: "client-submission",
	}
}

func reply(code int, enhanced, sentence string) *result.Reply {
	lines := strings.Split(sentence, "\n")
	if enhanced != "" {
		lines[0] = enhanced + " " + lines[0]
	}
	return &result.Reply{Code: code, Enhanced: enhanced, Lines: lines, Text: strings.Join(strings.Split(sentence, "\n"), " ")}
}

// Spamhaus is the class that decides most canonical runs.
func Spamhaus() *result.Class {
	return &result.Class{
		ID: "spamhaus", Family: "reputation", Title: "Refused because Spamhaus lists the sender",
		Cause:    "The address that this site sends from, or a domain in the session, is on a Spamhaus list. An office line is mostly on the PBL, which holds ranges that are not meant to send mail directly.",
		Advice:   "Look the address up at check.spamhaus.org and read which list it is. PBL: do not send directly from this line; use client submission on port 587.",
		Evidence: "blocked using Spamhaus", Sources: []string{"Microsoft Learn, \"Use the delist portal to remove yourself from the blocked senders list\" (2024-08-13)"},
	}
}

// opening are the stages up to EHLO inside TLS, as both of Microsoft's endpoints
// answer them.
func opening(host string, keywords ...string) []result.Stage {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	clear := append([]string{"SIZE 157286400", "STARTTLS"}, "ENHANCEDSTATUSCODES")
	return []result.Stage{
		{Name: "resolve", Outcome: "ok", At: 0, Took: ms(12), Attrs: map[string]any{"addresses": []string{"203.0.113.25"}}},
		{Name: "connect", Outcome: "ok", At: ms(12), Took: ms(18), Attrs: map[string]any{"address": "203.0.113.25:25", "local": "192.168.10.44:50123"}},
		{Name: "banner", Outcome: "accept", At: ms(30), Took: ms(21), Reply: reply(220, "", host+" Microsoft ESMTP MAIL Service ready")},
		{
			Name: "ehlo", Outcome: "accept", At: ms(51), Took: ms(20),
			Reply: reply(250, "", host+" Hello [203.0.113.7]\n"+strings.Join(clear, "\n")),
			Attrs: map[string]any{"client_address": "203.0.113.7", "keywords": clear, "verb": "EHLO"},
		},
		{Name: "starttls", Outcome: "accept", At: ms(71), Took: ms(19), Reply: reply(220, "2.0.0", "SMTP server ready")},
		{
			Name: "tls", Outcome: "ok", At: ms(90), Took: ms(41), Attrs: map[string]any{
				"version": "TLS1.3", "cipher": "TLS_AES_256_GCM_SHA384", "verified": true, "public": true, "name": true,
				"names": []string{"mail.protection.outlook.com", "*.mail.protection.outlook.com"}, "subject": "CN=mail.protection.outlook.com",
				"issuer": "CN=DigiCert Cloud Services CA-1, O=DigiCert Inc", "not_after": "2027-06-01T23:59:59Z",
			},
		},
		{
			Name: "ehlo-tls", Outcome: "accept", At: ms(131), Took: ms(20),
			Reply: reply(250, "", host+" Hello [203.0.113.7]\n"+strings.Join(keywords, "\n")),
			Attrs: map[string]any{"client_address": "203.0.113.7", "keywords": keywords, "verb": "EHLO"},
		},
	}
}

// DirectSend is refused at RCPT TO, as its suite expects.
func DirectSend() result.Test {
	class := Spamhaus()
	stages := append(opening("DB5PEPF00014B8A.mail.protection.outlook.com", "SIZE 157286400", "ENHANCEDSTATUSCODES"),
		result.Stage{Name: "mail", Outcome: "accept", At: 151 * time.Millisecond, Took: 20 * time.Millisecond, Reply: reply(250, "2.1.0", "Sender OK")},
		result.Stage{Name: "rcpt", Outcome: "reject", At: 171 * time.Millisecond, Took: 39 * time.Millisecond, Reply: reply(550, "5.7.1", refusal+trailer), Class: class},
	)
	return result.Test{
		Address: "test.direct_send", Suite: file, Title: "The copier's own route: straight to the MX", Range: at(24),
		Endpoint: mx(), Client: "copier.contoso.com", From: "scanner@contoso.com", To: []string{"office@contoso.com"},
		Status: result.Pass, Started: Began, Took: 230 * time.Millisecond, Stages: stages, Decided: "rcpt",
		Expectations: []result.Expectation{{Stage: "rcpt", Kind: "expect", Verdict: result.Met, Want: `reject, class "spamhaus"`, Range: at(31)}},
		Diagnosis: result.Diagnosis{
			Level: 3, LevelText: "network, capabilities and TLS proven; the envelope was refused", SeenFrom: "203.0.113.7",
			Finding: &result.Finding{Stage: "rcpt", Class: *class, Line: "550 5.7.1 " + refusal + trailer, Inside: true},
			RuledOut: []result.RuledOut{
				{Suspicion: "the firewall or the ISP blocks port 25", By: "the operator's own greeting arrived, and its certificate proved it", Evidence: []string{"banner", "tls"}, Proof: "greeting"},
				{Suspicion: "STARTTLS is stripped or intercepted", By: "it was offered; TLS 1.3; the certificate leads to a public root and names the host", Evidence: []string{"ehlo", "tls"}, Proof: "handshake"},
				{Suspicion: "something on the way wrote the refusal", By: "it came inside that TLS session", Evidence: []string{"rcpt"}, Proof: "refusal-inside-tls"},
			},
		},
		Transcript: conversation(stages, []string{"MAIL FROM:<scanner@contoso.com>", "RCPT TO:<office@contoso.com>"}),
	}
}

// Submission is accepted as far as it goes.
func Submission() result.Test {
	stages := append(opening("DB9PR06CA0011.outlook.office365.com", "SIZE 157286400", "AUTH LOGIN XOAUTH2"),
		result.Stage{Name: "auth", Outcome: "accept", At: 151 * time.Millisecond, Took: 310 * time.Millisecond, Reply: reply(235, "2.7.0", "Authentication successful"), Attrs: map[string]any{"mechanism": "LOGIN"}},
		result.Stage{Name: "mail", Outcome: "accept", At: 461 * time.Millisecond, Took: 20 * time.Millisecond, Reply: reply(250, "2.1.0", "Sender OK")},
		result.Stage{Name: "rcpt", Outcome: "accept", At: 481 * time.Millisecond, Took: 33 * time.Millisecond, Reply: reply(250, "2.1.5", "Recipient OK")},
	)
	return result.Test{
		Address: "test.submission", Suite: file, Range: at(40), Endpoint: submission(), Login: "scanner@contoso.com",
		Client: "copier.contoso.com", From: "scanner@contoso.com", To: []string{"office@contoso.com"},
		Status: result.Pass, Started: Began.Add(300 * time.Millisecond), Took: 540 * time.Millisecond, Stages: stages, Decided: "rcpt",
		Expectations: []result.Expectation{{Stage: "rcpt", Kind: "expect", Verdict: result.Met, Want: "accept", Range: at(44)}},
		Diagnosis: result.Diagnosis{
			Level: 4, LevelText: "sign-in and envelope", SeenFrom: "203.0.113.7",
			RuledOut: []result.RuledOut{
				{Suspicion: "TLS is intercepted", By: "the certificate leads to a public root and names the host", Evidence: []string{"tls"}, Proof: "handshake"},
				{Suspicion: "the password is wrong or SMTP AUTH is off", By: "AUTH was answered with 235", Evidence: []string{"auth"}, Proof: "auth"},
			},
		},
		Transcript: conversation(stages, []string{"AUTH LOGIN", "MAIL FROM:<scanner@contoso.com>", "RCPT TO:<office@contoso.com>"}),
	}
}

// Intercepted is accepted as far as it goes, by something that greets as nobody and
// whose certificate is its own.
func Intercepted() result.Test {
	t := DirectSend()
	last := &t.Stages[len(t.Stages)-1]
	last.Outcome, last.Reply, last.Class = "accept", reply(250, "2.1.5", "Recipient OK"), nil
	class := &result.Class{ID: "cert-untrusted", Family: "tls", Cause: "No public authority issued it.", Advice: "Read the issuer."}
	for i := range t.Stages {
		if s := &t.Stages[i]; s.Name == "tls" {
			s.Class, s.Findings = class, []result.Failure{{Class: "cert-untrusted", Detail: "the certificate is self-signed"}}
			s.Attrs["verified"], s.Attrs["public"] = false, false
		}
	}
	t.Status = result.Fail
	t.Expectations = []result.Expectation{{Stage: "assert", Kind: "assert", Verdict: result.Missed, Want: "true", Message: "nobody knows who answers"}}
	t.Diagnosis = result.Diagnosis{
		LevelText: "nothing proven; network not proven: the greeting is masked", SeenFrom: "203.0.113.7",
		Finding: &result.Finding{Stage: "tls", Class: *class, Line: "the certificate is self-signed"},
	}
	t.Transcript = conversation(t.Stages, []string{"MAIL FROM:<scanner@contoso.com>", "RCPT TO:<office@contoso.com>"})
	return t
}

// conversation writes the transcript that the stages belong to.
func conversation(stages []result.Stage, commands []string) []transcript.Entry {
	said := map[string]string{"ehlo": "EHLO copier.contoso.com", "starttls": "STARTTLS", "ehlo-tls": "EHLO copier.contoso.com"}
	names := map[string]string{"AUTH": "auth", "MAIL": "mail", "RCPT": "rcpt"}
	for _, c := range commands {
		said[names[c[:4]]] = c
	}
	var out []transcript.Entry
	inside := false
	for _, s := range stages {
		if s.Outcome == "absent" {
			continue
		}
		add := func(dir transcript.Direction, when time.Duration, line string) {
			out = append(out, transcript.Entry{At: when, Dir: dir, TLS: inside, Stage: s.Name, Text: line})
		}
		switch s.Name {
		case "connect":
			add(transcript.Remark, s.At+s.Took, "Connected to 203.0.113.25:25.")
		case "tls":
			inside = true
			add(transcript.Remark, s.At+s.Took, "TLS started: TLS1.3 TLS_AES_256_GCM_SHA384")
		}
		if c := said[s.Name]; c != "" {
			add(transcript.Sent, s.At, c)
		}
		if s.Name == "auth" {
			add(transcript.Received, s.At, "334 VXNlcm5hbWU6")
			add(transcript.Sent, s.At, transcript.Hidden)
			add(transcript.Received, s.At, "334 UGFzc3dvcmQ6")
			add(transcript.Sent, s.At, transcript.Hidden)
		}
		if s.Reply != nil {
			for i, l := range s.Reply.Lines {
				sep := " "
				if i < len(s.Reply.Lines)-1 {
					sep = "-"
				}
				add(transcript.Received, s.At+s.Took, fmt.Sprintf("%03d%s%s", s.Reply.Code, sep, l))
			}
		}
	}
	add := transcript.Entry{At: 220 * time.Millisecond, Dir: transcript.Sent, TLS: inside, Stage: "quit", Text: "QUIT"}
	return append(out, add)
}

func comparison() result.Comparison {
	return result.Comparison{
		Name: "mx_vs_submission", Suite: file, Tests: []string{"test.direct_send", "test.submission"}, Status: result.Pass, Range: at(56),
		Rows: []result.Row{
			{Name: "banner", Cells: []string{"accept 220", "accept 220"}, Same: true},
			{Name: "tls", Cells: []string{"ok TLS1.3", "ok TLS1.3"}, Same: true},
			{Name: "auth", Cells: []string{"not reached", "accept 235 2.7.0 LOGIN"}},
			{Name: "mail", Cells: []string{"accept 250 2.1.0", "accept 250 2.1.0"}, Same: true},
			{Name: "rcpt", Cells: []string{"reject 550 5.7.1 spamhaus", "accept 250 2.1.5"}},
		},
		First:      "auth",
		Conclusion: "Both sessions came from the same address. The one that signed in was accepted at RCPT TO, the one that did not was refused there.",
	}
}

func sending() []result.Sending {
	return []result.Sending{{
		Suite: file, Tests: []string{"test.direct_send", "test.submission"},
		SeenFrom: []string{"203.0.113.7"},
		Methods: []result.Method{
			{Name: "direct-send", State: result.Blocked, Detail: "spamhaus at RCPT TO", Test: "test.direct_send", Tests: []string{"test.direct_send"}, Stage: "rcpt", Class: "spamhaus"},
			{Name: "client-submission", State: result.Accepted, Detail: "sign-in and envelope; can still fail: Send As, quota, connections", Test: "test.submission", Tests: []string{"test.submission"}, Stage: "rcpt"},
			{Name: "relay", State: result.Untested, Detail: "needs a connector, and a recipient of your own outside Microsoft"},
		},
		Recommendation: &result.Recommendation{
			Method: "client-submission", Text: "it does not depend on this line's reputation",
			Reasons: []string{"With a password it is switched off by default at the end of December 2026; an administrator can switch it on again."},
			Next:    "RCPT TO accepted is not delivery: send one scan, and look for it in the mailbox.",
		},
	}}
}
