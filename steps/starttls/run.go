package starttls

import (
	"context"
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// ready is the only code after which a handshake may begin (RFC 3207 §4).
const ready smtp.Code = 220

func run(ctx context.Context, env *step.Env) (step.Observation, error) {
	s := env.Session
	offered := s.Clear != nil && s.Clear.Has("STARTTLS")
	if !offered {
		return absent(s), nil
	}
	if env.Client.NoStartTLS {
		s.Record.Add(transcript.Remark, "STARTTLS is offered, and the client cannot do it")
		return step.Observation{Outcome: step.Absent}, nil
	}
	r, err := s.Conn.StartTLS(ctx)
	o, err := step.Replied(r, err, ready)
	s.Upgrading = err == nil && o.Outcome == step.Accept
	return o, err
}

// absent is the observation of a server that does not offer STARTTLS, with the
// finding that somebody took the offer out where that can be told.
func absent(s *step.Session) step.Observation {
	o := step.Observation{Outcome: step.Absent}
	if detail := stripped(s); detail != "" {
		o.Findings = []smtp.Failure{{Class: smtp.FailStripped, Detail: detail}}
		s.Record.Add(transcript.Trouble, o.Findings[0].Error())
	}
	return o
}

// stripped says by what it shows that STARTTLS was taken out on the way; empty
// where nothing shows it. A HELO has no keywords, and shows nothing.
func stripped(s *step.Session) string {
	if s.Clear == nil || s.Clear.Verb != "EHLO" {
		return ""
	}
	for _, k := range s.Clear.Keywords {
		if maskedKeyword(k.Name) {
			return fmt.Sprintf("the keyword %s stands where STARTTLS would: a firewall overwrites what it does not allow", k.Name)
		}
	}
	for _, host := range []string{s.Host, s.Clear.Domain, greeter(s)} {
		if op, ok := smtp.OperatorOf(host); ok && offers(op) {
			return fmt.Sprintf("%s is a host of %s, which offers STARTTLS, and the offer did not arrive", transcript.Printable(host), op.Name)
		}
	}
	return ""
}

// offers reports whether an operator's mail servers are known to offer STARTTLS.
func offers(op smtp.Operator) bool { return op.Name == "Microsoft 365" || op.Name == "Google" }

// maskedKeyword recognises what a Cisco ASA's ESMTP inspection leaves of the
// keyword: X in place of each letter but the last, XXXXXXXA.
func maskedKeyword(name string) bool {
	return len(name) == len("STARTTLS") && strings.Trim(name[:len(name)-1], "X") == ""
}

func greeter(s *step.Session) string {
	if s.Greeting == nil || len(s.Greeting.Lines) == 0 {
		return ""
	}
	host, _, _ := strings.Cut(s.Greeting.Lines[0], " ")
	return host
}
