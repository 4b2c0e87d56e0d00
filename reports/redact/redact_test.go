package redact

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/reports/internal/canon"
	"github.com/smtpspec/smtpspec/runner/result"
	"pgregory.net/rapid"
)

func header(audience string) result.Header {
	return result.Header{Audience: audience, Names: []result.Name{
		{Kind: "domain", Value: "Contoso.com"},
		{Kind: "mailbox", Value: "scanner@contoso.com"},
		{Kind: "host", Value: "copier"},
		{Kind: "host", Value: "contoso-com.mail.protection.outlook.com"},
		{Kind: "host", Value: "smtp.office365.com"},
		{Kind: "ip", Value: "203.0.113.7"},
		{Kind: "domain", Value: "bücher.example"},
		{Kind: "domain", Value: "t.co"},
	}}
}

// redacted sends one text, which is no author's, through a run with the header above.
func redacted(audience, s string) string {
	run := result.Run{Header: header(audience), Each: result.Memory([]result.Test{
		{Client: s, Diagnosis: result.Diagnosis{SeenFrom: "198.51.100.9"}},
	})}
	for t := range Run(run).Tests() {
		return t.Client
	}
	return ""
}

func TestRun(t *testing.T) {
	for in, want := range map[string]string{
		"":                               "",
		"nothing to hide":                "nothing to hide",
		"CONTOSO.COM and contoso.com.":   "<domain-1> and <domain-1>.",
		"RCPT TO:<Scanner@Contoso.com>":  "RCPT TO:<<mailbox-1>>",
		"to office@contoso.com":          "to <mailbox-2>",
		`to "a b"@contoso.com`:           `to <mailbox-2>`,
		"user%40x?scanner%40contoso.com": "user%40x?<mailbox-1>",
		"EHLO mfp.contoso.com":           "EHLO <host-2>",
		"250-mail.contoso.com Hello":     "250-<host-2> Hello",
		"250-DB5PEPF00014B8A.mail.protection.outlook.com Hello": "250-DB5PEPF00014B8A.mail.protection.outlook.com Hello",
		"x@mail.contoso.com":                                                "<mailbox-2>",
		"the copier, photocopier":                                           "the <host-1>, photocopier",
		"contoso-com.mail.protection.outlook.com":                           "<tenant-1>.mail.protection.outlook.com",
		"SJ5PEPF000001F2.mail.protection.outlook.com ready":                 "SJ5PEPF000001F2.mail.protection.outlook.com ready",
		"fabrikam.onmicrosoft.com":                                          "<tenant-4>.onmicrosoft.com",
		"j@fabrikam.onmicrosoft.com":                                        "<mailbox-2>",
		"fabrikam-com.x-v1.mx.microsoft, smtp.hve.mx.microsoft":             "<tenant-4>.x-v1.mx.microsoft, smtp.hve.mx.microsoft",
		"smtp.office365.com":                                                "smtp.office365.com",
		"[203.0.113.7] not 203.0.113.70":                                    "[<ip-1>] not 203.0.113.70",
		"query/ip/203.0.113.7":                                              "query/ip/<ip-1>",
		"seen from 198.51.100.9":                                            "seen from <ip-2>",
		"xn--bcher-kva.example":                                             "<domain-2>",
		"BÜCHER.EXAMPLE":                                                    "<domain-2>",
		"t.co, microsoft.com":                                               "<domain-3>, microsoft.com",
		"<ip-1> <domain-1>":                                                 "<ip-1> <domain-1>",
		"ready at Sat, 26 Apr 2025 18:08:13 +0000 [08DD84B323498C1A]":       "ready at Sat, 26 Apr 2025 18:08:13 +0000 [<session>]",
		"no [A.prod.outlook.com 2025-04-26T18:06:35.781Z 08DD842467C8274D]": "no [A.prod.outlook.com <session>]",
		"no [A.PROD.OUTLOOK.COM 2025-04-26T18:06:35.781Z 08DD842467C8274D]": "no [A.PROD.OUTLOOK.COM <session>]",
	} {
		if got := redacted("", in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// A name is found where it is escaped more than it has to be, and by its first part
// alone where that is no word of the language.
func TestEscapedNames(t *testing.T) {
	for in, want := range map[string]string{
		"220 mail ESMTP fabrikam-secret": "220 mail ESMTP <domain-1>",
		"fabrikam%2Dsecret.com":          "<domain-1>",
		"fabrikam%2dsecret%2Ecom":        "<domain-1>",
		"prefabrikam-secret":             "prefabrikam-secret",
		"334 " + base64.StdEncoding.EncodeToString([]byte("User name at mail.fabrikam-secret.com:")):             "334 <host-1>",
		"https://x.example/u/" + base64.StdEncoding.EncodeToString([]byte("scanner@fabrikam-secret.com")) + "/y": "https://x.example/u/<mailbox-1>/y",
		"?u=" + base64.RawURLEncoding.EncodeToString([]byte("scan?@fabrikam-secret.com")) + "&v=1":               "?u=<mailbox-1>&v=1",
		"334 VXNlcm5hbWU6": "334 VXNlcm5hbWU6",
		"ordinary words":   "ordinary words",
	} {
		run := result.Run{
			Header: result.Header{Names: []result.Name{{Kind: "domain", Value: "fabrikam-secret.com"}, {Kind: "domain", Value: "ordinary.example"}}},
			Each:   result.Memory([]result.Test{{Client: in}}),
		}
		for test := range Run(run).Tests() {
			if test.Client != want {
				t.Errorf("%q: got %q, want %q", in, test.Client, want)
			}
		}
	}
}

func TestAudience(t *testing.T) {
	const in = "scanner@contoso.com contoso.com contoso-com.mail.protection.outlook.com 203.0.113.7 198.51.100.9"
	for audience, want := range map[string]string{
		Vendor:    "<mailbox-1> <domain-1> <tenant-1>.mail.protection.outlook.com <ip-1> <ip-2>",
		ISP:       "<mailbox-1> <domain-1> <tenant-1>.mail.protection.outlook.com <ip-1> 198.51.100.9",
		Microsoft: "<mailbox-1> contoso.com contoso-com.mail.protection.outlook.com <ip-1> <ip-2>",
		Client:    in,
	} {
		if got := redacted(audience, in); got != want {
			t.Errorf("%s: got %q, want %q", audience, got, want)
		}
	}
}

// TestOwnServer hides what a server shows of itself when it is the client's, and
// keeps what an operator's shows.
func TestOwnServer(t *testing.T) {
	session := func(host string) string {
		test := result.Test{
			Client:   "mx1.fabrikam.example at 198.51.100.25",
			Endpoint: result.Endpoint{Host: host, Peer: "198.51.100.25:25"},
			Stages:   []result.Stage{{Name: "banner", Attrs: map[string]any{"host": "mx1.fabrikam.example"}}},
		}
		for t := range Run(result.Run{Header: header(""), Each: result.Memory([]result.Test{test})}).Tests() {
			return t.Client
		}
		return ""
	}
	if got, want := session("mail.fabrikam.example"), "<host-2> at <ip-2>"; got != want {
		t.Errorf("own server: got %q, want %q", got, want)
	}
	if got, want := session("smtp.office365.com"), "mx1.fabrikam.example at 198.51.100.25"; got != want {
		t.Errorf("operator's server: got %q, want %q", got, want)
	}
}

// TestEveryField plants a name in every string of the model.
func TestEveryField(t *testing.T) {
	const name = "contoso.com"
	var test result.Test
	var footer result.Footer
	var head result.Header
	for _, v := range []any{&test, &footer, &head} {
		plant(reflect.ValueOf(v).Elem(), name)
	}
	head.Names = []result.Name{{Kind: "domain", Value: name}}
	head.Audience, head.Redacted, head.Suites[0].File = "", false, "other.smtp.hcl"
	out := Run(result.Run{Header: head, Footer: footer, Each: result.Memory([]result.Test{test})})
	var left []string
	for got := range out.Tests() {
		left = append(left, found(reflect.ValueOf(got), "test", name)...)
	}
	left = append(left, found(reflect.ValueOf(out.Footer), "footer", name)...)
	left = append(left, found(reflect.ValueOf(out.Header), "header", name)...)
	for _, path := range left {
		if !stays(path) {
			t.Errorf("%s still holds the name", path)
		}
	}
}

// stays lists what is no place for a client's name: addresses and paths, and the
// words of smtpspec itself.
func stays(path string) bool {
	for _, suffix := range []string{
		".Address", ".Suite", ".File", ".Name", ".Lab", ".TLS", ".Method", ".Status", ".Stage", ".Kind", ".Outcome",
		".Verdict", ".Decided", ".Attr", ".Class", ".ID", ".Family", ".Sources[0]", ".Evidence[0]", ".Proof", ".Tests[0]",
		".Test", ".Taken", ".State", ".First", ".Enhanced", ".Version", ".SHA256", ".Dir",
	} {
		if strings.HasSuffix(path, suffix) {
			return true
		}
	}
	return false
}

func plant(v reflect.Value, name string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(name)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				plant(v.Field(i), name)
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		plant(v.Elem(), name)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes([]byte(name))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		plant(v.Index(0), name)
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]any{"a": name, "b": []any{name}, "c": []string{name}, "d": map[string]any{"e": name}}))
	}
}

