package main

import (
	"encoding/xml"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/runlog"
	"github.com/smtpspec/smtpspec/suites"
)

// sick is a profile of the lab that a built-in suite must not pass against.
type sick struct {
	vars string // NAME=VALUE, with blanks between them
	code int
	// fails are the tests that do not pass, each with the stage that was otherwise and
	// its class where it has one, and the comparisons: "envelope rcpt spamhaus; sides".
	// A question mark stands behind the name of a test that is inconclusive.
	fails string
}

// builtinSuites says of each built-in suite what it does where all is well with
// the lab, which it asks by itself, and where it is not.
var builtinSuites = map[string][]sick{
	"egress": {
		{inLab + " google_lab=port-redirected", 3, "google_25? banner port-redirected; google_587? banner port-redirected; one_address?"},
		{inLab + " microsoft_lab=tls-intercepted", 1, "microsoft_25 tls tls-intercepted; microsoft_587 tls tls-intercepted"},
		{inLab + " google_lab=expired-certificate", 1, "google_25 tls cert-expired; google_587 tls cert-expired"},
		{inLab + " microsoft_lab=garbage", 1, "microsoft_25 banner not-smtp; microsoft_587 banner not-smtp; one_address?"},
	},
	"ehlo-probe": {
		{"lab=banner-masked", 1, "in_clear ehlo"},
		{"lab=port-redirected", 3, "in_clear? banner port-redirected; inside_tls? banner port-redirected"},
		{"lab=starttls-stripped", 1, "in_clear ehlo"},
		{"lab=m365-mx-bad-helo", 1, "in_clear ehlo helo-rejected; inside_tls ehlo helo-rejected"},
		{"ehlo=MFP_1.contoso.com", 1, "in_clear ehlo helo-rejected; inside_tls ehlo helo-rejected"},
	},
	"starttls-check": {
		{"lab=starttls-stripped", 1, "starttls starttls starttls-stripped"},
		{"lab=expired-certificate", 1, "starttls tls cert-expired"},
		{"lab=wrong-certificate", 1, "starttls tls cert-name"},
		{"lab=tls-reset", 1, "starttls tls connection-reset"},
		{"lab=m365-mx-tls-rate", 1, "starttls starttls throttled"},
	},
	"full-conversation": {
		{"lab=m365-mx-spamhaus", 1, "conversation rcpt spamhaus"},
		{"lab=m365-mx-unknown-recipient", 1, "conversation rcpt unknown-recipient"},
		{"lab=m365-mx-filter-busy", 1, "conversation mail server-busy-or-down"},
		{"lab=banner-masked", 1, "conversation banner"},
		{"lab=mail-filter", 0, ""}, // anybody's server greets as it likes
		{"lab=plain-relay tls=none", 0, ""},
		{"lab=m365-mx tls=none", 0, ""}, // there is no STARTTLS to ask for
		{"lab=m365-mx tls=opportunistic", 0, ""},
		{"lab=starttls-stripped", 1, "conversation starttls starttls-stripped"},
		{"lab=tls-intercepted username=scanner@contoso.com password=one-of-the-lab", 1, "conversation tls tls-intercepted"},
		{"lab=onprem-relay", 0, ""}, // anybody's server has the certificate that it has
		{"username=scanner@contoso.com password=one-of-the-lab lab=m365-submission-auth-disabled", 1, "conversation auth smtp-auth-disabled"},
	},
	"mx-vs-submission": {
		{"mx_lab=m365-mx-banned-ip", 1, "mx rcpt m365-banned-ip"},
		{"mx_lab=starttls-stripped", 1, "mx ehlo"},
		{"mx_lab=m365-submission", 1, "mx auth; sides"},
		{"submission_lab=m365-submission-auth-failed", 1, "submission auth auth-failed"},
		{"submission_lab=m365-mx", 1, "submission_offer ehlo-tls; submission auth; sides"},
	},
	"m365/baseline": {
		{"mx_lab=starttls-stripped", 1, "mx ehlo; envelope starttls starttls-stripped"},
		{"mx_lab=banner-masked", 1, "mx ehlo syntax-error; envelope banner"},
		{"mx_lab=port-redirected", 3, "mx? banner port-redirected; envelope? banner port-redirected"},
		{"mx_lab=m365-mx-throttled", 1, "envelope rcpt throttled"},
		{"submission_lab=tls-intercepted", 1, "submission tls tls-intercepted; signed_in tls tls-intercepted"},
		{"submission_lab=m365-submission-auth-disabled", 1, "signed_in auth smtp-auth-disabled"},
		{"submission_lab=m365-mx", 1, "submission ehlo-tls; signed_in auth"},
	},
	"m365/direct-send": {
		{"lab=m365-mx-spamhaus", 1, "envelope rcpt spamhaus"},
		{"lab=m365-mx-direct-send-rejected", 1, "envelope rcpt direct-send-rejected"},
		{"lab=m365-mx-throttled", 1, "envelope rcpt throttled"},
		{"lab=m365-mx-relay-denied", 0, ""}, // own recipients need no connector
		{"lab=m365-mx-relay-denied to=someone@example.net", 1, "envelope rcpt relay-denied"},
		{"lab=starttls-stripped", 1, "envelope ehlo"},
		{"lab=m365-submission", 1, "envelope auth"},
		{"client=helo", 0, ""},
		{"client=no-starttls", 0, ""},
		{"client=old-tls", 1, "envelope tls tls-version"},
		{"seen_from=198.51.100.1", 1, "envelope ehlo"},
	},
	"m365/client-submission": {
		{"lab=m365-submission-auth-disabled", 1, "signed_in auth smtp-auth-disabled"},
		{"lab=m365-submission-auth-failed", 1, "signed_in auth auth-failed"},
		{"lab=m365-submission-basic-disabled", 1, "signed_in auth basic-auth-retired"},
		{"lab=m365-submission-send-as-denied", 1, "signed_in mail send-as-denied"},
		{"lab=tls-intercepted", 1, "offer tls tls-intercepted; signed_in tls tls-intercepted"},
		{"client=plain-only", 1, "signed_in auth mechanism-mismatch"},
		{"client=old-tls", 1, "offer tls; signed_in auth tls-version-unsupported"},
	},
	"m365/relay": {
		{"lab=m365-mx-relay-denied", 1, "outside rcpt relay-denied"},
		{"lab=m365-mx-relay-denied-attr36", 1, "outside rcpt relay-denied"},
		{"lab=m365-mx-spamhaus", 1, "inside rcpt spamhaus; outside rcpt spamhaus"},
		{"lab=starttls-stripped", 1, "inside ehlo; outside ehlo"},
		{"seen_from=198.51.100.1", 1, "inside ehlo"},
	},
	"m365/tls": {
		{"submission_lab=tls-intercepted", 1, "submission tls tls-intercepted; submission_device tls tls-intercepted"},
		{"submission_lab=expired-certificate", 1, "submission tls cert-expired; submission_device tls cert-expired"},
		{"mx_lab=starttls-stripped", 1, "mx starttls starttls-stripped; mx_device starttls starttls-stripped; mx_old_tls starttls starttls-stripped"},
		{"mx_lab=tls-reset", 1, "mx tls connection-reset; mx_device tls connection-reset; mx_old_tls tls connection-reset"},
		{"mx_lab=legacy-tls10", 1, "mx tls tls-version; mx_device tls tls-version; mx_old_tls tls"},
		{"client=rsa-key-exchange", 1, "submission_device tls tls-alert"},
		{"client=old-tls", 1, "mx_device tls tls-version; submission_device tls"},
	},
	"m365/basic-auth-sunset": {
		{"submission_lab=m365-submission-basic-retired", 1, "password auth basic-auth-retired"},
		{"mx_lab=m365-mx-direct-send-rejected", 1, "without_signing_in rcpt direct-send-rejected"},
		{"mx_lab=starttls-stripped", 1, "without_signing_in ehlo"},
		{"mx_lab=mail-filter client=no-starttls", 1, "password starttls; without_signing_in banner"},
		{"submission_lab=takes-everything", 1, "password banner; oauth_offered banner"},
		{"submission_lab=tls-intercepted", 1, "password tls tls-intercepted; oauth_offered tls tls-intercepted"},
		{"mx_lab=port-redirected", 3, "without_signing_in? banner port-redirected"},
	},
	"device/sharp-mx": {
		{"mx_lab=m365-mx-spamhaus", 1, "direct_send rcpt spamhaus"},
		{"submission_lab=m365-submission-auth-disabled-mailbox", 1, "right_settings auth smtp-auth-disabled"},
		{"submission_lab=starttls-stripped", 1, "right_settings ehlo"},
		{"mx_lab=mail-filter", 1, "direct_send banner"},
		{"mx_lab=onprem-relay", 1, "direct_send banner"},
		{"mx_lab=starttls-stripped", 1, "direct_send ehlo"},
		{"client=plain-only", 1, "right_settings auth mechanism-mismatch"},
	},
	"procedure": {
		{"mx_lab=m365-mx-spamhaus", 1, "step_4_envelope rcpt spamhaus; step_6_relay rcpt spamhaus"},
		{"mx_lab=m365-mx-relay-denied", 1, "step_6_relay rcpt relay-denied"},
		{"mx_lab=mail-filter", 1, "step_1_port_25 banner; step_2_mx banner; step_3_mx banner; step_4_envelope banner; step_6_relay banner"},
		{"mx_lab=starttls-stripped", 1, "step_2_mx ehlo; step_3_mx starttls starttls-stripped; step_4_envelope ehlo; step_6_relay ehlo"},
		{"submission_lab=tls-reset", 1, "step_3_submission tls connection-reset; step_7_signed_in tls connection-reset"},
		{"submission_lab=m365-submission-auth-failed", 1, "step_7_signed_in auth auth-failed"},
		{"mx_lab=port-redirected submission_lab=m365-submission", 3, "step_1_port_25? banner port-redirected; step_2_mx? banner port-redirected; step_3_mx? banner port-redirected; step_4_envelope? banner port-redirected; step_6_relay? banner port-redirected"},
	},
}

