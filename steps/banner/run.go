package banner

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

// ready is the only code that says the server takes a session (RFC 5321 §4.3.2).
const ready smtp.Code = 220

func run(ctx context.Context, env *step.Env) (step.Observation, error) {
	s := env.Session
	// On implicit TLS the greeting is the first thing said inside TLS.
	first := s.Secure && s.Conn.FirstInside()
	r, err := s.Conn.Greeting(ctx)
	o, err := step.Replied(r, err, ready)
	if err != nil {
		return o, err
	}
	if first {
		o.BlameHandshake()
	}
	if o.Reply == nil {
		return o, nil
	}
	s.Greeting = o.Reply
	host, masked := greeter(r), isMasked(r)
	o.Attrs = map[string]cty.Value{"host": step.String(host), "masked": cty.BoolVal(masked)}
	if said, ok := smtp.GreetingDate(&r); ok {
		offset := env.World.Now().Sub(said).Round(time.Second)
		o.Attrs["clock_offset"] = cty.NumberIntVal(int64(offset / time.Second))
	}
	if masked {
		s.Record.Add(transcript.Remark, "the greeting is masked with asterisks, as some firewalls do")
	}
	if o.Outcome == step.Accept && !masked {
		redirected(&o, s.Host, host)
	}
	return o, nil
}

// redirected turns a good greeting into a failure when the session went to a
// known operator and somebody else answered.
func redirected(o *step.Observation, to, greeter string) {
	want, known := smtp.OperatorOf(to)
	if !known {
		return
	}
	if got, ok := smtp.OperatorOf(greeter); ok && got.Name == want.Name {
		return
	}
	o.Outcome = step.Fail
	o.Failure = &smtp.Failure{
		Class:  smtp.FailPortRedirected,
		Detail: fmt.Sprintf("%s belongs to %s, but the greeting is by %s: something on the way answered in its place", to, want.Name, named(greeter)),
	}
}

func named(host string) string {
	if host == "" {
		return "a server that does not name itself"
	}
	return transcript.Printable(host)
}

// greeter is the host name of a 220 (RFC 5321 §4.2: the domain comes first).
func greeter(r smtp.Reply) string {
	if r.Code != ready || len(r.Lines) == 0 {
		return ""
	}
	host, _, _ := strings.Cut(strings.TrimSpace(r.Lines[0]), " ")
	return host
}

// isMasked reports whether at least half of the greeting is asterisks. The Cisco
// PIX leaves a digit here and there: "******0******2".
func isMasked(r smtp.Reply) bool {
	stars, others := 0, 0
	for _, line := range r.Lines {
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case '*':
				stars++
			case ' ':
			default:
				others++
			}
		}
	}
	return stars >= 4 && stars >= others
}
