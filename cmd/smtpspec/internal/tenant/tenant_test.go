package tenant

import (
	"context"
	"net/netip"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/dns"
)

var somewhere = []netip.Addr{netip.MustParseAddr("192.0.2.1")}

func mx(hosts ...string) dns.Records {
	var r dns.Records
	for i, h := range hosts {
		r.MX = append(r.MX, dns.MX{Host: h, Preference: uint16(10 * i)})
	}
	return r
}

var zone = dns.Zone{
	"contoso.com":      mx("contoso-com.mail.protection.outlook.com"),
	"fabrikam.com":     mx("fabrikam-com.j-v1.mx.microsoft"),
	"gov.example":      mx("gov-example.mail.protection.office365.us"),
	"mixed.example":    mx("in.filter.example", "mixed-example.o-v1.mx.microsoft"),
	"filtered.example": mx("in.filter.example"),
	"filtered-example.mail.protection.outlook.com": {A: somewhere},
	"v6.example":                                 mx("in.filter.example"),
	"v6-example.mail.protection.outlook.com":     {AAAA: []netip.Addr{netip.MustParseAddr("2001:db8::1")}},
	"elsewhere.example":                          mx("mx1.elsewhere.example", "mx2.elsewhere.example"),
	"silent.example":                             mx("mx.silent.example"),
	"silent-example.mail.protection.outlook.com": {Status: dns.Timeout},
	"consumer.example":                           mx("consumer-example.olc.protection.outlook.com"),
	"nomx.example":                               {A: somewhere},
	"hidden.example":                             {A: somewhere},
	"hidden-example.mail.protection.outlook.com": {A: somewhere},
	"null.example":                               mx(""),
	"broken.example":                             {Status: dns.ServFail, Detail: "SERVFAIL from zone:53"},
}

func TestLook(t *testing.T) {
	tests := []struct {
		domain     string
		kind       Kind
		own        string
		submission string
		says       []string // in this order
	}{
		{"contoso.com", Microsoft, "contoso-com.mail.protection.outlook.com", "smtp.office365.com", []string{"contoso.com is at Microsoft 365"}},
		{"fabrikam.com", Microsoft, "fabrikam-com.j-v1.mx.microsoft", "smtp.office365.com", []string{"at Microsoft 365", "cannot be computed"}},
		{"gov.example", Microsoft, "gov-example.mail.protection.office365.us", "outlook.office365.us", nil},
		{"mixed.example", Filter, "mixed-example.o-v1.mx.microsoft", "", []string{"in.filter.example", "exists all the same", "a later MX"}},
		{"filtered.example", Filter, "filtered-example.mail.protection.outlook.com", "", []string{"a filter in front", "Direct Send does not go there", "tried as a question and exists"}},
		{"v6.example", Filter, "v6-example.mail.protection.outlook.com", "", nil},
		{"elsewhere.example", Other, "", "", []string{"0 mx1.elsewhere.example, 10 mx2.elsewhere.example", "tried as a question and does not exist", "the admin centre"}},
		{"silent.example", Other, "", "", []string{"no answer came"}},
		{"consumer.example", Other, "", "", []string{"consumers"}},
		{"nomx.example", NoMX, "", "", []string{"no MX", "does not exist", "the admin centre"}},
		{"hidden.example", NoMX, "hidden-example.mail.protection.outlook.com", "", []string{"no MX", "exists"}},
		{"null.example", NullMX, "", "", []string{"null MX", "no Direct Send"}},
		{"nowhere.invalid", Missing, "", "", []string{"does not exist: NXDOMAIN"}},
		{"broken.example", Unanswered, "", "", []string{"did not tell", "SERVFAIL"}},
	}
	for _, test := range tests {
		t.Run(test.domain, func(t *testing.T) {
			d := Look(context.Background(), zone, test.domain)
			if d.Kind != test.kind || d.Own != test.own {
				t.Errorf("%s %q, want %s %q", d.Kind, d.Own, test.kind, test.own)
			}
			if test.submission != "" && d.Submission() != test.submission {
				t.Errorf("submission %q", d.Submission())
			}
			rest := strings.Join(d.Says(), "\n")
			for _, want := range test.says {
				_, after, ok := strings.Cut(rest, want)
				if !ok {
					t.Fatalf("no %q in\n%s", want, strings.Join(d.Says(), "\n"))
				}
				rest = after
			}
		})
	}
}

// TestNeverComputed: no name under mx.microsoft is ever asked for that the name
// service did not tell.
func TestNeverComputed(t *testing.T) {
	for domain := range zone {
		asked := &recorder{Resolver: zone}
		Look(context.Background(), asked, domain)
		for _, name := range asked.names {
			if strings.HasSuffix(name, "mx.microsoft") {
				t.Errorf("%s: %s was asked for", domain, name)
			}
		}
	}
}

type recorder struct {
	dns.Resolver
	names []string
}

func (r *recorder) LookupAddr(ctx context.Context, host, family string) ([]netip.Addr, dns.Answer) {
	r.names = append(r.names, host)
	return r.Resolver.LookupAddr(ctx, host, family)
}
