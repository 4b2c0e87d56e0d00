package main

import (
	"io"

	"github.com/smtpspec/smtpspec/runner/transcript"
)

// hide puts the second net under the program's outputs: what was hidden where it
// was recorded is looked for once more wherever something is written.
func (a *app) hide(secrets *transcript.Secrets) {
	a.secrets = secrets
	a.out = secrets.Writer(a.out)
	a.err = secrets.Writer(a.err)
}

// flush writes what the outputs still hold back.
func (a *app) flush() {
	for _, w := range []any{a.out, a.err} {
		if h, ok := w.(*transcript.HidingWriter); ok {
			h.Flush() // nothing can be said any more about an output that is gone
		}
	}
}

// beneath is the output under the net.
func beneath(w io.Writer) io.Writer {
	for {
		h, ok := w.(*transcript.HidingWriter)
		if !ok {
			return w
		}
		w = h.Beneath()
	}
}
