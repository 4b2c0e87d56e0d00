package diagnose

import (
	"fmt"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// ruledOut lists the suspicions that the session disproves, in the order in
// which people have them.
func (f facts) ruledOut() []result.RuledOut {
	var out []result.RuledOut
	for _, conclude := range []func() (result.RuledOut, bool){
		f.portOpen, f.notIntercepted, f.refusalGenuine, f.signInGood, f.envelopeGood,
	} {
		if r, ok := conclude(); ok {
			out = append(out, r)
		}
	}
	return out
}

// portOpen: the operator's own greeting cannot come through a filtered port.
func (f facts) portOpen() (result.RuledOut, bool) {
	if f.outcome("banner") == "" || f.outcome("banner") == "fail" {
		return result.RuledOut{}, false
	}
	r := result.RuledOut{
		Suspicion: fmt.Sprintf("a firewall or the provider blocks port %d", f.t.Endpoint.Port),
		Proof:     proofGreeting,
	}
	switch {
	case f.proven:
		r.By = "the server's greeting arrived, and its certificate proved whose it is"
		r.Evidence = []string{"banner", "tls"}
	case f.greeted:
		r.By = fmt.Sprintf("%s's own greeting arrived (unauthenticated: no certificate proved it)", f.operator.Name)
		r.Evidence = []string{"banner"}
	default:
		return result.RuledOut{}, false
	}
	return r, true
}

// notIntercepted: a certificate that is good proves the peer.
func (f facts) notIntercepted() (result.RuledOut, bool) {
	if !f.proven {
		return result.RuledOut{}, false
	}
	r := result.RuledOut{
		Suspicion: "STARTTLS is stripped, or TLS is intercepted",
		By: fmt.Sprintf("STARTTLS was offered, %s was negotiated, and the certificate leads to %s and bears the host's name",
			f.tls.String("version"), f.root()),
		Evidence: []string{"starttls", "tls"}, Proof: proofHandshake,
	}
	if f.t.Endpoint.TLS == string(smtp.TLSImplicit) {
		r.Suspicion, r.Evidence = "TLS is intercepted", []string{"tls"}
		r.By = fmt.Sprintf("%s was negotiated, and the certificate leads to %s and bears the host's name", f.tls.String("version"), f.root())
	}
	return r, true
}

// refusalGenuine: what is said inside such a session is said by the server.
func (f facts) refusalGenuine() (result.RuledOut, bool) {
	s, ok := f.t.Stage(f.t.Decided)
	if !ok || s.Outcome != "reject" || !f.inside(s.Name) {
		return result.RuledOut{}, false
	}
	return result.RuledOut{
		Suspicion: "something on the way wrote the refusal, or the network causes it",
		By:        fmt.Sprintf("the refusal at %s came inside TLS that proved the server, so it is the server's own policy", smtp.Stage(s.Name).Command()),
		Evidence:  []string{"tls", s.Name}, Proof: proofRefusal,
	}, true
}

// signInGood: 235 proves user, secret and the policies, now and from here.
func (f facts) signInGood() (result.RuledOut, bool) {
	if f.t.Login == "" || f.outcome("auth") != "accept" {
		return result.RuledOut{}, false
	}
	return result.RuledOut{
		Suspicion: "the user name or the password is wrong, or sign-in is switched off",
		By:        "AUTH was accepted: the account may sign in from this address now",
		Evidence:  []string{"auth"}, Proof: proofAuth,
	}, true
}

// envelopeGood: nothing was refused at the envelope, now.
func (f facts) envelopeGood() (result.RuledOut, bool) {
	if f.outcome("rcpt") != "accept" {
		return result.RuledOut{}, false
	}
	return result.RuledOut{
		Suspicion: "the client address, the sender or the recipient is refused at the envelope",
		By:        "RCPT TO was accepted; that is not yet delivery",
		Evidence:  []string{"rcpt"}, Proof: proofRcpt,
	}, true
}

// signs are what points at something in the middle of the path. None is proof of
// who did it.
func (f facts) signs() []result.Sign {
	var out []result.Sign
	add := func(stage, format string, args ...any) {
		out = append(out, result.Sign{Text: fmt.Sprintf(format, args...), Evidence: []string{stage}})
	}
	for _, s := range f.t.Stages {
		switch {
		case s.Name == "banner" && s.Bool("masked"):
			add("banner", "the greeting is masked with asterisks, as firewalls with SMTP inspection do")
		case s.Failure != nil && s.Failure.Class == smtp.FailPortRedirected:
			add(s.Name, "the greeting is not the operator's: %s", s.Failure.Detail)
		case s.Failure != nil && s.Failure.Class == smtp.FailInjection:
			add(s.Name, "clear text came behind the reply to STARTTLS: %s", s.Failure.Detail)
		case s.Name == "starttls" && s.Outcome == "absent" && f.known && f.greeted:
			add("ehlo", "STARTTLS is not offered, although %s offers it", f.operator.Name)
		case s.Name == "ehlo" && s.String("verb") == "HELO" && f.known:
			add("ehlo", "EHLO was refused and HELO taken, although %s knows EHLO", f.operator.Name)
		}
		for _, finding := range s.Findings {
			if finding.Class == smtp.TLSIntercepted {
				add(s.Name, "the certificate leads to a root of this computer, not to a public one: %s", finding.Detail)
			}
		}
		if k := masked(s.Strings("keywords")); k != "" {
			add(s.Name, "a keyword is masked (%s), as firewalls with SMTP inspection do", k)
		}
	}
	return out
}

// masked finds a keyword that is made of X only.
func masked(keywords []string) string {
	for _, k := range keywords {
		n := 0
		for n < len(k) && (k[n] == 'X' || k[n] == 'x') {
			n++
		}
		if n >= 4 && n >= len(k)-1 {
			return k
		}
	}
	return ""
}
