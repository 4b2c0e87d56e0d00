package redact

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
)

// TestReplied: people, private networks and tenants that only a reply names are hidden;
// operators, and whom they tell to write to, stay.
func TestReplied(t *testing.T) {
	for in, want := range map[string]string{
		"jane.roe@fabrikam.com rejected, x@gmail.com too":                                    "<mailbox-2> rejected, <mailbox-3> too",
		"write to abuse@spamhaus.org or postmaster@isp.example":                              "write to abuse@spamhaus.org or postmaster@isp.example",
		"postmaster@contoso.com":                                                             "<mailbox-2>",
		"helo=<sharp-mx2651.contoso.local>":                                                  "helo=<<host-2>>",
		"<1.AB@CONTOSO-PC01.fabrikam.lan> by pc7.fabrikam.lan.":                              "<<mailbox-2>> by <host-2>.",
		"localhost.localdomain, x.local.example.net":                                         "localhost.localdomain, x.local.example.net",
		"SRS0=abcd=XY=fabrikam.com=jane@forwarder.net":                                       "<mailbox-2>",
		"prvs=0123456789=scanner@contoso.com":                                                "prvs=0123456789=<mailbox-1>",
		"S1|scanner@contoso.com":                                                             "S1|<mailbox-1>",
		"@contoso.com:jane@x.net, jane%contoso.com@relay.net":                                "@<domain-1>:<mailbox-2>, <mailbox-3>",
		"=?utf-8?Q?j=C3=BCrgen=40b=C3=BCcher.example?=":                                      "=?utf-8?Q?<mailbox-2>?=",
		"contoso.com!scanner, contoso.com!jane":                                              "<mailbox-1>, <mailbox-2>",
		"=?utf-8?Q?scanner=40contoso=2Ecom?=":                                                "=?utf-8?Q?<mailbox-1>?=",
		"scanner%40contoso%2ecom, jane%40contoso%2Ecom":                                      "<mailbox-1>, <mailbox-2>",
		"contoso%252Ecom, scanner%2540contoso.com, contoso[.]com":                            "<domain-1>, <mailbox-1>, <domain-1>",
		"contoso。com, bu\u0308cher.example, b%C3%BCcher.example":                             "<domain-1>, <domain-2>, <domain-2>",
		"mail.contoso.com.au is no host of contoso.com":                                      "<host-2> is no host of <domain-1>",
		"tenant 72F988BF-86F1-41AB-91AF-2D7CD011DB47, no-such-user":                          "tenant <id-1>, no-such-user",
		"https://support.google.com/mail a640c23a62f3a-aa1abc.12 - gsmtp":                    "https://support.google.com/mail <session> - gsmtp",
		"[PN4P287CA0064.outlook.office365.com 2026-11-23T03:50:06.058Z 08DEF3DBDD934767]":    "[PN4P287CA0064.outlook.office365.com <session>]",
		"at 10:00:00.1Z [a.prod.exchangelabs.com 2026-11-23T03:50:06.058Z 08DEF3DBDD934767]": "at 10:00:00.1Z [a.prod.exchangelabs.com <session>]",
		"contoso.mail.onmicrosoft.us, contoso.partner.mail.onmschina.cn":                     "<tenant-4>.mail.onmicrosoft.us, <tenant-4>.partner.mail.onmschina.cn",
		"mxa-00123456.gslb.pphosted.com, smtp.azurecomm.net":                                 "<tenant-4>.gslb.pphosted.com, smtp.azurecomm.net",
		"fabrikam.smtp.azurecomm.net, www.pphosted.com":                                      "<tenant-4>.smtp.azurecomm.net, www.pphosted.com",
		"selector1._domainkey.fabrikam.w-v1.dkim.mail.microsoft":                             "selector1._domainkey.<tenant-4>.w-v1.dkim.mail.microsoft",
	} {
		if got := said("", "smtp.office365.com", in); got != want {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
}

// TestLineNames: the address stands in the name that a provider gives to its line, in more
// ways than one.
func TestLineNames(t *testing.T) {
	for in, want := range map[string]string{
		"81.2.69.142 host81-2-69-142.range81-2.isp.net p5102458E.dip0.isp.net":     "<ip-2> host<ip-2>.range81-2.isp.net p<ip-2>.dip0.isp.net",
		"81.2.69.142 host-081-002-069-142.isp.net 081002069142.isp.net":            "<ip-2> host-<ip-2>.isp.net <ip-2>.isp.net",
		"81.2.69.142 81x2x69x142.isp.net 81_2_69_142.isp.net ip1359103374.isp.net": "<ip-2> <ip-2>.isp.net <ip-2>.isp.net ip<ip-2>.isp.net",
		"81.2.69.142 IP81.2.69.142 81.2.69.142is 81%2E2%2E69%2E142 81.2.69[.]142":  "<ip-2> IP<ip-2> <ip-2>is <ip-2> <ip-2>",
		"81.2.69.142 181.2.69.142 x281-2-69-142 13591033745":                       "<ip-2> <ip-3> x281-2-69-142 13591033745",
		"2001:db8:1:2::3 2001-db8-1-2--3.isp.net 2001%3Adb8%3A1%3A2%3A%3A3":        "<ip-2> <ip-2>.isp.net <ip-2>",
		"2001:db8:1:2::3 20010db8000100020000000000000003 2001:db8:1:2:0:0:0:3":    "<ip-2> <ip-2> <ip-2>",
		"smtpd 8.15.2.1, Postfix 3.4.5.6, score 5.7.5.1; d::e, face::bad, cafe::":  "smtpd 8.15.2.1, Postfix 3.4.5.6, score 5.7.5.1; d::e, face::bad, cafe::",
	} {
		if got := said("", "smtp.office365.com", in); got != want {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
	const in = "81.2.69.142 81-2-69-142.isp.net[81.2.69.142] fw-hq.client.example[81.2.69.142]"
	const want = "81.2.69.142 81-2-69-142.isp.net[81.2.69.142] <host-2>[81.2.69.142]"
	if got := said(ISP, "smtp.office365.com", in); got != want {
		t.Errorf("for the provider: got %q, want %q", got, want)
	}
}

// TestLogin: who signs in with a name that is no mailbox is hidden, with his Windows
// domain; one who is called by a word only where it stands alone.
func TestLogin(t *testing.T) {
	names := []result.Name{{Kind: "user", Value: `fabrikon\svc-scan`}, {Kind: "user", Value: "svcscan77"}, {Kind: "user", Value: "scanner"}}
	for in, want := range map[string]string{
		`FABRIKON\svc-scan`:                          `<domain-1>\<user-1>`,
		"535 user svcscan77 (Svc-Scan of Fabrikon).": "535 user <user-2> (<user-1> of <domain-1>).",
		"svcscan771, my-svc-scanner":                 "svcscan771, my-svc-scanner",
		"scanner":                                    "<user-3>",
		"the scanner is not authorised":              "the scanner is not authorised",
		"fabrikon.onmicrosoft.com":                   "<domain-1>.onmicrosoft.com",
	} {
		run := result.Run{Header: result.Header{Names: names}, Each: result.Memory([]result.Test{{Login: in}})}
		for got := range Run(run).Tests() {
			if got.Login != want {
				t.Errorf("%q: got %q, want %q", in, got.Login, want)
			}
		}
	}
	// A Windows domain that only the reply shows.
	one := refused("smtp.office365.com", `user svcscan77 (Contoso\svcscan77)`)
	for got := range Run(result.Run{Header: result.Header{Names: names}, Each: result.Memory([]result.Test{one})}).Tests() {
		if diff := cmp.Diff(`user <user-2> (<domain-2>\<user-2>)`, got.Stages[1].Reply.Text); diff != "" {
			t.Error(diff)
		}
	}
}

// TestCertificate hides whom the certificate of the client's own server was made out to,
// and keeps public authorities and makers.
func TestCertificate(t *testing.T) {
	session := func(host string, public bool, subject, issuer, text string) string {
		one := result.Test{
			Client: text, Endpoint: result.Endpoint{Host: host},
			Stages: []result.Stage{
				{Name: "banner", Attrs: map[string]any{"host": "EXCH01"}},
				{Name: "ehlo", Attrs: map[string]any{"host": "exch01.fabrikon.local"}},
				{Name: "tls", Attrs: map[string]any{"names": []string{"EXCH01", "mail.fabrikon.de"}, "subject": subject, "issuer": issuer, "public": public}},
			},
		}
		for got := range Run(result.Run{Each: result.Memory([]result.Test{one})}).Tests() {
			return got.Client
		}
		return ""
	}
	const own, subject = "192.0.2.50", `CN=EXCH01,OU=IT Nord,O=Fabrikon\, Inc.`
	for _, test := range []struct {
		host            string
		public          bool
		issuer, in, out string
	}{
		{own, false, subject, "220 EXCH01 Microsoft ESMTP, exch01.fabrikon.local", "220 <host-1> Microsoft ESMTP, <host-2>"},
		{own, false, subject, subject, "CN=<host-1>,OU=<name-1>,O=<name-2>"},
		{own, false, subject, "Fabrikon, Inc. of IT", "<name-2> of IT"},
		{own, false, "CN=Fabrikon-CA,DC=fabrikon,DC=local", "by CN=Fabrikon-CA,DC=fabrikon,DC=local", "by CN=<host-4>,DC=<name-3>,DC=local"},
		{own, false, "CN=FortiGate CA,O=Fortinet", "by CN=FortiGate CA,O=Fortinet", "by CN=FortiGate CA,O=Fortinet"},
		{own, true, "CN=R3,O=Let's Trust", "by CN=R3,O=Let's Trust", "by CN=R3,O=Let's Trust"},
		{"smtp.office365.com", false, subject, subject, subject},
	} {
		if got := session(test.host, test.public, subject, test.issuer, test.in); got != test.out {
			t.Errorf("%+v:\n got %q", test, got)
		}
	}
}

// TestWords: a host that is called by a word of replies is no reason to rewrite them.
func TestWords(t *testing.T) {
	for _, word := range []string{"client", "blocked", "tls", "rcpt", "spamhaus"} {
		const reply = "Client host blocked by Spamhaus at RCPT, TLS or not"
		run := result.Run{
			Header: result.Header{Names: []result.Name{{Kind: "host", Value: word}}},
			Each:   result.Memory([]result.Test{{Client: strings.ToUpper(word), Reason: reply}}),
		}
		for got := range Run(run).Tests() {
			if got.Client != "<host-1>" || got.Reason != reply {
				t.Errorf("%s: got %q and %q", word, got.Client, got.Reason)
			}
		}
	}
}

// TestLeft: a site that tells whose it is becomes a placeholder, and what else an author
// called by a part of the client's domain is told.
func TestLeft(t *testing.T) {
	var domains []result.Name
	for _, name := range []string{"fabrikon.de", "kpm.ch", "kp.ch", "access.ch"} {
		domains = append(domains, result.Name{Kind: "domain", Value: name})
	}
	for _, test := range []struct {
		vantage, title, shown string
		left                  []string
	}{
		{"fabrikon-nord", "relay", "<site-1>", nil},
		{"office-north", "Relay at fabrikon.de", "office-north", nil},
		{"office-north", "The Fabrikon relay", "office-north", []string{"fabrikon"}},
		{"office-north", "Fabrikonia", "office-north", nil},
		{"kpm-basel", "KPM &amp; Co, Werk 2", "<site-1>", []string{"kpm"}},
		{"kp", "Access AG at kpm.ch", "<site-1>", []string{"access"}},
		{"access-nord", "Access AG", "<site-1>", []string{"access"}},
	} {
		in := result.Run{
			Header: result.Header{Vantage: test.vantage, Names: domains},
			Each:   result.Memory([]result.Test{{Address: "test.x", Title: test.title, Reason: "Access denied to kpm"}}),
		}
		run, view := RunAnd(in)
		left := view.Leftover()
		for got := range run.Tests() {
			fmt.Fprintf(left, "%s\n%s\n", got.Address, strings.ReplaceAll(got.Title, " ", "\n  "))
		}
		if diff := cmp.Diff(test.left, left.Found()); diff != "" || run.Header.Vantage != test.shown {
			t.Errorf("%+v: %s %s", test, run.Header.Vantage, diff)
		}
	}
}
