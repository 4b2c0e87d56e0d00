// Package rcpt is the stage that names the recipients (RFC 5321 §4.1.1.3).
//
// Every recipient has a verdict of its own. The stage ends as badly as the worst
// of them, since a device that mails to three people has not done its work when
// two get the message.
package rcpt

import (
	_ "embed"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/zclconf/go-cty/cty"
)

//go:embed doc.md
var doc string

// Kind is the stage rcpt.
var Kind = &step.Kind{
	Name:     string(smtp.Rcpt),
	Doc:      doc,
	Outcomes: []step.Outcome{step.Accept, step.Defer, step.Reject, step.Fail},
	Wants: []schema.Attr{
		{Name: "forward_path", Type: cty.String, List: true, Match: schema.Equal, Doc: "The path that a 251 names: where the server forwards to."},
	},
	Sees: []schema.Attr{
		{Name: "accepted", Type: cty.List(cty.String), Doc: "The recipients that were accepted, in order."},
		{Name: "refused", Type: cty.List(cty.String), Doc: "The recipients that were refused, for now or for good, in order."},
		{Name: "forward_path", Type: cty.String, Doc: "The path that a 251 names, without angle brackets; null where none came (RFC 5321 §3.4)."},
	},
	New:  func(schema.Values) (step.Step, error) { return step.Func(run), nil },
	Plan: plan,
}
