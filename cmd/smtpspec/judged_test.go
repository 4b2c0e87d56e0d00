package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/runlog"
	"github.com/smtpspec/smtpspec/steps/steptest"
)

// judged is a run of one suite against one server that behaves.
type judged struct {
	ran
	dir   string
	tests map[string]result.Test // by short name
	log   *runlog.Log
}

// servesWell starts a server that answers as replies say, and well otherwise.
func servesWell(t *testing.T, mode string, replies map[string]string) *badServer {
	t.Helper()
	s := &badServer{stage: "none", mode: mode, replies: replies, config: steptest.Cert{}.Config(t)}
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s
}

// preamble declares an endpoint for the server, and what all tests need.
func preamble(s *badServer) string {
	return fmt.Sprintf(`
endpoint "server" {
  host        = "127.0.0.1"
  port        = %d
  tls         = %q
  server_name = "mx.example"
  ca_file     = "ca.pem"
}
client "copier" {
  ehlo = "copier.example.test"
}
defaults {
  endpoint = endpoint.server
  client   = client.copier
  from     = "scanner@example.test"
  to       = ["a@example.test"]
}
`, s.port, or(s.mode, "starttls"))
}

// judge runs a suite and reads its log.
func judge(t *testing.T, suite string, args ...string) judged {
	t.Helper()
	j := judged{dir: t.TempDir(), tests: map[string]result.Test{}}
	path := func(name string) string { return filepath.Join(j.dir, name) }
	for name, text := range map[string]string{"ca.pem": string(steptest.RootPEM()), "case.smtp.hcl": suite} {
		if err := os.WriteFile(path(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	args = append([]string{"run", path("case.smtp.hcl"), "--log", path("run.jsonl"), "--report", "junit=" + path("results.xml")}, args...)
	j.ran = cli(t, args...)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("exit %d\n%.8000s\n%.8000s", j.code, j.stdout, j.stderr)
		}
	})
	log, err := runlog.Open(path("run.jsonl"))
	if err != nil {
		t.Fatalf("%v\n%s", err, j.stderr)
	}
	t.Cleanup(func() { log.Close() })
	j.log = log
	for test, err := range log.Tests() {
		if err != nil {
			t.Fatal(err)
		}
		j.tests[test.ShortName()] = test
	}
	return j
}

