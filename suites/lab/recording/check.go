package recording

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// ErrNoServer is said of a session in which no server had a part.
var ErrNoServer = errors.New("no server answered")

// outcomes are those that a stage of a session can have.
var outcomes = []string{"ok", "accept", "defer", "reject", "fail", "absent"}

// modes are how an endpoint comes to TLS; "" is the usual one.
var modes = []smtp.TLSMode{"", smtp.TLSStartTLS, smtp.TLSRequired, smtp.TLSImplicit, smtp.TLSOpportunistic, smtp.TLSNone}

// methods are those that an endpoint can name.
var methods = []string{"direct-send", "relay", "client-submission", "hve", "acs", "other"}

// check makes sure that a test is one that smtpspec held. A run log may come from
// anywhere, and what stands in it becomes a suite that people run.
func check(t result.Test) error {
	if !slices.Contains(modes, smtp.TLSMode(t.Endpoint.TLS)) {
		return fmt.Errorf("%q is no way to come to TLS", t.Endpoint.TLS)
	}
	known := append(smtp.Order(smtp.TLSStartTLS), smtp.Order(smtp.TLSImplicit)...)
	for _, s := range t.Stages {
		if !slices.Contains(known, smtp.Stage(s.Name)) {
			return fmt.Errorf("%q is no stage of a session", s.Name)
		}
		if !slices.Contains(outcomes, s.Outcome) {
			return fmt.Errorf("%q is no outcome of a stage", s.Outcome)
		}
		if err := checkReply(s.Reply); err != nil {
			return err
		}
		for _, p := range s.Parts {
			if !slices.Contains(outcomes, p.Outcome) {
				return fmt.Errorf("%q is no outcome of a stage", p.Outcome)
			}
			if err := checkReply(p.Reply); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkReply makes sure that a reply has a code and lines.
func checkReply(r *result.Reply) error {
	if r == nil {
		return nil
	}
	switch {
	case r.Code < 0 || r.Code > 999:
		return fmt.Errorf("%d is no reply code", r.Code)
	case r.Code != 0 && len(r.Lines) == 0 && r.Raw == nil:
		return fmt.Errorf("the reply %d has no line", r.Code)
	}
	for _, l := range r.Lines {
		if strings.ContainsAny(l, "\r\n") {
			return fmt.Errorf("%q is more than one line of a reply", l)
		}
	}
	return nil
}
