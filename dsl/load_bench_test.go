package dsl

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// manySuite has a test of n instances, as a check of many clients' domains has.
const manySuite = `
locals {
  domains = { for i in range(@N) : "client-${i}" => "client${i}.example" }
}
client "copier" {
  ehlo = "copier.example"
  tls {
    max_version = "TLS1.2"
  }
}
endpoint "mx" {
  lab = "m365-mx"
}
defaults {
  client = client.copier
  from   = "scanner@example.com"
  to     = ["office@example.com"]
  tags   = ["many"]
}
test "client" {
  for_each = local.domains
  title    = "The MX of ${each.value}"
  endpoint = endpoint.mx
  from     = "scanner@${each.value}"
  to       = ["office@${each.value}"]
  expect ehlo     accept { offers = ["STARTTLS", "SIZE"] }
  expect tls      ok     { min_version = "TLS1.2" }
  expect ehlo-tls accept { lacks = ["AUTH"] }
  expect mail     accept {}
  expect rcpt     reject { class = "spamhaus" }
  expect quit     accept { text = "bye ${each.key}" }
  assert {
    condition     = step.rcpt.seconds < 10
    error_message = "${each.key}: ${step.rcpt.seconds} s"
  }
}
`

// BenchmarkLoadInstances loads 10,000 instances of one test. DESIGN asks for them
// loaded, checked and planned within a second.
func BenchmarkLoadInstances(b *testing.B) {
	path := filepath.Join(b.TempDir(), "many.smtp.hcl")
	text := strings.ReplaceAll(strings.ReplaceAll(manySuite, "@N", "10000"), "range(10000)", "concat([for t in range(10) : range(t * 1000, t * 1000 + 1000)]...)")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		p, diags := Load([]Target{{Path: path, Explicit: true}}, Options{World: testWorld(), NeedValues: true})
		if len(diags) > 0 {
			b.Fatal(errorText(diags))
		}
		if n := len(p.Suites[0].Tests); n != 10000 {
			b.Fatalf("%d tests", n)
		}
	}
}

// BenchmarkLoadSmall loads a suite as people write it.
func BenchmarkLoadSmall(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, diags := Load([]Target{{Path: "testdata/valid/references.smtp.hcl", Explicit: true}}, Options{World: testWorld(), NeedValues: true}); len(diags) > 0 {
			b.Fatal(errorText(diags))
		}
	}
}
