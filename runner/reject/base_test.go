package reject

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// TestExamples sends every example and counter-example through the whole base.
func TestExamples(t *testing.T) {
	for _, p := range Builtin().Check() {
		t.Error(p)
	}
}

// TestRulesHaveWords keeps the base fast: a text without fixed words would be
// searched for in every reply.
func TestRulesHaveWords(t *testing.T) {
	for _, s := range Builtin().slowTexts() {
		t.Errorf("no fixed words in the text of %s", s)
	}
}

// TestEveryPatternCompiles readies each expression, which otherwise happens when
// a reply first asks for it.
func TestEveryPatternCompiles(t *testing.T) {
	for _, c := range Builtin().Classes() {
		if err := validate(&c); err != nil {
			t.Error(err)
		}
	}
}

func TestFailureClassesAreThere(t *testing.T) {
	for _, id := range []string{
		smtp.FailNXDomain, smtp.FailNoAddress, smtp.FailServFail, smtp.FailDNSTimeout, smtp.FailDNSRefused,
		smtp.FailNullMX, smtp.FailMXInvalid, smtp.FailProxy, smtp.FailConnectRefused, smtp.FailUnreachable,
		smtp.FailConnectTimeout, smtp.FailConnectProhibited, smtp.FailReset, smtp.FailClosed,
		smtp.FailReplyTimeout, smtp.FailNotSMTP, smtp.FailMalformed, smtp.FailTooLong, smtp.FailUnexpected,
		smtp.FailPortRedirected, smtp.FailStripped, smtp.FailInjection, smtp.FailTLSHandshake,
		smtp.FailTLSVersion, smtp.FailTLSTimeout, smtp.FailTLSAlert, smtp.FailTLSClientCert,
		smtp.FailWrongTLSMode, smtp.FailTokenRefused, smtp.FailTokenUnreachable, smtp.FailAuthUnsafe,
		smtp.FailMechanismMismatch, smtp.CertUntrusted, smtp.CertExpired, smtp.CertNotYetValid,
		smtp.ClockSkew, smtp.CertName, smtp.CertChainIncomplete, smtp.TLSIntercepted,
	} {
		m := Builtin().Failure(&smtp.Failure{Class: id, Detail: "what was seen"})
		if m.Class.ID != id || m.Evidence != "what was seen" {
			t.Errorf("Failure(%q) is %q, evidence %q", id, m.Class.ID, m.Evidence)
		}
	}
	if m := Builtin().Failure(&smtp.Failure{Class: "never-heard-of"}); m.Class.ID != Unknown {
		t.Errorf("an unknown failure is %q", m.Class.ID)
	}
	if m := Builtin().Failure(nil); m.Class.ID != Unknown {
		t.Errorf("no failure is %q", m.Class.ID)
	}
}

func TestClassesAreInOrder(t *testing.T) {
	var families []string
	last := ""
	for _, c := range Builtin().Classes() {
		if len(families) == 0 || families[len(families)-1] != c.Family {
			families, last = append(families, c.Family), ""
		}
		if c.ID <= last {
			t.Errorf("%q follows %q", c.ID, last)
		}
		last = c.ID
	}
	var want []string
	for _, f := range Families() {
		want = append(want, f.ID)
	}
	if diff := cmp.Diff(want, families); diff != "" {
		t.Errorf("families (-want +got):\n%s", diff)
	}
}

var acme = Class{
	ID: "acme-filter", Family: "policy", Title: "Refused by the Acme gateway",
	Rules:    []Rule{{Stage: []string{"mail", "rcpt"}, Text: "acme mail policy"}},
	Examples: []Example{{Stage: "rcpt", Reply: "554 5.7.1 Rejected by Acme mail policy 12"}},
}

func TestOwnClass(t *testing.T) {
	b, err := Builtin().With([]Class{acme})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range b.Check() {
		t.Error(p)
	}
	if got := classOf(b, "rcpt", "554 5.7.1 Rejected by ACME  Mail Policy 12"); got != "acme-filter" {
		t.Errorf("got %q", got)
	}
	if got := classOf(Builtin(), "rcpt", "554 5.7.1 Rejected by Acme mail policy 12"); got == "acme-filter" {
		t.Error("the built-in base has changed")
	}
}

func TestWaits(t *testing.T) {
	for reply, want := range map[string]bool{
		"450 4.1.1 <eva@example.com>: Recipient address rejected: unverified address: Address verification in progress": true,
		"550 5.1.1 <eva@example.com>: Recipient address rejected: unverified address: user unknown":                     false,
		"450 4.1.1 <eva@example.com>: Recipient address rejected: User unknown":                                         false,
		"421 4.3.2 Service not available":                                          true,
		"554 No SMTP service here":                                                 false,
		"521 5.3.2 Host does not accept mail":                                      false,
		"550 5.3.0 Internal server error":                                          false,
		"451 4.3.0 Internal server error":                                          true,
		"to=<eva@example.com>, dsn=4.3.0, status=deferred (internal server error)": true,
		"to=<eva@example.com>, dsn=5.3.0, status=bounced (internal server error)":  false,
		"450 4.2.0 Mailbox temporarily unavailable":                                true,
		"550 5.5.0 Requested action not taken: mailbox unavailable":                false,
		"internal server error":                                                    true, // nobody knows
		"454 4.7.0 TLS not available":                                              true,
		"502 5.5.1 TLS not available":                                              false,
		"550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit for sending email": true,
	} {
		r, _ := ParseReply(reply)
		if m := Builtin().Classify("", r); m.Class.Waits(r) != want {
			t.Errorf("%q, %s: waiting helps: %v, want %v", reply, m.Class.ID, !want, want)
		}
	}
}

