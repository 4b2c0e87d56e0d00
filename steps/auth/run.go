package auth

import (
	"context"
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

// succeeded is the only code that says that AUTH was accepted (RFC 4954 §6).
const succeeded smtp.Code = 235

func run(ctx context.Context, env *step.Env) (step.Observation, error) {
	caps := env.Session.Capabilities()
	if caps == nil || !caps.Has("AUTH") {
		return step.Observation{Outcome: step.Absent}, nil
	}
	offered := caps.Params("AUTH")
	o, err := signIn(ctx, env, offered)
	if err != nil {
		return o, err
	}
	if o.Attrs == nil {
		o.Attrs = map[string]cty.Value{}
	}
	o.Attrs["offered"] = step.Strings(offered)
	return o, nil
}

// signIn uses the credential, where there is one and it may be sent.
func signIn(ctx context.Context, env *step.Env, offered []string) (step.Observation, error) {
	s, c := env.Session, env.Credential
	if c == nil {
		s.Record.Add(transcript.Remark, "AUTH is offered; the test has no credential, so nothing is sent")
		return step.Observation{Outcome: step.Accept}, nil
	}
	if why := unsafe(env); why != "" {
		o := step.Failing(smtp.FailAuthUnsafe, "the credential was not sent: %s", why)
		s.Record.Add(transcript.Trouble, o.Failure.Error())
		return o, nil
	}
	name, ok := smtpclient.Choose(offered, env.Client.Mechanisms, c.Mechanism)
	if !ok {
		o := step.Failing(smtp.FailMechanismMismatch, "the server offers %s; the client has %s",
			words(offered), words(ours(env)))
		s.Record.Add(transcript.Trouble, o.Failure.Error())
		return o, nil
	}
	mechanism, ok := smtpclient.NewMechanism(name, c.Username, c.Password)
	if !ok {
		return step.Observation{}, fmt.Errorf("auth: mechanism %q is not known", name)
	}
	r, err := s.Conn.Authenticate(ctx, mechanism, env.Endpoint.CommandTimeout)
	o, err := step.Replied(r, err, succeeded)
	if err != nil {
		return o, err
	}
	s.Authenticated = o.Outcome == step.Accept
	o.Attrs = map[string]cty.Value{"mechanism": step.String(name)}
	return o, nil
}

// unsafe says why the credential must not be sent; empty when it may. The
// endpoint's verify = false is in Verified already: it says that a certificate
// need not be good, not that there need be none.
func unsafe(env *step.Env) string {
	s := env.Session
	switch {
	case env.Credential.Withheld != "":
		return env.Credential.Withheld
	case env.Credential.AllowPlaintext || s.Secure && s.Verified:
		return ""
	case !s.Secure:
		return "the session is not inside TLS"
	}
	return "the certificate is not verified"
}

// ours are the mechanisms that the client would have used.
func ours(env *step.Env) []string {
	switch {
	case env.Credential.Mechanism != "":
		return []string{strings.ToUpper(env.Credential.Mechanism)}
	case env.Client.Mechanisms != nil:
		return env.Client.Mechanisms
	}
	return smtpclient.Mechanisms()
}

func words(list []string) string {
	if len(list) == 0 {
		return "no mechanism"
	}
	return transcript.Printable(strings.Join(list, ", "))
}
