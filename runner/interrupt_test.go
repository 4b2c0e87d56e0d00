package runner

import (
	"context"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// TestNothingBeginsAfterAnInterruption: whoever learns of it first, the worker or
// the schedule.
func TestNothingBeginsAfterAnInterruption(t *testing.T) {
	f := &fakeSession{}
	suite := &dsl.Suite{File: "a.smtp.hcl", Tests: []*dsl.Test{fakeTest(smtp.TLSNone), fakeTest(smtp.TLSNone)}}
	plan, err := Compile([]*dsl.Suite{suite}, Selection{}, f.kinds(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var sink memorySink
	footer, err := plan.Run(ctx, Options{World: fakeWorld(), Parallel: 1}, &sink)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.called) > 0 {
		t.Errorf("these stages were carried out: %v", f.called)
	}
	if footer.Exit != result.ExitInterrupted || !footer.Interrupted {
		t.Errorf("footer %+v", footer)
	}
	for _, got := range sink.tests {
		if got.Status != result.Skip || got.Reason != interrupted {
			t.Errorf("%s: %s", got.Status, got.Reason)
		}
	}
}
