package main

import (
	"crypto/x509"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/tenant"
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
			"The MX of other.example is mx.other.example, which is not Microsoft's.", "tried as a question and does not exist", fit,
			"mx   accepted so far", "mx.other.example:25"}},
		{"a guessed host", append([]string{"guessed.example"}, envelope("guessed.example")...), 3, []string{
			"probably a filter in front", "no envelope goes to it", fit, "filter", "accepted so far", "direct-send", "undecided", "before the envelope",
			"Next", "state it", "--tenant HOST"}},
		{"a guessed host that was stated", append([]string{"guessed.example", "--tenant", "guessed-example.mail.protection.outlook.com"}, envelope("guessed.example")...), 0,
			[]string{"That was stated to be guessed-example", "direct-send", "accepted so far"}},
		{"a host that is not known", append([]string{"hidden.example"}, envelope("hidden.example")...), 3, []string{
			"a filter in front of a tenant at Microsoft 365, for selector1._domainkey.hidden.example is an alias of", "not known here", fit,
			"filter", "accepted so far", "client-submission", "untested", "smtp.office365.com:587", "Next", "--tenant HOST"}},
		{"and is stated", append([]string{"hidden.example", "--tenant", "hidden-example.o-v1.mx.microsoft"}, envelope("hidden.example")...), 0, []string{
			"stated to be hidden-example.o-v1.mx.microsoft", "direct-send", "accepted so far", "hidden-example.o-v1.mx.microsoft:25"}},
		{"an MX that is out of date", append([]string{"dangling.example"}, envelope("dangling.example")...), 1, []string{
			"that host does not exist", "mx", "blocked", "mx-invalid", "Next", "the host that the admin centre shows"}},
		{"another cloud", append([]string{"navy.mil"}, envelope("navy.mil")...), 0, []string{
			"navy.mil is at Microsoft 365", "direct-send", "accepted so far", "outlook-dod.office365.us:587"}},
		{"High Volume Email", []string{"smtp.hve.mx.microsoft"}, 3, []string{"High Volume Email", "hve", "untested", "smtp.hve.mx.microsoft:587", "Next", "--user MAILBOX"}},
		{"21Vianet's submission", []string{"smtp.partner.outlook.cn"}, 3, []string{"client-submission", "smtp.partner.outlook.cn:587"}},
		{"no such domain", []string{"nowhere.example"}, 1, []string{"nowhere.example does not exist", "blocked", "dns-nxdomain", "spelled right"}},
		{"no envelope", []string{"contoso.com"}, 3, []string{"direct-send", "undecided", "before the envelope", "Next", "--from SENDER --to RECIPIENT"}},
		{"a server", []string{"smtp.office365.com"}, 3, []string{"a submission endpoint", "client-submission", "untested", "smtpspec probe smtp.office365.com --user MAILBOX"}},
		{"a tenant's host", append([]string{"contoso-com.mail.protection.outlook.com"}, envelope("contoso.com")...), 0, []string{"a tenant's own host", "direct-send", "accepted so far"}},
		{"a server with its port", append([]string{"mx.other.example:25"}, envelope("other.example")...), 0, []string{"no operator known here", "server", "accepted so far"}},
		{"a server that does not exist", []string{"nosuch.example:25"}, 1, []string{"server", "blocked", "dns-nxdomain", "nosuch.example:25"}},
		{"an address", append([]string{addrOther.String()}, envelope("other.example")...), 0, []string{"server", "accepted so far", addrOther.String() + ":25"}},
		{"relay", append([]string{"contoso.com", "--relay-to", "me@other.example"}, envelope("contoso.com")...), 0, []string{
			"direct-send", "accepted so far", "relay", "accepted so far", "was looked up and is not Microsoft's", "contoso-com.mail.protection.outlook.com:25", "client-submission"}},
	}
	n := newInternet(t, nil)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := n.smtpspec(onScreen, append([]string{"probe"}, test.args...)...)
			if r.code != test.code {
				t.Errorf("exit status %d, want %d; %s", r.code, test.code, r.stderr)
			}
			inOrder(t, r.stdout, test.want...)
			if lines := strings.Count(r.stdout, "\n"); lines > 36 { // four ways of sending, each with what it rests on
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
			"Next", "smtpspec probe contoso.com --from scanner@contoso.com --to office@contoso.com --user MAILBOX", "the mailbox that signs in",
			"switched off by default at the end of December 2026", "Second choice"},
		"m365-mx-direct-send-rejected": {"blocked", "direct-send-rejected at RCPT TO", "5.7.68", "Next"},
	} {
		n.place(addrTenant, 25, profile)
		r := n.smtpspec(onScreen, args...)
		if r.code != 1 {
			t.Errorf("%s: exit status %d", profile, r.code)
		}
		inOrder(t, r.stdout, want...)
	}
	// What another method would not mend: the class says what does.
	for _, profile := range []string{"m365-mx-unknown-recipient", "m365-mx-bad-helo", "garbage"} {
		n.place(addrTenant, 25, profile)
		if r := n.smtpspec(onScreen, args...); r.code != 1 && r.code != 3 || strings.Contains(r.stdout, "Try client submission") {
			t.Errorf("%s: exit status %d\n%s", profile, r.code, r.stdout)
		}
	}
	n.place(addrTenant, 25, "m365-mx-throttled")
	r := n.smtpspec(onScreen, args...)
	if r.code != 3 {
		t.Errorf("throttled: exit status %d, want 3: a temporary refusal decides nothing", r.code)
	}
	inOrder(t, r.stdout, "undecided", "throttled at RCPT TO", "451 4.7.", "Run the same again")
}

