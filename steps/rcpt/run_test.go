package rcpt

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/steps/steptest"
	"github.com/zclconf/go-cty/cty"
)

func TestRun(t *testing.T) {
	tests := []struct {
		name, script string
		to           []string
		want         step.Outcome
		code         smtp.Code
		class        string
		parts        map[string]step.Outcome
	}{
		{
			name: "accept", script: "C: RCPT TO:<a@x>\nS: 250 2.1.5 OK",
			to: []string{"a@x"}, want: step.Accept, code: 250, parts: map[string]step.Outcome{"a@x": step.Accept},
		},
		{
			name: "the worst counts", to: []string{"a@x", "b@x", "c@x", "d@x"}, want: step.Reject, code: 550,
			script: "C: RCPT TO:<a@x>\nS: 250 OK\nC: RCPT TO:<b@x>\nS: 451 later\nC: RCPT TO:<c@x>\nS: 550 never\nC: RCPT TO:<d@x>\nS: 553 never",
			parts:  map[string]step.Outcome{"a@x": step.Accept, "b@x": step.Defer, "c@x": step.Reject, "d@x": step.Reject},
		},
		{
			name: "defer", to: []string{"a@x", "b@x"}, want: step.Defer, code: 450,
			script: "C: RCPT TO:<a@x>\nS: 450 later\nC: RCPT TO:<b@x>\nS: 250 OK",
			parts:  map[string]step.Outcome{"a@x": step.Defer, "b@x": step.Accept},
		},
		{
			name: "each once", to: []string{"a@x", "a@x"}, want: step.Accept, code: 250,
			script: "C: RCPT TO:<a@x>\nS: 250 OK", parts: map[string]step.Outcome{"a@x": step.Accept},
		},
		{
			name: "421 ends it", to: []string{"a@x", "b@x"}, want: step.Defer, code: 421,
			script: "C: RCPT TO:<a@x>\nS: 421 4.3.2 closing\nclose", parts: map[string]step.Outcome{"a@x": step.Defer},
		},
		{
			name: "a broken session ends it", to: []string{"a@x", "b@x", "c@x"}, want: step.Fail, class: smtp.FailClosed,
			script: "C: RCPT TO:<a@x>\nS: 550 no\nC: RCPT TO:<b@x>\nclose", parts: map[string]step.Outcome{"a@x": step.Reject, "b@x": step.Fail},
		},
		{
			name: "another code ends it", to: []string{"a@x", "b@x"}, want: step.Fail, code: 354, class: smtp.FailUnexpected,
			script: "C: RCPT TO:<a@x>\nS: 354 go on", parts: map[string]step.Outcome{"a@x": step.Fail},
		},
		{
			name: "A-labels", to: []string{"a@bücher.example"}, want: step.Accept, code: 250,
			script: "C: RCPT TO:<a@xn--bcher-kva.example>\nS: 250 OK", parts: map[string]step.Outcome{"a@bücher.example": step.Accept},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := steptest.Open(t, test.script)
			env.Envelope.To = test.to
			o := steptest.Run(t, Kind, env)
			if o.Outcome != test.want || steptest.Class(o) != test.class {
				t.Errorf("%s %q, want %s %q", o.Outcome, steptest.Class(o), test.want, test.class)
			}
			if o.Reply != nil && o.Reply.Code != test.code || o.Reply == nil && test.code != 0 {
				t.Errorf("reply %v, want %s", o.Reply, test.code)
			}
			parts := map[string]step.Outcome{}
			for _, p := range o.Parts {
				parts[p.Key] = p.Outcome
			}
			if diff := cmp.Diff(test.parts, parts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEnough: the run may say that no more recipients are to be named, and is asked
// before each but the first.
func TestEnough(t *testing.T) {
	for _, c := range []struct {
		to    []string
		asked int
	}{
		{[]string{"a@x", "b@x", "c@x", "d@x"}, 2},
		{[]string{"a@x", "b@x"}, 1},
	} {
		env := steptest.Open(t, "C: RCPT TO:<a@x>\nS: 550 5.1.1 no\nC: RCPT TO:<b@x>\nS: 250 OK")
		env.Envelope.To = c.to
		asked := 0
		env.MayName = func(named []step.Part) string {
			if asked++; len(named) != asked {
				t.Errorf("asked for the time no. %d after %d recipients", asked, len(named))
			}
			if asked == 2 {
				return "enough"
			}
			return ""
		}
		o := steptest.Run(t, Kind, env)
		if asked != c.asked || len(o.Parts) != 2 || o.Outcome != step.Reject {
			t.Errorf("%v: asked %d times, %d recipients tried, %s; want %d, 2, reject", c.to, asked, len(o.Parts), o.Outcome, c.asked)
		}
		said := ""
		for _, e := range env.Session.Record.Entries() {
			if strings.HasPrefix(e.Text, "enough") {
				said = e.Text
			}
		}
		if want := len(c.to) > 2; (said == "enough; not tried: c@x, d@x") != want {
			t.Errorf("%v: the transcript says %q", c.to, said)
		}
	}
}

func TestAttrs(t *testing.T) {
	env := steptest.Open(t, `
		C: RCPT TO:<a@x>
		S: 251 2.1.5 User not local; will forward to <b@y>
		C: RCPT TO:<c@x>
		S: 252 2.1.5 Cannot VRFY user
		C: RCPT TO:<d@x>
		S: 550 5.1.1 no`)
	env.Envelope.To = []string{"a@x", "c@x", "d@x"}
	o := steptest.Run(t, Kind, env)
	want := map[string]cty.Value{
		"accepted":     step.Strings([]string{"a@x", "c@x"}),
		"refused":      step.Strings([]string{"d@x"}),
		"forward_path": cty.StringVal("b@y"),
	}
	if diff := cmp.Diff(want, o.Attrs, cmp.Comparer(cty.Value.RawEquals)); diff != "" {
		t.Error(diff)
	}
}

func TestPlan(t *testing.T) {
	env := steptest.Env()
	env.Envelope.To = []string{"a@x", "b@bücher.example", "a@x"}
	want := []string{"RCPT TO:<a@x>", "RCPT TO:<b@xn--bcher-kva.example>"}
	if diff := cmp.Diff(want, Kind.Plan(env)); diff != "" {
		t.Error(diff)
	}
}

func TestUnsendable(t *testing.T) {
	for name, to := range map[string][]string{"nobody": nil, "no SMTPUTF8": {"müller@x"}} {
		t.Run(name, func(t *testing.T) {
			env := steptest.Open(t, "")
			env.Envelope.To = to
			if o, err := steptest.Try(t, Kind, env); err == nil {
				t.Errorf("outcome %s, want an error", o.Outcome)
			}
		})
	}
}
