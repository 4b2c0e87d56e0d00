package step

import (
	"context"
	"testing"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

func TestReplied(t *testing.T) {
	failure := &smtp.Failure{Class: smtp.FailReset}
	tests := []struct {
		name   string
		code   smtp.Code
		err    error
		wanted []smtp.Code
		want   Outcome
		class  string
	}{
		{name: "2yz", code: 252, want: Accept},
		{name: "wanted", code: 354, wanted: []smtp.Code{354}, want: Accept},
		{name: "another 2yz than the wanted", code: 250, wanted: []smtp.Code{220}, want: Fail, class: smtp.FailUnexpected},
		{name: "4yz", code: 421, want: Defer},
		{name: "5yz", code: 521, want: Reject},
		{name: "3yz", code: 334, want: Fail, class: smtp.FailUnexpected},
		{name: "1yz", code: 120, want: Fail, class: smtp.FailUnexpected},
		{name: "999", code: 999, want: Fail, class: smtp.FailUnexpected},
		{name: "no reply", err: failure, want: Fail, class: smtp.FailReset},
		{name: "what came of a reply", code: 250, err: failure, want: Fail, class: smtp.FailReset},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o, err := Replied(smtp.Reply{Code: test.code}, test.err, test.wanted...)
			if err != nil {
				t.Fatal(err)
			}
			if o.Outcome != test.want {
				t.Errorf("outcome %s, want %s", o.Outcome, test.want)
			}
			class := ""
			if o.Failure != nil {
				class = o.Failure.Class
			}
			if class != test.class {
				t.Errorf("class %q, want %q", class, test.class)
			}
			if (o.Reply != nil) != (test.code != 0) {
				t.Errorf("reply %v with code %d", o.Reply, test.code)
			}
		})
	}
	if _, err := Replied(smtp.Reply{}, context.Canceled); err == nil {
		t.Error("an error that is no failure has to be handed back")
	}
}
