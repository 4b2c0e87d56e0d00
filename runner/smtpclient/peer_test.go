package smtpclient

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// peer is the server's end of a test: it says and hears lines.
type peer struct {
	net.Conn
	in *bufio.Reader
}

func newPeer(conn net.Conn) *peer { return &peer{conn, bufio.NewReader(conn)} }

// say writes text as it is, in one segment.
func (p *peer) say(text string) { io.WriteString(p, text) }

// hear reads one command and returns it without its end; "" means that none came.
func (p *peer) hear() string {
	line, _ := p.in.ReadString('\n')
	return strings.TrimSuffix(line, "\r\n")
}

// answer hears a command and says text, for each of the texts.
func (p *peer) answer(texts ...string) {
	for _, text := range texts {
		if p.hear() == "" {
			return
		}
		p.say(text)
	}
}

// startTLS goes on inside TLS. It returns nil when there is no handshake.
func (p *peer) startTLS(cfg *tls.Config) *peer {
	conn := tls.Server(p.Conn, cfg)
	if conn.Handshake() != nil {
		return nil
	}
	return newPeer(conn)
}

// rest waits for the client to end the session.
func (p *peer) rest() { io.Copy(io.Discard, p.in) }

// dial plays serve on loopback and connects to it. At the end of the test the
// connection is closed and the server waited for.
func dial(t testing.TB, serve func(p *peer)) (*Conn, *transcript.Recorder) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var done sync.WaitGroup
	done.Go(func() {
		conn, err := listener.Accept()
		listener.Close()
		if err != nil {
			return
		}
		defer conn.Close()
		conn.SetDeadline(time.Now().Add(10 * time.Second))
		serve(newPeer(conn))
	})
	conn, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		listener.Close()
		t.Fatal(err)
	}
	rec := transcript.NewRecorder(time.Now, transcript.NewSecrets("hunter22-secret"))
	c := New(conn, rec)
	t.Cleanup(func() { c.Close(); done.Wait() })
	return c, rec
}

// greeted is dial with the greeting done.
func greeted(t testing.TB, serve func(p *peer)) (*Conn, *transcript.Recorder) {
	t.Helper()
	c, rec := dial(t, func(p *peer) {
		p.say("220 mail.example.test ready\r\n")
		serve(p)
	})
	if _, err := c.Greeting(soon(t)); err != nil {
		t.Fatal(err)
	}
	return c, rec
}

// soon is a context for what should come at once.
func soon(t testing.TB) context.Context { return within(t, 5*time.Second) }

func within(t testing.TB, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

// arrived waits until something that nobody asked for has come.
func arrived(t testing.TB, c *Conn) {
	t.Helper()
	for range 5000 {
		if c.wire.waiting() {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("nothing came")
}

// classOf is the class of a failure, "" for none, or the error's text.
func classOf(err error) string {
	var f *smtp.Failure
	switch {
	case err == nil:
		return ""
	case errors.As(err, &f):
		return f.Class
	}
	return err.Error()
}

// text is the transcript without its times.
func text(rec *transcript.Recorder) string {
	var b strings.Builder
	transcript.Write(&b, rec.Entries())
	return b.String()
}

// certificate makes one for the tests, for a server or a client.
var certificate = sync.OnceValue(func() tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "mail.example.test"},
		DNSNames:     []string{"mail.example.test"},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
		IsCA:         true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
})

func serverTLS() *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{certificate()}, MinVersion: tls.VersionTLS10}
}
