package runner

import (
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
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

// A password that is a word of a refusal is hidden in its text, and the refusal is named
// by its words as they came.
func TestClassOfAReplyWithAHiddenWord(t *testing.T) {
	said := smtp.Reply{Code: 535, Enhanced: smtp.EnhancedCode{Class: 5, Subject: 7, Detail: 139},
		Lines: []string{"5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."}}
	shown := said
	shown.Lines, shown.Verbatim = []string{"5.7.139 Authentication unsuccessful, SmtpClientAuthentication is (sensitive) for the Tenant."}, &said
	got := classOfReply(reject.Builtin(), smtp.Auth, shown)
	if got.ID != "smtp-auth-disabled" || strings.Contains(got.Evidence, "disabled") {
		t.Errorf("got %s, known by %q", got.ID, got.Evidence)
	}
}
