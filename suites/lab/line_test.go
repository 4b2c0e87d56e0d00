package lab

import (
	"bufio"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParsePath(t *testing.T) {
	type result struct {
		Path   string
		Params []string
	}
	good := func(arg, path string, params ...string) {
		t.Helper()
		p, ps, ok := parsePath("FROM", arg)
		if diff := cmp.Diff(result{path, params}, result{p, append([]string(nil), ps...)}); !ok || diff != "" {
			t.Errorf("%q: %v %s", arg, ok, diff)
		}
	}
	bad := func(arg string) {
		t.Helper()
		if p, _, ok := parsePath("FROM", arg); ok {
			t.Errorf("%q: got %q, want none", arg, p)
		}
	}
	good("FROM:<a@b.example>", "a@b.example")
	good("from:<>", "")
	good("FROM: <a@b.example> SIZE=1 BODY=8BITMIME", "a@b.example", "SIZE=1", "BODY=8BITMIME")
	good(`FROM:<"a>b \" c"@d.example>`, `"a>b \" c"@d.example`)
	good("FROM:<@relay.example:a@b.example>", "a@b.example")
	bad("")
	bad("FROM:")
	bad("FROM:a@b.example")
	bad("FROM:<a@b.example")
	bad("TO:<a@b.example>")
	bad("FROM:<a@b.example>x")
}

func TestSkipMessage(t *testing.T) {
	for in, rest := range map[string]string{
		".\r\nQUIT":                  "QUIT",
		"a\r\n.\r\nQUIT":             "QUIT",
		"a\r\n..\r\n.\r\nQUIT":       "QUIT",
		"a\n.\nb\r\n.\r\nQUIT":       "QUIT", // bare LF ends nothing
		"a\r\n.\nb\n.\r\n\r\n.\r\nQ": "Q",
		"a\r.\r\n\r\n.\r\nQ":         "Q",
	} {
		r := bufio.NewReader(strings.NewReader(in))
		if _, _, err := skipMessage(r); err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		got := make([]byte, r.Buffered())
		r.Read(got)
		if string(got) != rest {
			t.Errorf("%q: left %q, want %q", in, got, rest)
		}
	}
}

// Whatever a client sends, reading commands ends and lines stay bounded.
func FuzzCommands(f *testing.F) {
	f.Add("EHLO x\r\nMAIL FROM:<a@b> SIZE=1\r\n")
	f.Add("RCPT TO:<\"a>\\\"\"@b>\nDATA\r\n.\r\n")
	f.Fuzz(func(t *testing.T, in string) {
		r := bufio.NewReaderSize(strings.NewReader(in), 16)
		for {
			line, err := readLine(r)
			if err != nil {
				return
			}
			if len(line) > maxLine || strings.Contains(line, "\n") {
				t.Fatalf("line %q", line)
			}
			_, arg := splitCommand(line)
			path, params, ok := parsePath("FROM", arg)
			if ok && len(path)+len(params) > len(line) {
				t.Fatalf("%q: path %q, parameters %q", line, path, params)
			}
			if replies, err := replyLines(line); err == nil && codeOf(replies[0]) == 0 {
				t.Fatalf("%q: lines %q have no code", line, replies)
			}
		}
	})
}
