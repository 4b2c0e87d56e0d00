package runner

import "sync"

// slots bounds the sessions to one host and port over the whole run, under the
// name that resolving gave: two endpoints may lead to the same MX.
type slots struct {
	mu     sync.Mutex
	byHost map[string]*slot
}

type slot struct {
	limit, used int
	freed       change
}

// know notes a limit before anybody takes a slot at the host: the smallest one of
// the run holds from its first session on, where the host is known by then.
func (s *slots) know(host string, limit int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.at(host, limit)
	h.limit = min(h.limit, limit)
}

// at is the slot of a host. The caller holds the lock.
func (s *slots) at(host string, limit int) *slot {
	if s.byHost == nil {
		s.byHost = map[string]*slot{}
	}
	h := s.byHost[host]
	if h == nil {
		h = &slot{limit: limit}
		s.byHost[host] = h
	}
	return h
}

// try takes a slot at the host, or says what to wait for. The smallest limit that
// was ever asked for holds. The returned function gives the slot back.
func (s *slots) try(host string, limit int) (release func(), wait <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.at(host, limit)
	h.limit = min(h.limit, limit)
	if h.used >= h.limit {
		return nil, h.freed.next()
	}
	h.used++
	return func() { s.give(h) }, nil
}

func (s *slots) give(h *slot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.used--
	h.freed.tell()
}
