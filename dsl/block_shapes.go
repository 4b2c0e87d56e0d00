package dsl

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/zclconf/go-cty/cty"
)

// The tables of the blocks. A reference has no type of its own here, since a
// capsule cannot be converted to: it is looked at where it is used.
var (
	reference = cty.DynamicPseudoType
	oneOrMany = cty.String // with List
)

var suiteFields = shape{attrs: []schema.Attr{
	{Name: "title", Type: cty.String, Doc: "What the suite is about, for people."},
	{Name: "tags", Type: oneOrMany, List: true, Doc: "Tags of every test of the suite."},
	{Name: "required_version", Type: cty.String, Doc: "The versions of smtpspec that the suite is written for, such as \">= 0.1\"."},
}}

var siteFields = shape{attrs: []schema.Attr{
	{Name: "static_ip", Type: cty.Bool, Doc: "The site has a public address of its own that does not change."},
	{Name: "external_recipients", Type: cty.Bool, Doc: "Mail goes to people outside the organisation, too."},
	{Name: "device_oauth", Type: cty.Bool, Doc: "The device can sign in with OAuth."},
}}

var endpointFields = shape{
	attrs: []schema.Attr{
		{Name: "host", Type: cty.String, Doc: "A host name or an IP address."},
		{Name: "mx_of", Type: cty.String, Doc: "A mail domain; the session goes to its best MX host (RFC 5321 §5.1)."},
		{Name: "lab", Type: reference, Doc: "A lab block, or the name of a built-in lab profile."},
		{Name: "port", Type: cty.Number, Doc: "The TCP port; 25, and 465 with implicit TLS, unless given."},
		{Name: "tls", Type: cty.String, Enum: []string{"starttls", "required", "implicit", "opportunistic", "none"}, Default: cty.StringVal("starttls"), Doc: "How the session comes to TLS."},
		{Name: "verify", Type: cty.Bool, Default: cty.True, Doc: "Whether the certificate has to be good before AUTH."},
		{Name: "trust", Type: cty.String, Enum: []string{"public", "system"}, Default: cty.StringVal("public"), Doc: "Whose roots count: the public ones, or this computer's."},
		{Name: "server_name", Type: cty.String, Doc: "The name that the certificate must bear, where it is not the host's."},
		{Name: "ca_file", Type: cty.String, Doc: "A file of PEM certificates that count as roots, relative to the suite."},
		{Name: "address_family", Type: cty.String, Enum: addressFamilies, Default: cty.StringVal("any"), Doc: "Which addresses are tried."},
		{Name: "source_address", Type: cty.String, Format: schema.Address, Doc: "The address of this computer to connect from."},
		{Name: "resolver", Type: cty.String, Format: schema.HostPort, Doc: "The DNS server to ask, host:port, in place of this computer's."},
		{Name: "method", Type: cty.String, Enum: []string{"direct-send", "relay", "client-submission", "hve", "acs", "other"}, Doc: "The sending method that the endpoint stands for."},
		{Name: "max_connections", Type: cty.Number, Default: cty.NumberIntVal(2), Doc: "Sessions at once, counted per host and port over the whole run."},
	},
	blocks:      []hcl.BlockHeaderSchema{{Type: "timeouts"}},
	laterAttrs:  []string{"proxy"},
	laterBlocks: []hcl.BlockHeaderSchema{{Type: "client_certificate"}},
}

var addressFamilies = []string{"any", "ipv4", "ipv6"}

var timeoutFields = shape{attrs: []schema.Attr{
	{Name: "connect", Type: cty.String, Format: schema.Duration, Doc: "For one address to answer."},
	{Name: "banner", Type: cty.String, Format: schema.Duration, Doc: "For the greeting."},
	{Name: "command", Type: cty.String, Format: schema.Duration, Doc: "For the reply to a command."},
	{Name: "tls", Type: cty.String, Format: schema.Duration, Doc: "For the whole handshake."},
	{Name: "message", Type: cty.String, Format: schema.Duration, Doc: "For the reply to the message (RFC 5321 §4.5.3.2.6)."},
	{Name: "session", Type: cty.String, Format: schema.Duration, Doc: "For the whole session."},
}}

// A user name or password may be null until a test that needs it is run.
var credentialFields = shape{
	attrs: []schema.Attr{
		{Name: "username", Type: cty.String, Required: true, Sensitive: true, Doc: "Whom to sign in as."},
		{Name: "password", Type: cty.String, Required: true, Sensitive: true, Doc: "The password. It is hidden in all outputs, whether it is marked or not."},
		{Name: "mechanism", Type: cty.String, Enum: []string{"LOGIN", "PLAIN", "CRAM-MD5", "SCRAM-SHA-256"}, Doc: "The SASL mechanism (RFC 4954); the strongest that both sides know unless given."},
		{Name: "allow_plaintext", Type: cty.Bool, Default: cty.False, Doc: "The credential may be sent without verified TLS."},
		{Name: "allow_refusal", Type: cty.Bool, Default: cty.False, Doc: "The suite expects that AUTH fails."},
		{Name: "vantages", Type: oneOrMany, List: true, Doc: "The sites that it may be used from, as `--vantage` names them; globs."},
	},
	laterBlocks: []hcl.BlockHeaderSchema{{Type: "oauth2"}},
}

