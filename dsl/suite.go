package dsl

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// rootSchema is what stands at the top of a suite.
var rootSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "suite"},
	{Type: "variable", LabelNames: []string{"name"}},
	{Type: "locals"},
	{Type: "endpoint", LabelNames: []string{"name"}},
	{Type: "credential", LabelNames: []string{"name"}},
	{Type: "client", LabelNames: []string{"name"}},
	{Type: "lab", LabelNames: []string{"name"}},
	{Type: "class", LabelNames: []string{"name"}},
	{Type: "defaults"},
	{Type: "site"},
	{Type: "test", LabelNames: []string{"name"}},
	{Type: "comparison", LabelNames: []string{"name"}},
	{Type: "case_study", LabelNames: []string{"name"}},
	{Type: "include", LabelNames: []string{"name"}},
}}

// suiteLoader turns one parsed suite into its model.
type suiteLoader struct {
	*loader
	diagList
	src   *source
	dir   string // empty for a built-in suite
	root  string // the repository, which no file may leave
	suite *Suite
	scope *scope
	// Blocks by their type, in the file's order.
	blocks map[string]hcl.Blocks
	// What references may name; filled in before anything is evaluated.
	endpoints   map[string]*Endpoint
	credentials map[string]*Credential
	clients     map[string]*Client
	ownLabs     map[string]*Lab
	localAttrs  map[string]*hcl.Attribute
	tests       map[string]*testFamily
	defaults    *fields // nil: none
	secrets     map[string]bool
	classIDs    []string
	families    []string
}

func newSuiteLoader(l *loader, src *source) *suiteLoader {
	s := &suiteLoader{
		loader:      l,
		src:         src,
		suite:       &Suite{File: src.Name, SHA256: src.SHA256},
		blocks:      map[string]hcl.Blocks{},
		endpoints:   map[string]*Endpoint{},
		credentials: map[string]*Credential{},
		clients:     map[string]*Client{},
		ownLabs:     map[string]*Lab{},
		tests:       map[string]*testFamily{},
		secrets:     map[string]bool{},
	}
	if src.Path != "" {
		s.dir = filepath.Dir(src.Path)
		s.root = repositoryRoot(s.dir)
	}
	return s
}

// load fills in the suite, and reports whether the file has a test block. It goes
// in passes, since a suite may say things in any order: the version first; then
// names; variables and locals; what tests refer to; tests; what refers to tests.
func (s *suiteLoader) load(body hcl.Body) (found bool) {
	if !s.checkVersion(body) {
		return true
	}
	content, diags := body.Content(rootSchema)
	s.add(diags...)
	for _, b := range content.Blocks {
		s.blocks[b.Type] = append(s.blocks[b.Type], b)
	}
	for _, b := range s.blocks["include"] {
		s.notYet(b.DefRange, `An "include" block`)
	}
	s.declareNames()
	s.loadScope()
	s.loadSuiteBlock()
	s.loadSite()
	s.loadClasses()
	s.loadLabs()
	s.loadClients()
	s.loadCredentials()
	s.loadEndpoints()
	s.loadDefaults()
	s.loadTests()
	s.declareTests()
	s.loadComparisons()
	s.loadCaseStudies()
	s.scope.prune()
	for secret := range s.secrets {
		s.suite.Secrets = append(s.suite.Secrets, secret)
	}
	slices.Sort(s.suite.Secrets)
	return len(s.blocks["test"]) > 0
}

// checkVersion looks at required_version before all else, since a suite that was
// written for another smtpspec may not make sense to this one.
func (s *suiteLoader) checkVersion(body hcl.Body) bool {
	content, _, _ := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "suite"}}})
	for _, b := range content.Blocks {
		inner, _, _ := b.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "required_version"}}})
		attr, ok := inner.Attributes["required_version"]
		if !ok {
			continue
		}
		v, diags := attr.Expr.Value(nil)
		if diags.HasErrors() || v.Type() != cty.String || v.IsNull() || !v.IsKnown() {
			s.fail(attr.Expr.Range(), "Invalid required_version",
				`required_version is a literal string, such as ">= 0.1": it is read before variables have values.`)
			return false
		}
		met, err := versionMeets(s.opt.World.Version, v.AsString())
		if err != nil {
			s.fail(attr.Expr.Range(), "Invalid required_version", sentence(err.Error()))
			return false
		}
		if !met {
			s.fail(attr.Expr.Range(), "Another version of smtpspec is needed", fmt.Sprintf(
				"This suite needs smtpspec %s, and this is %s.", v.AsString(), s.thisVersion()))
			return false
		}
	}
	return true
}

// loadSuiteBlock reads the `suite` block.
func (s *suiteLoader) loadSuiteBlock() {
	b := s.only("suite")
	if b == nil {
		return
	}
	f := s.decode(b, suiteFields)
	s.suite.Title = f.title()
	s.suite.Tags = s.tags(f)
}

// loadSite reads the `site` block.
func (s *suiteLoader) loadSite() {
	b := s.only("site")
	if b == nil {
		return
	}
	f := s.decode(b, siteFields)
	s.suite.Site = &Site{
		StaticIP: f.flagPtr("static_ip"), ExternalRecipients: f.flagPtr("external_recipients"),
		DeviceOAuth: f.flagPtr("device_oauth"),
	}
}

// only returns the single block of a type, or nil; a second one is a mistake.
func (s *suiteLoader) only(kind string) *hcl.Block {
	blocks := s.blocks[kind]
	if len(blocks) == 0 {
		return nil
	}
	for _, again := range blocks[1:] {
		s.fail(again.DefRange, fmt.Sprintf("Duplicate %q block", kind), fmt.Sprintf(
			"A suite has one %q block; the first one is at %s.", kind, place(blocks[0].DefRange)))
	}
	return blocks[0]
}

// tags reads the `tags` of a block.
func (s *suiteLoader) tags(f *fields) []string {
	tags := f.list("tags")
	for _, t := range tags {
		if !validTag(t) {
			s.fail(f.rng("tags"), "Invalid tag", fmt.Sprintf(
				"A tag is a word without blanks or commas, which %q is not.", t))
		}
	}
	return tags
}

// checkLines reports lines of `file:line` that stand in no test.
func (s *suiteLoader) checkLines(lines []int) {
	if s.diags.HasErrors() {
		return
	}
	for _, line := range lines {
		inside := slices.ContainsFunc(s.blocks["test"], func(b *hcl.Block) bool {
			return b.DefRange.Start.Line <= line && line <= lastLine(b)
		})
		if !inside {
			s.fail(hcl.Range{}, "No test at this line", fmt.Sprintf(
				"Line %d of %s stands in no test block.", line, s.suite.File))
		}
	}
}

// notYet reports a part of the language that this version does not know.
func (s *suiteLoader) notYet(at hcl.Range, what string) {
	s.fail(at, "Not part of this version", what+" is not part of "+s.thisVersion()+".")
}

// thisVersion is the program's name with its version.
func (l *loader) thisVersion() string {
	if l.opt.World.Version == "" {
		return "smtpspec"
	}
	return "smtpspec " + l.opt.World.Version
}
