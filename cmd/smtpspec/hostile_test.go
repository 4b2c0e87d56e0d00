package main

import (
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/runlog"
	"github.com/smtpspec/smtpspec/steps/steptest"
	"go.uber.org/goleak"
)

// hostileAtOnce is how many rows are played at once: most of them wait.
const hostileAtOnce = 16

// TestHostileServers runs the program against every server of the table, and looks
// at the run log and at all that was printed and written.
func TestHostileServers(t *testing.T) {
	before := goleak.IgnoreCurrent()
	rows := hostileRows()
	if len(rows) < 232 {
		t.Errorf("%d rows", len(rows))
	}
	configs := hostileConfigs(t)
	free := make(chan struct{}, hostileAtOnce)
	played := make([]chan *hostileRun, len(rows))
	for i, row := range rows {
		played[i] = make(chan *hostileRun, 1)
		dir := t.TempDir()
		go func() {
			free <- struct{}{}
			defer func() { <-free }()
			server := &badServer{stage: row.at, behave: row.do, mode: row.mode, config: configs[or(row.config, "good")]}
			played[i] <- play(t, row, server, dir)
		}()
	}
	for i, row := range rows {
		run := <-played[i]
		t.Run(row.name, func(t *testing.T) { run.check(t, row) })
	}
	if err := goleak.Find(before); err != nil {
		t.Error(err)
	}
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// hostileRun is what one row came to.
type hostileRun struct {
	dir   string
	ran   ran
	heard [][]string
	err   error
}

// play starts a row's server and runs the program against it.
func play(t *testing.T, row hostileRow, server *badServer, dir string) *hostileRun {
	run := &hostileRun{dir: dir}
	path := func(name string) string { return filepath.Join(dir, name) }
	run.err = errors.Join(
		os.WriteFile(path("ca.pem"), steptest.RootPEM(), 0o600),
		os.WriteFile(path("bad.smtp.hcl"), []byte(row.suite()), 0o600),
		os.WriteFile(path("bad.auto.smtpvars.hcl"), []byte(fmt.Sprintf("password = %q\n", secretWord)), 0o600),
		server.start(),
	)
	if run.err != nil {
		return run
	}
	run.ran = cli(t, "run", path("bad.smtp.hcl"),
		"--var", fmt.Sprintf("port=%d", server.port), "-v", "--log", path("run.jsonl"),
		"--report", "junit="+path("results.xml"), "--report", "case-study="+path("case.md"), "--report", "table="+path("table.txt"))
	server.stop()
	run.heard = server.heard
	return run
}

// suite is the row's suite.
func (row hostileRow) suite() string {
	var b strings.Builder
	w := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	timeouts := `connect = "20s", banner = "20s", command = "20s", tls = "20s", session = "25s"`
	if row.slow {
		timeouts = `connect = "5s", banner = "1500ms", command = "1500ms", tls = "1500ms", session = "25s"`
	}
	w("variable \"port\" {\n  type = number\n}\nvariable \"password\" {\n  type = string\n  sensitive = true\n}\n")
	w("endpoint \"server\" {\n  host = \"127.0.0.1\"\n  port = var.port\n  tls = %q\n  server_name = \"mx.example\"\n  ca_file = \"ca.pem\"\n",
		or(row.mode, "starttls"))
	w("  timeouts {\n    %s\n  }\n}\n", strings.ReplaceAll(timeouts, ", ", "\n    "))
	w("client \"copier\" {\n  ehlo = \"copier.example.test\"\n  %s\n}\n", row.client)
	to := row.to
	if to == nil {
		to = []string{"office@example.test"}
	}
	w("defaults {\n  endpoint = endpoint.server\n  client = client.copier\n  from = \"scanner@example.test\"\n  to = [%s]\n}\n",
		`"`+strings.Join(to, `", "`)+`"`)
	for i, test := range []string{"blind", "pinned"} {
		use := ""
		if row.credential != "" {
			// Each test has a user of its own: a refused AUTH is final for its user.
			w("credential %q {\n  username = \"scanner%d\"\n  password = var.password\n  allow_refusal = true\n  %s\n}\n", test, i, row.credential)
			use = "  credential = credential." + test + "\n"
		}
		expect := "expect rcpt accept {}"
		if test == "pinned" {
			expect = fmt.Sprintf("expect %s %s {\n    %s\n  }\n  %s", row.stage, row.outcome, row.pinned(), row.further)
		}
		w("test %q {\n%s  %s\n}\n", test, use, expect)
	}
	w("case_study \"case\" {\n  title = \"A bad server\"\n  tests = [test.blind, test.pinned]\n}\n")
	return b.String()
}

// pinned are the attributes of what the second test expects.
func (row hostileRow) pinned() string {
	var lines []string
	if row.class != "" && row.class != "-" && row.outcome != "absent" {
		lines = append(lines, fmt.Sprintf("class = %q", row.class))
	}
	if row.pin != "" {
		lines = append(lines, row.pin)
	}
	return strings.Join(lines, "\n    ")
}

// check holds a run against its row.
func (run *hostileRun) check(t *testing.T, row hostileRow) {
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("heard %q\n%.6000s\n%.6000s", run.heard, run.ran.stdout, run.ran.stderr)
		}
	})
	if run.err != nil {
		t.Fatal(run.err)
	}
	log, err := runlog.Open(filepath.Join(run.dir, "run.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	tests := map[string]result.Test{}
	for test, err := range log.Tests() {
		if err != nil {
			t.Fatal(err)
		}
		tests[test.ShortName()] = test
	}
	checkDecided(t, row, tests["blind"])
	checkDecided(t, row, tests["pinned"])
	if got := tests["blind"].Status; got != row.status {
		t.Errorf("status %q (%s), want %q", got, tests["blind"].Reason, row.status)
	}
	if got := tests["pinned"].Status; got != result.Pass {
		t.Errorf("the test that expects the fault: status %q (%s): %+v", got, tests["pinned"].Reason, tests["pinned"].Expectations)
	}
	run.checkHeard(t, row)
	run.checkWritten(t, row)
}

// checkDecided looks at the deciding stage.
func checkDecided(t *testing.T, row hostileRow, test result.Test) {
	t.Helper()
	stage, ok := test.Stage(row.stage)
	if !ok {
		t.Errorf("%s: the stage %s was not reached: %+v", test.Address, row.stage, test.Stages)
		return
	}
	if stage.Outcome != row.outcome {
		t.Errorf("%s: outcome %s, want %s (%+v)", test.Address, stage.Outcome, row.outcome, stage.Failure)
	}
	class := "-"
	if stage.Class != nil {
		class = stage.Class.ID
	}
	if row.class != "" && class != row.class {
		t.Errorf("%s: class %s, want %s (%+v)", test.Address, class, row.class, stage.Failure)
	}
	if (row.status == result.Fail || row.status == result.Inconclusive) && test.Decided != row.stage {
		t.Errorf("%s: decided at %q, want %q", test.Address, test.Decided, row.stage)
	}
}

// checkHeard looks at what the client said after the fault: nothing after a fail,
// QUIT after a refusal.
func (run *hostileRun) checkHeard(t *testing.T, row hostileRow) {
	t.Helper()
	if row.anyAfter {
		return
	}
	want := strings.Join(row.after, " ")
	if row.after == nil && (row.outcome == "defer" || row.outcome == "reject") {
		want = "QUIT"
	}
	for _, heard := range run.heard {
		if got := strings.Join(heard, " "); got != want {
			t.Errorf("after the fault the client said %q, want %q", got, want)
		}
	}
}

// checkWritten looks at all that was printed and written.
func (run *hostileRun) checkWritten(t *testing.T, row hostileRow) {
	t.Helper()
	texts := map[string]string{"stdout": run.ran.stdout, "stderr": run.ran.stderr}
	for _, name := range []string{"run.jsonl", "results.xml", "case.md", "table.txt"} {
		text, err := os.ReadFile(filepath.Join(run.dir, name))
		if err != nil {
			t.Error(err)
		}
		texts[name] = string(text)
	}
	for name, text := range texts {
		checkText(t, name, text)
		if row.secret == "" {
			continue
		}
		for _, form := range []string{row.secret, base64.StdEncoding.EncodeToString([]byte(row.secret))} {
			if strings.Contains(text, form) {
				t.Errorf("%s contains the secret as %q", name, form)
			}
		}
	}
	for _, name := range []string{"stdout", "stderr", "table.txt"} {
		checkLogCommands(t, name, texts[name])
	}
	checkXML(t, texts["results.xml"])
}

// mostWritten bounds what one run of two tests may print or write to one place.
const mostWritten = 1 << 20

// checkText looks for what could fool or break a terminal, a report or its reader.
func checkText(t *testing.T, name, text string) {
	t.Helper()
	if len(text) > mostWritten {
		t.Errorf("%s has %d bytes", name, len(text))
	}
	if !utf8.ValidString(text) {
		t.Errorf("%s is not UTF-8", name)
	}
	for i, r := range text {
		if r == '\n' || r == '\t' {
			continue
		}
		if unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == '\u200b' {
			t.Errorf("%s has %U at byte %d: %q", name, r, i, text[max(0, i-40):min(len(text), i+40)])
			return
		}
	}
}

// checkLogCommands looks for what CI systems obey in a log.
func checkLogCommands(t *testing.T, name, text string) {
	t.Helper()
	for _, command := range []string{"##[", "##vso["} {
		if strings.Contains(text, command) {
			t.Errorf("%s contains %q", name, command)
		}
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "::") {
			t.Errorf("%s has a line that is a command: %q", name, line)
		}
	}
}

