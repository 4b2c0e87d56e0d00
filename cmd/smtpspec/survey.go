package main

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/draft"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/fitness"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/tenant"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// survey is what there is to be tried at a target, before it is said whether to
// try it (probe) or to write it down (init).
type survey struct {
	target  target
	flags   *surveyFlags
	relayTo string // a mailbox outside Microsoft 365, to try relay with
	// signIn tries the sign-in, offer looks whether one is offered.
	signIn, offer bool
	// fit is what is wrong with this computer, and silent25 that ports 25 open
	// there, and nothing is said.
	fit      fitness.Problem
	silent25 bool

	suite draft.Suite
	// open are the tests that come to no envelope, for want of addresses.
	open map[string]bool
}

// The names of endpoints and tests in generated suites.
const (
	testDirect = "direct_send"
	testFilter = "filter"
	testMX     = "mx"
	testServer = "server"
	testRelay  = "relay"
	testOffer  = "submission_offer"
	testSubmit = "submission"
)

// build puts the suite together; nothing is expected of its tests yet.
func (s *survey) build() {
	s.open = map[string]bool{}
	s.suite = draft.Suite{
		Title: s.target.text, EHLO: s.flags.ehlo,
		From: s.flags.sender(), To: s.flags.to,
	}
	if s.signIn {
		s.suite.Username = s.flags.user
		if s.suite.Username == "" {
			s.suite.Username = s.flags.from
		}
	}
	if s.target.domain == "" {
		s.server()
		return
	}
	s.domain()
}

// domain is what there is to be tried at a domain.
func (s *survey) domain() {
	d := s.target.found
	own := draft.Endpoint{Name: testMX, MXOf: d.Name, Port: 25}
	if d.Kind == tenant.Microsoft {
		s.suite.Tags = []string{"m365"}
		own.Comment, own.Method = "The tenant's own host at Microsoft 365, which is the domain's MX.", "direct-send"
		if !d.Direct() {
			own.Comment, own.MXOf, own.Host = "The tenant's own host at Microsoft 365. The domain's MX does not name it.", "", d.Own
		}
		s.add(own, draft.Test{Name: testDirect, Title: "Direct Send: straight to the tenant's MX"})
	} else {
		s.elsewhere(d, own)
	}
	if d.Sure() && s.relayTo != "" {
		relay := s.suite.Endpoints[len(s.suite.Endpoints)-1]
		relay.Name, relay.Method = testRelay, "relay"
		relay.Comment = "The same host, for mail that is to go on to somebody else."
		s.add(relay, draft.Test{
			Name: testRelay, Title: "Relay by a connector: to a mailbox outside", To: []string{s.relayTo},
			Comment: []string{"Only an inbound connector that knows this site makes the tenant take mail for others. The recipient is a mailbox of one's own outside Microsoft 365."},
		})
	}
	if d.Tenant() || s.flags.submission != "" {
		s.submission(d)
	}
}

// elsewhere is a domain whose MX is not Microsoft's: the MX itself and, where a
// tenant's own host was found behind it, that.
func (s *survey) elsewhere(d tenant.Domain, mx draft.Endpoint) {
	mx.Comment = "Where mail for the domain goes."
	test := draft.Test{Name: testMX, Title: "The domain's MX"}
	if d.Kind == tenant.Filter || d.Kind == tenant.Hidden {
		mx.Name, mx.Method, mx.Comment = testFilter, "other", "The public MX: a filter in front of the tenant. What it takes proves nothing about the tenant."
		test = draft.Test{Name: testFilter, Title: "The filter in front of the tenant"}
	}
	s.add(mx, test)
	if !d.Tenant() {
		return
	}
	s.suite.Tags = []string{"m365"}
	own := draft.Endpoint{Name: "tenant", Comment: "The tenant's own host, where Direct Send must go.", Host: d.Own, Port: 25, Method: "direct-send"}
	direct := draft.Test{Name: testDirect, Title: "Direct Send: to the tenant's own host"}
	if mx.Name == testFilter {
		direct.Title += ", past the filter"
	}
	switch {
	case d.Own == "":
		own.Unknown, own.Host = true, "HOST"
		own.Comment += " DNS does not tell its name: put the one that the admin centre shows for HOST, and take the signs away in front of these lines and of the test below."
	case d.Asked != "":
		own.Comment += " Its name was tried as a question: the admin centre shows the true one."
		if !d.Sure() {
			direct.Comment = append(direct.Comment, "Nothing else says that this host is the domain's, so no envelope is offered to it: once it is known, add `expect rcpt accept {}`.")
		}
	}
	s.add(own, direct)
	if d.Own != "" && !d.Sure() {
		s.open[testDirect] = true // it may be a stranger's
	}
}

