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
		f.portOpen, f.notIntercepted, f.notTooLarge, f.refusalGenuine, f.signInGood, f.envelopeGood, f.messageTaken, f.messageSeen,
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

// notTooLarge: what the server sent for the handshake is the largest thing that is
// known to have come through from there. What is sent to it may be larger, and is
// not tested; nor is a line by the lab, which is on this computer.
func (f facts) notTooLarge() (result.RuledOut, bool) {
	flight, _ := f.tls.Attrs["received"].(float64)
	if !f.proven || flight == 0 || f.t.Endpoint.Lab != "" {
		return result.RuledOut{}, false
	}
	return result.RuledOut{
		Suspicion: "packets from the server are lost for their size (MTU)",
		By:        fmt.Sprintf("%.0f bytes of the handshake arrived from there; the way to the server is not tested by that", flight),
		Evidence:  []string{"tls"}, Proof: proofHandshake,
	}, true
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
	if f.t.Login == "" || f.outcome("auth") != "accept" || f.stranger() {
		return result.RuledOut{}, false
	}
	return result.RuledOut{
		Suspicion: "the user name or the password is wrong, or sign-in is switched off",
		By:        "AUTH was accepted: the account may sign in from this address now" + f.doubt("auth"),
		Evidence:  []string{"auth"}, Proof: proofAuth,
	}, true
}

// envelopeGood: nothing was refused at the envelope, now.
func (f facts) envelopeGood() (result.RuledOut, bool) {
	if f.outcome("rcpt") != "accept" || f.stranger() {
		return result.RuledOut{}, false
	}
	return result.RuledOut{
		Suspicion: "the client address, the sender or the recipient is refused at the envelope",
		By:        "RCPT TO was accepted" + f.doubt("rcpt") + "; that is not yet delivery, nor proof that the recipient exists",
		Evidence:  []string{"rcpt"}, Proof: proofRcpt,
	}, true
}

// messageTaken: responsibility was taken, of which the inbox is no part.
func (f facts) messageTaken() (result.RuledOut, bool) {
	if !f.handedOver() || f.stranger() {
		return result.RuledOut{}, false
	}
	return result.RuledOut{
		Suspicion: "the server refuses the message",
		By:        "the message was accepted, and with it the responsibility (handed over)" + f.doubt("message") + "; that says nothing of the inbox",
		Evidence:  []string{"message"}, Proof: proofMessage,
	}, true
}

// messageSeen: only what looks for a message shows that it arrived.
func (f facts) messageSeen() (result.RuledOut, bool) {
	if !f.delivered() || f.stranger() {
		return result.RuledOut{}, false
	}
	seen, _ := f.looked()
	return result.RuledOut{
		Suspicion: "the message is lost behind the server",
		By:        "it was seen by " + by(seen, nil) + " after it was handed over" + f.doubt("message"),
		Evidence:  append([]string{"message"}, namesBy(seen, nil)...), Proof: proofMessage,
	}, true
}
