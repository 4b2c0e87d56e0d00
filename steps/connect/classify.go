package connect

import (
	"context"
	"errors"
	"net"
	"syscall"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// classify tells failures to connect apart. own is true for what is smtpspec's or
// the suite's own trouble, and says nothing about the server or the way there.
func classify(err error) (f *smtp.Failure, own bool) {
	if errors.As(err, &f) {
		// A dialler that knows more says so itself, as one that goes through a
		// proxy does. Its value is not ours to change.
		return &smtp.Failure{Class: f.Class, Detail: f.Detail, Err: f.Err}, false
	}
	var errno syscall.Errno
	if errors.As(err, &errno) {
		for _, known := range errnos {
			if known.errno == errno {
				return &smtp.Failure{Class: known.class, Detail: known.detail, Err: err}, false
			}
		}
		if ownErrnos[errno] {
			return nil, true
		}
	}
	var timeout net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout() {
		return &smtp.Failure{Class: smtp.FailConnectTimeout, Detail: "no answer in time", Err: err}, false
	}
	return &smtp.Failure{Class: smtp.FailUnreachable, Detail: err.Error(), Err: err}, false
}

// known is an operating system's word for a failed connect.
type known struct {
	errno         syscall.Errno
	class, detail string
}
