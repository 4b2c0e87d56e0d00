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

// own is the label of a domain that is its owner's, whatever its length: an author who
// writes it means the client, while in a server's words it may be any word.
func own(name result.Name) string {
	if name.Kind != domain {
		return ""
	}
	label, _, dotted := strings.Cut(registered(lower(name.Value)), ".")
	if !dotted || len(label) < 2 || infrastructure(lower(name.Value)) {
		return ""
	}
	return label
}

// leaving gathers what may be left of the client's names in what stays.
type leaving struct {
	words  []string        // what would tell wherever it stands
	labels []string        // what would tell where an author wrote it
	names  map[string]bool // what authors wrote that is never redacted, and holds one of them
	titles map[string]bool // what they wrote that held one before it was redacted
	texts  map[string]bool // the same of what others said
}

// mostLeaving bounds what is gathered: a run of many tests must not be held in memory.
const mostLeaving = 200

func newLeaving(h result.Header) *leaving {
	l := &leaving{names: map[string]bool{}, titles: map[string]bool{}, texts: map[string]bool{}}
	for _, name := range h.Names {
		for _, word := range Telling(name) {
			if word = lower(word); !slices.Contains(l.words, word) {
				l.words = append(l.words, word)
			}
		}
	}
	for _, name := range h.Names {
		if label := own(name); label != "" && !slices.Contains(l.words, label) && !slices.Contains(l.labels, label) {
			l.labels = append(l.labels, label)
		}
	}
	return l
}

// header looks at what an author wrote about the whole.
func (l *leaving) header(h result.Header) {
	for _, s := range h.Suites {
		l.name(s.File)
		l.title(s.Title)
		for _, c := range s.CaseStudies {
			l.name(c.Name)
			l.title(c.Title, c.RootCause, c.Resolution)
			l.title(c.Symptoms...)
			l.title(c.Lessons...)
			for _, p := range c.Environment {
				l.title(p.Name, p.Value)
			}
		}
	}
}

// test looks at what an author called a test. What servers said is looked at where it is
// read for names.
func (l *leaving) test(t result.Test) {
	if len(l.words)+len(l.labels) == 0 {
		return
	}
	l.name(strings.TrimPrefix(t.Address, "test."))
	l.name(t.Endpoint.Name)
	l.title(t.Title)
	l.text(t.Reason)
}

// name is one that is never redacted.
func (l *leaving) name(s string) {
	if low := lower(s); len(l.names) < mostLeaving && (holdsAny(baseName(low), l.words) || holdsAny(baseName(low), l.labels)) {
		l.names[s] = true
	}
}

// title is what an author wrote, which is redacted when all names are known.
func (l *leaving) title(list ...string) {
	for _, s := range list {
		if low := lower(s); len(l.titles) < mostLeaving && (holdsAny(low, l.words) || holdsAny(low, l.labels)) {
			l.titles[s] = true
		}
	}
}

// text is what another said, which is redacted when all names are known.
func (l *leaving) text(s string) {
	if len(l.texts) < mostLeaving && s != "" && len(l.words) > 0 && holdsAny(lower(s), l.words) {
		l.texts[s] = true
	}
}

// baseName is a suite's file without the ending that all suites have.
func baseName(file string) string { return strings.TrimSuffix(file, ".smtp.hcl") }

func holdsAny(low string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return holds(low, word) })
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

// site learns the name of a site that tells whose it is.
func (n *names) site(vantage string) {
	if low := lower(vantage); holdsAny(low, n.leaving.words) || holdsAny(low, n.leaving.labels) {
		n.learn(site, low)
	}
}
