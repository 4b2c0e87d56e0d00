package starttls

import (
	"testing"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/steptest"
)

func TestRun(t *testing.T) {
	tests := []struct {
		name, script string
		want         step.Outcome
		class        string
	}{
		{"accept", "C: STARTTLS\nS: 220 2.0.0 SMTP server ready", step.Accept, ""},
		{"defer", "C: STARTTLS\nS: 454 4.7.0 TLS not available", step.Defer, ""},
		{"reject", "C: STARTTLS\nS: 502 5.5.1 not here", step.Reject, ""},
		{"another 2yz", "C: STARTTLS\nS: 250 OK", step.Fail, smtp.FailUnexpected},
		{"closed", "C: STARTTLS\nclose", step.Fail, smtp.FailClosed},
		{"injected", "C: STARTTLS\nS: 220 ready\nS: 250-mx.example\nS: 250 AUTH PLAIN", step.Fail, smtp.FailInjection},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := steptest.Open(t, test.script)
			env.Session.Clear = offering("STARTTLS")
			o := steptest.Run(t, Kind, env)
			if o.Outcome != test.want || steptest.Class(o) != test.class {
				t.Errorf("%s %q, want %s %q", o.Outcome, steptest.Class(o), test.want, test.class)
			}
			if env.Session.Upgrading != (test.want == step.Accept) {
				t.Errorf("upgrading %v after %s", env.Session.Upgrading, test.want)
			}
		})
	}
}

// TestAbsent runs against servers that must not hear a word.
func TestAbsent(t *testing.T) {
	const microsoft = "contoso-com.mail.protection.outlook.com"
	tests := []struct {
		name, host string
		caps       *smtp.Capabilities
		greeting   string
		incapable  bool
		stripped   bool
	}{
		{name: "not offered", caps: offering("SIZE")},
		{name: "HELO only", caps: &smtp.Capabilities{Verb: "HELO"}},
		{name: "HELO to Microsoft", host: microsoft, caps: &smtp.Capabilities{Verb: "HELO"}},
		{name: "no EHLO at all"},
		{name: "the device cannot", caps: offering("STARTTLS"), host: microsoft, incapable: true},
		{name: "Microsoft offers it", host: microsoft, caps: offering("SIZE"), stripped: true},
		{name: "Google offers it", host: "aspmx.l.google.com", caps: offering("SIZE"), stripped: true},
		{name: "the greeting names Microsoft", caps: offering("SIZE"), greeting: "X." + microsoft + " ready", stripped: true},
		{name: "overwritten", caps: offering("SIZE", "XXXXXXXA"), stripped: true},
		{name: "an extension of its own", caps: offering("XCLIENT", "XXX", "XEXCH50")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := steptest.Open(t, "")
			env.Session.Clear = test.caps
			env.Client.NoStartTLS = test.incapable
			if test.host != "" {
				env.Session.Host = test.host
			}
			if test.greeting != "" {
				env.Session.Greeting = &smtp.Reply{Code: 220, Lines: []string{test.greeting}}
			}
			o := steptest.Run(t, Kind, env)
			if o.Outcome != step.Absent || env.Session.Upgrading {
				t.Errorf("outcome %s, upgrading %v", o.Outcome, env.Session.Upgrading)
			}
			stripped := len(o.Findings) == 1 && o.Findings[0].Class == smtp.FailStripped
			if stripped != test.stripped {
				t.Errorf("findings %v, want stripped %v", o.Findings, test.stripped)
			}
		})
	}
}

func offering(keywords ...string) *smtp.Capabilities {
	c := &smtp.Capabilities{Verb: "EHLO", Domain: steptest.Host}
	for _, k := range keywords {
		c.Keywords = append(c.Keywords, smtp.Keyword{Name: k})
	}
	return c
}
