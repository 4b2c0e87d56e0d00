// Package ehlotls is the stage that says EHLO again inside TLS, and tells what
// changed. What was said in clear must be forgotten (RFC 3207 §4.2); it is kept
// here to be compared only.
package ehlotls

import (
	_ "embed"
	"slices"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/ehlo"
	"github.com/zclconf/go-cty/cty"
)

//go:embed doc.md
var doc string

// Kind is the stage ehlo-tls.
var Kind = &step.Kind{
	Name:     string(smtp.EHLOTLS),
	Doc:      doc,
	Outcomes: []step.Outcome{step.Accept, step.Defer, step.Reject, step.Fail, step.Absent},
	Wants: slices.Concat(ehlo.Wants, []schema.Attr{
		{Name: "gained", Type: cty.String, List: true, Match: schema.Covers, Doc: "Keywords that must be offered inside TLS and not before."},
		{Name: "lost", Type: cty.String, List: true, Match: schema.Covers, Doc: "Keywords that must have been offered before TLS and not inside."},
	}),
	Sees: slices.Concat(ehlo.Sees, []schema.Attr{
		{Name: "gained", Type: cty.List(cty.String), Doc: "Keyword lines that are offered inside TLS and were not before; null where there was no EHLO before."},
		{Name: "lost", Type: cty.List(cty.String), Doc: "Keyword lines that were offered before TLS and are not inside; null where there was no EHLO before."},
	}),
	New:  func(schema.Values) (step.Step, error) { return step.Func(run), nil },
	Plan: ehlo.Plan,
}
