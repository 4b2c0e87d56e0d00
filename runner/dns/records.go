package dns

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/miekg/dns"
)

// maxChain bounds how many aliases are followed, as resolvers do.
const maxChain = 16

// mxRecords are the exchangers in an answer, in order, and their smallest TTL.
func mxRecords(m *message, domain string) ([]MX, time.Duration) {
	owner, ttl := m.chain(domain)
	var out []MX
	for _, rr := range m.Answer {
		mx, ok := rr.(*dns.MX)
		if !ok || !sameName(mx.Hdr.Name, owner) || len(out) == maxRecords {
			continue
		}
		out = append(out, MX{Host: strings.TrimSuffix(mx.Mx, "."), Preference: mx.Preference})
		ttl = smaller(ttl, mx.Hdr.Ttl)
	}
	sortMX(out)
	return out, seconds(ttl)
}

// sortMX orders exchangers as LookupMX promises it.
func sortMX(list []MX) {
	slices.SortFunc(list, func(a, b MX) int {
		return cmp.Or(cmp.Compare(a.Preference, b.Preference),
			strings.Compare(strings.ToLower(a.Host), strings.ToLower(b.Host)))
	})
}

// addrRecords are the addresses in an answer, and their smallest TTL.
func addrRecords(m *message, host string, qtype uint16) ([]netip.Addr, time.Duration) {
	owner, ttl := m.chain(host)
	var out []netip.Addr
	for _, rr := range m.Answer {
		if !sameName(rr.Header().Name, owner) || rr.Header().Rrtype != qtype || len(out) == maxRecords {
			continue
		}
		if addr, ok := address(rr); ok && !slices.Contains(out, addr) {
			out = append(out, addr)
			ttl = smaller(ttl, rr.Header().Ttl)
		}
	}
	return out, seconds(ttl)
}

// txtRecords are the texts in an answer, and their smallest TTL. A text is sent in
// parts of 255 octets, which belong together (RFC 7208 §3.3).
func txtRecords(m *message, name string) ([]string, time.Duration) {
	owner, ttl := m.chain(name)
	var out []string
	for _, rr := range m.Answer {
		txt, ok := rr.(*dns.TXT)
		if !ok || !sameName(txt.Hdr.Name, owner) || len(out) == maxRecords {
			continue
		}
		out = append(out, strings.Join(txt.Txt, ""))
		ttl = smaller(ttl, txt.Hdr.Ttl)
	}
	return out, seconds(ttl)
}

func address(rr dns.RR) (netip.Addr, bool) {
	switch rr := rr.(type) {
	case *dns.A:
		addr, ok := netip.AddrFromSlice(rr.A.To4())
		return addr, ok
	case *dns.AAAA:
		addr, ok := netip.AddrFromSlice(rr.AAAA.To16())
		return addr, ok
	}
	return netip.Addr{}, false
}

// noTTL is larger than any TTL.
const noTTL = ^uint32(0)

// chain follows the aliases in an answer, in whatever order they stand, to the name
// that owns the records.
func (m *message) chain(name string) (owner string, ttl uint32) {
	owner, ttl = dns.Fqdn(name), noTTL
	for range maxChain {
		next := m.alias(owner)
		if next == nil {
			break
		}
		owner, ttl = next.Target, smaller(ttl, next.Hdr.Ttl)
	}
	return owner, ttl
}

func (m *message) alias(name string) *dns.CNAME {
	for _, rr := range m.Answer {
		if c, ok := rr.(*dns.CNAME); ok && sameName(c.Hdr.Name, name) {
			return c
		}
	}
	return nil
}

// noData makes a of an answer without a record of the wanted type.
func noData(m *message, a Answer, qtype string) Answer {
	a.Status = NoData
	a.Detail = "no " + qtype + " record, says " + a.Server
	for _, rr := range m.Answer {
		if c, ok := rr.(*dns.CNAME); ok {
			a.Detail = "an alias for " + strings.TrimSuffix(c.Target, ".") + " with no " + qtype + " record, says " + a.Server
		}
	}
	return a
}

func sameName(a, b string) bool { return strings.EqualFold(a, b) }

func smaller(a, b uint32) uint32 { return min(a, b) }

func seconds(ttl uint32) time.Duration {
	if ttl == noTTL {
		return 0
	}
	return time.Duration(ttl) * time.Second
}
