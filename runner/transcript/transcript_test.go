package transcript

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// clock is a clock that goes on by a millisecond each time it is looked at.
func clock() func() time.Time {
	now := time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC)
	return func() time.Time {
		now = now.Add(time.Millisecond)
		return now
	}
}

func session() *Recorder {
	r := NewRecorder(clock(), NewSecrets("hunter22"))
	r.SetStage("connect")
	r.Add(Remark, "Connected to 203.0.113.25:25")
	r.SetStage("banner")
	r.Add(Received, "220 mail.example.test \x1b[31mready")
	r.Add(Sent, "EHLO copier.example.test")
	r.SetTLS(true)
	r.SetStage("auth")
	r.AddHidden(Sent, "AUTH PLAIN ")
	r.Add(Received, "535 5.7.8 hunter22 is wrong")
	r.Add(Trouble, "connection-closed")
	return r
}

func TestWrite(t *testing.T) {
	r := session()
	entries := r.Entries()
	entries[1].Unexpected, entries[4].Unexpected = true, true
	entries = append(entries, Entry{Dir: Received, Text: "250 clear"}, Entry{Dir: Received, TLS: true, Text: "250 inside"})
	var b strings.Builder
	if err := Write(&b, entries); err != nil {
		t.Fatal(err)
	}
	want := `=== Connected to 203.0.113.25:25
<** 220 mail.example.test \x1b[31mready
 -> EHLO copier.example.test
 ~> AUTH PLAIN (sensitive)
<~* 535 5.7.8 (sensitive) is wrong
*** connection-closed
<-  250 clear
<~  250 inside
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestEntryJSON(t *testing.T) {
	entries := session().Entries()
	text, err := json.Marshal(entries[3])
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"at":4000000,"dir":"sent","tls":true,"stage":"auth","text":"AUTH PLAIN (sensitive)"}`; string(text) != want {
		t.Errorf("got %s", text)
	}
	var again Entry
	if err := json.Unmarshal(text, &again); err != nil || again != entries[3] {
		t.Errorf("%v: %+v is not %+v", err, again, entries[3])
	}
}

// A server that never stops talking fills no memory.
func TestRecorderIsBounded(t *testing.T) {
	r := NewRecorder(clock(), nil)
	for range 10_000 {
		r.Add(Received, strings.Repeat("x", 1000))
	}
	entries := r.Entries()
	if len(entries) > 1100 || entries[len(entries)-1].Dir != Trouble {
		t.Errorf("%d entries, the last %+v", len(entries), entries[len(entries)-1])
	}
}
