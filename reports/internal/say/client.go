package say

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

// offered reports that the server offered STARTTLS (RFC 3207 §4).
func offered(t result.Test) bool {
	s, _ := t.Stage("ehlo")
	return slices.ContainsFunc(s.Strings("keywords"), func(k string) bool { return strings.EqualFold(k, "STARTTLS") })
}

// saysHELO reports a client that said HELO of its own accord, where no EHLO was refused:
// to HELO nothing is offered (RFC 5321 §4.1.1.1).
func saysHELO(t result.Test) bool {
	s, _ := t.Stage("ehlo")
	return s.Outcome == "accept" && s.String("verb") == "HELO" && len(s.Parts) < 2
}

// Unused reports that STARTTLS was offered, and the client cannot do it.
func Unused(t result.Test) bool {
	s, ok := t.Stage("starttls")
	return ok && s.Outcome == "absent" && offered(t)
}

// EndedByClient reports a session that ended because its client cannot do STARTTLS, or
// says HELO, so that it cannot come to it.
func EndedByClient(t result.Test) bool {
	s, ok := Decided(t)
	return ok && s.Name == "starttls" && s.Outcome == "absent" && (Unused(t) || saysHELO(t))
}

// Lack is why a session ended that its client could not go on with.
func Lack(t result.Test) string {
	if saysHELO(t) {
		return "the client says HELO, to which STARTTLS is not offered"
	}
	return "STARTTLS is offered, and the client cannot do it"
}

// clientLacks is the class of what only the client lacks.
func clientLacks(t result.Test) *result.Class {
	if saysHELO(t) {
		return &clientSaysHELO
	}
	return &clientLacksTLS
}

// clientLacksTLS is no answer of a server, so it has no name among the classes.
var clientLacksTLS = result.Class{
	Title: "The client cannot do STARTTLS",
	Cause: "The server offers STARTTLS, and the client that the suite describes cannot do it. What goes on in clear can be read and changed on the way, and client submission at Microsoft 365 requires TLS.",
	Advice: "Look for STARTTLS in the device's settings (\"TLS\" or \"Start TLS\"; \"SSL\" mostly means port 465), and for newer firmware. " +
		"A device that has neither cannot sign in at Microsoft 365: let it send through a local relay that does TLS for it. " +
		"For Direct Send, on port 25, TLS is optional there.",
	Sources: []string{"Microsoft Learn, \"How to set up a multifunction device or application to send email\" (2022-04-27)"},
}

var clientSaysHELO = result.Class{
	Title: "The client says HELO",
	Cause: "The client that the suite describes says HELO. A server offers STARTTLS and AUTH in its answer to EHLO only, so it can neither go over to TLS nor sign in, and client submission at Microsoft 365 requires both.",
	Advice: "Look for EHLO, ESMTP or STARTTLS in the device's settings, and for newer firmware. " +
		"A device that knows HELO only cannot sign in at Microsoft 365: let it send through a local relay that does TLS and signs in for it. " +
		"For Direct Send, on port 25, TLS is optional there.",
	Sources: []string{
		"RFC 5321, Simple Mail Transfer Protocol (2008-10)",
		"Microsoft Learn, \"How to set up a multifunction device or application to send email\" (2022-04-27)",
	},
}
