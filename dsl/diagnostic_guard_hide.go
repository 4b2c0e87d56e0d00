package dsl

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

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
			g.isRead(root + "." + string(t.Bytes))
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
