package runner

import (
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Describe says what a case would do: where it goes, every command that it would
// send as a transcript of the client's side, and what is expected at each stage.
func (p *Plan) Describe(c *Case) []string {
	t := c.Test
	env := &step.Env{
		Client: clientOf(t), Credential: credentialOf(t.Credential), Envelope: envelopeOf(t),
		Endpoint: plannedEndpoint(t), Session: &step.Session{Host: t.Endpoint.Host},
	}
	expected := map[string]string{}
	for _, e := range t.Expect {
		expected[e.Stage] = joinNonEmpty(expected[e.Stage], "expects "+wantOf(e))
	}
	lines := []string{where(env.Endpoint)}
	if env.Endpoint.Lab != nil && env.Endpoint.Lab.Host == "" {
		env.Endpoint.Lab.Host = "the lab"
	}
	if how := how(t); how != "" {
		lines = append(lines, how)
	}
	arrow := " -> "
	for _, s := range append(c.Stages[:len(c.Stages):len(c.Stages)], smtp.Quit) {
		kind := p.kinds[string(s)]
		if s == smtp.EHLOTLS || s == smtp.TLS && env.Endpoint.TLS == smtp.TLSImplicit {
			arrow = " ~> "
		}
		var commands []string
		if kind != nil && kind.Plan != nil {
			commands = kind.Plan(env)
		}
		if len(commands) == 0 && expected[string(s)] != "" {
			commands = []string{""}
		}
		for i, cmd := range commands {
			line := fmt.Sprintf("%-8s %s%s", s, arrow, cmd)
			if cmd == "" {
				line = string(s)
			}
			if want := expected[string(s)]; want != "" && i == len(commands)-1 {
				line = fmt.Sprintf("%-57s  %s", line, want)
			}
			lines = append(lines, strings.TrimRight(line, " "))
		}
	}
	for _, a := range t.Assert {
		lines = append(lines, "asserts  "+assertion(a.Range.Source))
	}
	return lines
}

func where(e step.Endpoint) string {
	switch {
	case e.Lab != nil && e.Lab.Host == "":
		return fmt.Sprintf("to the lab's profile %s, %s", e.Lab.Profile, security[e.TLS])
	case e.Lab != nil:
		return fmt.Sprintf("to the lab, which plays %s (profile %s), %s", e.Lab.Host, e.Lab.Profile, security[e.TLS])
	case e.MXOf != "":
		return fmt.Sprintf("to the best MX of %s, port %d, %s", e.MXOf, e.Port, security[e.TLS])
	}
	return fmt.Sprintf("to %s, port %d, %s", e.Host, e.Port, security[e.TLS])
}

// security is what a TLS mode does, in words.
var security = map[smtp.TLSMode]string{
	smtp.TLSStartTLS:      "STARTTLS where it is offered",
	smtp.TLSRequired:      "STARTTLS, or nothing",
	smtp.TLSOpportunistic: "STARTTLS where it works, else in clear",
	smtp.TLSImplicit:      "TLS from the first byte",
	smtp.TLSNone:          "in clear",
}

// how is what else a reader of a plan wants to know of a session: as what, as
// whom, and what is not checked.
func how(t *dsl.Test) string {
	var parts []string
	if t.Endpoint.Method != "" {
		parts = append(parts, t.Endpoint.Method)
	}
	if t.Client != nil && t.Client.Name != "" {
		parts = append(parts, "client "+t.Client.Name)
	}
	if t.Credential != nil {
		parts = append(parts, "signs in as "+t.Credential.Username)
	}
	if !t.Endpoint.Verify && t.Endpoint.TLS != string(smtp.TLSNone) {
		parts = append(parts, "certificate not verified")
	}
	if t.Timeout > 0 {
		parts = append(parts, "at most "+t.Timeout.String())
	}
	return strings.Join(parts, ", ")
}

// assertion is a condition without the name of its attribute.
func assertion(source string) string {
	text := strings.TrimSpace(source)
	if _, condition, ok := strings.Cut(text, "="); ok && strings.HasPrefix(text, "condition") {
		text = strings.TrimSpace(condition)
	}
	return transcript.Printable(text)
}

func joinNonEmpty(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}
