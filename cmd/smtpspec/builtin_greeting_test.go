package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/suites"
)

// microsoftSuites are the built-in suites that say something about Microsoft 365.
func microsoftSuites() []string {
	var names []string
	for _, info := range suites.List() {
		if !anybodysServer[info.Name] {
			names = append(names, info.Name)
		}
	}
	return names
}

// anybodysLab are the two servers of Microsoft 365 that greet, and whose
// certificates are, as a test says.
const anybodysLab = `
lab "some_mx" {
  banner   = %[1]q
  keywords = ["SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "CHUNKING"]
  tls {
    certificate = %[2]q
    min_version = "TLS1.2"
  }
}

lab "some_submission" {
  banner       = %[1]q
  keywords     = ["SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "CHUNKING"]
  keywords_tls = ["SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "AUTH LOGIN XOAUTH2", "8BITMIME", "CHUNKING"]
  tls {
    certificate = %[2]q
    min_version = "TLS1.2"
  }
}
`

var labLine = regexp.MustCompile(`(?m)^( +lab +=) .*var\.(\w*lab).*$`)

// playedTests runs a built-in suite against anybodysLab.
func playedTests(t *testing.T, suite, banner, certificate string) []result.Test {
	t.Helper()
	text, err := fs.ReadFile(suites.FS(), suite+".smtp.hcl")
	if err != nil {
		t.Fatal(err)
	}
	played := labLine.ReplaceAllStringFunc(string(text), func(line string) string {
		m, server := labLine.FindStringSubmatch(line), "some_mx"
		if m[2] == "submission_lab" || suite == "m365/client-submission" {
			server = "some_submission"
		}
		return m[1] + " lab." + server
	})
	dir := t.TempDir()
	file := filepath.Join(dir, "played.smtp.hcl")
	if err := os.WriteFile(file, []byte(played+fmt.Sprintf(anybodysLab, banner, certificate)), 0o600); err != nil {
		t.Fatal(err)
	}
	logFile := filepath.Join(dir, "run.jsonl")
	args := []string{"run", file, "--log", logFile}
	if suite == "egress" {
		args = append(args, "--var", "microsoft_lab=m365-mx", "--var", "google_lab=m365-mx")
	}
	return loggedTests(t, logFile, args...)
}

const greeting2026 = "220 SJ5PEPF000001F2.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at {date} [{session}]"

// Whoever greets as Microsoft 365 does, and has a certificate that is not good for
// the host, passes no test that comes as far as TLS.
func TestBuiltinSuitesWantAGoodCertificate(t *testing.T) {
	for _, certificate := range []string{"expired", "wrong-name", "self-signed", "intercepted"} {
		for _, suite := range microsoftSuites() {
			t.Run(certificate+" "+suite, func(t *testing.T) {
				t.Parallel()
				for _, test := range playedTests(t, suite, greeting2026, certificate) {
					shows := stageIndex(furthest(test)) >= stageIndex(smtp.TLS) && test.ShortName() != "mx_old_tls"
					if shows && test.Status == result.Pass {
						t.Errorf("%s passes", test.ShortName())
					}
				}
			})
		}
	}
}

// The suites take the greetings of all of Microsoft's clouds, and of nobody else.
func TestBuiltinSuitesKnowTheGreeting(t *testing.T) {
	const says = " Microsoft ESMTP MAIL Service ready at {date}"
	for banner, theirs := range map[string]bool{
		greeting2026: true,
		"220 YT3PR01CA0020.outlook.office365.com" + says:                   true,
		"220 BL2NAM06FT004.mail.protection.outlook.com" + says:             true,
		"220 SJ5PEPF000001F2.Mail.Protection.Outlook.Com" + says:           true,
		"220 BN3USG02FT004.mail.protection.office365.us" + says:            true,
		"220 BN0P110CA0001.outlook.office365.us" + says:                    true,
		"220 CY1USG02FT004.protection.apps.mil" + says:                     true,
		"220 BJXPR01CA0034.mail.protection.partner.outlook.cn" + says:      true,
		"220 contoso-com.o-v1.mx.microsoft" + says:                         true,
		"220 exchange.contoso.local" + says:                                false,
		"220 outlook.com.example.net" + says:                               false,
		"220 mx1.filter.example ESMTP":                                     false,
		"220 mx1.filter.example ESMTP for mail.protection.outlook.com":     false,
		"220 SJ5PEPF000001F2.mail.protection.outlook.com ESMTP":            false,
		"220 **********************************0******2******************": false,
	} {
		for _, suite := range microsoftSuites() {
			t.Run(banner+" "+suite, func(t *testing.T) {
				t.Parallel()
				for _, test := range playedTests(t, suite, banner, "good") {
					if !aboutMicrosoft(suite, test) || test.Status == result.Skip {
						continue
					}
					if (test.Status == result.Pass) != theirs {
						t.Errorf("%s: %v", test.ShortName(), test.Status)
					}
				}
			})
		}
	}
}

// Where another server, or nobody, answers in the place of Microsoft's, nothing was
// learned about Microsoft 365, and no suite says otherwise.
func TestBuiltinSuitesLearnNothingFromOthers(t *testing.T) {
	for _, profile := range []string{"port-redirected", "silent"} {
		for _, suite := range microsoftSuites() {
			t.Run(profile+" "+suite, func(t *testing.T) {
				t.Parallel()
				for _, test := range builtinTests(t, suite, profile) {
					if aboutMicrosoft(suite, test) && test.Endpoint.Lab == profile && test.Status != result.Inconclusive {
						t.Errorf("%s: %v", test.ShortName(), test.Status)
					}
				}
			})
		}
	}
}

// Somebody whose tenant stands behind a mail filter is told so, and what to do.
func TestBuiltinSuitesNameTheFilter(t *testing.T) {
	for _, suite := range microsoftSuites() {
		text, err := fs.ReadFile(suites.FS(), suite+".smtp.hcl")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), `variable "mx_host"`) {
			continue
		}
		lab := "mx_lab"
		if !slices.Contains(labVariables(t, suite), lab) {
			lab = "lab"
		}
		r := cli(t, "run", "builtin:"+suite, "--var", lab+"=mail-filter")
		says := strings.Join(strings.Fields(r.stdout), " ")
		if r.code != 1 || !strings.Contains(says, "If a mail filter stands in front of it, name the tenant's own host, from the admin centre: --var mx_host=HOST.") {
			t.Errorf("%s: exit %d, and the filter is not named:\n%s", suite, r.code, r.stdout)
		}
	}
}
