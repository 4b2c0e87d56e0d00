package dsl

import (
	"encoding/base64"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/zclconf/go-cty/cty"
)

// stageNames are the stages of a session, in the order of one with STARTTLS.
var stageNames = []string{
	"resolve", "connect", "banner", "ehlo", "starttls", "tls", "ehlo-tls", "auth", "mail", "rcpt", "data", "message", "quit",
}

// playedStages are those that a server has a hand in.
var playedStages = stageNames[2:]

var labFields = shape{
	attrs: []schema.Attr{
		{Name: "title", Type: cty.String, Doc: "What the lab plays, in a line."},
		{Name: "doc", Type: cty.String, Doc: "What it plays, with its source."},
		{Name: "host", Type: cty.String, Doc: "The name that the server bears in greeting and certificate."},
		{Name: "banner", Type: cty.String, Doc: "The whole greeting, code included."},
		{Name: "greeting", Type: cty.String, Doc: "The words behind the host in the first line of the reply to EHLO."},
		{Name: "keywords", Type: oneOrMany, List: true, Doc: "The EHLO keywords before TLS."},
		{Name: "keywords_tls", Type: oneOrMany, List: true, Doc: "The EHLO keywords inside TLS; the same without STARTTLS unless given."},
		{Name: "users", Type: cty.Map(cty.String), Sensitive: true, Doc: "User names and passwords; unless given any pair is accepted, and SCRAM-SHA-256 is not offered."},
	},
	blocks: []hcl.BlockHeaderSchema{{Type: "tls"}, {Type: "on", LabelNames: []string{"stage"}}},
}

var labTLSFields = shape{attrs: []schema.Attr{
	{Name: "mode", Type: cty.String, Enum: []string{"starttls", "implicit", "none"}, Doc: "How TLS begins."},
	{Name: "certificate", Type: cty.String, Enum: []string{
		"good", "expired", "not-yet-valid", "wrong-name", "self-signed", "intercepted", "incomplete",
	}, Doc: "What the certificate is like."},
	{Name: "min_version", Type: cty.String, Format: schema.TLSVersion, Doc: "The lowest TLS version that the server takes."},
	{Name: "max_version", Type: cty.String, Format: schema.TLSVersion, Doc: "The highest TLS version that the server takes."},
	{Name: "ciphers", Type: oneOrMany, List: true, Enum: cipherNames(), Doc: "The cipher suites that the server takes, by their IANA names; all that smtpspec knows unless given. Those of TLS 1.3 are always taken."},
	{Name: "client_certificate_requested", Type: cty.Bool, Default: cty.False, Doc: "The server asks for the client's certificate, and goes on without one."},
}}

var labReplyFields = shape{attrs: []schema.Attr{
	{Name: "name", Type: oneOrMany, List: true, Doc: "Globs; the reply holds for these names in EHLO or HELO only."},
	{Name: "mechanism", Type: oneOrMany, List: true, Enum: saslMechanisms, Doc: "The reply holds for these mechanisms of AUTH only."},
	{Name: "recipient", Type: oneOrMany, List: true, Doc: "Globs; the reply holds for these recipients only."},
	{Name: "attempt", Type: cty.Number, List: true, Doc: "The reply holds for these attempts only, in their order; 1 is the first one."},
	{Name: "when", Type: cty.String, Enum: []string{"clear", "tls", "old-tls", "unauthenticated", "authenticated", "other-sender"}, Doc: "The state that the reply holds in; old-tls is TLS 1.0 or 1.1, and other-sender that MAIL FROM is not the user who signed in."},
	{Name: "reply", Type: cty.String, Doc: "The whole reply, code included; a further line has the same code or none. What is no reply is written with raw."},
	{Name: "raw", Type: cty.String, Doc: "Exact bytes in place of a reply."},
	{Name: "raw_base64", Type: cty.String, Doc: "The same in base64, for bytes that are no text."},
	{Name: "delay", Type: cty.String, Format: schema.Duration, Doc: "How long the server waits first."},
	{Name: "action", Type: cty.String, Enum: []string{"close", "reset", "silent", "garbage"}, Doc: "What the server does in place of a reply, or after it."},
}}

// ParseLab reads a file with one `lab` block, as the built-in profiles are. Its
// values are literals.
func ParseLab(src []byte, filename string) (*Lab, hcl.Diagnostics) {
	s, b := singleBlock(src, filename, "lab")
	if b == nil {
		return nil, s.diags
	}
	lab := &Lab{Name: b.Labels[0]}
	s.loadLab(b, lab)
	return lab, s.diags
}

// LoadLabs reads the `lab` blocks of a suite, in the file's order. The file is read
// and checked as a whole, as for a run, but need hold no test.
func LoadLabs(path string, opt Options) ([]*Lab, *Program, hcl.Diagnostics) {
	l, diags := newLoader(opt)
	p := &Program{}
	src, more := readSource(path)
	if diags = append(diags, more...); src == nil || diags.HasErrors() {
		return nil, p, diags
	}
	file, more := l.parse(src)
	p.Files = l.parser.Files()
	if diags = append(diags, more...); diags.HasErrors() {
		return nil, p, l.remedied(diags)
	}
	s := newSuiteLoader(l, src)
	s.load(file.Body)
	p.Suites, p.Files = []*Suite{s.suite}, l.parser.Files()
	diags = append(append(diags, s.diags...), l.inputs.unused()...)
	var labs []*Lab
	for _, b := range s.blocks["lab"] {
		labs = append(labs, s.ownLabs[b.Labels[0]])
	}
	return labs, p, l.remedied(diags)
}

