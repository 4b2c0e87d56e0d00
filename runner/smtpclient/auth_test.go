package smtpclient

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// turn is one line of the client, and what the server says to it.
type turn struct{ hears, says string }

// authenticate does an exchange against a server that expects the turns.
func authenticate(t *testing.T, m Mechanism, turns ...turn) (smtp.Reply, string, error) {
	t.Helper()
	var heard []string
	c, rec := greeted(t, func(p *peer) {
		for _, turn := range turns {
			line, err := p.in.ReadString('\n')
			if err != nil {
				return
			}
			heard = append(heard, strings.TrimSuffix(line, "\r\n"))
			p.say(turn.says)
		}
		p.rest()
	})
	reply, err := c.Authenticate(soon(t), m, 0)
	c.Close()
	var want []string
	for _, turn := range turns {
		want = append(want, turn.hears)
	}
	if diff := cmp.Diff(want, heard); diff != "" {
		t.Errorf("what the server heard: %s", diff)
	}
	return reply, text(rec), err
}

func TestAuthenticate(t *testing.T) {
	long := strings.Repeat("p", 400)
	for _, a := range []struct {
		name  string
		m     Mechanism
		turns []turn
		class string
		code  smtp.Code
	}{
		{"PLAIN", PLAIN("user", "pass"), []turn{{"AUTH PLAIN " + b64("\x00user\x00pass"), "235 2.7.0 ok\r\n"}}, "", 235},
		{"PLAIN refused", PLAIN("user", "pass"), []turn{{"AUTH PLAIN " + b64("\x00user\x00pass"), "535 5.7.3 no\r\n"}}, "", 535},
		{"PLAIN too long for one line", PLAIN("user", long),
			[]turn{{"AUTH PLAIN", "334 \r\n"}, {b64("\x00user\x00" + long), "235 ok\r\n"}}, "", 235},
		{"PLAIN asked for more", PLAIN("user", "pass"),
			[]turn{{"AUTH PLAIN " + b64("\x00user\x00pass"), "334 \r\n"}, {"*", "501 cancelled\r\n"}}, smtp.FailMalformed, 501},
		{"LOGIN", LOGIN("user", "pass"),
			[]turn{{"AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"}, {b64("user"), "334 UGFzc3dvcmQ6\r\n"}, {b64("pass"), "235 ok\r\n"}}, "", 235},
		{"LOGIN with other prompts", LOGIN("user", "pass"),
			[]turn{{"AUTH LOGIN", "334 " + b64("User Name\x00") + "\r\n"}, {b64("user"), "334\r\n"}, {b64("pass"), "235 ok\r\n"}}, "", 235},
		{"LOGIN without end", LOGIN("user", "pass"),
			[]turn{{"AUTH LOGIN", "334 \r\n"}, {b64("user"), "334 \r\n"}, {b64("pass"), "334 \r\n"}, {"*", "501 5.7.0 cancelled\r\n"}}, smtp.FailMalformed, 501},
		{"a challenge that is no base64", LOGIN("user", "pass"),
			[]turn{{"AUTH LOGIN", "334 Username:\r\n"}, {"*", "501 cancelled\r\n"}}, smtp.FailMalformed, 501},
		{"a challenge of two lines", LOGIN("user", "pass"),
			[]turn{{"AUTH LOGIN", "334-\r\n334 \r\n"}, {"*", "501 cancelled\r\n"}}, smtp.FailMalformed, 501},
		// The example of RFC 2195 §2.
		{"CRAM-MD5", CRAMMD5("tim", "tanstaaftanstaaf"),
			[]turn{{"AUTH CRAM-MD5", "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\r\n"},
				{"dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw", "235 ok\r\n"}}, "", 235},
		{"refused at once", LOGIN("user", "pass"), []turn{{"AUTH LOGIN", "504 5.7.4 unrecognized\r\n"}}, "", 504},
		{"the end", LOGIN("user", "pass"), []turn{{"AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"}, {b64("user"), "421 bye\r\n"}}, "", 421},
		{"two replies", LOGIN("user", "pass"), []turn{{"AUTH LOGIN", "334 \r\n334 \r\n"}}, smtp.FailUnexpected, 334},
	} {
		t.Run(a.name, func(t *testing.T) {
			reply, log, err := authenticate(t, a.m, a.turns...)
			if classOf(err) != a.class || reply.Code != a.code {
				t.Errorf("got %v %d, want %q %d", err, reply.Code, a.class, a.code)
			}
			for _, secret := range []string{b64("user"), b64("pass"), b64("\x00user\x00pass"), "dGltIGI5", b64(long)[:20]} {
				if strings.Contains(log, secret) {
					t.Errorf("%s is in the transcript:\n%s", secret, log)
				}
			}
		})
	}
}

