package runner

import (
	"fmt"
	"slices"
	"sync"

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

// asked is what an operator was asked.
type asked struct {
	refused
	underWay int // recipients that may yet be counted
	// answered are recipients that were answered and not counted, since the last
	// one that was: to name those again is not expected to be counted.
	answered map[string]struct{}
	waiting  []*naming // for recipients under way to be answered, the longest first
}

// naming is a session that wants to name recipients.
type naming struct {
	known bool // the operator is
	to    []string
	n     int           // counted among those under way
	turn  chan struct{} // closed when it has come
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

// try names recipients to an operator, or says what to wait for: until naming them
// would not be too much even if all of them came to be counted, as those that others
// are naming are. Where the operator is to be left alone there is nothing to wait
// for, either: bars says so. Once there was nothing to wait for, over is to be told
// when they are named.
func (r *refusals) try(operator string, known bool, to []string) (s *naming, wait <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a := r.at(operator)
	s = &naming{known: known, to: to}
	if r.fits(a, s, len(a.waiting) > 0) {
		return s, nil
	}
	s.turn = make(chan struct{})
	a.waiting = append(a.waiting, s)
	return s, s.turn
}

// still says what a session has to wait for that had room for its recipients when it
// began, and has too little if they are not known any more. It gives back what it has
// meanwhile, and goes before those that have not begun.
func (r *refusals) still(operator string, s *naming) (wait <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a := r.at(operator)
	if min(r.left(a), a.doubtful(s.to)) <= s.n {
		return nil
	}
	a.underWay -= s.n
	s.n = 0
	if r.fits(a, s, false) {
		return nil
	}
	s.turn = make(chan struct{})
	a.waiting = slices.Insert(a.waiting, 0, s)
	return s.turn
}

// fits reports whether a session may name its recipients now, and counts them as under
// way. Where others have waited longer, only one that adds nothing may.
func (r *refusals) fits(a *asked, s *naming, others bool) bool {
	left := r.left(a)
	n := min(left, a.doubtful(s.to)) // a session asks before each, and goes no further than what is left
	if n == 0 {
		return true
	}
	room := left
	if !s.known {
		room += len(a.answered) / benefit
	}
	if others || a.underWay+n > room {
		return false
	}
	s.n = n
	a.underWay += n
	return true
}

// over says that a session has named its recipients, or will not.
func (r *refusals) over(operator string, s *naming) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a := r.at(operator)
	a.underWay -= s.n
	s.n = 0
	r.next(a)
}

// next gives those their turn for whom there is room by now, the longest waiting
// first: one with many recipients is not overtaken by those with few. Where somebody
// waits, something is under way, whose end comes here. Nobody stops waiting but with
// the whole run.
func (r *refusals) next(a *asked) {
	still := a.waiting[:0]
	for _, s := range a.waiting {
		if r.fits(a, s, len(still) > 0) {
			close(s.turn)
		} else {
			still = append(still, s)
		}
	}
	clear(a.waiting[len(still):])
	a.waiting = still
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

// countMail takes account of a sender that was refused because of where the session
// came from: some servers say at MAIL what others say at RCPT.
func (s *session) countMail(v seen, st result.Stage) {
	if st.Class == nil || st.Class.Family != "reputation" || s.expects(smtp.Mail, v.obs.Outcome, "") {
		return
	}
	operator, _ := s.operator()
	s.run.safety.refusals.add(operator, "", refused{unexpected: 1})
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
	if !s.keepRoom(limit) {
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
