// Package resolve is the first stage of a session: it finds the addresses that
// the session goes to.
//
// A mail client asks for the MX records of a domain and takes the host with the
// lowest preference; a domain without any is its own mail host (RFC 5321 §5.1),
// and one whose only MX is "." takes no mail at all (RFC 7505).
package resolve

import (
	_ "embed"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/mailbox"
	"github.com/zclconf/go-cty/cty"
)

//go:embed doc.md
var doc string

// Kind is the stage resolve.
var Kind = &step.Kind{
	Name:     string(smtp.Resolve),
	Doc:      doc,
	Outcomes: []step.Outcome{step.OK, step.Fail},
	Wants: []schema.Attr{
		{Name: "host", Type: cty.String, List: true, Match: schema.Equal, Doc: "The host that the session goes to: the endpoint's own, or the MX that was chosen."},
		{Name: "mx", Type: cty.String, List: true, Match: schema.Covers, Doc: "MX records that must be among those of the domain, as preference and host: \"10 mx.example\"."},
		{Name: "addresses", Type: cty.String, List: true, Match: schema.Covers, Format: schema.Address, Doc: "Addresses that must be among those that would be tried."},
	},
	Sees: []schema.Attr{
		{Name: "host", Type: cty.String, Doc: "The host that the session goes to: the endpoint's own, or the MX that was chosen."},
		{Name: "mx", Type: cty.List(cty.String), Doc: "The domain's MX records in order of preference, as \"10 mx.example\"; null where none were asked for, empty where the domain has none."},
		{Name: "addresses", Type: cty.List(cty.String), Doc: "The addresses that will be tried, in order."},
		{Name: "server", Type: cty.String, Doc: "The name server that answered, as host:port; null where none was asked."},
	},
	New:  func(schema.Values) (step.Step, error) { return step.Func(run), nil },
	Plan: plan,
}

// plan says what is looked up; the answers are known only in a run.
func plan(env *step.Env) []string {
	e := env.Endpoint
	switch {
	case e.Lab != nil:
		return nil
	case e.MXOf != "":
		return []string{"MX " + e.MXOf, "addresses of its best MX"}
	}
	if _, ok := mailbox.Literal(e.Host); ok {
		return nil
	}
	return []string{"addresses of " + e.Host}
}
