package dsl

import (
	"crypto/x509"
	"net/netip"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/smtpspec/smtpspec/dsl/schema"
)

// Range is a place in a suite file. Lines and columns count from 1; the end is
// exclusive. Source is the text of the first line.
type Range struct {
	File               string
	Line, Column       int
	EndLine, EndColumn int
	Source             string
}

// Suite is one checked suite.
type Suite struct {
	File        string // slash-separated, relative to where the load began, or "builtin:NAME"
	SHA256      string // of the file's bytes, in hex
	Title       string
	Tags        []string
	Variables   []*Variable
	Tests       []*Test // instances, in the file's order
	Comparisons []*Comparison
	CaseStudies []*CaseStudy
	Classes     []*Class
	Site        *Site
	// Secrets are the sensitive values that entered this suite, to be hidden in all
	// outputs.
	Secrets []string
}

// Variable is a declared variable.
type Variable struct {
	Name        string
	Type        string // as a suite writes it
	Description string
	Sensitive   bool
	Required    bool // has no default
	Null        bool // its value is null: mostly, that nobody gave it one
	Range       Range
}

// Endpoint is where a session goes. Exactly one of Host, MXOf and Lab is set.
type Endpoint struct {
	Name           string
	Host           string
	MXOf           string
	Lab            *Lab
	Port           int
	TLS            string // "starttls", "required", "opportunistic", "implicit", "none"
	Verify         bool
	Trust          string // "public" or "system"
	ServerName     string
	CAFile         *x509.CertPool // read at load
	AddressFamily  string         // "any", "ipv4", "ipv6"
	Source         netip.Addr
	Resolver       string // host:port; empty: this computer's
	Method         string // direct-send, relay, client-submission, hve, acs, other; or empty
	MaxConnections int
	Timeouts       Timeouts
	Range          Range

	open bool      // its tls is not known yet, so neither are the stages of its sessions
	lab  hcl.Range // where its lab is written
}

// Played is that the lab plays this endpoint's server, as a mistake: detail says of
// what.
func (e *Endpoint) Played(detail string) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: "The lab in place of a real server", Detail: detail, Subject: e.lab.Ptr(),
	}
}

// Timeouts bound each wait (RFC 5321 §4.5.3.2 asks for patience: giving up
// earlier misjudges tarpits and makes duplicates).
type Timeouts struct {
	Connect, Banner, Command, TLS, Message, Session time.Duration
}

// DefaultTimeouts are what an endpoint has unless it says otherwise.
var DefaultTimeouts = Timeouts{
	Connect: 10 * time.Second, // a SYN that is answered at all is answered sooner
	Banner:  60 * time.Second, // reverse DNS, ident and tarpits delay greetings
	Command: 60 * time.Second, // Microsoft answers refusals after 5 s; tarpits take longer
	TLS:     20 * time.Second,
	Message: 10 * time.Minute, // RFC 5321 §4.5.3.2.6
	Session: 15 * time.Minute, // Exchange Online ends sessions after about 20
}

// Credential is what AUTH is done with.
type Credential struct {
	Name           string
	Username       string
	Password       string
	Mechanism      string
	AllowPlaintext bool
	AllowRefusal   bool
	Vantages       []string // globs over the sites that it may be used from; nil: all
	Range          Range

	needs []Need
}

// Client is what a device can do.
type Client struct {
	Name          string // the block's label, or the built-in's
	EHLO          string // empty: the socket's address literal
	HELO          string // set in place of EHLO when the device says HELO
	AsDevice      bool
	MinVersion    string // "TLS1.0" … "TLS1.3"; empty: the client's default
	MaxVersion    string
	Ciphers       []string // IANA names, as in crypto/tls
	Groups        []string // "X25519", "P-256", …
	SNI           *string
	Mechanisms    []string
	NoStartTLS    bool
	AddressFamily string
}

// Test is one instance of a `test` block: one session, and what is expected.
type Test struct {
	Address    string // `test.NAME`, or `test.NAME["key"]` under for_each
	Name       string
	Title      string
	Tags       []string
	Endpoint   *Endpoint   // nil only where it hangs on a variable without a value
	Credential *Credential // nil: none
	Client     *Client     // nil: smtpspec's own
	From       *string     // nil: not given; "" is the null reverse-path
	To         []string
	Parameters []string // mail_parameters
	Skip       *string  // the reason, or nil
	Vantages   []string // globs over the sites that it is run from; nil: all
	// AllowCallout lets a null sender come to RCPT without a message.
	AllowCallout bool
	Timeout      time.Duration
	Expect       []*Expectation
	Assert       []*Assertion
	// Last is the stage that the session goes to: the last one that an expectation
	// or an assertion names, QUIT not counted, or rcpt. It is empty where the
	// endpoint is not known yet.
	Last string
	// Need is what the test lacks. A run that selects it, and does not skip it,
	// cannot begin.
	Need  []Need
	Range Range
	End   int // the last line of its block
}

