package dns

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/miekg/dns"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world has one name for every way of answering.
var world = Zone{
	"example.test": {MX: []MX{{"b.example.test", 20}, {"z.example.test", 10}, {"a.example.test", 10}}, TTL: time.Minute},
	"null.test":    {MX: []MX{{"", 0}}},
	"dots.test":    {MX: []MX{{"", 10}, {"mx.example.test", 20}}},
	"a.example.test": {
		A:    []netip.Addr{netip.MustParseAddr("203.0.113.9"), netip.MustParseAddr("203.0.113.1")},
		AAAA: []netip.Addr{netip.MustParseAddr("2001:db8::1")},
	},
	"alias.test":     {CNAME: "alias2.test"},
	"alias2.test":    {CNAME: "a.example.test"},
	"dangling.test":  {CNAME: "nowhere.test"},
	"bare.test":      {CNAME: "example.test"},
	"text.test":      {TXT: []string{"v=spf1 -all", strings.Repeat("x", 300)}},
	"loop.test":      {CNAME: "loop.test"},
	"broken.test":    {Status: ServFail, Detail: "DNSSEC is bogus"},
	"closed.test":    {Status: Refused},
	"silent.test":    {Status: Timeout},
	"nonsense.test":  {Status: BadAnswer},
	"deep.down.test": {},
	"many.test":      {A: manyAddrs(80)},
}

func manyAddrs(n int) []netip.Addr {
	var out []netip.Addr
	for i := range n {
		out = append(out, netip.AddrFrom4([4]byte{203, 0, 113, byte(i)}))
	}
	return out
}

// questions are put to the zone itself and, over the wire, to a server that has it.
var questions = []struct {
	name, qtype string
	want        Status
	records     string
}{
	{"example.test", "MX", OK, "10 a.example.test, 10 z.example.test, 20 b.example.test"},
	{"EXAMPLE.test.", "MX", OK, "10 a.example.test, 10 z.example.test, 20 b.example.test"},
	{"null.test", "MX", OK, "0 "},
	{"dots.test", "MX", OK, "10 , 20 mx.example.test"},
	{"a.example.test", "MX", NoData, ""},
	{"a.example.test", "ipv4", OK, "203.0.113.9, 203.0.113.1"},
	{"a.example.test", "ipv6", OK, "2001:db8::1"},
	{"alias.test", "ipv4", OK, "203.0.113.9, 203.0.113.1"},
	{"bare.test", "ipv4", NoData, ""},
	{"bare.test", "MX", OK, "10 a.example.test, 10 z.example.test, 20 b.example.test"},
	{"dangling.test", "ipv4", NXDomain, ""},
	{"example.test", "ipv4", NoData, ""},
	{"down.test", "ipv4", NoData, ""},
	{"nowhere.test", "MX", NXDomain, ""},
	{"loop.test", "ipv4", ServFail, ""},
	{"broken.test", "MX", ServFail, ""},
	{"closed.test", "MX", Refused, ""},
	{"silent.test", "ipv4", Timeout, ""},
	{"nonsense.test", "ipv4", BadAnswer, ""},
	{"text.test", "TXT", OK, "v=spf1 -all, " + strings.Repeat("x", 300)},
	{"example.test", "TXT", NoData, ""},
	{"nowhere.test", "TXT", NXDomain, ""},
	{"broken.test", "TXT", ServFail, ""},
	{"alias.test", "CNAME", OK, "alias2.test"},
	{"dangling.test", "CNAME", OK, "nowhere.test"},
	{"loop.test", "CNAME", OK, "loop.test"},
	{"example.test", "CNAME", NoData, ""},
	{"nowhere.test", "CNAME", NXDomain, ""},
	{"silent.test", "CNAME", Timeout, ""},
}

func lookup(ctx context.Context, r Resolver, name, qtype string) (string, Answer) {
	var words []string
	switch qtype {
	case "TXT":
		list, a := r.(Finder).LookupTXT(ctx, name)
		return strings.Join(list, ", "), a
	case "CNAME":
		return r.(Finder).LookupCNAME(ctx, name)
	case "MX":
		list, a := r.LookupMX(ctx, name)
		for _, mx := range list {
			words = append(words, fmt.Sprintf("%d %s", mx.Preference, mx.Host))
		}
		return strings.Join(words, ", "), a
	}
	list, a := r.LookupAddr(ctx, name, qtype)
	for _, addr := range list {
		words = append(words, addr.String())
	}
	return strings.Join(words, ", "), a
}

