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
		"denied":       "relay-denied",
		"relay":        "relay-denied",
	}
	for got, want := range tests {
		if near := Suggest(got, classes); near != want {
			t.Errorf("%q: got %q, want %q", got, near, want)
		}
	}
	profiles := []string{"m365-hve", "m365-hve-sender", "m365-mx", "m365-mx-loop", "plain-relay", "onprem-relay"}
	for got, want := range map[string]string{"hve": "m365-hve", "HVE": "m365-hve", "loop": "m365-mx-loop", "mx-loop": "m365-mx-loop", "relay": "", "m365": ""} {
		if near := Suggest(got, profiles); near != want {
			t.Errorf("%q: got %q, want %q", got, near, want)
		}
	}
	known := []string{"smtp-auth-disabled", "auth-failed", "auth-policy-blocked", "content-rejected", "sender-blocked"}
	for got, want := range map[string]string{
		"auth-disabled": ` Did you mean "smtp-auth-disabled"?`, "auth-faild": ` Did you mean "auth-failed"?`,
		"auth": ` Did you mean "smtp-auth-disabled", "auth-failed" or "auth-policy-blocked"?`, "spam": "",
	} {
		if hint := DidYouMean(got, known); hint != want {
			t.Errorf("%q: got %q, want %q", got, hint, want)
		}
	}
	if s := DidYouMean("spamhouse", classes); s != ` Did you mean "spamhaus"?` {
		t.Errorf("got %q", s)
	}
}