var clientFields = shape{
	attrs: []schema.Attr{
		{Name: "ehlo", Type: cty.String, Doc: "The argument of EHLO; the socket's address literal unless given (RFC 5321 §4.1.4)."},
		{Name: "helo", Type: cty.String, Doc: "The argument of HELO, for a device that says no EHLO."},
		{Name: "as_device", Type: cty.Bool, Default: cty.False, Doc: "The name is the device's own: no warning about an odd one."},
		{Name: "mechanisms", Type: oneOrMany, List: true, Enum: saslMechanisms, Doc: "The SASL mechanisms that the device knows, in its order."},
		{Name: "starttls", Type: cty.Bool, Default: cty.True, Doc: "Whether the device can do STARTTLS."},
		{Name: "address_family", Type: cty.String, Enum: addressFamilies, Doc: "Which addresses the device uses."},
	},
	blocks: []hcl.BlockHeaderSchema{{Type: "tls"}},
}

// saslMechanisms are those that devices and servers name; smtpspec itself does
// not do them all.
var saslMechanisms = []string{
	"LOGIN", "PLAIN", "CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "NTLM", "GSSAPI", "XOAUTH2", "OAUTHBEARER",
}

var clientTLSFields = shape{attrs: []schema.Attr{
	{Name: "min_version", Type: cty.String, Format: schema.TLSVersion, Doc: "The lowest TLS version that the device offers."},
	{Name: "max_version", Type: cty.String, Format: schema.TLSVersion, Doc: "The highest TLS version that the device offers."},
	{Name: "ciphers", Type: oneOrMany, List: true, Enum: cipherNames(), Doc: "The cipher suites that the device offers, by their IANA names."},
	{Name: "groups", Type: oneOrMany, List: true, Enum: []string{"X25519", "P-256", "P-384", "P-521", "X25519MLKEM768"}, Doc: "The key exchange groups; X25519 and P-256 unless given."},
	{Name: "sni", Type: cty.String, Doc: "The server name that the device sends; empty for none."},
}}

// sessionFields are what `defaults` and `test` have in common.
var sessionFields = []schema.Attr{
	{Name: "endpoint", Type: reference, Doc: "Where the session goes."},
	{Name: "client", Type: reference, Doc: "A client block, or the name of a built-in client."},
	{Name: "from", Type: cty.String, Doc: "The reverse-path; \"<>\" is the null one (RFC 5321 §4.5.5)."},
	{Name: "to", Type: oneOrMany, List: true, Format: schema.Mailbox, Doc: "The forward-paths."},
	{Name: "mail_parameters", Type: oneOrMany, List: true, Doc: "Parameters of MAIL, such as \"BODY=8BITMIME\"."},
	{Name: "timeout", Type: cty.String, Format: schema.Duration, Doc: "The longest that the test may take."},
	{Name: "tags", Type: oneOrMany, List: true, Doc: "Tags; those of suite, defaults and test add up."},
}

var defaultsFields = shape{
	attrs:       append([]schema.Attr{{Name: "credential", Type: reference, Sensitive: true}}, sessionFields...),
	laterBlocks: []hcl.BlockHeaderSchema{{Type: "retry"}},
}

// The `for_each` of a test is read before all else.
var testFields = shape{
	attrs: append([]schema.Attr{
		{Name: "title", Type: cty.String, Doc: "What the test is about, for people."},
		{Name: "credential", Type: reference, Sensitive: true, Doc: "What AUTH is done with; no AUTH unless given."},
		{Name: "skip", Type: reference, Sensitive: true, Doc: "Why the test is not to be run; null runs it."},
		{Name: "vantages", Type: oneOrMany, List: true, Doc: "The sites that the test is run from, as `--vantage` names them; globs. From elsewhere it is skipped."},
		{Name: "allow_callout", Type: cty.Bool, Default: cty.False, Doc: "The null sender may come to RCPT without a message; needed for it, since such probes get sites listed."},
	}, sessionFields...),
	blocks: []hcl.BlockHeaderSchema{
		{Type: "expect", LabelNames: []string{"stage", "outcome"}},
		{Type: "assert"},
	},
	laterBlocks: []hcl.BlockHeaderSchema{
		{Type: "retry"}, {Type: "waive"}, {Type: "message"},
		{Type: "step", LabelNames: []string{"kind", "name"}},
	},
}

var comparisonFields = shape{
	attrs: []schema.Attr{
		{Name: "title", Type: cty.String, Doc: "What is compared, for people."},
		{Name: "tests", Type: reference, Required: true, Doc: "The tests that are put side by side."},
	},
	blocks: []hcl.BlockHeaderSchema{{Type: "assert"}},
}

var caseStudyFields = shape{attrs: []schema.Attr{
	{Name: "title", Type: cty.String, Doc: "The heading of the case study."},
	{Name: "tests", Type: reference, Required: true, Doc: "The tests that it tells of."},
	{Name: "environment", Type: cty.Map(cty.String), Doc: "The device, the firewall, the line: name and value."},
	{Name: "symptoms", Type: oneOrMany, List: true, Doc: "What people saw."},
	{Name: "root_cause", Type: cty.String, Doc: "What the author found to be the cause."},
	{Name: "resolution", Type: cty.String, Doc: "What was done about it."},
	{Name: "lessons", Type: oneOrMany, List: true, Doc: "What to take from it."},
}}
