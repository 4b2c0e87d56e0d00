package main

import (
	"fmt"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// zone is what the name server of these tests knows. All good hosts are on
// loopback; 127.0.0.2 is one where nobody listens.
func zone() dns.Zone {
	here, dead := []netip.Addr{netip.MustParseAddr("127.0.0.1")}, netip.MustParseAddr("127.0.0.2")
	six := []netip.Addr{netip.IPv6Loopback()}
	return dns.Zone{
		"good.test":     {MX: []dns.MX{{Host: "mx.good.test", Preference: 10}}},
		"mx.good.test":  {A: here},
		"null.test":     {MX: []dns.MX{{Host: "", Preference: 0}}},
		"both.test":     {MX: []dns.MX{{Host: "", Preference: 0}, {Host: "mx.good.test", Preference: 10}}},
		"literal.test":  {MX: []dns.MX{{Host: "203.0.113.7", Preference: 10}}},
		"dangling.test": {MX: []dns.MX{{Host: "gone.good.test", Preference: 10}}},
		"implicit.test": {A: here},
		"nothing.test":  {MX: nil},
		"broken.test":   {Status: dns.ServFail},
		"refused.test":  {Status: dns.Refused},
		"silent.test":   {Status: dns.Timeout},
		"several.test": {MX: []dns.MX{
			{Host: "mx3.several.test", Preference: 30}, {Host: "mx1.several.test", Preference: 5}, {Host: "mx2.several.test", Preference: 20},
		}},
		"mx1.several.test": {A: here},
		"mx2.several.test": {Status: dns.ServFail},
		"mx3.several.test": {A: []netip.Addr{dead}},
		"alias.test":       {CNAME: "mx.good.test"},
		"half.test":        {A: []netip.Addr{dead, here[0]}},
		"six.test":         {AAAA: six},
		"dual.test":        {A: here, AAAA: six},
		"six-first.test":   {A: []netip.Addr{dead}, AAAA: six},
		"deaf.test":        {A: []netip.Addr{dead}},
	}
}

// namedEndpoint declares an endpoint that is found by the name server.
func namedEndpoint(target, more string, s *badServer, ns *dns.Server) string {
	return fmt.Sprintf(`
endpoint "named" {
  %s
  port     = %d
  resolver = %q
  tls      = "none"
  %s
  timeouts {
    connect = "2s"
  }
}
defaults {
  endpoint = endpoint.named
  from     = "scanner@example.test"
  to       = ["a@example.test"]
}
`, target, s.port, ns.Addr(), more)
}

func nameServer(t *testing.T) *dns.Server {
	t.Helper()
	ns, err := dns.Serve(zone())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ns.Close() })
	return ns
}