// inLab are the values with which builtin:egress asks the lab, which it does not by
// itself.
const inLab = "microsoft_lab=m365-submission google_lab=m365-mx"

func TestBuiltinSuites(t *testing.T) {
	for _, info := range suites.List() {
		cases := builtinSuites[info.Name]
		if len(cases) < 3 {
			t.Errorf("no three cases show what builtin:%s fails against", info.Name)
		}
		well := sick{}
		if info.Name == "egress" {
			well.vars = inLab
		}
		for _, c := range append([]sick{well}, cases...) {
			t.Run(info.Name+" "+c.vars, func(t *testing.T) {
				t.Parallel()
				r, fails := runBuiltin(t, info.Name, c.vars)
				if r.code != c.code || fails != c.fails {
					t.Errorf("exit %d, not %d, with %q, not %q:\n%s%s", r.code, c.code, fails, c.fails, r.stdout, r.stderr)
				}
				if c == well && info.Name != "egress" && strings.Contains(r.stdout, "skipped") {
					t.Errorf("where all is well, something is skipped:\n%s", r.stdout)
				}
			})
		}
	}
}

// What an alert is mostly about, where TLS 1.2 is there, is said where it is met.
func TestBuiltinTLSSpeaksOfCiphers(t *testing.T) {
	r, _ := runBuiltin(t, "m365/tls", "client=rsa-key-exchange")
	explained := cli(t, "explain", "error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure")
	for _, out := range []string{r.stdout, explained.stdout} {
		flat := strings.Join(strings.Fields(out), " ")
		for _, want := range []string{"no cipher suite in common", "(TLS_RSA_…)", "smtp.office365.com since February 2025"} {
			if !strings.Contains(flat, want) {
				t.Errorf("without %q:\n%s", want, out)
			}
		}
	}
}

