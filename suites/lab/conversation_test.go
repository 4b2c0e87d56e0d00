package lab

import (
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
)

// plain greets without anything that changes from run to run.
func plain(on ...dsl.LabReply) *dsl.Lab {
	return &dsl.Lab{
		Name: "plain", Host: "mx.example.com",
		Keywords: []string{"SIZE 1000", "CHUNKING", "AUTH PLAIN LOGIN CRAM-MD5"},
		TLS:      dsl.LabTLS{Mode: ModeNone},
		On:       on,
	}
}

const greeted = `
	S: 220 mx.example.com ESMTP smtpspec lab
	C: EHLO copier.example.org
	S: 250-mx.example.com Hello [127.0.0.1]
	S: 250-SIZE 1000
	S: 250-CHUNKING
	S: 250 AUTH PLAIN LOGIN CRAM-MD5
`

func TestConversation(t *testing.T) {
	for name, c := range map[string]struct {
		profile *dsl.Lab
		script  string
	}{
		"whole": {plain(), greeted + `
			C: MAIL FROM:<a@example.org> SIZE=10
			S: 250 2.1.0 Sender OK
			C: RCPT TO:<b@example.com>
			S: 250 2.1.5 Recipient OK
			C: DATA
			S: 354 Start mail input; end with <CRLF>.<CRLF>
			C: Subject: x
			C: ..
			C: .
			S: 250 2.6.0 Message accepted by the lab and thrown away
			C: QUIT
			S: 221 2.0.0 Service closing transmission channel
			EOF`},
		"helo": {plain(), `
			S: 220 …
			C: HELO copier
			S: 250 mx.example.com Hello [127.0.0.1]`},
		"order": {plain(), `
			S: 220 …
			C: MAIL FROM:<a@example.org>
			S: 503 5.5.2 Send hello first
			C: EHLO
			S: 501 5.5.4 Invalid domain name…
			C: HELO x
			S: 250 …
			C: RCPT TO:<a@example.org>
			S: 503 5.5.2 Need mail command
			C: DATA
			S: 503 5.5.2 Need mail command
			C: MAIL FROM:<>
			S: 250 2.1.0 …
			C: MAIL FROM:<>
			S: 503 5.5.2 …
			C: DATA
			S: 503 5.5.2 Need rcpt command
			C: RSET
			S: 250 2.0.0 Resetting
			C: MAIL FROM:<a@example.org>
			S: 250 2.1.0 …`},
		"arguments": {plain(), greeted + `
			C: MAIL a@example.org
			S: 501 5.5.4 Invalid arguments
			C: MAIL FROM:<a>
			S: 501 5.1.7 Invalid address
			C: MAIL FROM:<a@example.org> SIZE=1001
			S: 552 5.3.4 Message size exceeds fixed limit
			C: MAIL FROM:<a@example.org> SMTPUTF8
			S: 501 5.5.4 Unrecognized parameter
			C: MAIL FROM: <"a>b"@example.org>
			S: 250 2.1.0 …
			C: RCPT TO:<x>
			S: 501 5.1.3 Invalid address
			C: RCPT TO:<Postmaster>
			S: 250 2.1.5 …`},
		"others": {plain(), `
			S: 220 …
			C: NOOP
			S: 250 2.0.0 OK
			C: HELP
			S: 214 …
			C: VRFY a
			S: 252 …
			C: EXPN a
			S: 502 …
			C: GET / HTTP/1.1
			S: 500 5.3.3 Unrecognized command
			C: STARTTLS
			S: 503 5.5.2 Send hello first`},
		"chunks": {plain(), greeted + `
			C: MAIL FROM:<a@example.org>
			S: 250 …
			C: RCPT TO:<b@example.com>
			S: 250 …
			C: BDAT 4
			C: ab
			S: 250 2.0.0 4 octets received
			C: BDAT 4 LAST
			C: cd
			S: 250 2.6.0 …`},
		"DATA after BDAT": {plain(), greeted + `
			C: MAIL FROM:<a@example.org>
			S: 250 …
			C: RCPT TO:<b@example.com>
			S: 250 …
			C: BDAT 4
			C: ab
			S: 250 2.0.0 4 octets received
			C: DATA
			S: 503 5.5.1 DATA after BDAT
			C: RSET
			S: 250 …`},
		"chunks meet what DATA does": {plain(dsl.LabReply{Stage: "data", Action: ActionClose}), greeted + `
			C: MAIL FROM:<a@example.org>
			S: 250 …
			C: RCPT TO:<b@example.com>
			S: 250 …
			C: BDAT 4
			C: ab
			EOF`},
		"chunks get bytes for DATA": {plain(dsl.LabReply{Stage: "data", Raw: []byte("554 no\r\n")}), greeted + `
			C: MAIL FROM:<a@example.org>
			S: 250 …
			C: RCPT TO:<b@example.com>
			S: 250 …
			C: BDAT 4
			C: ab
			S: 554 no`},
		"too large": {plain(), greeted + `
			C: MAIL FROM:<a@example.org>
			S: 250 …
			C: RCPT TO:<b@example.com>
			S: 250 …
			C: BDAT 1002 LAST
			C: ` + string(make([]byte, 1000)) + `
			S: 552 5.3.4 …`},
		"by recipient": {plain(
			dsl.LabReply{Stage: "rcpt", Recipient: []string{"no-*@*"}, Reply: "550 5.4.1 Recipient address rejected: {rcpt}"},
			dsl.LabReply{Stage: "rcpt", Recipient: []string{"*@example.net"}, Reply: "550 5.7.64 Relay Access Denied"},
		), greeted + `
			C: MAIL FROM:<a@example.org>
			S: 250 …
			C: RCPT TO:<No-One@example.com>
			S: 550 5.4.1 Recipient address rejected: No-One@example.com
			C: RCPT TO:<one@example.net>
			S: 550 5.7.64 Relay Access Denied
			C: RCPT TO:<one@example.com>
			S: 250 2.1.5 Recipient OK`},
		"by name": {plain(dsl.LabReply{Stage: "ehlo", Names: []string{"*_*", "*."}, Reply: "501 5.5.4 Invalid domain name"}), `
			S: 220 …
			C: EHLO MFP_1.contoso.com
			S: 501 5.5.4 Invalid domain name…
			C: HELO copier.
			S: 501 5.5.4 Invalid domain name…
			C: HELO copier.example.org
			S: 250 …`},
		"wrapped": {plain(dsl.LabReply{Stage: "mail", Reply: "550-first\nsecond\n550 third\n"}), greeted + `
			C: MAIL FROM:<a@example.org>
			S: 550-first
			S: 550-second
			S: 550 third`},
		"raw": {plain(dsl.LabReply{Stage: "mail", Raw: []byte("250 one\n250-two\r\n250 three\r\n")}), greeted + `
			C: MAIL FROM:<a@example.org>
			S: 250 one…
			S: 250-two
			S: 250 three
			C: RCPT TO:<b@example.com>
			S: 250 2.1.5 …`},
		"refusing": {plain(dsl.LabReply{Stage: "banner", Reply: "554 5.7.1 No service"}), `
			S: 554 5.7.1 No service
			C: EHLO x
			S: 503 5.5.1 …
			C: QUIT
			S: 221 …
			EOF`},
		"421 ends": {plain(dsl.LabReply{Stage: "mail", Reply: "421 4.3.2 Service not available"}), greeted + `
			C: MAIL FROM:<a@example.org>
			S: 421 4.3.2 Service not available
			EOF`},
		"old server": {plain(dsl.LabReply{Stage: "ehlo", Reply: "502 Command not implemented"}), `
			S: 220 …
			C: EHLO x
			S: 502 Command not implemented
			C: HELO x
			S: 250 mx.example.com …`},
		"close":   {plain(dsl.LabReply{Stage: "rcpt", Action: ActionClose}, dsl.LabReply{Stage: "mail", Reply: "250 fine", Action: ActionClose}), greeted + "C: MAIL FROM:<>\nS: 250 fine\nEOF"},
		"reset":   {plain(dsl.LabReply{Stage: "banner", Action: ActionReset}), "EOF"},
		"garbage": {plain(dsl.LabReply{Stage: "banner", Action: ActionGarbage}), "S: \x15\x03\x01…\nC: NOOP\nS: 250 …"},
		"delayed": {plain(dsl.LabReply{Stage: "mail", Delay: time.Millisecond}), greeted + "C: MAIL FROM:<>\nS: 250 2.1.0 Sender OK"},
		"no TLS to offer": {&dsl.Lab{Host: "h.example", Keywords: []string{"STARTTLS"}, TLS: dsl.LabTLS{Mode: ModeNone}}, `
			S: 220 …
			C: EHLO x
			S: 250-h.example …
			S: 250 STARTTLS
			C: STARTTLS
			S: 454 4.7.0 TLS not available`},
		"stripped": {&dsl.Lab{Host: "h.example", Keywords: []string{"XXXXXXXA"}}, `
			S: 220 …
			C: EHLO x
			S: 250-…
			S: 250 XXXXXXXA
			C: STARTTLS
			S: 500 5.3.3 Unrecognized command`},
		"the banner's name": {&dsl.Lab{Host: "asked.example", Banner: "220 front.example ready {host}"}, `
			S: 220 front.example ready front.example
			C: HELO x
			S: 250 front.example …`},
		"only in clear": {plain(dsl.LabReply{Stage: "mail", When: WhenTLS, Reply: "550 no"}, dsl.LabReply{Stage: "mail", When: WhenClear, Reply: "451 5.7.3 STARTTLS is required to send mail"}), greeted + `
			C: MAIL FROM:<>
			S: 451 5.7.3 STARTTLS is required to send mail`},
	} {
		t.Run(name, func(t *testing.T) {
			hold(t, dial(t, start(t, c.profile, Options{})), c.script)
		})
	}
}

