package main

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/draft"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/fitness"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/tenant"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/zclconf/go-cty/cty"
)

// healthy is the suite with what is expected of servers that take the mail.
func (s *survey) healthy() draft.Suite {
	out := s.suite
	out.Tests = append([]draft.Test(nil), s.suite.Tests...)
	for i, t := range out.Tests {
		out.Tests[i].Expect = s.wished(t)
	}
	return out
}

// modern is what Microsoft 365 and everybody of sense ask of a handshake.
var modern = draft.Expect{Stage: "tls", Outcome: "ok", Attrs: []draft.Attr{draft.Text("min_version", "TLS1.2")}}

func (s *survey) wished(t draft.Test) []draft.Expect {
	accept := func(stage string, attrs ...draft.Attr) draft.Expect {
		return draft.Expect{Stage: stage, Outcome: "accept", Attrs: attrs}
	}
	switch {
	case s.target.found.Kind == tenant.NullMX && t.Name == testMX:
		return []draft.Expect{{Stage: "resolve", Outcome: "fail", Attrs: []draft.Attr{draft.Text("class", smtp.FailNullMX)}}}
	case t.Name == testOffer:
		return []draft.Expect{modern, accept("ehlo-tls", draft.List("offers", "AUTH"))}
	case t.SignIn && s.open[t.Name]:
		return []draft.Expect{modern, accept("auth")}
	case t.SignIn:
		return []draft.Expect{modern, accept("auth"), accept("rcpt")}
	case s.open[t.Name] && t.Name == testDirect:
		return []draft.Expect{modern, accept("ehlo-tls", draft.List("lacks", "AUTH"))}
	case s.open[t.Name]:
		return []draft.Expect{modern}
	case t.Name == testDirect:
		return []draft.Expect{modern, accept("ehlo-tls", draft.List("lacks", "AUTH")), accept("mail"), accept("rcpt")}
	}
	return []draft.Expect{accept("rcpt")}
}

// pinned is the suite with what a run of it saw, and the names of the tests that
// expect the healthy answer in its place. Of the others, the same again passes.
func (s *survey) pinned(tests []result.Test) (out draft.Suite, wished []string) {
	out = s.suite
	out.Tests = append([]draft.Test(nil), s.suite.Tests...)
	for i, t := range out.Tests {
		out.Tests[i].Expect = s.wished(t) // of a test that is not run
		for _, seen := range tests {
			if seen.ShortName() == t.Name && !s.pin(&out.Tests[i], seen) {
				wished = append(wished, t.Name)
			}
		}
	}
	return out, wished
}

// pin writes down a session, save one that shows no health: then what a healthy
// server would do is expected, so that the suite does not take trouble for the way
// that things should be. `connect` is never named, since the way there is no part of
// the server. It reports whether the session was written down.
func (s *survey) pin(t *draft.Test, seen result.Test) bool {
	if why := unfitToPin(seen); why != "" {
		t.Comment = append(t.Comment, why)
		t.Expect = s.wished(*t)
		return false
	}
	t.Expect = nil
	for _, stage := range seen.Stages {
		if parts := pinRecipients(stage); len(parts) > 0 {
			t.Expect = append(t.Expect, parts...)
			continue
		}
		if e, ok := pinStage(stage); ok {
			t.Expect = append(t.Expect, e)
		}
	}
	return true
}

// unfitToPin says why a session is no picture of the server. Where the way there was
// cut, nothing is known of it, and the test stays inconclusive as long as it cannot
// be reached.
func unfitToPin(seen result.Test) string {
	const wish = " What is expected here is what a healthy server does."
	decided, _ := seen.Stage(seen.Decided)
	switch {
	case seen.Status == result.Skip:
		return "This was not tried: " + seen.Reason + "." + wish
	case seen.Status == result.Inconclusive || seen.Status == result.Error || len(seen.Stages) == 0:
		return "Nothing was learned about this server: " + seen.Reason + "." + wish
	case decided.Class != nil && decided.Class.Waiting && decided.Outcome == "defer":
		return "It was refused for the moment only, with " + decided.Class.ID + "." + wish
	}
	switch between(seen) {
	case fitness.Roots, unproven:
		tls, _ := seen.Stage(string(smtp.TLS))
		class := "no name to it"
		if tls.Class != nil {
			class = tls.Class.ID
		}
		return "TLS did not prove the server (" + class + "), so somebody between may have answered." + wish
	case stripped:
		return "STARTTLS did not arrive, although this operator offers it: something on the way takes it out." + wish
	}
	return ""
}

// What a session may show beside the problems of this computer.
const (
	stripped fitness.Problem = "starttls"    // an operator's STARTTLS does not arrive
	unproven fitness.Problem = "certificate" // an operator's certificate has another fault than its root
)