// checkXML reads the whole of a JUnit report: one test suite with two cases.
func checkXML(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	cases := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Errorf("results.xml: %v", err)
			return
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "testcase" {
			cases++
		}
	}
	if cases != 2 {
		t.Errorf("results.xml has %d cases", cases)
	}
}

// TestHostileMemory plays the servers that never end one by one, and bounds all
// that was allocated meanwhile.
func TestHostileMemory(t *testing.T) {
	configs := hostileConfigs(t)
	for _, row := range floods() {
		if row.at != "ehlo" && row.at != "rcpt" {
			continue
		}
		t.Run(row.name, func(t *testing.T) {
			server := &badServer{stage: row.at, behave: row.do, mode: row.mode, config: configs["good"]}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			run := play(t, row, server, t.TempDir())
			runtime.ReadMemStats(&after)
			run.check(t, row)
			// A run of two tests with all its reports takes about 4 MiB.
			if used := after.TotalAlloc - before.TotalAlloc; used > 32<<20 {
				t.Errorf("%d MiB were allocated", used>>20)
			}
		})
	}
}

// TestLongRepliesToManyRecipients: each reply is within the limits, and all of
// them together are too much to keep.
func TestLongRepliesToManyRecipients(t *testing.T) {
	reply := strings.Repeat("250-"+strings.Repeat("x\x1b", 1000)+"\r\n", 30) + "250 ok"
	s := servesWell(t, "none", map[string]string{"rcpt": reply})
	var to []string
	for i := range 150 {
		to = append(to, fmt.Sprintf("%q", fmt.Sprintf("r%d@example.test", i)))
	}
	j := judge(t, preamble(s)+"test \"x\" {\n  to = ["+strings.Join(to, ", ")+"]\n\n  expect rcpt accept {}\n}\n")
	if got := j.tests["x"]; got.Status != result.Pass || len(got.Stages[len(got.Stages)-2].Parts) != len(to) {
		t.Errorf("%s (%s)", got.Status, got.Reason)
	}
	info, err := os.Stat(filepath.Join(j.dir, "run.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 8<<20 {
		t.Errorf("the run log has %d MiB", info.Size()>>20)
	}
}

// TestNobodyListens is the connection that is refused: nothing was learned of the
// server, unless the suite is about the way there.
func TestNobodyListens(t *testing.T) {
	dir := t.TempDir()
	suite := filepath.Join(dir, "none.smtp.hcl")
	text := fmt.Sprintf(`
endpoint "none" {
  host = "127.0.0.1"
  port = %d
}
defaults {
  endpoint = endpoint.none
  from     = "scanner@example.test"
  to       = ["office@example.test"]
}
test "blind" {
  expect rcpt accept {}
}
test "pinned" {
  expect connect fail {
    class = "connect-refused"
  }
}
`, closedPort(t))
	if err := os.WriteFile(suite, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r := cli(t, "run", suite, "--log", filepath.Join(dir, "run.jsonl"))
	got := statuses(t, filepath.Join(dir, "run.jsonl"))
	if diff := cmp.Diff(map[string]result.Status{"blind": result.Inconclusive, "pinned": result.Pass}, got); diff != "" {
		t.Errorf("(-want +got):\n%s\n%s", diff, r.stdout)
	}
	if r.code != result.ExitInconclusive {
		t.Errorf("exit status %d", r.code)
	}
}

// statuses reads what the tests of a run log came to.
func statuses(t testing.TB, path string) map[string]result.Status {
	t.Helper()
	log, err := runlog.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	out := map[string]result.Status{}
	for test, err := range log.Tests() {
		if err != nil {
			t.Fatal(err)
		}
		out[test.ShortName()] = test.Status
	}
	return out
}
