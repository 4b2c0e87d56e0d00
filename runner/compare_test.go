package runner

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/zclconf/go-cty/cty"
)

// TestNotUsed: what a server offered and the client left is told from what it lacks,
// and what lay behind it was not come to.
func TestNotUsed(t *testing.T) {
	session := func(keywords ...string) *keptTest {
		var list []cty.Value
		for _, k := range keywords {
			list = append(list, cty.StringVal(k))
		}
		absent := cty.ObjectVal(map[string]cty.Value{"outcome": cty.StringVal("absent")})
		return &keptTest{
			objects: map[string]cty.Value{
				"ehlo":     cty.ObjectVal(map[string]cty.Value{"outcome": cty.StringVal("accept"), "keywords": cty.ListVal(list)}),
				"starttls": absent, "tls": absent, "ehlo-tls": absent,
			},
			order: []string{string(smtp.EHLO), string(smtp.StartTLS), string(smtp.TLS), string(smtp.EHLOTLS)},
		}
	}
	rows, first := rowsOf([]*keptTest{session("SIZE 1", "STARTTLS"), session("SIZE 1")})
	got := map[string][]string{}
	for _, r := range rows {
		got[r.Name] = r.Cells
	}
	want := map[string][]string{
		"ehlo": {"accept", "accept"}, "starttls": {"offered, not used", "absent"},
		"tls": {"not reached", "absent"}, "ehlo-tls": {"not reached", "absent"},
	}
	if diff := cmp.Diff(want, got); diff != "" || first != "starttls" {
		t.Errorf("first %q, %s", first, diff)
	}
}