// TestProbeByCause: a refusal that no other method gets round leads to what its class
// advises; one that is set for strangers on purpose leads to the sign-in.
func TestProbeByCause(t *testing.T) {
	refusing := func(reply string) string {
		return strings.Replace(noEHLOLab, `  on ehlo {
    reply = "502 5.5.1 Command not implemented"
  }`, `  keywords = ["STARTTLS"]
  on rcpt {
    reply = "`+reply+`"
  }`, 1)
	}
	const signIn = "Try client submission"
	for reply, want := range map[string]string{
		"550 5.7.705 Access denied, tenant has exceeded threshold":                                                                  "Microsoft's support to lift the block",
		"550 5.7.750 Client blocked from sending from unregistered domains":                                                         "adds the sending domains to the tenant",
		"550 5.7.51 TenantInboundAttribution; There is a partner connector configured that matched the message's recipient domain.": signIn,
		"451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35.":                                                              "See first whether contoso-com.mail.protection.outlook.com is still the tenant's own host",
		"550 4.4.4 Mail received as unauthenticated, incoming to a recipient domain which has no mail-enabled subscriptions. ATTR5": "is a licence with mail assigned",
	} {
		n := newInternet(t, nil)
		n.answer(addrTenant, 25, refusing(reply))
		r := n.smtpspec(onScreen, append([]string{"probe", "contoso.com", "--no-egress"}, envelope("contoso.com")...)...)
		inOrder(t, r.stdout, "direct-send", "blocked", "Next", want)
		if strings.Contains(r.stdout, signIn) != (want == signIn) || r.code != 1 {
			t.Errorf("%s: exit status %d\n%s", reply, r.code, r.stdout)
		}
	}
}

// TestProbeSignInRefused: who names a mailbox is told what keeps it from signing in, also
// where another way was accepted.
func TestProbeSignInRefused(t *testing.T) {
	n := newInternet(t, nil)
	n.place(addrMicrosoft, 587, "m365-submission-auth-disabled")
	p := person{terminal: true, password: "planted-pass-4711"}
	r := n.smtpspec(p, append([]string{"probe", "contoso.com", "--no-egress", "--user", "scanner@contoso.com"}, envelope("contoso.com")...)...)
	inOrder(t, r.stdout, "Next", "Direct Send:", "Client submission was refused (smtp-auth-disabled at AUTH). The administrator opens", "smtpspec classes smtp-auth-disabled", "Keep this")
}

// TestProbeSeveralMX: where the best MX is dead, the next one is the next step; one that
// stands behind Microsoft's is named.
func TestProbeSeveralMX(t *testing.T) {
	n := newInternet(t, dns.Zone{
		"several.example":  mxOf("dead.example", "mx.other.example"),
		"dead.example":     hostAt(netip.MustParseAddr("192.0.2.99")),
		"leftover.example": mxOf("contoso-com.mail.protection.outlook.com", "mx.other.example"),
	})
	r := n.smtpspec(onScreen, append([]string{"probe", "several.example", "--no-egress"}, envelope("several.example")...)...)
	inOrder(t, r.stdout, "undecided", "Next", "dead.example, the best MX, was not heard", "smtpspec probe mx.other.example:25 --from scanner@several.example --to office@several.example")
	r = n.smtpspec(onScreen, append([]string{"probe", "leftover.example", "--no-egress"}, envelope("leftover.example")...)...)
	inOrder(t, r.stdout, "Behind it stands another MX, mx.other.example (10), which is not Microsoft's")
}

