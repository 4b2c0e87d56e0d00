package dsl

import (
	"bytes"
	"fmt"
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
	known   map[*hcl.EvalContext]secretSets
	sources map[*hcl.File][]byte
	guards  map[*hcl.File]*fileGuard
}

// fileGuard is the guard of a file, with its words ready to be looked for.
type fileGuard struct {
	guard
	long  *secretSet
	short *secretSet // those that are looked for only where a diagnostic is about them
	all   secretSets // all that a file in JSON says, or nil as long as nobody asked
}

func newConcealer() *concealer {
	return &concealer{known: map[*hcl.EvalContext]secretSets{}, sources: map[*hcl.File][]byte{}, guards: map[*hcl.File]*fileGuard{}}
}

// secretsIn are the sensitive strings that an expression could read.
func (c *concealer) secretsIn(ctx *hcl.EvalContext) secretSets {
	if ctx == nil {
		return nil
	}
	if found, ok := c.known[ctx]; ok {
		return found
	}
	var own []string
	for _, v := range ctx.Variables {
		for _, s := range secretStrings(v) {
			if len(s) >= shortestSecret {
				own = append(own, s)
			}
		}
	}
	c.known[ctx] = c.secretsIn(ctx.Parent()).with(newSecretSet(own))
	return c.known[ctx]
}

// guardOf is what must not be shown of a file.
func (c *concealer) guardOf(file *hcl.File, name string) *fileGuard {
	if g, ok := c.guards[file]; ok {
		return g
	}
	g := &fileGuard{}
	switch {
	case file == nil || file.Bytes == nil:
	case isJSON(name):
		g.guard = guardJSON(file.Bytes)
	default:
		g.guard = guardSource(file.Bytes, name)
	}
	g.long, g.short = wordSets(g.words)
	c.guards[file] = g
	return g
}

// wordSets are the words that are looked for everywhere, and the shorter ones as a text
// quotes them.
func wordSets(words []string) (long, short *secretSet) {
	var l, s []string
	for _, word := range words {
		if len(word) >= shortestSecret {
			l = append(l, word)
		} else {
			s = append(s, `"`+word+`"`)
		}
	}
	return newSecretSet(l), newSecretSet(s)
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
func (c *concealer) hiddenIn(files map[string]*hcl.File, d *hcl.Diagnostic) secretSets {
	secrets := c.secretsIn(d.EvalContext)
	if !hasPlace(d) {
		return secrets
	}
	file := files[d.Subject.Filename]
	g := c.guardOf(file, d.Subject.Filename)
	secrets = secrets.with(g.long)
	switch {
	case !isHidden(d) || file == nil || g.whole:
		if g.covers(*d.Subject) {
			secrets = secrets.with(g.short)
		}
	case isJSON(d.Subject.Filename):
		secrets = secrets.with(g.allWords(file.Bytes)...)
	default:
		secrets = secrets.with(g.short).with(wordSets(lineWords(file.Bytes, *d.Subject)))
	}
	return secrets
}

// allWords are all values of a file in JSON.
func (g *fileGuard) allWords(src []byte) secretSets {
	if g.all == nil {
		var words []string
		texts, _ := jsonTexts(src)
		for _, t := range texts {
			words = addWord(words, t.text)
		}
		g.all = secretSets{}.with(wordSets(words))
	}
	return g.all
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
