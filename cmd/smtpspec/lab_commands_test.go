package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/netip"
	"net/smtp"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// lockedBuffer may be written by a command and read by its test at once.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// background is a command that runs until it is interrupted.
type background struct {
	out, err  lockedBuffer
	interrupt chan struct{}
	code      chan int
}

// startCommand runs a command that is ended with the test.
func startCommand(t *testing.T, args ...string) *background {
	t.Helper()
	b := &background{interrupt: make(chan struct{}), code: make(chan int, 1)}
	a := &app{
		in: strings.NewReader(""), out: &b.out, err: &b.err, now: time.Now,
		env: []string{"SMTPSPEC_CACHE=" + t.TempDir()},
		interrupts: func(stop func()) func() {
			go func() { <-b.interrupt; stop() }()
			return func() {}
		},
	}
	go func() { b.code <- a.main(args) }()
	t.Cleanup(b.stop)
	return b
}

func (b *background) stop() {
	select {
	case <-b.interrupt:
	default:
		close(b.interrupt)
		b.code <- <-b.code
	}
}

// finds waits for a pattern in what the command said to people.
func (b *background) finds(t *testing.T, pattern string) []string {
	t.Helper()
	want := regexp.MustCompile(pattern)
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if found := want.FindStringSubmatch(b.err.String()); found != nil {
			return found
		}
		select {
		case code := <-b.code:
			t.Fatalf("exit status %d\n%s", code, b.err.String())
		default:
		}
	}
	t.Fatalf("no %s in %s", pattern, b.err.String())
	return nil
}

// wholeProfile plays without anything that changes from session to session, and in
// clear, so that a test can look at the bytes.
const wholeProfile = `
lab "whole" {
  host     = "mx.whole.example"
  banner   = "220-{host} is slow\n220 and says so"
  greeting = "at your service"
  keywords = ["SIZE 1000", "AUTH PLAIN LOGIN"]

  tls {
    mode = "none"
  }

  on mail {
    delay = "300ms"
  }

  on rcpt {
    recipient = ["nobody@*"]
    reply     = "550-5.1.1 <{rcpt}>: ü no such user\n550 5.1.1 here"
  }

  on quit {
    raw = "221\r\n"
  }
}
`

// converse says lines to a server and returns every byte that came, replies apart.
func converse(t *testing.T, address string, lines ...string) []string {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(20 * time.Second))
	r := bufio.NewReader(c)
	var out []string
	for _, line := range append([]string{""}, lines...) {
		if line != "" {
			fmt.Fprintf(c, "%s\r\n", line)
		}
		reply := ""
		for {
			l, err := r.ReadString('\n')
			reply += l
			if err != nil || len(l) < 4 || l[3] != '-' {
				break
			}
		}
		out = append(out, reply)
	}
	return out
}

