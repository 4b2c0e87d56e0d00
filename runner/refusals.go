package runner

import (
	"fmt"
	"slices"
	"sync"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/step"
)

// DefaultRefusals is how many unexpected refusals at RCPT a run stands from one
// operator before it tries no further envelope there.
const DefaultRefusals = 5

// maxUnknown is how many recipients that do not exist may be tried at one
// operator, expected or not: who asks for more is taken for a harvester.
const maxUnknown = 3

// unknownRecipient is the class of a recipient that does not exist.
const unknownRecipient = "unknown-recipient"

// refusals keeps count of refused recipients, by operator.
type refusals struct {
	limit int

	mu         sync.Mutex
	byOperator map[string]*refused
}

type refused struct{ unexpected, unknown int }

// bars says why no further envelope is tried at an operator, or "".
func (r *refusals) bars(operator string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.byOperator[operator]
	switch {
	case n == nil:
		return ""
	case n.unknown >= maxUnknown:
		return fmt.Sprintf("no further envelope is tried at %s: %s there that do not exist, and probing is not harvesting",
			operator, number(n.unknown, "recipient was named", "recipients were named"))
	case n.unexpected >= r.limit:
		return fmt.Sprintf("no further envelope is tried at %s: %s there that no suite expected (--max-refusals %d)",
			operator, number(n.unexpected, "recipient was refused", "recipients were refused"), r.limit)
	}
	return ""
}

func (r *refusals) add(operator string, n refused) {
	if n == (refused{}) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.byOperator == nil {
		r.byOperator = map[string]*refused{}
	}
	sum := r.byOperator[operator]
	if sum == nil {
		sum = &refused{}
		r.byOperator[operator] = sum
	}
	sum.unexpected += n.unexpected
	sum.unknown += n.unknown
}

// refusalsOf counts what a session adds: the recipients that were refused against
// the suite's expectation, and those that do not exist.
func (s *session) refusalsOf(st result.Stage) refused {
	var n refused
	for _, p := range st.Parts {
		if p.Outcome != string(step.Defer) && p.Outcome != string(step.Reject) {
			continue
		}
		if p.Class != nil && p.Class.ID == unknownRecipient {
			n.unknown++
		}
		if !s.expects(st, p) {
			n.unexpected++
		}
	}
	return n
}

// expects reports whether the test expects a recipient to be refused. That it was
// refused for another reason is a miss, but no surprise for the server's operator.
func (s *session) expects(st result.Stage, p result.Part) bool {
	return slices.ContainsFunc(s.c.Test.Expect, func(e *dsl.Expectation) bool {
		return e.Stage == st.Name && outcomeMeets(e.Outcome, p.Outcome) &&
			(len(e.Recipients) == 0 || slices.Contains(e.Recipients, p.Key))
	})
}
