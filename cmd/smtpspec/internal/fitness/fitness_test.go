package fitness

import (
	"strings"
	"testing"

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
		{"ahead", run(here, here, 301.0), false, "5m0s ahead of"},
		{"behind", run(here, here, -7200.0), false, "2h0m0s behind the one"},
		{"two lines", run(here, there, 0.0), false, "port 25 leaves from 203.0.113.7, port 587 from 203.0.113.8"},
		{"one is not seen", run("", there, 0.0), true, "fit to test from"},
		{"nothing at all", nil, false, "no mail server can be reached"},
	}
	for _, test := range tests {
		v := Judge(test.tests)
		if v.Fit != test.fit || !strings.Contains(strings.Join(v.Says, "\n"), test.says) {
			t.Errorf("%s: %v %q, want %v %q", test.name, v.Fit, v.Says, test.fit, test.says)
		}
	}
}
