package runner

import (
	"context"
	"fmt"
	"net"
	"net/netip"
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
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/zclconf/go-cty/cty"
)

// watch is a world with a clock that goes on only while somebody sleeps, and that
// counts what the servers of a run see.
type watch struct {
	// sees answers a stage in place of the usual good reply, where ok.
	sees func(stage smtp.Stage, env *step.Env) (o step.Observation, ok bool)
	// rest is what else happens while somebody sleeps; nil: nothing.
	rest func(ctx context.Context) error

	mu         sync.Mutex
	clock      time.Time
	dialled    []time.Time
	open, most int
	said       map[smtp.Stage]int
}

func (w *watch) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

// pass lets time go by.
func (w *watch) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = w.clock.Add(d)
}

func (w *watch) world() World {
	world := fakeWorld()
	world.Now = w.now
	world.Sleep = func(ctx context.Context, d time.Duration) error {
		until := w.now().Add(d)
		if w.rest != nil {
			if err := w.rest(ctx); err != nil {
				return err
			}
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.clock.Before(until) {
			w.clock = until
		}
		return nil
	}
	dial := world.Dial
	world.Dial = func(ctx context.Context, source netip.Addr, addr netip.AddrPort) (net.Conn, error) {
		conn, err := dial(ctx, source, addr)
		w.mu.Lock()
		defer w.mu.Unlock()
		w.dialled = append(w.dialled, w.clock)
		w.open++
		w.most = max(w.most, w.open)
		return &watchedConn{Conn: conn, closed: sync.OnceFunc(w.closed)}, err
	}
	world.Lab = func(*dsl.Lab) (*step.LabServer, error) { return &step.LabServer{Host: "lab.example"}, nil }
	return world
}

func (w *watch) closed() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.open--
}

type watchedConn struct {
	net.Conn
	closed func()
}

func (c *watchedConn) Close() error {
	c.closed()
	return c.Conn.Close()
}

// kinds are those of the fake session, at the host that each test names.
func (w *watch) kinds(t *testing.T) []*step.Kind {
	f := &fakeSession{}
	var out []*step.Kind
	for _, k := range f.kinds(t) {
		stage := smtp.Stage(k.Name)
		out = append(out, &step.Kind{Name: k.Name, New: func(schema.Values) (step.Step, error) {
			return step.Func(func(_ context.Context, env *step.Env) (step.Observation, error) {
				o := f.see(t, stage, env)
				if stage == smtp.Resolve {
					env.Session.Host = env.Endpoint.Host
				}
				w.mu.Lock()
				w.said[stage]++
				w.mu.Unlock()
				if w.sees != nil {
					if seen, ok := w.sees(stage, env); ok {
						return seen, nil
					}
				}
				return o, nil
			}), nil
		}})
	}
	return out
}

// run carries tests out, as the only ones of their suite.
func (w *watch) run(t *testing.T, opt Options, tests ...*dsl.Test) []result.Test {
	t.Helper()
	var sink memorySink
	if err := w.runInto(t, &sink, opt, tests...); err != nil {
		t.Fatal(err)
	}
	out := make([]result.Test, len(tests))
	for i := range tests {
		out[i] = sink.tests[i]
	}
	return out
}

// runInto carries tests out, and returns why their record could not be written.
func (w *watch) runInto(t *testing.T, sink Sink, opt Options, tests ...*dsl.Test) error {
	t.Helper()
	w.clock, w.said = time.Date(2026, 11, 22, 16, 4, 0, 0, time.UTC), map[smtp.Stage]int{}
	plan, err := Compile([]*dsl.Suite{{File: "a.smtp.hcl", Tests: tests}}, Selection{Vantage: opt.Vantage}, w.kinds(t))
	if err != nil {
		t.Fatal(err)
	}
	opt.World, opt.Parallel = w.world(), max(1, opt.Parallel)
	_, err = plan.Run(t.Context(), opt, sink)
	return err
}