func TestAuthTranscript(t *testing.T) {
	_, log, err := authenticate(t, LOGIN("user", "pass"),
		turn{"AUTH LOGIN", "334 VXNlcm5hbWU6\r\n"}, turn{b64("user"), "334 UGFzc3dvcmQ6\r\n"}, turn{b64("pass"), "235 ok\r\n"})
	if err != nil {
		t.Fatal(err)
	}
	want := `<-  220 mail.example.test ready
 -> AUTH LOGIN
<-  334 VXNlcm5hbWU6
 -> (sensitive)
<-  334 UGFzc3dvcmQ6
 -> (sensitive)
<-  235 ok
`
	if diff := cmp.Diff(want, log); diff != "" {
		t.Error(diff)
	}
}

// The example of RFC 7677 §3.
const (
	scramNonce  = "rOprNGfwEbeRWgbNEkqO"
	scramFirst  = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
	scramFinal  = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
	scramServer = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
)

func TestSCRAM(t *testing.T) {
	first := turn{"AUTH SCRAM-SHA-256 " + b64("n,,n=user,r="+scramNonce), "334 " + b64(scramFirst) + "\r\n"}
	for _, s := range []struct {
		name  string
		turns []turn
		class string
		code  smtp.Code
	}{
		{"accepted", []turn{first, {b64(scramFinal), "334 " + b64(scramServer) + "\r\n"}, {"", "235 ok\r\n"}}, "", 235},
		{"wrong signature", []turn{first, {b64(scramFinal), "334 " + b64("v="+b64("liar")) + "\r\n"}, {"*", "501 cancelled\r\n"}}, smtp.FailUnexpected, 501},
		{"no signature", []turn{first, {b64(scramFinal), "235 ok\r\n"}}, smtp.FailUnexpected, 235},
		{"accepted at once", []turn{{first.hears, "235 ok\r\n"}}, smtp.FailUnexpected, 235},
		{"refused", []turn{first, {b64(scramFinal), "535 5.7.8 no\r\n"}}, "", 535},
		{"another nonce", []turn{{first.hears, "334 " + b64("r=other,s=W22Z,i=4096") + "\r\n"}, {"*", "501 no\r\n"}}, smtp.FailMalformed, 501},
		{"too few rounds", []turn{{first.hears, "334 " + b64(strings.Replace(scramFirst, "4096", "1", 1)) + "\r\n"}, {"*", "501 no\r\n"}}, smtp.FailMalformed, 501},
		{"too many rounds", []turn{{first.hears, "334 " + b64(strings.Replace(scramFirst, "4096", "2000000000", 1)) + "\r\n"}, {"*", "501 no\r\n"}}, smtp.FailMalformed, 501},
		{"an extension", []turn{{first.hears, "334 " + b64("m=x,"+scramFirst) + "\r\n"}, {"*", "501 no\r\n"}}, smtp.FailMalformed, 501},
	} {
		t.Run(s.name, func(t *testing.T) {
			reply, _, err := authenticate(t, &scram{user: "user", pass: "pencil", nonce: scramNonce}, s.turns...)
			if classOf(err) != s.class || reply.Code != s.code {
				t.Errorf("got %v %d, want %q %d", err, reply.Code, s.class, s.code)
			}
		})
	}
}

// A server's error is answered, and the reply behind it counts.
func TestSCRAMServerError(t *testing.T) {
	m := &scram{user: "user", pass: "pencil", nonce: scramNonce}
	m.Start()
	if _, err := m.Next([]byte(scramFirst)); err != nil {
		t.Fatal(err)
	}
	if out, err := m.Next([]byte("e=invalid-proof")); err != nil || len(out) != 0 {
		t.Errorf("got %q, %v", out, err)
	}
	if err := m.Proved(); !errors.Is(err, errNotProved) {
		t.Errorf("got %v", err)
	}
}

func TestSCRAMNames(t *testing.T) {
	m := &scram{user: "a=b,c", nonce: "n"}
	if first, _, _ := m.Start(); string(first) != "n,,n=a=3Db=2Cc,r=n" {
		t.Errorf("got %q", first)
	}
	if got := prepared("cafe\u0301"); got != "caf\u00e9" {
		t.Errorf("got %q", got)
	}
}

