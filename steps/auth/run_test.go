package auth

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/steptest"
	"github.com/zclconf/go-cty/cty"
)

const user, password = "scanner@contoso.com", "correct horse"

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// signing opens a session inside good TLS (as the flags say) with a server that
// offers these mechanisms.
func signing(t *testing.T, script string, mechanisms ...string) *step.Env {
	t.Helper()
	env := steptest.Open(t, script)
	env.Credential = &step.Credential{Name: "scanner", Username: user, Password: password}
	env.Session.Secure, env.Session.Verified = true, true
	env.Session.Inside = &smtp.Capabilities{Verb: "EHLO", Keywords: []smtp.Keyword{{Name: "AUTH", Params: mechanisms}}}
	return env
}

var (
	login = "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: " + b64(user) + "\nS: 334 UGFzc3dvcmQ6\nC: " + b64(password) + "\n"
	plain = "C: AUTH PLAIN " + b64("\x00"+user+"\x00"+password) + "\n"
)

func TestRun(t *testing.T) {
	tests := []struct {
		name, script string
		offered      []string
		change       func(*step.Env)
		want         step.Outcome
		class        string
		mechanism    string
	}{
		{name: "LOGIN", script: login + "S: 235 2.7.0 Authentication successful", offered: []string{"LOGIN", "XOAUTH2"}, want: step.Accept, mechanism: "LOGIN"},
		{name: "PLAIN before LOGIN", script: plain + "S: 235 2.7.0 OK", offered: []string{"LOGIN", "PLAIN"}, want: step.Accept, mechanism: "PLAIN"},
		{name: "defer", script: plain + "S: 454 4.7.0 Temporary authentication failure", offered: []string{"PLAIN"}, want: step.Defer, mechanism: "PLAIN"},
		{name: "432", script: plain + "S: 432 4.3.2 Concurrent connections limit exceeded", offered: []string{"PLAIN"}, want: step.Defer, mechanism: "PLAIN"},
		{name: "reject, and no second mechanism", script: plain + "S: 535 5.7.3 Authentication unsuccessful", offered: []string{"LOGIN", "PLAIN"}, want: step.Reject, mechanism: "PLAIN"},
		{name: "another 2yz", script: plain + "S: 250 OK", offered: []string{"PLAIN"}, want: step.Fail, class: smtp.FailUnexpected, mechanism: "PLAIN"},
		{name: "closed", script: plain + "close", offered: []string{"PLAIN"}, want: step.Fail, class: smtp.FailClosed, mechanism: "PLAIN"},
		{name: "not offered", want: step.Absent},
		{name: "AUTH without a mechanism", offered: []string{}, want: step.Fail, class: smtp.FailMechanismMismatch},
		{name: "nothing in common", offered: []string{"NTLM", "XOAUTH2"}, want: step.Fail, class: smtp.FailMechanismMismatch},
		{
			name: "the credential's mechanism", script: login + "S: 235 OK", offered: []string{"PLAIN", "LOGIN"}, want: step.Accept, mechanism: "LOGIN",
			change: func(env *step.Env) { env.Credential.Mechanism = "login" },
		},
		{
			name: "the credential's mechanism is not offered", offered: []string{"PLAIN"}, want: step.Fail, class: smtp.FailMechanismMismatch,
			change: func(env *step.Env) { env.Credential.Mechanism = "LOGIN" },
		},
		{
			name: "the device's order", script: login + "S: 235 OK", offered: []string{"PLAIN", "LOGIN"}, want: step.Accept, mechanism: "LOGIN",
			change: func(env *step.Env) { env.Client.Mechanisms = []string{"LOGIN", "PLAIN"} },
		},
		{
			name: "in clear", offered: []string{"PLAIN"}, want: step.Fail, class: smtp.FailAuthUnsafe,
			change: func(env *step.Env) { env.Session.Secure, env.Session.Verified = false, false },
		},
		{
			name: "in clear, and the endpoint's certificate would not be verified", offered: []string{"PLAIN"}, want: step.Fail, class: smtp.FailAuthUnsafe,
			change: func(env *step.Env) {
				env.Session.Secure, env.Session.Verified, env.Endpoint.Verify = false, false, false
			},
		},
		{
			name: "a bad certificate", offered: []string{"PLAIN"}, want: step.Fail, class: smtp.FailAuthUnsafe,
			change: func(env *step.Env) { env.Session.Verified = false },
		},
		{
			name: "in clear, allowed", script: plain + "S: 235 OK", offered: []string{"PLAIN"}, want: step.Accept, mechanism: "PLAIN",
			change: func(env *step.Env) {
				env.Session.Secure, env.Session.Verified, env.Credential.AllowPlaintext = false, false, true
			},
		},
		{
			name: "withheld from this host, whatever else is allowed", offered: []string{"PLAIN"}, want: step.Fail, class: smtp.FailAuthUnsafe,
			change: func(env *step.Env) { env.Credential.AllowPlaintext, env.Credential.Withheld = true, "not this host" },
		},
		{
			name: "no credential", offered: []string{"LOGIN"}, want: step.Accept,
			change: func(env *step.Env) { env.Credential = nil },
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := signing(t, test.script, test.offered...)
			if test.offered == nil {
				env.Session.Inside = &smtp.Capabilities{Verb: "EHLO"}
			}
			if test.change != nil {
				test.change(env)
			}
			o := steptest.Run(t, Kind, env)
			if o.Outcome != test.want || steptest.Class(o) != test.class {
				t.Errorf("%s %q, want %s %q", o.Outcome, steptest.Class(o), test.want, test.class)
			}
			if got := o.Attrs["mechanism"]; got != cty.NilVal && !got.RawEquals(step.String(test.mechanism)) || got == cty.NilVal && test.mechanism != "" {
				t.Errorf("mechanism %#v, want %q", got, test.mechanism)
			}
			if env.Session.Authenticated != (test.want == step.Accept && test.mechanism != "") {
				t.Errorf("authenticated %v", env.Session.Authenticated)
			}
			for _, e := range env.Session.Record.Entries() {
				if strings.Contains(e.Text, b64(password)) || strings.Contains(e.Text, password) {
					t.Errorf("the transcript shows the password: %q", e.Text)
				}
			}
		})
	}
}

// TestLastEHLOCounts has AUTH offered in clear, and no longer inside TLS.
func TestLastEHLOCounts(t *testing.T) {
	env := signing(t, "")
	env.Session.Clear, env.Session.Inside = env.Session.Inside, &smtp.Capabilities{Verb: "EHLO"}
	if o := steptest.Run(t, Kind, env); o.Outcome != step.Absent {
		t.Errorf("outcome %s", o.Outcome)
	}
}

func TestPlan(t *testing.T) {
	env := steptest.Env()
	if got := Kind.Plan(env); got != nil {
		t.Errorf("without a credential: %q", got)
	}
	env.Credential = &step.Credential{Username: user, Password: password, Mechanism: "login"}
	if got := Kind.Plan(env); !slices.Equal(got, []string{"AUTH LOGIN (sensitive)"}) {
		t.Errorf("%q", got)
	}
}
