package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// page is a Markdown page of the documentation.
type page struct {
	name   string // slash-separated, from the repository's root
	path   string // absolute, since tests go to folders of their own
	lines  []string
	fences []fence
}

// fence is a fenced block of a page. Its first line names a language, and behind
// it may stand marks of the form NAME=VALUE.
type fence struct {
	page       *page
	lang       string
	marks      map[string]string
	start, end int // the lines of its text in the page; the first of them counts 0
}

func (f fence) text() string { return strings.Join(f.lines(), "\n") + "\n" }

func (f fence) lines() []string { return f.page.lines[f.start:f.end] }

// readPage reads a page of the repository. Line ends are those of the checkout.
func readPage(t *testing.T, path, name string) *page {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if path, err = filepath.Abs(path); err != nil {
		t.Fatal(err)
	}
	p := &page{name: name, path: path, lines: strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")}
	open, ticks := -1, ""
	for i, line := range p.lines {
		switch {
		case !strings.HasPrefix(line, "```"):
		case open < 0:
			// A block that holds blocks is fenced with more backticks than they.
			open, ticks = i, line[:len(line)-len(strings.TrimLeft(line, "`"))]
		case line == ticks:
			p.fences = append(p.fences, newFence(p, open+1, i))
			open = -1
		}
	}
	if open >= 0 {
		t.Fatalf("%s:%d: the block has no end", name, open+1)
	}
	return p
}

func newFence(p *page, start, end int) fence {
	f := fence{page: p, start: start, end: end, marks: map[string]string{}}
	words := strings.Fields(strings.TrimLeft(p.lines[start-1], "`"))
	for i, word := range words {
		if i == 0 {
			f.lang = word
			continue
		}
		name, value, _ := strings.Cut(word, "=")
		f.marks[name] = value
	}
	return f
}

// shown is one command of a console block, with what the page says it prints.
type shown struct {
	command    string
	start, end int // the lines of its output in the page
}

// commands are the commands of a console block: the lines that begin with "$ ".
// A backslash at the end of a line continues it.
func (f fence) commands() []shown {
	var out []shown
	for i := f.start; i < f.end; i++ {
		line, ok := strings.CutPrefix(f.page.lines[i], "$ ")
		if !ok {
			if len(out) > 0 {
				out[len(out)-1].end = i + 1
			}
			continue
		}
		for strings.HasSuffix(line, `\`) && i+1 < f.end {
			i++
			line = strings.TrimSuffix(line, `\`) + strings.TrimSpace(f.page.lines[i])
		}
		out = append(out, shown{line, i + 1, i + 1})
	}
	return out
}

// volatile is what differs from run to run, and what the pages are read with in
// its place: times, ports, dates, and the blanks by which columns are aligned.
var volatile = []struct {
	is *regexp.Regexp
	as string
}{
	{regexp.MustCompile(`[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000`), "DATE"},
	{regexp.MustCompile(`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z`), "DATE"},
	{regexp.MustCompile(`\d{2}:\d{2}:\d{2}(\.\d+)?`), "TIME"},
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "127.0.0.1:PORT"},
	{regexp.MustCompile(`less than 1 ms|\b\d+(\.\d+)?(ns|µs|ms|s)\b|\b\d+(\.\d+)? (ms|s|min)\b|\(cached\)`), "DURATION"},
	{regexp.MustCompile(`\(go[^)]*\)`), "(GO)"},
	{regexp.MustCompile(`[ \t]+`), " "},
}

// normalLine is a line without what is volatile.
func normalLine(line string) string {
	for _, v := range volatile {
		line = v.is.ReplaceAllString(line, v.as)
	}
	return strings.TrimSpace(line)
}

// elided stands, on a line of its own, for any lines.
const elided = "…"

// showsSo reports whether got is what a page shows; first is the first line of
// the page that was looked for in vain.
func showsSo(want, got []string) (first string, ok bool) {
	got = trimEmpty(got)
	want = trimEmpty(want)
	anywhere := false
	for i := 0; i < len(want); i++ {
		if strings.TrimSpace(want[i]) == elided {
			anywhere = true
			continue
		}
		end := i
		for end < len(want) && strings.TrimSpace(want[end]) != elided {
			end++
		}
		at := findLines(want[i:end], got, anywhere, end == len(want))
		if at < 0 {
			return nearestMiss(want[i:end], got), false
		}
		got, i, anywhere = got[at+end-i:], end-1, false
	}
	if len(got) > 0 && !anywhere {
		return "nothing more, but there is: " + got[0], false
	}
	return "", true
}

// findLines is where a run of lines stands in got: at its begin, or anywhere; at its
// end, where last is set.
func findLines(part, got []string, anywhere, last bool) int {
	for at := 0; at+len(part) <= len(got); at++ {
		if last && anywhere {
			at = len(got) - len(part)
		}
		if equalLines(part, got[at:at+len(part)]) {
			return at
		}
		if !anywhere || last {
			return -1
		}
	}
	return -1
}

func equalLines(a, b []string) bool {
	for i := range a {
		if normalLine(a[i]) != normalLine(b[i]) {
			return false
		}
	}
	return true
}

// nearestMiss is the line of part that is nowhere in got, or else its first one:
// its lines are there, and not in this order.
func nearestMiss(part, got []string) string {
	for _, want := range part {
		found := false
		for _, line := range got {
			found = found || normalLine(line) == normalLine(want)
		}
		if !found {
			return want
		}
	}
	return part[0] + " (its lines are there, and not so one after the other)"
}

func trimEmpty(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

func TestShowsSo(t *testing.T) {
	got := []string{"a", "b", "took 12 ms   now", "c", "d"}
	tests := []struct {
		want string
		ok   bool
	}{
		{"a\nb\ntook 3.1 s now\nc\nd", true},
		{"a\n…", true},
		{"…\nd", true},
		{"…\nc", false},
		{"a\n…\nc\nd", true},
		{"a\n…\nc\n…", true},
		{"b\n…", false},
		{"a\n…\nb\n…\nd", true},
		{"a\n…\nd\n…\nc\n…", false},
		{"a\nb", false},
		{"…", true},
		{"a\n…\nx\n…", false},
	}
	for _, test := range tests {
		if first, ok := showsSo(strings.Split(test.want, "\n"), got); ok != test.ok {
			t.Errorf("%q: %v, %q", test.want, ok, first)
		}
	}
}
