package runner

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// people are n recipients.
func people(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("r%d@example.com", i))
	}
	return out
}

// meeting is a stage at which sessions wait for one another, until as many as are
// wanted are there, or nobody else comes for long: so that a test sees how many are
// let in at once.
type meeting struct {
	want int
	long time.Duration

	mu       sync.Mutex
	in, most int
	full     chan struct{}
	end      func()
}

func newMeeting(want int, long time.Duration) *meeting {
	m := &meeting{want: want, long: long, full: make(chan struct{})}
	m.end = sync.OnceFunc(func() { close(m.full) })
	return m
}

func (m *meeting) come() {
	m.mu.Lock()
	m.in++
	m.most = max(m.most, m.in)
	if m.in == m.want {
		m.end()
	}
	m.mu.Unlock()
	select {
	case <-m.full:
	case <-time.After(m.long):
		m.end()
	}
	m.mu.Lock()
	m.in--
	m.mu.Unlock()
}

// TestRefusalsUnderWay: sessions that are at RCPT when the limit is not yet reached
// do not go past it together, at a server of nobody's either.
func TestRefusalsUnderWay(t *testing.T) {
	const unknown, blocked = "5.1.1 User unknown", "5.7.1 Service unavailable, Client host blocked using Spamhaus"
	for _, c := range []struct {
		name, words string
		host        string
		limit       int
		want        int
	}{
		{"unknown", unknown, "a.example.com", 0, maxUnknown},
		{"refused", blocked, "a.example.com", 0, DefaultRefusals},
		{"fewer are stood", blocked, "a.example.com", 2, 2},
		{"more are stood", blocked, "a.example.com", 12, 12},
		{"an operator's", unknown, "smtp.office365.com", 0, maxUnknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			tests := to(30, c.host)
			for i, test := range tests {
				test.Endpoint.MaxConnections, test.To = 50, []string{people(30)[i]}
			}
			m := newMeeting(30, 20*time.Millisecond)
			refuses := refusesRcpt(550, c.words)
			w := watch{sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
				if stage == smtp.Rcpt {
					m.come()
				}
				return refuses(stage, env)
			}}
			results := w.run(t, Options{Parallel: 64, MaxRefusals: c.limit}, tests...)
			if w.said[smtp.Rcpt] != c.want || w.said[smtp.Mail] != c.want || len(ran(results)) != c.want {
				t.Errorf("the server saw %d envelopes with %d recipients, want %d", w.said[smtp.Mail], w.said[smtp.Rcpt], c.want)
			}
		})
	}
}

// TestHealthyRunsAreNotHeldUp: once a recipient was answered well, sessions that
// name it again do not wait for one another.
func TestHealthyRunsAreNotHeldUp(t *testing.T) {
	const together = 32
	tests := to(together+1, "a.example.com")
	for _, test := range tests {
		test.Endpoint.MaxConnections = 50
	}
	m := newMeeting(together, 10*time.Second)
	var first sync.Once
	w := watch{sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		if stage != smtp.Rcpt {
			return step.Observation{}, false
		}
		alone := false
		first.Do(func() { alone = true })
		if !alone {
			m.come()
		}
		o := replied(step.Accept, 250)
		o.Parts = []step.Part{{Key: env.Envelope.To[0], Outcome: o.Outcome, Reply: o.Reply}}
		return o, true
	}}
	results := w.run(t, Options{Parallel: 64}, tests...)
	if n := len(ran(results)); n != together+1 || m.most != together {
		t.Errorf("%d tests ran, %d at RCPT at once, want %d and %d", n, m.most, together+1, together)
	}
}