// A server is recorded over the network, and its recording says the same bytes.
func TestRecordHostAndReplay(t *testing.T) {
	whole, diags := dsl.ParseLab([]byte(wholeProfile), "whole.hcl")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	server, err := lab.Start(whole, lab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	t.Chdir(t.TempDir())

	code, _, errs := commandLine(t, "record", server.Addr().String(), "--from", "a@contoso.com", "--to", "b@contoso.com,nobody@contoso.com",
		"--ehlo", "copier.contoso.com", "--redact=off", "--name", "site", "--out", "site.smtp.hcl")
	if code != 0 || !strings.Contains(errs, "Recorded: 1 session in site.smtp.hcl") {
		t.Fatalf("exit status %d\n%s", code, errs)
	}
	conversation := []string{
		"EHLO copier.contoso.com", "MAIL FROM:<a@contoso.com>", "RCPT TO:<b@contoso.com>", "RCPT TO:<nobody@contoso.com>", "QUIT",
	}
	want := converse(t, server.Addr().String(), conversation...)
	for _, timing := range []bool{false, true} {
		b := startCommand(t, "replay", "site.smtp.hcl", "--listen", "127.0.0.1:0", fmt.Sprintf("--timing=%v", timing))
		address := b.finds(t, `plays site on (\S+)\.`)[1]
		began := time.Now()
		if diff := cmp.Diff(want, converse(t, address, conversation...)); diff != "" {
			t.Errorf("-recorded +played: %s", diff)
		}
		if took := time.Since(began); timing && took < 250*time.Millisecond {
			t.Errorf("with --timing it took %s", took)
		}
		b.stop()
		if code := <-b.code; code != 0 {
			t.Errorf("exit status %d\n%s", code, b.err.String())
		}
	}
	if code, out, errs := commandLine(t, "run", "site.smtp.hcl"); code != 0 {
		t.Errorf("the recorded suite: exit status %d\n%s%s", code, out, errs)
	}
}

// A recording of less than was asked for says where the session ended.
func TestRecordEnds(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	n.place(addrTenant, 25, "m365-mx-unknown-recipient")
	signIn := []string{"smtp.office365.com:587", "--user", "scanner@contoso.com"}
	everybody := []string{"contoso-com.mail.protection.outlook.com", "--from", "scanner@contoso.com", "--to", strings.Join(people(60), ",")}
	for _, test := range []struct {
		args []string
		env  string
		want string
	}{
		{everybody, "", "The session ended at RCPT TO: 550 5.4.1 Recipient address rejected"},
		{everybody, "", "(57 recipients not asked)\nNext: smtpspec run"},
		{signIn, allowHostsEnv + "=mail.example", "The session ended at AUTH: auth-unsafe: the credential was not sent"},
		{signIn, "", ""},
	} {
		p := person{terminal: true, password: "planted-pass-4711", env: []string{test.env}}
		r := n.smtpspec(p, append([]string{"record", "--out", "a.smtp.hcl", "--force"}, test.args...)...)
		if r.code != 0 || !strings.Contains(r.stderr, test.want) || strings.Contains(r.stderr, "The session ended") != (test.want != "") {
			t.Errorf("%v: %d, want %q\n%s", test.args, r.code, test.want, r.stderr)
		}
	}
}

// A script has no terminal: the password is where probe and the suites read it.
func TestRecordPassword(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	script := person{env: []string{passwordVariable + "=planted-pass-4711"}}
	r := n.smtpspec(script, "record", "smtp.office365.com:587", "--user", "scanner@contoso.com", "--out", "a.smtp.hcl")
	if text := readFile(t, "a.smtp.hcl"); r.code != 0 || !strings.Contains(text, "expect auth accept {}") || strings.Contains(text+r.stdout+r.stderr, "planted") {
		t.Errorf("exit status %d\n%s%s", r.code, r.stderr, text)
	}
	if r := n.smtpspec(person{}, "record", "smtp.office365.com:587", "--user", "scanner@contoso.com"); r.code != 2 || !strings.Contains(r.stderr, "in a script, set "+passwordVariable) {
		t.Errorf("exit status %d\n%s", r.code, r.stderr)
	}
}

// people are n mailboxes.
func people(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("r%d@contoso.com", i))
	}
	return out
}

