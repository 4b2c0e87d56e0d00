package pattern

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestFind(t *testing.T) {
	for _, test := range []struct {
		text    string
		exact   bool
		needles []Needle
	}{
		{"User Unknown", true, []Needle{{Text: "user unknown"}}},
		{`\bspf\b`, true, []Needle{{Text: "spf", Left: true, Right: true}}},
		{"sms (?:too|so) long", true, []Needle{{Text: "sms too long"}, {Text: "sms so long"}}},
		{"relay(?:ing)? denied", true, []Needle{{Text: "relaying denied"}, {Text: "relay denied"}}},
		{"s31[45]0", true, []Needle{{Text: "s3140"}, {Text: "s3150"}}},
		{"full|over quota", true, []Needle{{Text: "full"}, {Text: "over quota"}}},
		{"from .{0,20}denied", false, []Needle{{Text: "denied"}}},
		{`\S*spamhaus\S*`, false, []Needle{{Text: "spamhaus"}}},
		{"^blocked$", false, []Needle{{Text: "blocked"}}},
		{"(?:unknown|bad) user .*", false, []Needle{{Text: "unknown user "}, {Text: "bad user "}}},
		{".*", false, nil},
		{"no", false, nil},
		{"(?:no|never).*", false, nil},
		{`\S+`, false, nil},
	} {
		w, err := Find(test.text)
		if err != nil {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		if diff := cmp.Diff(test.needles, w.Needles, cmpopts.EquateEmpty()); diff != "" || w.Exact != test.exact {
			t.Errorf("%q: exact %v, needles (-want +got):\n%s", test.text, w.Exact, diff)
		}
	}
}

func TestFurtherDemands(t *testing.T) {
	w, err := Find(`\bspf\b.{0,60}?\b(?:fail\w*|reject\w*)`)
	if err != nil {
		t.Fatal(err)
	}
	want := Words{Needles: []Needle{{Text: "fail"}, {Text: "reject"}}, Also: [][]string{{"spf"}}}
	if diff := cmp.Diff(want, w); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLower(t *testing.T) {
	if got := Lower(`User \S+ UNKNOWN\b`); got != `user \S+ unknown\b` {
		t.Errorf("got %q", got)
	}
}
