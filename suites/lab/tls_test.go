package lab

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"net"
	netsmtp "net/smtp"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// secure comes to TLS with Go's own client and says how the handshake
// ended.
func secure(t *testing.T, s *Server, cfg *tls.Config) error {
	t.Helper()
	c, err := netsmtp.NewClient(dial(t, s), s.Host())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	return c.StartTLS(cfg)
}

// A server may ask for the client's certificate, as Microsoft 365's MX does, and
// goes on without one.
func TestClientCertificateRequested(t *testing.T) {
	for _, ask := range []bool{false, true} {
		s := start(t, &dsl.Lab{TLS: dsl.LabTLS{Mode: ModeImplicit, AskClient: ask}}, Options{})
		asked := false
		c := tls.Client(dial(t, s), &tls.Config{
			ServerName: s.Host(), RootCAs: s.Roots(),
			GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
				asked = true
				return &tls.Certificate{}, nil
			},
		})
		hold(t, c, "S: 220 …\nC: QUIT\nS: 221 …")
		if asked != ask {
			t.Errorf("asked %v, want %v", asked, ask)
		}
	}
}

func TestCertificates(t *testing.T) {
	for variant, want := range map[string]string{
		CertGood:        "",
		CertExpired:     "expired",
		CertNotYetValid: "not yet valid",
		CertWrongName:   "valid for mail.example.net",
		CertSelfSigned:  "unknown authority",
		CertIntercepted: "unknown authority",
		CertIncomplete:  "unknown authority",
	} {
		t.Run(variant, func(t *testing.T) {
			s := start(t, &dsl.Lab{Host: "mx.example.com", TLS: dsl.LabTLS{Certificate: variant}}, Options{})
			err := secure(t, s, &tls.Config{ServerName: s.Host(), RootCAs: s.Roots()})
			if want == "" && err != nil || want != "" && !contains(err, want) {
				t.Errorf("got %v, want %q", err, want)
			}
			if variant != CertIntercepted {
				if s.SystemRoots() != nil {
					t.Error("a root of this computer, where nobody intercepts")
				}
				return
			}
			if err := secure(t, s, &tls.Config{ServerName: s.Host(), RootCAs: s.SystemRoots()}); err != nil {
				t.Errorf("with the roots of this computer: %v", err)
			}
		})
	}
}

func contains(err error, want string) bool {
	return err != nil && strings.Contains(err.Error(), want)
}