// runBuiltin runs a built-in suite with variables, and says which tests did not pass.
func runBuiltin(t *testing.T, name, vars string) (r ran, fails string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "run.jsonl")
	args := []string{"run", "builtin:" + name, "--log", file}
	for v := range strings.FieldsSeq(vars) {
		args = append(args, "--var", v)
	}
	r = cli(t, args...)
	log, err := runlog.Open(file)
	if err != nil {
		t.Fatalf("%v\n%s", err, r.stderr)
	}
	defer log.Close()
	var all []string
	for test, err := range log.Tests() {
		if err != nil {
			t.Fatal(err)
		}
		if test.Status != result.Pass && test.Status != result.Skip {
			all = append(all, strings.Join(otherwise(test), " "))
		}
	}
	for _, c := range log.Footer.Comparisons {
		if c.Status != result.Pass && c.Status != result.Skip {
			all = append(all, named(c.Name, c.Status))
		}
	}
	return r, strings.Join(all, "; ")
}

// otherwise is a test's name, the first stage that was not as expected, or else the
// one that decided, and the class there.
func otherwise(test result.Test) []string {
	out, at := []string{named(test.ShortName(), test.Status)}, test.Decided
	for _, e := range test.Expectations {
		if e.Verdict == result.Missed {
			at = e.Stage
			break
		}
	}
	out = append(out, at)
	if stage, ok := test.Stage(at); ok && stage.Class != nil {
		out = append(out, stage.Class.ID)
	}
	return out
}

