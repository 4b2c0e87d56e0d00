package dsl

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
)

var updateGolden = flag.Bool("update", false, "write the golden files anew")

var varComment = regexp.MustCompile(`(?m)--var (\w+)=(\S+)`)

// loadFile loads one suite, with the values that its comments give.
func loadFile(t *testing.T, path string, needValues bool) (*Program, hcl.Diagnostics) {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	opt := Options{World: testWorld(), NeedValues: needValues}
	for _, m := range varComment.FindAllStringSubmatch(string(src), -1) {
		opt.Vars = append(opt.Vars, VarInput{Name: m[1], Text: m[2], Origin: "--var " + m[1]})
	}
	return Load([]Target{{Path: path, Explicit: true}}, opt)
}

// loadText loads a suite that a test holds itself.
func loadText(t testing.TB, text string, opt Options) (*Program, hcl.Diagnostics) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "suite.smtp.hcl")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load([]Target{{Path: path, Explicit: true}}, opt)
}

// errorText is one line a diagnostic.
func errorText(diags hcl.Diagnostics) string {
	var b strings.Builder
	for _, d := range diags {
		at := ""
		if d.Subject != nil {
			at = fmt.Sprint(d.Subject.Start.Line, ": ")
		}
		fmt.Fprintf(&b, "%s%s: %s\n", at, d.Summary, d.Detail)
	}
	return b.String()
}

func TestValid(t *testing.T) {
	paths, _ := filepath.Glob("testdata/valid/*.smtp.hcl")
	inJSON, _ := filepath.Glob("testdata/valid/*.smtp.json")
	paths = append(paths, inJSON...)
	if len(paths) == 0 {
		t.Fatal("no suites")
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			p, diags := loadFile(t, path, true)
			if len(diags) > 0 {
				t.Fatalf("not valid:\n%s", errorText(diags))
			}
			got := summary(p.Suites[0])
			golden := path + ".golden"
			if *updateGolden {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
				t.Error(diff)
			}
			if _, diags := loadFile(t, path, false); diags.HasErrors() {
				t.Errorf("not valid without values:\n%s", errorText(diags))
			}
		})
	}
}

var errorComment = regexp.MustCompile(`# ERROR: (.*)$`)

// TestInvalid loads each suite of testdata/invalid and compares what is reported
// with the comments on the lines that cause it: `# ERROR: summary: detail`, where
// the detail may be left out or cut short, and several are separated by " ## ".
// Nothing else may be reported.
func TestInvalid(t *testing.T) {
	paths, _ := filepath.Glob("testdata/invalid/*.smtp.hcl")
	if len(paths) == 0 {
		t.Fatal("no suites")
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			_, diags := loadFile(t, path, true)
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			checkReported(t, string(src), diags)
		})
	}
}

func checkReported(t *testing.T, src string, diags hcl.Diagnostics) {
	t.Helper()
	got := map[int][]string{}
	for _, d := range diags {
		line := 0
		if d.Subject != nil {
			line = d.Subject.Start.Line
		}
		got[line] = append(got[line], d.Summary+": "+d.Detail)
	}
	for i, text := range strings.Split(src, "\n") {
		m := errorComment.FindStringSubmatch(strings.TrimRight(text, "\r"))
		if m == nil {
			continue
		}
		for _, want := range strings.Split(m[1], " ## ") {
			found := false
			for j, have := range got[i+1] {
				if strings.HasPrefix(have, want) {
					got[i+1] = append(got[i+1][:j:j], got[i+1][j+1:]...)
					found = true
					break
				}
			}
			if !found {
				t.Errorf("line %d: not reported: %s", i+1, want)
			}
		}
	}
	var lines []int
	for line := range got {
		lines = append(lines, line)
	}
	sort.Ints(lines)
	for _, line := range lines {
		for _, d := range got[line] {
			t.Errorf("line %d: reported, but not expected: %s", line, d)
		}
	}
}
