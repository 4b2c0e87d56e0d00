package fitness

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpspec/smtpspec/runner/result"
)

// reached is a test whose session went well.
func reached(name, from string, clock any) result.Test {
	attrs := map[string]any{}
	if clock != nil {
		attrs["clock_offset"] = clock
	}
	return result.Test{
		Address: "test." + name, Status: result.Pass, Decided: "tls", Diagnosis: result.Diagnosis{SeenFrom: from},
		Stages: []result.Stage{
			{Name: "resolve", Outcome: "ok"}, {Name: "connect", Outcome: "ok"},
			{Name: "banner", Outcome: "accept", Attrs: attrs},
			{Name: "tls", Outcome: "ok", Attrs: map[string]any{"verified": true, "public": true}},
			{Name: "ehlo-tls", Outcome: "accept", Attrs: map[string]any{"client_address": from}},
		},
	}
}

// run is a run of the suite in which all went well, seen from two addresses.
func run(from25, from587 string, clock any) []result.Test {
	return []result.Test{
		reached("microsoft_25", from25, clock), reached("microsoft_587", from587, clock),
		reached("google_25", from25, nil), reached("google_587", from587, nil),
		{Address: "test.resolver", Status: result.Pass, Stages: []result.Stage{
			{Name: "resolve", Outcome: "fail", Failure: &result.Failure{Class: "dns-nxdomain"}},
		}},
	}
}

func TestJudge(t *testing.T) {
	const here, there = "203.0.113.7", "203.0.113.8"
	noClock := run(here, here, nil)
	tests := []struct {
		name  string
		tests []result.Test
		fit   bool
		says  string
	}{
		{"well", run(here, here, 2.0), true, "the clock and the name service are good"},
		{"no clock to compare with", noClock, true, "public roots, the name service is good"},
		{"at the edge", run(here, here, -300.0), true, "fit to test from"},
		{"ahead", run(here, here, 301.0), false, "5 minutes ahead of"},
		{"behind", run(here, here, -7200.0), false, "2 hours behind the one"},
		{"two lines", run(here, there, 0.0), false, "port 25 is seen to come from 203.0.113.7, and port 587 from 203.0.113.8: lists of addresses are asked about the first"},
		{"one is not seen", run("", there, 0.0), true, "fit to test from"},
		{"nothing at all", nil, false, "neither Microsoft 365 nor Google was reached"},
	}
	for _, test := range tests {
		v := Judge(test.tests)
		if v.Fit != test.fit || !strings.Contains(strings.Join(v.Says, "\n"), test.says) {
			t.Errorf("%s: %v %q, want %v %q", test.name, v.Fit, v.Says, test.fit, test.says)
		}
	}
}

// with is a good run with one stage of some of its tests changed.
func with(stage result.Stage, names ...string) []result.Test {
	tests := run("203.0.113.7", "203.0.113.7", nil)
	for i := range tests {
		if !slices.Contains(names, tests[i].ShortName()) {
			continue
		}
		tests[i].Endpoint.Host = tests[i].ShortName() + ".example"
		for n, s := range tests[i].Stages {
			if s.Name == stage.Name {
				tests[i].Stages = append(tests[i].Stages[:n:n], stage)
				tests[i].Decided = stage.Name
			}
		}
	}
	return tests
}

