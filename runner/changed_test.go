package runner

import (
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// TestChangedAt: the time of a change is in the record, and what the tenant refuses
// within the hour after it is provisional.
func TestChangedAt(t *testing.T) {
	now := fakeWorld().Now()
	for _, c := range []struct {
		changed     time.Time
		state       result.MethodState
		provisional string
	}{
		{time.Time{}, result.Blocked, ""},
		{now.Add(-20 * time.Minute), result.Undecided, "the tenant was changed 20 minutes before; test again after 16:44 UTC"},
		{now.Add(-time.Minute), result.Undecided, "the tenant was changed 1 minute before; test again after 17:03 UTC"},
		{now.Add(-time.Hour), result.Blocked, ""},
	} {
		f := &fakeSession{script: script{smtp.Rcpt: replied(step.Reject, 550)}}
		suite := &dsl.Suite{File: "a.smtp.hcl", Tests: []*dsl.Test{fakeTest(smtp.TLSStartTLS)}}
		plan, err := Compile([]*dsl.Suite{suite}, Selection{}, f.kinds(t))
		if err != nil {
			t.Fatal(err)
		}
		var sink memorySink
		if _, err := plan.Run(t.Context(), Options{World: fakeWorld(), Parallel: 1, ChangedAt: c.changed}, &sink); err != nil {
			t.Fatal(err)
		}
		if at := sink.header.ChangedAt; (at == nil) != c.changed.IsZero() || at != nil && !at.Equal(c.changed) {
			t.Errorf("the header says %v, want %v", at, c.changed)
		}
		d := sink.tests[0].Diagnosis
		if d.Finding.Provisional != c.provisional || d.Method.State != c.state || !strings.Contains(d.Method.Detail, c.provisional) {
			t.Errorf("changed at %s: %q, %s (%s)", c.changed, d.Finding.Provisional, d.Method.State, d.Method.Detail)
		}
	}
}
