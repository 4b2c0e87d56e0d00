package dsl

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// References are values: endpoint.mx is a capsule around the endpoint, so it goes
// through conditionals, locals and for_each like any other value. The capsules
// exist before the blocks that they stand for are read; so locals may name
// endpoints, and endpoints read locals.
var (
	endpointType   = cty.Capsule("endpoint", reflect.TypeFor[Endpoint]())
	credentialType = cty.Capsule("credential", reflect.TypeFor[Credential]())
	clientType     = cty.Capsule("client", reflect.TypeFor[Client]())
	labType        = cty.Capsule("lab", reflect.TypeFor[Lab]())
	testType       = cty.Capsule("test", reflect.TypeFor[Test]())
)

// scope is what the expressions of a suite may read.
type scope struct {
	ctx   *hcl.EvalContext
	names map[string][]string // the names under each root
	kept  map[string]bool     // roots that assertions read during the run
}

// keep notes what an assertion reads.
func (sc *scope) keep(expr hcl.Expression) {
	for _, t := range expr.Variables() {
		sc.kept[t.RootName()] = true
	}
}

// prune takes out of the scope what no assertion reads: it lives as long as they.
func (sc *scope) prune() {
	for root := range sc.ctx.Variables {
		if !sc.kept[root] || root == "test" {
			delete(sc.ctx.Variables, root)
		}
	}
}

// rootWords are all words that a reference may begin with.
var rootWords = []string{"var", "local", "endpoint", "credential", "client", "lab", "each", "step", "test"}

// elsewhere says where those can be read that cannot be read everywhere.
var elsewhere = map[string]string{
	"each": `"each" is the instance of a test with for_each, and can be read only in such a test.`,
	"step": `"step" is what a test observed, and can be read only in an assert: everything else is known before the run.`,
	"test": `"test" can be read only in a comparison or a case_study: tests never depend on each other.`,
}

// declareNames makes a capsule for all that references may name, and reports
// names that are given twice or are no identifiers.
func (s *suiteLoader) declareNames() {
	for _, kind := range []string{"endpoint", "credential", "client", "lab", "test", "comparison", "case_study", "class"} {
		s.blocks[kind] = s.uniqueNames(kind, s.blocks[kind])
	}
	for _, b := range s.blocks["endpoint"] {
		s.endpoints[b.Labels[0]] = &Endpoint{Name: b.Labels[0]}
	}
	for _, b := range s.blocks["credential"] {
		s.credentials[b.Labels[0]] = &Credential{Name: b.Labels[0]}
	}
	for _, b := range s.blocks["client"] {
		s.clients[b.Labels[0]] = &Client{Name: b.Labels[0]}
	}
	for _, b := range s.blocks["lab"] {
		s.ownLabs[b.Labels[0]] = &Lab{Name: b.Labels[0]}
	}
}

// uniqueNames returns the blocks whose names are the first of their kind.
func (s *suiteLoader) uniqueNames(kind string, blocks hcl.Blocks) hcl.Blocks {
	first := map[string]hcl.Range{}
	var out hcl.Blocks
	for _, b := range blocks {
		name := b.Labels[0]
		if was, ok := first[name]; ok {
			s.fail(b.LabelRanges[0], "Duplicate name", fmt.Sprintf(
				"There is already %s %s named %q, at %s.", article(kind), kind, name, place(was)))
			continue
		}
		first[name] = b.DefRange
		if kind != "class" && !hclsyntax.ValidIdentifier(name) {
			s.fail(b.LabelRanges[0], "Invalid name", fmt.Sprintf(
				"%q cannot name %s %s: a name begins with a letter and has letters, digits, - and _ only, since it is referred to and filtered by. Prose goes into \"title\".",
				name, article(kind), kind))
		}
		out = append(out, b)
	}
	return out
}

func article(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an"
	}
	return "a"
}

// loadScope gives values to variables and locals, and makes the scope.
func (s *suiteLoader) loadScope() {
	ctx := &hcl.EvalContext{Functions: functions(s.dir, s.root), Variables: map[string]cty.Value{}}
	s.scope = &scope{ctx: ctx, names: map[string][]string{"each": {"key", "value"}}, kept: map[string]bool{}}
	s.loadVariables(ctx)
	object(s, "endpoint", endpointType, s.endpoints)
	object(s, "credential", credentialType, s.credentials)
	object(s, "client", clientType, s.clients)
	object(s, "lab", labType, s.ownLabs)
	s.loadLocals()
}

func (s *suiteLoader) loadVariables(ctx *hcl.EvalContext) {
	values, diags := s.inputs.values(variableScope{
		Blocks: s.blocks["variable"], Dir: s.dir,
		Context: &hcl.EvalContext{Functions: ctx.Functions}, Range: s.rng,
	})
	s.add(diags...)
	s.suite.Variables = values.Declared
	for _, secret := range values.Secrets {
		s.secrets[secret] = true
	}
	ctx.Variables["var"] = values.Object
	for _, b := range s.blocks["variable"] {
		s.scope.names["var"] = append(s.scope.names["var"], b.Labels[0])
	}
}

