package dsl

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// hiddenSource is the Extra of a diagnostic whose source line holds a sensitive
// value, so that the line is not shown.
type hiddenSource struct{}

// hideSource marks diagnostics as ones whose source is not shown.
func hideSource(diags hcl.Diagnostics) {
	for _, d := range diags {
		d.Extra = hiddenSource{}
	}
}

func isHidden(d *hcl.Diagnostic) bool {
	_, hidden := d.Extra.(hiddenSource)
	return hidden
}

// shortestSecret is the least length at which a sensitive text is looked for: a
// shorter one would be found in half the words there are.
const shortestSecret = 4

const hidden = "(sensitive)"

// concealer knows what is sensitive in the diagnostics of one load. It remembers
// what it worked out, since ten thousand instances of a test may all be wrong.
type concealer struct {
	known   map[*hcl.EvalContext][]string
	sources map[*hcl.File][]byte
	guards  map[*hcl.File]guard
}

func newConcealer() *concealer {
	return &concealer{known: map[*hcl.EvalContext][]string{}, sources: map[*hcl.File][]byte{}, guards: map[*hcl.File]guard{}}
}

// secretsIn are the sensitive strings that an expression could read, the longest
// first, so that none is left over in part.
func (c *concealer) secretsIn(ctx *hcl.EvalContext) []string {
	if ctx == nil {
		return nil
	}
	if found, ok := c.known[ctx]; ok {
		return found
	}
	found := slices.Clone(c.secretsIn(ctx.Parent()))
	for _, v := range ctx.Variables {
		for _, s := range secretStrings(v) {
			if len(s) >= shortestSecret {
				found = append(found, s)
			}
		}
	}
	slices.SortFunc(found, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	c.known[ctx] = slices.Compact(found)
	return c.known[ctx]
}

// guardOf is what must not be shown of a file.
func (c *concealer) guardOf(file *hcl.File, name string) guard {
	if g, ok := c.guards[file]; ok {
		return g
	}
	g := guard{}
	switch {
	case file == nil || file.Bytes == nil:
	case isJSON(name):
		g = guardJSON(file.Bytes)
	default:
		g = guardSource(file.Bytes, name)
	}
	c.guards[file] = g
	return g
}

func isJSON(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".json") }

// source returns a file's bytes with what is sensitive by where it stands replaced by
// asterisks of the same length, so that ranges still fit.
func (c *concealer) source(file *hcl.File, name string) []byte {
	if src, ok := c.sources[file]; ok {
		return src
	}
	src := file.Bytes
	if spans := c.guardOf(file, name).spans; len(spans) > 0 {
		src = bytes.Clone(src)
		for _, s := range spans {
			blot(src[min(s[0], len(src)):min(s[1], len(src))])
		}
	}
	c.sources[file] = src
	return src
}

// hiddenIn is what the texts of a diagnostic must not say: the sensitive strings that its
// expression could read, and what stands where secrets do in its file. What is shorter is
// hidden where the diagnostic is about just that value.
func (c *concealer) hiddenIn(files map[string]*hcl.File, d *hcl.Diagnostic) []string {
	secrets := slices.Clone(c.secretsIn(d.EvalContext))
	if !hasPlace(d) {
		return secrets
	}
	file := files[d.Subject.Filename]
	g := c.guardOf(file, d.Subject.Filename)
	about := g.whole || slices.ContainsFunc(g.zones, func(z [2]int) bool {
		return d.Subject.Start.Byte < z[1] && z[0] < max(d.Subject.End.Byte, d.Subject.Start.Byte+1)
	})
	words := g.words
	switch {
	case !isHidden(d) || file == nil || g.whole:
	case isJSON(d.Subject.Filename):
		about = true
		for _, t := range jsonTexts(file.Bytes) {
			words = addWord(words[:len(words):len(words)], t.text)
		}
	default:
		about, words = true, append(slices.Clone(words), lineWords(file.Bytes, *d.Subject)...)
	}
	for _, word := range words {
		if len(word) >= shortestSecret {
			secrets = append(secrets, word)
		} else if about {
			secrets = append(secrets, `"`+word+`"`)
		}
	}
	slices.SortFunc(secrets, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return slices.Compact(secrets)
}

// lineWords are the words and texts on the lines of a diagnostic whose source is not
// shown, save the names that values are given to.
func lineWords(src []byte, at hcl.Range) []string {
	at = clip(at, len(src))
	from := 1 + bytes.LastIndexByte(src[:at.Start.Byte], '\n')
	to := len(src)
	if nl := bytes.IndexByte(src[at.End.Byte:], '\n'); nl >= 0 {
		to = at.End.Byte + nl
	}
	tokens, _ := hclsyntax.LexConfig(src[from:max(from, to)], "", hcl.InitialPos)
	var words []string
	for i, t := range tokens {
		named := i+1 < len(tokens) && tokens[i+1].Type == hclsyntax.TokenEqual
		text := t.Type == hclsyntax.TokenQuotedLit || t.Type == hclsyntax.TokenStringLit || t.Type == hclsyntax.TokenNumberLit
		if text || t.Type == hclsyntax.TokenIdent && !named && string(t.Bytes) != "variable" {
			words = addWord(words, string(t.Bytes))
		}
	}
	return words
}

func blot(src []byte) {
	for i, c := range src {
		if c != '\n' && c != '\r' {
			src[i] = '*'
		}
	}
}

// hideSecrets replaces sensitive strings, also as a quoted string has them, in capital and
// small letters.
func hideSecrets(text string, secrets []string) string {
	for _, secret := range secrets {
		text = replaceFold(text, secret)
		if quoted := fmt.Sprintf("%q", secret); len(quoted) != len(secret)+2 {
			text = replaceFold(text, quoted[1:len(quoted)-1])
		}
	}
	return text
}

// replaceFold hides a text wherever it stands, whatever the case of its ASCII letters.
func replaceFold(text, secret string) string {
	low, secret := asciiLower(text), asciiLower(secret)
	if secret == "" || !strings.Contains(low, secret) {
		return text
	}
	var b strings.Builder
	for {
		at := strings.Index(low, secret)
		if at < 0 {
			return b.String() + text
		}
		b.WriteString(text[:at])
		b.WriteString(hidden)
		text, low = text[at+len(secret):], low[at+len(secret):]
	}
}

func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

// printable writes control characters, and those that change the direction of
// writing, as escapes. Line ends stay.
func printable(text string) string {
	clean := func(r rune) bool { return r == '\n' || r != utf8.RuneError && unicode.IsPrint(r) }
	if !strings.ContainsFunc(text, func(r rune) bool { return !clean(r) }) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if clean(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
