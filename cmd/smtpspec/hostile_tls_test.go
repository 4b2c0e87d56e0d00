package main

import (
	"crypto/tls"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/steps/steptest"
)

// hostileConfigs are the servers' sides of a handshake, by the name that a row
// uses.
func hostileConfigs(t testing.TB) map[string]*tls.Config {
	configs := map[string]*tls.Config{
		"good":          steptest.Cert{}.Config(t),
		"expired":       steptest.Cert{From: -48 * time.Hour, To: -24 * time.Hour}.Config(t),
		"not yet valid": steptest.Cert{From: 24 * time.Hour, To: 48 * time.Hour}.Config(t),
		"wrong name":    steptest.Cert{Names: []string{"other.example"}}.Config(t),
		"self-signed":   steptest.Cert{Signer: steptest.BySelf}.Config(t),
		"stranger":      steptest.Cert{Signer: steptest.ByStranger}.Config(t),
		"incomplete":    steptest.Cert{Signer: steptest.ByIntermediate, Alone: true}.Config(t),
		"no name":       steptest.Cert{Names: []string{}, CommonName: "mx.example"}.Config(t),
		"nasty name":    steptest.Cert{Names: []string{"\x1b]0;x\x07##[error]<script>|`"}}.Config(t),
	}
	variant := func(name string, change func(*tls.Config)) {
		c := configs["good"].Clone()
		change(c)
		configs[name] = c
	}
	variant("TLS 1.0", func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS10 })
	variant("TLS 1.1", func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS11, tls.VersionTLS11 })
	variant("client certificate", func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert })
	variant("client certificate 1.2", func(c *tls.Config) {
		c.ClientAuth, c.MaxVersion = tls.RequireAnyClientCert, tls.VersionTLS12
	})
	variant("other groups", func(c *tls.Config) { c.CurvePreferences = []tls.CurveID{tls.CurveP521} })
	return configs
}

// implicitRows are ports of which the endpoint says that TLS comes first.
func implicitRows() []hostileRow {
	row := func(stage, name string, do func(*peer)) hostileRow {
		r := at(stage, name, do)
		r.name, r.mode = "implicit "+r.name, "implicit"
		r.anyAfter = stage == "tls" // a ClientHello
		return r
	}
	var rows []hostileRow
	add := func(r hostileRow, class string, status result.Status) {
		r.class, r.status = class, status
		rows = append(rows, r)
	}
	add(row("tls", "clear text", func(p *peer) { p.raw("220 mx.example ESMTP\r\n") }), smtp.FailWrongTLSMode, result.Fail)
	add(row("tls", "HTTP", func(p *peer) { p.raw("HTTP/1.1 400 Bad Request\r\n\r\n") }), smtp.FailWrongTLSMode, result.Fail)
	add(row("tls", "a clear refusal", func(p *peer) { p.raw("554 5.7.1 no\r\n") }), smtp.FailWrongTLSMode, result.Fail)
	add(row("tls", "closes", func(p *peer) { p.hangUp() }), smtp.FailClosed, result.Inconclusive)
	add(row("tls", "resets", func(p *peer) { p.helloCame(); p.reset() }), smtp.FailReset, result.Inconclusive)
	silent := row("tls", "is silent", func(*peer) {})
	silent.slow = true
	add(silent, smtp.FailTLSTimeout, result.Inconclusive)
	early := row("banner", "closes inside TLS", func(p *peer) { p.conn.Close() })
	early.stage, early.further = "tls", "expect banner accept {}"
	add(early, smtp.FailClosed, result.Fail)
	add(row("banner", "HTTP inside TLS", func(p *peer) { p.raw("HTTP/1.1 400 Bad Request\r\n\r\n") }), smtp.FailNotSMTP, result.Fail)
	add(row("banner", "two replies inside TLS", func(p *peer) { p.raw("220 a\r\n220 b\r\n") }), smtp.FailUnexpected, result.Fail)
	add(row("banner", "two records inside TLS", func(p *peer) { p.raw("220 a\r\n250"); p.raw(" b\r\n") }), "", result.Fail)
	rows = rows[:len(rows)-1] // whether the second record has come yet is chance
	mute := row("banner", "is silent inside TLS", func(*peer) {})
	mute.slow = true
	add(mute, smtp.FailReplyTimeout, result.Fail)
	refused := row("banner", "refuses inside TLS", func(p *peer) { p.raw("554 5.7.1 no\r\n") })
	refused.outcome, refused.pin, refused.after = "reject", "code = 554", []string{"QUIT"}
	rows = append(rows, refused)

	// The other way round: TLS where the greeting is to come in clear.
	waits := at("banner", "waits for a ClientHello", func(p *peer) { p.handshake() })
	waits.anyAfter = true
	waits.slow, waits.class, waits.status = true, smtp.FailReplyTimeout, result.Inconclusive
	return append(rows, waits)
}

