package reject

import "testing"

// TestNameless is about the name that Postfix gives to a client without one.
func TestNameless(t *testing.T) {
	base := ranked(t, false, Class{ID: "x", Rules: []Rule{{Text: `\bunknown\b`}}})
	for reply, want := range map[string]string{
		"550 RCPT from unknown[192.0.2.1]":                 Unknown,
		"550 <unknown[192.0.2.1]>: no, from Unknown[::1]":  Unknown,
		"550 RCPT from unknown[192.0.2.1]: unknown":        "x",
		"550 unknown [192.0.2.1]":                          "x",
		"550 unknown":                                      "x",
		"550 notunknown[192.0.2.1], but xunknown[192.0.2]": Unknown,
	} {
		if got := classOf(base, "", reply); got != want {
			t.Errorf("%q is %q, want %q", reply, got, want)
		}
	}
}
