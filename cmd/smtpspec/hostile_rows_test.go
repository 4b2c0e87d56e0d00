package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// hostileRow is one misbehaving server and what has to come of it. The suite of a
// row has two tests: one that expects rcpt accept and knows nothing of the fault,
// and one that expects exactly what happens.
type hostileRow struct {
	name string
	mode string // the endpoint's tls; "starttls" when empty
	at   string // the stage whose reply is due when misbehaving begins
	do   func(*peer)
	slow bool // the row waits for a deadline, so it has short ones

	config     string   // of certificates, see hostileConfigs; "good" when empty
	to         []string // one recipient when nil
	credential string   // attributes of the credential; none when empty
	client     string   // body of a client block

	stage, outcome string        // of the deciding stage
	class          string        // of that stage; "" where it does not matter, "-" for none
	status         result.Status // of the test that expects rcpt accept
	pin            string        // what the second test expects, where stage and class do not say it
	further        string        // what else it expects, so that the session goes on
	after          []string      // what the client says after the fault; nil: what follows from the outcome
	anyAfter       bool          // what it says does not matter
	secret         string        // what must not stand in anything that is written
}

// replyStages are the stages that end with a reply of the server's.
var replyStages = []string{"banner", "ehlo", "starttls", "ehlo-tls", "auth", "mail", "rcpt"}

// hostileRows is the whole table.
func hostileRows() []hostileRow {
	return slices.Concat(silences(), malformed(), oddCodes(), refusals(), goodbyes(), floods(),
		payloads(), tolerated(), implicitRows(), starttlsRows(), handshakeRows(), certificateRows(),
		authRows(), rcptRows(), helloRows(), quitRows())
}

// at makes a row of one stage, with a credential where the stage needs it.
func at(stage, name string, do func(*peer)) hostileRow {
	r := hostileRow{name: stage + ": " + name, at: stage, do: do, stage: stage, outcome: "fail", status: result.Fail}
	if stage == "auth" {
		r.credential = plainCredential
	}
	return r
}

const (
	secretWord      = "correct-Horse-7"
	plainCredential = `mechanism = "PLAIN"`
	loginCredential = `mechanism = "LOGIN"`
)

// code is the code that a good reply has at a stage.
func code(stage string) string { return goodReply(stage)[:3] }

// says sends bytes, with {c} for the code that the stage asks for.
func says(stage, raw string) func(*peer) {
	raw = strings.ReplaceAll(raw, "{c}", code(stage))
	return func(p *peer) { p.raw(raw) }
}

// silences are servers of which no whole reply comes.
func silences() []hostileRow {
	var rows []hostileRow
	for _, stage := range replyStages {
		half := code(stage) + "-mx.example\r\n" + code(stage)
		ended := []hostileRow{
			at(stage, "closes", func(p *peer) { p.hangUp() }),
			at(stage, "resets", func(p *peer) { p.resetLater() }),
			at(stage, "is silent", func(*peer) {}),
			at(stage, "drips", func(p *peer) { p.drip(code(stage)+"-"+strings.Repeat("x", 1000), 100*time.Millisecond) }),
			at(stage, "half a reply, then closes", func(p *peer) { p.raw(half); p.hangUp() }),
			at(stage, "half a reply, then silence", func(p *peer) { p.raw(half) }),
			at(stage, "two digits, then silence", func(p *peer) { p.raw(half[:2]) }),
		}
		classes := []string{
			smtp.FailClosed, smtp.FailReset, smtp.FailReplyTimeout, smtp.FailReplyTimeout,
			smtp.FailClosed, smtp.FailReplyTimeout, smtp.FailReplyTimeout,
		}
		for i := range ended {
			r := &ended[i]
			r.class, r.slow = classes[i], classes[i] == smtp.FailReplyTimeout
			switch {
			case stage == "banner" && i < 3:
				r.status = result.Inconclusive // before the first byte
			case stage == "ehlo-tls" && i < 2:
				r.stage, r.further = "tls", "expect ehlo-tls accept {}" // before the first reply inside TLS
			}
		}
		rows = append(rows, ended...)
	}
	return rows
}