func found(v reflect.Value, path, name string) []string {
	var out []string
	switch v.Kind() {
	case reflect.String:
		if strings.Contains(v.String(), name) {
			out = append(out, path)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out = append(out, found(v.Field(i), path+"."+v.Type().Field(i).Name, name)...)
			}
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			out = append(out, found(v.Elem(), path, name)...)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			if strings.Contains(string(v.Bytes()), name) {
				out = append(out, path)
			}
			return out
		}
		for i := range v.Len() {
			out = append(out, found(v.Index(i), fmt.Sprintf("%s[%d]", path, i), name)...)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			out = append(out, found(v.MapIndex(k), path+"."+k.String()+"?", name)...)
		}
	}
	return out
}

// TestNothingSurvives plants drawn names into drawn text.
func TestNothingSurvives(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		label := rapid.StringMatching(`[a-z][a-z0-9]{2,8}`)
		domain := label.Draw(r, "domain") + "." + rapid.SampledFrom([]string{"com", "co.uk", "example"}).Draw(r, "tld")
		box := label.Draw(r, "local") + "@" + domain
		ip := fmt.Sprintf("198.51.100.%d", rapid.IntRange(1, 254).Draw(r, "ip"))
		head := result.Header{Names: []result.Name{{Kind: "ip", Value: ip}, {Kind: "domain", Value: domain}, {Kind: "mailbox", Value: box}}}
		word := rapid.SampledFrom([]string{domain, box, ip, "x@" + domain, "mx." + domain, strings.ToUpper(box), "250 ok", "<", ">", "[", "::", "=", "@"})
		sentence := strings.Join(rapid.SliceOfN(word, 0, 12).Draw(r, "words"), rapid.SampledFrom([]string{" ", ", ", "> <"}).Draw(r, "glue"))
		run := result.Run{Header: head, Each: result.Memory([]result.Test{{Title: sentence}})}
		once := Run(run)
		got := titles(once)
		for _, v := range []string{domain, box, ip} {
			if strings.Contains(strings.ToLower(got), v) {
				r.Fatalf("%q survives in %q", v, got)
			}
		}
		if again := titles(Run(run)); again != got {
			r.Fatalf("not stable: %q, %q", got, again)
		}
		once.Header.Redacted = false
		if twice := titles(Run(once)); twice != got {
			r.Fatalf("not idempotent: %q, %q", got, twice)
		}
	})
}