func named(name string, status result.Status) string {
	if status == result.Inconclusive {
		return name + "?"
	}
	return name
}

// A name with a folder in it is a name like any other, wherever suites are named.
func TestBuiltinInAFolder(t *testing.T) {
	for _, test := range []struct {
		args []string
		says string
	}{
		{[]string{"validate", "builtin:m365/baseline"}, "no mistakes found"},
		{[]string{"list", "builtin:m365/baseline"}, "builtin:m365/baseline"},
		{[]string{"plan", "builtin:m365/baseline"}, "Plan: 4 sessions"},
		{[]string{"suites", "m365/baseline"}, `tags             = ["m365", "baseline"]`},
		{[]string{"suites", "builtin:m365/baseline"}, `tags             = ["m365", "baseline"]`},
		{[]string{"suites"}, "\nbuiltin:m365/baseline "},
		{[]string{"run", "builtin:m365/baseline", "--test", "submission"}, "1 passed"},
		{[]string{"__complete", "run", "builtin:m365/"}, "builtin:m365/baseline\n"},
		{[]string{"__complete", "suites", "m365/"}, "m365/baseline\n"},
	} {
		if r := cli(t, test.args...); r.code != 0 || !strings.Contains("\n"+r.stdout, test.says) {
			t.Errorf("%s: exit %d, without %q:\n%s%s", strings.Join(test.args, " "), r.code, test.says, r.stdout, r.stderr)
		}
	}
	if r := cli(t, "validate", "builtin:m365/basline"); r.code != 2 || !strings.Contains(r.stderr, `Did you mean "m365/baseline"?`) {
		t.Errorf("exit %d: %s", r.code, r.stderr)
	}
}

// Outside the lab a built-in suite goes nowhere with an address that nobody gave.
func TestBuiltinSuitesInventNobody(t *testing.T) {
	for name := range builtinSuites {
		text := string(cli(t, "suites", name).stdout)
		for _, needed := range []string{"domain", "host"} {
			if !strings.Contains(text, `variable "`+needed+`"`) {
				continue
			}
			r := cli(t, "plan", "builtin:"+name, "--var", needed+"=tenant.example")
			if strings.Contains(r.stdout+r.stderr, "contoso") {
				t.Errorf("%s with %s: an address of the lab's is used:\n%s%s", name, needed, r.stdout, r.stderr)
			}
		}
	}
}

