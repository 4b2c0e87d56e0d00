package main

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/dns"
)

// inOrder reports the first of the texts that does not follow the one before it.
// Where lines are broken, and how columns are filled, does not matter.
func inOrder(t *testing.T, got string, want ...string) {
	t.Helper()
	rest := strings.Join(strings.Fields(got), " ")
	for _, w := range want {
		_, after, ok := strings.Cut(rest, strings.Join(strings.Fields(w), " "))
		if !ok {
			t.Errorf("no %q, or not in its place, in\n%s", w, got)
			return
		}
		rest = after
	}
}

// envelope is a real sender and a real recipient of a domain.
func envelope(domain string) []string {
	return []string{"--from", "scanner@" + domain, "--to", "office@" + domain}
}

// TestProbeDomains: each kind of domain is recognised, and each way of sending to it
// that needs no secret is tried.
func TestProbeDomains(t *testing.T) {
	const fit = "This computer   fit to test from: ports 25 and 587 reach Microsoft 365 and Google"
	offer := []string{"client-submission", "untested", "smtp.office365.com:587, TLS 1.3, offers AUTH LOGIN XOAUTH2", "relay", "untested"}
	tests := []struct {
		name string
		args []string
		code int
		want []string
	}{
		{"a plain tenant", append([]string{"contoso.com"}, envelope("contoso.com")...), 0, append([]string{
			"contoso.com is at Microsoft 365: its MX is contoso-com.mail.protection.outlook.com.", fit, "Seen from       203.0.113.7",
			"direct-send", "accepted so far", "contoso-com.mail.protection.outlook.com:25, TLS 1.3, offers no AUTH"}, offer...)},
		{"a tenant under mx.microsoft", append([]string{"fabrikam.com"}, envelope("fabrikam.com")...), 0, append([]string{
			"its MX is fabrikam-com.j-v1.mx.microsoft.", "under mx.microsoft", fit,
			"direct-send", "accepted so far", "fabrikam-com.j-v1.mx.microsoft:25, TLS 1.3"}, offer...)},
		{"one behind a filter", append([]string{"filtered.example"}, envelope("filtered.example")...), 0, append([]string{
			"The MX of filtered.example is in.filter.example, which is not Microsoft's", "Direct Send does not go there", "exists all the same", "tried as a question and exists", fit,
			"filter", "accepted so far", "proves nothing about what stands behind it", "in.filter.example:25, in clear",
			"direct-send", "accepted so far", "filtered-example.mail.protection.outlook.com:25"}, offer...)},
		{"one without an MX", append([]string{"nomx.example"}, envelope("nomx.example")...), 0, []string{
			"nomx.example has no MX: the domain is its own mail host", "tried as a question and does not exist", "the admin centre", fit,
			"mx   accepted so far", "nomx.example:25"}},
		{"null MX", append([]string{"null.example"}, envelope("null.example")...), 1, []string{
			"null MX that it takes no mail (RFC 7505)", "no Direct Send", fit, "mx   blocked", "null-mx", "set on purpose"}},
		{"not Microsoft's", append([]string{"other.example"}, envelope("other.example")...), 0, []string{
			"The MX of other.example is 0 mx.other.example, which is not Microsoft's.", "tried as a question and does not exist", fit,
			"mx   accepted so far", "mx.other.example:25"}},
		{"no such domain", []string{"nowhere.example"}, 1, []string{"nowhere.example does not exist", "blocked", "dns-nxdomain", "spelled right"}},
		{"no envelope", []string{"contoso.com"}, 3, []string{"direct-send", "undecided", "before the envelope", "Next", "--from SENDER --to RECIPIENT"}},
		{"a server", []string{"smtp.office365.com"}, 3, []string{"a submission endpoint", "client-submission", "untested", "smtpspec probe smtp.office365.com --user MAILBOX"}},
		{"a tenant's host", append([]string{"contoso-com.mail.protection.outlook.com"}, envelope("contoso.com")...), 0, []string{"a tenant's own host", "direct-send", "accepted so far"}},
		{"a server with its port", append([]string{"mx.other.example:25"}, envelope("other.example")...), 0, []string{"no operator known here", "server", "accepted so far"}},
		{"an address", append([]string{addrOther.String()}, envelope("other.example")...), 0, []string{"server", "accepted so far", addrOther.String() + ":25"}},
		{"relay", append([]string{"contoso.com", "--relay-to", "me@other.example"}, envelope("contoso.com")...), 0, []string{
			"direct-send", "accepted so far", "relay", "accepted so far", "contoso-com.mail.protection.outlook.com:25", "client-submission"}},
	}
	n := newInternet(t, nil)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := n.smtpspec(onScreen, append([]string{"probe"}, test.args...)...)
			if r.code != test.code {
				t.Errorf("exit status %d, want %d; %s", r.code, test.code, r.stderr)
			}
			inOrder(t, r.stdout, test.want...)
			if lines := strings.Count(r.stdout, "\n"); lines > 24+8 {
				t.Errorf("%d lines are more than a screen", lines)
			}
		})
	}
	for _, s := range n.labs {
		for _, session := range s.Sessions() {
			if session.Messages > 0 || session.Mechanism != "" {
				t.Errorf("%s was sent %d messages, and AUTH %q", s.Profile(), session.Messages, session.Mechanism)
			}
		}
	}
}