// to makes n tests at a host.
func to(n int, host string) []*dsl.Test {
	var out []*dsl.Test
	for i := range n {
		test := fakeTest(smtp.TLSRequired)
		test.Address = fmt.Sprintf("test.%s_%d", strings.ReplaceAll(host, ".", "_"), i)
		test.Endpoint.Host, test.Endpoint.MaxConnections = host, 8
		out = append(out, test)
	}
	return out
}

// as makes tests sign in.
func as(c dsl.Credential, tests ...*dsl.Test) []*dsl.Test {
	for _, test := range tests {
		test.Credential = &c
	}
	return tests
}

var scanner = dsl.Credential{Name: "scanner", Username: "Scanner@example.com", Password: "p"}

// ran are the places of the tests that were not skipped.
func ran(tests []result.Test) []int {
	var out []int
	for i, test := range tests {
		if test.Status != result.Skip {
			out = append(out, i)
		}
	}
	return out
}

func wantRan(t *testing.T, tests []result.Test, want ...int) {
	t.Helper()
	if got := ran(tests); !slices.Equal(got, want) {
		t.Errorf("run were the tests %v, want %v", got, want)
		for i, test := range tests {
			t.Logf("%d: %s %s", i, test.Status, test.Reason)
		}
	}
}

// TestOperatorsPool: the tenants of one operator share two sessions at once and 20
// a minute. A server of one's own, and the lab, do not wait.
func TestOperatorsPool(t *testing.T) {
	tenants := append(to(30, "contoso-com.mail.protection.outlook.com"), to(30, "fabrikam-com.x-v1.mx.microsoft")...)
	inLab := to(30, "")
	for _, test := range inLab {
		test.Endpoint.Lab = &dsl.Lab{Name: "m365-mx", Host: "contoso-com.mail.protection.outlook.com"}
	}
	for _, c := range []struct {
		name  string
		tests []*dsl.Test
		most  int
		lasts time.Duration
	}{
		{"two tenants", tenants, poolSeats, 2 * time.Minute},
		{"a server of one's own", to(60, "mail.example.com"), 8, 0},
		{"the lab", inLab, 8, 0},
		{"two operators", append(to(20, "smtp.office365.com"), to(20, "aspmx.l.google.com")...), 2 * poolSeats, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var w watch
			results := w.run(t, Options{Parallel: 8}, c.tests...)
			if n := len(ran(results)); n != len(c.tests) || len(w.dialled) != n {
				t.Fatalf("%d tests in %d sessions, want %d", n, len(w.dialled), len(c.tests))
			}
			if w.most > c.most {
				t.Errorf("%d sessions at once, want at most %d", w.most, c.most)
			}
			if took := w.dialled[len(w.dialled)-1].Sub(w.dialled[0]); took < c.lasts || c.lasts == 0 && took > 0 {
				t.Errorf("the last session began %s after the first, want %s", took, c.lasts)
			}
			// The clock jumps when a worker waits, and a session that has its seat by
			// then may dial behind the jump: as many as there are seats.
			const window = poolRate + poolSeats
			for i := window; c.lasts > 0 && i < len(w.dialled); i++ {
				if span := w.dialled[i].Sub(w.dialled[i-window]); span < poolSpan {
					t.Fatalf("%d sessions began within %s", window+1, span)
				}
			}
		})
	}
}

