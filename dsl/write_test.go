package dsl

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestFormatLab(t *testing.T) {
	got := string(FormatLab(&Lab{
		Name: "site", Title: `a "title"`, Doc: "Two lines,\nof ${text}.", Host: "mx.example.com",
		Banner: "220 mx.example.com ESMTP", Keywords: []string{"SIZE 10", "STARTTLS"}, KeywordsTLS: []string{},
		TLS: LabTLS{Certificate: "expired"},
		On: []LabReply{
			{Stage: "rcpt", Recipient: []string{"a@example.com"}, Reply: "550-5.7.1 no,\n550 5.7.1 never", Delay: 5 * time.Second},
			{Stage: "quit", Raw: []byte("bye\r\n"), Action: "close"},
			{Stage: "mail", Raw: []byte{0xff}, Attempt: []int{1, 2}, When: "clear"},
		},
	}))
	want := `lab "site" {
  title = "a \"title\""
  doc   = <<-EOT
    Two lines,
    of $${text}.
  EOT

  host         = "mx.example.com"
  banner       = "220 mx.example.com ESMTP"
  keywords     = ["SIZE 10", "STARTTLS"]
  keywords_tls = []

  tls {
    certificate = "expired"
  }

  on rcpt {
    recipient = ["a@example.com"]
    reply     = <<-EOT
      550-5.7.1 no,
      550 5.7.1 never
    EOT
    delay     = "5s"
  }

  on quit {
    raw    = "bye\r\n"
    action = "close"
  }

  on mail {
    attempt    = [1, 2]
    when       = "clear"
    raw_base64 = "/w=="
  }
}
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What is written reads as the same, whatever a server has said.
func TestFormatLabReadsBack(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) string {
		lines := rapid.SliceOfN(rapid.StringN(0, 12, 30), 1, 3).Draw(t, "lines")
		joined := strings.Join(append(lines, rapid.SampledFrom([]string{"", "EOT", "${x}", "%{", "a", " b "}).Draw(t, "word")), "\n")
		return chomp(norm.NFC.String(strings.ToValidUTF8(joined, "")))
	})
	rapid.Check(t, func(r *rapid.T) {
		lab := &Lab{
			Name: "x", Doc: text.Draw(r, "doc"), Banner: text.Draw(r, "banner"), Greeting: text.Draw(r, "greeting"),
			Keywords: rapid.SliceOfN(text, 1, 12).Draw(r, "keywords"),
			On: []LabReply{
				{Stage: "rcpt", Reply: text.Draw(r, "reply"), Delay: time.Second},
				{Stage: "mail", Raw: []byte("x" + rapid.String().Draw(r, "raw"))},
				{Stage: "quit", Raw: rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(r, "bytes")},
			},
		}
		src := FormatLab(lab)
		got, diags := ParseLab(src, "x.hcl")
		if diags.HasErrors() {
			r.Fatalf("%v\n%s", diags, src)
		}
		if diff := cmp.Diff(lab, got, cmpopts.IgnoreFields(Lab{}, "Range"), cmpopts.EquateEmpty()); diff != "" {
			r.Fatalf("%s\n%s", diff, src)
		}
	})
}

func TestParseLabs(t *testing.T) {
	labs, diags := ParseLabs([]byte(`
		test "x" {
		  anything = var.at_all
		}
		lab "a" { host = "a.example" }
		lab "b" { host = "b.example" }
	`), "x.smtp.hcl")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	if len(labs) != 2 || labs[0].Name != "a" || labs[1].Host != "b.example" {
		t.Errorf("got %+v", labs)
	}
	for src, want := range map[string]string{
		`lab "a" { hots = "x" }`:     "Unsupported argument",
		`lab "a" { host = var.x }`:   "Unknown variable",
		`lab "a" {`:                  "Unclosed configuration block",
		"lab \"a\" {}\nlab \"a\" {}": "Duplicate lab",
	} {
		_, diags := ParseLabs([]byte(src), "x.smtp.hcl")
		if !diags.HasErrors() || !strings.Contains(diags.Error(), want) {
			t.Errorf("%s: %v, want %q", src, diags, want)
		}
	}
}

func TestFormatClient(t *testing.T) {
	sni := ""
	c := &Client{
		Name: "copier", EHLO: "copier.example.com", AsDevice: true, MinVersion: "TLS1.0", MaxVersion: "TLS1.2",
		Ciphers: []string{"TLS_RSA_WITH_AES_128_CBC_SHA"}, Groups: []string{"P-256"}, SNI: &sni,
		Mechanisms: []string{"LOGIN", "PLAIN"}, NoStartTLS: true, AddressFamily: "ipv4",
	}
	want := `client "copier" {
  ehlo           = "copier.example.com"
  as_device      = true
  mechanisms     = ["LOGIN", "PLAIN"]
  starttls       = false
  address_family = "ipv4"

  tls {
    min_version = "TLS1.0"
    max_version = "TLS1.2"
    ciphers     = ["TLS_RSA_WITH_AES_128_CBC_SHA"]
    groups      = ["P-256"]
    sni         = ""
  }
}
`
	if diff := cmp.Diff(want, string(FormatClient(c))); diff != "" {
		t.Error(diff)
	}
}
