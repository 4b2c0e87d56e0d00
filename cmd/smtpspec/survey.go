package main

import (
	"fmt"
	"net"
	"strconv"

	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/draft"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/tenant"
)

// survey is what there is to be tried at a target, before it is said whether to
// try it (probe) or to write it down (init).
type survey struct {
	target  target
	flags   *surveyFlags
	relayTo string // a mailbox outside Microsoft 365, to try relay with
	// signIn tries the sign-in, offer looks whether one is offered.
	signIn, offer bool

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
		s.add(own, draft.Test{Name: testDirect, Title: "Direct Send: straight to the tenant's MX"})
	} else {
		s.elsewhere(d, own)
	}
	if d.Tenant() && s.relayTo != "" {
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
	if d.Kind == tenant.Filter {
		mx.Name, mx.Method, mx.Comment = testFilter, "other", "The public MX: a filter in front of the tenant. What it takes proves nothing about the tenant."
		test = draft.Test{Name: testFilter, Title: "The filter in front of the tenant"}
	}
	s.add(mx, test)
	if !d.Tenant() {
		return
	}
	comment := "The tenant's own host, where Direct Send must go."
	if d.Asked != "" {
		comment += " Its name was tried as a question: the admin centre shows the true one."
	}
	s.suite.Tags = []string{"m365"}
	s.add(draft.Endpoint{Name: "tenant", Comment: comment, Host: d.Own, Port: 25, Method: "direct-send"},
		draft.Test{Name: testDirect, Title: "Direct Send: to the tenant's own host, past the filter"})
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
	case t.operator().Service == "submission":
		e.TLS = "required"
	}
	switch op := t.operator(); {
	case op.Service == "inbound":
		e.Method = "direct-send"
	case op.Service == "submission" && op.Name == "Microsoft 365":
		e.Method = "client-submission"
	}
	title := fmt.Sprintf("%s, port %d", t.host, t.port)
	if s.signIn {
		s.add(e, s.signingIn(testServer, title))
		return
	}
	s.add(e, draft.Test{Name: testServer, Title: title})
	if e.Method == "client-submission" {
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
		out.Endpoints[i].Connect = "5s" // a person waits
	}
	out.Tests = append([]draft.Test(nil), s.suite.Tests...)
	for i, t := range out.Tests {
		if s.open[t.Name] {
			out.Tests[i].UpTo = "ehlo-tls"
		}
	}
	return out
}