// What needs an address that nobody gave is skipped, and the rest is run.
func TestBuiltinSuitesSkipWhatIsMissing(t *testing.T) {
	for _, test := range []struct {
		suite, vars string
		sum         string
	}{
		{"procedure", "domain=tenant.example", "6 sessions with 2 servers, 0 sign-ins, no message; 3 tests skipped"},
		{"procedure", "mx_host=mx.tenant.example", "6 sessions with 2 servers, 0 sign-ins, no message; 3 tests skipped"},
		{"procedure", "domain=tenant.example password=x", "6 sessions with 2 servers, 0 sign-ins, no message; 3 tests skipped"},
		{"procedure", "domain=tenant.example from=a@tenant.example external=b@example.net", "7 sessions with 2 servers, 0 sign-ins, no message; 2 tests skipped"},
		{"procedure", "domain=tenant.example from=a@tenant.example to=b@tenant.example", "7 sessions with 2 servers, 0 sign-ins, no message; 2 tests skipped"},
		{"m365/baseline", "domain=tenant.example", "2 sessions with 2 servers, 0 sign-ins, no message; 2 tests skipped"},
		{"m365/baseline", "mx_host=mx.tenant.example", "2 sessions with 2 servers, 0 sign-ins, no message; 2 tests skipped"},
		{"m365/baseline", "mx_host=mx.tenant.example to=b@tenant.example", "skipped: no sender given: --var from=…"},
		{"m365/baseline", "mx_host=mx.tenant.example password=x", "skipped: no mailbox given: --var from=…"},
		{"m365/baseline", "domain=tenant.example password=x", "2 sessions with 2 servers, 0 sign-ins, no message; 2 tests skipped"}, // nobody named a mailbox
		{"m365/baseline", "domain=tenant.example password=x to=b@tenant.example", "skipped: no mailbox given: --var from=…"},
		{"m365/baseline", "domain=tenant.example password=x username=a@tenant.example", "MAIL FROM:<a@tenant.example>"},
		{"m365/client-submission", "host=smtp.tenant.example", "skipped: no password given: --ask password"},
		{"m365/client-submission", "host=smtp.tenant.example password=x", "skipped: no mailbox given: --var username=…"},
	} {
		args := []string{"plan", "builtin:" + test.suite}
		for v := range strings.FieldsSeq(test.vars) {
			args = append(args, "--var", v)
		}
		if r := cli(t, args...); r.code != 0 || !strings.Contains(r.stdout, test.sum) {
			t.Errorf("%s: exit %d, without %q:\n%s%s", strings.Join(args, " "), r.code, test.sum, r.stdout, r.stderr)
		}
	}
}

// A suite that can do nothing without an address says which variable lacks it.
func TestBuiltinSuitesNameWhatIsMissing(t *testing.T) {
	const sender, recipient = "Outside the lab a sender is needed: --var from=…", "Outside the lab a recipient is needed: --var to=…"
	for suite, says := range map[string][]string{
		"full-conversation":      {sender, recipient},
		"mx-vs-submission":       {sender, recipient},
		"m365/direct-send":       {sender, recipient},
		"m365/relay":             {sender, recipient},
		"m365/basic-auth-sunset": {sender, recipient},
		"device/sharp-mx":        {"Outside the lab the mailbox is needed: --var username=…", recipient},
	} {
		r := cli(t, "plan", "builtin:"+suite, "--var", "domain=tenant.example")
		for _, want := range says {
			if r.code != 2 || !strings.Contains(r.stderr, want) {
				t.Errorf("%s: exit %d, without %q:\n%s", suite, r.code, want, r.stderr)
			}
		}
	}
}

// Whoever names a mailbox and no server is told so, and hears nothing of a lab's.
func TestBuiltinSuitesAskForTheHost(t *testing.T) {
	const asks = "For a mailbox the endpoint is needed, or a profile of the lab: --var host=smtp.office365.com"
	for vars, code := range map[string]int{
		"": 0, "username=a@tenant.example": 2, "username=a@tenant.example lab=m365-submission": 0,
		"username=a@tenant.example host=smtp.tenant.example": 0,
	} {
		args := []string{"plan", "builtin:m365/client-submission"}
		for v := range strings.FieldsSeq(vars) {
			args = append(args, "--var", v)
		}
		if r := cli(t, args...); r.code != code || strings.Contains(r.stderr, asks) != (code == 2) {
			t.Errorf("%q: exit %d\n%s", vars, r.code, r.stderr)
		}
	}
}