// Need is a value that a test cannot do without and that is null: the user name
// or the password of its credential.
type Need struct {
	Variable string // the variable to give a value to; empty where none is to blame
	Text     string // what is missing, as a sentence
	Range    Range  // where the null is written

	subject hcl.Range
}

// Diagnostic is the need as a mistake of the suite's.
func (n Need) Diagnostic() *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: "Missing value", Detail: n.Text, Subject: n.subject.Ptr(),
	}
}

// Expectation is an `expect` block: one stage, one outcome, and what else must
// be so.
type Expectation struct {
	Stage      string
	Outcome    string        // one of the kind's, or "refuse"
	Wants      schema.Values // common and kind-specific, by attribute name
	Recipients []string      // of `expect rcpt` only; nil: every one
	Range      Range         // of the header: `expect rcpt reject`
	Outcomes   Range         // of the outcome word, for the caret
	Attrs      map[string]Range
}

// Comparison is a `comparison` block.
type Comparison struct {
	Name   string
	Title  string
	Tests  []string // addresses
	Assert []*Assertion
	Range  Range
}

// CaseStudy is what the author states about a case.
type CaseStudy struct {
	Name        string
	Title       string
	Tests       []string
	Environment [][2]string // in the author's order
	Symptoms    []string
	RootCause   string
	Resolution  string
	Lessons     []string
	Range       Range
}

// Site is what no session can show.
type Site struct {
	StaticIP, ExternalRecipients, DeviceOAuth *bool // nil: unknown
}

// Class is a `class` block of a suite's own, or of the knowledge base.
type Class struct {
	ID, Family, Title, Cause, Advice string
	WaitingHelps                     *bool
	Over                             []string
	Rules                            []ClassRule
	Examples                         []ClassExample
	Counter                          []ClassExample
	Sources                          []ClassSource
	Range                            Range
}

// ClassRule is a `rule` block.
type ClassRule struct {
	Stage, Code, Enhanced []string
	Text                  string
	Range                 Range
}

// ClassExample is an `example` or `counter_example` block.
type ClassExample struct {
	Stage, Reply, Class string
	Range               Range
}

// ClassSource is a `source` block.
type ClassSource struct {
	Title, Date string
}

// Lab is a `lab` block: a server to play against.
type Lab struct {
	Name        string
	Title       string
	Doc         string   // what it plays, with its source
	Host        string   // the name it bears in greeting and certificate
	Banner      string   // the whole reply
	Keywords    []string // before TLS
	KeywordsTLS []string // inside TLS; nil: the same without STARTTLS
	Greeting    string   // the words behind the host in the first EHLO line
	TLS         LabTLS
	Users       map[string]string // AUTH is accepted for these; nil: for any pair, and SCRAM is not offered
	On          []LabReply
	Range       Range
}

// LabTLS is the lab's side of a handshake.
type LabTLS struct {
	Mode        string // "starttls", "implicit", "none"
	Certificate string // "good", "expired", "not-yet-valid", "wrong-name", "self-signed", "intercepted", "incomplete"
	MinVersion  string
	MaxVersion  string
	Ciphers     []string // IANA names; nil: all that crypto/tls knows
	// AskClient says that the server asks for the client's certificate, and goes on
	// without one.
	AskClient bool
}

// LabReply says what the lab answers at one stage. The first one that fits is
// used; a stage without one is answered well.
type LabReply struct {
	Stage      string   // banner, ehlo, starttls, tls, ehlo-tls, auth, mail, rcpt, data, message, quit
	Names      []string // globs for the name in EHLO; at ehlo and ehlo-tls only
	Mechanisms []string // at auth only
	Recipient  []string // globs; at rcpt only
	Attempt    []int    // 1 is the first connection; at rcpt the first try of that envelope
	When       string   // "", or the state it holds in: "clear", "tls", "old-tls", "unauthenticated", "authenticated", "other-sender"
	Reply      string   // the whole reply, lines joined by \n; words in braces, `{client_address}`, are the lab's
	Raw        []byte   // exact bytes in place of Reply
	Delay      time.Duration
	Action     string // "", "close", "reset", "silent", "garbage"
}
