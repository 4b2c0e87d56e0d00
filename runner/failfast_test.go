package runner

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// fullDisk is a sink that takes no test.
type fullDisk struct{ memorySink }

var errFull = errors.New("no space left on device")

func (f *fullDisk) Test(i int, r result.Test) error {
	f.memorySink.Test(i, r)
	return errFull
}

// untilNews rests for as long as nobody ends the wait.
func untilNews(t *testing.T) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Second):
			t.Error("the wait was not ended")
			return context.DeadlineExceeded
		}
	}
}

// users makes n tests at n hosts, each with a user of its own where there is no other.
func users(n int, user string) []*dsl.Test {
	var out []*dsl.Test
	for i := range n {
		c := scanner
		if c.Username = user; user == "" {
			c.Username = fmt.Sprintf("u%d@example.com", i)
		}
		out = append(out, as(c, to(1, fmt.Sprintf("h%d.example.com", i))...)...)
	}
	return out
}

// alone lets a host have one session at once.
func alone(tests []*dsl.Test) []*dsl.Test {
	for _, test := range tests {
		test.Endpoint.MaxConnections = 1
	}
	return tests
}

// TestFailFast: after the first test that fails, and after the first that could not be
// written down, no session connects, whatever it was waiting for.
func TestFailFast(t *testing.T) {
	inLab := alone(to(20, ""))
	for _, test := range inLab {
		test.Endpoint.Lab = &dsl.Lab{Name: "m365-mx"}
	}
	const tenant = "contoso-com.mail.protection.outlook.com"
	for _, c := range []struct {
		name  string
		tests []*dsl.Test
		good  int32 // sessions that end well before one fails
		want  int   // connections at most
	}{
		{"workers", to(20, "a.example.com"), 0, 8},
		{"a slot", alone(to(20, "a.example.com")), 0, 1},
		{"a slot of the lab", inLab, 0, 1},
		{"a slot by MX", alone(mxOf(60, "a.example.com")), 0, 1},
		{"a user", users(20, "scanner@example.com"), 0, 1},
		{"sign-ins", users(20, ""), 0, DefaultAuthFailures},
		{"a seat", to(60, "smtp.office365.com"), 0, poolSeats},
		{"a seat by MX", mxOf(60, tenant), 0, poolSeats},
		{"the operator's rate", mxOf(60, tenant), poolRate - 1, poolRate},
	} {
		for _, written := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s written %t", c.name, written), func(t *testing.T) {
				var asked atomic.Int32
				w := watch{rest: untilNews(t), sees: func(stage smtp.Stage, _ *step.Env) (step.Observation, bool) {
					return replied(step.Reject, 550), stage == smtp.EHLO && asked.Add(1) > c.good
				}}
				var sink memorySink
				full := &fullDisk{}
				if written {
					if err := w.runInto(t, &sink, Options{Parallel: 8, FailFast: true}, c.tests...); err != nil {
						t.Fatal(err)
					}
				} else if err := w.runInto(t, full, Options{Parallel: 8}, c.tests...); !errors.Is(err, errFull) {
					t.Fatalf("the run ended with %v", err)
				} else {
					sink = full.memorySink
				}
				if n := len(w.dialled); n == 0 || n > c.want {
					t.Errorf("%d connections, want at most %d", n, c.want)
				}
				wantNotBegun(t, sink, len(c.tests)-len(w.dialled), written)
			})
		}
	}
}

// wantNotBegun wants n tests to say why they have not begun.
func wantNotBegun(t *testing.T, sink memorySink, n int, written bool) {
	t.Helper()
	why := "not begun: an earlier test failed (--fail-fast)"
	if !written {
		why = "not begun: the record of the run could not be written"
	}
	for _, got := range sink.tests {
		if got.Status == result.Skip && got.Reason == why {
			n--
		}
	}
	if n != 0 {
		t.Errorf("%d more tests should say %q", n, why)
	}
}

// TestFailFastWhileConnecting: who is connecting when a test fails stops, and has not
// begun.
func TestFailFastWhileConnecting(t *testing.T) {
	connecting := make(chan struct{})
	w := watch{sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		if stage == smtp.EHLO {
			<-connecting
		}
		return replied(step.Reject, 550), stage == smtp.EHLO
	}}
	kinds := w.kinds(t)
	connect := kinds[slices.IndexFunc(kinds, func(k *step.Kind) bool { return k.Name == string(smtp.Connect) })]
	connects, err := connect.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	connect.New = func(schema.Values) (step.Step, error) {
		return step.Func(func(ctx context.Context, env *step.Env) (step.Observation, error) {
			if env.Endpoint.Host != "dead.example.com" {
				return connects.Run(ctx, env)
			}
			close(connecting)
			return step.Observation{}, untilNews(t)(ctx)
		}), nil
	}
	tests := slices.Concat(to(1, "a.example.com"), to(1, "dead.example.com"))
	w.said = map[smtp.Stage]int{}
	plan, err := Compile([]*dsl.Suite{{File: "a.smtp.hcl", Tests: tests}}, Selection{}, kinds)
	if err != nil {
		t.Fatal(err)
	}
	var sink memorySink
	if _, err := plan.Run(t.Context(), Options{World: w.world(), Parallel: 2, FailFast: true}, &sink); err != nil {
		t.Fatal(err)
	}
	wantNotBegun(t, sink, 1, true)
}

