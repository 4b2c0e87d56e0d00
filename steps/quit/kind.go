// Package quit is the stage that ends a session as it should be ended (RFC 5321
// §4.1.1.10): sites that drop connections get a bad name with the operators.
package quit

import (
	_ "embed"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

//go:embed doc.md
var doc string

// Kind is the stage quit.
var Kind = &step.Kind{
	Name:     string(smtp.Quit),
	Doc:      doc,
	Outcomes: []step.Outcome{step.Accept, step.Fail},
	New:      func(schema.Values) (step.Step, error) { return step.Func(run), nil },
	Plan:     func(*step.Env) []string { return []string{"QUIT"} },
}
