package ehlo

import (
	"context"
	"fmt"
	"net"
	"net/netip"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

func run(ctx context.Context, env *step.Env) (step.Observation, error) {
	o, caps, err := Say(ctx, env)
	if caps != nil {
		env.Session.Clear = caps
	}
	return o, err
}

// Say introduces the client and reads what the server can do. The capabilities
// are nil unless the server took the command.
func Say(ctx context.Context, env *step.Env) (step.Observation, *smtp.Capabilities, error) {
	word, name := verb(env), Name(env)
	o, err := say(ctx, env, word, name)
	if err != nil {
		return o, nil, err
	}
	if fallback(env, word, o) {
		first := part(word, o)
		word = "HELO"
		env.Session.Record.Add(transcript.Remark, "the server does not know EHLO: HELO is said instead (RFC 5321 §3.2)")
		if o, err = say(ctx, env, word, name); err != nil {
			return o, nil, err
		}
		o.Parts = []step.Part{first, part(word, o)}
		o.Took = 0 // the runner times the stage as a whole
	}
	o.Attrs = map[string]cty.Value{"verb": cty.StringVal(word)}
	if o.Outcome != step.Accept {
		return o, nil, nil
	}
	caps := smtp.ParseEHLO(word, *o.Reply)
	describe(&o, env, caps, name)
	return o, &caps, nil
}

func say(ctx context.Context, env *step.Env, word, name string) (step.Observation, error) {
	if limit := env.Endpoint.CommandTimeout; limit > 0 {
		ctx = smtpclient.Within(ctx, limit)
	}
	begun := env.World.Now()
	r, err := env.Session.Conn.Command(ctx, word+" "+name)
	o, err := step.Replied(r, err)
	o.Took = env.World.Now().Sub(begun)
	return o, err
}

func part(key string, o step.Observation) step.Part {
	return step.Part{Key: key, Outcome: o.Outcome, Reply: o.Reply, Failure: o.Failure, Took: o.Took}
}

// fallback reports whether HELO is to be tried. The three codes say that the
// command is not known (RFC 5321 §4.2.4); any other refusal is meant for this
// client. HELO has neither AUTH nor STARTTLS, so it is no use to a session that
// needs them, and an attacker who breaks EHLO must not get a password in clear.
func fallback(env *step.Env, word string, o step.Observation) bool {
	if word != "EHLO" || o.Reply == nil || o.Failure != nil {
		return false
	}
	if env.Credential != nil || env.Endpoint.TLS == smtp.TLSRequired {
		return false
	}
	switch o.Reply.Code {
	case 500, 502, 504:
		return true
	}
	return false
}

func verb(env *step.Env) string {
	if env.Client.HELO {
		return "HELO"
	}
	return "EHLO"
}

// Name is the argument of EHLO: the client's name or, where it has none, the
// address literal of the socket (RFC 5321 §4.1.4, §4.1.3).
func Name(env *step.Env) string {
	if env.Client.Name != "" {
		return env.Client.Name
	}
	return literal(env.Session.Conn.LocalAddr())
}

func literal(local net.Addr) string {
	ap, err := netip.ParseAddrPort(local.String())
	if err != nil {
		return "[127.0.0.1]" // no IP socket, as in tests over a pipe
	}
	addr := ap.Addr().Unmap().WithZone("")
	if addr.Is6() {
		return fmt.Sprintf("[IPv6:%s]", addr)
	}
	return fmt.Sprintf("[%s]", addr)
}
