package step

import (
	"errors"
	"fmt"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Replied makes an observation of what a command brought: accept for one of the
// wanted codes (none given: any 2yz), defer for 4yz, reject for 5yz, and fail
// for what is no valid reply to it (RFC 5321 §4.2.1, §4.3.2). An error that is
// no *smtp.Failure is smtpspec's own trouble, and is handed back.
func Replied(r smtp.Reply, err error, wanted ...smtp.Code) (Observation, error) {
	if err != nil {
		return Failed(r, err)
	}
	o := Observation{Reply: &r}
	switch {
	case accepted(r.Code, wanted):
		o.Outcome = Accept
	case r.Code.Transient():
		o.Outcome = Defer
	case r.Code.Permanent():
		o.Outcome = Reject
	default:
		o.Outcome = Fail
		o.Failure = &smtp.Failure{
			Class:  smtp.FailUnexpected,
			Detail: fmt.Sprintf("%s is no reply to this command", r.Code),
		}
	}
	return o, nil
}

// Failed makes an observation of an error from the wire. What came of a reply is
// kept with it.
func Failed(r smtp.Reply, err error) (Observation, error) {
	var f *smtp.Failure
	if !errors.As(err, &f) {
		return Observation{}, err
	}
	o := Observation{Outcome: Fail, Failure: f}
	if r.Code != 0 || len(r.Raw) > 0 {
		o.Reply = &r
	}
	return o, nil
}

// Failing is the observation of a failure that no reply came with.
func Failing(class, format string, args ...any) Observation {
	return Observation{Outcome: Fail, Failure: &smtp.Failure{Class: class, Detail: fmt.Sprintf(format, args...)}}
}

func accepted(code smtp.Code, wanted []smtp.Code) bool {
	if len(wanted) == 0 {
		return code.Positive()
	}
	for _, w := range wanted {
		if code == w {
			return true
		}
	}
	return false
}

// BlameHandshake hands a failure to read the first reply inside TLS over to the
// handshake: a server that does not like the client's certificate, or its
// version, says so by an alert (or by closing) only after the client believes
// that the handshake is done (RFC 8446 §4.4.2.4, §6.2).
func (o *Observation) BlameHandshake() {
	if o.Failure == nil || o.Reply != nil {
		return
	}
	switch o.Failure.Class {
	case smtp.FailReset, smtp.FailClosed, smtp.FailTLSAlert, smtp.FailTLSClientCert, smtp.FailTLSVersion, smtp.FailTLSHandshake:
		o.Blames = smtp.TLS
	}
}
