package smtpclient

import (
	"crypto/tls"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// upgraded is a session inside TLS, with serve as the server inside.
func upgraded(t *testing.T, cfg *tls.Config, serve func(p *peer)) *Conn {
	t.Helper()
	c, _ := greeted(t, func(p *peer) {
		p.answer("220 go ahead\r\n")
		if inside := p.startTLS(cfg); inside != nil {
			serve(inside)
		}
	})
	if _, err := c.StartTLS(soon(t)); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestHandshake(t *testing.T) {
	c := upgraded(t, serverTLS(), func(p *peer) {
		p.answer("250 inside\r\n", "221 bye\r\n")
		p.rest()
	})
	state, err := c.Handshake(soon(t), Handshake{ServerName: "mail.example.test"})
	if err != nil {
		t.Fatal(err)
	}
	if VersionName(state.Version) != "TLS1.3" || state.Group != "X25519" || state.ServerName != "mail.example.test" ||
		!strings.HasPrefix(state.Cipher, "TLS_") || len(state.PeerCertificates) != 1 || state.ClientCertRequested {
		t.Errorf("got %+v", state)
	}
	if !c.FirstInside() {
		t.Error("no reply was read yet")
	}
	for _, want := range []string{"inside", "bye"} {
		if reply, err := c.Command(soon(t), "NOOP"); err != nil || reply.Text() != want || c.FirstInside() {
			t.Fatal(reply, err)
		}
	}
	log := text(c.rec)
	for _, want := range []string{"=== TLS started: TLS1.3 TLS_", "=== TLS peer: CN=mail.example.test", " ~> NOOP\n<~  250 inside\n"} {
		if !strings.Contains(log, want) {
			t.Errorf("no %q in\n%s", want, log)
		}
	}
}

// The offer is what was asked for, and never a post-quantum group by itself.
func TestOffer(t *testing.T) {
	for _, o := range []struct {
		name   string
		offer  Handshake
		groups []tls.CurveID
		max    uint16
	}{
		{"the default", Handshake{}, []tls.CurveID{tls.X25519, tls.CurveP256}, tls.VersionTLS13},
		{"an old device", Handshake{MaxVersion: tls.VersionTLS11, Groups: []tls.CurveID{tls.CurveP384}}, []tls.CurveID{tls.CurveP384}, tls.VersionTLS11},
	} {
		t.Run(o.name, func(t *testing.T) {
			cfg := serverTLS()
			var hello *tls.ClientHelloInfo
			cfg.GetConfigForClient = func(h *tls.ClientHelloInfo) (*tls.Config, error) {
				hello = h
				return nil, nil
			}
			c := upgraded(t, cfg, func(p *peer) { p.answer("250 ok\r\n"); p.rest() })
			if _, err := c.Handshake(soon(t), o.offer); err != nil {
				t.Fatal(err)
			}
			if _, err := c.Command(soon(t), "NOOP"); err != nil {
				t.Fatal(err)
			}
			if len(hello.SupportedCurves) != len(o.groups) || hello.SupportedCurves[0] != o.groups[0] || hello.SupportedVersions[0] != o.max || hello.ServerName != "" {
				t.Errorf("offered %v, %x, %q", hello.SupportedCurves, hello.SupportedVersions, hello.ServerName)
			}
		})
	}
}

func TestHandshakeFailures(t *testing.T) {
	plain := func(serve func(p *peer)) func(p *peer) {
		return func(p *peer) { p.answer("220 go\r\n"); serve(p) }
	}
	server := func(change func(*tls.Config)) func(p *peer) {
		return plain(func(p *peer) {
			cfg := serverTLS()
			change(cfg)
			if inside := p.startTLS(cfg); inside != nil {
				inside.rest()
			}
		})
	}
	hello := make([]byte, 2048)
	for _, h := range []struct {
		name  string
		serve func(p *peer)
		offer Handshake
		class string
	}{
		{"version refused by the server", server(func(c *tls.Config) { c.MinVersion = tls.VersionTLS13 }), Handshake{MaxVersion: tls.VersionTLS12}, smtp.FailTLSVersion},
		{"version too old for us", server(func(c *tls.Config) { c.MaxVersion = tls.VersionTLS11 }), Handshake{}, smtp.FailTLSVersion},
		{"no group in common", server(func(c *tls.Config) { c.CurvePreferences = []tls.CurveID{tls.CurveP521} }), Handshake{}, smtp.FailTLSAlert},
		{"an alert", plain(func(p *peer) { p.Read(hello); p.say("\x15\x03\x03\x00\x02\x02\x50") }), Handshake{}, smtp.FailTLSAlert},
		{"silence", plain(func(p *peer) { p.rest() }), Handshake{}, smtp.FailTLSTimeout},
		{"the end", plain(func(p *peer) { p.Read(hello) }), Handshake{}, smtp.FailClosed},
		{"a reset", plain(func(p *peer) { p.Read(hello); reset(p) }), Handshake{}, smtp.FailReset},
		{"clear text", plain(func(p *peer) { p.Read(hello); p.say("554 5.7.3 changed my mind\r\n"); p.rest() }), Handshake{}, smtp.FailInjection},
		{"nonsense in TLS records", plain(func(p *peer) { p.Read(hello); p.say("\x16\x03\x03\x00\x05\x02\x00\x00\x01x"); p.rest() }), Handshake{}, smtp.FailTLSHandshake},
	} {
		t.Run(h.name, func(t *testing.T) {
			c, rec := greeted(t, h.serve)
			if _, err := c.StartTLS(soon(t)); err != nil {
				t.Fatal(err)
			}
			wait := 5 * time.Second
			if h.class == smtp.FailTLSTimeout {
				wait = 100 * time.Millisecond
			}
			_, err := c.Handshake(within(t, wait), h.offer)
			if classOf(err) != h.class || !c.Broken() {
				t.Errorf("got %v, want %s", err, h.class)
			}
			if !strings.Contains(text(rec), "*** "+h.class) {
				t.Errorf("transcript:\n%s", text(rec))
			}
			c.Close()
		})
	}
}

// A port that greets in clear does not want implicit TLS.
func TestWrongMode(t *testing.T) {
	c, _ := dial(t, func(p *peer) { p.say("220 mail.example.test ESMTP\r\n"); p.rest() })
	_, err := c.Handshake(soon(t), Handshake{})
	if classOf(err) != smtp.FailWrongTLSMode || !strings.Contains(err.Error(), `"220 mail.example.test ESMTP\r\n"`) {
		t.Errorf("got %v", err)
	}
}

func TestImplicit(t *testing.T) {
	c, _ := dial(t, func(p *peer) {
		if inside := p.startTLS(serverTLS()); inside != nil {
			inside.say("220 inside\r\n")
			inside.rest()
		}
	})
	if _, err := c.Handshake(soon(t), Handshake{}); err != nil {
		t.Fatal(err)
	}
	if reply, err := c.Greeting(soon(t)); err != nil || reply.Text() != "inside" {
		t.Error(reply, err)
	}
}

// What is in clear behind the 220 never reaches the session inside TLS.
func TestInjection(t *testing.T) {
	for name, serve := range map[string]func(p *peer){
		"in the same segment": func(p *peer) { p.answer("220 go\r\n250 AUTH PLAIN\r\n") },
		"a 421":               func(p *peer) { p.answer("220 go\r\n421 bye\r\n") },
		"half a line":         func(p *peer) { p.answer("220 go\r\n2") },
		"in the next segment": func(p *peer) {
			p.answer("220 go\r\n")
			time.Sleep(20 * time.Millisecond)
			p.say("250 AUTH PLAIN\r\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := greeted(t, func(p *peer) { serve(p); p.rest() })
			reply, err := c.StartTLS(soon(t))
			if reply.Code != 220 {
				t.Errorf("the reply is %+v", reply)
			}
			if err == nil {
				time.Sleep(40 * time.Millisecond)
				_, err = c.Handshake(soon(t), Handshake{})
			}
			if classOf(err) != smtp.FailInjection {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestStartTLSRefused(t *testing.T) {
	c, _ := greeted(t, func(p *peer) { p.answer("454 4.7.0 not now\r\n", "250 ok\r\n") })
	if reply, err := c.StartTLS(soon(t)); err != nil || reply.Code != 454 {
		t.Fatal(reply, err)
	}
	if _, err := c.Command(soon(t), "NOOP"); err != nil {
		t.Error(err)
	}
}

// One reply belongs to one command inside TLS, too.
func TestUnaskedInside(t *testing.T) {
	for _, u := range []struct {
		name, said, class string
	}{
		{"a reply", "250 again\r\n", smtp.FailUnexpected},
		{"421", "421 bye\r\n", ""},
		{"the end", "", smtp.FailClosed},
	} {
		for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
			t.Run(u.name+"/"+VersionName(version), func(t *testing.T) {
				first := make(chan struct{})
				c := upgraded(t, serverTLS(), func(p *peer) {
					p.answer("250 ok\r\n")
					<-first
					if u.said == "" {
						p.Close()
						return
					}
					p.say(u.said)
					p.rest()
				})
				if _, err := c.Handshake(soon(t), Handshake{MaxVersion: version}); err != nil {
					t.Fatal(err)
				}
				if _, err := c.Command(soon(t), "NOOP"); err != nil {
					t.Fatal(err)
				}
				close(first)
				arrived(t, c)
				if _, err := c.Command(soon(t), "NOOP"); classOf(err) != u.class {
					t.Errorf("got %v, want %q", err, u.class)
				}
			})
		}
	}
}

func TestTwoRepliesInOneRecord(t *testing.T) {
	c := upgraded(t, serverTLS(), func(p *peer) {
		p.answer("250 ok\r\n250 again\r\n")
		p.rest()
	})
	if _, err := c.Handshake(soon(t), Handshake{}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Command(soon(t), "NOOP"); classOf(err) != smtp.FailUnexpected {
		t.Errorf("got %v", err)
	}
}

// Two records in one segment are found behind the first reply.
func TestTwoRecordsInOneSegment(t *testing.T) {
	c, _ := greeted(t, func(p *peer) {
		p.answer("220 go\r\n")
		corked := &cork{Conn: p.Conn}
		inside := newPeer(tls.Server(corked, serverTLS()))
		inside.hear()
		corked.hold = true
		inside.say("250 ok\r\n")
		inside.say("250 again\r\n")
		corked.pull()
		inside.rest()
	})
	if _, err := c.StartTLS(soon(t)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Handshake(soon(t), Handshake{}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Command(soon(t), "NOOP"); classOf(err) != smtp.FailUnexpected {
		t.Errorf("got %v", err)
	}
}

// In TLS 1.3 a server says what it thinks of our certificate after the handshake.
func TestClientCertificate(t *testing.T) {
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		for _, own := range []bool{false, true} {
			cfg := serverTLS()
			cfg.ClientAuth = tls.RequireAnyClientCert
			c := upgraded(t, cfg, func(p *peer) { p.answer("250 ok\r\n"); p.rest() })
			offer := Handshake{MaxVersion: version}
			if own {
				offer.Certificates = []tls.Certificate{certificate()}
			}
			state, err := c.Handshake(soon(t), offer)
			if err == nil {
				if !state.ClientCertRequested {
					t.Error("the request was not seen")
				}
				_, err = c.Command(soon(t), "NOOP")
			}
			want := smtp.FailTLSClientCert
			if own {
				want = ""
			}
			if classOf(err) != want {
				t.Errorf("%s, certificate %v: got %v, want %q", VersionName(version), own, err, want)
			}
			if !own && version == tls.VersionTLS13 && !c.FirstInside() {
				t.Error("the alert was taken for a reply")
			}
		}
	}
}

// cork holds writes back, so that several leave in one segment.
type cork struct {
	net.Conn
	hold bool
	buf  []byte
}

func (c *cork) Write(p []byte) (int, error) {
	if !c.hold {
		return c.Conn.Write(p)
	}
	c.buf = append(c.buf, p...)
	return len(p), nil
}

func (c *cork) pull() {
	c.hold = false
	c.Conn.Write(c.buf)
}
