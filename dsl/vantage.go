package dsl

import (
	"fmt"
	"strings"
)

// vantages are globs over the sites that a run may be made from, or nil where all
// will do.
func (s *suiteLoader) vantages(f *fields) []string {
	globs := f.list("vantages")
	if globs != nil && len(globs) == 0 {
		s.fail(f.rng("vantages"), `Invalid value for "vantages"`, "The list names no site. Where every one will do, it is left out.")
	}
	for _, glob := range globs {
		if strings.TrimSpace(glob) == "" {
			s.fail(f.rng("vantages"), `Invalid value for "vantages"`, "The name of a site is not empty.")
		}
	}
	return globs
}

// checkCallout refuses RCPT probes from the null sender. Nothing was sent that could
// bounce, so a server takes them for callouts: somebody who asks whether mailboxes
// exist, and block lists list the addresses that do.
func (s *suiteLoader) checkCallout(t *Test, n session, f *fields) {
	if t.From == nil || *t.From != "" || t.AllowCallout || f.state("allow_callout") == unknown || !n.comesTo("rcpt", t.Last) {
		return
	}
	s.fail(s.from(f, "from").rng("from"), "Null sender without a message", fmt.Sprintf(
		"%s comes from \"<>\" to RCPT, and sends no message. Servers take that for a callout, which asks whether mailboxes exist, and it gets sites listed. "+
			"A sender of your own will do for most tests; where it has to be the null one, the test says allow_callout = true.", t.Address))
}
