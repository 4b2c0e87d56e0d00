package reject

import (
	"fmt"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Problem is something wrong with a base: an example that is given another
// class, a counter-example that is given this one, or two classes that come out
// even.
type Problem struct {
	Class   string // the class whose example it is
	Reply   string // the example
	Want    string // the class that is right; empty for any but Class
	Got     string
	Tied    string // the class that came out even with Got
	Counter bool   // it is a counter-example
}

// String is the problem as a sentence.
func (p Problem) String() string {
	kind := "example"
	if p.Counter {
		kind = "counter-example"
	}
	where := fmt.Sprintf("class %q: the %s %q", p.Class, kind, p.Reply)
	switch {
	case p.Tied != "":
		return fmt.Sprintf("%s fits %q and %q equally well; say which is over the other", where, p.Got, p.Tied)
	case p.Want == "":
		return fmt.Sprintf("%s is given this class", where)
	}
	return fmt.Sprintf("%s is given the class %q, not %q", where, p.Got, p.Want)
}

// Check sends every example and every counter-example of every class through
// the whole base.
func (b *Base) Check() []Problem {
	var out []Problem
	for i := range b.classes {
		c := &b.classes[i]
		for _, e := range c.Examples {
			out = b.checkExample(out, Problem{Class: c.ID, Reply: e.Reply, Want: c.ID}, e)
		}
		for _, e := range c.Counter {
			out = b.checkExample(out, Problem{Class: c.ID, Reply: e.Reply, Want: e.Class, Counter: true}, e)
		}
	}
	return out
}

func (b *Base) checkExample(out []Problem, p Problem, e Example) []Problem {
	r, _ := ParseReply(e.Reply)
	v := b.classify(smtp.Stage(e.Stage), r)
	p.Got = v.Class.ID
	switch {
	case v.tied != nil:
		p.Tied = v.tied.ID
	case p.Want == "" && p.Got != p.Class, p.Got == p.Want:
		return out
	}
	return append(out, p)
}

// slowTexts lists the rules that every reply has to be searched for, since their
// text has no fixed words.
func (b *Base) slowTexts() []string {
	var out []string
	for _, c := range b.rules().slow {
		out = append(out, c.rule.class.ID+": "+c.rule.text.text)
	}
	return out
}
