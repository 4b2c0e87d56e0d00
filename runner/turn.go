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
// operator's, its turn at the door, and a place among those that come to name recipients.
// The place is taken as a whole or not at all. So nobody who holds a part of a place
// waits for another part, and nobody who has a place waits for a user or a sign-in: of
// those that wait for one another, one goes on. And no server is kept waiting for what
// is not its own to give, but for a moment short of MAIL.

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

// await steps aside until an obstacle may be gone, and comes back: what the session then
// takes of the server is used at once.
func (s *session) await(ctx context.Context, o *obstacle) error {
	s.run.progress(s.c, "waiting "+o.what)
	s.run.cases.stepAside(s.c, o.elsewhere, s.run.hire)
	begun := s.run.now()
	err := s.run.safety.pools.wait(ctx, o.news, o.lasts)
	s.noteWait(o.why, s.run.now().Sub(begun))
	s.run.cases.comeBack(s.c, o.elsewhere)
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

// takePlace takes a slot, a seat, a turn at the door and a place among those that come to
// name recipients, or nothing.
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
	if o := s.knock(operator); o != nil {
		s.giveRoom()
		seat(false)
		slot()
		return o
	}
	if wait := s.takeRoom(); wait != nil {
		s.goAway()
		seat(false)
		slot()
		return &obstacle{news: wait, what: "to name recipients at " + operator,
			why: "for recipients that other sessions were naming there", elsewhere: true}
	}
	s.releases = append(s.releases, slot, func() { seat(s.admitted) }, s.goAway)
	return nil
}

// knock takes the session's turn at the operator's door.
func (s *session) knock(operator string) *obstacle {
	v, news, lasts := s.run.safety.doors.try(operator, s.run.now())
	if v == nil {
		return &obstacle{news: news, lasts: lasts, what: "to try " + operator + " again",
			why: fmt.Sprintf("before it tried %s again, which had turned a session away", operator)}
	}
	s.visit = v
	return nil
}

// goAway is the end of what knock began.
func (s *session) goAway() {
	if s.visit != nil {
		s.run.safety.doors.over(s.visit)
		s.visit = nil
	}
}

// takeRoom asks for a place among those that come to name recipients, or returns what to
// wait for. Most of the sessions of a run name recipients that are known to be answered
// well, and wait for nothing.
func (s *session) takeRoom() (wait <-chan struct{}) {
	to := s.names()
	if len(to) == 0 || s.naming != nil {
		return nil
	}
	operator, known := s.operator()
	s.naming = &naming{known: known, to: to, place: s.c.Index}
	return s.run.safety.refusals.try(operator, s.naming)
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
		s.run.safety.refusals.over(operator, s.naming, s.run.now())
		s.naming = nil
	}
}

// getRoom waits, short of MAIL, for room for the session's recipients. The connection
// stays open meanwhile, and the session goes on as one of those that may: it comes to
// that only where the wait will be short, or where one of its recipients was known to be
// answered well, and is not any more.
func (s *session) getRoom(limit *allowance) bool {
	if s.naming == nil {
		return true
	}
	operator, _ := s.operator()
	wait := s.run.safety.refusals.begin(operator, s.naming)
	if wait != nil {
		begun := s.run.now()
		s.run.progress(s.c, "waiting to name recipients at "+operator)
		limit.wait(func(ctx context.Context) bool {
			s.err = await(ctx, wait)
			return s.err == nil
		})
		waited := s.run.now().Sub(begun)
		s.idled = waited >= mostInside
		s.noteWait("inside the session, for recipients that other sessions were naming there", waited)
		s.remarkWaits()
	}
	if s.err != nil {
		s.err = fmt.Errorf("no turn to name recipients: %w", s.err)
		return false
	}
	s.naming.since = s.run.now()
	return true
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
