package runner

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// news waits for something that another session of the run is to do.
func news(t *testing.T, what string, c <-chan struct{}) {
	select {
	case <-c:
	case <-time.After(10 * time.Second):
		t.Errorf("nobody %s meanwhile", what)
	}
}

// TestRecipientsWaitOutside: a session that has to wait until it may name its
// recipients has no connection open meanwhile, and no worker.
func TestRecipientsWaitOutside(t *testing.T) {
	elsewhere := make(chan struct{})
	accepts := takesRcpt("", 0, "")
	w := watch{}
	w.sees = func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		switch {
		case stage == smtp.Rcpt && env.Endpoint.Host == "c.example.com":
			close(elsewhere)
		case stage == smtp.Rcpt:
			news(t, "went on elsewhere", elsewhere)
			w.pass(10 * time.Second)
		}
		return accepts(stage, env)
	}
	tests := to(6, "a.example.com")
	for i, test := range tests {
		test.To = people(18)[3*i : 3*i+3]
	}
	tests = append(tests, to(1, "c.example.com")...)
	if n := len(ran(w.run(t, Options{Parallel: 3}, tests...))); n != len(tests) || w.most > 2 {
		t.Errorf("%d tests ran, %d connections at once; want %d, and one at each server", n, w.most, len(tests))
	}
}

// TestKnownRecipientsOvertake: nor does it keep sessions from its own server that name
// recipients which are known to be answered well.
func TestKnownRecipientsOvertake(t *testing.T) {
	first, overtaken := make(chan struct{}), make(chan struct{})
	accepts := takesRcpt("", 0, "")
	w := watch{}
	w.sees = func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		switch {
		case env.Endpoint.Name == "endpoint.last" && stage == smtp.Rcpt:
			close(overtaken)
		case env.Envelope.To[0] != "known@example.com" && stage == smtp.Resolve:
			news(t, "named the known recipient", first)
		case env.Envelope.To[0] != "known@example.com" && stage == smtp.Rcpt:
			news(t, "named the known recipient again", overtaken)
		case stage == smtp.Rcpt:
			w.pass(10 * time.Second)
		}
		return accepts(stage, env)
	}
	tests := to(5, "a.example.com")
	for i, test := range tests {
		test.Endpoint.MaxConnections = 2
		test.To = people(15)[3*i : 3*i+3]
	}
	tests[0].To, tests[4].To = []string{"known@example.com"}, []string{"known@example.com"}
	tests[0].Endpoint.Name, tests[4].Endpoint.Name = "endpoint.first", "endpoint.last"
	opt := Options{Parallel: 2}
	opt.Progress.Finished = func(c *Case, _ result.Test) {
		if c.Index == 0 {
			close(first)
		}
	}
	wantRan(t, w.run(t, opt, tests...), 0, 1, 2, 3, 4)
}

// TestWaitingForAUserKeepsNoLane: tests that wait for their user at another server leave
// the operator's seats to those that need none.
func TestWaitingForAUserKeepsNoLane(t *testing.T) {
	plain := make(chan struct{})
	w := watch{sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		switch {
		case stage == smtp.Auth && env.Endpoint.Host == "a.example.com":
			news(t, "had the operator's seat", plain)
		case stage == smtp.Rcpt && env.Credential == nil:
			close(plain)
		}
		return step.Observation{}, false
	}}
	tests := as(scanner, slices.Concat(to(1, "a.example.com"), mxOf(4, "contoso-com.mail.protection.outlook.com"))...)
	tests = append(tests, to(1, "fabrikam-com.mail.protection.outlook.com")...)
	wantRan(t, w.run(t, Options{Parallel: 3}, tests...), 0, 1, 2, 3, 4, 5)
}

