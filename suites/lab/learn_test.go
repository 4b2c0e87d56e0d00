package lab

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"net/netip"
	netsmtp "net/smtp"
	"slices"
	"strconv"
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

// A client that ends in the handshake is asked for nothing that it could not do.
func TestLearnHandshakeFailed(t *testing.T) {
	p, err := Profile("takes-everything")
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, p, Options{})
	visit := func(cfg *tls.Config) []Session {
		secure(t, s, cfg)
		return []Session{finished(t, s, s.Accepted())}
	}
	refused := visit(&tls.Config{ServerName: s.Host()})
	got := Learn(refused)
	wantAll(t, got.Seen, "the alert bad_certificate (42). It checks certificates, and does not trust the lab's", "Groups offered that smtpspec cannot: Sec")
	wantAll(t, got.Trouble)
	if got.Far {
		t.Error("it came to AUTH or MAIL")
	}
	trusting := visit(&tls.Config{ServerName: s.Host(), RootCAs: s.Roots(), MaxVersion: tls.VersionTLS12})
	got = Learn(slices.Concat(trusting, refused, trusting))
	wantAll(t, got.Seen, "never said QUIT", "and did not sign in", "Agreed on: TLS1.2")
	gone := trusting[0]
	gone.TLSFailure = &TLSFailure{Text: "the client closed the connection", Client: true}
	wantAll(t, Learn([]Session{gone}).Seen, "the client closed the connection. It may check certificates", "Agreed on")
	gone.TLSFailure = &TLSFailure{Text: "no cipher"}
	wantAll(t, Learn([]Session{gone}).Seen, "no cipher. What it does inside TLS was not seen.", "Agreed on")
}

// A device that goes on in clear after a handshake that failed is told so, and nothing
// of what it may do inside TLS.
func TestLearnFallsBack(t *testing.T) {
	const clear = "S: 220 …\nC: EHLO copier\nS: 250-…\nS: 250-STARTTLS\nS: 250 AUTH LOGIN XOAUTH2\nC: MAIL FROM:<a@example.org>\nS: …\nC: QUIT\nS: 221 …"
	for name, on := range map[string][]dsl.LabReply{
		"taken":   nil,
		"refused": {{Stage: "mail", When: WhenClear, Reply: "451 5.7.3 STARTTLS is required to send mail"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, &dsl.Lab{Keywords: []string{"STARTTLS", "AUTH LOGIN XOAUTH2"}, On: on}, Options{})
			secure(t, s, &tls.Config{ServerName: s.Host(), MaxVersion: tls.VersionTLS12})
			failed := finished(t, s, 1)
			hold(t, dial(t, s), clear)
			fellBack := finished(t, s, 2)
			secure(t, s, &tls.Config{ServerName: s.Host(), RootCAs: s.Roots(), MaxVersion: tls.VersionTLS12})
			trusting := finished(t, s, 3)

			const refused, sent = "does not trust the lab's", "It sent in clear after a handshake that failed"
			got := Learn([]Session{failed, fellBack})
			wantAll(t, got.Seen, sent, refused)
			wantAll(t, got.Trouble, "It was seen to send in clear: there client submission answers MAIL FROM with 451 5.7.3")
			if got.Client.NoStartTLS || !got.Far {
				t.Errorf("got %+v", got)
			}
			got = Learn([]Session{fellBack, failed})
			wantAll(t, got.Seen, refused)
			wantAll(t, got.Trouble, "451 5.7.3")
			got = Learn([]Session{failed, fellBack, trusting})
			wantAll(t, got.Seen, sent, "and did not sign in", "Agreed on: TLS1.2")
			wantAll(t, got.Trouble) // with a root that it trusts it does not send in clear
		})
	}
}

// So is one that goes on in clear where STARTTLS is refused.
func TestLearnGoesOn(t *testing.T) {
	p := &dsl.Lab{Keywords: []string{"STARTTLS"}, On: []dsl.LabReply{{Stage: "starttls", Reply: "454 4.7.0 not now"}}}
	got := learnedFrom(t, p, "S: 220 …\nC: EHLO copier\nS: 250-…\nS: 250 …\nC: STARTTLS\nS: 454 …\nC: MAIL FROM:<a@example.org>\nS: 250 …\nC: QUIT\nS: 221 …")
	wantAll(t, got.Seen)
	wantAll(t, got.Trouble, "It was seen to send in clear")
	if got.Client.NoStartTLS {
		t.Errorf("got %+v", got.Client)
	}
}

// Who never sent a whole ClientHello has seen no certificate.
func TestLearnBrokenHello(t *testing.T) {
	s := start(t, &dsl.Lab{Keywords: []string{"STARTTLS"}}, Options{})
	c := dial(t, s)
	hold(t, c, "S: 220 …\nC: EHLO copier\nS: 250-…\nS: 250 …\nC: STARTTLS\nS: 220 …")
	c.Write([]byte{tlsRecord, 3, 1, 2, 0})
	c.Close()
	wantAll(t, Learn([]Session{finished(t, s, 1)}).Seen, "TLS began and ended before a whole ClientHello had come: the client closed the connection.")
}

