package redact

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

// What an author calls files, tests and sites stays, so that links and histories work, and
// in titles, as in a server's words, a part of a domain is a word like any other. A site
// that has one in its name becomes a placeholder; of the rest it is said that it is left.

// Telling are the parts of a name of the client's that would give it away, and the name.
func Telling(name result.Name) []string {
	labels := strings.Split(name.Value, ".")
	whole := []string{name.Value}
	switch {
	case len(labels) == 1:
		whole = nil // a host of one word
	case name.Kind == domain:
		labels = labels[:len(labels)-1]
	default:
		return whole
	}
	labels = slices.DeleteFunc(labels, func(label string) bool { return len(label) < 4 || Plain(label) })
	return append(labels, whole...)
}

// leaving gathers what may be left of the client's names in what stays.
type leaving struct {
	words []string        // what would tell
	texts map[string]bool // those that held one before they were redacted
	kept  map[string]bool // the words that stand in what is never redacted
}

// mostLeaving bounds what is gathered: a run of many tests must not be held in memory.
const mostLeaving = 200

func newLeaving(names []result.Name) *leaving {
	l := &leaving{texts: map[string]bool{}, kept: map[string]bool{}}
	for _, name := range names {
		for _, word := range Telling(name) {
			if word = lower(word); !slices.Contains(l.words, word) {
				l.words = append(l.words, word)
			}
		}
	}
	return l
}

// header looks at what an author wrote about the whole.
func (l *leaving) header(h result.Header) {
	for _, s := range h.Suites {
		l.name(s.File)
		l.text(s.Title)
		for _, c := range s.CaseStudies {
			l.name(c.Name)
			l.text(c.Title, c.RootCause, c.Resolution)
			l.text(c.Symptoms...)
			l.text(c.Lessons...)
			for _, p := range c.Environment {
				l.text(p.Name, p.Value)
			}
		}
	}
}

// test looks at what an author called a test. What servers said is looked at where it is
// read for names.
func (l *leaving) test(t result.Test) {
	if len(l.words) == 0 {
		return
	}
	l.name(t.Address)
	l.name(t.Endpoint.Name)
	l.text(t.Title, t.Reason)
}

// name is one that is never redacted.
func (l *leaving) name(s string) {
	low := lower(s)
	for _, word := range l.words {
		if !l.kept[word] && holds(low, word) {
			l.kept[word] = true
		}
	}
}

// text is one that is redacted when all names are known.
func (l *leaving) text(list ...string) {
	for _, s := range list {
		if s == "" || len(l.texts) >= mostLeaving {
			continue
		}
		low := lower(s)
		if slices.ContainsFunc(l.words, func(word string) bool { return strings.Contains(low, word) }) {
			l.texts[s] = true
		}
	}
}

// holds reports that a word stands in low by itself, between others.
func holds(low, word string) bool {
	for from := 0; ; {
		i := strings.Index(low[from:], word)
		if i < 0 {
			return false
		}
		i += from
		if j := i + len(word); (i == 0 || !wordByte(low[i-1])) && (j == len(low) || !wordByte(low[j])) {
			return true
		}
		from = i + 1
	}
}

// left are the words that redaction leaves.
func (n *names) left() []string {
	var out []string
	for _, word := range n.leaving.words {
		found := n.leaving.kept[word]
		for s := range n.leaving.texts {
			found = found || holds(lower(n.stated(s)), word)
		}
		if found {
			out = append(out, word)
		}
	}
	slices.Sort(out)
	return out
}

// site learns the name of a site that tells whose it is.
func (n *names) site(vantage string) {
	low := lower(vantage)
	if slices.ContainsFunc(n.leaving.words, func(word string) bool { return holds(low, word) }) {
		n.learn(site, low)
	}
}
