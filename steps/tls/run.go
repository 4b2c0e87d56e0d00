package tls

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"maps"
	"net/netip"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

// stage is the step; one is used for all sessions of a run.
type stage struct{ memory memory }

// Run does the handshake, where one is due.
func (st *stage) Run(ctx context.Context, env *step.Env) (step.Observation, error) {
	s := env.Session
	if env.Endpoint.TLS != smtp.TLSImplicit && !s.Upgrading {
		return step.Observation{Outcome: step.Absent}, nil
	}
	state, err := s.Conn.Handshake(ctx, handshake(env))
	if err != nil {
		o, err := step.Failed(smtp.Reply{}, err)
		if state.Hello > 0 {
			o.Attrs = map[string]cty.Value{"client_hello": cty.NumberIntVal(int64(state.Hello))}
		}
		return o, err
	}
	v := st.memory.verify(env, state)
	s.Secure, s.Verified = true, v.verified || !env.Endpoint.Verify
	o := step.Observation{Outcome: step.OK, Findings: v.findings, Attrs: st.describe(state, v, env.World.Now())}
	for _, f := range v.findings {
		s.Record.Add(transcript.Trouble, f.Error())
	}
	return o, nil
}

// handshake is what the client offers: what its device can do, and no more.
func handshake(env *step.Env) smtpclient.Handshake {
	c := env.Client.TLS
	h := smtpclient.Handshake{
		ServerName: sni(env),
		MinVersion: c.MinVersion,
		MaxVersion: c.MaxVersion,
		Ciphers:    c.Ciphers,
		Now:        env.World.Now,
	}
	for _, g := range c.Groups {
		h.Groups = append(h.Groups, tls.CurveID(g))
	}
	return h
}

// sni is the server name that is sent: the client's own where it says one, else
// the host's. An address is no server name (RFC 6066 §3).
func sni(env *step.Env) string {
	if env.Client.TLS.SNI != nil {
		return *env.Client.TLS.SNI
	}
	name := peerName(env)
	if _, err := netip.ParseAddr(name); err == nil {
		return ""
	}
	return name
}

// peerName is the name that the certificate has to bear.
func peerName(env *step.Env) string {
	if env.Endpoint.ServerName != "" {
		return env.Endpoint.ServerName
	}
	return env.Session.Host
}

func (st *stage) describe(state smtpclient.State, v verdict, now time.Time) map[string]cty.Value {
	attrs := map[string]cty.Value{
		"version":                      step.String(smtpclient.VersionName(state.Version)),
		"cipher":                       step.String(state.Cipher),
		"group":                        step.String(state.Group),
		"sni":                          step.String(state.ServerName),
		"client_certificate_requested": cty.BoolVal(state.ClientCertRequested),
		"received":                     cty.NumberIntVal(int64(state.Received)),
		"client_hello":                 cty.NumberIntVal(int64(state.Hello)),
		"verified":                     cty.BoolVal(v.verified),
		"public":                       cty.BoolVal(v.public),
		"name":                         cty.BoolVal(v.name),
		"system":                       cty.NullVal(cty.Bool),
	}
	if v.system != nil {
		attrs["system"] = cty.BoolVal(*v.system)
	}
	maps.Copy(attrs, st.memory.saying(v.chain, state.PeerCertificates))
	if len(state.PeerCertificates) > 0 {
		attrs["valid_for"] = cty.NumberIntVal(int64(state.PeerCertificates[0].NotAfter.Sub(now) / time.Second))
	}
	return attrs
}

// certificate are the attributes of what the certificates say of themselves.
func certificate(certs []*x509.Certificate) map[string]cty.Value {
	attrs := map[string]cty.Value{"chain": step.Strings(chain(certs))}
	if len(certs) == 0 {
		return attrs
	}
	leaf := certs[0]
	attrs["names"] = step.Strings(names(leaf))
	attrs["subject"] = step.String(smtpclient.Name(leaf.Subject))
	attrs["issuer"] = step.String(smtpclient.Name(leaf.Issuer))
	attrs["not_before"] = step.String(leaf.NotBefore.UTC().Format(time.RFC3339))
	attrs["not_after"] = step.String(leaf.NotAfter.UTC().Format(time.RFC3339))
	return attrs
}

// names are what a certificate bears. Only old ones have nothing but a common
// name, and Go, like most clients, no longer believes it.
func names(c *x509.Certificate) []string {
	out := append([]string(nil), c.DNSNames...)
	for _, ip := range c.IPAddresses {
		out = append(out, ip.String())
	}
	if len(out) == 0 && c.Subject.CommonName != "" {
		out = append(out, c.Subject.CommonName)
	}
	return out
}

func chain(certs []*x509.Certificate) []string {
	out := make([]string, len(certs))
	for i, c := range certs {
		out[i] = smtpclient.Name(c.Subject) + " ← " + smtpclient.Name(c.Issuer)
	}
	return out
}
