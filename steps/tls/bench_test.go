package tls

import (
	"crypto/x509"
	"testing"

	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/steps/steptest"
)

// BenchmarkVerify is what the three verdicts cost beside the handshake itself.
func BenchmarkVerify(b *testing.B) {
	config := steptest.Cert{Signer: steptest.ByIntermediate}.Config(b)
	var state smtpclient.State
	for _, der := range config.Certificates[0].Certificate {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			b.Fatal(err)
		}
		state.PeerCertificates = append(state.PeerCertificates, c)
	}
	env := steptest.Env()
	roots := steptest.Roots()
	env.World.PublicRoots = func() *x509.CertPool { return roots }
	env.World.SystemRoots = env.World.PublicRoots
	var m memory
	b.ReportAllocs()
	for b.Loop() {
		if v := m.verify(env, state); !v.verified {
			b.Fatal(v.findings)
		}
	}
}

// BenchmarkOneVerify is what any client does that looks at the certificate.
func BenchmarkOneVerify(b *testing.B) {
	config := steptest.Cert{Signer: steptest.ByIntermediate}.Config(b)
	var certs []*x509.Certificate
	for _, der := range config.Certificates[0].Certificate {
		c, err := x509.ParseCertificate(der)
		if err != nil {
			b.Fatal(err)
		}
		certs = append(certs, c)
	}
	between := x509.NewCertPool()
	between.AddCert(certs[1])
	options := x509.VerifyOptions{Roots: steptest.Roots(), Intermediates: between, DNSName: steptest.Host}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := certs[0].Verify(options); err != nil {
			b.Fatal(err)
		}
	}
}
