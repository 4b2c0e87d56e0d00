package quit

import (
	"crypto/tls"
	"testing"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/steptest"
)

func TestRun(t *testing.T) {
	tests := []struct {
		name, script string
		want         step.Outcome
		class        string
	}{
		{"the usual", "C: QUIT\nS: 221 2.0.0 Service closing transmission channel", step.Accept, ""},
		{"another 2yz", "C: QUIT\nS: 250 OK", step.Accept, ""},
		{"refused", "C: QUIT\nS: 500 what?", step.Fail, smtp.FailUnexpected},
		{"closed", "C: QUIT\nclose", step.Fail, smtp.FailClosed},
		{"reset", "C: QUIT\nreset", step.Fail, smtp.FailReset},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := steptest.Run(t, Kind, steptest.Open(t, test.script))
			if o.Outcome != test.want || steptest.Class(o) != test.class {
				t.Errorf("%s %q, want %s %q", o.Outcome, steptest.Class(o), test.want, test.class)
			}
		})
	}
}

// TestAlertBelongsToTheHandshake: in TLS 1.3 a server that wants a certificate
// says so only when the client believes that the handshake is done.
func TestAlertBelongsToTheHandshake(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*tls.Config)
		script string
		want   smtp.Stage
	}{
		{"an alert", func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert }, "tls", smtp.TLS},
		{"closed", func(*tls.Config) {}, "tls\nC: QUIT\nclose", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			config := steptest.Cert{}.Config(t)
			test.change(config)
			env := steptest.OpenTLS(t, test.script, config)
			if _, err := env.Session.Conn.Handshake(t.Context(), smtpclient.Handshake{}); err != nil {
				t.Fatal(err)
			}
			if o := steptest.Run(t, Kind, env); o.Outcome != step.Fail || o.Blames != test.want {
				t.Errorf("%s, blames %q, want %q", o.Outcome, o.Blames, test.want)
			}
		})
	}
}
