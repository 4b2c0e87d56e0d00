package dns

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"time"
)

// Client asks recursive servers, over UDP with EDNS0 and over TCP when an answer is
// truncated (RFC 1035 §4.2, RFC 6891). It keeps no answers.
type Client struct {
	Servers []string      // host:port of each, asked in this order
	Timeout time.Duration // of one question to one server; zero: 3 s
	Rounds  int           // how often the list is gone through; zero: 2
}

const (
	// A recursive server that has to ask others answers within a second or two; the
	// second round then finds its answer kept.
	defaultTimeout = 3 * time.Second
	defaultRounds  = 2
	// maxRecords bounds what one answer may hold.
	maxRecords = 100
)

// LookupMX implements Resolver.
func (c *Client) LookupMX(ctx context.Context, domain string) ([]MX, Answer) {
	msg, a := c.ask(ctx, domain, typeMX)
	if a.Status != OK {
		return nil, a
	}
	mx, ttl := mxRecords(msg, domain)
	if len(mx) == 0 {
		return nil, noData(msg, a, "MX")
	}
	a.TTL = ttl
	return mx, a
}

// LookupAddr implements Resolver.
func (c *Client) LookupAddr(ctx context.Context, host, family string) ([]netip.Addr, Answer) {
	qtype, name := typeA, "A"
	if family == "ipv6" {
		qtype, name = typeAAAA, "AAAA"
	}
	msg, a := c.ask(ctx, host, qtype)
	if a.Status != OK {
		return nil, a
	}
	addrs, ttl := addrRecords(msg, host, qtype)
	if len(addrs) == 0 {
		return nil, noData(msg, a, name)
	}
	a.TTL = ttl
	return addrs, a
}

// LookupTXT implements Finder.
func (c *Client) LookupTXT(ctx context.Context, name string) ([]string, Answer) {
	msg, a := c.ask(ctx, name, typeTXT)
	if a.Status != OK {
		return nil, a
	}
	texts, ttl := txtRecords(msg, name)
	if len(texts) == 0 {
		return nil, noData(msg, a, "TXT")
	}
	a.TTL = ttl
	return texts, a
}

// LookupCNAME implements Finder.
func (c *Client) LookupCNAME(ctx context.Context, name string) (string, Answer) {
	msg, a := c.ask(ctx, name, typeCNAME)
	if a.Status != OK {
		return "", a
	}
	alias := msg.alias(fqdn(name))
	if alias == nil {
		return "", noData(msg, a, "CNAME")
	}
	a.TTL = seconds(alias.Hdr.Ttl)
	return strings.TrimSuffix(alias.Target, "."), a
}

// ask puts one question to the servers in turn until one of them knows. Status OK
// means a valid answer; whether it holds records is for the caller to see.
func (c *Client) ask(ctx context.Context, name string, qtype uint16) (*message, Answer) {
	began := time.Now()
	q, err := newQuestion(name, qtype)
	if err != nil {
		return nil, Answer{Status: NXDomain, Detail: err.Error()}
	}
	if len(c.Servers) == 0 {
		return nil, Answer{Status: Timeout, Detail: "there is no name server to ask"}
	}
	var best Answer
	refused := make([]bool, len(c.Servers))
	for range c.rounds() {
		for i, server := range c.Servers {
			if refused[i] {
				continue
			}
			msg, a := c.askOne(ctx, server, q)
			a.Took = time.Since(began)
			if a.Status == OK || a.Status == NXDomain {
				return msg, a
			}
			refused[i] = a.Status == Refused
			if tells(a.Status) >= tells(best.Status) {
				best = a
			}
			best.Took = a.Took
			if ctx.Err() != nil {
				return nil, best
			}
		}
	}
	return nil, best
}

// tells orders the ways of not answering by how much they say.
func tells(s Status) int {
	switch s {
	case ServFail:
		return 4
	case Refused:
		return 3
	case BadAnswer:
		return 2
	case Timeout:
		return 1
	}
	return 0
}

// askOne puts the question to one server.
func (c *Client) askOne(ctx context.Context, server string, q question) (*message, Answer) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout())
	defer cancel()
	msg, err := q.exchange(ctx, "udp", server, true)
	if err == nil && msg.rejectsEDNS() {
		msg, err = q.exchange(ctx, "udp", server, false)
	}
	if err == nil && msg.Truncated {
		msg, err = q.exchange(ctx, "tcp", server, true)
	}
	if err != nil {
		return nil, failed(err, server)
	}
	return msg, msg.judge(server)
}

// failed is the Answer where no message came.
func failed(err error, server string) Answer {
	a := Answer{Status: Timeout, Server: server, Detail: "no answer from " + server}
	var bad badAnswer
	var op *net.OpError
	switch {
	case errors.As(err, &bad):
		a.Status, a.Detail = BadAnswer, server+" sent what is no answer: "+bad.Error()
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
	case errors.As(err, &op) && !op.Timeout():
		a.Detail += ": " + op.Err.Error()
	}
	return a
}

func (c *Client) timeout() time.Duration {
	if c.Timeout > 0 {
		return c.Timeout
	}
	return defaultTimeout
}

func (c *Client) rounds() int {
	if c.Rounds > 0 {
		return c.Rounds
	}
	return defaultRounds
}
