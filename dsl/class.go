package dsl

import (
	"fmt"
	"regexp"
	"slices"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/zclconf/go-cty/cty"
)

var classFields = shape{
	attrs: []schema.Attr{
		{Name: "family", Type: cty.String, Doc: "The kind of refusal, such as \"reputation\"."},
		{Name: "title", Type: cty.String, Doc: "The class in a few words."},
		{Name: "cause", Type: cty.String, Doc: "Why it happens."},
		{Name: "advice", Type: cty.String, Doc: "What the person at the device does about it."},
		{Name: "waiting_helps", Type: cty.Bool, Doc: "The same attempt may succeed later, unchanged."},
		{Name: "over", Type: oneOrMany, List: true, Doc: "Classes that this one wins against in a tie."},
	},
	blocks: []hcl.BlockHeaderSchema{{Type: "rule"}, {Type: "example"}, {Type: "counter_example"}, {Type: "source"}},
}

var ruleFields = shape{attrs: []schema.Attr{
	{Name: "stage", Type: oneOrMany, List: true, Enum: stageNames, Doc: "The stages at which the rule holds."},
	{Name: "code", Type: oneOrMany, List: true, Doc: "Reply codes: \"550\", \"55x\"."},
	{Name: "enhanced", Type: oneOrMany, List: true, Doc: "Enhanced status codes: \"5.7.1\", \"5.7.x\", \"5.7.606-649\"."},
	{Name: "text", Type: cty.String, Doc: "A regular expression (RE2) over the joined text; case does not matter, and a blank stands for any run of blanks."},
}}

var exampleFields = shape{attrs: []schema.Attr{
	{Name: "stage", Type: cty.String, Enum: stageNames, Doc: "Where the reply came."},
	{Name: "reply", Type: cty.String, Required: true, Doc: "The reply; lines are joined by \\n."},
}}

var counterFields = shape{attrs: append([]schema.Attr{
	{Name: "class", Type: cty.String, Doc: "The class that is right."},
}, exampleFields.attrs...)}

var sourceFields = shape{attrs: []schema.Attr{
	{Name: "title", Type: cty.String, Required: true, Doc: "The page's title."},
	{Name: "date", Type: cty.String, Doc: "The page's date, as far as it is known."},
}}

