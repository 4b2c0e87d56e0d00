package ehlotls

import (
	"crypto/tls"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/banner"
	"github.com/smtpspec/smtpspec/steps/steptest"
	steptls "github.com/smtpspec/smtpspec/steps/tls"
	"github.com/zclconf/go-cty/cty"
)

// secure opens a session and does the handshake.
func secure(t *testing.T, script string, config *tls.Config) *step.Env {
	t.Helper()
	env := steptest.OpenTLS(t, script, config)
	env.Session.Upgrading = true
	if o := steptest.Run(t, steptls.Kind, env); o.Outcome != step.OK {
		t.Fatalf("handshake: %s %v", o.Outcome, o.Failure)
	}
	return env
}

func TestRun(t *testing.T) {
	demanding := steptest.Cert{}.Config(t)
	demanding.ClientAuth = tls.RequireAnyClientCert
	demanding.MinVersion = tls.VersionTLS13
	good := steptest.Cert{}.Config(t)
	const said = "tls\nC: EHLO copier.example\n"
	tests := []struct {
		name, script string
		config       *tls.Config
		want         step.Outcome
		class        string
		blames       smtp.Stage
	}{
		{"accept", said + "S: 250 mx.example", good, step.Accept, "", ""},
		{"defer", said + "S: 421 4.3.2 busy", good, step.Defer, "", ""},
		{"reject", said + "S: 550 5.7.1 no", good, step.Reject, "", ""},
		{"3yz", said + "S: 354 go on", good, step.Fail, smtp.FailUnexpected, ""},
		{"closed", said + "close", good, step.Fail, smtp.FailClosed, smtp.TLS},
		{"reset", said + "reset", good, step.Fail, smtp.FailReset, smtp.TLS},
		{"an alert after the handshake", "tls", demanding, step.Fail, smtp.FailTLSClientCert, smtp.TLS},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := secure(t, test.script, test.config)
			o := steptest.Run(t, Kind, env)
			if o.Outcome != test.want || steptest.Class(o) != test.class || o.Blames != test.blames {
				t.Errorf("%s %q blaming %q, want %s %q blaming %q", o.Outcome, steptest.Class(o), o.Blames, test.want, test.class, test.blames)
			}
			if (env.Session.Inside != nil) != (test.want == step.Accept) {
				t.Errorf("capabilities %v after %s", env.Session.Inside, test.want)
			}
		})
	}
}

func TestChanges(t *testing.T) {
	env := secure(t, `
		tls
		C: EHLO copier.example
		S: 250-mx.example Hello [203.0.113.7]
		S: 250-SIZE 157286400
		S: 250 AUTH LOGIN XOAUTH2`, steptest.Cert{}.Config(t))
	env.Session.Clear = &smtp.Capabilities{Verb: "EHLO", Keywords: []smtp.Keyword{
		{Name: "SIZE", Params: []string{"157286400"}}, {Name: "STARTTLS"},
	}}
	o := steptest.Run(t, Kind, env)
	want := map[string]cty.Value{
		"verb":           cty.StringVal("EHLO"),
		"keywords":       step.Strings([]string{"SIZE 157286400", "AUTH LOGIN XOAUTH2"}),
		"host":           cty.StringVal("mx.example"),
		"client_address": cty.StringVal("203.0.113.7"),
		"size":           cty.NumberIntVal(157286400),
		"gained":         step.Strings([]string{"AUTH LOGIN XOAUTH2"}),
		"lost":           step.Strings([]string{"STARTTLS"}),
	}
	if diff := cmp.Diff(want, o.Attrs, cmp.Comparer(cty.Value.RawEquals)); diff != "" {
		t.Error(diff)
	}
	if got := env.Session.Capabilities(); got == nil || !got.Has("AUTH LOGIN") {
		t.Errorf("capabilities %v", got)
	}
}

// TestImplicit has no EHLO before, and the greeting is the first reply inside.
func TestImplicit(t *testing.T) {
	env := steptest.Open(t, "tls\nS: 220 mx.example\nC: EHLO copier.example\nclose")
	env.Endpoint.TLS = smtp.TLSImplicit
	for _, kind := range []*step.Kind{steptls.Kind, banner.Kind} {
		if o := steptest.Run(t, kind, env); o.Failure != nil {
			t.Fatalf("%s: %v", kind.Name, o.Failure)
		}
	}
	if o := steptest.Run(t, Kind, env); o.Outcome != step.Fail || o.Blames != "" {
		t.Errorf("%s blaming %q: the greeting had come", o.Outcome, o.Blames)
	}

	env = steptest.Open(t, "tls\nclose")
	env.Endpoint.TLS = smtp.TLSImplicit
	steptest.Run(t, steptls.Kind, env)
	if o := steptest.Run(t, banner.Kind, env); o.Outcome != step.Fail || o.Blames != smtp.TLS {
		t.Errorf("banner: %s blaming %q: nothing had come", o.Outcome, o.Blames)
	}
}

func TestAbsent(t *testing.T) {
	if o := steptest.Run(t, Kind, steptest.Open(t, "")); o.Outcome != step.Absent {
		t.Errorf("outcome %s", o.Outcome)
	}
}
