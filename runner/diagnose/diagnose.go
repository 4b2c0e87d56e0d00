// Package diagnose says what a session proves, what it rules out, and which
// sending method works from here. It draws no conclusion without the evidence for
// it, and names the stages that carry it:
//
//   - A greeting in clear proves a dialogue with whatever sits there. With the
//     operator's own name in it the port is not filtered, but who wrote it is
//     unauthenticated.
//   - A handshake whose certificate is good proves the peer: nothing intercepted
//     or stripped.
//   - A refusal inside such a session is the server's own policy; the network is
//     ruled out for it.
//   - 235 proves user, secret and the policies that allow this address now.
//   - 250 to MAIL proves nothing about sender or address, since Microsoft decides
//     those at RCPT or later; 250 to RCPT says that nothing was refused so far.
//
// What is not in that list is not said.
package diagnose

import (
	"fmt"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// The rows of the table of proofs, by which each conclusion names its ground.
const (
	proofGreeting  = "greeting"
	proofHandshake = "handshake"
	proofAuth      = "auth"
	proofRcpt      = "rcpt"
	proofRefusal   = "refusal-inside-tls"
)

// facts is a test with what the conclusions ask of it.
type facts struct {
	t        result.Test
	operator smtp.Operator // of the host that was asked
	known    bool
	greeted  bool // the greeting bears the operator's own name
	proven   bool // the certificate proved the peer
	tls      result.Stage
}

func factsOf(t result.Test) facts {
	f := facts{t: t}
	f.operator, f.known = smtp.OperatorOf(t.Endpoint.Host)
	if banner, ok := t.Stage("banner"); ok && f.known && banner.Outcome == "accept" {
		op, known := smtp.OperatorOf(banner.String("host"))
		f.greeted = known && op.Name == f.operator.Name
	}
	var ok bool
	f.tls, ok = t.Stage("tls")
	f.proven = ok && f.tls.Outcome == "ok" && f.tls.Bool("verified") && f.tls.Bool("name")
	return f
}

// outcome is how a stage ended, or "" when it was not reached.
func (f facts) outcome(stage string) string {
	s, _ := f.t.Stage(stage)
	return s.Outcome
}

// inside reports whether a stage's words came inside TLS that proved the peer.
func (f facts) inside(stage string) bool {
	if !f.proven {
		return false
	}
	seenTLS := false
	for _, s := range f.t.Stages {
		if s.Name == stage {
			return seenTLS
		}
		seenTLS = seenTLS || s.Name == "tls"
	}
	return false
}

// root says in words which root a good certificate leads to.
func (f facts) root() string {
	switch {
	case f.t.Endpoint.Lab != "":
		return "the lab's own root"
	case f.tls.Bool("public"):
		return "a public root"
	}
	return "a root that the suite trusts"
}

// Test says what one test's session proves.
func Test(t result.Test) result.Diagnosis {
	f := factsOf(t)
	level, text := f.level()
	return result.Diagnosis{
		Level: level, LevelText: text, SeenFrom: f.seenFrom(),
		Finding: f.finding(), RuledOut: f.ruledOut(), Signs: f.signs(),
	}
}

// level is how far things were proven, each step resting on those before it.
func (f facts) level() (int, string) {
	steps := []struct {
		name string
		ok   bool
	}{
		{"network", f.outcome("banner") == "accept"},
		{"capabilities", f.outcome("ehlo") == "accept" || f.outcome("ehlo-tls") == "accept"},
		{f.tlsName(), f.proven || f.t.Endpoint.TLS == string(smtp.TLSNone)},
		{f.envelopeName(), f.outcome("rcpt") == "accept" && (f.t.Login == "" || f.outcome("auth") == "accept")},
	}
	var proven []string
	for _, s := range steps {
		if !s.ok {
			return len(proven), f.levelText(proven, s.name)
		}
		proven = append(proven, s.name)
	}
	return len(proven), f.levelText(proven, "delivery")
}

func (f facts) tlsName() string {
	if f.t.Endpoint.TLS == string(smtp.TLSNone) {
		return "in clear, by choice"
	}
	return "TLS"
}

func (f facts) envelopeName() string {
	if f.t.Login != "" {
		return "sign-in and envelope"
	}
	return "envelope"
}

// levelText says what was proven, what comes next and was not, and where the
// session was refused, if that was later.
func (f facts) levelText(proven []string, next string) string {
	how, later := "not proven", ""
	decided, ok := f.t.Stage(f.t.Decided)
	switch {
	case next == "delivery":
		how = "not tested"
	case ok && decided.Refused() && f.levelOf(decided.Name) == next:
		how = "refused at " + smtp.Stage(decided.Name).Command()
	case ok && decided.Refused():
		later = "; refused at " + smtp.Stage(decided.Name).Command()
	}
	if next == "TLS" && f.outcome("starttls") == "absent" {
		how = "not offered"
	}
	if len(proven) == 0 {
		return fmt.Sprintf("nothing proven; %s %s%s", next, how, later)
	}
	return fmt.Sprintf("%s proven; %s %s%s", strings.Join(proven, ", "), next, how, later)
}

// levelOf is the level that a stage belongs to.
func (f facts) levelOf(stage string) string {
	switch smtp.Stage(stage) {
	case smtp.Resolve, smtp.Connect, smtp.Banner:
		return "network"
	case smtp.EHLO:
		return "capabilities"
	case smtp.StartTLS, smtp.TLS, smtp.EHLOTLS:
		return f.tlsName()
	}
	return f.envelopeName()
}

// seenFrom is the client address that the server echoed, last and inside TLS where
// it did.
func (f facts) seenFrom() string {
	for _, name := range []string{"ehlo-tls", "ehlo"} {
		if s, ok := f.t.Stage(name); ok && s.String("client_address") != "" {
			return s.String("client_address")
		}
	}
	return ""
}

// finding is the class that decided the test, or what is wrong with a
// certificate where nothing else is.
func (f facts) finding() *result.Finding {
	for _, name := range []string{f.t.Decided, "tls"} {
		s, ok := f.t.Stage(name)
		if !ok || s.Class == nil {
			continue
		}
		return &result.Finding{Stage: s.Name, Class: *s.Class, Line: lineOf(s), Inside: f.inside(s.Name)}
	}
	return nil
}

// lineOf is the reply as a server would write it on one line, or the failure.
func lineOf(s result.Stage) string {
	switch {
	case s.Failure != nil:
		if s.Failure.Detail != "" {
			return s.Failure.Detail
		}
		return s.Failure.Class
	case s.Reply != nil:
		parts := []string{fmt.Sprint(s.Reply.Code)}
		if s.Reply.Enhanced != "" {
			parts = append(parts, s.Reply.Enhanced)
		}
		return strings.Join(append(parts, s.Reply.Text), " ")
	case len(s.Findings) > 0:
		return s.Findings[0].Detail
	}
	return ""
}
