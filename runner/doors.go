package runner

import (
	"fmt"
	"sync"
	"time"

	"github.com/smtpspec/smtpspec/runner/step"
)

// mostTurnedAway is how many times in a row an operator may greet with a refusal because
// there are too many. One session may have come at a bad moment; to go on is to knock at
// a closed door.
const mostTurnedAway = 3

// doorRests is how long nobody knocks at an operator's door after a session was turned
// away there, and twice as long after the next time. Known operators rest for longer
// (see pools).
const doorRests = 2 * time.Second

// doors keeps count of the times in a row that an operator turned sessions away so,
// whether their suite expected it or not: more of them are what it asks not to get.
type doors struct {
	mu         sync.Mutex
	byOperator map[string]*door
}

type door struct {
	n        int       // times in a row
	said     string    // the last time: a code
	counted  time.Time // then
	rests    time.Time // until when nobody knocks
	knocking int       // sessions that have not been greeted yet
	inside   int       // sessions that have
	news     change    // one was greeted, turned away or is over
}

// visit is a session at a door.
type visit struct {
	door    *door
	begun   time.Time
	greeted bool
	past    bool // no longer knocks
}

// try lets a session knock, or says what to wait for: news, and no longer than the time
// where that is positive. Where the last one was turned away, one at a time knocks.
func (d *doors) try(operator string, now time.Time) (v *visit, news <-chan struct{}, wait time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	at := d.at(operator)
	if now.Before(at.rests) {
		return nil, at.news.next(), at.rests.Sub(now)
	}
	if at.n > 0 && at.knocking > 0 {
		return nil, at.news.next(), 0
	}
	at.knocking++
	return &visit{door: at, begun: now}, nil, 0
}

// taken takes account of a session that was greeted.
func (d *doors) taken(v *visit) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v.door.n = 0
	v.door.inside++
	v.greeted = true
	v.enough()
}

// turnedAway takes account of a session that was turned away. Those that came before the
// last one was are the same bad moment; and where others are inside, the server takes
// sessions, and no more at once.
func (d *doors) turnedAway(v *visit, said string, now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	at := v.door
	if at.inside == 0 && v.begun.After(at.counted) && at.n < mostTurnedAway {
		at.n++
		at.said, at.counted = said, now
	}
	if rests := now.Add(doorRests << max(0, at.n-1)); rests.After(at.rests) {
		at.rests = rests
	}
	v.enough()
}

// over says that a session is over, or was not begun. It may be said again.
func (d *doors) over(v *visit) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v.enough()
	if v.greeted {
		v.greeted = false
		v.door.inside--
	}
}

// enough ends a session's knocking.
func (v *visit) enough() {
	if !v.past {
		v.past = true
		v.door.knocking--
		v.door.news.tell()
	}
}

// at is an operator's door. The caller holds the lock.
func (d *doors) at(operator string) *door {
	if d.byOperator == nil {
		d.byOperator = map[string]*door{}
	}
	if d.byOperator[operator] == nil {
		d.byOperator[operator] = &door{}
	}
	return d.byOperator[operator]
}

// bars says why no further session is begun at an operator, or "".
func (d *doors) bars(operator string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	at := d.at(operator)
	if at.n < mostTurnedAway {
		return ""
	}
	return fmt.Sprintf("not begun: %s answered %s to %d sessions in a row: it takes no sessions from this address now; run again later",
		operator, at.said, at.n)
}

// saidOf is the code that a session was turned away with, or else what came instead.
func saidOf(o step.Observation) string {
	if o.Reply == nil {
		return answerOf(o)
	}
	return o.Reply.Code.String()
}