// TestWaitingIsCountedNowhere: neither a stage nor the test takes longer because it
// had to wait for its turn, and the wait is on record.
func TestWaitingIsCountedNowhere(t *testing.T) {
	var w watch
	results := w.run(t, Options{Timeout: 10 * time.Second}, to(poolRate+1, "smtp.office365.com")...)
	last := results[poolRate]
	if last.Status != result.Pass || last.Took != 0 {
		t.Errorf("%s after %s", last.Status, last.Took)
	}
	if begun := last.Started.Sub(results[0].Started); begun != time.Minute {
		t.Errorf("it says that it began %s after the first, want a minute", begun)
	}
	for _, s := range last.Stages {
		if s.At > 0 {
			t.Errorf("waiting stands before %s: %s", s.Name, s.At)
		}
		if s.Took > 0 {
			t.Errorf("waiting was counted in %s: %s", s.Name, s.Took)
		}
	}
	if !slices.ContainsFunc(last.Transcript, func(e transcript.Entry) bool { return strings.HasPrefix(e.Text, "waited 1m0s") }) {
		t.Errorf("the transcript does not say that it waited: %v", last.Transcript)
	}
}

// TestOperatorsPause: an operator that asks for less is left alone for a minute.
func TestOperatorsPause(t *testing.T) {
	rate := &smtp.Reply{Code: 450, Enhanced: smtp.EnhancedCode{Class: 4, Subject: 7, Detail: 28},
		Lines: []string{"Too many messages from your address, you have exceeded the rate limit"}}
	for _, c := range []struct {
		name  string
		reply *smtp.Reply
		rests time.Duration
	}{
		{"421", &smtp.Reply{Code: 421, Lines: []string{"4.3.2 Service not available"}}, time.Minute},
		{"throttled", rate, time.Minute},
		{"another refusal", &smtp.Reply{Code: 450, Lines: []string{"4.7.1 Client host rejected: cannot find your reverse hostname"}}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			first := true
			w := watch{sees: func(stage smtp.Stage, _ *step.Env) (step.Observation, bool) {
				if stage != smtp.Mail || !first {
					return step.Observation{}, false
				}
				first = false
				return step.Observation{Outcome: step.Defer, Reply: c.reply}, true
			}}
			w.run(t, Options{}, to(3, "smtp.office365.com")...)
			// Two that wait may each make the clock jump.
			if len(w.dialled) != 3 || w.dialled[1].Sub(w.dialled[0]) != c.rests || w.dialled[2].Sub(w.dialled[1]) > c.rests {
				t.Errorf("sessions began at %v, want the second %s after the first", w.dialled, c.rests)
			}
		})
	}
}

// TestOneSessionPerUser: whatever the hosts, no two sessions sign in as one user.
func TestOneSessionPerUser(t *testing.T) {
	same := scanner
	same.Name, same.Username = "other", "scanner@EXAMPLE.com"
	other := scanner
	other.Username = "office@example.com"
	tests := append(as(scanner, to(10, "a.example.com")...), as(same, to(10, "b.example.com")...)...)
	for _, c := range []struct {
		name  string
		tests []*dsl.Test
		most  int
	}{
		{"one user", tests, 1},
		{"two users", append(tests[:10:10], as(other, to(10, "c.example.com")...)...), 2},
	} {
		var w watch
		if n := len(ran(w.run(t, Options{Parallel: 8}, c.tests...))); n != 20 || w.said[smtp.Auth] != 20 {
			t.Errorf("%s: %d tests, %d sign-ins, want 20", c.name, n, w.said[smtp.Auth])
		}
		if w.most > c.most {
			t.Errorf("%s: %d sessions at once, want at most %d", c.name, w.most, c.most)
		}
	}
}

// refusesAuth refuses every sign-in.
func refusesAuth(stage smtp.Stage, _ *step.Env) (step.Observation, bool) {
	return replied(step.Reject, 535), stage == smtp.Auth
}

