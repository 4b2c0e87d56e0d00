package mail

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/steptest"
	"github.com/zclconf/go-cty/cty"
)

func TestRun(t *testing.T) {
	const said = "C: MAIL FROM:<scanner@contoso.com>\n"
	tests := []struct {
		name, script string
		want         step.Outcome
		class        string
	}{
		{"accept", said + "S: 250 2.1.0 Sender OK", step.Accept, ""},
		{"defer", said + "S: 451 5.7.3 STARTTLS is required to send mail", step.Defer, ""},
		{"reject", said + "S: 530 5.7.57 Client not authenticated to send mail.", step.Reject, ""},
		{"3yz", said + "S: 354 go on", step.Fail, smtp.FailUnexpected},
		{"reset", said + "reset", step.Fail, smtp.FailReset},
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

func TestCommand(t *testing.T) {
	tests := []struct {
		name     string
		envelope step.Envelope
		want     string
	}{
		{"null reverse-path", step.Envelope{}, "MAIL FROM:<>"},
		{"parameters", step.Envelope{From: "a@b.example", Parameters: []string{"SIZE=1000", "BODY=8BITMIME"}}, "MAIL FROM:<a@b.example> SIZE=1000 BODY=8BITMIME"},
		{"A-labels", step.Envelope{From: "scanner@bücher.example"}, "MAIL FROM:<scanner@xn--bcher-kva.example>"},
		{"local part", step.Envelope{From: "müller@bücher.example"}, "MAIL FROM:<müller@xn--bcher-kva.example> SMTPUTF8"},
		{"a recipient's local part", step.Envelope{From: "a@b.example", To: []string{"c@d.example", "müller@d.example"}}, "MAIL FROM:<a@b.example> SMTPUTF8"},
		{"stated already", step.Envelope{From: "müller@b.example", Parameters: []string{"smtputf8"}}, "MAIL FROM:<müller@b.example> smtputf8"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := steptest.Open(t, "C: "+test.want+"\nS: 250 OK")
			env.Envelope = test.envelope
			env.Session.Clear = &smtp.Capabilities{Keywords: []smtp.Keyword{{Name: "SMTPUTF8"}}}
			if diff := cmp.Diff([]string{test.want}, Kind.Plan(env)); diff != "" {
				t.Error(diff)
			}
			if o := steptest.Run(t, Kind, env); o.Outcome != step.Accept {
				t.Errorf("outcome %s", o.Outcome)
			}
		})
	}
}

func TestAttrs(t *testing.T) {
	env := steptest.Open(t, "C: MAIL FROM:<> SIZE=1\nS: 250 OK")
	env.Envelope = step.Envelope{Parameters: []string{"SIZE=1"}}
	o := steptest.Run(t, Kind, env)
	want := map[string]cty.Value{"from": cty.StringVal(""), "parameters": step.Strings([]string{"SIZE=1"})}
	if diff := cmp.Diff(want, o.Attrs, cmp.Comparer(cty.Value.RawEquals)); diff != "" {
		t.Error(diff)
	}
}

// TestUnsendable has servers that must not hear a word.
func TestUnsendable(t *testing.T) {
	tests := map[string]step.Envelope{
		"no SMTPUTF8 for the sender":    {From: "müller@b.example"},
		"no SMTPUTF8 for the recipient": {From: "a@b.example", To: []string{"müller@d.example"}},
		"two lines":                     {From: "a@b.example>\r\nRCPT TO:<c@d.example"},
	}
	for name, envelope := range tests {
		t.Run(name, func(t *testing.T) {
			env := steptest.Open(t, "")
			env.Envelope = envelope
			env.Session.Clear = &smtp.Capabilities{}
			if o, err := steptest.Try(t, Kind, env); err == nil {
				t.Errorf("outcome %s, want an error", o.Outcome)
			}
		})
	}
}
