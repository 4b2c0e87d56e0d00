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
//   - 250 after the message says that responsibility for it was taken. Whether it
//     arrived is shown by what looks for it, a step mailbox or trace, alone.
//   - A port that is silent while another of the same operator answers is kept back
//     somewhere, and nothing says by whom.
//
// What is not in that list is not said. What one test shows is in its own
// diagnosis; what the tests of one tenant show together is in a result.Sending.
package diagnose

import (
	"fmt"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// The rows of the table of proofs, by which each conclusion names its ground.
const (
	proofGreeting  = "greeting"
	proofHandshake = "handshake"
	proofAuth      = "auth"
	proofRcpt      = "rcpt"
	proofMessage   = "message"
	proofRefusal   = "refusal-inside-tls"
	proofSilence   = "timeout-on-one-port"
	proofHello     = "client-hello-size"
)

// Test says what one test's session proves. changed is when the tenant's settings
// were changed, the zero time where nobody says that they were.
func Test(t result.Test, changed time.Time) result.Diagnosis {
	f := factsOf(t, changed)
	if len(t.Stages) == 0 {
		return result.Diagnosis{Method: f.method()}
	}
	level, text := f.level()
	return result.Diagnosis{
		Level: level, LevelText: text, SeenFrom: f.seenFrom(),
		Finding: f.finding(), RuledOut: f.ruledOut(), Signs: f.signs(), Method: f.method(),
	}
}

// finding is the class that decided the test, or what is wrong with a
// certificate where nothing else is.
func (f facts) finding() *result.Finding {
	for _, name := range []string{f.t.Decided, "tls"} {
		s, ok := f.t.Stage(name)
		if !ok || s.Class == nil {
			continue
		}
		out := &result.Finding{Stage: s.Name, Class: *s.Class, Line: lineOf(s), Inside: f.inside(s.Name)}
		if s.Refused() {
			out.Provisional = f.provisional(s.Name)
		}
		return out
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

// settling is how long a change of a tenant may take to be in force everywhere: what
// its servers say before that is provisional.
const settling = time.Hour

// provisional says why an answer of the tenant's policy may not last, or "": the
// tenant was changed within the hour before.
func (f facts) provisional(stage string) string {
	at, ok := f.settles(stage)
	if !ok {
		return ""
	}
	since := f.t.Started.Sub(f.changed)
	minutes := fmt.Sprintf("%d minutes", int(since.Minutes()))
	switch int(since.Minutes()) {
	case 0:
		minutes = "less than a minute"
	case 1:
		minutes = "1 minute"
	}
	return fmt.Sprintf("the tenant was changed %s before; test again after %s", minutes, at.Format("15:04 MST"))
}

// settles says when the change of the tenant is in force, where a stage's answer came
// before that.
func (f facts) settles(stage string) (time.Time, bool) {
	since := f.t.Started.Sub(f.changed)
	return f.changed.Add(settling), !f.changed.IsZero() && since >= 0 && since < settling && ofPolicy(stage)
}

// ofPolicy reports whether a stage is answered by what is set in the tenant.
func ofPolicy(stage string) bool {
	switch smtp.Stage(stage) {
	case smtp.Auth, smtp.Mail, smtp.Rcpt, smtp.Data, smtp.Message:
		return true
	}
	return false
}
