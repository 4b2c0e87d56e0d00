package smtpclient

import (
	"errors"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// unlimited is for allow: reads wait as the deadline says.
const unlimited = -1

// wire is the connection under the reader or the TLS layer. It can be told to let
// only so many reads through, so that what has come already can be taken without
// waiting for more; and it can look whether anything has come.
type wire struct {
	net.Conn
	raw   syscall.RawConn // nil where the connection is no socket
	peek  peeker
	reads int // how many reads may reach the connection, or unlimited

	// What looking had to take off the connection.
	early    []byte
	earlyErr error

	// What came during a TLS handshake, and what was sent first.
	watching bool
	head     []byte // its first bytes
	count    int    // how many
	hello    int    // octets of the ClientHello's record

	mu       sync.Mutex // cancelling comes from another goroutine
	deadline time.Time
	past     bool // the call was cancelled
	closing  bool
}

func newWire(conn net.Conn) *wire {
	w := &wire{Conn: conn, reads: unlimited}
	if s, ok := conn.(syscall.Conn); ok {
		if raw, err := s.SyscallConn(); err == nil {
			w.raw = raw
		}
	}
	return w
}

// notNow is the error of a read that allow held back. The TLS layer goes on after a
// temporary one, so it has to be a net.Error.
type notNow struct{}

// Error implements net.Error.
func (notNow) Error() string { return "nothing has come yet" }

// Timeout implements net.Error.
func (notNow) Timeout() bool { return true }

// Temporary implements net.Error.
func (notNow) Temporary() bool { return true }

var errNotNow error = notNow{}

// allow lets n reads through from now on.
func (w *wire) allow(n int) { w.reads = n }

// Read implements net.Conn.
func (w *wire) Read(p []byte) (int, error) {
	if w.reads == 0 {
		return 0, errNotNow
	}
	if w.reads > 0 {
		w.reads--
	}
	n, err := w.next(p)
	if w.watching {
		w.count += n
		w.head = append(w.head, p[:min(n, cap(w.head)-len(w.head))]...)
	}
	return n, err
}

// next reads what looking took, then the connection.
func (w *wire) next(p []byte) (int, error) {
	if len(w.early) > 0 {
		n := copy(p, w.early)
		w.early = w.early[n:]
		return n, nil
	}
	if err := w.earlyErr; err != nil {
		w.earlyErr = nil
		return 0, err
	}
	return w.Conn.Read(p)
}

// Write implements net.Conn. The TLS layer sends a ClientHello at once.
func (w *wire) Write(p []byte) (int, error) {
	if w.watching && w.hello == 0 {
		w.hello = len(p)
	}
	return w.Conn.Write(p)
}

// watch keeps the first bytes of what is read and the size of what is sent first, or
// ends that.
func (w *wire) watch(on bool) {
	w.watching = on
	if on {
		w.head, w.count, w.hello = make([]byte, 0, 128), 0, 0
	}
}

// waiting reports whether a read would return at once, with bytes or an error.
func (w *wire) waiting() bool {
	if len(w.early) > 0 || w.earlyErr != nil {
		return true
	}
	if w.raw != nil && canPeek {
		var ready bool
		ready, w.earlyErr = w.peek.look(w.raw)
		return ready
	}
	return w.tryRead()
}

// tryRead is waiting for connections that are no sockets: a read with a deadline of
// a moment. Whatever it brings is kept for the next read.
func (w *wire) tryRead() bool {
	w.mu.Lock()
	before := w.deadline
	w.mu.Unlock()
	moment := time.Now().Add(time.Millisecond)
	if !before.IsZero() && before.Before(moment) {
		return false
	}
	w.setDeadline(moment)
	defer w.setDeadline(before)
	p := make([]byte, 512)
	n, err := w.Conn.Read(p)
	w.early = p[:n]
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		w.earlyErr = err
	}
	return n > 0 || w.earlyErr != nil
}

// setDeadline is for reading and writing; the zero value means none. Once the call
// was cancelled it has no effect.
func (w *wire) setDeadline(t time.Time) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.past {
		return nil
	}
	w.deadline = t
	return w.Conn.SetDeadline(t)
}

// cancel ends a read or write that is under way, and all that follow.
func (w *wire) cancel() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.past = true
	w.Conn.SetDeadline(time.Unix(1, 0))
}

// closeWait is how long a close_notify may take to be sent.
const closeWait = 100 * time.Millisecond

// close says that all that is still to come is a close_notify.
func (w *wire) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closing = true
}

// SetWriteDeadline implements net.Conn. The TLS layer gives its close_notify five
// seconds, which a peer that has stopped reading is not worth.
func (w *wire) SetWriteDeadline(t time.Time) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if soon := time.Now().Add(closeWait); w.closing && t.After(soon) {
		t = soon
	}
	return w.Conn.SetWriteDeadline(t)
}
