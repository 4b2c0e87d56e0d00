package dsl

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNesting loads files whose nesting would overflow the parser's stack, and
// long ones that are not nested.
func TestNesting(t *testing.T) {
	many := func(n int, open, inner, closing string) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(closing, n)
	}
	local := func(expr string) string { return "locals {\n  a = " + expr + "\n}\n" }
	for name, c := range map[string]struct {
		text    string
		json    bool
		refused bool
	}{
		"parentheses":        {local(many(400000, "(", "1", ")")), false, true},
		"lists":              {local(many(400000, "[", "1", "]")), false, true},
		"templates":          {local(`"` + many(180000, `${"`, "1", `"}`) + `"`), false, true},
		"blocks":             {many(150000, "a {\n", "", "}\n"), false, true},
		"unary":              {local(strings.Repeat("!", 900000) + "true"), false, true},
		"sums":               {local("1" + strings.Repeat("+1", 400000)), false, true},
		"sums over lines":    {local("(1" + strings.Repeat("\n+1", 300000) + ")"), false, true},
		"conditionals":       {local(strings.Repeat("true?1:", 140000) + "1"), false, true},
		"indexes":            {local("f()" + strings.Repeat("[0]", 300000)), false, true},
		"directives":         {local(`"` + strings.Repeat("%{if true}", 90000) + `"`), false, true},
		"JSON":               {`{"locals":{"a":` + many(400000, "[", "1", "]") + `}}`, true, true},
		"JSON not closed":    {`{"locals":{"a":` + strings.Repeat("[", 900000), true, true},
		"templates in JSON":  {`{"locals":{"a":"${` + many(400000, "(", "1", ")") + `}"}}`, true, true},
		"escapes in JSON":    {`{"locals":{"a":"\u0024\u007b` + many(400000, "(", "1", ")") + `}"}}`, true, true},
		"a long list":        {local("[" + strings.Repeat("1 + 1, ", 50000) + "]"), false, false},
		"many lines":         {"locals {\n" + strings.Repeat("# ((((\n", 100000) + "}\n", false, false},
		"many arguments":     {"locals {\n" + manyLocals(20000) + "}\n", false, false},
		"brackets in a text": {local(`"` + strings.Repeat("(", 100000) + `"`), false, false},
		"JSON list":          {`{"locals":{"a":[` + strings.Repeat(`"a{b", `, 50000) + `1]}}`, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			file := "deep.smtp.hcl"
			if c.json {
				file = "deep.smtp.json"
			}
			path := filepath.Join(t.TempDir(), file)
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, diags := Load([]Target{{Path: path}}, Options{World: testWorld()})
			if got := strings.Contains(errorText(diags), "Nested too deeply"); got != c.refused {
				t.Errorf("refused: %v; reported: %.300s", got, errorText(diags))
			}
		})
	}
}

func manyLocals(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("  a")
		for _, digit := range []byte{byte('a' + i/17576%26), byte('a' + i/676%26), byte('a' + i/26%26), byte('a' + i%26)} {
			b.WriteByte(digit)
		}
		b.WriteString(" = [1, 2]\n")
	}
	return b.String()
}
