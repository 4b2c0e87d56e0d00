package reject

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

func TestParseReply(t *testing.T) {
	e571 := smtp.EnhancedCode{Class: 5, Subject: 7, Detail: 1}
	no := smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 No"}}
	for _, test := range []struct {
		pasted string
		want   smtp.Reply
	}{
		{"550 5.7.1 No", no},
		{"  550 5.7.1 No  ", no},
		{"\xdcbermittlung an mx: host mx said: 550 5.7.1 No", no}, // Latin-1 in front moves no place
		{"<-  550 5.7.1 No", no},
		{"<~* 550 5.7.1 No", no},
		{" <** 550 5.7.1 No", no},
		{"S: 550 5.7.1 No", no},
		{"2026-11-22T16:04:41.120Z 550 5.7.1 No", no},
		{"2026-11-22 16:04:41 <~  550 5.7.1 No", no},
		{"[16:04:41] 550 5.7.1 No", no},
		{"Nov 22 16:04:41 550 5.7.1 No", no},
		{"Nov 22 16:04:41 mx postfix/smtp[99]: 4A: to=<x@example.com>, relay=mx.example.net[192.0.2.1]:25, delay=0.4, dsn=5.7.1, status=bounced (host mx.example.net[192.0.2.1] said: 550 5.7.1 No)", no},
		{"smtp; 550 5.7.1 No", no},
		{"smtp;550 5.7.1 No", no},
		{"Diagnostic-Code: smtp;550 5.7.1 No", no},
		{"Diagnostic-Code: smtp; 550-5.7.1 No", no},
		{"Remote Server returned '550 5.7.1 No'", no},
		{`"550 5.7.1 No"`, no},
		{"host mx.example.net said: 550 5.7.1 No", no},
		{"550: 5.7.1 No", no},
		{"550 - 5.7.1 No", no},
		{"550&nbsp;5.7.1&#160;No", smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 No"}}},
		{"550\u00a05.7.1\u202fNo", no},
		{"550 <b>5.7.1</b><br>No", no},
		{"550.5.7.1 No", smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 No"}}},
		{"550;5.7.1 No", no},
		{"SmtpCommandException: 550: 5.7.1 No", no},
		{"SMTP error 550: No", smtp.Reply{Code: 550, Lines: []string{"No"}}},
		{"smtp.example.net:587: No", smtp.Reply{Lines: []string{"smtp.example.net:587: No"}}},
		{`550\n\nNo`, smtp.Reply{Code: 550, Lines: []string{"", "No"}}},
		{"550\r\n\r\n \r\nNo\r\n\r\nFrom: x", smtp.Reply{Code: 550, Lines: []string{"", "No"}}},
		{"550\n\nAction: failed", smtp.Reply{Code: 550, Lines: []string{""}}},
		{"(550, b'5.7.1 No')", no},
		{"smtplib.SMTPSenderRefused: (550, '5.7.1 No', 'x@example.com')", no},
		{"{'x@example.com': (550, b'5.7.1 No')}", no},
		{"The server response was: 5.7.1 No", smtp.Reply{Enhanced: e571, Lines: []string{"The server response was: 5.7.1 No"}}},
		{"relay=none, dsn=5.7.1, status=bounced (No)", smtp.Reply{Enhanced: e571, Lines: []string{"relay=none, dsn=5.7.1, status=bounced (No)"}}},
		{"a status code of 5.7.1 was seen", smtp.Reply{Enhanced: e571, Lines: []string{"a status code of 5.7.1 was seen"}}},
		{"Mailer 5.7.1 failed", smtp.Reply{Lines: []string{"Mailer 5.7.1 failed"}}},
		{"522_mailbox_full", smtp.Reply{Code: 522, Lines: []string{"mailbox_full"}}},
		{"192.0.2.1 550.5 seconds", smtp.Reply{Lines: []string{"192.0.2.1 550.5 seconds"}}},
		{"mx.example.net #<mx.example.net #5.7.1 smtp; 550 5.7.1 No> #SMTP#", smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 No> #SMTP#"}}},
		{"host mx.example.net said: 550 No", smtp.Reply{Code: 550, Lines: []string{"No"}}},
		{"550", smtp.Reply{Code: 550, Lines: []string{""}}},
		{`550-5.7.1 No\n550 5.7.1 Never`, smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 No", "5.7.1 Never"}}},
		{"550-5.7.1 No\r\n550 5.7.1 Never\r\n", smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 No", "5.7.1 Never"}}},
		{"<~* 550-5.7.1 No\n<~* 550 5.7.1 Never\n ~> QUIT", smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 No", "5.7.1 Never"}}},
		{"\n\n550 No\nand never\n", smtp.Reply{Code: 550, Lines: []string{"No", "and never"}}},
		{"5.7.1 Unable to relay", smtp.Reply{Enhanced: e571, Lines: []string{"5.7.1 Unable to relay"}}},
		{"5.7.606-649 Access denied", smtp.Reply{Enhanced: smtp.EnhancedCode{Class: 5, Subject: 7, Detail: 606}, Lines: []string{"5.7.606-649 Access denied"}}},
		{"<x@example.com>: Relay access denied", smtp.Reply{Lines: []string{"<x@example.com>: Relay access denied"}}},
		{"Diagnostic information:\n\nRemote server returned '550 5.7.1 No'\n\nOriginal message headers:\nFrom: x", no},
		{"Reporting-MTA: dns; mx\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550-5.7.1 No\n 550 5.7.1 Never\nLast-Attempt-Date: Mon", smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 No", "5.7.1 Never"}}},
		{"Action: failed\nStatus: 5.7.1", smtp.Reply{Enhanced: e571, Lines: []string{"5.7.1"}}},
		{"<-  250 mx\n -> MAIL FROM:<x@example.com>\n<** 550 5.7.1 No\n -> QUIT\n<-  221 Bye", no},
		// Several that were pipelined: the first refusal, and not its echo.
		{"S: 250 2.1.0 OK\nS: 550 5.7.1 No\nS: 503 5.5.2 Need rcpt command", no},
		{`250 2.1.0 OK\n550 5.7.1 No\n503 5.5.2 Need rcpt command`, no},
		{"<<< 550 5.7.1 No\n550 5.1.1 <x@example.com>... User unknown\n<<< 503 5.5.2 Need rcpt", no},
		{"host mx said: 550-No\n550 5.7.1 Never", smtp.Reply{Code: 550, Lines: []string{"No", "5.7.1 Never"}}},
		{"550 5.7.1 No, more than\n 450 a day", smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 No, more than", "450 a day"}}},
		{"554 <x@example.com>... Remote protocol error\n550 example.net (smtp)... 550 No", smtp.Reply{Code: 554, Lines: []string{"<x@example.com>... Remote protocol error", "550 example.net (smtp)... 550 No"}}},
		{"Nov 22 16:04:41 mx: host mx said: 550 5.7.1 No\nNov 22 16:04:42 mx: host mx said: 554 5.1.1 Never", no},
		{"2026-11-22 16:04:41 550-5.7.1 No\n2026-11-22 16:04:41 550 5.7.1 Never", smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 No", "5.7.1 Never"}}},
		{"[2026-11-22T16:04:41.123456789+01:00] 550 No", smtp.Reply{Code: 550, Lines: []string{"No"}}},
		{"2026-11-22T16:04:41.123456789123456789123456789 550 No", smtp.Reply{Lines: []string{"2026-11-22T16:04:41.123456789123456789123456789 550 No"}}},
		{"2026-11-22T16:04:41.1Z,C,1,>,550 5.7.1 No\n2026-11-22T16:04:42.1Z,C,2,>,\"554 5.1.1 Never\"", no},
		{`{"message":"550 5.7.1 No"}` + "\n" + `{"message":"554 5.1.1 Never"}`, smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{`5.7.1 No"}`}}},
		// In the letters of a tool.
		{"2026-11-20 10:00:00 192.0.2.1 OutboundConnectionResponse SMTPSVC1 HOST - 25 - - 550+5.7.1+No 0 0 90 0 15 SMTP - - - -", no},
		{"2026-11-20 10:00:00 192.0.2.1 x - 550-5.7.1+No 0", no},
		{"552 5.3.4 No more than 250+MB", smtp.Reply{Code: 552, Enhanced: smtp.EnhancedCode{Class: 5, Subject: 3, Detail: 4}, Lines: []string{"5.3.4 No more than 250+MB"}}},
		{"delivery 1: failure: mailbox_full", smtp.Reply{Lines: []string{"delivery 1: failure: mailbox_full"}}},
		{"failure: mx_said:_550_5.7.1_No", no},
		{"failure: mx_said:_550_5.7.1_No or never", smtp.Reply{Lines: []string{"failure: mx_said:_550_5.7.1_No or never"}}},
		{"host mx said: 550 5.7.1=20=\nN=6F", no},
		{"host mx said: 550 5.7.1=\r\n No", no},
		{"status=3Dbounced (host mx said: 550 5.7.1 No)", no},
		{"550 5.7.1 Waited delay=20", smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 Waited delay=20"}}},
		{"550 5.7.1 Odd =ZZ=\n and =", smtp.Reply{Code: 550, Enhanced: e571, Lines: []string{"5.7.1 Odd =ZZ and ="}}},
		{"\ufeff550\u00a05.7.1\u00a0No", no},
		{"     | 550 5.7.1 No", no},
		{"Communication error 550", smtp.Reply{Lines: []string{"Communication error 550"}}},
	} {
		got, ok := ParseReply(test.pasted)
		if !ok {
			t.Errorf("%q: not read", test.pasted)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.pasted, diff)
		}
	}
	for _, pasted := range []string{"", "  ", "\n\n", `\n`} {
		if r, ok := ParseReply(pasted); ok {
			t.Errorf("%q was read as %+v", pasted, r)
		}
	}
}

func TestStageSaid(t *testing.T) {
	for pasted, want := range map[string]smtp.Stage{
		"host mx said: 550 No (in reply to RCPT TO command)":                                         smtp.Rcpt,
		"host mx said: 550 No (in reply to end of DATA command)":                                     smtp.Message,
		"550 No (in reply to DATA command))":                                                         smtp.Data,
		"550 No (in reply to MAIL FROM)":                                                             smtp.Mail,
		"550 No in reply to AUTH command":                                                            smtp.Auth,
		"a said: 554 b said: 550 No (in reply to RCPT TO command) (in reply to end of DATA command)": smtp.Rcpt,
		"SMTP error from remote mail server after MAIL FROM:<x@example.com>: 550 No":                 smtp.Mail,
		"SMTP error from remote mail server after pipelined end of data: 550 No":                     smtp.Message,
		"Nothing arrived in reply to your letter":                                                    "",
		"550 No more after data":                                                                     "",
		"550 No":                                                                                     "",
	} {
		if got := StageSaid(pasted); got != want {
			t.Errorf("%q: %q, want %q", pasted, got, want)
		}
	}
}
