package dsl

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

var builtinSuites = fstest.MapFS{
	"baseline.smtp.hcl":    {Data: []byte("")},
	"m365/direct.smtp.hcl": {Data: []byte("")},
	"README.md":            {Data: []byte("")},
}

// suiteTree makes a folder of suites the current one.
func suiteTree(t *testing.T) {
	t.Helper()
	t.Chdir(writeTree(t, map[string]string{
		"b.smtp.hcl":            "",
		"a.smtp.hcl":            "",
		"c.smtp.json":           "",
		"notes.md":              "",
		"x.auto.smtpvars.hcl":   "",
		"_draft.smtp.hcl":       "",
		".hidden.smtp.hcl":      "",
		"sub/d.smtp.hcl":        "",
		"sub/deeper/e.smtp.hcl": "",
		"_sub/f.smtp.hcl":       "",
		".git/g.smtp.hcl":       "",
		"empty/":                "",
		"odd:7":                 "",
		"[x].smtp.hcl":          "",
		"with space/h.smtp.hcl": "",
	}))
}

func TestDiscover(t *testing.T) {
	suiteTree(t)
	tests := []struct {
		name  string
		paths []string
		want  []Target
	}{
		{"file", []string{"a.smtp.hcl"}, []Target{{Path: "a.smtp.hcl", Explicit: true}}},
		{"json", []string{"./c.smtp.json"}, []Target{{Path: "c.smtp.json", Explicit: true}}},
		{"line", []string{"a.smtp.hcl:12"}, []Target{{Path: "a.smtp.hcl", Line: 12, Explicit: true}}},
		{"line and column", []string{"a.smtp.hcl:12:5"}, []Target{{Path: "a.smtp.hcl", Line: 12, Explicit: true}}},
		{"two lines", []string{"a.smtp.hcl:12", "a.smtp.hcl:3"},
			[]Target{{Path: "a.smtp.hcl", Line: 12, Explicit: true}, {Path: "a.smtp.hcl", Line: 3, Explicit: true}}},
		{"the whole has its lines", []string{"a.smtp.hcl:12", "a.smtp.hcl"}, []Target{{Path: "a.smtp.hcl", Explicit: true}}},
		{"folder", []string{"sub"}, []Target{{Path: "sub/d.smtp.hcl"}, {Path: "sub/deeper/e.smtp.hcl"}}},
		{"hidden when named", []string{"_draft.smtp.hcl", "_sub"}, []Target{{Path: "_draft.smtp.hcl", Explicit: true}, {Path: "_sub/f.smtp.hcl"}}},
		{"nothing named", nil, []Target{
			{Path: "[x].smtp.hcl"}, {Path: "a.smtp.hcl"}, {Path: "b.smtp.hcl"}, {Path: "c.smtp.json"},
			{Path: "sub/d.smtp.hcl"}, {Path: "sub/deeper/e.smtp.hcl"}, {Path: "with space/h.smtp.hcl"},
		}},
		{"glob", []string{"[ab]*"}, []Target{{Path: "a.smtp.hcl"}, {Path: "b.smtp.hcl"}}},
		{"glob of folders", []string{"s*"}, []Target{{Path: "sub/d.smtp.hcl"}, {Path: "sub/deeper/e.smtp.hcl"}}},
		{"name like a glob", []string{"[x].smtp.hcl"}, []Target{{Path: "[x].smtp.hcl", Explicit: true}}},
		{"once each", []string{"sub", "sub/d.smtp.hcl", "./sub/../sub"},
			[]Target{{Path: "sub/d.smtp.hcl", Explicit: true}, {Path: "sub/deeper/e.smtp.hcl"}}},
		{"builtin", []string{"builtin:m365/direct", "builtin:baseline", "builtin:baseline"},
			[]Target{{Builtin: "m365/direct", Explicit: true}, {Builtin: "baseline", Explicit: true}}},
		{"lines of a builtin", []string{"builtin:m365/direct:12", "builtin:m365/direct:3:5", "builtin:baseline:7", "builtin:baseline"},
			[]Target{{Builtin: "m365/direct", Line: 12, Explicit: true}, {Builtin: "m365/direct", Line: 3, Explicit: true}, {Builtin: "baseline", Explicit: true}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, diags := Discover(test.paths, builtinSuites)
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDiscoverErrors(t *testing.T) {
	suiteTree(t)
	tests := []struct {
		path, want string
	}{
		{"aa.smtp.hcl", `There is no file or folder aa.smtp.hcl. Did you mean a.smtp.hcl?`},
		{"a", `There is no file or folder a. Did you mean a.smtp.hcl?`},
		{"sub/d", `There is no file or folder sub/d. Did you mean sub/d.smtp.hcl?`},
		{"sub/x.smtp.hcl:7", `There is no file or folder sub/x.smtp.hcl. Did you mean sub/d.smtp.hcl:7?`},
		{"nowhere/to/be", `There is no file or folder nowhere/to/be.`},
		{`C:\mail\a.smtp.hcl:12`, `There is no file or folder C:\mail\a.smtp.hcl.`},
		{"", `The name of a file or folder is empty.`},
		{"a.smtp.hcl:0", `a.smtp.hcl:0: lines count from 1.`},
		{"sub:3", `sub:3: sub is a folder, which has no lines.`},
		{"empty", `empty: there is no suite in this folder; the name of a suite ends in .smtp.hcl or .smtp.json.`},
		{"notes.md", `notes.md: this is no suite; the name of a suite ends in .smtp.hcl or .smtp.json.`},
		{"odd:7", `odd:7: this is no suite; the name of a suite ends in .smtp.hcl or .smtp.json.`},
		{"x.auto.smtpvars.hcl", `x.auto.smtpvars.hcl: this is a file of values, no suite; give it with --var-file.`},
		{"*.xyz", `*.xyz: no suite matches this pattern.`},
		{"*.md", `*.md: no suite matches this pattern.`},
		{"[a", `[a: the pattern is not well formed.`},
		{"builtin:basline", `There is no built-in suite named "basline". Did you mean "baseline"? All of them: smtpspec suites.`},
		{"builtin:basline:12", `There is no built-in suite named "basline". Did you mean "baseline"? All of them: smtpspec suites.`},
		{"builtin:baseline:0", `builtin:baseline:0: lines count from 1.`},
		{"baseline", `There is no file or folder baseline. Did you mean builtin:baseline?`},
		{"m365/direct:3", `There is no file or folder m365/direct. Did you mean builtin:m365/direct:3?`},
		{"builtin:", `There is no built-in suite named "". All of them: smtpspec suites.`},
		{"builtin:../x", `There is no built-in suite named "../x". All of them: smtpspec suites.`},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			got, diags := Discover([]string{test.path}, builtinSuites)
			if len(got) != 0 || len(diags) != 1 {
				t.Fatalf("got %v, %v", got, diags)
			}
			if diff := cmp.Diff(test.want, diags[0].Detail); diff != "" {
				t.Error(diff)
			}
		})
	}
	// One mistake does not hide another, nor what was found.
	got, diags := Discover([]string{"nowhere", "a.smtp.hcl", "builtin:x"}, nil)
	if len(got) != 1 || len(diags) != 2 {
		t.Errorf("got %v, %v", got, diags)
	}
}

func TestBuiltinNames(t *testing.T) {
	var files fs.FS = builtinSuites
	if diff := cmp.Diff([]string{"baseline", "m365/direct"}, builtinNames(files)); diff != "" {
		t.Error(diff)
	}
}
