package dsl

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl/schema"
)

// stageTable is what the language knows of the stages of a session.
type stageTable struct {
	kinds map[string]*Kind // stages only
	names []string         // in the world's order
	world World
}

func newStageTable(w World) stageTable {
	t := stageTable{kinds: map[string]*Kind{}, world: w}
	for i := range w.Kinds {
		if k := &w.Kinds[i]; k.Stage {
			t.kinds[k.Name] = k
			t.names = append(t.names, k.Name)
		}
	}
	return t
}

// order is the stages of a session, those included that this version does not
// hold.
func (t stageTable) order(tls string) []string {
	if t.world.Order == nil {
		return t.names
	}
	return t.world.Order(tls)
}

// held are those stages of a session that have a kind.
func (t stageTable) held(order []string) []string {
	return slices.DeleteFunc(slices.Clone(order), func(stage string) bool { return t.kinds[stage] == nil })
}

// sees is what assertions may read of a stage.
func (k *Kind) sees(attr string) (schema.Attr, bool) {
	if a, ok := schema.Find(k.Sees, attr); ok {
		return a, true
	}
	return schema.Find(schema.CommonSees, attr)
}

func (k *Kind) seenNames() []string {
	return append(schema.Names(schema.CommonSees), schema.Names(k.Sees)...)
}

// outcomeWords are the words that may follow the stage in `expect`: its outcomes,
// and refuse where it can be refused for now or for good.
func (k *Kind) outcomeWords() []string {
	words := slices.Clone(k.Outcomes)
	if slices.Contains(words, "defer") && slices.Contains(words, "reject") {
		words = append(words, "refuse")
	}
	return words
}

// session is what is known of a test's session when its suite is loaded.
type session struct {
	open   bool // the endpoint is not known yet
	tls    string
	order  []string // of all stages
	held   []string // of those that this version holds
	noAuth bool     // there is no credential
}

func (s *suiteLoader) sessionOf(t *Test, f *fields) session {
	out := session{open: t.Endpoint == nil || t.Endpoint.open}
	if !out.open {
		out.tls = t.Endpoint.TLS
		out.order = s.stages.order(out.tls)
		out.held = s.stages.held(out.order)
	}
	out.noAuth = t.Credential == nil && f.state("credential") != unknown
	return out
}

// whyNot says why a stage is not part of the session, or "".
func (n session) whyNot(stage string) string {
	if n.open || slices.Contains(n.order, stage) {
		return ""
	}
	why := fmt.Sprintf("The session of an endpoint with tls = %q has no stage %q. Its stages are %s.", n.tls, stage, strings.Join(n.held, ", "))
	if stage == "ehlo" && slices.Contains(n.order, "ehlo-tls") {
		why += " The EHLO inside TLS is ehlo-tls."
	}
	return why
}

// noAuthWhy says that there is nothing to sign in with.
const noAuthWhy = `"auth" is a stage of a test with a credential. Without one there is only "expect auth absent", which says that the server lists no AUTH.`

// last is the stage that a session goes to, given the stages that are named: the
// last of them, or rcpt where none is. QUIT is said in any case and never counts.
func (n session) last(named map[string]bool) string {
	if n.open {
		return ""
	}
	last := ""
	for _, stage := range n.order {
		if named[stage] && stage != "quit" {
			last = stage
		}
	}
	return cmp.Or(last, "rcpt")
}

// comesTo reports whether a session that goes to last comes to the stage.
func (n session) comesTo(stage, last string) bool {
	return !n.open && slices.Index(n.order, last) >= slices.Index(n.order, stage)
}
