package casestudy

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// across adds what holds over several tests: comparisons, proof of the
// resolution, methods and the recommendation.
func (d *document) across(run result.Run, c study, e *exhibits) {
	for _, cmp := range run.Footer.Comparisons {
		if cmp.Suite == c.suite.File && concerns(cmp, c) {
			d.Tables = append(d.Tables, sideOf(cmp, c.tests))
		}
	}
	if len(d.Tables) == 0 && len(c.tests) > 1 && c.stated != nil { // else they are alike
		d.Tables = append(d.Tables, sideBySide(c.tests))
	}
	d.prove(c.tests, e)
	d.lessons(c.tests, e)
	own := run.Footer.Of(c.suite.File, addresses(c.tests))
	d.SeenMD = seen(run, c.tests, own)
	for _, s := range own {
		if s.Recommendation != nil && slices.ContainsFunc(c.tests, say.Sends) {
			d.recommend(recommendation{s.Recommendation, about(s, own), s.Lab})
		}
	}
	d.why(c.tests)
	for _, s := range own {
		for _, m := range s.Methods {
			one := method{Name: methodName(m.Name), State: string(m.State), Detail: m.Detail, Ref: refsOf(m, c.tests, e)}
			if whose := about(s, own); whose != "" {
				one.Name += ", " + whose
			}
			d.Methods = append(d.Methods, one)
		}
		for _, conclusion := range s.Conclusions {
			d.Together = append(d.Together, together{conclusion.Text, decisive(e, conclusion.Evidence, c.tests)})
		}
	}
}

// recommend adds a recommendation; one that was given to another tenant stands with it.
func (d *document) recommend(r recommendation) {
	for i, other := range d.Recommend {
		if r.Tenant != "" && other.Tenant != "" && r.Lab == other.Lab && reflect.DeepEqual(other.Recommendation, r.Recommendation) {
			d.Recommend[i].Tenant += ", " + r.Tenant
			return
		}
	}
	d.Recommend = append(d.Recommend, r)
}

// about says whose mail a diagnosis is about, where there are several; and that the lab
// played it, where real servers answered others.
func about(s result.Sending, all []result.Sending) string {
	if s.Lab && slices.ContainsFunc(all, func(other result.Sending) bool { return !other.Lab }) {
		return strings.TrimPrefix(s.Tenant+", as the lab played it", ", ")
	}
	return s.Tenant
}

// refsOf are the numbers of what a method's state rests on: of the test that decided,
// and of the one that was accepted where that was refused. A test that is no part of the
// case is named.
func refsOf(m result.Method, tests []result.Test, e *exhibits) string {
	refs := []string{e.ref(m.Test, decidedBy(m, tests))}
	if m.Taken != "" {
		refs = append(refs, e.ref(m.Taken, decidedBy(result.Method{Test: m.Taken}, tests)))
	}
	if refs = slices.DeleteFunc(refs, func(r string) bool { return r == "" }); len(refs) > 0 || m.State == result.Untested {
		return strings.Join(refs, ", ")
	}
	if !slices.Contains(addresses(tests), m.Test) && m.Test != "" {
		return text.Code(result.Test{Address: m.Test}.ShortName()) + ", in the run log"
	}
	return ""
}

// decisive are the numbers of the stages that decided tests of the case.
func decisive(e *exhibits, addresses []string, tests []result.Test) string {
	var out []string
	for _, t := range tests {
		if !slices.Contains(addresses, t.Address) {
			continue
		}
		if s, ok := say.Decided(t); ok && e.ref(t.Address, s.Name) != "" {
			out = append(out, e.ref(t.Address, s.Name))
		}
	}
	return strings.Join(out, ", ")
}

func addresses(tests []result.Test) []string {
	var out []string
	for _, t := range tests {
		out = append(out, t.Address)
	}
	return out
}

// decidedBy is the stage that a method's state rests on: the one that it names,
// else the last that its test came to.
func decidedBy(m result.Method, tests []result.Test) string {
	for _, t := range tests {
		if m.Stage == "" && t.Address == m.Test {
			s, _ := say.Decided(t)
			return s.Name
		}
	}
	return m.Stage
}

// why says in what the sessions differ, what stopped those that were refused, what the
// author says was changed, and what the diagnosis says of the method that was taken,
// where another was refused. Without a session that was taken it says nothing.
func (d *document) why(tests []result.Test) {
	for _, table := range d.Tables {
		if table.Conclusion != "" {
			d.WhyMD = append(d.WhyMD, text.Sentence(text.Markdown(table.Conclusion)))
		}
		if len(d.ProofMD) > 0 {
			d.WhyMD = append(d.WhyMD, table.differences())
		}
	}
	if len(d.ProofMD) == 0 {
		return
	}
	if words := d.reasons(); words != "" {
		d.WhyMD = append(d.WhyMD, words)
	}
	if len(d.Recommend) != 1 {
		return
	}
	r := d.Recommend[0]
	if r.Why == "" || !instead(r.Method, tests) {
		return
	}
	for _, t := range tests {
		if s, _ := t.Stage("rcpt"); t.Status == result.Pass && s.Outcome == "accept" && t.Endpoint.Method == r.Method {
			d.WhyMD = append(d.WhyMD, fmt.Sprintf("%s is the method of %s. %s", text.Markdown(methodName(r.Method)), text.Code(t.ShortName()), text.Sentence(text.Markdown(r.Why))))
			return
		}
	}
}

