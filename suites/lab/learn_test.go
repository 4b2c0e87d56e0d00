package lab

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"net/netip"
	netsmtp "net/smtp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// learnedFrom holds a conversation with a profile and says what was learned.
func learnedFrom(t *testing.T, p *dsl.Lab, script string) Learned {
	t.Helper()
	s := start(t, p, Options{})
	c := dial(t, s)
	hold(t, c, script)
	c.Close()
	return Learn([]Session{finished(t, s, 1)})
}

func TestLearn(t *testing.T) {
	p, err := Profile("takes-everything")
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, p, Options{})
	c, err := netsmtp.NewClient(dial(t, s), s.Host())
	if err != nil {
		t.Fatal(err)
	}
	err = errorsOf(
		func() error { return c.Hello("MFP_2.contoso.com") },
		func() error {
			return c.StartTLS(&tls.Config{
				ServerName: s.Host(), RootCAs: s.Roots(), MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11,
				CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA, tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA}, CurvePreferences: []tls.CurveID{tls.CurveP256},
			})
		},
		func() error {
			if err := c.Auth(netsmtp.CRAMMD5Auth("scanner@contoso.com", "a word")); err == nil || !strings.HasPrefix(err.Error(), "504 ") {
				return fmt.Errorf("CRAM-MD5: %w", err)
			}
			return nil // and it has said QUIT
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	got := Learn([]Session{finished(t, s, 1)})
	want := &dsl.Client{
		Name: "mfp_2", EHLO: "MFP_2.contoso.com", AsDevice: true, AddressFamily: "ipv4",
		MinVersion: "TLS1.0", MaxVersion: "TLS1.1", Mechanisms: []string{"CRAM-MD5"}, Groups: []string{"P-256"},
	}
	got.Client.Ciphers = nil // in the order of crypto/tls
	if diff := cmp.Diff(want, got.Client); diff != "" {
		t.Error(diff)
	}
	wantAll(t, got.Trouble, "501 5.5.4", "421 4.7.66", "An MX refuses", "504 5.7.4")
}

// Which mechanisms a client knows shows only where it has to take one of
// Microsoft's: of more it takes its favourite.
func TestLearnMechanisms(t *testing.T) {
	const envelope = "C: MAIL FROM:<other@example.org>\nS: 250 …\nC: QUIT\nS: 221 …"
	const login = "C: AUTH LOGIN dGlt\nS: 334 …\nC: eA==\nS: 235 …\n"
	const plain = "C: AUTH PLAIN AHRpbQB4\nS: 235 …\n"
	for _, test := range []struct {
		name, offered, auth string
		want, seen, trouble []string
	}{
		{"a favourite of many", "LOGIN PLAIN XOAUTH2", plain, nil, []string{"It said AUTH PLAIN where AUTH LOGIN PLAIN XOAUTH2 was offered."}, nil},
		{"Microsoft's", "LOGIN XOAUTH2", login, []string{"LOGIN"}, nil, []string{"AUTH LOGIN is basic"}},
		{
			"one after the other", "LOGIN XOAUTH2", "C: AUTH PLAIN AHRpbQB4\nS: 504 …\n" + login,
			[]string{"PLAIN", "LOGIN"}, nil, []string{"AUTH LOGIN is basic"},
		},
		{"none of Microsoft's", "LOGIN", "C: AUTH NTLM\nS: 504 …\n", []string{"NTLM"}, nil, []string{"AUTH NTLM: client submission offers"}},
		{
			"for somebody else", "LOGIN", "C: AUTH LOGIN YUBleGFtcGxlLm9yZw==\nS: 334 …\nC: eA==\nS: 235 …\n",
			[]string{"LOGIN"}, nil, []string{"AUTH LOGIN is basic", "550 5.7.60"},
		},
		{"no user name", "LOGIN XOAUTH2", "", nil, []string{"and did not sign in"}, []string{"530 5.7.57"}},
		{"not offered", "", "C: AUTH LOGIN\nS: 504 …\n", nil, []string{"where no AUTH was offered"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			auth := []string{}
			if test.offered != "" {
				auth = []string{"AUTH " + test.offered}
			}
			script := "S: 220 …\nC: EHLO copier\nS: 250…\n"
			if test.offered != "" {
				script += "S: 250 AUTH …\n"
			}
			got := learnedFrom(t, &dsl.Lab{Keywords: auth}, script+test.auth+envelope)
			if diff := cmp.Diff(test.want, got.Client.Mechanisms); diff != "" {
				t.Error(diff)
			}
			wantAll(t, got.Seen, test.seen...)
			wantAll(t, got.Trouble, test.trouble...)
		})
	}
}

