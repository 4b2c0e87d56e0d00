package diagnose

import (
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
)

// refusal is what a stage rcpt ends in.
func refusal(outcome string, class result.Class, enhanced, text string) func(*result.Test) {
	return func(t *result.Test) {
		s := stage(t, "rcpt")
		s.Outcome, s.Class, s.Reply = outcome, &class, &result.Reply{Code: 550, Enhanced: enhanced, Text: text}
	}
}

// TestAbout: by what a refusal is about another method is the remedy, or none is.
func TestAbout(t *testing.T) {
	for _, c := range []struct {
		id, family, line string
		want             Subject
	}{
		{"spamhaus", "reputation", "550 5.7.1 blocked using Spamhaus", OfAddress},
		{"m365-tenant-traffic-blocked", "reputation", "550 5.7.705 Access denied, tenant has exceeded threshold", OfTenant},
		{"direct-send-rejected", "policy", "550 5.7.68 Direct Send not allowed", OfMethod},
		{"access-denied", "policy", "550 5.7.51 TenantInboundAttribution; There is a partner connector configured", OfMethod},
		{"access-denied", "policy", "550 5.7.510 contoso.com does not accept email over IPv6", ""},
		{"relay-denied", "policy", "451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35.", OfHost},
		{"auth-failed", "auth", "535 5.7.3 Authentication unsuccessful", ""},
	} {
		if got := About(result.Class{ID: c.id, Family: c.family}, c.line); got != c.want {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
	}
}

// TestByCause: what is recommended follows from what a refusal is about.
func TestByCause(t *testing.T) {
	blocked := result.Class{ID: "m365-tenant-traffic-blocked", Family: "reputation", Advice: "Ask Microsoft's support\nto lift the block."}
	unlicensed := result.Class{ID: noDomain, Family: "recipient", Advice: "Is a licence with mail assigned?"}
	partner := result.Class{ID: "access-denied", Family: "policy"}
	busy := result.Class{ID: "throttled", Family: "rate", Waiting: true}
	direct := func(o func(*result.Test)) result.Test { return method(directSend, mx, o) }
	for _, c := range []struct {
		name  string
		tests []result.Test
		site  site
		want  string
		says  []string
		not   string
	}{
		{"the tenant is blocked", []result.Test{direct(refusal("reject", blocked, "5.7.705", "tenant has exceeded threshold"))}, site{}, directSend,
			[]string{"put right first what refuses it: m365-tenant-traffic-blocked", "no other one is a way round it", "Ask Microsoft's support to lift the block. Then run the suite again."}, "builtin:m365/client-submission"},
		{"the tenant is blocked, and a mailbox is not", []result.Test{direct(refusal("reject", blocked, "5.7.705", "x")), signInOK}, site{}, clientSubmission, []string{"accepted from here"}, "Ask Microsoft"},
		{"no licence", []result.Test{direct(refusal("reject", unlicensed, "4.4.4", "no mail-enabled subscriptions. ATTR5"))}, site{}, directSend,
			[]string{"put right first", "Is a licence with mail assigned?"}, "test with one that exists"},
		{"behind a filter", []result.Test{direct(refusal("reject", partner, "5.7.51", "There is a partner connector configured"))}, site{}, clientSubmission,
			[]string{"on purpose (5.7.51)", "from the filter in front of it only", "names the line's address"}, ""},
		{"a tenant that was moved", []result.Test{direct(refusal("defer", result.Class{ID: noConnector, Family: "policy"}, "4.4.62", "Mail sent to the wrong Office 365 region. ATTR35"))}, site{}, clientSubmission,
			[]string{"see whether the host that was asked is still the tenant's own", "Second choice: a relay connector"}, ""},
		{"put off", []result.Test{direct(refusal("defer", busy, "4.7.500", "Server busy"))}, site{}, directSend,
			[]string{"wait, and test it again", "Run the suite again later: it was put off (throttled at RCPT TO)."}, "builtin:m365/client-submission"},
		{"put off, and mail goes outside", []result.Test{direct(refusal("defer", busy, "4.7.500", "Server busy"))}, site{external: yes}, clientSubmission, []string{"test it next"}, ""},
		{"put off, and refused elsewhere", []result.Test{direct(refusal("defer", busy, "4.7.500", "Server busy")), signInOff}, site{}, clientSubmission, []string{"smtp-auth-disabled"}, "put off"},
	} {
		r := one(summaries(c.tests...), c.site, november).Recommendation
		text := sentences(r)
		if r.Method != c.want || c.not != "" && strings.Contains(text, c.not) || len(r.Reasons) == 0 {
			t.Errorf("%s: %s, want %s without %q: %s", c.name, r.Method, c.want, c.not, text)
		}
		for _, words := range c.says {
			if !strings.Contains(text, words) {
				t.Errorf("%s: no %q in: %s", c.name, words, text)
			}
		}
	}
}

// TestDomainWithoutMail: a domain that takes no mail is no word about the recipient. At
// the tenant's own host it is one about Direct Send, elsewhere about neither.
func TestDomainWithoutMail(t *testing.T) {
	noMail := refusal("reject", result.Class{ID: noDomain, Family: "recipient"}, "4.4.4", "no mail-enabled subscriptions. ATTR5")
	if m := alone(method(directSend, mx, noMail)); m.State != result.Blocked || strings.Contains(m.Detail, "the recipient was") {
		t.Errorf("Direct Send: %s (%s)", m.State, m.Detail)
	}
	if m := alone(submission(signedIn, noMail)); m.State != result.Undecided || !strings.Contains(m.Detail, "in another one") {
		t.Errorf("signed in: %s (%s)", m.State, m.Detail)
	}
}
