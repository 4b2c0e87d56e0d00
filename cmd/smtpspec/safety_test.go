package main

import (
	"bytes"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/steps/steptest"
)

// sessionsWith counts the sessions in which a server heard a command.
func sessionsWith(s *badServer, verb string) int {
	n := 0
	for _, session := range s.said {
		if strings.Contains(session, verb) {
			n++
		}
	}
	return n
}

// signingTests are n tests, each as a user of its own where users is true.
func signingTests(n int, users bool, more string) string {
	var b strings.Builder
	for i := range n {
		user := "scanner"
		if users {
			user = fmt.Sprintf("user%d", i)
		}
		fmt.Fprintf(&b, "credential \"c%d\" {\n  username = \"%s@example.test\"\n  password = \"staple-battery\"\n  %s\n}\n", i, user, more)
		fmt.Fprintf(&b, "test \"t%d\" {\n  credential = credential.c%d\n  expect auth accept {}\n}\n", i, i)
	}
	return b.String()
}

// envelopes are n tests that go to RCPT, each with a recipient of its own.
func envelopes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "test \"t%d\" {\n  to = [\"r%d@example.test\"]\n  expect rcpt accept {}\n}\n", i, i)
	}
	return b.String()
}

// TestWhatServersSeeOfCare counts sessions, sign-ins and envelopes where they
// arrive.
func TestWhatServersSeeOfCare(t *testing.T) {
	const noAuth, noUser, noMail = "535 5.7.8 no such user or password", "550 5.1.1 User unknown", "550 5.7.1 Blocked using Spamhaus"
	for _, c := range []struct {
		name, body               string
		replies                  map[string]string
		args                     []string
		sessions, signIns, rcpts int
		skipped                  int
		why                      string
	}{
		{name: "a refused sign-in is final", body: signingTests(4, false, ""), replies: map[string]string{"auth": noAuth},
			sessions: 1, signIns: 1, skipped: 3, why: "a refused sign-in is not tried again"},
		{name: "unless the suite expects it", body: signingTests(2, false, "allow_refusal = true"), replies: map[string]string{"auth": noAuth},
			sessions: 2, signIns: 2},
		{name: "but not without end", body: signingTests(12, false, "allow_refusal = true"), replies: map[string]string{"auth": noAuth},
			sessions: 3, signIns: 3, skipped: 9, why: "failed at 127.0.0.1:"},
		{name: "refused sign-ins of several users", body: signingTests(6, true, ""), replies: map[string]string{"auth": noAuth},
			sessions: 3, signIns: 3, skipped: 3, why: "--max-auth-failures 3"},
		{name: "fewer are stood", body: signingTests(6, true, ""), replies: map[string]string{"auth": noAuth}, args: []string{"--max-auth-failures", "1"},
			sessions: 1, signIns: 1, skipped: 5, why: "--max-auth-failures 1"},
		{name: "accepted sign-ins", body: signingTests(6, false, ""), sessions: 6, signIns: 6},
		{name: "refused recipients", body: envelopes(8), replies: map[string]string{"rcpt": noMail}, args: []string{"--parallel", "1"},
			sessions: 5, rcpts: 5, skipped: 3, why: "--max-refusals 5"},
		{name: "more are stood", body: envelopes(8), replies: map[string]string{"rcpt": noMail}, args: []string{"--parallel", "1", "--max-refusals", "7"},
			sessions: 7, rcpts: 7, skipped: 1, why: "--max-refusals 7"},
		{name: "unknown recipients", body: envelopes(8), replies: map[string]string{"rcpt": noUser}, args: []string{"--parallel", "1"},
			sessions: 3, rcpts: 3, skipped: 5, why: "probing is not harvesting"},
		{name: "accepted recipients", body: envelopes(8), sessions: 8, rcpts: 8},
		{name: "refused as expected", body: strings.ReplaceAll(envelopes(8), "rcpt accept", "rcpt reject"), replies: map[string]string{"rcpt": noMail},
			sessions: 8, rcpts: 8},
		{name: "another site's test", body: "test \"t0\" {\n  vantages = [\"office-*\"]\n}\ntest \"t1\" {\n  vantages = [\"home\"]\n}\n", args: []string{"--vantage", "home"}, sessions: 1, rcpts: 1, skipped: 1, why: "this run is made from home"},
		{name: "this site's test", body: "test \"t0\" {\n  vantages = [\"office-*\"]\n}\n", args: []string{"--vantage", "office-2"}, sessions: 1, rcpts: 1},
		{name: "another site's credential", body: signingTests(1, false, "vantages = [\"office-*\"]"), skipped: 1, why: "this run names no vantage"},
		{name: "a host that is allowed", body: signingTests(1, false, ""), args: []string{"--allow-host", "127.0.*", "--allow-host", "mx.*"}, sessions: 1, signIns: 1},
		{name: "a host that is not", body: signingTests(1, false, ""), args: []string{"--allow-host", "*.office365.com"}, sessions: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := servesWell(t, "", c.replies)
			j := judge(t, preamble(s)+c.body, c.args...)
			s.stop()
			if len(s.said) != c.sessions || sessionsWith(s, "AUTH") != c.signIns || sessionsWith(s, "RCPT") != c.rcpts || sessionsWith(s, "MAIL") != c.rcpts {
				t.Errorf("the server saw %d sessions, %d sign-ins, %d envelopes, want %d, %d, %d: %q",
					len(s.said), sessionsWith(s, "AUTH"), sessionsWith(s, "MAIL"), c.sessions, c.signIns, c.rcpts, s.said)
			}
			skipped := 0
			for name, test := range j.tests {
				if test.Status != result.Skip {
					continue
				}
				if skipped++; !strings.Contains(test.Reason, c.why) {
					t.Errorf("%s: reason %q, want %q in it", name, test.Reason, c.why)
				}
			}
			if skipped != c.skipped || j.log.Footer.Counts.Skip != skipped {
				t.Errorf("%d skipped, %d counted, want %d", skipped, j.log.Footer.Counts.Skip, c.skipped)
			}
		})
	}
}