var (
	classID       = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`) })
	rulesCode     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[2-5x][0-9x][0-9x]$`) })
	rulesEnhanced = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[245x]\.([0-9]{1,3}|x)\.([0-9]{1,3}|x|[0-9]{1,3}-[0-9]{1,3})$`)
	})
)

// ParseClass reads a file with one `class` block, as those of the knowledge base
// are. Its values are literals.
func ParseClass(src []byte, filename string) (*Class, hcl.Diagnostics) {
	s, b := singleBlock(src, filename, "class")
	if b == nil {
		return nil, s.diags
	}
	return s.loadClass(b), s.diags
}

// loadClasses reads the suite's own classes. All names are known before the first
// one is read, since one may name another.
func (s *suiteLoader) loadClasses() {
	for _, c := range s.opt.World.Classes {
		s.classIDs = append(s.classIDs, c.ID)
		if !slices.Contains(s.families, c.Family) {
			s.families = append(s.families, c.Family)
		}
	}
	builtIn := len(s.classIDs)
	for _, b := range s.blocks["class"] {
		if !slices.Contains(s.classIDs, b.Labels[0]) {
			s.classIDs = append(s.classIDs, b.Labels[0])
		}
	}
	for _, b := range s.blocks["class"] {
		c := s.loadClass(b)
		if !slices.Contains(s.classIDs[:builtIn], c.ID) {
			s.checkNewClass(b, c)
		}
		s.suite.Classes = append(s.suite.Classes, c)
	}
}

func (s *suiteLoader) loadClass(b *hcl.Block) *Class {
	f := s.decode(b, classFields)
	c := &Class{
		ID: b.Labels[0], Range: s.rng(b.DefRange),
		Family: f.str("family"), Title: f.title(), Cause: chomp(f.str("cause")), Advice: chomp(f.str("advice")),
		WaitingHelps: f.flagPtr("waiting_helps"), Over: f.list("over"),
	}
	if !classID().MatchString(c.ID) {
		s.fail(b.LabelRanges[0], "Invalid name", fmt.Sprintf(
			"%q cannot name a class: its name has small letters, digits and single - only, such as \"acme-filter\".", c.ID))
	}
	s.checkFamily(f, c.Family)
	for _, id := range c.Over {
		s.checkClass(f.rng("over"), id)
	}
	for _, inner := range f.template.blocks["rule"] {
		c.Rules = append(c.Rules, s.classRule(inner))
	}
	for _, inner := range f.template.blocks["example"] {
		c.Examples = append(c.Examples, s.classExample(inner, exampleFields))
	}
	for _, inner := range f.template.blocks["counter_example"] {
		c.Counter = append(c.Counter, s.classExample(inner, counterFields))
	}
	for _, inner := range f.template.blocks["source"] {
		g := s.decode(inner, sourceFields)
		c.Sources = append(c.Sources, ClassSource{Title: g.str("title"), Date: g.str("date")})
	}
	return c
}

// checkNewClass checks what a class needs that overrides no built-in one.
func (s *suiteLoader) checkNewClass(b *hcl.Block, c *Class) {
	if c.Family == "" || c.Title == "" {
		s.fail(b.DefRange, "Incomplete class", fmt.Sprintf(
			"No built-in class is named %q, so this is a new one, and needs a \"family\" and a \"title\".%s",
			c.ID, DidYouMean(c.ID, s.builtinClasses())))
	}
	if len(c.Rules) == 0 {
		s.fail(b.DefRange, "Class without a rule", fmt.Sprintf(
			"Nothing says by what a reply of the class %q is known: it needs a \"rule\" block.", c.ID))
	}
}

func (s *suiteLoader) builtinClasses() []string {
	var ids []string
	for _, c := range s.opt.World.Classes {
		ids = append(ids, c.ID)
	}
	return ids
}

func (s *suiteLoader) classRule(b *hcl.Block) ClassRule {
	f := s.decode(b, ruleFields)
	r := ClassRule{
		Stage: f.list("stage"), Code: f.list("code"), Enhanced: f.list("enhanced"),
		Text: chomp(f.str("text")), Range: s.rng(b.DefRange),
	}
	for _, code := range r.Code {
		if !rulesCode().MatchString(code) {
			s.fail(f.rng("code"), `Invalid value for "code"`, fmt.Sprintf(`%q is no reply code; it reads "550" or "55x".`, code))
		}
	}
	for _, code := range r.Enhanced {
		if !rulesEnhanced().MatchString(code) {
			s.fail(f.rng("enhanced"), `Invalid value for "enhanced"`, fmt.Sprintf(
				`%q is no enhanced status code; it reads "5.7.1", "5.7.x" or "5.7.606-649".`, code))
		}
	}
	if _, err := regexp.Compile(r.Text); err != nil {
		s.fail(f.rng("text"), `Invalid value for "text"`, sentence(err.Error()))
	}
	if len(f.values) == 0 {
		s.fail(b.DefRange, "Empty rule", `A rule says by what a reply is known: "text", "enhanced", "code" or "stage".`)
	}
	return r
}

func (s *suiteLoader) classExample(b *hcl.Block, sh shape) ClassExample {
	f := s.decode(b, sh)
	e := ClassExample{Stage: f.str("stage"), Reply: chomp(f.str("reply")), Class: f.str("class"), Range: s.rng(b.DefRange)}
	if e.Class != "" {
		s.checkClass(f.rng("class"), e.Class)
	}
	return e
}

// checkClass reports a class that there is not. Without a world, as for a single
// file, every name is taken.
func (s *suiteLoader) checkClass(at hcl.Range, id string) {
	if len(s.opt.World.Classes) == 0 || slices.Contains(s.classIDs, id) {
		return
	}
	s.fail(at, "Unknown class", fmt.Sprintf(
		"There is no class named %q.%s All classes: smtpspec classes.", id, DidYouMean(id, s.classIDs)))
}

func (s *suiteLoader) checkFamily(f *fields, name string) {
	if name == "" || len(s.opt.World.Classes) == 0 || slices.Contains(s.families, name) {
		return
	}
	s.fail(f.rng("family"), "Unknown family", fmt.Sprintf(
		"There is no family named %q.%s Families: %s.", name, DidYouMean(name, s.families), quoted(s.families, "and")))
}
