package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
)

// place is a file that a command reads or writes, and what makes it do so.
type place struct {
	what string // "--report junit", "--log", "the suite"
	path string
}

// kept are the endings of what people write by hand: no report and no log goes there.
var kept = []struct{ ending, what string }{
	{suiteExtension, "a suite"},
	{".smtp.json", "a suite"},
	{".smtpvars.hcl", "a file of variables"},
}

// distinct makes sure, before anything is run, that no output takes the place of a file
// that is read, or of another output.
func distinct(outputs, inputs []place) error {
	for i, out := range outputs {
		if named := keptName(out.path); named != "" {
			return invalid("%s would write over %s, which is named as %s is: name another file", out.what, out.path, named)
		}
		for _, in := range inputs {
			if sameFile(out.path, in.path) {
				return invalid("%s would write over %s, which is %s: name another file", out.what, out.path, in.what)
			}
		}
		for _, other := range outputs[:i] {
			if sameFile(out.path, other.path) {
				return invalid("%s and %s both go to %s", other.what, out.what, out.path)
			}
		}
	}
	return nil
}

// keptName is what a file is by its name or by that of the file that it links to, or "".
func keptName(path string) string {
	names := []string{path}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		names = append(names, real)
	}
	for _, k := range kept {
		if slices.ContainsFunc(names, func(name string) bool { return strings.HasSuffix(strings.ToLower(name), k.ending) }) {
			return k.what
		}
	}
	return ""
}

// sameFile reports whether two paths lead to one file, also where it does not exist yet.
// What is no file, such as /dev/null, may be written to twice.
func sameFile(a, b string) bool {
	one, errOne := os.Stat(a)
	two, errTwo := os.Stat(b)
	switch {
	case errOne == nil && errTwo == nil:
		return one.Mode().IsRegular() && os.SameFile(one, two)
	case errOne == nil || errTwo == nil:
		return false
	}
	return whole(a) == whole(b)
}

// whole is a path from the root, with the links among its folders followed.
func whole(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return filepath.Clean(path)
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		return filepath.Join(folder, filepath.Base(abs))
	}
	return abs
}

// places are the files that the reports go to. The names of a folder's files follow from
// what is in the run.
func (f *reportFlags) places() []place {
	var out []place
	for _, w := range f.wanted {
		if w.path != "-" && !isFolder(w.path) {
			out = append(out, place{"--report " + w.format.Name, w.path})
		}
	}
	return out
}

// checkPlaces is distinct for the files of a run.
func (a *app) checkPlaces(args []string, f *runFlags) error {
	if f.log == "-" {
		return invalid("--log names a file: the run log is raw, and does not go to standard output; such as --log run.jsonl")
	}
	outputs := f.out.places()
	inputs := f.load.places(args)
	if f.log != "" {
		outputs = append(outputs, place{"--log", f.log})
	}
	if last, err := a.lastLog(); err == nil && (f.log == "" || !sameFile(f.log, last)) {
		inputs = append(inputs, place{"the last run's log", last})
	}
	return distinct(outputs, inputs)
}

// places are the files that a load reads. What is wrong with an argument is said when it
// is loaded.
func (l *loadFlags) places(args []string) []place {
	var in []place
	targets, _ := dsl.Discover(args, dslWorld().Suites)
	for _, t := range targets {
		if t.Path != "" {
			in = append(in, place{"a suite of this run", t.Path})
		}
	}
	for _, v := range l.vars {
		if v.File != "" {
			in = append(in, place{"the file of --var-file", v.File})
		}
	}
	return in
}
