package main

import (
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/suites"
)

// sick is a profile of the lab that a built-in suite must not pass against.
type sick struct {
	vars string // NAME=VALUE, with blanks between them
	code int
	says string // in what is printed
}

// builtinSuites says of each built-in suite what it does where all is well with
// the lab, which it asks by itself, and where it is not.
var builtinSuites = map[string][]sick{
	"ehlo-probe": {
		{"lab=banner-masked", 1, "ehlo: expected accept"},
		{"lab=port-redirected", 3, "port-redirected"},
	},
	"starttls-check": {
		{"lab=starttls-stripped", 1, "starttls"},
		{"lab=expired-certificate", 1, "cert-expired"},
		{"lab=wrong-certificate", 1, "cert-name"},
		{"lab=tls-reset", 1, "tls: expected ok"},
	},
	"full-conversation": {
		{"lab=m365-mx-spamhaus", 1, "spamhaus"},
		{"lab=m365-mx-unknown-recipient", 1, "unknown-recipient"},
	},
	"mx-vs-submission": {
		{"mx_lab=m365-mx-banned-ip", 1, "m365-banned-ip"},
		{"submission_lab=m365-submission-auth-failed", 1, "auth-failed"},
	},
	"m365/baseline": {
		{"mx_lab=starttls-stripped", 1, `offers ["SIZE"`},
		{"mx_lab=banner-masked", 1, "banner: expected accept"},
		{"mx_lab=port-redirected", 1, "banner: expected accept"},
		{"mx_lab=m365-mx-throttled", 1, "throttled"},
		{"submission_lab=tls-intercepted", 1, "tls-intercepted"},
		{"submission_lab=m365-submission-auth-disabled", 1, "smtp-auth-disabled"},
		{"submission_lab=m365-mx", 1, `offers ["AUTH LOGIN"`},
	},
	"m365/direct-send": {
		{"lab=m365-mx-spamhaus", 1, "spamhaus"},
		{"lab=m365-mx-direct-send-rejected", 1, "direct-send-rejected"},
		{"lab=m365-mx-throttled", 1, "throttled"},
		{"lab=m365-submission", 1, "auth: expected absent"},
		{"seen_from=198.51.100.1", 1, "client_address"},
	},
	"m365/client-submission": {
		{"lab=m365-submission-auth-disabled", 1, "smtp-auth-disabled"},
		{"lab=m365-submission-auth-failed", 1, "auth-failed"},
		{"lab=m365-submission-basic-disabled", 1, "basic-auth-retired"},
		{"lab=m365-submission-send-as-denied", 1, "send-as-denied"},
		{"lab=tls-intercepted", 1, "tls-intercepted"},
		{"client=plain-only", 1, "mechanism-mismatch"},
	},
	"m365/relay": {
		{"lab=m365-mx-relay-denied", 1, "relay-denied"},
		{"seen_from=198.51.100.1", 1, "client_address"},
	},
	"m365/tls": {
		{"submission_lab=tls-intercepted", 1, "tls-intercepted"},
		{"submission_lab=expired-certificate", 1, "cert-expired"},
		{"mx_lab=starttls-stripped", 1, "starttls"},
		{"mx_lab=tls-reset", 1, "tls: expected ok"},
		{"mx_lab=legacy-tls10", 1, "tls-version"},
		{"client=rsa-key-exchange", 1, "test \"mx_device\""},
	},
	"m365/basic-auth-sunset": {
		{"submission_lab=m365-submission-basic-retired", 1, "basic-auth-retired"},
		{"mx_lab=m365-mx-direct-send-rejected", 1, "direct-send-rejected"},
		{"mx_lab=port-redirected", 3, "port-redirected"},
	},
	"device/sharp-mx": {
		{"mx_lab=m365-mx-spamhaus", 1, "spamhaus"},
		{"submission_lab=m365-submission-auth-disabled-mailbox", 1, "smtp-auth-disabled"},
		{"submission_lab=starttls-stripped", 1, "starttls"},
		{"client=plain-only", 1, "mechanism-mismatch"},
	},
	"procedure": {
		{"mx_lab=m365-mx-spamhaus", 1, "step_4_envelope"},
		{"mx_lab=starttls-stripped", 1, "step_3_mx"},
		{"submission_lab=tls-reset", 1, "step_3_submission"},
		{"submission_lab=m365-submission-auth-failed", 1, "step_7_signed_in"},
		{"mx_lab=port-redirected submission_lab=m365-submission", 1, "step_2_mx"},
	},
}

// suitesOfTheirOwn are tested elsewhere, with a network of their own.
var suitesOfTheirOwn = map[string]bool{"egress": true}

func TestBuiltinSuites(t *testing.T) {
	for _, info := range suites.List() {
		cases, ok := builtinSuites[info.Name]
		if !ok && !suitesOfTheirOwn[info.Name] {
			t.Errorf("no test shows what builtin:%s fails against", info.Name)
		}
		if !ok {
			continue
		}
		t.Run(info.Name, func(t *testing.T) {
			if r := runBuiltin(t, info.Name, ""); r.code != 0 || strings.Contains(r.stdout, "skipped") {
				t.Errorf("where all is well: exit %d\n%s%s", r.code, r.stdout, r.stderr)
			}
			for _, c := range cases {
				r := runBuiltin(t, info.Name, c.vars)
				if r.code != c.code || !strings.Contains(r.stdout, c.says) {
					t.Errorf("%s: exit %d, not %d with %q:\n%s%s", c.vars, r.code, c.code, c.says, r.stdout, r.stderr)
				}
			}
		})
	}
}

// runBuiltin runs a built-in suite with variables.
func runBuiltin(t *testing.T, name, vars string) ran {
	t.Helper()
	args := []string{"run", "builtin:" + name}
	for v := range strings.FieldsSeq(vars) {
		args = append(args, "--var", v)
	}
	return cli(t, args...)
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
		{"\nTest next\n  smtpspec run builtin:m365/relay\n", []string{"classes", "relay-denied"}},
	} {
		if r := cli(t, test.args...); !strings.Contains(r.stdout, test.want) {
			t.Errorf("%s: without %q:\n%s%s", strings.Join(test.args, " "), test.want, r.stdout, r.stderr)
		}
	}
	if r := cli(t, "explain", "--format", "json", "250 2.1.5 Recipient OK"); strings.Contains(r.stdout, "test_next") {
		t.Errorf("nothing has to be tested: %s", r.stdout)
	}
}
