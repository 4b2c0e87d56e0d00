package smtpclient

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Authenticate does one SASL exchange (RFC 4954 §4) and returns the reply that ends
// it. What the client says is hidden in the transcript, by its position.
//
// An initial response goes with the command where the whole line fits the 512
// octets of an ordinary one, and after an empty challenge otherwise. A challenge
// that the mechanism cannot answer is answered by "*", which ends the exchange; the
// server's reply to that comes with the Failure.
//
// each bounds the wait for every single reply, ctx that for all of them; zero
// leaves it to ctx.
func (c *Conn) Authenticate(ctx context.Context, m Mechanism, each time.Duration) (smtp.Reply, error) {
	initial, has, err := m.Start()
	if err != nil {
		return smtp.Reply{}, fmt.Errorf("smtpclient: %s: %w", m.Name(), err)
	}
	first := outgoing{line: "AUTH " + m.Name()}
	if line := first.line + " " + encodeInitial(initial); has && len(line) <= maxLine {
		first = outgoing{line: line, hidden: true, shown: first.line + " "}
		has = false
	}
	if m, ok := m.(passworded); ok {
		c.rec.Told(m.credential())
	}
	turn := turns{c, ctx, each}
	reply, err := turn.say(first)
	for err == nil && reply.Code == 334 {
		var response []byte
		if has {
			response, has = initial, false
		} else if response, err = answer(m, reply); err != nil {
			return turn.cancelSASL(err)
		}
		line := base64.StdEncoding.EncodeToString(response)
		if len(line) > maxAuthLine {
			return turn.cancelSASL(fmt.Errorf("the response is longer than %d octets", maxAuthLine))
		}
		reply, err = turn.say(outgoing{line: line, hidden: true})
	}
	if err == nil && reply.Code == 235 {
		err = c.checkProof(m)
	}
	return reply, err
}

// encodeInitial is an initial response as AUTH carries it: an empty one is written
// "=", to tell it from none (RFC 4954 §4).
func encodeInitial(b []byte) string {
	if len(b) == 0 {
		return "="
	}
	return base64.StdEncoding.EncodeToString(b)
}

// answer is a mechanism's response to a challenge.
func answer(m Mechanism, r smtp.Reply) ([]byte, error) {
	if len(r.Lines) != 1 {
		return nil, fmt.Errorf("a challenge of %d lines", len(r.Lines))
	}
	challenge, err := base64.StdEncoding.DecodeString(r.AsSaid().Lines[0])
	if err != nil {
		return nil, fmt.Errorf("the challenge %s is not base64", smtp.Quote([]byte(r.Lines[0])))
	}
	return m.Next(challenge)
}

// turns is an exchange of several replies, each with a wait of its own.
type turns struct {
	*Conn
	ctx  context.Context
	each time.Duration
}

// say sends a line and reads its reply.
func (t turns) say(line outgoing) (smtp.Reply, error) {
	ctx := t.ctx
	if t.each > 0 {
		ctx = Within(ctx, t.each)
	}
	end, err := t.begin(ctx)
	if err != nil {
		return smtp.Reply{}, err
	}
	defer func() {
		end()
		t.Conn.ctx = t.ctx // what follows is no longer bound to this reply's wait
	}()
	return t.exchange(line)
}

// cancelSASL ends an exchange that cannot go on.
func (t turns) cancelSASL(why error) (smtp.Reply, error) {
	reply, err := t.say(outgoing{line: "*"})
	if err != nil {
		return reply, err
	}
	return reply, t.fail(saslFailure(why))
}

// checkProof holds a server that accepted against what its mechanism asks of it.
func (c *Conn) checkProof(m Mechanism) error {
	p, ok := m.(prover)
	if !ok {
		return nil
	}
	if err := p.Proved(); err != nil {
		return c.fail(saslFailure(err))
	}
	return nil
}

func saslFailure(why error) *smtp.Failure {
	class := smtp.FailMalformed
	if errors.Is(why, errNotProved) {
		class = smtp.FailUnexpected
	}
	return &smtp.Failure{Class: class, Detail: why.Error()}
}
