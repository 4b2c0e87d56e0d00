package dsl

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
)

// maxSnippet is how many lines of source one diagnostic shows; what is wrong
// with a longer part is seen at its beginning.
const maxSnippet = 5

// snippetLine is one line of source under a diagnostic. marked is the part that
// the diagnostic is about.
type snippetLine struct {
	number                int
	before, marked, after string
	carets                bool
	skipped               int // this many lines are left out here
}

// snippet takes the lines out of a file that a diagnostic is about, sensitive
// literals replaced.
func snippet(file *hcl.File, d *hcl.Diagnostic, c *concealer) []snippetLine {
	if file == nil || file.Bytes == nil {
		return nil
	}
	src := c.source(file, d.Subject.Filename)
	subject := clip(*d.Subject, len(src))
	shown := subject
	if d.Context != nil && d.Context.Filename == subject.Filename {
		if over := hcl.RangeOver(subject, clip(*d.Context, len(src))); over.End.Line-over.Start.Line < maxSnippet {
			shown = over
		}
	}
	var lines []snippetLine
	number := shown.Start.Line
	for at := 1 + bytes.LastIndexByte(src[:shown.Start.Byte], '\n'); at <= len(src); number++ {
		if len(lines) > 0 && at >= shown.End.Byte {
			break
		}
		if len(lines) == maxSnippet {
			return append(lines, snippetLine{skipped: shown.End.Line - number + 1})
		}
		end := len(src)
		if nl := bytes.IndexByte(src[at:], '\n'); nl >= 0 {
			end = at + nl
		}
		line := markLine(src, at, end, subject)
		line.number = number
		line.carets = line.marked != "" && subject.Start.Line == subject.End.Line
		lines = append(lines, line)
		at = end + 1
	}
	return lines
}

// clip keeps a range inside a file, and lets an empty one have a character.
func clip(r hcl.Range, size int) hcl.Range {
	if r.Empty() {
		r.End.Byte++
		r.End.Column++
	}
	r.Start.Byte = min(max(r.Start.Byte, 0), size)
	r.End.Byte = min(max(r.End.Byte, r.Start.Byte), size)
	return r
}

// markLine divides the line from start to end by what is meant in it. Line ends are
// left out.
func markLine(src []byte, start, end int, subject hcl.Range) snippetLine {
	text := func(from, to int) string {
		from, to = min(max(from, start), end), min(max(to, start), end)
		return string(bytes.TrimRight(src[from:max(from, to)], "\r"))
	}
	return snippetLine{
		before: text(start, subject.Start.Byte),
		marked: text(subject.Start.Byte, subject.End.Byte),
		after:  text(max(subject.End.Byte, start), end),
	}
}
