package runner

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/step"
)

// safety is what a run keeps count of so that it does no harm: how often it asks
// an operator, as whom it signs in, and how often it was refused. The lab is
// exempt: it plays operators' names, but nobody's account is locked there and
// nobody's mailboxes are probed.
type safety struct {
	pools    pools
	users    slots // one session a user name
	signIns  signIns
	refusals refusals
	doors    doors
}

func (r *run) makeSafe() {
	r.safety.pools.now, r.safety.pools.sleep = r.now, r.opt.World.Sleep
	if r.safety.pools.sleep == nil {
		r.safety.pools.sleep = sleep
	}
	r.safety.signIns.limit = orDefault(r.opt.MaxAuthFailures, DefaultAuthFailures)
	r.safety.refusals.limit = orDefault(r.opt.MaxRefusals, DefaultRefusals)
}

func orDefault(n, otherwise int) int {
	if n > 0 {
		return n
	}
	return otherwise
}

// operatorKey is whose server it is, as far as sessions and refusals are counted:
// a known operator's service, whatever the tenant; else the server alone.
func operatorKey(host string, port int) (key string, known bool) {
	if op, ok := smtp.OperatorOf(host); ok {
		return strings.TrimSpace(op.Name + " " + op.Service), true
	}
	return serverKey(host, port), false
}

// serverKey is a host by its name. On this computer the port says which server it
// is: a tunnel, or a stand-in.
func serverKey(host string, port int) string {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if addr, err := netip.ParseAddr(host); err == nil && addr.Unmap().IsLoopback() || host == "localhost" {
		return slotKey(host, port)
	}
	return host
}

// allowance is the time that a test may take. It stands still while the test waits
// for its turn.
type allowance struct {
	outer  context.Context // without the test's limit
	ctx    context.Context
	cancel context.CancelFunc
}

func newAllowance(ctx context.Context, limit time.Duration) *allowance {
	a := &allowance{outer: ctx}
	a.ctx, a.cancel = context.WithTimeout(ctx, limit)
	return a
}

// wait calls f without the test's limit, and goes on with what was left of it.
func (a *allowance) wait(f func(ctx context.Context) bool) bool {
	deadline, _ := a.ctx.Deadline()
	left := time.Until(deadline)
	a.cancel()
	ok := f(a.outer)
	a.ctx, a.cancel = context.WithTimeout(a.outer, left)
	return ok
}

// admit waits for a session's turn, once its host is known. It returns false where
// the session is not to be held: withheld then says why, or err what went wrong. It
// waits no longer than sessions may begin. The time that it takes is none of the
// session's: that begins as much later.
func (s *session) admit(context.Context) bool {
	begun := s.run.now()
	taken := s.takeTurns(s.run.opening)
	s.waited = s.run.now().Sub(begun)
	s.env.Session.Record.Later(s.waited)
	s.remarkWaits()
	// Others may have changed what is allowed meanwhile.
	s.admitted = !s.over() && taken && s.allowed()
	return s.admitted
}

// over reports whether no session may begin any more. Then this one has not.
func (s *session) over() bool {
	if s.run.opening.Err() == nil {
		return false
	}
	s.err, s.withheld = nil, s.run.notBegun()
	return true
}

// signsIn reports whether the session comes to AUTH with a credential.
func (s *session) signsIn() bool {
	return s.c.Test.Credential != nil && slices.Contains(s.c.Stages, smtp.Auth)
}

// operator is whose server the session goes to. It is asked at every stage, and found
// out once for the host that resolving gave.
func (s *session) operator() (key string, known bool) {
	if host := s.env.Session.Host; s.server.key == "" || s.server.host != host {
		s.server.host = host
		s.server.key, s.server.known = operatorKey(host, s.c.Test.Endpoint.Port)
	}
	return s.server.key, s.server.known
}

// allowed reports whether the session may do all that it is to do, after what the
// sessions before it came to. In the lab it may.
func (s *session) allowed() bool {
	if s.c.Test.Endpoint.Lab != nil {
		return true
	}
	operator, _ := s.operator()
	if s.withheld = s.run.safety.doors.bars(operator); s.withheld != "" {
		return false
	}
	if s.signsIn() {
		// A user name may be sensitive, too.
		s.withheld = s.run.opt.Secrets.Hide(s.run.safety.signIns.bars(s.c.Test.Credential, operator))
	}
	if s.withheld == "" && slices.Contains(s.c.Stages, smtp.Mail) {
		if s.withheld = s.barred(); s.withheld != "" {
			s.withheld = "not begun: " + s.withheld
		}
	}
	return s.withheld == ""
}

// barred says why no envelope is to be tried, or "".
func (s *session) barred() string {
	if s.c.Test.Endpoint.Lab != nil {
		return ""
	}
	operator, _ := s.operator()
	return s.run.safety.refusals.bars(operator)
}

// noticed takes account of what a stage saw, before anybody else's session may
// begin because of this one's end.
func (s *session) noticed(v seen) {
	s.noticedSilence(v)
	if s.c.Test.Endpoint.Lab != nil {
		return
	}
	operator, _ := s.operator()
	good := v.obs.Outcome == step.Accept || v.obs.Outcome == step.OK
	switch {
	case v.stage == smtp.Rcpt:
		s.count(v.obs.Parts)
	case v.stage == smtp.Mail && good:
		s.run.safety.refusals.add(operator, theSender, refused{})
	case v.stage == smtp.Banner && good:
		s.run.safety.doors.taken(s.visit)
	}
	if v.stage == smtp.Banner || !good && v.stage != smtp.Resolve {
		s.run.safety.refusals.there(operator, s.heard())
	}
	if !good {
		s.refused(v)
	}
	if s.signedIn != nil && (v.stage == smtp.Mail || v.stage == smtp.Auth && !(good && slices.Contains(s.c.Stages, smtp.Mail))) {
		s.signedIn()
	}
	if v.stage == smtp.Rcpt || v.stage == smtp.Mail && !(good && slices.Contains(s.c.Stages, smtp.Rcpt)) {
		s.giveRoom()
	}
}

// refused takes account of a stage that did not end well.
func (s *session) refused(v seen) {
	st := stageOf(v, s.c.base)
	operator, known := s.operator()
	if throttled(st) {
		if v.stage == smtp.Banner {
			s.run.safety.doors.turnedAway(s.visit, saidOf(v.obs), s.run.now())
		}
		if known {
			s.run.safety.pools.pause(operator)
		}
	}
	if v.stage == smtp.Mail {
		s.countMail(v, st)
	}
	if s.signsIn() && (v.stage == smtp.Auth && failedToSignIn(v.obs) || v.stage == smtp.Mail && signInTakenBack(st)) {
		s.run.safety.signIns.fail(s.c.Test.Credential, operator, s.c.Test.Address, v.obs)
	}
}

// throttled reports whether the server asks for less: by 421 (RFC 5321 §3.8), or
// in words.
func throttled(st result.Stage) bool {
	slow := func(r *result.Reply, c *result.Class) bool {
		return r != nil && r.Code == 421 || c != nil && c.Family == "rate"
	}
	return slow(st.Reply, st.Class) ||
		slices.ContainsFunc(st.Parts, func(p result.Part) bool { return slow(p.Reply, p.Class) })
}
