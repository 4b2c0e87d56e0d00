package runner

import (
	"fmt"
	"net/netip"
	"sync"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// silences are the servers that took a connection and said nothing, with how long a
// session of the run waited for it. Another session there is held all the same, and
// judged by what it sees; but it waits no longer than for a connection, so that a
// run of many tests at a dead server ends.
type silences struct {
	mu   sync.Mutex
	long map[way]time.Duration
	// dead are addresses that did not answer while a session tried to connect, with
	// how long that was. Another session tries it for less.
	dead map[way]time.Duration
}

// way is how a server is reached: firewalls tell sources apart.
type way struct {
	source netip.Addr
	peer   netip.AddrPort
}

func (s *session) way() way { return way{s.c.Test.Endpoint.Source, s.env.Session.Peer} }

// told takes account of the end of a session's wait for the first byte.
func (s *silences) told(w way, heard bool, waited time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if heard {
		delete(s.long, w)
		return
	}
	if s.long == nil {
		s.long = map[way]time.Duration{}
	}
	s.long[w] = max(s.long[w], waited)
}

func (s *silences) at(w way) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.long[w]
}

// timerSlack is how much earlier than asked for a wait may seem to end.
const timerSlack = 100 * time.Millisecond

// patienceForGreeting is how long the session waits for the greeting: as the endpoint
// says, unless another session waited as long in vain.
func (s *session) patienceForGreeting() time.Duration {
	t := s.c.Test.Endpoint.Timeouts
	waited := s.run.silences.at(s.way())
	if t.Connect >= t.Banner || s.heard() || waited < t.Banner-timerSlack {
		return t.Banner
	}
	s.env.Session.Record.Add(transcript.Remark,
		fmt.Sprintf("another session waited %s for a greeting here, in vain: this one waits %s, as for a connection", t.Banner, t.Connect))
	return t.Connect
}

// noticedSilence takes account of a connection or a greeting that came, or did not.
func (s *session) noticedSilence(v seen) {
	if v.stage == smtp.Connect {
		s.noticedConnect(v)
	}
	if v.stage != smtp.Banner {
		return
	}
	if late := v.obs.Failure != nil && v.obs.Failure.Class == smtp.FailReplyTimeout; late || s.heard() {
		s.run.silences.told(s.way(), s.heard(), v.obs.Took)
	}
}

// briefly is how long a session tries to connect where another one tried in vain: an
// address that is there at all answers within that, round the world and by satellite.
const briefly = time.Second

// tried takes account of an attempt to connect.
func (s *silences) tried(w way, timedOut bool, took time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !timedOut {
		delete(s.dead, w)
		return
	}
	if s.dead == nil {
		s.dead = map[way]time.Duration{}
	}
	s.dead[w] = max(s.dead[w], took)
}

func (s *silences) triedFor(w way) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dead[w]
}

// hurry lets the session try to connect for a moment only, where another one tried
// each of its addresses in vain for as long as the endpoint says.
func (s *session) hurry() {
	e := s.c.Test.Endpoint
	if e.Timeouts.Connect <= briefly || len(s.env.Session.Addrs) == 0 {
		return
	}
	for _, addr := range s.env.Session.Addrs {
		if s.run.silences.triedFor(way{e.Source, addr}) < e.Timeouts.Connect-timerSlack {
			return
		}
	}
	s.env.Endpoint.ConnectTimeout = briefly
	s.env.Session.Record.Add(transcript.Remark,
		fmt.Sprintf("another session tried for %s to connect here, in vain: this one tries for %s", e.Timeouts.Connect, briefly))
}

// noticedConnect takes account of the attempts to connect.
func (s *session) noticedConnect(v seen) {
	for i, p := range v.obs.Parts {
		if i < len(s.env.Session.Addrs) {
			timedOut := p.Failure != nil && p.Failure.Class == smtp.FailConnectTimeout
			s.run.silences.tried(way{s.c.Test.Endpoint.Source, s.env.Session.Addrs[i]}, timedOut, p.Took)
		}
	}
}
