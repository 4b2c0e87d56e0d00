package runner

import (
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
)

func TestOddNames(t *testing.T) {
	for name, odd := range map[string]bool{
		"": false, "copier.contoso.com": false, "[203.0.113.7]": false,
		"localhost": true, "localhost.localdomain": true, "copier": true, "smtp.office365.com": true, "mail.google.com": true,
	} {
		test := &dsl.Test{Client: &dsl.Client{EHLO: name}}
		if got := oddName(test) != ""; got != odd {
			t.Errorf("%q warns: %t, want %t", name, got, odd)
		}
		if test.Client.AsDevice = true; oddName(test) != "" {
			t.Errorf("%q warns, although it is the device's own", name)
		}
	}
	if w := oddName(&dsl.Test{}); w != "" {
		t.Errorf("no client: %s", w)
	}
}

func TestExposedPasswords(t *testing.T) {
	auth := result.Stage{Name: "auth", Outcome: "accept", Attrs: map[string]any{"mechanism": "PLAIN"}}
	withheld := result.Stage{Name: "auth", Outcome: "fail"}
	tls := func(verified bool) result.Stage {
		return result.Stage{Name: "tls", Outcome: "ok", Attrs: map[string]any{"verified": verified}}
	}
	with := &dsl.Test{Credential: &dsl.Credential{Name: "scanner"}}
	for _, c := range []struct {
		name   string
		test   *dsl.Test
		stages []result.Stage
		want   string
	}{
		{"verified TLS", with, []result.Stage{tls(true), auth}, ""},
		{"unverified TLS", with, []result.Stage{tls(false), auth}, "not verified"},
		{"in clear", with, []result.Stage{auth}, "in clear"},
		{"withheld", with, []result.Stage{withheld}, ""},
		{"no credential", &dsl.Test{}, []result.Stage{auth}, ""},
	} {
		got := exposed(c.test, c.stages)
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q in it", c.name, got, c.want)
		}
	}
}

func TestOutOfStep(t *testing.T) {
	quit := func(class string) []result.Stage {
		return []result.Stage{{Name: "quit", Outcome: "fail", Failure: &result.Failure{Class: class}}}
	}
	if outOfStep(quit("reply-unexpected")) == "" {
		t.Error("a reply too many is not warned of")
	}
	if w := outOfStep(quit("connection-closed")) + outOfStep([]result.Stage{{Name: "quit", Outcome: "accept"}}); w != "" {
		t.Errorf("a session in step warns: %s", w)
	}
}
