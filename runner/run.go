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
	hire     func()         // begins one more worker
	hands    sync.WaitGroup // the workers
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

// work lets the workers take cases until there are none, then records those that
// never began.
func (r *run) work(ctx context.Context) {
	for _, c := range r.plan.Tests {
		if e := c.Test.Endpoint; e != nil && e.Host != "" && c.Skip == "" {
			r.slots.know(slotKey(e.Host, e.Port), max(1, e.MaxConnections))
		}
	}
	r.cases = newSchedule(r.plan.Tests, max(1, min(r.opt.Parallel, len(r.plan.Tests))))
	defer r.cases.stopWith(ctx)()
	r.hire = func() { r.hands.Go(func() { r.labour(ctx) }) }
	for range r.cases.crew.size {
		r.hire()
	}
	r.hands.Wait()
	reason := interrupted
	if ctx.Err() == nil {
		reason = "not begun: an earlier test failed (--fail-fast)"
	}
	for _, c := range r.cases.rest() {
		r.record(c, skipped(r.blank(c), reason))
	}
}

// labour is what a worker does: case after case, until there are no more.
func (r *run) labour(ctx context.Context) {
	for c, done := r.cases.next(); c != nil; c, done = r.cases.next() {
		t := r.test(ctx, c)
		done()
		if written := r.record(c, t); !written || r.opt.FailFast && counts(t.Status) {
			r.cases.stop() // without a record nothing more is sent
		}
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

// test carries out one case.
func (r *run) test(ctx context.Context, c *Case) result.Test {
	// The schedule may hear of an interruption a moment later than a worker whose
	// session it ended.
	if ctx.Err() != nil {
		return skipped(r.blank(c), interrupted)
	}
	if r.opt.Progress.Started != nil {
		r.opt.Progress.Started(c)
	}
	t := r.blank(c)
	if c.Skip != "" {
		return skipped(t, c.Skip)
	}
	s, err := r.newSession(c)
	if err != nil {
		t.Status, t.Reason = result.Error, transcript.Printable(err.Error())
		return t
	}
	s.hold(ctx)
	if ctx.Err() != nil && errors.Is(s.err, context.Canceled) {
		return skipped(t, "the run was interrupted during this test")
	}
	if s.withheld != "" && s.env.Session.Conn == nil {
		return skipped(t, s.withheld)
	}
	s.finish(&t)
	return t
}

// finish judges a session that was held.
func (s *session) finish(t *result.Test) {
	t.Stages = make([]result.Stage, len(s.seen))
	for i, v := range s.seen {
		t.Stages[i] = stageOf(v, s.c.base)
	}
	t.Took = s.run.now().Sub(t.Started) - s.waited
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
	t.Transcript = starred(s.env.Session.Record.Entries(), *t)
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
