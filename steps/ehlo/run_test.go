package ehlo

import (
	"net"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/steptest"
	"github.com/zclconf/go-cty/cty"
)

func TestRun(t *testing.T) {
	const ok = "C: EHLO copier.example\nS: 250-mx.example Hello [203.0.113.7]\nS: 250 STARTTLS"
	helo := func(code string) string {
		return "C: EHLO copier.example\nS: " + code + " what?\nC: HELO copier.example\nS: 250 mx.example"
	}
	tests := []struct {
		name, script string
		change       func(*step.Env)
		want         step.Outcome
		class, verb  string
		parts        int
	}{
		{name: "accept", script: ok, want: step.Accept, verb: "EHLO"},
		{name: "defer", script: "C: EHLO copier.example\nS: 421 4.3.2 busy", want: step.Defer, verb: "EHLO"},
		{name: "reject", script: "C: EHLO copier.example\nS: 550 5.7.1 Helo domain is listed", want: step.Reject, verb: "EHLO"},
		{name: "501 is no reason for HELO", script: "C: EHLO copier.example\nS: 501 5.5.4 Invalid domain name", want: step.Reject, verb: "EHLO"},
		{name: "closed", script: "C: EHLO copier.example\nclose", want: step.Fail, class: smtp.FailClosed, verb: "EHLO"},
		{name: "3yz", script: "C: EHLO copier.example\nS: 354 go on", want: step.Fail, class: smtp.FailUnexpected, verb: "EHLO"},
		{name: "mixed codes", script: "C: EHLO copier.example\nS: 250-mx.example\nS: 550 no", want: step.Fail, class: smtp.FailMalformed, verb: "EHLO"},
		{name: "HELO after 500", script: helo("500"), want: step.Accept, verb: "HELO", parts: 2},
		{name: "HELO after 502", script: helo("502"), want: step.Accept, verb: "HELO", parts: 2},
		{name: "HELO after 504", script: helo("504"), want: step.Accept, verb: "HELO", parts: 2},
		{name: "HELO is refused too", script: "C: EHLO copier.example\nS: 502 no\nC: HELO copier.example\nS: 550 no", want: step.Reject, verb: "HELO", parts: 2},
		{
			name: "no HELO with a credential", script: "C: EHLO copier.example\nS: 502 no",
			change: func(env *step.Env) { env.Credential = &step.Credential{} }, want: step.Reject, verb: "EHLO",
		},
		{
			name: "no HELO where TLS is required", script: "C: EHLO copier.example\nS: 502 no",
			change: func(env *step.Env) { env.Endpoint.TLS = smtp.TLSRequired }, want: step.Reject, verb: "EHLO",
		},
		{
			name: "a device that says HELO", script: "C: HELO copier.example\nS: 250 mx.example",
			change: func(env *step.Env) { env.Client.HELO = true }, want: step.Accept, verb: "HELO",
		},
		{
			name: "the socket's address", script: "C: EHLO [127.0.0.1]\nS: 250 mx.example",
			change: func(env *step.Env) { env.Client.Name = "" }, want: step.Accept, verb: "EHLO",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := steptest.Open(t, test.script)
			if test.change != nil {
				test.change(env)
			}
			o := steptest.Run(t, Kind, env)
			if o.Outcome != test.want || steptest.Class(o) != test.class {
				t.Errorf("%s %q, want %s %q", o.Outcome, steptest.Class(o), test.want, test.class)
			}
			if v := o.Attrs["verb"]; !v.RawEquals(cty.StringVal(test.verb)) {
				t.Errorf("verb %#v, want %s", v, test.verb)
			}
			if len(o.Parts) != test.parts {
				t.Errorf("%d parts, want %d", len(o.Parts), test.parts)
			}
			if (env.Session.Clear != nil) != (test.want == step.Accept) {
				t.Errorf("capabilities %v after %s", env.Session.Clear, test.want)
			}
		})
	}
}

