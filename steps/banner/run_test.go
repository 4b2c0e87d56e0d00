package banner

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/steptest"
	"github.com/zclconf/go-cty/cty"
)

const (
	microsoft = "contoso-com.mail.protection.outlook.com"
	greeting  = "S: 220 SJ5PEPF000001F2.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at Wed, 25 Mar 2026 02:15:27 +0000"
)

func TestRun(t *testing.T) {
	tests := []struct {
		name, host, script string
		want               step.Outcome
		class              string
	}{
		{name: "accept", script: "S: 220 mx.example ESMTP", want: step.Accept},
		{name: "accept over several lines", script: "S: 220-mx.example ESMTP\nS: 220 no spam please", want: step.Accept},
		{name: "defer", script: "S: 421 4.3.2 Service not available", want: step.Defer},
		{name: "reject", script: "S: 554 5.7.1 blocked", want: step.Reject},
		{name: "521", script: "S: 521 5.3.2 no mail here", want: step.Reject},
		{name: "another 2yz", script: "S: 250 hello", want: step.Fail, class: smtp.FailUnexpected},
		{name: "3yz", script: "S: 354 go on", want: step.Fail, class: smtp.FailUnexpected},
		{name: "no SMTP", script: "S: SSH-2.0-OpenSSH_9.6", want: step.Fail, class: smtp.FailNotSMTP},
		{name: "closed", script: "close", want: step.Fail, class: smtp.FailClosed},
		{name: "reset", script: "reset", want: step.Fail, class: smtp.FailReset},
		{name: "two replies", script: "S: 220 mx.example\nS: 250 what is this", want: step.Fail, class: smtp.FailUnexpected},

		{name: "the operator's own", host: microsoft, script: greeting, want: step.Accept},
		{name: "in other letters", host: "smtp.office365.com", script: "S: 220 pn4p287ca0064.Outlook.Office365.COM ready", want: step.Accept},
		{name: "somebody in its place", host: microsoft, script: "S: 220 mail.isp.example ESMTP", want: step.Fail, class: smtp.FailPortRedirected},
		{name: "another operator in its place", host: microsoft, script: "S: 220 mx.google.com ESMTP", want: step.Fail, class: smtp.FailPortRedirected},
		{name: "somebody without a name", host: microsoft, script: "S: 220", want: step.Fail, class: smtp.FailPortRedirected},
		{name: "a name that only looks so", host: microsoft, script: "S: 220 mail.protection.outlook.com.isp.example", want: step.Fail, class: smtp.FailPortRedirected},
		{name: "masked", host: microsoft, script: "S: 220 ****************0******2***** ****", want: step.Accept},
		{name: "a refusal names nobody", host: microsoft, script: "S: 421 4.3.2 Service not available", want: step.Defer},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := steptest.Open(t, test.script)
			if test.host != "" {
				env.Session.Host = test.host
			}
			o := steptest.Run(t, Kind, env)
			if o.Outcome != test.want || steptest.Class(o) != test.class {
				t.Errorf("%s %q, want %s %q", o.Outcome, steptest.Class(o), test.want, test.class)
			}
			if o.Outcome == step.Accept && (env.Session.Greeting == nil || env.Session.Greeting.Code != 220) {
				t.Errorf("greeting %v was not handed on", env.Session.Greeting)
			}
		})
	}
}

func TestAttrs(t *testing.T) {
	tests := []struct {
		name, script string
		host         cty.Value
		masked       bool
	}{
		{"plain", greeting, cty.StringVal("SJ5PEPF000001F2.mail.protection.outlook.com"), false},
		{"masked", "S: 220 ***************************0******2******0*00", cty.StringVal("***************************0******2******0*00"), true},
		{"bare", "S: 220", cty.NullVal(cty.String), false},
		{"refused", "S: 554 mx.example says no", cty.NullVal(cty.String), false},
		{"a friendly star", "S: 220 mx.example *hello*", cty.StringVal("mx.example"), false},
		{"control bytes", "S: 220 mx\x1b[31m.example hi", cty.StringVal(`mx\x1b[31m.example`), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := steptest.Run(t, Kind, steptest.Open(t, test.script))
			want := map[string]cty.Value{"host": test.host, "masked": cty.BoolVal(test.masked)}
			delete(o.Attrs, "clock_offset") // see TestClockOffset
			if diff := cmp.Diff(want, o.Attrs, cmp.Comparer(cty.Value.RawEquals)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestClockOffset(t *testing.T) {
	at := time.Date(2026, time.March, 25, 2, 15, 27, 0, time.UTC)
	for name, test := range map[string]struct {
		now    time.Time
		script string
		want   cty.Value
	}{
		"right":        {at, greeting, cty.Zero},
		"ahead":        {at.Add(3 * time.Hour), greeting, cty.NumberIntVal(10800)},
		"behind":       {at.Add(-90 * time.Second), greeting, cty.NumberIntVal(-90)},
		"tells nobody": {at, "S: 220 mx.google.com ESMTP gsmtp", cty.NilVal},
	} {
		env := steptest.Open(t, test.script)
		env.World.Now = func() time.Time { return test.now }
		got := steptest.Run(t, Kind, env).Attrs["clock_offset"]
		if got == cty.NilVal != (test.want == cty.NilVal) || got != cty.NilVal && !got.RawEquals(test.want) {
			t.Errorf("%s: %#v, want %#v", name, got, test.want)
		}
	}
}
