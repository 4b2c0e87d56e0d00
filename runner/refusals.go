package runner

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// DefaultRefusals is how many unexpected refusals of envelopes a run stands from one
// operator before it tries no further one there.
const DefaultRefusals = 5

// maxUnknown is how many recipients that do not exist may be tried at one
// operator, expected or not: who asks for more is taken for a harvester. Who stands
// fewer refusals stands no more of these.
const maxUnknown = 3

// theSender stands among the recipients for a session that goes no further than MAIL:
// some servers say there what others say at RCPT.
const theSender = ""

// unknownRecipient is the class of a recipient that does not exist.
const unknownRecipient = "unknown-recipient"

// benefit is how many recipients that are answered well let a server of nobody's
// be asked about one more at once: a run of thousands is not to become one after
// the other. A known operator has no more than its pool's sessions anyway.
const benefit = 16

// refusals keeps count of refused recipients, by operator.
type refusals struct {
	limit int

	mu         sync.Mutex
	byOperator map[string]*asked
}

// mostInside is how long a session that has connected may have to wait, by what the
// others took, for room to name its recipients. To wait outside alone would let a server
// that greets late, or is far away, stand idle meanwhile; and no server hangs up so soon.
const mostInside = 2 * time.Second

// asked is what an operator was asked.
type asked struct {
	refused
	coming   int // recipients of sessions that may connect, and have not begun to name them
	underWay int // recipients of those that have: they may yet be counted
	// answered are recipients that were answered and not counted, since the last
	// one that was: to name those again is not expected to be counted.
	answered map[string]struct{}
	// outside wait until they may connect, inside short of MAIL: in the suites' order.
	outside, inside []*naming
	// long is how long an envelope takes, the longest of late; known where timed.
	long  time.Duration
	timed bool
	// gone is true where nobody is there to be asked, as the last session saw it.
	gone bool
}

// naming is a session that wants to name recipients.
type naming struct {
	known  bool // the operator is
	to     []string
	place  int           // of its test in the run
	inside bool          // has connected
	begun  bool          // names them
	since  time.Time     // when it began to
	n      int           // counted among those coming or under way
	turn   chan struct{} // closed when it has come
}

type refused struct{ unexpected, unknown int }

// left is how many more may be counted before an operator is left alone.
func (r *refusals) left(a *asked) int {
	return max(0, min(r.mostUnknown()-a.unknown, r.limit-a.unexpected))
}

func (r *refusals) mostUnknown() int { return min(maxUnknown, r.limit) }

// at is what an operator was asked. The caller holds the lock.
func (r *refusals) at(operator string) *asked {
	if r.byOperator == nil {
		r.byOperator = map[string]*asked{}
	}
	a := r.byOperator[operator]
	if a == nil {
		a = &asked{answered: map[string]struct{}{}}
		r.byOperator[operator] = a
	}
	return a
}

// try lets a session come to name recipients to an operator, or says what to wait for:
// until there will be room for them at once, or shortly after. Where the operator is to be
// left alone there is nothing to wait for, either: bars says so. Once there was nothing to
// wait for, over is to be told when they are named, or will not be.
func (r *refusals) try(operator string, s *naming) (wait <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a := r.at(operator)
	return r.queue(a, &a.outside, s)
}

// begin lets a session that has come name its recipients, or says what to wait for: until
// naming them would not be too much even if all of them came to be counted, as those that
// others are naming are.
func (r *refusals) begin(operator string, s *naming) (wait <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a := r.at(operator)
	s.inside = true
	return r.queue(a, &a.inside, s)
}

// queue lets a session go on, or puts it among those that wait. Where others come before
// it, only one that adds nothing may go on.
func (r *refusals) queue(a *asked, q *[]*naming, s *naming) (wait <-chan struct{}) {
	i := len(*q)
	for i > 0 && (*q)[i-1].place > s.place {
		i--
	}
	if r.fits(a, s, i > 0) {
		return nil
	}
	s.turn = make(chan struct{})
	*q = slices.Insert(*q, i, s)
	return s.turn
}

// fits reports whether a session may go on now, and counts its recipients.
func (r *refusals) fits(a *asked, s *naming, others bool) bool {
	left := r.left(a)
	n := min(left, a.doubtful(s.to)) // a session asks before each, and goes no further than what is left
	if n > 0 && (others || !a.hasRoom(s, n, left)) {
		return false
	}
	if s.inside {
		a.coming -= s.n
		a.underWay += n
		s.begun = true
	} else {
		a.coming += n
	}
	s.n = n
	return true
}

// hasRoom reports whether there is room for n recipients more: for one that has connected
// now, for another one when it will have, or shortly after.
func (a *asked) hasRoom(s *naming, n, left int) bool {
	room := left
	if !s.known {
		room += len(a.answered) / benefit
	}
	if s.inside {
		return a.underWay+n <= room
	}
	all := a.coming + a.underWay + n
	shortly := a.timed && a.long*time.Duration(all) <= mostInside*time.Duration(room)
	return all <= room || shortly || a.gone
}

