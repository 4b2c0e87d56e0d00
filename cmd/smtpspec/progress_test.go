package main

import (
	"fmt"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner"
)

// TestProgressLine: what goes on is not hidden behind what waits.
func TestProgressLine(t *testing.T) {
	p := &progress{total: 9, done: 1, stages: map[*runner.Case]string{}}
	for i, stage := range []string{"waiting for Microsoft 365 inbound", "rcpt", "waiting for Google", "waiting for Microsoft 365 inbound", "auth"} {
		p.stage(&runner.Case{Test: &dsl.Test{Address: fmt.Sprintf("test.t%d", i)}}, stage)
	}
	const want = "1 of 9  t1: rcpt, t4: auth, 2 waiting for Microsoft 365 inbound, 1 waiting for Google"
	if got := p.line(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestProgressForgets: a test that was put back is in the queue again, and not under way.
func TestProgressForgets(t *testing.T) {
	p := &progress{total: 2, stages: map[*runner.Case]string{}}
	c := &runner.Case{Test: &dsl.Test{Address: "test.t"}}
	p.stage(c, "resolve")
	p.putBack(c)
	if got := p.line(); got != "0 of 2  " {
		t.Errorf("%q, with nothing under way", got)
	}
}
