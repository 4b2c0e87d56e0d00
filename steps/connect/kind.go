// Package connect is the stage that opens the TCP connection.
//
// A port that is closed answers with a reset at once; one that a firewall drops
// does not answer at all; and a computer may forbid its own programs to call out.
// These are told apart, since each is mended by somebody else.
package connect

import (
	_ "embed"
	"net"
	"strconv"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/mailbox"
	"github.com/zclconf/go-cty/cty"
)

//go:embed doc.md
var doc string

// Kind is the stage connect.
var Kind = &step.Kind{
	Name:     string(smtp.Connect),
	Doc:      doc,
	Outcomes: []step.Outcome{step.OK, step.Fail},
	Wants: []schema.Attr{
		{Name: "address", Type: cty.String, List: true, Match: schema.Equal, Format: schema.Address, Doc: "The address that answered."},
	},
	Sees: []schema.Attr{
		{Name: "address", Type: cty.String, Doc: "The address that answered; null where none did."},
		{Name: "port", Type: cty.Number, Doc: "The port that was connected to."},
		{Name: "local", Type: cty.String, Doc: "This computer's own address of the connection, as the local network sees it."},
		{Name: "tried", Type: cty.List(cty.String), Doc: "The addresses that were tried, in order."},
	},
	New:  func(schema.Values) (step.Step, error) { return step.Func(run), nil },
	Plan: plan,
}

func plan(env *step.Env) []string {
	e := env.Endpoint
	host := e.Host
	switch {
	case e.Lab != nil:
		host = e.Lab.Host
	case e.MXOf != "":
		host = "best MX of " + e.MXOf
	}
	if addr, ok := mailbox.Literal(host); ok {
		host = addr.String()
	}
	return []string{"connect " + net.JoinHostPort(host, strconv.Itoa(e.Port))}
}
