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
	if strings.Contains(out, "still says") {
		t.Errorf("a Windows domain is replaced in titles, too:\n%s", out)
	}
}

// A part of the client's domain that only a title holds stays, and is pointed out.
func TestReportsSayWhatIsLeft(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.smtp.hcl": strings.Replace(toMX, "contoso.com", "fabrikon.de", -1) + `test "fabrikon" {}`})
	const said = `j.xml still says "fabrikon" (in a name, a title or a server's words)`
	if _, out, _ := commandLine(t, "run", "a.smtp.hcl", "--report", "junit=j.xml"); !strings.Contains(out, said) {
		t.Error(out)
	}
	for _, flag := range []string{"--redact=off", "--for=microsoft", "--for=client"} {
		if _, out, _ := commandLine(t, "run", "a.smtp.hcl", "--report", "junit=j.xml", flag); strings.Contains(out, "still says") {
			t.Errorf("%s: %s", flag, out)
		}
	}
}

// A client of three letters is hidden and pointed out as any other, report by report.
func TestReportsSayWhatIsLeftOfShortNames(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFiles(t, map[string]string{"a.smtp.hcl": strings.Replace(toMX, "contoso.com", "kpm.ch", -1) + `
		suite { title = "KPM AG, Werk 2" }
		test "kpm_scan" {}`})
	_, out, _ := commandLine(t, "run", "a.smtp.hcl", "--vantage", "kpm-basel", "--report", "junit=j.xml")
	if !strings.Contains(out, `j.xml still says "kpm" (`) {
		t.Error(out)
	}
	if text := readFile(t, "j.xml"); strings.Contains(text, "kpm-basel") {
		t.Error(text)
	}
}