// TestRefusedSignInIsFinal: the same user is not tried again at the same host, but
// elsewhere, and other users are.
func TestRefusedSignInIsFinal(t *testing.T) {
	other := scanner
	other.Username = "office@example.com"
	tests := as(scanner, to(3, "a.example.com")...)
	tests = append(tests, as(scanner, to(1, "b.example.com")...)...)
	tests = append(tests, as(other, to(1, "a.example.com")...)...)
	tests = append(tests, to(1, "a.example.com")...)
	// Which of three goes first is chance when they are begun at once; that only one
	// does is not.
	at := watch{sees: refusesAuth}
	if n := len(ran(at.run(t, Options{Parallel: 8, MaxAuthFailures: 9}, tests...))); n != 4 || at.said[smtp.Auth] != 3 {
		t.Errorf("begun at once: %d tests with %d sign-ins, want 4 with 3", n, at.said[smtp.Auth])
	}
	w := watch{sees: refusesAuth}
	results := w.run(t, Options{MaxAuthFailures: 9}, tests...)
	hidden := (&watch{sees: refusesAuth}).run(t, Options{Secrets: transcript.NewSecrets(scanner.Username)}, tests...)
	if why := hidden[1].Reason; !strings.Contains(why, "AUTH as (sensitive) was refused") {
		t.Errorf("with a sensitive user name: reason %q", why)
	}
	wantRan(t, results, 0, 3, 4, 5)
	if w.said[smtp.Auth] != 3 || len(w.dialled) != 4 {
		t.Errorf("%d sign-ins in %d sessions, want 3 in 4", w.said[smtp.Auth], len(w.dialled))
	}
	if why := results[1].Reason; !strings.Contains(why, "Scanner@example.com was refused at a.example.com before (test.a_example_com_0: 535)") {
		t.Errorf("reason %q", why)
	}
}

// TestUnansweredSignInIsFinal: a password that was sent may have been counted, also
// where no refusal came back. One that was not sent was not.
func TestUnansweredSignInIsFinal(t *testing.T) {
	sent := map[string]cty.Value{"mechanism": cty.StringVal("LOGIN")}
	for _, c := range []struct {
		name  string
		sees  step.Observation
		want  int
		first string
	}{
		{"closed", step.Observation{Outcome: step.Fail, Failure: &smtp.Failure{Class: smtp.FailClosed}, Attrs: sent}, 1, "connection-closed"},
		{"another code", step.Observation{Outcome: step.Fail, Reply: &smtp.Reply{Code: 250}, Failure: &smtp.Failure{Class: smtp.FailUnexpected}, Attrs: sent}, 1, "reply-unexpected"},
		{"deferred", step.Observation{Outcome: step.Defer, Reply: &smtp.Reply{Code: 454}, Attrs: sent}, 1, "454"},
		{"accepted", step.Observation{Outcome: step.Accept, Reply: &smtp.Reply{Code: 235}, Attrs: sent}, 5, ""},
		{"withheld", failure(smtp.FailAuthUnsafe), 5, ""},
		{"no mechanism", failure(smtp.FailMechanismMismatch), 5, ""},
		{"not offered", step.Observation{Outcome: step.Absent}, 5, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := watch{sees: func(stage smtp.Stage, _ *step.Env) (step.Observation, bool) { return c.sees, stage == smtp.Auth }}
			results := w.run(t, Options{Parallel: 8}, as(scanner, to(5, "a.example.com")...)...)
			if w.said[smtp.Auth] != c.want || len(ran(results)) != c.want {
				t.Errorf("%d sign-ins in %d tests, want %d", w.said[smtp.Auth], len(ran(results)), c.want)
			}
			for _, r := range results {
				if r.Status == result.Skip && !strings.Contains(r.Reason, ": "+c.first+")") {
					t.Errorf("reason %q, want %q in it", r.Reason, c.first)
				}
			}
		})
	}
}

// TestOneAccountUnderManyNames: the hosts of one operator know one and the same
// account, however the user name is written.
func TestOneAccountUnderManyNames(t *testing.T) {
	var tests []*dsl.Test
	for i, host := range []string{"smtp.office365.com", "outlook.office365.com", "SMTP-legacy.office365.com.", "a.example.com"} {
		c := scanner
		c.Username = []string{"scanner@example.com", " Scanner@example.com", "SCANNER@EXAMPLE.COM ", "scanner@example.com"}[i]
		tests = append(tests, as(c, to(1, host)...)...)
	}
	w := watch{sees: refusesAuth}
	results := w.run(t, Options{}, tests...)
	wantRan(t, results, 0, 3)
	if why := results[2].Reason; !strings.Contains(why, "was refused at Microsoft 365 submission before") {
		t.Errorf("reason %q", why)
	}
}

