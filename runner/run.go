package runner

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/diagnose"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// run is a plan being carried out.
type run struct {
	plan     *Plan
	opt      Options
	steps    map[string]step.Step
	cases    *schedule
	hire     func()                  // begins one more worker
	hands    sync.WaitGroup          // the workers
	opening  context.Context         // lasts as long as sessions may begin
	end      context.CancelCauseFunc // ends it
	slots    slots
	silences silences
	safety   safety

	mu        sync.Mutex
	sink      Sink
	sinkErr   error
	counts    result.Counts
	summaries []diagnose.Summary // by place in the run
	kept      keptSteps
}

// Run carries the plan out. The sink gets the header before anything is sent,
// each test as it ends, and the footer at the end, also when ctx was cancelled:
// what had not begun by then is marked skipped. The error is what kept the
// record from being written; what servers did is never an error.
func (p *Plan) Run(ctx context.Context, opt Options, sink Sink) (result.Footer, error) {
	r := &run{plan: p, opt: opt, sink: sink, summaries: make([]diagnose.Summary, len(p.Tests)), kept: keep(p)}
	r.makeSafe()
	if err := r.makeSteps(); err != nil {
		return result.Footer{}, err
	}
	if err := sink.Header(r.header()); err != nil {
		return result.Footer{}, err
	}
	r.work(ctx)
	footer := r.footer(ctx.Err() != nil)
	if r.sinkErr != nil {
		return footer, r.sinkErr
	}
	return footer, sink.Footer(footer)
}

func (r *run) now() time.Time { return r.opt.World.Now() }

func (r *run) progress(c *Case, stage string) {
	if r.opt.Progress.Stage != nil {
		r.opt.Progress.Stage(c, stage)
	}
}

// makeSteps makes one step of each stage. They keep nothing between sessions.
func (r *run) makeSteps() error {
	r.steps = map[string]step.Step{}
	for _, stage := range append(smtp.Order(smtp.TLSStartTLS), smtp.Quit) {
		kind := r.plan.kinds[string(stage)]
		if kind == nil {
			continue
		}
		s, err := kind.New(nil)
		if err != nil {
			return fmt.Errorf("%s: %w", stage, err)
		}
		r.steps[string(stage)] = s
	}
	return nil
}

func (r *run) header() result.Header {
	h := result.Header{
		Format: result.Format, Version: r.opt.Version, ID: runID(), Started: r.now().UTC(),
		Command: r.opt.Command, Vantage: r.opt.Vantage, Audience: r.opt.Audience,
		Names: namesOf(r.plan, r.opt.Secrets),
	}
	if at := r.opt.ChangedAt; !at.IsZero() {
		h.ChangedAt = &at
	}
	for _, s := range r.plan.Suites {
		h.Suites = append(h.Suites, suiteOf(s, r.plan))
	}
	return h
}

// runID is 64 random bits: enough to tell runs apart.
func runID() string {
	var b [8]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}

// interrupted is why a test has not begun in a run that was cancelled.
const interrupted = "not begun: the run was interrupted"

// Why no further test begins before the run's end.
var (
	errFailedFast = errors.New("an earlier test failed (--fail-fast)")
	errUnwritten  = errors.New("the record of the run could not be written")
)

// notBegun says why a test has not begun once opening is over.
func (r *run) notBegun() string {
	if cause := context.Cause(r.opening); cause == errFailedFast || cause == errUnwritten {
		return "not begun: " + cause.Error()
	}
	return interrupted
}

// work lets the workers take cases until there are none, then records those that
// never began.
func (r *run) work(ctx context.Context) {
	r.opening, r.end = context.WithCancelCause(ctx)
	defer r.end(nil)
	for _, c := range r.plan.Tests {
		if e := c.Test.Endpoint; e != nil && e.Host != "" && c.Skip == "" {
			r.slots.know(slotKey(e.Host, e.Port), max(1, e.MaxConnections))
		}
	}
	r.cases = newSchedule(r.plan.Tests, max(1, min(r.opt.Parallel, len(r.plan.Tests))))
	defer r.cases.stopWith(r.opening)()
	r.hire = func() { r.hands.Go(func() { r.labour(ctx) }) }
	for range r.cases.crew.size {
		r.hire()
	}
	r.hands.Wait()
	for _, c := range r.cases.rest() {
		r.record(c, skipped(r.blank(c), r.notBegun()))
	}
}

// labour is what a worker does: case after case, until there are no more. What a
// session took is given back when its end is on record: where that lets no further
// one begin, none that waited for it does.
func (r *run) labour(ctx context.Context) {
	for c, done := r.cases.next(); c != nil; c, done = r.cases.next() {
		t, release := r.test(ctx, c)
		if release == nil {
			if r.opt.Progress.PutBack != nil {
				r.opt.Progress.PutBack(c)
			}
			r.cases.putBack(c)
			continue
		}
		switch written := r.record(c, t); {
		case !written: // without a record nothing more is sent
			r.end(errUnwritten)
		case r.opt.FailFast && counts(t.Status):
			r.end(errFailedFast)
		}
		release()
		done()
	}
}

