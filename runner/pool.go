package runner

import (
	"context"
	"slices"
	"sync"
	"time"
)

// An operator counts what comes from an address over all of its host names, so a
// run does, too: many tenants are one Microsoft.
const (
	poolSeats  = 2           // sessions at once
	poolRate   = 20          // sessions begun within a poolSpan
	poolSpan   = time.Minute // the span that poolRate is counted over
	poolPaused = time.Minute // the rest after a 421 or a throttling reply
)

// pools are the operators' pools by name.
type pools struct {
	now   func() time.Time
	sleep func(ctx context.Context, d time.Duration) error

	mu     sync.Mutex
	byName map[string]*pool
}

// pool is what one operator has seen of this run.
type pool struct {
	used   int
	begun  []time.Time // of the last span
	paused time.Time   // until when no session begins
	news   change      // a session ended: there is a seat, or nobody may want one any more
}

// try takes a seat, or says what to wait for: news, and no longer than the time where
// that is positive.
func (p *pools) try(name string) (begun time.Time, news <-chan struct{}, wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	o, now := p.at(name), p.now()
	for len(o.begun) > 0 && now.Sub(o.begun[0]) >= poolSpan {
		o.begun = o.begun[1:]
	}
	switch {
	case o.used >= poolSeats:
		return now, o.news.next(), 0
	case now.Before(o.paused):
		return now, o.news.next(), o.paused.Sub(now)
	case len(o.begun) >= poolRate:
		return now, o.news.next(), poolSpan - now.Sub(o.begun[0])
	}
	o.used++
	o.begun = append(o.begun, now)
	return now, nil, 0
}

// wait waits for news, or for a time to pass.
func (p *pools) wait(ctx context.Context, news <-chan struct{}, d time.Duration) error {
	if d <= 0 {
		return await(ctx, news)
	}
	resting, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		if await(resting, news) == nil {
			cancel()
		}
	}()
	err := p.sleep(resting, d)
	if resting.Err() != nil && ctx.Err() == nil {
		return nil
	}
	return err
}

// pause lets no session begin at an operator that asked for less, for a while.
func (p *pools) pause(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at(name).paused = p.now().Add(poolPaused)
}

// give takes a seat back that was taken at a time. One that was not used does not
// count among those begun: the operator saw nothing of it.
func (p *pools) give(name string, begun time.Time, used bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	o := p.at(name)
	o.used--
	if i := slices.Index(o.begun, begun); !used && i >= 0 {
		o.begun = slices.Delete(o.begun, i, i+1)
	}
	o.news.tell()
}

// at is an operator's pool. The caller holds the lock.
func (p *pools) at(name string) *pool {
	if p.byName == nil {
		p.byName = map[string]*pool{}
	}
	o := p.byName[name]
	if o == nil {
		o = &pool{}
		p.byName[name] = o
	}
	return o
}

// sleep waits for a time to pass.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
