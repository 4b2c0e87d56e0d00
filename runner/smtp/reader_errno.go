//go:build !windows

package smtp

import (
	"errors"
	"syscall"
)

// isReset reports whether the peer, or something on the way, ended the connection
// with a RST. Writing after one gives EPIPE.
func isReset(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNABORTED)
}
