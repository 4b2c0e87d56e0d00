package recording

import (
	"maps"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// certificates are the lab's, by what was found of the server's.
var certificates = []struct{ class, certificate string }{
	{smtp.TLSIntercepted, lab.CertIntercepted},
	{smtp.CertExpired, lab.CertExpired},
	{smtp.CertNotYetValid, lab.CertNotYetValid},
	{smtp.CertName, lab.CertWrongName},
	{smtp.CertChainIncomplete, lab.CertIncomplete},
	{smtp.CertUntrusted, lab.CertSelfSigned},
}

// tls takes the handshake.
func (r *recorder) tls(s result.Stage) {
	switch s.Outcome {
	case "ok":
		r.versions(s)
		r.certificate(s)
		if d := delay(s.Took); d > 0 {
			r.on(dsl.LabReply{Stage: s.Name, Delay: d})
		}
	case "fail":
		r.handshakeFailure(s)
	}
}

// versions sets what the server takes, as far as one handshake shows it.
func (r *recorder) versions(s result.Stage) {
	version := s.String("version")
	if version == "" || version == "TLS1.3" {
		return
	}
	if r.t.Client == "" { // smtpspec's own client offers TLS 1.3
		r.lab.TLS.MaxVersion = version
	}
	if version < "TLS1.2" {
		r.lab.TLS.MinVersion = version
	}
}

// certificate picks the lab's certificate that is most like the server's.
func (r *recorder) certificate(s result.Stage) {
	found := map[string]bool{}
	for _, f := range s.Findings {
		found[f.Class] = true
	}
	names := strings.Join(s.Strings("names"), ", ")
	for _, c := range certificates {
		if !found[c.class] {
			continue
		}
		r.lab.TLS.Certificate = c.certificate
		delete(found, c.class)
		r.note("The certificate is approximated: the lab shows one that is %q (the server's: issuer %q, names %s).", c.certificate, s.String("issuer"), names)
		break
	}
	delete(found, smtp.ClockSkew)
	for _, class := range slices.Sorted(maps.Keys(found)) {
		r.note("The finding %s on the certificate is not played beside it.", class)
	}
	r.lab.TLS.AskClient = s.Bool("client_certificate_requested")
}

// Alerts as they go over the wire before anything is encrypted (RFC 8446 §6).
var (
	alertHandshakeFailure = []byte{0x15, 0x03, 0x03, 0, 2, 2, 40}
	alertProtocolVersion  = []byte{0x15, 0x03, 0x03, 0, 2, 2, 70}
	alertCertRequired     = []byte{0x15, 0x03, 0x03, 0, 2, 2, 116}
)

// handshakeFailure plays a handshake that came to nothing.
func (r *recorder) handshakeFailure(s result.Stage) {
	on := dsl.LabReply{Stage: s.Name}
	failure := result.Failure{}
	if s.Failure != nil {
		failure = *s.Failure
	}
	switch failure.Class {
	case smtp.FailClosed:
		on.Action = lab.ActionClose
	case smtp.FailReset:
		on.Action = lab.ActionReset
	case smtp.FailTLSTimeout, smtp.FailReplyTimeout:
		on.Action = lab.ActionSilent
	case smtp.FailTLSVersion:
		on.Raw = alertProtocolVersion
	case smtp.FailTLSClientCert:
		on.Raw = alertCertRequired
	case smtp.FailTLSAlert:
		on.Raw = alertHandshakeFailure
		r.note("The alert is the lab's own; the server's: %s.", failure.Detail)
	default:
		r.note("The handshake failed (%s); the lab answers it with bytes that are no TLS.", failure.Class)
		on.Action = lab.ActionGarbage
		if came, _ := quotedIn(failure.Detail); came != "" {
			on.Raw, on.Action = []byte(came), ""
		}
	}
	r.on(on)
}
