package dsl

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzLoad: whatever a file holds, loading it ends, does not panic, and says
// something wherever the program that comes out is not to be used.
func FuzzLoad(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*/*.smtp.*")
	for _, path := range paths {
		if src, err := os.ReadFile(path); err == nil && !strings.HasSuffix(path, ".golden") {
			f.Add(src, strings.HasSuffix(path, ".json"))
		}
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, src []byte, inJSON bool) {
		path := filepath.Join(dir, "fuzz.smtp.hcl")
		if inJSON {
			path = filepath.Join(dir, "fuzz.smtp.json")
		}
		if err := os.WriteFile(path, src, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, need := range []bool{true, false} {
			p, diags := Load([]Target{{Path: path, Explicit: true}}, Options{World: testWorld(), NeedValues: need})
			if len(p.Suites) == 0 && !diags.HasErrors() {
				t.Error("nothing came out, and nothing was said")
			}
			for _, s := range p.Suites {
				for _, test := range s.Tests {
					if need && !diags.HasErrors() && test.Endpoint == nil {
						t.Errorf("%s has no endpoint, and nothing was said", test.Address)
					}
				}
			}
		}
	})
}