// reasons are why sessions were refused or failed, once for each class, and the change
// that the author states.
func (d *document) reasons() string {
	var words []string
	for i, c := range d.Causes {
		for _, of := range []struct {
			words string
			found bool
		}{{"What stopped ", false}, {"What failed ", true}} {
			tests := testsOf(slices.DeleteFunc(slices.Clone(d.Failures), func(f failure) bool { return f.cause != i || f.found != of.found }))
			if c.Known && c.Title != "" && len(tests) > 0 {
				words = append(words, of.words+namesOf(tests)+": "+text.Sentence(text.Markdown(c.Title)))
			}
		}
	}
	if d.Stated.Resolution != "" {
		words = append(words, "What was changed: "+text.Sentence(text.Markdown(text.Line(d.Stated.Resolution)))+" *(stated)*")
	}
	return strings.Join(words, " ")
}

// instead reports whether a method was taken instead of another that was refused.
func instead(method string, tests []result.Test) bool {
	return slices.ContainsFunc(tests, func(t result.Test) bool {
		_, refused := say.Refusal(t)
		return refused && t.Endpoint.Method != method
	})
}

func methodName(name string) string {
	if m := methods[name]; m != "" {
		return m
	}
	return name
}

// prove says what the run shows of another way that works: a test of the case
// that was taken where another was refused.
func (d *document) prove(tests []result.Test, e *exhibits) {
	refused := false
	for _, t := range tests {
		_, bad := say.Failed(t)
		refused = refused || bad
		if bad || !refused || t.Status != result.Pass {
			continue
		}
		s, _ := say.Decided(t)
		if s.Outcome != "accept" || say.LeftAuth(s) {
			continue
		}
		words := fmt.Sprintf("%s, from the same computer in the same run, was accepted up to %s%s%s.", text.Code(t.ShortName()),
			text.Markdown(say.Command(s.Name)), doubt(t, s), cite(e.ref(t.Address, s.Name)))
		if limit := limits[s.Name]; limit != "" {
			words += " " + limit
		}
		d.ProofMD = append(d.ProofMD, words)
	}
}

// limits are what an accepted stage does not prove (the table of proofs).
var limits = map[string]string{
	"auth":    "AUTH accepted proves user, secret and the policies that allow this address now. It does not prove the right to send as the sender, quotas or room in the mailbox.",
	"mail":    "MAIL FROM accepted proves syntax and order, nothing about sender, address or policy.",
	"rcpt":    "RCPT TO accepted proves that this client address, sender and recipient were not refused at the envelope, then. It does not prove delivery.",
	"message": "A message that was accepted was handed over. It does not prove that it reached the inbox.",
}

// lessons adds what the sessions themselves teach: which earlier stages looked
// healthy while a later one refused.
func (d *document) lessons(tests []result.Test, e *exhibits) {
	for _, l := range d.Stated.Lessons {
		d.LessonsMD = append(d.LessonsMD, text.Sentence(text.Markdown(l))+" *(stated)*")
	}
	fine := map[[2]string][]result.Test{} // by the last stage before the refusal, and its stage
	var order [][2]string
	for _, t := range tests {
		s, bad := say.Refusal(t)
		if !bad || s.Outcome == "absent" || s.Name == "connect" || s.Name == "resolve" || s.Name == "banner" || !nothingBadBefore(t, s.Name) {
			continue
		}
		last := ""
		for _, st := range t.Stages {
			if st.Name == s.Name {
				break
			}
			last = st.Name
		}
		key := [2]string{last, s.Name}
		if fine[key] == nil {
			order = append(order, key)
		}
		fine[key] = append(fine[key], t)
	}
	for _, key := range order {
		alike, stage := fine[key], key[1]
		d.LessonsMD = append(d.LessonsMD, fmt.Sprintf(
			"In %s%s everything up to %s was fine%s. A test that stops there would have found nothing; the refusal came at %s%s.",
			plural(alike, "the session of ", "the sessions of "), namesOf(alike), text.Markdown(say.Command(key[0])),
			citeOf(alike, func(t result.Test) string { return e.before(t, stage) }), text.Markdown(say.Command(stage)),
			citeOf(alike, func(t result.Test) string { return e.ref(t.Address, stage) })))
	}
}
