package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"io"
	"net"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// internet is a small one on loopback: a name server with a zone of its own, and
// lab profiles that listen where the zone's documentation addresses lead to.
// Nothing of it leaves this computer, and no other address can be reached.
type internet struct {
	t      *testing.T
	names  *dns.Server
	routes map[netip.AddrPort]netip.AddrPort
	labs   map[string]*lab.Server
	roots  *x509.CertPool
	system *x509.CertPool
	// clock is how far this computer's is ahead.
	clock time.Duration
	deaf  bool // this computer's own name server fails
	// interrupted is a person who presses Ctrl-C at once.
	interrupted bool
}

// Addresses of the hosts, out of the ranges that are kept for documentation.
var (
	addrMicrosoft = netip.MustParseAddr("192.0.2.10") // smtp.office365.com
	addrGoogleMX  = netip.MustParseAddr("192.0.2.20")
	addrGoogle    = netip.MustParseAddr("192.0.2.21")
	addrTenant    = netip.MustParseAddr("192.0.2.30") // tenants' own hosts
	addrFilter    = netip.MustParseAddr("192.0.2.40")
	addrOther     = netip.MustParseAddr("192.0.2.50") // somebody else's server
)

// googleLab is Google's server as far as the fitness of a computer needs it: its
// own names, STARTTLS, and the address that it sees.
const googleLab = `lab "google" {
  title    = "Google"
  host     = "mx.google.com"
  banner   = "220 mx.google.com ESMTP 5b1f17b1804b1-450 - gsmtp"
  greeting = "at your service, [203.0.113.7]"
  keywords = ["SIZE 157286400", "8BITMIME", "STARTTLS", "ENHANCEDSTATUSCODES", "PIPELINING", "CHUNKING", "SMTPUTF8"]
}`

// hostAt is a host of the zone.
func hostAt(addrs ...netip.Addr) dns.Records { return dns.Records{A: addrs} }

func mxOf(hosts ...string) dns.Records {
	var r dns.Records
	for i, h := range hosts {
		r.MX = append(r.MX, dns.MX{Host: h, Preference: uint16(10 * i)})
	}
	return r
}

// newInternet is one in which all is well: the domains of every kind, and servers
// that take what they are given.
func newInternet(t *testing.T, more dns.Zone) *internet {
	zone := dns.Zone{
		"smtp.office365.com": hostAt(addrMicrosoft),
		"gmail.com":          mxOf("gmail-smtp-in.l.google.com"), "gmail-smtp-in.l.google.com": hostAt(addrGoogleMX),
		"smtp.gmail.com": hostAt(addrGoogle),

		"contoso.com": mxOf("contoso-com.mail.protection.outlook.com"), "contoso-com.mail.protection.outlook.com": hostAt(addrTenant),
		"fabrikam.com": mxOf("fabrikam-com.j-v1.mx.microsoft"), "fabrikam-com.j-v1.mx.microsoft": hostAt(addrTenant),
		"filtered.example": mxOf("in.filter.example"), "in.filter.example": hostAt(addrFilter),
		"filtered-example.mail.protection.outlook.com": hostAt(addrTenant),
		"autodiscover.filtered.example":                {CNAME: "autodiscover.outlook.com"},
		// One whose classic name exists, and nothing says that it is its own; one of
		// which only DKIM tells, under mx.microsoft; one whose MX is out of date.
		"guessed.example": mxOf("in.filter.example"), "guessed-example.mail.protection.outlook.com": hostAt(addrTenant),
		"hidden.example": mxOf("in.filter.example"), "hidden-example.o-v1.mx.microsoft": hostAt(addrTenant),
		"selector1._domainkey.hidden.example": {CNAME: "selector1-hidden-example._domainkey.hidden.o-v1.dkim.mail.microsoft"},
		"dangling.example":                    mxOf("dangling-example.mail.protection.outlook.com"),
		"navy.mil":                            mxOf("navy-mil.mail.protection.apps.mil"), "navy-mil.mail.protection.apps.mil": hostAt(addrTenant),
		"outlook-dod.office365.us": hostAt(addrMicrosoft), "smtp.hve.mx.microsoft": hostAt(addrMicrosoft), "smtp.partner.outlook.cn": hostAt(addrMicrosoft),
		"nomx.example":  hostAt(addrOther),
		"null.example":  mxOf(""),
		"other.example": mxOf("mx.other.example"), "mx.other.example": hostAt(addrOther),
	}
	for name, records := range more {
		zone[name] = records
	}
	names, err := dns.Serve(zone)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { names.Close() })
	n := &internet{t: t, names: names, routes: map[netip.AddrPort]netip.AddrPort{}, labs: map[string]*lab.Server{}}
	n.place(addrMicrosoft, 25, "m365-submission")
	n.place(addrMicrosoft, 587, "m365-submission")
	n.place(addrGoogleMX, 25, "google")
	n.place(addrGoogle, 587, "google")
	n.place(addrTenant, 25, "m365-mx")
	n.place(addrFilter, 25, "plain-relay")
	n.place(addrOther, 25, "plain-relay")
	return n
}

