//go:build !windows

package connect

import (
	"syscall"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

var errnos = []known{
	{syscall.ECONNREFUSED, smtp.FailConnectRefused, "connection refused"},
	{syscall.ECONNRESET, smtp.FailReset, "connection reset while connecting"},
	{syscall.EHOSTUNREACH, smtp.FailUnreachable, "no route to host"},
	{syscall.ENETUNREACH, smtp.FailUnreachable, "network is unreachable"},
	{syscall.EHOSTDOWN, smtp.FailUnreachable, "host is down"},
	{syscall.ENETDOWN, smtp.FailUnreachable, "network is down"},
	{syscall.ETIMEDOUT, smtp.FailConnectTimeout, "no answer in time"},
	{syscall.EACCES, smtp.FailConnectProhibited, "this computer forbids the connection"},
	{syscall.EPERM, smtp.FailConnectProhibited, "this computer forbids the connection"},
}

// ownErrnos are trouble of this process or its suite: no more files, a source
// address that this computer does not have.
var ownErrnos = map[syscall.Errno]bool{
	syscall.EMFILE:        true,
	syscall.ENFILE:        true,
	syscall.EADDRNOTAVAIL: true,
	syscall.EADDRINUSE:    true,
}
