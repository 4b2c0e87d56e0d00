// Package dns asks the domain name system what a mail client asks (RFC 5321 §5,
// RFC 7505) and tells its answers apart: a name that does not exist, one that
// exists without such a record, a server that fails, one that refuses, and
// silence are five things, and each points at something else to mend.
//
// It is the only package that imports the DNS library, and shows none of its
// types. It is a leaf.
package dns

import (
	"context"
	"net/netip"
	"time"
)

// Status is how a question was answered.
type Status string

const (
	OK        Status = "ok"       // there are records
	NXDomain  Status = "nxdomain" // the name does not exist
	NoData    Status = "nodata"   // the name exists, and has no such record
	ServFail  Status = "servfail" // the server failed (RCODE 2 or another one of its own)
	Refused   Status = "refused"  // the server will not answer us
	Timeout   Status = "timeout"  // nothing came
	BadAnswer Status = "bad"      // what came was no answer
)

// Answer is what a question brought.
type Answer struct {
	Status Status
	Server string        // who answered, host:port
	Took   time.Duration // until the answer
	Detail string        // one line for people, where Status is not OK
	TTL    time.Duration // the smallest of the records
}

// MX is one mail exchanger.
type MX struct {
	Host       string // without the final dot; "" is the null MX (RFC 7505)
	Preference uint16
}

// Resolver asks. Implementations keep the context's deadline, and never return
// an error: what went wrong is the answer.
type Resolver interface {
	// LookupMX returns the exchangers in order of preference, those of the same
	// preference in the order of their names.
	LookupMX(ctx context.Context, domain string) ([]MX, Answer)
	// LookupAddr returns the addresses of one family, "ipv4" or "ipv6", in the
	// server's order.
	LookupAddr(ctx context.Context, host, family string) ([]netip.Addr, Answer)
}

// Finder asks for what no mail client needs, and a person does who wants to know
// whose a domain is. Not every Resolver is one.
type Finder interface {
	// LookupTXT returns the text records of a name, the parts of each joined.
	LookupTXT(ctx context.Context, name string) ([]string, Answer)
	// LookupCNAME returns the name that a name is an alias of; NoData where it is
	// none. What the alias leads to may not exist.
	LookupCNAME(ctx context.Context, name string) (string, Answer)
}
