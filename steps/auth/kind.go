// Package auth is the stage that signs in (RFC 4954).
//
// A password is sent once, with one mechanism, and only where nobody else can
// read it: accounts lock after a few refusals, and a second mechanism would be a
// second attempt. A refusal is an observation like any other.
package auth

import (
	_ "embed"
	"strings"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

//go:embed doc.md
var doc string

// Kind is the stage auth.
var Kind = &step.Kind{
	Name:     string(smtp.Auth),
	Doc:      doc,
	Outcomes: []step.Outcome{step.Accept, step.Defer, step.Reject, step.Fail, step.Absent},
	Wants: []schema.Attr{
		{Name: "mechanism", Type: cty.String, List: true, Match: schema.Equal, Doc: "The mechanism that was used."},
		{Name: "mechanisms", Type: cty.String, List: true, Match: schema.Covers, Sees: "offered", Doc: "Mechanisms that the server must offer."},
	},
	Sees: []schema.Attr{
		{Name: "mechanism", Type: cty.String, Doc: "The mechanism that was used; null where nothing was sent."},
		{Name: "offered", Type: cty.List(cty.String), Doc: "The mechanisms that the last EHLO offers; null where it has no AUTH."},
	},
	New:  func(schema.Values) (step.Step, error) { return step.Func(run), nil },
	Plan: plan,
}

func plan(env *step.Env) []string {
	c := env.Credential
	switch {
	case c == nil:
		return nil
	case c.Mechanism != "":
		return []string{"AUTH " + strings.ToUpper(c.Mechanism) + " " + transcript.Hidden}
	}
	return []string{"AUTH " + transcript.Hidden + ", with the strongest mechanism that both sides know"}
}
