package pattern

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestFind(t *testing.T) {
	for _, test := range []struct {
		text    string
		needles []Needle
	}{
		{"User Unknown", []Needle{{Text: "user unknown"}}},
		{`\bspf\b`, []Needle{{Text: "spf", Left: true, Right: true}}},
		{"sms (?:too|so) long", []Needle{{Text: "sms too long"}, {Text: "sms so long"}}},
		{"relay(?:ing)? denied", []Needle{{Text: "relaying denied"}, {Text: "relay denied"}}},
		{"s31[45]0", []Needle{{Text: "s3140"}, {Text: "s3150"}}},
		{"full|over quota", []Needle{{Text: "full"}, {Text: "over quota"}}},
	} {
		w, err := Find(test.text, nil)
		if err != nil {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		if diff := cmp.Diff(test.needles, w.Needles, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: needles (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestKey(t *testing.T) {
	for _, test := range []struct {
		text          string
		key           []string // nil where nothing is sure to be there
		lead          int
		before, after [][]string
	}{
		{`from .{0,20}denied`, []string{"denied"}, 25, [][]string{{"fro"}}, nil},
		{`\S*spamhaus\S*`, []string{"spamhaus"}, Free, nil, nil},
		{`^.{0,9}blocked$`, []string{"blocked"}, 9, nil, nil},
		{`(?:unknown|bad) user .*`, []string{"bad user ", "unknown user "}, 0, nil, nil},
		{`\bspf\b.{0,60}?\b(?:failure\w*|reject\w*)`, []string{"failure", "reject"}, 63, [][]string{{"spf"}}, nil},
		{`\bspf\b.{0,60}?\bnot (?:valid|sent|in order)\b.*dmarc`, []string{"not in order", "not sent", "not valid"}, 63, [][]string{{"spf"}}, [][]string{{"dma"}}},
		{`\w?\w?denied`, []string{"denied"}, 2, nil, nil},
		{`(?:.denied|..refused).*`, []string{"denied", "refused"}, 2, nil, nil},
		{`(?:.{4}(?:.blocked|listed).*){1,3}`, []string{"blocked", "listed"}, 5, nil, nil},
		{`authentication credentials.*`, []string{"authentication crede"}, 0, nil, nil},
		{`.*`, nil, 0, nil, nil},
		{`no`, nil, 0, nil, nil},
		{`(?:no|never).*`, nil, 0, nil, nil},
		{`(?:never)?`, nil, 0, nil, nil},
		{`\S+`, nil, 0, nil, nil},
	} {
		w, err := Find(test.text, nil)
		if err != nil {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		if diff := cmp.Diff(test.key, textsOf(w.Key)); diff != "" || w.Needles != nil || w.Lead != test.lead {
			t.Errorf("%q: needles %v, lead %d, key (-want +got):\n%s", test.text, w.Needles, w.Lead, diff)
		}
		if diff := cmp.Diff([][][]string{test.before, test.after}, [][][]string{w.Before, w.After}); diff != "" {
			t.Errorf("%q: before and after the key (-want +got):\n%s", test.text, diff)
		}
	}
}

func textsOf(needles []Needle) []string {
	var out []string
	for _, n := range needles {
		out = append(out, n.Text)
	}
	return out
}

// TestCorpus shows how replies that are known make a difference.
func TestCorpus(t *testing.T) {
	corpus := NewCorpus([]string{"550 Relay denied", "550 Access denied", "550 Sender denied", "550 from"})
	w, err := Find(`(?:x.*from.*denied)+`, corpus)
	if err != nil || w.Key[0].Text != "from" {
		t.Errorf("%+v, error %v: from is rarer than denied", w, err)
	}
}

func TestLongest(t *testing.T) {
	for text, want := range map[string]int{
		"spf.{0,60}?fail":       67,
		"(?:no|never)[а-я]{2,}": Free,
		"(?:no|never)[а-я]{2}":  7,
		"(?:ab{0,3}){2}c*":      Free,
		"(?:ab{0,3}){2}c?":      9,
	} {
		w, err := Find(text, nil)
		if err != nil || w.Longest != want {
			t.Errorf("%q: longest %d, want %d; error %v", text, w.Longest, want, err)
		}
	}
}

func TestHook(t *testing.T) {
	corpus := NewCorpus([]string{"550 Mailbox full", "550 Mailbox unknown", "550 no such mailbox", "550 stack is full"})
	for text, want := range map[string]int{
		"mailbox full": 3, // "lbox f"
		"no such":      0,
		"box is full":  0,
		"full":         0,
	} {
		if got := corpus.hook(text); got != want {
			t.Errorf("%q hangs by byte %d, want %d", text, got, want)
		}
	}
}

func TestLower(t *testing.T) {
	if got := Lower(`User \S+ UNKNOWN\b`); got != `user \S+ unknown\b` {
		t.Errorf("got %q", got)
	}
}
