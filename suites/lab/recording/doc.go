// Package recording makes a profile of the lab out of a session that was held, so
// that a failure at a client's site becomes a test on a desk.
//
// What the server said is kept byte for byte. What it was is not all to be seen in
// one session: a certificate is approximated by one of the lab's, the lowest TLS
// version stays unknown, and a stage that was not reached is answered well. What
// is approximated is said in the notes, which stand above the block.
package recording

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// Session is a recorded session: the profile that plays it, and what to know of
// it.
type Session struct {
	Lab   *dsl.Lab
	Test  result.Test
	Notes []string // what the profile plays otherwise than the server did
}

// Of makes a profile of a finished test. It is an error where no server had a part
// (a test that was skipped, a name that does not resolve, a port on which nobody
// answers), and where the test is none that smtpspec could have held. classes are
// those that a suite can name without defining them; nil is any.
func Of(name string, t result.Test, classes func(id string) bool) (Session, error) {
	if err := check(t); err != nil {
		return Session{}, err
	}
	if !reached(t) {
		return Session{}, ErrNoServer
	}
	t = tidy(t, classes)
	r := &recorder{t: t, lab: &dsl.Lab{Name: name, Title: title(t), Host: hostOf(t)}}
	r.lab.TLS.Mode = modeOf(t)
	for _, s := range t.Stages {
		r.stage(s)
	}
	r.offers()
	r.challenges()
	if t.Client != "" {
		r.note("The session was held as client %q, whose limits the server may have gone by; the test below is held without them.", t.Client)
	}
	return Session{Lab: r.lab, Test: t, Notes: r.notes}, nil
}

// tidy takes out of a test what a suite cannot say: a recipient twice, which two
// may be once their names are replaced, and a class that the session's own suite
// defined.
func tidy(t result.Test, classes func(id string) bool) result.Test {
	own := func(c *result.Class) *result.Class {
		if c == nil || classes == nil || classes(c.ID) {
			return c
		}
		return nil
	}
	t.To = Unique(t.To)
	t.Stages = slices.Clone(t.Stages)
	for i := range t.Stages {
		s := &t.Stages[i]
		s.Class = own(s.Class)
		var parts []result.Part
		for _, p := range s.Parts {
			p.Class = own(p.Class)
			if !slices.ContainsFunc(parts, func(o result.Part) bool { return s.Name == string(smtp.Rcpt) && sameMailbox(o.Key, p.Key) }) {
				parts = append(parts, p)
			}
		}
		s.Parts = parts
	}
	return t
}

// Unique is a list of recipients with each mailbox once.
func Unique(to []string) []string {
	var out []string
	for _, r := range to {
		if !slices.ContainsFunc(out, func(o string) bool { return sameMailbox(o, r) }) {
			out = append(out, r)
		}
	}
	return out
}

// sameMailbox compares mailboxes: the domain without regard to case, the local
// part as it is (RFC 5321 §2.4).
func sameMailbox(a, b string) bool {
	i, j := strings.LastIndexByte(a, '@'), strings.LastIndexByte(b, '@')
	return a == b || i >= 0 && j >= 0 && a[:i] == b[:j] && strings.EqualFold(a[i:], b[j:])
}

// reached reports whether the server was connected to.
func reached(t result.Test) bool {
	s, ok := t.Stage(string(smtp.Connect))
	return ok && s.Outcome == "ok" && len(t.Stages) > 2
}

func title(t result.Test) string {
	if t.Title != "" {
		return t.Title
	}
	where := hostOf(t)
	if d, ok := t.Stage(t.Decided); ok && (d.Refused() || d.Outcome == "fail") {
		return "A session with " + where + ", which ended at " + smtp.Stage(t.Decided).Command()
	}
	return "A session with " + where
}

// hostOf is the name that the certificate has to bear at replay.
func hostOf(t result.Test) string {
	host := strings.Trim(t.Endpoint.Host, "[]")
	if host == "" {
		return "server.example"
	}
	return strings.TrimPrefix(strings.TrimSuffix(host, "."), "IPv6:")
}

// modeOf is how the server comes to TLS, as far as the session showed it.
func modeOf(t result.Test) string {
	if t.Endpoint.TLS == string(smtp.TLSImplicit) {
		return lab.ModeImplicit
	}
	if s, ok := t.Stage(string(smtp.StartTLS)); ok && s.Outcome != "absent" || offersTLS(t) {
		return ""
	}
	return lab.ModeNone
}

// offersTLS reports whether STARTTLS was offered, used or not.
func offersTLS(t result.Test) bool {
	s, _ := t.Stage(string(smtp.EHLO))
	for _, k := range s.Strings("keywords") {
		if strings.EqualFold(k, "STARTTLS") {
			return true
		}
	}
	return false
}
