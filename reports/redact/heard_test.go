package redact

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"pgregory.net/rapid"
)

// refused is a test with one refusal of a server that echoed nothing.
func refused(host, text string) result.Test {
	return result.Test{
		Endpoint: result.Endpoint{Host: host, Peer: "198.51.100.25:25"},
		Stages: []result.Stage{
			{Name: "resolve", Outcome: "ok", Attrs: map[string]any{"addresses": []string{"198.51.100.25"}, "server": "192.0.2.53:53"}},
			{
				Name: "rcpt", Outcome: "reject", Reply: &result.Reply{Code: 554, Lines: []string{text}, Text: text, Raw: []byte(text)},
				Class: &result.Class{ID: "spamhaus", Evidence: text}, Parts: []result.Part{{Key: "a", Reply: &result.Reply{Code: 554, Text: text}}},
			},
		},
		Diagnosis:  result.Diagnosis{Finding: &result.Finding{Line: "554 " + text, Class: result.Class{Evidence: text}}},
		Transcript: []transcript.Entry{{Dir: transcript.Received, Text: "554 " + text}},
		Reason:     "rcpt ended with " + text, Expectations: []result.Expectation{{Got: text}},
	}
}

func said(audience, host, text string) string {
	run := result.Run{Header: header(audience), Each: result.Memory([]result.Test{refused(host, text)})}
	for t := range Run(run).Tests() {
		return t.Stages[1].Reply.Text
	}
	return ""
}