// TestWaitInsideTheSession: a session whose recipient was known when it connected, and
// is not any more, waits short of MAIL. That the server hangs up on it is not held
// against the server.
func TestWaitInsideTheSession(t *testing.T) {
	for _, c := range []struct {
		name   string
		waits  time.Duration
		mail   step.Observation
		status result.Status
		reason string
	}{
		{"the server waits", time.Minute, replied(step.Accept, 250), result.Pass, ""},
		{"the server says 421", time.Minute, replied(step.Defer, 421), result.Skip, "not tried: the server ended the session"},
		{"the server hangs up", time.Minute, failure(smtp.FailClosed), result.Skip, "not tried: the server ended the session"},
		{"the server refuses", time.Minute, replied(step.Reject, 550), result.Fail, ""},
		{"the server says 421 soon", time.Second, replied(step.Defer, 421), result.Fail, "mail ended the session with defer 421"},
		{"the server hangs up soon", time.Second, failure(smtp.FailClosed), result.Fail, "mail failed with connection-closed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tests := to(4, "a.example.com")
			for i, name := range []string{"known", "refused", "slow", "known"} {
				tests[i].To = []string{name + "@example.com"}
			}
			known, inside, slow := make(chan struct{}), make(chan struct{}), make(chan struct{})
			cleared, waits := make(chan struct{}), make(chan struct{})
			answers := takesRcpt("refused@example.com", 550, "5.7.1 no")
			w := watch{}
			w.sees = func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
				switch who, _, _ := strings.Cut(env.Envelope.To[0], "@"); {
				case who != "known" && stage == smtp.Resolve:
					news(t, "named the known recipient", known)
				case who == "refused" && stage == smtp.Rcpt:
					news(t, "connected", inside)
					news(t, "was slow", slow)
				case who == "slow" && stage == smtp.Rcpt:
					close(slow)
					news(t, "waited for its turn", waits)
					w.pass(c.waits)
				case env.Endpoint.Name == "endpoint.last" && stage == smtp.EHLO:
					close(inside)
					news(t, "was refused", cleared)
				case env.Endpoint.Name == "endpoint.last" && stage == smtp.Mail:
					return c.mail, true
				}
				return answers(stage, env)
			}
			tests[3].Endpoint.Name = "endpoint.last"
			plan, err := Compile([]*dsl.Suite{{Tests: tests}}, Selection{}, w.kinds(t))
			if err != nil {
				t.Fatal(err)
			}
			w.clock, w.said = time.Now(), map[smtp.Stage]int{}
			opt := Options{World: w.world(), Parallel: 3, MaxRefusals: 2}
			opt.Progress.Finished = func(c *Case, _ result.Test) {
				switch c.Index {
				case 0:
					close(known)
				case 1:
					close(cleared)
				}
			}
			opt.Progress.Stage = func(c *Case, stage string) {
				if c.Index == 3 && stage == "waiting to name recipients at a.example.com" {
					close(waits)
				}
			}
			var sink memorySink
			if _, err := plan.Run(t.Context(), opt, &sink); err != nil {
				t.Fatal(err)
			}
			if got := sink.tests[3]; got.Status != c.status || !strings.HasPrefix(got.Reason, c.reason) {
				t.Errorf("%s (%s), want %s (%s)", got.Status, got.Reason, c.status, c.reason)
			}
		})
	}
}

// TestMailAloneUnderWay: sessions that end at MAIL do not go past the limit together
// either.
func TestMailAloneUnderWay(t *testing.T) {
	tests := to(30, "a.example.com")
	for _, test := range tests {
		test.Endpoint.MaxConnections, test.Last, test.Expect = 50, "mail", []*dsl.Expectation{expect("mail", "accept")}
	}
	m := newMeeting(30, 20*time.Millisecond)
	w := watch{sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		if stage != smtp.Mail {
			return step.Observation{}, false
		}
		m.come()
		return step.Observation{Outcome: step.Reject, Reply: &smtp.Reply{Code: 550,
			Enhanced: smtp.EnhancedCode{Class: 5, Subject: 7, Detail: 606},
			Lines:    []string{"5.7.606 Access denied, banned sending IP [203.0.113.7]."}}}, true
	}}
	if n := len(ran(w.run(t, Options{Parallel: 64}, tests...))); n != DefaultRefusals || w.said[smtp.Mail] != DefaultRefusals {
		t.Errorf("%d tests with %d envelopes, want %d", n, w.said[smtp.Mail], DefaultRefusals)
	}
}