// TestRoomForRecipients: how many recipients may be named at once, after how many
// good answers.
func TestRoomForRecipients(t *testing.T) {
	for _, c := range []struct {
		name     string
		answered int
		counted  []refused
		known    bool
		to       []string
		want     int // sessions at once
	}{
		{"new", 0, nil, false, []string{"x"}, maxUnknown},
		{"two recipients each", 0, nil, false, []string{"x", "y"}, 1},
		{"a hundred each", 0, nil, false, people(100), 1},
		{"after good answers", 4 * benefit, nil, false, []string{"x"}, maxUnknown + 4},
		{"an operator's", 4 * benefit, nil, true, []string{"x"}, maxUnknown},
		{"those answered", 1, nil, true, people(1), 100},
		{"one unknown", 0, []refused{{unknown: 1}}, false, []string{"x"}, maxUnknown - 1},
		{"four refused", 0, []refused{{unexpected: 4}}, false, []string{"x"}, 1},
		{"good answers before one that was counted", 4 * benefit, []refused{{unknown: 1}}, false, people(1), maxUnknown - 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := refusals{limit: DefaultRefusals}
			for _, to := range people(c.answered) {
				r.add("op", to, refused{})
			}
			for _, n := range c.counted {
				r.add("op", "z", n)
			}
			got := 0
			var last *naming
			var turn <-chan struct{}
			for got < 100 {
				s := &naming{known: c.known, to: c.to}
				if turn = r.try("op", s); turn != nil {
					break
				}
				if r.begin("op", s) != nil {
					t.Error("one that came by itself has no room")
				}
				last = s
				got++
			}
			if got != c.want {
				t.Errorf("%d sessions at once, want %d", got, c.want)
			}
			r.over("op", last, time.Time{})
			r.over("op", last, time.Time{}) // it may be called again
			if turn == nil {
				return
			}
			if !came(turn) {
				t.Error("a session that is over makes room for another")
			}
		})
	}
}

// TestWaitForRecipientsEnds: a run that is interrupted does not wait any more.
func TestWaitForRecipientsEnds(t *testing.T) {
	r := refusals{limit: 1}
	if r.try("op", &naming{to: []string{"x"}}) != nil {
		t.Fatal("nobody has to be waited for")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if wait := r.try("op", &naming{to: []string{"y"}}); wait == nil || await(ctx, wait) == nil {
		t.Error("it did not wait")
	}
}

// came reports whether a turn has come.
func came(turn <-chan struct{}) bool {
	select {
	case <-turn:
		return true
	default:
		return false
	}
}

// TestManyRecipientsAreNotOvertaken: sessions have their turns in the order in which
// they began to wait, and none is lost on one for which there is no room yet. One that
// gave its turn back, since something else was missing, has its place again.
func TestManyRecipientsAreNotOvertaken(t *testing.T) {
	r := refusals{limit: DefaultRefusals}
	r.add("op", "known", refused{})
	try := func(place int, to ...string) (*naming, <-chan struct{}) {
		s := &naming{known: true, to: to, place: place}
		return s, r.try("op", s)
	}
	var begun []*naming
	for i, to := range people(maxUnknown) {
		s, _ := try(i, to)
		begun = append(begun, s)
	}
	_, manyTurn := try(10, "x", "y")
	_, fewTurn := try(12, "z")
	_, againTurn := try(11, "v")
	for i, want := range []struct{ many, again, few bool }{{}, {many: true}, {many: true, again: true}} {
		r.over("op", begun[i], time.Time{})
		if got := (struct{ many, again, few bool }{came(manyTurn), came(againTurn), came(fewTurn)}); got != want {
			t.Errorf("with %d over: turns %v, want %v", i+1, got, want)
		}
		if i == 0 {
			if _, wait := try(20, "late"); wait == nil {
				t.Error("one that came later overtook those that wait")
			}
			if _, wait := try(21, "known"); wait != nil {
				t.Error("one that adds nothing had to wait")
			}
		}
	}
}

// TestComingToNameRecipients: sessions connect without room for their recipients where
// those are answered so fast that the wait inside is short, or nobody is there at all. How
// many are named at once does not depend on that.
func TestComingToNameRecipients(t *testing.T) {
	for _, c := range []struct {
		name  string
		took  time.Duration // the first envelope
		then  func(r *refusals)
		to    int // recipients each
		comes int
	}{
		{"fast", 100 * time.Millisecond, nil, 1, 60},
		{"at once", 0, nil, 1, 100},
		{"a second", time.Second, nil, 1, 6},
		{"slow", 6 * time.Second, nil, 1, maxUnknown},
		{"many recipients, slow", 6 * time.Second, nil, 3, 1},
		{"many recipients, fast", 300 * time.Millisecond, nil, 3, 6},
		{"one was refused since", 0, func(r *refusals) { r.add("op", "z", refused{unexpected: 1}) }, 1, maxUnknown},
		{"one was slow before", 0, func(r *refusals) {
			s := &naming{to: []string{"slow"}}
			r.try("op", s)
			r.begin("op", s)
			r.over("op", s, time.Time{}.Add(8*time.Second))
			s = &naming{to: []string{"fast"}}
			r.try("op", s)
			r.begin("op", s)
			r.over("op", s, time.Time{})
		}, 1, maxUnknown},
		{"nobody is there", 6 * time.Second, func(r *refusals) { r.there("op", false) }, 3, 100},
		{"somebody is there again", 6 * time.Second, func(r *refusals) { r.there("op", false); r.there("op", true) }, 3, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := refusals{limit: DefaultRefusals}
			first := &naming{to: []string{"first"}}
			r.try("op", first)
			r.begin("op", first)
			r.add("op", "first", refused{})
			r.over("op", first, time.Time{}.Add(c.took))
			if c.then != nil {
				c.then(&r)
			}
			var come []*naming
			var last *naming
			for len(come) < 100 {
				last = &naming{to: people(c.to), place: len(come)}
				if r.try("op", last) != nil {
					break
				}
				come = append(come, last)
			}
			begun := 0
			for _, s := range come {
				if r.begin("op", s) == nil {
					begun++
				}
			}
			if want := maxUnknown / c.to; len(come) != c.comes || begun != min(want, c.comes) {
				t.Errorf("%d come, %d name their recipients, want %d and %d", len(come), begun, c.comes, want)
			}
			for _, s := range come {
				if s.turn != nil && !came(s.turn) {
					t.Errorf("session %d has no turn", s.place)
				}
				r.over("op", s, time.Time{})
			}
			r.over("op", last, time.Time{})
			if a := r.at("op"); a.coming != 0 || a.underWay != 0 {
				t.Errorf("%d are said to come, %d to be under way, and all are over", a.coming, a.underWay)
			}
		})
	}
}