func TestAuth(t *testing.T) {
	users := plain()
	users.Users = map[string]string{"tim": "tanstaaftanstaaf"}
	off := plain(dsl.LabReply{Stage: "auth", Reply: "535 5.7.139 off for {user}"})
	old := plain(dsl.LabReply{Stage: "auth", Reply: "421 4.7.66 TLS 1.0 and 1.1 are not supported."})
	signedIn := plain(dsl.LabReply{Stage: "mail", When: WhenUnauthenticated, Reply: "530 5.7.57 Client not authenticated to send mail."})
	for name, c := range map[string]struct {
		profile *dsl.Lab
		script  string
	}{
		"login": {users, greeted + `
			C: AUTH LOGIN
			S: 334 VXNlcm5hbWU6
			C: dGlt
			S: 334 UGFzc3dvcmQ6
			C: dGFuc3RhYWZ0YW5zdGFhZg==
			S: 235 2.7.0 Authentication successful
			C: AUTH LOGIN
			S: 503 5.5.1 …`},
		"plain": {users, greeted + `
			C: AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm
			S: 235 2.7.0 Authentication successful`},
		"wrong": {users, greeted + `
			C: AUTH PLAIN
			S: 334…
			C: AHRpbQB3cm9uZw==
			S: 535 5.7.3 Authentication unsuccessful …`},
		"unknown user": {users, greeted + `
			C: AUTH PLAIN AHRvbQA=
			S: 535 5.7.3 …`},
		"any pair": {signedIn, greeted + `
			C: MAIL FROM:<>
			S: 530 5.7.57 …
			C: AUTH PLAIN AHRpbQB3cm9uZw==
			S: 235 …
			C: MAIL FROM:<>
			S: 250 …`},
		"not offered": {plain(), greeted + `
			C: AUTH XOAUTH2 dXNlcj0=
			S: 504 5.7.4 Unrecognized authentication type [mx.example.com …`},
		"cancelled": {plain(), greeted + `
			C: AUTH LOGIN
			S: 334 …
			C: *
			S: 501 5.7.0 …`},
		"no base64": {plain(), greeted + `
			C: AUTH LOGIN
			S: 334 …
			C: not base64
			S: 501 5.5.2 …
			C: AUTH LOGIN %
			S: 501 5.5.2 …`},
		"refused by the profile": {off, greeted + `
			C: AUTH LOGIN dGlt
			S: 334 UGFzc3dvcmQ6
			C: eA==
			S: 535 5.7.139 off for tim`},
		"refused for one mechanism": {plain(dsl.LabReply{Stage: "auth", Mechanisms: []string{"login"}, Reply: "550 5.7.30 Basic authentication is not supported"}), greeted + `
			C: AUTH LOGIN dGlt
			S: 334 UGFzc3dvcmQ6
			C: eA==
			S: 550 5.7.30 …
			C: AUTH PLAIN AHRpbQB4
			S: 235 …`},
		"for somebody else": {plain(dsl.LabReply{Stage: "mail", When: WhenOtherSender, Reply: "550 5.7.60 no"}), greeted + `
			C: MAIL FROM:<b@example.org>
			S: 250 …
			C: RSET
			S: 250 …
			C: AUTH PLAIN AGFAZXhhbXBsZS5vcmcAeA==
			S: 235 …
			C: MAIL FROM:<b@example.org>
			S: 550 5.7.60 no
			C: MAIL FROM:<A@example.org>
			S: 250 …
			C: RSET
			S: 250 …
			C: MAIL FROM:<>
			S: 250 …`},
		"a user that is no mailbox": {plain(dsl.LabReply{Stage: "mail", When: WhenOtherSender, Reply: "550 5.7.60 no"}), greeted + `
			C: AUTH PLAIN AHRpbQB4
			S: 235 …
			C: MAIL FROM:<b@example.org>
			S: 250 …`},
		"refused at once": {old, greeted + `
			C: AUTH LOGIN
			S: 421 4.7.66 …
			EOF`},
	} {
		t.Run(name, func(t *testing.T) {
			hold(t, dial(t, start(t, c.profile, Options{})), c.script)
		})
	}
}