// place lets a profile listen at an address; an empty one closes the port.
func (n *internet) place(addr netip.Addr, port uint16, profile string) {
	n.t.Helper()
	from := netip.AddrPortFrom(addr, port)
	if profile == "" {
		delete(n.routes, from)
		return
	}
	server := n.labs[profile]
	if server == nil {
		server = n.start(profile)
	}
	n.routes[from] = server.Addr()
}

// answer lets a lab block listen at an address, under no other name than its own.
func (n *internet) answer(addr netip.Addr, port uint16, text string) {
	n.t.Helper()
	p, err := parseLab(text)
	if err != nil {
		n.t.Fatal(err)
	}
	server, err := lab.Start(p, lab.Options{})
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { server.Close() })
	n.routes[netip.AddrPortFrom(addr, port)] = server.Addr()
}

func (n *internet) start(profile string) *lab.Server {
	n.t.Helper()
	p, err := lab.Profile(profile)
	if profile == "google" {
		var diags error
		p, diags = parseLab(googleLab)
		err = diags
	}
	if err != nil {
		n.t.Fatal(err)
	}
	server, err := lab.Start(p, lab.Options{Names: []string{
		"smtp.office365.com", "smtp.gmail.com", "gmail-smtp-in.l.google.com", "contoso-com.mail.protection.outlook.com",
		"fabrikam-com.j-v1.mx.microsoft", "filtered-example.mail.protection.outlook.com",
		"guessed-example.mail.protection.outlook.com", "hidden-example.o-v1.mx.microsoft", "navy-mil.mail.protection.apps.mil",
		"outlook-dod.office365.us", "smtp.hve.mx.microsoft", "smtp.partner.outlook.cn",
	}})
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { server.Close() })
	n.labs[profile] = server
	n.roots = server.Roots()
	if system := server.SystemRoots(); system != nil {
		n.system = system
	}
	return server
}

func parseLab(text string) (*dsl.Lab, error) {
	p, diags := dsl.ParseLab([]byte(text), "google.hcl")
	if diags.HasErrors() {
		return nil, diags
	}
	return p, nil
}

// failing is a name service that fails.
type failing struct{}

func (failing) LookupMX(context.Context, string) ([]dns.MX, dns.Answer) {
	return nil, dns.Answer{Status: dns.ServFail, Detail: "SERVFAIL"}
}

func (failing) LookupAddr(context.Context, string, string) ([]netip.Addr, dns.Answer) {
	return nil, dns.Answer{Status: dns.ServFail, Detail: "SERVFAIL"}
}

// unreachable is what a port that drops packets comes to, without the wait.
type unreachable struct{}

func (unreachable) Error() string   { return "i/o timeout" }
func (unreachable) Timeout() bool   { return true }
func (unreachable) Temporary() bool { return true }

// change puts this internet in the place of the real one.
func (n *internet) change(w *runner.World) {
	w.Resolver = &dns.Client{Servers: []string{n.names.Addr()}}
	if n.deaf {
		w.Resolver = failing{}
	}
	w.PublicRoots = func() *x509.CertPool { return n.roots }
	w.SystemRoots = func() *x509.CertPool { return n.system }
	w.Now = func() time.Time { return time.Now().Add(n.clock) }
	w.Dial = func(ctx context.Context, _ netip.Addr, addr netip.AddrPort) (net.Conn, error) {
		to, ok := n.routes[addr]
		if addr.Addr().IsLoopback() { // a profile that the run itself has started
			to, ok = addr, true
		}
		if !ok {
			return nil, &net.OpError{Op: "dial", Net: "tcp", Addr: net.TCPAddrFromAddrPort(addr), Err: unreachable{}}
		}
		var d net.Dialer
		return d.DialContext(ctx, "tcp", to.String())
	}
}

// person is who types a command line: what is on the screen's other side.
type person struct {
	types    string // on a terminal; empty: there is none
	password string
	terminal bool
	notes    bool // standard error is a terminal, too
	env      []string
}

// smtpspec runs a command line in this internet.
func (n *internet) smtpspec(p person, args ...string) ran {
	n.t.Helper()
	env := append([]string{"SMTPSPEC_CACHE=" + n.t.TempDir(), "TERM=dumb"}, p.env...)
	var out, errs bytes.Buffer
	a := &app{
		in: io.Reader(strings.NewReader(p.types)), out: &out, err: &errs, env: env, now: time.Now,
		interrupts: func(stop func()) func() {
			if n.interrupted {
				stop()
			}
			return func() {}
		},
		change: n.change,
	}
	if p.terminal {
		a.tty = terminal{in: true, out: true, width: 100, hidden: func() (string, error) { return p.password, nil }}
	}
	a.tty.err = p.notes
	code := a.main(args)
	return ran{out.String(), errs.String(), code}
}

// onScreen is a person at a terminal.
var onScreen = person{terminal: true}

// inFolder lets a test write into a folder of its own.
func inFolder(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
