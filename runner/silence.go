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
	greetings waits
	// connects are of addresses that did not answer while a session tried to connect.
	// Another session tries them for less.
	connects waits
}

// waits is how long sessions waited for something in vain.
type waits struct {
	mu      sync.Mutex
	longest map[way]time.Duration
}

// way is how a server is reached: firewalls tell sources apart.
type way struct {
	source netip.Addr
	peer   netip.AddrPort
}

func (s *session) way() way { return way{s.c.Test.Endpoint.Source, s.env.Session.Peer} }

// ended takes account of the end of a wait. One that was not in vain takes back those
// before it.
func (w *waits) ended(at way, inVain bool, took time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !inVain {
		delete(w.longest, at)
		return
	}
	if w.longest == nil {
		w.longest = map[way]time.Duration{}
	}
	w.longest[at] = max(w.longest[at], took)
}

func (w *waits) at(a way) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.longest[a]
}

// timerSlack is how much earlier than asked for a wait may seem to end.
const timerSlack = 100 * time.Millisecond

// patienceForGreeting is how long the session waits for the greeting: as the endpoint
// says, unless another session waited as long in vain.
func (s *session) patienceForGreeting() time.Duration {
	t := s.c.Test.Endpoint.Timeouts
	waited := s.run.silences.greetings.at(s.way())
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
		s.run.silences.greetings.ended(s.way(), !s.heard(), v.obs.Took)
	}
}

// briefly is how long a session tries to connect where another one tried in vain: an
// address that is there at all answers within that, round the world and by satellite.
const briefly = time.Second

// hurry lets the session try to connect for a moment only, where another one tried
// each of its addresses in vain for as long as the endpoint says.
func (s *session) hurry() {
	e := s.c.Test.Endpoint
	if e.Timeouts.Connect <= briefly || len(s.env.Session.Addrs) == 0 {
		return
	}
	for _, addr := range s.env.Session.Addrs {
		if s.run.silences.connects.at(way{e.Source, addr}) < e.Timeouts.Connect-timerSlack {
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
			s.run.silences.connects.ended(way{s.c.Test.Endpoint.Source, s.env.Session.Addrs[i]}, timedOut, p.Took)
		}
	}
}
