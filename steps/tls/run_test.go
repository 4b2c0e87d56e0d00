package tls

import (
	"crypto/tls"
	"crypto/x509"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/steptest"
	"github.com/zclconf/go-cty/cty"
)

const day = 24 * time.Hour

// upgrading opens a session in which the handshake is due.
func upgrading(t *testing.T, script string, config *tls.Config) *step.Env {
	t.Helper()
	env := steptest.OpenTLS(t, script, config)
	env.Session.Upgrading = true
	return env
}

func TestCertificates(t *testing.T) {
	const yes, no = true, false
	tests := []struct {
		name   string
		cert   steptest.Cert
		change func(*step.Env)
		// verdicts: verified, public, system, name
		want     [4]bool
		findings string
	}{
		{name: "good", want: [4]bool{yes, yes, yes, yes}},
		{name: "good, with an issuing authority", cert: steptest.Cert{Signer: steptest.ByIntermediate}, want: [4]bool{yes, yes, yes, yes}},
		{name: "issuing authority not sent", cert: steptest.Cert{Signer: steptest.ByIntermediate, Alone: true}, want: [4]bool{no, no, no, yes}, findings: "cert-chain-incomplete"},
		{name: "self-signed", cert: steptest.Cert{Signer: steptest.BySelf}, want: [4]bool{no, no, no, yes}, findings: "cert-untrusted"},
		{name: "of an unknown root", cert: steptest.Cert{Signer: steptest.ByStranger}, want: [4]bool{no, no, no, yes}, findings: "cert-untrusted"},
		{
			name: "of a root of this computer", cert: steptest.Cert{Signer: steptest.ByStranger}, want: [4]bool{no, no, yes, yes}, findings: "tls-intercepted",
			change: func(env *step.Env) { steptest.System(env, steptest.Strangers()) },
		},
		{
			name: "of a company's own authority", cert: steptest.Cert{Signer: steptest.ByStranger}, want: [4]bool{yes, no, yes, yes},
			change: func(env *step.Env) {
				steptest.System(env, steptest.Strangers())
				env.Endpoint.Trust = "system"
			},
		},
		{
			name: "of the endpoint's ca_file", cert: steptest.Cert{Signer: steptest.ByStranger}, want: [4]bool{yes, no, no, yes},
			change: func(env *step.Env) { env.Endpoint.CAFile = steptest.Strangers() },
		},
		{name: "expired", cert: steptest.Cert{From: -90 * day, To: -day}, want: [4]bool{no, yes, yes, yes}, findings: "cert-expired"},
		{name: "not yet valid", cert: steptest.Cert{From: 7 * day, To: 90 * day}, want: [4]bool{no, yes, yes, yes}, findings: "cert-not-yet-valid"},
		{name: "expired, and of nobody", cert: steptest.Cert{From: -90 * day, To: -day, Signer: steptest.BySelf}, want: [4]bool{no, no, no, yes}, findings: "cert-expired cert-untrusted"},
		{name: "another name", cert: steptest.Cert{Names: []string{"mail.example.net"}}, want: [4]bool{no, yes, yes, no}, findings: "cert-name"},
		{name: "another name, and of nobody", cert: steptest.Cert{Names: []string{"mail.example.net"}, Signer: steptest.BySelf}, want: [4]bool{no, no, no, no}, findings: "cert-untrusted cert-name"},
		{
			name: "another name, and a root of this computer", cert: steptest.Cert{Names: []string{"mail.example.net"}, Signer: steptest.ByStranger}, want: [4]bool{no, no, yes, no},
			findings: "tls-intercepted cert-name",
			change:   func(env *step.Env) { steptest.System(env, steptest.Strangers()) },
		},
		{
			name: "at an operator's host", cert: steptest.Cert{From: -90 * day, To: -day, Signer: steptest.BySelf}, want: [4]bool{no, no, no, no},
			findings: "cert-untrusted cert-expired cert-name",
			change:   func(env *step.Env) { env.Session.Host = "smtp.office365.com" },
		},
		{name: "a wildcard", cert: steptest.Cert{Names: []string{"*.example"}}, want: [4]bool{yes, yes, yes, yes}},
		{name: "a common name only", cert: steptest.Cert{Names: []string{}, CommonName: steptest.Host}, want: [4]bool{no, yes, yes, no}, findings: "cert-name"},
		{
			name: "server_name", cert: steptest.Cert{Names: []string{"mail.example.net"}}, want: [4]bool{yes, yes, yes, yes},
			change: func(env *step.Env) { env.Endpoint.ServerName = "mail.example.net" },
		},
		{
			name: "an address", cert: steptest.Cert{Names: []string{"203.0.113.7"}}, want: [4]bool{yes, yes, yes, yes},
			change: func(env *step.Env) { env.Session.Host = "203.0.113.7" },
		},
		{
			name: "an address that it does not bear", want: [4]bool{no, yes, yes, no}, findings: "cert-name",
			change: func(env *step.Env) { env.Session.Host = "203.0.113.7" },
		},
		{
			name: "the lab", cert: steptest.Cert{Signer: steptest.ByStranger}, want: [4]bool{yes, yes, yes, yes},
			change: func(env *step.Env) {
				env.Endpoint.Lab = &step.LabServer{Host: steptest.Host, Roots: steptest.Strangers(), Addr: netip.AddrPort{}}
			},
		},
		{
			name: "the lab plays interception", cert: steptest.Cert{Signer: steptest.ByStranger}, want: [4]bool{no, no, yes, yes}, findings: "tls-intercepted",
			change: func(env *step.Env) {
				env.Endpoint.Lab = &step.LabServer{Host: steptest.Host, Roots: steptest.Roots(), System: steptest.Strangers()}
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := upgrading(t, "tls", test.cert.Config(t))
			if test.change != nil {
				test.change(env)
			}
			o := steptest.Run(t, Kind, env)
			if o.Outcome != step.OK {
				t.Fatalf("%s %v", o.Outcome, o.Failure)
			}
			var got [4]bool
			for i, name := range []string{"verified", "public", "system", "name"} {
				got[i] = o.Attrs[name].True()
			}
			if got != test.want {
				t.Errorf("verified, public, system, name: %v, want %v", got, test.want)
			}
			var classes []string
			for _, f := range o.Findings {
				classes = append(classes, f.Class)
				if f.Detail == "" {
					t.Errorf("%s without a detail", f.Class)
				}
			}
			if diff := cmp.Diff(test.findings, strings.Join(classes, " ")); diff != "" {
				t.Error(diff)
			}
			if s := env.Session; !s.Secure || s.Verified != test.want[0] {
				t.Errorf("secure %v, verified %v", s.Secure, s.Verified)
			}
		})
	}
}

