package main

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
)

// TestAssertions are met, missed, missed for a null, and not reached.
func TestAssertions(t *testing.T) {
	cases := []struct {
		condition, message string
		verdict            result.Verdict
		want               string
	}{
		{`step.banner.code == 220`, "x", result.Met, ""},
		{`contains(["TLS1.2", "TLS1.3"], step.tls.version)`, "x", result.Met, ""},
		{`step.tls.version == "TLS1.2"`, "negotiated ${step.tls.version}", result.Missed, "negotiated TLS1.3"},
		{`step.ehlo.size > 1`, "size ${step.ehlo.size}", result.Met, ""},
		{`length(step.rcpt.refused) == 2`, "x", result.Met, ""},
		{`step.rcpt.class == "spamhaus"`, "it is ${step.rcpt.class}", result.Met, ""},
		{`step.rcpt.outcome == "accept"`, "it is ${step.rcpt.outcome}", result.Missed, "it is reject"},
		{`step.banner.enhanced == "2.0.0"`, "x", result.Missed, ""}, // a null, and the message says which
		{`step.rcpt.seconds < 20`, "x", result.Met, ""},
	}
	s := servesWell(t, "", richServer)
	suite := preamble(s)
	for i, c := range cases {
		suite += fmt.Sprintf(`
test "t%d" {
  to = ["a@example.test", "b@example.test", "c@example.test"]
  assert {
    condition     = %s
    error_message = "%s"
  }
}
`, i, c.condition, c.message)
	}
	j := judge(t, suite, "--max-refusals", "1000")
	for i, c := range cases {
		test := j.tests[fmt.Sprintf("t%d", i)]
		if len(test.Expectations) != 1 {
			t.Fatalf("%s: %s", c.condition, test.Reason)
		}
		e := test.Expectations[0]
		if e.Verdict != c.verdict {
			t.Errorf("%s: %s (%s), want %s", c.condition, e.Verdict, e.Message, c.verdict)
		}
		if c.want != "" && e.Message != c.want {
			t.Errorf("%s: %q, want %q", c.condition, e.Message, c.want)
		}
		if strings.Contains(c.condition, "enhanced") && !strings.Contains(e.Message, "step.banner.enhanced") {
			t.Errorf("%s: the message does not name the null: %q", c.condition, e.Message)
		}
	}
}

// TestStatuses is what tests come to, and the run with them.
func TestStatuses(t *testing.T) {
	closed := closedPort(t)
	for _, c := range []struct {
		name, body string
		replies    map[string]string
		args       []string
		want       result.Status
		code       int
	}{
		{name: "everything met", body: "expect rcpt accept {}", want: result.Pass},
		{name: "nothing expected", want: result.Pass},
		{name: "an expected refusal", body: "expect rcpt reject {}", replies: map[string]string{"rcpt": "550 5.7.1 no"}, want: result.Pass},
		{name: "missed", body: "expect rcpt accept {}", replies: map[string]string{"rcpt": "550 5.7.1 no"}, want: result.Fail, code: 1},
		{name: "ended by a stage that is not named", body: "expect rcpt accept {}", replies: map[string]string{"mail": "550 5.7.1 no"}, want: result.Fail, code: 1},
		{name: "ended by a stage that is not named, nothing expected", replies: map[string]string{"mail": "550 5.7.1 no"}, want: result.Fail, code: 1},
		{name: "ended by a stage that is expected to", body: "expect mail reject {}\n  expect rcpt accept {}", replies: map[string]string{"mail": "550 5.7.1 no"}, want: result.Pass},
		{name: "skipped", body: "skip = \"no reason\"", want: result.Skip},
		{name: "not skipped", body: "skip = null", want: result.Pass},
		{name: "no first byte", body: fmt.Sprintf("endpoint = endpoint.closed\n  expect rcpt accept {}\n#%d", closed), want: result.Inconclusive, code: 3},
		{name: "no first byte, allowed", body: "endpoint = endpoint.closed\n  expect rcpt accept {}", args: []string{"--allow-inconclusive"}, want: result.Inconclusive},
		{name: "no first byte, nothing expected", body: "endpoint = endpoint.closed", want: result.Inconclusive, code: 3},
		{name: "no first byte, as expected", body: "endpoint = endpoint.closed\n  expect connect fail {}", want: result.Pass},
		{name: "no first byte, the way there is part of it", body: "endpoint = endpoint.closed\n  expect connect ok {}", want: result.Fail, code: 1},
		{name: "an assertion that reads what was not reached", body: "endpoint = endpoint.closed\n  assert {\n    condition = step.rcpt.code == 250\n    error_message = \"x\"\n  }", want: result.Inconclusive, code: 3},
		{name: "smtpspec cannot", body: "from = \"j\u00f6rg@example.test\"\n  expect rcpt accept {}", want: result.Error, code: 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := servesWell(t, "", c.replies)
			suite := preamble(s) + fmt.Sprintf("endpoint \"closed\" {\n  host = \"127.0.0.1\"\n  port = %d\n}\n", closed)
			j := judge(t, suite+"test \"x\" {\n  "+c.body+"\n}\n", c.args...)
			if got := j.tests["x"]; got.Status != c.want {
				t.Errorf("status %s (%s), want %s", got.Status, got.Reason, c.want)
			}
			if j.code != c.code || j.log.Footer.Exit != c.code && !strings.Contains(c.name, "allowed") {
				t.Errorf("exit status %d, in the log %d, want %d", j.code, j.log.Footer.Exit, c.code)
			}
		})
	}
}

