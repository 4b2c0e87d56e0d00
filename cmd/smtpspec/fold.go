package main

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/mitchellh/go-wordwrap"
)

// reference is where lists and references are written: on a terminal their lines are
// folded to its width; in a pipe or a file each entry keeps its one line.
func (a *app) reference() io.Writer {
	if width := a.width(a.tty.out); width > 0 {
		return &folder{out: a.out, width: width}
	}
	return a.out
}

// notes is where messages are written, folded as lists are.
func (a *app) notes() io.Writer {
	if width := a.width(a.tty.err); width > 0 {
		return &folder{out: a.err, width: width}
	}
	return a.err
}

// folder folds lines that are too wide. What it is given ends with a line end.
type folder struct {
	out   io.Writer
	width int
	rest  []byte // of a line that has not ended
}

// Write implements io.Writer.
func (f *folder) Write(p []byte) (int, error) {
	f.rest = append(f.rest, p...)
	end := bytes.LastIndexByte(f.rest, '\n') + 1
	if end == 0 {
		return len(p), nil
	}
	var b strings.Builder
	for line := range strings.Lines(string(f.rest[:end])) {
		b.WriteString(fold(strings.TrimRight(line, "\n"), f.width) + "\n")
	}
	f.rest = append(f.rest[:0], f.rest[end:]...)
	_, err := io.WriteString(f.out, b.String())
	return len(p), err
}

// leastColumn is the least width that text is folded to in its column.
const leastColumn = 24

// fold breaks a line at blanks. Its further lines stand under its last column, or, where
// that is too narrow, a little further in than its first.
func fold(line string, width int) string {
	if utf8.RuneCountInString(line) <= width {
		return line
	}
	indent := len(line) - len(strings.TrimLeft(line, " "))
	head, text := line[:indent], line[indent:]
	hang := indent + 4
	if i := strings.LastIndex(text, "  "); i >= 0 {
		column := utf8.RuneCountInString(line[:indent+i+2])
		switch {
		case width-column >= leastColumn:
			head, text, hang = line[:indent+i+2], text[i+2:], column
		case column <= width:
			head, text = strings.TrimRight(line[:indent+i], " ")+"\n"+strings.Repeat(" ", hang), text[i+2:]
		}
	}
	room := max(leastColumn, width-hang)
	under := "\n" + strings.Repeat(" ", hang)
	return head + strings.ReplaceAll(wordwrap.WrapString(text, uint(room)), "\n", under)
}

// reflow wraps a text's paragraphs anew; lines that are indented, and what stands
// under them, keep their breaks.
func reflow(text string, width uint) string {
	var out []string
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		if !strings.Contains(paragraph, "\n ") {
			paragraph = wordwrap.WrapString(strings.ReplaceAll(paragraph, "\n", " "), width)
		}
		out = append(out, paragraph)
	}
	return strings.Join(out, "\n\n")
}
