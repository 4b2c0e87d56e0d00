package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDocsInternet runs the commands of blocks that run=internet marks, on a terminal
// of 100 columns, in the small internet of these tests: tenant=PROFILE says how
// tenants' hosts answer there, and without=25 that port 25 does not get out. It
// rewrites what they print with -update.
func TestDocsInternet(t *testing.T) {
	for _, p := range docPages(t) {
		var marked []fence
		for _, f := range p.fences {
			if f.marks["run"] == "internet" {
				marked = append(marked, f)
			}
		}
		if len(marked) == 0 {
			continue
		}
		t.Run(filepath.Base(p.name), func(t *testing.T) {
			inFolder(t)
			n := newInternet(t, nil)
			var edits []pageEdit
			for _, f := range marked {
				edits = append(edits, n.checkConsole(t, f)...)
			}
			if *update {
				p.apply(t, edits)
			}
		})
	}
}

// checkConsole runs a block's commands and compares what they print.
func (n *internet) checkConsole(t *testing.T, f fence) []pageEdit {
	t.Helper()
	tenant := f.marks["tenant"]
	if tenant == "" {
		tenant = "m365-mx"
	}
	places := []string{"m365-submission", "google", tenant}
	if f.marks["without"] == "25" {
		places = []string{"", "", ""}
	}
	n.place(addrMicrosoft, 25, places[0])
	n.place(addrGoogleMX, 25, places[1])
	n.place(addrTenant, 25, places[2])
	var edits []pageEdit
	for _, c := range f.commands() {
		words := shellWords(c.command)
		var text string
		if words[0] == "cat" {
			text = readFile(t, words[1])
		} else {
			r := n.smtpspec(onScreen, words[1:]...)
			text = r.stdout + r.stderr
		}
		want := f.page.lines[c.start:c.end]
		got := trimEmpty(strings.Split(strings.TrimRight(text, "\n"), "\n"))
		first, ok := showsSo(want, got)
		switch {
		case ok:
		case *update && !slices.Contains(want, elided):
			edits = append(edits, pageEdit{c.start, c.end, got})
		default:
			t.Errorf("%s:%d: $ %s\nnot there: %s\nit prints:\n%s", f.page.name, c.start, c.command, first, text)
		}
	}
	return edits
}
