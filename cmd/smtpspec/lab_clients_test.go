//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"net/smtp"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/mailserver"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// labClient is a mail client that people have, and how it mails to a lab.
type labClient struct {
	name, program, pkg string
	command            func(at labPlace) []string
	input              string
	taken              bool // it comes to the message
}

// labPlace is where a lab listens, the name in its certificate, and what a client
// needs to trust it.
type labPlace struct{ port, root, host string }

const scan = "From: scanner@contoso.com\nTo: office@contoso.com\nSubject: a scan\n\nPage 1\n"

// No client is told which mechanism to sign in by: each takes the first of its own
// that is offered.
const pythonScript = `
import smtplib, ssl, sys
port, root = int(sys.argv[1]), sys.argv[2]
with smtplib.SMTP("127.0.0.1", port, local_hostname="copier.contoso.com", timeout=20) as s:
    s.starttls(context=ssl.create_default_context(cafile=root))
    s.login("scanner@contoso.com", "staple-battery-7")
    s.sendmail("scanner@contoso.com", ["office@contoso.com"], sys.stdin.read())
`

// labClients are those that run to their end on one command. Postfix is the fifth.
var labClients = []labClient{
	{
		name: "swaks", program: "swaks", pkg: "swaks", taken: true,
		command: func(at labPlace) []string {
			return []string{
				"--server", "127.0.0.1", "--port", at.port, "--tls", "--tls-verify", "--tls-ca-path", at.root, "--tls-sni", at.host,
				"--ehlo", "copier.contoso.com", "--auth", "--auth-user", "scanner@contoso.com", "--auth-password", "staple-battery-7",
				"--from", "scanner@contoso.com", "--to", "office@contoso.com",
			}
		},
	},
	{
		name: "curl", program: "curl", pkg: "curl", input: strings.ReplaceAll(scan, "\n", "\r\n"), taken: true,
		command: func(at labPlace) []string {
			return []string{
				"--silent", "--show-error", "--url", "smtp://127.0.0.1:" + at.port + "/copier.contoso.com", "--ssl-reqd", "--cacert", at.root,
				"--user", "scanner@contoso.com:staple-battery-7", "--mail-from", "scanner@contoso.com", "--mail-rcpt", "office@contoso.com", "--upload-file", "-",
			}
		},
	},
	{
		name: "smtplib", program: "python3", pkg: "python3", input: scan, taken: true,
		command: func(at labPlace) []string { return []string{"-c", pythonScript, at.port, at.root} },
	},
	{
		name: "openssl", program: "openssl", pkg: "openssl", input: "QUIT\r\n",
		command: func(at labPlace) []string {
			return []string{
				"s_client", "-starttls", "smtp", "-connect", "127.0.0.1:" + at.port, "-name", "copier.contoso.com",
				"-servername", at.host, "-CAfile", at.root, "-verify_return_error", "-quiet",
			}
		},
	},
}

