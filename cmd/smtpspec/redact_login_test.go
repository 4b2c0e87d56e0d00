package main

import (
	"strings"
	"testing"
)

// Who signs in with a name that is no mailbox, and the site's name, are in no report; what
// an author called a test is, and that is said.
func TestReportsHideLogin(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.smtp.hcl": `
		suite {
		  title = "The Fabrikon copiers"
		}
		credential "a" {
		  username = "FABRIKON\\svc-scan"
		  password = "planted-pass-4711"
		  vantages = ["fabrikon-*"]
		}
		credential "b" {
		  username = "svcscan77"
		  password = "planted-pass-4711"
		}
		endpoint "out" {
		  lab = "m365-submission"
		  tls = "required"
		}
		test "out" {
		  for_each   = { a = credential.a, b = credential.b }
		  endpoint   = endpoint.out
		  credential = each.value
		  from       = "scanner@fabrikon.de"
		  expect auth accept { text = "svcscan77" }
		}`})
	code, out, errs := commandLine(t, "run", "a.smtp.hcl", "--vantage", "fabrikon-nord", "--report", "junit=j.xml", "--report", "case-study=c.md", "-v")
	if code != 1 {
		t.Fatalf("exit status %d\n%s%s", code, out, errs)
	}
	for name, text := range map[string]string{"table": out, "JUnit": readFile(t, "j.xml"), "case study": readFile(t, "c.md")} {
		for _, secret := range []string{"svcscan77", "svc-scan", "fabrikon-nord"} {
			if strings.Contains(strings.ToLower(text), secret) {
				t.Errorf("%s holds %s:\n%s", name, secret, text)
			}
		}
	}
	for _, want := range []string{`hostname="&lt;site-1&gt;"`, "&lt;user-2&gt;"} {
		if !strings.Contains(readFile(t, "j.xml"), want) {
			t.Errorf("no %s in %s", want, readFile(t, "j.xml"))
		}
	}
	if strings.Contains(out, "Left in") {
		t.Errorf("a Windows domain is replaced in titles, too:\n%s", out)
	}
}

// A part of the client's domain that only a title holds stays, and is pointed out.
func TestReportsSayWhatIsLeft(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.smtp.hcl": strings.Replace(toMX, "contoso.com", "fabrikon.de", -1) + `test "fabrikon" {}`})
	if _, out, _ := commandLine(t, "run", "a.smtp.hcl", "--report", "junit=j.xml"); !strings.Contains(out, `Left in names, titles or the server's words: "fabrikon"`) {
		t.Error(out)
	}
	if _, out, _ := commandLine(t, "run", "a.smtp.hcl", "--report", "junit=j.xml", "--redact=off"); strings.Contains(out, "Left in") {
		t.Error(out)
	}
}