// starttlsRows are servers that do not get as far as a handshake.
func starttlsRows() []hostileRow {
	var rows []hostileRow
	opportunistic := at("starttls", "refuses an opportunistic client", func(p *peer) { p.raw("454 4.7.0 TLS not available\r\n") })
	opportunistic.mode, opportunistic.outcome, opportunistic.status = "opportunistic", "defer", result.Pass
	opportunistic.pin, opportunistic.anyAfter = "code = 454", true
	rows = append(rows, opportunistic)

	leaving := at("starttls", "421 to an opportunistic client", func(p *peer) { p.raw("421 4.7.0 bye\r\n") })
	leaving.mode, leaving.outcome, leaving.pin, leaving.after = "opportunistic", "defer", "code = 421", []string{}
	rows = append(rows, leaving)

	for name, keywords := range map[string]string{"is not offered": "250 mx.example\r\n", "was masked": "250-mx.example\r\n250 XXXXXXXA\r\n"} {
		r := at("ehlo", "STARTTLS "+name, func(p *peer) { p.raw(keywords) })
		r.mode, r.stage, r.outcome, r.after = "required", "starttls", "absent", []string{"QUIT"}
		if name == "was masked" {
			r.class = smtp.FailStripped
		}
		rows = append(rows, r)
	}
	injected := at("starttls", "a command behind the 220", func(p *peer) { p.raw("220 ready\r\nRSET\r\n") })
	injected.class = smtp.FailInjection
	late := at("tls", "clear text in place of a ServerHello", func(p *peer) {
		p.helloCame()
		p.raw("250 mx.example\r\n")
	})
	late.class, late.anyAfter = smtp.FailInjection, true
	return append(rows, injected, late)
}

// handshakeRows are handshakes that fail.
func handshakeRows() []hostileRow {
	alert := func(number byte) func(*peer) {
		return func(p *peer) { p.helloCame(); p.raw(string([]byte{0x15, 3, 3, 0, 2, 2, number})); p.hangUp() }
	}
	var rows []hostileRow
	add := func(name, class string, do func(*peer)) *hostileRow {
		r := at("tls", name, do)
		// What a client says behind a handshake that failed are alerts.
		r.class, r.anyAfter = class, true
		rows = append(rows, r)
		return &rows[len(rows)-1]
	}
	add("alert handshake_failure", smtp.FailTLSAlert, alert(40))
	add("alert internal_error", smtp.FailTLSAlert, alert(80))
	add("alert unrecognized_name", smtp.FailTLSAlert, alert(112))
	add("alert protocol_version", smtp.FailTLSVersion, alert(70))
	add("an alert nobody knows", smtp.FailTLSAlert, alert(200))
	add("closes", smtp.FailClosed, func(p *peer) { p.hangUp() })
	add("resets", smtp.FailReset, func(p *peer) { p.reset() })
	add("half a record, then closes", smtp.FailClosed, func(p *peer) { p.helloCame(); p.raw("\x16\x03\x03\x00\x50abc"); p.hangUp() })
	add("a record of nonsense", smtp.FailTLSHandshake, func(p *peer) { p.helloCame(); p.raw("\x16\x03\x03\x00\x05\x02\x00\x00\x01x") })
	add("a record that is too long", smtp.FailTLSHandshake, func(p *peer) { p.helloCame(); p.raw("\x16\x03\x03\xff\xff"); p.endless("x") })
	add("a message that is too long", smtp.FailTLSHandshake, func(p *peer) { p.helloCame(); p.raw("\x16\x03\x03\x00\x04\x02\xff\xff\xff") })
	add("empty records without an end", smtp.FailTLSHandshake, func(p *peer) { p.helloCame(); p.endless("\x16\x03\x03\x00\x00") })
	add("another group", smtp.FailTLSAlert, func(p *peer) { p.handshake() }).config = "other groups"
	add("TLS 1.0 only", smtp.FailTLSVersion, func(p *peer) { p.handshake() }).config = "TLS 1.0"
	add("TLS 1.1 only", smtp.FailTLSVersion, func(p *peer) { p.handshake() }).config = "TLS 1.1"
	add("wants a certificate in TLS 1.3", smtp.FailTLSClientCert, func(p *peer) { p.handshake() }).config = "client certificate"
	add("wants a certificate in TLS 1.2", smtp.FailTLSClientCert, func(p *peer) { p.handshake() }).config = "client certificate 1.2"
	add("is silent", smtp.FailTLSTimeout, func(*peer) {}).slow = true
	add("drips", smtp.FailTLSTimeout, func(p *peer) {
		p.helloCame()
		p.drip("\x16\x03\x03\x01\x00\x02\x00\x00\xfc"+string(make([]byte, 252)), 100*time.Millisecond)
	}).slow = true
	return rows
}

// certificateRows are handshakes that are done, with a certificate that is not
// good. A copier that does not look goes on.
func certificateRows() []hostileRow {
	var rows []hostileRow
	for _, c := range []struct{ config, class string }{
		{"expired", smtp.CertExpired},
		{"not yet valid", smtp.CertNotYetValid},
		{"wrong name", smtp.CertName},
		{"self-signed", smtp.CertUntrusted},
		{"stranger", smtp.CertUntrusted},
		{"incomplete", smtp.CertChainIncomplete},
		{"no name", smtp.CertName},
		{"nasty name", smtp.CertName},
	} {
		r := at("rcpt", "certificate "+c.config, func(p *peer) { p.good("rcpt") })
		r.config, r.stage, r.outcome, r.class = c.config, "tls", "ok", c.class
		r.status, r.pin, r.anyAfter = result.Pass, "verified = false", true
		rows = append(rows, r)

		withheld := at("rcpt", "credential and certificate "+c.config, func(p *peer) { p.good("rcpt") })
		withheld.config, withheld.credential, withheld.stage, withheld.class = c.config, plainCredential, "auth", smtp.FailAuthUnsafe
		rows = append(rows, withheld)
	}
	old := at("rcpt", "TLS 1.0 with an old client", func(p *peer) { p.good("rcpt") })
	old.config, old.client = "TLS 1.0", "tls {\n    min_version = \"TLS1.0\"\n    max_version = \"TLS1.0\"\n  }"
	old.stage, old.outcome, old.class, old.status, old.anyAfter = "tls", "ok", "-", result.Pass, true
	old.pin = `max_version = "TLS1.0"`
	return append(rows, old)
}
