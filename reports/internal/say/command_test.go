package say

import (
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
)

func TestCommandLine(t *testing.T) {
	got := CommandLine([]string{"smtpspec", "run", "a b.smtp.hcl", "--var", "x=it's", "--test", "client*"})
	if want := `smtpspec run 'a b.smtp.hcl' --var 'x=it'\''s' --test 'client*'`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The command for one test keeps all that the run was told, so that it tests the same.
func TestRerun(t *testing.T) {
	at := result.Test{Address: "test.bad", Range: result.Range{File: "a.smtp.hcl", Line: 24}}
	for _, c := range []struct {
		name    string
		command []string
		suites  int
		test    result.Test
		want    string
	}{
		{"a suite", []string{"smtpspec", "run", "a.smtp.hcl"}, 1, at, "smtpspec run a.smtp.hcl:24"},
		{"the current folder", []string{"smtpspec", "run", "--tag", "x"}, 1, at, "smtpspec run a.smtp.hcl:24 --tag x"},
		{"with values", []string{"smtpspec", "run", "a.smtp.hcl", "--no-lab", "--var", "mx_lab=x"}, 1, at,
			"smtpspec run a.smtp.hcl:24 --no-lab --var mx_lab=x"},
		{"several", []string{"smtpspec", "run", "a.smtp.hcl", "b.smtp.hcl", "--no-lab"}, 2, at, "smtpspec run a.smtp.hcl:24 --no-lab"},
		{"values that only one of several may declare", []string{"smtpspec", "run", "a.smtp.hcl", "b.smtp.hcl", "--test", "b*", "--var", "x=y"}, 2, at,
			"smtpspec run a.smtp.hcl b.smtp.hcl --test bad --var x=y"},
		{"nothing known", nil, 1, at, "smtpspec run a.smtp.hcl:24"},
		{"no file", []string{"smtpspec", "probe", "contoso.com"}, 1, result.Test{}, "smtpspec probe contoso.com"},
	} {
		h := result.Header{Command: c.command, Suites: make([]result.Suite, c.suites)}
		if got := CommandLine(Rerun(h, c.test)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
