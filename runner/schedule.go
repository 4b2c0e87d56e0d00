package runner

import (
	"container/heap"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
)

// schedule hands out cases to workers: in order, but past those whose server
// already has as many sessions as it may have.
type schedule struct {
	mu      sync.Mutex
	changed *sync.Cond
	ready   lanes // lanes that may give another case
	stopped bool
	left    int
	crew    crew
}

// lane is the queue of one server.
type lane struct {
	limit   int
	running int
	queue   []*Case
	waiting bool // is in ready
}

// lanes is a heap of lanes by their next case's place in the run.
type lanes []*lane

// Len and those after it implement heap.Interface.
func (l lanes) Len() int           { return len(l) }
func (l lanes) Less(i, j int) bool { return l[i].queue[0].Index < l[j].queue[0].Index }
func (l lanes) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *lanes) Push(x any)        { *l = append(*l, x.(*lane)) }
func (l *lanes) Pop() any {
	old := *l
	last := old[len(old)-1]
	*l = old[:len(old)-1]
	return last
}

// newSchedule makes the schedule of a number of workers.
func newSchedule(cases []*Case, workers int) *schedule {
	s := &schedule{left: len(cases)}
	s.changed = sync.NewCond(&s.mu)
	s.crew = crew{size: workers, hands: workers, room: sync.NewCond(&s.mu)}
	byServer := map[string]*lane{}
	for _, c := range cases {
		key, limit := serverOf(c)
		l := byServer[key]
		if l == nil {
			l = &lane{limit: limit}
			byServer[key] = l
		}
		l.limit = min(l.limit, limit)
		l.queue = append(l.queue, c)
	}
	for _, l := range byServer {
		s.ready = append(s.ready, l)
		l.waiting = true
	}
	heap.Init(&s.ready)
	return s
}

// next waits for a case that may begin. done must be called when it is over. It
// returns nil when there are no more, when the schedule was stopped, or when another
// worker has taken this one's place.
func (s *schedule) next() (c *Case, done func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.crew.dismiss() {
		return nil, nil
	}
	for !s.mayBegin() && s.left > 0 && !s.stopped {
		s.changed.Wait()
	}
	if s.stopped || s.left == 0 {
		return nil, nil
	}
	l := heap.Pop(&s.ready).(*lane)
	l.waiting = false
	c, l.queue = l.queue[0], l.queue[1:]
	l.running++
	s.left--
	s.crew.busy++
	s.offer(l)
	s.wake()
	if s.left == 0 {
		s.changed.Broadcast()
	}
	return c, func() { s.release(l) }
}

func (s *schedule) release(l *lane) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l.running--
	s.crew.busy--
	s.offer(l)
	s.wake()
}

// offer puts a lane back among the ready ones if it may give another case.
func (s *schedule) offer(l *lane) {
	if l.waiting || len(l.queue) == 0 || l.running >= l.limit {
		return
	}
	l.waiting = true
	heap.Push(&s.ready, l)
}

// stop lets no further case begin.
func (s *schedule) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped = true
	s.changed.Broadcast()
}

// stopWith stops the schedule when ctx ends. The returned function must be called.
func (s *schedule) stopWith(ctx context.Context) (release func() bool) {
	return context.AfterFunc(ctx, s.stop)
}

// rest are the cases that were never handed out, in order.
func (s *schedule) rest() []*Case {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*Case
	for _, l := range s.ready {
		out = append(out, l.queue...)
	}
	slices.SortFunc(out, func(a, b *Case) int { return a.Index - b.Index })
	return out
}

// serverOf is the server that a case goes to, as far as it is known before names
// are resolved, and how many sessions it may have at once.
func serverOf(c *Case) (key string, limit int) {
	e := c.Test.Endpoint
	switch {
	case e == nil || c.Skip != "":
		return "", math.MaxInt
	case e.Lab != nil:
		return fmt.Sprintf("lab %s:%d", e.Lab.Name, e.Port), max(1, e.MaxConnections)
	case e.MXOf != "":
		return fmt.Sprintf("mx of %s:%d", strings.ToLower(e.MXOf), e.Port), max(1, e.MaxConnections)
	}
	if operator, known := operatorKey(e.Host, e.Port); known {
		return operator, poolSeats
	}
	return slotKey(e.Host, e.Port), max(1, e.MaxConnections)
}
