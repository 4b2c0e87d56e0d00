package dsl

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// locals are evaluated in the order in which they need each other, whatever
// order they are written in.
type locals struct {
	s      *suiteLoader
	attrs  map[string]*hcl.Attribute
	values map[string]cty.Value
	path   []string       // those that are being evaluated
	place  map[string]int // where each of them stands in path
}

func (s *suiteLoader) loadLocals() {
	l := &locals{s: s, attrs: map[string]*hcl.Attribute{}, values: map[string]cty.Value{}, place: map[string]int{}}
	var order []*hcl.Attribute
	for _, b := range s.blocks["locals"] {
		attrs, diags := b.Body.JustAttributes()
		s.add(diags...)
		for _, name := range sortedKeys(attrs) {
			if was, ok := l.attrs[name]; ok {
				s.fail(attrs[name].NameRange, "Duplicate name", fmt.Sprintf(
					"There is already a local named %q, at %s.", name, place(was.NameRange)))
				continue
			}
			l.attrs[name] = attrs[name]
			order = append(order, attrs[name])
		}
	}
	s.localAttrs = l.attrs
	s.scope.names["local"] = sortedKeys(l.attrs)
	for _, attr := range order {
		l.evaluate(attr)
	}
	s.scope.ctx.Variables["local"] = cty.ObjectVal(l.values)
}

// evaluate gives a local its value, after those that it reads. One that is wrong
// is unknown, so that its mistake is said once.
func (l *locals) evaluate(attr *hcl.Attribute) {
	if _, done := l.values[attr.Name]; done {
		return
	}
	if !l.s.checkNames(attr.Expr) {
		l.values[attr.Name] = cty.DynamicVal
		return
	}
	l.place[attr.Name] = len(l.path)
	l.path = append(l.path, attr.Name)
	needed, ok := l.needed(attr)
	l.path = l.path[:len(l.path)-1]
	delete(l.place, attr.Name)
	if _, done := l.values[attr.Name]; done {
		return // a circle through it was found on the way
	}
	l.values[attr.Name] = cty.DynamicVal
	if !ok {
		return
	}
	ctx := l.s.scope.ctx.NewChild()
	ctx.Variables = map[string]cty.Value{"local": cty.ObjectVal(needed)}
	v, diags := attr.Expr.Value(ctx)
	l.s.add(diags...)
	if diags.HasErrors() {
		return
	}
	l.values[attr.Name] = v
}

// needed evaluates the locals that one reads.
func (l *locals) needed(attr *hcl.Attribute) (map[string]cty.Value, bool) {
	needed := map[string]cty.Value{}
	for _, t := range attr.Expr.Variables() {
		if t.RootName() != "local" {
			continue
		}
		name, ok := "", false
		if len(t) > 1 {
			name, _, ok = stepName(t[1])
		}
		if !ok {
			l.s.fail(t.SourceRange(), "Unclear reference",
				"A local names the locals that it reads, as in local.name: their order follows from that.")
			return nil, false
		}
		if start, circular := l.place[name]; circular {
			l.circle(attr, start)
			return nil, false
		}
		l.evaluate(l.attrs[name])
		needed[name] = l.values[name]
	}
	return needed, true
}

// circle reports locals that are needed for their own values.
func (l *locals) circle(attr *hcl.Attribute, start int) {
	var names []string
	for _, on := range l.path[start:] {
		names = append(names, "local."+on)
		l.values[on] = cty.DynamicVal
	}
	names = append(names, names[0])
	l.s.fail(attr.NameRange, "Circular locals", fmt.Sprintf(
		"The value of %s depends on itself: %s.", names[0], strings.Join(names, " reads ")))
}
