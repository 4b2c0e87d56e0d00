package main

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// authRows are servers that misbehave at AUTH, or with what they learned there.
func authRows() []hostileRow {
	var rows []hostileRow
	add := func(name string, do func(*peer)) *hostileRow {
		rows = append(rows, at("auth", name, do))
		r := &rows[len(rows)-1]
		r.secret = secretWord
		return r
	}
	plain := "\x00scanner\x00" + secretWord
	for name, echo := range map[string]string{
		"in clear":                 secretWord,
		"in base64":                base64.StdEncoding.EncodeToString([]byte(secretWord)),
		"as PLAIN":                 base64.StdEncoding.EncodeToString([]byte(plain)),
		"URL-encoded":              url.QueryEscape(secretWord),
		"in hex":                   hex.EncodeToString([]byte(secretWord)),
		"as JSON":                  `{"password":"` + secretWord + `"}`,
		"in other letters":         strings.ToUpper(secretWord),
		"twice":                    secretWord + secretWord,
		"behind a terminal escape": "\x1b[8m" + secretWord + "\x1b[0m",
	} {
		r := add("echoes the password "+name, func(p *peer) { p.raw("535 5.7.8 wrong: " + echo + "\r\n") })
		r.outcome, r.pin = "reject", "code = 535"
		if name == "in other letters" {
			r.secret = "" // another word
		}
		bad := add("echoes the password in no reply "+name, func(p *peer) { p.raw("wrong " + echo + "\r\n") })
		bad.class, bad.secret = smtp.FailMalformed, r.secret
	}
	good := add("echoes the password in its 235", func(p *peer) { p.raw("235 hello " + secretWord + "\r\n") })
	good.outcome, good.class, good.status, good.anyAfter = "accept", "-", result.Pass, true
	wrapped := add("echoes the password in many lines", func(p *peer) {
		p.raw("535-5.7.8 " + secretWord + "\r\n535-5.7.8 " + strings.Repeat(secretWord, 30) + "\r\n535 5.7.8 end\r\n")
	})
	wrapped.outcome, wrapped.pin = "reject", "code = 535"
	cut := add("echoes half the password and closes", func(p *peer) { p.raw("535 wrong " + secretWord[:12]); p.hangUp() })
	cut.class, cut.secret = smtp.FailClosed, secretWord[:12]
	flood := add("echoes the password without an end", func(p *peer) { p.raw("535 "); p.endless(secretWord) })
	flood.class = smtp.FailTooLong

	challenge := func(text string) string { return "334 " + base64.StdEncoding.EncodeToString([]byte(text)) + "\r\n" }
	// "*" ends an exchange (RFC 4954 §4); what is said of it decides nothing more.
	star := []string{"*"}
	stray := add("challenges PLAIN", func(p *peer) { p.raw(challenge("more")) })
	stray.class, stray.after = smtp.FailMalformed, star
	json := add("challenges with JSON", func(p *peer) { p.raw(challenge(`{"status":"400"}`)) })
	json.class, json.after = smtp.FailMalformed, star
	login := func(name string, do func(*peer)) *hostileRow {
		r := add(name, do)
		r.credential = loginCredential
		return r
	}
	r := login("challenges without an end", func(p *peer) {
		for range 100 {
			p.raw(challenge("again:"))
			if p.hear() == "" {
				return
			}
		}
	})
	r.class = smtp.FailMalformed
	r = login("a challenge that is not base64", func(p *peer) { p.raw("334 Username:\r\n") })
	r.class, r.after = smtp.FailMalformed, star
	r = login("a challenge of two lines", func(p *peer) { p.raw("334-VXNlcm5hbWU6\r\n334 VXNlcm5hbWU6\r\n") })
	r.class, r.after = smtp.FailMalformed, star
	r = login("echoes the password as a challenge", func(p *peer) {
		p.raw(challenge("Username:"))
		p.hear()
		p.raw(challenge("Password:"))
		p.raw("334 " + p.hear() + "\r\n")
	})
	r.class, r.after = smtp.FailMalformed, star
	r = login("welcomes before it knows whom", func(p *peer) { p.good("auth") })
	r.outcome, r.class, r.status, r.anyAfter = "accept", "-", result.Pass, true
	r = login("refuses between user name and password", func(p *peer) {
		p.raw(challenge("Username:"))
		p.hear()
		p.raw("535 5.7.8 no such user\r\n")
	})
	r.outcome, r.pin = "reject", "code = 535"
	r = login("closes between user name and password", func(p *peer) { p.raw(challenge("Username:")); p.hear(); p.hangUp() })
	r.class = smtp.FailClosed
	r = add("CRAM-MD5 without a challenge", func(p *peer) { p.raw("334 \r\n") })
	r.credential, r.class, r.after = `mechanism = "PLAIN"`, smtp.FailMalformed, star

	for name, line := range map[string]string{
		"no mechanism": "AUTH", "strange mechanisms": "AUTH NTLM X-\x1b[31m <script> ::error::x", "a mechanism of another": "AUTH XOAUTH2",
	} {
		r := at("ehlo-tls", "AUTH with "+name, func(p *peer) { p.raw("250-mx.example\r\n250 " + line + "\r\n") })
		r.credential, r.stage, r.class, r.secret = plainCredential, "auth", smtp.FailMechanismMismatch, secretWord
		rows = append(rows, r)
	}
	gone := at("ehlo-tls", "AUTH in clear only", func(p *peer) { p.raw("250 mx.example\r\n") })
	gone.credential, gone.stage, gone.outcome, gone.after, gone.secret = plainCredential, "auth", "absent", []string{"QUIT"}, secretWord
	clear := at("ehlo", "AUTH without STARTTLS", func(p *peer) { p.raw("250-mx.example\r\n250 AUTH PLAIN LOGIN\r\n") })
	clear.credential, clear.stage, clear.class, clear.secret = plainCredential, "auth", smtp.FailAuthUnsafe, secretWord
	later := at("rcpt", "echoes the password later", func(p *peer) { p.raw("550 5.7.1 not you, " + secretWord + "\r\n") })
	later.credential, later.outcome, later.pin, later.secret = plainCredential, "reject", "code = 550", secretWord
	return append(rows, gone, clear, later)
}

