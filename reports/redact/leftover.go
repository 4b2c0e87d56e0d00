package redact

import "slices"

// Leftover looks through a report while it is written for the parts of the client's names
// that redaction left in it. Words are compared, whatever stands between them: a report
// may break a line, or escape a character, anywhere between two.
type Leftover struct {
	marks  map[string][]mark // by their last word
	found  map[string]bool
	window []string // the words read last
	most   int      // how many words a mark has at most
	word   []byte   // the one that is being read
	entity bool     // it stands behind "&"
}

// mark are words in a row that show a part of a name to be left.
type mark struct {
	words []string
	part  string
}

// Leftover is one that has read nothing yet.
func (v View) Leftover() *Leftover {
	o := &Leftover{marks: map[string][]mark{}, found: map[string]bool{}}
	if v.names != nil && v.names.audience != Microsoft { // which is given the domain
		v.names.mark(o)
	}
	return o
}

// Found are the parts that were in what was written, in their order.
func (o *Leftover) Found() []string {
	o.end(' ')
	var out []string
	for part := range o.found {
		out = append(out, part)
	}
	slices.Sort(out)
	return out
}

// Write reads on. It never fails.
func (o *Leftover) Write(text []byte) (int, error) {
	if len(o.marks) == 0 {
		return len(text), nil
	}
	for _, c := range text {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		switch {
		case !wordByte(c):
			o.end(c)
		case len(o.word) < longestWord:
			o.word = append(o.word, c)
		}
	}
	return len(text), nil
}

// longestWord is how much of a word is kept: no label of a name is longer (RFC 1035 §2.3.4).
const longestWord = 64

// end ends a word at c, which is none of it. An escape such as "&amp;" is no word.
func (o *Leftover) end(c byte) {
	if len(o.word) > 0 && !(o.entity && c == ';') {
		o.next(string(o.word))
	}
	o.entity = c == '&' || c == '#' && o.entity && len(o.word) == 0
	o.word = o.word[:0]
}

func (o *Leftover) next(word string) {
	o.window = append(o.window, word)
	if len(o.window) > o.most {
		o.window = o.window[1:]
	}
	for _, m := range o.marks[word] {
		if from := len(o.window) - len(m.words); from >= 0 && slices.Equal(o.window[from:], m.words) {
			o.found[m.part] = true
		}
	}
}

func (o *Leftover) add(words []string, part string) {
	if len(words) == 0 {
		return
	}
	last := words[len(words)-1]
	o.marks[last] = append(o.marks[last], mark{words, part})
	o.most = max(o.most, len(words))
}

// wordsOf are the words of a text, as they would be read out of a report.
func wordsOf(s string) []string {
	o := &Leftover{most: len(s) + 1, marks: map[string][]mark{"": nil}}
	o.Write([]byte(s))
	o.end(' ')
	return o.window
}

// mark says what to look for.
func (n *names) mark(o *Leftover) {
	l := n.leaving
	left := map[string]bool{}
	look := func(s, low string, authors bool) {
		for _, word := range l.words {
			if !left[word] && holds(low, word) {
				left[word] = true
				o.add(wordsOf(word), word)
			}
		}
		if !authors {
			return
		}
		for _, label := range l.labels {
			if holds(low, label) {
				o.between(wordsOf(s), label)
			}
		}
	}
	for _, s := range sortedSet(l.names) {
		look(s, baseName(lower(s)), true)
	}
	for _, s := range sortedSet(l.titles) {
		s = n.stated(s)
		look(s, lower(s), true)
	}
	for _, s := range sortedSet(l.texts) {
		look("", lower(n.stated(s)), false)
	}
}

// between looks for a label between the words that an author put around it: by itself it
// may be a word of replies.
func (o *Leftover) between(words []string, label string) {
	own := wordsOf(label)
	for i := range words {
		if end := i + len(own); end <= len(words) && slices.Equal(words[i:end], own) {
			o.add(slices.Clone(words[max(0, i-1):min(len(words), end+1)]), label)
		}
	}
}

func sortedSet(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}
