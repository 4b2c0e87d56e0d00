package table

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/reports/internal/canon"
	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

var update = flag.Bool("update", false, "write the golden files anew")

func written(t *testing.T, wr Writer, run result.Run) string {
	t.Helper()
	var b strings.Builder
	if err := wr.Write(&b, run); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for name, test := range map[string]struct {
		opt Writer
		run result.Run
	}{
		"width-80":  {Writer{Width: 80}, canon.Quickstart()},
		"width-140": {Writer{Width: 140}, canon.Quickstart()},
		"color":     {Writer{Color: true}, canon.Miss()},
		"verbose":   {Writer{Verbose: true, Notes: []string{"Case study: smtpspec-report/case-study.md (redacted for the vendor)"}}, canon.Quickstart()},
		"quiet":     {Writer{Quiet: true}, canon.Miss()},
		"many":      {Writer{Width: 80}, canon.Many(12)},
		"narrow":    {Writer{Width: 40}, canon.Quickstart()},
		"lab":       {Writer{}, rehearsed()},
	} {
		t.Run(name, func(t *testing.T) {
			got := written(t, test.opt, test.run)
			path := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
				t.Errorf("%s is stale (-update writes it anew): %s", path, diff)
			}
		})
	}
}

func rehearsed() result.Run {
	run := canon.Quickstart()
	run.Header.Suites[0].Lab = true
	run.Header.Suites[0].Title = ""
	run.Footer.Diagnoses[0].Lab = true
	return run
}

// TestLabIsSaid: with the matrix at its head and at the end, without it at the end.
func TestLabIsSaid(t *testing.T) {
	played, skipped := canon.DirectSend(), canon.Submission()
	played.Endpoint.Lab, skipped.Endpoint.Lab, skipped.Status = "m365-mx", "m365-submission", result.Skip
	for _, c := range []struct {
		name       string
		tests      []result.Test
		head, last string
	}{
		{"all", []result.Test{played, skipped}, "own lab plays the server of direct_send:", "1 passed, 1 skipped, only against the lab."},
		{"one", []result.Test{played, canon.Submission()}, "own lab plays the server of direct_send: what is said of it is about no real service.", "2 passed, 1 of them against the lab."},
		{"none", []result.Test{canon.Submission(), skipped}, "", "1 passed, 1 skipped."},
	} {
		run := canon.Quickstart()
		run.Footer, run.Each = result.Footer{}, result.Memory(c.tests)
		for _, test := range c.tests {
			run.Footer.Counts.Add(test.Status)
		}
		for _, quiet := range []bool{false, true} {
			got := written(t, Writer{Quiet: quiet}, run)
			if !strings.HasSuffix(got, "\n"+c.last+"\n") && got != c.last+"\n" {
				t.Errorf("%s, quiet %v: the end is not %q:\n%s", c.name, quiet, c.last, got)
			}
			if quiet {
				continue
			}
			if said := strings.Contains(got, "own lab plays"); said != (c.head != "") || !strings.Contains(got, c.head) {
				t.Errorf("%s: the head does not say %q:\n%s", c.name, c.head, got)
			}
		}
	}
}

// TestRunAgain: a test of a suite that is in no file is repeated by the command that
// made it.
func TestRunAgain(t *testing.T) {
	run := canon.Miss()
	if got := written(t, Writer{}, run); !strings.Contains(got, "Run it again, with the transcript:   smtpspec run contoso.smtp.hcl:24 -v\n") {
		t.Error(got)
	}
	var tests []result.Test
	for test := range run.Tests() {
		test.Range = result.Range{}
		tests = append(tests, test)
	}
	run.Each = result.Memory(tests)
	run.Header.Command = []string{"smtpspec", "probe", "contoso.com"}
	if got := written(t, Writer{}, run); !strings.Contains(got, "Run it again, with the transcript:   smtpspec probe contoso.com -v\n") {
		t.Error(got)
	}
}

// TestFits measures every line against the terminal. A single word, such as a
// link, may stand out, and a line of a suggestion, which is not folded.
func TestFits(t *testing.T) {
	for _, c := range canon.Cases() {
		suggested := map[string]bool{}
		for test := range c.Run.Tests() {
			for _, e := range test.Expectations {
				for _, l := range say.Suggestion(e) {
					suggested[strings.TrimSpace(l)] = true
				}
			}
		}
		for _, width := range []int{80, 100, 140} {
			for _, line := range strings.Split(written(t, Writer{Width: width}, c.Run), "\n") {
				longest := 0
				for _, word := range strings.Fields(line) {
					longest = max(longest, text.Width(word))
				}
				if text.Width(line) > width && !suggested[strings.TrimSpace(line)] && (c.Name != "hostile" || longest < 20) {
					t.Errorf("%s at %d: %d cells: %s", c.Name, width, text.Width(line), line)
				}
			}
		}
	}
}

