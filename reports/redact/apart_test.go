package redact

import (
	"encoding/base64"
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
)

// shown is a text that belongs to the session of a client with this domain.
func shown(domain, text string) string {
	run := result.Run{
		Header: result.Header{Names: []result.Name{{Kind: "domain", Value: domain}, {Kind: "mailbox", Value: "scanner@" + domain}}},
		Each:   result.Memory([]result.Test{{Client: text}}),
	}
	for t := range Run(run).Tests() {
		return t.Client
	}
	return ""
}

// TestApart: a client's domain is no part of another name that only has its letters,
// and an operator's name is never cut.
func TestApart(t *testing.T) {
	for _, test := range []struct{ domain, in, want string }{
		{"ok.com", "see facebook.com and ok.community, ok.com.", "see facebook.com and ok.community, <domain-1>."},
		{"ok.com", "mx.ok.com, x@ok.com, scanner@ok.com, scanner@ok.community", "<host-1>, <mailbox-2>, <mailbox-1>, scanner@ok.community"},
		{"ok.com", "“ok.com”, u%40ok.com, u=40ok.com", "“<domain-1>”, <mailbox-2>, <mailbox-2>"},
		{"ok.com", `by\tok.com, \x1bmx.ok.com, \u0085ok.com`, `by\t<domain-1>, \x1b<host-1>, \u0085<domain-1>`},
		{"look.com", "250-AM0.mail.protection.outlook.com Hello, OUTLOOK.COM", "250-AM0.mail.protection.outlook.com Hello, OUTLOOK.COM"},
		{"look.com", "https%3a%2f%2foutlook%2ecom and outlook.com-ok, x@outlook.com", "https%3a%2f%2foutlook%2ecom and outlook.com-ok, x@outlook.com"},
		{"mail.com", "gmail-smtp-in.l.google.com, gmail.com, hotmail.com, mail.com", "gmail-smtp-in.l.google.com, gmail.com, hotmail.com, <domain-1>"},
		{"haus.org", "https://www.spamhaus.org/query/ip/192.0.2.1 zen.spamhaus.org.", "https://www.spamhaus.org/query/ip/192.0.2.1 zen.spamhaus.org."},
		{"ice365.com", "smtp.office365.com and my-ice365.com", "smtp.office365.com and <host-1>"},
		{"hve.mx", "smtp.hve.mx.microsoft is not mail.hve.mx", "smtp.hve.mx.microsoft is not <host-1>"},
		{"contoso.co", "contoso.co, mail.contoso.com, a@contoso.company", "<domain-1>, <host-1>, <mailbox-2>"},
		{"contoso.com", "contoso.com.dbl.spamhaus.org, contoso.com.spam.filter.example", "<domain-1>.dbl.spamhaus.org, <domain-1>.spam.filter.example"},
		{"contoso.com", "user=contoso.com-scanner, log_contoso.com_17, dsl-contoso.com", "user=<domain-1>-scanner, log_<domain-1>_17, <host-1>"},
		{"contoso.com", "mycontoso.com, idAB12contoso.comXY9", "<host-1>, <host-2>"},
		{"contoso.com", "office%40contoso.com and %2fcontoso.com", "<mailbox-2> and %2f<domain-1>"},
		{"contoso.com", base64.StdEncoding.EncodeToString([]byte("\x00scanner@contoso.com\x00")), "<mailbox-1>"},
		{"contoso.com", "contoso-com.mail.protection.outlook.com", "<tenant-1>.mail.protection.outlook.com"},
	} {
		if got := shown(test.domain, test.in); got != test.want {
			t.Errorf("%s: %q:\n got %q\nwant %q", test.domain, test.in, got, test.want)
		}
	}
}

// TestTwoAlike: both of two domains that begin alike are hidden, each as itself.
func TestTwoAlike(t *testing.T) {
	run := result.Run{
		Header: result.Header{Names: []result.Name{{Kind: "domain", Value: "contoso.co"}, {Kind: "domain", Value: "contoso.com"}}},
		Each:   result.Memory([]result.Test{{Client: "contoso.com, contoso.co, mx.contoso.com, mx.contoso.co"}}),
	}
	for got := range Run(run).Tests() {
		if want := "<domain-2>, <domain-1>, <host-1>, <host-2>"; got.Client != want {
			t.Errorf("got %q, want %q", got.Client, want)
		}
	}
}

// TestOneWordHost: what a device calls itself is no part of an operator's name.
func TestOneWordHost(t *testing.T) {
	run := result.Run{
		Header: result.Header{Names: []result.Name{{Kind: "host", Value: "eurprd05"}}},
		Each:   result.Memory([]result.Test{{Client: "eurprd05 says hello to AM0.eurprd05.prod.outlook.com"}}),
	}
	for got := range Run(run).Tests() {
		if want := "<host-1> says hello to AM0.eurprd05.prod.outlook.com"; got.Client != want {
			t.Errorf("got %q, want %q", got.Client, want)
		}
	}
}
