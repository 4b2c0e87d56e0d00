package main

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// A host leaves no trace in a redacted recording, whatever it is called and wherever
// its name goes: the recording runs, and is called after what took the name's place.
func TestRecordRedactsHost(t *testing.T) {
	inFolder(t)
	addr := netip.MustParseAddr("198.51.100.77")
	n := newInternet(t, dns.Zone{"vm": hostAt(addr), "mailsrv": hostAt(addr), "test": hostAt(addr), "mail.fabrikam-7.com": hostAt(addr)})
	for _, test := range []struct {
		host, greets, block string
		left                []string
	}{
		{"mail.fabrikam-7.com", "mail.fabrikam-7.com", "host_1_client_example", []string{"fabrikam"}},
		{"mail.fabrikam-7.com", "dc01.fabrikam-7.local", "host_1_client_example", []string{"fabrikam", "dc01"}},
		{"mailsrv", "mailsrv", "host_1_client_example", []string{"mailsrv"}},
		{"test", "dc01.fabrikam-7.local", "host_1_client_example", []string{"dc01"}},
		{"vm", "vm", "host_1_client_example", []string{"vm"}},
		{"198.51.100.77", "mailsrv", "session_192_0_2_1", []string{"198.51", "198_51", "mailsrv"}},
	} {
		profile, err := parseLab(strings.ReplaceAll(`lab "own" {
  host   = "{name}"
  banner = "220 {name} ESMTP"

  tls {
    mode = "none"
  }

  on rcpt {
    reply = "550 5.1.1 Unknown user at {name}."
  }
}`, "{name}", test.greets))
		if err != nil {
			t.Fatal(err)
		}
		server, err := lab.Start(profile, lab.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer server.Close()
		n.routes[netip.AddrPortFrom(addr, 25)] = server.Addr()
		r := n.smtpspec(person{}, "record", test.host, "--from", "scanner@contoso.com", "--to", "office@contoso.com", "--out", "site.smtp.hcl", "--force")
		if r.code != 0 {
			t.Fatalf("%s: exit status %d\n%s", test.host, r.code, r.stderr)
		}
		text := readFile(t, "site.smtp.hcl")
		for _, left := range append(test.left, "contoso") {
			if strings.Contains(text+r.stderr+r.stdout, left) {
				t.Errorf("%s: %q is left in\n%s%s", test.host, left, text, r.stderr)
			}
		}
		if strings.Contains(r.stderr, "is left in it") {
			t.Errorf("%s: what was replaced is called left:\n%s", test.host, r.stderr)
		}
		if !strings.Contains(text, `test "`+test.block+`"`) {
			t.Errorf("%s: no test %q in\n%s", test.host, test.block, text)
		}
		if r := n.smtpspec(person{}, "run", "site.smtp.hcl"); r.code != 0 {
			t.Errorf("%s: the recording: exit status %d\n%s%s", test.host, r.code, r.stdout, r.stderr)
		}
	}
}

// A certificate names hosts by one word, which a recording quotes. Words that many hosts
// are called tell nobody.
func TestRecordRedactsCertificate(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.smtp.hcl": strings.Replace(toMX, "m365-mx", "expired-certificate", 1) + `test "plain" {}`})
	commandLine(t, "run", "a.smtp.hcl", "--log", "a.jsonl", "-q")
	log := readFile(t, "a.jsonl")
	named := strings.Replace(log, `"names":["mail.contoso.com"]`, `"names":["mail.contoso.com","SRV-EXCH01","vm","mail","localhost","10.0.0.5"]`, 1)
	if named == log {
		t.Fatalf("no certificate in\n%s", log)
	}
	writeFiles(t, map[string]string{"b.jsonl": named})
	code, out, errs := commandLine(t, "record", "--from-log", "b.jsonl")
	for _, said := range []string{out, errs} {
		inOrder(t, strings.ReplaceAll(said, "\n#", ""), "names host-", ".client.example, mail, localhost, 192.0.2.")
		if strings.Contains(strings.ToLower(said), "srv-exch01") || strings.Contains(said, "vm") {
			t.Errorf("exit status %d\n%s", code, said)
		}
	}
}

// What the recorder wrote itself is nothing that is left of the client, also where the
// session was with a recording.
func TestRecordOfRecording(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.smtp.hcl": toMX + `test "plain" {}`})
	commandLine(t, "run", "a.smtp.hcl", "--log", "a.jsonl", "-q")
	for _, log := range []string{"a", "b"} {
		code, out, errs := commandLine(t, "record", "--from-log", log+".jsonl", "--out", log+"r.smtp.hcl")
		if code != 0 || strings.Contains(errs, "is left in it") {
			t.Errorf("%s: exit status %d\n%s%s", log, code, out, errs)
		}
		if !strings.Contains(errs, "numbers of sessions, and the times in trailers (now zeroes)") {
			t.Errorf("%s: what was replaced:\n%s", log, errs)
		}
		commandLine(t, "run", log+"r.smtp.hcl", "--log", "b.jsonl", "-q")
	}
}

// What an author calls a test stays, and that it names the client is said; what stands
// in brackets behind it is data.
func TestRecordNamedTests(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.smtp.hcl": toMX + `
		test "contoso_com" {}
		test "plain" {}
		test "each" {
		  for_each = toset(["a@contoso.com"])
		  to       = [each.key]
		}`})
	commandLine(t, "run", "a.smtp.hcl", "--log", "a.jsonl", "-q")
	code, out, errs := commandLine(t, "record", "--from-log", "a.jsonl")
	if code != 0 || strings.Count(errs, " is left in it") != 1 || !strings.Contains(errs, `contoso_com: "contoso" is left in it, in the name or the title of a test`) {
		t.Errorf("exit status %d\n%s", code, errs)
	}
	if strings.Contains(strings.ReplaceAll(out, "contoso_com", ""), "contoso") || !strings.Contains(out, `test "each_mailbox_`) {
		t.Error(out)
	}
	if _, _, errs := commandLine(t, "record", "--from-log", "a.jsonl", "--redact=off"); strings.Contains(errs, "is left") {
		t.Error(errs)
	}
}

// A user name that is no mailbox is a name, too.
func TestRecordRedactsLogin(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.smtp.hcl": `
		credential "scanner" {
		  username = "FABRIKAM\\scan-07"
		  password = "planted-pass-4711"
		}
		endpoint "out" {
		  lab = "m365-submission"
		  tls = "required"
		}
		test "out" {
		  endpoint   = endpoint.out
		  credential = credential.scanner
		  expect auth accept {}
		}`})
	if code, out, errs := commandLine(t, "run", "a.smtp.hcl", "--log", "a.jsonl", "-q"); code != 0 {
		t.Fatalf("exit status %d\n%s%s", code, out, errs)
	}
	for mode, want := range map[string]string{"on": `= "user"`, "off": "FABRIKAM"} {
		code, out, errs := commandLine(t, "record", "--from-log", "a.jsonl", "--redact="+mode, "--out", mode+".smtp.hcl")
		if text := readFile(t, mode+".smtp.hcl"); code != 0 || !strings.Contains(text, want) || mode == "on" && strings.Contains(text+out+errs, "scan-07") {
			t.Errorf("--redact=%s: exit status %d\n%s%s", mode, code, errs, text)
		}
	}
	if code, out, errs := commandLine(t, "run", "on.smtp.hcl"); code != 0 {
		t.Errorf("the recording: exit status %d\n%s%s", code, out, errs)
	}
}
