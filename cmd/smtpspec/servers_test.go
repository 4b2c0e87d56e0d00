//go:build linux

package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/mailserver"
	"github.com/smtpspec/smtpspec/runner/result"
)

// serverRun is one run of a suite of testdata/servers, in a folder of its own
// that also holds the server's root and everything that the run wrote.
type serverRun struct {
	dir      string
	code     int
	out, err string
}

// runOnServer runs a suite with a server's ports and a password. The password
// comes by the environment, as CI systems hand secrets over.
func runOnServer(t *testing.T, suite string, s *mailserver.Server, password string, args ...string) serverRun {
	t.Helper()
	dir := t.TempDir()
	bring(t, filepath.Join("testdata", "servers", suite), filepath.Join(dir, suite))
	bring(t, s.CAFile, filepath.Join(dir, "ca.pem"))
	ports := fmt.Sprintf("ports={mx=%d, blocked=%d, greylist=%d, submission=%d, implicit=%d, proxy=%d}",
		s.MX, s.Blocked, s.Greylist, s.Submission, s.Implicit, s.Proxy)
	args = append([]string{
		"run", suite, "--var", ports, "-v", "--log", "run.jsonl",
		"--report", "junit=results.xml", "--report", "case-study=case-study.md",
	}, args...)

	t.Chdir(dir)
	var out, errs bytes.Buffer
	a := &app{
		in: strings.NewReader(""), out: &out, err: &errs, now: time.Now,
		env:        []string{"SMTPSPEC_CACHE=" + filepath.Join(dir, "cache"), "SMTPSPEC_VAR_password=" + password},
		interrupts: func(func()) func() { return func() {} },
	}
	code := a.main(args)
	r := serverRun{dir: dir, code: code, out: out.String(), err: errs.String()}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("exit %d\n%s\n%s", r.code, r.out, r.err)
		}
	})
	return r
}

// bring copies a file into a run's folder.
func bring(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, text, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// statuses reads the tests of results.xml and what they came to: the name of the
// element in a testcase, and "pass" where there is none.
func (r serverRun) statuses(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(r.dir, "results.xml"))
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Suites []struct {
			Cases []struct {
				Name    string    `xml:"name,attr"`
				Failure *struct{} `xml:"failure"`
				Error   *struct{} `xml:"error"`
				Skipped *struct{} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	statuses := map[string]string{}
	for _, s := range report.Suites {
		for _, c := range s.Cases {
			switch {
			case c.Failure != nil:
				statuses[c.Name] = "failure"
			case c.Error != nil:
				statuses[c.Name] = "error"
			case c.Skipped != nil:
				statuses[c.Name] = "skipped"
			default:
				statuses[c.Name] = "pass"
			}
		}
	}
	return statuses
}

// checkSecret looks for a password in all that a run printed and wrote, in the
// forms in which it went over the wire.
func (r serverRun) checkSecret(t *testing.T, password string) {
	t.Helper()
	forms := []string{
		password,
		base64.StdEncoding.EncodeToString([]byte(password)),
		base64.StdEncoding.EncodeToString([]byte("\x00" + mailserver.Username + "\x00" + password)),
		hex.EncodeToString([]byte(password)),
	}
	texts := map[string]string{"standard output": r.out, "standard error": r.err}
	err := filepath.WalkDir(r.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		texts[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range texts {
		for _, form := range forms {
			if strings.Contains(text, form) {
				t.Errorf("%s contains the password as %q", name, form)
			}
		}
	}
}

// allPass is what statuses should be for a suite that passes.
func allPass(names ...string) map[string]string {
	statuses := map[string]string{}
	for _, name := range names {
		statuses[name] = "pass"
	}
	return statuses
}

func TestSessionsWithPostfix(t *testing.T) {
	s := mailserver.Postfix(t, mailserver.Options{})
	r := runOnServer(t, "postfix.smtp.hcl", s, mailserver.Password)
	if r.code != result.ExitOK {
		t.Errorf("exit status %d, want %d", r.code, result.ExitOK)
	}
	want := allPass("test.mx", "test.recipients", "test.blocked", "test.greylisted", "test.relay",
		"test.strongest", "test.plain", "test.login", "test.cram", "test.stranger", "test.no_credential",
		"test.in_clear", "test.implicit", "test.proxy", "test.unknown_root", "test.other_name",
		"comparison.mx_vs_submission")
	if diff := cmp.Diff(want, r.statuses(t)); diff != "" {
		t.Errorf("results.xml (-want +got):\n%s", diff)
	}
	r.checkSecret(t, mailserver.Password)
}

func TestSessionsWithExim(t *testing.T) {
	s := mailserver.Exim(t)
	r := runOnServer(t, "exim.smtp.hcl", s, mailserver.Password)
	if r.code != result.ExitOK {
		t.Errorf("exit status %d, want %d", r.code, result.ExitOK)
	}
	want := allPass("test.mx", "test.recipients", "test.wrapped", "test.greylisted", "test.relay",
		"test.plain", "test.login", "test.cram", "test.stranger", "test.no_credential", "test.implicit")
	if diff := cmp.Diff(want, r.statuses(t)); diff != "" {
		t.Errorf("results.xml (-want +got):\n%s", diff)
	}
	r.checkSecret(t, mailserver.Password)
}

// TestWrongPasswordOnServers proves that the suites can fail: with another
// password each mechanism is refused, and none is tried in place of another.
func TestWrongPasswordOnServers(t *testing.T) {
	servers := map[string]func(testing.TB) *mailserver.Server{
		"postfix.smtp.hcl": func(t testing.TB) *mailserver.Server {
			return mailserver.Postfix(t, mailserver.Options{})
		},
		"exim.smtp.hcl": mailserver.Exim,
	}
	const wrong = "horse-battery-8"
	for suite, start := range servers {
		t.Run(suite, func(t *testing.T) {
			s := start(t)
			for _, test := range []string{"plain", "login", "cram"} {
				t.Run(test, func(t *testing.T) {
					r := runOnServer(t, suite, s, wrong, "--test", "test."+test)
					if r.code != result.ExitFailed {
						t.Errorf("exit status %d, want %d", r.code, result.ExitFailed)
					}
					if diff := cmp.Diff(map[string]string{"test." + test: "failure"}, r.statuses(t)); diff != "" {
						t.Errorf("results.xml (-want +got):\n%s", diff)
					}
					if !strings.Contains(r.out, "auth-failed") {
						t.Errorf("the table does not name the class auth-failed")
					}
					r.checkSecret(t, wrong)
				})
			}
		})
	}
}
