package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/runlog"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// logFile is the log of the run at hand. It is written to its own file first and
// becomes the last run's log when the run is over.
type logFile struct {
	*runlog.Writer
	secrets *transcript.Secrets // hidden in what the suites' authors wrote
	path    string
	last    string // where the last run's log is kept; empty where there is no cache folder
	own     bool   // the person named it: it stays
}

// lastLog is where the last run's log is kept.
func (a *app) lastLog() (string, error) {
	folder := a.getenv("SMTPSPEC_CACHE")
	if folder == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", err
		}
		folder = filepath.Join(cache, "smtpspec")
	}
	return filepath.Join(folder, "last-run.jsonl"), nil
}

// createLog begins the log at the path that was asked for, in a folder that is made
// where there is none, or in the cache folder.
func (a *app) createLog(path string) (*logFile, error) {
	l := &logFile{path: path, own: path != "", secrets: a.secrets}
	if last, err := a.lastLog(); err == nil && os.MkdirAll(filepath.Dir(last), 0o700) == nil {
		l.last = last
	}
	var err error
	if l.own {
		err = os.MkdirAll(filepath.Dir(path), 0o700) // the log is raw
	} else {
		l.path, err = l.place()
	}
	if err != nil {
		return nil, fmt.Errorf("run log: %w", err)
	}
	l.Writer, err = runlog.Create(l.path)
	return l, err
}

// place finds a name for a log that nobody asked for: beside the last one, so
// that it can be renamed to it. Where that folder cannot be written to, the run
// goes on all the same, and is not kept.
func (l *logFile) place() (string, error) {
	if l.last != "" {
		if tmp, err := os.CreateTemp(filepath.Dir(l.last), "run-*.jsonl"); err == nil {
			return tmp.Name(), tmp.Close()
		}
		l.last = ""
	}
	tmp, err := os.CreateTemp("", "smtpspec-*.jsonl")
	if err != nil {
		return "", err
	}
	return tmp.Name(), tmp.Close()
}

// keep makes this run the last one.
func (l *logFile) keep() error {
	if l.last == "" {
		return nil
	}
	if l.own {
		return copyLog(l.path, l.last)
	}
	if err := os.Rename(l.path, l.last); err != nil {
		return err
	}
	l.path = ""
	return nil
}

// discard removes a log that nobody asked for and that was not kept.
func (l *logFile) discard() {
	if !l.own && l.path != "" {
		os.Remove(l.path)
	}
}

// copyLog copies a log, which only its owner may read.
func copyLog(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	return replaceFile(to, 0o600, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}

// lastFailed are the tests of the last run that did not pass, or nil where that
// was not asked.
func (a *app) lastFailed(wanted bool) (map[string]bool, error) {
	if !wanted {
		return nil, nil
	}
	path, err := a.lastLog()
	if err != nil {
		return nil, invalid("--last-failed: %v", err)
	}
	log, err := runlog.Open(path)
	if err != nil {
		return nil, invalid("--last-failed: there is no last run to look at: %v", err)
	}
	defer log.Close()
	failed := map[string]bool{}
	for t, err := range log.Tests() {
		if err != nil {
			return nil, invalid("--last-failed: %v", err)
		}
		if t.Status != result.Pass && t.Status != result.Skip {
			failed[runner.Key(t.Suite, t.Address)] = true
		}
	}
	return failed, nil
}
