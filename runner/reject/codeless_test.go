package reject

import "testing"

// TestCodeless compares rules for lines without codes with those for replies.
func TestCodeless(t *testing.T) {
	base := ranked(t, false,
		Class{ID: "line", Rules: []Rule{{Text: "zyx", Codeless: true}}},
		Class{ID: "vague", Rules: []Rule{{Text: "zyx wvu tsr|wvu tsr", Codeless: true, Fallback: true}}},
		Class{ID: "reply", Rules: []Rule{{Text: "zyx wvu tsr qpo|wvu tsr qpo"}}},
	)
	for reply, want := range map[string]string{
		"zyx wvu tsr qpo":       "line",
		"wvu tsr qpo":           "vague",
		"550 zyx wvu tsr qpo":   "reply",
		"550 zyx":               Unknown,
		"5.9.9 zyx wvu tsr qpo": "reply",
		"dsn=5.9.9, status=bounced (zyx wvu tsr qpo)":  "reply",
		"zyx. The server response was: wvu tsr qpo":    "reply", // those are a server's words
		"zyx. The server response was: 5.9.9 nonesuch": Unknown,
	} {
		r, _ := ParseReply(reply)
		if got := base.Classify("", r).Class.ID; got != want {
			t.Errorf("%q is %q, want %q", reply, got, want)
		}
	}
}