// TestRootOfThisComputer: the class is one at every host. That the authority may be the
// server's own is said where no operator is known, whose certificates lead to public roots.
func TestRootOfThisComputer(t *testing.T) {
	for host, want := range map[string]string{
		steptest.Host:        "a private authority that this computer trusts, the server's own or that of an inspection, and to no public root; issuer",
		"smtp.office365.com": "a root that this computer trusts and that is no public one; issuer",
	} {
		env := upgrading(t, "tls", steptest.Cert{Names: []string{host}, Signer: steptest.ByStranger}.Config(t))
		steptest.System(env, steptest.Strangers())
		env.Session.Host = host
		o := steptest.Run(t, Kind, env)
		if len(o.Findings) != 1 || o.Findings[0].Class != smtp.TLSIntercepted || !strings.Contains(o.Findings[0].Detail, want) {
			t.Errorf("%s: %v", host, o.Findings)
		}
	}
}

func TestVerifyFalse(t *testing.T) {
	env := upgrading(t, "tls", steptest.Cert{Signer: steptest.BySelf}.Config(t))
	env.Endpoint.Verify = false
	o := steptest.Run(t, Kind, env)
	if o.Attrs["verified"].True() || !env.Session.Verified {
		t.Errorf("verified %v, for the session %v", o.Attrs["verified"].True(), env.Session.Verified)
	}
}

