package reject

import (
	"regexp"
	"testing"

	"github.com/smtpspec/smtpspec/runner/reject/internal/pattern"
)

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

// TestFindsWhatRegexpFinds holds the short cuts against the long way: the rule's
// expression, run by package regexp. Every rule sees each example of its own class
// and some of the others.
func TestFindsWhatRegexpFinds(t *testing.T) {
	set := Builtin().rules()
	var in input
	expressions := make([]*regexp.Regexp, len(set.keyed))
	for i, c := range set.keyed {
		expressions[i] = regexp.MustCompile(pattern.Lower(c.rule.text.text))
	}
	n := 0
	for i := range Builtin().classes {
		c := &Builtin().classes[i]
		for _, e := range c.Examples {
			n++
			s := new(scratch)
			reply, _ := ParseReply(e.Reply)
			s.text.load(reply, noSeam)
			in.text = s.text
			s.begin(set, in.text.low)
			set.index.each(in.text.low, &s.sig, func(owners []owner, start, size int) { s.seen(owners, start, size, &in) })
			for i := range set.keyed {
				if set.keyed[i].rule.class == c || (i+n)%4 == 0 {
					sameFind(t, s, i, expressions[i])
				}
			}
		}
	}
}

func sameFind(t *testing.T, s *scratch, id int, re *regexp.Regexp) {
	t.Helper()
	low, c := s.text.low, &s.rules.keyed[id]
	want := re.FindIndex(low)
	from, to, ok := s.span(id)
	if !ok {
		if want != nil {
			t.Errorf("/%s/ was not tried on %q", c.rule.text.text, low)
		}
		return
	}
	start, end, ok := c.rule.text.find(low, from, to, &s.stack)
	if ok != (want != nil) || ok && (start != want[0] || end != want[1]) {
		t.Errorf("/%s/ in %q: %d to %d, %v; package regexp: %v", c.rule.text.text, low, start, end, ok, want)
	}
}

// TestEveryTextHasAMatcher keeps the base fast: what a matcher cannot do is left to
// package regexp, which takes ten times as long.
func TestEveryTextHasAMatcher(t *testing.T) {
	for _, c := range Builtin().rules().keyed {
		if _, ok := pattern.Compile(c.rule.text.text); !ok {
			t.Errorf("class %q: no matcher for /%s/", c.rule.class.ID, c.rule.text.text)
		}
	}
}

// TestSlowText is about what only package regexp can do.
func TestSlowText(t *testing.T) {
	b := ranked(t, false, Class{ID: "x", Rules: []Rule{{Text: `blue (?:a*)*elephants`}}})
	if got := classOf(b, "", "550 Blue aaElephants"); got != "x" {
		t.Errorf("got %q", got)
	}
}

func TestSignature(t *testing.T) {
	var x index
	var s signature
	x.each([]byte("relay access denied"), &s, nil)
	for _, test := range []struct {
		lists [][]string
		parts when
		want  bool
	}{
		{nil, s.upTo(0), true},
		{[][]string{{"denied"}}, s.since(0), true},
		{[][]string{{"denied"}}, s.since(13), true},
		{[][]string{{"denied"}}, s.upTo(6), false},
		{[][]string{{"relay "}}, s.upTo(6), true},
		{[][]string{{"relay "}}, s.since(6), false},
		{[][]string{{"den"}, {"xyz", "access"}}, s.since(6), true},
		{[][]string{{"den"}, {"xyz", "qwerty"}}, s.since(0), false},
		{[][]string{{"qwerty"}, {"den"}}, s.since(0), false},
	} {
		var marks []mark
		for _, list := range test.lists {
			marks = appendMarks(marks, list)
		}
		if got := s.hasOneOfEach(marks, test.parts); got != test.want {
			t.Errorf("%q in %b: %v", test.lists, test.parts, got)
		}
	}
}