func serve(t *testing.T, zone Zone) *Client {
	t.Helper()
	s, err := Serve(zone)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &Client{Servers: []string{s.Addr()}, Timeout: 100 * time.Millisecond, Rounds: 1}
}

func TestAnswersToldApart(t *testing.T) {
	client := serve(t, world)
	for _, q := range questions {
		t.Run(q.name+"/"+q.qtype, func(t *testing.T) {
			for _, r := range []Resolver{world, client} {
				records, a := lookup(t.Context(), r, q.name, q.qtype)
				if a.Status != q.want || records != q.records {
					t.Errorf("%T: %s %q, want %s %q (%s)", r, a.Status, records, q.want, q.records, a.Detail)
				}
				if r == Resolver(client) && a.Status != OK && !strings.Contains(a.Detail, client.Servers[0]) {
					t.Errorf("detail %q does not name the server", a.Detail)
				}
			}
		})
	}
}

func TestDetails(t *testing.T) {
	client := serve(t, world)
	_, a := client.LookupMX(t.Context(), "broken.test")
	if want := `SERVFAIL from ` + client.Servers[0] + ` (Other: "DNSSEC is bogus")`; a.Detail != want {
		t.Errorf("got %q, want %q", a.Detail, want)
	}
	_, a = client.LookupMX(t.Context(), "example.test")
	if a.TTL != time.Minute || a.Took <= 0 || a.Server != client.Servers[0] {
		t.Errorf("got %+v", a)
	}
	for _, name := range []string{"", "a..b", strings.Repeat("x", 64) + ".test"} {
		if _, a := client.LookupMX(t.Context(), name); a.Status != NXDomain || !strings.Contains(a.Detail, "cannot be a domain name") {
			t.Errorf("%q: got %+v", name, a)
		}
	}
}

// An answer that does not fit a datagram is asked for again over TCP.
func TestTruncated(t *testing.T) {
	client := serve(t, world)
	addrs, a := client.LookupAddr(t.Context(), "many.test", "ipv4")
	if a.Status != OK || len(addrs) != 80 {
		t.Errorf("%d addresses, %+v", len(addrs), a)
	}
}

// The first server that knows decides; one that does not is no reason to give up.
func TestSeveralServers(t *testing.T) {
	good := serve(t, world).Servers[0]
	refusing := serve(t, Zone{"example.test": {Status: Refused}}).Servers[0]
	failing := serve(t, Zone{"example.test": {Status: ServFail}}).Servers[0]
	nowhere := closedPort(t)
	for _, c := range []struct {
		servers []string
		want    Status
	}{
		{[]string{nowhere, refusing, failing, good}, OK},
		{[]string{refusing, nowhere}, Refused},
		{[]string{refusing, failing, nowhere}, ServFail},
		{[]string{nowhere}, Timeout},
		{nil, Timeout},
	} {
		client := &Client{Servers: c.servers, Timeout: 100 * time.Millisecond}
		if _, a := client.LookupMX(t.Context(), "example.test"); a.Status != c.want {
			t.Errorf("%v: %s (%s), want %s", c.servers, a.Status, a.Detail, c.want)
		}
	}
}

func closedPort(t *testing.T) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return conn.LocalAddr().String()
}

// answerWith starts a server that makes its own answers.
func answerWith(t *testing.T, handler dns.HandlerFunc) *Client {
	t.Helper()
	s := &Server{}
	listener, packets, err := listen()
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	server := &dns.Server{PacketConn: packets, Handler: handler}
	ready := make(chan struct{})
	server.NotifyStartedFunc = func() { close(ready) }
	s.done.Go(func() { server.ActivateAndServe() })
	<-ready
	t.Cleanup(func() { server.Shutdown(); s.done.Wait() })
	return &Client{Servers: []string{packets.LocalAddr().String()}, Timeout: 200 * time.Millisecond, Rounds: 1}
}

