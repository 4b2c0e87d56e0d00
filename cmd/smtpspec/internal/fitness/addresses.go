package fitness

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// sighting is an address under which this computer was seen, and who says so.
type sighting struct {
	address string
	by      []string // "Microsoft 365 on port 25"
	ports   map[string]bool
	proven  bool // one of them said it inside TLS that proved who they are
}

// addresses collects where the operators see us, and says where they differ:
// lists of addresses are asked about the one that port 25 comes from.
func (j *judge) addresses() {
	seen := j.sightings()
	for _, s := range seen {
		j.out.SeenFrom = append(j.out.SeenFrom, s.address)
	}
	switch {
	case len(seen) < 2:
	case len(seen) == 2 && len(seen[0].ports) == 1 && len(seen[1].ports) == 1 && seen[0].ports["25"] && seen[1].ports["587"]:
		j.wrong("port 25 is seen to come from %s, and port 587 from %s: lists of addresses are asked about the first", seen[0], seen[1])
	default:
		var all []string
		for _, s := range seen {
			all = append(all, s.String()+" by "+strings.Join(s.by, ", "))
		}
		j.wrong("this site is seen under several addresses: %s. Lists of addresses are asked about those of port 25", strings.Join(all, "; "))
	}
}

// sightings are the addresses in the order of the ports.
func (j *judge) sightings() []*sighting {
	var seen []*sighting
	for _, port := range ports {
		for _, o := range operators {
			t := j.at(o, port)
			address := t.Diagnosis.SeenFrom
			if address == "" {
				continue
			}
			i := slices.IndexFunc(seen, func(s *sighting) bool { return s.address == address })
			if i < 0 {
				i, seen = len(seen), append(seen, &sighting{address: address, ports: map[string]bool{}})
			}
			s := seen[i]
			s.by, s.ports[port], s.proven = append(s.by, o.name+" on port "+port), true, s.proven || echoed(t)
		}
	}
	return seen
}

// echoed reports whether the address was said inside TLS that proved the server.
func echoed(t result.Test) bool {
	tls, _ := t.Stage(string(smtp.TLS))
	inside, _ := t.Stage(string(smtp.EHLOTLS))
	return tls.Bool("verified") && inside.String("client_address") == t.Diagnosis.SeenFrom
}

func (s *sighting) String() string {
	if s.proven {
		return s.address
	}
	return s.address + " (unauthenticated)"
}
