package dsl

import (
	"fmt"
	"slices"
)

// namedIn are the stages that a test's expectations and assertions name.
func namedIn(t *Test) map[string]bool {
	named := make(map[string]bool, len(t.Expect))
	for _, e := range t.Expect {
		named[e.Stage] = true
	}
	for _, a := range t.Assert {
		for _, r := range a.Reads {
			named[r.Stage] = true
		}
	}
	return named
}

// checkStages checks that what a test expects and reads is part of its session.
func (s *suiteLoader) checkStages(t *Test, n session, expects []*expected) {
	looksForAuth := false
	for _, e := range expects {
		s.checkExpected(t, n, e)
		looksForAuth = looksForAuth || e.Stage == "auth" && e.Outcome == "absent"
	}
	for _, a := range t.Assert {
		for _, r := range a.reads {
			switch why := n.whyNot(r.Stage); {
			case why != "":
				s.fail(r.at, "Stage not in the session", why)
			case r.Stage == "auth" && n.noAuth && !looksForAuth:
				s.fail(r.at, "Stage not in the session", noAuthWhy)
			}
		}
	}
	s.checkRecipients(expects)
}

func (s *suiteLoader) checkExpected(t *Test, n session, e *expected) {
	switch why := n.whyNot(e.Stage); {
	case why != "":
		s.fail(e.header, "Stage not in the session", why)
	case e.Stage == "auth" && e.Outcome != "absent" && n.noAuth:
		s.fail(e.header, "Stage not in the session", noAuthWhy)
	}
	if e.Recipients == nil || len(t.To) == 0 {
		return
	}
	for _, r := range e.Recipients {
		if !slices.ContainsFunc(t.To, func(to string) bool { return sameMailbox(to, r) }) {
			s.fail(e.fields.rng("recipient"), "Unknown recipient", fmt.Sprintf(
				"%q is not among the recipients of %s.%s They are %s.", r, t.Address, DidYouMean(r, t.To), quoted(t.To, "and")))
		}
	}
}

// checkRecipients checks that no two expectations speak of the same recipient.
func (s *suiteLoader) checkRecipients(expects []*expected) {
	var seen []*expected
	for _, e := range expects {
		if e.Stage != "rcpt" {
			continue
		}
		for _, other := range seen {
			if what := overlap(other, e); what != "" {
				s.fail(e.header, "Duplicate expectation", fmt.Sprintf(
					"%s at %s too. A stage is expected once, save rcpt with different recipients.", what, place(other.header)))
			}
		}
		seen = append(seen, e)
	}
}

// overlap says what two expectations of rcpt both speak of.
func overlap(a, b *expected) string {
	if a.open || b.open {
		return ""
	}
	if a.Recipients == nil && b.Recipients == nil {
		return `"rcpt" is expected`
	}
	if a.Recipients == nil || b.Recipients == nil {
		return `Without "recipient" an expectation holds for every recipient, and "rcpt" is expected`
	}
	for _, r := range b.Recipients {
		if slices.ContainsFunc(a.Recipients, func(o string) bool { return sameMailbox(o, r) }) {
			return fmt.Sprintf("%q is expected", r)
		}
	}
	return ""
}

// checkEnvelope checks that a session that comes to MAIL and RCPT has what they
// say (RFC 5321 §3.3). A test that is skipped need not.
func (s *suiteLoader) checkEnvelope(t *Test, n session, f *fields) {
	if n.open || t.Skip != nil || f.state("skip") == unknown {
		return
	}
	header := f.template.block.DefRange
	if n.comesTo("mail", t.Last) && !s.from(f, "from").given("from") {
		s.fail(header, "Missing sender", fmt.Sprintf(
			"%s goes to %s, so it needs a \"from\": a mailbox, or \"<>\" for the null reverse-path.%s", t.Address, t.Last, s.unnamed(t)))
	}
	to := s.from(f, "to")
	if n.comesTo("rcpt", t.Last) && (!to.given("to") || to.state("to") == known && len(t.To) == 0) {
		s.fail(header, "Missing recipient", fmt.Sprintf(
			"%s goes to %s, so it needs a recipient in \"to\".%s", t.Address, t.Last, s.unnamed(t)))
	}
	s.checkCallout(t, n, f)
}

// unnamed says why a session goes to rcpt that nobody named.
func (s *suiteLoader) unnamed(t *Test) string {
	named := namedIn(t)
	delete(named, "quit")
	if len(named) > 0 {
		return ""
	}
	return " A test that names no stage goes to rcpt."
}
