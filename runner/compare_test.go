package runner

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
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

// TestSkippedCells: a test that was skipped differs from nothing, and a stage that a
// session was never to hold is told from one that it did not come to.
func TestSkippedCells(t *testing.T) {
	observed := func(outcome string) cty.Value {
		return cty.ObjectVal(map[string]cty.Value{"outcome": cty.StringVal(outcome)})
	}
	taken := &keptTest{
		status:  result.Pass,
		objects: map[string]cty.Value{"mail": observed("accept"), "rcpt": observed("accept"), "data": observed("accept")},
		order:   []string{"mail", "rcpt", "data"},
	}
	refused := &keptTest{
		status: result.Pass, objects: map[string]cty.Value{"mail": observed("reject")}, order: []string{"mail", "rcpt"},
	}
	enough := &keptTest{
		status: result.Pass, objects: map[string]cty.Value{"rcpt": observed("accept")}, order: []string{"rcpt"},
	}
	left := &keptTest{status: result.Fail, objects: map[string]cty.Value{"auth": observed("accept")}, order: []string{"auth"}}
	for _, test := range []struct {
		name  string
		tests []*keptTest
		want  []result.Row
		first string
	}{
		{"not held", []*keptTest{{status: result.Skip}, taken}, []result.Row{
			{Name: "mail", Cells: []string{"skipped", "accept"}, Same: true},
			{Name: "rcpt", Cells: []string{"skipped", "accept"}, Same: true},
			{Name: "data", Cells: []string{"skipped", "accept"}, Same: true},
		}, ""},
		{"among three", []*keptTest{taken, {status: result.Skip}, refused}, []result.Row{
			{Name: "mail", Cells: []string{"accept", "skipped", "reject"}},
			{Name: "rcpt", Cells: []string{"accept", "skipped", "not reached"}},
			{Name: "data", Cells: []string{"accept", "skipped", "not reached"}},
		}, "mail"},
		{"as far as it was to go", []*keptTest{taken, enough}, []result.Row{
			{Name: "mail", Cells: []string{"accept", "not tried"}, Same: true},
			{Name: "rcpt", Cells: []string{"accept", "accept"}, Same: true},
			{Name: "data", Cells: []string{"accept", "not tried"}, Same: true},
		}, ""},
		{"not tried, and refused", []*keptTest{enough, refused}, []result.Row{
			{Name: "mail", Cells: []string{"not tried", "reject"}, Same: true},
			{Name: "rcpt", Cells: []string{"accept", "not reached"}},
		}, "rcpt"},
		{"AUTH that was offered only", []*keptTest{left}, []result.Row{
			{Name: "auth", Cells: []string{"offered, not used"}, Same: true},
		}, ""},
	} {
		rows, first := rowsOf(test.tests)
		if diff := cmp.Diff(test.want, rows); diff != "" || first != test.first {
			t.Errorf("%s: first %q, %s", test.name, first, diff)
		}
	}
}
