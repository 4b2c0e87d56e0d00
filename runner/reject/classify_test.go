package reject

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// ranked is a base whose own classes show how rules are ranked.
func ranked(t *testing.T, reverse bool, own ...Class) *Base {
	t.Helper()
	for i := range own {
		own[i].Family = "policy"
	}
	if reverse {
		slices.Reverse(own)
	}
	b, err := Builtin().With(own)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRank(t *testing.T) {
	for _, test := range []struct {
		name  string
		a, b  Class // a is to win
		stage string
		reply string
	}{
		{"text over enhanced",
			Class{ID: "z", Rules: []Rule{{Text: "zyx"}}},
			Class{ID: "a", Rules: []Rule{{Stage: []string{"rcpt"}, Code: []string{"550"}, Enhanced: []string{"5.9.9"}}}},
			"rcpt", "550 5.9.9 zyx"},
		{"enhanced over code",
			Class{ID: "z", Rules: []Rule{{Enhanced: []string{"5.9.x"}}}},
			Class{ID: "a", Rules: []Rule{{Code: []string{"559"}}}},
			"rcpt", "559 5.9.9 zyx"},
		{"code over stage",
			Class{ID: "z", Rules: []Rule{{Code: []string{"5xx"}}}},
			Class{ID: "a", Rules: []Rule{{Stage: []string{"quit"}}}},
			"quit", "559 zyx"},
		{"longer text",
			Class{ID: "z", Rules: []Rule{{Text: "zyx wvu"}}},
			Class{ID: "a", Rules: []Rule{{Text: "zyx", Code: []string{"550"}}}},
			"rcpt", "550 zyx wvu"},
		{"longer match of an expression",
			Class{ID: "z", Rules: []Rule{{Text: "zyx.*wvu"}}},
			Class{ID: "a", Rules: []Rule{{Text: "zyx and"}}},
			"rcpt", "550 zyx and wvu"},
		{"any text over a fallback",
			Class{ID: "z", Rules: []Rule{{Text: "zyx"}}},
			Class{ID: "a", Rules: []Rule{{Text: "wvut", Code: []string{"550"}, Fallback: true}}},
			"rcpt", "550 zyx wvut"},
		{"a fallback over enhanced",
			Class{ID: "z", Rules: []Rule{{Text: "zyx", Fallback: true}}},
			Class{ID: "a", Rules: []Rule{{Enhanced: []string{"5.9.9"}}}},
			"rcpt", "550 5.9.9 zyx"},
		{"decisive text over longer text",
			Class{ID: "z", Rules: []Rule{{Text: "zyx", Decisive: true}}},
			Class{ID: "a", Rules: []Rule{{Text: "wvut zyx", Code: []string{"550"}}}},
			"rcpt", "550 wvut zyx"},
		{"an operator's own code over a fallback",
			Class{ID: "z", Rules: []Rule{{Enhanced: []string{"5.9.9", "5.9.900-999"}}}},
			Class{ID: "a", Rules: []Rule{{Text: "zyx", Fallback: true}}},
			"rcpt", "550 5.9.907 zyx"},
		{"any text over an operator's own code",
			Class{ID: "z", Rules: []Rule{{Text: "zyx"}}},
			Class{ID: "a", Rules: []Rule{{Enhanced: []string{"5.9.900-999"}}}},
			"rcpt", "550 5.9.907 zyx"},
		{"a longer match by bytes, its letters wide",
			Class{ID: "z", Rules: []Rule{{Text: "zyx.{5}wvu"}}},
			Class{ID: "a", Rules: []Rule{{Text: "behind the rest"}}},
			"rcpt", "550 behind the rest zyxüüüüüwvu"},
		{"more asked",
			Class{ID: "z", Rules: []Rule{{Text: "zyx", Code: []string{"550"}}}},
			Class{ID: "a", Rules: []Rule{{Text: "zyx"}}},
			"rcpt", "550 zyx"},
		{"the exact code",
			Class{ID: "z", Rules: []Rule{{Enhanced: []string{"5.9.9"}}}},
			Class{ID: "a", Rules: []Rule{{Enhanced: []string{"5.9.1-50"}}}},
			"rcpt", "550 5.9.9 zyx"},
		{"the range over x",
			Class{ID: "z", Rules: []Rule{{Enhanced: []string{"5.9.1-50"}}}},
			Class{ID: "a", Rules: []Rule{{Enhanced: []string{"5.9.x"}}}},
			"rcpt", "550 5.9.9 zyx"},
		{"over settles a tie",
			Class{ID: "z", Over: []string{"a"}, Rules: []Rule{{Text: "zyx"}}},
			Class{ID: "a", Rules: []Rule{{Text: "zyx"}}},
			"rcpt", "550 zyx"},
		{"over settles ties only",
			Class{ID: "z", Rules: []Rule{{Text: "zyxw"}}},
			Class{ID: "a", Over: []string{"z"}, Rules: []Rule{{Text: "zyx"}}},
			"rcpt", "550 zyxw"},
		{"at an unknown stage the rule without one",
			Class{ID: "z", Rules: []Rule{{Text: "zyx"}}},
			Class{ID: "a", Rules: []Rule{{Text: "zyx", Stage: []string{"rcpt"}}}},
			"", "550 zyx"},
		{"at an unknown stage that of RCPT over that of MAIL",
			Class{ID: "z", Rules: []Rule{{Text: "zyxwvu", Stage: []string{"rcpt"}}}},
			Class{ID: "a", Rules: []Rule{{Text: "a zyxwvu", Stage: []string{"mail"}}}},
			"", "550 a zyxwvu"},
		{"at an unknown stage none that the enhanced code is not given at",
			Class{ID: "z", Rules: []Rule{{Text: "zyx"}}},
			Class{ID: "a", Rules: []Rule{{Text: "a zyx wvu", Stage: []string{"mail"}}}},
			"", "550 5.2.1 a zyx wvu"},
		{"and none of RCPT with a sender's",
			Class{ID: "z", Rules: []Rule{{Text: "zyx"}}},
			Class{ID: "a", Rules: []Rule{{Text: "a zyx wvu", Stage: []string{"rcpt"}}}},
			"", "550 5.1.8 a zyx wvu"},
	} {
		for _, reverse := range []bool{false, true} {
			b := ranked(t, reverse, test.a, test.b)
			r, _ := ParseReply(test.reply)
			v := b.classify(smtp.Stage(test.stage), r)
			if v.Class.ID != test.a.ID || v.tied != nil {
				t.Errorf("%s (reversed %v): got %q, tied with %v", test.name, reverse, v.Class.ID, v.tied)
			}
		}
	}
}

func TestTies(t *testing.T) {
	same := []Rule{{Text: "zyx"}}
	for _, reverse := range []bool{false, true} {
		b := ranked(t, reverse, Class{ID: "b", Rules: same}, Class{ID: "a", Rules: same})
		v := b.classify("", smtp.Reply{Code: 550, Lines: []string{"zyx"}})
		if v.Class.ID != "a" || v.tied == nil || v.tied.ID != "b" {
			t.Errorf("reversed %v: %q, tied with %v", reverse, v.Class.ID, v.tied)
		}
		b = ranked(t, reverse, Class{ID: "b", Over: []string{"a"}, Rules: same}, Class{ID: "a", Over: []string{"b"}, Rules: same})
		if v := b.classify("", smtp.Reply{Code: 550, Lines: []string{"zyx"}}); v.Class.ID != "a" || v.tied == nil {
			t.Errorf("reversed %v, each over the other: %q, tied with %v", reverse, v.Class.ID, v.tied)
		}
	}
	// A class of the suite's own wins a tie with a built-in one.
	b := ranked(t, false, Class{ID: "zz", Rules: []Rule{{Text: "insufficient system storage"}}})
	if v := b.classify("", smtp.Reply{Code: 452, Lines: []string{"Insufficient system storage"}}); v.Class.ID != "zz" || v.tied != nil {
		t.Errorf("own against built-in: %q, tied with %v", v.Class.ID, v.tied)
	}
}

// TestReading is about what counts in a reply, whatever the rules.
func TestReading(t *testing.T) {
	for _, test := range []struct{ name, stage, reply, want string }{
		{"case and blanks", "rcpt", "550 RELAY\t  Access   DENIED", "relay-denied"},
		{"a sentence over lines", "rcpt", `550-Relay access\n550 denied`, "relay-denied"},
		{"lines with enhanced codes", "rcpt", `550-5.7.1 Relay access\n550 5.7.1 denied`, "relay-denied"},
		{"lines that somebody joined", "rcpt", "550-5.7.1 Relay 550-5.7.1 access 550 5.7.1 denied", "relay-denied"},
		{"typographic signs", "mail", "550 we don’t relay", "relay-denied"},
		{"HTML", "rcpt", "550 5.1.1 &lt;x@example.com&gt;: user&nbsp;unknown", "unknown-recipient"},
		{"the inner reply", "mail", "530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", "smtp-auth-disabled"},
		{"the inner reply without a mark", "mail", "530 5.7.57 Client not authenticated to send mail. 535 5.7.3 Authentication unsuccessful", "auth-failed"},
		{"an arrow", "", "550 5.1.351 Remote server returned an error -> 550 5.7.1 Unable to relay", "relay-denied"},
		{"a bounce in a bounce", "", "550 5.0.350 Remote server returned an error -> 554 5.4.0 host a said: 550 5.1.1 No such user", "unknown-recipient"},
		{"said", "", "host mx.example.net[192.0.2.1] said: 450 4.7.1 Greylisted (in reply to RCPT TO command)", "greylisted"},
		{"responded with", "", `554 5.0.0 smtp; mx.example.net responded with "552 5.2.2 over quota"`, "mailbox-full"},
		{"what is said of a quotation", "", `451 4.4.0 Primary target IP address responded with: "454 4.7.0 Temporary authentication failure." Either there are no alternate hosts, or delivery failed to all alternate hosts.`, "local-error"},
		{"the same codes inside", "", "550 5.7.1 Error: 550 5.7.1 Unable to relay", "relay-denied"},
		{"an inner reply that says nothing", "", "550 5.7.64 TenantAttribution; Relay Access Denied. Error: 554 5.0.0 no", "relay-denied"},
		{"an inner acceptance", "", "550 5.1.1 User unknown -> 250 2.1.5", "unknown-recipient"},
		{"a number is no reply", "", "552 Message exceeds limit: 552 kilobytes", "unknown"},
		{"the recipient's name", "rcpt", "550 5.1.1 <greylist.spamhaus@relay-denied.example>: user unknown", "unknown-recipient"},
		{"a recipient at the end", "rcpt", "550 User unknown: x@example.com", "unknown-recipient"},
		{"dots behind a recipient", "rcpt", "550 x@example.com...User unknown", "unknown-recipient"},
		{"the stage of EHLO inside TLS", "ehlo-tls", "501 5.5.4 Invalid domain name", "helo-rejected"},
		{"the trailer's host", "rcpt", "550 Rejected [SPAMHAUS.prod.outlook.com 2026-01-01T00:00:00.000Z 08DD]", "unknown"},
		{"several trailers", "rcpt", "550 Rejected [A.spamhaus.org 2026-01-01T00:00:00.000Z 08DD] [dnsbl.prod.outlook.com]", "unknown"},
		{"an address literal is no trailer", "rcpt", "550 Unable to relay [192.0.2.1]", "relay-denied"},
		{"enhanced behind a host", "rcpt", "550 mx7 5.7.64 no", "relay-denied"},
		{"enhanced as qmail writes it", "rcpt", "553 sorry (#5.7.64)", "relay-denied"},
		{"accepted", "rcpt", "250 2.1.5 Recipient OK, not listed in spamhaus", "ok"},
		{"go ahead", "data", "354 Start mail input", "ok"},
		{"nothing at all", "rcpt", "550", "unknown"},
		{"not UTF-8", "rcpt", "550 Relay access denied \xe9\xff", "relay-denied"},
		{"control characters", "rcpt", "550 Relay\x00access\x1b denied", "relay-denied"},
		{"a code 421 alone", "mail", "421 mx.example.net", "server-busy-or-down"},
		{"a code with the words of every refusal", "mail", "421 4.7.0 mx7.example.net Service closing, please try again later (id 4F2)", "server-busy-or-down"},
		{"a code with a reason that nobody knows", "mail", "421 4.7.0 mx7.example.net Blue elephants", "unknown"},
		{"an enhanced code with nothing", "rcpt", "550 5.1.1 <x@example.com>", "unknown-recipient"},
		{"an enhanced code with a reason that nobody knows", "rcpt", "501 5.5.4 Blue elephants", "unknown"},
		{"what .NET says", "", "Mailbox unavailable. The server response was: 5.7.1 Unable to relay", "relay-denied"},
		{".NET's words mean nothing", "", "Mailbox unavailable. The server response was: 5.7.1 Blue elephants", "unknown"},
		{"a server's own words beside a quotation", "rcpt", "550 5.7.1 Unable to relay. The server response was: blue elephants", "relay-denied"},
		{"no inner words", "", "Service not available, closing transmission channel. The server response was:", "server-busy-or-down"},
		{".NET in German", "", "Postfach nicht verfügbar. Die Serverantwort war: „5.7.1 Unable to relay“.", "relay-denied"},
		{".NET in French", "", "Boîte aux lettres non disponible. La réponse du serveur était : 5.7.1 Unable to relay", "relay-denied"},
		{".NET in French, letters lost", "", "Bo\xeete aux lettres non disponible. La r\xe9ponse du serveur \xe9tait : 5.7.1 Unable to relay", "relay-denied"},
		{".NET in Russian", "", "Почтовый ящик недоступен. Получен ответ сервера: 5.7.1 Unable to relay", "relay-denied"},
		{".NET in Chinese", "", "邮箱不可用。 服务器响应为：5.7.1 Unable to relay", "relay-denied"},
		{".NET around two replies", "", "The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail. Error: 535 5.7.3 Authentication unsuccessful", "auth-failed"},
		{"Python's tuple", "", "smtplib.SMTPSenderRefused: (530, b'5.7.0 Authentication Required. Go on', 'x@example.com')", "auth-required"},
		{"Python's tuple in double quotes", "", `smtplib.SMTPSenderRefused: (530, b"5.7.0 Don't forget: Authentication Required", 'x@example.com')`, "auth-required"},
		{"Python's refused recipients", "", "{'x@example.net': (550, b'not relaying to that domain')}", "relay-denied"},
		{"an appliance quotes", "", `5.1.0 - Unknown address error 550-"5.7.1 Unable to relay" (delivery attempts: 0)`, "relay-denied"},
		{"an appliance quotes nothing known", "", `5.1.0 - Unknown address error 550-'Blue elephants' (delivery attempts: 0)`, "unknown"},
		{"Microsoft's report", "", "Reason: [{LED=450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName=mx.example.net] [LastAttemptedIP=192.0.2.1:25]", "routing-failed"},
		{"the cause in Microsoft's report", "", "[{LED=450 4.4.317 Cannot connect to remote server [Message=451 5.7.3 STARTTLS is required to send mail] [LastAttemptedServerName=mx.example.net]", "tls-required"},
		{"the code twice", "", "550 550 5.1.1 No such user here", "unknown-recipient"},
		{"smtp; without a blank", "", "mx.example.net #5.7.1 smtp;550 Unable to relay", "relay-denied"},
		{"a callout's reply", "rcpt", "550 5.1.7 Sender verify failed for <x@example.com>. Response: 550 5.1.1 Unknown user, no such mailbox here", "sender-domain-invalid"},
		{"a callout's reply in front", "rcpt", `550-Verification failed for <x@example.com>\n550-Called:   192.0.2.1\n550-Sent:     RCPT TO:<x@example.com>\n550-Response: 550 5.1.1 The mailbox of the recipient does not exist\n550 Sender verify failed`, "sender-domain-invalid"},
		{"an unverified sender", "rcpt", "450 4.1.7 <x@example.com>: Sender address rejected: unverified address: host mx.example.com[192.0.2.1] said: 550 5.1.1 No such user (in reply to RCPT TO command)", "sender-domain-invalid"},
		{"a bounce around a callout", "", "host mx.example.net said: 550 5.1.7 Sender verify failed, response: 550 5.1.1 No such user", "sender-domain-invalid"},
		{"a callout about the recipient", "rcpt", "550-Callout verification failed:\n550 550 5.1.1 No such user", "unknown-recipient"},
		{"a colon behind the inner code", "", "Cannot send. Server replied 535: 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant", "smtp-auth-disabled"},
		{"a colon behind the inner code alone", "", "550 5.7.64 TenantAttribution; Error: 550: User unknown", "unknown-recipient"},
		{"a port is no reply", "", "450 4.4.2 Blue elephants (smtp.example.net:587: Unable to relay)", "relay-denied"},
		{"a number with a colon is no reply", "", "552 Message exceeds limit 552: kilobytes", "unknown"},
		{"a blank line behind the code", "", `550\n\nRelay access denied`, "relay-denied"},
		{"a callout's reply, and the server's own words behind", "rcpt", "550 callout to mx.example.com: 550 5.1.1 No such user; sender verify failed", "sender-domain-invalid"},
		{"a number with a comma is no reply", "", "550 Relay access denied to all (552, mailbox full)", "relay-denied"},
		{"the same code behind a colon", "", "550 Relay access denied: 550 mailbox full", "mailbox-full"},
		{"words of a program over lines", "", `certificate verify failed: certificate\nhas expired`, "cert-expired"},
		{"a word over two of the first lines", "", `550 a\n1\n2\n3\n4\n5\nuser unk\nnown`, "unknown-recipient"},
		{"a word over two later lines", "", `550 a\n1\n2\n3\n4\n5\n6\nuser unk\nnown`, "unknown"},
		{"a trailer in front of the command", "", "550 Blue elephants [dnsbl.spamhaus.org] (in reply to MAIL FROM)", "unknown"},
		{"the agent's trailer", "", "550 Blue elephants [Name=Spamhaus][AGT=Spamhaus]", "unknown"},
		{"a name in front of an address", "", "550 spamhaus/x@example.com", "spamhaus"},
		{"a word as long as a text", "", "550 " + strings.Repeat("-", maxText) + "spamhaus", "unknown"},
		{"a word that is hardly shorter", "", "550 " + strings.Repeat("-", maxText-len("spamhaus")) + "spamhaus", "spamhaus"},
		{"a word over lines", "auth", `535 5.7.139 Authentication unsuccessful, SmtpClie\nntAuthentication is disabled for the Tenant`, "smtp-auth-disabled"},
		{"one word of several lines", "", `550 The server said\nthat it will not: user unk\nnown, and\nthat is all`, "unknown-recipient"},
		{"words over lines stay words", "", `550 Blue\nelephants`, "unknown"},
		{"the command that was answered", "", "550 Blue elephants in reply to RCPT TO command", "unknown"},
		{"an operator's own code beside vague words in Russian", "rcpt", "550 5.7.606 Доступ запрещен", "m365-banned-ip"},
		{"a code with a stop", "", "Удаленный сервер вернул ошибку: 5.7.606. Доступ запрещен", "m365-banned-ip"},
		{"sendmail's own words behind the server's", "", `<<< 550 5.7.64 TenantAttribution; Relay Access Denied\n554 5.0.0 Service unavailable`, "relay-denied"},
		{"sendmail's own words with the server's code", "", `<<< 554 5.4.14 Hop count exceeded\n554 5.0.0 Service unavailable`, "loop-detected"},
		{"what follows from a refusal", "", `<<< 550 User unknown\n550 5.1.1 <x@example.com>... User unknown\n<<< 503 No recipients specified`, "unknown-recipient"},
		{"a reply over lines, as sendmail shows it", "", `<<< 550-Relay access\n<<< 550 denied`, "relay-denied"},
		{"PHPMailer", "", "SMTP Error: data not accepted.SMTP server error: DATA END command failed Detail: Blue elephants, SendAsDenied; no SMTP code: 554 Additional SMTP info: 5.2.252", "send-as-denied"},
		{"PHPMailer without an enhanced code", "", "SMTP server error: RCPT TO command failed Detail: Relay access denied SMTP code: 554", "relay-denied"},
		{"qmail's log", "", "@4000000065a1b2c3 delivery 48211: failure: 192.0.2.51_does_not_like_recipient./Remote_host_said:_550_5.1.1_<x@example.org>_User_unknown/Giving_up_on_192.0.2.51./", "unknown-recipient"},
		{"what Postfix logs behind", "", "NOQUEUE: reject: RCPT from x[192.0.2.1]: 450 4.3.2 Service currently unavailable; from=<spam@example.com>, to=<x@example.com>, proto=ESMTP", "server-busy-or-down"},
		{"the refusal in front of the client's next command", "", `S: 535 5.7.8 Error: authentication failed\nC: MAIL FROM:<x@example.com>\nS: 530 5.7.0 Must authenticate`, "auth-failed"},
		{"Exim's debugging", "", "  292   SMTP<< 530 5.7.1 Client was not authenticated", "auth-required"},
		{"a milter's enhanced code alone", "", "milter-reject: END-OF-MESSAGE from mx.example.net[192.0.2.1]: 5.7.64 Blue elephants; from=<x@example.com>", "relay-denied"},
		{"underscores", "", "522_mailbox_full", "mailbox-full"},
		{"underscores in capitals", "rcpt", "552 ERR_MAILBOX_FULL", "mailbox-full"},
	} {
		if got := classOf(Builtin(), test.stage, test.reply); got != test.want {
			t.Errorf("%s: %.200q is %q, want %q", test.name, test.reply, got, test.want)
		}
	}
}

func TestEvidence(t *testing.T) {
	for _, test := range []struct{ reply, want string }{
		{"550 5.7.1 Service unavailable, Client host [203.0.113.7] blocked using Spamhaus. To request removal", "blocked using Spamhaus"},
		{"550 5.7.68 no", "5.7.68"},
		{"421 mx.example.net", "421"},
		{"550 no", ""},
	} {
		r, _ := ParseReply(test.reply)
		if got := Builtin().Classify("", r).Evidence; got != test.want {
			t.Errorf("%q: evidence %q, want %q", test.reply, got, test.want)
		}
	}
}

// TestHugeReply is about time and memory: a server may say anything.
func TestHugeReply(t *testing.T) {
	line := make([]byte, 1<<20)
	for i := range line {
		line[i] = "[relay 550 (@"[i%13]
	}
	r := smtp.Reply{Code: 550, Lines: []string{string(line), string(line)}}
	if m := Builtin().Classify(smtp.Rcpt, r); m.Class == nil {
		t.Error("no class")
	}
	for _, piece := range []string{"x", ")", "'", "550 5.1.1 ", "550-\"a", "(550, 'a ", "550x", "<- ", "mailbox_", "the server response was: ", "[message=a "} {
		pasted := "error 550 " + strings.Repeat(piece, 1<<20/len(piece))
		r, _ := ParseReply(pasted)
		if m := Builtin().Classify(smtp.Rcpt, r); m.Class == nil {
			t.Errorf("no class for a mebibyte of %q", piece)
		}
	}
}

func TestSaysNothing(t *testing.T) {
	for words, want := range map[string]bool{
		"":                                  true,
		"mx1.example.net [192.0.2.1]":       true,
		"@@@@: recipient address rejected":  true,
		"requested action not taken":        true,
		"please try again later (4f2-a9)":   true,
		"mx.example.net: proxy not allowed": false,
		"mailbox unavailable":               false,
		"отказано":                          false,
	} {
		if got := saysNothing([]byte(words)); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
}

func TestClassifyAtOnce(t *testing.T) {
	b, err := Builtin().With([]Class{acme})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, c := range b.Classes() {
				for _, e := range c.Examples {
					if got := classOf(b, e.Stage, e.Reply); got != c.ID {
						t.Errorf("%q is %q", e.Reply, got)
					}
				}
			}
		})
	}
	wg.Wait()
}

