package mail

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/mailbox"
	"github.com/zclconf/go-cty/cty"
)

// smtputf8 is both the keyword and the parameter of RFC 6531 §3.4.
const smtputf8 = "SMTPUTF8"

func run(ctx context.Context, env *step.Env) (step.Observation, error) {
	c, err := compose(env.Envelope)
	if err != nil {
		return step.Observation{}, fmt.Errorf("mail: %w", err)
	}
	if c.needs != "" && !offered(env.Session.Capabilities()) {
		return step.Observation{}, fmt.Errorf("mail: %q needs %s, which the server does not offer; nothing was sent", c.needs, smtputf8)
	}
	r, err := env.Session.Conn.Command(ctx, c.line())
	o, err := step.Replied(r, err)
	if err != nil {
		return o, err
	}
	o.Attrs = map[string]cty.Value{"from": cty.StringVal(c.from), "parameters": step.Strings(c.parameters)}
	return o, nil
}

// command is a MAIL command.
type command struct {
	from       string
	parameters []string
	needs      string // the mailbox that needs SMTPUTF8; "" when none does
}

func (c command) line() string {
	return strings.Join(append([]string{"MAIL FROM:<" + c.from + ">"}, c.parameters...), " ")
}

// compose writes the command. A recipient's local part counts as well: the whole
// transaction is declared to be internationalised here (RFC 6531 §3.4).
func compose(e step.Envelope) (command, error) {
	from, err := mailbox.Parse(e.From)
	if err != nil {
		return command{}, err
	}
	c := command{from: from.Wire, parameters: slices.Clone(e.Parameters)}
	if from.UTF8 {
		c.needs = e.From
	}
	for _, to := range e.To {
		m, err := mailbox.Parse(to)
		if err != nil {
			return command{}, err
		}
		if m.UTF8 && c.needs == "" {
			c.needs = to
		}
	}
	stated := slices.ContainsFunc(c.parameters, func(p string) bool { return strings.EqualFold(p, smtputf8) })
	if c.needs != "" && !stated {
		c.parameters = append(c.parameters, smtputf8)
	}
	return c, nil
}

func offered(caps *smtp.Capabilities) bool { return caps != nil && caps.Has(smtputf8) }

// plan lists the command as it would be sent.
func plan(env *step.Env) []string {
	c, err := compose(env.Envelope)
	if err != nil {
		return nil
	}
	return []string{c.line()}
}
