package lab

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	netsmtp "net/smtp"
	"net/textproto"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// Every profile decodes, says what it is and where it is from, and can be played.
func TestProfiles(t *testing.T) {
	names := Names()
	if len(names) < 20 {
		t.Fatalf("only %d profiles: %q", len(names), names)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			p, err := Profile(name)
			if err != nil {
				t.Fatal(err)
			}
			if p.Title == "" || p.Doc == "" {
				t.Errorf("title %q, doc %q: both are shown to people", p.Title, p.Doc)
			}
			start(t, p, Options{})
		})
	}
}

func TestUnknownProfile(t *testing.T) {
	for _, name := range []string{"", "nobody", "../lab"} {
		if _, err := Profile(name); err == nil {
			t.Errorf("%q: no error", name)
		}
	}
}

// What a careful client of today meets at each profile that plays no refusal of
// Microsoft 365's: the stage that ends its session, and the reply or the trouble
// there. A profile that is not here has its whole session go well.
func TestWhatProfilesPlay(t *testing.T) {
	refused := map[string]bool{}
	for _, r := range refusals(t) {
		refused[r.profile] = true
	}
	want := map[string]string{
		"m365-submission-legacy-tls":   "starttls remote error: tls: protocol version",
		"greylist":                     "rcpt 451 4.7.1 <office@contoso.com>: Recipient address rejected: Greylisted",
		"legacy-tls10":                 "starttls ",
		"tls-intercepted":              "starttls tls: failed to verify certificate: x509: certificate signed by unknown authority",
		"self-signed-certificate":      "starttls tls: failed to verify certificate",
		"expired-certificate":          "starttls tls: failed to verify certificate: x509: certificate has expired",
		"wrong-certificate":            "starttls tls: failed to verify certificate: x509: certificate is valid for mail.example.net",
		"incomplete-chain":             "starttls tls: failed to verify certificate: x509: certificate signed by unknown authority",
		"starttls-injection":           "quit", // net/smtp drops what it has buffered, and sees nothing
		"tls-reset":                    "starttls ",
		"tls-silent":                   "starttls ",
		"port-redirected":              "rcpt 550 5.7.1 Port 25 is for customers' servers only",
		"garbage":                      "banner ",
		"silent":                       "banner ",
		"onprem-relay-denied":          "rcpt 454 4.7.1 <office@contoso.com>: Relay access denied",
		"onprem-exchange-relay-denied": "starttls tls: failed to verify certificate",
		"mail-filter-blocked":          "rcpt 550 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip=2",
		"mail-filter-spoofing":         "message 550 Rejected by header based Anti-Spoofing policy",
		"drop-mid-session":             "rcpt EOF",
		"not-yet-valid-certificate":    "starttls tls: failed to verify certificate: x509: certificate has exp",
		"onprem-relay":                 "starttls tls: failed to verify certificate",
	}
	for _, name := range Names() {
		healthy := slices.Contains(healthy, name)
		if refused[name] && !healthy && want[name] == "" {
			continue // see TestRefusals
		}
		if (strings.HasPrefix(name, "m365-") || strings.HasPrefix(name, "outlook-com-")) && !healthy && !refused[name] {
			t.Errorf("%s: no refusal of testdata/refusals.txt is played by it", name)
		}
		t.Run(name, func(t *testing.T) {
			got, err := visit(t, name, careful)
			if w := cmp.Or(want[name], "quit"); !strings.HasPrefix(got, w) || w == "quit" && err != nil {
				t.Errorf("\n got %s\nwant %s", got, w)
			}
		})
	}
	for name := range want {
		if _, err := Profile(name); err != nil {
			t.Error(err)
		}
	}
}

// healthy are the profiles of Microsoft 365's endpoints that take what is right.
var healthy = []string{"m365-mx", "m365-submission", "m365-submission-send-as", "m365-hve"}

// refusal is a line of testdata/refusals.txt.
type refusal struct{ profile, stage, reply string }

func refusals(t *testing.T) []refusal {
	t.Helper()
	src, err := os.ReadFile("testdata/refusals.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []refusal
	for line := range strings.Lines(string(src)) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		fields := strings.Fields(line)
		out = append(out, refusal{fields[0], fields[1], strings.Join(fields[2:], " ")})
	}
	return out
}

// visitor is a client with its ways.
type visitor struct {
	name      string // in EHLO
	mechanism string // "LOGIN", "XOAUTH2", or "" to go on without signing in
	from, to  string
	version   uint16 // of TLS; 0 is what Go does, 1 is none
}

var careful = visitor{name: "copier.contoso.com", mechanism: "LOGIN", from: "scanner@contoso.com", to: "office@contoso.com"}

// tokens are the profiles that refuse tokens, and take passwords.
var tokens = []string{
	"m365-hve-app-not-allowed", "m365-hve-malformed-token", "m365-hve-permissions", "m365-hve-token-expired", "m365-hve-token-expiring",
}

// fitting are the clients that refusals are for, where the careful one meets none.
func fitting(r refusal) visitor {
	v := careful
	switch {
	case r.stage == "ehlo":
		v.name = "MacBook.."
	case strings.Contains(r.profile, "relay-denied"):
		v.to = "someone@example.net"
	case strings.HasPrefix(r.reply, "421 4.7.66"):
		v.version = tls.VersionTLS11
	case strings.HasPrefix(r.reply, "451 5.7.3"):
		v.version = 1
	case slices.Contains(healthy, r.profile) && r.stage == "mail":
		v.from = "reception@contoso.com"
	case strings.HasPrefix(r.reply, "530 5.7.57"):
		v.mechanism = ""
	case slices.Contains(tokens, r.profile):
		v.mechanism = "XOAUTH2"
	}
	return v
}

