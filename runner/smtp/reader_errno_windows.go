package smtp

import (
	"errors"
	"syscall"
)

// isReset reports whether the peer, or something on the way, ended the connection
// with a RST. Windows has numbers of its own for it.
func isReset(err error) bool {
	return errors.Is(err, syscall.WSAECONNRESET) || errors.Is(err, syscall.WSAECONNABORTED)
}