// TestProbeRefused: a refusal is shown with its line, and the next step follows
// from it.
func TestProbeRefused(t *testing.T) {
	n := newInternet(t, nil)
	args := append([]string{"probe", "contoso.com"}, envelope("contoso.com")...)
	for profile, want := range map[string][]string{
		"m365-mx-spamhaus": {"blocked", "spamhaus at RCPT TO", "550 5.7.1 Service unavailable, Client host [203.0.113.7]",
			"Next", "smtpspec probe contoso.com --from scanner@contoso.com --to office@contoso.com --user MAILBOX", "the mailbox that signs in"},
		"m365-mx-direct-send-rejected": {"blocked", "direct-send-rejected at RCPT TO", "5.7.68", "Next"},
	} {
		n.place(addrTenant, 25, profile)
		r := n.smtpspec(onScreen, args...)
		if r.code != 1 {
			t.Errorf("%s: exit status %d", profile, r.code)
		}
		inOrder(t, r.stdout, want...)
	}
	n.place(addrTenant, 25, "m365-mx-throttled")
	r := n.smtpspec(onScreen, args...)
	if r.code != 3 {
		t.Errorf("throttled: exit status %d, want 3: a temporary refusal decides nothing", r.code)
	}
	inOrder(t, r.stdout, "undecided", "temporarily refused", "451 4.7.", "Run the same again")
}

// TestProbeNoPort25: where port 25 does not get out, nothing is said about the
// server behind it.
func TestProbeNoPort25(t *testing.T) {
	n := newInternet(t, nil)
	for _, addr := range []netip.Addr{addrMicrosoft, addrGoogleMX, addrTenant} {
		n.place(addr, 25, "")
	}
	r := n.smtpspec(onScreen, append([]string{"probe", "contoso.com"}, envelope("contoso.com")...)...)
	if r.code != 3 {
		t.Errorf("exit status %d, want 3", r.code)
	}
	inOrder(t, r.stdout, "port 25 does not get out from here (Microsoft 365: connect-timeout, Google: connect-timeout), while 587 does",
		"direct-send", "undecided", "client-submission", "offers AUTH", "Next", "at the device's site")
}

// TestProbeSignIn: the password is asked for, used, and shown nowhere.
func TestProbeSignIn(t *testing.T) {
	const secret = "planted-pass-4711"
	n := newInternet(t, nil)
	for name, p := range map[string]person{
		"asked":           {terminal: true, password: secret},
		"from a variable": {env: []string{passwordVariable + "=" + secret}},
	} {
		r := n.smtpspec(p, "probe", "contoso.com", "--user", "scanner@contoso.com", "-v", "--redact", "off", "--suite")
		all := r.stdout + r.stderr
		if r.code != 0 || !strings.Contains(all, "sign-in and envelope accepted") {
			t.Errorf("%s: exit status %d\n%s", name, r.code, all)
		}
		if strings.Contains(all, secret) {
			t.Errorf("%s: the password is shown:\n%s", name, all)
		}
	}
	r := n.smtpspec(person{}, "probe", "contoso.com", "--user", "scanner@contoso.com")
	if r.code != 2 || !strings.Contains(r.stderr, passwordVariable) {
		t.Errorf("without a terminal: %d %s", r.code, r.stderr)
	}
	n.place(addrMicrosoft, 587, "m365-submission-auth-disabled")
	r = n.smtpspec(person{terminal: true, password: secret}, "probe", "contoso.com", "--user", "scanner@contoso.com")
	if r.code != 1 {
		t.Errorf("refused: exit status %d", r.code)
	}
	inOrder(t, r.stdout, "client-submission", "blocked", "smtp-auth-disabled at AUTH", "Next")
}