// TestProbeOwnAuthority: a server in the house whose certificate this computer's own roots
// vouch for is taken as it is: the authority may be its owner's.
func TestProbeOwnAuthority(t *testing.T) {
	n := newInternet(t, nil)
	n.system, n.roots = n.roots, x509.NewCertPool()
	n.answer(addrOther, 25, `lab "house" {
  host     = "mx.other.example"
  keywords = ["STARTTLS"]
}`)
	r := n.smtpspec(onScreen, append([]string{"probe", "mx.other.example:25", "--no-egress"}, envelope("other.example")...)...)
	inOrder(t, r.stdout, "server   accepted so far", "tls-intercepted", "Next", "of a private authority that this computer trusts", "Keep this")
	if r.code != 0 || strings.Contains(r.stdout, "TLS from here may be read along") || strings.Contains(r.stdout, "#13") {
		t.Error(r.stdout)
	}
	inFolder(t)
	n.smtpspec(onScreen, append([]string{"probe", "mx.other.example:25", "--no-egress", "--out", "seen.smtp.hcl"}, envelope("other.example")...)...)
	if r := n.smtpspec(person{}, "run", "seen.smtp.hcl"); r.code != 0 {
		t.Errorf("the same again: %d\n%s\n%s", r.code, r.stdout, readFile(t, "seen.smtp.hcl"))
	}
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
		"direct-send", "undecided", "client-submission", "offers AUTH", "Next", "Try client submission from here: port 587 gets out", "--user MAILBOX",
		"Port 25: run this at the device's site")
	// Signed in, what was accepted is the answer, and the port stands behind it.
	signedIn := person{terminal: true, password: "planted-pass-4711"}
	r = n.smtpspec(signedIn, append([]string{"probe", "contoso.com", "--user", "scanner@contoso.com"}, envelope("contoso.com")...)...)
	inOrder(t, r.stdout, "client-submission   accepted so far", "Next", "Client submission: sign-in and envelope were accepted from here", "Port 25: run this at the device's site")
	for _, addr := range []netip.Addr{addrMicrosoft, addrGoogleMX, addrTenant} {
		n.place(addr, 25, "plain-relay")
	}
	r = n.smtpspec(signedIn, append([]string{"probe", "contoso.com", "--user", "scanner@contoso.com"}, envelope("contoso.com")...)...)
	inOrder(t, r.stdout, "Next", "Client submission: sign-in and envelope were accepted from here", "answers on port 25 in the place of mail servers")
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
	// A user name that is no mailbox is the client's, too.
	r = n.smtpspec(person{env: []string{passwordVariable + "=" + secret}}, "probe", "contoso.com", "--user", "svcscan77", "-v")
	if !strings.Contains(r.stdout, "Next") || strings.Contains(r.stdout, "svcscan77") {
		t.Errorf("exit status %d\n%s%s", r.code, r.stdout, r.stderr)
	}
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
		{"a filter", "filtered.example", addrTenant, "m365-mx-direct-send-rejected", "m365-mx"},
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

