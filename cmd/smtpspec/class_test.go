package main

import (
	"cmp"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/reject"
)

const suiteOfAnExpectation = `
endpoint "mx" {
  host = "mx.example.com"
}
credential "copier" {
  username = "scan@example.com"
  password = "geheim-geheim"
}
test "t" {
  endpoint   = endpoint.mx
  credential = credential.copier
  from       = "scan@example.com"
  to         = ["office@example.com"]
  LINE
}
`

// notSent stands on the page of a class that answers the message only.
const notSent = "It answers the message itself, which this version does not send: nothing to expect."

// TestClassPage: a page is short, whatever a class is known by; the rules are there on
// demand.
func TestClassPage(t *testing.T) {
	for _, c := range reject.Builtin().Classes() {
		var short, long strings.Builder
		if err := cmp.Or(writeClass(&short, &c, false), writeClass(&long, &c, true)); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(short.String(), "\n"); n > 60 {
			t.Errorf("%s: %d lines", c.ID, n)
		}
		for _, r := range c.Rules {
			if r.Text != "" && (strings.Contains(short.String(), "text /") || !strings.Contains(long.String(), "/"+r.Text+"/")) {
				t.Errorf("%s: the rule %q:\n%s", c.ID, r.Text, short.String())
			}
		}
	}
	_, out, _ := commandLine(t, "classes", "blocklist")
	inOrder(t, out, "\nCause\n", "\nAdvice\n", "\nSources\n", "\nIn a suite\n", "\nExamples\n", "\nKnown by ", "rules: smtpspec classes blocklist -v\n")
	if _, out, _ := commandLine(t, "classes", "blocklist", "-v"); !strings.Contains(out, "\nKnown by (any of)\n  text /") {
		t.Error(out)
	}
	if code, _, errs := commandLine(t, "classes", "-v"); code != 2 || !strings.Contains(errs, "--verbose goes with CLASS") {
		t.Errorf("exit status %d: %s", code, errs)
	}
}

// TestClassInASuite puts the line that a class's page shows into a suite.
func TestClassInASuite(t *testing.T) {
	want := map[string]string{
		"auth-failed":       `expect auth reject { class = "auth-failed" }`,
		"greylisted":        `expect rcpt defer { class = "greylisted" }`,
		"connect-timeout":   `expect connect fail { class = "connect-timeout" }`,
		"dns-nxdomain":      `expect resolve fail { class = "dns-nxdomain" }`,
		"cert-expired":      `expect tls ok { class = "cert-expired" }`,
		"tls-version":       `expect tls fail { class = "tls-version" }`,
		"tls-required":      `expect mail defer { class = "tls-required" }`,
		"connection-closed": `expect banner fail { class = "connection-closed" }`,
		"content-rejected":  notSent,
		"dmarc-fail":        notSent,
		"dkim-fail":         notSent,
		"message-malformed": notSent,
		"starttls-stripped": "", // a finding where STARTTLS is absent
		"ok":                "", "unknown": "",
	}
	for _, c := range reject.Builtin().Classes() {
		var page strings.Builder
		if err := writeClass(&page, &c, false); err != nil {
			t.Fatal(err)
		}
		_, line, _ := strings.Cut(page.String(), "\nIn a suite\n  ")
		line, _, _ = strings.Cut(line, "\n")
		if known, ok := want[c.ID]; ok && line != known {
			t.Errorf("%s: got %q, want %q", c.ID, line, known)
		}
		if line == "" || line == notSent {
			continue
		}
		text := strings.Replace(suiteOfAnExpectation, "LINE", line, 1)
		if _, diags := dsl.LoadText([]byte(text), "page.smtp.hcl", dsl.Options{World: dslWorld()}); diags.HasErrors() {
			t.Errorf("%s: %v", line, diags)
		}
	}
}