// TestProbeSuite: the suite that a probe writes passes against the same servers, and
// fails when they answer otherwise.
func TestProbeSuite(t *testing.T) {
	tests := []struct {
		name, domain  string
		at            netip.Addr
		before, after string
	}{
		{"accepted", "contoso.com", addrTenant, "m365-mx", "m365-mx-spamhaus"},
		{"refused", "contoso.com", addrTenant, "m365-mx-spamhaus", "m365-mx"},
		{"throttled", "contoso.com", addrTenant, "m365-mx-throttled", "m365-mx"},
		{"a filter", "filtered.example", addrTenant, "m365-mx-direct-send-rejected", "m365-mx"},
		{"in clear", "contoso.com", addrTenant, "starttls-stripped", "m365-mx"},
		{"a certificate that proves nobody", "other.example", addrOther, "self-signed-certificate", "plain-relay"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inFolder(t)
			n := newInternet(t, nil)
			n.place(test.at, 25, test.before)
			r := n.smtpspec(onScreen, append([]string{"probe", test.domain, "--no-egress", "--out", "seen.smtp.hcl"}, envelope(test.domain)...)...)
			if r.code == 2 || r.code == 4 || !strings.Contains(r.stderr, "Suite: seen.smtp.hcl") {
				t.Fatalf("%d\n%s%s", r.code, r.stdout, r.stderr)
			}
			if r := n.smtpspec(person{}, "run", "seen.smtp.hcl"); r.code != 0 {
				t.Errorf("the same again: %d\n%s%s\n%s", r.code, r.stdout, r.stderr, readFile(t, "seen.smtp.hcl"))
			}
			n.place(test.at, 25, test.after)
			if r := n.smtpspec(person{}, "run", "seen.smtp.hcl"); r.code != 1 {
				t.Errorf("another answer: %d\n%s", r.code, r.stdout)
			}
		})
	}
}

// TestProbeSuiteUnreached: what could not be reached is pinned to nothing.
func TestProbeSuiteUnreached(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	n.place(addrTenant, 25, "")
	n.smtpspec(onScreen, append([]string{"probe", "contoso.com", "--no-egress", "--out", "seen.smtp.hcl"}, envelope("contoso.com")...)...)
	text := readFile(t, "seen.smtp.hcl")
	inOrder(t, text, "Nothing was learned about this server", `test "direct_send"`, "expect rcpt accept {}")
	if strings.Contains(text, "expect connect") {
		t.Errorf("the way there is pinned:\n%s", text)
	}
	if r := n.smtpspec(person{}, "run", "seen.smtp.hcl"); r.code != 3 {
		t.Errorf("still unreached: %d", r.code)
	}
}

func TestProbeSuiteToStdout(t *testing.T) {
	n := newInternet(t, nil)
	r := n.smtpspec(person{}, append([]string{"probe", "contoso.com", "--suite", "--no-egress"}, envelope("contoso.com")...)...)
	if r.code != 0 || !strings.HasPrefix(r.stdout, "# What smtpspec probe contoso.com saw on") {
		t.Errorf("%d\n%s", r.code, r.stdout)
	}
	inOrder(t, r.stderr, "at Microsoft 365", "direct-send", "accepted so far")
}

// TestProbeRedacted: in a pipe a probe is a report like another.
func TestProbeRedacted(t *testing.T) {
	n := newInternet(t, nil)
	n.place(addrTenant, 25, "m365-mx-spamhaus")
	args := append([]string{"probe", "contoso.com"}, envelope("contoso.com")...)
	r := n.smtpspec(person{}, args...)
	inOrder(t, r.stdout, "<domain-1> is at Microsoft 365: its MX is <tenant-1>.mail.protection.outlook.com.", "Seen from       <ip-1>", "[<ip-1>] blocked using Spamhaus")
	for _, name := range []string{"contoso", "203.0.113.7", "scanner@", "office@"} {
		if strings.Contains(r.stdout, name) {
			t.Errorf("%q is in\n%s", name, r.stdout)
		}
	}
	if r := n.smtpspec(person{}, append(args, "--redact", "off")...); !strings.Contains(r.stdout, "contoso.com is at") {
		t.Errorf("--redact off:\n%s", r.stdout)
	}
}

