package tenant

import (
	"context"
	"net/netip"
	"slices"
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
	"v6.example":                                       mx("in.filter.example"),
	"v6-example.mail.protection.outlook.com":           {AAAA: []netip.Addr{netip.MustParseAddr("2001:db8::1")}},
	"address.example":                                  mx("192.0.2.21"),
	"elsewhere.example":                                mx("mx1.elsewhere.example", "mx2.elsewhere.example"),
	"silent.example":                                   mx("mx.silent.example"),
	"silent-example.mail.protection.outlook.com":       {Status: dns.Timeout},
	"consumer.example":                                 mx("consumer-example.olc.protection.outlook.com"),
	"nomx.example":                                     {A: somewhere},
	"contoso-com.mail.protection.outlook.com":          {A: somewhere},
	"fabrikam-com.j-v1.mx.microsoft":                   {A: somewhere},
	"gov-example.mail.protection.office365.us":         {A: somewhere},
	"mixed-example.o-v1.mx.microsoft":                  {A: somewhere},
	"navy.mil":                                         mx("navy-mil.mail.protection.apps.mil"),
	"navy-mil.mail.protection.apps.mil":                {A: somewhere},
	"army.mil":                                         mx("in.filter.example"),
	"autodiscover.army.mil":                            {CNAME: "autodiscover-s.office365.us"},
	"army-mil.mail.protection.apps.mil":                {A: somewhere},
	"china.example":                                    mx("china-example.mail.protection.partner.outlook.cn"),
	"china-example.mail.protection.partner.outlook.cn": {A: somewhere},
	"agency.example":                                   {MX: mx("in.filter.example").MX, TXT: []string{"v=spf1 include:spf.protection.office365.us -all"}},
	"agency-example.mail.protection.office365.us":      {A: somewhere},
	"new.example":                                      mx("in.filter.example"),
	"selector1._domainkey.new.example":                 {CNAME: "selector1-new-example._domainkey.new.o-v1.dkim.mail.microsoft"},
	"signed.example":                                   {MX: mx("in.filter.example").MX, TXT: []string{"v=spf1 include:spf.protection.outlook.com -all"}},
	"autodiscover.signed.example":                      {CNAME: "autodiscover.outlook.com"},
	"signed-example.mail.protection.outlook.com":       {A: somewhere},
	"foreign.example":                                  {MX: mx("in.filter.example").MX, TXT: []string{"v=spf1 include:spf.protection.outlook.com.foreign.example include:_spf.google.com -all", "v=other"}},
	"autodiscover.foreign.example":                     {CNAME: "autodiscover.outlook.com.foreign.example"},
	"dangling.example":                                 mx("dangling-example.mail.protection.outlook.com"),
	"alias.example":                                    mx("mx.alias.example"),
	"mx.alias.example":                                 {CNAME: "contoso-com.mail.protection.outlook.com"},
	"equal.example":                                    {MX: []dns.MX{{Host: "equal-example.mail.protection.outlook.com", Preference: 5}, {Host: "a.filter.example", Preference: 5}}},
	"equal-example.mail.protection.outlook.com":        {A: somewhere},
	"zone.example":                                     mx("mail.protection.outlook.com"),
	"mail.protection.outlook.com":                      {A: somewhere},
	"many.example":                                     mx("a.example", "b.example", "c.example", "d.example", "e.example"),
	"hidden.example":                                   {A: somewhere},
	"hidden-example.mail.protection.outlook.com":       {A: somewhere},
	"null.example":                                     mx(""),
	"broken.example":                                   {Status: dns.ServFail, Detail: "SERVFAIL from zone:53"},
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
		{"filtered.example", Filter, "filtered-example.mail.protection.outlook.com", "", []string{"probably a filter in front", "Direct Send does not go there", "tried as a question and exists: probably", "no envelope goes to it"}},
		{"v6.example", Filter, "v6-example.mail.protection.outlook.com", "", nil},
		{"elsewhere.example", Other, "", "", []string{"is mx1.elsewhere.example (0), mx2.elsewhere.example (10), which is not Microsoft's", "tried as a question and does not exist", "the admin centre"}},
		{"address.example", Other, "", "", []string{"is 192.0.2.21, an address, where the name of a host belongs"}},
		{"silent.example", Other, "", "", []string{"no answer came"}},
		{"consumer.example", Other, "", "", []string{"consumers"}},
		{"nomx.example", NoMX, "", "", []string{"no MX", "does not exist", "the admin centre"}},
		{"hidden.example", NoMX, "hidden-example.mail.protection.outlook.com", "", []string{"no MX", "exists"}},
		{"navy.mil", Microsoft, "navy-mil.mail.protection.apps.mil", "outlook-dod.office365.us", nil},
		{"army.mil", Filter, "army-mil.mail.protection.apps.mil", "outlook-dod.office365.us", []string{"autodiscover.army.mil is an alias of autodiscover-s.office365.us"}},
		{"china.example", Microsoft, "china-example.mail.protection.partner.outlook.cn", "smtp.partner.outlook.cn", []string{"at Microsoft 365"}},
		{"agency.example", Filter, "agency-example.mail.protection.office365.us", "outlook.office365.us", []string{"SPF record includes spf.protection.office365.us"}},
		{"new.example", Hidden, "", "smtp.office365.com", []string{"a filter in front of a tenant", "dkim.mail.microsoft", "not known here", "does not exist", "--tenant HOST"}},
		{"signed.example", Filter, "signed-example.mail.protection.outlook.com", "", []string{": a filter in front", "it is taken for the tenant's host, for autodiscover.signed.example is an alias of autodiscover.outlook.com, and its SPF"}},
		{"foreign.example", Other, "", "", []string{"which is not Microsoft's", "does not exist"}},
		{"dangling.example", Dangling, "", "", []string{"that host does not exist", "out of date"}},
		{"alias.example", Microsoft, "contoso-com.mail.protection.outlook.com", "", []string{"mx.alias.example, is an alias of contoso-com"}},
		{"equal.example", Filter, "equal-example.mail.protection.outlook.com", "", []string{"of the same preference"}},
		{"zone.example", Other, "", "", []string{"mail.protection.outlook.com: Microsoft 365's, and no tenant's own host"}},
		{"many.example", Other, "", "", []string{"c.example (20) and 2 more, which"}},
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
			told := slices.ContainsFunc(zone[domain].MX, func(mx dns.MX) bool { return mx.Host == name })
			if strings.HasSuffix(name, "mx.microsoft") && !told {
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

// TestSure: a guessed name is the domain's own only where another record says so.
func TestSure(t *testing.T) {
	for domain, want := range map[string]bool{
		"contoso.com": true, "mixed.example": true, "filtered.example": false, "hidden.example": false, "signed.example": true,
		"new.example": false, "other.example": false,
	} {
		if d := Look(context.Background(), zone, domain); d.Sure() != want {
			t.Errorf("%s: %v", domain, d.Sure())
		}
	}
	told := Look(context.Background(), zone, "filtered.example")
	told.Tell("filtered-example.o-v1.mx.microsoft")
	if !told.Sure() || told.Kind != Filter || !strings.Contains(strings.Join(told.Says(), " "), "stated to be filtered-example.o-v1") {
		t.Errorf("%+v %q", told, told.Says())
	}
}