// submission is the submission endpoint, with or without a sign-in.
func (s *survey) submission(d tenant.Domain) {
	e := draft.Endpoint{
		Name: testSubmit, Comment: "Where a mailbox signs in, and may then send to anybody.",
		Host: d.Submission(), Port: 587, TLS: "required", Method: "client-submission",
	}
	if host, port, err := net.SplitHostPort(s.flags.submission); err == nil {
		e.Host = host
		e.Port, _ = strconv.Atoi(port) // checked with the flags
		if !d.Tenant() {
			e.Method = ""
		}
	}
	if e.Port == 465 {
		e.TLS = "implicit"
	}
	if s.offer {
		s.add(e, draft.Test{Name: testOffer, Title: "Submission: a sign-in is offered inside TLS"})
		s.open[testOffer] = true
	}
	if s.signIn {
		s.add(e, s.signingIn(testSubmit, "Submission: signed in"))
	}
}

// signingIn is a test with the credential. Without a recipient the mailbox writes
// to itself: that one exists.
func (s *survey) signingIn(name, title string) draft.Test {
	t := draft.Test{Name: name, Title: title, SignIn: true}
	if len(s.suite.To) == 0 && s.suite.From != "" {
		t.To = []string{s.suite.From}
	}
	return t
}

// server is what there is to be tried at one server.
func (s *survey) server() {
	t := s.target
	e := draft.Endpoint{Name: testServer, Host: t.host, Port: t.port}
	switch {
	case t.port == 465:
		e.TLS = "implicit"
	case t.submits():
		e.TLS = "required"
	}
	if t.operator().Service == "inbound" {
		e.Method = "direct-send"
	} else if method, known := smtp.SubmissionMethod(t.host); known {
		e.Method = method
	}
	title := fmt.Sprintf("%s, port %d", t.host, t.port)
	if s.signIn {
		s.add(e, s.signingIn(testServer, title))
		return
	}
	s.add(e, draft.Test{Name: testServer, Title: title})
	if t.submits() {
		s.open[testServer] = true // it refuses every envelope without a sign-in
	}
}

// add puts a test at an endpoint, which is written once.
func (s *survey) add(e draft.Endpoint, t draft.Test) {
	known := false
	for _, other := range s.suite.Endpoints {
		known = known || other.Name == e.Name
	}
	if !known {
		if _, err := netip.ParseAddr(e.Host); err != nil { // an address is not asked for
			e.Resolver = s.flags.resolver
		}
		s.suite.Endpoints = append(s.suite.Endpoints, e)
	}
	t.Endpoint = e.Name
	s.suite.Tests = append(s.suite.Tests, t)
	if s.suite.From == "" || len(s.suite.To) == 0 && len(t.To) == 0 {
		s.open[t.Name] = true
	}
}

// probing is the suite as it is run to find out: each session goes as far as it
// can, and nothing is expected of it.
func (s *survey) probing() draft.Suite {
	out := s.suite
	out.Endpoints = append([]draft.Endpoint(nil), s.suite.Endpoints...)
	for i := range out.Endpoints {
		out.Endpoints[i].Connect, out.Endpoints[i].Banner = "5s", "15s" // a person waits
	}
	out.Tests = append([]draft.Test(nil), s.suite.Tests...)
	for i, t := range out.Tests {
		switch {
		case s.open[t.Name] && t.SignIn:
			out.Tests[i].UpTo = "auth"
		case s.open[t.Name]:
			out.Tests[i].UpTo = "ehlo-tls"
		}
		out.Tests[i].Skip = s.kept(t)
	}
	return out
}

// kept is why a session is not held: the name service is known to lead astray, or
// the port to be dead from here. Empty: it is held.
func (s *survey) kept(t draft.Test) string {
	for _, e := range s.suite.Endpoints {
		if e.Name != t.Endpoint {
			continue
		}
		_, err := netip.ParseAddr(e.Host)
		switch {
		case s.target.found.Kind == tenant.Unanswered && t.Name == testMX:
			return "the name service did not tell where"
		case s.fit == fitness.Names && err != nil:
			return "the name service of this computer leads astray"
		case s.silent25 && s.target.domain != "" && e.Port == 25:
			return "no operator's port 25 says a word to this computer"
		}
	}
	return ""
}
