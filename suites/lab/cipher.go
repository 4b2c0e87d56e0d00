package lab

import (
	"crypto/tls"
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// knownCiphers are the cipher suites that crypto/tls knows, weak ones too: what a
// server of today leaves out is the profile's to say.
var knownCiphers = sync.OnceValue(func() []*tls.CipherSuite {
	return slices.Concat(tls.CipherSuites(), tls.InsecureCipherSuites())
})

// cipherIDs are the numbers of the named suites, of all for nil. Those of TLS 1.3
// cannot be chosen and do no harm.
func cipherIDs(names []string) []uint16 {
	ids := []uint16{}
	for _, c := range knownCiphers() {
		if names == nil || slices.Contains(names, c.Name) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// cipherName is the IANA name of a cipher suite that crypto/tls knows, or "".
func cipherName(id uint16) string {
	for _, c := range knownCiphers() {
		if c.ID == id {
			return c.Name
		}
	}
	return ""
}

//go:embed cipher_names.txt
var cipherNames string

// otherCiphers are the names of suites that crypto/tls does not know.
var otherCiphers = sync.OnceValue(func() map[uint16]string {
	names := map[uint16]string{}
	for line := range strings.Lines(cipherNames) {
		number, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		if id, err := strconv.ParseUint(number, 16, 16); err == nil {
			names[uint16(id)] = name
		}
	}
	return names
})

// onlyRSAKeyExchange reports a client whose every cipher suite has the server's RSA
// key decrypt the secret. TLS 1.3 has none of these.
func (h *Hello) onlyRSAKeyExchange() bool {
	some := false
	for _, id := range h.Ciphers {
		name := cipherName(id)
		if name == "" {
			name = otherCiphers()[id]
		}
		switch {
		case grease(id) || signal(id):
		case !strings.HasPrefix(name, "TLS_RSA_"):
			return false
		default:
			some = true
		}
	}
	return some
}
