package runlog

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"sort"

	"github.com/smtpspec/smtpspec/runner/result"
)

// maxLine bounds what one line may take. A test's transcript is bounded to a
// mebibyte when it is recorded, and JSON can make six bytes of one.
const maxLine = 16 << 20

// Log is a run log that was opened for reading.
type Log struct {
	result.Run
	file   *os.File
	places []place
	size   int  // of the tests' lines, in bytes
	ended  bool // there is a footer
}

// place is where a test's line stands.
type place struct {
	index  int
	offset int64
	length int
	test   *result.Test // nil: to be read
}

// add notes a test; t is nil where it has yet to be read. Tests are kept as long
// as there is room for all of them: a part of a large run would take the memory
// and save little.
func (l *Log) add(p place, t *result.Test) {
	before := l.size
	if l.size += p.length; l.small() {
		p.test = t
	} else if before <= mostKept {
		for i := range l.places {
			l.places[i].test = nil
		}
	}
	l.places = append(l.places, p)
}

// small reports whether the run's tests are kept in memory.
func (l *Log) small() bool { return l.size <= mostKept }

// ready makes a log fit to be read whose places are known.
func (l *Log) ready() error {
	sort.SliceStable(l.places, func(i, j int) bool { return l.places[i].index < l.places[j].index })
	l.Each = l.each()
	if l.ended {
		return nil
	}
	return l.amend()
}

// Open reads a run log's header and footer and finds its tests, which are read
// again each time they are asked for. A log without a footer was cut off: its
// run counts as interrupted.
func Open(path string) (*Log, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("run log: %w", err)
	}
	l := &Log{file: file}
	if err := l.index(); err != nil {
		file.Close()
		return nil, fmt.Errorf("run log %s: %w", path, err)
	}
	return l, nil
}

// Close closes the file. The run's tests can no longer be read then.
func (l *Log) Close() error { return l.file.Close() }

// index goes through the lines once.
func (l *Log) index() error {
	r := bufio.NewReaderSize(l.file, 256<<10)
	var offset int64
	for number := 1; ; number++ {
		line, err := readLine(r)
		if errors.Is(err, io.EOF) && len(line) == 0 {
			break
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("line %d: %w", number, err)
		}
		isFooter, err := l.take(line, offset, number)
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		l.ended = l.ended || isFooter
		offset += int64(len(line))
	}
	if l.Header.Format == 0 {
		return errors.New("is no run log: it has no header")
	}
	return l.ready()
}

// take looks at one line.
func (l *Log) take(line []byte, offset int64, number int) (footer bool, err error) {
	if number == 1 { // an editor may have put a byte order mark in front
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
	}
	if len(bytes.TrimSpace(line)) == 0 {
		return false, nil
	}
	// A test's body is left for later: the head tells all that is needed here.
	head := struct {
		Type   string         `json:"type"`
		Index  int            `json:"index"`
		Header *result.Header `json:"header"`
		Footer *result.Footer `json:"footer"`
	}{}
	if err := json.Unmarshal(line, &head); err != nil {
		if number > 1 {
			return false, nil // a line that was cut off when the run was
		}
		return false, fmt.Errorf("is no run log: %w", err)
	}
	switch {
	case head.Type == "header" && head.Header != nil:
		if head.Header.Format > result.Format {
			return false, fmt.Errorf("was written by a newer smtpspec (%s, format %d; this one reads %d)",
				head.Header.Version, head.Header.Format, result.Format)
		}
		if head.Header.Format < result.Format && head.Header.Format > 0 {
			return false, fmt.Errorf("was written by an older smtpspec (%s, format %d; this one reads %d): run the suite again",
				head.Header.Version, head.Header.Format, result.Format)
		}
		l.Header = *head.Header
	case head.Type == "test":
		l.add(place{index: head.Index, offset: offset, length: len(line)}, nil)
	case head.Type == "footer" && head.Footer != nil:
		l.Footer = *head.Footer
		return true, nil
	}
	return false, nil
}

// amend makes up the footer that a cut-off run never wrote.
func (l *Log) amend() error {
	l.Footer = result.Footer{Interrupted: true, Exit: result.ExitInterrupted, Ended: l.Header.Started}
	for t, err := range l.each() {
		if err != nil {
			return err
		}
		l.Footer.Counts.Add(t.Status)
		if end := t.Started.Add(t.Took); end.After(l.Footer.Ended) {
			l.Footer.Ended = end
		}
	}
	return nil
}

// each yields the tests by their place in the run. Those of a small run are kept,
// since every report asks for all of them.
func (l *Log) each() iter.Seq2[result.Test, error] {
	return func(yield func(result.Test, error) bool) {
		var buf []byte
		for i := range l.places {
			p := &l.places[i]
			if p.test != nil {
				if !yield(*p.test, nil) {
					return
				}
				continue
			}
			if cap(buf) < p.length {
				buf = make([]byte, p.length)
			}
			buf = buf[:p.length]
			t, err := l.read(*p, buf)
			if err == nil && l.small() {
				p.test = &t
			}
			if !yield(t, err) || err != nil {
				return
			}
		}
	}
}

func (l *Log) read(p place, buf []byte) (result.Test, error) {
	if _, err := l.file.ReadAt(buf, p.offset); err != nil && !errors.Is(err, io.EOF) {
		return result.Test{}, fmt.Errorf("run log: %w", err)
	}
	var r record
	if err := json.Unmarshal(buf, &r); err != nil {
		return result.Test{}, fmt.Errorf("run log: test %d: %w", p.index, err)
	}
	if r.Test == nil {
		return result.Test{}, fmt.Errorf("run log: test %d has no body", p.index)
	}
	return *r.Test, nil
}

// readLine reads one line with its end, up to maxLine.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > maxLine {
			return nil, fmt.Errorf("is longer than %d MiB", maxLine>>20)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}