func TestNoSystemRoots(t *testing.T) {
	env := upgrading(t, "tls", steptest.Cert{Signer: steptest.ByStranger}.Config(t))
	steptest.System(env, nil)
	o := steptest.Run(t, Kind, env)
	if !o.Attrs["system"].IsNull() || len(o.Findings) != 1 || o.Findings[0].Class != smtp.CertUntrusted {
		t.Errorf("system %#v, findings %v", o.Attrs["system"], o.Findings)
	}
}

func TestClockSkew(t *testing.T) {
	tests := []struct {
		name, text, want string
		ahead            time.Duration // of this computer's clock
	}{
		{"this clock is behind", "mx.example Microsoft ESMTP MAIL Service ready at " + rfc5322(0) + " [08DD59CA63652EED]", "cert-not-yet-valid clock-skew", -30 * day},
		{"this clock is ahead", "mx.example ESMTP " + rfc5322(0), "cert-expired clock-skew", 300 * day},
		{"both agree", "mx.example ESMTP " + rfc5322(-30*day), "cert-not-yet-valid", -30 * day},
		{"no date", "mx.example ESMTP", "cert-not-yet-valid", -30 * day},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := upgrading(t, "tls", steptest.Cert{}.Config(t))
			env.World.Now = func() time.Time { return time.Now().Add(test.ahead) }
			env.Session.Greeting = &smtp.Reply{Code: 220, Lines: []string{test.text}}
			var classes []string
			for _, f := range steptest.Run(t, Kind, env).Findings {
				classes = append(classes, f.Class)
			}
			if diff := cmp.Diff(test.want, strings.Join(classes, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func rfc5322(ago time.Duration) string {
	return time.Now().Add(ago).UTC().Format("Mon, 2 Jan 2006 15:04:05 -0700")
}

func TestAttrs(t *testing.T) {
	config := steptest.Cert{Names: []string{"mx.example", "203.0.113.7"}, Signer: steptest.ByIntermediate}.Config(t)
	config.MaxVersion = tls.VersionTLS12
	config.CipherSuites = []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384}
	config.ClientAuth = tls.RequestClientCert
	o := steptest.Run(t, Kind, upgrading(t, "tls", config))
	want := map[string]cty.Value{
		"version":                      cty.StringVal("TLS1.2"),
		"cipher":                       cty.StringVal("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
		"group":                        cty.StringVal("X25519"),
		"sni":                          cty.StringVal("mx.example"),
		"names":                        step.Strings([]string{"mx.example", "203.0.113.7"}),
		"subject":                      cty.StringVal("O=Example"),
		"issuer":                       cty.StringVal("CN=Test Issuing CA"),
		"chain":                        step.Strings([]string{"O=Example ← CN=Test Issuing CA", "CN=Test Issuing CA ← CN=Test Root"}),
		"verified":                     cty.True,
		"public":                       cty.True,
		"system":                       cty.True,
		"name":                         cty.True,
		"client_certificate_requested": cty.True,
	}
	for _, name := range []string{"not_before", "not_after"} {
		if _, err := time.Parse(time.RFC3339, o.Attrs[name].AsString()); err != nil {
			t.Error(err)
		}
	}
	if left, _ := o.Attrs["valid_for"].AsBigFloat().Float64(); left < 89*day.Seconds() || left > 90*day.Seconds() {
		t.Errorf("valid for %v seconds", left)
	}
	if received, _ := o.Attrs["received"].AsBigFloat().Int64(); received < 500 {
		t.Errorf("%d octets received, less than two certificates have", received)
	}
	if hello, _ := o.Attrs["client_hello"].AsBigFloat().Int64(); hello < 100 || hello > 1000 {
		t.Errorf("a ClientHello of %d octets", hello)
	}
	for _, name := range []string{"not_before", "not_after", "valid_for", "received", "client_hello"} {
		delete(o.Attrs, name)
	}
	if diff := cmp.Diff(want, o.Attrs, cmp.Comparer(cty.Value.RawEquals)); diff != "" {
		t.Error(diff)
	}
}

func TestSNI(t *testing.T) {
	other, none := "other.example", ""
	tests := []struct {
		name       string
		sni        *string
		host, want string
	}{
		{"the host", nil, "mx.example", "mx.example"},
		{"the client's own", &other, "mx.example", "other.example"},
		{"none", &none, "mx.example", ""},
		{"an address", nil, "203.0.113.7", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sent := make(chan string, 1)
			config := steptest.Cert{}.Config(t)
			config.GetConfigForClient = func(h *tls.ClientHelloInfo) (*tls.Config, error) {
				sent <- h.ServerName
				return nil, nil
			}
			env := upgrading(t, "tls", config)
			env.Session.Host = test.host
			env.Client.TLS.SNI = test.sni
			o := steptest.Run(t, Kind, env)
			if got := <-sent; got != test.want || !o.Attrs["sni"].RawEquals(step.String(test.want)) {
				t.Errorf("sent %q, attribute %#v, want %q", got, o.Attrs["sni"], test.want)
			}
		})
	}
}

func TestFail(t *testing.T) {
	old := steptest.Cert{}.Config(t)
	old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	picky := steptest.Cert{}.Config(t)
	picky.CurvePreferences = []tls.CurveID{tls.CurveP521}
	tests := []struct {
		name, script string
		config       *tls.Config
		class        string
	}{
		{"too old", "tls", old, smtp.FailTLSVersion},
		{"no common group", "tls", picky, smtp.FailTLSAlert},
		{"closed", "close", nil, smtp.FailClosed},
		{"reset", "reset", nil, smtp.FailReset},
		{"no TLS", "S: 220 mx.example ESMTP\ndeaf", nil, smtp.FailWrongTLSMode},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := upgrading(t, test.script, test.config)
			o := steptest.Run(t, Kind, env)
			if o.Outcome != step.Fail || steptest.Class(o) != test.class {
				t.Errorf("%s %v, want class %s", o.Outcome, o.Failure, test.class)
			}
			if hello, ok := o.Attrs["client_hello"]; !ok || hello.LessThan(cty.NumberIntVal(100)).True() {
				t.Errorf("the size of the ClientHello is not kept: %#v", hello)
			}
			if env.Session.Secure || env.Session.Verified {
				t.Error("a failed handshake made the session secure")
			}
		})
	}
}

func TestImplicit(t *testing.T) {
	env := steptest.Open(t, "tls")
	env.Endpoint.TLS = smtp.TLSImplicit
	if o := steptest.Run(t, Kind, env); o.Outcome != step.OK {
		t.Errorf("%s %v", o.Outcome, o.Failure)
	}
}

func TestAbsent(t *testing.T) {
	if o := steptest.Run(t, Kind, steptest.Open(t, "")); o.Outcome != step.Absent {
		t.Errorf("outcome %s", o.Outcome)
	}
}

// TestMemory uses one step for several sessions, as a run does: what was found of
// one chain must not be said of another one, or of other roots.
func TestMemory(t *testing.T) {
	s, err := Kind.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	roots, strangers := steptest.Roots(), steptest.Strangers()
	good, self := steptest.Cert{}.Config(t), steptest.Cert{Signer: steptest.BySelf}.Config(t)
	for i, session := range []struct {
		config *tls.Config
		public *x509.CertPool
		want   bool
	}{
		{good, roots, true}, {self, roots, false}, {good, roots, true}, {good, strangers, false}, {good, roots, true},
	} {
		env := upgrading(t, "tls", session.config)
		env.World.PublicRoots = func() *x509.CertPool { return session.public }
		o, err := s.Run(t.Context(), env)
		if err != nil || o.Attrs["public"].True() != session.want {
			t.Errorf("session %d: public %#v, %v, want %v", i, o.Attrs["public"], err, session.want)
		}
	}
}
