package tls

import (
	"crypto/sha256"
	"crypto/x509"
	"sync"

	"github.com/zclconf/go-cty/cty"
)

// memory keeps what was found of a chain. A run goes to the same few servers again
// and again, and a chain's signatures cost as much as the rest of a session. Whether
// a root is reached is kept, and what the certificates say of themselves: whether
// that is the right name, and valid now, is looked at every time.
type memory struct {
	mu    sync.Mutex
	known map[question]bool
	words map[[sha256.Size]byte]map[string]cty.Value
}

// question is whether a chain leads to one of the roots.
type question struct {
	chain [sha256.Size]byte
	roots *x509.CertPool
}

// mostKnown bounds the memory of a run that meets a new chain each time.
const mostKnown = 4096

func (m *memory) leads(q question, find func() bool) bool {
	return remembered(&m.mu, &m.known, q, find)
}

// saying are the attributes that a chain's certificates alone decide.
func (m *memory) saying(chain [sha256.Size]byte, certs []*x509.Certificate) map[string]cty.Value {
	return remembered(&m.mu, &m.words, chain, func() map[string]cty.Value { return certificate(certs) })
}

// remembered is what known has under the key, or what find finds.
func remembered[K comparable, V any](mu *sync.Mutex, known *map[K]V, key K, find func() V) V {
	mu.Lock()
	answer, ok := (*known)[key]
	mu.Unlock()
	if ok {
		return answer
	}
	answer = find()
	mu.Lock()
	defer mu.Unlock()
	if *known == nil || len(*known) >= mostKnown {
		*known = map[K]V{}
	}
	(*known)[key] = answer
	return answer
}

// digest tells chains apart. The lengths are in it: what is hashed is a list.
func digest(certs []*x509.Certificate) [sha256.Size]byte {
	var all []byte
	for _, c := range certs {
		one := sha256.Sum256(c.Raw)
		all = append(all, one[:]...)
	}
	return sha256.Sum256(all)
}
