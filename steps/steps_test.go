package steps

import (
	"slices"
	"testing"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// TestOrder holds the list against the orders of a session: each stage that is
// built in stands behind those that come before it.
func TestOrder(t *testing.T) {
	order := smtp.Order(smtp.TLSStartTLS)
	last := -1
	for _, k := range Standard {
		at := slices.Index(order, smtp.Stage(k.Name))
		if at < 0 {
			continue // a kind outside the session
		}
		if at <= last {
			t.Errorf("%s stands in the wrong place", k.Name)
		}
		last = at
	}
}

func TestByName(t *testing.T) {
	for _, k := range Standard {
		if got, ok := ByName(k.Name); !ok || got != k {
			t.Errorf("%s is not found, or is there twice", k.Name)
		}
	}
	if _, ok := ByName("rcptt"); ok {
		t.Error("a kind that is not there was found")
	}
}
