package dsl

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
)

// MaxSource bounds what is read of a suite, and of any file that a suite names.
// The largest suites that people generate have thousands of tests in some
// hundred kilobytes; what is larger is a log or an image that was named by
// mistake.
const MaxSource = 1 << 20

// source is one file as it was read.
type source struct {
	Name   string // as it is shown: slash-separated, relative where that is possible, or "builtin:NAME"
	Path   string // as the operating system knows it; empty for a built-in suite
	Bytes  []byte // UTF-8 without a byte-order mark; line ends as they are
	JSON   bool
	SHA256 string // of the file's bytes as they are on disk, in hex

	lines []int // where each line begins, filled in when it is first needed
}

// readSource reads a suite or a file of values.
func readSource(path string) (*source, hcl.Diagnostics) {
	name := shownName(path)
	raw, err := readBounded(path)
	if err != nil {
		return nil, unreadable(name, err)
	}
	s, diags := newSource(name, raw)
	if s != nil {
		s.Path = path
	}
	return s, diags
}

// readBuiltin reads the suite that `builtin:NAME` names.
func readBuiltin(suites fs.FS, name string) (*source, hcl.Diagnostics) {
	raw, err := fs.ReadFile(suites, name+hclSuffix)
	if err != nil {
		return nil, hcl.Diagnostics{unknownBuiltin(suites, name)}
	}
	return newSource(builtinPrefix+name, raw)
}

// newSource decodes the bytes of a file.
func newSource(name string, raw []byte) (*source, hcl.Diagnostics) {
	text, err := decodeText(raw)
	if err != nil {
		return nil, unreadable(name, err)
	}
	sum := sha256.Sum256(raw)
	return &source{
		Name:   name,
		Bytes:  text,
		JSON:   isJSON(name),
		SHA256: hex.EncodeToString(sum[:]),
	}, nil
}

// readBounded reads a regular file of no more than MaxSource bytes. Anything
// else, a pipe or a device, might never end.
func readBounded(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if err := checkRegular(info); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f)
}

var errHuge = fmt.Errorf("it is larger than %d MiB, the most that is read", MaxSource>>20)

func checkRegular(info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return errors.New("it is a folder")
	case !info.Mode().IsRegular():
		return errors.New("it is no regular file")
	case info.Size() > MaxSource:
		return errHuge
	}
	return nil
}

// readAll reads what a file holds now; it may have grown since it was looked at.
func readAll(r io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxSource+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > MaxSource {
		return nil, errHuge
	}
	return raw, nil
}

// unreadable is the one diagnostic for a file that cannot be read.
func unreadable(name string, err error) hcl.Diagnostics {
	why := reason(err)
	return hcl.Diagnostics{{
		Severity: hcl.DiagError,
		Summary:  "Cannot read file",
		Detail:   fmt.Sprintf("%s cannot be read: %s.", name, why),
	}}
}

// reason is an error without the path that the message names already.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}

// decodeText makes UTF-8 without a byte-order mark of a file's bytes. PowerShell
// 5's ">" writes UTF-16 with a mark, and old editors write Latin-1, which is
// refused: a wrong guess would change what a suite says.
func decodeText(raw []byte) ([]byte, error) {
	text, err := decodeUTF(raw)
	if err == nil && oldLineEnds(text) {
		return nil, errors.New("its lines end in CR alone, as on very old systems; save the file with LF or CRLF")
	}
	return text, err
}

func decodeUTF(raw []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(raw, []byte{0, 0, 0xfe, 0xff}):
		return nil, errors.New("it is UTF-32; save the file as UTF-8")
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		return decodeUTF16(raw[2:], 0)
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		return decodeUTF16(raw[2:], 1)
	}
	text := bytes.TrimPrefix(raw, []byte{0xef, 0xbb, 0xbf})
	if at := firstInvalid(text); at >= 0 {
		return nil, fmt.Errorf("line %d is not UTF-8; save the file as UTF-8", 1+bytes.Count(text[:at], []byte("\n")))
	}
	if at := bytes.IndexByte(text, 0); at >= 0 {
		return nil, fmt.Errorf("line %d has a NUL byte in it; this is no text file, or not saved as UTF-8", 1+bytes.Count(text[:at], []byte("\n")))
	}
	return text, nil
}

func firstInvalid(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// shownName is a path as reports show it and CI systems expect it: with slashes,
// and relative to where the command was started when it is below that.
func shownName(path string) string {
	if filepath.IsAbs(path) {
		if wd, err := os.Getwd(); err == nil {
			if rel, err := filepath.Rel(wd, path); err == nil && filepath.IsLocal(rel) {
				path = rel
			}
		}
	}
	return filepath.ToSlash(filepath.Clean(path))
}

// sources are the files of one load, by the name they are shown under. A loader
// embeds it.
type sources map[string]*source

// rng makes a Range of HCL's, with the text of its first line.
func (s sources) rng(r hcl.Range) Range {
	out := Range{
		File: r.Filename,
		Line: r.Start.Line, Column: r.Start.Column,
		EndLine: r.End.Line, EndColumn: r.End.Column,
	}
	if src := s[r.Filename]; src != nil {
		out.Source = src.line(r.Start.Line)
	}
	return out
}

// line is the text of a line, counted from 1, without its end.
func (s *source) line(n int) string {
	if s.lines == nil {
		s.lines = []int{0}
		for i, c := range s.Bytes {
			if c == '\n' {
				s.lines = append(s.lines, i+1)
			}
		}
	}
	if n < 1 || n > len(s.lines) {
		return ""
	}
	text := s.Bytes[s.lines[n-1]:]
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		text = text[:end]
	}
	return strings.TrimSuffix(string(text), "\r")
}