// Nothing of the client is left in a redacted recording, which still runs.
func TestRecordRedacts(t *testing.T) {
	t.Chdir(t.TempDir())
	suite := `
		endpoint "mx" { lab = "m365-mx-spamhaus" }
		test "direct" {
		  endpoint = endpoint.mx
		  from     = "scanner@contoso.com"
		  to       = ["office@contoso.com"]
		}`
	if err := os.WriteFile("a.smtp.hcl", []byte(suite), 0o600); err != nil {
		t.Fatal(err)
	}
	commandLine(t, "run", "a.smtp.hcl", "--log", "run.jsonl", "-q")
	code, out, errs := commandLine(t, "record", "--from-log", "run.jsonl", "--test", "dir*")
	if code != 0 || !strings.Contains(errs, "Replaced: 2 mailboxes (now mailbox-1@client.example, ") {
		t.Fatalf("exit status %d\n%s", code, errs)
	}
	for _, left := range []string{"contoso", "203.0.113.7", "<ip-", "<session>"} {
		if strings.Contains(out, left) {
			t.Errorf("%q is left in\n%s", left, out)
		}
	}
	for _, kept := range []string{"SJ5PEPF000001F2.mail.protection.outlook.com", "blocked using Spamhaus", `class = "spamhaus"`} {
		if !strings.Contains(out, kept) {
			t.Errorf("%q is not in\n%s", kept, out)
		}
	}
	if err := os.WriteFile("b.smtp.hcl", []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := commandLine(t, "run", "b.smtp.hcl"); code != 0 {
		t.Errorf("exit status %d\n%s%s", code, out, errs)
	}
}

func TestRecordAndReplayMistakes(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"empty.smtp.hcl": "", "bad.smtp.hcl": "lab \"x\" {\n  hots = 1\n}\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"record"}, 2, "record needs HOST, or --from-log FILE"},
		{[]string{"record", "x", "--from-log", "y"}, 2, "not both"},
		{[]string{"record", "x", "--to", "a@b.example"}, 2, "--to needs --from"},
		{[]string{"record", "x", "--from", "<>", "--to", "a@b.example"}, 2, "or --allow-callout"},
		{[]string{"record", "x", "--from", "bad"}, 2, `"bad" is no mailbox`},
		{[]string{"record", "x", "--from", "<a@b.example>", "--to", "c@d.example,bad"}, 2, `"bad" is no mailbox`},
		{[]string{"record", "--from-log", "y", "--user", "u"}, 2, "--user goes with HOST"},
		{[]string{"record", "--from-log", "y", "--from", "a@b.example", "--tls=none"}, 2, "--from goes with HOST"},
		{[]string{"record", "x", "--redact=maybe"}, 2, "on or off"},
		{[]string{"record", "x", "--tls=ssl"}, 2, "--tls must be one of"},
		{[]string{"record", "x:0"}, 2, "no HOST:PORT"},
		{[]string{"record", "x", "--user", "u"}, 2, "standard input is no terminal"},
		{[]string{"record", "--from-log", "none.jsonl"}, 2, "none.jsonl"},
		{[]string{"record", fmt.Sprintf("127.0.0.1:%d", closedPort(t))}, 4, "connect-refused"},
		{[]string{"lab", "--learn", "copier.smtp.hcl"}, 2, "copier.smtp.hcl is named as a suite is"},
		{[]string{"lab", "--learn", "copier.hcl", "--list"}, 2, "give one of the two"},
		{[]string{"replay"}, 2, "replay takes one FILE"},
		{[]string{"replay", "none.smtp.hcl"}, 2, "none.smtp.hcl"},
		{[]string{"replay", "empty.smtp.hcl"}, 2, "has no lab block"},
		{[]string{"replay", "bad.smtp.hcl"}, 2, "hots"},
		{[]string{"replay", "empty.smtp.hcl", "--listen", "here"}, 2, "--listen here"},
	} {
		code, _, errs := commandLine(t, test.args...)
		if code != test.code || !strings.Contains(errs, test.want) {
			t.Errorf("%q: exit status %d, want %d and %q in\n%s", test.args, code, test.code, test.want, errs)
		}
	}
}

