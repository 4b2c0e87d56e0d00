package tls

import (
	"crypto/x509"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// findings lists what is wrong with the certificate, what explains the rest first.
// Whose word it is comes before the name, which anybody can write into one of their
// own making; and at an operator's host, whose certificates lead to public roots,
// before the dates, too.
func (p presented) findings(env *step.Env, v verdict, dates *smtp.Failure) []smtp.Failure {
	var out []smtp.Failure
	add := func(f *smtp.Failure) {
		if f != nil {
			out = append(out, *f)
		}
	}
	_, known := smtp.OperatorOf(env.Session.Host)
	if !known {
		add(dates)
	}
	if !v.trusted {
		add(p.untrusted(v, known))
	}
	if known {
		add(dates)
	}
	if !v.name {
		add(p.wrongName(peerName(env)))
	}
	if dates != nil {
		add(clockSkew(env.Session.Greeting, p.now))
	}
	return out
}

func (p presented) wrongName(want string) *smtp.Failure {
	const shown = 8 // a shared certificate may bear a hundred
	bears := names(p.leaf())
	more := ""
	if len(bears) > shown {
		bears, more = bears[:shown], ", …"
	}
	list := transcript.Printable(strings.Join(bears, ", "))
	switch {
	case list == "":
		list = "no name"
	case len(p.leaf().DNSNames)+len(p.leaf().IPAddresses) == 0:
		list += " (a common name alone, which counts for nothing: RFC 9525 §2)"
	}
	return finding(smtp.CertName, "the certificate is not for %s; it bears %s", want, list+more)
}

// untrusted says why no root was reached that the endpoint trusts. A root of this
// computer's, and no public one, is what an inspection shows. Where the certificates of
// the host's operator lead to public roots there is nothing else that it can be; any
// other server may have its certificate from its owner's authority.
func (p presented) untrusted(v verdict, known bool) *smtp.Failure {
	switch by := transcript.Printable(smtpclient.Name(p.leaf().Issuer)); {
	case v.system == nil || !*v.system:
	case known:
		return finding(smtp.TLSIntercepted, "the chain leads to a root that this computer trusts and that is no public one; issuer %q", by)
	default:
		return finding(smtp.TLSIntercepted, "the chain leads to a private authority that this computer trusts, the server's own or that of an inspection, and to no public root; issuer %q", by)
	}
	top := p.top()
	issuer := transcript.Printable(smtpclient.Name(top.Issuer))
	switch {
	case selfIssued(p.leaf()):
		return finding(smtp.CertUntrusted, "the certificate is self-signed: %q", issuer)
	case selfIssued(top):
		return finding(smtp.CertUntrusted, "the chain ends in a root that is not known: %q", issuer)
	}
	return finding(smtp.CertChainIncomplete, "%d certificate(s) sent; the issuer %q is not among them, and is no known root", len(p.certs), issuer)
}

// top is the last certificate on the way up from the leaf.
func (p presented) top() *x509.Certificate {
	path := p.path()
	last := path[len(path)-1]
	if root := p.issuer(last); root != nil {
		return root
	}
	return last
}

// tolerance is how far this computer's clock may be off. Certificates are made
// valid from an hour before their making on, for clocks that are off by less.
const tolerance = time.Hour

// clockSkew says that it is this computer's clock that is wrong, where the
// server's greeting tells another time.
func clockSkew(greeting *smtp.Reply, now time.Time) *smtp.Failure {
	said, ok := smtp.GreetingDate(greeting)
	if !ok {
		return nil
	}
	if off := now.Sub(said); off > tolerance || off < -tolerance {
		return finding(smtp.ClockSkew, "the server's greeting says %s, this computer's clock says %s",
			said.UTC().Format(time.RFC3339), now.UTC().Format(time.RFC3339))
	}
	return nil
}
