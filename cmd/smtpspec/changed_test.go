package main

import (
	"strings"
	"testing"
	"time"
)

func TestChangedAt(t *testing.T) {
	zone := time.FixedZone("CET", 3600)
	a := &app{now: func() time.Time { return time.Date(2026, 11, 22, 15, 30, 0, 0, zone) }}
	for flag, want := range map[string]time.Time{
		"":                          {},
		"15:10":                     time.Date(2026, 11, 22, 15, 10, 0, 0, zone),
		"00:00":                     time.Date(2026, 11, 22, 0, 0, 0, 0, zone),
		"2026-11-21T23:50:00+01:00": time.Date(2026, 11, 21, 23, 50, 0, 0, zone),
		"2026-11-22T14:20:00Z":      time.Date(2026, 11, 22, 15, 20, 0, 0, zone),
	} {
		got, err := a.changedAt(flag)
		if err != nil || !got.Equal(want) {
			t.Errorf("%q: %s, %v; want %s", flag, got, err, want)
		}
	}
	for _, flag := range []string{"15:31", "2026-11-22T15:31:00+01:00", "yesterday", "20m", "25:00", "2026-11-22"} {
		if got, err := a.changedAt(flag); err == nil {
			t.Errorf("%q is taken as %s", flag, got)
		}
	}
	if _, err := a.changedAt("23:50"); err == nil || !strings.Contains(err.Error(), "takes its date, such as 2026-11-21T23:50:00+01:00") {
		t.Errorf("yesterday's time: %v", err)
	}
}
