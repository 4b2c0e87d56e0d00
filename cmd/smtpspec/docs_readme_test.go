package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/dsl/schema"
)

// section are the lines of a page below a heading, up to the next one.
func (p *page) section(t *testing.T, heading string) string {
	t.Helper()
	begin := slices.Index(p.lines, "## "+heading)
	if begin < 0 {
		t.Fatalf("%s has no section %q", p.name, heading)
	}
	end := slices.IndexFunc(p.lines[begin+1:], func(line string) bool { return strings.HasPrefix(line, "## ") })
	if end < 0 {
		return strings.Join(p.lines[begin:], "\n")
	}
	return strings.Join(p.lines[begin:begin+1+end], "\n")
}

var inBackticks = regexp.MustCompile("`([^`]+)`")

// TestReadmeCommands holds the README's lists against the program: it names every
// command, and says of none, and of no word of the language, that it is not there.
func TestReadmeCommands(t *testing.T) {
	p := readPage(t, filepath.Join(repository, "README.md"), "README.md")
	commands := p.section(t, "Commands")
	absent := map[string]bool{}
	for _, match := range inBackticks.FindAllStringSubmatch(p.section(t, "What this version does not do"), -1) {
		absent[match[1]] = true
	}
	for _, c := range (&app{}).root().Commands() {
		if !strings.Contains(commands, "`"+c.Name()) {
			t.Errorf("the README's commands lack %q", c.Name())
		}
		if absent[c.Name()] {
			t.Errorf("the README says that there is no %q", c.Name())
		}
	}
	for _, b := range dsl.Blocks() {
		if b.Name == "endpoint.timeouts" {
			continue // it bounds waits by names of their own
		}
		for _, name := range append(strings.Split(b.Name, "."), schema.Names(b.Attrs)...) {
			if absent[name] {
				t.Errorf("the README says that the language has no %q, which %s has", name, b.Name)
			}
		}
	}
}
