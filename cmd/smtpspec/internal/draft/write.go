package draft

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

// commentWidth is how wide comments are wrapped.
const commentWidth = 88

// unknown are the endpoints that are written as comments, by their names.
func (s Suite) unknown() map[string]bool {
	out := map[string]bool{}
	for _, e := range s.Endpoints {
		out[e.Name] = e.Unknown
	}
	return out
}

// Runs is how many tests there are to run, those aside that are comments.
func (s Suite) Runs() int {
	n, unknown := 0, s.unknown()
	for _, t := range s.Tests {
		if !unknown[t.Endpoint] {
			n++
		}
	}
	return n
}

// Bytes is the suite's text.
func (s Suite) Bytes() []byte {
	f := hclwrite.NewEmptyFile()
	body := f.Body()
	s.head(body)
	s.values(body)
	unknown := s.unknown()
	for _, e := range s.Endpoints {
		unlessUnknown(body, e.Unknown, e.write)
	}
	s.who(body)
	for _, t := range s.Tests {
		unlessUnknown(body, unknown[t.Endpoint], func(b *hclwrite.Body) { s.test(b, t) })
	}
	return hclwrite.Format(f.Bytes())
}

// unlessUnknown writes a block, or the same as a comment. What is a comment already
// stays as it is.
func unlessUnknown(body *hclwrite.Body, unknown bool, write func(*hclwrite.Body)) {
	if !unknown {
		write(body)
		return
	}
	f := hclwrite.NewEmptyFile()
	write(f.Body())
	body.AppendNewline()
	for _, text := range strings.Split(strings.Trim(string(hclwrite.Format(f.Bytes())), "\n"), "\n") {
		switch {
		case text == "":
			line(body, "#")
		case strings.HasPrefix(text, "#"):
			line(body, text)
		default:
			line(body, "# "+text)
		}
	}
}

// head is the comment and the suite block.
func (s Suite) head(body *hclwrite.Body) {
	for i, text := range s.Comment {
		if i > 0 {
			comment(body, "")
		}
		comment(body, text)
	}
	if len(s.Commands) > 0 {
		comment(body, "")
		for _, c := range s.Commands {
			line(body, "#   "+transcript.Printable(c))
		}
	}
	if len(s.Comment)+len(s.Commands) > 0 {
		body.AppendNewline()
	}
	suite := body.AppendNewBlock("suite", nil).Body()
	suite.SetAttributeValue("title", cty.StringVal(s.Title))
	if len(s.Tags) > 0 {
		suite.SetAttributeValue("tags", list(s.Tags))
	}
	suite.SetAttributeValue("required_version", cty.StringVal(">= 0.1"))
}

// values declares the password, which comes from outside.
func (s Suite) values(body *hclwrite.Body) {
	if s.Username == "" {
		return
	}
	body.AppendNewline()
	comment(body, "It comes from outside: --ask password, or SMTPSPEC_VAR_password in the environment.")
	v := body.AppendNewBlock("variable", []string{"password"}).Body()
	v.SetAttributeTraversal("type", path("string"))
	v.SetAttributeValue("description", cty.StringVal("The password of "+s.Username))
	v.SetAttributeValue("sensitive", cty.True)
	v.SetAttributeValue("default", cty.NullVal(cty.String))
}

func (e Endpoint) write(body *hclwrite.Body) {
	body.AppendNewline()
	if e.Comment != "" {
		comment(body, e.Comment)
	}
	b := body.AppendNewBlock("endpoint", []string{e.Name}).Body()
	for _, a := range []struct{ name, value string }{{"host", e.Host}, {"mx_of", e.MXOf}} {
		if a.value != "" {
			b.SetAttributeValue(a.name, cty.StringVal(a.value))
		}
	}
	b.SetAttributeValue("port", cty.NumberIntVal(int64(e.Port)))
	for _, a := range []struct{ name, value string }{{"tls", e.TLS}, {"method", e.Method}, {"resolver", e.Resolver}} {
		if a.value != "" {
			b.SetAttributeValue(a.name, cty.StringVal(a.value))
		}
	}
	if e.Connect+e.Banner != "" {
		b.AppendNewline()
		b = b.AppendNewBlock("timeouts", nil).Body()
	}
	for _, a := range []struct{ name, value string }{{"connect", e.Connect}, {"banner", e.Banner}} {
		if a.value != "" {
			b.SetAttributeValue(a.name, cty.StringVal(a.value))
		}
	}
}

