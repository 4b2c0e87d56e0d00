package runner

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// mxOf makes one test at the MX of each of n domains, which the name service says is
// where host says.
func mxOf(n int, host string) []*dsl.Test {
	tests := to(n, host)
	for i, test := range tests {
		test.Endpoint.MXOf = fmt.Sprintf("d%d.example", i)
	}
	return tests
}

// TestWaitingKeepsNobody: a session that waits for an operator's seat keeps no worker
// from a session elsewhere. The operator's rest ends here when the other server was
// asked, so that a run where it is not would never end.
func TestWaitingKeepsNobody(t *testing.T) {
	elsewhere := make(chan struct{})
	w := watch{sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		if stage == smtp.Rcpt && env.Endpoint.Host == "mail.example.com" {
			close(elsewhere)
		}
		return step.Observation{}, false
	}}
	w.rest = func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		return await(ctx, elsewhere)
	}
	tests := append(mxOf(mostAside+50, "contoso-com.mail.protection.outlook.com"), to(1, "mail.example.com")...)
	results := w.run(t, Options{Parallel: 2}, tests...)
	if n := len(ran(results)); n != len(tests) || len(w.dialled) != n {
		t.Errorf("%d tests ran in %d sessions, want %d", n, len(w.dialled), len(tests))
	}
	for _, r := range results {
		if r.Status != "pass" {
			t.Errorf("%s: %s (%s)", r.Address, r.Status, r.Reason)
		}
	}
	if w.most > 2 {
		t.Errorf("%d sessions at once, want two", w.most)
	}
}

// TestWaitingForAUserKeepsNobody: nor does one that waits for its user.
func TestWaitingForAUserKeepsNobody(t *testing.T) {
	elsewhere := make(chan struct{})
	ended := sync.OnceFunc(func() { close(elsewhere) })
	w := watch{sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		switch {
		case stage == smtp.Auth && env.Endpoint.Host == "a.example.com":
			select {
			case <-elsewhere:
			case <-time.After(10 * time.Second):
				t.Error("nobody else's session went on meanwhile")
				ended()
			}
		case stage == smtp.Rcpt && env.Endpoint.Host == "c.example.com":
			ended()
		}
		return step.Observation{}, false
	}}
	tests := as(scanner, slices.Concat(to(1, "a.example.com"), to(1, "b.example.com"))...)
	wantRan(t, w.run(t, Options{Parallel: 2}, append(tests, to(1, "c.example.com")...)...), 0, 1, 2)
}

// TestNoMoreAtOnceThanAsked: sessions that come back wait for room, and everybody
// gets it in the end.
func TestNoMoreAtOnceThanAsked(t *testing.T) {
	tests := slices.Concat(
		mxOf(60, "contoso-com.mail.protection.outlook.com"), to(30, "smtp.office365.com"), mxOf(60, "aspmx.l.google.com"),
		as(scanner, to(20, "a.example.com")...), as(scanner, to(20, "b.example.com")...), to(60, "c.example.com"))
	for _, workers := range []int{1, 3, 16} {
		var w watch
		results := w.run(t, Options{Parallel: workers}, tests...)
		if n := len(ran(results)); n != len(tests) || len(w.dialled) != n {
			t.Errorf("%d workers: %d tests ran in %d sessions, want %d", workers, n, len(w.dialled), len(tests))
		}
		if w.most > workers {
			t.Errorf("%d workers: %d sessions at once", workers, w.most)
		}
	}
}

// TestNotEverybodyWaitsAtOnce: where very many wait, no more begin until some go on.
func TestNotEverybodyWaitsAtOnce(t *testing.T) {
	var mu sync.Mutex
	resolved, most := 0, 0
	m := newMeeting(2, 50*time.Millisecond)
	w := watch{sees: func(stage smtp.Stage, env *step.Env) (step.Observation, bool) {
		if stage == smtp.Auth {
			m.come() // so that the others have time to come, too
		}
		mu.Lock()
		defer mu.Unlock()
		switch stage {
		case smtp.Resolve:
			resolved++
			most = max(most, resolved)
		case smtp.Rcpt:
			resolved--
		}
		return step.Observation{}, false
	}}
	var tests []*dsl.Test
	for i := range 2 * mostAside {
		tests = append(tests, as(scanner, to(1, fmt.Sprintf("h%d.example.com", i))...)...)
	}
	results := w.run(t, Options{Parallel: 4}, tests...)
	if n := len(ran(results)); n != len(tests) {
		t.Errorf("%d tests ran, want %d", n, len(tests))
	}
	if most > mostAside+2*4 {
		t.Errorf("%d sessions had begun at once, want at most %d", most, mostAside+2*4)
	}
}
