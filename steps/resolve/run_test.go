package resolve

import (
	"context"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/dns"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/steptest"
	"github.com/zclconf/go-cty/cty"
)

func addrs(list ...string) []netip.Addr {
	var out []netip.Addr
	for _, a := range list {
		out = append(out, netip.MustParseAddr(a))
	}
	return out
}

var zone = dns.Zone{
	"mx.example":                {A: addrs("203.0.113.1", "203.0.113.2", "203.0.113.3"), AAAA: addrs("2001:db8::1", "2001:db8::2", "2001:db8::3")},
	"v4.example":                {A: addrs("203.0.113.4")},
	"v6.example":                {AAAA: addrs("2001:db8::6")},
	"empty.example":             {MX: []dns.MX{{Host: "mx.example"}}},
	"servfail.example":          {Status: dns.ServFail, Detail: "SERVFAIL from zone:53"},
	"refused.example":           {Status: dns.Refused},
	"silent.example":            {Status: dns.Timeout},
	"bad.example":               {Status: dns.BadAnswer},
	"xn--bcher-kva.example":     {A: addrs("203.0.113.5"), MX: []dns.MX{{Host: "v4.example", Preference: 5}}},
	"contoso.example":           {MX: []dns.MX{{Host: "mx2.example", Preference: 20}, {Host: "v4.example", Preference: 10}}},
	"nomx.example":              {A: addrs("203.0.113.9")},
	"nullmx.example":            {MX: []dns.MX{{Host: ""}}},
	"halfnull.example":          {MX: []dns.MX{{Host: ""}, {Host: "mx.example", Preference: 10}}},
	"literal.example":           {MX: []dns.MX{{Host: "203.0.113.8", Preference: 10}}},
	"second-literal.example":    {MX: []dns.MX{{Host: "v4.example", Preference: 10}, {Host: "203.0.113.8", Preference: 20}}},
	"dangling.example":          {MX: []dns.MX{{Host: "gone.invalid", Preference: 10}}},
	"addressless.example":       {MX: []dns.MX{{Host: "empty.example", Preference: 10}}},
	"broken-exchanger.example":  {MX: []dns.MX{{Host: "servfail.example", Preference: 10}}},
	"aliased-exchanger.example": {CNAME: "contoso.example"},
}