func errorsOf(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// wantAll looks for each text in one of the lines.
func wantAll(t *testing.T, lines []string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, text) }) {
			t.Errorf("nothing about %q in\n%s", text, strings.Join(lines, "\n"))
		}
	}
	if len(lines) != len(texts) {
		t.Errorf("%d lines, want %d:\n%s", len(lines), len(texts), strings.Join(lines, "\n"))
	}
}

func TestLearnInClear(t *testing.T) {
	p := &dsl.Lab{Keywords: []string{"STARTTLS", "AUTH LOGIN PLAIN", "SIZE 1000"}}
	got := learnedFrom(t, p, `
		S: 220 …
		C: EHLO copier
		S: 250-…
		S: 250-STARTTLS
		S: 250-AUTH LOGIN PLAIN
		S: 250 SIZE 1000
		C: MAIL FROM:<a@example.org> SIZE=10
		S: 250 …
		C: QUIT
		S: 221 …`)
	if c := got.Client; !c.NoStartTLS || c.EHLO != "copier" || c.MaxVersion != "" {
		t.Errorf("got %+v", c)
	}
	wantAll(t, got.Seen, "SIZE=10")
	wantAll(t, got.Trouble, "451 5.7.3", "530 5.7.57")
}

func TestLearnHELO(t *testing.T) {
	got := learnedFrom(t, plain(), "S: 220 …\nC: HELO copier\nS: 250 …")
	if c := got.Client; c.HELO != "copier" || c.EHLO != "" {
		t.Errorf("got %+v", c)
	}
	wantAll(t, got.Seen, "never said QUIT")
	wantAll(t, got.Trouble, "It says HELO")
	const envelope = "C: MAIL FROM:<a@example.org>\nS: 250 …\nC: QUIT\nS: 221 …"
	got = learnedFrom(t, plain(), "S: 220 …\nC: HELO copier\nS: 250 …\n"+envelope)
	wantAll(t, got.Trouble, "It says HELO") // it was offered no AUTH, and can be offered none
	got = learnedFrom(t, &dsl.Lab{Keywords: []string{}}, "S: 220 …\nC: EHLO copier\nS: 250…\n"+envelope)
	wantAll(t, got.Trouble, "No AUTH was offered to it, so whether it signs in is not known")
}

func TestLearnOddName(t *testing.T) {
	got := learnedFrom(t, plain(), "S: 220 …\nC: EHLO my copier\nS: 501 …\nC: QUIT\nS: 221 …")
	if got.Client.EHLO != "" || got.Client.HELO != "" {
		t.Errorf("got %+v", got.Client)
	}
	wantAll(t, got.Seen, "not one word")
	wantAll(t, got.Trouble, `"my copier"`)
}

// A test of the port is told from a client.
func TestLearnSilence(t *testing.T) {
	got := learnedFrom(t, plain(), "S: 220 …")
	wantAll(t, got.Seen, "a test of the port")
	wantAll(t, got.Trouble)
}

// TLS where a command is due is what a device does that was set to "SSL".
func TestLearnTLSInClear(t *testing.T) {
	s := start(t, &dsl.Lab{}, Options{})
	c := tls.Client(dial(t, s), &tls.Config{ServerName: "mx.example.com", RootCAs: s.Roots()})
	if err := c.Handshake(); err == nil {
		t.Fatal("a handshake in clear")
	}
	got := Learn([]Session{finished(t, s, 1)})
	if got.Client.MaxVersion != "TLS1.3" {
		t.Errorf("its ClientHello was not read: %+v", got.Client)
	}
	wantAll(t, got.Trouble, "port 465")
}

