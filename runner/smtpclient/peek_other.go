//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package smtpclient

import "syscall"

// canPeek says that a socket cannot be looked into here without reading from it.
const canPeek = false

// peeker is not used here.
type peeker struct{}

func (p *peeker) look(syscall.RawConn) (bool, error) { return false, nil }
