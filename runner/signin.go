package runner

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/step"
)

// DefaultAuthFailures is how many refused sign-ins a run stands: accounts are
// locked after ten, in some clouds after three.
const DefaultAuthFailures = 3

// signIns keeps count of refused sign-ins over the whole run.
type signIns struct {
	limit int

	mu       sync.Mutex
	refused  int
	underWay int               // may yet be refused
	final    map[string]string // by user and server: the test and the reply
	ended    change            // one is over
}

// user is how a user name is known over the run: mailboxes are told apart without
// regard to case by every operator that matters here.
func user(c *dsl.Credential) string { return strings.ToLower(c.Username) }

func finalKey(c *dsl.Credential, server string) string { return user(c) + " " + server }

// bars says why a credential is not to be sent to a server any more, or "". A
// suite that expects AUTH to fail says so in its credential, and is not held up.
func (s *signIns) bars(c *dsl.Credential, server string) string {
	if c.AllowRefusal {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if how, ok := s.final[finalKey(c, server)]; ok {
		return fmt.Sprintf("not begun: AUTH as %s was refused at %s before (%s), and a refused sign-in is not tried again in the same run",
			c.Username, server, how)
	}
	if s.refused >= s.limit {
		return fmt.Sprintf("not begun: %s refused in this run (--max-auth-failures %d), and no credential is sent any more, since accounts get locked",
			number(s.refused, "sign-in was", "sign-ins were"), s.limit)
	}
	return ""
}

// take waits until one more refusal would not be one too many: sign-ins that are
// under way count as if they were going to be refused. The returned function says
// that the sign-in is over, one way or the other; it may be called again.
func (s *signIns) take(ctx context.Context, c *dsl.Credential) (func(), error) {
	if c.AllowRefusal {
		return func() {}, nil
	}
	for {
		s.mu.Lock()
		if s.refused >= s.limit || s.refused+s.underWay < s.limit {
			s.underWay++
			s.mu.Unlock()
			return sync.OnceFunc(s.over), nil
		}
		ended := s.ended.next()
		s.mu.Unlock()
		if err := await(ctx, ended); err != nil {
			return nil, err
		}
	}
}

func (s *signIns) over() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.underWay--
	s.ended.tell()
}

// refuse notes that a server refused a credential.
func (s *signIns) refuse(c *dsl.Credential, server, test string, o step.Observation) {
	if c.AllowRefusal {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused++
	if s.final == nil {
		s.final = map[string]string{}
	}
	s.final[finalKey(c, server)] = fmt.Sprintf("%s: %s", test, replyCode(o))
}

// replyCode is the code of a reply, with its enhanced status code.
func replyCode(o step.Observation) string {
	if o.Reply == nil {
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