// TestConnectFailedAsAnotherTest: a connect that failed by itself as the run was ended
// is on record as that.
func TestConnectFailedAsAnotherTest(t *testing.T) {
	connecting, over := make(chan struct{}), make(chan struct{})
	w := watch{sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		switch {
		case stage == smtp.Connect && env.Endpoint.Host == "dead.example.com":
			close(connecting)
			<-over
			env.Session.Conn = nil
			return failure(smtp.FailConnectRefused), true
		case stage == smtp.EHLO:
			<-connecting
		}
		return replied(step.Reject, 550), stage == smtp.EHLO
	}}
	tests := slices.Concat(to(1, "a.example.com"), to(1, "dead.example.com"))
	sink := &afterFirst{over: over}
	if err := w.runInto(t, sink, Options{Parallel: 2, FailFast: true}, tests...); err != nil {
		t.Fatal(err)
	}
	if got := sink.tests[1]; len(got.Stages) == 0 || got.Status == result.Skip {
		t.Errorf("%s (%s) with stages %v", got.Status, got.Reason, got.Stages)
	}
}

// afterFirst is a sink that says when the run has ended since its first test failed.
type afterFirst struct {
	memorySink
	over chan struct{}
}

func (a *afterFirst) Test(i int, r result.Test) error {
	if i == 0 {
		time.AfterFunc(20*time.Millisecond, func() { close(a.over) })
	}
	return a.memorySink.Test(i, r)
}

// TestSeatsNotUsed: a seat that is given back without a session counts for nothing.
func TestSeatsNotUsed(t *testing.T) {
	now := time.Date(2026, 11, 22, 16, 4, 0, 0, time.UTC)
	p := pools{now: func() time.Time { return now }}
	for _, used := range []bool{false, true} {
		for range poolRate {
			begun, news, _ := p.try("op")
			if news != nil {
				t.Fatal("no seat")
			}
			p.give("op", begun, used)
		}
	}
	if _, news, lasts := p.try("op"); news == nil || lasts != poolSpan {
		t.Errorf("one more than the rate had a seat, or is to wait %s", lasts)
	}
}

// TestBarredDoNotWait: sessions that are barred while they wait for an operator's seat
// do not wait for it any more, and leave it to others.
func TestBarredDoNotWait(t *testing.T) {
	const blocked = "5.7.1 Service unavailable, Client host blocked using Spamhaus"
	for _, c := range []struct {
		name  string
		tests []*dsl.Test
		good  int // sessions that end well before one is refused
		at    smtp.Stage
		code  smtp.Code
	}{
		{"envelopes", mxOf(45, "contoso-com.mail.protection.outlook.com"), 0, smtp.Rcpt, 550},
		{"envelopes, after as many as may begin", mxOf(45, "contoso-com.mail.protection.outlook.com"), poolRate - 1, smtp.Rcpt, 550},
		{"sign-ins", func() []*dsl.Test {
			tests := users(45, "")
			for _, test := range tests {
				test.Endpoint.Host = "smtp.office365.com"
			}
			return tests
		}(), 0, smtp.Auth, 535},
	} {
		t.Run(c.name, func(t *testing.T) {
			var said atomic.Int32
			for _, test := range c.tests {
				test.To = people(DefaultRefusals)
			}
			refuses := refusesRcpt(c.code, blocked)
			w := watch{rest: untilNews(t), sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
				if stage != c.at || int(said.Add(1)) <= c.good {
					return step.Observation{}, false
				}
				if stage == smtp.Auth {
					return refusesAuth(stage, env)
				}
				return refuses(stage, env)
			}}
			results := w.run(t, Options{Parallel: 8}, c.tests...)
			if w.clock != w.dialled[0] {
				t.Errorf("the run took %s", w.clock.Sub(w.dialled[0]))
			}
			barred := 0
			for _, r := range results {
				if len(r.Stages) == 0 && (strings.Contains(r.Reason, "--max-refusals") || strings.Contains(r.Reason, "--max-auth-failures")) {
					barred++
				}
			}
			if barred == 0 || barred+len(w.dialled) != len(results) {
				t.Errorf("%d tests were barred, %d connected; want %d together", barred, len(w.dialled), len(results))
			}
		})
	}
}
