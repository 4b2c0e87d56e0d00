package runner

import "sync"

// crew is who works on a run's sessions. A session that waits for its turn steps
// aside: it needs no worker meanwhile, and those to other servers go on. Few wait so at
// one server, since it has a lane; many may wait for their user, each at another. The
// schedule's lock guards it.
type crew struct {
	size  int        // sessions that may go on at once
	busy  int        // sessions that go on
	aside int        // sessions that wait for their turn, or for room to come back
	back  int        // those of them that wait for room
	hands int        // workers, those of the sessions aside among them
	room  *sync.Cond // for one that comes back
}

// mostAside bounds the sessions that wait beside those that go on: each keeps what
// the name service said of its server, and takes memory.
const mostAside = 256

// dismiss lets a worker go where there are more than needed: a session that came
// back has brought its own.
func (c *crew) dismiss() bool {
	if c.hands <= c.size+c.aside {
		return false
	}
	c.hands--
	return true
}

// mayBegin reports whether another case may begin. Those that have begun before, and
// wait for room, go first.
func (s *schedule) mayBegin() bool {
	c := &s.crew
	return len(s.ready) > 0 && c.busy < c.size && c.back == 0 && c.aside < mostAside
}

// wake tells somebody that there is something to do. Whoever is woken does the same
// in turn.
func (s *schedule) wake() {
	switch c := &s.crew; {
	case c.back > 0 && c.busy < c.size:
		c.room.Signal()
	case s.mayBegin():
		s.changed.Signal()
	}
}

// stepAside makes room for another session while one waits for its turn: with any
// server, or where it waits for something elsewhere, at its own as well. hire begins one
// more worker.
func (s *schedule) stepAside(c *Case, elsewhere bool, hire func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	crew := &s.crew
	crew.busy--
	crew.aside++
	if crew.hands < crew.size+crew.aside {
		crew.hands++
		hire()
	}
	if elsewhere {
		s.leaveLane(c, 1)
	}
	s.wake()
}

// comeBack waits for room for a session that stepped aside, and may try again. Once the
// schedule was stopped there is nothing to come back for.
func (s *schedule) comeBack(c *Case, elsewhere bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	crew := &s.crew
	crew.back++
	for crew.busy >= crew.size && !s.stopped {
		crew.room.Wait()
	}
	crew.back--
	crew.aside--
	crew.busy++
	if elsewhere {
		s.leaveLane(c, -1)
	}
	s.wake()
}
