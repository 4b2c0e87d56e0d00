// Package suites holds the suites that are compiled in. A suite is a file
// NAME.smtp.hcl and is named `builtin:NAME`, on the command line and in
// `include`. Each runs against the lab as it is, and against a real server with a
// few variables; all but egress, which asks real servers about this computer.
package suites

import (
	"embed"
	"io/fs"
	"strings"

	"github.com/smtpspec/smtpspec/suites/internal/preface"
)

//go:embed builtin
var files embed.FS

// extension is what a suite's file name ends in.
const extension = ".smtp.hcl"

// FS holds NAME.smtp.hcl for every `builtin:NAME`. A name may have a folder in it.
func FS() fs.FS {
	sub, err := fs.Sub(files, "builtin")
	if err != nil {
		panic(err) // "builtin" is a valid path: see go:embed
	}
	return sub
}

// Info is what a list shows of a built-in suite.
type Info struct {
	Name  string // without "builtin:"
	Title string // the question that it answers: the first line of its comment
	Doc   string // the rest of the comment at its top
	Real  bool   // it goes to real servers as it is; the others to the lab
}

// List describes the built-in suites in name order. It reads their comments; no
// suite is parsed.
func List() []Info {
	fsys := FS()
	var list []Info
	fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, extension) {
			text, err := fs.ReadFile(fsys, path)
			title, doc := preface.Of(text)
			name := strings.TrimSuffix(path, extension)
			list = append(list, Info{Name: name, Title: title, Doc: doc, Real: !playsLab(name, doc)})
			return err
		}
		return err // never one: the files are compiled in
	})
	return list
}

// playsLab reports a suite whose comment says that the lab plays its servers as it is:
// "smtpspec run builtin:NAME   # against the lab".
func playsLab(name, doc string) bool {
	for line := range strings.Lines(doc) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "smtpspec run builtin:"+name+" "); ok {
			return strings.TrimSpace(rest) == "# against the lab"
		}
	}
	return false
}
