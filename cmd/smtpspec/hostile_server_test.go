package main

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// serverPatience bounds every wait of a server, so that a client that hangs fails
// its test and does not stop it.
const serverPatience = 30 * time.Second

// badServer listens on loopback. It plays a good server up to the moment at which
// the reply of one stage is due, and then misbehaves.
type badServer struct {
	port   int
	stage  string // whose reply is due when misbehaving begins
	behave func(*peer)
	mode   string // the endpoint's tls
	config *tls.Config
	// replies are given in place of good ones, by stage or, for one recipient, by
	// its mailbox.
	replies map[string]string
	pause   time.Duration // before the greeting
	think   time.Duration // before each reply of a good server

	listener net.Listener
	wait     sync.WaitGroup

	mu    sync.Mutex
	heard [][]string // what each client said after the misbehaviour
	said  []string   // the verbs of all commands, a session a line
	open  int        // connections now
	most  int        // connections at once
	total int
}

// start begins to listen. The server is stopped by stop.
func (s *badServer) start() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.serve(listener)
	return nil
}

func (s *badServer) serve(listener net.Listener) {
	s.listener, s.port = listener, listener.Addr().(*net.TCPAddr).Port
	s.wait.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			s.wait.Go(func() { s.play(conn) })
		}
	})
}

func (s *badServer) stop() {
	s.listener.Close()
	s.wait.Wait()
}

func (s *badServer) play(conn net.Conn) {
	defer conn.Close()
	s.count(1)
	// A session is over for the client with the reply to QUIT, before the server
	// sees the end of the connection.
	over := sync.OnceFunc(func() { s.count(-1) })
	defer over()
	conn.SetDeadline(time.Now().Add(serverPatience))
	p := &peer{
		tcp: conn.(*net.TCPConn), conn: conn, r: bufio.NewReader(conn), config: s.config,
		implicit: s.mode == "implicit", replies: s.replies, think: s.think, over: over,
	}
	time.Sleep(s.pause)
	if !p.upTo(s.stage) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.said = append(s.said, strings.Join(p.said, " "))
		return
	}
	s.behave(p)
	p.after = nil
	p.rest()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = append(s.heard, p.after)
}

func (s *badServer) count(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open += n
	s.most = max(s.most, s.open)
	if n > 0 {
		s.total++
	}
}

// peer is the server's end of one connection.
type peer struct {
	tcp      *net.TCPConn
	conn     net.Conn // tcp, or TLS over it
	r        *bufio.Reader
	config   *tls.Config
	implicit bool
	inside   bool
	replies  map[string]string
	think    time.Duration
	over     func()
	after    []string
	said     []string
}

// upTo plays a good server until the reply of a stage is due. It returns false
// when the client does not come so far.
func (p *peer) upTo(stage string) bool {
	if p.implicit {
		if stage == "tls" {
			return true
		}
		if !p.handshake() {
			return false
		}
	}
	if stage == "banner" {
		return true
	}
	p.good("banner")
	for {
		line, err := p.r.ReadString('\n')
		if err != nil {
			return false
		}
		now := p.stageOf(line)
		if now == stage {
			return true
		}
		p.answer(now, line)
		if now != "starttls" || p.replies["starttls"] != "" {
			continue
		}
		if stage == "tls" {
			return true
		}
		if !p.handshake() {
			return false
		}
	}
}

// rest keeps what the client says from now on, answers what it knows, and stays
// until the client is gone.
func (p *peer) rest() {
	for {
		line, err := p.r.ReadString('\n')
		if line != "" {
			p.after = append(p.after, strings.TrimRight(line, "\r\n"))
		}
		if err != nil {
			return
		}
		now := p.stageOf(line)
		if now == "" {
			continue
		}
		p.good(now)
		if now == "starttls" && !p.handshake() {
			return
		}
	}
}

// stageOf is the stage that a command belongs to.
func (p *peer) stageOf(line string) string {
	verb, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(line)), " ")
	switch verb {
	case "EHLO", "HELO":
		if p.inside {
			return "ehlo-tls"
		}
		return "ehlo"
	case "STARTTLS", "AUTH", "MAIL", "RCPT", "QUIT", "*":
		return strings.ToLower(verb)
	}
	return ""
}

// wellDone are the replies of a server without faults.
var wellDone = map[string]string{
	"banner":   "220 mx.example ESMTP",
	"ehlo":     "250-mx.example\r\n250-AUTH PLAIN LOGIN\r\n250-STARTTLS\r\n250 SIZE 1000000",
	"starttls": "220 2.0.0 ready",
	"ehlo-tls": "250-mx.example\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1000000",
	"auth":     "235 2.7.0 welcome",
	"mail":     "250 2.1.0 ok",
	"rcpt":     "250 2.1.5 ok",
	"quit":     "221 2.0.0 bye",
	"*":        "501 5.7.0 cancelled",
}

func (p *peer) good(stage string) { p.answer(stage, "") }

// answer gives the reply of a stage or of the mailbox in line.
func (p *peer) answer(stage, line string) {
	time.Sleep(p.think)
	if stage == "quit" {
		p.over()
	}
	if stage != "banner" {
		p.said = append(p.said, strings.ToUpper(strings.TrimSuffix(stage, "-tls")))
	}
	for key, reply := range p.replies {
		if key == stage || strings.Contains(key, "@") && strings.Contains(line, "<"+key+">") {
			p.raw(reply + "\r\n")
			return
		}
	}
	p.raw(goodReply(stage) + "\r\n")
}

func goodReply(stage string) string {
	if reply, ok := wellDone[stage]; ok {
		return reply
	}
	return "500 5.5.1 what?"
}

// raw sends bytes as they are.
func (p *peer) raw(s string) { io.WriteString(p.conn, s) }

// hear waits for the client's next line.
func (p *peer) hear() string {
	line, _ := p.r.ReadString('\n')
	return strings.TrimRight(line, "\r\n")
}

// helloCame waits for the first byte of a ClientHello: what a server says before
// that is in clear.
func (p *peer) helloCame() { p.r.ReadByte() }

// drip sends one byte after the other, with a pause between them.
func (p *peer) drip(s string, pause time.Duration) {
	p.tcp.SetNoDelay(true)
	for i := 0; i < len(s); i++ {
		if _, err := io.WriteString(p.conn, s[i:i+1]); err != nil {
			return
		}
		time.Sleep(pause)
	}
}

// endless sends the same again and again, until the client is gone.
func (p *peer) endless(s string) {
	block := strings.Repeat(s, max(1, 16<<10/len(s)))
	for {
		if _, err := io.WriteString(p.conn, block); err != nil {
			return
		}
	}
}

func (p *peer) handshake() bool {
	inside := tls.Server(p.tcp, p.config)
	if inside.Handshake() != nil {
		return false
	}
	p.conn, p.r, p.inside = inside, bufio.NewReader(inside), true
	return true
}

// hangUp closes the connection, with a FIN and nothing else.
func (p *peer) hangUp() {
	p.tcp.CloseWrite()
}

// resetLater resets when the client has surely noticed that it is connected: a
// reset that comes sooner is one of connecting.
func (p *peer) resetLater() {
	time.Sleep(200 * time.Millisecond)
	p.reset()
}

// reset closes the connection with a RST. The client has had the time to know
// that it is connected.
func (p *peer) reset() {
	time.Sleep(30 * time.Millisecond)
	p.tcp.SetLinger(0)
	p.tcp.Close()
}

// closedPort is a port of loopback on which nobody listens.
func closedPort(t testing.TB) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}