// TestHowFarASessionGoesOnTheWire holds what the server heard against the suite.
func TestHowFarASessionGoesOnTheWire(t *testing.T) {
	const upTo = "EHLO STARTTLS EHLO"
	for _, c := range []struct {
		name, mode, body string
		replies          map[string]string
		want             string
	}{
		{name: "nothing named", want: upTo + " MAIL RCPT QUIT"},
		{name: "ehlo", body: "expect ehlo accept {}", want: "EHLO QUIT"},
		{name: "banner", body: "expect banner accept {}", want: "QUIT"},
		{name: "starttls", body: "expect starttls accept {}", want: "EHLO STARTTLS"},
		{name: "tls", body: "expect tls ok {}", want: "EHLO STARTTLS QUIT"},
		{name: "an assertion counts", body: "assert {\n condition = step.mail.code == 250\n error_message = \"x\"\n }", want: upTo + " MAIL QUIT"},
		{name: "quit does not", body: "expect quit accept {}\n expect ehlo accept {}", want: "EHLO QUIT"},
		{name: "in clear", mode: "none", want: "EHLO MAIL RCPT QUIT"},
		{name: "implicit", mode: "implicit", want: "EHLO MAIL RCPT QUIT"},
		{name: "two recipients", body: `to = ["a@example.test", "b@example.test"]`, want: upTo + " MAIL RCPT RCPT QUIT"},
		{name: "a refused recipient does not end it", body: `to = ["a@example.test", "b@example.test"]`,
			replies: map[string]string{"a@example.test": "550 5.1.1 no"}, want: upTo + " MAIL RCPT RCPT QUIT"},
		{name: "mail refused", replies: map[string]string{"mail": "550 5.7.1 no"}, want: upTo + " MAIL QUIT"},
		{name: "mail refused, as expected", body: "expect mail reject {}\n expect rcpt accept {}",
			replies: map[string]string{"mail": "550 5.7.1 no"}, want: upTo + " MAIL QUIT"},
		{name: "421", replies: map[string]string{"mail": "421 4.3.2 bye"}, want: upTo + " MAIL"},
		{name: "a greeting that refuses", replies: map[string]string{"banner": "554 no"}, want: "QUIT"},
		{name: "a greeting that says never", replies: map[string]string{"banner": "521 no mail"}, want: ""},
		{name: "STARTTLS not offered", replies: map[string]string{"ehlo": "250 mx.example"}, want: "EHLO MAIL RCPT QUIT"},
		{name: "STARTTLS required", mode: "required", replies: map[string]string{"ehlo": "250 mx.example"}, want: "EHLO QUIT"},
		{name: "STARTTLS refused", replies: map[string]string{"starttls": "454 later"}, want: "EHLO STARTTLS QUIT"},
		{name: "STARTTLS refused, opportunistic", mode: "opportunistic", replies: map[string]string{"starttls": "454 later"}, want: "EHLO STARTTLS MAIL RCPT QUIT"},
		{name: "AUTH offered, no credential", body: "expect auth absent {}", want: upTo + " QUIT"},
		{name: "AUTH absent goes on", body: "expect auth absent {}\n expect mail accept {}",
			replies: map[string]string{"ehlo-tls": "250 mx.example"}, want: upTo + " MAIL QUIT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := servesWell(t, c.mode, c.replies)
			judge(t, preamble(s)+"test \"x\" {\n"+c.body+"\n}\n")
			s.stop()
			if diff := cmp.Diff([]string{c.want}, s.said); diff != "" {
				t.Errorf("commands (-want +got):\n%s", diff)
			}
		})
	}
}

// richServer answers with something for every attribute.
var richServer = map[string]string{
	"banner":         "220 mx.example ESMTP Postfix; Sun, 22 Nov 2026 16:04:00 +0000",
	"ehlo":           "250-mx.example Hello [203.0.113.7]\r\n250-SIZE 157286400\r\n250-AUTH LOGIN XOAUTH2\r\n250-STARTTLS\r\n250 8BITMIME",
	"ehlo-tls":       "250-mx.example Hello [203.0.113.7]\r\n250-SIZE 157286400\r\n250-AUTH LOGIN PLAIN\r\n250 8BITMIME",
	"a@example.test": "250 2.1.5 ok",
	// Exim wraps a sentence over several lines and repeats the enhanced code.
	"b@example.test": "550-5.7.1 Mail from 203.0.113.7 was\r\n550-5.7.1 refused, see\r\n550 5.7.1 https://www.spamhaus.org/query/ip/203.0.113.7",
	"c@example.test": "451 4.7.1 Greylisting in action, please come back later",
	"d@example.test": "251 2.1.5 User not local; will forward to <d@elsewhere.test>",
}

