package dsl

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// What stands behind a password's "=" is a secret also where it is no literal: without
// quotes it is a name that nobody declared. The source is gone through as tokens, since a
// suite with a mistake in it may have no syntax tree.

// guard is what the source of one file must not show.
type guard struct {
	spans [][2]int // bytes that are blotted out
	zones [][2]int // values of which some or all is; a diagnostic in one says less
	words []string // what stood there, for the texts of diagnostics
	whole bool     // no line is shown at all
}

// harmless are the attributes of a block whose values may be shown, where the others hold
// a secret.
var harmless = map[string][]string{
	"credential": {"username", "mechanism", "allow_plaintext", "allow_refusal", "vantages"},
	"variable":   {"type", "description", "sensitive", "nullable"},
}

// secretName reports an attribute that is meant to be a password, in whatever block and
// however it is spelt.
func secretName(name string) bool {
	name = strings.ToLower(name)
	for _, part := range []string{"passw", "secret", "pwd", "kennwort", "token"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return Suggest(name, []string{"password"}) != ""
}

// guardSource finds what must not be shown of a suite in native syntax. A quote that is
// missing turns all that follows inside out, so that is read line by line, too.
func guardSource(src []byte, name string) guard {
	tokens, _ := hclsyntax.LexConfig(src, name, hcl.InitialPos)
	whole := guardTokens(tokens)
	mended, ok := lexLines(src, tokens)
	if !ok {
		return guard{whole: true}
	}
	if len(mended) == 0 {
		return whole
	}
	g := guardTokens(mended)
	g.spans, g.zones = append(g.spans, whole.spans...), append(g.zones, whole.zones...)
	return g
}

// guardTokens finds it in the tokens of a file.
func guardTokens(tokens hclsyntax.Tokens) guard {
	g := guarding{items: itemsOf(tokens), known: map[string]bool{}, read: map[string]bool{}, done: map[int]bool{}}
	g.learnNames()
	for more := true; more; {
		more = false
		for i, it := range g.items {
			if from := g.secretFrom(it); from >= 0 && !g.done[i] {
				g.done[i], more = true, true
				g.hide(it.tokens[from:])
			}
		}
	}
	return g.out
}

// guarding is the search in one file.
type guarding struct {
	items []item
	known map[string]bool // names that may be shown: roots, functions, what is declared
	read  map[string]bool // "var.NAME" and "local.NAME" that a secret is made of
	done  map[int]bool
	out   guard
}

// learnNames notes what is declared, and which variables are sensitive.
func (g *guarding) learnNames() {
	for _, list := range [][]string{rootWords, sortedKeys(functions("", "")), {"true", "false", "null", "for", "in", "if"}} {
		for _, name := range list {
			g.known[name] = true
		}
	}
	for _, it := range g.items {
		if h, ok := it.in("variable"); ok {
			g.known[h.label] = true
			if g.marks(it) {
				g.read["var."+h.label] = true
			}
		}
		if _, ok := it.in("locals"); ok && len(it.blocks) == 1 {
			g.known[it.name()] = true
		}
	}
}

// marks reports an attribute that says that the variable is sensitive, or tries to.
func (g *guarding) marks(it item) bool {
	name := it.name()
	if name != "sensitive" && Suggest(name, append(harmless["variable"], "default")) != "sensitive" {
		return false
	}
	last := it.tokens[len(it.tokens)-1]
	return !(len(it.tokens) == 3 && string(last.Bytes) == "false")
}

// secretFrom is where in an item a secret may begin, or -1.
func (g *guarding) secretFrom(it item) int {
	if from := g.byPlace(it); from >= 0 {
		return from
	}
	for i, t := range it.tokens {
		if i+1 == len(it.tokens) || t.Type != hclsyntax.TokenIdent && t.Type != hclsyntax.TokenQuotedLit {
			continue
		}
		next := it.tokens[i+1].Type
		if next == hclsyntax.TokenCQuote && i+2 < len(it.tokens) {
			next = it.tokens[i+2].Type
		}
		switch {
		case t.Type == hclsyntax.TokenIdent && string(t.Bytes) == "sensitive" && next == hclsyntax.TokenOParen,
			secretName(string(t.Bytes)) && (next == hclsyntax.TokenEqual || next == hclsyntax.TokenColon),
			i == 0 && secretName(string(t.Bytes)) && next == hclsyntax.TokenOQuote:
			return i + 1
		}
	}
	return -1
}

// byPlace is the same by the block that the item stands in.
func (g *guarding) byPlace(it item) int {
	kind, ok := "", false
	if _, ok = it.in("credential"); ok {
		kind = "credential"
	} else if h, is := it.in("variable"); is && g.read["var."+h.label] && len(it.blocks) == 1 {
		kind, ok = "variable", true
	}
	if !ok {
		if _, is := it.in("locals"); is && g.read["local."+it.name()] {
			return 1
		}
		return -1
	}
	name := it.name()
	if slices.Contains(harmless[kind], name) && len(it.tokens) > 1 && it.tokens[1].Type == hclsyntax.TokenEqual && len(it.blocks) == 1 {
		return -1
	}
	if _, isBlock := headerOf(it.tokens); isBlock && len(it.tokens) == 1 && kind == "variable" {
		return -1 // validation
	}
	if name == "" || !secretName(name) && !opensValue(it.tokens[1:]) {
		return 0
	}
	return 1
}

// opensValue reports whether a value follows a name, or the body of a block. A word that
// stands alone may be the value itself.
func opensValue(next hclsyntax.Tokens) bool {
	if len(next) == 0 {
		return false
	}
	switch next[0].Type {
	case hclsyntax.TokenEqual, hclsyntax.TokenColon, hclsyntax.TokenOQuote:
		return true
	}
	return false
}

// hide guards the rest of an item. Where all names in it are known, it is a reference or an
// expression, and only the literals are blotted out.
func (g *guarding) hide(tokens hclsyntax.Tokens) {
	for len(tokens) > 0 && (tokens[0].Type == hclsyntax.TokenEqual || tokens[0].Type == hclsyntax.TokenColon || tokens[0].Type == hclsyntax.TokenCQuote) {
		tokens = tokens[1:]
	}
	if len(tokens) == 0 {
		return
	}
	first, last := tokens[0].Range.Start.Byte, tokens[len(tokens)-1].Range.End.Byte
	g.out.zones = append(g.out.zones, [2]int{first, last})
	clear := true
	for i, t := range tokens {
		if isPath(tokens[:i]) {
			continue
		}
		switch t.Type {
		case hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit, hclsyntax.TokenNumberLit, hclsyntax.TokenComment:
			g.out.spans = append(g.out.spans, [2]int{t.Range.Start.Byte, t.Range.End.Byte})
			g.addWord(string(t.Bytes))
		case hclsyntax.TokenIdent:
			g.noteRead(tokens[i:])
			if !g.known[string(t.Bytes)] {
				clear = false
				if i == 0 || i+1 == len(tokens) || tokens[i+1].Type != hclsyntax.TokenEqual { // no object's key
					g.addWord(string(t.Bytes))
				}
			}
		case hclsyntax.TokenInvalid, hclsyntax.TokenBadUTF8, hclsyntax.TokenApostrophe, hclsyntax.TokenBacktick,
			hclsyntax.TokenSemicolon, hclsyntax.TokenStarStar, hclsyntax.TokenQuotedNewline, hclsyntax.TokenTabs:
			clear = false
		}
	}
	if !clear {
		g.out.spans = append(g.out.spans, [2]int{first, last})
	}
}

// isPath reports whether what comes behind the tokens is the name of a file, as in
// file("…"), or a key, as in var.passwords["…"].
func isPath(before hclsyntax.Tokens) bool {
	n := len(before)
	if n < 3 || before[n-1].Type != hclsyntax.TokenOQuote || before[n-3].Type != hclsyntax.TokenIdent {
		return false
	}
	switch name := string(before[n-3].Bytes); before[n-2].Type {
	case hclsyntax.TokenOBrack:
		return name != "var" && name != "local"
	case hclsyntax.TokenOParen:
		return name == "file"
	}
	return false
}

// noteRead notes a variable or local that a secret is made of.
func (g *guarding) noteRead(tokens hclsyntax.Tokens) {
	root := string(tokens[0].Bytes)
	if root != "var" && root != "local" {
		return
	}
	for _, t := range tokens[1:min(4, len(tokens))] {
		switch t.Type {
		case hclsyntax.TokenDot, hclsyntax.TokenOBrack, hclsyntax.TokenOQuote:
			continue
		case hclsyntax.TokenIdent, hclsyntax.TokenQuotedLit:
			g.read[root+"."+string(t.Bytes)] = true
		}
		return
	}
}

// addWord keeps what was blotted out, as it stands and as a text has it, for the texts of
// diagnostics.
func (g *guarding) addWord(word string) { g.out.words = addWord(g.out.words, word) }

func addWord(words []string, word string) []string {
	word = strings.TrimFunc(word, func(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == '\'' })
	if word == "" || word == "none" {
		return words
	}
	words = append(words, word)
	if plain, err := strconv.Unquote(`"` + word + `"`); err == nil && plain != word {
		words = append(words, plain)
	}
	return words
}