// TestTurnedAway: who is greeted with 421 again and again knocks no more.
func TestTurnedAway(t *testing.T) {
	inLab := to(9, "")
	for _, test := range inLab {
		test.Endpoint.Lab = &dsl.Lab{Name: "m365-mx"}
	}
	expected := to(9, "a.example.com")
	for _, test := range expected {
		test.Expect = []*dsl.Expectation{expect("banner", "defer")}
	}
	for _, c := range []struct {
		name  string
		tests []*dsl.Test
		taken int // every how manieth session is greeted well; 0: none
		want  int
		whose string
	}{
		{"a server", to(9, "a.example.com"), 0, mostTurnedAway, "a.example.com"},
		{"as expected", expected, 0, mostTurnedAway, "a.example.com"},
		{"an operator", mxOf(9, "contoso-com.mail.protection.outlook.com"), 0, mostTurnedAway, "Microsoft 365 inbound"},
		{"now and then", to(9, "a.example.com"), mostTurnedAway, 9, ""},
		{"servers", slices.Concat(to(2, "a.example.com"), to(2, "b.example.com")), 0, 4, ""},
		{"the lab", inLab, 0, 9, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := 0
			w := watch{sees: func(stage smtp.Stage, _ *step.Env) (step.Observation, bool) {
				if stage != smtp.Banner {
					return step.Observation{}, false
				}
				n++
				return replied(step.Defer, 421), c.taken == 0 || n%c.taken != 0
			}}
			results := w.run(t, Options{}, c.tests...)
			if len(w.dialled) != c.want || len(ran(results)) != c.want {
				t.Errorf("%d connections in %d tests, want %d", len(w.dialled), len(ran(results)), c.want)
			}
			want := fmt.Sprintf("not begun: %s answered 421 to 3 sessions in a row: it takes no sessions from this address now; run again later", c.whose)
			if last := results[len(results)-1]; c.whose != "" && last.Reason != want {
				t.Errorf("reason %q, want %q", last.Reason, want)
			}
		})
	}
}

// TestDoors: what counts as a time in a row, and who knocks when.
func TestDoors(t *testing.T) {
	start := time.Date(2026, 11, 22, 16, 4, 0, 0, time.UTC)
	at := func(seconds float64) time.Time { return start.Add(time.Duration(seconds * float64(time.Second))) }
	knock := func(d *doors, seconds float64) *visit {
		t.Helper()
		v, _, wait := d.try("op", at(seconds))
		if v == nil {
			t.Fatalf("at %v s nobody may knock, for %s", seconds, wait)
		}
		return v
	}
	waits := func(d *doors, seconds float64, want time.Duration) {
		t.Helper()
		v, news, wait := d.try("op", at(seconds))
		if v != nil || news == nil || wait != want {
			t.Errorf("at %v s somebody may knock: %t, and else in %s; want %s", seconds, v != nil, wait, want)
		}
	}
	barred := func(d *doors, want bool) {
		t.Helper()
		if got := d.bars("op"); (got != "") != want {
			t.Errorf("bars: %q, want %t", got, want)
		}
	}
	t.Run("sessions that came together are one bad moment", func(t *testing.T) {
		var d doors
		var all []*visit
		for range 9 {
			all = append(all, knock(&d, 0))
		}
		for _, v := range all {
			d.turnedAway(v, "421", at(0.1))
			d.over(v)
		}
		barred(&d, false)
		waits(&d, 0.1, 2*time.Second)
	})
	t.Run("one at a time knocks again, and later each time", func(t *testing.T) {
		var d doors
		d.turnedAway(knock(&d, 0), "421", at(0))
		v := knock(&d, 2)
		waits(&d, 2, 0)
		d.turnedAway(v, "450", at(2))
		waits(&d, 2, 4*time.Second)
		barred(&d, false)
		d.turnedAway(knock(&d, 6), "421", at(6))
		barred(&d, true)
	})
	t.Run("who gets no answer knocks no more either", func(t *testing.T) {
		var d doors
		d.turnedAway(knock(&d, 0), "421", at(0))
		v := knock(&d, 2)
		waits(&d, 2, 0)
		d.over(v)
		d.over(v) // it may be said again
		knock(&d, 2)
		waits(&d, 2, 0)
	})
	t.Run("a server with others inside takes sessions", func(t *testing.T) {
		var d doors
		in := knock(&d, 0)
		d.taken(in)
		for i := range 2 * mostTurnedAway {
			d.turnedAway(knock(&d, float64(2*i)), "421", at(float64(2*i)))
		}
		barred(&d, false)
		d.over(in)
		for _, seconds := range []float64{20, 22, 26} {
			barred(&d, false)
			d.turnedAway(knock(&d, seconds), "421", at(seconds))
		}
		barred(&d, true)
	})
	t.Run("the reason says the same to all", func(t *testing.T) {
		var d doors
		d.turnedAway(knock(&d, 0), "421", at(0))
		d.turnedAway(knock(&d, 2), "421", at(2))
		d.turnedAway(knock(&d, 6), "421", at(6))
		first := d.bars("op")
		d.turnedAway(knock(&d, 20), "450", at(20))
		if got := d.bars("op"); got != first {
			t.Errorf("%q and then %q", first, got)
		}
	})
}

