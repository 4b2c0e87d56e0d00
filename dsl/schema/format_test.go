package schema

import (
	"strings"
	"testing"
	"time"
)

func TestFormat(t *testing.T) {
	tests := []struct {
		format    Format
		good, bad []string
	}{
		{"", []string{"", "anything"}, nil},
		{Duration,
			[]string{"5s", "2m30s", "24h", "100ms", "14d", "1d12h", "1.5d", ".5s"},
			[]string{"", "5", "0s", "-5s", "-1d", "s", "d", "5 s", "5s2d", "soon", "0d", "1e3d", "99999999d", "NaNd"}},
		{Regexp,
			[]string{"", "a|b", `(?i)blocked using`, "with a heredoc's end\n"},
			[]string{"(", "a**", "(?=x)", `(?<!a)b`, `(a)\1`, "[z-a]"}},
		{ReplyCode,
			[]string{"550", "55x", "5xx", "xxx", "25X", "421", "299"},
			[]string{"", "55", "5500", "150", "650", "abc", "5 0", "5.7", "0x1"}},
		{StatusCode,
			[]string{"5.7.1", "5.7.x", "x.x.x", "4.7.500", "2.0.0", "5.X.1"},
			[]string{"", "5.7", "5.7.1.1", "3.7.1", "5.07.1", "5.7.1000", "5.7.", "5..1", "550", "5.7.5x"}},
		{TLSVersion,
			[]string{"TLS1.0", "TLS1.1", "TLS1.2", "TLS1.3"},
			[]string{"", "1.2", "TLSv1.2", "tls1.2", "SSL3.0", "TLS1.4"}},
		{Mailbox,
			[]string{
				"a@b", "office@contoso.com", "first.last+tag@mail.example.com", `"a b"@example.com`, `"a\"b"@example.com`,
				"x@[192.0.2.1]", "x@[IPv6:2001:db8::1]", "jörg@münchen.example", "a@under_score.example", strings.Repeat("a", 64) + "@b",
			},
			[]string{
				"", "a", "@b", "a@", "<a@b>", "Name <a@b.example>", "a b@c", "a..b@c", ".a@b", "a.@b", "a@b..c", "a@b.", "a@-b", "a@b c",
				"a\n@b", "a@b\r\nRCPT TO:<x@y>", `"a@b`, `"a"b"@c`, "a@[300.0.0.1]", "a@[192.0.2.1", strings.Repeat("a", 65) + "@b",
				"a@" + strings.Repeat("b", 64), "a@" + strings.Repeat("b.", 128) + "c", "a@b\xff", "a@b@c", "a@b/c",
			}},
		{Address,
			[]string{"192.0.2.1", "2001:db8::1"},
			[]string{"", "example.com", "192.0.2", "[2001:db8::1]", "192.0.2.1:25"}},
		{HostPort,
			[]string{"192.0.2.1:53", "[2001:db8::1]:53", "resolver.example:65535"},
			[]string{"", "192.0.2.1", ":53", "a:0", "a:65536", "a:dns", "2001:db8::1:53"}},
	}
	for _, test := range tests {
		t.Run(string(test.format), func(t *testing.T) {
			for _, s := range test.good {
				if err := test.format.Check(s); err != nil {
					t.Errorf("%q: %v", s, err)
				}
			}
			for _, s := range test.bad {
				if err := test.format.Check(s); err == nil {
					t.Errorf("%q was taken", s)
				}
			}
		})
	}
}

func TestFormatMessages(t *testing.T) {
	tests := []struct {
		format    Format
		text, err string
	}{
		{Duration, "5", `the duration "5" needs a unit, such as "5s"`},
		{Duration, "0s", `the duration "0s" is not more than zero`},
		{Duration, "soon", `"soon" is no duration; write it as "5s", "2m30s", "24h" or "14d"`},
		{Regexp, "(?=x)", `"(?=x)" is no regular expression: invalid or unsupported Perl syntax at "(?=" (RE2 has no lookaround and no backreferences)`},
		{ReplyCode, "5500", `"5500" is no reply code; write it as 550, or as "55x" where x is any digit`},
		{TLSVersion, "1.2", `"1.2" is none of "TLS1.0", "TLS1.1", "TLS1.2", "TLS1.3"`},
		{Mailbox, "<a@b>", `"<a@b>" is no mailbox: a mailbox is written without angle brackets and without a name before it, as "user@example.com"`},
		{Mailbox, "a b@c", `"a b@c" is no mailbox: its local part has ' ' in it, which needs quotes`},
	}
	for _, test := range tests {
		if err := test.format.Check(test.text); err == nil || err.Error() != test.err {
			t.Errorf("%s %q:\n got %v\nwant %s", test.format, test.text, err, test.err)
		}
	}
}

func TestParseDuration(t *testing.T) {
	tests := map[string]time.Duration{
		"5s": 5 * time.Second, "2m30s": 150 * time.Second, "14d": 14 * 24 * time.Hour, "1d12h": 36 * time.Hour, "1.5d": 36 * time.Hour,
	}
	for text, want := range tests {
		if got, err := ParseDuration(text); err != nil || got != want {
			t.Errorf("%q: got %v, %v, want %v", text, got, err, want)
		}
	}
}

// A duration that is taken is more than zero, and what Go writes of it is the
// same one.
func FuzzParseDuration(f *testing.F) {
	for _, seed := range []string{"5s", "14d", "1d12h", "-1d", "1e9d", "106752d", "9223372036854775807ns", "d5s"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDuration(s)
		if err != nil {
			return
		}
		if d <= 0 {
			t.Fatalf("%q gave %v", s, d)
		}
		if again, err := ParseDuration(d.String()); err != nil || again != d {
			t.Fatalf("%q gave %v, and that %v, %v", s, d, again, err)
		}
	})
}

// A mailbox that is taken cannot end a command line or leave its brackets.
func FuzzCheckMailbox(f *testing.F) {
	for _, seed := range []string{"a@b", `"a b"@c`, "a@[IPv6:::1]", "a@b\r\nQUIT", "a>@b", `"\` + "\r" + `"@b`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if CheckMailbox(s) != nil {
			return
		}
		if strings.ContainsAny(s, "\r\n\x00") || strings.HasSuffix(s, ">") || !strings.Contains(s, "@") {
			t.Fatalf("%q was taken", s)
		}
		if unquoted := !strings.HasPrefix(s, `"`); unquoted && strings.ContainsAny(s, "<> ,;") {
			t.Fatalf("%q was taken", s)
		}
	})
}