func TestNames(t *testing.T) {
	s := start(t, &dsl.Lab{Host: "mx.example.com"}, Options{Names: []string{"localhost", "127.0.0.1"}})
	for _, name := range []string{"mx.example.com", "localhost", "127.0.0.1"} {
		if err := secure(t, s, &tls.Config{ServerName: name, RootCAs: s.Roots()}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestVersions(t *testing.T) {
	old := start(t, &dsl.Lab{TLS: dsl.LabTLS{MinVersion: "TLS1.0", MaxVersion: "TLS1.0"}}, Options{})
	if err := secure(t, old, &tls.Config{ServerName: old.Host(), RootCAs: old.Roots()}); err == nil {
		t.Error("a client of today shook hands with TLS 1.0")
	}
	finished(t, old, 1)
	err := secure(t, old, &tls.Config{ServerName: old.Host(), RootCAs: old.Roots(), MinVersion: tls.VersionTLS10})
	if err != nil {
		t.Error(err)
	}
	if got := finished(t, old, 2).TLS; got == nil || got.Version != tls.VersionTLS10 || got.ServerName != "test.lab.example" {
		t.Errorf("got %+v", got)
	}
}

// A client that knows no ECDSA gets an RSA certificate.
func TestRSA(t *testing.T) {
	s := start(t, &dsl.Lab{TLS: dsl.LabTLS{}}, Options{})
	err := secure(t, s, &tls.Config{
		ServerName: s.Host(), RootCAs: s.Roots(), MaxVersion: tls.VersionTLS12,
		CipherSuites: []uint16{tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256},
	})
	if err != nil {
		t.Error(err)
	}
}

// Whoever knows RSA key exchange only is taken, unless the profile narrows its
// cipher suites.
func TestCiphers(t *testing.T) {
	rsaOnly := &tls.Config{
		InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS12,
		CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA, tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA},
	}
	triple := rsaOnly.Clone()
	triple.CipherSuites = triple.CipherSuites[1:]
	narrow := []string{"TLS_RSA_WITH_AES_128_CBC_SHA"}
	for _, test := range []struct {
		name    string
		profile *dsl.Lab
		client  *tls.Config
		taken   bool
	}{
		{"all", &dsl.Lab{}, rsaOnly, true},
		{"all, 3DES", &dsl.Lab{}, triple, true},
		{"narrowed to it", &dsl.Lab{TLS: dsl.LabTLS{Ciphers: narrow}}, rsaOnly, true},
		{"narrowed to another", &dsl.Lab{TLS: dsl.LabTLS{Ciphers: narrow}}, triple, false},
		{"TLS 1.3 all the same", &dsl.Lab{TLS: dsl.LabTLS{Ciphers: narrow}}, &tls.Config{InsecureSkipVerify: true}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := secure(t, start(t, test.profile, Options{}), test.client); (err == nil) != test.taken {
				t.Error(err)
			}
		})
	}
	for name, taken := range map[string]bool{
		"takes-everything": true, "legacy-tls10": true, "onprem-relay": true, "m365-mx": true, "m365-submission-legacy-tls": true,
		"m365-submission": false, "m365-submission-send-as": false,
	} {
		p, err := Profile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := secure(t, start(t, p, Options{}), rsaOnly); (err == nil) != taken {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What ended a handshake is kept, and shown with the session.
func TestHandshakeFailure(t *testing.T) {
	old := &dsl.Lab{TLS: dsl.LabTLS{MinVersion: "TLS1.2", MaxVersion: "TLS1.2", Ciphers: []string{"TLS_RSA_WITH_AES_128_CBC_SHA"}}}
	for _, test := range []struct {
		name    string
		profile *dsl.Lab
		client  func(net.Conn, *Server)
		want    TLSFailure
		remark  string
	}{
		{
			"the certificate is refused", &dsl.Lab{},
			func(c net.Conn, s *Server) { tls.Client(c, &tls.Config{ServerName: s.Host()}).Handshake() },
			TLSFailure{"the client sent the alert bad_certificate (42)", true, true}, "TLS handshake failed: ",
		},
		{
			"refused without a word", &dsl.Lab{}, func(c net.Conn, s *Server) { c.Close() },
			TLSFailure{"the client closed the connection", true, false}, "TLS handshake failed: ",
		},
		{
			"reset", &dsl.Lab{},
			func(c net.Conn, s *Server) {
				c.(*net.TCPConn).SetLinger(0)
				c.Close()
			},
			TLSFailure{"the client reset the connection", true, false}, "TLS handshake failed: ",
		},
		{
			"refused when all is done", &dsl.Lab{},
			func(c net.Conn, s *Server) {
				inside := tls.Client(c, &tls.Config{InsecureSkipVerify: true})
				inside.Handshake()
				inside.Close()
			},
			TLSFailure{"the client closed the connection, with the handshake done and no command said inside TLS", true, false}, "TLS ended: ",
		},
		{
			"an old version", old,
			func(c net.Conn, s *Server) {
				tls.Client(c, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}).Handshake()
			},
			TLSFailure{"the client offers TLS1.0 to TLS1.1, and the profile takes neither", false, false}, "TLS handshake failed: ",
		},
		{
			"no cipher suite", old,
			func(c net.Conn, s *Server) {
				tls.Client(c, &tls.Config{InsecureSkipVerify: true, CipherSuites: []uint16{tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA}}).Handshake()
			},
			TLSFailure{"the client offers none of the cipher suites that are played here", false, false}, "TLS handshake failed: ",
		},
		{
			"refused in clear, as OpenSSL does it in TLS 1.3", &dsl.Lab{},
			func(c net.Conn, s *Server) {
				tls.Client(&refusing{Conn: c}, &tls.Config{InsecureSkipVerify: true, CurvePreferences: []tls.CurveID{tls.X25519}}).Handshake()
			},
			TLSFailure{"the client sent the alert unknown_ca (48)", true, true}, "TLS handshake failed: ",
		},
		{
			"no TLS", &dsl.Lab{}, func(c net.Conn, s *Server) { fmt.Fprint(c, "EHLO x\r\n") },
			TLSFailure{"first record does not look like a TLS handshake", false, false}, "TLS handshake failed: ",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := start(t, test.profile, Options{})
			c := dial(t, s)
			hold(t, c, "S: 220 …\nC: EHLO copier\nS: 250-…\nS: 250-…\nS: 250-…\nS: 250-…\nS: 250-…\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 …")
			test.client(c, s)
			c.Close()
			got := finished(t, s, 1)
			if got.TLSFailure == nil || *got.TLSFailure != test.want {
				t.Fatalf("got %+v, want %+v", got.TLSFailure, test.want)
			}
			if last := got.Transcript[len(got.Transcript)-1]; last.Dir != transcript.Remark || last.Text != test.remark+test.want.Text {
				t.Errorf("the last line is %q", last.Text)
			}
		})
	}
}

// refusing sends an alert in clear in place of what answers a server's certificate.
type refusing struct {
	net.Conn
	writes int
}

func (r *refusing) Write(b []byte) (int, error) {
	if r.writes++; r.writes == 1 { // the ClientHello
		return r.Conn.Write(b)
	}
	r.Conn.Write([]byte{0x14, 3, 3, 0, 1, 1})
	r.Conn.Write([]byte{0x15, 3, 3, 0, 2, 2, 48})
	return 0, net.ErrClosed
}

// The whole way of a device, with Go's client: STARTTLS, PLAIN, a message.
func TestGoClient(t *testing.T) {
	s := start(t, &dsl.Lab{
		Host:        "smtp.example.com",
		KeywordsTLS: []string{"AUTH PLAIN", "8BITMIME"},
		Users:       map[string]string{"scanner": "secret word"},
	}, Options{})
	c, err := netsmtp.NewClient(dial(t, s), s.Host())
	if err != nil {
		t.Fatal(err)
	}
	steps := []func() error{
		func() error { return c.Hello("copier.example.org") },
		func() error { return c.StartTLS(&tls.Config{ServerName: s.Host(), RootCAs: s.Roots()}) },
		func() error { return c.Auth(netsmtp.PlainAuth("", "scanner", "secret word", s.Host())) },
		func() error { return c.Mail("scanner@example.org") },
		func() error { return c.Rcpt("office@example.org") },
		func() error {
			w, err := c.Data()
			if err != nil {
				return err
			}
			fmt.Fprint(w, "Subject: a scan\r\n\r\n.\r\nbody\r\n")
			return w.Close()
		},
		c.Quit,
	}
	for i, step := range steps {
		if err := step(); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
	got := finished(t, s, 1)
	if got.Messages != 1 || got.Octets == 0 || !got.Authenticated || got.TLS == nil {
		t.Errorf("got %+v", got)
	}
}

// What stands in clear behind STARTTLS is never read as a command inside TLS.
func TestInjectionIntoTheServer(t *testing.T) {
	s := start(t, &dsl.Lab{Host: "h.example", Keywords: []string{"STARTTLS"}}, Options{})
	c := dial(t, s)
	hold(t, c, "S: 220 …\nC: EHLO x\nS: 250-…\nS: 250 STARTTLS")
	c.Write([]byte("STARTTLS\r\nRSET\r\n"))
	r := bufio.NewReader(c)
	if line, _ := r.ReadString('\n'); line != "220 2.0.0 SMTP server ready\r\n" {
		t.Fatalf("got %q", line)
	}
	inside := tls.Client(c, &tls.Config{ServerName: s.Host(), RootCAs: s.Roots()})
	hold(t, inside, "C: NOOP\nS: 250 2.0.0 OK\nC: MAIL FROM:<>\nS: 503 5.5.2 Send hello first")
}

// A profile can inject behind its own 220, as an attacker on the way would.
func TestInjectionIntoTheClient(t *testing.T) {
	s := start(t, &dsl.Lab{Host: "h.example", Keywords: []string{"STARTTLS"}, On: []dsl.LabReply{
		{Stage: "starttls", Raw: []byte("220 2.0.0 ready\r\n250 2.0.0 injected\r\n")},
	}}, Options{})
	hold(t, dial(t, s), `
		S: 220 …
		C: EHLO x
		S: 250-…
		S: 250 STARTTLS
		C: STARTTLS
		S: 220 2.0.0 ready
		S: 250 2.0.0 injected`)
}

func TestImplicit(t *testing.T) {
	s := start(t, &dsl.Lab{Host: "h.example", TLS: dsl.LabTLS{Mode: ModeImplicit}}, Options{})
	c := tls.Client(dial(t, s), &tls.Config{ServerName: s.Host(), RootCAs: s.Roots()})
	hold(t, c, "S: 220 h.example …\nC: HELO x\nS: 250 …\nC: STARTTLS\nS: 503 5.5.1 Already inside TLS")
}

// A server may shake hands with old TLS and refuse what is asked for inside.
func TestOldTLS(t *testing.T) {
	s := start(t, &dsl.Lab{Host: "h.example", TLS: dsl.LabTLS{MinVersion: "TLS1.0"}, On: []dsl.LabReply{
		{Stage: "mail", When: WhenOldTLS, Reply: "421 4.7.66 TLS 1.0 and 1.1 are not supported."},
	}}, Options{})
	for version, want := range map[uint16]string{tls.VersionTLS11: "421 4.7.66", tls.VersionTLS12: "250 2.1.0", tls.VersionTLS13: "250 2.1.0"} {
		wire := dial(t, s)
		hold(t, wire, "S: 220 …\nC: EHLO x\nS: 250-…\nS: 250-…\nS: 250-…\nS: 250-…\nS: 250-…\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 …")
		inside := tls.Client(wire, &tls.Config{ServerName: s.Host(), RootCAs: s.Roots(), MinVersion: tls.VersionTLS10, MaxVersion: version})
		hold(t, inside, "C: HELO x\nS: 250 …\nC: MAIL FROM:<>\nS: "+want+"…")
	}
	hold(t, dial(t, s), "S: 220 …\nC: HELO x\nS: 250 …\nC: MAIL FROM:<>\nS: 250 2.1.0 …")
}

func TestHandshakeTrouble(t *testing.T) {
	for _, on := range []dsl.LabReply{
		{Action: ActionReset}, {Action: ActionClose}, {Action: ActionGarbage}, {Raw: []byte("250 not TLS\r\n")},
	} {
		on.Stage = "tls"
		s := start(t, &dsl.Lab{On: []dsl.LabReply{on}}, Options{})
		if err := secure(t, s, &tls.Config{ServerName: s.Host(), RootCAs: s.Roots()}); err == nil {
			t.Errorf("%+v: the handshake was done", on)
		}
	}
}