// TestRefusalNames hides whom a refusal names, also where EHLO was echoed without it.
func TestRefusalNames(t *testing.T) {
	for in, want := range map[string]string{
		"Client host [81.2.69.142] blocked, see https://www.spamhaus.org/query/ip/81.2.69.142":  "Client host [<ip-2>] blocked, see https://www.spamhaus.org/query/ip/<ip-2>",
		"<fw-hq.client.example[81.2.69.142]>: rejected; fw-hq.client.example":                   "<<host-2>[<ip-2>]>: rejected; <host-2>",
		"fw.client.example ([81.2.69.142]) and [81.2.69.142] (fw.client.example)":               "<host-2> ([<ip-2>]) and [<ip-2>] (<host-2>)",
		"81.2.69.142 (dsl.client.example) is listed":                                            "<ip-2> (<host-2>) is listed",
		"unknown[81.2.69.142]: unknown":                                                         "unknown[<ip-2>]: unknown",
		"142.69.2.81.zen.spamhaus.org lists 81.2.69.142.":                                       "<ip-2>.zen.spamhaus.org lists <ip-2>.",
		"81.2.69.142 is in 142.69.2.81.zen.spamhaus.org":                                        "<ip-2> is in <ip-2>.zen.spamhaus.org",
		`host\t81.2.69.142, \x1b81.2.69.142`:                                                    `host\t<ip-2>, \x1b<ip-2>`,
		"81.2.69.142 is 81-2-69-142.dsl.example":                                                "<ip-2> is <ip-2>.dsl.example",
		"[IPv6:2001:DB8:0:0::1], 2001:db8::1":                                                   "[IPv6:<ip-2>], <ip-2>",
		"::ffff:81.2.69.142 and 81.2.69.142:25":                                                 "::ffff:<ip-2> and <ip-2>:25",
		"by 198.51.100.25, asked of 192.0.2.53, from 127.0.0.1, ::1":                            "by 198.51.100.25, asked of 192.0.2.53, from 127.0.0.1, ::1",
		"AM0.outlook.com[40.107.1.2] to mail-x.google.com (209.85.128.9), 2a01:111:f400:1::2":   "AM0.outlook.com[40.107.1.2] to mail-x.google.com (<ip-2>), 2a01:111:f400:1::2",
		"mail.protection.outlook.com [81.2.69.142]":                                             "mail.protection.outlook.com [<ip-2>]",
		"RFC 5321 section 4.1.1.2; 1.3.6.1.4.1.311; 5.7.606; 10.0.17763.1; 18:06:35; v4.96.2.1": "RFC 5321 section 4.1.1.2; 1.3.6.1.4.1.311; 5.7.606; 10.0.17763.1; 18:06:35; v4.96.2.1",
	} {
		if got := said("", "smtp.office365.com", in); got != want {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
	in := "no mail from 81.2.69.142 or 10.1.2.3"
	if got, want := said(ISP, "smtp.office365.com", in), "no mail from 81.2.69.142 or <ip-3>"; got != want {
		t.Errorf("for the provider: got %q, want %q", got, want)
	}
}

// TestExchangers hides every host that receives the client's mail.
func TestExchangers(t *testing.T) {
	test := refused("mx1.fabrikam.example", "no")
	mx := []string{"10 mx1.fabrikam.example", "20 mx2.fabrikam.example.", "30 contoso-com.mail.protection.outlook.com", "40 aspmx.l.google.com"}
	test.Stages[0].Attrs["mx"] = mx
	test.Stages[0].Attrs["host"] = "mx1.fabrikam.example"
	run := Run(result.Run{Header: header(""), Each: result.Memory([]result.Test{test})})
	for got := range run.Tests() {
		want := []string{"10 <host-2>", "20 <host-3>.", "30 <tenant-1>.mail.protection.outlook.com", "40 aspmx.l.google.com"}
		if diff := cmp.Diff(want, got.Stages[0].Strings("mx")); diff != "" {
			t.Error(diff)
		}
	}
}

// TestNobodyNamed draws addresses that nothing lists and the ways to name them, and
// looks for them anywhere in the run.
func TestNobodyNamed(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ip := netip.AddrFrom4([4]byte{81, 2, 69, rapid.Byte().Draw(r, "last")})
		if rapid.Bool().Draw(r, "v6") {
			ip = netip.MustParseAddr(fmt.Sprintf("2001:db8::%x", rapid.Uint16Range(1, 0xffff).Draw(r, "group")))
		}
		name := rapid.StringMatching(`[a-z]{3,8}-[a-z]{2,5}`).Draw(r, "name") + ".client.example"
		form := rapid.SampledFrom([]string{
			"Client host [%s] blocked", "%[2]s[%[1]s]", "%[2]s ([%[1]s]) no", "Hello %[2]s [%[1]s]", "<%[2]s[%[1]s]>: no",
			"https://www.spamhaus.org/query/ip/%s", "IP=%s.", "(%s)", "%s", "a %s, b", "%[1]s (%[2]s)", "[IPv6:%s]",
		}).Draw(r, "form")
		written := rapid.SampledFrom([]string{ip.String(), strings.ToUpper(ip.String()), ip.StringExpanded()}).Draw(r, "written")
		text := fmt.Sprintf(form, written, name)
		if i := strings.Index(text, "%!"); i >= 0 {
			text = text[:i]
		}
		host := rapid.SampledFrom([]string{"smtp.office365.com", "mail.contoso.com", "mx.other.example"}).Draw(r, "host")
		run := result.Run{Header: header(""), Each: result.Memory([]result.Test{refused(host, text)})}
		got := strings.ToLower(dumped(r, Run(run)))
		for _, v := range []string{ip.String(), ip.StringExpanded(), name} {
			if strings.Contains(got, `"`+v) || strings.Contains(got, " "+v) || strings.Contains(got, "["+v) || strings.Contains(got, "/"+v) {
				r.Fatalf("%q survives: %s", v, got)
			}
		}
		if again := strings.ToLower(dumped(r, Run(run))); again != got {
			r.Fatalf("not stable: %s, %s", got, again)
		}
	})
}

// TestHostileLengths goes through the longest that a server may say.
func TestHostileLengths(t *testing.T) {
	for _, s := range []string{":", "1.", "1:", "a", "a:", "1.1.1.1", "::1 ", "[", "(1.2.3.4", "x["} {
		for _, l := range literals(strings.Repeat(s, 64<<10)) {
			if l.to <= l.from {
				t.Fatalf("%q: an address of no length at %d", s, l.from)
			}
		}
	}
}
