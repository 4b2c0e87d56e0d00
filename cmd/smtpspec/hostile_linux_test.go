package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// fullBacklog is a port whose queue of connections is full, so that nothing
// answers a SYN: what a firewall that drops packets looks like.
func fullBacklog(t *testing.T) int {
	t.Helper()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Close(fd) })
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Listen(fd, 0); err != nil {
		t.Fatal(err)
	}
	name, err := syscall.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	port := name.(*syscall.SockaddrInet4).Port
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return port
}

// TestNoWayThere is what Linux says of addresses to which no connection comes
// about.
func TestNoWayThere(t *testing.T) {
	for _, c := range []struct {
		name, host string
		port       int
		class      string
	}{
		{"nothing answers", "127.0.0.1", fullBacklog(t), smtp.FailConnectTimeout},
		{"no route", "224.0.0.1", 25, smtp.FailUnreachable},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			suite := fmt.Sprintf(`
endpoint "lost" {
  host = %q
  port = %d
  timeouts {
    connect = "700ms"
  }
}
defaults {
  endpoint = endpoint.lost
  from     = "scanner@example.test"
  to       = ["office@example.test"]
}
test "blind" {
  expect rcpt accept {}
}
test "pinned" {
  expect connect fail {
    class = %q
  }
}
`, c.host, c.port, c.class)
			if err := os.WriteFile(filepath.Join(dir, "lost.smtp.hcl"), []byte(suite), 0o600); err != nil {
				t.Fatal(err)
			}
			r := cli(t, "run", filepath.Join(dir, "lost.smtp.hcl"), "--log", filepath.Join(dir, "run.jsonl"))
			got := statuses(t, filepath.Join(dir, "run.jsonl"))
			if got["blind"] != result.Inconclusive || got["pinned"] != result.Pass || r.code != result.ExitInconclusive {
				t.Errorf("%v, exit %d\n%s", got, r.code, r.stdout)
			}
		})
	}
}
