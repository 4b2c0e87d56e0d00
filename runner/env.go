package runner

import (
	"crypto/tls"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// worldFor is the world as an endpoint wants it: with its own resolver, if it
// names one.
func (r *run) worldFor(e *dsl.Endpoint) step.World {
	w := step.World{
		Resolver: r.opt.World.Resolver, Dial: r.opt.World.Dial, Now: r.now,
		PublicRoots: r.opt.World.PublicRoots, SystemRoots: r.opt.World.SystemRoots,
		Secrets: r.opt.Secrets,
	}
	if e.Resolver != "" {
		w.Resolver = r.opt.World.Ask(e.Resolver)
	}
	return w
}

// plannedEndpoint is a test's endpoint as the steps see it. A lab profile does not
// listen yet.
func plannedEndpoint(t *dsl.Test) step.Endpoint {
	e := t.Endpoint
	out := step.Endpoint{
		Name: e.Name, Host: e.Host, MXOf: e.MXOf, Port: e.Port, TLS: smtp.TLSMode(e.TLS),
		Verify: e.Verify, Trust: e.Trust, ServerName: e.ServerName, CAFile: e.CAFile,
		AddressFamily: familyOf(t), Source: e.Source,
		ConnectTimeout: e.Timeouts.Connect, CommandTimeout: e.Timeouts.Command,
	}
	if e.Lab != nil {
		out.Lab = &step.LabServer{Profile: e.Lab.Name, Host: e.Lab.Host}
	}
	return out
}

// endpointOf is a test's endpoint, with the lab listening where it plays it.
func (r *run) endpointOf(t *dsl.Test) (step.Endpoint, error) {
	out := plannedEndpoint(t)
	if t.Endpoint.Lab == nil {
		return out, nil
	}
	server, err := r.opt.World.Lab(t.Endpoint.Lab)
	if err != nil {
		return out, err // which names the lab
	}
	out.Lab = server
	return out, nil
}

// familyOf is the address family of a session: what the endpoint says, unless the
// device knows less.
func familyOf(t *dsl.Test) string {
	if t.Client != nil && t.Client.AddressFamily != "" && t.Client.AddressFamily != "any" {
		return t.Client.AddressFamily
	}
	return t.Endpoint.AddressFamily
}

func clientOf(t *dsl.Test) step.Client {
	c := t.Client
	if c == nil {
		return step.Client{}
	}
	out := step.Client{
		Name: c.EHLO, Mechanisms: c.Mechanisms, NoStartTLS: c.NoStartTLS,
		TLS: step.TLSClient{
			MinVersion: tlsVersions[c.MinVersion], MaxVersion: tlsVersions[c.MaxVersion],
			Ciphers: cipherIDs(c.Ciphers), Groups: groupIDs(c.Groups), SNI: c.SNI,
		},
	}
	if c.HELO != "" {
		out.Name, out.HELO = c.HELO, true
	}
	return out
}

func credentialOf(c *dsl.Credential) *step.Credential {
	if c == nil {
		return nil
	}
	return &step.Credential{
		Name: c.Name, Username: c.Username, Password: c.Password,
		Mechanism: c.Mechanism, AllowPlaintext: c.AllowPlaintext,
	}
}

func envelopeOf(t *dsl.Test) step.Envelope {
	env := step.Envelope{To: t.To, Parameters: t.Parameters}
	if t.From != nil {
		env.From = *t.From
	}
	return env
}

var tlsVersions = map[string]uint16{
	"TLS1.0": tls.VersionTLS10, "TLS1.1": tls.VersionTLS11, "TLS1.2": tls.VersionTLS12, "TLS1.3": tls.VersionTLS13,
}

var groups = map[string]tls.CurveID{
	"X25519": tls.X25519, "P-256": tls.CurveP256, "P-384": tls.CurveP384, "P-521": tls.CurveP521,
	"X25519MLKEM768": tls.X25519MLKEM768,
}

// cipherIDs finds cipher suites by their IANA names; the language has checked
// them.
func cipherIDs(names []string) []uint16 {
	var ids []uint16
	for _, name := range names {
		for _, c := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
			if strings.EqualFold(c.Name, name) {
				ids = append(ids, c.ID)
			}
		}
	}
	return ids
}

func groupIDs(names []string) []uint16 {
	var ids []uint16
	for _, name := range names {
		for known, id := range groups {
			if strings.EqualFold(known, name) {
				ids = append(ids, uint16(id))
			}
		}
	}
	return ids
}
