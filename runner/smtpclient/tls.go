package smtpclient

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Handshake is what the client offers. The zero value offers TLS 1.2 and 1.3 with
// X25519 and P-256, without SNI and without a certificate.
type Handshake struct {
	ServerName   string // SNI; "" sends none, and so does an address (RFC 6066 §3)
	MinVersion   uint16 // zero: TLS 1.2
	MaxVersion   uint16 // zero: TLS 1.3
	Ciphers      []uint16
	Groups       []tls.CurveID
	Certificates []tls.Certificate // the client's own, for a server that asks
	Now          func() time.Time  // nil: the computer's clock
}

// State is what a handshake came to. The chain is as the server sent it; nobody
// has verified it yet.
type State struct {
	Version             uint16
	Cipher              string // the IANA name
	Group               string // "X25519", "P-256", …; "" where no group was agreed on
	ServerName          string // the SNI that was sent
	PeerCertificates    []*x509.Certificate
	ClientCertRequested bool
	Received            int // octets that came from the server during the handshake
	Hello               int // octets of the ClientHello that was sent
}

// defaultGroups leave the post-quantum ones out: their ClientHello takes two
// segments, and fails on paths where a copier's does not.
var defaultGroups = []tls.CurveID{tls.X25519, tls.CurveP256}

// Handshake starts TLS, after StartTLS or, for implicit TLS (RFC 8314 §3.3), as the
// first thing of a session. It accepts any certificate, since what is wrong with
// one is to be reported and not to end the session. No session ticket is asked for
// and none is used: each handshake is a whole one. Of one that failed the state has
// the size of the ClientHello alone.
func (c *Conn) Handshake(ctx context.Context, cfg Handshake) (State, error) {
	end, err := c.begin(ctx)
	if err != nil {
		return State{}, err
	}
	defer end()
	if c.spoke {
		// Before the ClientHello is sent, so that what is in clear stays apart from
		// what answers it.
		if err := c.checkInjection(); err != nil {
			return State{}, err
		}
	}
	conn := tls.Client(c.wire, c.config(cfg))
	c.wire.watch(true)
	err = conn.Handshake()
	c.wire.watch(false)
	if err != nil {
		return State{Hello: c.wire.hello}, c.fail(c.handshakeFailure(err))
	}
	c.tls = conn
	c.r.Reset(conn)
	c.rec.SetTLS(true)
	state := c.state(cfg)
	c.remark(state)
	return state, nil
}

func (c *Conn) config(cfg Handshake) *tls.Config {
	out := &tls.Config{
		ServerName:             cfg.ServerName,
		InsecureSkipVerify:     true,
		MinVersion:             cfg.MinVersion,
		MaxVersion:             cfg.MaxVersion,
		CipherSuites:           cfg.Ciphers,
		CurvePreferences:       cfg.Groups,
		Time:                   cfg.Now,
		SessionTicketsDisabled: true,
		GetClientCertificate:   c.clientCertificate(cfg.Certificates),
	}
	if out.MinVersion == 0 {
		out.MinVersion = tls.VersionTLS12
		if cfg.MaxVersion != 0 && cfg.MaxVersion < out.MinVersion {
			out.MinVersion = cfg.MaxVersion
		}
	}
	if out.MaxVersion == 0 {
		out.MaxVersion = tls.VersionTLS13
	}
	if len(out.CurvePreferences) == 0 {
		out.CurvePreferences = defaultGroups
	}
	return out
}

// clientCertificate answers a request for one. A certificate that fits none of the
// authorities that the server names is sent all the same, as OpenSSL does it.
func (c *Conn) clientCertificate(own []tls.Certificate) func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
	return func(info *tls.CertificateRequestInfo) (*tls.Certificate, error) {
		c.asked = true
		for i := range own {
			if info.SupportsCertificate(&own[i]) == nil {
				return &own[i], nil
			}
		}
		if len(own) > 0 {
			return &own[0], nil
		}
		return new(tls.Certificate), nil
	}
}

func (c *Conn) state(cfg Handshake) State {
	s := c.tls.ConnectionState()
	state := State{
		Version:             s.Version,
		Cipher:              tls.CipherSuiteName(s.CipherSuite),
		Group:               GroupName(s.CurveID),
		PeerCertificates:    s.PeerCertificates,
		ClientCertRequested: c.asked,
		Received:            c.wire.count,
		Hello:               c.wire.hello,
	}
	if name := strings.TrimSuffix(cfg.ServerName, "."); net.ParseIP(strings.Trim(name, "[]")) == nil {
		state.ServerName = name
	}
	return state
}

// remark writes into the transcript what the handshake came to.
func (c *Conn) remark(s State) {
	words := []string{VersionName(s.Version), s.Cipher}
	if s.Group != "" {
		words = append(words, s.Group)
	}
	c.rec.Add(transcript.Remark, "TLS started: "+strings.Join(words, " "))
	if len(s.PeerCertificates) > 0 {
		leaf := s.PeerCertificates[0]
		c.rec.Add(transcript.Remark, fmt.Sprintf("TLS peer: %s, issued by %s, valid until %s",
			Name(leaf.Subject), Name(leaf.Issuer), leaf.NotAfter.UTC().Format(time.RFC3339)))
	}
	if s.ClientCertRequested {
		c.rec.Add(transcript.Remark, "TLS: the server asked for a client certificate")
	}
}

// VersionName is the name of a TLS version as suites write it: "TLS1.2".
func VersionName(v uint16) string {
	switch v {
	case tls.VersionTLS10, tls.VersionTLS11, tls.VersionTLS12, tls.VersionTLS13:
		return strings.Replace(tls.VersionName(v), " ", "", 1)
	}
	return fmt.Sprintf("%#04x", v)
}

// GroupName is the name of a key exchange group as RFC 8446 §4.2.7 and people
// write it, or "" for none.
func GroupName(id tls.CurveID) string {
	switch id {
	case 0:
		return ""
	case tls.CurveP256:
		return "P-256"
	case tls.CurveP384:
		return "P-384"
	case tls.CurveP521:
		return "P-521"
	}
	return id.String()
}

// handshakeFailure says why a handshake failed.
func (c *Conn) handshakeFailure(err error) *smtp.Failure {
	if f := c.clearText(err); f != nil {
		return f
	}
	if f := c.alertFailure(err); f != nil {
		return f
	}
	f := smtp.IOFailure(err)
	switch {
	case f.Class == smtp.FailReplyTimeout:
		f.Class = smtp.FailTLSTimeout
		f.Detail = fmt.Sprintf("the handshake was not done %s; %d bytes of the server's answer came", c.within(), c.wire.count)
	case f.Class == smtp.FailReset && isTLSError(err):
		f.Class, f.Detail = smtp.FailTLSHandshake, "the handshake failed: "+tlsText(err)
		if strings.Contains(f.Detail, "unsupported protocol version") {
			f.Class = smtp.FailTLSVersion
		}
	default:
		f.Detail += " during the TLS handshake"
	}
	return f
}
