package say

import (
	"slices"

	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// Proven reports whether a stage's words came inside TLS that proved the server.
func Proven(t result.Test, stage string) bool {
	inside := false
	for _, s := range t.Stages {
		if s.Name == stage {
			break
		}
		inside = inside || s.Name == "tls"
	}
	return inside && slices.ContainsFunc(t.Diagnosis.RuledOut, func(r result.RuledOut) bool { return r.Proof == "handshake" })
}

// Sightings are the addresses that servers saw this computer at, each with who said
// so. It is the address that is put into a connector or a delisting form, so whoever
// no certificate proved is marked.
type Sightings struct {
	From []string // in the order in which they were said
	by   map[string][]witness
}

// witness is a server that said at which address it saw this computer.
type witness struct {
	server   string
	proven   bool
	stranger bool // something answered that did not show to be the host that was asked
}

// Add notes what was said in a test's session. What the lab says is no address of this
// line.
func (s *Sightings) Add(t result.Test) {
	ip := t.Diagnosis.SeenFrom
	if ip == "" || Played(t) {
		return
	}
	if s.by == nil {
		s.by = map[string][]witness{}
	}
	if s.by[ip] == nil {
		s.From = append(s.From, ip)
	}
	w := witness{server: HostPort(t.Endpoint), proven: echoProven(t), stranger: stranger(t)}
	at := slices.IndexFunc(s.by[ip], func(other witness) bool { return other.server == w.server })
	if at < 0 {
		s.by[ip] = append(s.by[ip], w)
		return
	}
	known := &s.by[ip][at]
	known.proven, known.stranger = known.proven || w.proven, known.stranger && w.stranger
}

// echoProven reports whether the reply that the address stands in came inside TLS that
// proved the server. What EHLO inside TLS says of it outranks what EHLO in clear does.
func echoProven(t result.Test) bool {
	s, ok := t.Stage("ehlo-tls")
	if !ok || s.String("client_address") == "" {
		s.Name = "ehlo"
	}
	return Proven(t, s.Name)
}

// stranger reports whether a greeting was accepted, and yet not even the network was
// proven: what greeted is not known to be the operator's.
func stranger(t result.Test) bool {
	s, _ := t.Stage("banner")
	return s.Outcome == "accept" && t.Diagnosis.Level == 0
}

// Unproven reports an address that was said, and by nobody whom a certificate proved.
func (s *Sightings) Unproven(ip string) bool {
	return len(s.by[ip]) > 0 && !slices.ContainsFunc(s.by[ip], func(w witness) bool { return w.proven })
}

// By names who saw this computer at an address, each server as show writes it.
func (s *Sightings) By(ip string, show func(string) string) string {
	var out []string
	for _, w := range s.by[ip] {
		name := show(w.server)
		if w.stranger {
			name = "what answered at " + name
		}
		if !w.proven {
			name += " (unauthenticated)"
		}
		out = append(out, name)
	}
	return text.And(out)
}
