package steptest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"
)

// Host is the server's name in sessions of this package.
const Host = "mx.example"

// Signer says who signs a certificate.
type Signer string

const (
	ByRoot         Signer = ""             // the root in Roots
	ByIntermediate Signer = "intermediate" // an authority below that root
	ByStranger     Signer = "stranger"     // the root in Strangers
	BySelf         Signer = "self"         // nobody
)

// Cert describes a server's certificate. The zero value is a good one for Host.
type Cert struct {
	Names []string
	// From and To are its validity, counted from now; both zero: a day ago to 90
	// days from now.
	From, To time.Duration
	Signer   Signer
	// Alone leaves out what leads from the certificate to its root.
	Alone bool
	// CommonName is used with Names empty and not nil: an old certificate.
	CommonName string
}

type signer struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// authorities are made once, since keys cost time.
var authorities = sync.OnceValue(func() map[Signer]signer {
	root := authority("Test Root", nil)
	return map[Signer]signer{
		ByRoot:         root,
		ByIntermediate: authority("Test Issuing CA", &root),
		ByStranger:     authority("Stranger Root", nil),
	}
})

// Roots are the public roots of this package's world.
func Roots() *x509.CertPool { return pool(ByRoot) }

// RootPEM is the root in Roots as a file holds it, for an endpoint's ca_file.
func RootPEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authorities()[ByRoot].cert.Raw})
}

// Strangers hold a root that is in no public list.
func Strangers() *x509.CertPool { return pool(ByStranger) }

func pool(s Signer) *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(authorities()[s].cert)
	return p
}

func authority(name string, parent *signer) signer {
	tmpl := &x509.Certificate{
		Subject: pkix.Name{CommonName: name}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign, NotBefore: time.Now().AddDate(-2, 0, 0), NotAfter: time.Now().AddDate(2, 0, 0),
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	self := signer{tmpl, key}
	if parent == nil {
		parent = &self
	}
	return signer{sign(tmpl, *parent, key), key}
}

func sign(tmpl *x509.Certificate, by signer, key *ecdsa.PrivateKey) *x509.Certificate {
	tmpl.SerialNumber = big.NewInt(time.Now().UnixNano())
	der, err := x509.CreateCertificate(rand.Reader, tmpl, by.cert, key.Public(), by.key)
	if err != nil {
		panic(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return c
}

// Config is the server's side of a handshake with that certificate.
func (c Cert) Config(t testing.TB) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if c.Names == nil {
		c.Names, c.CommonName = []string{Host}, Host
	}
	if c.From == 0 && c.To == 0 {
		c.From, c.To = -24*time.Hour, 90*24*time.Hour
	}
	tmpl := &x509.Certificate{
		Subject:     pkix.Name{CommonName: c.CommonName, Organization: []string{"Example"}},
		NotBefore:   time.Now().Add(c.From),
		NotAfter:    time.Now().Add(c.To),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, n := range c.Names {
		if ip := net.ParseIP(n); ip != nil {
			tmpl.IPAddresses = append(tmpl.IPAddresses, ip)
		} else {
			tmpl.DNSNames = append(tmpl.DNSNames, n)
		}
	}
	by := authorities()[c.Signer]
	if c.Signer == BySelf {
		by = signer{tmpl, key}
	}
	chain := [][]byte{sign(tmpl, by, key).Raw}
	if !c.Alone && (c.Signer == ByIntermediate || c.Signer == ByStranger) {
		chain = append(chain, by.cert.Raw)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: chain, PrivateKey: key}}}
}
