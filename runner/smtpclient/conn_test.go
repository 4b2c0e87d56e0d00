package smtpclient

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

func TestSession(t *testing.T) {
	c, rec := greeted(t, func(p *peer) {
		p.answer("250-mail.example.test Hello\r\n250 SIZE\r\n", "250 2.1.0 ok\r\n", "550 5.7.1 no\r\n", "221 bye\r\n")
	})
	var got []string
	for _, line := range []string{"EHLO copier", "MAIL FROM:<a@example.test>", "RCPT TO:<b@example.test>", "QUIT"} {
		reply, err := c.Command(soon(t), line)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, reply.Code.String()+" "+reply.Text())
	}
	if diff := cmp.Diff([]string{"250 mail.example.test Hello SIZE", "250 ok", "550 no", "221 bye"}, got); diff != "" {
		t.Error(diff)
	}
	want := `<-  220 mail.example.test ready
 -> EHLO copier
<-  250-mail.example.test Hello
<-  250 SIZE
 -> MAIL FROM:<a@example.test>
<-  250 2.1.0 ok
 -> RCPT TO:<b@example.test>
<-  550 5.7.1 no
 -> QUIT
<-  221 bye
`
	if diff := cmp.Diff(want, text(rec)); diff != "" {
		t.Error(diff)
	}
	if c.Broken() {
		t.Error("a good session is broken")
	}
}

// replies are what a server may answer to a command, and what comes of it.
var replies = []struct {
	name  string
	serve func(p *peer)
	class string // "" for a good reply
	code  smtp.Code
}{
	{"a reply", func(p *peer) { p.say("250 ok\r\n") }, "", 250},
	{"a code alone", func(p *peer) { p.say("250\r\n") }, "", 250},
	{"byte by byte", func(p *peer) {
		for _, c := range "250-one\r\n250 two\r\n" {
			p.say(string(c))
		}
	}, "", 250},
	{"bytes that are no text", func(p *peer) { p.say("550 \xff\xfe\x1b[2J\r\n") }, "", 550},
	{"an odd code", func(p *peer) { p.say("999 huh\r\n") }, "", 999},
	{"a bare LF", func(p *peer) { p.say("250 ok\n") }, smtp.FailMalformed, 250},
	{"no separator", func(p *peer) { p.say("250ok\r\n") }, smtp.FailMalformed, 250},
	{"mixed codes", func(p *peer) { p.say("550-first\r\n250 second\r\n") }, smtp.FailMalformed, 550},
	{"garbage", func(p *peer) { p.say("what?\r\n") }, smtp.FailMalformed, 0},
	{"two replies in one segment", func(p *peer) { p.say("250 ok\r\n250 again\r\n") }, smtp.FailUnexpected, 250},
	{"half a reply behind", func(p *peer) { p.say("250 ok\r\n25") }, smtp.FailUnexpected, 250},
	{"an endless line", func(p *peer) {
		for range 100 {
			p.say("250 " + strings.Repeat("x", 1000))
		}
	}, smtp.FailTooLong, 0},
	{"an endless reply", func(p *peer) {
		for range 2000 {
			p.say("250-more\r\n")
		}
	}, smtp.FailTooLong, 250},
	{"the end", func(p *peer) { p.Close() }, smtp.FailClosed, 0},
	{"the end in mid reply", func(p *peer) { p.say("250-one\r\n250 t") }, smtp.FailClosed, 250},
	{"a reset", reset, smtp.FailReset, 0},
	{"a reset in mid reply", func(p *peer) {
		p.say("250-one\r\n")
		time.Sleep(20 * time.Millisecond) // so that the client has read it
		reset(p)
	}, smtp.FailReset, 250},
}

// reset ends a connection with a RST.
func reset(p *peer) {
	p.Conn.(*net.TCPConn).SetLinger(0)
	p.Close()
}

func TestReplies(t *testing.T) {
	for _, r := range replies {
		t.Run(r.name, func(t *testing.T) {
			c, rec := greeted(t, func(p *peer) {
				p.hear()
				r.serve(p)
			})
			reply, err := c.Command(soon(t), "NOOP")
			if classOf(err) != r.class || reply.Code != r.code {
				t.Errorf("got %v %d, want %q %d", err, reply.Code, r.class, r.code)
			}
			if c.Broken() != (r.class != "") {
				t.Errorf("broken: %v", c.Broken())
			}
			if log := text(rec); strings.Contains(log, "\x1b") || strings.Contains(log, "*** ") != (r.class != "") {
				t.Errorf("transcript:\n%s", log)
			}
			if c.Broken() {
				if _, err := c.Command(soon(t), "QUIT"); !errors.Is(err, errBroken) {
					t.Errorf("a broken session took a command: %v", err)
				}
			}
		})
	}
}

