package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// TestRefusalTable has the replies of the table in docs/reading-refusals.md
// explained: each gets the class that the page says, with the stage where it is
// known.
func TestRefusalTable(t *testing.T) {
	const name = "docs/reading-refusals.md"
	p := readPage(t, filepath.Join(repository, filepath.FromSlash(name)), name)
	w := newWorkplace(t)
	inside, rows := false, 0
	for i, line := range p.lines {
		inside = (inside || line == "<!-- refusals -->") && line != "<!-- end refusals -->"
		cells := strings.Split(line, " | ")
		if !inside || len(cells) != 4 || !strings.HasPrefix(line, "| `") {
			continue
		}
		rows++
		args := []string{"explain", "--format", "json", strings.Trim(cells[1], "`")}
		if cells[2] != "not known" {
			args = append(args, "--stage", cells[2])
		}
		out := w.smtpspec(args...)
		var got struct{ Class string }
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Errorf("%s:%d: %v\n%s", name, i+1, err, out)
			continue
		}
		if want := strings.Trim(cells[0], "| `"); got.Class != want {
			t.Errorf("%s:%d: class %q, not %q", name, i+1, got.Class, want)
		}
	}
	if rows < 20 {
		t.Errorf("%s: %d rows", name, rows)
	}
}
