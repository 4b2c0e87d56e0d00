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
	"github.com/zclconf/go-cty/cty"
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
}

func newConcealer() *concealer {
	return &concealer{known: map[*hcl.EvalContext][]string{}, sources: map[*hcl.File][]byte{}}
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

// source returns a file's bytes with literals that are sensitive by where they
// stand replaced by asterisks of the same length, so that ranges still fit.
func (c *concealer) source(file *hcl.File) []byte {
	if src, ok := c.sources[file]; ok {
		return src
	}
	src := file.Bytes
	if body, ok := file.Body.(*hclsyntax.Body); ok {
		if literals := secretLiterals(body); len(literals) > 0 {
			src = bytes.Clone(src)
			for _, r := range literals {
				blot(src[min(r.Start.Byte, len(src)):min(r.End.Byte, len(src))])
			}
		}
	}
	c.sources[file] = src
	return src
}

func blot(src []byte) {
	for i, c := range src {
		if c != '\n' && c != '\r' {
			src[i] = '*'
		}
	}
}

// hideSecrets replaces sensitive strings, also as a quoted string has them.
func hideSecrets(text string, secrets []string) string {
	for _, secret := range secrets {
		text = strings.ReplaceAll(text, secret, hidden)
		if quoted := fmt.Sprintf("%q", secret); len(quoted) != len(secret)+2 {
			text = strings.ReplaceAll(text, quoted[1:len(quoted)-1], hidden)
		}
	}
	return text
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

// secretLiterals are the ranges of literal strings that are secrets: a
// credential's password, a sensitive variable's default, and what is given to
// sensitive().
func secretLiterals(body *hclsyntax.Body) []hcl.Range {
	var found []hcl.Range
	for _, block := range body.Blocks {
		switch block.Type {
		case "credential":
			found = append(found, literalsIn(block.Body.Attributes["password"])...)
		case "variable":
			if isTrue(block.Body.Attributes["sensitive"]) {
				found = append(found, literalsIn(block.Body.Attributes["default"])...)
			}
		}
	}
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		if call, ok := node.(*hclsyntax.FunctionCallExpr); ok && call.Name == "sensitive" {
			for _, arg := range call.Args {
				found = append(found, literalRanges(arg)...)
			}
		}
		return nil
	})
	return found
}

func literalsIn(attr *hclsyntax.Attribute) []hcl.Range {
	if attr == nil {
		return nil
	}
	return literalRanges(attr.Expr)
}

// literalRanges are the ranges of the literal values in an expression.
func literalRanges(expr hclsyntax.Expression) []hcl.Range {
	var found []hcl.Range
	_ = hclsyntax.VisitAll(expr, func(node hclsyntax.Node) hcl.Diagnostics {
		if literal, ok := node.(*hclsyntax.LiteralValueExpr); ok && !literal.Val.IsNull() {
			found = append(found, literal.SrcRange)
		}
		return nil
	})
	return found
}

func isTrue(attr *hclsyntax.Attribute) bool {
	if attr == nil {
		return false
	}
	v, diags := attr.Expr.Value(nil)
	return !diags.HasErrors() && v.IsKnown() && v.RawEquals(cty.True)
}
