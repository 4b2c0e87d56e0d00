package dsl

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

const (
	hclSuffix     = ".smtp.hcl"
	jsonSuffix    = ".smtp.json"
	builtinPrefix = "builtin:"
)

// Target is one suite that a command was pointed at.
type Target struct {
	Path     string // the file; empty for a built-in suite
	Line     int    // of `file:line` or `builtin:NAME:line`; 0 means the whole suite
	Builtin  string // NAME of `builtin:NAME`
	Explicit bool   // it was named itself, not found in a folder or by a pattern
}

// Discover finds the suites that the arguments of a command mean: a file,
// file:line, a glob, a folder, builtin:NAME or builtin:NAME:line. No argument means
// the current folder. Each suite comes once, in the order of the arguments and then by name;
// a suite that is named as a whole is not named by its lines too. An argument
// that means nothing is an error.
func Discover(paths []string, builtins fs.FS) ([]Target, hcl.Diagnostics) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var diags hcl.Diagnostics
	list := targetList{at: map[string]int{}}
	for _, arg := range paths {
		found, diag := discoverOne(arg, builtins)
		if diag != nil {
			diags = append(diags, diag)
		}
		for _, t := range found {
			list.add(t)
		}
	}
	return list.whole(), diags
}

func discoverOne(arg string, builtins fs.FS) ([]Target, *hcl.Diagnostic) {
	if name, ok := strings.CutPrefix(arg, builtinPrefix); ok {
		return discoverBuiltin(arg, name, builtins)
	}
	if info, err := os.Stat(arg); err == nil {
		return discoverPath(arg, info, 0)
	}
	if file, line, ok := cutLine(arg); ok {
		info, err := os.Stat(file)
		switch {
		case err == nil && info.IsDir():
			return nil, wrongPath(arg, "%s is a folder, which has no lines", filepath.ToSlash(file))
		case err == nil && line == 0:
			return nil, wrongPath(arg, "lines count from 1")
		case err == nil:
			return discoverPath(file, info, line)
		}
	}
	if strings.ContainsAny(arg, "*?[") {
		return discoverGlob(arg)
	}
	return nil, missingPath(arg, builtins)
}

// discoverBuiltin finds a built-in suite, with or without a line.
func discoverBuiltin(arg, name string, builtins fs.FS) ([]Target, *hcl.Diagnostic) {
	name, line, lined := cutLine(name)
	name = strings.TrimSuffix(name, hclSuffix)
	switch {
	case !fs.ValidPath(name) || !isFile(builtins, name+hclSuffix):
		return nil, unknownBuiltin(builtins, name)
	case lined && line == 0:
		return nil, wrongPath(arg, "lines count from 1")
	}
	return []Target{{Builtin: name, Line: line, Explicit: true}}, nil
}

// cutLine takes a line, and a column that is passed over, off the end: "a:12",
// "a:12:5" and "C:\a:12".
func cutLine(arg string) (file string, line int, ok bool) {
	file, line, ok = cutNumber(arg)
	if before, n, more := cutNumber(file); ok && more {
		return before, n, true
	}
	return file, line, ok
}

func cutNumber(arg string) (before string, n int, ok bool) {
	colon := strings.LastIndexByte(arg, ':')
	// One letter before a colon is a Windows drive.
	if colon < 2 {
		return arg, 0, false
	}
	n, err := strconv.Atoi(arg[colon+1:])
	if err != nil || n < 0 {
		return arg, 0, false
	}
	return arg[:colon], n, true
}

func discoverPath(file string, info fs.FileInfo, line int) ([]Target, *hcl.Diagnostic) {
	if info.IsDir() {
		found, err := suitesBelow(file)
		switch {
		case err != nil:
			return nil, wrongPath(file, "the folder cannot be read: %s", reason(err))
		case len(found) == 0:
			return nil, wrongPath(file, "there is no suite in this folder; the name of a suite ends in %s or %s", hclSuffix, jsonSuffix)
		}
		return found, nil
	}
	if !isSuiteName(file) {
		return nil, wrongPath(file, "%s", notASuite(file))
	}
	return []Target{{Path: filepath.Clean(file), Line: line, Explicit: true}}, nil
}

// suitesBelow finds the suites in a folder and in the folders in it, in name
// order. Names that begin with "." or "_" are passed over, links to folders are
// not followed.
func suitesBelow(dir string) ([]Target, error) {
	var found []Target
	err := filepath.WalkDir(dir, func(p string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := p != dir && strings.ContainsRune("._", rune(entry.Name()[0]))
		switch {
		case entry.IsDir() && hidden:
			return filepath.SkipDir
		case !entry.IsDir() && !hidden && isSuiteName(p):
			found = append(found, Target{Path: filepath.Clean(p)})
		}
		return nil
	})
	return found, err
}

