package dsl

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/zclconf/go-cty/cty"
)

// assertSuite is a suite around one assertion.
const assertSuite = `
variable "secret" {
  sensitive = true
  default   = "hunter2-hunter2"
}
variable "limit" {
  default = 5
}
endpoint "mx" {
  host = "mx.example"
}
test "t" {
  endpoint = endpoint.mx
  from     = "a@example.com"
  to       = ["b@example.com"]
  assert {
    condition     = %s
    error_message = %s
  }
}
`

// sawStages are the observations that the conditions below are judged over: a
// refusal at RCPT behind a good handshake; AUTH was not reached.
var sawStages = map[string]cty.Value{
	"tls": cty.ObjectVal(map[string]cty.Value{
		"outcome": cty.StringVal("ok"), "version": cty.StringVal("TLS1.3"), "verified": cty.True,
		"names": cty.ListVal([]cty.Value{cty.StringVal("mx.example"), cty.StringVal("*.example")}),
		"code":  cty.NullVal(cty.Number), "seconds": cty.NumberFloatVal(0.25),
	}),
	"rcpt": cty.ObjectVal(map[string]cty.Value{
		"outcome": cty.StringVal("reject"), "code": cty.NumberIntVal(550), "enhanced": cty.NullVal(cty.String),
		"text": cty.StringVal("blocked"), "class": cty.StringVal("spamhaus"),
		"lines": cty.ListVal([]cty.Value{cty.StringVal("blocked")}),
	}),
	"ehlo-tls": cty.ObjectVal(map[string]cty.Value{
		"keywords": cty.ListVal([]cty.Value{cty.StringVal("SIZE 1000")}), "verb": cty.StringVal("EHLO"),
	}),
}

// notSaw leaves out what was seen, which TestSaw looks at.
var notSaw = cmpopts.IgnoreFields(Judgement{}, "Saw")

