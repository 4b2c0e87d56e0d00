package runner

import (
	"fmt"
	"sync"

	"github.com/smtpspec/smtpspec/runner/step"
)

// mostTurnedAway is how many sessions in a row are begun at an operator that greets
// them with a refusal because there are too many. One may have come at a bad moment;
// to go on is to knock at a closed door.
const mostTurnedAway = 3

// doors keeps count of the sessions in a row that an operator turned away so, whether
// their suite expected it or not: more of them are what it asks not to get.
type doors struct {
	mu         sync.Mutex
	byOperator map[string]turnedAway
}

type turnedAway struct {
	n    int
	said string // the last time: a code
}

// turnedAway takes account of a session that was turned away.
func (d *doors) turnedAway(operator string, o step.Observation) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.byOperator == nil {
		d.byOperator = map[string]turnedAway{}
	}
	d.byOperator[operator] = turnedAway{d.byOperator[operator].n + 1, saidOf(o)}
}

// taken takes account of a session that was greeted.
func (d *doors) taken(operator string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.byOperator, operator)
}

// bars says why no further session is begun at an operator, or "".
func (d *doors) bars(operator string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.byOperator[operator]
	if t.n < mostTurnedAway {
		return ""
	}
	return fmt.Sprintf("not begun: %s answered %s to %d sessions in a row: it takes no sessions from this address now; run again later",
		operator, t.said, t.n)
}

// saidOf is the code that a session was turned away with, or else what came instead.
func saidOf(o step.Observation) string {
	if o.Reply == nil {
		return answerOf(o)
	}
	return o.Reply.Code.String()
}
