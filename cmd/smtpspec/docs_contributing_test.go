package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// contributing is the page whose examples change the program itself.
const contributing = "docs/contributing.md"

// TestDocsContributing does what the page says, in a copy of the tree: it writes
// the files that are shown whole, applies the diffs, and runs the commands.
func TestDocsContributing(t *testing.T) {
	p := readPage(t, filepath.Join(repository, filepath.FromSlash(contributing)), contributing)
	dir := t.TempDir()
	copyTree(t, repository, dir)
	t.Chdir(dir)
	for _, f := range p.fences {
		switch {
		case f.lang == "diff":
			applyDiff(t, f)
		case f.marks["file"] != "":
			writeFence(t, f)
		case f.lang == "console":
			runShown(t, f)
		}
		if t.Failed() {
			return // what follows stands on it
		}
	}
}

// copyTree copies the sources, without what git or a run keeps beside them.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		switch {
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == reportFolder):
			return filepath.SkipDir
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		case !entry.Type().IsRegular() || filepath.Ext(path) == ".test":
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// applyDiff makes the change that a block shows: lines that begin with a blank or
// with - are there, one after the other and once, and become those with a blank
// or with +.
func applyDiff(t *testing.T, f fence) {
	t.Helper()
	var before, after strings.Builder
	for _, line := range f.lines() {
		sign, text := " ", ""
		if line != "" {
			sign, text = line[:1], line[1:]
		}
		if sign != "+" {
			before.WriteString(text + "\n")
		}
		if sign != "-" {
			after.WriteString(text + "\n")
		}
	}
	path := filepath.FromSlash(f.marks["file"])
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	source := strings.ReplaceAll(string(text), "\r\n", "\n")
	if n := strings.Count(source, before.String()); n != 1 {
		t.Fatalf("%s:%d: these lines are %d times in %s:\n%s", f.page.name, f.start, n, path, before.String())
	}
	source = strings.Replace(source, before.String(), after.String(), 1)
	if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
}

// runShown runs the commands of a block, with the Go of this computer, and
// compares what they print.
func runShown(t *testing.T, f fence) {
	t.Helper()
	for _, c := range f.commands() {
		words := shellWords(c.command)
		if words[0] != "go" && words[0] != "cat" {
			t.Fatalf("%s:%d: no command that this page can show: %s", f.page.name, c.start, c.command)
		}
		cmd := exec.Command(words[0], words[1:]...)
		// Without paths in what is built, the next run finds it in Go's cache.
		cmd.Env = append(os.Environ(), "GOFLAGS=-trimpath -vet=off", "TERM=dumb", "SMTPSPEC_CACHE="+t.TempDir())
		var out []byte
		var err error
		if words[0] == "cat" {
			out, err = os.ReadFile(filepath.FromSlash(words[1]))
		} else {
			out, err = cmd.CombinedOutput()
		}
		got := strings.Split(strings.TrimRight(string(out), "\n"), "\n")
		if first, ok := showsSo(f.page.lines[c.start:c.end], got); err != nil || !ok {
			t.Errorf("%s:%d: $ %s: %v\nnot there: %s\nit prints:\n%s", f.page.name, c.start, c.command, err, first, out)
		}
	}
}