// TestProblem: what spoils other tests has a name, and is said once.
func TestProblem(t *testing.T) {
	all := []string{"microsoft_25", "google_25", "microsoft_587", "google_587"}
	google, microsoft := []string{"google_25", "google_587"}, []string{"microsoft_25", "microsoft_587"}
	fail := func(stage, class string) result.Stage {
		return result.Stage{Name: stage, Outcome: "fail", Failure: &result.Failure{Class: class, Detail: "by " + class}}
	}
	busy := result.Stage{Name: "banner", Outcome: "defer", Reply: &result.Reply{Code: 421, Text: "Service not available"}}
	named := result.Stage{Name: "tls", Outcome: "ok", Class: &result.Class{ID: "cert-name"}, Attrs: map[string]any{"issuer": "CN=R3", "public": true}}
	unsure := run("203.0.113.7", "203.0.113.8", nil)
	for i := range unsure[:4] {
		unsure[i].Stages = unsure[i].Stages[:3]
	}
	elsewhere := run("203.0.113.7", "203.0.113.7", nil)
	elsewhere[2].Diagnosis.SeenFrom, elsewhere[2].Stages[4].Attrs["client_address"] = "203.0.113.9", "203.0.113.9"
	overIPv4 := with(fail("connect", "network-unreachable"), all...)
	for i := range overIPv4 {
		overIPv4[i].Endpoint.Family = "ipv4"
	}
	stopped := run("203.0.113.7", "203.0.113.7", nil)
	stopped[2].Stages = append(stopped[2].Stages[:3:3], result.Stage{Name: "ehlo", Outcome: "reject", Class: &result.Class{ID: "helo-rejected"}})
	stopped[2].Decided, stopped[2].Endpoint.Host = "ehlo", "mx.google.com"
	unproven := result.Stage{Name: "tls", Outcome: "ok", Class: &result.Class{ID: "cert-chain-incomplete"}, Attrs: map[string]any{"issuer": "CN=Proxy"}}
	expired := result.Stage{Name: "tls", Outcome: "ok", Class: &result.Class{ID: "cert-expired"}}
	signed := with(unproven, "microsoft_25")
	signed[0].Diagnosis.Signs = []result.Sign{{Text: "the certificate leads to no public root", Evidence: []string{"tls"}}}
	late := run("", "", nil)
	late[1].Stages[2].Attrs["clock_offset"], late[1].Stages[3] = 36000000.0, expired
	tests := []struct {
		name    string
		tests   []result.Test
		problem Problem
		says    []string
	}{
		{"well", run("", "", nil), "", nil},
		{"two lines", run("203.0.113.7", "203.0.113.8", nil), "", nil},
		{"one port of one operator", with(fail("connect", "connect-timeout"), "google_25"), "", nil},
		{"all unknown", with(fail("resolve", "dns-nxdomain"), all...), Names,
			[]string{"the name service says that the hosts of Microsoft 365 and Google do not exist: it answers wrongly"}},
		{"no answers", with(fail("resolve", "dns-timeout"), all...), Names, []string{"the name service does not answer for Microsoft 365 or Google (dns-timeout)"}},
		{"no IPv4 addresses", with(fail("resolve", "dns-no-address"), all...), Names,
			[]string{"the name service gives no IPv4 address for the hosts of Microsoft 365 and Google, which have some: it answers wrongly"}},
		{"failures", with(fail("resolve", "dns-servfail"), all...), Names, []string{"the name service fails for Microsoft 365 and Google (dns-servfail)"}},
		{"invented", with(result.Stage{Name: "resolve", Outcome: "ok"}, "resolver"), Names, nil},
		{"no way", with(fail("connect", "connect-timeout"), all...), Network, nil},
		{"no IPv4", overIPv4, Network, []string{"neither Microsoft 365 nor Google was reached from here over IPv4, on port 25 (Microsoft 365: network-unreachable, Google: network-unreachable) or on 587 (Microsoft 365: network-unreachable, Google: network-unreachable)"}},
		{"25", with(fail("connect", "connect-timeout"), "microsoft_25", "google_25"), Port25, []string{
			"port 25 does not get out from here (Microsoft 365: connect-timeout, Google: connect-timeout), while 587 does: somewhere on the way it is kept back (this computer's antivirus, a firewall, the line; clouds do so), and a server that is not heard on port 25 from here may be well"}},
		{"25 opens and closes", with(fail("banner", "connection-closed"), "microsoft_25", "google_25"), Port25, []string{
			"port 25 opens from here, and brings no greeting of Microsoft 365's or Google's (Microsoft 365: connection-closed, Google: connection-closed), while 587 does: somewhere on the way it is kept back (this computer's antivirus, a firewall, the line; clouds do so), and a server that is not heard on port 25 from here may be well"}},
		{"refused at the greeting", with(busy, "microsoft_25", "google_25"), "", []string{
			"what answers for Microsoft 365 on port 25 refuses at the greeting (421 Service not available)",
			"what answers for Google on port 25 refuses at the greeting (421 Service not available)"}},
		{"one operator", with(fail("connect", "connect-timeout"), google...), "", []string{
			"Google was not reached from here, on port 25 (connect-timeout) or on 587 (connect-timeout), while Microsoft 365 was"}},
		{"the other one", with(fail("connect", "connect-refused"), microsoft...), "", []string{
			"Microsoft 365 was not reached from here, on port 25 (connect-refused) or on 587 (connect-refused), while Google was"}},
		{"no handshake", with(fail("tls", "tls-timeout"), "google_25"), "", []string{"TLS with google_25.example did not come about (tls-timeout at the TLS handshake)"}},
		{"no EHLO", stopped, "", []string{"TLS with mx.google.com did not come about (helo-rejected at EHLO)"}},
		{"one portal's name", with(named, google...), Roots, []string{
			"TLS with google_25.example proves nobody (cert-name)", "TLS with google_587.example proves nobody (cert-name)"}},
		{"said once", signed, Roots, []string{`TLS with microsoft_25.example proves nobody (cert-chain-incomplete, issuer "CN=Proxy")`}},
		{"addresses that nobody vouches for", unsure, "", []string{
			"port 25 is seen to come from 203.0.113.7 (unauthenticated), and port 587 from 203.0.113.8 (unauthenticated): lists of addresses are asked about the first"}},
		{"several addresses", elsewhere, "", []string{
			"this site is seen under several addresses: 203.0.113.7 by Microsoft 365 on port 25, Microsoft 365 on port 587, Google on port 587; 203.0.113.9 by Google on port 25. Lists of addresses are asked about those of port 25"}},
		{"silence", with(fail("banner", "reply-timeout"), "microsoft_25", "google_25"), Port25, nil},
		{"587", with(fail("connect", "connect-timeout"), "microsoft_587", "google_587"), Port587, nil},
		{"redirected", with(fail("banner", "port-redirected"), "google_25"), Redirected, []string{"by port-redirected"}},
		{"one issuer", with(unproven, "microsoft_25", "google_25", "google_587"), Roots,
			[]string{`TLS with google_25.example, google_587.example, microsoft_25.example proves nobody: their certificates all come from "CN=Proxy", behind which no public root stands. It is an authority of this site's own, or TLS is read along`}},
		{"the clock, and what follows", late, Clock, []string{"the clock is 416 days ahead of the one in Microsoft's greeting"}},
	}
	for _, test := range tests {
		v := Judge(test.tests)
		if v.Problem != test.problem {
			t.Errorf("%s: problem %q, want %q: %q", test.name, v.Problem, test.problem, v.Says)
		}
		if v.Silent25 != (test.name == "silence") {
			t.Errorf("%s: silent: %v", test.name, v.Silent25)
		}
		if test.says != nil {
			if diff := cmp.Diff(test.says, v.Says); diff != "" {
				t.Errorf("%s: %s", test.name, diff)
			}
		}
	}
}
