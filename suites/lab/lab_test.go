package lab

import (
	"bufio"
	"net"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/smtpspec/smtpspec/dsl"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start plays a profile until the test is over.
func start(t *testing.T, p *dsl.Lab, opt Options) *Server {
	t.Helper()
	if p.Name == "" {
		p.Name = "test"
	}
	s, err := Start(p, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// dial connects to the server; no test waits longer than ten seconds.
func dial(t *testing.T, s *Server) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", s.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(10 * time.Second))
	return c
}

// hold holds a conversation: "C: " lines are sent, "S: " lines must come, where
// "…" at the end stands for any rest. "EOF" must find the connection closed.
func hold(t *testing.T, c net.Conn, script string) {
	t.Helper()
	r := bufio.NewReader(c)
	for line := range strings.SplitSeq(strings.TrimSpace(script), "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if said, ok := strings.CutPrefix(line, "C: "); ok {
			if _, err := c.Write([]byte(said + "\r\n")); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			continue
		}
		got, err := r.ReadString('\n')
		if line == "EOF" {
			if err == nil {
				t.Fatalf("want the end of the connection, got %q", got)
			}
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		want := strings.TrimPrefix(line, "S: ")
		got = strings.TrimSuffix(got, "\r\n")
		start, any := strings.CutSuffix(want, "…")
		if got != want && !(any && strings.HasPrefix(got, start)) {
			t.Fatalf("\n got %q\nwant %q", got, want)
		}
	}
}

// finished waits for the n-th finished session and returns it.
func finished(t *testing.T, s *Server, n int) Session {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if all := s.Sessions(); len(all) >= n {
			return all[n-1]
		}
	}
	t.Fatalf("session %d has not ended", n)
	return Session{}
}
