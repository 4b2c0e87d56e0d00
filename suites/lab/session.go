package lab

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"hash/fnv"
	"net"
	"net/netip"
	"slices"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Session is what one client did, as the server saw it.
type Session struct {
	Number        int // 1 is the server's first connection
	ID            string
	Client        netip.AddrPort
	Start         time.Time
	Took          time.Duration
	TLS           *TLSInfo    // nil when it stayed in clear
	TLSFailure    *TLSFailure // nil unless it ended with a handshake
	Verb, Helo    string      // "EHLO" or "HELO", and its last argument
	Mechanism     string      // of the last AUTH
	User          string      // of the last AUTH; never a password
	Authenticated bool
	Envelopes     []Envelope
	Messages      int   // taken, and thrown away
	Octets        int64 // of the messages
	Quit          bool  // QUIT was said
	Failed        string
	// What else tells a client from others, for Learn.
	Hello      *Hello        // its first TLS message, also of a handshake that failed
	TLSInClear bool          // it began TLS where SMTP was due, as on port 465
	Mechanisms []string      // every mechanism that it tried, in its order
	Initial    bool          // AUTH came with an initial response (RFC 4954 §4)
	Parameters []string      // of MAIL, whether the command was accepted or not
	Pipelined  bool          // MAIL or RCPT came before the last reply was read (RFC 2920)
	Chunking   bool          // BDAT was said (RFC 3030)
	BareLF     bool          // a line of a message ended with LF alone
	Waited     time.Duration // the longest wait for a reply after which it went on
	GaveUp     time.Duration // the wait after which it left; zero where it did not
	AtOnce     int           // connections that were open when it came, its own included
	// Transcript is what went over the wire, with the client's secrets hidden.
	Transcript []transcript.Entry

	offered bool     // STARTTLS was offered to it
	signIn  []string // the mechanisms that were offered to it, the last time

	otherSender bool // MAIL FROM was not the user who had signed in
}

// TLSInfo is the handshake as the server saw it.
type TLSInfo struct {
	Version    uint16
	Cipher     uint16
	ServerName string // SNI; empty when none was sent
}

// Hello is a client's first TLS message, the ClientHello (RFC 8446 §4.1.2).
type Hello struct {
	Versions []uint16 // the highest first
	// Listed says that the client listed its versions (RFC 8446 §4.2.1). One that
	// does not has told the highest only, and Versions holds all below it too.
	Listed     bool
	Ciphers    []uint16
	Groups     []tls.CurveID
	ServerName string // SNI; empty when none was sent
}

func helloOf(h *tls.ClientHelloInfo) *Hello {
	const supportedVersions = 43 // RFC 8446 §4.2
	versions := slices.Clone(h.SupportedVersions)
	slices.SortFunc(versions, func(a, b uint16) int { return int(b) - int(a) })
	return &Hello{
		Versions: versions, Listed: slices.Contains(h.Extensions, supportedVersions),
		Ciphers: slices.Clone(h.CipherSuites), Groups: slices.Clone(h.SupportedCurves), ServerName: h.ServerName,
	}
}

// Envelope is one mail transaction with the recipients that were offered.
type Envelope struct {
	From       string // without angle brackets; empty is the null reverse-path
	Parameters []string
	To         []string
}

// Commands are the lines of the client, secrets hidden.
func (s Session) Commands() []string {
	var out []string
	for _, e := range s.Transcript {
		if e.Dir == transcript.Sent {
			out = append(out, e.Text)
		}
	}
	return out
}

// errEnd says that the session is over by the server's will.
var errEnd = errors.New("session over")

// session is a session while it is held.
type session struct {
	srv  *Server
	raw  net.Conn // under TLS
	wire *timed   // raw with its deadlines
	conn net.Conn // wire, or TLS over it
	in   *bufio.Reader
	rec  *transcript.Recorder
	info Session

	secure   bool
	hello    bool // EHLO or HELO was accepted
	refusing bool // the greeting was negative: only QUIT is answered well
	wordless bool // no command has come since the handshake
	from     *string
	to       int // accepted recipients
	chunks   int64
	chunked  bool   // BDAT was said in this transaction
	rcpt     string // the path that is being judged
	errors   int
	commands int
	tried    map[string]int // envelopes of this session, with the attempt that it is
	endured  time.Duration  // the last wait, which counts when the client goes on
}