// TestExpectedRefusalsAreCounted: a suite that expects refusals does not stop the
// run for others, but the user's account is no safer for it.
func TestExpectedRefusalsAreCounted(t *testing.T) {
	expected, other := scanner, scanner
	expected.AllowRefusal = true
	other.Username = "office@example.com"
	tests := as(expected, to(6, "a.example.com")...)
	tests = append(tests, as(scanner, to(1, "a.example.com")...)...)
	tests = append(tests, as(other, to(1, "a.example.com")...)...)
	tests = append(tests, as(expected, to(1, "b.example.com")...)...)
	for _, parallel := range []int{1, 8} {
		w := watch{sees: refusesAuth}
		results := w.run(t, Options{Parallel: parallel}, tests...)
		if n := len(ran(results[:7])); n > DefaultAuthFailures || parallel == 1 && n != DefaultAuthFailures || w.said[smtp.Auth] != n+2 {
			t.Errorf("parallel %d: the server saw %d sign-ins as one user, %d in all, want %d and 2 more", parallel, n, w.said[smtp.Auth], DefaultAuthFailures)
		}
		wantRan(t, results[7:], 0, 1)
		if why := results[5].Reason; parallel == 1 && !strings.Contains(why, "failed at a.example.com 3 times in this run (--max-auth-failures 3)") {
			t.Errorf("reason %q", why)
		}
	}
}

// TestMaxAuthFailures: after so many refusals nobody signs in any more, however many
// sessions there are at once.
func TestMaxAuthFailures(t *testing.T) {
	expected := scanner
	expected.AllowRefusal = true
	var tests []*dsl.Test
	for i := range 8 {
		c := scanner
		c.Username = fmt.Sprintf("user%d@example.com", i)
		tests = append(tests, as(c, to(1, "a.example.com")...)...)
	}
	tests = append(tests, as(expected, to(4, "a.example.com")...)...)
	tests = append(tests, to(1, "a.example.com")...)
	for limit, want := range map[int]int{0: DefaultAuthFailures, 5: 5} {
		for _, parallel := range []int{1, 8} {
			w := watch{sees: refusesAuth}
			results := w.run(t, Options{Parallel: parallel, MaxAuthFailures: limit}, tests...)
			expected := min(4, want) // of one user
			if n := len(ran(results)); n != want+expected+1 || w.said[smtp.Auth] != want+expected {
				t.Errorf("limit %d, parallel %d: %d tests and %d sign-ins, want %d and %d: those whose refusal is expected, and none, go on",
					limit, parallel, n, w.said[smtp.Auth], want+expected+1, want+expected)
			}
			skipped := slices.IndexFunc(results, func(r result.Test) bool { return r.Status == result.Skip })
			if why := results[skipped].Reason; !strings.Contains(why, fmt.Sprintf("%d sign-ins failed in this run (--max-auth-failures %d)", want, want)) {
				t.Errorf("reason %q", why)
			}
		}
	}
}

// refusesRcpt refuses every recipient with a reply.
func refusesRcpt(code smtp.Code, words string) func(smtp.Stage, *step.Env) (step.Observation, bool) {
	return func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		if stage != smtp.Rcpt {
			return step.Observation{}, false
		}
		o := step.Observation{Outcome: step.Reject, Reply: &smtp.Reply{Code: code, Lines: []string{words}}}
		for i, to := range env.Envelope.To {
			if i > 0 && env.MayName != nil && env.MayName(o.Parts) != "" {
				break
			}
			o.Parts = append(o.Parts, step.Part{Key: to, Outcome: o.Outcome, Reply: o.Reply})
		}
		return o, true
	}
}

