package mailbox

import "testing"

func TestParse(t *testing.T) {
	good := func(text, wire string, utf8 bool) {
		t.Helper()
		m, err := Parse(text)
		if err != nil || m.Wire != wire || m.UTF8 != utf8 {
			t.Errorf("Parse(%q) = %+v, %v; want %q, %v", text, m, err, wire, utf8)
		}
	}
	bad := func(text string) {
		t.Helper()
		if m, err := Parse(text); err == nil {
			t.Errorf("Parse(%q) = %+v, want an error", text, m)
		}
	}
	good("", "", false)
	good("postmaster", "postmaster", false)
	good("scanner@contoso.com", "scanner@contoso.com", false)
	good("Scanner@Contoso.Com", "Scanner@Contoso.Com", false)
	good("scanner@contoso.com.", "scanner@contoso.com", false)
	good(`"a@b"@contoso.com`, `"a@b"@contoso.com`, false)
	good("scanner@[203.0.113.7]", "scanner@[203.0.113.7]", false)
	good("scanner@bücher.example", "scanner@xn--bcher-kva.example", false)
	good("müller@bücher.example", "müller@xn--bcher-kva.example", true)
	good("user@under_score.example", "user@under_score.example", false)
	bad("a\r\nRCPT TO:<b@c>@d")
	bad("a@b\x00")
	bad("a@ü\u2028.example")
}

func TestLiteral(t *testing.T) {
	good := func(text, want string) {
		t.Helper()
		if addr, ok := Literal(text); !ok || addr.String() != want {
			t.Errorf("Literal(%q) = %v, %v; want %s", text, addr, ok, want)
		}
	}
	bad := func(text string) {
		t.Helper()
		if addr, ok := Literal(text); ok {
			t.Errorf("Literal(%q) = %v, want none", text, addr)
		}
	}
	good("203.0.113.7", "203.0.113.7")
	good("[203.0.113.7]", "203.0.113.7")
	good("2001:db8::7", "2001:db8::7")
	good("[IPv6:2001:db8::7]", "2001:db8::7")
	good("[ipv6:2001:db8::7]", "2001:db8::7")
	good("[2001:db8::7]", "2001:db8::7")
	good("::ffff:203.0.113.7", "203.0.113.7")
	bad("")
	bad("mx.example")
	bad("[mx.example]")
	bad("[203.0.113.7")
	bad("IPv6:2001:db8::7")
}
