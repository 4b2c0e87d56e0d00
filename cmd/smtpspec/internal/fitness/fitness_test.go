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
			{Name: "tls", Outcome: "ok", Attrs: map[string]any{"verified": true}},
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
		{"two lines", run(here, there, 0.0), false, "port 25 leaves from 203.0.113.7, port 587 from 203.0.113.8"},
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
	fail := func(stage, class string) result.Stage {
		return result.Stage{Name: stage, Outcome: "fail", Failure: &result.Failure{Class: class, Detail: "by " + class}}
	}
	unproven := result.Stage{Name: "tls", Outcome: "ok", Class: &result.Class{ID: "cert-chain-incomplete"}, Attrs: map[string]any{"issuer": "CN=Proxy"}}
	expired := result.Stage{Name: "tls", Outcome: "ok", Class: &result.Class{ID: "cert-expired"}}
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
		{"invented", with(result.Stage{Name: "resolve", Outcome: "ok"}, "resolver"), Names, nil},
		{"no way", with(fail("connect", "connect-timeout"), all...), Network, nil},
		{"25", with(fail("connect", "connect-timeout"), "microsoft_25", "google_25"), Port25, nil},
		{"silence", with(fail("banner", "reply-timeout"), "microsoft_25", "google_25"), Port25, nil},
		{"587", with(fail("connect", "connect-timeout"), "microsoft_587", "google_587"), Port587, nil},
		{"redirected", with(fail("banner", "port-redirected"), "google_25"), Redirected, []string{"by port-redirected"}},
		{"one issuer", with(unproven, "microsoft_25", "google_25", "google_587"), Roots,
			[]string{`TLS with google_25.example, google_587.example, microsoft_25.example proves nobody: their certificates all come from "CN=Proxy", which is no public root. It is a root of this site's own, or TLS is read along`}},
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
