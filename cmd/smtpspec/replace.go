package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// free makes sure that a flag's file may be written, before anything is done: what
// somebody keeps is replaced with --force only. What is no file (a pipe, /dev/null)
// holds nothing that could be lost.
func free(flag, path string, force bool) error {
	if path == "" || path == "-" {
		return nil
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return invalid("%s: %s is a folder", flag, path)
	case err == nil && info.Mode().IsRegular() && !force:
		return invalid("%s exists already; --force replaces it, %s FILE writes elsewhere", path, flag)
	}
	return nil
}

// replaceFile writes a file whole or not at all: beside its place first, then
// renamed. What is no file and no folder (a pipe, /dev/null) is written to as it
// is, since to rename over it would take it away. A link stays, and the file that
// it leads to is replaced.
func replaceFile(path string, mode fs.FileMode, write func(io.Writer) error) error {
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s is a folder", path)
	case err == nil && !info.Mode().IsRegular():
		return writeThrough(path, write)
	case err == nil:
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".smtpspec-*")
	if err != nil {
		return err
	}
	err = errors.Join(fill(tmp, write), tmp.Chmod(mode), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}

func writeThrough(path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(fill(file, write), file.Close())
}

func fill(file *os.File, write func(io.Writer) error) error {
	w := bufio.NewWriterSize(file, 64<<10)
	if err := write(w); err != nil {
		return err
	}
	return w.Flush()
}