func TestHostileServers(t *testing.T) {
	reply := func(q *dns.Msg) *dns.Msg {
		m := new(dns.Msg).SetReply(q)
		m.Answer = []dns.RR{&dns.A{
			Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 60},
			A:   net.IPv4(203, 0, 113, 1),
		}}
		return m
	}
	for _, c := range []struct {
		name    string
		handler dns.HandlerFunc
		want    Status
	}{
		{"wrong id, then the answer", func(w dns.ResponseWriter, q *dns.Msg) {
			m := reply(q)
			m.Id++
			w.WriteMsg(m)
			w.WriteMsg(reply(q))
		}, OK},
		{"no message at all", func(w dns.ResponseWriter, q *dns.Msg) { w.Write([]byte("hello")) }, BadAnswer},
		{"half a message", func(w dns.ResponseWriter, q *dns.Msg) {
			b, _ := reply(q).Pack()
			w.Write(b[:len(b)-2])
		}, BadAnswer},
		{"another name's records", func(w dns.ResponseWriter, q *dns.Msg) {
			m := reply(q)
			m.Answer[0].Header().Name = "other.test."
			w.WriteMsg(m)
		}, NoData},
		{"a referral", func(w dns.ResponseWriter, q *dns.Msg) {
			m := new(dns.Msg).SetReply(q)
			m.Ns = []dns.RR{&dns.NS{Hdr: dns.RR_Header{Name: "test.", Rrtype: dns.TypeNS, Class: dns.ClassINET}, Ns: "ns.test."}}
			w.WriteMsg(m)
		}, BadAnswer},
		{"no EDNS", func(w dns.ResponseWriter, q *dns.Msg) {
			if q.IsEdns0() != nil {
				w.WriteMsg(new(dns.Msg).SetRcode(q, dns.RcodeFormatError))
				return
			}
			w.WriteMsg(reply(q))
		}, OK},
		{"a rcode of its own", func(w dns.ResponseWriter, q *dns.Msg) {
			w.WriteMsg(new(dns.Msg).SetRcode(q, dns.RcodeNotZone))
		}, ServFail},
	} {
		t.Run(c.name, func(t *testing.T) {
			client := answerWith(t, c.handler)
			if _, a := client.LookupAddr(t.Context(), "host.test", "ipv4"); a.Status != c.want {
				t.Errorf("%s (%s), want %s", a.Status, a.Detail, c.want)
			}
		})
	}
}

func TestContextEndsTheQuestion(t *testing.T) {
	client := serve(t, world)
	client.Timeout, client.Rounds = time.Hour, 100
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	for _, r := range []Resolver{client, Zone{"silent.test": {Delay: time.Hour}}} {
		if _, a := r.LookupMX(ctx, "silent.test"); a.Status != Timeout {
			t.Errorf("%T: %+v", r, a)
		}
	}
}

func TestSystem(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hosts")
	text := "# comment\n203.0.113.5 Mail.example.test mail # trailing\n2001:db8::5 mail\nnonsense here\n127.0.0.9\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := NewSystemFrom(path)
	if err != nil {
		t.Fatal(err)
	}
	s.Client = *serve(t, world)
	for _, c := range []struct{ host, family, want string }{
		{"localhost", "ipv4", "127.0.0.1"},
		{"printer.localhost.", "ipv6", "::1"},
		{"mail.EXAMPLE.test", "ipv4", "203.0.113.5"},
		{"mail", "ipv6", "2001:db8::5"},
		{"a.example.test", "ipv6", "2001:db8::1"},
	} {
		if got, a := lookup(t.Context(), s, c.host, c.family); got != c.want {
			t.Errorf("%s %s: %q, want %q (%s)", c.host, c.family, got, c.want, a.Detail)
		}
	}
	if got := readHosts(filepath.Join(t.TempDir(), "none")); got != nil {
		t.Errorf("a missing hosts file has %v", got)
	}
}

func TestSortMX(t *testing.T) {
	list := []MX{{"b", 10}, {"A", 10}, {"c", 5}}
	sortMX(list)
	if diff := cmp.Diff([]MX{{"c", 5}, {"A", 10}, {"b", 10}}, list, cmpopts.EquateComparable()); diff != "" {
		t.Error(diff)
	}
}
