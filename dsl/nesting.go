package dsl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// HCL's parsers call themselves for each level of nesting, and a stack that
// overflows ends a Go program at once. A suite may come from a stranger's pull
// request, so its nesting is measured before it is parsed. Both limits are far
// above what anybody writes.
const (
	mostNested  = 200  // brackets, blocks and templates inside one another
	mostChained = 2000 // operators, indexes and template directives in one expression
)

// checkNesting reports a file that is nested too deeply to be parsed.
func checkNesting(src *source) hcl.Diagnostics {
	at, ok := hcl.Range{}, true
	if src.JSON {
		at, ok = shallowJSON(src)
	} else {
		tokens, _ := hclsyntax.LexConfig(src.Bytes, src.Name, hcl.InitialPos)
		at, ok = shallow(tokens)
	}
	if ok {
		return nil
	}
	return hcl.Diagnostics{{
		Severity: hcl.DiagError, Summary: "Nested too deeply", Subject: at.Ptr(),
		Detail: fmt.Sprintf("At most %d levels may be nested in one another, and at most %d operators stand in one expression.", mostNested, mostChained),
	}}
}

// shallow measures tokens; where it is not ok, it says at which one.
func shallow(tokens hclsyntax.Tokens) (at hcl.Range, ok bool) {
	chains := []int{0} // for each open bracket, the operators of its present expression
	var open []hclsyntax.TokenType
	for _, t := range tokens {
		top := len(chains) - 1
		switch t.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen,
			hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl, hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc:
			chains[top]++
			chains, open = append(chains, 0), append(open, t.Type)
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen,
			hclsyntax.TokenTemplateSeqEnd, hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc:
			if top > 0 {
				chains, open = chains[:top], open[:top-1]
			}
		case hclsyntax.TokenComma:
			chains[top] = 0
		case hclsyntax.TokenNewline:
			// Inside parentheses, lists and templates an expression goes on.
			if top == 0 || open[top-1] == hclsyntax.TokenOBrace {
				chains[top] = 0
			}
		case hclsyntax.TokenIdent, hclsyntax.TokenNumberLit, hclsyntax.TokenStringLit, hclsyntax.TokenQuotedLit, hclsyntax.TokenComment:
		default:
			chains[top]++
		}
		if len(open) > mostNested || chains[len(chains)-1] > mostChained || chains[min(top, len(chains)-1)] > mostChained {
			return t.Range, false
		}
	}
	return hcl.Range{}, true
}

// shallowJSON measures a JSON file: its own nesting, and that of the templates in
// its strings.
func shallowJSON(src *source) (at hcl.Range, ok bool) {
	depth, line := 0, 1
	for i := 0; i < len(src.Bytes); i++ {
		switch src.Bytes[i] {
		case '\n':
			line++
		case '{', '[':
			depth++
		case '}', ']':
			depth = max(0, depth-1)
		case '"':
			end := stringEnd(src.Bytes, i)
			if !shallowTemplate(src.Bytes[i:end]) {
				depth = mostNested + 1
			}
			i = end - 1
		}
		if depth > mostNested {
			pos := hcl.Pos{Line: line, Column: 1, Byte: i}
			return hcl.Range{Filename: src.Name, Start: pos, End: pos}, false
		}
	}
	return hcl.Range{}, true
}

// stringEnd is the place behind the JSON string that begins at start.
func stringEnd(text []byte, start int) int {
	for i := start + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

func shallowTemplate(quoted []byte) bool {
	if !bytes.Contains(quoted, []byte("{")) && !bytes.Contains(quoted, []byte(`\u`)) {
		return true
	}
	var text string
	if json.Unmarshal(quoted, &text) != nil {
		text = strings.Trim(string(quoted), `"`)
	}
	tokens, _ := hclsyntax.LexTemplate([]byte(text), "", hcl.InitialPos)
	_, ok := shallow(tokens)
	return ok
}
