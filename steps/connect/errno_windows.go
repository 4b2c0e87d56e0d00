package connect

import (
	"syscall"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// Package syscall's ECONNREFUSED and its like are inventions on Windows; what
// Winsock returns are these numbers.
const (
	wsaEACCES        = syscall.Errno(10013)
	wsaEMFILE        = syscall.Errno(10024)
	wsaEADDRINUSE    = syscall.Errno(10048)
	wsaEADDRNOTAVAIL = syscall.Errno(10049)
	wsaENETDOWN      = syscall.Errno(10050)
	wsaENETUNREACH   = syscall.Errno(10051)
	wsaECONNRESET    = syscall.Errno(10054)
	wsaETIMEDOUT     = syscall.Errno(10060)
	wsaECONNREFUSED  = syscall.Errno(10061)
	wsaEHOSTDOWN     = syscall.Errno(10064)
	wsaEHOSTUNREACH  = syscall.Errno(10065)
)

var errnos = []known{
	{wsaECONNREFUSED, smtp.FailConnectRefused, "connection refused"},
	{wsaECONNRESET, smtp.FailReset, "connection reset while connecting"},
	{wsaEHOSTUNREACH, smtp.FailUnreachable, "no route to host"},
	{wsaENETUNREACH, smtp.FailUnreachable, "network is unreachable"},
	{wsaEHOSTDOWN, smtp.FailUnreachable, "host is down"},
	{wsaENETDOWN, smtp.FailUnreachable, "network is down"},
	{wsaETIMEDOUT, smtp.FailConnectTimeout, "no answer in time"},
	{wsaEACCES, smtp.FailConnectProhibited, "this computer forbids the connection"},
}

// ownErrnos are trouble of this process or its suite: no more sockets, a source
// address that this computer does not have.
var ownErrnos = map[syscall.Errno]bool{
	wsaEMFILE:        true,
	wsaEADDRNOTAVAIL: true,
	wsaEADDRINUSE:    true,
}
