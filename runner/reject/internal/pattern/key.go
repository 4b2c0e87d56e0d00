package pattern

import (
	"cmp"
	"regexp/syntax"
	"slices"
	"strings"
)

// key is a list of texts of which one has to be there.
type key struct {
	texts []string
	cost  int // what it costs to look for them: the rarer, the less
	part  int // which part of a sequence it is of
	lead  int // how many characters of that part there may be before it
}

// keysOf lists the keys of a sequence, neighbours that can be spelled out taken
// together.
func (c *Corpus) keysOf(subs []*syntax.Regexp) []key {
	var out []key
	for i := 0; i < len(subs); {
		k, next := c.keyAt(subs, i)
		if k.texts != nil {
			k.part = i
			out = append(out, k)
		}
		i = next
	}
	return out
}

// keyAt is the rarest key that a sequence's parts have from i on; next is the first
// part that it leaves.
func (c *Corpus) keyAt(subs []*syntax.Regexp, i int) (best key, next int) {
	best, next = c.required(subs[i]), i+1
	for j := i + 2; j <= len(subs); j++ {
		all, ok := concatLanguage(subs[i:j])
		if !ok {
			break
		}
		if k := c.newKey(all); k.rarer(best) {
			best, next = k, j
		}
	}
	return best, next
}

// newKey makes a key of texts, if each is long enough to look for. One text more in
// the index costs less than one that is met more often.
func (c *Corpus) newKey(texts []string) key {
	if !longEnough(texts) {
		return key{}
	}
	k := key{texts: stems(texts)}
	for _, t := range k.texts {
		k.cost += 1 + 4*c.count(t)
	}
	return k
}

// rarer compares keys; any is rarer than none.
func (k key) rarer(o key) bool {
	return k.texts != nil && (o.texts == nil || k.cost < o.cost)
}

// required is the key of an expression; one without texts where none is known.
func (c *Corpus) required(re *syntax.Regexp) key {
	if all, ok := language(re); ok {
		return c.newKey(all)
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return c.required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return c.required(re.Sub[0])
		}
	case syntax.OpAlternate:
		return c.requiredOfAny(re.Sub)
	case syntax.OpConcat:
		var best key
		for _, k := range c.keysOf(re.Sub) {
			if k.rarer(best) {
				k.lead += longestOf(re.Sub[:k.part])
				best = k
			}
		}
		return best
	}
	return key{}
}

// requiredOfAny puts the keys of several ways together.
func (c *Corpus) requiredOfAny(ways []*syntax.Regexp) key {
	var all key
	for _, way := range ways {
		k := c.required(way)
		if k.texts == nil || len(all.texts)+len(k.texts) > maxTexts {
			return key{}
		}
		all.texts = append(all.texts, k.texts...)
		all.lead, all.cost = max(all.lead, k.lead), all.cost+k.cost
	}
	all.texts = stems(all.texts)
	return all
}

// maxAlso bounds how much else is looked for: little tells nearly all.
const maxAlso = 2

// findKey takes the rarest key of an expression, and next to it what else is there.
func (c *Corpus) findKey(w *Words, tree *syntax.Regexp) {
	subs := []*syntax.Regexp{tree}
	if tree.Op == syntax.OpConcat {
		subs = tree.Sub
	}
	keys := c.keysOf(subs)
	slices.SortStableFunc(keys, func(a, b key) int { return cmp.Compare(a.cost, b.cost) })
	if len(keys) == 0 {
		return
	}
	first := keys[0]
	w.Key, w.Lead = c.needles(first.texts, false, false), limit(longestOf(subs[:first.part])+first.lead)
	for _, k := range keys[1:min(len(keys), 1+maxAlso)] {
		if k.part < first.part {
			w.Before = append(w.Before, c.hooks(k.texts))
		} else {
			w.After = append(w.After, c.hooks(k.texts))
		}
	}
}

// hooks are those of some texts.
func (c *Corpus) hooks(texts []string) []string {
	var hooks []string
	for _, n := range c.needles(texts, false, false) {
		hooks = append(hooks, n.hooked())
	}
	slices.Sort(hooks)
	return slices.Compact(hooks)
}

// maxStem is how much of a text is looked for: what follows tells little more, and
// the shorter texts are, the more of them are the same.
const maxStem = 20

// stems cuts texts short and leaves out those that begin with another one.
func stems(texts []string) []string {
	short := make([]string, len(texts))
	for i, t := range texts {
		short[i] = t[:min(len(t), maxStem)]
	}
	slices.Sort(short)
	var out []string
	for _, t := range short {
		if n := len(out); n == 0 || !strings.HasPrefix(t, out[n-1]) {
			out = append(out, t)
		}
	}
	return out
}

func longEnough(texts []string) bool {
	return len(texts) > 0 && !slices.ContainsFunc(texts, func(t string) bool { return len(t) < ShortHook })
}
