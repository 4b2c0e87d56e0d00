// Package mail is the stage that opens a mail transaction (RFC 5321 §4.1.1.2).
//
// MAIL FROM says where a bounce is to go. Many servers, Microsoft's among them,
// accept it whatever it says and refuse at RCPT TO, so a 250 here proves syntax
// and order only.
package mail

import (
	_ "embed"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/zclconf/go-cty/cty"
)

//go:embed doc.md
var doc string

// Kind is the stage mail.
var Kind = &step.Kind{
	Name:     string(smtp.Mail),
	Doc:      doc,
	Outcomes: []step.Outcome{step.Accept, step.Defer, step.Reject, step.Fail},
	Sees: []schema.Attr{
		{Name: "from", Type: cty.String, Doc: "The reverse-path as it was sent, without angle brackets; \"\" is the null one."},
		{Name: "parameters", Type: cty.List(cty.String), Doc: "The parameters that were sent, SMTPUTF8 included where it was needed."},
	},
	New:  func(schema.Values) (step.Step, error) { return step.Func(run), nil },
	Plan: plan,
}