// Every refusal of Microsoft 365's that is known can be met in the lab.
func TestRefusals(t *testing.T) {
	for _, r := range refusals(t) {
		t.Run(r.profile+" "+r.stage, func(t *testing.T) {
			if got, _ := visit(t, r.profile, fitting(r)); !strings.HasPrefix(got, r.stage+" "+r.reply) {
				t.Errorf("\n got %s\nwant %s %s", got, r.stage, r.reply)
			}
		})
	}
}

// Who signs in has nothing to do with what is refused to those who do not.
func TestRefusedUntilSignIn(t *testing.T) {
	for _, name := range []string{"m365-submission-no-auth", "m365-submission-no-auth-older"} {
		if got, err := visit(t, name, careful); got != "quit" || err != nil {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}

// What is refused to a password is not refused to a token, nor the other way round,
// and a tenant's own recipients need no connector.
func TestRefusalsOfOthersOnly(t *testing.T) {
	for _, r := range refusals(t) {
		p, err := Profile(r.profile)
		if err != nil {
			t.Fatal(err)
		}
		v := fitting(r)
		for _, on := range p.On {
			if on.Stage == "auth" && on.Mechanisms != nil {
				v.mechanism = map[string]string{"LOGIN": "XOAUTH2", "XOAUTH2": "LOGIN"}[on.Mechanisms[0]]
			}
		}
		v.to = careful.to
		if v == fitting(r) {
			continue
		}
		if got, err := visit(t, r.profile, v); err != nil {
			t.Errorf("%s with %s to %s: %s", r.profile, v.mechanism, v.to, got)
		}
	}
}

// A mailbox that may Send As others does so.
func TestSendAs(t *testing.T) {
	v := careful
	v.from = "reception@contoso.com"
	if got, err := visit(t, "m365-submission-send-as", v); err != nil {
		t.Error(got)
	}
	v.from = "Scanner@Contoso.com" // itself
	for _, profile := range []string{"m365-submission", "m365-hve"} {
		if got, err := visit(t, profile, v); err != nil {
			t.Errorf("%s: %s", profile, got)
		}
	}
}

// visit holds a session with a profile, and returns the stage that ended it with
// the reply or the trouble there.
func visit(t *testing.T, name string, v visitor) (string, error) {
	t.Helper()
	p, err := Profile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.On {
		p.On[i].Delay = min(p.On[i].Delay, time.Millisecond) // the tarpit's patience is not ours
	}
	got, err := wholeSession(t, start(t, p, Options{}), v)
	var reply *textproto.Error
	if errors.As(err, &reply) {
		got += fmt.Sprintf(" %d %s", reply.Code, reply.Msg)
	} else if err != nil {
		got += " " + err.Error()
	}
	return got, err
}

// wholeSession holds a whole session as Go's own client can, and returns the stage
// that ended it.
func wholeSession(t *testing.T, s *Server, v visitor) (string, error) {
	t.Helper()
	wire := dial(t, s)
	defer wire.Close()
	if strings.HasSuffix(s.Profile(), "silent") {
		wire.SetDeadline(time.Now().Add(100 * time.Millisecond))
	}
	trust := &tls.Config{ServerName: s.Host(), RootCAs: s.Roots()}
	if v.version > 1 {
		trust.MinVersion, trust.MaxVersion = tls.VersionTLS10, v.version
	}
	var conn net.Conn = wire
	if s.script.mode == ModeImplicit {
		conn = tls.Client(wire, trust)
	}
	c, err := netsmtp.NewClient(conn, s.Host())
	if err != nil {
		return "banner", err
	}
	if err := c.Hello(v.name); err != nil {
		return "ehlo", err
	}
	if ok, _ := c.Extension("STARTTLS"); ok && v.version != 1 {
		if err := c.StartTLS(trust); err != nil {
			return "starttls", err
		}
	}
	if ok, list := c.Extension("AUTH"); ok && v.mechanism != "" {
		if !strings.Contains(list, "LOGIN") {
			t.Errorf("AUTH %s", list)
		}
		if err := c.Auth(signingIn[v.mechanism]); err != nil {
			return "auth", err
		}
	}
	if err := c.Mail(v.from); err != nil {
		return "mail", err
	}
	if err := c.Rcpt(v.to); err != nil {
		return "rcpt", err
	}
	w, err := c.Data()
	if err != nil {
		return "data", err
	}
	w.Write([]byte("Subject: a scan\r\n\r\n"))
	if err := w.Close(); err != nil {
		return "message", err
	}
	return "quit", c.Quit()
}

var signingIn = map[string]netsmtp.Auth{
	"LOGIN":   loginAuth{"scanner@contoso.com", "a word"},
	"XOAUTH2": tokenAuth("user=scanner@contoso.com\x01auth=Bearer a-token\x01\x01"),
}

// tokenAuth is AUTH XOAUTH2, which net/smtp does not know.
type tokenAuth string

func (a tokenAuth) Start(*netsmtp.ServerInfo) (string, []byte, error) {
	return "XOAUTH2", []byte(a), nil
}

func (a tokenAuth) Next([]byte, bool) ([]byte, error) { return nil, nil }

// loginAuth is AUTH LOGIN, which net/smtp does not know.
type loginAuth struct{ user, password string }

func (a loginAuth) Start(*netsmtp.ServerInfo) (string, []byte, error) { return "LOGIN", nil, nil }

func (a loginAuth) Next(challenge []byte, more bool) ([]byte, error) {
	switch {
	case !more:
		return nil, nil
	case string(challenge) == "Username:":
		return []byte(a.user), nil
	}
	return []byte(a.password), nil
}