// Direct Send is asked over IPv4, as a device comes, wherever a suite stands for one.
func TestBuiltinSuitesComeAsADevice(t *testing.T) {
	endpoint := regexp.MustCompile(`(?ms)^endpoint "(.*?)" \{.*?^\}`)
	for name := range builtinSuites {
		src := cli(t, "suites", name).stdout
		for _, e := range endpoint.FindAllString(src, -1) {
			fixed := strings.Contains(e, `address_family = "ipv4"`) ||
				strings.Contains(e, "address_family = var.address_family") && regexp.MustCompile(`(?s)variable "address_family".*?default +=\s+"ipv4"`).MatchString(src)
			if regexp.MustCompile(`method +=\s+"(direct-send|relay)"`).MatchString(e) && !fixed {
				t.Errorf("%s: an endpoint may be reached over IPv6:\n%s", name, e)
			}
		}
	}
}

// anybodysServer are the suites for any server, and some let a client wait long.
var anybodysServer = map[string]bool{"ehlo-probe": true, "full-conversation": true, "starttls-check": true}

// Somebody waits for a suite that names Microsoft's endpoints, whose greeting comes
// soon or not at all.
func TestBuiltinSuitesDoNotWaitLong(t *testing.T) {
	endpoint := regexp.MustCompile(`(?ms)^endpoint "(.*?)" \{.*?^\}`)
	soon := regexp.MustCompile(`banner += "15s"`)
	for name := range builtinSuites {
		for _, e := range endpoint.FindAllStringSubmatch(cli(t, "suites", name).stdout, -1) {
			if !soon.MatchString(e[0]) && !anybodysServer[name] && e[1] != "nowhere" {
				t.Errorf("%s: the endpoint %q has no short timeout for the greeting", name, e[1])
			}
		}
	}
}

// What CI is handed says the same as the run.
func TestBuiltinSuitesAsJUnit(t *testing.T) {
	type results struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Cases    []struct {
			Name    string `xml:"name,attr"`
			Failure *struct {
				Message string `xml:"message,attr"`
			} `xml:"failure"`
		} `xml:"testsuite>testcase"`
	}
	for profile, failing := range map[string]int{"m365-mx": 0, "m365-mx-relay-denied": 1} {
		r := cli(t, "run", "builtin:m365/relay", "--var", "lab="+profile, "--report", "junit=-")
		var got results
		if err := xml.Unmarshal([]byte(r.stdout), &got); err != nil {
			t.Fatalf("%s: %v\n%s", profile, err, r.stdout)
		}
		if got.Tests != 2 || got.Failures != failing || len(got.Cases) != 2 {
			t.Fatalf("%s: got %+v", profile, got)
		}
		inside, outside := got.Cases[0], got.Cases[1]
		if inside.Name != "test.inside" || inside.Failure != nil || outside.Name != "test.outside" || (outside.Failure != nil) != (failing == 1) {
			t.Errorf("%s: got %+v", profile, got)
		}
		if failing == 1 && !strings.Contains(outside.Failure.Message, "relay-denied") {
			t.Errorf("%s: the failure says %q", profile, outside.Failure.Message)
		}
	}
}

// What a class says to test next is there to be run.
func TestClassesNameSuites(t *testing.T) {
	there := map[string]bool{"": true}
	for _, info := range suites.List() {
		there["builtin:"+info.Name] = true
	}
	for _, c := range reject.Builtin().Classes() {
		if !there[c.Test] {
			t.Errorf("class %q: there is no %s", c.ID, c.Test)
		}
	}
	const reply = "550 5.7.64 TenantAttribution; Relay Access Denied ATTR36"
	for _, test := range []struct {
		want string
		args []string
	}{
		{"\n  Test next      builtin:m365/relay\n", []string{"explain", reply}},
		{`"test_next":"builtin:m365/relay"`, []string{"explain", "--format", "json", reply}},
		{"\nTest next\n  smtpspec run builtin:m365/relay\n  Without --var the lab plays it: see smtpspec suites m365/relay\n", []string{"classes", "relay-denied"}},
	} {
		if r := cli(t, test.args...); !strings.Contains(r.stdout, test.want) {
			t.Errorf("%s: without %q:\n%s%s", strings.Join(test.args, " "), test.want, r.stdout, r.stderr)
		}
	}
	if r := cli(t, "explain", "--format", "json", "250 2.1.5 Recipient OK"); strings.Contains(r.stdout, "test_next") {
		t.Errorf("nothing has to be tested: %s", r.stdout)
	}
}