// who is the credential, the device and the envelope.
func (s Suite) who(body *hclwrite.Body) {
	if s.Username != "" {
		body.AppendNewline()
		b := body.AppendNewBlock("credential", []string{"mailbox"}).Body()
		b.SetAttributeValue("username", cty.StringVal(s.Username))
		b.SetAttributeTraversal("password", path("var", "password"))
	}
	if s.EHLO != "" {
		body.AppendNewline()
		body.AppendNewBlock("client", []string{"device"}).Body().SetAttributeValue("ehlo", cty.StringVal(s.EHLO))
	}
	if s.EHLO == "" && s.From == "" && len(s.To) == 0 {
		return
	}
	body.AppendNewline()
	b := body.AppendNewBlock("defaults", nil).Body()
	if s.EHLO != "" {
		b.SetAttributeTraversal("client", path("client", "device"))
	}
	if s.From != "" {
		b.SetAttributeValue("from", cty.StringVal(s.From))
	}
	if len(s.To) > 0 {
		b.SetAttributeValue("to", list(s.To))
	}
}

func (s Suite) test(body *hclwrite.Body, t Test) {
	body.AppendNewline()
	for _, text := range t.Comment {
		comment(body, text)
	}
	b := body.AppendNewBlock("test", []string{t.Name}).Body()
	b.SetAttributeValue("title", cty.StringVal(t.Title))
	b.SetAttributeTraversal("endpoint", path("endpoint", t.Endpoint))
	if t.SignIn {
		b.SetAttributeTraversal("credential", path("credential", "mailbox"))
		b.SetAttributeRaw("skip", unlessPassword("no password given: --ask password"))
	}
	if t.Skip != "" {
		b.SetAttributeValue("skip", cty.StringVal(t.Skip))
	}
	if len(t.To) > 0 {
		b.SetAttributeValue("to", list(t.To))
	}
	if len(t.Expect) > 0 {
		b.AppendNewline()
	}
	for _, e := range t.Expect {
		e.write(b)
	}
	if t.UpTo != "" {
		b.AppendNewline()
		reads := hclwrite.TokensForTraversal(path("step", t.UpTo, "outcome"))
		b.AppendNewBlock("assert", nil).Body().SetAttributeRaw("condition", append(reads,
			word(hclsyntax.TokenNotEqual, "!="), word(hclsyntax.TokenOQuote, `"`), word(hclsyntax.TokenCQuote, `"`)))
	}
}

// write writes `expect STAGE OUTCOME { … }`; hclwrite itself would put the labels
// in quotes, which nobody does by hand.
func (e Expect) write(b *hclwrite.Body) {
	tokens := hclwrite.Tokens{
		word(hclsyntax.TokenIdent, "expect"), word(hclsyntax.TokenIdent, e.Stage), word(hclsyntax.TokenIdent, e.Outcome),
		word(hclsyntax.TokenOBrace, "{"),
	}
	if len(e.Attrs) > 0 {
		inner := hclwrite.NewEmptyFile().Body()
		for _, a := range e.Attrs {
			inner.SetAttributeValue(a.Name, a.Value)
		}
		tokens = append(tokens, word(hclsyntax.TokenNewline, "\n"))
		tokens = append(tokens, inner.BuildTokens(nil)...)
	}
	tokens = append(tokens, word(hclsyntax.TokenCBrace, "}"), word(hclsyntax.TokenNewline, "\n"))
	b.AppendUnstructuredTokens(tokens)
}

// unlessPassword is `var.password == null ? REASON : null`.
func unlessPassword(reason string) hclwrite.Tokens {
	tokens := hclwrite.TokensForTraversal(path("var", "password"))
	tokens = append(tokens, word(hclsyntax.TokenEqualOp, "=="), word(hclsyntax.TokenIdent, "null"), word(hclsyntax.TokenQuestion, "?"))
	tokens = append(tokens, hclwrite.TokensForValue(cty.StringVal(reason))...)
	return append(tokens, word(hclsyntax.TokenColon, ":"), word(hclsyntax.TokenIdent, "null"))
}

func word(t hclsyntax.TokenType, text string) *hclwrite.Token {
	return &hclwrite.Token{Type: t, Bytes: []byte(text)}
}

// path is a traversal: var.password, endpoint.mx.
func path(root string, rest ...string) hcl.Traversal {
	out := hcl.Traversal{hcl.TraverseRoot{Name: root}}
	for _, name := range rest {
		out = append(out, hcl.TraverseAttr{Name: name})
	}
	return out
}

// comment writes one paragraph as comment lines.
func comment(body *hclwrite.Body, text string) {
	row := "#"
	for _, w := range strings.Fields(transcript.Printable(text)) {
		if len(row)+1+len(w) > commentWidth && row != "#" {
			line(body, row)
			row = "#"
		}
		row += " " + w
	}
	line(body, row)
}

func line(body *hclwrite.Body, text string) {
	body.AppendUnstructuredTokens(hclwrite.Tokens{word(hclsyntax.TokenComment, text+"\n")})
}
