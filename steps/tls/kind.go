// Package tls is the stage that does the handshake, after STARTTLS (RFC 3207) or
// at once (RFC 8314 §3.3).
//
// A handshake that is done is `ok` whatever the certificate is like: mail servers
// have taken self-signed ones for decades, and a copier that does not look is not
// stopped by one. What is wrong with it is a finding. Three questions are
// answered apart: does the chain, as it was sent, lead to a public root; does it
// lead to a root that this computer trusts; does the certificate bear the name.
// A chain that only this computer trusts is how a device that intercepts TLS is
// recognised.
package tls

import (
	_ "embed"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/zclconf/go-cty/cty"
)

//go:embed doc.md
var doc string

// Kind is the stage tls.
var Kind = &step.Kind{
	Name:     string(smtp.TLS),
	Doc:      doc,
	Outcomes: []step.Outcome{step.OK, step.Fail, step.Absent},
	Wants: []schema.Attr{
		{Name: "min_version", Type: cty.String, Match: schema.AtLeast, Sees: "version", Format: schema.TLSVersion, Doc: "The lowest TLS version that may have been agreed on, such as \"TLS1.2\"."},
		{Name: "max_version", Type: cty.String, Match: schema.AtMost, Sees: "version", Format: schema.TLSVersion, Doc: "The highest TLS version that may have been agreed on."},
		{Name: "verified", Type: cty.Bool, Match: schema.Equal, Doc: "Whether the certificate is good: name, dates, and a chain to a root that the endpoint trusts. True unless said otherwise."},
		{Name: "public", Type: cty.Bool, Match: schema.Equal, Doc: "Whether the chain as sent leads to a public root."},
		{Name: "cipher", Type: cty.String, List: true, Match: schema.Equal, Doc: "The cipher suite, by its IANA name."},
		{Name: "group", Type: cty.String, List: true, Match: schema.Equal, Doc: "The key exchange group, such as \"X25519\"."},
		{Name: "names", Type: cty.String, List: true, Match: schema.Covers, Doc: "Names that the certificate must bear; \"*.example.com\" stands for itself only."},
		{Name: "subject", Type: cty.String, List: true, Match: schema.Pattern, Format: schema.Regexp, Doc: "A regular expression (RE2, unanchored) over the certificate's subject."},
		{Name: "issuer", Type: cty.String, List: true, Match: schema.Pattern, Format: schema.Regexp, Doc: "A regular expression (RE2, unanchored) over the certificate's issuer."},
		{Name: "valid_for", Type: cty.String, Match: schema.AtLeast, Format: schema.Duration, Doc: "How long the certificate must still be valid, such as \"336h\"."},
		{Name: "client_certificate_requested", Type: cty.Bool, Match: schema.Equal, Doc: "Whether the server asks for a client certificate."},
	},
	Sees: sees,
	New:  func(schema.Values) (step.Step, error) { return &stage{}, nil },
	Plan: plan,
}

var sees = []schema.Attr{
	{Name: "version", Type: cty.String, Doc: "The TLS version that was agreed on: \"TLS1.2\", \"TLS1.3\"."},
	{Name: "cipher", Type: cty.String, Doc: "The cipher suite, by its IANA name."},
	{Name: "group", Type: cty.String, Doc: "The key exchange group; null where there was none."},
	{Name: "sni", Type: cty.String, Doc: "The server name that the client sent; null where it sent none."},
	{Name: "names", Type: cty.List(cty.String), Doc: "The names and addresses that the certificate bears; its common name where it has no others."},
	{Name: "subject", Type: cty.String, Doc: "The certificate's subject, as \"CN=…,O=…\"."},
	{Name: "issuer", Type: cty.String, Doc: "Who issued the certificate, as \"CN=…,O=…\"."},
	{Name: "not_before", Type: cty.String, Doc: "When the certificate's validity begins (RFC 3339, UTC)."},
	{Name: "not_after", Type: cty.String, Doc: "When the certificate's validity ends (RFC 3339, UTC)."},
	{Name: "valid_for", Type: cty.Number, Doc: "For how many seconds the certificate is still valid; negative when it has expired."},
	{Name: "verified", Type: cty.Bool, Doc: "Whether name and dates are good, and the chain leads to a root that the endpoint trusts."},
	{Name: "public", Type: cty.Bool, Doc: "Whether the chain as sent leads to a public root."},
	{Name: "system", Type: cty.Bool, Doc: "Whether the chain leads to a root that this computer trusts; null where its roots cannot be read."},
	{Name: "name", Type: cty.Bool, Doc: "Whether the certificate bears the name that it has to."},
	{Name: "chain", Type: cty.List(cty.String), Doc: "The certificates as they were sent, each as \"subject ← issuer\"."},
	{Name: "client_certificate_requested", Type: cty.Bool, Doc: "Whether the server asked for a client certificate."},
	{Name: "received", Type: cty.Number, Doc: "How many octets came from the server during the handshake: the path carries as much as that from there."},
	{Name: "client_hello", Type: cty.Number, Doc: "How many octets the ClientHello had, also where the handshake failed; null where none was sent."},
}

func plan(*step.Env) []string { return []string{"(TLS handshake)"} }
