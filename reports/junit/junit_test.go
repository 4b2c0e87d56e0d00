package junit

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/reports/internal/canon"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// The shape that CI systems read, parsed back strictly.
type (
	xmlRoot struct {
		XMLName  xml.Name   `xml:"testsuites"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Errors   int        `xml:"errors,attr"`
		Skipped  int        `xml:"skipped,attr"`
		Time     string     `xml:"time,attr"`
		Suites   []xmlSuite `xml:"testsuite"`
	}
	xmlSuite struct {
		Name      string    `xml:"name,attr"`
		Tests     int       `xml:"tests,attr"`
		Failures  int       `xml:"failures,attr"`
		Errors    int       `xml:"errors,attr"`
		Skipped   int       `xml:"skipped,attr"`
		Time      string    `xml:"time,attr"`
		Timestamp string    `xml:"timestamp,attr"`
		Cases     []xmlCase `xml:"testcase"`

		Properties []struct {
			Name  string `xml:"name,attr"`
			Value string `xml:"value,attr"`
		} `xml:"properties>property"`
	}
	xmlCase struct {
		Classname string      `xml:"classname,attr"`
		Name      string      `xml:"name,attr"`
		File      string      `xml:"file,attr"`
		Line      int         `xml:"line,attr"`
		Time      string      `xml:"time,attr"`
		Failure   []xmlResult `xml:"failure"`
		Error     []xmlResult `xml:"error"`
		Skipped   []xmlResult `xml:"skipped"`
		Out       string      `xml:"system-out"`
	}
	xmlResult struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Body    string `xml:",chardata"`
	}
)

func parse(t *testing.T, src []byte) xmlRoot {
	t.Helper()
	if !bytes.HasPrefix(src, []byte(`<?xml version="1.0" encoding="UTF-8"?>`)) {
		t.Fatal("no XML header")
	}
	dec := xml.NewDecoder(bytes.NewReader(bytes.TrimSpace(src)))
	dec.Strict = true
	var root xmlRoot
	if err := dec.Decode(&root); err != nil {
		t.Fatal(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		t.Fatalf("something behind the root: %v", err)
	}
	return root
}

func written(t *testing.T, run result.Run) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, run); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestShape holds every canonical run to the rules that all readers need.
func TestShape(t *testing.T) {
	for _, c := range append(canon.Cases(), canon.Case{Name: "many", Run: canon.Many(300)}) {
		t.Run(c.Name, func(t *testing.T) {
			root := parse(t, written(t, c.Run))
			if len(root.Suites) == 0 {
				t.Fatal("no suite")
			}
			var sum [4]int
			seen := map[string]bool{}
			for _, s := range root.Suites {
				got := countCases(t, s, seen)
				if want := [4]int{s.Tests, s.Failures, s.Errors, s.Skipped}; got != want {
					t.Errorf("suite %s counts %v, has %v", s.Name, want, got)
				}
				for i := range sum {
					sum[i] += got[i]
				}
				if s.Timestamp == "" || !strings.HasSuffix(s.Timestamp, "Z") || !isSeconds(s.Time) {
					t.Errorf("suite %s: timestamp %q, time %q", s.Name, s.Timestamp, s.Time)
				}
			}
			if want := [4]int{root.Tests, root.Failures, root.Errors, root.Skipped}; sum != want {
				t.Errorf("root counts %v, has %v", want, sum)
			}
		})
	}
}

func countCases(t *testing.T, s xmlSuite, seen map[string]bool) (n [4]int) {
	t.Helper()
	for _, c := range s.Cases {
		n[0]++
		n[1] += len(c.Failure)
		n[2] += len(c.Error)
		n[3] += len(c.Skipped)
		if len(c.Failure)+len(c.Error)+len(c.Skipped) > 1 {
			t.Errorf("%s has more than one result", c.Name)
		}
		for _, r := range append(append(c.Failure, c.Error...), c.Skipped...) {
			first, _, _ := strings.Cut(r.Body, "\n")
			if first != r.Message {
				t.Errorf("%s: the body begins with %q, the message is %q", c.Name, first, r.Message)
			}
			if len(r.Body) > 3*maxOut {
				t.Errorf("%s: a body of %d bytes", c.Name, len(r.Body))
			}
		}
		if key := c.Classname + "\x00" + c.Name; c.Name == "" || seen[key] {
			t.Errorf("%q is no key", key)
		} else {
			seen[key] = true
		}
		if len(c.Out) > maxOut+200 || !isSeconds(c.Time) {
			t.Errorf("%s: %d bytes of output, time %q", c.Name, len(c.Out), c.Time)
		}
	}
	return n
}

func isSeconds(s string) bool {
	whole, frac, ok := strings.Cut(s, ".")
	return ok && whole != "" && len(frac) == 3 && strings.Trim(whole+frac, "0123456789") == ""
}

func TestResults(t *testing.T) {
	for _, test := range []struct {
		run  result.Run
		kind string
		want xmlResult
	}{
		{canon.Miss(), "failure", xmlResult{Type: "expectation.rcpt.outcome", Message: "rcpt: expected accept, got reject 550 5.7.1, class spamhaus (reputation), and 1 more"}},
		{canon.Inconclusive(), "error", xmlResult{Type: "inconclusive.connect-timeout", Message: "nothing was learned about contoso-com.mail.protection.outlook.com: failed at TCP connect: connect-timeout (network)"}},
		{canon.Broken(), "error", xmlResult{Type: "error", Message: `the local part "büro" needs SMTPUTF8, which the server does not offer`}},
		{canon.Skipped(), "skipped", xmlResult{Message: "no password given"}},
	} {
		c := parse(t, written(t, test.run)).Suites[0].Cases[0]
		got := map[string][]xmlResult{"failure": c.Failure, "error": c.Error, "skipped": c.Skipped}[test.kind]
		if len(got) != 1 {
			t.Errorf("%s: got %v", test.kind, got)
			continue
		}
		got[0].Body = ""
		if diff := cmp.Diff(test.want, got[0]); diff != "" {
			t.Error(diff)
		}
		if c.File != "contoso.smtp.hcl" || c.Line == 0 || c.Classname != "contoso" {
			t.Errorf("file %q, line %d, classname %q", c.File, c.Line, c.Classname)
		}
	}
}

// TestLabIsSaid: of the tests that the lab played for, and of no others.
func TestLabIsSaid(t *testing.T) {
	played := canon.DirectSend()
	played.Endpoint.Lab = "m365-mx"
	run := canon.Quickstart()
	run.Each = result.Memory([]result.Test{played, canon.Submission()})
	var b bytes.Buffer
	if err := Write(&b, run); err != nil {
		t.Fatal(err)
	}
	suite := parse(t, b.Bytes()).Suites[0]
	cases := suite.Cases
	lab := ""
	for _, p := range suite.Properties {
		if p.Name == "smtpspec.lab" {
			lab = p.Value
		}
	}
	if lab != "1 of 2 tests" {
		t.Errorf("the property is %q", lab)
	}
	const words = "=== smtpspec's own lab played the server (profile m365-mx)\n"
	if !strings.HasPrefix(cases[0].Out, words) || strings.Contains(cases[1].Out, "own lab") {
		t.Errorf("got %q and %q", cases[0].Out, cases[1].Out)
	}
}

// TestCertificate: what is wrong with a certificate is no class of the stage that decided.
func TestCertificate(t *testing.T) {
	body := func(test result.Test) xmlResult {
		run := canon.Quickstart()
		run.Footer.Comparisons, run.Each = nil, result.Memory([]result.Test{test})
		c := parse(t, written(t, run)).Suites[0].Cases[0]
		return append(c.Failure, c.Error...)[0]
	}
	test := canon.Intercepted()
	if got := body(test).Body; !strings.Contains(got, "decided at RCPT TO: 250 2.1.5 Recipient OK\ncertificate: class cert-untrusted (tls)\ncause   No public") {
		t.Errorf("got %s", got)
	}
	two := canon.Intercepted()
	two.Expectations[0].Stage = "tls"
	two.Expectations = append([]result.Expectation{{Stage: "auth", Kind: "expect", Verdict: result.Missed, Want: "absent"}}, two.Expectations...)
	if got := body(two); got.Message != "assert: nobody knows who answers, and 1 more" || got.Type != "assertion" || !strings.Contains(got.Body, "\nauth: expected absent") {
		t.Errorf("got %+v", got)
	}
	test.Status = result.Error
	if got := body(test).Type; got != "error" {
		t.Errorf("type %q", got)
	}
	test.Decided = "tls"
	if got := body(test); got.Type != "error.cert-untrusted" || !strings.Contains(got.Body, "\nclass   cert-untrusted (tls)\n") {
		t.Errorf("got %+v", got)
	}
}

// TestNoSTARTTLS: a session that only its client ended has a cause and advice, and no class.
func TestNoSTARTTLS(t *testing.T) {
	body := parse(t, written(t, canon.NoSTARTTLS())).Suites[0].Cases[0].Failure[0].Body
	if !strings.Contains(body, "\ncause   The server offers STARTTLS") || !strings.Contains(body, "\ndo now  Look for STARTTLS") || strings.Contains(body, "\nclass ") {
		t.Errorf("got %s", body)
	}
}

// TestProvisional: a refusal that may not last says so, whether it was expected or not.
func TestProvisional(t *testing.T) {
	test := canon.DirectSend()
	test.Diagnosis.Finding.Provisional = "the tenant was changed 20 minutes before"
	for _, status := range []result.Status{result.Pass, result.Fail} {
		test.Status = status
		run := canon.Quickstart()
		run.Each = result.Memory([]result.Test{test})
		c := parse(t, written(t, run)).Suites[0].Cases[0]
		text := c.Out
		for _, f := range c.Failure {
			text = f.Body
		}
		if !strings.Contains(text, "provisional   the tenant was changed 20 minutes before\n") {
			t.Errorf("%s: %q", status, text)
		}
	}
}

func TestClassname(t *testing.T) {
	for file, want := range map[string]string{
		"contoso.smtp.hcl":          "contoso",
		"suites/mx1.eu.smtp.hcl":    "suites.mx1_eu",
		"./a/b.smtp.json":           "a.b_json",
		`c:\suites\x.smtp.hcl`:      "c:.suites.x",
		"builtin:ehlo-probe":        "builtin:ehlo-probe",
		"/abs/m365.d/scan.smtp.hcl": "abs.m365_d.scan",
		"":                          "smtpspec",
	} {
		if got := classname(file); got != want {
			t.Errorf("%q: got %q, want %q", file, got, want)
		}
	}
}

// TestInterleaved holds the counts of a suite to its cases when tests of several
// suites come mixed.
func TestInterleaved(t *testing.T) {
	a, b := canon.DirectSend(), canon.Submission()
	b.Suite = "other.smtp.hcl"
	c := canon.Submission()
	run := canon.Quickstart()
	run.Each = result.Memory([]result.Test{a, b, c})
	root := parse(t, written(t, run))
	var got []string
	for _, s := range root.Suites {
		got = append(got, fmt.Sprintf("%s %d/%d", s.Name, s.Tests, len(s.Cases)))
	}
	if diff := cmp.Diff([]string{"contoso 1/1", "other 1/1", "contoso 2/2"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestLongTranscript(t *testing.T) {
	test := canon.DirectSend()
	for range 5000 {
		test.Transcript = append(test.Transcript, transcript.Entry{Dir: transcript.Received, Text: "250-" + strings.Repeat("X", 60)})
	}
	run := canon.Quickstart()
	run.Each = result.Memory([]result.Test{test})
	out := parse(t, written(t, run)).Suites[0].Cases[0].Out
	if len(out) > maxOut+200 || !strings.Contains(out, "lines left out here") || !strings.HasPrefix(out, "=== Connected") {
		t.Errorf("%d bytes: %.200s", len(out), out)
	}
}

// A password that is a word of the format is hidden in the texts, and the file stays one.
func TestHide(t *testing.T) {
	run := canon.Quickstart()
	for _, word := range []string{"testcase", "failure", "name=", "properties"} {
		test := result.Test{Address: "test." + word, Status: result.Fail, Suite: "a.smtp.hcl", Reason: "it said " + word,
			Transcript: []transcript.Entry{{Dir: transcript.Received, Text: word}}}
		run.Each = result.Memory([]result.Test{test})
		var b bytes.Buffer
		if err := (Writer{Hide: transcript.NewSecrets(word).Hide}).Write(&b, run); err != nil {
			t.Fatal(err)
		}
		c := parse(t, b.Bytes()).Suites[0].Cases[0]
		if c.Name != "test.(sensitive)" || strings.Contains(c.Out, word) || !strings.Contains(c.Out, "(sensitive)") {
			t.Errorf("%s: got %+v", word, c)
		}
		b.Reset()
		if err := (Writer{Hide: transcript.NewSecrets(word).Hide}).Config(&b, canon.Began, []Problem{{Summary: "No " + word}}); err != nil {
			t.Fatal(err)
		}
		if c := parse(t, b.Bytes()).Suites[0].Cases[0]; c.Name != "No (sensitive)" {
			t.Errorf("%s: got %+v", word, c)
		}
	}
}

func TestConfig(t *testing.T) {
	var b bytes.Buffer
	err := Config(&b, canon.Began, []Problem{
		{File: "a.smtp.hcl", Line: 31, Summary: "Unknown class", Detail: "There is no class named \"spamhouse\".\x1b\nDid you mean \"spamhaus\"?"},
		{File: "a.smtp.hcl", Line: 31, Summary: "Unknown class"},
		{Summary: "No tests were selected"},
	})
	if err != nil {
		t.Fatal(err)
	}
	root := parse(t, b.Bytes())
	seen := map[string]bool{}
	if got := countCases(t, root.Suites[0], seen); got != [4]int{3, 0, 3, 0} || root.Suites[0].Name != "smtpspec.config" {
		t.Errorf("got %v in %q", got, root.Suites[0].Name)
	}
}

func ExampleConfig() {
	_ = Config(os.Stdout, canon.Began, []Problem{{File: "contoso.smtp.hcl", Line: 31, Summary: "Unknown class"}})
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <testsuites name="smtpspec" time="0.000" tests="1" errors="1" failures="0" skipped="0">
	//   <testsuite name="smtpspec.config" tests="1" failures="0" errors="1" id="0" time="0.000" timestamp="2026-11-22T16:04:40Z" skipped="0">
	//     <testcase name="Unknown class contoso.smtp.hcl line 31" classname="smtpspec.config" time="0.000" status="error" file="contoso.smtp.hcl" line="31">
	//       <error message="Unknown class" type="config"><![CDATA[Unknown class
	//   on contoso.smtp.hcl line 31]]></error>
	//     </testcase>
	//   </testsuite>
	// </testsuites>
}
