package main

import "time"

// changedAt reads --changed-at: a time of today on this computer's clock, or one with
// its date and zone. A change that lies ahead has no effect that could be waited for.
func (a *app) changedAt(flag string) (time.Time, error) {
	if flag == "" {
		return time.Time{}, nil
	}
	now := a.now()
	at, err := time.Parse(time.RFC3339, flag)
	if err != nil {
		clock, err := time.Parse("15:04", flag)
		if err != nil {
			return time.Time{}, invalid("--changed-at takes a time of today, such as 15:04, or one with its date, such as 2026-11-22T15:04:00+01:00, and not %q", flag)
		}
		at = time.Date(now.Year(), now.Month(), now.Day(), clock.Hour(), clock.Minute(), 0, 0, now.Location())
	}
	if at.After(now) {
		return time.Time{}, invalid("--changed-at %s lies ahead: it is %s; a time of another day takes its date, such as %s", flag, now.Format(time.RFC3339), at.AddDate(0, 0, -1).Format(time.RFC3339))
	}
	return at, nil
}