// TestMissIsShown: in the table and in JUnit a miss has all that is needed to mend
// either the server or the suite.
func TestMissIsShown(t *testing.T) {
	s := servesWell(t, "", richServer)
	j := judge(t, preamble(s)+`
test "refused" {
  to = ["b@example.test"]

  expect rcpt accept {}
}
test "other_class" {
  to = ["b@example.test"]

  expect rcpt reject {
    class = "relay-denied"
  }
}
`, "--redact=off")
	report, err := os.ReadFile(filepath.Join(j.dir, "results.xml"))
	if err != nil {
		t.Fatal(err)
	}
	suite, err := os.ReadFile(filepath.Join(j.dir, "case.smtp.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{
		"refused":     {"expect rcpt accept {}", "550 5.7.1", "spamhaus", "Mail from 203.0.113.7 was"},
		"other_class": {`class = "relay-denied"`, `"spamhaus"`, "550 5.7.1"},
	} {
		line := 1 + strings.Count(string(suite[:strings.Index(string(suite), want[0])]), "\n")
		failure := failureIn(t, report, name)
		if w := fmt.Sprintf("case.smtp.hcl:%d", line); !strings.Contains(j.stdout, w) {
			t.Errorf("%s: the table does not say %q", name, w)
		}
		if w := fmt.Sprintf("case.smtp.hcl line %d", line); !strings.Contains(failure, w) {
			t.Errorf("%s: results.xml does not say %q", name, w)
		}
		for _, w := range want {
			if !strings.Contains(j.stdout, w) {
				t.Errorf("%s: the table does not say %q", name, w)
			}
			if !strings.Contains(failure, w) {
				t.Errorf("%s: results.xml does not say %q:\n%s", name, w, failure)
			}
		}
	}
}

// TestReportsOfALog: what `report` makes of a run log is what the run wrote, byte
// for byte.
func TestReportsOfALog(t *testing.T) {
	s := servesWell(t, "", richServer)
	j := judge(t, preamble(s)+`
test "refused" {
  to = ["b@example.test", "a@example.test"]

  expect rcpt accept {}
}
test "good" {
  expect tls ok {}
}
case_study "refused" {
  title = "Refused"
  tests = [test.refused, test.good]
}
`, "--report", "case-study=-")
	again := cli(t, "report", filepath.Join(j.dir, "run.jsonl"), "--report", "junit="+filepath.Join(j.dir, "again.xml"), "--report", "case-study=-")
	if diff := cmp.Diff(j.stdout, again.stdout); diff != "" {
		t.Errorf("case study (-run +report):\n%s", diff)
	}
	var files [2]string
	for i, name := range []string{"results.xml", "again.xml"} {
		text, err := os.ReadFile(filepath.Join(j.dir, name))
		if err != nil {
			t.Fatalf("%v\n%s", err, again.stderr)
		}
		files[i] = string(text)
	}
	if diff := cmp.Diff(files[0], files[1]); diff != "" {
		t.Errorf("results.xml (-run +report):\n%s", diff)
	}
}

// failureIn is the failure of one case of a JUnit report, attributes included.
func failureIn(t *testing.T, report []byte, name string) string {
	t.Helper()
	var doc struct {
		Suites []struct {
			Cases []struct {
				Name    string `xml:"name,attr"`
				Failure struct {
					Message string `xml:"message,attr"`
					Text    string `xml:",chardata"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(report, &doc); err != nil {
		t.Fatal(err)
	}
	for _, s := range doc.Suites {
		for _, c := range s.Cases {
			if strings.Contains(c.Name, name) {
				return c.Failure.Message + "\n" + c.Failure.Text
			}
		}
	}
	t.Errorf("no case %q", name)
	return ""
}
