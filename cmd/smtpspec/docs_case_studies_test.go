package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// caseStudies is the folder of the case studies: a suite each, and what a run of
// it writes.
const caseStudies = "docs/case-studies"

// TestCaseStudies runs the suites of the case studies against the lab, and holds
// what is written against the page beside each. -update writes the pages anew.
func TestCaseStudies(t *testing.T) {
	suites, err := filepath.Glob(filepath.Join(repository, filepath.FromSlash(caseStudies), "*.smtp.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs(repository)
	if err != nil {
		t.Fatal(err)
	}
	for _, suite := range suites {
		name := strings.TrimSuffix(filepath.Base(suite), ".smtp.hcl")
		t.Run(name, func(t *testing.T) {
			w := newWorkplace(t)
			page := filepath.Join(root, filepath.FromSlash(caseStudies), name+".md")
			out := w.smtpspec("run", path.Join(caseStudies, name+".smtp.hcl"), "-q", "--report", "case-study=case-study.md")
			if w.last != 0 {
				t.Fatalf("exit %d\n%s", w.last, out)
			}
			got := readText(t, "case-study.md")
			want, err := os.ReadFile(page)
			if err != nil && !*update {
				t.Fatal(err)
			}
			diff := cmp.Diff(normalStudy(string(want)), normalStudy(got))
			switch {
			case diff == "":
			case *update:
				if err := os.WriteFile(page, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%s is stale (go test ./cmd/smtpspec -run TestCaseStudies -update writes it anew): %s", page, diff)
			}
		})
	}
	if len(suites) < 5 {
		t.Errorf("%s has %d suites", caseStudies, len(suites))
	}
}

// studyVolatile is what differs between two runs of one case, beside what differs
// in all output.
var studyVolatile = []struct {
	is *regexp.Regexp
	as string
}{
	{regexp.MustCompile(`\d{1,2} [A-Z][a-z]+ \d{4}, [\d:–]+ UTC`), "DATE"},
	{regexp.MustCompile("run `[0-9a-f]{16}`"), "run `ID`"},
	{regexp.MustCompile(`TLS_(ECDHE_(ECDSA|RSA)_WITH_)?(AES|CHACHA20)_[A-Z0-9_]+`), "CIPHER"}, // as the processor likes it
}

// normalStudy is a case study without times, ports and identifiers, line by line.
func normalStudy(text string) []string {
	for _, v := range studyVolatile {
		text = v.is.ReplaceAllString(text, v.as)
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = normalLine(line)
	}
	return lines
}

// TestCaseStudiesIndex holds the folder's own page against the folder: it links to
// every case and to every suite, and to nothing else that is not there.
func TestCaseStudiesIndex(t *testing.T) {
	folder := filepath.Join(repository, filepath.FromSlash(caseStudies))
	var linked []string
	for _, match := range docLink.FindAllStringSubmatch(readText(t, filepath.Join(folder, "README.md")), -1) {
		linked = append(linked, match[1])
		if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(match[1]))); err != nil {
			t.Error(err)
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "README.md" && !slices.Contains(linked, e.Name()) {
			t.Errorf("the index has no link to %s", e.Name())
		}
	}
}

func readText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
