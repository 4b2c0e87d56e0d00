package dsl

import "testing"

func TestSuggest(t *testing.T) {
	classes := []string{"spamhaus", "spamcop", "relay-denied", "auth-required", "mx", "throttled"}
	tests := map[string]string{
		"spamhouse":    "spamhaus",
		"SPAMHAUS":     "spamhaus",
		"relay_denied": "relay-denied",
		"relaydenied":  "relay-denied",
		"throtled":     "throttled",
		"mxx":          "mx",
		"m":            "",
		"pw":           "",
		"a":            "",
		"":             "",
		"greylisted":   "",
		"spam":         "",
		"mx":           "", // known already
	}
	for got, want := range tests {
		if near := Suggest(got, classes); near != want {
			t.Errorf("%q: got %q, want %q", got, near, want)
		}
	}
	if s := DidYouMean("spamhouse", classes); s != ` Did you mean "spamhaus"?` {
		t.Errorf("got %q", s)
	}
}