// TestNames is each answer of a name service, and what a test comes to with it.
func TestNames(t *testing.T) {
	ns, s := nameServer(t), servesWell(t, "none", nil)
	for _, c := range []struct {
		name, target, more string
		class, host        string
		want               result.Status
	}{
		{name: "an MX", target: `mx_of = "good.test"`, host: "mx.good.test", want: result.Pass},
		{name: "a host", target: `host = "mx.good.test"`, host: "mx.good.test", want: result.Pass},
		{name: "capitals and a final dot", target: `host = "MX.Good.Test."`, host: "mx.good.test", want: result.Pass},
		{name: "an alias", target: `host = "alias.test"`, host: "alias.test", want: result.Pass},
		{name: "no MX: the domain itself", target: `mx_of = "implicit.test"`, host: "implicit.test", want: result.Pass},
		{name: "the best of several", target: `mx_of = "several.test"`, host: "mx1.several.test", want: result.Pass},
		{name: "null MX", target: `mx_of = "null.test"`, class: smtp.FailNullMX, want: result.Fail},
		{name: "null MX beside another", target: `mx_of = "both.test"`, class: smtp.FailMXInvalid, want: result.Fail},
		{name: "an address as MX", target: `mx_of = "literal.test"`, class: smtp.FailMXInvalid, want: result.Fail},
		{name: "an MX that does not exist", target: `mx_of = "dangling.test"`, class: smtp.FailMXInvalid, want: result.Fail},
		{name: "NXDOMAIN of a domain", target: `mx_of = "nosuch.test"`, class: smtp.FailNXDomain, want: result.Fail},
		{name: "NXDOMAIN of a host", target: `host = "nosuch.test"`, class: smtp.FailNXDomain, want: result.Fail},
		{name: "neither MX nor address", target: `mx_of = "nothing.test"`, class: smtp.FailNoAddress, want: result.Fail},
		{name: "no address", target: `host = "nothing.test"`, class: smtp.FailNoAddress, want: result.Fail},
		{name: "no address of the family", target: `host = "six.test"`, more: `address_family = "ipv4"`, class: smtp.FailNoAddress, want: result.Fail},
		{name: "SERVFAIL of a domain", target: `mx_of = "broken.test"`, class: smtp.FailServFail, want: result.Inconclusive},
		{name: "SERVFAIL of a host", target: `host = "broken.test"`, class: smtp.FailServFail, want: result.Inconclusive},
		{name: "REFUSED", target: `mx_of = "refused.test"`, class: smtp.FailDNSRefused, want: result.Inconclusive},
		{name: "silence", target: `mx_of = "silent.test"`, class: smtp.FailDNSTimeout, want: result.Inconclusive},
	} {
		t.Run(c.name, func(t *testing.T) {
			pinned := "expect resolve ok {\n    host = \"" + c.host + "\"\n  }"
			if c.class != "" {
				pinned = "expect resolve fail {\n    class = \"" + c.class + "\"\n  }"
			}
			j := judge(t, namedEndpoint(c.target, c.more, s, ns)+"test \"blind\" {\n  expect rcpt accept {}\n}\ntest \"pinned\" {\n  "+pinned+"\n}\n")
			if got := j.tests["blind"]; got.Status != c.want {
				t.Errorf("status %s (%s), want %s", got.Status, got.Reason, c.want)
			}
			if got := j.tests["pinned"]; got.Status != result.Pass {
				t.Errorf("pinned: %s (%s) %+v", got.Status, got.Reason, got.Expectations)
			}
		})
	}
}

// TestAddressesInTurn is which addresses are tried, and what each came to.
func TestAddressesInTurn(t *testing.T) {
	ns, s := nameServer(t), servesWell(t, "none", nil)
	sixth := &badServer{stage: "none", mode: "none"}
	if listener, err := net.Listen("tcp6", fmt.Sprintf("[::1]:%d", s.port)); err == nil {
		sixth.serve(listener)
		defer sixth.stop()
	}
	for _, c := range []struct {
		name, target, more string
		want               string // address outcome…
		six                bool
	}{
		{name: "dead, then alive", target: `host = "half.test"`, want: "127.0.0.2 connect-refused, 127.0.0.1 ok"},
		{name: "IPv4 before IPv6", target: `host = "dual.test"`, want: "127.0.0.1 ok"},
		{name: "IPv6 where IPv4 is dead", target: `host = "six-first.test"`, want: "127.0.0.2 connect-refused, ::1 ok", six: true},
		{name: "IPv6 only", target: `host = "dual.test"`, more: `address_family = "ipv6"`, want: "::1 ok", six: true},
		{name: "an IPv6 address", target: `host = "::1"`, want: "::1 ok", six: true},
		{name: "an IPv6 literal", target: `host = "[IPv6:::1]"`, want: "::1 ok", six: true},
		{name: "all dead", target: `host = "deaf.test"`, want: "127.0.0.2 connect-refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.six && sixth.listener == nil {
				t.Log("this computer has no IPv6 loopback: the address must be tried all the same")
			}
			j := judge(t, namedEndpoint(c.target, c.more, s, ns)+"test \"x\" {\n  expect rcpt accept {}\n}\n")
			stage, _ := j.tests["x"].Stage("connect")
			var got []string
			for _, p := range stage.Parts {
				word := p.Outcome
				if p.Failure != nil {
					word = p.Failure.Class
				}
				got = append(got, p.Key+" "+word)
			}
			if c.six && sixth.listener == nil {
				return
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			want := result.Pass
			if !strings.HasSuffix(c.want, "ok") {
				want = result.Inconclusive
			}
			if got := j.tests["x"].Status; got != want {
				t.Errorf("status %s, want %s", got, want)
			}
		})
	}
}