// timed sets a deadline before each read and write, so that none waits longer
// than the limits say, whatever layer asks.
type timed struct {
	net.Conn
	idle  time.Duration
	end   time.Time
	until time.Time // of a read that only looks whether the client is still there
	hello *Hello    // what the handshake brought
	tail  []byte    // the last octets of a handshake, as long as an alert; nil outside one
}

// writeTime bounds a write: a client that reads nothing holds a session no longer.
const writeTime = time.Minute

// Read implements net.Conn.
func (c *timed) Read(p []byte) (int, error) {
	deadline := time.Now().Add(c.idle)
	if !c.until.IsZero() {
		deadline = c.until
	}
	c.SetReadDeadline(earlier(deadline, c.end))
	n, err := c.Conn.Read(p)
	if c.tail != nil {
		c.tail = append(c.tail, p[:n]...)
		c.tail = c.tail[max(0, len(c.tail)-alertSize):]
	}
	return n, err
}

// Write implements net.Conn.
func (c *timed) Write(p []byte) (int, error) {
	c.SetWriteDeadline(earlier(time.Now().Add(writeTime), c.end))
	return c.Conn.Write(p)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func newSession(srv *Server, conn net.Conn, number int) *session {
	limits := srv.opt.Limits
	wire := &timed{Conn: conn, idle: limits.Idle, end: time.Now().Add(limits.Session)}
	s := &session{
		srv: srv, raw: conn, wire: wire, conn: wire, in: bufio.NewReaderSize(wire, 4096),
		rec:   transcript.NewRecorder(srv.opt.Now, nil),
		tried: map[string]int{},
	}
	s.info = Session{Number: number, ID: sessionID(srv.profile.Name, number), Start: srv.opt.Now()}
	if a, ok := conn.RemoteAddr().(*net.TCPAddr); ok {
		ap := a.AddrPort()
		s.info.Client = netip.AddrPortFrom(ap.Addr().Unmap(), ap.Port())
	}
	return s
}

// sessionID is stable for a profile and a number, so that two runs agree.
func sessionID(profile string, number int) string {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s %d", profile, number)
	return fmt.Sprintf("08DE%012X", h.Sum64()&0xffffffffffff)
}

// hold plays the session to its end and tells what was seen.
func (s *session) hold() Session {
	err := s.play()
	if err != nil && !errors.Is(err, errEnd) {
		s.info.Failed = err.Error()
	}
	s.info.Took = s.srv.opt.Now().Sub(s.info.Start)
	s.info.Transcript = s.rec.Entries()
	s.conn.Close()
	return s.info
}

func (s *session) play() error {
	if s.srv.script.mode == ModeImplicit {
		if err := s.handshake(); err != nil {
			return err
		}
	}
	s.rec.SetStage(string(smtp.Banner))
	code, err := s.answer(smtp.Banner, s.srv.script.banner)
	if err != nil {
		return err
	}
	if code == 521 { // RFC 7504 §3: the server may close at once
		return errEnd
	}
	s.refusing = code.Negative()
	for {
		if first, err := s.in.Peek(1); err != nil {
			s.leftBehindHandshake(err)
			return s.readFailed(err)
		} else if first[0] == tlsRecord && !s.secure {
			return s.handshakeInClear()
		}
		line, err := readLine(s.in)
		if errors.Is(err, errLineTooLong) {
			s.say("500 5.5.2 Line too long")
			return errEnd
		}
		if err != nil {
			return s.readFailed(err)
		}
		if err := s.command(line); err != nil {
			return err
		}
	}
}

// readFailed tells a client that took too long why the session ends (RFC 5321
// §3.8); one that has gone is told nothing.
func (s *session) readFailed(err error) error {
	var ne net.Error
	if errors.As(err, &ne) && ne.Timeout() && s.srv.ctx.Err() == nil {
		s.wire.end = time.Now().Add(time.Second) // it may be the end that has come
		s.say("421 4.4.2 Connection dropped")
	}
	return err
}

// reset ends the mail transaction.
func (s *session) reset() {
	s.from, s.to, s.chunks, s.chunked = nil, 0, 0, false
}

// keywords are those that hold now.
func (s *session) keywords() []string {
	if s.secure {
		return s.srv.script.inside
	}
	return s.srv.script.clear
}