// rcptRows are servers with several recipients.
func rcptRows() []hostileRow {
	three := []string{"a@example.test", "b@example.test", "c@example.test"}
	replies := func(list ...string) func(*peer) {
		return func(p *peer) {
			for i, reply := range list {
				if i > 0 && p.hear() == "" {
					return
				}
				p.raw(reply)
			}
		}
	}
	var rows []hostileRow
	add := func(name, outcome, pin string, do func(*peer)) *hostileRow {
		r := at("rcpt", name, do)
		r.outcome, r.pin, r.to, r.class = outcome, pin, three, ""
		rows = append(rows, r)
		return &rows[len(rows)-1]
	}
	const ok = "250 ok\r\n"
	add("one of three is refused", "reject", `recipient = "b@example.test"`, replies(ok, "550 5.1.1 no such user\r\n", ok)).after = []string{"QUIT"}
	add("452 at the third", "defer", `recipient = "c@example.test"`, replies(ok, ok, "452 4.5.3 too many recipients\r\n")).after = []string{"QUIT"}
	add("421 at the second", "defer", `recipient = "b@example.test"`, replies(ok, "421 4.3.2 bye\r\n")).after = []string{}
	add("closes at the second", "fail", `recipient = "b@example.test"`, func(p *peer) { p.raw(ok); p.hear(); p.hangUp() }).class = smtp.FailClosed
	add("nonsense at the second", "fail", `recipient = "b@example.test"`, replies(ok, "what?\r\n")).class = smtp.FailMalformed
	add("three at once", "fail", `recipient = "a@example.test"`, replies(ok+ok+ok)).class = smtp.FailUnexpected
	add("deferred and refused", "reject", `recipient = "c@example.test"`, replies("450 4.2.1 later\r\n", ok, "550 5.7.1 no\r\n")).after = []string{"QUIT"}
	silent := add("is silent at the second", "fail", `recipient = "b@example.test"`, func(p *peer) { p.raw(ok); p.hear() })
	silent.class, silent.slow = smtp.FailReplyTimeout, true
	for _, reply := range []string{
		"251 2.1.5 User not local; will forward to <b@elsewhere.test>\r\n",
		"251 User not local; will forward to <<<|`##[error]>>>\r\n",
		"252 2.1.5 Cannot VRFY user\r\n",
	} {
		r := add(reply[:3]+" "+reply[4:20], "accept", "code = "+reply[:3], replies(reply))
		r.to, r.class, r.status, r.after = nil, "-", result.Pass, []string{"QUIT"}
	}
	return rows
}

