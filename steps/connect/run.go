package connect

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

// run tries the addresses in turn. Only a failed connect moves on: what a server
// says later is the test's subject, and no reason to ask another one.
func run(ctx context.Context, env *step.Env) (step.Observation, error) {
	s := env.Session
	if len(s.Addrs) == 0 {
		return step.Observation{}, errors.New("connect: no address was resolved")
	}
	o := step.Observation{Outcome: step.Fail, Attrs: map[string]cty.Value{
		"port": cty.NumberIntVal(int64(s.Addrs[0].Port())),
	}}
	for _, addr := range s.Addrs {
		part, conn, err := try(ctx, env, addr)
		if err != nil {
			return step.Observation{}, err
		}
		o.Parts = append(o.Parts, part)
		if conn != nil {
			o.Outcome = step.OK
			connected(&o, s, addr, conn)
			break
		}
		if ctx.Err() != nil {
			break // the time of the whole stage is over
		}
	}
	o.Attrs["tried"] = tried(o.Parts)
	if o.Outcome == step.Fail {
		o.Failure = together(o.Parts)
	}
	return o, nil
}

// try connects to one address.
func try(ctx context.Context, env *step.Env, addr netip.AddrPort) (step.Part, net.Conn, error) {
	part := step.Part{Key: addr.Addr().String(), Outcome: step.OK}
	env.Session.Record.Add(transcript.Remark, "Trying "+addr.String()+"...")
	dialCtx, cancel := bounded(ctx, env.Endpoint.ConnectTimeout)
	defer cancel()
	begun := env.World.Now()
	conn, err := env.World.Dial(dialCtx, env.Endpoint.Source, addr)
	part.Took = env.World.Now().Sub(begun)
	if err == nil {
		return part, conn, nil
	}
	if ctx.Err() == context.Canceled {
		return part, nil, ctx.Err()
	}
	f, own := classify(err)
	if own {
		return part, nil, fmt.Errorf("connect to %s: %w", addr, err)
	}
	f.Detail = fmt.Sprintf("%s: %s", addr, f.Detail)
	part.Outcome, part.Failure = step.Fail, f
	env.Session.Record.Add(transcript.Trouble, f.Error())
	return part, nil, nil
}

// bounded is ctx with the time of one attempt, unless it ends as soon by itself.
func bounded(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if limit <= 0 || ok && time.Until(deadline) <= limit {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, limit)
}

// connected hands the connection on.
func connected(o *step.Observation, s *step.Session, addr netip.AddrPort, conn net.Conn) {
	s.Peer, s.Conn = addr, smtpclient.New(conn, s.Record)
	s.Record.Add(transcript.Remark, "Connected to "+addr.String()+".")
	o.Attrs["address"] = step.String(addr.Addr().String())
	if local, err := netip.ParseAddrPort(conn.LocalAddr().String()); err == nil {
		o.Attrs["local"] = step.String(local.Addr().Unmap().String())
	}
}

// together is the failure of a stage whose every attempt failed: what all of
// them came to or, where they differ, the last one's. The detail lists all.
func together(parts []step.Part) *smtp.Failure {
	details := make([]string, len(parts))
	for i, p := range parts {
		details[i] = p.Failure.Detail
	}
	last := parts[len(parts)-1].Failure
	return &smtp.Failure{Class: last.Class, Detail: strings.Join(details, "; "), Err: last.Err}
}

func tried(parts []step.Part) cty.Value {
	keys := make([]string, len(parts))
	for i, p := range parts {
		keys[i] = p.Key
	}
	return step.Strings(keys)
}