// TestColor takes the colours away again: they may change nothing else.
func TestColor(t *testing.T) {
	for _, c := range canon.Cases() {
		plain, painted := written(t, Writer{}, c.Run), written(t, Writer{Color: true}, c.Run)
		if strings.Contains(plain, "\x1b") {
			t.Errorf("%s: an escape without colours", c.Name)
		}
		var bare []string
		for _, line := range strings.Split(stripped(painted), "\n") {
			bare = append(bare, strings.TrimRight(line, " "))
		}
		if diff := cmp.Diff(plain, strings.Join(bare, "\n")); diff != "" {
			t.Errorf("%s: %s", c.Name, diff)
		}
	}
}

// stripped takes the colours out that palette puts in, and no other escape.
func stripped(s string) string {
	for {
		from := strings.Index(s, "\x1b[")
		if from < 0 {
			return s
		}
		end := strings.IndexByte(s[from:], 'm')
		s = s[:from] + s[from+end+1:]
	}
}

func TestCells(t *testing.T) {
	class := &result.Class{ID: "spamhaus"}
	reply := &result.Reply{Code: 550, Enhanced: "5.7.1"}
	for want, s := range map[string]result.Stage{
		"ok":                {Outcome: "ok"},
		"1.2 cert-expired":  {Outcome: "ok", Attrs: map[string]any{"version": "TLS1.2"}, Class: &result.Class{ID: "cert-expired"}},
		"550":               {Outcome: "accept", Reply: reply},
		"550 spamhaus":      {Outcome: "reject", Reply: reply, Class: class},
		"550 5.7.1":         {Outcome: "reject", Reply: reply},
		"✗ connect-timeout": {Outcome: "fail", Failure: &result.Failure{Class: "connect-timeout"}},
		"absent":            {Outcome: "absent"},
		"offered":           {Name: "auth", Outcome: "accept"},
		"235":               {Name: "auth", Outcome: "accept", Reply: &result.Reply{Code: 235}},
	} {
		if got := answer(s); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestAbsentHidesNothing: a session in clear has answered EHLO all the same.
func TestAbsentHidesNothing(t *testing.T) {
	ehlo := result.Stage{Name: "ehlo", Outcome: "accept", Reply: &result.Reply{Code: 250}}
	absent := func(name string) result.Stage { return result.Stage{Name: name, Outcome: "absent"} }
	refused := result.Stage{Name: "starttls", Outcome: "defer", Reply: &result.Reply{Code: 454}}
	for name, test := range map[string]struct {
		stages    []result.Stage
		ehlo, tls string
	}{
		"not offered": {[]result.Stage{ehlo, absent("starttls"), absent("tls"), absent("ehlo-tls")}, "250", "absent"},
		"refused":     {[]result.Stage{ehlo, refused, absent("tls"), absent("ehlo-tls")}, "250", "454"},
		"implicit":    {[]result.Stage{{Name: "tls", Outcome: "ok", Attrs: map[string]any{"version": "TLS1.3"}}, ehlo}, "250", "1.3"},
	} {
		got, _ := cells(result.Test{Stages: test.stages})
		if got[columnOf("ehlo")] != test.ehlo || got[columnOf("tls")] != test.tls {
			t.Errorf("%s: EHLO %q, TLS %q", name, got[columnOf("ehlo")], got[columnOf("tls")])
		}
	}
}

// TestNotUsed: what the client cannot do is none of the server's doing, and it is said
// what ended the session.
func TestNotUsed(t *testing.T) {
	for test := range canon.NoSTARTTLS().Tests() {
		if got, _ := cells(test); got[columnOf("tls")] != "not used ◂" {
			t.Errorf("TLS %q", got[columnOf("tls")])
		}
	}
	var b strings.Builder
	if err := Write(&b, canon.NoSTARTTLS()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"FAIL   STARTTLS is offered, and the client cannot do it, and no expectation names it", "\n  === STARTTLS is offered, and the client cannot do it\n",
		"\n  cause      The server offers STARTTLS, and the client", "\n  do now     Look for STARTTLS in the device's settings"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in:\n%s", want, b.String())
		}
	}
}

// TestSaysHELO: a client that says HELO has a cause, and something to do.
func TestSaysHELO(t *testing.T) {
	out := written(t, Writer{}, canon.SaysHELO())
	for _, want := range []string{"FAIL   the client says HELO, to which STARTTLS is not offered", "\n  cause      The client that the suite describes says HELO.", "\n  do now     Look for EHLO"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in:\n%s", want, out)
		}
	}
}

