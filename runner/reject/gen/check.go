package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// stages are those that a rule or an example may name.
var stages = smtp.Order(smtp.TLSStartTLS)

var (
	codeForm     = regexp.MustCompile(`^[2-5]([0-9][0-9]|[0-9]x|xx)$`)
	enhancedForm = regexp.MustCompile(`^([245]|x)\.([0-9]{1,3}|x)\.([0-9]{1,3}(-[0-9]{1,3})?|x)$`)
	classID      = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
)

func problem(at *hcl.Range, summary, detail string) *hcl.Diagnostic {
	return &hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: at}
}

// checker collects what is wrong with the classes.
type checker struct {
	know  *knowledge
	ids   map[string]*class
	diags hcl.Diagnostics
}

// check finds what the language alone does not forbid.
func (k *knowledge) check() hcl.Diagnostics {
	c := &checker{know: k, ids: map[string]*class{}}
	for _, cl := range k.classes {
		if other, ok := c.ids[cl.ID]; ok {
			c.bad(cl.Range, "Duplicate class", "There is another class %q in %s.", cl.ID, other.file)
		}
		c.ids[cl.ID] = cl
	}
	for _, cl := range k.classes {
		c.class(cl)
	}
	return c.diags
}

func (c *checker) bad(at hcl.Range, summary, format string, args ...any) {
	c.diags = append(c.diags, problem(&at, summary, fmt.Sprintf(format, args...)))
}

func (c *checker) class(cl *class) {
	if !classID.MatchString(cl.ID) {
		c.bad(cl.Range, "Bad name", "A class is named in small letters with hyphens between words, not %q.", cl.ID)
	}
	if !slices.ContainsFunc(c.know.families, func(f family) bool { return f.ID == cl.Family }) {
		c.bad(cl.Range, "Unknown family", "families.hcl has no family %q.", cl.Family)
	}
	if want := cl.Family + "/" + cl.ID + ".hcl"; cl.file != want {
		c.bad(cl.Range, "Wrong file", "The class %q belongs into %s, and is in %s.", cl.ID, want, cl.file)
	}
	if cl.Title == "" || cl.Cause == "" || cl.Advice == "" {
		c.bad(cl.Range, "Nothing to say", "The class %q needs title, cause and advice.", cl.ID)
	}
	if cl.Test != "" && !strings.HasPrefix(cl.Test, "builtin:") {
		c.bad(cl.Range, "No built-in suite", "The test of the class %q is a built-in suite, such as \"builtin:full-conversation\", not %q.", cl.ID, cl.Test)
	}
	c.waiting(cl)
	if len(cl.Sources) == 0 {
		c.bad(cl.Range, "No source", "The class %q has to say what it rests on.", cl.ID)
	}
	if len(cl.Rules) > 0 && len(cl.Examples) == 0 {
		c.bad(cl.Range, "No example", "The class %q has rules and no example that they are tested with.", cl.ID)
	}
	c.references(cl, "over", cl.Over)
	for _, r := range cl.Rules {
		c.rule(r)
	}
	for _, e := range cl.Examples {
		c.example(e)
		if e.Class != "" {
			c.bad(e.Range, "Superfluous class", "The class of an example is the class that it stands in.")
		}
	}
	for _, e := range cl.Counter {
		c.example(e)
		if e.Class == cl.ID {
			c.bad(e.Range, "Not a counter-example", "This reply is said to be of the class %q itself.", cl.ID)
		}
		if e.Class != "" {
			c.references(cl, "counter_example", []string{e.Class})
		}
	}
}

func (c *checker) waiting(cl *class) {
	for _, code := range cl.WaitingCodes {
		if !codeForm.MatchString(code) || code[0] != '4' {
			c.bad(cl.Range, "Nothing to wait for", "waiting_codes of the class %q are 4xx, or written 454; %q is not.", cl.ID, code)
		}
	}
	for _, words := range cl.WaitingWords {
		if words == "" || words != strings.ToLower(words) || len(cl.WaitingCodes) == 0 {
			c.bad(cl.Range, "Bad words", "waiting_words of the class %q are in small letters, and beside waiting_codes; %q is not.", cl.ID, words)
		}
	}
}

func (c *checker) references(cl *class, where string, ids []string) {
	for _, id := range ids {
		if c.ids[id] == nil {
			c.bad(cl.Range, "Unknown class", "%s of the class %q names %q, and there is no such class.", where, cl.ID, id)
		}
	}
}

func (c *checker) rule(r rule) {
	for _, s := range r.Stage {
		c.stage(r.Range, s)
	}
	for _, code := range r.Code {
		if !codeForm.MatchString(code) {
			c.bad(r.Range, "Bad code", "A code is written 550, 55x or 5xx, not %q.", code)
		}
	}
	for _, code := range r.Enhanced {
		if !enhancedForm.MatchString(code) {
			c.bad(r.Range, "Bad enhanced code", "It is written 5.7.1, 5.7.x or 5.7.606-649, not %q.", code)
		}
	}
	if _, err := regexp.Compile(r.Text); err != nil {
		c.bad(r.Range, "Bad text", "The text is no regular expression: %s.", err)
	}
	if strings.Contains(r.Text, "@") {
		c.bad(r.Range, "Address in a rule", "E-mail addresses in a reply are not searched, so this never fits.")
	}
	if r.Fallback && r.Text == "" {
		c.bad(r.Range, "Fallback without text", "Only text can be a fallback: a code is one already.")
	}
	if r.Decisive && (r.Text == "" || r.Fallback || r.Codeless) {
		c.bad(r.Range, "Decisive without text", "Only text that is neither a fallback nor codeless can decide over other text.")
	}
	if r.Codeless && (r.Text == "" || len(r.Code)+len(r.Enhanced) > 0) {
		c.bad(r.Range, "Codeless with a code", "A line without codes is known by its text alone.")
	}
	if len(r.Stage)+len(r.Code)+len(r.Enhanced)+len(r.Text) == 0 {
		c.bad(r.Range, "Empty rule", "A rule that asks for nothing would fit every reply.")
	}
}

func (c *checker) example(e example) {
	if e.Reply == "" {
		c.bad(e.Range, "Empty reply", "An example needs a reply.")
	}
	if e.Stage != "" {
		c.stage(e.Range, e.Stage)
	}
}

func (c *checker) stage(at hcl.Range, name string) {
	if slices.Contains(stages, smtp.Stage(name)) {
		return
	}
	var known []string
	for _, s := range stages {
		known = append(known, string(s))
	}
	c.bad(at, "Unknown stage", "There is no stage %q; there are %s.", name, strings.Join(known, ", "))
}
