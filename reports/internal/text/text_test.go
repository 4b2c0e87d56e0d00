package text

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second:            "0 s",
		0:                       "less than 1 ms",
		1500 * time.Microsecond: "1.5 ms",
		39 * time.Millisecond:   "39 ms",
		210 * time.Millisecond:  "0.21 s",
		1400 * time.Millisecond: "1.4 s",
		2 * time.Second:         "2 s",
		10 * time.Second:        "10 s",
		60 * time.Second:        "1 min",
		125 * time.Second:       "2 min 5 s",
	} {
		if got := Duration(d); got != want {
			t.Errorf("%d: got %q, want %q", d, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		in    string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"a b c", 3, []string{"a b", "c"}},
		{"see https://example.com/a/long/link now", 10, []string{"see", "https://example.com/a/long/link", "now"}},
		{"漢字 漢字", 5, []string{"漢字", "漢字"}},
	} {
		if diff := cmp.Diff(test.want, Wrap(test.in, test.width)); diff != "" {
			t.Errorf("%q: %s", test.in, diff)
		}
	}
}

func TestQuiet(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                  "plain",
		"::error::x":             ": :error::x",
		"  ::set-output name=x":  "  : :set-output name=x",
		"<-  220 ::error::x":     "<-  220 ::error::x",
		"a ##[error]b ##vso[c]d": "a ## [error]b ## vso[c]d",
		"::ffff:203.0.113.7":     ": :ffff:203.0.113.7",
	} {
		if got := Quiet(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"plain text, 5.7.1":   "plain text, 5.7.1",
		"<ip-1>":              "&lt;ip-1&gt;",
		"snake_case _it_":     `snake_case \_it\_`,
		"a|b":                 "a&#124;b",
		"two\r\nlines":        "two lines",
		"- item":              `\- item`,
		"1. item":             "&#49;. item",
		"https://x":           "https&#58;//x",
		"WWW.x":               "WWW&#46;x",
		"a@b":                 "a&#64;b",
		"[x](y) `z` **b** #1": "\\[x\\](y) \\`z\\` \\*\\*b\\*\\* &#35;1",
	} {
		if got := Markdown(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestFence(t *testing.T) {
	got := Fence("text", []string{"a", "```", "````` x"})
	if want := "``````text\na\n```\n````` x\n``````"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		in   string
		n    int
		want string
	}{{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"äöüß", 4, "äöüß"}, {"äöüßx", 4, "äöü…"}} {
		if got := Cut(test.in, test.n); got != test.want {
			t.Errorf("%q: got %q, want %q", test.in, got, test.want)
		}
	}
}

func FuzzXML(f *testing.F) {
	for _, s := range []string{"", "plain", "\x00\x1b", "\xff\xfe", "\ufffe", "]]>", "\ufffd", "\xed\xa0\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := XML(s)
		if !utf8.ValidString(out) || XML(out) != out {
			t.Fatalf("%q became %q", s, out)
		}
		var back struct {
			Text string `xml:",cdata"`
		}
		doc := "<a><![CDATA[" + strings.ReplaceAll(out, "]]>", "]]]]><![CDATA[>") + "]]></a>"
		if err := xml.Unmarshal([]byte(doc), &back); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
	})
}
