package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// explanation is a line of `explain --format json`, its fields in their order.
type explanation struct {
	Class    string `json:"class"`
	Family   string `json:"family"`
	Code     int    `json:"code,omitempty"`
	Enhanced string `json:"enhanced,omitempty"`
	Waiting  bool   `json:"waiting_helps"`
	Cause    string `json:"cause"`
	Advice   string `json:"advice"`
	TestNext string `json:"test_next,omitempty"`
	Evidence string `json:"evidence,omitempty"`
}

func TestAnswers(t *testing.T) {
	class := &reject.Class{ID: "c", Family: "f", Cause: "a \"b\"\n<c> & d", Advice: `e\f`, Test: "builtin:x", WaitingHelps: true}
	tls := &reject.Class{ID: "tls-unavailable", Family: "tls", WaitingCodes: []string{"454"}}
	for _, test := range []struct {
		reply smtp.Reply
		match reject.Match
		want  explanation
	}{
		{smtp.Reply{Code: 454}, reject.Match{Class: tls}, explanation{Class: tls.ID, Family: tls.Family, Code: 454, Waiting: true}},
		{smtp.Reply{Code: 502}, reject.Match{Class: tls}, explanation{Class: tls.ID, Family: tls.Family, Code: 502}},
		{smtp.Reply{Code: 550, Enhanced: smtp.EnhancedCode{Class: 5, Subject: 7, Detail: 1}}, reject.Match{Class: class, Evidence: "no way"},
			explanation{"c", "f", 550, "5.7.1", true, class.Cause, class.Advice, "builtin:x", "no way"}},
		{smtp.Reply{}, reject.Match{Class: class, Evidence: `"<é>\`},
			explanation{"c", "f", 0, "", true, class.Cause, class.Advice, "builtin:x", `"<é>\`}},
		{smtp.Reply{Code: 421}, reject.Match{Class: &reject.Class{ID: "d", Family: "g"}},
			explanation{Class: "d", Family: "g", Code: 421}},
	} {
		var got, want bytes.Buffer
		a := answers{out: bufio.NewWriter(&got), classes: map[*reject.Class]classAnswer{}}
		for range 2 { // the second time it knows the class
			if err := a.write(test.reply, test.match); err != nil {
				t.Fatal(err)
			}
			enc := json.NewEncoder(&want)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(test.want); err != nil {
				t.Fatal(err)
			}
		}
		a.out.Flush()
		if diff := cmp.Diff(want.String(), got.String()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// BenchmarkExplainJSON is a line of standard input, from reading to writing.
func BenchmarkExplainJSON(b *testing.B) {
	var in bytes.Buffer
	n := 0
	for _, c := range reject.Builtin().Classes() {
		for _, e := range c.Examples {
			in.WriteString(e.Reply + "\n")
			n++
		}
	}
	for b.Loop() {
		a := &app{in: bytes.NewReader(in.Bytes()), out: io.Discard, err: io.Discard}
		if err := a.explainLines(a.explainer(reject.Builtin(), &explainFlags{format: "json"})); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "replies/s")
}
