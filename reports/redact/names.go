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
	known    map[string]string // values, in lower case, and what takes their place
	keep     map[string]bool   // placeholders of addresses that this audience may see
	index    map[string][]value
	short    map[string]string // names that are too short for the index, and what takes their place
	plain    map[string]string // names that are words of replies, which are hidden where they stand by themselves
	pairs    [1 << 10]uint64   // which two bytes any value begins with, a bit each
	clean    map[string]string // what was redacted lately: transcripts repeat themselves
	replies  map[string]bool   // what was read of servers' words lately
	leaving  *leaving
}

// value is one thing to find.
type value struct {
	text string // in lower case
	put  string // what takes its place
	kind string
	edge edge
}

// edge is what may touch a value where it stands.
type edge byte

const (
	anything edge = iota // it is found in the middle of a word, too
	letters              // no digit: how an address stands in its line's name
	apart                // neither letter nor digit
	entire               // it is not a part of a longer host's name either
)

// The kinds of placeholder. operator is a tenant's domain at an operator: its
// own name stays, what stands before it is the client's.
const (
	domain   = "domain"
	mailbox  = "mailbox"
	host     = "host"
	address  = "ip"
	tenant   = "tenant"
	user     = "user" // who signs in with a name that is no mailbox
	party    = "name" // whom a certificate was made out to
	guid     = "id"   // a tenant's number, or one that Microsoft finds a session by
	site     = "site"
	operator = "operator"
)

// kinds are all that stand in placeholders.
var kinds = []string{domain, mailbox, host, address, tenant, user, party, guid, site}

func newNames(h result.Header) *names {
	n := &names{
		audience: h.Audience, counts: map[string]int{}, known: map[string]string{}, keep: map[string]bool{},
		index: map[string][]value{}, short: map[string]string{}, plain: map[string]string{}, clean: map[string]string{},
		replies: map[string]bool{}, leaving: newLeaving(h),
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
	case v == "" || n.knows(v):
	case name.Kind == address:
		n.address(strings.TrimPrefix(strings.Trim(v, "[]"), "ipv6:"))
	case name.Kind == user && !strings.Contains(v, "@"):
		n.login(v)
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

// login learns the name that somebody signs in with: that of a Windows account has a
// domain in front, which is the client's, too.
func (n *names) login(v string) {
	if i := strings.LastIndexByte(v, '\\'); i >= 0 {
		n.windows(v[:i])
		v = v[i+1:]
	}
	n.learn(user, v)
}

// windows learns a Windows domain. As it is often the tenant's label, too, it is found in
// front of an operator's name.
func (n *names) windows(v string) {
	if v == "" || n.knows(v) {
		return
	}
	n.learn(domain, v)
	if !Plain(v) {
		n.add(value{text: v, put: n.known[v], kind: tenant, edge: apart})
	}
}

// knows reports whether a value has a placeholder.
func (n *names) knows(v string) bool {
	_, ok := n.known[v]
	return ok
}

// alias is a value that is known, as it was written.
func (n *names) alias(kind, v, written string) {
	if put, ok := n.known[v]; ok && !n.knows(written) {
		n.known[written] = put
		n.add(value{text: written, put: put, kind: kind, edge: apart})
	}
}

// learn gives a value its placeholder.
func (n *names) learn(kind, v string) {
	if v == "" || n.knows(v) {
		return
	}
	n.counts[kind]++
	put := fmt.Sprintf("<%s-%d>", kind, n.counts[kind])
	if n.audience == Microsoft && (kind == domain || kind == tenant || kind == guid) {
		put = "" // Microsoft sees the domain; it is kept to find mailboxes and hosts by
	}
	n.known[v] = put
	if len(v) >= keyLen && Plain(v) {
		n.plain[v] = put
		clear(n.clean)
		return
	}
	edge := anything
	switch {
	case kind == address && !strings.Contains(v, ":"):
		edge = letters
	case kind == address || kind == tenant || kind == user || kind == party || kind == site || common(v):
		edge = apart
	}
	n.add(value{text: v, put: put, kind: kind, edge: edge})
	n.forms(value{text: v, put: put, kind: kind, edge: edge})
}

// forms adds every form in which a value travels.
func (n *names) forms(found value) {
	kind, v, put := found.kind, found.text, found.put
	switch kind {
	case party, guid, site:
		return // they are in no link and in no envelope
	case address:
		n.addressForms(v, put)
		return
	case mailbox:
		for _, form := range mailboxForms(v) {
			n.add(value{text: form, put: put, kind: kind, edge: apart})
		}
	case host:
		if label := bareHost(v); label != "" && !n.knows(label) {
			n.known[label] = put
			n.add(value{text: label, put: put, kind: kind, edge: entire})
		}
	case domain:
		// Microsoft names a tenant's MX by its domain with hyphens.
		if label := strings.ReplaceAll(v, ".", "-"); label != v {
			n.learn(tenant, label)
		}
		if label := bareLabel(v); label != "" {
			n.add(value{text: label, put: put, kind: kind, edge: apart})
		}
	}
	for _, form := range otherForms(v) {
		n.add(value{text: form, put: put, kind: kind, edge: found.edge})
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
	n.alias(address, plain, written)
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
		n.keep[n.known[lower(ip.String())]] = true
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
	clear(n.clean)
	if len(v.text) < keyLen {
		if v.kind == host || v.kind == user || v.kind == domain || v.kind == site {
			n.short[v.text] = v.put
		}
		return // too short to be told from ordinary text
	}
	first := pair(v.text)
	n.pairs[first>>6] |= 1 << (first & 63)
	k := key(v.text)
	list := n.index[k]
	// The longest first: a mailbox goes before its domain.
	at := sort.Search(len(list), func(i int) bool { return len(list[i].text) < len(v.text) })
	n.index[k] = slices.Insert(list, at, v)
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
