package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// goPackage is what `go list -json` says of a package and we ask about.
type goPackage struct {
	ImportPath string
	Imports    []string
}

// importRule is one line of testdata/imports.txt.
type importRule struct {
	line    int
	pattern string   // a package of the module, or everything below it
	allowed []string // packages of the module and modules, by their paths
	used    bool
}

// TestImports holds the arrows between the packages to those of
// testdata/imports.txt, on every system that the program is built for, for a
// file for Windows alone may have an arrow of its own. Tests may import what
// they like.
func TestImports(t *testing.T) {
	module := strings.TrimSpace(string(goOutput(t, "", "list", "-m")))
	rules := readImportRules(t, "testdata/imports.txt")
	seen := map[string]bool{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		for _, pkg := range listPackages(t, system) {
			for _, complaint := range checkImports(pkg, module, rules) {
				if !seen[complaint] {
					t.Errorf("GOOS=%s: %s", system, complaint)
				}
				seen[complaint] = true
			}
		}
	}
	for _, r := range rules {
		if !r.used {
			t.Errorf("testdata/imports.txt:%d: %s matches no package", r.line, r.pattern)
		}
	}
}

// checkImports lists the arrows of a package that its rule does not have.
func checkImports(pkg goPackage, module string, rules []*importRule) []string {
	name := strings.TrimPrefix(strings.TrimPrefix(pkg.ImportPath, module), "/")
	rule := ruleFor(name, rules)
	if rule == nil {
		return []string{fmt.Sprintf("%s has no line in testdata/imports.txt", name)}
	}
	rule.used = true
	var complaints []string
	for _, path := range pkg.Imports {
		ours := strings.HasPrefix(path, module+"/")
		if !ours && !strings.Contains(strings.SplitN(path, "/", 2)[0], ".") {
			continue // the standard library
		}
		path = strings.TrimPrefix(path, module+"/")
		if !slices.ContainsFunc(rule.allowed, func(a string) bool { return allows(a, path, ours) }) {
			complaints = append(complaints, fmt.Sprintf("%s imports %s, which testdata/imports.txt:%d does not allow", name, path, rule.line))
		}
	}
	return complaints
}

// ruleFor is the rule of a package: the first that matches, so that a line for
// one package stands above the line for all beside it.
func ruleFor(name string, rules []*importRule) *importRule {
	for _, r := range rules {
		if matches(r.pattern, name) {
			return r
		}
	}
	return nil
}

// matches reports whether a pattern, a path or a path with "/..." behind it, is
// for a package. Unlike the go command's, DIR/... is not for DIR itself.
func matches(pattern, path string) bool {
	if above, below := strings.CutSuffix(pattern, "/..."); below {
		return strings.HasPrefix(path, above+"/")
	}
	return pattern == path
}

// allows reports whether an allowed path covers an import: a package of ours
// exactly or by pattern, a package of others by its module.
func allows(allowed, path string, ours bool) bool {
	if allowed == "*" {
		return ours
	}
	return matches(allowed, path) || !ours && strings.HasPrefix(path, allowed+"/")
}

// readImportRules reads the rules: PACKAGE: ALLOWED ... # why.
func readImportRules(t *testing.T, file string) []*importRule {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rules []*importRule
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		rule, why, _ := strings.Cut(lines.Text(), "#")
		if strings.TrimSpace(rule) == "" {
			continue
		}
		pattern, allowed, found := strings.Cut(rule, ":")
		if !found || strings.TrimSpace(why) == "" {
			t.Fatalf("%s:%d: want PACKAGE: ALLOWED ... # why", file, n)
		}
		rules = append(rules, &importRule{line: n, pattern: strings.TrimSpace(pattern), allowed: strings.Fields(allowed)})
	}
	return rules
}

// listPackages asks the go command for every package of the module.
func listPackages(t *testing.T, system string) []goPackage {
	t.Helper()
	out := goOutput(t, system, "list", "-e", "-json=ImportPath,Imports", "./...")
	var pkgs []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

// goOutput runs the go command at the module's root.
func goOutput(t *testing.T, system string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if system != "" {
		cmd.Env = append(cmd.Env, "GOOS="+system)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, stderr.Bytes())
	}
	return out
}

// TestImportRules shows on packages of its own that the check would complain.
func TestImportRules(t *testing.T) {
	rules := []*importRule{
		{line: 1, pattern: "leaf"},
		{line: 2, pattern: "kinds/...", allowed: []string{"leaf", "example.org/dns"}},
		{line: 3, pattern: "cmd/tool", allowed: []string{"*"}},
	}
	for _, test := range []struct {
		name, pkg, imports string
		complaints         int
	}{
		{"standard library", "leaf", "net/http", 0},
		{"our own", "leaf", "m.test/kinds/a", 1},
		{"somebody's", "leaf", "example.org/dns", 1},
		{"allowed", "kinds/a", "m.test/leaf", 0},
		{"allowed module", "kinds/a", "example.org/dns/rr", 0},
		{"module of a longer name", "kinds/a", "example.org/dnsx", 1},
		{"sibling", "kinds/a", "m.test/kinds/b", 1},
		{"all of ours", "cmd/tool", "m.test/kinds/b", 0},
		{"all of ours is not theirs", "cmd/tool", "example.org/dns", 1},
		{"no rule", "kinds", "fmt", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			pkg := goPackage{ImportPath: "m.test/" + test.pkg, Imports: []string{test.imports}}
			if got := checkImports(pkg, "m.test", rules); len(got) != test.complaints {
				t.Errorf("complaints %q, want %d", got, test.complaints)
			}
		})
	}
}
