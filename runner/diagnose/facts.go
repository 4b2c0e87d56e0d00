package diagnose

import (
	"slices"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// microsoft is the operator whose sending methods are told apart here.
const microsoft = "Microsoft 365"

// facts is a test with what the conclusions ask of it.
type facts struct {
	t        result.Test
	operator smtp.Operator // of the host that was asked
	known    bool
	greeted  bool // the greeting bears the operator's own name
	proven   bool // the certificate proved the peer
	tls      result.Stage
	changed  time.Time // when the tenant was changed, as stated; zero for never
}

func factsOf(t result.Test, changed time.Time) facts {
	f := facts{t: t, changed: changed}
	f.operator, f.known = smtp.OperatorOf(t.Endpoint.Host)
	if banner, ok := t.Stage("banner"); ok && f.known && banner.Outcome == "accept" {
		op, known := smtp.OperatorOf(banner.String("host"))
		f.greeted = known && op.Name == f.operator.Name
	}
	f.tls, _ = t.Stage("tls")
	f.proven = f.certified() && (f.tls.Bool("public") || !f.known)
	return f
}

// certified reports whether name, dates and root of the certificate are good in the
// suite's eyes. At an operator whose certificates lead to public roots that proves
// nothing where the suite trusts another: a device that intercepts has one, too.
func (f facts) certified() bool {
	return f.tls.Outcome == "ok" && f.tls.Bool("verified") && f.tls.Bool("name")
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

// doubt marks what rests on the word of somebody whom no certificate proved.
func (f facts) doubt(stage string) string {
	if f.inside(stage) {
		return ""
	}
	if flaw := f.flaw(); flaw != "" {
		return " (unauthenticated: no certificate proved who said so, " + flaw + ")"
	}
	return " (unauthenticated: no certificate proved who said so)"
}

// flaw is the class of what is wrong with the certificate, or "".
func (f facts) flaw() string {
	if f.tls.Outcome != "ok" || f.tls.Class == nil {
		return ""
	}
	return f.tls.Class.ID
}

// unproved is the same behind words that say what no certificate proved.
func (f facts) unproved() string {
	if flaw := f.flaw(); flaw != "" {
		return " (" + flaw + ")"
	}
	return ""
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

// stranger reports whether a known operator's host was asked and something answered
// that neither greeted as the operator nor proved to be it.
func (f facts) stranger() bool {
	return f.known && f.outcome("banner") == "accept" && !f.greeted && !f.proven
}

// maskedGreeting reports whether the greeting was overwritten on the way, so that it
// does not say whose it is.
func (f facts) maskedGreeting() bool {
	banner, _ := f.t.Stage("banner")
	return banner.Bool("masked")
}

// offersTLS reports whether the last EHLO in clear listed STARTTLS.
func (f facts) offersTLS() bool {
	ehlo, _ := f.t.Stage("ehlo")
	return slices.ContainsFunc(ehlo.Strings("keywords"), func(k string) bool { return strings.EqualFold(k, "STARTTLS") })
}

// introduced reports whether the session said EHLO, and the server took it: only
// then does a keyword that is missing show anything.
func (f facts) introduced() bool {
	ehlo, ok := f.t.Stage("ehlo")
	return ok && ehlo.Outcome == "accept" && ehlo.String("verb") != "HELO"
}

// refusedEHLO reports whether EHLO was said and refused, and HELO taken, which both
// replies show.
func (f facts) refusedEHLO() bool {
	ehlo, _ := f.t.Stage("ehlo")
	return ehlo.Outcome == "accept" && len(ehlo.Parts) == 2 && ehlo.Parts[0].Outcome == "reject"
}

// cannotTLS reports whether the server offered STARTTLS to a client that cannot do it.
func (f facts) cannotTLS() bool {
	return f.outcome(string(smtp.StartTLS)) == "absent" && f.introduced() && f.offersTLS()
}

// saysHELO reports a client that said HELO of its own accord: nothing is offered to it.
func (f facts) saysHELO() bool {
	ehlo, _ := f.t.Stage("ehlo")
	return ehlo.Outcome == "accept" && ehlo.String("verb") == "HELO" && !f.refusedEHLO()
}

// staysInClear reports a client that cannot come to TLS by STARTTLS, whatever the server
// offers.
func (f facts) staysInClear() bool { return f.cannotTLS() || f.saysHELO() && f.tls.Outcome != "ok" }

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