// What a server says between two commands is no reply to the second one, which is
// not sent; save a lone 421.
func TestUnasked(t *testing.T) {
	for _, u := range []struct {
		name, said, class string
		code              smtp.Code
	}{
		{"a reply", "250 surprise\r\n", smtp.FailUnexpected, 250},
		{"half a reply", "250 surp", smtp.FailUnexpected, 0},
		{"421 and more", "421 bye\r\n250 no\r\n", smtp.FailUnexpected, 421},
		{"421", "421 4.4.2 timeout\r\n", "", 421},
		{"421 of two lines", "421-4.4.2 timeout\r\n421 4.4.2 bye\r\n", "", 421},
		{"the end", "", smtp.FailClosed, 0},
	} {
		t.Run(u.name, func(t *testing.T) {
			first := make(chan struct{})
			heard := make(chan string, 1)
			c, rec := greeted(t, func(p *peer) {
				p.answer("250 ok\r\n")
				<-first
				if u.said == "" {
					p.Conn.(*net.TCPConn).CloseWrite()
				}
				p.say(u.said)
				heard <- p.hear()
			})
			if _, err := c.Command(soon(t), "NOOP"); err != nil {
				t.Fatal(err)
			}
			close(first)
			arrived(t, c)
			reply, err := c.Command(soon(t), "RCPT TO:<b@example.test>")
			if classOf(err) != u.class || reply.Code != u.code {
				t.Errorf("got %v %d, want %q %d", err, reply.Code, u.class, u.code)
			}
			if strings.Contains(text(rec), "-> RCPT") {
				t.Errorf("the command is in the transcript:\n%s", text(rec))
			}
			c.Close()
			if line := <-heard; line != "" {
				t.Errorf("the server heard %q", line)
			}
		})
	}
}

// A 421 that came in the same segment as a good reply answers the next command: its
// timing is chance.
func TestPendingGoodbye(t *testing.T) {
	c, _ := greeted(t, func(p *peer) {
		p.answer("250 ok\r\n421 shutting down\r\n")
		p.rest()
	})
	if reply, err := c.Command(soon(t), "NOOP"); err != nil || reply.Code != 250 {
		t.Fatal(reply, err)
	}
	if reply, err := c.Command(soon(t), "NOOP"); err != nil || reply.Code != 421 {
		t.Error(reply, err)
	}
}

func TestGreetings(t *testing.T) {
	for _, g := range []struct{ said, class string }{
		{"220 hello\r\n", ""},
		{"554 5.7.1 go away\r\n", ""},
		{"220 hello\r\n250 mail.example.test\r\n", smtp.FailUnexpected},
		{"HTTP/1.1 400 Bad Request\r\n\r\n", smtp.FailNotSMTP},
		{"SSH-2.0-OpenSSH_9.2\r\n", smtp.FailNotSMTP},
		{"\x15\x03\x01\x00\x02\x02\x46", smtp.FailNotSMTP},
		{"", smtp.FailClosed},
	} {
		c, _ := dial(t, func(p *peer) { p.say(g.said) })
		if _, err := c.Greeting(soon(t)); classOf(err) != g.class {
			t.Errorf("%q: got %v, want %q", g.said, err, g.class)
		}
	}
}

// The deadline is for the whole reply: a server that drips does not move it.
func TestDeadline(t *testing.T) {
	for name, serve := range map[string]func(p *peer){
		"silence": func(p *peer) { p.rest() },
		"drip": func(p *peer) {
			for range 500 {
				if _, err := p.Write([]byte("250-x\r\n")); err != nil {
					return
				}
				time.Sleep(5 * time.Millisecond)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := greeted(t, func(p *peer) { p.hear(); serve(p) })
			_, err := c.Command(within(t, 100*time.Millisecond), "NOOP")
			if classOf(err) != smtp.FailReplyTimeout || !strings.Contains(err.Error(), "no reply came within ") {
				t.Errorf("got %v", err)
			}
			c.Close()
		})
	}
}