// A client of RSA key exchange only is told what was reported, and of no handshake.
func TestLearnRSAKeyExchange(t *testing.T) {
	with := func(version uint16, ciphers ...uint16) Learned {
		return Learn([]Session{{Hello: &Hello{Versions: []uint16{version}, Listed: true, Ciphers: ciphers, Groups: []tls.CurveID{tls.X25519}, ServerName: "x.example"}}})
	}
	rsa := []uint16{0x0a0a, tls.TLS_RSA_WITH_AES_256_CBC_SHA, 0x0084, 0x00ff}
	wantAll(t, with(tls.VersionTLS12, rsa...).Trouble, "reported to have dropped these in February 2025")
	wantAll(t, with(tls.VersionTLS11, rsa...).Trouble, "reported to have dropped these", "smtp-legacy.office365.com takes TLS 1.0 and 1.1 where")
	wantAll(t, with(tls.VersionTLS12, append(rsa, 0x009f)...).Trouble, "neither of the ciphers")
	wantAll(t, with(tls.VersionTLS11, append(rsa, 0x009f)...).Trouble, "An MX refuses", "421 4.7.66")
	wantAll(t, with(tls.VersionTLS13, append(rsa, tls.TLS_AES_256_GCM_SHA384)...).Trouble)
	wantAll(t, with(tls.VersionTLS12, 0x009f, 0x0084, 0xfefe).Seen, "It connected and said nothing", "The block can name none of its ciphers",
		"Ciphers offered that smtpspec cannot: TLS_DHE_RSA_WITH_AES_256_GCM_SHA384, TLS_RSA_WITH_CAMELLIA_256_CBC_SHA, 0xfefe.")
}

// The copier of docs/lab.md can be learned as it stands there.
func TestLearnOldCopier(t *testing.T) {
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
		func() error { return c.Hello("MFP_1.contoso.com") },
		func() error {
			return c.StartTLS(&tls.Config{
				ServerName: s.Host(), RootCAs: s.Roots(), MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11,
				CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_256_CBC_SHA, tls.TLS_RSA_WITH_AES_128_CBC_SHA},
			})
		},
		func() error { return c.Auth(loginAuth{"scanner@contoso.com", "a word"}) },
		func() error { return c.Mail("scanner@contoso.com") },
		c.Quit,
	)
	if err != nil {
		t.Fatal(err)
	}
	got := Learn([]Session{finished(t, s, 1)})
	if c := got.Client; c.Name != "mfp_1" || c.MaxVersion != "TLS1.1" || !slices.Equal(c.Mechanisms, []string{"LOGIN"}) || len(c.Ciphers) != 2 {
		t.Errorf("got %+v", c)
	}
	wantAll(t, got.Trouble, "501 5.5.4", "reported to have dropped these", "An MX refuses the handshake", "AUTH LOGIN is basic")
}

// Every line of the list is a number and a name, in order, that crypto/tls lacks.
func TestCipherNames(t *testing.T) {
	last := uint64(0)
	for line := range strings.Lines(cipherNames) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		number, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		id, err := strconv.ParseUint(number, 16, 16)
		if err != nil || id <= last || !strings.HasPrefix(name, "TLS_") || cipherName(uint16(id)) != "" {
			t.Errorf("%s: %v", line, err)
		}
		last = id
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
	if diff := cmp.Diff([]int{2, 2, 1, 1}, sizes); diff != "" {
		t.Error(diff) // which of the two tested the port, nobody knows
	}
	if !Learn(got[0]).Nameless || Learn(got[1]).Nameless {
		t.Error("the sessions without a name are not those of nobody")
	}
	if got = Clients([]Session{session("192.0.2.1", ""), session("192.0.2.1", "EHLO a"), session("192.0.2.1", "")}); len(got) != 1 || len(got[0]) != 3 {
		t.Errorf("one client at its address: got %v", got)
	}
}

// What a client puts where a mechanism belongs, or into the parameter AUTH, may be its
// password.
func TestLearnHidesPasswords(t *testing.T) {
	p, err := Profile("takes-everything")
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, p, Options{})
	c := dial(t, s)
	r := bufio.NewReader(c)
	reply := func() {
		for {
			line, err := r.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if len(line) > 3 && line[3] == ' ' {
				return
			}
		}
	}
	reply()
	for _, line := range []string{
		"EHLO copier", "AUTH PLAIN=AHUASHVudGVyMjI=", "AUTH Hunter22", "AUTH\tPLAIN\tHunter22", "AUTH PLAIN\tHunter22", "AUTH ntlm",
		"MAIL FROM:<u@x.com> AUTH=Hunter22", "RSET", "MAIL FROM:<u@x.com> auth=<>", "QUIT",
	} {
		fmt.Fprintf(c, "%s\r\n", line)
		reply()
	}
	c.Close()
	session := finished(t, s, 1)
	var b bytes.Buffer
	transcript.Write(&b, session.Transcript)
	learned := Learn([]Session{session})
	all := strings.ToUpper(b.String() + fmt.Sprint(learned, session.Mechanisms, session.Parameters, session.Envelopes))
	if strings.Contains(all, "HUNTER22") || strings.Contains(all, "AHUASHVUDGVYMJI") {
		t.Errorf("a password is shown:\n%s", all)
	}
	for _, line := range []string{" -> AUTH (sensitive)\n", " -> AUTH ntlm\n", " -> MAIL FROM:<u@x.com> AUTH=(sensitive)\n", " -> MAIL FROM:<u@x.com> auth=<>\n"} {
		if !strings.Contains(b.String(), line) {
			t.Errorf("no %q in\n%s", line, b.String())
		}
	}
}
