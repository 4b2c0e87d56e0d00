package reject

import (
	"strings"
	"testing"
)

// TestQuotedReplies is about the bound: each quoted reply is looked at on its own.
func TestQuotedReplies(t *testing.T) {
	for _, again := range []string{"error: 550 ", "450 4.2.1 ", "server response was: ", ": 5.1.1 "} {
		for _, n := range []int{1, maxQuoted, maxQuoted + 1, 1000} {
			low := []byte(strings.Repeat(again, n) + "no")
			got := quotedReplies(low, nil)
			if len(got) != min(n, maxQuoted) {
				t.Errorf("%q, %d times: %d replies", again, n, len(got))
			} else if last := got[len(got)-1]; string(low[last.at:]) != "no" {
				t.Errorf("%q, %d times: the last is %q", again, n, low[last.at:])
			}
		}
	}
}

func TestCutEnhanced(t *testing.T) {
	for _, test := range []struct {
		words, code, rest string
	}{
		{"5.7.1 no", "5.7.1", "no"},
		{"5.7.606: no", "5.7.606", "no"},
		{"5.7.1", "5.7.1", ""},
		{"5.7.606;", "5.7.606", ""},
		{"5.7.1...........", "", "5.7.1..........."},
		{"2.1.5 ok", "", "2.1.5 ok"},
		{"", "", ""},
	} {
		code, rest, ok := cutEnhanced([]byte(test.words))
		if ok != (test.code != "") || ok && code.String() != test.code || string(rest) != test.rest {
			t.Errorf("%q: %v, %q, %v", test.words, code, rest, ok)
		}
	}
}
