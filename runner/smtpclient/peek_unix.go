//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package smtpclient

import (
	"os"
	"syscall"
)

// canPeek says that a socket can be looked into without taking anything from it.
const canPeek = true

// peeker looks into a socket. It is kept so that looking needs no new memory.
type peeker struct {
	b    [1]byte
	n    int
	err  error
	call func(fd uintptr) bool
}

// look reports whether there are bytes, the end, or an error. The kernel tells an
// error only once, so it is returned to be kept. The socket is non-blocking, as all
// of Go's are.
func (p *peeker) look(raw syscall.RawConn) (bool, error) {
	if p.call == nil {
		p.call = p.recv
	}
	if err := raw.Read(p.call); err != nil {
		return true, err
	}
	switch {
	case p.err == syscall.EAGAIN || p.err == syscall.EWOULDBLOCK || p.err == syscall.EINTR:
		return false, nil
	case p.err != nil:
		return true, os.NewSyscallError("recvfrom", p.err)
	}
	return true, nil
}

func (p *peeker) recv(fd uintptr) bool {
	p.n, _, p.err = syscall.Recvfrom(int(fd), p.b[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
	return true
}