// TestUnansweredPasswordIsSentOnce: whatever came of it, a password that left is not
// sent again in the same run.
func TestUnansweredPasswordIsSentOnce(t *testing.T) {
	for name, behave := range map[string]func(*peer){
		"closed":       (*peer).hangUp,
		"reset":        (*peer).reset,
		"another code": func(p *peer) { p.raw("250 what\r\n") },
		"no SMTP":      func(p *peer) { p.raw("hello there\r\n") },
		"asked again":  func(p *peer) { p.raw("334 VXNlcm5hbWU6\r\n") },
		"421":          func(p *peer) { p.raw("421 4.7.0 Too many errors\r\n"); p.hangUp() },
	} {
		t.Run(name, func(t *testing.T) {
			s := &badServer{stage: "auth", behave: behave, config: steptest.Cert{}.Config(t)}
			if err := s.start(); err != nil {
				t.Fatal(err)
			}
			j := judge(t, preamble(s)+signingTests(12, false, ""), "--parallel", "64")
			s.stop()
			if len(s.heard) != 1 || j.log.Footer.Counts.Skip != 11 {
				t.Errorf("the server was sent a password in %d sessions, %d tests were skipped, want 1 and 11", len(s.heard), j.log.Footer.Counts.Skip)
			}
		})
	}
}

// TestHarvest: neither many sessions at once nor one with many recipients name more
// that do not exist than a run may.
func TestHarvest(t *testing.T) {
	var list strings.Builder
	for i := range 100 {
		fmt.Fprintf(&list, "\"r%d@example.test\", ", i)
	}
	for _, c := range []struct {
		name, body, reply string
		want              int
	}{
		{"at once", strings.ReplaceAll(envelopes(30), "rcpt accept", "rcpt reject"), "550 5.1.1 User unknown", 3},
		{"at once, refused", envelopes(30), "550 5.7.1 Blocked using Spamhaus", 5},
		{"by the null sender", strings.ReplaceAll(envelopes(12), "  to =", "  from = \"<>\"\n  allow_callout = true\n  to ="), "550 5.1.1 User unknown", 3},
		{"in one session", "test \"t0\" {\n  to = [" + list.String() + "]\n  expect rcpt accept {}\n}\n", "550 5.1.1 User unknown", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &badServer{stage: "none", pause: 20 * time.Millisecond, replies: map[string]string{"rcpt": c.reply}, config: steptest.Cert{}.Config(t)}
			if err := s.start(); err != nil {
				t.Fatal(err)
			}
			suite := strings.Replace(preamble(s)+c.body, "ca_file ", "max_connections = 50\n  ca_file ", 1)
			judge(t, suite, "--parallel", "64")
			s.stop()
			if n := strings.Count(strings.Join(s.said, " "), "RCPT"); n != c.want {
				t.Errorf("the server was named %d recipients, want %d", n, c.want)
			}
		})
	}
}

// TestOneUserAtATime: tests that sign in as one user follow one another; others do
// not wait for them.
func TestOneUserAtATime(t *testing.T) {
	for users, want := range map[bool]int{false: 1, true: 2} {
		s := servesWell(t, "", nil)
		judge(t, preamble(s)+signingTests(8, users, ""), "--max-auth-failures", "8")
		s.stop()
		if sessionsWith(s, "AUTH") != 8 || s.most > want {
			t.Errorf("users of their own %t: %d sign-ins, %d sessions at once, want 8 and at most %d", users, sessionsWith(s, "AUTH"), s.most, want)
		}
	}
}

