package main

import (
	"context"
	"crypto/x509"
	"net"
	"net/netip"
	"slices"
	"sync"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps"
	"github.com/smtpspec/smtpspec/suites"
	"github.com/smtpspec/smtpspec/suites/clients"
	"github.com/smtpspec/smtpspec/suites/lab"
	"golang.org/x/crypto/x509roots/fallback/bundle"
)

// dslWorld tells the language what is built in.
func dslWorld() dsl.World {
	w := dsl.World{
		LabNames: lab.Names(), Lab: lab.Profile,
		ClientNames: clients.Names(), Client: clients.Profile,
		Suites: suites.FS(), Version: version,
		Order: func(tls string) []string {
			var names []string
			for _, s := range smtp.Order(smtp.TLSMode(tls)) {
				names = append(names, string(s))
			}
			return names
		},
	}
	for _, c := range reject.Builtin().Classes() {
		w.Classes = append(w.Classes, dsl.ClassName{ID: c.ID, Family: c.Family, Outcomes: outcomesOf(&c)})
	}
	for _, k := range steps.Standard {
		w.Kinds = append(w.Kinds, dslKind(k))
	}
	return w
}

// outcomesOf are the outcomes that a class can come with; nil for any. No reply is
// given a class that has no rule for one: it is that of a failure, or of a finding on
// a good handshake.
func outcomesOf(c *reject.Class) []string {
	forReplies := func(r reject.Rule) bool { return !r.Codeless }
	switch {
	case c.ID == reject.OK:
		return []string{}
	case c.ID == reject.Unknown || slices.ContainsFunc(c.Rules, forReplies):
		return nil
	}
	return []string{string(step.Fail), string(step.OK)}
}

func dslKind(k *step.Kind) dsl.Kind {
	out := dsl.Kind{Name: k.Name, Stage: true, Args: k.Args, Wants: k.Wants, Sees: k.Sees}
	for _, o := range k.Outcomes {
		out.Outcomes = append(out.Outcomes, string(o))
		out.Replies = out.Replies || o == step.Accept
	}
	return out
}

// netWorld is the real network, clock and trust, and a lab for this run.
func (a *app) netWorld(labs *labServers) runner.World {
	w := runner.World{
		Resolver: &lazyResolver{}, Now: a.now, Dial: dial,
		Ask:         func(hostport string) dns.Resolver { return &dns.Client{Servers: []string{hostport}} },
		PublicRoots: publicRoots, SystemRoots: systemRoots,
		Lab: labs.start,
	}
	if a.change != nil {
		a.change(&w)
	}
	return w
}

// dial opens a TCP connection, from source where it is given.
func dial(ctx context.Context, source netip.Addr, addr netip.AddrPort) (net.Conn, error) {
	// A session has deadlines of its own, and is over long before the first keep-alive.
	d := net.Dialer{KeepAlive: -1}
	if source.IsValid() {
		d.LocalAddr = net.TCPAddrFromAddrPort(netip.AddrPortFrom(source, 0))
	}
	return d.DialContext(ctx, "tcp", addr.String())
}

// publicRoots are the Mozilla roots that are compiled in, so that a verdict does
// not depend on the computer.
var publicRoots = sync.OnceValue(func() *x509.CertPool {
	pool := x509.NewCertPool()
	for root := range bundle.Roots() {
		cert, err := x509.ParseCertificate(root.Certificate)
		if err != nil {
			continue // one root that does not parse is no reason to trust none
		}
		if root.Constraint == nil {
			pool.AddCert(cert)
			continue
		}
		pool.AddCertWithConstraint(cert, root.Constraint)
	}
	return pool
})

// systemRoots are this computer's, or nil where they cannot be read.
var systemRoots = sync.OnceValue(func() *x509.CertPool {
	pool, err := x509.SystemCertPool()
	if err != nil {
		return nil
	}
	return pool
})

// lazyResolver reads this computer's name service settings when the first name is
// looked up: a run against the lab needs none.
type lazyResolver struct {
	once sync.Once
	sys  *dns.System
	err  error
}

func (l *lazyResolver) system() (*dns.System, error) {
	l.once.Do(func() { l.sys, l.err = dns.NewSystem() })
	return l.sys, l.err
}

// LookupMX asks this computer's name servers.
func (l *lazyResolver) LookupMX(ctx context.Context, domain string) ([]dns.MX, dns.Answer) {
	sys, err := l.system()
	if err != nil {
		return nil, dns.Answer{Status: dns.ServFail, Detail: err.Error()}
	}
	return sys.LookupMX(ctx, domain)
}

// LookupAddr asks this computer's hosts file and name servers.
func (l *lazyResolver) LookupAddr(ctx context.Context, host, family string) ([]netip.Addr, dns.Answer) {
	sys, err := l.system()
	if err != nil {
		return nil, dns.Answer{Status: dns.ServFail, Detail: err.Error()}
	}
	return sys.LookupAddr(ctx, host, family)
}

// LookupTXT asks this computer's name servers.
func (l *lazyResolver) LookupTXT(ctx context.Context, name string) ([]string, dns.Answer) {
	sys, err := l.system()
	if err != nil {
		return nil, dns.Answer{Status: dns.ServFail, Detail: err.Error()}
	}
	return sys.LookupTXT(ctx, name)
}

// LookupCNAME asks this computer's name servers.
func (l *lazyResolver) LookupCNAME(ctx context.Context, name string) (string, dns.Answer) {
	sys, err := l.system()
	if err != nil {
		return "", dns.Answer{Status: dns.ServFail, Detail: err.Error()}
	}
	return sys.LookupCNAME(ctx, name)
}

// labServers are the lab profiles that listen for this run, each started when the
// first test needs it.
type labServers struct {
	mu      sync.Mutex
	servers map[string]*playing
}

// playing is a server with what the steps know of it, which is made once: a step
// remembers a root pool by its address.
type playing struct {
	*lab.Server
	known *step.LabServer
}

func (l *labServers) start(p *dsl.Lab) (*step.LabServer, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := p.Range.File + " " + p.Name
	if s := l.servers[key]; s != nil {
		return s.known, nil
	}
	server, err := lab.Start(p, lab.Options{})
	if err != nil {
		return nil, err
	}
	if l.servers == nil {
		l.servers = map[string]*playing{}
	}
	known := &step.LabServer{
		Profile: p.Name, Host: server.Host(), Addr: server.Addr(), Roots: server.Roots(), System: server.SystemRoots(),
	}
	l.servers[key] = &playing{server, known}
	return known, nil
}

func (l *labServers) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, s := range l.servers {
		s.Close()
	}
}
