package runner

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/smtpclient"
	"github.com/smtpspec/smtpspec/runner/step"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// session is one test's session while it is held.
type session struct {
	run  *run
	c    *Case
	env  *step.Env
	seen []seen // the stages reached, in order
	err  error  // what smtpspec itself could not do
	// ended is true when a stage ended the session before its last one.
	ended bool
	// heard is true after the server's first byte.
	heard func() bool
	// server is whose it is, once its host is known; see operator.
	server struct {
		host, key string
		known     bool
	}
	// releases give back what was taken to be allowed to begin, the last one first.
	releases []func()
	admitted bool // may connect
	later    bool // is to begin again later: where it goes, others wait
	hasUser  bool
	signedIn func()        // says that AUTH is over; nil where there is none
	naming   *naming       // room for its recipients; nil where it has none
	visit    *visit        // its turn at the operator's door; nil where it has none
	idled    bool          // waited long with its connection open
	named    int           // recipients that were counted
	waited   time.Duration // for its turn, before it connected
	waits    []wait        // that are not yet on record
	withheld string        // why it was not held, or not all of its envelope was tried; or empty
}

// seen is a stage that was reached.
type seen struct {
	stage smtp.Stage
	at    time.Duration
	obs   step.Observation
}

// hold goes through the stages, as far as the test goes and no further than the
// first that defers, rejects or fails, and takes its leave. It keeps what it took to
// be allowed to begin.
func (s *session) hold(ctx context.Context) {
	defer s.close()
	limit := newAllowance(ctx, s.run.limitOf(s.c.Test))
	defer func() { limit.cancel() }()
	for _, stage := range s.c.Stages {
		if stage == smtp.Connect && !limit.wait(s.admit) {
			return
		}
		s.run.progress(s.c, string(stage))
		if stage == smtp.Auth && s.env.Credential != nil {
			s.env.Credential.Withheld = s.run.withholdFrom(s.env.Session.Host, s.c.Test.Endpoint.ServerName)
		}
		if stage == smtp.Mail && !s.mayMail(limit) {
			break
		}
		obs, ok := s.observe(limit.ctx, stage)
		if stage == smtp.Connect && errors.Is(s.err, context.Canceled) && s.over() {
			return
		}
		if stage == smtp.Mail && s.missedItsTurn(obs) || s.hadNoTime(limit.ctx, stage, obs) {
			return
		}
		if !ok {
			break
		}
		if s.ended = s.ends(stage, obs); s.ended {
			break
		}
	}
	s.leave(limit.ctx)
}

// observe carries out one stage. It returns false when there is no observation,
// because smtpspec itself could not act or the stage before it took the blame.
func (s *session) observe(ctx context.Context, stage smtp.Stage) (step.Observation, bool) {
	at := s.run.now().Sub(s.env.Session.Record.Start())
	if s.noTLS(stage) {
		obs := step.Observation{Outcome: step.Absent}
		s.seen = append(s.seen, seen{stage, at, obs})
		return obs, true
	}
	s.env.Session.Record.SetStage(string(stage))
	if stage == smtp.Connect {
		s.hurry()
	}
	ctx, cancel := s.within(ctx, stage)
	defer cancel()
	obs, err := s.run.steps[string(stage)].Run(ctx, s.env)
	if err != nil {
		s.err = fmt.Errorf("%s: %w", stage, err)
		return obs, false
	}
	if obs.Took == 0 {
		obs.Took = s.run.now().Sub(s.env.Session.Record.Start()) - at
	}
	if obs.Blames != "" && s.blame(obs) {
		s.ended = true
		return obs, false
	}
	s.seen = append(s.seen, seen{stage, at, obs})
	s.noticed(s.seen[len(s.seen)-1])
	return obs, true
}

// hadNoTime reports whether the test's own limit was over before anybody could have
// answered: that tells nothing of the name service, nor of the server.
func (s *session) hadNoTime(ctx context.Context, stage smtp.Stage, obs step.Observation) bool {
	limit := s.run.limitOf(s.c.Test)
	late := obs.Failure != nil && (obs.Failure.Class == smtp.FailDNSTimeout || obs.Failure.Class == smtp.FailConnectTimeout)
	if !late || limit >= briefly || ctx.Err() == nil {
		return false
	}
	s.seen = s.seen[:len(s.seen)-1]
	whose := "by its suite"
	if limit == s.run.opt.Timeout {
		whose = "by --timeout"
	}
	s.err = fmt.Errorf("%s: the test may take %s %s, which was over before an answer could come: nothing was learned", stage, limit, whose)
	return true
}

// noTLS reports whether the stage belongs to a TLS session that never began,
// since STARTTLS was not offered, or was refused and the client goes on in clear.
func (s *session) noTLS(stage smtp.Stage) bool {
	if stage != smtp.TLS && stage != smtp.EHLOTLS {
		return false
	}
	starttls, ok := s.find(smtp.StartTLS)
	return ok && starttls.Outcome != step.Accept
}

// blame gives an observation to the stage that it belongs to. What that stage saw
// stays; its outcome and failure are the later ones.
func (s *session) blame(obs step.Observation) bool {
	for i := range s.seen {
		if s.seen[i].stage == obs.Blames {
			s.seen[i].obs.Outcome, s.seen[i].obs.Failure = obs.Outcome, obs.Failure
			return true
		}
	}
	return false
}

