package runner

import (
	"fmt"
	"testing"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

func TestAddressGlobs(t *testing.T) {
	for _, c := range []struct {
		glob, address string
		want          bool
	}{
		{"test.direct_send", "test.direct_send", true},
		{"direct_send", "test.direct_send", true},
		{"direct*", "test.direct_send", true},
		{"test.*", "test.direct_send", true},
		{"direct", "test.direct_send", false},
		{"*send", "test.direct_send", true},
		{"direct?send", "test.direct_send", true},
		{"Direct_Send", "test.direct_send", false},
		{`test.floor["587"]`, `test.floor["587"]`, true},
		{`floor[587]`, `test.floor["587"]`, true},
		{`floor[*]`, `test.floor["587"]`, true},
		{`floor[5]`, `test.floor["587"]`, false},
		{`include.a[k].test.*`, `include.a["k"].test.x`, true},
		{"a.b", "test.axb", false},
	} {
		if got := NewAddressGlobs(c.glob).Match(c.address); got != c.want {
			t.Errorf("NewAddressGlobs(%q).Match(%q) = %t", c.glob, c.address, got)
		}
	}
}

func TestSelection(t *testing.T) {
	suite := &dsl.Suite{File: "a.smtp.hcl"}
	test := &dsl.Test{Address: "test.one", Tags: []string{"m365", "mfp"}, Range: dsl.Range{Line: 10}, End: 20}
	for _, c := range []struct {
		name string
		sel  Selection
		want bool
	}{
		{"everything", Selection{}, true},
		{"one of the tags", Selection{Tags: []string{"x", "mfp"}}, true},
		{"none of the tags", Selection{Tags: []string{"x"}}, false},
		{"a tag to be skipped", Selection{SkipTags: []string{"m365"}}, false},
		{"the block's first line", Selection{Lines: map[string][]int{"a.smtp.hcl": {10}}}, true},
		{"a line inside", Selection{Lines: map[string][]int{"a.smtp.hcl": {3, 15}}}, true},
		{"a line behind", Selection{Lines: map[string][]int{"a.smtp.hcl": {21}}}, false},
		{"another file's line", Selection{Lines: map[string][]int{"b.smtp.hcl": {1}}}, true},
		{"failed last time", Selection{LastFailed: map[string]bool{"a.smtp.hcl test.one": true}}, true},
		{"passed last time", Selection{LastFailed: map[string]bool{}}, false},
		{"glob and tag", Selection{Globs: NewAddressGlobs("one"), Tags: []string{"x"}}, false},
	} {
		if got := c.sel.matches(suite, test); got != c.want {
			t.Errorf("%s: selected = %t", c.name, got)
		}
	}
}

// TestShards checks that the parts of a split are disjoint and whole, and that a
// test's part does not depend on the others.
func TestShards(t *testing.T) {
	for _, of := range []int{1, 2, 3, 7} {
		for i := range 200 {
			key := fmt.Sprintf("a.smtp.hcl test.t[%q]", fmt.Sprint(i))
			n := 0
			for index := 1; index <= of; index++ {
				if (Shard{index, of}).has(key) {
					n++
				}
			}
			if n != 1 {
				t.Fatalf("%s is in %d of %d shards", key, n, of)
			}
		}
	}
}

// TestAnEmptyShardIsNoMistake: a selection that is empty is one.
func TestAnEmptyShardIsNoMistake(t *testing.T) {
	suite := &dsl.Suite{File: "a.smtp.hcl", Tests: []*dsl.Test{fakeTest(smtp.TLSNone)}}
	kinds := (&fakeSession{}).kinds(t)
	tests := 0
	for index := 1; index <= 3; index++ {
		plan, err := Compile([]*dsl.Suite{suite}, Selection{Shard: Shard{index, 3}}, kinds)
		if err != nil {
			t.Fatalf("shard %d: %v", index, err)
		}
		tests += len(plan.Tests)
	}
	if tests != 1 {
		t.Errorf("%d tests in all shards together, want 1", tests)
	}
	if _, err := Compile([]*dsl.Suite{suite}, Selection{Globs: NewAddressGlobs("y"), Shard: Shard{1, 3}}, kinds); err == nil {
		t.Error("a selection that matches nothing was taken for an empty shard")
	}
}