// takesRcpt takes every recipient but one.
func takesRcpt(but string, code smtp.Code, words string) func(smtp.Stage, *step.Env) (step.Observation, bool) {
	refuses := refusesRcpt(code, words)
	return func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		if stage != smtp.Rcpt || slices.Contains(env.Envelope.To, but) {
			return refuses(stage, env)
		}
		o := replied(step.Accept, 250)
		for _, to := range env.Envelope.To {
			o.Parts = append(o.Parts, step.Part{Key: to, Outcome: o.Outcome, Reply: o.Reply})
		}
		return o, true
	}
}

// TestMaxRefusals: after so many unexpected refusals at RCPT no envelope is tried at
// an operator, whatever its names; elsewhere, and short of MAIL, tests go on.
func TestMaxRefusals(t *testing.T) {
	expected := to(8, "contoso-com.mail.protection.outlook.com")
	for _, test := range expected {
		test.Expect = []*dsl.Expectation{expect("rcpt", "refuse")}
	}
	short := to(2, "contoso-com.mail.protection.outlook.com")
	for _, test := range short {
		test.Last, test.Expect = "ehlo", []*dsl.Expectation{expect("ehlo", "accept")}
	}
	const unknown, blocked = "5.1.1 User unknown", "5.7.1 Service unavailable, Client host blocked using Spamhaus"
	tenants := append(to(4, "contoso-com.mail.protection.outlook.com"), to(4, "fabrikam-com.mail.protection.outlook.com")...)
	for _, c := range []struct {
		name, words string
		limit       int
		tests       []*dsl.Test
		want        int
		why         string
	}{
		{"refused", blocked, 0, tenants, 5, "Microsoft 365 inbound: 5 envelopes were refused there that no suite expected (--max-refusals 5)"},
		{"refused, more allowed", blocked, 7, tenants, 7, "--max-refusals 7"},
		{"unknown", unknown, 0, tenants, 3, "3 recipients were named there that do not exist"},
		{"unknown, more refusals allowed", unknown, 50, tenants, 3, "do not exist"},
		{"unknown, fewer refusals allowed", unknown, 1, tenants, 1, "1 recipient was named there that does not exist"},
		{"expected, but unknown, fewer allowed", unknown, 2, expected, 2, "do not exist"},
		{"expected", blocked, 0, expected, 8, ""},
		{"expected, but unknown", unknown, 0, expected, 3, "do not exist"},
		{"no envelope", blocked, 0, append(slices.Clone(tenants), short...), 7, "--max-refusals 5"},
		{"two hosts", blocked, 0, append(to(5, "a.example.com"), to(5, "b.example.com")...), 10, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := watch{sees: refusesRcpt(550, c.words)}
			results := w.run(t, Options{MaxRefusals: c.limit}, c.tests...)
			if n := len(ran(results)); n != c.want || len(w.dialled) != n || w.said[smtp.Mail] > n {
				t.Errorf("%d tests in %d sessions with %d envelopes, want %d", n, len(w.dialled), w.said[smtp.Mail], c.want)
			}
			for _, r := range results {
				if r.Status == result.Skip && !strings.Contains(r.Reason, c.why) {
					t.Errorf("reason %q, want %q in it", r.Reason, c.why)
				}
			}
		})
	}
}

