package quit

import (
	"context"
	"fmt"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// run says QUIT. A server must answer 221; it has no way to refuse, so a negative
// reply is as little an answer as none.
func run(ctx context.Context, env *step.Env) (step.Observation, error) {
	first := env.Session.Conn.FirstInside()
	r, err := env.Session.Conn.Command(ctx, "QUIT")
	o, err := step.Replied(r, err)
	if first && alerted(o) {
		// The test went no further than the handshake, and the server had not agreed
		// to it. One that closes without a word may just have understood QUIT.
		o.BlameHandshake()
	}
	if err != nil || o.Outcome == step.Accept || o.Outcome == step.Fail {
		return o, err
	}
	o.Outcome = step.Fail
	o.Failure = &smtp.Failure{Class: smtp.FailUnexpected, Detail: fmt.Sprintf("%s in answer to QUIT", r.Code)}
	return o, nil
}

// alerted reports whether a TLS alert came in place of a reply.
func alerted(o step.Observation) bool {
	if o.Failure == nil {
		return false
	}
	switch o.Failure.Class {
	case smtp.FailTLSAlert, smtp.FailTLSClientCert, smtp.FailTLSVersion, smtp.FailTLSHandshake:
		return true
	}
	return false
}
