package dsl

import "testing"

func TestParseClient(t *testing.T) {
	c, diags := ParseClient([]byte("client \"old\" {\n  helo = \"a.example\"\n  mechanisms = [\"LOGIN\"]\n  tls {\n    max_version = \"TLS1.0\"\n    sni = \"\"\n  }\n}\n"), "old.hcl")
	if diags.HasErrors() {
		t.Fatal(errorText(diags))
	}
	if c.Name != "old" || c.HELO != "a.example" || c.Mechanisms[0] != "LOGIN" || c.MaxVersion != "TLS1.0" || c.SNI == nil || *c.SNI != "" {
		t.Errorf("read as %+v", c)
	}
	for _, bad := range []string{"", "client \"a\" {}\nclient \"b\" {}\n", "client \"a\" { ehlo = var.x }\n", "client \"a\" { helo = \"a b\" }\n", "lab \"a\" {}\n"} {
		if _, diags := ParseClient([]byte(bad), "bad.hcl"); !diags.HasErrors() {
			t.Errorf("%q is taken", bad)
		}
	}
}