// ends reports whether a session goes no further after the stage.
func (s *session) ends(stage smtp.Stage, obs step.Observation) bool {
	mode := s.env.Endpoint.TLS
	switch obs.Outcome {
	case step.Fail:
		return true
	case step.Defer, step.Reject:
		// Many copiers go on in clear when STARTTLS is refused.
		return stage != smtp.StartTLS || mode != smtp.TLSOpportunistic || closing(obs.Reply)
	case step.Absent:
		return stage == smtp.StartTLS && mode == smtp.TLSRequired ||
			stage == smtp.Auth && s.env.Credential != nil
	}
	return false
}

// closing reports whether the server says that it closes the connection: 421 at
// any time (RFC 5321 §3.8), 521 in place of a greeting (RFC 7504).
func closing(r *smtp.Reply) bool { return r != nil && (r.Code == 421 || r.Code == 521) }

// leave says QUIT, unless nothing more may be said: the session is out of step,
// or the server is closing it.
func (s *session) leave(ctx context.Context) {
	if s.env.Session.Conn == nil || s.env.Session.Conn.Broken() || len(s.seen) == 0 {
		return
	}
	last := s.seen[len(s.seen)-1].obs
	if last.Outcome == step.Fail || closing(last.Reply) {
		return
	}
	if s.env.Session.Upgrading && !s.env.Session.Secure {
		return // after the 220 of STARTTLS the server waits for a ClientHello, not for a command (RFC 3207 §4)
	}
	err := s.err
	if s.observe(ctx, smtp.Quit); !reads(s.c.Test, smtp.Quit) {
		s.err = err // what the session came to, it came to before
	}
}

// missedItsTurn reports whether the server ended the session while it waited inside for
// its turn. That is our doing, and no answer to MAIL.
func (s *session) missedItsTurn(mail step.Observation) bool {
	gone := closing(mail.Reply) ||
		mail.Failure != nil && (mail.Failure.Class == smtp.FailClosed || mail.Failure.Class == smtp.FailReset)
	if !s.idled || !gone {
		return false
	}
	s.seen = s.seen[:len(s.seen)-1]
	s.withheld = "not tried: the server ended the session while it waited for recipients that other sessions were naming; run it again, alone or with --parallel 1"
	return true
}

// slotKey names a host and port.
func slotKey(host string, port int) string {
	return net.JoinHostPort(strings.ToLower(strings.TrimSuffix(host, ".")), strconv.Itoa(port))
}

func (s *session) close() {
	if s.env.Session.Conn != nil {
		s.env.Session.Conn.Close()
	}
}

// release gives back what the session took to be allowed to begin.
func (s *session) release() {
	for _, release := range slices.Backward(s.releases) {
		release()
	}
}

// find is what a stage saw, if it was reached.
func (s *session) find(stage smtp.Stage) (step.Observation, bool) {
	for _, v := range s.seen {
		if v.stage == stage {
			return v.obs, true
		}
	}
	return step.Observation{}, false
}

// within is ctx with the time that the stage has. Who is connecting stops when nobody
// may begin any more. From the greeting on a stage waits for nothing but its
// connection, which keeps the deadline itself.
func (s *session) within(ctx context.Context, stage smtp.Stage) (context.Context, context.CancelFunc) {
	switch stage {
	case smtp.Resolve:
		return context.WithTimeout(ctx, s.patience(stage))
	case smtp.Connect:
		ctx, cancel := context.WithTimeout(ctx, s.patience(stage))
		unhook := context.AfterFunc(s.run.opening, cancel)
		return ctx, func() { unhook(); cancel() }
	}
	return smtpclient.Within(ctx, s.patience(stage)), func() {}
}

// patience is how long a stage may take.
func (s *session) patience(stage smtp.Stage) time.Duration {
	t := s.c.Test.Endpoint.Timeouts
	switch stage {
	case smtp.Resolve:
		return t.Connect
	case smtp.Connect:
		return t.Connect * time.Duration(max(1, len(s.env.Session.Addrs)))
	case smtp.Banner:
		return s.patienceForGreeting()
	case smtp.TLS:
		return t.TLS
	case smtp.EHLO, smtp.EHLOTLS:
		return 2 * t.Command // HELO may follow; the step bounds each
	case smtp.Auth:
		return 5 * t.Command // SCRAM has three replies, and may be cancelled; likewise
	case smtp.Rcpt:
		return t.Command * time.Duration(max(1, len(s.env.Envelope.To)))
	}
	return t.Command
}

// newSession prepares a session. The lab is started here, since an endpoint that
// it plays has no other address.
func (r *run) newSession(c *Case) (*session, error) {
	t := c.Test
	env := &step.Env{
		Client:     clientOf(t),
		Credential: credentialOf(t.Credential),
		Envelope:   envelopeOf(t),
		World:      r.worldFor(t.Endpoint),
		Session:    &step.Session{Record: transcript.NewRecorder(r.now, r.opt.Secrets)},
	}
	s := &session{run: r, c: c, env: env, seen: make([]seen, 0, len(c.Stages)+1)} // QUIT is the last
	if t.Endpoint.Lab == nil {
		env.MayName = s.mayName
	}
	var err error
	if env.Endpoint, err = r.endpointOf(t); err != nil {
		return nil, err
	}
	dial := env.World.Dial
	env.World.Dial, s.heard = listening(dial)
	return s, nil
}