func TestChoose(t *testing.T) {
	m365 := []string{"LOGIN", "XOAUTH2"}
	all := []string{"CRAM-MD5", "plain", "LOGIN", "SCRAM-SHA-256"}
	for _, c := range []struct {
		offered, allowed []string
		want             string
		name             string
	}{
		{m365, nil, "", "LOGIN"},
		{all, nil, "", "SCRAM-SHA-256"},
		{[]string{"CRAM-MD5", "LOGIN"}, nil, "", "LOGIN"},
		{all, []string{"LOGIN", "PLAIN"}, "", "LOGIN"},
		{all, []string{"CRAM-MD5", "XOAUTH2"}, "", "CRAM-MD5"},
		{all, nil, "plain", "PLAIN"},
		{m365, nil, "PLAIN", ""},
		{all, []string{"LOGIN"}, "PLAIN", ""},
		{all, []string{}, "", ""},
		{[]string{"NTLM"}, nil, "", ""},
	} {
		name, ok := Choose(c.offered, c.allowed, c.want)
		if name != c.name || ok != (c.name != "") {
			t.Errorf("%v %v %q: got %q", c.offered, c.allowed, c.want, name)
		}
	}
	for _, name := range Mechanisms() {
		if m, ok := NewMechanism(strings.ToLower(name), "u", "p"); !ok || m.Name() != name {
			t.Errorf("no mechanism %s", name)
		}
	}
	if _, ok := NewMechanism("XOAUTH2", "", ""); ok {
		t.Error("a mechanism that is not ours")
	}
}

func TestPlainRefusesNUL(t *testing.T) {
	c, rec := greeted(t, func(p *peer) { p.rest() })
	if _, err := c.Authenticate(soon(t), PLAIN("us\x00er", "pass"), 0); err == nil || c.Broken() || strings.Contains(text(rec), "AUTH") {
		t.Errorf("got %v", err)
	}
}

// TestEachReplyOfAnExchangeHasItsOwnWait: three replies that each come in time are
// no timeout, though together they take longer than one may.
func TestEachReplyOfAnExchangeHasItsOwnWait(t *testing.T) {
	const each = 400 * time.Millisecond
	c, _ := greeted(t, func(p *peer) {
		for _, says := range []string{"334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n", "235 ok\r\n"} {
			if _, err := p.in.ReadString('\n'); err != nil {
				return
			}
			time.Sleep(each * 6 / 10)
			p.say(says)
		}
		p.rest()
	})
	reply, err := c.Authenticate(soon(t), LOGIN("user", "pass"), each)
	if err != nil || reply.Code != 235 {
		t.Errorf("reply %d, %v; want 235", reply.Code, err)
	}
	c.Close()
}

// A server that says the password back, or parts of it, says it to nobody else. What the
// reply is judged by stays as it came.
func TestEchoOfThePassword(t *testing.T) {
	const password = "hunter22-secret"
	plain := turn{"AUTH PLAIN " + b64("\x00user\x00"+password), ""}
	for said, want := range map[string]string{
		"535 5.7.8 no HUNTER22-SECRET\r\n":               "<-  535 5.7.8 no (sensitive)\n",
		"535-5.7.8 no hunter\r\n535 5.7.8 22-secret\r\n": "<-  535-5.7.8 no (sensitive)\n<-  535 5.7.8 (sensitive)\n",
		"535 no " + plain.hears[11:30] + "\r\n":          "<-  535 no (sensitive)\n",
		"535 5.7.3 Authentication unsuccessful\r\n":      "<-  535 5.7.3 Authentication unsuccessful\n",
	} {
		reply, log, err := authenticate(t, PLAIN("user", password), turn{plain.hears, said})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(log, want) {
			t.Errorf("%q: the transcript is\n%s", said, log)
		}
		shown := string(reply.Raw) + strings.Join(reply.Lines, "\n")
		if strings.Contains(shown, transcript.Hidden) != strings.Contains(want, transcript.Hidden) || strings.Contains(strings.ToLower(shown), "hunter") {
			t.Errorf("%q: got %q", said, shown)
		}
		if got := string(reply.AsSaid().Raw); got != said {
			t.Errorf("%q: it is judged by %q", said, got)
		}
	}
	reply, log, err := authenticate(t, PLAIN("user", password), turn{plain.hears, "hunter22-secre\r\n"})
	if err == nil || strings.Contains(log+err.Error()+string(reply.Raw), "hunter") {
		t.Errorf("of what is no reply came %v and\n%s", err, log)
	}
}

// A challenge is answered as it came, also where a password is a word in it.
func TestPasswordInAChallenge(t *testing.T) {
	c, rec := greeted(t, func(p *peer) {
		p.hear()
		p.say("334 " + b64("hunter22-secret") + "\r\n")
		p.hear()
		p.say("235 ok\r\n")
		p.rest()
	})
	if _, err := c.Authenticate(soon(t), CRAMMD5("user", "hunter22-secret"), 0); err != nil {
		t.Fatal(err)
	}
	if log := text(rec); !strings.Contains(log, "334 (sensitive)\n") {
		t.Error(log)
	}
}
