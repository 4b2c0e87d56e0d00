package dsl

import (
	"os"
	"path/filepath"
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
		TLS: LabTLS{Certificate: "expired", Ciphers: []string{"TLS_RSA_WITH_AES_128_CBC_SHA"}, AskClient: true},
		On: []LabReply{
			{Stage: "rcpt", Recipient: []string{"a@example.com"}, Reply: "550-5.7.1 no,\n550 5.7.1 never", Delay: 5 * time.Second},
			{Stage: "quit", Raw: []byte("bye\r\n"), Action: "close"},
			{Stage: "ehlo", Names: []string{"*_*"}, Reply: "501 no"},
			{Stage: "auth", Mechanisms: []string{"LOGIN"}, Reply: "535 no"},
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
    certificate                  = "expired"
    ciphers                      = ["TLS_RSA_WITH_AES_128_CBC_SHA"]
    client_certificate_requested = true
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

  on ehlo {
    name  = ["*_*"]
    reply = "501 no"
  }

  on auth {
    mechanism = ["LOGIN"]
    reply     = "535 no"
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
	line := rapid.Map(text, func(s string) string { return norm.NFC.String(strings.NewReplacer("\r", "", "\n", "").Replace(s)) })
	keyword := rapid.Map(line, func(s string) string { return norm.NFC.String("X " + s) }) // its parameters may be anything
	reply := rapid.Map(text, func(s string) string {
		return norm.NFC.String("220-" + strings.ReplaceAll(strings.ReplaceAll(s, "\r", ""), "\n", "\n220-") + ".")
	})
	ciphers := rapid.SliceOfNDistinct(rapid.SampledFrom(cipherNames()), 1, 3, rapid.ID).Filter(func(names []string) bool {
		return someCipher(names, "", "TLS1.3")
	})
	rapid.Check(t, func(r *rapid.T) {
		lab := &Lab{
			TLS:  LabTLS{Ciphers: ciphers.Draw(r, "ciphers")},
			Name: "x", Doc: text.Draw(r, "doc"), Banner: reply.Draw(r, "banner"), Greeting: line.Draw(r, "greeting"),
			Keywords: rapid.SliceOfN(keyword, 1, 12).Draw(r, "keywords"),
			On: []LabReply{
				{Stage: "rcpt", Reply: reply.Draw(r, "reply"), Delay: time.Second},
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

func TestLoadLabs(t *testing.T) {
	load := func(name, text string) ([]*Lab, string) {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		labs, _, diags := LoadLabs(path, Options{World: testWorld(), NeedValues: true})
		return labs, errorText(diags)
	}
	const two = "variable \"d\" {\n  default = \"b.example\"\n}\nlab \"a\" {\n  host = \"a.example\"\n}\nlab \"b\" {\n  host = lower(\"MX.${var.d}\")\n}\n"
	utf16 := []byte{0xff, 0xfe}
	for _, c := range two {
		utf16 = append(utf16, byte(c), 0)
	}
	for name, text := range map[string]string{
		"x.smtp.hcl": two, "utf16.smtp.hcl": string(utf16),
		"x.smtp.json": `{"lab": {"a": {"host": "a.example"}, "b": {"host": "mx.b.example"}}}`,
	} {
		labs, wrong := load(name, text)
		if wrong != "" || len(labs) != 2 || labs[0].Name != "a" || labs[1].Host != "mx.b.example" {
			t.Errorf("%s: got %+v, %s", name, labs, wrong)
		}
	}
	for src, want := range map[string]string{
		"lab \"a\" {\n  hots = \"x\"\n}":                   "Unsupported argument",
		"lab \"a\" {\n  host = var.x\n}":                   "Unknown variable",
		"lab \"a\" {":                                      "Unclosed configuration block",
		"lab \"a\" {}\nlab \"a\" {}":                       "Duplicate name",
		"variable \"d\" {}\nlab \"a\" {\n host = var.d\n}": "No value",
	} {
		if _, wrong := load("x.smtp.hcl", src); !strings.Contains(wrong, want) {
			t.Errorf("%s: %s, want %q", src, wrong, want)
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
