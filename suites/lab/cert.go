package lab

import (
	"cmp"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"time"
)

// The certificates that a profile can show.
const (
	CertGood        = "good"          // leads to the lab's root, bears the host's name
	CertExpired     = "expired"       // good until yesterday
	CertNotYetValid = "not-yet-valid" // good from next week: the client's clock is wrong, or the server's was
	CertWrongName   = "wrong-name"    // bears another host's name
	CertSelfSigned  = "self-signed"   // leads nowhere, as fresh mail servers show
	CertIntercepted = "intercepted"   // made by a box on the way, from a root of its own
	CertIncomplete  = "incomplete"    // the certificate between it and the root is not sent
)

// wrongName is what the wrong-name certificate bears.
const wrongName = "mail.example.net"

// authorities are the two roots of a process and what they have signed. Keys are
// made when they are first needed, since the quick start waits for them.
type authorities struct {
	public       *issuer // stands for a public authority
	intermediate *issuer // signed by public
	box          *issuer // of the box that intercepts

	mu     sync.Mutex
	leaves map[string]*tls.Certificate
}

// issuer is a certificate that signs others.
type issuer struct {
	cert *x509.Certificate
	der  []byte
	key  crypto.Signer
}

func (i *issuer) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: i.der})
}

// authority makes the roots, once.
var authority = sync.OnceValue(func() *authorities {
	now := time.Now()
	public := mustIssuer("smtpspec lab root", nil, now)
	return &authorities{
		public:       public,
		intermediate: mustIssuer("smtpspec lab issuing CA", public, now),
		box:          mustIssuer("Example Web Filter interception root", nil, now),
		leaves:       map[string]*tls.Certificate{},
	}
})

func (a *authorities) publicPool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.public.cert)
	return pool
}

// mustIssuer makes a root, or an issuer below parent. It fails only where the
// system has no randomness, and then nothing can be secured.
func mustIssuer(name string, parent *issuer, now time.Time) *issuer {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(fmt.Sprintf("lab: key for %s: %v", name, err))
	}
	tmpl := &x509.Certificate{
		SerialNumber: serial(),
		Subject:      pkix.Name{CommonName: name, Organization: []string{"smtpspec lab"}},
		NotBefore:    now.Add(-48 * time.Hour), NotAfter: now.Add(365 * 24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	self := &issuer{cert: tmpl, key: key}
	if parent == nil {
		parent = self
	}
	if self.der, err = x509.CreateCertificate(rand.Reader, tmpl, parent.cert, key.Public(), parent.key); err != nil {
		panic(fmt.Sprintf("lab: certificate of %s: %v", name, err))
	}
	if self.cert, err = x509.ParseCertificate(self.der); err != nil {
		panic(fmt.Sprintf("lab: certificate of %s: %v", name, err))
	}
	return self
}

// serial is a random serial number (RFC 5280 §4.1.2.2 allows 20 octets).
func serial() *big.Int {
	n, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		panic(fmt.Sprintf("lab: serial number: %v", err))
	}
	return n
}

// leafRequest is what a server's certificate depends on.
type leafRequest struct {
	variant string
	names   []string // the host first
	rsa     bool
}

func (r leafRequest) key() string {
	return fmt.Sprintf("%s %t %s", r.variant, r.rsa, strings.Join(r.names, " "))
}

// leaf returns the certificate with the chain that is sent, from the cache where
// it was made before.
func (a *authorities) leaf(r leafRequest, now time.Time) (*tls.Certificate, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if c := a.leaves[r.key()]; c != nil && now.Add(24*time.Hour).Before(c.Leaf.NotAfter.Add(expiredGrace(r.variant))) {
		return c, nil
	}
	c, err := a.sign(r, now)
	if err != nil {
		return nil, fmt.Errorf("certificate %q for %q: %w", r.variant, r.names[0], err)
	}
	a.leaves[r.key()] = c
	return c, nil
}

// expiredGrace keeps an expired certificate in the cache: it is meant to be old.
func expiredGrace(variant string) time.Duration {
	if variant == CertExpired {
		return 365 * 24 * time.Hour
	}
	return 0
}

