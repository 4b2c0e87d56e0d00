package diagnose

import (
	"fmt"
	"slices"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// The sending methods of Microsoft 365, by the words of an endpoint's `method`.
const (
	directSend       = "direct-send"
	clientSubmission = "client-submission"
	relay            = "relay"
	hve              = "hve"
	acs              = "acs"
)

func needsSignIn(method string) bool {
	return method == clientSubmission || method == hve || method == acs
}

// methodOf is the sending method of a test: what its endpoint says, or what its
// host name tells. Where somebody signs in, the host tells which of the methods it is,
// whatever the suite was written for (Microsoft Learn, "Fix issues with printers, scanners, and LOB
// apps that send email", 2024-08-13).
func methodOf(t result.Test) string {
	byHost, known := smtp.SubmissionMethod(t.Endpoint.Host)
	known = known && byHost != "other"
	switch stated := t.Endpoint.Method; {
	case stated == "other":
		return ""
	case known && (stated == "" || needsSignIn(stated)):
		return byHost
	case stated != "":
		return stated
	}
	if op, _ := smtp.OperatorOf(t.Endpoint.Host); op.Name == microsoft && op.Service == "inbound" {
		return directSend
	}
	return ""
}

// method is what the test alone says of the sending method that it tried, or nil
// where it has no session.
func (f facts) method() *result.Method {
	if f.t.Endpoint == (result.Endpoint{}) {
		return nil
	}
	voices := f.voices(methodOf(f.t))
	if len(voices) == 1 {
		return &voices[0].Method
	}
	m := together(voices).Method
	m.Tests = nil
	return &m
}

// judge gives a method its state, by the least evidence that each asks for. The
// stage that decides is the one that ended the session, or the step that saw the
// message.
func (f facts) judge(method string) result.Method {
	end, ok := f.endOf(method)
	m := result.Method{Name: method, Test: f.t.Address}
	switch {
	case f.t.Status == result.Skip:
		m.State, m.Detail = result.Untested, orElse(f.t.Reason, "skipped")
		return m
	case !ok || f.t.Status == result.Error:
		m.State, m.Detail = result.Undecided, orElse(f.t.Reason, "nothing was learned about the server")
		return m
	}
	m.State, m.Detail = f.stateAt(method, end)
	m.Stage, m.Line = end.Name, lineOf(end)
	m.Unproven = (m.State == result.Accepted || m.State == result.Blocked && said(end)) && !f.inside(end.Name)
	if end.Class != nil {
		m.Class = end.Class.ID
	}
	if seen, _ := f.looked(); m.State == result.Works {
		m.Stage, m.Line = seen[0].Name, ""
	}
	return m
}

// stateAt is the state of a method whose test ended at a stage.
func (f facts) stateAt(method string, end result.Stage) (result.MethodState, string) {
	switch {
	case f.unheard(end):
		return result.Undecided, what(end) + ": nothing was learned about the server"
	case f.staysInClear() && end.Outcome == "absent":
		return result.Undecided, f.inClear() + f.whyTLS(method, end)
	case end.Failure != nil && end.Failure.Class == smtp.FailAuthUnsafe:
		// smtpspec withheld the credential: nobody was asked.
		return result.Untested, end.Failure.Detail
	case needsSignIn(method) && f.t.Login == "" && (!f.refused(end) || ofPolicy(end.Name)):
		return result.Untested, "needs a user name and a password"
	case f.refused(end):
		return f.refusedAs(method, end)
	case enveloped(end.Name):
		return f.acceptedAs(method, end.Name)
	case end.Outcome == "absent":
		return result.Undecided, "the test ends before the envelope"
	}
	return result.Undecided, fmt.Sprintf("the test ends at %s, before the envelope", smtp.Stage(end.Name).Command())
}

// inClear begins to say why a client stayed in clear.
func (f facts) inClear() string {
	if f.saysHELO() {
		return "the client says HELO, so there is no STARTTLS, "
	}
	return "the client cannot do STARTTLS, "
}

// whyTLS says what a client that stays in clear did not come to by that.
func (f facts) whyTLS(method string, end result.Stage) string {
	offers := "which the server offers, and "
	if f.saysHELO() { // nothing is offered to it
		offers = "which "
	}
	switch {
	case end.Name == string(smtp.Auth):
		return "and AUTH is not offered without it"
	case needsSignIn(method) && (method != clientSubmission || f.ours()):
		return offers + "a sign-in requires"
	}
	return offers + "the suite requires"
}

// unheard reports whether the session ended before the operator's server said
// anything. That is no word about it, whatever the suite expected; an answer of the
// name service is one.
func (f facts) unheard(end result.Stage) bool {
	if f.t.Status == result.Inconclusive {
		return true
	}
	if end.Failure == nil {
		return false
	}
	switch smtp.Stage(end.Name) {
	case smtp.Resolve:
		return !slices.Contains([]string{smtp.FailNXDomain, smtp.FailNullMX, smtp.FailNoAddress, smtp.FailMXInvalid}, end.Failure.Class)
	case smtp.Connect, smtp.Banner:
		return true
	}
	return false
}

// refused reports whether a stage ended the way to sending: by a negative reply or a
// failure, or because the server lacks what the suite cannot do without.
func (f facts) refused(end result.Stage) bool {
	switch {
	case end.Outcome == "absent" && end.Name == string(smtp.Auth):
		return f.t.Login != "" && f.t.Endpoint.TLS != string(smtp.TLSNone) // nobody offers it in clear
	case end.Outcome == "absent" && end.Name == string(smtp.StartTLS):
		return f.t.Endpoint.TLS == string(smtp.TLSRequired) && f.introduced() && !f.offersTLS()
	}
	return end.Refused() || end.Outcome == "fail"
}

// refusedAs is what a refusal says of a method. It has to rest on as much as an
// acceptance: what is refused for the tester's own choice of sender, recipient or
// credential is refused by any server, and no word about the method.
func (f facts) refusedAs(method string, end result.Stage) (result.MethodState, string) {
	missing := f.missing(method, end.Name)
	switch {
	case lost(end) && f.arrived() != "":
		return result.Undecided, what(end) + ", and yet seen by " + f.arrived() + ": the message was taken, and the reply to it was lost"
	case lost(end):
		return result.Undecided, what(end) + ": whether the message was taken is not known"
	case enveloped(end.Name) && ofRestricted(end.Class):
		return result.Undecided, what(end) + ": " + takesSome(method)
	case enveloped(end.Name) && ofDomain(end.Class) && method != directSend:
		return result.Undecided, what(end) + ": the recipient's domain was refused, not the method; test with a recipient in another one"
	case enveloped(end.Name) && aboutRecipient(end.Class) && !ofDomain(end.Class):
		return result.Undecided, what(end) + ": the recipient was refused, not the method; test with one that exists and takes mail"
	case end.Name == string(smtp.Auth) && f.t.AllowRefusal && aboutTheSecret(end):
		return result.Undecided, what(end) + ", as the suite expects of this credential: no word about the method"
	case missing != "":
		return result.Undecided, fmt.Sprintf("refused (%s), but %s", what(end), missing)
	case f.provisional(end.Name) != "":
		return result.Undecided, fmt.Sprintf("refused (%s), but %s", what(end), f.provisional(end.Name))
	case aboutMessage(end):
		return result.Undecided, what(end) + ": the message was refused, not the method; test with another one"
	case passing(end) && end.Refused():
		return result.Undecided, putOff + what(end)
	case passing(end):
		return result.Undecided, "nothing final: " + what(end)
	case mayGoOnInClear(method, end):
		return result.Undecided, what(end) + ": a device that then goes on in clear may be taken, unless a connector demands TLS; test that with the client no-starttls"
	case end.Outcome == "defer":
		return result.Blocked, what(end) + ", refused with 4xx although waiting does not help" + f.doubt(end.Name)
	case end.Outcome == "reject":
		return result.Blocked, what(end) + noClaim(method, end) + f.doubt(end.Name)
	}
	if said(end) {
		return result.Blocked, what(end) + f.doubt(end.Name)
	}
	return result.Blocked, what(end)
}

// mayGoOnInClear reports a handshake that failed on a way of sending that needs no TLS: a
// device may go on in clear then, and deliver (Exchange Team Blog, "Understanding email
// scenarios if TLS versions cannot be agreed on", 2021).
func mayGoOnInClear(method string, end result.Stage) bool {
	return (method == directSend || method == relay) && end.Name == string(smtp.TLS) && end.Outcome == "fail"
}

// putOff begins what is said of a refusal that may pass by waiting.
const putOff = "temporarily refused: "

// noClaim says what a tenant that refuses Direct Send says of a relay by that.
func noClaim(method string, end result.Stage) string {
	if method != relay || end.Class == nil || end.Class.ID != noDirectSend {
		return ""
	}
	words := ": no connector claims this line by its address"
	if end.Reply != nil && end.Reply.Enhanced != "" {
		words += " (" + end.Reply.Enhanced + ")"
	}
	return words
}

// said reports whether a session ended by what somebody said: a refusal, or something
// that is no answer.
func said(end result.Stage) bool {
	if end.Failure == nil {
		return end.Refused()
	}
	return slices.Contains([]string{smtp.FailUnexpected, smtp.FailMalformed, smtp.FailTooLong, smtp.FailNotSMTP}, end.Failure.Class)
}

// passing reports whether a refusal or failure may pass by waiting, as far as is
// known of its class. A connection that ended without a reply said nothing final, and
// 454 to STARTTLS is for a temporary reason (RFC 3207 §4).
func passing(end result.Stage) bool {
	switch {
	case end.Failure != nil && slices.Contains([]string{smtp.FailClosed, smtp.FailReset, smtp.FailReplyTimeout}, end.Failure.Class):
		return true
	case end.Name == string(smtp.StartTLS) && end.Outcome == "defer":
		return true
	}
	if end.Class == nil || end.Class.Family == "unknown" {
		return end.Outcome == "defer"
	}
	return end.Class.Waiting
}

// what names a refusal: its class, or else its outcome, and the command.
func what(end result.Stage) string {
	name := end.Outcome
	if end.Class != nil {
		name = end.Class.ID
	}
	return fmt.Sprintf("%s at %s", name, smtp.Stage(end.Name).Command())
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// aboutTheSecret reports whether a refused sign-in may be about the user name and the
// password, and nothing else: those of a negative test are wrong on purpose. What
// the server switched off is refused whatever they are.
func aboutTheSecret(auth result.Stage) bool {
	return auth.Class == nil || auth.Class.ID == "auth-failed" || auth.Class.ID == "unknown"
}