// What a timeout says is how long this reply was waited for, and not how long the
// context was there.
func TestWithin(t *testing.T) {
	c, _ := greeted(t, func(p *peer) { p.hear(); p.rest() })
	ctx := within(t, 300*time.Millisecond)
	time.Sleep(200 * time.Millisecond)
	_, err := c.Command(ctx, "NOOP")
	_, took, ok := strings.Cut(fmt.Sprint(err), "no reply came within ")
	said, bad := time.ParseDuration(took)
	if !ok || bad != nil || said > 100*time.Millisecond {
		t.Errorf("got %v", err)
	}
}

func TestRounded(t *testing.T) {
	for in, want := range map[time.Duration]string{
		59_999_800 * time.Microsecond: "1m0s",
		4_960 * time.Millisecond:      "5s",
		2_871 * time.Millisecond:      "2.9s",
		1_234 * time.Millisecond:      "1.23s",
		299_900 * time.Microsecond:    "300ms",
		99_850 * time.Microsecond:     "100ms",
		31_400 * time.Microsecond:     "31ms",
		-time.Microsecond:             "0s",
	} {
		if got := rounded(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestCancel(t *testing.T) {
	c, rec := greeted(t, func(p *peer) { p.rest() })
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	_, err := c.Command(ctx, "NOOP")
	var f *smtp.Failure
	if !errors.Is(err, context.Canceled) || errors.As(err, &f) || !c.Broken() {
		t.Errorf("got %v", err)
	}
	if !strings.HasSuffix(text(rec), "*** interrupted\n") {
		t.Errorf("transcript:\n%s", text(rec))
	}
}

func TestCancelledBefore(t *testing.T) {
	c, rec := greeted(t, func(p *peer) { p.rest() })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Command(ctx, "NOOP"); !errors.Is(err, context.Canceled) || strings.Contains(text(rec), "NOOP") {
		t.Errorf("got %v\n%s", err, text(rec))
	}
}

// What must not be sent is not sent, and breaks nothing.
func TestCheckLine(t *testing.T) {
	c, rec := greeted(t, func(p *peer) { p.rest() })
	for _, line := range []string{
		"RCPT TO:<a@b>\r\nDATA", "NOOP\n", "NOOP \x00", "NOOP " + strings.Repeat("x", 506), "MAIL FROM:<" + strings.Repeat("x", 2000) + ">",
	} {
		if _, err := c.Command(soon(t), line); err == nil || !strings.HasPrefix(err.Error(), "smtpclient: ") {
			t.Errorf("%.20q was sent: %v", line, err)
		}
	}
	if c.Broken() || strings.Contains(text(rec), "->") {
		t.Error(text(rec))
	}
	for _, line := range []string{"NOOP " + strings.Repeat("x", 505), "MAIL FROM:<a@b> " + strings.Repeat("x", 1000)} {
		if err := checkLine(line); err != nil {
			t.Error(err)
		}
	}
}

// A server that repeats a secret does not get it into what we keep.
func TestEchoedSecret(t *testing.T) {
	secret := "hunter22-secret"
	for name, said := range map[string]string{
		"in a reply":          "535 " + secret + " is wrong\r\n",
		"in a bad reply":      "535 " + secret + " is wrong\n",
		"cut by the quote":    "535 " + strings.Repeat("x", 68) + secret + "\n",
		"cut by the end":      "535 " + secret[:10],
		"cut by the limit":    "535 " + strings.Repeat("x", 4085) + secret + strings.Repeat("x", 9000) + "\r\n",
		"behind a good reply": "250 ok\r\n250 " + secret + "\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			c, rec := greeted(t, func(p *peer) { p.answer(said) })
			reply, err := c.Command(soon(t), "NOOP")
			all := text(rec) + string(reply.Raw) + strings.Join(reply.Lines, "")
			if err != nil {
				all += err.Error()
			}
			if strings.Contains(all, secret[:7]) {
				t.Errorf("%s", all)
			}
		})
	}
}

// Connections that are no sockets are looked into by reading.
func TestPipe(t *testing.T) {
	client, server := net.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		p := newPeer(server)
		p.say("220 hi\r\n")
		p.answer("250 one\r\n")
		p.say("250 surprise\r\n")
		p.rest()
	}()
	c := New(client, transcript.NewRecorder(time.Now, nil))
	if _, err := c.Greeting(soon(t)); err != nil {
		t.Fatal(err)
	}
	if reply, err := c.Command(soon(t), "NOOP"); err != nil || reply.Text() != "one" {
		t.Fatal(reply, err)
	}
	arrived(t, c)
	if _, err := c.Command(soon(t), "NOOP"); classOf(err) != smtp.FailUnexpected {
		t.Errorf("got %v", err)
	}
	c.Close()
	<-done
}
