// Package banner is the stage that reads the server's greeting.
//
// The server speaks first (RFC 5321 §3.1), and what it says proves more than the
// TCP connection: transparent proxies of providers and firewalls take connections
// to port 25 in any server's place, and give themselves away by the host name
// that they greet with.
package banner

import (
	_ "embed"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/zclconf/go-cty/cty"
)

//go:embed doc.md
var doc string

// Kind is the stage banner.
var Kind = &step.Kind{
	Name:     string(smtp.Banner),
	Doc:      doc,
	Outcomes: []step.Outcome{step.Accept, step.Defer, step.Reject, step.Fail},
	Wants: []schema.Attr{
		{Name: "host", Type: cty.String, List: true, Match: schema.Equal, Doc: "The host name that the server greets with."},
		{Name: "masked", Type: cty.Bool, Match: schema.Equal, Doc: "Whether a firewall has replaced the greeting by asterisks."},
	},
	Sees: []schema.Attr{
		{Name: "host", Type: cty.String, Doc: "The host name that the server greets with, the first word of a 220; null where there is none."},
		{Name: "masked", Type: cty.Bool, Doc: "Whether the greeting is mostly asterisks, which firewalls put there."},
		{Name: "clock_offset", Type: cty.Number, Doc: "How far this computer's clock is ahead of the date in the greeting, in seconds, less than zero where it is behind; null where the greeting has no date."},
	},
	New: func(schema.Values) (step.Step, error) { return step.Func(run), nil },
}
