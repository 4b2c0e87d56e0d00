package runner

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync/atomic"
	"syscall"
)

type dialer = func(ctx context.Context, source netip.Addr, addr netip.AddrPort) (net.Conn, error)

// listening wraps a dialer so that it can be told whether the server said
// anything at all: a session that ended before the first byte has proved nothing
// about the server.
func listening(dial dialer) (dialer, func() bool) {
	var heard atomic.Bool
	wrapped := func(ctx context.Context, source netip.Addr, addr netip.AddrPort) (net.Conn, error) {
		conn, err := dial(ctx, source, addr)
		if err != nil {
			return nil, err
		}
		return &listeningConn{Conn: conn, heard: &heard}, nil
	}
	return wrapped, heard.Load
}

type listeningConn struct {
	net.Conn
	heard *atomic.Bool
}

// Read implements net.Conn.
func (c *listeningConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 && !c.heard.Load() {
		c.heard.Store(true)
	}
	return n, err
}

// SyscallConn lets the client look at the socket without reading from it.
func (c *listeningConn) SyscallConn() (syscall.RawConn, error) {
	if sc, ok := c.Conn.(syscall.Conn); ok {
		return sc.SyscallConn()
	}
	return nil, errors.ErrUnsupported
}