// TestExpectations is each attribute, met and missed, one test each.
func TestExpectations(t *testing.T) {
	const b = `recipient = "b@example.test"`
	cases := []struct {
		expect  string
		verdict result.Verdict
		miss    string // "attribute: expected, got"
	}{
		{"banner accept {}", result.Met, ""},
		{"banner reject {}", result.Missed, "outcome: reject, accept 220"},
		{"banner refuse {}", result.Missed, "outcome: refuse, accept 220"},
		{`banner accept { text = "^mx\\.example ESMTP" }`, result.Met, ""},
		{`banner accept { text = ["Exchange", "Postfix"] }`, result.Met, ""},
		{`banner accept { text = "Exchange" }`, result.Missed, ""},
		{"banner accept { code = 220 }", result.Met, ""},
		{`banner accept { code = "22x" }`, result.Met, ""},
		{`banner accept { code = ["25x", 220] }`, result.Met, ""},
		{`banner accept { code = 250 }`, result.Missed, "code: 250, 220"},
		{`banner accept { within = "20s" }`, result.Met, ""},
		{`banner accept { within = "1ns" }`, result.Missed, ""},
		{`ehlo accept { offers = ["STARTTLS", "size"] }`, result.Met, ""},
		{`ehlo accept { offers = "AUTH LOGIN" }`, result.Met, ""},
		{`ehlo accept { offers = ["AUTH LOGIN", "AUTH XOAUTH2"] }`, result.Met, ""},
		{`ehlo accept { offers = ["AUTH LOGIN", "AUTH PLAIN"] }`, result.Missed, ""},
		{`ehlo accept { offers = ["SIZE 157286400"] }`, result.Met, ""},
		{`ehlo accept { offers = ["CHUNKING", "DSN"] }`, result.Missed, ""},
		{`ehlo accept { lacks = ["AUTH PLAIN", "CHUNKING"] }`, result.Met, ""},
		{`ehlo accept { lacks = ["CHUNKING", "AUTH"] }`, result.Missed, ""},
		{`ehlo accept { size = 1000 }`, result.Met, ""},
		{`ehlo accept { size = 157286401 }`, result.Missed, "size: 157286401, 157286400"},
		{`ehlo accept { client_address = "203.0.113.7" }`, result.Met, ""},
		{`ehlo accept { client_address = ["203.0.113.8", "203.0.113.9"] }`, result.Missed, ""},
		{`ehlo accept { verb = "EHLO" }`, result.Met, ""},
		{`starttls accept { enhanced = "2.0.0" }`, result.Met, ""},
		{`starttls accept { enhanced = "2.x.0" }`, result.Met, ""},
		{`starttls accept { enhanced = "2.0.1" }`, result.Missed, "enhanced: \"2.0.1\", \"2.0.0\""},
		{`tls ok {}`, result.Met, ""},
		{`tls ok { min_version = "TLS1.2" }`, result.Met, ""},
		{`tls ok { max_version = "TLS1.2" }`, result.Missed, "max_version: \"TLS1.2\", \"TLS1.3\""},
		{`tls ok { names = ["mx.example"] }`, result.Met, ""},
		{`tls ok { names = ["mx.example", "*.example"] }`, result.Missed, ""},
		{`tls ok { issuer = "Test Root" }`, result.Met, ""},
		{`tls ok { valid_for = "24h" }`, result.Met, ""},
		{`tls ok { valid_for = "10000h" }`, result.Missed, ""},
		{`tls ok { verified = false }`, result.Missed, "verified: false, true"},
		{`tls fail {}`, result.Missed, "outcome: fail, ok"},
		{`ehlo-tls accept { lacks = ["STARTTLS"] }`, result.Met, ""},
		{`rcpt accept { recipient = "a@example.test" }`, result.Met, ""},
		{`rcpt accept { recipient = ["a@example.test", "d@example.test"] }`, result.Met, ""},
		{`rcpt accept {}`, result.Missed, ""}, // for every recipient
		{`rcpt refuse { recipient = ["b@example.test", "c@example.test"] }`, result.Met, ""},
		{`rcpt refuse {}`, result.Missed, ""},
		{"rcpt reject {\n" + b + "\nclass = \"spamhaus\"\n}", result.Met, ""},
		{"rcpt reject {\n" + b + "\nclass = [\"greylisted\", \"spamhaus\"]\nfamily = \"reputation\"\n}", result.Met, ""},
		{"rcpt reject {\n" + b + "\nclass = \"blocklist\"\n}", result.Missed, "class: \"blocklist\", \"spamhaus\""},
		{"rcpt reject {\n" + b + "\nfamily = [\"policy\", \"network\"]\n}", result.Missed, ""},
		{"rcpt reject {\n" + b + "\ncode = \"55x\"\nenhanced = \"5.7.x\"\n}", result.Met, ""},
		{"rcpt reject {\n" + b + "\ntext = \"was refused, see https\"\n}", result.Met, ""},
		{"rcpt reject {\n" + b + "\ntext = \"^Mail from 203\\\\.0\\\\.113\\\\.7 was refused, see https://www\\\\.spamhaus\\\\.org/query/ip/203\\\\.0\\\\.113\\\\.7$\"\n}", result.Met, ""},
		{"rcpt defer {\nrecipient = \"c@example.test\"\nclass = \"greylisted\"\n}", result.Met, ""},
		{"rcpt reject {\nrecipient = \"c@example.test\"\n}", result.Missed, "outcome: reject, defer 451 4.7.1, class greylisted (rate)"},
		{"rcpt accept {\nrecipient = \"d@example.test\"\nforward_path = \"d@elsewhere.test\"\n}", result.Met, ""},
		{"quit accept {}", result.Met, ""},
		{`connect ok { address = "127.0.0.1" }`, result.Met, ""},
		{`resolve ok { host = "127.0.0.1" }`, result.Met, ""},
	}
	s := servesWell(t, "", richServer)
	suite := preamble(s)
	for i, c := range cases {
		suite += fmt.Sprintf("test \"t%d\" {\n  to = [\"a@example.test\", \"b@example.test\", \"c@example.test\", \"d@example.test\"]\n  expect %s\n}\n", i, hclLines(c.expect))
	}
	j := judge(t, suite, "--max-refusals", "1000")
	for i, c := range cases {
		test := j.tests[fmt.Sprintf("t%d", i)]
		if len(test.Expectations) != 1 {
			t.Errorf("%s: %d expectations: %s", c.expect, len(test.Expectations), test.Reason)
			continue
		}
		e := test.Expectations[0]
		if e.Verdict != c.verdict {
			t.Errorf("expect %s: %s, want %s (%+v)", c.expect, e.Verdict, c.verdict, e.Misses)
		}
		if len(e.Misses) == 0 {
			continue
		}
		got := fmt.Sprintf("%s: %s, %s", e.Misses[0].Attr, e.Misses[0].Want, e.Misses[0].Got)
		if c.miss != "" && got != c.miss {
			t.Errorf("expect %s: missed %q, want %q", c.expect, got, c.miss)
		}
		if e.Range.Line == 0 || e.Range.Source == "" || e.Got == "" || e.Want == "" {
			t.Errorf("expect %s: an incomplete miss: %+v", c.expect, e)
		}
	}
}

