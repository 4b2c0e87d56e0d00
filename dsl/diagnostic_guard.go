package dsl

import (
	"slices"
	"strings"

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

// covers reports whether a place is in a value of which some is blotted out.
func (g guard) covers(at hcl.Range) bool {
	return g.whole || slices.ContainsFunc(g.zones, func(z [2]int) bool {
		return at.Start.Byte < z[1] && z[0] < max(at.End.Byte, at.Start.Byte+1)
	})
}

// harmless are the attributes of a block whose values may be shown, where the others hold
// a secret.
var harmless = map[string][]string{
	"credential": {"username", "mechanism", "allow_plaintext", "allow_refusal", "vantages"},
	"variable":   {"type", "description", "sensitive", "nullable"},
}

// variableNames are all attributes of a variable.
var variableNames = append(slices.Clone(harmless["variable"]), "default")

// secretName reports an attribute that is meant to be a password, in whatever block and
// however it is spelt.
func secretName(name string) bool {
	name = fold(name)
	for _, part := range []string{"passw", "passp", "secret", "pwd", "kennwort", "wachtw", "token", "apikey", "api_key"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return slices.Contains(strings.Split(name, "_"), "pass") || Suggest(name, []string{"password"}) != ""
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
	g.words = append(g.words, whole.words...)
	return g
}

// guardTokens finds it in the tokens of a file.
func guardTokens(tokens hclsyntax.Tokens) guard {
	g := guarding{
		items: itemsOf(tokens), known: map[string]bool{}, waiting: map[string][]int{},
		read: map[string]bool{}, hidden: map[int]int{}, named: map[string]bool{},
	}
	g.learnNames()
	for i, it := range g.items {
		if name := waitsFor(it); name != "" {
			g.waiting[name] = append(g.waiting[name], i)
		}
		if from := g.secretFrom(it); from >= 0 {
			g.hideItem(i, from)
		}
	}
	for len(g.queue) > 0 {
		name := g.queue[len(g.queue)-1]
		g.queue = g.queue[:len(g.queue)-1]
		for _, i := range g.waiting[name] {
			if from := byPlace(g.items[i]); from >= 0 {
				g.hideItem(i, from)
			}
		}
	}
	return g.out
}

// guarding is the search in one file.
type guarding struct {
	items   []item
	known   map[string]bool  // names that may be shown: roots, functions, what is declared
	waiting map[string][]int // the items that are secret if a secret is made of the name
	read    map[string]bool  // "var.NAME" and "local.NAME" that a secret is made of
	queue   []string         // those of them whose items are still to be hidden
	hidden  map[int]int      // where in an item what is hidden begins
	named   map[string]bool  // what secretName said
	out     guard
}

// waitsFor is the "var.NAME" or "local.NAME" whose value an item gives, or "".
func waitsFor(it item) string {
	switch {
	case it.kind == "variable" && it.depth == 1:
		return "var." + it.block.label
	case it.kind == "locals":
		return "local." + it.name()
	}
	return ""
}

// isRead notes that a secret is made of a variable or local.
func (g *guarding) isRead(name string) {
	if !g.read[name] {
		g.read[name] = true
		g.queue = append(g.queue, name)
	}
}

// hideItem hides an item from a token on, where that is not hidden yet.
func (g *guarding) hideItem(i, from int) {
	if old, ok := g.hidden[i]; ok && old <= from {
		return
	}
	g.hidden[i] = from
	g.hide(g.items[i].tokens[from:])
}

// secretName is the function of that name, which remembers: a file has few names.
func (g *guarding) secretName(name string) bool {
	is, ok := g.named[name]
	if !ok {
		is = secretName(name)
		g.named[name] = is
	}
	return is
}

// learnNames notes what is declared, and which variables are sensitive.
func (g *guarding) learnNames() {
	for _, list := range [][]string{rootWords, sortedKeys(functions("", "")), {"true", "false", "null", "for", "in", "if"}} {
		for _, name := range list {
			g.known[name] = true
		}
	}
	for _, it := range g.items {
		if it.kind == "variable" {
			g.known[it.block.label] = true
			if g.marks(it) {
				g.isRead("var." + it.block.label)
			}
		}
		if it.kind == "locals" && it.depth == 1 {
			g.known[it.name()] = true
		}
	}
}

// marks reports an attribute that says that the variable is sensitive, or tries to.
func (g *guarding) marks(it item) bool {
	name := it.name()
	if name != "sensitive" && Suggest(name, variableNames) != "sensitive" {
		return false
	}
	last := it.tokens[len(it.tokens)-1]
	return !(len(it.tokens) == 3 && string(last.Bytes) == "false")
}

// secretFrom is where in an item a secret may begin, or -1. A variable or local that a
// secret is made of is found later.
func (g *guarding) secretFrom(it item) int {
	if it.kind == "credential" {
		if from := byPlace(it); from >= 0 {
			return from
		}
	}
	for i, t := range it.tokens {
		if i+1 == len(it.tokens) || t.Type != hclsyntax.TokenIdent && t.Type != hclsyntax.TokenQuotedLit {
			continue
		}
		next := it.tokens[i+1].Type
		if next == hclsyntax.TokenCQuote && i+2 < len(it.tokens) {
			next = it.tokens[i+2].Type
		}
		switch next {
		case hclsyntax.TokenOParen:
			if t.Type == hclsyntax.TokenIdent && string(t.Bytes) == "sensitive" {
				return i + 1
			}
		case hclsyntax.TokenColon:
			if isChoice(it.tokens[:i]) {
				continue
			}
			fallthrough
		case hclsyntax.TokenEqual:
			if g.secretName(string(t.Bytes)) {
				return i + 1
			}
		case hclsyntax.TokenOQuote:
			if i == 0 && g.secretName(string(t.Bytes)) {
				return i + 1
			}
		}
	}
	return -1
}

// isChoice reports whether what comes behind the tokens is the first value of a condition,
// as in ok ? "pass" : "fail".
func isChoice(before hclsyntax.Tokens) bool {
	n := len(before)
	if n > 0 && before[n-1].Type == hclsyntax.TokenOQuote {
		n--
	}
	return n > 0 && before[n-1].Type == hclsyntax.TokenQuestion
}

// byPlace is where the secret begins in an item of a credential, or of a variable or of
// locals that a secret is made of, or -1.
func byPlace(it item) int {
	if it.kind == "locals" {
		return 1
	}
	name := it.name()
	if slices.Contains(harmless[it.kind], name) && len(it.tokens) > 1 && it.tokens[1].Type == hclsyntax.TokenEqual && it.depth == 1 {
		return -1
	}
	if _, isBlock := headerOf(it.tokens); isBlock && len(it.tokens) == 1 && it.kind == "variable" {
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