func TestJudge(t *testing.T) {
	met := Judgement{Met: true}
	missed := func(message string) Judgement { return Judgement{Message: message} }
	for _, c := range []struct {
		condition, message string
		want               Judgement
	}{
		{`step.tls.version == "TLS1.3"`, `""`, met},
		{`contains(["TLS1.2", "TLS1.3"], step.tls.version)`, `""`, met},
		{`step.tls.version == "TLS1.2"`, `"negotiated ${step.tls.version}"`, missed("negotiated TLS1.3")},
		{`step.tls.version == "TLS1.2"`, `null`, missed("the condition is false")},
		{`step["ehlo-tls"].verb == "EHLO" && step.ehlo-tls.verb == "EHLO"`, `""`, met},
		{`step.rcpt.code < 500`, `"${step.rcpt.code} ${step.rcpt.enhanced} after ${step.tls.seconds} s"`, missed("550 nothing after 0.25 s")},
		{`length(step.tls.names) == var.limit`, `"${var.limit} names are wanted"`, missed("5 names are wanted")},
		{`alltrue([for n in step.tls.names : endswith(n, ".example")])`, `""`, met},
		// a null that the condition does not look for
		{`step.rcpt.enhanced == "5.7.1"`, `"other"`, missed("step.rcpt.enhanced is null: there was nothing to be seen")},
		{`step.rcpt.enhanced != "5.7.1"`, `"other"`, missed("step.rcpt.enhanced is null: there was nothing to be seen")},
		{`step.tls.code > 200`, `"other"`, missed("step.tls.code is null: there was nothing to be seen")},
		{`startswith(step.rcpt.enhanced, "5.") && step.tls.code > 1`, `""`,
			missed("step.rcpt.enhanced is null, and step.tls.code is null: there was nothing to be seen")},
		// an attribute that the observation lacks is null, too
		{`step.tls.cipher == "x"`, `""`, missed("step.tls.cipher is null: there was nothing to be seen")},
		// a null that it does look for
		{`step.rcpt.enhanced == null`, `""`, met},
		{`null != step.rcpt.enhanced`, `"no code"`, missed("no code")},
		{`step.rcpt.enhanced == (null) || step.rcpt.enhanced == "5.7.1"`, `""`, met},
		{`coalesce(step.rcpt.enhanced, "none") == "none"`, `""`, met},
		{`try(step.rcpt.enhanced, "") == null`, `""`, met},
		// not reached
		{`step.rcpt.code == 550 && step.mail.code == 250 && step.banner.code == 220`, `""`,
			Judgement{NotReached: []Read{{Stage: "mail"}, {Stage: "banner"}}}},
		// the message's own reads need not have been reached
		{`step.rcpt.code == 250`, `"after ${step.mail.code}"`, missed("after nothing")},
		// secrets
		{`step.rcpt.text != var.secret`, `""`, met},
		{`step.rcpt.text == var.secret`, `"it was not ${var.secret}"`,
			missed("the condition is false; its message holds a sensitive value and is not shown")},
		// what can be found out only now
		{`step.rcpt.lines[3] == "x"`, `""`, missed("the condition cannot be judged: Invalid index: The given key does not identify an element in this collection value.")},
		{`step.rcpt.code == 1 ? true : null`, `""`, missed("the condition is null")},
	} {
		t.Run(c.condition, func(t *testing.T) {
			p, diags := loadText(t, fmt.Sprintf(assertSuite, c.condition, c.message), Options{World: testWorld()})
			if len(diags) > 0 {
				t.Fatal(errorText(diags))
			}
			a := p.Suites[0].Tests[0].Assert[0]
			got := a.Judge(func(r Read) (cty.Value, bool) {
				v, ok := sawStages[r.Stage]
				return v, ok
			})
			if diff := cmp.Diff(c.want, got, notSaw); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestJudgeComparison(t *testing.T) {
	p, diags := loadFile(t, "testdata/valid/references.smtp.hcl", true)
	if diags.HasErrors() {
		t.Fatal(errorText(diags))
	}
	a := p.Suites[0].Comparisons[0].Assert[0]
	code := map[string]int64{`test.by_port["25"]`: 550, `test.by_port["587"]`: 530, "test.none": 250}
	see := func(r Read) (cty.Value, bool) {
		n, ok := code[r.Test]
		outcome := "accept"
		if n >= 500 {
			outcome = "reject"
		}
		return cty.ObjectVal(map[string]cty.Value{"code": cty.NumberIntVal(n), "outcome": cty.StringVal(outcome)}), ok
	}
	if got := a.Judge(see); !got.Met {
		t.Errorf("not met: %+v", got)
	}
	code[`test.by_port["587"]`] = 550
	if diff := cmp.Diff(Judgement{Message: "the same: 550"}, a.Judge(see), notSaw); diff != "" {
		t.Error(diff)
	}
	delete(code, "test.none")
	if diff := cmp.Diff(Judgement{NotReached: []Read{{Test: "test.none", Stage: "rcpt"}}}, a.Judge(see), notSaw); diff != "" {
		t.Error(diff)
	}
}

func TestJudgeInJSON(t *testing.T) {
	p, diags := loadFile(t, "testdata/valid/json.smtp.json", true)
	if diags.HasErrors() {
		t.Fatal(errorText(diags))
	}
	a := p.Suites[0].Tests[0].Assert[0]
	for enhanced, want := range map[string]Judgement{
		"":      {Met: true},
		"5.7.1": {Met: true},
		"5.1.1": {Message: "it was 5.1.1"},
	} {
		v := cty.NullVal(cty.String)
		if enhanced != "" {
			v = cty.StringVal(enhanced)
		}
		got := a.Judge(func(Read) (cty.Value, bool) {
			return cty.ObjectVal(map[string]cty.Value{"enhanced": v}), true
		})
		if diff := cmp.Diff(want, got, notSaw); diff != "" {
			t.Errorf("%q: %s", enhanced, diff)
		}
	}
}

// TestSaw: a condition that is false says what it read, each value once.
func TestSaw(t *testing.T) {
	p, diags := loadText(t, fmt.Sprintf(assertSuite, `step.rcpt.code == 250 || step.rcpt.code == 251 || step.tls.version == "TLS1.1"`, `""`),
		Options{World: testWorld()})
	if len(diags) > 0 {
		t.Fatal(errorText(diags))
	}
	got := p.Suites[0].Tests[0].Assert[0].Judge(func(r Read) (cty.Value, bool) {
		v, ok := sawStages[r.Stage]
		return v, ok
	})
	want := []string{"step.rcpt.code is 550", `step.tls.version is "TLS1.3"`}
	if diff := cmp.Diff(want, got.Saw); diff != "" {
		t.Errorf("saw (-want +got):\n%s", diff)
	}
}