// object puts the capsules of one kind into the scope.
func object[T any](s *suiteLoader, root string, ty cty.Type, things map[string]*T) {
	values := map[string]cty.Value{}
	for name, thing := range things {
		values[name] = cty.CapsuleVal(ty, thing)
	}
	s.scope.ctx.Variables[root] = cty.ObjectVal(values)
	s.scope.names[root] = sortedKeys(things)
}

// reads reports whether an expression reads a root.
func reads(expr hcl.Expression, root string) bool {
	return slices.ContainsFunc(expr.Variables(), func(t hcl.Traversal) bool { return t.RootName() == root })
}

// checkNames checks the names that an expression reads, so that a wrong one is
// reported with a suggestion in place of HCL's general words. words are the roots
// that can be read here beside those of the whole suite.
func (s *suiteLoader) checkNames(expr hcl.Expression, words ...string) bool {
	ok := true
	for _, t := range expr.Variables() {
		if !s.checkTraversal(t, words) {
			ok = false
		}
	}
	return ok
}

func (s *suiteLoader) checkTraversal(t hcl.Traversal, words []string) bool {
	root := t.RootName()
	if !slices.Contains(rootWords, root) {
		s.fail(t.SourceRange(), "Unknown name", s.unknownRoot(root))
		return false
	}
	if reason, ok := elsewhere[root]; ok && !slices.Contains(words, root) {
		s.fail(t.SourceRange(), "Not to be read here", reason)
		return false
	}
	if root == "step" || len(t) < 2 {
		return true // checked by the assertion, or looked up by a key
	}
	name, at, ok := stepName(t[1])
	if !ok {
		return true
	}
	if !slices.Contains(s.scope.names[root], name) {
		s.fail(at, "Unknown "+rootNoun(root), s.unknownName(root, name))
		return false
	}
	return root != "test" || len(t) < 3 || s.checkInstance(name, t[2])
}

// checkInstance checks the key in test.NAME["key"].
func (s *suiteLoader) checkInstance(name string, step hcl.Traverser) bool {
	family := s.tests[name]
	if family == nil || !family.keyed || family.open {
		return true
	}
	if _, dotted := step.(hcl.TraverseAttr); dotted {
		return true // of all instances at once, which the assertion refuses
	}
	key, at, ok := stepName(step)
	if !ok || family.byKey[key] != nil {
		return true
	}
	s.fail(at, "Unknown instance", fmt.Sprintf("test.%s has no instance %q.%s", name, key, DidYouMean(key, sortedKeys(family.byKey))))
	return false
}

// unknownRoot says what a reference may begin with.
func (s *suiteLoader) unknownRoot(root string) string {
	if near := Suggest(root, rootWords); near != "" {
		return fmt.Sprintf("Nothing is named %q. Did you mean %q?", root, near)
	}
	for _, kind := range []string{"var", "local", "endpoint", "credential", "client", "lab"} {
		if slices.Contains(s.scope.names[kind], root) {
			return fmt.Sprintf("Nothing is named %q. Did you mean \"%s.%s\"?", root, kind, root)
		}
	}
	return fmt.Sprintf("Nothing is named %q. A text stands in quotes; a reference begins with %s.",
		root, quoted(rootWords[:6], "or"))
}

func (s *suiteLoader) unknownName(root, name string) string {
	names := s.scope.names[root]
	noun := rootNoun(root)
	detail := fmt.Sprintf("There is no %s named %q.%s", noun, name, DidYouMean(name, names))
	switch {
	case len(names) == 0 && root != "each":
		return detail + fmt.Sprintf(" This suite declares no %s.", noun)
	case root == "client" && slices.Contains(s.opt.World.ClientNames, name),
		root == "lab" && slices.Contains(s.opt.World.LabNames, name):
		return fmt.Sprintf("There is no %s named %q in this suite. The built-in one is named in quotes: %q.", noun, name, name)
	case Suggest(name, names) == "" && len(names) <= 12:
		return detail + fmt.Sprintf(" There is %s.", quoted(names, "and"))
	}
	return detail
}

// rootNoun is what stands under a root.
func rootNoun(root string) string {
	switch root {
	case "var":
		return "variable"
	case "each":
		return "attribute of each"
	}
	return root
}

// stepName is the name in one step of a traversal: `.name` or `["name"]`.
func stepName(step hcl.Traverser) (name string, at hcl.Range, ok bool) {
	switch step := step.(type) {
	case hcl.TraverseAttr:
		return step.Name, step.SrcRange, true
	case hcl.TraverseIndex:
		if step.Key.Type() == cty.String && step.Key.IsKnown() && !step.Key.IsNull() {
			return step.Key.AsString(), step.SrcRange, true
		}
		return "", step.SrcRange, false
	}
	return "", hcl.Range{}, false
}