// A file that is there stays, unless --force says otherwise; and nobody is told so
// after the session was held.
func TestFilesStay(t *testing.T) {
	inFolder(t)
	for _, name := range []string{"there.smtp.hcl", "root.pem", "there.hcl"} {
		if err := os.WriteFile(name, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile("played.smtp.hcl", []byte(wholeProfile), 0o600); err != nil {
		t.Fatal(err)
	}
	n := newInternet(t, nil)
	n.interrupted = true
	server := n.labs["m365-mx"]
	before := server.Accepted()
	for _, test := range []struct {
		file string
		args []string
	}{
		{"there.smtp.hcl", []string{"record", server.Addr().String(), "--out", "there.smtp.hcl"}},
		{"root.pem", []string{"lab", "m365-mx", "--listen", "127.0.0.1:0", "--ca-file", "root.pem"}},
		{"root.pem", []string{"replay", "played.smtp.hcl", "--listen", "127.0.0.1:0", "--ca-file", "root.pem"}},
		{"there.hcl", []string{"lab", "--listen", "127.0.0.1:0", "--learn", "there.hcl"}},
	} {
		r := n.smtpspec(person{}, test.args...)
		if r.code != 2 || !strings.Contains(r.stderr, test.file+" exists already; --force") || readFile(t, test.file) != "mine" {
			t.Errorf("%v: %d %s", test.args, r.code, r.stderr)
		}
		if r := n.smtpspec(person{}, append(test.args, "--force")...); r.code == 2 {
			t.Errorf("%v --force: %d %s", test.args, r.code, r.stderr)
		}
		if err := os.WriteFile(test.file, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if now := server.Accepted(); now > before+1 { // that of --force
		t.Errorf("%d sessions", now-before)
	}
}

// TestLabIsOpen: a lab that others can reach says so, and where it listens as it was
// asked to; a folder that is to be made is named.
func TestLabIsOpen(t *testing.T) {
	inFolder(t)
	b := startCommand(t, "lab", "--learn", "new/copier.hcl", "--listen", "0.0.0.0:0")
	b.finds(t, `The folder new does not exist`)
	b.finds(t, `plays takes-everything on 0\.0\.0\.0:[0-9]+\.`)
	b.finds(t, `Whoever is on the network of this computer can reach it`)
	b = startCommand(t, "lab", "m365-mx", "--listen", "127.0.0.1:0")
	b.finds(t, "Ctrl-C")
	if strings.Contains(b.err.String(), "can reach it") {
		t.Error(b.err.String())
	}
}

// lab --learn writes what a client is, and lab --ca-file what it has to trust.
func TestLabLearns(t *testing.T) {
	t.Chdir(t.TempDir())
	b := startCommand(t, "lab", "--learn", "copier.hcl", "--ca-file", "root.pem", "--listen", "127.0.0.1:0")
	address := b.finds(t, `plays takes-everything on (\S+)\.`)[1]
	c, err := smtp.Dial(address)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{c.Hello("MFP_1.contoso.com"), c.Mail("scanner@contoso.com"), c.Rcpt("office@contoso.com"), c.Quit()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b.finds(t, `Learned: client\.mfp_1 in copier\.hcl`)
	text, err := os.ReadFile("copier.hcl")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"name it in `defaults` or in a test: client = client.mfp_1\n", "1 session from 127.0.0.1.", `client "mfp_1" {`, `"MFP_1.contoso.com"`, "starttls       = false",
		"What Microsoft 365 will not like about it:", "501 5.5.4 Invalid domain name", "530 5.7.57", "October 2024;",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	root, err := os.ReadFile("root.pem")
	if err != nil || !bytes.HasPrefix(root, []byte("-----BEGIN CERTIFICATE-----")) {
		t.Errorf("%v: %q", err, root)
	}
	if _, err := dsl.ParseClient(text, "copier.smtp.hcl"); err.HasErrors() {
		t.Errorf("%v\n%s", err, text)
	}
}

// What nobody gave a name for is said to be so.
func TestLabLearnsOfSomebody(t *testing.T) {
	sessions := []lab.Session{{Client: netip.MustParseAddrPort("192.0.2.1:25")}}
	var b bytes.Buffer
	writeLearned(&b, sessions, lab.Learn(sessions))
	if want := "# 1 session without a name from 192.0.2.1.\n"; !strings.Contains(b.String(), want) {
		t.Errorf("no %q in\n%s", want, b.String())
	}
}

// A device that refuses the lab's certificate is shown to do so, and nothing is said
// of what it was never asked for.
func TestLabLearnsOfTheHandshake(t *testing.T) {
	t.Chdir(t.TempDir())
	b := startCommand(t, "lab", "--learn", "copier.hcl", "--listen", "127.0.0.1:0")
	c, err := smtp.Dial(b.finds(t, `plays takes-everything on (\S+)\.`)[1])
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.StartTLS(&tls.Config{ServerName: "lab.example.com", RootCAs: x509.NewCertPool()}); err == nil {
		t.Fatal("the certificate was taken")
	}
	c.Close()
	b.finds(t, `Learned: client\.\w+ in copier\.hcl`)
	if shown := b.out.String(); !strings.Contains(shown, "=== TLS handshake failed: the client sent the alert bad_certificate (42)") {
		t.Errorf("the session: %s", shown)
	}
	text, err := os.ReadFile("copier.hcl")
	if err != nil {
		t.Fatal(err)
	}
	flat := strings.ReplaceAll(string(text), "\n# ", " ")
	for _, want := range []string{"It checks certificates, and does not trust the lab's", "No session came to AUTH or MAIL FROM"} {
		if !strings.Contains(flat, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for _, never := range []string{"did not sign in", "Nothing was seen", "never said QUIT"} {
		if strings.Contains(flat, never) {
			t.Errorf("%q in\n%s", never, text)
		}
	}
}