// malformed are replies that are none, or that are more than one.
func malformed() []hostileRow {
	faults := []struct{ name, raw, class, first string }{
		{"bare LF", "{c} ok\n", smtp.FailMalformed, ""},
		{"bare LF inside", "{c}-a\n{c} b\r\n", smtp.FailMalformed, ""},
		{"no separator", "{c}ok\r\n", smtp.FailMalformed, ""},
		{"tab for a separator", "{c}\tok\r\n", smtp.FailMalformed, ""},
		{"two codes", "{c}-a\r\n550 b\r\n", smtp.FailMalformed, ""},
		{"empty line", "\r\n", smtp.FailMalformed, smtp.FailNotSMTP},
		{"two digits", "25\r\n", smtp.FailMalformed, smtp.FailNotSMTP},
		{"words", "hello there\r\n", smtp.FailMalformed, smtp.FailNotSMTP},
		{"a good line, then words", "{c}-a\r\nwhat\r\n", smtp.FailMalformed, ""},
		{"HTTP", "HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n<html></html>", smtp.FailMalformed, smtp.FailNotSMTP},
		{"SSH", "SSH-2.0-OpenSSH_9.6\r\n", smtp.FailMalformed, smtp.FailNotSMTP},
		{"POP3", "+OK ready\r\n", smtp.FailMalformed, smtp.FailNotSMTP},
		{"IMAP", "* OK IMAP4rev1\r\n", smtp.FailMalformed, smtp.FailNotSMTP},
		{"a TLS alert", "\x15\x03\x01\x00\x02\x02\x0a", smtp.FailMalformed, smtp.FailNotSMTP},
		{"NUL bytes", "\x00\x00\x00\x00", smtp.FailMalformed, smtp.FailNotSMTP},
		{"UTF-16", "\xff\xfe2\x002\x000\x00", smtp.FailMalformed, smtp.FailNotSMTP},
		{"two replies", "{c} ok\r\n{c} ok\r\n", smtp.FailUnexpected, ""},
		{"replies to commands that were not sent", "{c} ok\r\n250 ok\r\n250 ok\r\n354 go\r\n", smtp.FailUnexpected, ""},
		{"a reply and a half", "{c} ok\r\n25", smtp.FailUnexpected, ""},
		{"a refusal behind the reply", "{c} ok\r\n550 no\r\n", smtp.FailUnexpected, ""},
	}
	var rows []hostileRow
	for _, stage := range replyStages {
		for _, f := range faults {
			r := at(stage, f.name, says(stage, f.raw))
			r.class = f.class
			if stage == "banner" && f.first != "" {
				r.class = f.first
			}
			if stage == "starttls" && f.class == smtp.FailUnexpected {
				r.class = smtp.FailInjection
			}
			rows = append(rows, r)
		}
	}
	return rows
}

// oddCodes are well-formed replies with a code that no command asks for.
func oddCodes() []hostileRow {
	var rows []hostileRow
	for _, stage := range replyStages {
		for _, code := range []string{"000", "100", "199", "250", "299", "334", "354", "600", "999"} {
			if stage == "auth" && code == "334" {
				continue // a challenge
			}
			r := at(stage, "code "+code, func(p *peer) { p.raw(code + " hm\r\n") })
			r.class = smtp.FailUnexpected
			plain := stage != "banner" && stage != "starttls" && stage != "auth"
			if plain && code[0] == '2' {
				r.outcome, r.class, r.status, r.anyAfter = "accept", "-", result.Pass, true
			}
			rows = append(rows, r)
		}
	}
	return rows
}

// refusals are valid, and end a session properly.
func refusals() []hostileRow {
	var rows []hostileRow
	for _, stage := range replyStages {
		for _, reply := range []string{"421 4.3.2 closing", "450 4.2.0 later", "521 5.3.2 no mail here", "550 5.7.1 no", "554 5.7.1 no"} {
			r := at(stage, "refuses with "+reply[:3], func(p *peer) { p.raw(reply + "\r\n") })
			r.outcome = map[byte]string{'4': "defer", '5': "reject"}[reply[0]]
			r.pin = "code = " + reply[:3]
			r.after = []string{"QUIT"}
			if reply[:3] == "421" || reply[:3] == "521" {
				r.after = []string{}
			}
			rows = append(rows, r)
		}
	}
	return rows
}

// goodbyes are 421 behind a good reply: it answers the next command, which is not
// sent (RFC 5321 §3.8).
func goodbyes() []hostileRow {
	next := map[string]string{"banner": "ehlo", "ehlo": "starttls", "ehlo-tls": "auth", "auth": "mail", "mail": "rcpt"}
	var rows []hostileRow
	for _, stage := range replyStages {
		r := at(stage, "421 behind the reply", func(p *peer) {
			p.raw(goodReply(stage) + "\r\n421 4.4.2 mx.example closing\r\n")
			p.hangUp()
		})
		r.credential = plainCredential
		r.stage, r.outcome, r.pin, r.after = next[stage], "defer", "code = 421", []string{}
		switch stage {
		case "starttls": // in clear, behind its 220
			r.stage, r.outcome, r.pin, r.class = stage, "fail", "", smtp.FailInjection
		case "rcpt": // the last stage: QUIT is not sent, and the test is over
			r.stage, r.outcome, r.status, r.pin = stage, "accept", result.Pass, ""
		}
		rows = append(rows, r)
	}
	return rows
}

