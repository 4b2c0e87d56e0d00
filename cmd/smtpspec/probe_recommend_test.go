package main

import (
	"strings"
	"testing"
)

// TestOwnSteps: a probe does itself what the diagnosis would run a suite for.
func TestOwnSteps(t *testing.T) {
	const signIn = "Run builtin:m365/client-submission with a user name and a password of a mailbox that may use SMTP AUTH: --var host=… --var username=… --ask password."
	of := func(domain, host, user string) *probing {
		p := &probing{flags: &probeFlags{}, args: []string{domain + host}}
		p.flags.user = user
		p.survey.target = target{domain: domain, host: host, port: 25}
		return p
	}
	domain := of("contoso.com", "", "")
	for _, c := range []struct {
		name       string
		p          *probing
		next, want string
	}{
		{"sign-in", domain, signIn, "Run the same probe with --user MAILBOX, a mailbox that may use SMTP AUTH."},
		{"of a server", of("", "contoso-com.mail.protection.outlook.com", ""), signIn,
			"Sign in with a mailbox that may use SMTP AUTH: smtpspec probe smtp.office365.com --user MAILBOX."},
		{"again", domain, "Then run the suite again.", "Then run the same probe again."},
		{"connector", domain, "Make an inbound connector for the address, and test it with a recipient of your own outside Microsoft 365.",
			"Make an inbound connector for the address, and run the same probe with --relay-to and a mailbox of your own outside Microsoft 365."},
		{"nothing to run", domain, "RCPT TO accepted is not delivery: send one scan.", "RCPT TO accepted is not delivery: send one scan."},
	} {
		if got := c.p.ownStep(c.next); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := of("contoso.com", "", "scanner@contoso.com").ownStep(signIn); strings.Contains(got, "MAILBOX") {
		t.Errorf("with a mailbox: %q", got)
	}
}
