// Package starttls is the stage that asks the server to start TLS (RFC 3207).
//
// The command and the offer of it travel in clear, so that anything on the way
// can take the offer out, and can put lines behind the server's 220 that a
// careless client would believe to have come inside TLS. The wire client finds
// the second; the first is found here, where the server's name is known to offer
// STARTTLS or the offer was overwritten in place.
package starttls

import (
	_ "embed"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

//go:embed doc.md
var doc string

// Kind is the stage starttls.
var Kind = &step.Kind{
	Name:     string(smtp.StartTLS),
	Doc:      doc,
	Outcomes: []step.Outcome{step.Accept, step.Defer, step.Reject, step.Fail, step.Absent},
	New:      func(schema.Values) (step.Step, error) { return step.Func(run), nil },
	Plan:     plan,
}

func plan(env *step.Env) []string {
	if env.Client.NoStartTLS {
		return nil
	}
	return []string{"STARTTLS"}
}
