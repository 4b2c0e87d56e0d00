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

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/runlog"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// commandLine runs the program in the current folder and returns what it did.
func commandLine(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	a := &app{
		in: strings.NewReader(""), out: &o, err: &e, now: time.Now,
		env:        []string{"SMTPSPEC_CACHE=" + t.TempDir()},
		interrupts: func(func()) func() { return func() {} },
	}
	code = a.main(args)
	return code, o.String(), e.String()
}

// slow is a profile with delays that a test can wait for, in place of "tarpit".
const slow = `
lab "slow" {
  host   = "mx.slow.example"
  banner = "220 {host} ESMTP"

  on banner {
    delay = "300ms"
  }

  on rcpt {
    reply = "450-4.2.0 Greylisted,\n450 4.2.0 come back later"
    delay = "400ms"
  }
}
`

// everyProfile is a suite with a test of each built-in profile, and one of slow.
func everyProfile(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(slow)
	test := func(name, profile, tls string, signsIn bool) {
		fmt.Fprintf(&b, "endpoint %q {\n  lab = %s\n  tls = %q\n  verify = false\n  timeouts {\n    banner = \"1s\"\n    tls = \"1s\"\n  }\n}\n", name, profile, tls)
		fmt.Fprintf(&b, "test %q {\n  endpoint = endpoint.%s\n  from = \"scanner@contoso.com\"\n  to = [\"office@contoso.com\", \"nobody@contoso.com\"]\n", name, name)
		if signsIn {
			b.WriteString("  credential = credential.scanner\n")
		}
		b.WriteString("  expect rcpt accept {}\n}\n")
	}
	b.WriteString("credential \"scanner\" {\n  username = \"scanner@contoso.com\"\n  password = \"staple-battery\"\n  allow_refusal = true\n}\n")
	for _, name := range lab.Names() {
		p, err := lab.Profile(name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "tarpit" { // its two seconds are slow's 300 ms
			continue
		}
		mode := "starttls"
		if p.TLS.Mode == lab.ModeImplicit {
			mode = "implicit"
		}
		signsIn := strings.Contains(strings.Join(p.KeywordsTLS, " "), "AUTH") && !strings.HasSuffix(name, "no-auth")
		test(name, fmt.Sprintf("%q", name), mode, signsIn)
	}
	test("slow", "lab.slow", "starttls", false)
	return b.String()
}

// A session of every profile is recorded, and the recording is played to the same
// client: each stage says the same bytes, and ends the same.
func TestRecordedSessionsPlayBack(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile("first.smtp.hcl", []byte(everyProfile(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := commandLine(t, "run", "first.smtp.hcl", "--log", "first.jsonl", "-q"); code != result.ExitFailed {
		t.Fatalf("exit status %d\n%s", code, errs)
	}
	if code, _, errs := commandLine(t, "record", "--from-log", "first.jsonl", "--redact=off", "--out", "again.smtp.hcl"); code != 0 {
		t.Fatalf("record: exit status %d\n%s", code, errs)
	}
	if code, out, errs := commandLine(t, "run", "again.smtp.hcl", "--log", "again.jsonl", "-q"); code != 0 {
		t.Errorf("the recorded suite does not pass: exit status %d\n%s\n%s", code, out, errs)
	}
	first, again := conversations(t, "first.jsonl"), conversations(t, "again.jsonl")
	if len(first) != len(lab.Names()) || len(again) != len(first) {
		t.Fatalf("%d sessions, %d again; %d profiles", len(first), len(again), len(lab.Names()))
	}
	for i := range first {
		if diff := cmp.Diff(first[i], again[i]); diff != "" {
			t.Errorf("%s (-recorded +played): %s", first[i][0], diff)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "again.smtp.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, delay := range []string{`delay = "3`, `delay = "4`} {
		if !strings.Contains(strings.ReplaceAll(string(text), "delay  ", "delay "), delay) {
			t.Errorf("no %s…ms in the recording", delay)
		}
	}
}

// conversations is what each session of a log said and came to, a line a stage.
func conversations(t *testing.T, path string) [][]string {
	t.Helper()
	log, err := runlog.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	var out [][]string
	for test, err := range log.Tests() {
		if err != nil {
			t.Fatal(err)
		}
		lines := []string{strings.ReplaceAll(test.ShortName(), "-", "_")}
		for _, s := range test.Stages {
			line := s.Name + " " + s.Outcome
			if s.Class != nil {
				line += " " + s.Class.ID
			}
			lines = append(lines, line, said(s.Reply))
			for _, p := range s.Parts {
				lines = append(lines, p.Key+" "+p.Outcome, said(p.Reply))
			}
		}
		out = append(out, lines)
	}
	return out
}

func said(r *result.Reply) string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf("%d %q %q", r.Code, r.Lines, r.Raw)
}

// TestRecordNobodyThere: where no server was met, it is said what was met instead.
func TestRecordNobodyThere(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	r := n.smtpspec(person{}, "record", "mail.missing.example", "--from", "scanner@contoso.com", "--to", "office@contoso.com")
	if r.code != 4 || !strings.Contains(r.stderr, "no server was heard, dns-nxdomain: addresses of host-1.client.example") || strings.Contains(r.stderr, "expectation") {
		t.Errorf("%d, %s", r.code, r.stderr)
	}
	r = n.smtpspec(person{terminal: true, notes: true}, "record", "mail.missing.example", "--from", "scanner@contoso.com", "--to", "office@contoso.com")
	if said := strings.Join(strings.Fields(r.stderr), " "); r.code != 4 || !strings.Contains(said, "dns-nxdomain: addresses of mail.missing.example") {
		t.Errorf("on a terminal: %d, %s", r.code, r.stderr)
	}
}

// refusesRcpt puts a server that refuses recipients so in the place of mx.other.example.
func (n *internet) refusesRcpt(t *testing.T, reply string) {
	t.Helper()
	profile, err := parseLab(`lab "no" {
  on rcpt {
    reply = "` + reply + `"
  }
}`)
	if err != nil {
		t.Fatal(err)
	}
	server, err := lab.Start(profile, lab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	n.routes[netip.AddrPortFrom(addrOther, 25)] = server.Addr()
}

// TestRecordOnTerminal: who held the session sees what ended it, with all names. The file
// has none.
func TestRecordOnTerminal(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	n.refusesRcpt(t, "550 5.7.1 No mail from scanner@contoso.com")
	for _, p := range []person{{}, {terminal: true, notes: true}} {
		r := n.smtpspec(p, "record", "mx.other.example", "--from", "scanner@contoso.com", "--to", "b@contoso.com", "--out", "a.smtp.hcl", "--force")
		if named := strings.Contains(r.stderr, "No mail from scanner@contoso.com"); r.code != 0 || named != p.notes {
			t.Errorf("on a terminal: %v, %d\n%s", p.notes, r.code, r.stderr)
		}
		if text := readFile(t, "a.smtp.hcl"); strings.Contains(text, "contoso") {
			t.Error(text)
		}
	}
}

// A reply of many lines is shown in part: the recording has it all.
func TestRecordEndsLong(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	n.refusesRcpt(t, strings.Repeat(`550-5.7.1 one line of many\n`, 60)+"550 5.7.1 the last")
	r := n.smtpspec(person{}, "record", "mx.other.example", "--from", "a@contoso.com", "--to", "b@contoso.com,c@contoso.com", "--out", "a.smtp.hcl", "--tls=none")
	_, ended, _ := strings.Cut(r.stderr, "The session ended at RCPT TO: ")
	ended, _, _ = strings.Cut(ended, "\n")
	if r.code != 0 || len(ended) > 250 || !strings.HasSuffix(ended, "…") || !strings.Contains(readFile(t, "a.smtp.hcl"), "the last") {
		t.Errorf("%d, %d characters\n%s", r.code, len(ended), r.stderr)
	}
}
