package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/mitchellh/go-wordwrap"
)

// pageWidth is where the page's lines are wrapped; code is not.
const pageWidth = 80

// pageHead is what the page says before the first family.
const pageHead = `<!-- Written by go generate ./runner/reject from runner/reject/classes; change those. -->

# Classes

Every refusal and every failure is given one class. The class says what the
server's sentence means, not only which code stood in front of it: 550 5.7.1 is a
listing, a closed relay, a policy or an unknown user, and only the words tell.
A reply that no rule fits is ` + "`unknown`" + `, which is better than a guess.

` + "`smtpspec explain \"550 5.7.1 …\"`" + ` names the class of a reply, and
` + "`smtpspec classes NAME`" + ` shows an entry, with -v the rules by which it is known. A
suite expects a class, or any class of a family:

    expect rcpt reject { class = "spamhaus" }
    expect rcpt refuse { family = "reputation" }

`

// page is docs/classes.md: all classes with what a person needs of them.
func (k *knowledge) page() []byte {
	p := &page{}
	p.b.WriteString(pageHead)
	p.contents(k)
	for _, f := range k.families {
		p.line("")
		p.line("## Family %s", f.ID)
		p.line("")
		p.line("%s.", f.Title)
		for _, c := range k.classes {
			if c.Family == f.ID {
				p.class(c)
			}
		}
	}
	return p.b.Bytes()
}

type page struct{ b bytes.Buffer }

func (p *page) line(format string, args ...any) { fmt.Fprintf(&p.b, format+"\n", args...) }

// contents is the table of all classes.
func (p *page) contents(k *knowledge) {
	p.line("| class | family | what it says | does waiting help |")
	p.line("|---|---|---|---|")
	for _, c := range k.classes {
		waiting := ""
		if c.WaitingHelps || len(c.WaitingCodes) > 0 {
			waiting = "it may" + c.waitsAfter()
		}
		p.line("| [`%s`](#%s) | %s | %s | %s |", c.ID, c.ID, c.Family, cell(c.Title), waiting)
	}
}

func (p *page) class(c *class) {
	p.line("")
	p.line("### %s", c.ID)
	p.line("")
	p.line("%s.", c.Title)
	p.paragraph("Cause", c.Cause)
	p.paragraph("Do now", c.Advice)
	if c.WaitingHelps || len(c.WaitingCodes) > 0 {
		p.paragraph("", "The same attempt may succeed later, unchanged"+c.waitsAfter()+".")
	}
	if c.Test != "" {
		p.paragraph("Test next", "`smtpspec run "+c.Test+"`")
	}
	p.examples(c.Examples)
	var sources []string
	for _, s := range c.Sources {
		sources = append(sources, fmt.Sprintf("%s (%s)", s.Title, s.Date))
	}
	p.paragraph("Source", strings.Join(sources, "; ")+".")
}

// waitsAfter names the replies after which waiting may help; all of them where it is
// empty.
func (c *class) waitsAfter() string {
	after := ""
	if len(c.WaitingCodes) > 0 {
		after = ", after " + strings.Join(c.WaitingCodes, " or ")
	}
	if len(c.WaitingWords) > 0 {
		after += fmt.Sprintf(" with the words \"%s\"", strings.Join(c.WaitingWords, `" or "`))
	}
	return after
}

// paragraph writes text, wrapped, behind a title in bold.
func (p *page) paragraph(title, text string) {
	if title != "" {
		text = "**" + title + ".** " + text
	}
	p.line("")
	p.line("%s", wordwrap.WrapString(text, pageWidth))
}

// shownExamples is how many examples of a class are on the page; the rest is for
// tests.
const shownExamples = 3

func (p *page) examples(list []example) {
	if len(list) == 0 {
		return
	}
	p.line("")
	p.line("**Such as**")
	p.line("")
	for _, e := range list[:min(len(list), shownExamples)] {
		for line := range strings.Lines(e.Reply) {
			p.line("    %s", strings.TrimRight(line, "\n"))
		}
	}
}

// cell is a text in a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