// TestNoSeatWithoutAWorker: a session takes its seat when it can connect at once, and not
// before an operator's next 421, while others keep it from going on.
func TestNoSeatWithoutAWorker(t *testing.T) {
	first, busy, rested, turned := make(chan struct{}), make(chan struct{}), make(chan struct{}), make(chan struct{})
	turnedAway := sync.OnceFunc(func() { close(turned) })
	var begun []time.Time
	var mu sync.Mutex
	talking, resting := 0, 0
	come := func(n *int, want int, all chan struct{}) {
		mu.Lock()
		defer mu.Unlock()
		if *n++; *n == want {
			close(all)
		}
	}
	w := watch{}
	w.rest = func(context.Context) error {
		news(t, "kept the workers busy", busy)
		come(&resting, 2, rested)
		return nil
	}
	w.sees = func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		operators := env.Endpoint.Host == "smtp.office365.com"
		switch {
		case stage == smtp.Resolve && env.Endpoint.Name != "endpoint.first":
			news(t, "was turned away first", first)
		case stage == smtp.Connect && operators:
			now := w.now()
			mu.Lock()
			defer mu.Unlock()
			begun = append(begun, now)
		case stage == smtp.Mail && operators:
			return replied(step.Defer, 421), true
		case stage == smtp.Banner && !operators:
			come(&talking, 2, busy)
			news(t, "rested", rested)
			time.Sleep(20 * time.Millisecond) // in which nobody is to take a seat
			if env.Endpoint.Host == "b.example.com" {
				news(t, "was turned away again", turned)
			}
		}
		return step.Observation{}, false
	}
	tests := slices.Concat(to(3, "smtp.office365.com"), to(1, "a.example.com"), to(1, "b.example.com"))
	tests[0].Endpoint.Name = "endpoint.first"
	opt := Options{Parallel: 2}
	opt.Progress.Finished = func(c *Case, _ result.Test) {
		switch c.Index {
		case 0:
			close(first)
		case 1, 2:
			turnedAway()
		}
	}
	wantRan(t, w.run(t, opt, tests...), 0, 1, 2, 3, 4)
	for i := 1; i < len(begun); i++ {
		if rest := begun[i].Sub(begun[i-1]); rest < poolPaused {
			t.Errorf("session %d came %s after a 421, want %s", i, rest, poolPaused)
		}
	}
}

// TestRefusedSendersAreKnown: a sender that is refused and not counted is one that was
// answered, and need not be waited for again.
func TestRefusedSendersAreKnown(t *testing.T) {
	const together = 32
	tests := to(together+1, "a.example.com")
	for _, test := range tests {
		test.Endpoint.MaxConnections, test.Last, test.Expect = 50, "mail", []*dsl.Expectation{expect("mail", "reject")}
	}
	m := newMeeting(together, 10*time.Second)
	var first sync.Once
	w := watch{sees: func(stage smtp.Stage, _ *step.Env) (step.Observation, bool) {
		if stage != smtp.Mail {
			return step.Observation{}, false
		}
		alone := false
		first.Do(func() { alone = true })
		if !alone {
			m.come()
		}
		return replied(step.Reject, 550), true
	}}
	results := w.run(t, Options{Parallel: 64}, tests...)
	if n := len(ran(results)); n != together+1 || m.most != together {
		t.Errorf("%d tests ran, %d at MAIL at once, want %d and %d", n, m.most, together+1, together)
	}
}