// run runs the client against a place and returns its exit status and output.
func (c labClient) run(t *testing.T, at labPlace) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, mailserver.Program(t, c.program, c.pkg), c.command(at)...)
	cmd.Stdin = strings.NewReader(c.input)
	cmd.Dir = t.TempDir() // no ~/.swaksrc, no ~/.curlrc
	cmd.Env = append(os.Environ(), "HOME="+cmd.Dir)
	out, err := cmd.CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatalf("%s: %v", c.program, err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// startLab plays a profile until the test is over. What its sessions were comes
// over the channel.
func startLab(t *testing.T, profile string) (labPlace, <-chan lab.Session) {
	t.Helper()
	p, err := lab.Profile(profile)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan lab.Session, 16)
	s, err := lab.Start(p, lab.Options{
		Names: []string{"127.0.0.1"}, OnSession: func(s lab.Session) { ended <- s },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	root := filepath.Join(t.TempDir(), "root.pem")
	if err := os.WriteFile(root, s.RootPEM(), 0o644); err != nil {
		t.Fatal(err)
	}
	return labPlace{strconv.Itoa(int(s.Addr().Port())), root, s.Host()}, ended
}

func nextSession(t *testing.T, ended <-chan lab.Session) lab.Session {
	t.Helper()
	select {
	case s := <-ended:
		return s
	case <-time.After(time.Minute):
		t.Fatal("no session ended")
		return lab.Session{}
	}
}

// Real clients hold whole sessions with the lab, its certificate verified, and the
// lab describes each of them rightly, also with the profile that --learn plays: all
// of them sign in at Microsoft 365 as they are.
func TestRealClientsAgainstTheLab(t *testing.T) {
	for _, profile := range []string{"m365-submission", learnProfile} {
		for _, c := range labClients {
			t.Run(profile+" "+c.name, func(t *testing.T) {
				at, ended := startLab(t, profile)
				code, out := c.run(t, at)
				if code != 0 {
					t.Fatalf("exit status %d\n%s", code, out)
				}
				s := nextSession(t, ended)
				if s.TLS == nil || s.Helo != "copier.contoso.com" || s.Authenticated != c.taken || (s.Messages == 1) != c.taken {
					t.Errorf("got %+v\n%s", s, out)
				}
				learned := lab.Learn([]lab.Session{s})
				checkLearned(t, learned.Client, c.taken)
				checkTrouble(t, learned.Trouble, c.taken)
			})
		}
	}
}

// checkTrouble makes sure that nothing is said against a client that works, save
// that passwords come to an end.
func checkTrouble(t *testing.T, trouble []string, signedIn bool) {
	t.Helper()
	if !signedIn && len(trouble) == 0 {
		return
	}
	if !signedIn || len(trouble) != 1 || !strings.HasPrefix(trouble[0], "AUTH LOGIN is basic authentication") {
		t.Errorf("said against it: %q", trouble)
	}
}

// checkLearned holds what was learned of a client of OpenSSL 3 against what such
// clients are, and makes sure that a suite takes the block.
func checkLearned(t *testing.T, c *dsl.Client, signedIn bool) {
	t.Helper()
	if c.EHLO != "copier.contoso.com" || c.Name != "copier" || c.NoStartTLS || c.AddressFamily != "ipv4" {
		t.Errorf("got %+v", c)
	}
	if c.MaxVersion != "TLS1.3" || c.MinVersion > "TLS1.2" || len(c.Ciphers) < 5 || len(c.Groups) < 2 {
		t.Errorf("got %+v", c)
	}
	var mechanisms []string
	if signedIn {
		mechanisms = []string{"LOGIN"}
	}
	if diff := cmp.Diff(mechanisms, c.Mechanisms); diff != "" {
		t.Errorf("mechanisms: %s", diff)
	}
	checkClientBlock(t, c.Name, dsl.FormatClient(c))
}

// checkClientBlock runs a suite whose test signs in with the learned client's
// limits, where the client did.
func checkClientBlock(t *testing.T, name string, block []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.smtp.hcl")
	suite := string(block) + `
		endpoint "submission" { lab = "m365-submission" }
		credential "scanner" {
		  username = "scanner@contoso.com"
		  password = "staple-battery-7"
		}
		test "x" {
		  endpoint   = endpoint.submission
		  client     = client.` + name + `
		  credential = credential.scanner
		  from       = "scanner@contoso.com"
		  to         = ["office@contoso.com"]
		  expect rcpt accept {}
		}`
	if err := os.WriteFile(file, []byte(suite), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := commandLine(t, "run", file); code != 0 {
		t.Errorf("exit status %d\n%s\n%s\n%s", code, suite, out, errs)
	}
}

// A refusal reaches a real client as the refusal that it is.
func TestRealClientsAreRefused(t *testing.T) {
	tests := []struct{ client, profile, want string }{
		{"swaks", "m365-submission-auth-disabled", "535 5.7.139"},
		{"swaks", "m365-submission-mailbox-full", "554 5.2.2 mailbox full"},
		{"curl", "m365-submission-conditional-access", "Login denied"}, // all that it says
		{"smtplib", "m365-submission-send-as-denied", "5.7.60"},
		{"openssl", "wrong-certificate", ""},
	}
	for _, test := range tests {
		t.Run(test.client+" "+test.profile, func(t *testing.T) {
			at, ended := startLab(t, test.profile)
			for _, c := range labClients {
				if c.name != test.client {
					continue
				}
				if c.name == "openssl" {
					command := c.command
					c.command = func(at labPlace) []string { return append(command(at), "-verify_hostname", "mail.contoso.com") }
				}
				code, out := c.run(t, at)
				if code == 0 || !strings.Contains(out, test.want) {
					t.Errorf("exit status %d, want %q in\n%s", code, test.want, out)
				}
			}
			if s := nextSession(t, ended); s.Messages != 0 {
				t.Errorf("a message was taken: %+v", s)
			}
		})
	}
}

// TestPostfixRelaysThroughTheLab is the relay that many sites have: devices mail to
// Postfix, which signs in at client submission and hands the mail on.
func TestPostfixRelaysThroughTheLab(t *testing.T) {
	for _, profile := range []string{"m365-submission", learnProfile} {
		t.Run(profile, func(t *testing.T) { postfixRelays(t, profile) })
	}
}

func postfixRelays(t *testing.T, profile string) {
	at, ended := startLab(t, profile)
	address := "127.0.0.1:" + at.port
	s := mailserver.Postfix(t, mailserver.Options{Relay: address, Main: []string{
		"smtp_tls_security_level = verify", "smtp_tls_verify_cert_match = " + at.host, "smtp_tls_CAfile = " + at.root,
		"smtp_sasl_auth_enable = yes", "smtp_sasl_security_options = noanonymous",
		fmt.Sprintf("smtp_sasl_password_maps = inline:{ { [127.0.0.1]:%s = scanner@contoso.com:staple-battery-7 } }", at.port),
	}})
	handOver(t, "127.0.0.1:"+strconv.Itoa(s.MX))
	got := nextSession(t, ended)
	if got.TLS == nil || !got.Authenticated || got.User != "scanner@contoso.com" || got.Messages != 1 || got.Helo != mailserver.Name {
		t.Errorf("got %+v", got)
	}
	learned := lab.Learn([]lab.Session{got})
	c := learned.Client
	if c.EHLO != mailserver.Name || c.MaxVersion != "TLS1.3" || len(c.Mechanisms) != 1 || c.Mechanisms[0] != "LOGIN" {
		t.Errorf("got %+v", c)
	}
	checkTrouble(t, learned.Trouble, true)
	checkClientBlock(t, c.Name, dsl.FormatClient(c))
}

// handOver mails as an old copier does: in clear, without signing in.
func handOver(t *testing.T, relay string) {
	t.Helper()
	c, err := smtp.Dial(relay)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	err = errors.Join(c.Hello("copier"), c.Mail("scanner@contoso.com"), c.Rcpt("office@contoso.com"))
	if err != nil {
		t.Fatal(err)
	}
	w, err := c.Data()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, strings.ReplaceAll(scan, "\n", "\r\n"))
	if err := errors.Join(w.Close(), c.Quit()); err != nil {
		t.Fatal(err)
	}
}
