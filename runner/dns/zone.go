package dns

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// Zone is a resolver in memory: what is known, by name in lower case and without the
// final dot. A name that is not in it does not exist, unless a longer one is below
// it. It is a literal in tests, and what Serve answers from.
type Zone map[string]Records

// Records are what a Zone knows of one name.
type Records struct {
	// Status other than OK (or "") is the answer to every question about the name.
	Status Status
	Detail string        // of that answer
	Delay  time.Duration // before every answer
	TTL    time.Duration // of every record; zero: 5 minutes

	MX    []MX
	A     []netip.Addr
	AAAA  []netip.Addr
	TXT   []string
	CNAME string // the name is an alias for this one
}

// zoneServer is who a Zone says has answered.
const zoneServer = "zone:53"

// LookupMX implements Resolver.
func (z Zone) LookupMX(ctx context.Context, domain string) ([]MX, Answer) {
	records, a := z.lookup(ctx, domain)
	if a.Status != OK {
		return nil, a
	}
	if len(records.MX) == 0 {
		return nil, records.none(a)
	}
	list := slices.Clone(records.MX)
	sortMX(list)
	return list, a
}

// LookupAddr implements Resolver.
func (z Zone) LookupAddr(ctx context.Context, host, family string) ([]netip.Addr, Answer) {
	records, a := z.lookup(ctx, host)
	if a.Status != OK {
		return nil, a
	}
	addrs := records.A
	if family == "ipv6" {
		addrs = records.AAAA
	}
	if len(addrs) == 0 {
		return nil, records.none(a)
	}
	return slices.Clone(addrs), a
}

// LookupTXT implements Finder.
func (z Zone) LookupTXT(ctx context.Context, name string) ([]string, Answer) {
	records, a := z.lookup(ctx, name)
	if a.Status == OK && len(records.TXT) == 0 {
		return nil, records.none(a)
	}
	return slices.Clone(records.TXT), a
}

// LookupCNAME implements Finder.
func (z Zone) LookupCNAME(ctx context.Context, name string) (string, Answer) {
	records, exists := z.find(name)
	if exists && records.CNAME != "" && wait(ctx, records.Delay) {
		return strings.TrimSuffix(records.CNAME, "."), Answer{Status: OK, Server: zoneServer, TTL: records.ttl()}
	}
	records, a := z.lookup(ctx, name)
	if a.Status == OK {
		a = records.none(a)
	}
	return "", a
}

// lookup finds a name's records, behind its aliases.
func (z Zone) lookup(ctx context.Context, name string) (Records, Answer) {
	a := Answer{Status: OK, Server: zoneServer}
	for range maxChain {
		records, exists := z.find(name)
		if !wait(ctx, records.Delay) || records.Status == Timeout {
			a.Status, a.Detail = Timeout, "no answer from "+zoneServer
			return Records{}, a
		}
		a.TTL = records.ttl()
		switch {
		case !exists:
			a.Status, a.Detail = NXDomain, "NXDOMAIN from "+zoneServer
			return Records{}, a
		case records.Status != OK && records.Status != "":
			a.Status, a.Detail = records.Status, records.Detail
			return Records{}, a
		case records.CNAME == "":
			return records, a
		}
		name = records.CNAME
	}
	a.Status, a.Detail = ServFail, "SERVFAIL from "+zoneServer+": the aliases have no end"
	return Records{}, a
}

// find looks one name up. A name with others below it exists (RFC 8020).
func (z Zone) find(name string) (Records, bool) {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if records, ok := z[name]; ok {
		return records, true
	}
	for below := range z {
		if strings.HasSuffix(below, "."+name) {
			return Records{}, true
		}
	}
	return Records{}, false
}

func (r Records) none(a Answer) Answer {
	a.Status, a.Detail = NoData, "no such record, says "+zoneServer
	return a
}

func (r Records) ttl() time.Duration {
	if r.TTL > 0 {
		return r.TTL
	}
	return 5 * time.Minute
}

// wait lets d pass and reports whether ctx lasted so long.
func wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