// TestRefusedOtherwise: a server that hangs up on a recipient, and one that says at
// MAIL what it thinks of the address, are left alone like one that refuses at RCPT.
func TestRefusedOtherwise(t *testing.T) {
	hangsUp := func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		o := failure(smtp.FailClosed)
		o.Parts = []step.Part{{Key: env.Envelope.To[0], Outcome: o.Outcome, Failure: o.Failure}}
		return o, stage == smtp.Rcpt
	}
	atMail := func(words string) func(smtp.Stage, *step.Env) (step.Observation, bool) {
		return func(stage smtp.Stage, _ *step.Env) (step.Observation, bool) {
			return step.Observation{Outcome: step.Reject, Reply: &smtp.Reply{Code: 550, Lines: []string{words}}}, stage == smtp.Mail
		}
	}
	listed := atMail("5.7.1 Service unavailable, Client host [203.0.113.7] blocked using Spamhaus")
	for _, c := range []struct {
		name   string
		sees   func(smtp.Stage, *step.Env) (step.Observation, bool)
		expect *dsl.Expectation
		want   int
	}{
		{"hangs up", hangsUp, expect("rcpt", "accept"), DefaultRefusals},
		{"hangs up, as expected", hangsUp, expect("rcpt", "fail"), 12},
		{"listed", listed, expect("rcpt", "accept"), DefaultRefusals},
		{"listed, as expected", listed, expect("mail", "reject"), 12},
		{"another refusal at MAIL", atMail("5.1.7 Invalid address"), expect("rcpt", "accept"), 12},
	} {
		for _, parallel := range []int{1, 8} {
			tests := to(12, "a.example.com")
			for i, test := range tests {
				test.To, test.Expect = []string{people(12)[i]}, []*dsl.Expectation{c.expect}
			}
			w := watch{sees: c.sees}
			if n := len(ran(w.run(t, Options{Parallel: parallel}, tests...))); n != c.want || w.said[smtp.Mail] != c.want {
				t.Errorf("%s, %d at once: %d tests with %d envelopes, want %d", c.name, parallel, n, w.said[smtp.Mail], c.want)
			}
		}
	}
}

// TestSignInTakenBack: a server that says 235, and 535 to MAIL, has refused the
// sign-in all the same, and is asked no more often than one that says so at once.
func TestSignInTakenBack(t *testing.T) {
	takesBack := func(stage smtp.Stage, _ *step.Env) (step.Observation, bool) {
		return replied(step.Reject, 535), stage == smtp.Mail
	}
	var others []*dsl.Test
	for i := range 8 {
		c := scanner
		c.Username = fmt.Sprintf("user%d@example.com", i)
		others = append(others, as(c, to(1, "a.example.com")...)...)
	}
	for _, c := range []struct {
		name  string
		tests []*dsl.Test
		want  int
	}{
		{"one user", as(scanner, to(5, "a.example.com")...), 1},
		{"several", others, DefaultAuthFailures},
		{"nobody", to(5, "a.example.com"), 5},
	} {
		for _, parallel := range []int{1, 8} {
			w := watch{sees: takesBack}
			if n := len(ran(w.run(t, Options{Parallel: parallel}, c.tests...))); n != c.want || w.said[smtp.Mail] != c.want {
				t.Errorf("%s, %d at once: %d tests, %d times MAIL, want %d", c.name, parallel, n, w.said[smtp.Mail], c.want)
			}
		}
	}
}