func titles(run result.Run) string {
	var all []string
	for t := range run.Tests() {
		all = append(all, t.Title)
	}
	return strings.Join(all, "\n")
}

// TestUnchanged holds Run to its promise that what came in stays as it was.
func TestUnchanged(t *testing.T) {
	for _, c := range canon.Cases() {
		before := dump(t, c.Run)
		dump(t, Run(c.Run))
		if diff := cmp.Diff(before, dump(t, c.Run)); diff != "" {
			t.Errorf("%s: %s", c.Name, diff)
		}
	}
}

func dump(t *testing.T, run result.Run) string {
	t.Helper()
	return dumped(t, run)
}

func dumped(t interface{ Fatal(...any) }, run result.Run) string {
	var tests []result.Test
	for test := range run.Tests() {
		tests = append(tests, test)
	}
	b, err := json.Marshal([]any{run.Header, run.Footer, tests})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func BenchmarkRun(b *testing.B) {
	run := Run(canon.Many(1))
	test := canon.DirectSend()
	n := newNames(canon.Quickstart().Header)
	for b.Loop() {
		n.test(test)
	}
	_ = run
}

// BenchmarkCollect goes through a run for the names in it, and then replaces them.
func BenchmarkCollect(b *testing.B) {
	run := canon.Many(50)
	for b.Loop() {
		for range Run(run).Tests() {
		}
	}
}
