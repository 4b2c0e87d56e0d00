package dsl

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// maxMended bounds how often a file is read on from the next line.
const maxMended = 200

// lexLines reads a file on from the next line wherever a text was begun and not ended. It
// returns nothing where all texts were, and false where there is no end to it.
func lexLines(src []byte, tokens hclsyntax.Tokens) (mended hclsyntax.Tokens, ok bool) {
	for range maxMended {
		cut := unended(tokens)
		if cut < 0 && mended == nil {
			return nil, true
		}
		if cut < 0 {
			return append(mended, tokens...), true
		}
		at := tokens[cut].Range
		next := len(src)
		if nl := bytes.IndexByte(src[min(at.Start.Byte, len(src)):], '\n'); nl >= 0 {
			next = at.Start.Byte + nl + 1
		}
		mended = append(mended, tokens[:cut]...)
		mended = append(mended, hclsyntax.Token{Type: hclsyntax.TokenNewline, Bytes: []byte("\n"), Range: at})
		tokens, _ = hclsyntax.LexConfig(src[next:], at.Filename, hcl.Pos{Byte: next, Line: 1, Column: 1})
	}
	return nil, false
}

// unended is the first token that a text which was not ended on its line has too much, or
// -1.
func unended(tokens hclsyntax.Tokens) int {
	heredoc := -1
	for i, t := range tokens {
		switch t.Type {
		case hclsyntax.TokenQuotedNewline:
			if heredoc < 0 {
				return i
			}
		case hclsyntax.TokenOHeredoc:
			heredoc = i
		case hclsyntax.TokenCHeredoc:
			heredoc = -1
		}
	}
	if heredoc >= 0 {
		return heredoc
	}
	return -1
}

// item is one attribute, or the header of one block, with what stands on its line.
type item struct {
	block  header // the outermost that it is in
	kind   string // what that is or is meant to be: "credential", "variable", "locals" or ""
	depth  int    // how many blocks it is in
	tokens hclsyntax.Tokens
}

// header is how a block begins.
type header struct{ kind, label string }

func (it item) name() string {
	if len(it.tokens) == 0 || it.tokens[0].Type != hclsyntax.TokenIdent {
		return ""
	}
	return string(it.tokens[0].Bytes)
}

// guardedKinds are the blocks that may have secrets in them.
var guardedKinds = []string{"credential", "variable", "locals"}

// kindOf is which of them a word is, or is meant to be, or "".
func kindOf(word string) string {
	for _, kind := range guardedKinds {
		if strings.EqualFold(word, kind) || Suggest(word, []string{kind}) != "" {
			return kind
		}
	}
	return ""
}

// itemsOf divides a file into items, whatever is wrong with it.
func itemsOf(tokens hclsyntax.Tokens) []item {
	s := splitter{tokens: tokens, kinds: map[string]string{}, brace: -1}
	for i := range tokens {
		s.token(i)
	}
	return s.items
}

// splitter goes through the tokens of a file.
type splitter struct {
	tokens hclsyntax.Tokens
	items  []item
	block  header                // the outermost that is open
	kind   string                // of it, as kindOf has it
	kinds  map[string]string     // what kindOf said
	depth  int                   // how many are open
	open   []hclsyntax.TokenType // brackets of the item at hand
	begin  int                   // of the item at hand
	brace  int                   // the brace that a block's header waits for
}

// end ends the item at hand before token i, and begins the next one at next.
func (s *splitter) end(i, next int) {
	if i > s.begin {
		s.items = append(s.items, item{s.block, s.kind, s.depth, s.tokens[s.begin:i]})
	}
	s.begin, s.open = next, nil
}

// enter begins a block.
func (s *splitter) enter(h header) {
	if s.depth++; s.depth > 1 {
		return
	}
	kind, ok := s.kinds[h.kind]
	if !ok {
		kind = kindOf(h.kind)
		s.kinds[h.kind] = kind
	}
	s.block, s.kind = h, kind
}

// leave ends one.
func (s *splitter) leave() {
	if s.depth = max(0, s.depth-1); s.depth == 0 {
		s.block, s.kind = header{}, ""
	}
}

func (s *splitter) token(i int) {
	switch t := s.tokens[i].Type; t {
	case hclsyntax.TokenOBrace:
		if len(s.open) == 0 {
			if h, ok := headerOf(s.tokens[s.begin:i]); ok {
				s.end(i, i+1)
				s.enter(h)
				return
			}
		}
		s.open = append(s.open, t)
	case hclsyntax.TokenOParen, hclsyntax.TokenOBrack, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
		s.open = append(s.open, t)
	case hclsyntax.TokenCParen, hclsyntax.TokenCBrack, hclsyntax.TokenTemplateSeqEnd:
		s.open = s.open[:max(0, len(s.open)-1)]
	case hclsyntax.TokenCBrace:
		if len(s.open) > 0 {
			s.open = s.open[:len(s.open)-1]
			return
		}
		s.end(i, i+1)
		s.leave()
	case hclsyntax.TokenComma:
		if len(s.open) == 0 {
			s.end(i, i+1)
		}
	case hclsyntax.TokenNewline:
		s.lineEnd(i, i)
	case hclsyntax.TokenComment:
		if bytes.HasSuffix(s.tokens[i].Bytes, []byte("\n")) { // it has the line's end in it
			s.lineEnd(i+1, i)
		}
	case hclsyntax.TokenEOF:
		s.end(i, i+1)
	}
}

// lineEnd ends an item before token i, where the line that ends with token last ends it.
func (s *splitter) lineEnd(i, last int) {
	if last < s.brace || len(s.open) > 0 && !unclosed(s.open, s.tokens[last+1:]) || s.awaitsBrace(i, last+1) {
		return
	}
	s.end(i, last+1)
}

// unclosed reports that the next line is an attribute of its own, so that a bracket before
// it was forgotten. In braces it may be an attribute of an object.
func unclosed(open []hclsyntax.TokenType, next hclsyntax.Tokens) bool {
	return open[len(open)-1] != hclsyntax.TokenOBrace && len(next) > 1 &&
		next[0].Type == hclsyntax.TokenIdent && next[1].Type == hclsyntax.TokenEqual
}

// awaitsBrace reports a block's header before token i whose brace stands on a line below,
// which begins at next.
func (s *splitter) awaitsBrace(i, next int) bool {
	if _, ok := headerOf(s.tokens[s.begin:i]); !ok {
		return false
	}
	for next < len(s.tokens) && s.tokens[next].Type == hclsyntax.TokenNewline {
		next++
	}
	if next == len(s.tokens) || s.tokens[next].Type != hclsyntax.TokenOBrace {
		return false
	}
	s.brace = next
	return true
}

// headerOf reads the tokens before a brace as a block's header: a word, and labels.
func headerOf(tokens hclsyntax.Tokens) (header, bool) {
	if len(tokens) == 0 || tokens[0].Type != hclsyntax.TokenIdent {
		return header{}, false
	}
	h := header{kind: string(tokens[0].Bytes)}
	for _, t := range tokens[1:] {
		switch t.Type {
		case hclsyntax.TokenIdent, hclsyntax.TokenQuotedLit:
			if h.label == "" {
				h.label = string(t.Bytes)
			}
		case hclsyntax.TokenOQuote, hclsyntax.TokenCQuote, hclsyntax.TokenNewline:
		default:
			return header{}, false
		}
	}
	return h, true
}