// TestSessionsAtOnce counts on the server's side.
func TestSessionsAtOnce(t *testing.T) {
	tests := ""
	for i := range 12 {
		tests += fmt.Sprintf("test \"t%d\" {\n  expect rcpt accept {}\n}\n", i)
	}
	for _, c := range []struct {
		name, endpoint string
		args           []string
		want           int
	}{
		{"as it comes", "", nil, 2},
		{"one", "max_connections = 1", nil, 1},
		{"five", "max_connections = 5", nil, 5},
		{"five, three workers", "max_connections = 5", []string{"--parallel", "3"}, 3},
		{"five, one worker", "max_connections = 5", []string{"--parallel", "1"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			// The pause lets as many sessions begin as may.
			s := &badServer{stage: "none", mode: "none", pause: 30 * time.Millisecond}
			if err := s.start(); err != nil {
				t.Fatal(err)
			}
			defer s.stop()
			suite := strings.Replace(preamble(s), `ca_file     = "ca.pem"`, c.endpoint, 1)
			j := judge(t, suite+tests, c.args...)
			if j.code != 0 {
				t.Errorf("exit status %d", j.code)
			}
			if s.total != 12 || s.most != c.want {
				t.Errorf("%d sessions, %d at once; want 12 and %d", s.total, s.most, c.want)
			}
		})
	}
	t.Run("two names of one server", func(t *testing.T) {
		ns := nameServer(t)
		s := &badServer{stage: "none", mode: "none", pause: 30 * time.Millisecond}
		if err := s.start(); err != nil {
			t.Fatal(err)
		}
		defer s.stop()
		suite := namedEndpoint(`mx_of = "good.test"`, "max_connections = 5", s, ns) +
			strings.Replace(strings.Split(namedEndpoint(`host = "MX.good.test."`, "max_connections = 1", s, ns), "defaults")[0], `"named"`, `"other"`, 1)
		for i := range 6 {
			suite += fmt.Sprintf("test \"t%d\" {\n  endpoint = endpoint.%s\n}\n", i, []string{"named", "other"}[i%2])
		}
		if j := judge(t, suite); j.code != 0 {
			t.Errorf("exit status %d", j.code)
		}
		if s.total != 6 || s.most != 1 {
			t.Errorf("%d sessions, %d at once; want 6 and 1: the smallest limit holds for the server", s.total, s.most)
		}
	})
}

// TestComparisons are judged when their tests are over, and are cases of their own.
func TestComparisons(t *testing.T) {
	s := servesWell(t, "", richServer)
	j := judge(t, preamble(s)+`
test "good" {
  expect rcpt accept {}
}
test "bad" {
  to = ["b@example.test"]

  expect rcpt reject {}
}
test "out" {
  skip = "not today"
}
endpoint "closed" {
  host = "127.0.0.1"
  port = `+fmt.Sprint(closedPort(t))+`
}
test "short" {
  endpoint = endpoint.closed

  expect connect fail {}
  expect rcpt accept {}
}
comparison "plain" {
  tests = [test.good, test.bad]
}
comparison "met" {
  tests = [test.good, test.bad]

  assert {
    condition     = test.good.step.tls.version == test.bad.step.tls.version
    error_message = "other versions"
  }
}
comparison "missed" {
  tests = [test.good, test.bad]

  assert {
    condition     = test.good.step.rcpt.code == test.bad.step.rcpt.code
    error_message = "${test.good.step.rcpt.code} is not ${test.bad.step.rcpt.code}"
  }
}
comparison "skipped" {
  tests = [test.good, test.out]
}
comparison "not_reached" {
  tests = [test.good, test.short]

  assert {
    condition     = test.good.step.rcpt.code == test.short.step.rcpt.code
    error_message = "x"
  }
}
`)
	type row struct {
		Status result.Status
		First  string
	}
	got := map[string]row{}
	for _, c := range j.log.Footer.Comparisons {
		got[c.Name] = row{c.Status, c.First}
		if c.Name == "missed" && (len(c.Assertions) != 1 || c.Assertions[0].Message != "250 is not 550") {
			t.Errorf("the missed assertion: %+v", c.Assertions)
		}
	}
	want := map[string]row{
		"plain": {result.Pass, "rcpt"}, "met": {result.Pass, "rcpt"}, "missed": {result.Fail, "rcpt"},
		"skipped": {result.Skip, ""}, "not_reached": {result.Inconclusive, "connect"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if j.code != result.ExitFailed {
		t.Errorf("exit status %d", j.code)
	}
	for _, c := range []string{"missed", "250 is not 550"} {
		if !strings.Contains(j.stdout, c) {
			t.Errorf("the table does not say %q", c)
		}
	}
}
