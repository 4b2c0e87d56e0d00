package runner

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
)

// Selection says which tests of the given suites are wanted. Its parts narrow
// one another; an empty one selects everything.
type Selection struct {
	Globs      AddressGlobs     // over addresses; any of them
	Tags       []string         // a test has one of them
	SkipTags   []string         // a test has none of them
	Lines      map[string][]int // by suite file: a test stands around one of these lines
	LastFailed map[string]bool  // FILE and address joined by a blank; nil means no such filter
	Shard      Shard
	// Vantage is the site that the run is made from. It selects nothing: tests that
	// belong elsewhere are skipped, and counted.
	Vantage string
}

// Key is how a test is known across runs.
func Key(file, address string) string { return file + " " + address }

// matches reports whether the selection has the test, whatever shard it is in.
func (s Selection) matches(suite *dsl.Suite, t *dsl.Test) bool {
	return s.Globs.Match(t.Address) &&
		(len(s.Tags) == 0 || intersects(s.Tags, t.Tags)) &&
		!intersects(s.SkipTags, t.Tags) &&
		s.matchesLines(suite.File, t) &&
		(s.LastFailed == nil || s.LastFailed[Key(suite.File, t.Address)])
}

func (s Selection) matchesLines(file string, t *dsl.Test) bool {
	lines, ok := s.Lines[file]
	if !ok || len(lines) == 0 {
		return true
	}
	return slices.ContainsFunc(lines, func(l int) bool { return t.Range.Line <= l && l <= t.End })
}

// nothing explains why no test was selected.
func (s Selection) nothing(total int) error {
	if total == 0 {
		return fmt.Errorf("there is no test in the given suites")
	}
	if s.LastFailed != nil && len(s.LastFailed) == 0 {
		return fmt.Errorf("--last-failed selects nothing: no test of the last run failed")
	}
	var by []string
	for _, g := range s.Globs {
		by = append(by, fmt.Sprintf("--test %q", g.text))
	}
	add := func(flag string, values []string) {
		for _, v := range values {
			by = append(by, fmt.Sprintf("%s %q", flag, v))
		}
	}
	add("--tag", s.Tags)
	add("--skip-tag", s.SkipTags)
	if s.LastFailed != nil {
		by = append(by, "--last-failed")
	}
	return fmt.Errorf("the selection (%s) matches none of the %d tests; `smtpspec list` shows their addresses and tags",
		strings.Join(by, ", "), total)
}

func intersects(a, b []string) bool {
	return slices.ContainsFunc(a, func(v string) bool { return slices.Contains(b, v) })
}