// hclLines spreads a block that was written on one line, where it has attributes.
func hclLines(block string) string {
	if strings.Contains(block, "\n") {
		return block
	}
	return strings.Replace(strings.Replace(block, "{ ", "{\n    ", 1), " }", "\n  }", 1)
}

// TestCertificateIsPartOfTLSOk unless the suite says otherwise.
func TestCertificateIsPartOfTLSOk(t *testing.T) {
	for _, c := range []struct {
		name, endpoint, expect string
		want                   result.Status
	}{
		{"implied", "", "tls ok {}", result.Fail},
		{"said", "", "tls ok { verified = true }", result.Fail},
		{"said otherwise", "", "tls ok { verified = false }", result.Pass},
		{"null", "", "tls ok { verified = null }", result.Pass},
		{"the endpoint does not look", "verify = false", "tls ok {}", result.Pass},
		{"the endpoint does not look, the test does", "verify = false", "tls ok { verified = true }", result.Fail},
		{"the finding is what is expected", "", "tls ok {\n verified = false\n class = \"cert-expired\"\n}", result.Pass},
		{"another finding is expected", "", "tls ok {\n verified = false\n class = \"cert-name\"\n}", result.Fail},
		{"not looked at", "", "rcpt accept {}", result.Pass},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &badServer{stage: "none", config: hostileConfigs(t)["expired"]}
			if err := s.start(); err != nil {
				t.Fatal(err)
			}
			defer s.stop()
			suite := strings.Replace(preamble(s), `ca_file     = "ca.pem"`, "ca_file = \"ca.pem\"\n"+c.endpoint, 1)
			j := judge(t, suite+"test \"x\" {\n  expect "+hclLines(c.expect)+"\n}\n")
			if got := j.tests["x"].Status; got != c.want {
				t.Errorf("%s, want %s: %+v", got, c.want, j.tests["x"].Expectations)
			}
		})
	}
}
