package main

import "testing"

// TestQuoteArg: what is printed to be pasted has to survive sh, PowerShell and cmd.
func TestQuoteArg(t *testing.T) {
	for _, c := range []struct{ arg, want string }{
		{"contoso.smtp.hcl", "contoso.smtp.hcl"},
		{"my suites/contoso.smtp.hcl", `"my suites/contoso.smtp.hcl"`},
		{"it's.smtp.hcl", `"it's.smtp.hcl"`},
		{"o365$x@contoso.com", "'o365$x@contoso.com'"},
	} {
		if got := quoteArg(c.arg); got != c.want {
			t.Errorf("quoteArg(%q) = %s, want %s", c.arg, got, c.want)
		}
	}
}
