package tls

import (
	"crypto/sha256"
	"crypto/x509"
	"sync"
)

// memory keeps what was found of a chain. A run goes to the same few servers again
// and again, and a chain's signatures cost as much as the rest of a session. Only
// whether a root is reached is kept: names and dates are looked at every time.
type memory struct {
	mu    sync.Mutex
	known map[question]bool
}

// question is whether a chain leads to one of the roots.
type question struct {
	chain [sha256.Size]byte
	roots *x509.CertPool
}

// mostKnown bounds the memory of a run that meets a new chain each time.
const mostKnown = 4096

func (m *memory) leads(q question, find func() bool) bool {
	m.mu.Lock()
	answer, ok := m.known[q]
	m.mu.Unlock()
	if ok {
		return answer
	}
	answer = find()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= mostKnown {
		m.known = map[question]bool{}
	}
	m.known[q] = answer
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
