package step

import (
	"context"
	"crypto/x509"
	"net"
	"net/netip"
	"time"

	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Env is what a step may use: what the suite says of its test, the world
// outside, and what the stages before it left.
type Env struct {
	Endpoint   Endpoint
	Client     Client
	Credential *Credential // nil when the test has none
	Envelope   Envelope
	World      World
	Session    *Session
	// MayName is asked before each recipient after the first, with what came of those
	// before. A reason means that no more are to be named. It may be nil.
	MayName func(named []Part) (why string)
}

// Endpoint is where the session goes. Exactly one of Host, MXOf and Lab is set.
type Endpoint struct {
	Name          string // as the suite calls it, for remarks
	Host          string // a name or an address literal
	MXOf          string // a domain whose best MX is meant
	Lab           *LabServer
	Port          int
	TLS           smtp.TLSMode
	Verify        bool
	Trust         string // "public" or "system"
	ServerName    string // overrides the name that the certificate must bear
	CAFile        *x509.CertPool
	AddressFamily string // "any", "ipv4" or "ipv6"
	Source        netip.Addr
	// ConnectTimeout bounds the attempt at each address; zero leaves it to the
	// step's own deadline.
	ConnectTimeout time.Duration
	// CommandTimeout bounds the wait for each reply of a stage with several, such as
	// one RCPT each; zero leaves it to the stage's own deadline.
	CommandTimeout time.Duration
}

// LabServer is a lab profile that listens for this run.
type LabServer struct {
	Profile string
	Host    string         // the host name that it plays
	Addr    netip.AddrPort // where it listens
	Roots   *x509.CertPool // the lab's own root, which stands in for the public ones
	// System are roots that this computer is to be taken to trust beside the public
	// ones, where the profile plays a device that intercepts TLS; nil: none.
	System *x509.CertPool
}

// Client is what the device can do, so that the test does no more.
type Client struct {
	Name string // EHLO argument; empty means the socket's address literal (RFC 5321 §4.1.4)
	HELO bool   // say HELO, not EHLO
	TLS  TLSClient
	// Mechanisms are those that the device knows, in its order; nil means all.
	Mechanisms []string
	// NoStartTLS means that the device cannot do STARTTLS.
	NoStartTLS bool
}

// TLSClient is the device's side of a handshake. Zero values mean the defaults
// of smtpclient.
type TLSClient struct {
	MinVersion, MaxVersion uint16
	Ciphers                []uint16
	Groups                 []uint16
	SNI                    *string // nil: the host's name; empty: none is sent
}

// Credential is what AUTH is to be done with.
type Credential struct {
	Name           string // as the suite calls it
	Username       string
	Password       string
	Mechanism      string // empty: the strongest that both sides know
	AllowPlaintext bool   // may be sent without verified TLS
	Withheld       string // why it must not be sent to this host at all; empty: it may
}

// Envelope is what MAIL and RCPT say (RFC 5321 §3.3).
type Envelope struct {
	From       string   // the reverse-path without angle brackets; "" is the null one
	To         []string // forward-paths without angle brackets
	Parameters []string // of MAIL, such as "BODY=8BITMIME"
}

// World is what lies outside smtpspec. All of it can be replaced in tests.
type World struct {
	Resolver dns.Resolver
	// Dial opens a TCP connection to addr, from source where that is valid.
	Dial func(ctx context.Context, source netip.Addr, addr netip.AddrPort) (net.Conn, error)
	Now  func() time.Time
	// PublicRoots are the embedded roots, SystemRoots those of this computer, which
	// are nil where there are none to be had. They are asked for at the first
	// handshake, since reading them takes a while.
	PublicRoots, SystemRoots func() *x509.CertPool
	// Secrets are hidden wherever something is written down.
	Secrets *transcript.Secrets
}

// Session is what the stages of one session hand on to one another.
type Session struct {
	// Record is the session's transcript.
	Record *transcript.Recorder
	// Host is the peer's name after resolve: the host, or the MX that was chosen.
	Host string
	// Addrs are the addresses to be tried, in order, after resolve.
	Addrs []netip.AddrPort
	// Peer is the address that answered, after connect.
	Peer netip.AddrPort
	// Conn is the connection, after connect.
	Conn *smtpclient.Conn
	// Greeting is the reply on connecting, after banner.
	Greeting *smtp.Reply
	// Clear and Inside are what EHLO said before and inside TLS; nil before that.
	Clear, Inside *smtp.Capabilities
	// Upgrading is true once STARTTLS was answered with 220: a handshake is due.
	Upgrading bool
	// Secure is true once the handshake is done, Verified when the certificate was
	// also found good (or the endpoint says that it need not be).
	Secure, Verified bool
	// Authenticated is true after AUTH was accepted.
	Authenticated bool
}

// Capabilities is what the server said last of itself, or nil.
func (s *Session) Capabilities() *smtp.Capabilities {
	if s.Inside != nil {
		return s.Inside
	}
	return s.Clear
}
