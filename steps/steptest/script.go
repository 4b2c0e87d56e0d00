package steptest

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"
)

// patience bounds every wait of a test, so that a mistake fails and does not hang.
const patience = 20 * time.Second

// Server plays a script to the first client that connects. A script is written as
// RFCs write dialogues, a line each:
//
//	S: 220 mx.example ESMTP   the server says this; lines that follow go out together
//	C: EHLO copier.example    the client must say this
//	C: ~AUTH PLAIN            the client must say something that begins so
//	raw "250 ok\n"            these bytes, as a Go string
//	tls                       the handshake
//	close                     the connection is closed
//	reset                     the connection is reset
//	silent                    nothing more is said
//	deaf                      whatever the client says is ignored
//
// After the last line the server closes once the client has. What the client did
// otherwise is an error of the test.
type Server struct {
	Addr netip.AddrPort

	listener net.Listener
	conn     net.Conn
	config   *tls.Config
	lines    []string
	begin    <-chan struct{} // closed when the client may be spoken to
	done     chan error
}

// Serve starts a server on loopback, and waits for its end at the test's end.
func Serve(t testing.TB, script string, config *tls.Config) *Server {
	t.Helper()
	begin := make(chan struct{})
	close(begin)
	return serve(t, script, config, begin)
}

// serve is Serve for a client that says when it is connected: a reset that comes
// too soon would end the connecting.
func serve(t testing.TB, script string, config *tls.Config, begin <-chan struct{}) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{
		Addr:     netip.MustParseAddrPort(listener.Addr().String()),
		listener: listener, config: config, begin: begin, done: make(chan error, 1),
	}
	for _, line := range strings.Split(script, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			s.lines = append(s.lines, line)
		}
	}
	go func() { s.done <- s.play() }()
	t.Cleanup(func() {
		listener.Close()
		if err := <-s.done; err != nil {
			t.Errorf("scripted server: %v", err)
		}
	})
	return s
}

func (s *Server) play() error {
	conn, err := s.listener.Accept()
	if err != nil {
		return nil // no client came
	}
	defer func() { s.conn.Close() }()
	conn.SetDeadline(time.Now().Add(patience))
	s.conn = conn
	<-s.begin
	r := bufio.NewReader(conn)
	for i := 0; i < len(s.lines); i++ {
		line := s.lines[i]
		switch {
		case strings.HasPrefix(line, "S:"):
			n := s.reply(i)
			_, err = conn.Write([]byte(n))
			i += strings.Count(n, "\r\n") - 1
		case strings.HasPrefix(line, "C:"):
			err = hear(r, strings.TrimSpace(line[2:]))
		case line == "tls":
			inside := tls.Server(conn, s.config)
			if inside.Handshake() != nil {
				return nil // the client's to report
			}
			conn, s.conn = inside, inside
			r = bufio.NewReader(conn)
		default:
			return s.act(line, r)
		}
		if err != nil {
			return err
		}
	}
	return s.act("silent", r)
}

// reply is what is said from line i on, up to the client's next turn.
func (s *Server) reply(i int) string {
	var b strings.Builder
	for ; i < len(s.lines) && strings.HasPrefix(s.lines[i], "S:"); i++ {
		b.WriteString(strings.TrimPrefix(strings.TrimPrefix(s.lines[i], "S:"), " ") + "\r\n")
	}
	return b.String()
}

// act does what is no line of SMTP; each of them is a script's last but raw.
func (s *Server) act(line string, r *bufio.Reader) error {
	switch {
	case strings.HasPrefix(line, "raw "):
		text, err := strconv.Unquote(strings.TrimSpace(line[4:]))
		if err != nil {
			return fmt.Errorf("script: %q: %w", line, err)
		}
		if _, err := s.conn.Write([]byte(text)); err != nil {
			return err
		}
		return s.act("silent", r)
	case line == "deaf":
		io.Copy(io.Discard, r) // until the client is gone
		return nil
	case line == "silent":
		for {
			heard, err := r.ReadString('\n')
			if heard != "" {
				return fmt.Errorf("the client says %q where the script is over", heard)
			}
			if err != nil {
				return nil
			}
		}
	case line == "reset":
		s.tcp().SetLinger(0)
		return s.tcp().Close() // before TLS can say good-bye
	case line == "close":
		// Closed whole, with something unread, the connection would be reset.
		s.tcp().CloseWrite()
		io.Copy(io.Discard, s.tcp())
		return nil
	}
	return fmt.Errorf("script: %q is no action", line)
}

func (s *Server) tcp() *net.TCPConn {
	if inside, ok := s.conn.(*tls.Conn); ok {
		return inside.NetConn().(*net.TCPConn)
	}
	return s.conn.(*net.TCPConn)
}

func hear(r *bufio.Reader, want string) error {
	got, err := r.ReadString('\n')
	if err != nil {
		return fmt.Errorf("the client says nothing where the script has %q: %w", want, err)
	}
	got = strings.TrimSuffix(got, "\r\n")
	if prefix, ok := strings.CutPrefix(want, "~"); ok && strings.HasPrefix(got, prefix) {
		return nil
	}
	if got != want {
		return errors.New("the client says " + strconv.Quote(got) + " where the script has " + strconv.Quote(want))
	}
	return nil
}
