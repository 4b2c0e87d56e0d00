// Package ehlo is the stage at which client and server introduce themselves.
//
// The client names itself, and the server answers with its own name and what it
// can do, a keyword a line (RFC 5321 §4.1.1.1). Both are said again inside TLS,
// since what was said in clear may have been changed on the way (RFC 3207 §4.2);
// package ehlotls does that with Say.
package ehlo

import (
	_ "embed"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/zclconf/go-cty/cty"
)

//go:embed doc.md
var doc string

// Kind is the stage ehlo.
var Kind = &step.Kind{
	Name:     string(smtp.EHLO),
	Doc:      doc,
	Outcomes: []step.Outcome{step.Accept, step.Defer, step.Reject, step.Fail},
	Wants:    Wants,
	Sees:     Sees,
	New:      func(schema.Values) (step.Step, error) { return step.Func(run), nil },
	Plan:     Plan,
}

// Wants are what an expectation of EHLO may ask for, in clear or inside TLS.
var Wants = []schema.Attr{
	{Name: "offers", Type: cty.String, List: true, Match: schema.Covers, Sees: "keywords", Doc: "Keywords that must be offered; \"AUTH LOGIN\" means the keyword with that parameter."},
	{Name: "lacks", Type: cty.String, List: true, Match: schema.Lacks, Sees: "keywords", Doc: "Keywords that must not be offered."},
	{Name: "verb", Type: cty.String, Match: schema.Equal, Enum: []string{"EHLO", "HELO"}, Doc: "The command that the server took."},
	{Name: "host", Type: cty.String, List: true, Match: schema.Equal, Doc: "The name that the server gives itself."},
	{Name: "client_address", Type: cty.String, List: true, Match: schema.Equal, Format: schema.Address, Doc: "The client's address as the server sees it, where it says so."},
	{Name: "size", Type: cty.Number, Match: schema.AtLeast, Doc: "The least size of a message, in octets, that the server must take (RFC 1870)."},
}

// Sees are what assertions may read of EHLO, in clear or inside TLS.
var Sees = []schema.Attr{
	{Name: "verb", Type: cty.String, Doc: "The command that was answered last: EHLO, or HELO where the server knows no better."},
	{Name: "keywords", Type: cty.List(cty.String), Doc: "The keywords offered, with parameters, in the server's order: \"SIZE 157286400\"."},
	{Name: "host", Type: cty.String, Doc: "The name that the server gives itself."},
	{Name: "client_address", Type: cty.String, Doc: "The client's address as the server sees it; null where it does not say."},
	{Name: "size", Type: cty.Number, Doc: "The largest message that the server takes, in octets (RFC 1870); null where it sets no limit."},
}

// Plan lists the command as it would be sent.
func Plan(env *step.Env) []string {
	name := env.Client.Name
	if name == "" {
		name = "[this computer's address]"
	}
	return []string{verb(env) + " " + name}
}