// TestExpectedFailure: about a failure that the suite expects there is nothing to do, and
// the next test that meets the same has all that is known of it.
func TestExpectedFailure(t *testing.T) {
	class := result.Class{ID: "tls-version", Family: "tls", Cause: "The client is too old.", Advice: "Update the firmware."}
	old := canon.Submission()
	old.Stages = append(old.Stages[:5:5], result.Stage{Name: "tls", Outcome: "fail", Class: &class, Failure: &result.Failure{Class: class.ID}})
	old.Decided, old.Status, old.Diagnosis = "tls", result.Pass, result.Diagnosis{Finding: &result.Finding{Stage: "tls", Class: class}}
	failed := old
	failed.Status, failed.Address = result.Fail, "test.device"
	run := canon.Quickstart()
	run.Each = result.Memory([]result.Test{old, failed})
	_, out, _ := strings.Cut(written(t, Writer{}, run), "which is what the suite expects")
	expected, device, ok := strings.Cut(out, "\ndevice ")
	if !ok || !strings.Contains(expected, "The client is too old.") || strings.Contains(expected, "do now") {
		t.Errorf("got %s", out)
	}
	if !strings.Contains(device, "The client is too old.") || !strings.Contains(device, "do now     Update the firmware.") {
		t.Errorf("got %s", device)
	}
}

// TestNotTried: how many recipients a run left alone is said, and why.
func TestNotTried(t *testing.T) {
	out := written(t, Writer{Width: 140}, canon.Withheld())
	for _, want := range []string{"550 spamhaus (3 of 12, 9 not tried)", "\n  not tried  9 of 12 recipients: probing is not harvesting\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in:\n%s", want, out)
		}
	}
	if out := written(t, Writer{Width: 140}, canon.Recipients()); !strings.Contains(out, "550 spamhaus (1 of 2)") || strings.Contains(out, "not tried") {
		t.Error(out)
	}
	for test := range canon.Withheld().Tests() {
		last := &test.Stages[len(test.Stages)-1]
		last.Outcome, last.Class, last.Reply = "accept", nil, &result.Reply{Code: 250}
		last.Parts = []result.Part{{Key: "nobody-0@contoso.com", Outcome: "accept"}}
		if got, _ := cells(test); got[columnOf("rcpt")] != "250 (1 of 12, 11 not tried)" {
			t.Errorf("got %q", got[columnOf("rcpt")])
		}
	}
}

func TestWidestRow(t *testing.T) {
	names := []string{"TEST", "RCPT"}
	rows := [][]string{{`client["` + strings.Repeat("north", 20) + `"]`, "250"}, {`client["south"]`, "250"}}
	_, rows, note := fit(names, rows, 60)
	if text.Width(rows[0][0]) > 45 || !strings.HasSuffix(rows[0][0], `north"]`) || note != "" {
		t.Errorf("got %q, %q", rows[0][0], note)
	}
}

func BenchmarkGrid(b *testing.B) {
	rows := make([][]string, 100)
	for i := range rows {
		rows[i] = []string{fmt.Sprint("site-", i), "ok", "ok", "220", "250", "1.3", "235", "250", "250", "pass"}
	}
	for b.Loop() {
		if _, err := grid([]string{"TEST", "RESOLVE", "CONNECT", "BANNER", "EHLO", "TLS", "AUTH", "MAIL", "RCPT", "STATUS"}, rows); err != nil {
			b.Fatal(err)
		}
	}
}

// TestCompareTitle: a comparison's title is not cut, nor the reason why it was skipped.
func TestCompareTitle(t *testing.T) {
	const words = "The line's own way to the tenant beside a sign-in with the scanner's mailbox, as both are today"
	for status, beside := range map[result.Status]string{result.Pass: "comparison both   The line's own way", result.Skip: "comparison both   skip   The line's"} {
		run := canon.Quickstart()
		run.Footer.Comparisons = []result.Comparison{{Name: "both", Title: words, Status: status}}
		got := written(t, Writer{Width: 80}, run)
		if !strings.Contains(got, beside) || !strings.Contains(strings.Join(strings.Fields(got), " "), words) || strings.Contains(got, "…") {
			t.Errorf("%s:\n%s", status, got)
		}
	}
}
