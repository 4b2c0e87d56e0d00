package redact

import (
	"fmt"
	"net/netip"
	"slices"
	"sort"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

// names are the client's values and their placeholders.
type names struct {
	audience string
	learning bool
	counts   map[string]int
	known    map[string]bool // values, in lower case
	keep     map[string]bool // addresses that this audience may see
	index    map[string][]value
	short    map[string]string // hosts' names that are too short for the index, and what takes their place
	pairs    [1 << 10]uint64   // which two bytes any value begins with, a bit each
	clean    map[string]string // what was redacted lately: transcripts repeat themselves
}

// value is one thing to find.
type value struct {
	text  string // in lower case
	put   string // what takes its place
	kind  string
	exact bool // only where no letter or digit touches it; else in the middle of a word, too
}

// The kinds of placeholder. operator is a tenant's domain at an operator: its
// own name stays, what stands before it is the client's.
const (
	domain   = "domain"
	mailbox  = "mailbox"
	host     = "host"
	address  = "ip"
	tenant   = "tenant"
	operator = "operator"
)

func newNames(h result.Header) *names {
	n := &names{
		audience: h.Audience, counts: map[string]int{}, known: map[string]bool{},
		keep: map[string]bool{}, index: map[string][]value{}, short: map[string]string{}, clean: map[string]string{},
	}
	for _, suffix := range tenantSuffixes {
		n.add(value{text: suffix, kind: operator})
	}
	for _, name := range h.Names {
		n.list(name)
	}
	return n
}

// list takes a value that the run's header lists.
func (n *names) list(name result.Name) {
	v := lower(strings.TrimSuffix(strings.TrimSpace(name.Value), "."))
	switch {
	case v == "" || n.known[v]:
	case name.Kind == address:
		n.address(strings.TrimPrefix(strings.Trim(v, "[]"), "ipv6:"))
	case name.Kind == mailbox || strings.Contains(v, "@"):
		n.learn(mailbox, v)
		n.domainOf(v[strings.LastIndexByte(v, '@')+1:])
	case tenantOf(v) != "":
		n.learn(tenant, tenantOf(v))
	case infrastructure(v):
	case name.Kind == domain:
		n.learn(domain, v)
	default:
		n.learn(host, v)
	}
}

// learn gives a value its placeholder, and every form in which it travels.
func (n *names) learn(kind, v string) {
	if v == "" || n.known[v] {
		return
	}
	n.known[v] = true
	n.counts[kind]++
	put := fmt.Sprintf("<%s-%d>", kind, n.counts[kind])
	if n.audience == Microsoft && (kind == domain || kind == tenant) {
		put = "" // Microsoft sees the domain; it is kept to find mailboxes and hosts by
	}
	exact := kind == address || kind == tenant || common(v)
	n.add(value{text: v, put: put, kind: kind, exact: exact})
	switch kind {
	case address:
		for _, form := range addressForms(v) {
			n.add(value{text: form, put: put, kind: kind, exact: true})
		}
	case mailbox:
		// As a link has it, as RFC 2047 has it, and as a return path has it.
		for _, at := range []string{"%40", "=40", "="} {
			n.add(value{text: strings.Replace(v, "@", at, 1), put: put, kind: kind, exact: true})
		}
	case domain:
		// Microsoft names a tenant's MX by its domain with hyphens.
		if label := strings.ReplaceAll(v, ".", "-"); label != v {
			n.learn(tenant, label)
		}
		if label := bareLabel(v); label != "" {
			n.add(value{text: label, put: put, kind: kind, exact: true})
		}
	}
	for _, form := range otherForms(v) {
		n.add(value{text: form, put: put, kind: kind, exact: exact})
	}
}

// address learns an address, also in the form in which it was written.
func (n *names) address(written string) {
	ip, err := netip.ParseAddr(written)
	if err != nil {
		n.learn(address, written)
		return
	}
	plain := lower(ip.Unmap().WithZone("").String())
	n.learn(address, plain)
	if written == plain || n.known[written] {
		return
	}
	n.known[written] = true
	if v, ok := n.at(plain, 0); ok && v.text == plain {
		n.add(value{text: written, put: v.put, kind: address, exact: true})
	}
}

// client learns an address that the server saw the client at.
func (n *names) client(s string) {
	if s == "" {
		return
	}
	ip, err := netip.ParseAddr(strings.Trim(s, "[]"))
	if err != nil || ip.IsLoopback() {
		return
	}
	n.learn(address, lower(ip.String()))
	if n.audience == ISP && !ip.IsPrivate() && !ip.IsLinkLocalUnicast() {
		n.keep[lower(ip.String())] = true
	}
}

// local learns the address of this computer's end of the connection.
func (n *names) local(s string) {
	if s == "" {
		return
	}
	if ap, err := netip.ParseAddrPort(s); err == nil {
		s = ap.Addr().String()
	}
	if ip, err := netip.ParseAddr(s); err == nil && !ip.IsLoopback() {
		n.learn(address, lower(ip.String()))
	}
}

// keyLen is how many bytes of a value the index goes by.
const keyLen = 3

func key(s string) string { return s[:keyLen] }

// pair is the first two bytes of s as a number.
func pair(s string) uint16 { return uint16(s[0])<<8 | uint16(s[1]) }

// begins reports whether any value may begin with s, at the cost of one look.
func (n *names) begins(s string) bool {
	first := pair(s)
	return n.pairs[first>>6]&(1<<(first&63)) != 0
}

func (n *names) add(v value) {
	if len(v.text) < keyLen {
		if v.kind == host {
			n.short[v.text] = v.put
		}
		v.text += strings.Repeat("\x00", keyLen-len(v.text)) // too short to be told from ordinary text
	}
	first := pair(v.text)
	n.pairs[first>>6] |= 1 << (first & 63)
	k := key(v.text)
	list := n.index[k]
	// The longest first: a mailbox goes before its domain.
	at := sort.Search(len(list), func(i int) bool { return len(list[i].text) < len(v.text) })
	n.index[k] = slices.Insert(list, at, v)
	clear(n.clean)
}

// lower folds ASCII letters and leaves all other bytes where they are, so that
// offsets hold for both.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
