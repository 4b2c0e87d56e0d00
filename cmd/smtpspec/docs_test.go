package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// repository is the module's root, seen from this package.
var repository = filepath.Join("..", "..")

// docPages are the pages of the documentation.
func docPages(t *testing.T) []*page {
	t.Helper()
	names := []string{"README.md"}
	found, err := filepath.Glob(filepath.Join(repository, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range found {
		names = append(names, "docs/"+filepath.Base(path))
	}
	var out []*page
	for _, name := range names {
		out = append(out, readPage(t, filepath.Join(repository, filepath.FromSlash(name)), name))
	}
	return out
}

// TestDocs does what the documentation says, page by page and from top to bottom,
// in a copy of the repository's suites:
//
//	hcl       a suite; it is checked and, where only the lab takes part, run. It
//	          must pass, or end as exit=N says. file=NAME writes it to a file.
//	console   commands behind "$ ", and what they print. … stands for any lines.
//	sh, powershell, yaml   commands in them must exist, with their flags; what
//	          they would run is planned, which needs no network.
//
// docs/contributing.md, and blocks that run=NAME marks, are other tests'. -update writes the
// output of console blocks anew, save that of those with … in it.
func TestDocs(t *testing.T) {
	for _, p := range docPages(t) {
		if p.name == contributing {
			continue
		}
		t.Run(filepath.Base(p.name), func(t *testing.T) {
			w := newWorkplace(t)
			for i := len(p.fences) - 1; i >= 0; i-- {
				if f := p.fences[i]; f.marks["run"] == "" && f.marks["file"] != "" && f.lang != "go" {
					writeFence(t, f)
				}
			}
			var edits []pageEdit
			for _, f := range p.fences {
				if f.marks["run"] != "" {
					continue
				}
				switch f.lang {
				case "hcl":
					w.checkSuite(t, f)
				case "console":
					edits = append(edits, w.checkConsole(t, f)...)
				case "sh", "powershell", "yaml":
					w.checkCommands(t, f)
				}
			}
			if *update {
				p.apply(t, edits)
			}
		})
	}
}

// workplace is where the commands of a page are run.
type workplace struct {
	env  []string
	last int // the exit status of the last command
}

// newWorkplace copies the suites and the examples into a folder, and goes there.
func newWorkplace(t *testing.T) *workplace {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{"suites", filepath.Join("docs", "examples"), filepath.Join("docs", "case-studies")} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(repository, part))); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	return &workplace{env: []string{"SMTPSPEC_CACHE=" + t.TempDir(), "TERM=dumb"}}
}