func TestOverride(t *testing.T) {
	b, err := Builtin().With([]Class{
		{ID: "spamhaus", Advice: "Ring extension 42."},
		{ID: "greylisted", Rules: []Rule{{Text: "warteschlange"}}},
		{ID: "throttled", WaitingSaid: true},
		{ID: "local-error", WaitingSaid: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	spamhaus, _ := b.Lookup("spamhaus")
	builtin, _ := Builtin().Lookup("spamhaus")
	if spamhaus.Advice != "Ring extension 42." || spamhaus.Title != builtin.Title || len(spamhaus.Rules) != len(builtin.Rules) {
		t.Errorf("not only the advice was overridden: %+v", spamhaus)
	}
	if throttled, _ := b.Lookup("throttled"); throttled.WaitingHelps {
		t.Error("waiting_helps = false was not taken")
	}
	if local, _ := b.Lookup("local-error"); local.Waits(smtp.Reply{Code: 451}) {
		t.Error("waiting_helps = false was not taken from a class that waits after some codes")
	}
	if got := classOf(b, "rcpt", "450 Warteschlange"); got != "greylisted" {
		t.Errorf("its own rule gives %q", got)
	}
	if got := classOf(b, "rcpt", "450 Greylisted"); got == "greylisted" {
		t.Error("the built-in rules are still there")
	}
	for _, p := range b.Check() {
		if p.Class == "greylisted" && !p.Counter {
			t.Errorf("an example of the replaced rules is still there: %s", p)
		}
	}
}

func TestUnusableOwnClasses(t *testing.T) {
	rule := func(r Rule) Class { return Class{ID: "x", Family: "policy", Rules: []Rule{r}} }
	for _, test := range []struct {
		own  []Class
		want string
	}{
		{[]Class{{ID: "x"}}, `no family ""`},
		{[]Class{{ID: "x", Family: "polcy"}}, `no family "polcy"`},
		{[]Class{acme, acme}, `"acme-filter" is there twice`},
		{[]Class{{ID: "x", Family: "policy", Over: []string{"y"}}}, `over "y"`},
		{[]Class{rule(Rule{})}, "asks for nothing"},
		{[]Class{rule(Rule{Text: "("})}, "missing closing )"},
		{[]Class{rule(Rule{Code: []string{"999"}})}, `code "999"`},
		{[]Class{rule(Rule{Code: []string{"xxx"}})}, `code "xxx"`},
		{[]Class{rule(Rule{Code: []string{"55"}})}, `code "55"`},
		{[]Class{rule(Rule{Enhanced: []string{"5.7"}})}, `enhanced code "5.7"`},
		{[]Class{rule(Rule{Enhanced: []string{"5.7.9-1"}})}, `enhanced code "5.7.9-1"`},
		{[]Class{rule(Rule{Enhanced: []string{"5.7-8.1"}})}, `enhanced code "5.7-8.1"`},
		{[]Class{rule(Rule{Stage: []string{"recipient"}})}, `no stage is named "recipient"`},
	} {
		_, err := Builtin().With(test.own)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want %q", err, test.want)
		}
	}
}

// TestCheckFindsProblems makes a base with one of each.
func TestCheckFindsProblems(t *testing.T) {
	b, err := Builtin().With([]Class{
		{ID: "one", Family: "policy", Rules: []Rule{{Text: "frobnicated"}}, Examples: []Example{{Reply: "550 frobnicated"}}},
		{ID: "two", Family: "policy", Rules: []Rule{{Text: "frobnicated"}}},
		{ID: "three", Family: "policy", Rules: []Rule{{Text: "gargled"}},
			Examples: []Example{{Reply: "550 nothing of the kind"}},
			Counter:  []Example{{Reply: "550 gargled"}, {Reply: "550 blocked using zen.spamhaus.org", Class: "blocklist"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range b.Check() {
		got = append(got, p.String())
	}
	want := []string{
		`class "one": the example "550 frobnicated" fits "one" and "two" equally well; say which is over the other`,
		`class "three": the example "550 nothing of the kind" is given the class "unknown", not "three"`,
		`class "three": the counter-example "550 gargled" is given this class`,
		`class "three": the counter-example "550 blocked using zen.spamhaus.org" is given the class "spamhaus", not "blocklist"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// classOf is the class of a reply as somebody would paste it.
func classOf(b *Base, stage, reply string) string {
	r, _ := ParseReply(reply)
	return b.Classify(smtp.Stage(stage), r).Class.ID
}
