package runner

import (
	"fmt"
	"strings"
	"sync"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/zclconf/go-cty/cty"
)

// DefaultAuthFailures is how many failed sign-ins a run stands: accounts are
// locked after ten, in some clouds after three.
const DefaultAuthFailures = 3

// signIns keeps count of failed sign-ins over the whole run: of those that were
// refused, and of those that nobody answered, since the server may have counted
// them.
type signIns struct {
	limit int

	mu       sync.Mutex
	failed   int                 // that no credential allows to be refused
	underWay int                 // may yet fail
	accounts map[string]*account // by user and operator
	ended    change              // one is over
}

// account is what became of the sign-ins of one user at one operator, whether the
// suite expected them to be refused or not: the operator counts them all.
type account struct {
	failed  int
	first   string // the first one's test and reply
	refused bool   // in so many words
}

// final says why a sign-in that failed is not tried again.
func (a *account) final(user, operator string) string {
	if a.refused {
		return fmt.Sprintf("not begun: AUTH as %s was refused at %s before (%s), and a refused sign-in is not tried again in the same run",
			user, operator, a.first)
	}
	return fmt.Sprintf("not begun: AUTH as %s was begun at %s before and not accepted (%s), and a password that may have been counted is not sent again in the same run",
		user, operator, a.first)
}

// user is how a user name is known over the run: mailboxes are told apart without
// regard to case by every operator that matters here.
func user(c *dsl.Credential) string { return strings.ToLower(strings.TrimSpace(c.Username)) }

func accountKey(c *dsl.Credential, operator string) string { return user(c) + " " + operator }

// bars says why a credential is not to be sent to an operator any more, or "". A
// suite that expects AUTH to fail says so in its credential: that one is held up
// by its own user's failures alone, and not by the first.
func (s *signIns) bars(c *dsl.Credential, operator string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.accounts[accountKey(c, operator)]
	switch {
	case a != nil && !c.AllowRefusal:
		return a.final(c.Username, operator)
	case a != nil && a.failed >= s.limit:
		return fmt.Sprintf("not begun: AUTH as %s failed at %s %s in this run (--max-auth-failures %d), and accounts get locked, whether a suite expects it or not",
			c.Username, operator, number(a.failed, "time", "times"), s.limit)
	case s.failed >= s.limit && !c.AllowRefusal:
		return fmt.Sprintf("not begun: %s in this run (--max-auth-failures %d), and no credential is sent any more, since accounts get locked",
			number(s.failed, "sign-in failed", "sign-ins failed"), s.limit)
	}
	return ""
}

// try begins a sign-in, or says what to wait for: until one more failure would not
// be one too many, where sign-ins that are under way count as if they were going to
// fail. Those whose refusal is expected are not counted here, and those of one user
// follow one another anyway. The returned function says that the sign-in is over, one
// way or the other; it may be called again.
func (s *signIns) try(c *dsl.Credential) (over func(), wait <-chan struct{}) {
	if c.AllowRefusal {
		return func() {}, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed < s.limit && s.failed+s.underWay >= s.limit {
		return nil, s.ended.next()
	}
	s.underWay++
	return sync.OnceFunc(s.over), nil
}

func (s *signIns) over() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.underWay--
	s.ended.tell()
}

// fail notes that an operator did not take a credential.
func (s *signIns) fail(c *dsl.Credential, operator, test string, o step.Observation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !c.AllowRefusal {
		s.failed++
	}
	key := accountKey(c, operator)
	if s.accounts[key] == nil {
		if s.accounts == nil {
			s.accounts = map[string]*account{}
		}
		s.accounts[key] = &account{first: fmt.Sprintf("%s: %s", test, answerOf(o)), refused: o.Outcome != step.Fail}
	}
	s.accounts[key].failed++
}

// failedToSignIn reports whether AUTH may have been counted against the user: it
// was refused, or a mechanism was begun and nobody said 235. A connection that
// breaks after the password tells nothing of what the server made of it.
func failedToSignIn(o step.Observation) bool {
	switch o.Outcome {
	case step.Defer, step.Reject:
		return true
	case step.Fail:
		mechanism, begun := o.Attrs["mechanism"]
		return begun && mechanism != cty.NilVal && !mechanism.IsNull()
	}
	return false
}

// signInTakenBack reports whether MAIL was answered as AUTH is: some servers say 235
// to anybody, ask about the account afterwards, and count it there.
func signInTakenBack(mail result.Stage) bool {
	return mail.Reply != nil && mail.Reply.Code == 535 || mail.Class != nil && mail.Class.Family == "auth"
}

// answerOf is the code of a reply, with its enhanced status code, or else what
// came instead of one.
func answerOf(o step.Observation) string {
	switch {
	case o.Failure != nil:
		return o.Failure.Class
	case o.Reply == nil:
		return string(o.Outcome)
	}
	return strings.TrimSpace(o.Reply.Code.String() + " " + o.Reply.Enhanced.String())
}

// number is a count with the words that go with it.
func number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