// writeFence writes the file that a block shows.
func writeFence(t *testing.T, f fence) {
	t.Helper()
	path := filepath.FromSlash(f.marks["file"])
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(f.text()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// smtpspec runs a command line and returns all that it prints.
func (w *workplace) smtpspec(args ...string) string {
	var out bytes.Buffer
	a := &app{
		in: strings.NewReader(""), out: &out, err: &out, env: w.env, now: time.Now,
		interrupts: func(func()) func() { return func() {} },
	}
	w.last = a.main(args)
	return out.String()
}

// checkSuite checks a suite, and runs it where it can be run.
func (w *workplace) checkSuite(t *testing.T, f fence) {
	t.Helper()
	name := f.marks["file"]
	if strings.HasSuffix(name, ".smtpvars.hcl") {
		return // the suite beside it reads it
	}
	if name == "" {
		name = fmt.Sprintf("line-%d.smtp.hcl", f.start)
		if err := os.WriteFile(name, []byte(f.text()), 0o644); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(name)
	}
	want := 0
	if exit := f.marks["exit"]; exit != "" {
		want, _ = strconv.Atoi(exit)
	}
	args := []string{"run", name}
	if !labOnly(t, name) && want != 2 {
		args = []string{"validate", name}
	}
	if out := w.smtpspec(args...); w.last != want {
		t.Errorf("%s:%d: %s: exit %d, not %d\n%s", f.page.name, f.start, strings.Join(args, " "), w.last, want, out)
	}
}

// labOnly reports whether a suite can be run here: its variables have values, and
// the lab plays all of its servers.
func labOnly(t *testing.T, name string) bool {
	t.Helper()
	targets, diags := dsl.Discover([]string{name}, nil)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	program, _ := dsl.Load(targets, dsl.Options{World: dslWorld()})
	for _, s := range program.Suites {
		for _, v := range s.Variables {
			if v.Required {
				return false
			}
		}
		for _, test := range s.Tests {
			if test.Endpoint == nil || test.Endpoint.Lab == nil {
				return false
			}
		}
	}
	return true
}

// pageEdit replaces lines of a page.
type pageEdit struct {
	start, end int
	lines      []string
}

// checkConsole runs a block's commands and compares what they print.
func (w *workplace) checkConsole(t *testing.T, f fence) []pageEdit {
	t.Helper()
	var edits []pageEdit
	for _, c := range f.commands() {
		want := f.page.lines[c.start:c.end]
		got := trimEmpty(strings.Split(strings.TrimRight(w.do(t, c.command), "\n"), "\n"))
		first, ok := showsSo(want, got)
		switch {
		case ok:
		case *update && !slices.Contains(want, elided):
			edits = append(edits, pageEdit{c.start, c.end, got})
		default:
			t.Errorf("%s:%d: $ %s\nnot there: %s\nit prints:\n%s", f.page.name, c.start, c.command, first, strings.Join(got, "\n"))
		}
	}
	return edits
}

// do carries out a command as a shell would that knows four of them.
func (w *workplace) do(t *testing.T, command string) string {
	t.Helper()
	command = strings.Replace(command, "go run ./cmd/smtpspec", "smtpspec", 1)
	words := shellWords(command)
	switch {
	case command == "echo $?":
		return strconv.Itoa(w.last)
	case len(words) == 2 && words[0] == "cat":
		text, err := os.ReadFile(filepath.FromSlash(words[1]))
		if err != nil {
			t.Error(err)
		}
		return string(text)
	case len(words) > 0 && words[0] == "smtpspec":
		return w.smtpspec(words[1:]...)
	}
	t.Errorf("no command that a page can show: %s", command)
	return ""
}

var shellWord = regexp.MustCompile(`'[^']*'|"[^"]*"|[^\s'"]+`)

// shellWords splits a command line: words, with quotes around a word as a whole
// or behind the = in it.
func shellWords(line string) []string {
	var out []string
	end := -1
	for _, at := range shellWord.FindAllStringIndex(line, -1) {
		word := line[at[0]:at[1]]
		if word[0] == '\'' || word[0] == '"' {
			word = word[1 : len(word)-1]
		}
		if at[0] == end {
			out[len(out)-1] += word
		} else {
			out = append(out, word)
		}
		end = at[1]
	}
	return out
}

// apply writes a page with other output.
func (p *page) apply(t *testing.T, edits []pageEdit) {
	t.Helper()
	if len(edits) == 0 {
		return
	}
	for _, e := range slices.Backward(edits) {
		p.lines = slices.Replace(p.lines, e.start, e.end, e.lines...)
	}
	if err := os.WriteFile(p.path, []byte(strings.Join(p.lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}

var invocation = regexp.MustCompile(`(?:^|[|;(]|: |&& )\s*(?:\./|\.\\)?(?:smtpspec(?:\.exe)?|go run \./cmd/smtpspec) ([^|;)]*)`)

// checkCommands holds the commands of a block that is not run against the command
// line: the command is there, so are its flags, and a run can be planned.
func (w *workplace) checkCommands(t *testing.T, f fence) {
	t.Helper()
	joined := strings.NewReplacer("\\\n", " ", "`\n", " ").Replace(f.text())
	for _, line := range strings.Split(joined, "\n") {
		line, _, _ = strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "PS> "), " #")
		for _, match := range invocation.FindAllStringSubmatch(line, -1) {
			if err := w.knows(shellWords(redirection.ReplaceAllString(match[1], ""))); err != nil {
				t.Errorf("%s:%d: %s: %v", f.page.name, f.start, line, err)
			}
		}
	}
}

// redirection is where a shell puts output, such as 2> errors.txt.
var redirection = regexp.MustCompile(`\s[12]?>>?\s*\S+`)

// knows looks a command line up, and plans what it would run.
func (w *workplace) knows(args []string) error {
	root := (&app{}).root()
	cmd, rest, err := root.Find(args)
	if err != nil {
		return err
	}
	if cmd == root && len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		return fmt.Errorf("there is no command %q", args[0])
	}
	cmd.InitDefaultHelpFlag()
	if err := cmd.ParseFlags(rest); err != nil || cmd.Name() != "run" {
		return err
	}
	return w.plans(cmd, rest)
}

// plans makes the plan of a run. Left out are command lines with variables of the
// shell's, and those for suites and values that the reader brings.
func (w *workplace) plans(run *cobra.Command, words []string) error {
	plan, _, err := (&app{}).root().Find([]string{"plan"})
	if err != nil {
		return err
	}
	args, env := []string{"plan"}, slices.Clone(w.env)
	err = run.Flags().ParseAll(words, func(f *pflag.Flag, value string) error {
		switch {
		case f.Name == "ask":
			env = append(env, "SMTPSPEC_VAR_"+value+"=asked-for")
		case plan.Flags().Lookup(f.Name) != nil:
			args = append(args, "--"+f.Name+"="+value)
		}
		return nil
	})
	if err != nil {
		return err
	}
	args = append(args, run.Flags().Args()...)
	if slices.ContainsFunc(args, func(arg string) bool { return strings.Contains(arg, "$") || isTheReaders(arg) }) {
		return nil
	}
	there := workplace{env: env}
	out := there.smtpspec(args...)
	if there.last != 0 {
		return fmt.Errorf("%s: exit %d\n%s", strings.Join(args, " "), there.last, out)
	}
	// Who gives values means servers of their own: the lab is played without any.
	if strings.Contains(strings.Join(args, " "), " --var") && strings.Contains(out, "to the lab,") {
		return fmt.Errorf("%s: goes to the lab\n%s", strings.Join(args, " "), out)
	}
	return nil
}

// isTheReaders reports whether an argument names a folder, or a file that no page
// writes.
func isTheReaders(arg string) bool {
	name := filepath.FromSlash(strings.TrimPrefix(arg, "--var-file="))
	info, err := os.Stat(name)
	if err == nil {
		return info.IsDir()
	}
	return strings.HasSuffix(name, ".hcl")
}

// docLink is a link in Markdown, and docPath a path of this repository in backticks.
var (
	docLink = regexp.MustCompile(`\]\(([^)#:]+)(?:#([^)]*))?\)`)
	docPath = regexp.MustCompile("`((?:cmd|docs|dsl|reports|runner|steps|suites|\\.ci)/[A-Za-z0-9_./-]+)`")
)

// TestDocLinks looks for the files that pages link to, and for those that they
// name.
func TestDocLinks(t *testing.T) {
	for _, p := range docPages(t) {
		for i, line := range p.lines {
			var paths []string
			for _, match := range docLink.FindAllStringSubmatch(line, -1) {
				paths = append(paths, path.Join(path.Dir(p.name), match[1]))
			}
			for _, match := range docPath.FindAllStringSubmatch(line, -1) {
				paths = append(paths, match[1])
			}
			for _, name := range paths {
				if _, err := os.Stat(filepath.Join(repository, filepath.FromSlash(name))); err != nil {
					t.Errorf("%s:%d: %v", p.name, i+1, err)
				}
			}
		}
	}
}