// discoverGlob does what a shell would have done; PowerShell and cmd do not.
func discoverGlob(pattern string) ([]Target, *hcl.Diagnostic) {
	matches, err := filepath.Glob(pattern)
	if err != nil {
		return nil, wrongPath(pattern, "the pattern is not well formed")
	}
	slices.Sort(matches)
	var found []Target
	for _, match := range matches {
		info, err := os.Stat(match)
		switch {
		case err != nil:
		case info.IsDir():
			below, err := suitesBelow(match)
			if err != nil {
				return nil, wrongPath(match, "the folder cannot be read: %s", reason(err))
			}
			found = append(found, below...)
		case isSuiteName(match):
			found = append(found, Target{Path: filepath.Clean(match)})
		}
	}
	if len(found) == 0 {
		return nil, wrongPath(pattern, "no suite matches this pattern")
	}
	return found, nil
}

// targetList keeps targets once each.
type targetList struct {
	targets []Target
	at      map[string]int
}

// add keeps a target, unless it is there already.
func (l *targetList) add(t Target) {
	key := t.key()
	lined := fmt.Sprintf("%s\x00%d", key, t.Line)
	if i, ok := l.at[lined]; ok {
		l.targets[i].Explicit = l.targets[i].Explicit || t.Explicit
		return
	}
	l.at[lined] = len(l.targets)
	l.targets = append(l.targets, t)
}

// key is the same for two ways to write the same file.
func (t Target) key() string {
	if t.Builtin != "" {
		return builtinPrefix + t.Builtin
	}
	if real, err := realPath(t.Path); err == nil {
		return real
	}
	return t.Path
}

// whole returns the targets without the lines of suites that are there as a
// whole.
func (l *targetList) whole() []Target {
	all := map[string]bool{}
	for _, t := range l.targets {
		all[t.key()] = all[t.key()] || t.Line == 0
	}
	var kept []Target
	for _, t := range l.targets {
		if t.Line == 0 || !all[t.key()] {
			kept = append(kept, t)
		}
	}
	return kept
}

func isSuiteName(name string) bool {
	name = strings.ToLower(filepath.Base(name))
	return strings.HasSuffix(name, hclSuffix) || strings.HasSuffix(name, jsonSuffix)
}

func isFile(files fs.FS, name string) bool {
	if files == nil {
		return false
	}
	info, err := fs.Stat(files, name)
	return err == nil && !info.IsDir()
}

// notASuite says why a file is none, and what the person may have meant.
func notASuite(file string) string {
	if strings.Contains(strings.ToLower(filepath.Base(file)), ".smtpvars.") {
		return "this is a file of values, no suite; give it with --var-file"
	}
	return fmt.Sprintf("this is no suite; the name of a suite ends in %s or %s", hclSuffix, jsonSuffix)
}

func wrongPath(arg, format string, args ...any) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError,
		Summary:  "No suite here",
		Detail:   filepath.ToSlash(arg) + ": " + fmt.Sprintf(format, args...) + ".",
	}
}

// missingPath is for a path that does not exist: the folder that it should be
// in is looked at for a name that is near, then the built-in suites.
func missingPath(arg string, builtins fs.FS) *hcl.Diagnostic {
	file, suffix := arg, ""
	if before, _, ok := cutLine(arg); ok {
		file, suffix = before, arg[len(before):]
	}
	if name, _, ok := strings.Cut(arg, "="); ok && hclsyntax.ValidIdentifier(name) {
		// The value may be a password.
		return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "No such path", Detail: fmt.Sprintf(
			"There is no such file or folder. A value is given to a variable with --var %s=VALUE, and a secret with --ask %s.", name, name)}
	}
	detail := fmt.Sprintf("There is no file or folder %s.", filepath.ToSlash(file))
	var names []string
	if entries, err := os.ReadDir(filepath.Dir(file)); err == nil {
		for _, entry := range entries {
			if entry.IsDir() || isSuiteName(entry.Name()) {
				names = append(names, entry.Name())
			}
		}
	}
	if file == "" {
		detail = "The name of a file or folder is empty."
	}
	dir, base := filepath.Split(file)
	near := Suggest(base, names)
	for _, known := range []string{base + hclSuffix, base + jsonSuffix} {
		if near == "" && slices.Contains(names, known) {
			near = known
		}
	}
	switch builtin := strings.TrimSuffix(filepath.ToSlash(file), hclSuffix); {
	case near != "":
		detail += fmt.Sprintf(" Did you mean %s?", filepath.ToSlash(dir)+near+suffix)
	case slices.Contains(builtinNames(builtins), builtin):
		detail += fmt.Sprintf(" Did you mean %s?", builtinPrefix+builtin+suffix)
	}
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "No such path", Detail: detail}
}

func unknownBuiltin(builtins fs.FS, name string) *hcl.Diagnostic {
	names := builtinNames(builtins)
	detail := fmt.Sprintf("There is no built-in suite named %q.%s All of them: smtpspec suites.", name, DidYouMean(name, names))
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Unknown built-in suite", Detail: detail}
}

// builtinNames are the names that may follow "builtin:", in order.
func builtinNames(builtins fs.FS) []string {
	if builtins == nil {
		return nil
	}
	var names []string
	_ = fs.WalkDir(builtins, ".", func(p string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(p, hclSuffix) {
			names = append(names, strings.TrimSuffix(path.Clean(p), hclSuffix))
		}
		return nil
	})
	return names
}