// over says that a session has named its recipients, or will not.
func (r *refusals) over(operator string, s *naming, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a := r.at(operator)
	if s.begun {
		a.underWay -= s.n
		a.long = max(now.Sub(s.since), a.long*7/8)
		a.timed = len(a.answered) > 0
	} else {
		a.coming -= s.n
	}
	s.n = 0
	r.next(a)
}

// there takes account of whether a server said anything at all. Where nobody is there to
// be asked, sessions need not wait for one another.
func (r *refusals) there(operator string, heard bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if a := r.at(operator); a.gone == heard {
		a.gone = !heard
		r.next(a)
	}
}

// next gives those their turn for whom there is room by now, in their order: one with
// many recipients is not overtaken by those with few. Where somebody waits, another one
// comes or names its own, whose end comes here. Nobody stops waiting but with the whole
// run.
func (r *refusals) next(a *asked) {
	for _, q := range []*[]*naming{&a.inside, &a.outside} {
		still := (*q)[:0]
		for _, s := range *q {
			if r.fits(a, s, len(still) > 0) {
				close(s.turn)
			} else {
				still = append(still, s)
			}
		}
		clear((*q)[len(still):])
		*q = still
	}
}

// doubtful counts the recipients that may be counted.
func (a *asked) doubtful(to []string) int {
	n := 0
	for _, r := range to {
		if _, ok := a.answered[r]; !ok {
			n++
		}
	}
	return n
}

// bars says why no further envelope is tried at an operator, or "".
func (r *refusals) bars(operator string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.byOperator[operator]
	switch {
	case n == nil:
		return ""
	case n.unknown >= r.mostUnknown():
		return fmt.Sprintf("no further envelope is tried at %s: %s, and probing is not harvesting",
			operator, number(n.unknown, "recipient was named there that does not exist", "recipients were named there that do not exist"))
	case n.unexpected >= r.limit:
		return fmt.Sprintf("no further envelope is tried at %s: %s there that no suite expected (--max-refusals %d)",
			operator, number(n.unexpected, "envelope was refused", "envelopes were refused"), r.limit)
	}
	return ""
}

// add takes account of a recipient that was answered.
func (r *refusals) add(operator, to string, n refused) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a := r.at(operator)
	if n == (refused{}) {
		a.answered[to] = struct{}{}
		return
	}
	a.unexpected += n.unexpected
	a.unknown += n.unknown
	clear(a.answered) // what was answered well may not be any more
	a.timed = false
}

// count takes account of the recipients that were named since it was last called.
func (s *session) count(parts []step.Part) {
	operator, _ := s.operator()
	for _, p := range parts[s.named:] {
		if p.Outcome != step.Fail || droppedAt(p) {
			s.run.safety.refusals.add(operator, p.Key, s.refusal(p))
		}
	}
	s.named = len(parts)
}

// droppedAt reports whether the server hung up on a recipient, which is a refusal
// without words: there are filters that answer harvesters so.
func droppedAt(p step.Part) bool {
	return p.Failure != nil && (p.Failure.Class == smtp.FailClosed || p.Failure.Class == smtp.FailReset)
}

// countMail takes account of a sender that was refused. It counts where that is because of
// where the session came from: some servers say at MAIL what others say at RCPT.
func (s *session) countMail(v seen, st result.Stage) {
	if v.obs.Reply == nil || v.obs.Outcome == step.Fail {
		return
	}
	var n refused
	if st.Class != nil && st.Class.Family == "reputation" && !s.expects(smtp.Mail, v.obs.Outcome, "") {
		n.unexpected++
	}
	operator, _ := s.operator()
	s.run.safety.refusals.add(operator, theSender, n)
}

// refusal counts a recipient as one that was refused against the suite's
// expectation, or that does not exist.
func (s *session) refusal(p step.Part) refused {
	var n refused
	if p.Outcome == step.Accept {
		return n
	}
	class := classify(s.c.base, smtp.Rcpt, step.Observation{Outcome: p.Outcome, Reply: p.Reply, Failure: p.Failure})
	if class != nil && class.ID == unknownRecipient {
		n.unknown++
	}
	if !s.expects(smtp.Rcpt, p.Outcome, p.Key) {
		n.unexpected++
	}
	return n
}

// expects reports whether the test expects a sender or a recipient to be refused. That
// it was refused for another reason is a miss, but no surprise for the server's
// operator.
func (s *session) expects(stage smtp.Stage, outcome step.Outcome, recipient string) bool {
	return slices.ContainsFunc(s.c.Test.Expect, func(e *dsl.Expectation) bool {
		return e.Stage == string(stage) && outcomeMeets(e.Outcome, string(outcome)) &&
			(len(e.Recipients) == 0 || slices.Contains(e.Recipients, recipient))
	})
}

// mayMail reports whether the envelope may be tried.
func (s *session) mayMail(limit *allowance) bool {
	if s.c.Test.Endpoint.Lab != nil {
		return true
	}
	if !s.getRoom(limit) {
		return false
	}
	s.withheld = s.barred()
	return s.withheld == ""
}

// mayName says why no further recipient is to be named after those, or "".
func (s *session) mayName(named []step.Part) string {
	s.count(named)
	s.withheld = s.barred()
	return s.withheld
}
