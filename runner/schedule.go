package runner

import (
	"container/heap"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/smtpspec/smtpspec/dsl"
)

// schedule hands out cases to workers: in order, but past those whose server
// already has as many sessions as it may have. Where only resolving tells the server,
// the case is handed out to find it, and put back if that one has no room.
type schedule struct {
	mu      sync.Mutex
	changed *sync.Cond
	ready   lanes // lanes that may give another case
	stopped bool
	left    int
	crew    crew
	lanes   map[string]*lane // by server
	held    map[*Case]*lane  // the lanes of the cases that were handed out
	settled map[*Case]*lane  // where cases belong by what resolving gave
}

// lane is the queue of one server.
type lane struct {
	limit   int
	running int
	away    int // cases that wait for what is not this server's to give
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
	s := &schedule{left: len(cases), lanes: map[string]*lane{}, held: map[*Case]*lane{}, settled: map[*Case]*lane{}}
	s.changed = sync.NewCond(&s.mu)
	s.crew = crew{size: workers, hands: workers, room: sync.NewCond(&s.mu)}
	for _, c := range cases {
		l := s.lane(serverOf(c))
		l.queue = append(l.queue, c)
	}
	for _, l := range s.lanes {
		s.ready = append(s.ready, l)
		l.waiting = true
	}
	heap.Init(&s.ready)
	return s
}

// lane is the queue of a server. The smallest limit that was ever asked for holds.
func (s *schedule) lane(key string, limit int) *lane {
	l := s.lanes[key]
	if l == nil {
		l = &lane{limit: limit}
		s.lanes[key] = l
	}
	l.limit = min(l.limit, limit)
	return l
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
		s.crew.hands--
		return nil, nil
	}
	l := heap.Pop(&s.ready).(*lane)
	l.waiting = false
	c, l.queue = l.queue[0], l.queue[1:]
	l.running++
	s.held[c] = l
	s.left--
	s.crew.busy++
	s.offer(l)
	s.wake()
	if s.left == 0 {
		s.changed.Broadcast()
	}
	return c, func() { s.release(c) }
}

func (s *schedule) release(c *Case) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leave(c)
	s.crew.busy--
	s.wake()
}

// leave takes a case that was handed out off its lane.
func (s *schedule) leave(c *Case) {
	l := s.held[c]
	delete(s.held, c)
	l.running--
	s.offer(l)
}

// offer puts a lane among the ready ones if it may give another case, and takes it
// from them if it may not.
func (s *schedule) offer(l *lane) {
	may := len(l.queue) > 0 && l.running < l.limit && l.away < mostAway
	switch {
	case may && !l.waiting:
		heap.Push(&s.ready, l)
	case !may && l.waiting:
		heap.Remove(&s.ready, slices.Index(s.ready, l))
	}
	l.waiting = may
}

// mostAway bounds the cases of a server that wait for something else than the server,
// while others go there. Without a bound a server with very many would have everybody
// wait aside.
const mostAway = 16

// leaveLane lets another case have the place of one at its server, which waits for
// something else (1), or puts it in its place again (-1). That needs no waiting: what
// bounds the sessions at the server is still to be taken. The caller holds the lock.
func (s *schedule) leaveLane(c *Case, n int) {
	l := s.held[c]
	l.running -= n
	l.away += n
	s.offer(l)
}

// settle notes where a case belongs that was handed out before its host was known. It
// returns false where the session there would only wait: it is then to be put back, so
// that those to other servers go on. A name may lead elsewhere the next time; the
// case stays where it was put, then.
func (s *schedule) settle(c *Case, key string, limit int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.settled[c] != nil {
		return true
	}
	to := s.lane(key, limit)
	s.settled[c] = to
	s.offer(to) // the limit may be a smaller one
	if to.running >= to.limit {
		return false
	}
	s.leave(c)
	to.running++
	s.held[c] = to
	s.offer(to)
	s.wake()
	return true
}

// putBack puts a case that was handed out into the queue where it belongs, in the
// suites' order.
func (s *schedule) putBack(c *Case) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leave(c)
	to := s.settled[c]
	at, _ := slices.BinarySearchFunc(to.queue, c, byPlace)
	to.queue = slices.Insert(to.queue, at, c)
	if to.waiting {
		heap.Fix(&s.ready, slices.Index(s.ready, to))
	}
	s.offer(to)
	s.left++
	s.crew.busy--
	s.wake()
}

func byPlace(a, b *Case) int { return a.Index - b.Index }

// stop lets no further case begin.
func (s *schedule) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped = true
	s.changed.Broadcast()
	s.crew.room.Broadcast()
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
	for _, l := range s.lanes {
		out = append(out, l.queue...)
	}
	slices.SortFunc(out, byPlace)
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
	return serverAt(e.Host, e)
}

// serverAt is an endpoint's server where its host is known.
func serverAt(host string, e *dsl.Endpoint) (key string, limit int) {
	if operator, known := operatorKey(host, e.Port); known {
		return operator, poolSeats
	}
	return slotKey(host, e.Port), max(1, e.MaxConnections)
}
