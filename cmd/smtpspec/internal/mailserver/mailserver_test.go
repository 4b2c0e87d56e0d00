//go:build linux

package mailserver

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"net/textproto"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// dialogue is one session: where, how, and what is asked for.
type dialogue struct {
	name     string
	port     int
	implicit bool
	auth     smtp.Auth
	to       string
	want     string // the start of the last reply, its lines joined by "\n"
}

// hold says all of a dialogue up to RCPT TO and returns the last reply.
func (d dialogue) hold(s *Server) (string, error) {
	config, err := s.tlsConfig()
	if err != nil {
		return "", err
	}
	conn, err := net.Dial("tcp4", net.JoinHostPort(s.Host, strconv.Itoa(d.port)))
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return "", err
	}
	if d.implicit {
		conn = tls.Client(conn, config)
	}
	c, err := smtp.NewClient(conn, Name)
	if err != nil {
		return "", err
	}
	if !d.implicit {
		if err := c.StartTLS(config); err != nil {
			return "", fmt.Errorf("STARTTLS: %w", err)
		}
	}
	if d.auth != nil {
		if err := c.Auth(d.auth); err != nil {
			return "", err
		}
	}
	if err := c.Mail("scanner@example.test"); err != nil {
		return "", err
	}
	if err := c.Rcpt(d.to); err != nil {
		return "", err
	}
	return "250", c.Quit()
}

// tlsConfig trusts the server's own root and nothing else.
func (s *Server) tlsConfig() (*tls.Config, error) {
	pem, err := os.ReadFile(s.CAFile)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("no certificate in %s", s.CAFile)
	}
	return &tls.Config{RootCAs: roots, ServerName: Name}, nil
}

// loginAuth is AUTH LOGIN, which net/smtp has not.
type loginAuth struct{ user, password string }

func (a *loginAuth) Start(*smtp.ServerInfo) (string, []byte, error) { return "LOGIN", nil, nil }

func (a *loginAuth) Next(fromServer []byte, more bool) ([]byte, error) {
	switch {
	case !more:
		return nil, nil
	case strings.HasPrefix(string(fromServer), "User"):
		return []byte(a.user), nil
	}
	return []byte(a.password), nil
}

func plain(password string) smtp.Auth { return smtp.PlainAuth("", Username, password, Name) }

func login(password string) smtp.Auth { return &loginAuth{Username, password} }

func cram(password string) smtp.Auth { return smtp.CRAMMD5Auth(Username, password) }

func check(t *testing.T, s *Server, dialogues []dialogue) {
	t.Helper()
	for _, d := range dialogues {
		t.Run(d.name, func(t *testing.T) {
			got, err := d.hold(s)
			if reply := (*textproto.Error)(nil); errors.As(err, &reply) {
				got = fmt.Sprintf("%d %s", reply.Code, reply.Msg)
			} else if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(got, d.want) {
				t.Errorf("got %q, want it to begin with %q", got, d.want)
			}
		})
	}
}

func TestPostfix(t *testing.T) {
	s := Postfix(t, Options{})
	check(t, s, []dialogue{
		{name: "mx", port: s.MX, to: "alice@example.test", want: "250"},
		{name: "unknown", port: s.MX, to: "nosuch@example.test", want: "550 5.1.1 <nosuch@example.test>: Recipient address rejected: User unknown"},
		{name: "relay", port: s.MX, to: "x@elsewhere.test", want: "554 5.7.1 <x@elsewhere.test>: Relay access denied"},
		{name: "blocked", port: s.Blocked, to: "alice@example.test", want: "550 5.7.1 <unknown[127.0.0.1]>: Client host rejected: Service unavailable; Client host [127.0.0.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/127.0.0.1"},
		{name: "greylist", port: s.Greylist, to: "bob@example.test", want: "450 4.2.0 <bob@example.test>: Recipient address rejected: Greylisted, see"},
		{name: "no auth", port: s.Submission, to: "alice@example.test", want: "554 5.7.1 <alice@example.test>: Recipient address rejected: Access denied"},
		{name: "plain", port: s.Submission, auth: plain(Password), to: "x@elsewhere.test", want: "250"},
		{name: "login", port: s.Submission, auth: login(Password), to: "x@elsewhere.test", want: "250"},
		{name: "cram", port: s.Submission, auth: cram(Password), to: "x@elsewhere.test", want: "250"},
		{name: "wrong plain", port: s.Submission, auth: plain("wrong"), want: "535 5.7.8 Error: authentication failed"},
		{name: "wrong login", port: s.Submission, auth: login("wrong"), want: "535 5.7.8 Error: authentication failed"},
		{name: "wrong cram", port: s.Submission, auth: cram("wrong"), want: "535 5.7.8 Error: authentication failed"},
		{name: "implicit", port: s.Implicit, implicit: true, auth: plain(Password), to: "x@elsewhere.test", want: "250"},
		{name: "proxy", port: s.Proxy, auth: plain(Password), to: "alice@example.test", want: "250"},
		{name: "proxy wrong", port: s.Proxy, auth: plain("wrong"), want: "535 5.7.8 Authentication failed"},
	})
	t.Run("offers", func(t *testing.T) {
		want := "PLAIN LOGIN SCRAM-SHA-256 CRAM-MD5"
		if got := offered(t, s, s.Submission); got != want {
			t.Errorf("AUTH %s, want %s", got, want)
		}
	})
}