// floods never end.
func floods() []hostileRow {
	var rows []hostileRow
	for _, stage := range replyStages {
		c := code(stage)
		for _, f := range []struct{ name, begin, more, class string }{
			{"a line without an end", c + " ", "x", smtp.FailTooLong},
			{"a reply without an end", "", c + "-x\r\n", smtp.FailTooLong},
			{"long lines without an end", "", c + "-" + strings.Repeat("x", 2000) + "\r\n", smtp.FailTooLong},
			{"digits without an end", "", "2", smtp.FailTooLong},
			{"zeros without an end", "", "\x00", smtp.FailMalformed},
		} {
			r := at(stage, f.name, func(p *peer) { p.raw(f.begin); p.endless(f.more) })
			if r.class = f.class; stage == "banner" && f.class == smtp.FailMalformed {
				r.class = smtp.FailNotSMTP
			}
			rows = append(rows, r)
		}
	}
	return rows
}

// textPayloads try to break what is written.
var textPayloads = []struct{ name, text string }{
	{"NUL", "a\x00b"},
	{"terminal sequences", "\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b]8;;http://evil.example\x1b\\link"},
	{"C1 and Latin-1", "\x9b31m caf\xe9 \xc2\x85 next"},
	{"lone carriage return", "good\rbad"},
	{"broken UTF-8", "\xff\xfe\xc3( \xed\xa0\x80 \xf4\x90\x80\x80"},
	{"bidi", "abc \u202e gnp.exe \u2066 x \u200b\u2028\u2029\ufeff"},
	{"workflow commands", "::error file=x,line=1::injected ##[error]x ##vso[task.complete result=Succeeded]x"},
	{"a workflow command alone", "::set-output name=a::b"},
	{"XML", "]]></failure></testcase><testcase name=\"x\"/><!-- & &#0; <![CDATA[ ]]>"},
	{"HTML", "<script>alert(1)</script><img src=x onerror=alert(1)>"},
	{"Markdown", "| a | b | `c` ``` ~~~ # h [x](javascript:alert(1)) ![i](http://evil.example/i.png) \\| @all"},
	{"HCL", "${var.password} %{ if true } \"quoted\" \\"},
	{"printf", "%s%s%n%d %!s(MISSING)"},
	{"a long line", strings.Repeat("long ", 1500)},
}

// payloads are valid replies with words that are not for reports.
func payloads() []hostileRow {
	var rows []hostileRow
	for _, p := range textPayloads {
		banner := at("banner", p.name+" in it", func(s *peer) { s.raw("220 mx.example " + p.text + "\r\n") })
		ehlo := at("ehlo", p.name+" as a keyword", func(s *peer) { s.raw("250-mx.example hi\r\n250-" + p.text + "\r\n250 SIZE\r\n") })
		name := at("ehlo", p.name+" as the host", func(s *peer) { s.raw("250 " + p.text + "\r\n") })
		for _, r := range []hostileRow{banner, ehlo, name} {
			r.outcome, r.class, r.status, r.anyAfter = "accept", "-", result.Pass, true
			rows = append(rows, r)
		}
		for _, stage := range []string{"auth", "mail", "rcpt"} {
			r := at(stage, p.name+" in a refusal", func(s *peer) { s.raw("550 5.7.1 " + p.text + "\r\n") })
			r.outcome, r.pin = "reject", `code = 550`
			rows = append(rows, r)
		}
		junk := at("mail", p.name+" in place of a reply", func(s *peer) { s.raw("x" + p.text + "\r\n") })
		junk.class = smtp.FailMalformed
		rows = append(rows, junk)
	}
	return rows
}

// tolerated are servers with manners of their own, and nothing wrong.
func tolerated() []hostileRow {
	var rows []hostileRow
	add := func(stage, name string, do func(*peer)) {
		r := at(stage, name, func(p *peer) {
			if do(p); stage == "starttls" {
				p.handshake()
			}
		})
		r.outcome, r.class, r.status, r.anyAfter = "accept", "-", result.Pass, true
		rows = append(rows, r)
	}
	for _, stage := range replyStages {
		add(stage, "one byte a segment", func(p *peer) { p.drip(goodReply(stage)+"\r\n", time.Millisecond) })
		if stage != "ehlo" && stage != "ehlo-tls" { // there a bare code lists no keywords
			add(stage, "a code alone", func(p *peer) { p.raw(code(stage) + "\r\n") })
		}
	}
	add("ehlo", "four hundred keywords", func(p *peer) {
		p.raw("250-mx.example\r\n")
		for i := range 400 {
			p.raw(fmt.Sprintf("250-X-%d\r\n", i))
		}
		p.raw("250 STARTTLS\r\n")
	})
	return rows
}
