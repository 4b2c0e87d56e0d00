package transcript

import (
	"io"
	"sync"
)

// HidingWriter hides secrets in what is written to it, also where one is split
// over several writes: it holds back the end of what was written as long as it may
// be the beginning of a secret. A line end flushes, as good as always, since
// secrets have none. It stands under every output of the program, as the second
// net below the recorder, and may be used by several goroutines.
type HidingWriter struct {
	mu      sync.Mutex
	w       io.Writer
	secrets *Secrets
	held    []byte
	out     []byte
}

// Writer hides the secrets in all that is written to w. Close writes the rest. A
// nil *Secrets hides nothing, and holds nothing back.
func (s *Secrets) Writer(w io.Writer) *HidingWriter {
	return &HidingWriter{w: w, secrets: s}
}

// Beneath writes what was held back and returns the writer underneath, for what has its
// secrets hidden in another way.
func (h *HidingWriter) Beneath() io.Writer {
	h.Flush() // an error comes again with the next write
	return h.w
}

// Write implements io.Writer.
func (h *HidingWriter) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.secrets == nil {
		return h.w.Write(p)
	}
	if len(h.held) == 0 {
		// Nearly always: what was written holds no secret, and no beginning of one.
		if _, to, hold := find(h.secrets, p, 0, false); to == 0 && hold == len(p) {
			return h.w.Write(p)
		}
	}
	h.held = append(h.held, p...)
	if err := h.pass(false); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Flush writes what was held back, as far as it is no secret. What follows is
// searched on its own, so it belongs where an output ends or pauses.
func (h *HidingWriter) Flush() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.held) == 0 {
		return nil
	}
	return h.pass(true)
}

// Close flushes. It leaves the writer underneath open.
func (h *HidingWriter) Close() error { return h.Flush() }

// pass writes all of held that can be judged.
func (h *HidingWriter) pass(whole bool) error {
	h.out = h.out[:0]
	last := 0
	for {
		from, to, hold := find(h.secrets, h.held, last, whole)
		if to == 0 {
			h.out = append(h.out, h.held[last:hold]...)
			last = hold
			break
		}
		h.out = append(h.out, h.held[last:from]...)
		h.out = append(h.out, Hidden...)
		last = to
	}
	h.held = append(h.held[:0], h.held[last:]...)
	if len(h.out) == 0 {
		return nil
	}
	_, err := h.w.Write(h.out)
	return err
}
