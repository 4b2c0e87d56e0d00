package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// writeFiles writes files into the current folder.
func writeFiles(t *testing.T, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// toMX begins suites whose tests have all that they need.
const toMX = `
	endpoint "mx" { lab = "m365-mx" }
	defaults {
	  endpoint = endpoint.mx
	  from     = "a@contoso.com"
	  to       = ["c@contoso.com"]
	}
`

// What is recorded is a suite that runs.
func TestRecordedSuitesLoad(t *testing.T) {
	for name, suite := range map[string]string{
		"names that collide": toMX + "test \"t\" {\n  for_each = toset([\"a\"])\n}\ntest \"t_a\" {}\ntest \"t_a_2\" {}\n",
		"the null sender":    toMX + "test \"t\" {\n  from = \"<>\"\n  allow_callout = true\n}\n",
		"a class of its own": toMX + `
			lab "own" {
			  on rcpt { reply = "550 5.7.1 Acme policy" }
			}
			class "acme" {
			  family = "policy"
			  title  = "Acme"
			  cause  = "Acme."
			  advice = "Ask."
			  rule { text = "acme policy" }
			  example {
			    stage = "rcpt"
			    reply = "550 5.7.1 Acme policy"
			  }
			}
			endpoint "own" { lab = lab.own }
			test "t" {
			  endpoint = endpoint.own
			  expect rcpt reject { class = "acme" }
			}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			writeFiles(t, map[string]string{"a.smtp.hcl": suite})
			if code, out, errs := commandLine(t, "run", "a.smtp.hcl", "--log", "a.jsonl", "-q"); code != 0 {
				t.Fatalf("exit status %d\n%s%s", code, out, errs)
			}
			if code, _, errs := commandLine(t, "record", "--from-log", "a.jsonl", "--out", "b.smtp.hcl"); code != 0 {
				t.Fatalf("record: exit status %d\n%s", code, errs)
			}
			if code, out, errs := commandLine(t, "run", "b.smtp.hcl", "-q"); code != 0 {
				t.Errorf("exit status %d\n%s%s", code, out, errs)
			}
		})
	}
}

// A run log that was tampered with brings nothing into a suite, and what cannot
// stand in one is said, not written.
func TestRecordForgedLog(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.smtp.hcl": toMX + "test \"t\" {}\n"})
	commandLine(t, "run", "a.smtp.hcl", "--log", "a.jsonl", "-q")
	whole, err := os.ReadFile("a.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ honest, forged, want string }{
		{`"name":"rcpt","outcome":"accept"`, `"name":"rcpt","outcome":"accept {}\n}\nendpoint \"evil\" {\n host = \"127.0.0.1\""`, "is no outcome of a stage"},
		{`"to":["c@contoso.com"]`, `"to":["\u001b[31m"]`, "it cannot stand in a suite"},
	} {
		log := strings.Replace(string(whole), test.honest, test.forged, 1)
		if log == string(whole) {
			t.Fatalf("no %s in %s", test.honest, whole)
		}
		writeFiles(t, map[string]string{"forged.jsonl": log})
		code, out, errs := commandLine(t, "record", "--from-log", "forged.jsonl", "--redact=off")
		if code != 4 || out != "" || !strings.Contains(errs, "Not recorded: test.t: ") || !strings.Contains(errs, test.want) || strings.Contains(errs, "\x1b") {
			t.Errorf("exit status %d, want %q in\n%s%s", code, test.want, errs, out)
		}
	}
}

// More sessions than a suite can hold are refused before anything is written.
func TestRecordTooMuch(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.smtp.hcl": toMX + "test \"t\" {}\n"})
	commandLine(t, "run", "a.smtp.hcl", "--log", "a.jsonl", "-q")
	whole, err := os.ReadFile("a.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSuffix(string(whole), "\n"), "\n")
	var log strings.Builder
	log.WriteString(lines[0])
	for i := range 1000 {
		test := map[string]any{}
		if err := json.Unmarshal([]byte(lines[1]), &test); err != nil {
			t.Fatal(err)
		}
		test["index"] = i
		again, err := json.Marshal(test)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&log, "%s\n", again)
	}
	log.WriteString(lines[len(lines)-1] + "\n")
	writeFiles(t, map[string]string{"big.jsonl": log.String()})
	code, _, errs := commandLine(t, "record", "--from-log", "big.jsonl", "--out", "big.smtp.hcl")
	if _, err := os.Stat("big.smtp.hcl"); code != 4 || !strings.Contains(errs, "more than 1 MiB") || err == nil {
		t.Errorf("exit status %d, file: %v\n%s", code, err, errs)
	}
}

// awkward plays what is hard to play back: more refusals than a lab bears from a
// client that is out of step, and a reply that breaks off behind a whole line.
const awkward = `
lab "awkward" {
  host     = "mx.awkward.example"
  greeting = "at your service"
  keywords = ["SIZE 1000"]

  tls {
    mode = "none"
  }

  on rcpt {
    recipient = ["last@*"]
    raw       = "550-5.7.1 one\r\n550-5.7."
    action    = "close"
  }

  on rcpt {
    reply = "550 5.1.1 no such user"
  }
}
`

// A session is played back byte for byte, however often the server refused, and
// however it broke off.
func TestReplayAwkward(t *testing.T) {
	profile, diags := dsl.ParseLab([]byte(awkward), "awkward.hcl")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	server, err := lab.Start(profile, lab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	t.Chdir(t.TempDir())

	begin := []string{"EHLO copier.contoso.com", "MAIL FROM:<a@contoso.com>"}
	for to, recipients := range map[string][]string{
		"one@contoso.com":                  slices.Repeat([]string{"RCPT TO:<one@contoso.com>"}, 25),
		"one@contoso.com,last@contoso.com": {"RCPT TO:<one@contoso.com>", "RCPT TO:<last@contoso.com>"},
	} {
		if code, _, errs := commandLine(t, "record", server.Addr().String(), "--from", "a@contoso.com", "--to", to,
			"--ehlo", "copier.contoso.com", "--redact=off", "--name", "site", "--out", "site.smtp.hcl", "--force"); code != 0 {
			t.Fatalf("exit status %d\n%s", code, errs)
		}
		conversation := slices.Concat(begin, recipients)
		want := converse(t, server.Addr().String(), conversation...)
		b := startCommand(t, "replay", "site.smtp.hcl", "--listen", "127.0.0.1:0")
		if diff := cmp.Diff(want, converse(t, b.finds(t, `plays site on (\S+)\.`)[1], conversation...)); diff != "" {
			t.Errorf("%s: -recorded +played: %s", to, diff)
		}
	}
}

// Without --timing a block that only waits still answers, at once: the one behind
// it does not come into its place. And replay reads what run reads.
func TestReplayReadsSuites(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"x.smtp.hcl": `
		variable "d" {
		  type = string
		}
		lab "x" {
		  host = lower("MX.${var.d}")
		  tls { mode = "none" }
		  on mail {
		    when  = "clear"
		    delay = "1h"
		  }
		  on mail { reply = "550 5.7.1 never" }
		}`})
	b := startCommand(t, "replay", "x.smtp.hcl", "--listen", "127.0.0.1:0", "--var", "d=contoso.com")
	got := converse(t, b.finds(t, `plays x on (\S+)\.`)[1], "HELO copier", "MAIL FROM:<>")
	if !strings.HasPrefix(got[1], "250 mx.contoso.com ") || !strings.HasPrefix(got[2], "250 ") {
		t.Errorf("got %q", got)
	}
	if code, _, errs := commandLine(t, "replay", "x.smtp.hcl"); code != 2 || !strings.Contains(errs, "--var d=") {
		t.Errorf("without a value: exit status %d\n%s", code, errs)
	}
}

// leaky says whom it talks to in every way.
const leaky = `
lab "leaky" {
  host   = "mail.fabrikam-7.com"
  banner = "220 mail.fabrikam-7.com ESMTP fabrikam-7"

  keywords = ["SIZE 1000", "X-TENANT-fabrikam-7.com"]

  tls {
    mode = "none"
  }

  on mail {
    reply = "250 2.1.0 c2Nhbm5lckBmYWJyaWthbS03LmNvbQ== scanner=fabrikam-7.com@ fabrikam%2D7.com"
  }
}
`

// No form of a client's name is left in a recording.
func TestRecordRedactsForms(t *testing.T) {
	profile, diags := dsl.ParseLab([]byte(leaky), "leaky.hcl")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	server, err := lab.Start(profile, lab.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	code, out, errs := commandLine(t, "record", server.Addr().String(), "--from", "scanner@fabrikam-7.com")
	if code != 0 {
		t.Fatalf("exit status %d\n%s", code, errs)
	}
	for _, left := range []string{"fabrikam", "c2Nhbm5l"} {
		if strings.Contains(out+errs, left) {
			t.Errorf("%q is left in\n%s%s", left, out, errs)
		}
	}
}
