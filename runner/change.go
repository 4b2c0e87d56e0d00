package runner

import "context"

// change wakes everybody who waits for something to be given back. The zero value
// is ready; the lock of what it belongs to guards it.
type change struct{ c chan struct{} }

// next is closed by the next tell.
func (c *change) next() <-chan struct{} {
	if c.c == nil {
		c.c = make(chan struct{})
	}
	return c.c
}

// tell wakes those who wait now.
func (c *change) tell() {
	if c.c != nil {
		close(c.c)
		c.c = nil
	}
}

// await waits for a change, and no longer than the context lasts.
func await(ctx context.Context, changed <-chan struct{}) error {
	select {
	case <-changed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