// counts reports whether a status counts against a run.
func counts(s result.Status) bool {
	return s == result.Fail || s == result.Error || s == result.Inconclusive
}

// record explains a finished test and hands it on, and reports whether it could be written down.
func (r *run) record(c *Case, t result.Test) bool {
	t.Diagnosis = diagnose.Test(t, r.opt.ChangedAt)
	r.mu.Lock()
	r.counts.Add(t.Status)
	r.summaries[c.Index] = diagnose.Summarise(t, r.opt.ChangedAt)
	r.kept.status(c, t.Status)
	if err := r.sink.Test(c.Index, t); err != nil && r.sinkErr == nil {
		r.sinkErr = err
	}
	written := r.sinkErr == nil
	r.mu.Unlock()
	if r.opt.Progress.Finished != nil {
		r.opt.Progress.Finished(c, t)
	}
	return written
}

// test carries out one case. release gives back what its session took; it is nil where
// the case is to be begun again.
func (r *run) test(ctx context.Context, c *Case) (t result.Test, release func()) {
	release = func() {}
	// The schedule may hear of the end a moment later than a worker whose session
	// brought it about.
	if r.opening.Err() != nil {
		return skipped(r.blank(c), r.notBegun()), release
	}
	if r.opt.Progress.Started != nil {
		r.opt.Progress.Started(c)
	}
	t = r.blank(c)
	if c.Skip != "" {
		return skipped(t, c.Skip), release
	}
	s, err := r.newSession(c)
	if err != nil {
		t.Status, t.Reason = result.Error, transcript.Printable(err.Error())
		return t, release
	}
	s.hold(ctx)
	t.Started = t.Started.Add(s.waited)
	switch {
	case ctx.Err() != nil && errors.Is(s.err, context.Canceled):
		// What it missed before that, it missed.
		if s.finish(&t); t.Status != result.Fail {
			t = skipped(t, "the run was interrupted during this test")
		}
	case s.withheld != "" && s.env.Session.Conn == nil:
		t = skipped(t, s.withheld)
	case s.later:
		return t, nil
	default:
		s.finish(&t)
	}
	return t, s.release
}

// finish judges a session that was held.
func (s *session) finish(t *result.Test) {
	t.Stages = make([]result.Stage, len(s.seen))
	for i, v := range s.seen {
		t.Stages[i] = stageOf(v, s.c.base)
	}
	t.Took = s.run.now().Sub(t.Started)
	t.Expectations = s.judge(t.Stages)
	end := s.endingOf(t.Stages)
	t.Status, t.Reason = statusOf(t.Expectations, end, s.err)
	if s.withheld != "" && t.Status != result.Fail {
		t.Status, t.Reason = result.Skip, s.withheld
	}
	t.Reason = transcript.Printable(t.Reason)
	if t.Decided = decided(t.Stages); end.stage != nil {
		t.Decided = end.stage.Name
	}
	if host := s.env.Session.Host; host != "" {
		t.Endpoint.Host = transcript.Printable(host)
	}
	if peer := s.env.Session.Peer; peer.IsValid() {
		t.Endpoint.Peer = peer.String()
	}
	t.Transcript = s.env.Session.Record.Entries()
	star(t.Transcript, *t)
	t.Warnings = warningsOf(s.c.Test, t.Stages)
	if s.run.kept.wants(s.c) {
		s.run.kept.steps(s.c, s.objects(t.Stages))
	}
}

// decided is the last stage of a session that went as far as it was to go.
func decided(stages []result.Stage) string {
	for i := len(stages) - 1; i >= 0; i-- {
		if stages[i].Name != string(smtp.Quit) {
			return stages[i].Name
		}
	}
	return ""
}

// limitOf is the longest that a test may take: what it says itself, or its
// endpoint's session timeout, and never longer than the run allows.
func (r *run) limitOf(t *dsl.Test) time.Duration {
	limit := t.Timeout
	if limit <= 0 {
		limit = t.Endpoint.Timeouts.Session
	}
	if r.opt.Timeout > 0 {
		limit = min(limit, r.opt.Timeout)
	}
	return limit
}

func skipped(t result.Test, reason string) result.Test {
	t.Status, t.Reason = result.Skip, transcript.Printable(reason)
	return t
}

// footer is what is known at the end.
func (r *run) footer(interrupted bool) result.Footer {
	comparisons := r.compare()
	f := result.Footer{
		Ended: r.now().UTC(), Interrupted: interrupted, Counts: r.counts,
		Comparisons: comparisons, Warnings: r.opt.Warnings,
		Diagnoses: diagnose.Run(r.summaries, sitesOf(r.plan), r.now()),
	}
	for _, c := range comparisons {
		f.Counts.Add(c.Status)
	}
	f.Exit = exitOf(f)
	return f
}

// exitOf is the exit status that the run's tests ask for: 1 beats 4 beats 3.
func exitOf(f result.Footer) int {
	switch {
	case f.Interrupted:
		return result.ExitInterrupted
	case f.Counts.Fail > 0:
		return result.ExitFailed
	case f.Counts.Error > 0:
		return result.ExitTrouble
	case f.Counts.Inconclusive > 0:
		return result.ExitInconclusive
	}
	return result.ExitOK
}