// TestProgressTellsTheTruth: only who connects is said to connect, and who is put back
// is said to be.
func TestProgressTellsTheTruth(t *testing.T) {
	var mu sync.Mutex
	stage := map[*Case]string{}
	connects, back := 0, 0
	w := watch{}
	tests := mxOf(12, "contoso-com.mail.protection.outlook.com")
	plan, err := Compile([]*dsl.Suite{{Tests: tests}}, Selection{}, w.kinds(t))
	if err != nil {
		t.Fatal(err)
	}
	m := newMeeting(poolSeats+1, 20*time.Millisecond)
	w.sees = func(stage smtp.Stage, _ *step.Env) (step.Observation, bool) {
		if stage == smtp.Rcpt {
			m.come() // so that the others come to resolve, too
		}
		return step.Observation{}, false
	}
	w.clock, w.said = time.Now(), map[smtp.Stage]int{}
	opt := Options{World: w.world(), Parallel: 8, Progress: Progress{
		Stage: func(c *Case, s string) {
			mu.Lock()
			defer mu.Unlock()
			if stage[c] = s; s == string(smtp.Connect) {
				connects++
			}
		},
		PutBack: func(c *Case) {
			mu.Lock()
			defer mu.Unlock()
			back++
			delete(stage, c)
		},
		Finished: func(c *Case, _ result.Test) {
			mu.Lock()
			defer mu.Unlock()
			delete(stage, c)
		},
	}}
	var sink memorySink
	if _, err := plan.Run(t.Context(), opt, &sink); err != nil {
		t.Fatal(err)
	}
	if connects != len(tests) || back == 0 || len(stage) > 0 {
		t.Errorf("%d were said to connect, %d to be put back, %d go on; want %d, some and none", connects, back, len(stage), len(tests))
	}
}

// TestTooLittleTime: a limit in which nobody can answer is no finding about anybody.
func TestTooLittleTime(t *testing.T) {
	for _, stage := range []smtp.Stage{smtp.Resolve, smtp.Connect} {
		w := watch{sees: func(s smtp.Stage, _ *step.Env) (step.Observation, bool) {
			if stage == smtp.Connect {
				return failure(smtp.FailConnectTimeout), s == stage
			}
			return failure(smtp.FailDNSTimeout), s == stage
		}}
		got := w.run(t, Options{Timeout: time.Nanosecond}, to(1, "a.example.com")...)[0]
		want := string(stage) + ": the test may take 1ns by --timeout, which was over before an answer could come: nothing was learned"
		if got.Status != result.Error || got.Reason != want {
			t.Errorf("%s (%s), want %q", got.Status, got.Reason, want)
		}
	}
}

// TestInterruptedLate: what a test came to before the run was interrupted stands.
func TestInterruptedLate(t *testing.T) {
	for _, c := range []struct {
		name   string
		at     smtp.Stage
		expect []*dsl.Expectation
		status result.Status
	}{
		{"at QUIT", smtp.Quit, []*dsl.Expectation{expect("rcpt", "accept")}, result.Pass},
		{"at QUIT, which is expected", smtp.Quit, []*dsl.Expectation{expect("rcpt", "accept"), expect("quit", "accept")}, result.Skip},
		{"at MAIL", smtp.Mail, []*dsl.Expectation{expect("rcpt", "accept")}, result.Skip},
		{"after a miss", smtp.Mail, []*dsl.Expectation{expect("ehlo", "reject"), expect("rcpt", "accept")}, result.Fail},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			kinds := append((&fakeSession{}).kinds(t), &step.Kind{Name: string(smtp.Quit)})
			kinds[len(kinds)-1].New = interruptedStep(cancel)
			for _, k := range kinds {
				if k.Name == string(c.at) {
					k.New = interruptedStep(cancel)
				}
			}
			test := fakeTest(smtp.TLSNone, c.expect...)
			plan, err := Compile([]*dsl.Suite{{Tests: []*dsl.Test{test}}}, Selection{}, kinds)
			if err != nil {
				t.Fatal(err)
			}
			var sink memorySink
			footer, err := plan.Run(ctx, Options{World: fakeWorld(), Parallel: 1}, &sink)
			if err != nil || !footer.Interrupted {
				t.Errorf("the run was not interrupted: %v", err)
			}
			if got := sink.tests[0]; got.Status != c.status {
				t.Errorf("%s (%s), want %s", got.Status, got.Reason, c.status)
			}
		})
	}
}

// interruptedStep is a step during which the run is interrupted.
func interruptedStep(cancel context.CancelFunc) func(schema.Values) (step.Step, error) {
	return func(schema.Values) (step.Step, error) {
		return step.Func(func(ctx context.Context, _ *step.Env) (step.Observation, error) {
			cancel()
			<-ctx.Done()
			return step.Observation{}, ctx.Err()
		}), nil
	}
}
