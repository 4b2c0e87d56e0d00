package runner

import (
	"context"
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
	freed  change
}

// take waits for a seat in an operator's pool. tell is called once, when there is
// a wait. The returned function gives the seat back.
func (p *pools) take(ctx context.Context, name string, tell func()) (func(), error) {
	told := false
	for {
		freed, wait, ok := p.try(name)
		if ok {
			return func() { p.give(name) }, nil
		}
		if !told && tell != nil {
			tell()
			told = true
		}
		if err := p.wait(ctx, freed, wait); err != nil {
			return nil, err
		}
	}
}

// try takes a seat, or says what to wait for: a time where wait is positive, else
// a seat that is given back.
func (p *pools) try(name string) (freed <-chan struct{}, wait time.Duration, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	o, now := p.at(name), p.now()
	for len(o.begun) > 0 && now.Sub(o.begun[0]) >= poolSpan {
		o.begun = o.begun[1:]
	}
	switch {
	case o.used >= poolSeats:
		return o.freed.next(), 0, false
	case now.Before(o.paused):
		return nil, o.paused.Sub(now), false
	case len(o.begun) >= poolRate:
		return nil, poolSpan - now.Sub(o.begun[0]), false
	}
	o.used++
	o.begun = append(o.begun, now)
	return nil, 0, true
}

func (p *pools) wait(ctx context.Context, freed <-chan struct{}, d time.Duration) error {
	if d > 0 {
		return p.sleep(ctx, d)
	}
	return await(ctx, freed)
}

// pause lets no session begin at an operator that asked for less, for a while.
func (p *pools) pause(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at(name).paused = p.now().Add(poolPaused)
}

func (p *pools) give(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	o := p.at(name)
	o.used--
	o.freed.tell()
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