func TestAttrs(t *testing.T) {
	env := steptest.Open(t, `
		C: EHLO copier.example
		S: 250-SJ5PEPF000001F2.mail.protection.outlook.com Hello [203.0.113.7]
		S: 250-SIZE 157286400
		S: 250-auth=login plain
		S: 250 starttls`)
	o := steptest.Run(t, Kind, env)
	want := map[string]cty.Value{
		"verb":           cty.StringVal("EHLO"),
		"keywords":       step.Strings([]string{"SIZE 157286400", "AUTH=LOGIN plain", "STARTTLS"}),
		"host":           cty.StringVal("SJ5PEPF000001F2.mail.protection.outlook.com"),
		"client_address": cty.StringVal("203.0.113.7"),
		"size":           cty.NumberIntVal(157286400),
	}
	if diff := cmp.Diff(want, o.Attrs, cmp.Comparer(cty.Value.RawEquals)); diff != "" {
		t.Error(diff)
	}
}

func TestEchoed(t *testing.T) {
	tests := []struct{ host, name, greeting, want string }{
		{"", "copier.example", "Hello [203.0.113.7]", "203.0.113.7"},
		{"", "copier.example", "Hello copier.example [203.0.113.7], pleased to meet you", "203.0.113.7"},
		{"", "copier.example", "at your service, [2001:db8::7]", "2001:db8::7"},
		{"", "copier.example", "Hello [IPv6:2001:db8::7]", "2001:db8::7"},
		{"", "[192.168.1.5]", "Hello [192.168.1.5] [203.0.113.7]", "203.0.113.7"},
		{"", "[192.168.1.5]", "Hello [192.168.1.5]", ""}, // our own words, perhaps
		{"", "[203.0.113.7]", "Hello [203.0.113.7] [203.0.113.7]", "203.0.113.7"},
		{"smtp.office365.com", "[203.0.113.7]", "Hello [203.0.113.7]", "203.0.113.7"},
		{"", "copier.example", "", ""},
		{"", "copier.example", "Hello copier.example", ""},
		{"", "copier.example", "[08DD59CA63652EED] hello [", ""},
		{"", "copier.example", "hello [unknown] [203.0.113.7", ""},
	}
	for _, test := range tests {
		got := ""
		if addr, ok := echoed(smtp.Capabilities{Greeting: test.greeting}, test.host, test.name); ok {
			got = addr.String()
		}
		if got != test.want {
			t.Errorf("%q, said to %q: %q, want %q", test.greeting, test.name, got, test.want)
		}
	}
}

func TestLiteral(t *testing.T) {
	tests := []struct {
		addr net.Addr
		want string
	}{
		{&net.TCPAddr{IP: net.IPv4(192, 168, 1, 5), Port: 40000}, "[192.168.1.5]"},
		{&net.TCPAddr{IP: net.ParseIP("2001:db8::7"), Port: 40000}, "[IPv6:2001:db8::7]"},
		{&net.TCPAddr{IP: net.ParseIP("::ffff:192.168.1.5"), Port: 40000}, "[192.168.1.5]"},
		{&net.TCPAddr{IP: net.ParseIP("fe80::1"), Zone: "eth0", Port: 40000}, "[IPv6:fe80::1]"},
	}
	for _, test := range tests {
		if got := literal(test.addr); got != test.want {
			t.Errorf("%v: %s, want %s", test.addr, got, test.want)
		}
	}
}

func TestSize(t *testing.T) {
	tests := map[string]uint64{"SIZE 157286400": 157286400, "SIZE": 0, "SIZE 0": 0, "SIZE lots": 0, "PIPELINING": 0}
	for line, want := range tests {
		caps := smtp.ParseEHLO("EHLO", smtp.Reply{Lines: []string{"mx.example", line}})
		if got, _ := size(caps); got != want {
			t.Errorf("%q: %d, want %d", line, got, want)
		}
	}
}
