package smtpclient

import (
	"bufio"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/transcript"
)

var benchLines = []string{"EHLO copier", "MAIL FROM:<a@example.test>", "RCPT TO:<b@example.test>", "RSET", "QUIT"}

// benchServer plays a session of benchLines to each client.
func benchServer(b *testing.B) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			p := newPeer(conn)
			p.say("220 mail.example.test ready\r\n")
			for range benchLines {
				p.answer("250-mail.example.test Hello\r\n250-SIZE 157286400\r\n250 SMTPUTF8\r\n")
			}
			conn.Close()
		}
	}()
	b.Cleanup(func() { listener.Close(); <-done })
	return listener.Addr().String()
}

func BenchmarkSession(b *testing.B) {
	addr := benchServer(b)
	secrets := transcript.NewSecrets("hunter22-secret")
	ctx := within(b, time.Minute)
	b.ReportAllocs()
	for b.Loop() {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			b.Fatal(err)
		}
		c := New(conn, transcript.NewRecorder(time.Now, secrets))
		if _, err := c.Greeting(ctx); err != nil {
			b.Fatal(err)
		}
		for _, line := range benchLines {
			if _, err := c.Command(ctx, line); err != nil {
				b.Fatal(err)
			}
		}
		c.Close()
	}
}

// BenchmarkBareSession holds the same conversation with nothing but net and bufio,
// for comparison.
func BenchmarkBareSession(b *testing.B) {
	addr := benchServer(b)
	b.ReportAllocs()
	for b.Loop() {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			b.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(time.Minute))
		in := bufio.NewReader(conn)
		for i := 0; ; i++ {
			line := "220-"
			for line[3] == '-' {
				if line, err = in.ReadString('\n'); err != nil {
					b.Fatal(err)
				}
			}
			if i == len(benchLines) {
				break
			}
			if _, err := io.Copy(conn, strings.NewReader(benchLines[i]+"\r\n")); err != nil {
				b.Fatal(err)
			}
		}
		conn.Close()
	}
}
