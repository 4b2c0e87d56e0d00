package runner

import (
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
)

// TestShorten: replies are kept whole while there is room, and begin all the same
// where there is none.
func TestShorten(t *testing.T) {
	long := strings.Repeat("ä", 600)
	whole := func() *result.Reply {
		return &result.Reply{Code: 250, Lines: []string{long, long}, Text: long, Raw: []byte(long)}
	}
	room := 10_000
	if r := shorten(whole(), &room); len(r.Lines) != 2 || r.Text != long || room != 10_000-4*len(long) {
		t.Errorf("with room: %d lines, %d bytes left", len(r.Lines), room)
	}
	left := room
	room = 100
	r := shorten(whole(), &room)
	if len(r.Lines) != 1 || r.Raw != nil || len(r.Text) > 260 || !strings.HasPrefix(long, strings.TrimSuffix(r.Text, "…")) {
		t.Errorf("without room: %+v", r)
	}
	if r.Code != 250 || room != 100 || left <= 0 {
		t.Errorf("code %d, room %d", r.Code, room)
	}
	if short := shorten(&result.Reply{Code: 250, Text: "ok"}, &room); short.Text != "ok" || room != 98 {
		t.Errorf("a short one: %q, room %d", short.Text, room)
	}
	if shorten(nil, &room) != nil {
		t.Error("no reply became one")
	}
}