// helloRows are servers that do not know EHLO, or say too much.
func helloRows() []hostileRow {
	helo := func(code string) func(*peer) {
		return func(p *peer) {
			p.raw(code + " what?\r\n")
			p.hear()
			p.raw("250 mx.example\r\n")
		}
	}
	var rows []hostileRow
	for _, code := range []string{"500", "502", "504"} {
		r := at("ehlo", "knows HELO only, "+code, helo(code))
		r.outcome, r.class, r.status, r.anyAfter, r.pin = "accept", "-", result.Pass, true, `verb = "HELO"`
		rows = append(rows, r)
	}
	required := at("ehlo", "knows HELO only, TLS required", func(p *peer) { p.raw("500 what?\r\n") })
	required.mode, required.outcome, required.pin, required.after = "required", "reject", "code = 500", []string{"QUIT"}
	signIn := at("ehlo", "knows HELO only, with a credential", func(p *peer) { p.raw("502 what?\r\n") })
	signIn.credential, signIn.outcome, signIn.pin, signIn.after = plainCredential, "reject", "code = 502", []string{"QUIT"}
	ftp := at("banner", "FTP", func(p *peer) {
		p.raw("220 FTP ready\r\n")
		for p.hear() != "" {
			p.raw("500 Unknown command.\r\n")
		}
	})
	ftp.stage, ftp.outcome, ftp.pin, ftp.after = "ehlo", "reject", "code = 500", []string{}
	yes := at("banner", "250 to everything behind a greeting", func(p *peer) {
		p.raw("220 yes\r\n")
		for p.hear() != "" {
			p.raw("250 yes\r\n")
		}
	})
	yes.stage, yes.outcome, yes.class, yes.status, yes.anyAfter = "rcpt", "accept", "-", result.Pass, true
	many := at("ehlo", "keywords without an end", func(p *peer) { p.endless("250-X-KEYWORD yes\r\n") })
	many.class = smtp.FailTooLong
	return append(rows, required, signIn, ftp, yes, many)
}

// quitRows end badly when all is over, which changes no test that does not expect
// quit.
func quitRows() []hostileRow {
	var rows []hostileRow
	add := func(name, outcome, class string, do func(*peer)) *hostileRow {
		r := at("quit", name, do)
		r.outcome, r.class, r.status, r.after = outcome, class, result.Pass, []string{}
		rows = append(rows, r)
		return &rows[len(rows)-1]
	}
	add("closes", "fail", smtp.FailClosed, func(p *peer) { p.hangUp() })
	add("resets", "fail", smtp.FailReset, func(p *peer) { p.reset() })
	add("500", "fail", smtp.FailUnexpected, func(p *peer) { p.raw("500 no\r\n") })
	add("421", "fail", smtp.FailUnexpected, func(p *peer) { p.raw("421 bye\r\n") })
	add("354", "fail", smtp.FailUnexpected, func(p *peer) { p.raw("354 go on\r\n") })
	add("250", "accept", "-", func(p *peer) { p.raw("250 bye\r\n") })
	add("nonsense", "fail", smtp.FailMalformed, func(p *peer) { p.raw("bye\r\n") })
	add("a flood", "fail", smtp.FailTooLong, func(p *peer) { p.endless("221-bye\r\n") })
	add("is silent", "fail", smtp.FailReplyTimeout, func(*peer) {}).slow = true
	return rows
}
