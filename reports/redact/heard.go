package redact

import (
	"net/netip"
	"slices"
	"strings"
	"sync"

	"github.com/smtpspec/smtpspec/runner/result"
)

// A server that refuses often names whom: "Client host [192.0.2.7] blocked", the
// same address in a link, the name that it resolves to. Addresses in what was said
// are therefore taken for the client's, save those that are known for another's.

// hearing is the search through what was said in one test.
type hearing struct {
	names  *names
	others func() map[netip.Addr]bool // the server's and the resolver's
	// echoed says that the server said elsewhere what it saw the client at.
	echoed bool
}

// heard learns the addresses, and the hosts that they are glued to, out of
// everything in a test that may hold a server's words, and out of what they were
// held against.
func (n *names) heard(t result.Test) {
	h := hearing{names: n, others: strangers(t.Endpoint.Peer, t.Stages), echoed: t.Diagnosis.SeenFrom != ""}
	for _, s := range t.Stages {
		h.stage(s)
	}
	for _, e := range t.Transcript {
		h.text(e.Text)
	}
	h.diagnosis(t.Diagnosis)
	h.text(t.Reason)
	for _, e := range t.Expectations {
		h.text(e.Got)
		h.text(e.Message)
		h.text(e.Want)
		h.text(e.Range.Source) // the suite's own text
		for _, m := range e.Misses {
			h.text(m.Got)
		}
	}
	for _, w := range t.Warnings {
		h.text(w)
	}
}

func (h hearing) stage(s result.Stage) {
	h.reply(s.Reply)
	h.failure(s.Failure)
	for _, f := range s.Findings {
		h.failure(&f)
	}
	h.class(s.Class)
	for _, k := range sortedKeys(s.Attrs) {
		h.any(s.Attrs[k])
	}
	for _, p := range s.Parts {
		h.text(p.Key)
		h.reply(p.Reply)
		h.failure(p.Failure)
		h.class(p.Class)
	}
}

func (h hearing) reply(r *result.Reply) {
	if r == nil {
		return
	}
	for _, l := range r.Lines {
		h.names.replied(l)
		h.said(l, r.Code >= 400)
	}
	if len(r.Lines) != 1 || r.Lines[0] != r.Text {
		h.names.replied(r.Text)
	}
	h.said(r.Text, r.Code >= 400)
	h.said(string(r.Raw), r.Code >= 400)
	for _, o := range r.Odd {
		h.text(o)
	}
}

func (h hearing) failure(f *result.Failure) {
	if f != nil {
		h.text(f.Detail)
	}
}

func (h hearing) class(c *result.Class) {
	if c != nil {
		h.text(c.Evidence)
	}
}

func (h hearing) diagnosis(d result.Diagnosis) {
	if d.Finding != nil {
		h.text(d.Finding.Line)
		h.class(&d.Finding.Class)
	}
	for _, r := range d.RuledOut {
		h.text(r.By)
	}
	for _, s := range d.Signs {
		h.text(s.Text)
	}
}

func (h hearing) any(v any) {
	switch v := v.(type) {
	case string:
		h.text(v)
	case []string:
		for _, s := range v {
			h.text(s)
		}
	case []any:
		for _, one := range v {
			h.any(one)
		}
	case map[string]any:
		for _, k := range sortedKeys(v) {
			h.any(v[k])
		}
	}
}

func (h hearing) text(s string) { h.said(s, false) }

// said learns from one text. A refusal names the client where no echo did.
func (h hearing) said(s string, refusal bool) {
	if !mayHoldLiteral(s) {
		return // as most texts, before any work is done on it
	}
	low := lower(s)
	for _, l := range literals(low) {
		ip := l.ip.Unmap().WithZone("")
		if unspecific(ip) || h.others()[ip] || operatorsAddress(ip) {
			continue
		}
		if refusal && !h.echoed {
			h.names.client(ip.String())
		}
		h.names.address(low[l.from:l.to])
		if name := nameAt(low, l); name != "" && !h.names.lineOf(name, ip) {
			h.names.list(result.Name{Kind: host, Value: name})
		}
	}
}

// lineOf reports the name that a provider gave to an address which its reader may see: it
// is made of the address, and is the provider's.
func (n *names) lineOf(name string, ip netip.Addr) bool {
	if !n.keep[n.known[ip.String()]] {
		return false
	}
	forms := forms6(ip)
	if ip.Is4() {
		forms = forms4(ip)
	}
	return slices.ContainsFunc(forms, func(form string) bool { return strings.Contains(name, form) })
}

// unspecific reports an address that says nothing of anybody.
func unspecific(ip netip.Addr) bool { return ip.IsLoopback() || ip.IsUnspecified() }

// strangers are the addresses in a test that are the server's or a resolver's. Those of
// a server that is the client's own were learned before. They are looked for when the
// first address is met: most tests hold none but this computer's.
func strangers(peer string, stages []result.Stage) func() map[netip.Addr]bool {
	return sync.OnceValue(func() map[netip.Addr]bool { return addressesOf(peer, stages) })
}

func addressesOf(peer string, stages []result.Stage) map[netip.Addr]bool {
	out := map[netip.Addr]bool{}
	add := func(s string) {
		if ap, err := netip.ParseAddrPort(s); err == nil {
			out[ap.Addr().Unmap().WithZone("")] = true
		} else if ip, err := netip.ParseAddr(s); err == nil {
			out[ip.Unmap().WithZone("")] = true
		}
	}
	add(peer)
	for _, s := range stages {
		for _, attr := range []string{"addresses", "tried"} {
			for _, a := range s.Strings(attr) {
				add(a)
			}
		}
		if s.Name != "resolve" && s.Name != "connect" {
			continue
		}
		add(s.String("address"))
		add(s.String("server"))
		for _, p := range s.Parts {
			add(p.Key)
		}
	}
	return out
}

// operatorsAddresses are Microsoft's for port 25 (its list of endpoints for worldwide
// use, 2026-08-14). Other operators' are not listed: an address that is taken for
// the client's without need costs a detail, one that is left standing names it.
var operatorsAddresses = prefixes(
	"40.92.0.0/15", "40.107.0.0/16", "52.100.0.0/14", "104.47.0.0/17", "2a01:111:f400::/48", "2a01:111:f403::/48",
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

func operatorsAddress(ip netip.Addr) bool {
	for _, p := range operatorsAddresses {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}