// TestWithheld: what is not sent is said, and the environment may say where it may
// be sent, too.
func TestWithheld(t *testing.T) {
	for _, c := range []struct {
		env, flag string
		withheld  bool
	}{
		{"", "", false},
		{"SMTPSPEC_ALLOW_HOSTS=smtp.office365.com, *.example", "", true},
		{"SMTPSPEC_ALLOW_HOSTS=127.0.0.1 mx.example", "", false},
		{"SMTPSPEC_ALLOW_HOSTS=smtp.office365.com", "*", false},
	} {
		s := servesWell(t, "", nil)
		dir := t.TempDir()
		for name, text := range map[string]string{"ca.pem": string(steptest.RootPEM()), "a.smtp.hcl": preamble(s) + signingTests(1, false, "")} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		args := []string{"run", filepath.Join(dir, "a.smtp.hcl"), "--redact=off"}
		if c.env != "" {
			args = append([]string{c.env}, args...)
		}
		if c.flag != "" {
			args = append(args, "--allow-host", c.flag)
		}
		r := cli(t, args...)
		s.stop()
		text := strings.Join(strings.Fields(r.stdout), " ")
		if got := sessionsWith(s, "AUTH") == 0; got != c.withheld || got != (r.code == result.ExitFailed) ||
			got != strings.Contains(text, "127.0.0.1 is not among the hosts that --allow-host allows") || got != strings.Contains(text, "auth-unsafe") {
			t.Errorf("%+v: withheld %t, exit %d\n%s%s", c, got, r.code, r.stdout, r.stderr)
		}
	}
}

// TestTenantsOfOneOperator: two tenants are found by their MX records, and the
// operator's servers see no more than two sessions at once, although each endpoint
// would allow eight.
func TestTenantsOfOneOperator(t *testing.T) {
	here := []netip.Addr{netip.MustParseAddr("127.0.0.1")}
	ns, err := dns.Serve(dns.Zone{
		"contoso.test":  {MX: []dns.MX{{Host: "contoso-test.mail.protection.outlook.com", Preference: 0}}},
		"fabrikam.test": {MX: []dns.MX{{Host: "fabrikam-test.x-v1.mx.microsoft", Preference: 0}}},
		"contoso-test.mail.protection.outlook.com": {A: here},
		"fabrikam-test.x-v1.mx.microsoft":          {A: here},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer ns.Close()
	s := &badServer{stage: "none", mode: "none", pause: 20 * time.Millisecond,
		replies: map[string]string{"banner": "220 AM1.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready"}}
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, name := range []string{"contoso", "fabrikam"} {
		fmt.Fprintf(&b, "endpoint %q {\n  mx_of = \"%s.test\"\n  port = %d\n  resolver = %q\n  tls = \"none\"\n  max_connections = 8\n}\n", name, name, s.port, ns.Addr())
		for i := range 4 {
			fmt.Fprintf(&b, "test \"%s_%d\" {\n  endpoint = endpoint.%s\n  from = \"a@%s.test\"\n  to = [\"b@%s.test\"]\n  expect rcpt accept {}\n}\n", name, i, name, name, name)
		}
	}
	j := judge(t, b.String())
	s.stop()
	if j.code != 0 || s.total != 8 || s.most > 2 {
		t.Errorf("exit %d, %d sessions, %d at once, want 8, and at most 2 at once", j.code, s.total, s.most)
	}
}

// TestVantageOfNobody: a site that no suite names is a mistake where nothing is left to
// run, and is said where something is.
func TestVantageOfNobody(t *testing.T) {
	const own = "test \"t0\" {\n  vantages = [\"hq\", \"depot-*\"]\n}\n"
	const says = `--vantage "hqq" is none of the sites that the suites name (depot-*, hq)`
	for _, c := range []struct {
		name, body, vantage string
		code                int
		says                string
	}{
		{"mistyped", own, "hqq", result.ExitInvalid, says + ", and no test is left to run"},
		{"mistyped, with others", own + "test \"t1\" {}\n", "hqq", 0, says + ": tests of other sites are skipped"},
		{"named", own, "depot-2", 0, ""},
		{"nobody names one", "test \"t0\" {}\n", "hqq", 0, ""},
		{"no vantage", own, "", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := servesWell(t, "", nil)
			defer s.stop()
			dir := t.TempDir()
			path := filepath.Join(dir, "a.smtp.hcl")
			for file, text := range map[string]string{path: preamble(s) + c.body, filepath.Join(dir, "ca.pem"): string(steptest.RootPEM())} {
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var out bytes.Buffer
			a := &app{in: strings.NewReader(""), out: &out, err: &out, env: []string{"SMTPSPEC_CACHE=" + t.TempDir()}, now: time.Now,
				interrupts: func(func()) func() { return func() {} }}
			if code := a.main([]string{"run", path, "--vantage", c.vantage}); code != c.code {
				t.Errorf("exit status %d, want %d: %s", code, c.code, out.String())
			}
			if said := strings.Contains(out.String(), "none of the sites"); said != (c.says != "") || !strings.Contains(strings.Join(strings.Fields(out.String()), " "), c.says) {
				t.Errorf("it says %q, want %q in it", out.String(), c.says)
			}
		})
	}
}
