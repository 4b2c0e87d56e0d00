// Package runlog keeps a run as it happened, one JSON object a line: a header,
// every finished test in the order in which it ended, and a footer. It is the raw
// record, from which every report can be made again, so it is written for its
// owner's eyes only (mode 0600); what is shared is redacted later.
//
// A line is written when its test ends, so that a run which is cut off leaves
// what it had. A line carries its test's place in the run, and readers follow the
// places: reports keep the suites' order whatever ran in parallel.
package runlog

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"github.com/smtpspec/smtpspec/runner/result"
)

// record is one line.
type record struct {
	Type   string         `json:"type"` // "header", "test" or "footer"
	Index  int            `json:"index,omitempty"`
	Header *result.Header `json:"header,omitempty"`
	Test   *result.Test   `json:"test,omitempty"`
	Footer *result.Footer `json:"footer,omitempty"`
}

// mostKept bounds the runs whose tests are kept in memory beside the file, by the
// bytes of their lines: several reports of a small run need not read them again,
// and a large run takes no memory for it.
const mostKept = 4 << 20

// Writer writes a run log. It is used by one goroutine at a time.
type Writer struct {
	file   *os.File
	buf    *bufio.Writer
	line   bytes.Buffer
	enc    *json.Encoder // into line
	offset int64
	log    Log // what a reader would find
}

// Create begins a run log at path. An older one is replaced; anything but a file
// is left alone, since a log is read again.
func Create(path string) (*Writer, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("run log: %s is no regular file", path)
	}
	// Removed first: truncating would keep the mode of what was there.
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		return nil, fmt.Errorf("run log: %w", err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("run log: %w", err)
	}
	w := &Writer{file: file, buf: bufio.NewWriterSize(file, 64<<10)}
	w.enc = json.NewEncoder(&w.line)
	w.enc.SetEscapeHTML(false)
	return w, nil
}

// Header writes the first line.
func (w *Writer) Header(h result.Header) error {
	w.log.Header = h
	return w.write(record{Type: "header", Header: &h})
}

// Test writes a finished test with its place in the run.
func (w *Writer) Test(index int, t result.Test) error {
	at := w.offset
	if err := w.write(record{Type: "test", Index: index, Test: &t}); err != nil {
		return err
	}
	w.log.add(place{index: index, offset: at, length: int(w.offset - at)}, &t)
	return nil
}

// Footer writes the last line.
func (w *Writer) Footer(f result.Footer) error {
	w.log.Footer, w.log.ended = f, true
	return w.write(record{Type: "footer", Footer: &f})
}

// Close ends the log.
func (w *Writer) Close() error {
	err := w.flush()
	if cerr := w.file.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("run log: %w", err)
	}
	return nil
}

// Path is where the log is.
func (w *Writer) Path() string { return w.file.Name() }

// Log is the run that was written, for its reports: what Open gives for the same
// file, without reading again what is still in memory. It is called after Close.
func (w *Writer) Log() (*Log, error) {
	file, err := os.Open(w.file.Name())
	if err != nil {
		return nil, fmt.Errorf("run log: %w", err)
	}
	l := w.log
	l.file = file
	if err := l.ready(); err != nil {
		file.Close()
		return nil, fmt.Errorf("run log %s: %w", w.file.Name(), err)
	}
	return &l, nil
}

// write writes one line, whole, so that a run that is cut off leaves what it had.
func (w *Writer) write(r record) error {
	w.line.Reset()
	if err := w.enc.Encode(r); err != nil {
		return fmt.Errorf("run log: %w", err)
	}
	n, err := w.buf.Write(w.line.Bytes())
	w.offset += int64(n)
	if err != nil {
		return fmt.Errorf("run log: %w", err)
	}
	return w.flush()
}

func (w *Writer) flush() error {
	if err := w.buf.Flush(); err != nil {
		return fmt.Errorf("run log: %w", err)
	}
	return nil
}
