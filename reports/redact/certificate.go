package redact

import (
	"net/netip"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

// certificate learns whom the certificate of the client's own server was made out to. Who
// issued it is the client as well, where no public authority did.
func (n *names) certificate(s result.Stage) {
	for _, name := range s.Strings("names") {
		n.machine(name)
	}
	n.parties(s.String("subject"))
	if !s.Bool("public") {
		n.parties(s.String("issuer"))
	}
}

// machine learns a host's name, also one of one word, or an address.
func (n *names) machine(name string) {
	low := lower(strings.TrimSuffix(strings.TrimPrefix(name, "*."), "."))
	_, err := netip.ParseAddr(low)
	switch {
	case err == nil:
		n.local(low)
	case strings.Contains(low, "."):
		n.host(low)
	case low != "" && low != "localhost" && wholeName(low, 0) == len(low) && !n.knows(low):
		n.learn(host, low)
	}
}

// parties learns the organisation, its parts, its place and its hosts out of a
// distinguished name, "CN=mx.example,O=Example Ltd\, Leeds" (RFC 4514). Makers of
// firewalls stay, and so do public authorities.
func (n *names) parties(dn string) {
	if dn == "" || maker(lower(dn)) {
		return
	}
	var zone []string
	for _, part := range parts(lower(dn)) {
		key, value, _ := strings.Cut(part, "=")
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(key) {
		case "cn":
			if strings.ContainsAny(value, ` \`) {
				n.party(value)
			} else {
				n.machine(value)
			}
		case "o", "ou", "l", "street":
			n.party(value)
		case "dc":
			zone = append(zone, value)
		case "emailaddress":
			n.list(result.Name{Kind: mailbox, Value: value})
		}
	}
	if len(zone) == 0 {
		return
	}
	if name := strings.Join(zone, "."); !infrastructure(name) {
		n.learn(domain, name)
		n.learn(party, zone[0])
	}
}

// party learns a name out of a certificate, with its escapes and without.
func (n *names) party(value string) {
	bare := strings.ReplaceAll(value, `\`, "")
	n.learn(party, bare)
	n.alias(party, bare, value)
}

// parts are the attributes of a distinguished name.
func parts(dn string) []string {
	var out []string
	from := 0
	for i := 0; i < len(dn); i++ {
		switch dn[i] {
		case '\\':
			i++
		case ',', '+':
			out = append(out, dn[from:i])
			from = i + 1
		}
	}
	return append(out, dn[from:])
}