// TestProbeLog: a probe is the last run, of which any report can be made.
func TestProbeLog(t *testing.T) {
	inFolder(t)
	here := person{env: []string{"SMTPSPEC_CACHE=" + t.TempDir()}}
	n := newInternet(t, nil)
	n.place(addrTenant, 25, "m365-mx-spamhaus")
	n.smtpspec(here, append([]string{"probe", "contoso.com"}, envelope("contoso.com")...)...)
	r := n.smtpspec(here, "report", "--report", "junit=-")
	if r.code != 0 || !strings.Contains(r.stdout, "spamhaus") {
		t.Errorf("%d\n%s%s", r.code, r.stdout, r.stderr)
	}
}

// TestProbeResolver: the name server that --resolver names is asked, and no other.
func TestProbeResolver(t *testing.T) {
	n := newInternet(t, nil)
	n.deaf = true
	args := append([]string{"probe", "contoso.com"}, envelope("contoso.com")...)
	if r := n.smtpspec(onScreen, append(args, "--resolver", n.names.Addr())...); r.code != 0 {
		t.Errorf("%d\n%s%s", r.code, r.stdout, r.stderr)
	}
	r := n.smtpspec(onScreen, args...)
	if r.code != 3 {
		t.Errorf("a name service that fails: %d", r.code)
	}
	inOrder(t, r.stdout, "did not tell", "the name service does not answer", "undecided", "Next", "--resolver HOST")
}

