package pattern

import (
	"regexp"
	"strings"
	"testing"
)

// same holds a matcher against package regexp, and says whether there was one.
func same(t *testing.T, text, reply string) (compiled bool) {
	t.Helper()
	re, err := regexp.Compile(Lower(text))
	if err != nil {
		return false
	}
	m, ok := Compile(text)
	if !ok {
		return false
	}
	var s Stack
	want := re.FindStringIndex(reply)
	start, end, found, sure := m.Find([]byte(reply), 0, len(reply), &s)
	switch {
	case !sure:
	case found != (want != nil), found && (start != want[0] || end != want[1]):
		t.Errorf("%q in %q: %d to %d, %v; package regexp: %v", text, reply, start, end, found, want)
	}
	return true
}

func TestMatcher(t *testing.T) {
	replies := []string{
		"", "a", "spf", "xspf fails", "spf check failed, spf rejected", "mailbox is full", "no such user here. user unknown",
		"user \xff\xfe unknown", "ошибка авторизации", "échec de l'authentification", "not not permitted", "1.2.3.4 is blocked using x", "aaaaab",
		"line one\nline two", "the (blue) elephant", "abcabcabd", "a-b-c", "\xe2\x82", "€\xac",
	}
	for _, text := range []string{
		"user unknown", `\bspf\b.{0,60}?\b(?:fail\w*|reject\w*)`, `(?:no such|unknown) user\b.*`, "a*b", "a*?b", "a+?", "a{2,3}", "a{2,3}?b", "a{2,}",
		`(?:abc|abd)+`, `(?:abc)*?abd`, `(?:a|ab)(?:c|bcd)?`, `^\W*(?:spf|user)`, `here\.? user\b`, `.*`, `.*?`, `$`, `^$`, `\bline$`, `(?m)^line two$`,
		`(?m)one$`, `(?s)one.line`, `one.line`, `[^.]{0,10}unknown`, `\S+ unknown`, `\B-\B`, `a\B`, `[^\x00-\x7f]+`, `[а-я]+ .`, `.unknown`, `.{2}unknown`,
		`(?:b|c|-)*`, `(?:not )+permitted`, `(?:not ){1,2}?`, `(?:ab?c){1,3}`, `€`, `[€]`, `(?:[^.:;]|\.\w)*?\bunknown`, `(?:[^.:;]|\.\w){2,3}?\b`, `(?:a|b)*?c`, `(?:a|bc|[^\x00-\x7f])*?$`, `(?:is |was )?(?:full|blocked)(?: using \S+)?`, "", "a|", "(?:|a)b?",
	} {
		for _, reply := range replies {
			if !same(t, text, reply) {
				t.Errorf("%q: no matcher", text)
				break
			}
		}
	}
}

// TestLeftToRegexp lists what a matcher does not do.
func TestLeftToRegexp(t *testing.T) {
	for _, text := range []string{"(?i)spf", "(?:a?)*", "(?:a*)+", "(?:a?){2}", "\ufffd", "(?:(?:a{1,99}b){1,99}c){1,99}", "("} {
		if _, ok := Compile(text); ok {
			t.Errorf("%q has a matcher", text)
		}
	}
}

// TestRange is about where a match may begin.
func TestRange(t *testing.T) {
	m, _ := Compile(`\bno\w*`)
	text := []byte("no not nothing")
	for _, test := range []struct{ from, to, start, end int }{{0, 0, 0, 2}, {1, 14, 3, 6}, {3, 3, 3, 6}, {4, 20, 7, 14}, {4, 6, -1, -1}} {
		var s Stack
		start, end, ok, sure := m.Find(text, test.from, test.to, &s)
		if !ok {
			start, end = -1, -1
		}
		if start != test.start || end != test.end || !sure {
			t.Errorf("from %d to %d: %d to %d, sure %v", test.from, test.to, start, end, sure)
		}
	}
}

// TestGivesUp is about an expression and a text that were made for each other.
func TestGivesUp(t *testing.T) {
	m, ok := Compile(`(?:a|aa)+b`)
	if !ok {
		t.Fatal("no matcher")
	}
	var s Stack
	if _, _, ok, sure := m.Find([]byte(strings.Repeat("a", 100)), 0, 100, &s); ok || sure {
		t.Errorf("found %v, sure %v", ok, sure)
	}
}

func FuzzMatcher(f *testing.F) {
	for _, seed := range []struct{ text, reply string }{
		{`\bspf\b.{0,60}?\b(?:fail\w*|reject\w*)`, "spf check has failed"},
		{`(?:no such|unknown) user\b.*`, "no such user"},
		{`[^.]{0,9}(?:a|é)+?$`, "bé\xffa"},
		{`(?:a{1,2}b?){2,3}|\B.`, "abaab"},
		{`(?m)^x*\b|(?s).\n`, "y\nxx"},
	} {
		f.Add(seed.text, seed.reply)
	}
	f.Fuzz(func(t *testing.T, text, reply string) {
		if len(text) < 60 && len(reply) < 200 {
			same(t, text, reply)
		}
	})
}
