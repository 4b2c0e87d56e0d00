package runlog

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
)

var start = time.Date(2026, 11, 22, 16, 4, 0, 0, time.UTC)

func header() result.Header {
	return result.Header{Format: result.Format, Version: "0.1.0", ID: "1f", Started: start,
		Suites: []result.Suite{{File: "a.smtp.hcl", SHA256: "00"}}}
}

func test(address string, s result.Status) result.Test {
	return result.Test{Address: address, Suite: "a.smtp.hcl", Status: s, Started: start, Took: time.Second,
		Stages: []result.Stage{{Name: "rcpt", Outcome: "reject", Attrs: map[string]any{"accepted": 1.0, "keywords": []any{"SIZE"}}}}}
}

// write makes a log of tests that ended in the order given.
func write(t *testing.T, footer bool, order ...int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "run.jsonl")
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	check(t, w.Header(header()))
	for _, i := range order {
		check(t, w.Test(i, test(string(rune('a'+i)), result.Pass)))
	}
	if footer {
		check(t, w.Footer(result.Footer{Ended: start.Add(time.Minute), Counts: result.Counts{Pass: len(order)}}))
	}
	check(t, w.Close())
	return path
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func addresses(t *testing.T, l *Log) string {
	t.Helper()
	var out strings.Builder
	for test, err := range l.Tests() {
		check(t, err)
		out.WriteString(test.Address)
	}
	return out.String()
}

func TestOrderIsTheRuns(t *testing.T) {
	l, err := Open(write(t, true, 2, 0, 3, 1))
	check(t, err)
	defer l.Close()
	for range 2 { // the sequence can be gone through again
		if got := addresses(t, l); got != "abcd" {
			t.Errorf("tests come as %q, want abcd", got)
		}
	}
	if l.Footer.Counts.Pass != 4 || l.Footer.Interrupted {
		t.Errorf("footer %+v", l.Footer)
	}
}

func TestRoundTrip(t *testing.T) {
	l, err := Open(write(t, true, 0))
	check(t, err)
	defer l.Close()
	if diff := cmp.Diff(header(), l.Header); diff != "" {
		t.Errorf("header (-want +got):\n%s", diff)
	}
	for got, err := range l.Tests() {
		check(t, err)
		if diff := cmp.Diff(test("a", result.Pass), got); diff != "" {
			t.Errorf("test (-want +got):\n%s", diff)
		}
	}
}

// TestByteOrderMark: what an editor puts in front of a log is none of it.
func TestByteOrderMark(t *testing.T) {
	path := write(t, true, 0, 1)
	whole, err := os.ReadFile(path)
	check(t, err)
	check(t, os.WriteFile(path, append([]byte("\ufeff"), whole...), 0o600))
	l, err := Open(path)
	check(t, err)
	defer l.Close()
	if got := addresses(t, l); got != "ab" || l.Header.ID != header().ID {
		t.Errorf("tests %q of the run %q", got, l.Header.ID)
	}
}

// TestCutOff: a run that was killed leaves a log that still tells what it had.
func TestCutOff(t *testing.T) {
	path := write(t, false, 0, 1)
	whole, err := os.ReadFile(path)
	check(t, err)
	check(t, os.WriteFile(path, whole[:len(whole)-40], 0o600))
	l, err := Open(path)
	check(t, err)
	defer l.Close()
	if got := addresses(t, l); got != "a" {
		t.Errorf("tests %q, want a", got)
	}
	want := result.Footer{Ended: start.Add(time.Second), Exit: 130, Interrupted: true, Counts: result.Counts{Pass: 1}}
	if diff := cmp.Diff(want, l.Footer); diff != "" {
		t.Errorf("footer (-want +got):\n%s", diff)
	}
}

func TestNoLog(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "prose": "hello\n", "other JSON": "{\"a\":1}\n",
		"newer": `{"type":"header","header":{"format":99,"version":"9.0.0","id":"","started":"2026-11-22T16:04:00Z","suites":null}}` + "\n",
		"older": `{"type":"header","header":{"format":1,"version":"0.1.0","id":"","started":"2026-11-22T16:04:00Z","suites":null}}` + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x")
			check(t, os.WriteFile(path, []byte(text), 0o600))
			if l, err := Open(path); err == nil {
				l.Close()
				t.Error("was taken for a run log")
			} else if name == "older" && !strings.Contains(err.Error(), "run the suite again") {
				t.Errorf("no remedy: %v", err)
			}
		})
	}
}

// TestNotAFile: what is not a file is not taken away for the log.
func TestNotAFile(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "empty")
	check(t, os.Mkdir(folder, 0o700))
	if w, err := Create(folder); err == nil {
		w.Close()
		t.Error("a folder was taken for a log")
	}
	if _, err := os.Stat(folder); err != nil {
		t.Errorf("the folder is gone: %v", err)
	}
}

func TestMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // Windows has no such modes; its profile folders are the user's own
	}
	path := filepath.Join(t.TempDir(), "run.jsonl")
	check(t, os.WriteFile(path, []byte("old"), 0o644))
	w, err := Create(path)
	check(t, err)
	check(t, w.Close())
	info, err := os.Stat(path)
	check(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want 0600", info.Mode().Perm())
	}
}

// TestLogIsWhatOpenFinds: what a writer kept in memory, and what it no longer
// could, is what stands in the file.
func TestLogIsWhatOpenFinds(t *testing.T) {
	for name, length := range map[string]int{"small": 10, "large": mostKept / 4} {
		t.Run(name, func(t *testing.T) { logIsWhatOpenFinds(t, length) })
	}
}

// logIsWhatOpenFinds writes tests with addresses of a length.
func logIsWhatOpenFinds(t *testing.T, length int) {
	path := filepath.Join(t.TempDir(), "run.jsonl")
	w, err := Create(path)
	check(t, err)
	check(t, w.Header(header()))
	const tests = 6
	for i := range tests {
		one := test(strings.Repeat(string(rune('a'+i)), length), result.Pass)
		check(t, w.Test(tests-1-i, one))
	}
	check(t, w.Footer(result.Footer{Ended: start.Add(time.Minute), Counts: result.Counts{Pass: tests}}))
	check(t, w.Close())
	written, err := w.Log()
	check(t, err)
	defer written.Close()
	read, err := Open(path)
	check(t, err)
	defer read.Close()
	if diff := cmp.Diff(read.Header, written.Header); diff != "" {
		t.Errorf("header: %s", diff)
	}
	if diff := cmp.Diff(read.Footer, written.Footer); diff != "" {
		t.Errorf("footer: %s", diff)
	}
	for range 2 {
		var got, want []result.Test
		for test, err := range written.Tests() {
			check(t, err)
			got = append(got, test)
		}
		for test, err := range read.Tests() {
			check(t, err)
			want = append(want, test)
		}
		if !cmp.Equal(want, got) || len(got) != tests {
			t.Errorf("%d tests written, %d read, and they are not the same", len(got), len(want))
		}
	}
	for _, l := range []*Log{written, read} {
		for i, p := range l.places {
			if kept := p.test != nil; kept != (length < mostKept/tests) {
				t.Errorf("test %d of %d bytes in all: kept is %v", i, l.size, kept)
			}
		}
	}
}
