package diagnose

import (
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

func keywords(list ...any) func(*result.Test) {
	return func(t *result.Test) { stage(t, "ehlo").Attrs["keywords"] = list }
}

// saysHELO is a client that knows nothing else; askedForHELO is one whose EHLO was
// refused.
func saysHELO(t *result.Test) {
	inClear(t)
	stage(t, "ehlo").Attrs["verb"], stage(t, "ehlo").Attrs["keywords"] = "HELO", nil
}

func askedForHELO(t *result.Test) {
	saysHELO(t)
	stage(t, "ehlo").Parts = []result.Part{{Key: "EHLO", Outcome: "reject"}, {Key: "HELO", Outcome: "accept"}}
}

// portal is a web server that answers in the mail server's place.
func portal(t *result.Test) {
	ended("banner", "fail", result.Class{ID: "not-smtp", Family: "protocol"})(t)
	stage(t, "banner").Failure = &result.Failure{Class: smtp.FailNotSMTP, Detail: "a web server's answer"}
	t.Status = result.Inconclusive
}

// signProofs are the signs of something in the middle of the path: each with its line,
// none with a word on who did it. What the suite's own client or an unknown server does
// is none.
func signProofs() []proof {
	other := on(0, at("mail.contoso.example", 25))
	nobody := []string{"ISP", "the provider does", "antivirus"}
	found := func(class, detail string) func(*result.Test) {
		return func(t *result.Test) {
			unverified(t)
			stage(t, "tls").Findings = []result.Failure{{Class: class, Detail: detail}}
		}
	}
	failed := func(name, class, detail string) func(*result.Test) {
		return func(t *result.Test) {
			s := stage(t, name)
			s.Outcome, s.Failure = "fail", &result.Failure{Class: class, Detail: detail}
		}
	}
	return append(helloProofs(), []proof{
		{"masked banner or keywords", of(session(func(t *result.Test) { stage(t, "banner").Attrs["masked"] = true })),
			"sign: the greeting is masked with asterisks", away{"the mask": on(0, func(t *result.Test) { stage(t, "banner").Attrs["masked"] = false })}, nobody},
		{"masked banner or keywords", of(session(keywords("SIZE 1", "XXXXXXXA"))), "sign: a keyword is masked (XXXXXXXA)", away{
			"the mask": on(0, keywords("SIZE 1", "XEXCH50", "STARTTLS")),
		}, nobody},
		{"STARTTLS missing where the operator offers it", inClr, "sign: STARTTLS is not offered, although Microsoft 365 offers it", away{
			"that it is missing":  on(0, keywords("STARTTLS")),
			"a known operator":    other,
			"the operator's name": on(0, strangerGreets),
			"EHLO":                on(0, saysHELO),
		}, nobody},
		{"HELO asked for by a Microsoft name", of(session(askedForHELO)), "sign: EHLO was refused and HELO taken, although Microsoft 365 knows EHLO", away{
			"that it was asked for": on(0, func(t *result.Test) { stage(t, "ehlo").Parts = nil }),
			"a Microsoft name":      other,
		}, nobody},
		{"a root of this computer", of(session(found(smtp.TLSIntercepted, "issuer CN=avast"))), "sign: the certificate leads to a root of this computer, not to a public one: issuer CN=avast", away{
			"the root":         on(0, found(smtp.CertUntrusted, "issuer CN=avast")),
			"a Microsoft name": other,
		}, nobody},
		{"a root of this computer", of(session(found(smtp.CertUntrusted, "self-signed: CN=Firewall"))),
			"sign: the certificate leads to no public root, although those of Microsoft 365 do: self-signed: CN=Firewall", away{
				"a Microsoft name": other,
				"the issuer":       on(0, found(smtp.CertName, "self-signed: CN=Firewall")),
			}, nobody},
		{"a root of this computer", of(session(func(t *result.Test) { ownRoot(t); stage(t, "tls").Attrs["issuer"] = "CN=avast" })), `ones; issuer "CN=avast"`, away{
			"that public ones are usual": other,
			"that it is none":            on(0, func(t *result.Test) { stage(t, "tls").Attrs["public"] = true }),
		}, nobody},
		{"clear text behind 220", of(session(failed("starttls", smtp.FailInjection, "250 x"))), "sign: clear text came behind the reply to STARTTLS: 250 x", away{
			"the clear text": on(0, failed("starttls", smtp.FailClosed, "250 x")),
		}, nobody},
		{"a greeting that is not the operator's", of(session(failed("banner", smtp.FailPortRedirected, "mail.isp.example"))), "sign: the greeting is not the operator's: mail.isp.example", away{
			"the greeting": on(0, failed("banner", smtp.FailReplyTimeout, "mail.isp.example")),
		}, []string{"ISP did", "the provider does"}},
		{"a greeting that is not the operator's", of(session(portal)), "sign: what answered for a host of Microsoft 365 is no mail server: a web server's answer", away{
			"a Microsoft name": other,
			"the answer":       on(0, failed("banner", smtp.FailReplyTimeout, "")),
		}, []string{"ISP did", "direct-send blocked"}},
	}...)
}

// helloProofs: the size of a ClientHello is a sign where another one is answered by the
// same server, and this one never.
func helloProofs() []proof {
	size := func(octets float64) func(*result.Test) {
		return func(t *result.Test) {
			stage(t, "tls").Attrs = map[string]any{"client_hello": octets, "verified": true, "public": true, "name": true}
		}
	}
	lost := func(t *result.Test) {
		size(1790)(t)
		ended("tls", "fail", result.Class{ID: "tls-timeout", Family: "tls", Waiting: true})(t)
		stage(t, "tls").Failure = &result.Failure{Class: smtp.FailTLSTimeout, Detail: "the handshake was not done within 20s"}
	}
	large := func(t *result.Test) { t.Address = "test.large" }
	sizes := of(session(size(517)), session(large, lost))
	return []proof{
		{"a ClientHello of one size that works and of another that does not", sizes,
			"a ClientHello of 517 octets is answered by " + mx + ":25|, and one of 1790 is not (the handshake was not done within 20s): something on the way may lose it or not know it, which is no proof of what [client-hello-size]", away{
				"the one that works":    drop(0),
				"its handshake":         on(0, inClear),
				"the one that does not": drop(1),
				"silence":               on(1, func(t *result.Test) { stage(t, "tls").Failure.Class = smtp.FailTLSAlert }),
				"the sizes":             on(0, func(t *result.Test) { delete(stage(t, "tls").Attrs, "client_hello") }),
				"another size":          on(1, func(t *result.Test) { stage(t, "tls").Attrs["client_hello"] = 517.0 }),
				"that it never works":   beside(session(size(1790))),
				"the same server":       on(0, at("fabrikam-com.mail.protection.outlook.com", 25)),
				"the same port":         on(0, at(mx, 587)),
				"a line in between":     func(e evidence) evidence { return on(0, played)(on(1, played)(e)) },
			}, []string{"ISP", "antivirus"}},
	}
}

// TestHellosOnce: of several tests with the same ClientHello one speaks.
func TestHellosOnce(t *testing.T) {
	lost := session(func(t *result.Test) {
		stage(t, "tls").Attrs = map[string]any{"client_hello": 1790.0}
		ended("tls", "fail", result.Class{ID: "connection-reset", Family: "network"})(t)
		stage(t, "tls").Failure = &result.Failure{Class: smtp.FailReset}
	})
	answered := session(func(t *result.Test) { stage(t, "tls").Attrs["client_hello"] = 517.0 })
	if said := of(answered, named("b", lost), named("c", lost)).said(); strings.Count(said, "[client-hello-size]") != 1 {
		t.Errorf("not said once:\n%s", said)
	}
}

// TestNoSigns: a session in which nothing is odd shows none.
func TestNoSigns(t *testing.T) {
	for _, e := range []evidence{inTLS, taken, signed, sent, arrived} {
		if said := e.said(); strings.Contains(said, "sign: ") {
			t.Errorf("a sound session shows signs:\n%s", said)
		}
	}
}
