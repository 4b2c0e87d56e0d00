package smtpclient

import (
	"context"
	"time"
)

// Within is ctx with limit from now on, for the calls of a Conn and nothing else that
// waits. A Conn gives the deadline to its connection, so there is no timer to be made
// for each command, as context.WithTimeout would, and nothing to be given back. Done
// is that of ctx: cancelling ends a call as ever.
func Within(ctx context.Context, limit time.Duration) context.Context {
	deadline := time.Now().Add(limit)
	if outer, ok := ctx.Deadline(); ok && outer.Before(deadline) {
		return ctx
	}
	return &until{ctx, deadline}
}

type until struct {
	context.Context
	deadline time.Time
}

// Deadline implements context.Context.
func (u *until) Deadline() (time.Time, bool) { return u.deadline, true }