func FuzzClassify(f *testing.F) {
	f.Add("550 5.7.1 Error: 535 5.7.139 x [a.b c-d-e f]")
	f.Add(`550-a@b\n550 (in reply to x command)`)
	f.Fuzz(func(t *testing.T, pasted string) {
		r, _ := ParseReply(pasted)
		if m := Builtin().Classify(smtp.Rcpt, r); m.Class == nil {
			t.Error("no class")
		}
	})
}

// BenchmarkClassify sends all examples through; replies/s is what counts.
func BenchmarkClassify(b *testing.B) {
	var replies []smtp.Reply
	for _, c := range Builtin().Classes() {
		for _, e := range append(slices.Clone(c.Examples), c.Counter...) {
			r, _ := ParseReply(e.Reply)
			replies = append(replies, r)
			Builtin().Classify("", r)
		}
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		Builtin().Classify("", replies[n%len(replies)])
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "replies/s")
}

// BenchmarkExplain is what `explain` does for a line of its input.
func BenchmarkExplain(b *testing.B) {
	var lines []string
	for _, c := range Builtin().Classes() {
		for _, e := range c.Examples {
			lines = append(lines, e.Reply)
		}
	}
	n := 0
	for b.Loop() {
		r, _ := ParseReply(lines[n%len(lines)])
		Builtin().Classify("", r)
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "replies/s")
}

// BenchmarkHostile is one reply, or one pasted line, of a server that plays with our
// time. What is repeated must not be looked at again for each repetition.
func BenchmarkHostile(b *testing.B) {
	for _, again := range []string{
		`server response was: "550 5.1.1 `, "550 '", "550 sender verify ", "<550-", ":550", `"`, "'", "`", " after ", "550 x (in reply to ",
	} {
		b.Run(again, func(b *testing.B) {
			line := strings.Repeat(again, 1<<20/len(again))
			short := `550-a\n550-a\n550-a\n550-a\n550-a\n550-a\n550-a\n550-a` + line[:16<<10]
			for b.Loop() {
				for _, pasted := range []string{line, short} {
					r, _ := ParseReply(pasted)
					Builtin().Classify(StageSaid(pasted), r)
				}
			}
		})
	}
}

// BenchmarkFirst is what the first refusal of a run costs: compiling the rules.
func BenchmarkFirst(b *testing.B) {
	r, _ := ParseReply("550 5.7.1 Client host [203.0.113.7] blocked using Spamhaus")
	b.ReportAllocs()
	for b.Loop() {
		base, err := newBase(builtinClasses, nil)
		if err != nil {
			b.Fatal(err)
		}
		base.Classify("", r)
	}
}
