package reject

import "testing"

func TestWordBoundaries(t *testing.T) {
	for _, test := range []struct {
		text  string
		reply string
		want  bool
	}{
		{`\bspf\b`, "550 spf", true},
		{`\bspf\b`, "550 (SPF)", true},
		{`\bspf\b`, "550 spfx", false},
		{`\bspf`, "550 xspf", false},
		{`\bspf`, "550 spfx", true},
		{`spf\b`, "550 xspf.", true},
	} {
		b := ranked(t, false, Class{ID: "x", Rules: []Rule{{Text: test.text}}})
		if got := classOf(b, "", test.reply) == "x"; got != test.want {
			t.Errorf("%q in %q: %v", test.text, test.reply, got)
		}
	}
}

func TestForms(t *testing.T) {
	for _, test := range []struct {
		rule  Rule
		reply string
		want  bool
	}{
		{Rule{Code: []string{"559"}}, "559 a", true},
		{Rule{Code: []string{"558", "559"}}, "559 a", true},
		{Rule{Code: []string{"55x"}}, "559 a", true},
		{Rule{Code: []string{"55X"}}, "549 a", false},
		{Rule{Code: []string{"5xx"}}, "459 a", false},
		{Rule{Enhanced: []string{"5.9.9"}}, "559 5.9.9 a", true},
		{Rule{Enhanced: []string{"5.9.9"}}, "559 a", false},
		{Rule{Enhanced: []string{"5.9.1-20"}}, "559 5.9.20 a", true},
		{Rule{Enhanced: []string{"5.9.1-20"}}, "559 5.9.21 a", false},
		{Rule{Enhanced: []string{"5.9.x"}}, "559 5.9.999 a", true},
		{Rule{Enhanced: []string{"x.9.9"}}, "459 4.9.9 a", true},
		{Rule{Enhanced: []string{"5.9.9"}, Code: []string{"559"}}, "558 5.9.9 a", false},
		{Rule{Enhanced: []string{"5.9.9"}, Code: []string{"559"}}, "5.9.9 a", true},
	} {
		b := ranked(t, false, Class{ID: "x", Rules: []Rule{test.rule}})
		if got := classOf(b, "quit", test.reply) == "x"; got != test.want {
			t.Errorf("%+v on %q: %v", test.rule, test.reply, got)
		}
	}
}
