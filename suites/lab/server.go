package lab

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
)

// Options are what a server needs beside its profile. The zero value is a
// server on a free port of the loopback interface.
type Options struct {
	// Listen is where to listen; empty means 127.0.0.1:0.
	Listen string
	// Names are further names and addresses for the certificate, for clients that
	// do not call the server by its profile's host.
	Names []string
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// OnSession is called with each session when it is over, by several goroutines
	// at once. It may be nil.
	OnSession func(Session)
	// Limits bound what clients can take; zero values mean DefaultLimits.
	Limits Limits
}

// Limits bound a session and the number of sessions.
type Limits struct {
	Sessions int           // at one time
	Commands int           // in one session
	Errors   int           // refused commands in one session
	Idle     time.Duration // between two lines of the client
	Session  time.Duration // the whole session
	Message  int64         // octets of one message
}

// DefaultLimits are patient with devices and short with floods.
var DefaultLimits = Limits{
	Sessions: 256,
	Commands: 1000,
	Errors:   20,
	Idle:     5 * time.Minute,  // RFC 5321 §4.5.3.2.7
	Session:  20 * time.Minute, // as long as Exchange Online's
	Message:  150 << 20,        // what Microsoft 365 announces
}

// or fills in what is zero from d.
func (l Limits) or(d Limits) Limits {
	return Limits{
		Sessions: cmp.Or(l.Sessions, d.Sessions),
		Commands: cmp.Or(l.Commands, d.Commands),
		Errors:   cmp.Or(l.Errors, d.Errors),
		Idle:     cmp.Or(l.Idle, d.Idle),
		Session:  cmp.Or(l.Session, d.Session),
		Message:  cmp.Or(l.Message, d.Message),
	}
}

// Server is a profile that listens.
type Server struct {
	profile  *dsl.Lab
	script   script
	opt      Options
	tls      *tls.Config // nil when the profile knows no TLS
	listener net.Listener
	addr     netip.AddrPort
	close    func() error

	ctx    context.Context
	cancel context.CancelFunc
	wait   sync.WaitGroup

	mu        sync.Mutex
	open      map[net.Conn]bool
	accepted  int            // sessions so far
	envelopes map[string]int // how often each envelope was tried
	done      []Session      // the last ones, see keepSessions
}

// keepSessions is how many finished sessions a server remembers. A run may hold
// ten thousand; a test looks at a few.
const keepSessions = 256

// Start checks the profile and listens. The server runs until Close.
func Start(profile *dsl.Lab, opt Options) (*Server, error) {
	sc, err := compile(profile)
	if err != nil {
		return nil, err
	}
	if opt.Listen == "" {
		opt.Listen = "127.0.0.1:0"
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	opt.Limits = opt.Limits.or(DefaultLimits)
	listener, err := net.Listen("tcp", opt.Listen)
	if err != nil {
		return nil, fmt.Errorf("lab %q: %w", profile.Name, err)
	}
	s := &Server{
		profile: profile, script: sc, opt: opt, listener: listener,
		addr:      listener.Addr().(*net.TCPAddr).AddrPort(),
		open:      map[net.Conn]bool{},
		envelopes: map[string]int{},
	}
	s.tls = s.tlsConfig()
	s.close = sync.OnceValue(s.shutDown)
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.wait.Go(s.accept)
	return s, nil
}

// Addr is where the server listens.
func (s *Server) Addr() netip.AddrPort { return s.addr }

// Host is the name that the server goes by, and that its certificate bears
// unless the profile says otherwise.
func (s *Server) Host() string { return s.script.host }

// Profile is the name of the profile that is played.
func (s *Server) Profile() string { return s.profile.Name }

// Roots holds the lab's own root: a client that plays against the lab takes it
// for a public one.
func (s *Server) Roots() *x509.CertPool { return authority().publicPool() }

// RootPEM is the lab's own root for the trust store of another program.
func (s *Server) RootPEM() []byte { return authority().public.pem() }

// SystemRoots holds the root that only this computer trusts, where the profile
// plays a box that intercepts, and is nil otherwise.
func (s *Server) SystemRoots() *x509.CertPool {
	if s.profile.TLS.Certificate != CertIntercepted {
		return nil
	}
	pool := x509.NewCertPool()
	pool.AddCert(authority().box.cert)
	return pool
}

// Close stops listening, ends every session and waits until they are over.
func (s *Server) Close() error { return s.close() }

func (s *Server) shutDown() error {
	s.cancel()
	err := s.listener.Close()
	s.mu.Lock()
	for c := range s.open {
		c.Close()
	}
	s.mu.Unlock()
	s.wait.Wait()
	return err
}

// accept takes connections until the listener is closed.
func (s *Server) accept() {
	pause := time.Millisecond
	for {
		conn, err := s.listener.Accept()
		if errors.Is(err, net.ErrClosed) || s.ctx.Err() != nil {
			if conn != nil {
				conn.Close()
			}
			return
		}
		if err != nil {
			// Out of file descriptors, most likely: wait for sessions to end.
			s.sleep(pause)
			pause = min(2*pause, time.Second)
			continue
		}
		pause = time.Millisecond
		s.begin(conn)
	}
}

// begin holds a session on a goroutine of its own, or refuses it when there are
// too many.
func (s *Server) begin(conn net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil {
		conn.Close()
		return
	}
	s.accepted++
	number := s.accepted
	full := len(s.open) >= s.opt.Limits.Sessions
	s.open[conn] = true
	atOnce := len(s.open)
	s.wait.Go(func() {
		defer s.forget(conn)
		if full {
			conn.SetDeadline(time.Now().Add(time.Second))
			conn.Write([]byte("421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel\r\n"))
			return
		}
		session := newSession(s, conn, number)
		session.info.AtOnce = atOnce
		s.remember(session.hold())
	})
}

func (s *Server) forget(conn net.Conn) {
	conn.Close()
	s.mu.Lock()
	delete(s.open, conn)
	s.mu.Unlock()
}

func (s *Server) remember(done Session) {
	s.mu.Lock()
	if len(s.done) >= keepSessions {
		s.done = append(s.done[:0], s.done[1:]...)
	}
	s.done = append(s.done, done)
	s.mu.Unlock()
	if s.opt.OnSession != nil {
		s.opt.OnSession(done)
	}
}

// Sessions are the finished sessions, in the order in which they ended; of many,
// the last few hundred.
func (s *Server) Sessions() []Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Session(nil), s.done...)
}

// Accepted is how many connections there were.
func (s *Server) Accepted() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.accepted
}

// maxEnvelopes bounds the memory for counting envelopes; a lab on a network
// would otherwise keep every address that a spammer tries.
const maxEnvelopes = 10_000

// try counts one more session that offers an envelope.
func (s *Server) try(key string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.envelopes[key]; !known && len(s.envelopes) >= maxEnvelopes {
		return 1
	}
	s.envelopes[key]++
	return s.envelopes[key]
}

// sleep waits, and reports false when the server is closed meanwhile.
func (s *Server) sleep(d time.Duration) bool {
	if d <= 0 {
		return s.ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-s.ctx.Done():
		return false
	}
}