// TestRecipientsHeldBack: one session does not name what many may not. What was
// expected of recipients that were not tried is not reached; what was missed is.
func TestRecipientsHeldBack(t *testing.T) {
	only := func(outcome string, recipients ...string) *dsl.Expectation {
		e := expect("rcpt", outcome)
		e.Recipients = recipients
		return e
	}
	all := people(100)
	for _, c := range []struct {
		name    string
		expect  *dsl.Expectation
		to      []string
		status  result.Status
		verdict result.Verdict
		tried   int
	}{
		{"as expected", expect("rcpt", "reject"), all, result.Skip, result.NotReached, 3},
		{"missed", expect("rcpt", "accept"), all, result.Fail, result.Missed, 3},
		{"of those tried", only("reject", all[:2]...), all, result.Skip, result.Met, 3},
		{"of one not tried", only("accept", all[9]), all, result.Skip, result.NotReached, 3},
		{"nothing expected of it", expect("ehlo", "accept"), all, result.Fail, result.Met, 3},
		{"no more than may be", expect("rcpt", "reject"), all[:3], result.Pass, result.Met, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			test := to(1, "contoso-com.mail.protection.outlook.com")[0]
			test.To, test.Expect = c.to, []*dsl.Expectation{c.expect}
			w := watch{sees: refusesRcpt(550, "5.1.1 User unknown")}
			got := w.run(t, Options{}, test)[0]
			rcpt, _ := got.Stage("rcpt")
			if got.Status != c.status || got.Expectations[0].Verdict != c.verdict || len(rcpt.Parts) != c.tried {
				t.Errorf("%s (%s), expectation %s, %d recipients tried; want %s, %s, %d",
					got.Status, got.Reason, got.Expectations[0].Verdict, len(rcpt.Parts), c.status, c.verdict, c.tried)
			}
		})
	}
	inLab := to(1, "")[0]
	inLab.Endpoint.Lab, inLab.To = &dsl.Lab{Name: "m365-mx"}, all
	w := watch{sees: refusesRcpt(550, "5.1.1 User unknown")}
	if rcpt, _ := w.run(t, Options{}, inLab)[0].Stage("rcpt"); len(rcpt.Parts) != len(all) {
		t.Errorf("in the lab %d recipients were tried, want %d", len(rcpt.Parts), len(all))
	}
}
