package main

import (
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/runlog"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/suites"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// passesAllTheSame are tests that pass against a profile which departs no later
// than they go, by suite, test and profile, each with the reason.
var passesAllTheSame = map[string]string{
	"m365/tls mx_old_tls tls-intercepted": "a handshake that is refused shows no certificate",
}

// keepsWaiting are the profiles that let a client wait, which nobody does here.
var keepsWaiting = []string{"silent", "submission-tls", "tarpit", "tls-silent"}

// No test that says something about Microsoft 365 passes against a server which,
// before the test's last stage, is otherwise than Microsoft 365 is: every suite is
// run against every profile of the lab.
func TestBuiltinSuitesAgainstEverySickProfile(t *testing.T) {
	for _, name := range lab.Names() {
		profile, err := lab.Profile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !departs(profile) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, info := range suites.List() {
				for _, test := range builtinTests(t, info.Name, name) {
					if test.Endpoint.Lab != name || test.Status != result.Pass {
						continue
					}
					at := departure(profile, test, aboutMicrosoft(info.Name, test))
					if at == "" || stageIndex(at) > stageIndex(furthest(test)) {
						continue
					}
					key := info.Name + " " + test.ShortName() + " " + name
					if passesAllTheSame[key] == "" {
						t.Errorf("%s passes, and the server departs at %s", key, at)
					}
				}
			}
		})
	}
}

// aboutMicrosoft reports whether a test says something about Microsoft 365.
func aboutMicrosoft(suite string, test result.Test) bool {
	return !anybodysServer[suite] && !strings.HasPrefix(test.ShortName(), "google_")
}

// builtinTests runs a built-in suite with one profile in every place of the lab.
func builtinTests(t *testing.T, suite, profile string) []result.Test {
	t.Helper()
	file := filepath.Join(t.TempDir(), "run.jsonl")
	args := []string{"run", "builtin:" + suite, "--log", file}
	for _, v := range labVariables(t, suite) {
		args = append(args, "--var", v+"="+profile)
	}
	if slices.Contains(keepsWaiting, profile) {
		args = append(args, "--timeout", "100ms")
	}
	return loggedTests(t, file, args...)
}

// loggedTests runs a command that writes a run log, and reads the tests in it.
func loggedTests(t *testing.T, file string, args ...string) []result.Test {
	t.Helper()
	r := cli(t, args...)
	log, err := runlog.Open(file)
	if err != nil {
		t.Fatalf("%v\n%s", err, r.stderr)
	}
	defer log.Close()
	var all []result.Test
	for test, err := range log.Tests() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, test)
	}
	return all
}

var labVariable = regexp.MustCompile(`(?m)^variable "((?:.*_)?lab)"`)

// labVariables are the variables of a suite that name profiles.
func labVariables(t *testing.T, suite string) []string {
	t.Helper()
	text, err := fs.ReadFile(suites.FS(), suite+".smtp.hcl")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range labVariable.FindAllStringSubmatch(string(text), -1) {
		names = append(names, m[1])
	}
	if len(names) == 0 {
		t.Fatalf("%s: no variable names a profile", suite)
	}
	return names
}

// departs reports whether a profile is otherwise than Microsoft 365 for somebody,
// up to RCPT TO.
func departs(p *dsl.Lab) bool {
	signedIn := result.Test{Login: "scanner@contoso.com", To: []string{"someone@example.net"}}
	return departure(p, signedIn, true) != "" || departure(p, result.Test{To: signedIn.To}, true) != ""
}

// departure is the first stage at which a server is otherwise than Microsoft 365,
// for a test that comes so far, or "". Where nothing is said about Microsoft 365,
// the greeting is anybody's, and TLS counts if the test asks for it.
func departure(p *dsl.Lab, test result.Test, microsoft bool) smtp.Stage {
	asksTLS := microsoft || slices.ContainsFunc(test.Expectations, func(e result.Expectation) bool {
		return e.Kind == "expect" && e.Stage == string(smtp.TLS)
	})
	for _, stage := range smtp.Order(smtp.TLSStartTLS) {
		switch {
		case stage == smtp.Data:
			return ""
		case stage == smtp.Banner && microsoft && !greetsAsMicrosoft(p.Banner):
			return stage
		case stage == smtp.StartTLS && asksTLS && p.Keywords != nil && !slices.Contains(p.Keywords, "STARTTLS"):
			return stage
		case stage == smtp.EHLO && !microsoft && p.Name == "banner-masked":
			continue // HELO is said then, and a server that knows no EHLO is not sick
		case stage == smtp.TLS && asksTLS && p.TLS.Certificate != "" && p.TLS.Certificate != "good":
			return stage
		case refuses(p, stage, test):
			return stage
		}
	}
	return ""
}

func greetsAsMicrosoft(banner string) bool {
	host, says, _ := strings.Cut(strings.TrimPrefix(banner, "220 "), " ")
	op, known := smtp.OperatorOf(host)
	return known && op.Name == "Microsoft 365" && strings.HasPrefix(says, "Microsoft ESMTP MAIL Service")
}

// refuses reports whether the reply that a test gets at a stage is none that
// Microsoft 365 gives where all is well.
func refuses(p *dsl.Lab, stage smtp.Stage, test result.Test) bool {
	if stage == smtp.Auth && test.Login == "" {
		return false
	}
	for _, on := range p.On {
		if on.Stage == string(stage) && fits(on, test) {
			return on.Action != "" || on.Raw != nil || strings.HasPrefix(on.Reply, "4") || strings.HasPrefix(on.Reply, "5")
		}
	}
	return false
}

// fits reports whether the lab gives a reply to a test that has come to its stage
// with TLS of today, a good name and its own sender.
func fits(on dsl.LabReply, test result.Test) bool {
	switch on.When {
	case "", "tls":
	case "authenticated", "unauthenticated":
		if (on.When == "authenticated") != (test.Login != "") {
			return false
		}
	default:
		return false
	}
	if len(on.Names) > 0 || len(on.Attempt) > 0 && on.Attempt[0] > 1 {
		return false
	}
	if len(on.Mechanisms) > 0 && !slices.Contains(on.Mechanisms, "LOGIN") {
		return false
	}
	return len(on.Recipient) == 0 || slices.ContainsFunc(on.Recipient, func(glob string) bool {
		ok, err := path.Match(glob, strings.Join(test.To, " "))
		return err == nil && ok
	})
}

// furthest is the last stage that a test expects something of.
func furthest(test result.Test) smtp.Stage {
	var last smtp.Stage
	for _, e := range test.Expectations {
		if s := smtp.Stage(e.Stage); stageIndex(s) > stageIndex(last) {
			last = s
		}
	}
	return last
}

func stageIndex(stage smtp.Stage) int {
	return slices.Index(smtp.Order(smtp.TLSStartTLS), stage)
}
