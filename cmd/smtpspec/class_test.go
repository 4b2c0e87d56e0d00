package main

import (
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
		"content-rejected":  "", // at the message only
		"starttls-stripped": "", // a finding where STARTTLS is absent
		"ok":                "", "unknown": "",
	}
	for _, c := range reject.Builtin().Classes() {
		var page strings.Builder
		if err := writeClass(&page, &c); err != nil {
			t.Fatal(err)
		}
		_, line, _ := strings.Cut(page.String(), "\nIn a suite\n  ")
		line = strings.TrimSuffix(line, "\n")
		if known, ok := want[c.ID]; ok && line != known {
			t.Errorf("%s: got %q, want %q", c.ID, line, known)
		}
		if line == "" {
			continue
		}
		text := strings.Replace(suiteOfAnExpectation, "LINE", line, 1)
		if _, diags := dsl.LoadText([]byte(text), "page.smtp.hcl", dsl.Options{World: dslWorld()}); diags.HasErrors() {
			t.Errorf("%s: %v", line, diags)
		}
	}
}
