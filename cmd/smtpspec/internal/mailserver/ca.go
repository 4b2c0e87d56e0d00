//go:build linux

package mailserver

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// identity is a test root and one certificate signed by it, as PEM files.
type identity struct {
	CAFile, CertFile, KeyFile string
}

// newIdentity makes a root and a certificate for Name and writes both to dir.
func newIdentity(dir string) (identity, error) {
	root := certificate("smtpspec test root")
	root.IsCA, root.BasicConstraintsValid = true, true
	root.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	leaf := certificate(Name)
	leaf.KeyUsage = x509.KeyUsageDigitalSignature
	leaf.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	leaf.DNSNames = []string{Name, "localhost"}
	leaf.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}

	id := identity{
		CAFile:   filepath.Join(dir, "ca.pem"),
		CertFile: filepath.Join(dir, "server.pem"),
		KeyFile:  filepath.Join(dir, "server.key"),
	}
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return id, fmt.Errorf("root key: %w", err)
	}
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return id, fmt.Errorf("server key: %w", err)
	}
	rootDER, err := x509.CreateCertificate(rand.Reader, root, root, rootKey.Public(), rootKey)
	if err != nil {
		return id, fmt.Errorf("root certificate: %w", err)
	}
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, root, leafKey.Public(), rootKey)
	if err != nil {
		return id, fmt.Errorf("server certificate: %w", err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(leafKey)
	if err != nil {
		return id, fmt.Errorf("server key: %w", err)
	}
	return id, id.write(rootDER, leafDER, keyDER)
}

// write stores the three in PEM form, the key for its owner only.
func (id identity) write(root, leaf, key []byte) error {
	for _, f := range []struct {
		path, kind string
		der        []byte
		mode       os.FileMode
	}{
		{id.CAFile, "CERTIFICATE", root, 0o644},
		{id.CertFile, "CERTIFICATE", leaf, 0o644},
		{id.KeyFile, "PRIVATE KEY", key, 0o600},
	} {
		text := pem.EncodeToMemory(&pem.Block{Type: f.kind, Bytes: f.der})
		if err := os.WriteFile(f.path, text, f.mode); err != nil {
			return err
		}
	}
	return nil
}

// certificate is a template that is valid from an hour ago, for a clock that is
// a little behind, until tomorrow.
func certificate(name string) *x509.Certificate {
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()),
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    now.Add(-time.Hour),
		NotAfter:     now.Add(24 * time.Hour),
	}
}