// TestProbeSuiteWishes: what is no picture of a healthy server is not pinned: the
// same again fails, or is inconclusive, and a healthy server passes.
func TestProbeSuiteWishes(t *testing.T) {
	for profile, comment := range map[string]string{
		"m365-mx-throttled": "refused for the moment only, with throttled", "starttls-stripped": "STARTTLS did not arrive",
		"tls-intercepted": "TLS did not prove the server (tls-intercepted)",
	} {
		t.Run(profile, func(t *testing.T) {
			inFolder(t)
			n := newInternet(t, nil)
			n.place(addrTenant, 25, profile)
			n.smtpspec(onScreen, append([]string{"probe", "contoso.com", "--no-egress", "--out", "seen.smtp.hcl"}, envelope("contoso.com")...)...)
			text := readFile(t, "seen.smtp.hcl")
			inOrder(t, strings.ReplaceAll(text, "\n# ", " "), ", save for direct_send, where the healthy answer is expected", comment, "What is expected here is what a healthy server does.", "expect tls ok", "expect rcpt accept {}")
			if r := n.smtpspec(person{}, "run", "seen.smtp.hcl"); r.code == 0 {
				t.Errorf("the same again passes:\n%s\n%s", r.stdout, text)
			}
			n.place(addrTenant, 25, "m365-mx")
			if r := n.smtpspec(person{}, "run", "seen.smtp.hcl"); r.code != 0 {
				t.Errorf("a healthy server: %d\n%s\n%s", r.code, r.stdout, text)
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
	inOrder(t, text, ", save for direct_send, where", "Nothing was learned about this server", `test "direct_send"`, "expect rcpt accept {}")
	if strings.Contains(text, "expect connect") {
		t.Errorf("the way there is pinned:\n%s", text)
	}
	if r := n.smtpspec(person{}, "run", "seen.smtp.hcl"); r.code != 3 {
		t.Errorf("still unreached: %d", r.code)
	}
	clear(n.routes)
	n.smtpspec(onScreen, "probe", "contoso.com", "--no-egress", "--out", "none.smtp.hcl")
	if text := readFile(t, "none.smtp.hcl"); !strings.Contains(text, " is not pinned: ") || strings.Contains(text, "the same again") {
		t.Errorf("nothing was seen:\n%s", text)
	}
}

func TestProbeSuiteToStdout(t *testing.T) {
	n := newInternet(t, nil)
	r := n.smtpspec(person{}, append([]string{"probe", "contoso.com", "--suite", "--no-egress"}, envelope("contoso.com")...)...)
	if r.code != 0 || !strings.HasPrefix(r.stdout, "# What smtpspec probe contoso.com saw on") {
		t.Errorf("%d\n%s", r.code, r.stdout)
	}
	inOrder(t, r.stderr, "at Microsoft 365", "direct-send", "accepted so far")
	inFolder(t)
	dash := n.smtpspec(person{}, append([]string{"probe", "contoso.com", "--out", "-", "--no-egress"}, envelope("contoso.com")...)...)
	if dash.stdout != r.stdout {
		t.Errorf("--out -: %d\n%s%s", dash.code, dash.stdout, dash.stderr)
	}
	if _, err := os.Stat("-"); err == nil {
		t.Error("a file was written that is called -")
	}
}

// TestProbeAccepted: where a method is accepted, the next step is what the diagnosis
// recommends, whatever was refused beside it.
func TestProbeAccepted(t *testing.T) {
	n := newInternet(t, nil)
	n.place(addrTenant, 25, "m365-mx-spamhaus")
	signedIn := person{terminal: true, password: "planted-pass-4711"}
	r := n.smtpspec(signedIn, append([]string{"probe", "contoso.com", "--user", "scanner@contoso.com"}, envelope("contoso.com")...)...)
	inOrder(t, r.stdout, "direct-send", "blocked", "client-submission", "accepted so far", "Next", "Client submission:", "accepted from here", "send one scan",
		"switched off by default at the end of December 2026", "Second choice")
	if strings.Contains(r.stdout, "Look the address up") {
		t.Errorf("the refusal decides:\n%s", r.stdout)
	}
	// A user name that is no address signs in all the same.
	r = n.smtpspec(signedIn, "probe", "contoso.com", "--no-egress", "--user", "scanner")
	inOrder(t, r.stdout, "client-submission", "undecided", "AUTH", "Next", "--user scanner --from SENDER --to RECIPIENT")
	tried := false
	for _, s := range n.labs["m365-submission"].Sessions() {
		tried = tried || s.Mechanism != ""
	}
	if !tried {
		t.Error("the password was asked for and not tried")
	}
}

// TestProbeFilter: what a filter in front of a tenant takes or refuses says nothing
// about the tenant: what happened there decides, and the next step is about it.
func TestProbeFilter(t *testing.T) {
	for _, test := range []struct {
		name, filter, tenant string
		code                 int
		next                 []string
	}{
		{"unreached", "plain-relay", "", 3, []string{"Nothing was learned about filtered-example.mail.protection.outlook.com"}},
		{"throttled", "plain-relay", "m365-mx-throttled", 3, []string{"a temporary one", "smtpspec probe filtered.example"}},
		{"refused", "plain-relay", "m365-mx-spamhaus", 1, []string{"Try client submission from here:", "--user MAILBOX"}},
		{"the filter refuses", "m365-mx-unknown-recipient", "m365-mx", 0, []string{"Direct Send:", "is not delivery"}},
		{"the filter is silent", "", "m365-mx", 0, []string{"Direct Send:", "is not delivery"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			n := newInternet(t, nil)
			n.place(addrFilter, 25, test.filter)
			n.place(addrTenant, 25, test.tenant)
			r := n.smtpspec(onScreen, append([]string{"probe", "filtered.example", "--no-egress"}, envelope("filtered.example")...)...)
			if r.code != test.code {
				t.Errorf("exit status %d, want %d", r.code, test.code)
			}
			inOrder(t, r.stdout, append([]string{"filter", "direct-send", "Next"}, test.next...)...)
			_, next, _ := strings.Cut(r.stdout, "\nNext")
			if strings.Contains(next, "the suite") {
				t.Errorf("there is no suite:\n%s", next)
			}
		})
	}
}

// TestProbeKeptBack: a password that was not sent is the next step, not an envelope
// that would not be reached either.
func TestProbeKeptBack(t *testing.T) {
	n := newInternet(t, nil)
	n.place(addrOther, 587, "self-signed-certificate")
	n.place(addrTenant, 587, "plain-relay")
	for _, test := range []struct {
		args []string
		env  string
		next []string
	}{
		{[]string{"smtp.office365.com"}, allowHostsEnv + "=mail.example", []string{"smtp.office365.com is not among the hosts that " + allowHostsEnv + " allows", "run the same again"}},
		{[]string{"mx.other.example:587"}, "", []string{"the certificate that mx.other.example:587 showed does not prove the server", "-v"}},
	} {
		p := person{terminal: true, password: "planted-pass-4711", env: []string{test.env}}
		r := n.smtpspec(p, append([]string{"probe", "--no-egress", "--user", "scanner@contoso.com"}, test.args...)...)
		if r.code != 3 {
			t.Errorf("%v: exit status %d", test.args, r.code)
		}
		inOrder(t, r.stdout, append([]string{"Next", "The password was not sent"}, test.next...)...)
	}
}

// TestProbeRefusedToo: advice about one refusal does not stand as it is where it
// names what was refused in the same run.
func TestProbeRefusedToo(t *testing.T) {
	n := newInternet(t, nil)
	n.place(addrMicrosoft, 587, "m365-submission-auth-disabled")
	args := append([]string{"probe", "contoso.com", "--no-egress", "--user", "scanner@contoso.com"}, envelope("contoso.com")...)
	const taken = "Direct Send is no choice here: it was refused as well (direct-send-rejected at RCPT TO)."
	p := person{terminal: true, password: "planted-pass-4711"}
	for profile, wanted := range map[string]bool{"m365-mx-direct-send-rejected": true, "m365-mx-throttled": false} {
		n.place(addrTenant, 25, profile)
		r := n.smtpspec(p, args...)
		inOrder(t, r.stdout, "Next", "choose a method without a login:", "Direct Send where all recipients are inside")
		if got := strings.Contains(strings.Join(strings.Fields(r.stdout), " "), taken); got != wanted {
			t.Errorf("%s:\n%s", profile, r.stdout)
		}
	}
}

// TestProbeAstray: an endpoint that everybody's mail goes to exists; where the name
// service says otherwise, another one is to be asked, and nothing was refused.
func TestProbeAstray(t *testing.T) {
	n := newInternet(t, dns.Zone{"smtp.office365.com": {Status: dns.NXDomain}})
	for _, name := range []string{"smtp.office365.com", "smtp-legacy.office365.com"} {
		r := n.smtpspec(onScreen, "probe", name, "--no-egress")
		if r.code != 3 {
			t.Errorf("%s: exit status %d", name, r.code)
		}
		inOrder(t, r.stdout, "undecided", "dns-nxdomain", "Next", "did not tell where "+name+" is", "--resolver HOST")
	}
}

// TestCapitals: a host name keeps its first letter.
func TestCapitals(t *testing.T) {
	got := capitals([]string{"smtp.office365.com belongs to Microsoft 365", "the clock is ahead"})
	if got[0] != "smtp.office365.com belongs to Microsoft 365." || got[1] != "The clock is ahead." {
		t.Error(got)
	}
}

// TestProbeUnfit: a computer that is not fit to test from changes the next step, and
// what was accepted counts no more.
func TestProbeUnfit(t *testing.T) {
	inventing := dns.Zone{"smtpspec-egress.invalid": hostAt(addrOther)}
	tests := []struct {
		name string
		zone dns.Zone
		sick func(*internet)
		next string
	}{
		{"the clock", nil, func(n *internet) { n.clock = 3 * time.Hour }, "Set this computer's clock right first"},
		{"a private root", nil, func(n *internet) { n.place(addrMicrosoft, 587, "tls-intercepted") }, "TLS from here may be read along"},
		{"no public roots", nil, func(n *internet) { n.roots = x509.NewCertPool() }, "TLS from here may be read along"},
		{"port 587", nil, func(n *internet) { n.place(addrMicrosoft, 587, ""); n.place(addrGoogle, 587, "") }, "about port 587"},
		{"no way out", nil, func(n *internet) { clear(n.routes) }, "See to this computer's way out first"},
		{"somebody else", nil, func(n *internet) { n.place(addrGoogleMX, 25, "plain-relay"); n.place(addrMicrosoft, 25, "plain-relay") }, "answers on port 25 in the place of mail servers"},
		{"names", inventing, func(*internet) {}, "--resolver HOST"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n := newInternet(t, test.zone)
			test.sick(n)
			r := n.smtpspec(onScreen, append([]string{"probe", "contoso.com"}, envelope("contoso.com")...)...)
			if r.code != 3 {
				t.Errorf("exit status %d\n%s", r.code, r.stdout)
			}
			inOrder(t, r.stdout, "Next", test.next)
		})
	}
}

// TestProbeWayOut: where the server itself was heard, there is a way out, also where no
// operator was reached; what the session shows decides.
func TestProbeWayOut(t *testing.T) {
	for _, test := range []struct {
		profile, next string
		code          int
	}{
		{"m365-mx", "Direct Send:", 0},
		{"starttls-stripped", "takes STARTTLS out", 3},
		{"m365-mx-spamhaus", "Try client submission", 1},
	} {
		n := newInternet(t, nil)
		clear(n.routes)
		n.place(addrTenant, 25, test.profile)
		r := n.smtpspec(onScreen, append([]string{"probe", "contoso.com"}, envelope("contoso.com")...)...)
		if r.code != test.code || strings.Contains(r.stdout, "way out first") {
			t.Errorf("%s: exit status %d, want %d\n%s", test.profile, r.code, test.code, r.stdout)
		}
		inOrder(t, strings.Join(strings.Fields(r.stdout), " "), "Neither Microsoft 365 nor Google was reached from here over IPv4, on port 25",
			"contoso-com.mail.protection.outlook.com was reached all the same, on port 25.", "Next", test.next)
	}
}

// TestProbeOutsider: a recipient outside is asked about relay, and Direct Send keeps its
// line.
func TestProbeOutsider(t *testing.T) {
	n := newInternet(t, nil)
	r := n.smtpspec(onScreen, "probe", "contoso.com", "--no-egress", "--from", "scanner@contoso.com", "--to", "somebody@gmail.com")
	inOrder(t, strings.Join(strings.Fields(r.stdout), " "), "direct-send undecided", "a recipient inside", "relay ", "client-submission")
}

// TestProbeWayOutRedirected: where somebody answered in an operator's place, it may be
// they who were heard, unless TLS proves the server.
func TestProbeWayOutRedirected(t *testing.T) {
	for _, test := range []struct {
		domain  string
		at      netip.Addr
		profile string
		code    int
	}{{"other.example", addrOther, "plain-relay", 3}, {"contoso.com", addrTenant, "m365-mx", 0}} {
		n := newInternet(t, nil)
		clear(n.routes)
		n.place(addrGoogleMX, 25, "plain-relay")
		n.place(test.at, 25, test.profile)
		r := n.smtpspec(onScreen, append([]string{"probe", test.domain}, envelope(test.domain)...)...)
		if r.code != test.code || strings.Contains(r.stdout, "in the place of mail servers") != (test.code == 3) {
			t.Errorf("%s: exit status %d, want %d\n%s", test.domain, r.code, test.code, r.stdout)
		}
	}
}

// TestProbeBetween: what somebody between lets through is not what the server says,
// whether this computer was looked at or not.
func TestProbeBetween(t *testing.T) {
	for _, test := range []struct {
		name string
		sick func(*internet)
		next string
	}{
		{"read along", func(n *internet) { n.place(addrTenant, 25, "tls-intercepted") }, "TLS from here may be read along"},
		{"a root of this computer", func(n *internet) { n.system, n.roots = n.roots, x509.NewCertPool() }, "TLS from here may be read along"},
		{"in clear", func(n *internet) { n.place(addrTenant, 25, "starttls-stripped") },
			"on the way to contoso-com.mail.protection.outlook.com:25 takes STARTTLS out, as firewalls with SMTP inspection do, so no certificate proves who answered"},
		{"one server of two", func(n *internet) { n.place(addrMicrosoft, 587, "tls-intercepted") },
			"TLS from here may be read along (going by the certificate that smtp.office365.com:587 showed)"},
		{"the firewall's own certificate, under its own name", func(n *internet) { n.answer(addrMicrosoft, 587, acmeLab) },
			"TLS from here may be read along (going by the certificate that smtp.office365.com:587 showed)"},
		{"without EHLO", func(n *internet) { n.answer(addrTenant, 25, noEHLOLab) },
			"on the way to contoso-com.mail.protection.outlook.com:25 refuses EHLO, without which there is no STARTTLS"},
	} {
		n := newInternet(t, nil)
		test.sick(n)
		r := n.smtpspec(onScreen, append([]string{"probe", "contoso.com", "--no-egress"}, envelope("contoso.com")...)...)
		if r.code == 0 {
			t.Errorf("%s: exit status 0\n%s", test.name, r.stdout)
		}
		inOrder(t, r.stdout, "Next", test.next)
	}
}

// acmeLab is a firewall that opens TLS, with a certificate of its own making for
// another name; noEHLOLab is one that lets no EHLO through.
const (
	acmeLab = `lab "acme" {
  host         = "firewall.acme.example"
  banner       = "220 PN4P287CA0064.outlook.office365.com Microsoft ESMTP MAIL Service ready at {date}"
  keywords     = ["STARTTLS"]
  keywords_tls = ["AUTH LOGIN XOAUTH2"]
  tls {
    certificate = "self-signed"
  }
}`
	noEHLOLab = `lab "no_ehlo" {
  host   = "contoso-com.mail.protection.outlook.com"
  banner = "220 SJ5PEPF000001F2.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at {date}"
  on ehlo {
    reply = "502 5.5.1 Command not implemented"
  }
}`
)

// TestProbeNoEHLO: what Microsoft's servers do not say is not said of Microsoft's.
func TestProbeNoEHLO(t *testing.T) {
	n := newInternet(t, nil)
	n.answer(addrTenant, 25, noEHLOLab)
	r := n.smtpspec(onScreen, append([]string{"probe", "contoso.com", "--no-egress"}, envelope("contoso.com")...)...)
	inOrder(t, r.stdout, "direct-send", "undecided", "envelope accepted, but EHLO was refused", "EHLO was refused and HELO taken", "Next", "refuses EHLO")
}

// TestProbeNextFits: the next step is about what was seen, and repeats no flag.
func TestProbeNextFits(t *testing.T) {
	n := newInternet(t, nil)
	for _, test := range []struct{ args, next []string }{
		{[]string{"contoso.com", "--from", "scanner@fabrikam.com", "--to", "office@contoso.com"}, []string{"a sender of a domain that the tenant accepts"}},
		{[]string{"smtp.office365.com", "--from", "scanner@contoso.com", "--to", "office@contoso.com"}, []string{"Sign in with a mailbox", "--to office@contoso.com --user MAILBOX"}},
		{[]string{"contoso.com", "--to", "office@contoso.com", "--user", "scanner@contoso.com"}, []string{"Client submission:"}},
		{[]string{"2001:db8::1"}, []string{"Nothing was learned about 2001:db8::1"}},
		{[]string{"192.0.2.99:2525"}, []string{"192.0.2.99", "lets port 2525 out"}},
	} {
		r := n.smtpspec(person{terminal: true, password: "x"}, append([]string{"probe", "--no-egress"}, test.args...)...)
		inOrder(t, r.stdout, append([]string{"Next"}, test.next...)...)
	}
	if r := n.smtpspec(onScreen, "probe", "--no-egress", "2001:db8::1"); !strings.Contains(r.stdout, " [2001:db8::1]:25\n") {
		t.Error(r.stdout)
	}
}

// TestBadNames: nothing is taken from a name service that is known to be bad, and no
// session is held with what it names.
func TestBadNames(t *testing.T) {
	unknown := dns.Zone{}
	for _, name := range []string{"smtp.office365.com", "gmail.com", "smtp.gmail.com", "contoso.com"} {
		unknown[name] = dns.Records{Status: dns.NXDomain}
	}
	for name, zone := range map[string]dns.Zone{"it knows nothing": unknown, "it invents": {"smtpspec-egress.invalid": hostAt(addrOther)}} {
		t.Run(name, func(t *testing.T) {
			inFolder(t)
			n := newInternet(t, zone)
			args := append([]string{"contoso.com"}, envelope("contoso.com")...)
			r := n.smtpspec(onScreen, append([]string{"probe"}, args...)...)
			if r.code != 3 || strings.Contains(r.stdout, "does not exist") || strings.Contains(r.stdout, "is at Microsoft 365") {
				t.Errorf("exit status %d\n%s", r.code, r.stdout)
			}
			inOrder(t, r.stdout, "did not tell", "untested", "Next", "Ask another name server", "--resolver HOST")
			if s := n.labs["m365-mx"].Accepted(); s > 0 {
				t.Errorf("%d sessions with a host of its naming", s)
			}
			if r := n.smtpspec(person{}, append([]string{"init"}, args...)...); r.code != 4 || !strings.Contains(r.stderr, "--resolver") {
				t.Errorf("init: %d %s", r.code, r.stderr)
			}
		})
	}
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

// TestProbeRedactedCloud: a tenant's label is the client's in every cloud.
func TestProbeRedactedCloud(t *testing.T) {
	n := newInternet(t, nil)
	for _, args := range [][]string{{"navy.mil", "--no-egress"}, {"hidden.example", "--no-egress"}, {"guessed.example", "--no-egress"}} {
		r := n.smtpspec(person{}, append([]string{"probe"}, args...)...)
		if label, _, _ := strings.Cut(args[0], "."); strings.Contains(r.stdout, label+"-") || strings.Contains(r.stdout, args[0]) {
			t.Errorf("%v:\n%s", args, r.stdout)
		}
	}
}

// TestProbeWaits: a person waits, so a draft is not patient; and where port 25 is
// silent at both operators, no session is held there to be silent, too.
func TestProbeWaits(t *testing.T) {
	s := survey{target: target{text: "contoso.com", domain: "contoso.com"}, flags: &surveyFlags{}, silent25: true, offer: true}
	s.target.found = tenant.Domain{Name: "contoso.com", Kind: tenant.Microsoft, Own: "contoso-com.mail.protection.outlook.com"}
	s.build()
	draft := s.probing()
	for _, e := range draft.Endpoints {
		if e.Connect != "5s" || e.Banner != "15s" {
			t.Errorf("%s: %q %q", e.Name, e.Connect, e.Banner)
		}
	}
	for _, test := range draft.Tests {
		if (test.Skip != "") != (test.Name == testDirect) {
			t.Errorf("%s: skip %q", test.Name, test.Skip)
		}
	}
	if healthy := s.healthy(); healthy.Tests[0].Skip != "" || healthy.Endpoints[0].Banner != "" {
		t.Errorf("the suite that is kept: %+v", healthy)
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
	// Its suite was made for one run: nobody is sent to a file that is not there, and
	// what repeats it is the probe.
	reports := r.stdout
	for _, kind := range []string{"case-study", "table"} {
		reports += n.smtpspec(here, "report", "--redact", "off", "--report", kind+"=-").stdout
	}
	inOrder(t, reports, "How to repeat this", "smtpspec probe contoso.com --from", "Run it again", "smtpspec probe contoso.com --from", "-v")
	if !strings.Contains(strings.Join(strings.Fields(reports), " "), "Run the same probe with --user MAILBOX") {
		t.Errorf("the reports do not say how a probe signs in:\n%s", reports)
	}
	for _, wrong := range []string{"smtpspec run", "builtin:" + draftName, "builtin:m365"} {
		if strings.Contains(reports, wrong) {
			t.Errorf("there is %q in\n%s", wrong, reports)
		}
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
	inOrder(t, r.stdout, "did not tell", "the name service fails", "untested", "Next", "--resolver HOST")
	// What the named one does not tell is no reason to name it again.
	silent := newInternet(t, dns.Zone{"contoso.com": {Status: dns.Refused}})
	r = silent.smtpspec(onScreen, append(args, "--no-egress", "--resolver", silent.names.Addr())...)
	if strings.Count(r.stdout, "--resolver") != 1 {
		t.Error(r.stdout)
	}
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
		"--resolver is empty":              {"contoso.com", "--resolver", ""},
		"--redact must be":                 {"contoso.com", "--redact", "maybe"},
		"no host name":                     {"contoso.com", "--ehlo", "a b"},
		"nowhere.example does not exist":   {"contoso.com", "--no-egress", "--from", "a@contoso.com", "--relay-to", "me@nowhere.example"},
		"--relay-to: null.example says with a null MX that it takes no mail (RFC 7505): mail for it would prove nothing": {"contoso.com", "--no-egress", "--from", "a@contoso.com", "--relay-to", "me@null.example"},
		"--out x.smtp.hcl":         {"contoso.com", "--out", "x"},
		"is no tenant's own host":  {"contoso.com", "--tenant", "mx.other.example"},
		"--tenant is for a DOMAIN": {"mx.other.example:25", "--tenant", "contoso-com.mail.protection.outlook.com"},
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
		{"one operator's port", nil, func(n *internet) { n.place(addrGoogleMX, 25, "") }, []string{"port 25 reaches Microsoft 365 from here, and not Google (connect-timeout)"}},
		{"no way out", nil, func(n *internet) { clear(n.routes) }, []string{"neither Microsoft 365 nor Google was reached from here"}},
		{"a private root", nil, func(n *internet) { n.place(addrMicrosoft, 587, "tls-intercepted") }, []string{"a root of this computer"}},
		{"somebody else answers", nil, func(n *internet) { n.place(addrGoogleMX, 25, "plain-relay"); n.place(addrMicrosoft, 25, "plain-relay") }, []string{"smtp.office365.com belongs to Microsoft 365, but the greeting is by relay"}},
		{"the clock", nil, func(n *internet) { n.clock = 3 * time.Hour }, []string{"the clock is 3 hours ahead of the one in Microsoft's greeting"}},
		{"a name service that invents", dns.Zone{"smtpspec-egress.invalid": hostAt(addrOther)}, func(*internet) {}, []string{"invents answers: for a name that cannot exist it gives 192.0.2.50"}},
		{"a name service that fails", nil, func(n *internet) { n.deaf = true }, []string{"the name service fails for Microsoft 365 and Google (dns-servfail)", "Next See whether this computer has a network at all."}},
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

// elsewhereLab sees another address than the other servers.
const elsewhereLab = `lab "elsewhere" {
  host     = "smtp.office365.com"
  banner   = "220 PN4P287CA0064.outlook.office365.com Microsoft ESMTP MAIL Service ready at {date}"
  greeting = "Hello [203.0.113.99]"
  keywords = ["STARTTLS"]
}`

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
	n.answer(addrMicrosoft, 25, strings.ReplaceAll(elsewhereLab, "STARTTLS", "DSN"))
	if r := n.smtpspec(person{}, "run", "builtin:egress"); !strings.Contains(r.stdout, "STARTTLS is not offered") || strings.Contains(r.stdout, "another address") {
		t.Errorf("an address is believed that nobody vouches for:\n%s", r.stdout)
	}
	n.place(addrMicrosoft, 25, "m365-submission")
	n.deaf = true
	if r := n.smtpspec(person{}, "run", "builtin:egress"); r.code != 3 {
		t.Errorf("without a name service: %d\n%s", r.code, r.stdout)
	}
	n.deaf = false
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
