package tls

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// verdict is what was found of a certificate and its chain.
type verdict struct {
	chain  [sha256.Size]byte // tells the certificates from others; zero where there were none
	name   bool              // it bears the name that it has to
	public bool              // the chain as sent leads to a public root
	system *bool             // it leads to a root of this computer; nil: not to be found out
	// trusted is true when it leads to a root that the endpoint trusts.
	trusted  bool
	dates    bool // nothing has expired or is not yet valid
	verified bool // name, trusted and dates
	findings []smtp.Failure
}

// verify judges the chain as it was sent. Whether a root is reached is asked at a
// time at which the certificate is valid, so that an expired certificate of a
// known authority is not mistaken for one of an unknown authority.
func (m *memory) verify(env *step.Env, state smtpclient.State) verdict {
	if len(state.PeerCertificates) == 0 {
		return verdict{findings: []smtp.Failure{{Class: smtp.CertUntrusted, Detail: "the server sent no certificate"}}}
	}
	p := presented{certs: state.PeerCertificates, now: env.World.Now(), memory: m, digest: digest(state.PeerCertificates)}
	v := verdict{chain: p.digest}
	v.name = p.leaf().VerifyHostname(peerName(env)) == nil
	v.public, v.system = p.roots(env)
	v.trusted = v.public || p.leads(env.Endpoint.CAFile) || env.Endpoint.Trust == "system" && v.system != nil && *v.system
	dates := p.dates()
	v.dates = dates == nil
	v.verified = v.name && v.trusted && v.dates
	v.findings = p.findings(env, v, dates)
	return v
}

// roots says whether the chain leads to a public root, and to one of this
// computer. The lab plays a server on the internet: its own root stands in for
// the public ones, which a computer has among its own.
func (p presented) roots(env *step.Env) (public bool, system *bool) {
	if lab := env.Endpoint.Lab; lab != nil {
		public = p.leads(lab.Roots)
		known := public || p.leads(lab.System)
		return public, &known
	}
	public = p.leads(asked(env.World.PublicRoots))
	if pool := asked(env.World.SystemRoots); pool != nil {
		known := p.leads(pool)
		system = &known
	}
	return public, system
}

func asked(roots func() *x509.CertPool) *x509.CertPool {
	if roots == nil {
		return nil
	}
	return roots()
}

// presented are the certificates that a server sent.
type presented struct {
	certs  []*x509.Certificate
	now    time.Time
	memory *memory
	digest [sha256.Size]byte
}

func (p presented) leaf() *x509.Certificate { return p.certs[0] }

// leads reports whether the chain as sent leads to one of the roots. None is
// fetched that the server left out: a copier does not do so either.
func (p presented) leads(roots *x509.CertPool) bool {
	if roots == nil {
		return false
	}
	return p.memory.leads(question{p.digest, roots}, func() bool { return p.check(roots, p.within()) == nil })
}

func (p presented) check(roots *x509.CertPool, at time.Time) error {
	between := x509.NewCertPool()
	for _, c := range p.certs[1:] {
		between.AddCert(c)
	}
	_, err := p.leaf().Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: at})
	return err
}

// within is now, or the nearest time at which all certificates that were sent are
// valid; where there is no such time, one at which the first of them is.
func (p presented) within() time.Time {
	from, to := p.leaf().NotBefore, p.leaf().NotAfter
	for _, c := range p.certs[1:] {
		if c.NotBefore.After(from) && c.NotBefore.Before(to) {
			from = c.NotBefore
		}
		if c.NotAfter.Before(to) && c.NotAfter.After(from) {
			to = c.NotAfter
		}
	}
	switch {
	case p.now.Before(from):
		return from
	case p.now.After(to):
		return to
	}
	return p.now
}

// dates is the finding on validity, nil where all of the chain is valid now. A
// certificate that was sent but is not needed, as an old cross-signed root, does
// not count: what is not the leaf is judged by walking up from it.
func (p presented) dates() *smtp.Failure {
	if p.allValid() {
		return nil
	}
	for _, c := range p.path() {
		switch {
		case p.now.After(c.NotAfter):
			return finding(smtp.CertExpired, "%s expired on %s", subject(c), c.NotAfter.UTC().Format(time.RFC3339))
		case p.now.Before(c.NotBefore):
			return finding(smtp.CertNotYetValid, "%s is valid only from %s on", subject(c), c.NotBefore.UTC().Format(time.RFC3339))
		}
	}
	return nil
}

// allValid is the usual case, for which no signature needs to be looked at.
func (p presented) allValid() bool {
	for _, c := range p.certs {
		if p.now.Before(c.NotBefore) || p.now.After(c.NotAfter) {
			return false
		}
	}
	return true
}

// path walks from the leaf to the issuers that were sent with it, roots left out:
// those are judged by whether they are known.
func (p presented) path() []*x509.Certificate {
	path := []*x509.Certificate{p.leaf()}
	for cur := p.leaf(); len(path) <= len(p.certs); {
		next := p.issuer(cur)
		if next == nil || selfIssued(next) {
			break
		}
		path, cur = append(path, next), next
	}
	return path
}

// issuer is the certificate among those sent that issued c. Of several with the
// same name the one that is valid now is taken.
func (p presented) issuer(c *x509.Certificate) *x509.Certificate {
	var found *x509.Certificate
	for _, other := range p.certs {
		if other == c || !bytes.Equal(other.RawSubject, c.RawIssuer) || c.CheckSignatureFrom(other) != nil {
			continue
		}
		if found == nil || !p.now.Before(other.NotBefore) && !p.now.After(other.NotAfter) {
			found = other
		}
	}
	return found
}

func selfIssued(c *x509.Certificate) bool { return bytes.Equal(c.RawSubject, c.RawIssuer) }

func finding(class, format string, args ...any) *smtp.Failure {
	return &smtp.Failure{Class: class, Detail: fmt.Sprintf(format, args...)}
}

func subject(c *x509.Certificate) string {
	return fmt.Sprintf("the certificate %q", transcript.Printable(smtpclient.Name(c.Subject)))
}