func (a *authorities) sign(r leafRequest, now time.Time) (*tls.Certificate, error) {
	key, err := leafKey(r.rsa)
	if err != nil {
		return nil, err
	}
	tmpl := leafTemplate(r, now)
	parent, chain := a.public, [][]byte(nil)
	switch r.variant {
	case CertIntercepted:
		parent, chain = a.box, [][]byte{a.box.der}
	case CertSelfSigned:
		parent = &issuer{cert: tmpl, key: key}
	case CertIncomplete:
		parent = a.intermediate
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, parent.cert, key.Public(), parent.key)
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: append([][]byte{der}, chain...), PrivateKey: key, Leaf: parsed}, nil
}

// leafKey makes an ECDSA key, or an RSA key for clients that know no other.
func leafKey(useRSA bool) (crypto.Signer, error) {
	if useRSA {
		return rsa.GenerateKey(rand.Reader, 2048)
	}
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}

func leafTemplate(r leafRequest, now time.Time) *x509.Certificate {
	const day = 24 * time.Hour
	names := r.names
	if r.variant == CertWrongName {
		names = []string{wrongName}
	}
	tmpl := &x509.Certificate{
		SerialNumber: serial(),
		Subject:      pkix.Name{CommonName: commonName(names[0])},
		NotBefore:    now.Add(-day), NotAfter: now.Add(90 * day),
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	switch r.variant {
	case CertExpired:
		tmpl.NotBefore, tmpl.NotAfter = now.Add(-91*day), now.Add(-day)
	case CertNotYetValid:
		tmpl.NotBefore, tmpl.NotAfter = now.Add(7*day), now.Add(97*day)
	}
	for _, n := range names {
		if ip := net.ParseIP(n); ip != nil {
			tmpl.IPAddresses = append(tmpl.IPAddresses, ip)
		} else {
			tmpl.DNSNames = append(tmpl.DNSNames, n)
		}
	}
	return tmpl
}

// commonName cuts a name to the 64 characters that X.520 allows; the names that
// count are the alternative ones.
func commonName(name string) string {
	if len(name) > 64 {
		return name[:64]
	}
	return name
}

var tlsVersions = map[string]uint16{
	"TLS1.0": tls.VersionTLS10, "TLS1.1": tls.VersionTLS11, "TLS1.2": tls.VersionTLS12, "TLS1.3": tls.VersionTLS13,
}

// tlsConfig is the server's side of a handshake, nil when the profile knows none.
func (s *Server) tlsConfig() *tls.Config {
	if s.script.mode == ModeNone {
		return nil
	}
	lt := s.profile.TLS
	cfg := &tls.Config{
		MinVersion: cmp.Or(tlsVersions[lt.MinVersion], tls.VersionTLS12),
		MaxVersion: tlsVersions[lt.MaxVersion], // zero: the newest
		Time:       s.opt.Now,
		// Go's own choice leaves RSA key exchange out since 1.22 and 3DES since 1.23.
		CipherSuites: cipherIDs(lt.Ciphers),
	}
	if lt.AskClient {
		cfg.ClientAuth = tls.RequestClientCert
	}
	if cfg.MaxVersion != 0 && cfg.MaxVersion < cfg.MinVersion {
		cfg.MinVersion = cfg.MaxVersion
	}
	req := leafRequest{
		variant: cmp.Or(lt.Certificate, CertGood),
		names:   append([]string{s.script.host}, s.opt.Names...),
	}
	cfg.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		switch c := hello.Conn.(type) {
		case *timed:
			c.hello = helloOf(hello)
		case *buffered:
			c.hello = helloOf(hello)
			return nil, errTLSInClear // what the client is was seen, and it has had a greeting in clear
		}
		return nil, nil
	}
	cfg.GetCertificate = func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		c, err := authority().leaf(req, s.opt.Now())
		if err != nil || fits(hello, c) {
			return c, err
		}
		withRSA := req
		withRSA.rsa = true // making the key takes a tenth of a second, so only for those who need it
		return authority().leaf(withRSA, s.opt.Now())
	}
	return cfg
}

// fits reports whether the client can do with a certificate, whatever it called the
// server: older copiers offer no cipher suite that goes with ECDSA.
func fits(hello *tls.ClientHelloInfo, c *tls.Certificate) bool {
	nameless := *hello
	nameless.ServerName = ""
	return nameless.SupportsCertificate(c) == nil
}

// errTLSInClear ends the handshake of a client that began it where SMTP was due.
var errTLSInClear = errors.New("the client began TLS where a command was due")

// errNoTLS is an internal contradiction: compile refuses such profiles.
var errNoTLS = errors.New("the profile knows no TLS")
