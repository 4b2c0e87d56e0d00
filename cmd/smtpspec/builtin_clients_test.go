package main

import (
	"crypto/tls"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/suites/clients"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// builtinClients says what a lab profile sees of each built-in client, and how
// the session with it ends.
var builtinClients = map[string]struct {
	profile string
	code    int    // of a run that expects RCPT TO to be accepted
	says    string // in what is printed
	saw     func(lab.Session) error
}{
	"old-tls":          {"legacy-tls10", 0, "1 passed", sawVersion(tls.VersionTLS10)},
	"tls12":            {"m365-submission", 0, "1 passed", sawVersion(tls.VersionTLS12)},
	"rsa-key-exchange": {"m365-submission", 1, "tls-alert", sawFailure("no cipher suite supported by both")},
	"no-sni":           {"m365-submission", 0, "1 passed", sawServerName("")},
	"no-starttls":      {"m365-submission", 1, "tls-required", sawClear},
	"helo":             {"plain-relay", 0, "1 passed", sawHello("HELO", "copier.example.com")},
	"odd-name":         {"m365-mx", 1, "helo-rejected", sawHello("EHLO", "mfp_1.example.com")},
	"login-only":       {"submission-tls", 0, "1 passed", sawMechanism("LOGIN")},
	"plain-only":       {"submission-tls", 0, "1 passed", sawMechanism("PLAIN")},
	"sharp-mx":         {"m365-submission", 0, "1 passed", sawMechanism("LOGIN")},
	"develop-ineo":     {"m365-submission", 0, "1 passed", sawMechanism("LOGIN")},
}

func sawVersion(want uint16) func(lab.Session) error {
	return func(s lab.Session) error {
		if s.TLS == nil || s.TLS.Version != want {
			return fmt.Errorf("TLS %+v, not %s", s.TLS, tls.VersionName(want))
		}
		return nil
	}
}

func sawServerName(want string) func(lab.Session) error {
	return func(s lab.Session) error {
		if s.TLS == nil || s.TLS.ServerName != want {
			return fmt.Errorf("TLS %+v, not with the name %q", s.TLS, want)
		}
		return nil
	}
}

func sawFailure(want string) func(lab.Session) error {
	return func(s lab.Session) error {
		if !strings.Contains(s.Failed, want) {
			return fmt.Errorf("ended by %q, not by %q", s.Failed, want)
		}
		return nil
	}
}

func sawClear(s lab.Session) error {
	if s.TLS != nil || strings.Contains(strings.Join(s.Commands(), "\n"), "STARTTLS") {
		return fmt.Errorf("TLS %+v, commands %q", s.TLS, s.Commands())
	}
	return nil
}

func sawHello(verb, name string) func(lab.Session) error {
	return func(s lab.Session) error {
		if s.Verb != verb || s.Helo != name {
			return fmt.Errorf("%s %s, not %s %s", s.Verb, s.Helo, verb, name)
		}
		return nil
	}
}

func sawMechanism(want string) func(lab.Session) error {
	return func(s lab.Session) error {
		if s.Mechanism != want || !s.Authenticated {
			return fmt.Errorf("mechanism %q, accepted %v", s.Mechanism, s.Authenticated)
		}
		return nil
	}
}

func TestBuiltinClients(t *testing.T) {
	for _, name := range clients.Names() {
		t.Run(name, func(t *testing.T) {
			want, ok := builtinClients[name]
			if !ok {
				t.Fatal("no test says what a server sees of it")
			}
			server, ended := playProfile(t, want.profile)
			r := cli(t, "run", clientSuite(t, name, server))
			if r.code != want.code || !strings.Contains(r.stdout, want.says) {
				t.Errorf("exit %d, not %d with %q:\n%s%s", r.code, want.code, want.says, r.stdout, r.stderr)
			}
			if err := want.saw(<-ended); err != nil {
				t.Errorf("the server saw %v", err)
			}
			if n := server.Accepted(); n != 1 {
				t.Errorf("the server saw %d sessions", n)
			}
		})
	}
}

// playProfile starts a profile, and hands on each session when it is over.
func playProfile(t *testing.T, profile string) (*lab.Server, <-chan lab.Session) {
	t.Helper()
	p, err := lab.Profile(profile)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan lab.Session, 16)
	server, err := lab.Start(p, lab.Options{OnSession: func(s lab.Session) { ended <- s }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return server, ended
}

// clientSuite writes a suite that goes with a client to a server, which signs in
// where the client is about that. The server is named by its address, as a real
// one is: the lab's endpoint would be its own server.
func clientSuite(t *testing.T, client string, server *lab.Server) string {
	t.Helper()
	mode, credential := "starttls", "null"
	switch server.Profile() {
	case "submission-tls":
		mode, credential = "implicit", "credential.scanner"
	case "m365-submission":
		credential = "credential.scanner"
	}
	if client == "no-starttls" {
		credential = "null"
	}
	text := fmt.Sprintf(`
endpoint "server" {
  host        = %q
  port        = %d
  tls         = %q
  verify      = false
  server_name = "smtp.office365.com"
}

credential "scanner" {
  username = "scanner@contoso.com"
  password = "only-good-in-the-lab"
}

test "client" {
  endpoint   = endpoint.server
  credential = %s
  client     = %q
  from       = "scanner@contoso.com"
  to         = ["office@contoso.com"]

  expect rcpt accept {}
}
`, server.Addr().Addr(), server.Addr().Port(), mode, credential, client)
	path := filepath.Join(t.TempDir(), "client.smtp.hcl")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The control of the clients above: smtpspec's own does otherwise in each point.
func TestOwnClientIsNoneOfThem(t *testing.T) {
	server, ended := playProfile(t, "m365-submission")
	path := clientSuite(t, "tls12", server)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), `"tls12"`, "null", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := cli(t, "run", path); r.code != 0 {
		t.Fatalf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	s := <-ended
	for name, saw := range map[string]func(lab.Session) error{
		"version": sawVersion(tls.VersionTLS13), "server name": sawServerName("smtp.office365.com"), "EHLO": sawHello("EHLO", "[127.0.0.1]"),
	} {
		if err := saw(s); err != nil {
			t.Errorf("%s: the server saw %v", name, err)
		}
	}
}
