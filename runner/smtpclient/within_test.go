package smtpclient

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// TestWithinLimit: a deadline without a timer ends a call all the same, the earlier of
// two counts, and cancelling reaches through it.
func TestWithinLimit(t *testing.T) {
	silent := func(p *peer) { p.hear(); p.rest() }
	for name, ctx := range map[string]context.Context{
		"alone":           Within(t.Context(), 50*time.Millisecond),
		"the inner first": Within(Within(t.Context(), time.Hour), 50*time.Millisecond),
		"the outer first": Within(Within(t.Context(), 50*time.Millisecond), time.Hour),
		"within a timer":  Within(within(t, 50*time.Millisecond), time.Hour),
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := greeted(t, silent)
			if _, err := c.Command(ctx, "NOOP"); classOf(err) != smtp.FailReplyTimeout {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("cancelled", func(t *testing.T) {
		c, _ := greeted(t, silent)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(20*time.Millisecond, cancel)
		if _, err := c.Command(Within(ctx, time.Hour), "NOOP"); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}