func TestPostfixMechanisms(t *testing.T) {
	s := Postfix(t, Options{Mechanisms: []string{"LOGIN"}, Main: []string{"smtpd_banner = $myhostname ESMTP ready"}})
	if got := offered(t, s, s.Submission); got != "LOGIN" {
		t.Errorf("AUTH %s, want LOGIN", got)
	}
}

func TestExim(t *testing.T) {
	s := Exim(t)
	check(t, s, []dialogue{
		{name: "mx", port: s.MX, to: "alice@example.test", want: "250"},
		{name: "unknown", port: s.MX, to: "nosuch@example.test", want: "550 Unrouteable address"},
		{name: "relay", port: s.MX, to: "x@elsewhere.test", want: "550 relay not permitted"},
		// One sentence in two lines, at the blank nearest to 75 columns.
		{name: "blocked", port: s.Blocked, to: "alice@example.test", want: "550 Service unavailable; Client host [127.0.0.1] blocked using\nzen.spamhaus.org; https://www.spamhaus.org/query/ip/127.0.0.1"},
		{name: "greylist", port: s.Greylist, to: "bob@example.test", want: "451 Greylisted, please try again later"},
		{name: "no auth", port: s.Submission, to: "alice@example.test", want: "550 authentication required"},
		{name: "plain", port: s.Submission, auth: plain(Password), to: "x@elsewhere.test", want: "250"},
		{name: "login", port: s.Submission, auth: login(Password), to: "x@elsewhere.test", want: "250"},
		{name: "cram", port: s.Submission, auth: cram(Password), to: "x@elsewhere.test", want: "250"},
		{name: "wrong plain", port: s.Submission, auth: plain("wrong"), want: "535 Incorrect authentication data"},
		{name: "wrong cram", port: s.Submission, auth: cram("wrong"), want: "535 Incorrect authentication data"},
		{name: "implicit", port: s.Implicit, implicit: true, auth: plain(Password), to: "x@elsewhere.test", want: "250"},
	})
	t.Run("offers", func(t *testing.T) {
		if got, want := offered(t, s, s.Submission), "PLAIN LOGIN CRAM-MD5"; got != want {
			t.Errorf("AUTH %s, want %s", got, want)
		}
	})
}

// offered is the list behind AUTH in the EHLO inside TLS.
func offered(t *testing.T, s *Server, port int) string {
	t.Helper()
	config, err := s.tlsConfig()
	if err != nil {
		t.Fatal(err)
	}
	c, err := smtp.Dial(net.JoinHostPort(s.Host, strconv.Itoa(port)))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.StartTLS(config); err != nil {
		t.Fatal(err)
	}
	_, list := c.Extension("AUTH")
	return list
}

// TestStopped proves that nothing stays behind: no listener, no process that was
// started with the server's folder, no folder.
func TestStopped(t *testing.T) {
	for _, server := range []struct {
		name  string
		start func(testing.TB) *Server
	}{
		{"postfix", func(t testing.TB) *Server { return Postfix(t, Options{}) }},
		{"exim", Exim},
	} {
		t.Run(server.name, func(t *testing.T) {
			var s *Server
			t.Run("up", func(t *testing.T) { s = server.start(t) })
			if s == nil {
				return // "up" has skipped or failed, and says why
			}
			dir := filepath.Dir(s.CAFile)
			if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("%s is still there: %v", dir, err)
			}
			if left := await(func() []string { return processesIn(dir) }); left != nil {
				t.Errorf("processes left: %q", left)
			}
			// A killed child holds its listener a moment longer than its parent.
			for _, port := range []int{s.MX, s.Blocked, s.Greylist, s.Submission, s.Implicit, s.Proxy} {
				if port != 0 && answers(port) {
					t.Errorf("port %d still answers", port)
				}
			}
		})
	}
}

// await asks until nothing is left, for a killed process is gone a moment later.
func await(left func() []string) []string {
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		if left() == nil {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return left()
}

// processesIn lists the processes that name a folder in their arguments or work
// in it.
func processesIn(dir string) []string {
	var found []string
	procs, _ := filepath.Glob("/proc/[0-9]*")
	for _, proc := range procs {
		args, err := os.ReadFile(filepath.Join(proc, "cmdline"))
		if err != nil {
			continue
		}
		cwd, _ := os.Readlink(filepath.Join(proc, "cwd"))
		if strings.Contains(string(args), dir) || strings.HasPrefix(cwd, dir) {
			found = append(found, strings.ReplaceAll(string(args), "\x00", " "))
		}
	}
	return found
}