func TestRun(t *testing.T) {
	tests := []struct {
		name   string
		at     step.Endpoint
		want   step.Outcome
		class  string
		host   string
		addrs  string
		says   string
		server bool
	}{
		{name: "name", at: step.Endpoint{Host: "mx.example"}, want: step.OK, host: "mx.example", addrs: "203.0.113.1 203.0.113.2 2001:db8::1 2001:db8::2", server: true},
		{name: "final dot", at: step.Endpoint{Host: "v4.example."}, want: step.OK, host: "v4.example", addrs: "203.0.113.4", server: true},
		{name: "IPv4 only", at: step.Endpoint{Host: "mx.example", AddressFamily: "ipv4"}, want: step.OK, host: "mx.example", addrs: "203.0.113.1 203.0.113.2", server: true},
		{name: "IPv6 only", at: step.Endpoint{Host: "mx.example", AddressFamily: "ipv6"}, want: step.OK, host: "mx.example", addrs: "2001:db8::1 2001:db8::2", server: true},
		{name: "only IPv6 is there", at: step.Endpoint{Host: "v6.example"}, want: step.OK, host: "v6.example", addrs: "2001:db8::6", server: true},
		{name: "not in the wanted family", at: step.Endpoint{Host: "v6.example", AddressFamily: "ipv4"}, want: step.Fail, class: smtp.FailNoAddress, says: "ipv4"},
		{name: "U-labels", at: step.Endpoint{Host: "bücher.example"}, want: step.OK, host: "xn--bcher-kva.example", addrs: "203.0.113.5", server: true},
		{name: "no such name", at: step.Endpoint{Host: "gone.invalid"}, want: step.Fail, class: smtp.FailNXDomain, says: "NXDOMAIN"},
		{name: "no address", at: step.Endpoint{Host: "empty.example"}, want: step.Fail, class: smtp.FailNoAddress},
		{name: "SERVFAIL", at: step.Endpoint{Host: "servfail.example"}, want: step.Fail, class: smtp.FailServFail, says: "SERVFAIL from zone:53"},
		{name: "REFUSED", at: step.Endpoint{Host: "refused.example"}, want: step.Fail, class: smtp.FailDNSRefused},
		{name: "silence", at: step.Endpoint{Host: "silent.example"}, want: step.Fail, class: smtp.FailDNSTimeout},
		{name: "no answer at all", at: step.Endpoint{Host: "bad.example"}, want: step.Fail, class: smtp.FailServFail},

		{name: "IPv4 address", at: step.Endpoint{Host: "203.0.113.7"}, want: step.OK, host: "203.0.113.7", addrs: "203.0.113.7"},
		{name: "IPv4 literal", at: step.Endpoint{Host: "[203.0.113.7]"}, want: step.OK, host: "203.0.113.7", addrs: "203.0.113.7"},
		{name: "IPv6 address", at: step.Endpoint{Host: "2001:db8::7"}, want: step.OK, host: "2001:db8::7", addrs: "2001:db8::7"},
		{name: "IPv6 literal", at: step.Endpoint{Host: "[IPv6:2001:db8::7]"}, want: step.OK, host: "2001:db8::7", addrs: "2001:db8::7"},
		{name: "address of another family", at: step.Endpoint{Host: "203.0.113.7", AddressFamily: "ipv6"}, want: step.Fail, class: smtp.FailNoAddress},

		{name: "best MX", at: step.Endpoint{MXOf: "contoso.example"}, want: step.OK, host: "v4.example", addrs: "203.0.113.4", server: true},
		{name: "MX behind an alias", at: step.Endpoint{MXOf: "aliased-exchanger.example"}, want: step.OK, host: "v4.example", addrs: "203.0.113.4", server: true},
		{name: "MX of U-labels", at: step.Endpoint{MXOf: "bücher.example"}, want: step.OK, host: "v4.example", addrs: "203.0.113.4", server: true},
		{name: "no MX", at: step.Endpoint{MXOf: "nomx.example"}, want: step.OK, host: "nomx.example", addrs: "203.0.113.9", server: true},
		{name: "a worse MX is bad", at: step.Endpoint{MXOf: "second-literal.example"}, want: step.OK, host: "v4.example", addrs: "203.0.113.4", server: true},
		{name: "null MX", at: step.Endpoint{MXOf: "nullmx.example"}, want: step.Fail, class: smtp.FailNullMX},
		{name: "null MX beside others", at: step.Endpoint{MXOf: "halfnull.example"}, want: step.Fail, class: smtp.FailMXInvalid},
		{name: "MX is an address", at: step.Endpoint{MXOf: "literal.example"}, want: step.Fail, class: smtp.FailMXInvalid, says: "203.0.113.8"},
		{name: "MX does not exist", at: step.Endpoint{MXOf: "dangling.example"}, want: step.Fail, class: smtp.FailMXInvalid, says: "gone.invalid"},
		{name: "MX has no address", at: step.Endpoint{MXOf: "addressless.example"}, want: step.Fail, class: smtp.FailNoAddress},
		{name: "MX cannot be resolved", at: step.Endpoint{MXOf: "broken-exchanger.example"}, want: step.Fail, class: smtp.FailServFail},
		{name: "no such domain", at: step.Endpoint{MXOf: "gone.invalid"}, want: step.Fail, class: smtp.FailNXDomain},
		{name: "SERVFAIL for the domain", at: step.Endpoint{MXOf: "servfail.example"}, want: step.Fail, class: smtp.FailServFail},
		{name: "REFUSED for the domain", at: step.Endpoint{MXOf: "refused.example"}, want: step.Fail, class: smtp.FailDNSRefused},
		{name: "silence for the domain", at: step.Endpoint{MXOf: "silent.example"}, want: step.Fail, class: smtp.FailDNSTimeout},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := steptest.Env()
			env.World.Resolver = zone
			env.Endpoint = test.at
			env.Endpoint.Port = 587
			env.Session.Host = ""
			o := steptest.Run(t, Kind, env)
			if o.Outcome != test.want || steptest.Class(o) != test.class {
				t.Errorf("%s %q, want %s %q", o.Outcome, steptest.Class(o), test.want, test.class)
			}
			if o.Failure != nil && (o.Failure.Detail == "" || !strings.Contains(o.Failure.Detail, test.says)) {
				t.Errorf("detail %q, want %q in it", o.Failure.Detail, test.says)
			}
			var got []string
			for _, a := range env.Session.Addrs {
				got = append(got, a.Addr().String())
				if a.Port() != 587 {
					t.Errorf("port %d", a.Port())
				}
			}
			if diff := cmp.Diff([]string{test.host, test.addrs}, []string{env.Session.Host, strings.Join(got, " ")}); diff != "" {
				t.Error(diff)
			}
			server := o.Attrs["server"]
			if known := server != cty.NilVal && !server.IsNull(); test.want == step.OK && known != test.server {
				t.Errorf("server %#v", server)
			}
		})
	}
}

