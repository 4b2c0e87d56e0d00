// Package step is the contract between the runner and the step kinds.
//
// A step kind observes; it does not judge. A 550 is an observation and so is a
// connection that is reset, since a suite may expect either. An error is what
// smtpspec itself could not do.
//
// The stages of a session are step kinds too. They share a Session: resolve
// leaves addresses in it, connect the connection, ehlo the keywords, and so on;
// the runner calls them in the order that smtp.Order gives. Other kinds run
// outside the session.
package step

import (
	"context"
	"time"

	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/zclconf/go-cty/cty"
)

// Outcome is how a step ended: one word out of its kind's own list.
type Outcome string

// The outcomes of the stages of a session (RFC 5321 §4.2.1 for the first three).
const (
	Accept Outcome = "accept" // the code that the command asks for: 220, 235, 354, else 2yz
	Defer  Outcome = "defer"  // 4yz
	Reject Outcome = "reject" // 5yz
	Fail   Outcome = "fail"   // no valid reply came
	Absent Outcome = "absent" // the server did not offer it
	OK     Outcome = "ok"     // done, for stages that are no command
)

// Refuse may stand in `expect` in place of defer or reject. No step ends so.
const Refuse Outcome = "refuse"

// Kind describes one kind of step. Everything that a suite can say of it is
// here; the language, the reference documentation and completion are made from
// it.
type Kind struct {
	// Name is the label in a suite.
	Name string
	// Doc is a title line, a blank line, and the reference in Markdown.
	Doc string
	// Outcomes are the words that may follow the name in `expect`.
	Outcomes []Outcome
	// Args are the arguments of `step KIND NAME`; a stage of a session has none.
	Args []schema.Attr
	// Wants are the arguments of `expect NAME` beside schema.CommonWants.
	Wants []schema.Attr
	// Sees are what assertions may read beside schema.CommonSees. Every name that
	// a Want compares with is one of them.
	Sees []schema.Attr
	// New makes a step out of its arguments, which were checked against Args.
	New func(args schema.Values) (Step, error)
	// Plan lists, in order, the commands that it would send, for `smtpspec plan`.
	// A kind that sends nothing may leave it nil.
	Plan func(env *Env) []string
	// Check compares what a suite wants beyond the tables with what was seen, and
	// returns every miss, not the first. nil means that the tables say it all.
	Check func(wants schema.Values, o Observation) []schema.Miss
}

// Step acts once and reports what it saw.
type Step interface {
	// Run returns an error only when smtpspec itself could not act. ctx carries
	// the step's deadline, which covers all that it waits for.
	Run(ctx context.Context, env *Env) (Observation, error)
}

// Func makes a Step of a function.
type Func func(ctx context.Context, env *Env) (Observation, error)

// Run calls f.
func (f Func) Run(ctx context.Context, env *Env) (Observation, error) { return f(ctx, env) }

// Observation is all that a step saw.
type Observation struct {
	Outcome Outcome
	// Blames is the stage that the observation belongs to where it is not the
	// step's own: a TLS alert that is read in place of the first reply inside TLS
	// belongs to the handshake.
	Blames smtp.Stage
	// Reply is the deciding reply, nil where there was none. A failed step may
	// have one too: what came, and was not valid.
	Reply *smtp.Reply
	// Failure is the class and evidence where no valid reply came; nil otherwise.
	Failure *smtp.Failure
	// Findings are what is wrong although the outcome is good, the gravest first:
	// a certificate that does not verify on a handshake that was done.
	Findings []smtp.Failure
	// Took is how long the step waited, up to its deciding reply. The runner fills
	// it in where the step leaves it zero.
	Took time.Duration
	// Attrs are the kind's own values, by the names and types of its Sees. One
	// that is missing is null.
	Attrs map[string]cty.Value
	// Parts are one observation per key: a recipient, an address, a TLS version.
	Parts []Part
}

// Part is one of several observations of the same step.
type Part struct {
	Key     string // the recipient, the address, …
	Outcome Outcome
	Reply   *smtp.Reply
	Failure *smtp.Failure
	Took    time.Duration
}
