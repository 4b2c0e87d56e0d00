package say

import "testing"

func TestCommandLine(t *testing.T) {
	got := CommandLine([]string{"smtpspec", "run", "a b.smtp.hcl", "--var", "x=it's", "--test", "client*"})
	if want := `smtpspec run 'a b.smtp.hcl' --var 'x=it'\''s' --test 'client*'`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
