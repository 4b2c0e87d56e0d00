package runner

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// A session takes all that it needs before it connects, in this order: its user, its
// sign-in, and its place at the server, which is a slot at the host, a seat of the
// operator's, and room for its recipients. The place is taken as a whole or not at
// all. So nobody who holds a part of a place waits for another part, and nobody who
// has a place waits for a user or a sign-in: of those that wait for one another, one
// goes on. And no server is kept waiting for what is not its own to give.

// obstacle is what a session waits for before it may begin.
type obstacle struct {
	news  <-chan struct{} // it may be gone
	lasts time.Duration   // it is gone by then, where positive
	what  string          // it is waited for, as one who looks on is told
	why   string          // it is waited for, as the record says
	// elsewhere is true for what is not the server's own room: others may have that
	// meanwhile.
	elsewhere bool
}

// takeTurns takes all that the session needs to begin, and waits for it. It returns
// false where the session is not to begin, or to begin later.
func (s *session) takeTurns(ctx context.Context) bool {
	e := s.c.Test.Endpoint
	if e.Lab == nil && e.MXOf != "" {
		key, limit := serverAt(s.env.Session.Host, e)
		if s.later = s.allowed() && !s.run.cases.settle(s.c, key, limit); s.later {
			return false
		}
	}
	s.releases = append(s.releases, s.giveRoom)
	for s.allowed() {
		o := s.missing()
		if o == nil {
			return true
		}
		if s.err = s.await(ctx, o); s.err != nil {
			s.err = fmt.Errorf("no turn to begin: %w", s.err)
			return false
		}
	}
	return false
}

// await steps aside until an obstacle may be gone.
func (s *session) await(ctx context.Context, o *obstacle) error {
	s.run.progress(s.c, "waiting "+o.what)
	s.stepAside(o.elsewhere)
	begun := s.run.now()
	err := s.run.safety.pools.wait(ctx, o.news, o.lasts)
	s.noteWait(o.why, s.run.now().Sub(begun))
	return err
}

// missing takes what the session needs to begin and does not have, or says what is in
// the way.
func (s *session) missing() *obstacle {
	if s.c.Test.Endpoint.Lab == nil && s.signsIn() {
		if o := s.takeUser(); o != nil {
			return o
		}
		if o := s.takeSignIn(); o != nil {
			return o
		}
	}
	return s.takePlace()
}

// takeUser waits until no other session signs in as the same user: some servers
// take more than a few at once for an attack, and Microsoft for too many
// connections.
func (s *session) takeUser() *obstacle {
	if s.hasUser {
		return nil
	}
	release, wait := s.run.safety.users.try(user(s.c.Test.Credential), 1)
	if wait != nil {
		return &obstacle{news: wait, what: "for another session of the same user",
			why: "for another session of the same user", elsewhere: true}
	}
	s.hasUser = true
	s.releases = append(s.releases, release)
	return nil
}

// takeSignIn waits until a refusal of this sign-in would not be one too many.
func (s *session) takeSignIn() *obstacle {
	if s.signedIn != nil {
		return nil
	}
	over, wait := s.run.safety.signIns.try(s.c.Test.Credential)
	if wait != nil {
		return &obstacle{news: wait, what: "for other sign-ins",
			why: "until a refused sign-in would not be one too many", elsewhere: true}
	}
	s.signedIn = over
	s.releases = append(s.releases, over)
	return nil
}

