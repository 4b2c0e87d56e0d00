package dsl

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// repositoryMarks end the search for the repository's root.
var repositoryMarks = []string{".git", ".smtpspec.hcl"}

// repositoryRoot is the folder that no suite in dir may leave: the nearest one
// upwards with .git or .smtpspec.hcl in it, else dir itself.
func repositoryRoot(dir string) string {
	abs, err := realPath(dir)
	if err != nil {
		return dir
	}
	for at := abs; ; {
		for _, mark := range repositoryMarks {
			if _, err := os.Lstat(filepath.Join(at, mark)); err == nil {
				return at
			}
		}
		up := filepath.Dir(at)
		if up == at {
			return abs
		}
		at = up
	}
}

// realPath is an absolute path without symbolic links.
func realPath(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// readInside reads a file that a suite names, relative to the suite's folder and
// inside the repository. Symbolic links that lead out are not followed, so a
// suite from a stranger's pull request reads nothing that did not come with it.
// The errors name the file as the suite does, and no folder of this computer.
func readInside(dir, root, name string) ([]byte, error) {
	if dir == "" {
		return nil, errors.New("a built-in suite has no files beside it")
	}
	rel, err := relativeTo(dir, root, name)
	if err != nil {
		return nil, err
	}
	fail := func(err error) ([]byte, error) {
		return nil, fmt.Errorf("%q cannot be read: %s", name, reason(err))
	}
	r, err := os.OpenRoot(root)
	if err != nil {
		return fail(err)
	}
	defer r.Close()
	info, err := r.Stat(rel)
	if err != nil {
		return fail(err)
	}
	if err := checkRegular(info); err != nil {
		return fail(err)
	}
	f, err := r.Open(rel)
	if err != nil {
		return fail(err)
	}
	defer f.Close()
	raw, err := readAll(f)
	if err != nil {
		return fail(err)
	}
	return raw, nil
}

// relativeTo is the path from root to the file that a suite in dir names.
func relativeTo(dir, root, name string) (string, error) {
	if name == "" {
		return "", errors.New("the name of the file is empty")
	}
	realRoot, err := realPath(root)
	if err != nil {
		return "", fmt.Errorf("%q cannot be read: %s", name, reason(err))
	}
	realDir, err := realPath(dir)
	if err != nil {
		return "", fmt.Errorf("%q cannot be read: %s", name, reason(err))
	}
	path := filepath.FromSlash(name)
	if !filepath.IsAbs(path) {
		path = filepath.Join(realDir, path)
	}
	rel, err := filepath.Rel(realRoot, path)
	if err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("%q is outside the repository; a suite may read only files that came with it", name)
	}
	return rel, nil
}