// between is what a session with an operator whose servers are known shows of somebody
// between here and there: TLS that leads to a root of this computer, that proves nobody,
// or that is not offered.
func between(seen result.Test) fitness.Problem {
	tls, _ := seen.Stage(string(smtp.TLS))
	offer, _ := seen.Stage(string(smtp.StartTLS))
	_, operators := smtp.OperatorOf(seen.Endpoint.Host)
	switch {
	case !operators:
		return "" // its certificate may be of its owner's authority, and STARTTLS never offered
	case intercepted(tls):
		return fitness.Roots
	case tls.Outcome == "ok" && !tls.Bool("verified"):
		if tls.Class != nil && (tls.Class.ID == smtp.CertUntrusted || tls.Class.ID == smtp.CertChainIncomplete) {
			return fitness.Roots
		}
		return unproven
	case offer.Outcome == "absent":
		return stripped
	}
	return ""
}

// intercepted reports whether TLS led to a root of this computer.
func intercepted(tls result.Stage) bool {
	return slices.ContainsFunc(tls.Findings, func(f result.Failure) bool { return f.Class == smtp.TLSIntercepted }) ||
		tls.Class != nil && tls.Class.ID == smtp.TLSIntercepted
}

// pinStage is what a stage showed, where that is worth writing down.
func pinStage(s result.Stage) (draft.Expect, bool) {
	e := draft.Expect{Stage: s.Name, Outcome: s.Outcome}
	stage := smtp.Stage(s.Name)
	if stage == smtp.Connect || stage == smtp.Quit {
		return e, false
	}
	switch s.Outcome {
	case "fail", "defer", "reject":
		e.Attrs = pinRefusal(s)
		return e, true
	case "absent":
		return e, stage == smtp.StartTLS || stage == smtp.Auth
	}
	switch stage {
	case smtp.EHLO, smtp.EHLOTLS:
		e.Attrs = pinKeywords(s)
		return e, len(e.Attrs) > 0 || stage == smtp.EHLOTLS
	case smtp.TLS:
		e.Attrs = pinHandshake(s)
		return e, true
	}
	return e, stage == smtp.Auth || stage == smtp.Mail || stage == smtp.Rcpt
}

// pinRecipients is an expectation for each recipient, where they fared differently.
func pinRecipients(s result.Stage) []draft.Expect {
	if s.Name != string(smtp.Rcpt) || !slices.ContainsFunc(s.Parts, func(p result.Part) bool { return p.Outcome != s.Outcome }) {
		return nil
	}
	var out []draft.Expect
	for _, p := range s.Parts {
		e := draft.Expect{Stage: s.Name, Outcome: p.Outcome, Attrs: []draft.Attr{draft.Text("recipient", p.Key)}}
		if p.Outcome != "accept" {
			e.Attrs = append(e.Attrs, pinRefusal(result.Stage{Class: p.Class, Reply: p.Reply})...)
		}
		out = append(out, e)
	}
	return out
}

func pinRefusal(s result.Stage) []draft.Attr {
	if s.Class != nil && s.Class.ID != "unknown" {
		return []draft.Attr{draft.Text("class", s.Class.ID)}
	}
	if s.Reply != nil {
		return []draft.Attr{{Name: "code", Value: cty.NumberIntVal(int64(s.Reply.Code))}}
	}
	return nil
}

func pinHandshake(s result.Stage) []draft.Attr {
	var out []draft.Attr
	if v := s.String("version"); v != "" {
		out = append(out, draft.Text("min_version", v))
	}
	if !s.Bool("verified") {
		out = append(out, draft.Attr{Name: "verified", Value: cty.False})
		if s.Class != nil {
			out = append(out, draft.Text("class", s.Class.ID))
		}
	}
	return out
}

// pinKeywords writes down the keywords that decide something: STARTTLS, and the
// mechanisms of AUTH or that there are none.
func pinKeywords(s result.Stage) []draft.Attr {
	var offers []string
	keywords := s.Strings("keywords")
	if slices.ContainsFunc(keywords, func(k string) bool { return strings.EqualFold(k, "STARTTLS") }) {
		offers = append(offers, "STARTTLS")
	}
	auth := false
	for _, k := range keywords {
		words := strings.Fields(strings.ToUpper(k))
		if len(words) == 0 || words[0] != "AUTH" {
			continue
		}
		auth = true
		for _, mechanism := range words[1:] {
			offers = append(offers, "AUTH "+mechanism)
		}
	}
	var out []draft.Attr
	if len(offers) > 0 {
		out = append(out, draft.List("offers", offers...))
	}
	if !auth {
		out = append(out, draft.List("lacks", "AUTH"))
	}
	return out
}
