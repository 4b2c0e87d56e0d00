package smtp

import (
	"testing"
	"time"
)

func TestGreetingDate(t *testing.T) {
	at := time.Date(2025, time.April, 26, 18, 8, 13, 0, time.UTC)
	for line, want := range map[string]time.Time{
		"PN4P287CA0064.outlook.office365.com Microsoft ESMTP MAIL Service ready at Sat, 26 Apr 2025 18:08:13 +0000 [08DD84B323498C1A]": at,
		"mx.example ESMTP Sendmail 8.17; Sat, 26 Apr 2025 20:08:13 +0200":                                                              at,
		"mx.google.com ESMTP 5b1f17b1804b1-450 - gsmtp":                                                                                {},
		"mx.example ready at Sat, 99 Apr 2025 18:08:13 +0000":                                                                          {},
	} {
		got, ok := GreetingDate(&Reply{Code: 220, Lines: []string{line}})
		if ok == want.IsZero() || ok && !got.Equal(want) {
			t.Errorf("%q: %v, %v; want %v", line, got, ok, want)
		}
	}
	if _, ok := GreetingDate(nil); ok {
		t.Error("no greeting tells no time")
	}
}