// literalFile parses a file in which nothing can be referred to. The file is nil
// where it cannot be parsed.
func literalFile(src []byte, filename string) (*suiteLoader, *hcl.File) {
	l := &loader{sources: sources{}, parser: hclparse.NewParser()}
	s := newSuiteLoader(l, &source{Name: filename, Bytes: src})
	s.scope = &scope{ctx: &hcl.EvalContext{Variables: map[string]cty.Value{}}, names: map[string][]string{}}
	file, diags := l.parse(s.src)
	s.add(diags...)
	if diags.HasErrors() {
		return s, nil
	}
	return s, file
}

// singleBlock parses a file that holds one block of the kind and nothing else.
func singleBlock(src []byte, filename, kind string) (*suiteLoader, *hcl.Block) {
	s, file := literalFile(src, filename)
	if file == nil {
		return s, nil
	}
	content, diags := file.Body.Content(&hcl.BodySchema{
		Blocks: []hcl.BlockHeaderSchema{{Type: kind, LabelNames: []string{"name"}}},
	})
	s.add(diags...)
	if len(content.Blocks) != 1 {
		s.fail(file.Body.MissingItemRange(), fmt.Sprintf("Not one %q block", kind), fmt.Sprintf(
			"The file holds one %q block, and there are %d here.", kind, len(content.Blocks)))
		return s, nil
	}
	return s, content.Blocks[0]
}

func (s *suiteLoader) loadLabs() {
	for _, b := range s.blocks["lab"] {
		s.loadLab(b, s.ownLabs[b.Labels[0]])
	}
}

func (s *suiteLoader) loadLab(b *hcl.Block, lab *Lab) {
	f := s.decode(b, labFields)
	lab.Range = s.rng(b.DefRange)
	lab.Title, lab.Doc, lab.Host = f.title(), chomp(f.str("doc")), f.str("host")
	s.checkText(f, "host", checkHost)
	s.checkLabText(f)
	lab.Banner, lab.Greeting = chomp(f.str("banner")), f.str("greeting")
	lab.Keywords, lab.KeywordsTLS = f.list("keywords"), f.list("keywords_tls")
	lab.Users = f.stringMap("users")
	for _, password := range lab.Users {
		if password != "" {
			s.secrets[password] = true
		}
	}
	if t := f.template.only("tls"); t != nil {
		g := s.decode(t, labTLSFields)
		lab.TLS = LabTLS{
			Mode: g.str("mode"), Certificate: g.str("certificate"),
			MinVersion: g.str("min_version"), MaxVersion: g.str("max_version"),
			Ciphers: g.list("ciphers"), AskClient: g.flag("client_certificate_requested", false),
		}
		s.checkLabTLS(g)
	}
	for _, on := range f.template.blocks["on"] {
		if reply, ok := s.labReply(on); ok {
			lab.On = append(lab.On, reply)
		}
	}
}

func (s *suiteLoader) labReply(b *hcl.Block) (LabReply, bool) {
	f := s.decode(b, labReplyFields)
	stage := b.Labels[0]
	if !slices.Contains(playedStages, stage) {
		s.fail(b.LabelRanges[0], "Unknown stage", fmt.Sprintf(
			"A server has no part in a stage %q.%s It answers at %s.", stage, DidYouMean(stage, playedStages), quoted(playedStages, "and")))
		return LabReply{}, false
	}
	r := LabReply{
		Stage: stage, Names: f.list("name"), Mechanisms: f.list("mechanism"), Recipient: f.list("recipient"),
		Attempt: s.attempts(f), When: f.str("when"),
		Reply: chomp(f.str("reply")), Delay: f.duration("delay", 0), Action: f.str("action"),
	}
	if raw := f.strPtr("raw"); raw != nil {
		r.Raw = []byte(*raw)
	}
	if raw := f.strPtr("raw_base64"); raw != nil {
		var err error
		if r.Raw, err = base64.StdEncoding.DecodeString(*raw); err != nil {
			s.fail(f.rng("raw_base64"), `Invalid value for "raw_base64"`, sentence(err.Error()))
		}
	}
	s.checkLabReply(stage, f)
	s.oneReply(f)
	if len(f.values) == 0 {
		s.fail(b.DefRange, "Nothing to do", `This block says nothing: give it a "reply", a "delay" or an "action".`)
	}
	return r, true
}

// oneReply makes sure that a stage has one answer.
func (s *suiteLoader) oneReply(f *fields) {
	first := ""
	for _, name := range []string{"reply", "raw", "raw_base64"} {
		switch {
		case !f.given(name):
		case first == "":
			first = name
		default:
			s.fail(f.rng(name), "Two replies", fmt.Sprintf(
				"A stage is answered with %q or with %q; the other one is null.", first, name))
		}
	}
}

// attempts are whole numbers from 1.
func (s *suiteLoader) attempts(f *fields) []int {
	v, ok := f.value("attempt")
	if !ok {
		return nil
	}
	var out []int
	for _, e := range schema.All(v) {
		n, accuracy := e.AsBigFloat().Int64()
		switch {
		case accuracy != big.Exact || n < 1:
			s.fail(f.rng("attempt"), `Invalid value for "attempt"`, `Attempts are whole numbers from 1.`)
			return nil
		case len(out) > 0 && int(n) <= out[len(out)-1]:
			s.fail(f.rng("attempt"), `Invalid value for "attempt"`, `Attempts are named one by one, in their order, each once: [4, 5]. A list is no range.`)
			return nil
		}
		out = append(out, int(n))
	}
	return out
}

// chomp takes the line end off a heredoc, and carriage returns out of it: a suite
// that was saved with CRLF means the same.
func chomp(text string) string {
	return strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
}