// familyFails answers nothing for IPv4.
type familyFails struct {
	dns.Zone
	status dns.Status
}

func (f familyFails) LookupAddr(ctx context.Context, host, family string) ([]netip.Addr, dns.Answer) {
	if family == "ipv4" {
		return nil, dns.Answer{Status: f.status}
	}
	return f.Zone.LookupAddr(ctx, host, family)
}

func TestOneFamilyIsEnough(t *testing.T) {
	for _, status := range []dns.Status{dns.ServFail, dns.Timeout, dns.Refused, dns.NoData} {
		env := steptest.Env()
		env.World.Resolver = familyFails{zone, status}
		env.Endpoint.Host = "v6.example"
		if o := steptest.Run(t, Kind, env); o.Outcome != step.OK {
			t.Errorf("IPv4 %s: %s %q", status, o.Outcome, steptest.Class(o))
		}
	}
}

func TestLab(t *testing.T) {
	env := steptest.Env()
	env.World.Resolver = nil
	addr := netip.MustParseAddrPort("127.0.0.1:2525")
	env.Endpoint = step.Endpoint{Lab: &step.LabServer{Host: "smtp.office365.com", Addr: addr}, Port: 587}
	o := steptest.Run(t, Kind, env)
	want := map[string]cty.Value{"host": cty.StringVal("smtp.office365.com"), "addresses": step.Strings([]string{"127.0.0.1"})}
	if diff := cmp.Diff(want, o.Attrs, cmp.Comparer(cty.Value.RawEquals)); diff != "" {
		t.Error(diff)
	}
	if env.Session.Host != "smtp.office365.com" || len(env.Session.Addrs) != 1 || env.Session.Addrs[0] != addr {
		t.Errorf("host %s, addresses %v", env.Session.Host, env.Session.Addrs)
	}
}

func TestMXAttr(t *testing.T) {
	tests := map[string]cty.Value{
		"contoso.example":  step.Strings([]string{"10 v4.example", "20 mx2.example"}),
		"nomx.example":     step.Strings(nil),
		"halfnull.example": step.Strings([]string{"0 .", "10 mx.example"}),
	}
	for domain, want := range tests {
		env := steptest.Env()
		env.World.Resolver = zone
		env.Endpoint.MXOf = domain
		if got := steptest.Run(t, Kind, env).Attrs["mx"]; !got.RawEquals(want) {
			t.Errorf("%s: %#v, want %#v", domain, got, want)
		}
	}
}

func TestNoDomain(t *testing.T) {
	for _, e := range []step.Endpoint{{Host: "b\u2028ücher.example"}, {MXOf: "b\u2028ücher.example"}} {
		env := steptest.Env()
		env.Endpoint = e
		if o, err := steptest.Try(t, Kind, env); err == nil {
			t.Errorf("%+v: outcome %s, want an error", e, o.Outcome)
		}
	}
}

func TestPlan(t *testing.T) {
	tests := []struct {
		at   step.Endpoint
		want []string
	}{
		{step.Endpoint{MXOf: "contoso.com"}, []string{"MX contoso.com", "addresses of its best MX"}},
		{step.Endpoint{Host: "mx.example"}, []string{"addresses of mx.example"}},
		{step.Endpoint{Host: "[203.0.113.7]"}, nil},
		{step.Endpoint{Lab: &step.LabServer{}}, nil},
	}
	for _, test := range tests {
		env := steptest.Env()
		env.Endpoint = test.at
		if diff := cmp.Diff(test.want, Kind.Plan(env)); diff != "" {
			t.Error(diff)
		}
	}
}
