package main

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/suites/lab"
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

// TestWaitingTable holds the table on waiting in docs/reading-refusals.md against
// what is explained of the lab's replies: each that it names is in the right column,
// and none is missing where the first digit says otherwise.
func TestWaitingTable(t *testing.T) {
	const name = "docs/reading-refusals.md"
	p := readPage(t, filepath.Join(repository, filepath.FromSlash(name)), name)
	w := newWorkplace(t)
	helps := map[string]bool{} // by the reply as the page shortens it
	for _, line := range p.lines {
		cells := strings.Split(line, " | ")
		if !strings.HasPrefix(line, "| answered with ") || len(cells) != 3 {
			continue
		}
		for column, cell := range cells[1:] {
			for _, m := range waitingReply.FindAllStringSubmatch(cell, -1) {
				helps[m[1]] = column == 0
			}
		}
	}
	replies := labReplies(t)
	if len(helps) < 15 || len(replies) < 60 {
		t.Fatalf("%d replies in the table, %d in the lab", len(helps), len(replies))
	}
	seen := map[string]bool{}
	for _, reply := range replies {
		var got struct {
			Helps bool `json:"waiting_helps"`
		}
		if err := json.Unmarshal([]byte(w.smtpspec("explain", "--format", "json", reply)), &got); err != nil {
			t.Fatal(err)
		}
		named := false
		for short, want := range helps {
			if !strings.HasPrefix(reply, short) {
				continue
			}
			named, seen[short] = true, true
			if got.Helps != want {
				t.Errorf("%s: waiting helps against %q: %v, not %v", name, reply, got.Helps, want)
			}
		}
		if !named && got.Helps != strings.HasPrefix(reply, "4") {
			t.Errorf("%s: not named, and waiting helps against it: %v: %q", name, got.Helps, reply)
		}
	}
	for short := range helps {
		if !seen[short] {
			t.Errorf("%s: the lab knows no %q", name, short)
		}
	}
}

// waitingReply finds the replies in a cell, which begin with their code.
var waitingReply = regexp.MustCompile("`([45][0-9]{2} [^`]*)`")

// labReplies are the refusals of the lab's profiles that play Microsoft 365.
func labReplies(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, name := range lab.Names() {
		profile, err := lab.Profile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(name, "m365-") {
			continue
		}
		for _, reply := range append([]string{profile.Banner}, repliesOf(profile)...) {
			if strings.HasPrefix(reply, "4") || strings.HasPrefix(reply, "5") {
				out = append(out, reply)
			}
		}
	}
	return out
}

func repliesOf(p *dsl.Lab) []string {
	var out []string
	for _, on := range p.On {
		out = append(out, on.Reply)
	}
	return out
}
