package rcpt

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/smtpspec/smtpspec/steps/mailbox"
	"github.com/zclconf/go-cty/cty"
)

// closing is the code with which a server takes its leave (RFC 5321 §3.8).
const closing smtp.Code = 421

// run tries every recipient once, unless the session breaks or the run says that
// it is enough.
func run(ctx context.Context, env *step.Env) (step.Observation, error) {
	list := recipients(env.Envelope.To)
	if len(list) == 0 {
		return step.Observation{}, errors.New("rcpt: the test names no recipient")
	}
	c := &collector{record: env.Session.Record}
	for i, to := range list {
		o, err := name(ctx, env, to)
		if err != nil {
			return step.Observation{}, err
		}
		c.add(to, o)
		rest := list[i+1:]
		if len(rest) == 0 {
			break
		}
		if why := c.stops(env, o); why != "" {
			c.record.Add(transcript.Trouble, why+"; not tried: "+strings.Join(rest, ", "))
			break
		}
	}
	return c.observation(), nil
}

// recipients are those of the envelope, each once.
func recipients(to []string) []string {
	var out []string
	for _, r := range to {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// name says RCPT TO for one recipient, which has the time of one command.
func name(ctx context.Context, env *step.Env, to string) (step.Observation, error) {
	line, utf8, err := compose(to)
	if err != nil {
		return step.Observation{}, fmt.Errorf("rcpt: %w", err)
	}
	caps := env.Session.Capabilities()
	if utf8 && (caps == nil || !caps.Has("SMTPUTF8")) {
		return step.Observation{}, fmt.Errorf("rcpt: %q needs SMTPUTF8, which the server does not offer; nothing was sent", to)
	}
	if limit := env.Endpoint.CommandTimeout; limit > 0 {
		ctx = smtpclient.Within(ctx, limit)
	}
	begun := env.World.Now()
	r, err := env.Session.Conn.Command(ctx, line)
	o, err := step.Replied(r, err)
	o.Took = env.World.Now().Sub(begun)
	return o, err
}

func compose(to string) (line string, utf8 bool, err error) {
	m, err := mailbox.Parse(to)
	return "RCPT TO:<" + m.Wire + ">", m.UTF8, err
}

// over reports whether no more commands may be sent.
func over(o step.Observation) bool {
	return o.Outcome == step.Fail || o.Reply != nil && o.Reply.Code == closing
}

// stops says why no more recipients are to be named, or "".
func (c *collector) stops(env *step.Env, o step.Observation) string {
	switch {
	case over(o):
		return "the session is over"
	case env.MayName != nil:
		return env.MayName(c.parts)
	}
	return ""
}

// gravity orders the outcomes, so that the stage's own is the worst.
var gravity = map[step.Outcome]int{step.Accept: 1, step.Defer: 2, step.Reject: 3, step.Fail: 4}

// collector makes one observation of one for each recipient.
type collector struct {
	record            *transcript.Recorder
	worst             step.Observation
	parts             []step.Part
	accepted, refused []string
	forward           string
}

func (c *collector) add(to string, o step.Observation) {
	c.parts = append(c.parts, step.Part{Key: to, Outcome: o.Outcome, Reply: o.Reply, Failure: o.Failure, Took: o.Took})
	if gravity[o.Outcome] > gravity[c.worst.Outcome] {
		c.worst = o
	}
	switch o.Outcome {
	case step.Accept:
		c.accepted = append(c.accepted, to)
		c.remark(to, *o.Reply)
	case step.Defer, step.Reject:
		c.refused = append(c.refused, to)
	}
}

// remark notes the two 2yz that say less than 250 (RFC 5321 §4.2.3): forwarded,
// and taken without a look.
func (c *collector) remark(to string, r smtp.Reply) {
	switch r.Code {
	case 251:
		if path := forwardPath(r); path != "" && c.forward == "" {
			c.forward = path
		}
	case 252:
		c.record.Add(transcript.Remark, fmt.Sprintf("the server takes %s without knowing the mailbox", to))
	}
}

// forwardPath is the path in "251 User not local; will forward to <path>".
func forwardPath(r smtp.Reply) string {
	_, after, ok := strings.Cut(r.Text(), "<")
	path, _, closed := strings.Cut(after, ">")
	if !ok || !closed {
		return ""
	}
	return path
}

func (c *collector) observation() step.Observation {
	o := c.worst
	o.Took = 0 // the runner times the stage as a whole
	o.Parts = c.parts
	o.Attrs = map[string]cty.Value{
		"accepted":     step.Strings(c.accepted),
		"refused":      step.Strings(c.refused),
		"forward_path": step.String(c.forward),
	}
	return o
}

// plan lists the commands as they would be sent.
func plan(env *step.Env) []string {
	var out []string
	for _, to := range recipients(env.Envelope.To) {
		if line, _, err := compose(to); err == nil {
			out = append(out, line)
		}
	}
	return out
}