// takePlace takes a slot, a seat and room for the recipients, or nothing.
func (s *session) takePlace() *obstacle {
	e := s.c.Test.Endpoint
	slot, wait := s.run.slots.try(slotKey(s.env.Session.Host, e.Port), max(1, e.MaxConnections))
	if wait != nil {
		s.giveRoom()
		return &obstacle{news: wait, what: "for a session with " + s.env.Session.Host}
	}
	if e.Lab != nil {
		s.releases = append(s.releases, slot)
		return nil
	}
	operator, known := s.operator()
	seat := func(bool) {}
	if known {
		begun, news, lasts := s.run.safety.pools.try(operator)
		if news != nil {
			s.giveRoom()
			slot()
			return &obstacle{news: news, lasts: lasts, what: "for " + operator,
				why: fmt.Sprintf("to ask %s no more often than it can bear", operator)}
		}
		seat = func(used bool) { s.run.safety.pools.give(operator, begun, used) }
	}
	if wait := s.takeRoom(); wait != nil {
		seat(false)
		slot()
		return &obstacle{news: wait, what: "to name recipients at " + operator,
			why: "for recipients that other sessions were naming there", elsewhere: true}
	}
	s.releases = append(s.releases, slot, func() { seat(s.admitted) })
	return nil
}

// takeRoom asks for room for the recipients of the session, or returns what to wait
// for. Most of the sessions of a run name recipients that are known to be answered
// well, and wait for nothing.
func (s *session) takeRoom() (wait <-chan struct{}) {
	to := s.names()
	if len(to) == 0 || s.naming != nil {
		return nil
	}
	operator, known := s.operator()
	s.naming, wait = s.run.safety.refusals.try(operator, known, to)
	return wait
}

// names are the recipients that the session names; theSender where it goes no further.
func (s *session) names() []string {
	switch {
	case slices.Contains(s.c.Stages, smtp.Rcpt):
		return s.env.Envelope.To
	case slices.Contains(s.c.Stages, smtp.Mail):
		return []string{theSender}
	}
	return nil
}

// giveRoom gives back the room for the recipients, if the session has any.
func (s *session) giveRoom() {
	if s.naming != nil {
		operator, _ := s.operator()
		s.run.safety.refusals.over(operator, s.naming)
		s.naming = nil
	}
}

// keepRoom waits, short of MAIL, for what the session may lack of its room by now: one
// of its recipients that was known to be answered well is not any more. Few come to
// that, and the connection stays open meanwhile.
func (s *session) keepRoom(limit *allowance) bool {
	if s.naming == nil {
		return true
	}
	operator, _ := s.operator()
	wait := s.run.safety.refusals.still(operator, s.naming)
	if wait == nil {
		return true
	}
	o := &obstacle{news: wait, what: "to name recipients at " + operator,
		why: "inside the session, for recipients that other sessions were naming there"}
	limit.wait(func(ctx context.Context) bool {
		s.err = s.await(ctx, o)
		s.comeBack()
		return s.err == nil
	})
	s.idled = true
	s.remarkWaits()
	if s.err != nil {
		s.err = fmt.Errorf("no turn to name recipients: %w", s.err)
	}
	return s.err == nil
}

// noteWait keeps how long the session waited, and what for.
func (s *session) noteWait(why string, d time.Duration) {
	for i := range s.waits {
		if s.waits[i].why == why {
			s.waits[i].d += d
			return
		}
	}
	s.waits = append(s.waits, wait{why, d})
}

// wait is how long a session waited for one thing.
type wait struct {
	why string
	d   time.Duration
}

// remarkWaits writes down what the session waited for.
func (s *session) remarkWaits() {
	for _, w := range s.waits {
		if d := w.d.Round(time.Second); d > 0 && w.why != "" {
			s.env.Session.Record.Add(transcript.Remark, fmt.Sprintf("waited %s, %s", d, w.why))
		}
	}
	s.waits = nil
}

// stepAside lets another session go on in this one's place while it waits for its
// turn: with any server, or at its own as well.
func (s *session) stepAside(elsewhere bool) {
	if !s.aside {
		s.aside = true
		s.run.cases.stepAside(s.run.hire)
	}
	s.leaveLane(elsewhere)
}

// leaveLane leaves the session's place in its server's queue to others, or takes it
// again.
func (s *session) leaveLane(away bool) {
	if s.away != away {
		s.away = away
		s.run.cases.leaveLane(s.c, away)
	}
}

// comeBack waits until there is room for the session again, if it stepped aside.
func (s *session) comeBack() {
	s.leaveLane(false)
	if s.aside {
		s.aside = false
		s.run.cases.comeBack()
	}
}
