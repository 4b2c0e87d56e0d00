// Package draft writes suites: it is the one place where the text of a suite is
// generated. What comes from outside (a host name out of the name service, an
// address that somebody typed) is written by hclwrite as a literal, so that it can
// never become part of the language; comments have one line each.
package draft

import (
	"github.com/zclconf/go-cty/cty"
)

// Suite is a suite to be written.
type Suite struct {
	Comment   []string // paragraphs at the top
	Commands  []string // how to run it, shown below the comment
	Title     string
	Tags      []string
	Endpoints []Endpoint
	// Username is who signs in; a suite with one declares a variable for the
	// password. Empty: no test signs in.
	Username string
	EHLO     string // the name to say; empty: the address literal of the connection
	From     string
	To       []string
	Tests    []Test
}

// Endpoint is one place that sessions go to: a host or a domain's best MX.
type Endpoint struct {
	Name, Comment string
	Host, MXOf    string
	Port          int
	TLS           string // empty: starttls
	Method        string // empty: none stated
	Resolver      string // the name server to ask, host:port; empty: the computer's own
	// Connect and Banner are timeouts; empty: the language's own.
	Connect, Banner string
	// Unknown is an endpoint whose host is still to be filled in: it is written as a
	// comment, and so are the tests at it.
	Unknown bool
}

// Test is one session with one endpoint.
type Test struct {
	Name, Title string
	Comment     []string
	Endpoint    string // its name
	SignIn      bool   // as Username; skipped where there is no password
	Skip        string // why it is not to be run; empty: it is
	To          []string
	Expect      []Expect
	// UpTo is the last stage of a session that nothing is expected of; empty: as
	// far as the expectations go, or RCPT.
	UpTo string
}

// Expect is what is expected of one stage.
type Expect struct {
	Stage, Outcome string
	Attrs          []Attr
}

// Attr is one attribute of an expectation.
type Attr struct {
	Name  string
	Value cty.Value
}

// Text is an attribute with a word.
func Text(name, value string) Attr { return Attr{name, cty.StringVal(value)} }

// List is an attribute with a list of words.
func List(name string, values ...string) Attr { return Attr{name, list(values)} }

func list(values []string) cty.Value {
	if len(values) == 0 {
		return cty.EmptyTupleVal
	}
	out := make([]cty.Value, len(values))
	for i, v := range values {
		out[i] = cty.StringVal(v)
	}
	return cty.TupleVal(out)
}