// TestProbeInvalid: what is wrong is said before anything is sent.
func TestProbeInvalid(t *testing.T) {
	inFolder(t)
	if err := os.WriteFile("there.smtp.hcl", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	n := newInternet(t, nil)
	for want, args := range map[string][]string{
		"takes one argument":               {},
		"is a URL":                         {"smtp://contoso.com"},
		`its domain is "contoso.com"`:      {"me@contoso.com"},
		"no domain and no HOST[:PORT]":     {"con toso.com"},
		"from 1 to 65535":                  {"contoso.com:99999"},
		"there is no @ in it":              {"contoso.com", "--from", "scanner"},
		"--from needs a --to":              {"contoso.com", "--from", "scanner@contoso.com"},
		"--to needs a --from":              {"contoso.com", "--to", "office@contoso.com"},
		"--relay-to needs a DOMAIN":        {"mx.other.example:25", "--relay-to", "me@other.example"},
		"proves nothing about a connector": {"contoso.com", "--no-egress", "--from", "a@contoso.com", "--relay-to", "me@fabrikam.com"},
		"say where scanner signs in":       {"other.example", "--no-egress", "--user", "scanner"},
		"exists already":                   {"contoso.com", "--out", "there.smtp.hcl"},
		"is a folder":                      {"contoso.com", "--out", "."},
		"--resolver must be":               {"contoso.com", "--resolver", "a b"},
		"--redact must be":                 {"contoso.com", "--redact", "maybe"},
		"no host name":                     {"contoso.com", "--ehlo", "a b"},
	} {
		r := n.smtpspec(person{env: []string{passwordVariable + "=x"}}, append([]string{"probe"}, args...)...)
		if r.code != 2 || !strings.Contains(r.stderr, want) || r.stdout != "" {
			t.Errorf("%v: %d, %q, %q; want %q", args, r.code, r.stderr, r.stdout, want)
		}
	}
	for _, s := range n.labs {
		if s.Accepted() > 0 {
			t.Errorf("%s was asked", s.Profile())
		}
	}
}

// TestProbeInterrupted: an interrupted probe or init says so, and writes no suite.
func TestProbeInterrupted(t *testing.T) {
	inFolder(t)
	n := newInternet(t, nil)
	n.interrupted = true
	for _, args := range [][]string{{"probe", "contoso.com"}, {"probe", "contoso.com", "--no-egress"}, {"init", "contoso.com"}, {"init", "contoso.com", "--no-egress"}} {
		if r := n.smtpspec(person{}, append(args, envelope("contoso.com")...)...); r.code != 130 {
			t.Errorf("%v: %d\n%s%s", args, r.code, r.stdout, r.stderr)
		}
	}
	if _, err := os.Stat("contoso.com.smtp.hcl"); err == nil {
		t.Error("a suite was written")
	}
}

// TestProbeUnwritable: a suite that cannot be written does not hide what was seen.
func TestProbeUnwritable(t *testing.T) {
	inFolder(t)
	if err := os.WriteFile("file", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	n := newInternet(t, nil)
	r := n.smtpspec(onScreen, append([]string{"probe", "contoso.com", "--no-egress", "--out", filepath.Join("file", "x.smtp.hcl")}, envelope("contoso.com")...)...)
	if r.code != 4 || !strings.Contains(r.stdout, "accepted so far") {
		t.Errorf("%d\n%s%s", r.code, r.stdout, r.stderr)
	}
}

// TestFitness: what is wrong with this computer is named, in a line or two.
func TestFitness(t *testing.T) {
	tests := []struct {
		name string
		zone dns.Zone
		sick func(*internet)
		want []string
	}{
		{"port 587 kept back", nil, func(n *internet) { n.place(addrMicrosoft, 587, ""); n.place(addrGoogle, 587, "") }, []string{"port 587 does not get out"}},
		{"one operator's port", nil, func(n *internet) { n.place(addrGoogleMX, 25, "") }, []string{"port 25 gets out from here, and does not reach all (Google: connect-timeout)"}},
		{"no way out", nil, func(n *internet) { clear(n.routes) }, []string{"no mail server can be reached from here"}},
		{"a private root", nil, func(n *internet) { n.place(addrMicrosoft, 587, "tls-intercepted") }, []string{"a root of this computer"}},
		{"somebody else answers", nil, func(n *internet) { n.place(addrGoogleMX, 25, "plain-relay"); n.place(addrMicrosoft, 25, "plain-relay") }, []string{"not the operator's", "port-redirected"}},
		{"the clock", nil, func(n *internet) { n.clock = 3 * time.Hour }, []string{"this computer's clock is 3h0m0s ahead of the one in Microsoft's greeting"}},
		{"a name service that invents", dns.Zone{"smtpspec-egress.invalid": hostAt(addrOther)}, func(*internet) {}, []string{"invents answers: for a name that cannot exist it gives 192.0.2.50"}},
		{"a name service that fails", nil, func(n *internet) { n.deaf = true }, []string{"the name service does not answer for Microsoft 365 or Google"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n := newInternet(t, test.zone)
			test.sick(n)
			r := n.smtpspec(onScreen, "probe", "nomx.example")
			got := strings.Join(strings.Fields(r.stdout), " ")
			if strings.Contains(got, "fit to test from") {
				t.Errorf("taken for fit:\n%s", r.stdout)
			}
			for _, want := range test.want {
				if !strings.Contains(strings.ToLower(got), strings.ToLower(want)) {
					t.Errorf("no %q in\n%s", want, r.stdout)
				}
			}
		})
	}
}

// TestEgressSuite: the suite by itself passes in a good internet and against the
// lab, and tells where it is none.
func TestEgressSuite(t *testing.T) {
	n := newInternet(t, nil)
	if r := n.smtpspec(person{}, "run", "builtin:egress"); r.code != 0 {
		t.Errorf("%d\n%s", r.code, r.stdout)
	}
	if r := n.smtpspec(person{}, "run", "builtin:egress", "--var", "microsoft_lab=m365-submission", "--var", "google_lab=m365-mx"); r.code != 0 {
		t.Errorf("against the lab: %d\n%s", r.code, r.stdout)
	}
	n.place(addrMicrosoft, 25, "")
	n.place(addrGoogleMX, 25, "")
	if r := n.smtpspec(person{}, "run", "builtin:egress"); r.code != 3 {
		t.Errorf("without port 25: %d\n%s", r.code, r.stdout)
	}
	n.place(addrMicrosoft, 587, "tls-intercepted")
	if r := n.smtpspec(person{}, "run", "builtin:egress"); r.code != 1 || !strings.Contains(r.stdout, "tls-intercepted") {
		t.Errorf("read along: %d\n%s", r.code, r.stdout)
	}
}