// TestNoEnvelopeInASessionThatBegan: a session that was held already when the last
// refusal came says no MAIL; what it missed before that still counts.
func TestNoEnvelopeInASessionThatBegan(t *testing.T) {
	for _, c := range []struct {
		name   string
		expect *dsl.Expectation
		want   result.Status
	}{
		{"skipped", expect("ehlo", "accept"), result.Skip},
		{"failed before", expect("ehlo", "reject"), result.Fail},
	} {
		t.Run(c.name, func(t *testing.T) {
			tests := to(3, "a.example.com")
			tests[1].To = []string{"refused@example.com"}
			tests[2].Expect = append(tests[2].Expect, c.expect)
			tests[2].Last = "rcpt"
			known, over, begun := make(chan struct{}), make(chan struct{}), make(chan struct{})
			answers := takesRcpt("refused@example.com", 550, "5.7.1 no")
			var mu sync.Mutex
			held := 0
			w := watch{}
			w.sees = func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
				refused := env.Envelope.To[0] == "refused@example.com"
				switch {
				case refused && stage == smtp.Resolve:
					<-known
				case refused && stage == smtp.Rcpt:
					<-begun
				case !refused && stage == smtp.EHLO:
					mu.Lock()
					held++
					last := held == 2
					mu.Unlock()
					if last {
						close(begun)
						<-over
					}
				}
				return answers(stage, env)
			}
			plan, err := Compile([]*dsl.Suite{{Tests: tests}}, Selection{}, w.kinds(t))
			if err != nil {
				t.Fatal(err)
			}
			w.clock, w.said = time.Now(), map[smtp.Stage]int{}
			var sink memorySink
			opt := Options{World: w.world(), Parallel: 2, MaxRefusals: 1}
			opt.Progress.Finished = func(c *Case, _ result.Test) {
				switch c.Index {
				case 0:
					close(known)
				case 1:
					close(over)
				}
			}
			if _, err := plan.Run(t.Context(), opt, &sink); err != nil {
				t.Fatal(err)
			}
			got := sink.tests[2]
			if got.Status != c.want || w.said[smtp.Mail] != 2 || len(got.Stages) == 0 {
				t.Errorf("%s (%s) with %d envelopes and stages %v", got.Status, got.Reason, w.said[smtp.Mail], got.Stages)
			}
		})
	}
}

// TestVantages: tests and credentials stay at their sites.
func TestVantages(t *testing.T) {
	here := scanner
	here.Vantages = []string{"depot"}
	for _, c := range []struct {
		name, vantage string
		globs         []string
		credential    *dsl.Credential
		why           string
	}{
		{"none said", "depot", nil, nil, ""},
		{"fits", "office-3", []string{"depot", "office-*"}, nil, ""},
		{"elsewhere", "home", []string{"depot", "office-*"}, nil, "it is run from depot, office-* only, and this run is made from home"},
		{"nowhere", "", []string{"*"}, nil, "this run names no vantage (--vantage NAME)"},
		{"credential fits", "depot", nil, &here, ""},
		{"credential elsewhere", "home", nil, &here, `credential "scanner" may be used from depot only`},
	} {
		t.Run(c.name, func(t *testing.T) {
			test := to(1, "a.example.com")[0]
			test.Vantages, test.Credential = c.globs, c.credential
			var w watch
			got := w.run(t, Options{Vantage: c.vantage}, test)[0]
			if skipped := got.Status == result.Skip; skipped != (c.why != "") || !strings.Contains(got.Reason, c.why) || skipped != (len(w.dialled) == 0) {
				t.Errorf("%s: %q, want %q; %d sessions", got.Status, got.Reason, c.why, len(w.dialled))
			}
		})
	}
}

// TestAllowHosts: a credential is withheld from hosts that were not allowed, also
// where another name is to be proved than the host's.
func TestAllowHosts(t *testing.T) {
	for _, c := range []struct {
		name, serverName string
		allow            []string
		withheld         bool
	}{
		{"no list", "", nil, false},
		{"listed", "", []string{"other.example", "SMTP.office365.com"}, false},
		{"by glob", "", []string{"*.office365.com"}, false},
		{"not listed", "", []string{"*.example"}, true},
		{"part of a name", "", []string{"office365.com"}, true},
		{"proves another name", "evil.example", []string{"*.office365.com"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			test := as(scanner, to(1, "smtp.office365.com")...)[0]
			test.Endpoint.ServerName = c.serverName
			withheld := ""
			w := watch{sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
				if stage == smtp.Auth {
					withheld = env.Credential.Withheld
				}
				return step.Observation{}, false
			}}
			w.run(t, Options{AllowHosts: c.allow}, test)
			if (withheld != "") != c.withheld {
				t.Errorf("withheld %q, want %t", withheld, c.withheld)
			}
		})
	}
}
