package dsl

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/hashicorp/hcl/v2"
)

// writeTree writes files below a temporary folder; a name that ends in a slash is a
// folder.
func writeTree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(path, 0o755); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func utf16Text(text string, big bool) string {
	var b bytes.Buffer
	for _, unit := range append([]uint16{0xfeff}, utf16.Encode([]rune(text))...) {
		hi, lo := byte(unit>>8), byte(unit)
		if big {
			b.Write([]byte{hi, lo})
		} else {
			b.Write([]byte{lo, hi})
		}
	}
	return b.String()
}

func TestReadSource(t *testing.T) {
	const text = "suite {\r\n  title = \"Zürich 📠\"\r\n}\r\n"
	dir := writeTree(t, map[string]string{
		"plain.smtp.hcl":  text,
		"bom.smtp.hcl":    "\ufeff" + text,
		"le.smtp.hcl":     utf16Text(text, false),
		"be.smtp.hcl":     utf16Text(text, true),
		"same.smtp.json":  `{}`,
		"empty.smtp.hcl":  "",
		"upper.SMTP.JSON": `{}`,
	})
	for _, name := range []string{"plain", "bom", "le", "be"} {
		s, diags := readSource(filepath.Join(dir, name+".smtp.hcl"))
		if diags.HasErrors() || string(s.Bytes) != text || s.JSON || len(s.SHA256) != 64 {
			t.Errorf("%s: got %+v, %v", name, s, diags)
		}
	}
	for name, json := range map[string]bool{"same.smtp.json": true, "upper.SMTP.JSON": true, "empty.smtp.hcl": false} {
		if s, diags := readSource(filepath.Join(dir, name)); diags.HasErrors() || s.JSON != json {
			t.Errorf("%s: got %+v, %v", name, s, diags)
		}
	}
}

func TestReadSourceErrors(t *testing.T) {
	dir := writeTree(t, map[string]string{
		"huge.smtp.hcl":    strings.Repeat("# comment\n", MaxSource/10+1),
		"latin1.smtp.hcl":  "suite {\n  title = \"Z\xfcrich\"\n}\n",
		"binary.smtp.hcl":  "a\n\x00b",
		"half.smtp.hcl":    "\xff\xfea",
		"lone.smtp.hcl":    "\xff\xfe\x00\xd8",
		"le32.smtp.hcl":    "\xff\xfe\x00\x00a\x00\x00\x00",
		"be32.smtp.hcl":    "\x00\x00\xfe\xff\x00\x00\x00a",
		"cr.smtp.hcl":      "suite {\r}\r",
		"folder.smtp.hcl/": "",
	})
	tests := map[string]string{
		"huge.smtp.hcl":    "it is larger than 1 MiB, the most that is read.",
		"latin1.smtp.hcl":  "line 2 is not UTF-8; save the file as UTF-8.",
		"binary.smtp.hcl":  "line 2 has a NUL byte in it; this is no text file, or not saved as UTF-8.",
		"half.smtp.hcl":    "it is UTF-16 with half a character at its end.",
		"lone.smtp.hcl":    "it is UTF-16 with a broken character in it.",
		"le32.smtp.hcl":    "it is UTF-32; save the file as UTF-8.",
		"be32.smtp.hcl":    "it is UTF-32; save the file as UTF-8.",
		"cr.smtp.hcl":      "its lines end in CR alone, as on very old systems; save the file with LF or CRLF.",
		"folder.smtp.hcl":  "it is a folder.",
		"missing.smtp.hcl": "there is no such file.",
	}
	for name, want := range tests {
		path := filepath.Join(dir, name)
		s, diags := readSource(path)
		if s != nil || len(diags) != 1 || diags[0].Detail != filepath.ToSlash(path)+" cannot be read: "+want {
			t.Errorf("%s: got %v, %v", name, s, diags)
		}
	}
}

func TestReadBuiltin(t *testing.T) {
	suites := fstest.MapFS{"m365/direct.smtp.hcl": {Data: []byte("suite {}\n")}}
	s, diags := readBuiltin(suites, "m365/direct")
	if diags.HasErrors() || s.Name != "builtin:m365/direct" || s.Path != "" {
		t.Errorf("got %+v, %v", s, diags)
	}
	if _, diags := readBuiltin(suites, "m365/dierct"); len(diags) != 1 ||
		diags[0].Detail != `There is no built-in suite named "m365/dierct". Did you mean "m365/direct"? All of them: smtpspec suites.` {
		t.Errorf("got %v", diags)
	}
}

func TestRange(t *testing.T) {
	src, _ := newSource("a.smtp.hcl", []byte("one\r\ntwo\n\nfour"))
	s := sources{src.Name: src}
	for line, want := range map[int]string{1: "one", 2: "two", 3: "", 4: "four", 5: "", 0: ""} {
		r := s.rng(hcl.Range{Filename: "a.smtp.hcl", Start: hcl.Pos{Line: line, Column: 2}, End: hcl.Pos{Line: line, Column: 3}})
		if want := (Range{File: "a.smtp.hcl", Line: line, Column: 2, EndLine: line, EndColumn: 3, Source: want}); r != want {
			t.Errorf("line %d: got %+v", line, r)
		}
	}
}

func TestReadInside(t *testing.T) {
	dir := writeTree(t, map[string]string{
		"secret.txt":            "secret",
		"repo/.git/":            "",
		"repo/ca.pem":           "certificate",
		"repo/suites/a.txt":     "beside",
		"repo/suites/sub/b.txt": "below",
		"repo/big.txt":          strings.Repeat("x", MaxSource+1),
	})
	repo := filepath.Join(dir, "repo")
	suites := filepath.Join(repo, "suites")
	for link, target := range map[string]string{"out.txt": "../../secret.txt", "in.txt": "../ca.pem"} {
		if err := os.Symlink(filepath.FromSlash(target), filepath.Join(suites, link)); err != nil {
			t.Fatal(err)
		}
	}
	root := repositoryRoot(suites)
	if real, _ := realPath(repo); root != real {
		t.Fatalf("root is %s", root)
	}
	for name, want := range map[string]string{
		"a.txt": "beside", "sub/b.txt": "below", "../ca.pem": "certificate", "in.txt": "certificate",
		filepath.Join(root, "ca.pem"): "certificate",
	} {
		if raw, err := readInside(suites, root, name); err != nil || string(raw) != want {
			t.Errorf("%s: got %q, %v", name, raw, err)
		}
	}
	for name, want := range map[string]string{
		"":                                  "is empty",
		"../../secret.txt":                  "outside the repository",
		filepath.Join(dir, "secret.txt"):    "outside the repository",
		"out.txt":                           "cannot be read",
		"missing.txt":                       "there is no such file",
		"sub":                               "it is a folder",
		"../big.txt":                        "larger than 1 MiB",
		"../../../../../../../../etc/hosts": "outside the repository",
	} {
		raw, err := readInside(suites, root, name)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %q, %v", name, raw, err)
		}
	}
	if _, err := readInside("", "", "a.txt"); err == nil {
		t.Error("a built-in suite read a file")
	}
}

func TestRepositoryRoot(t *testing.T) {
	dir := writeTree(t, map[string]string{".smtpspec.hcl": "", "a/b/": "", "a/.git": "gitdir: elsewhere"})
	real, _ := realPath(dir)
	if got := repositoryRoot(filepath.Join(dir, "a", "b")); got != filepath.Join(real, "a") {
		t.Errorf("got %s", got)
	}
	if got := repositoryRoot(dir); got != real {
		t.Errorf("got %s", got)
	}
}