// How long a client waits shows where the server lets it wait.
func TestLearnPatience(t *testing.T) {
	t.Run("gone", func(t *testing.T) {
		s := start(t, plain(dsl.LabReply{Stage: "mail", Delay: time.Hour}), Options{})
		c := dial(t, s)
		hold(t, c, greeted+"C: MAIL FROM:<>")
		time.Sleep(2 * noticeable)
		c.Close()
		got := Learn([]Session{finished(t, s, 1)})
		wantAll(t, got.Seen, "never said QUIT", "gave up after")
		wantAll(t, got.Trouble, "so little patience", "530 5.7.57")
	})
	t.Run("silence", func(t *testing.T) {
		s := start(t, plain(dsl.LabReply{Stage: "banner", Action: ActionSilent}), Options{})
		c := dial(t, s)
		time.Sleep(20 * time.Millisecond)
		c.Close()
		if got := finished(t, s, 1).GaveUp; got <= 0 {
			t.Errorf("gave up after %s", got)
		}
	})
	t.Run("waited", func(t *testing.T) {
		s := start(t, plain(dsl.LabReply{Stage: "ehlo", Delay: noticeable}), Options{})
		hold(t, dial(t, s), greeted+"C: QUIT\nS: 221 …")
		if got := finished(t, s, 1); got.Waited != noticeable || got.GaveUp != 0 {
			t.Errorf("waited %s, gave up after %s", got.Waited, got.GaveUp)
		}
	})
	t.Run("talks meanwhile", func(t *testing.T) {
		s := start(t, plain(dsl.LabReply{Stage: "ehlo", Delay: noticeable}), Options{})
		c := dial(t, s)
		c.Write([]byte("EHLO x\r\nQUIT\r\n"))
		hold(t, c, "S: 220 …\nS: 250-…\nS: 250-…\nS: 250-…\nS: 250 …\nS: 221 …\nEOF")
	})
	t.Run("inside TLS", func(t *testing.T) {
		s := start(t, &dsl.Lab{TLS: dsl.LabTLS{Mode: ModeImplicit}, On: []dsl.LabReply{{Stage: "ehlo-tls", Delay: 2 * noticeable}}}, Options{})
		c := tls.Client(dial(t, s), &tls.Config{ServerName: s.Host(), RootCAs: s.Roots()})
		hold(t, c, "S: 220 …\nC: HELO x\nS: 250 …\nC: QUIT\nS: 221 …")
	})
}

func TestLearnMessages(t *testing.T) {
	got := learnedFrom(t, plain(), greeted+`
		C: MAIL FROM:<a@example.org>
		S: 250 …
		C: RCPT TO:<b@example.com>
		S: 250 …
		C: DATA
		S: 354 …
		C: Subject: x`+"\n\t\tC: a\x00b"+`
		C: .
		S: 250 …
		C: QUIT
		S: 221 …`)
	wantAll(t, got.Seen, "Messages sent: 1")
	size, bare, err := skipMessage(bytes.NewReader([]byte("a\nb\r\n.\r\n")))
	if size != 8 || !bare || err != nil {
		t.Errorf("%d octets, bare %v, %v", size, bare, err)
	}
}

func TestClients(t *testing.T) {
	session := func(addr, command string) Session {
		s := Session{Client: netip.MustParseAddrPort(addr + ":1")}
		if command != "" {
			s.Transcript = []transcript.Entry{{Dir: transcript.Sent, Text: command}}
		}
		return s
	}
	got := Clients([]Session{
		session("192.0.2.1", ""), session("192.0.2.1", "EHLO a"), session("192.0.2.2", ""), session("192.0.2.1", "HELO b"),
		session("192.0.2.1", ""), session("192.0.2.1", "EHLO a"),
	})
	var sizes []int
	for _, c := range got {
		sizes = append(sizes, len(c))
	}
	if diff := cmp.Diff([]int{4, 1, 1}, sizes); diff != "" {
		t.Error(diff)
	}
}