// The day has no zero before it, as in the greetings that were captured.
func TestDate(t *testing.T) {
	profile := plain()
	profile.Banner = "220 mx.example.com ready at {date}"
	now := func() time.Time { return time.Date(2022, 3, 9, 4, 43, 45, 0, time.FixedZone("", 3600)) }
	hold(t, dial(t, start(t, profile, Options{Now: now})), "S: 220 mx.example.com ready at Wed, 9 Mar 2022 03:43:45 +0000")
}

// A greylister lets the third session with an envelope through, and counts a
// session once however often it asks.
func TestAttempts(t *testing.T) {
	s := start(t, plain(
		dsl.LabReply{Stage: "rcpt", Attempt: []int{1, 2}, Reply: "451 4.7.1 Greylisted"},
		dsl.LabReply{Stage: "quit", Attempt: []int{2}, Reply: "221 second"},
	), Options{})
	for i, want := range []string{"451", "451", "250"} {
		quit := []string{"221 2.0.0", "221 second", "221 2.0.0"}[i]
		hold(t, dial(t, s), greeted+`
			C: MAIL FROM:<a@example.org>
			S: 250 …
			C: RCPT TO:<b@example.com>
			S: `+want+` …
			C: RCPT TO:<b@example.com>
			S: `+want+` …
			C: QUIT
			S: `+quit+`…`)
	}
	hold(t, dial(t, s), greeted+"C: MAIL FROM:<other@example.org>\nS: 250 …\nC: RCPT TO:<b@example.com>\nS: 451 …")
}
