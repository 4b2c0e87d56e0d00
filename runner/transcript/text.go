package transcript

import (
	"bufio"
	"io"
)

// Write writes the entries in swaks' text form, one line each.
func Write(w io.Writer, entries []Entry) error {
	b := bufio.NewWriter(w)
	for _, e := range entries {
		b.WriteString(e.Hint())
		b.WriteByte(' ')
		b.WriteString(Printable(e.Text))
		b.WriteByte('\n')
	}
	return b.Flush()
}

// String is the entry as Write writes it, without the line end.
func (e Entry) String() string { return e.Hint() + " " + Printable(e.Text) }

// Hint is the three characters that say who spoke: a tilde stands for TLS, an
// asterisk for a reply that the suite did not expect.
func (e Entry) Hint() string {
	switch e.Dir {
	case Sent:
		if e.TLS {
			return " ~>"
		}
		return " ->"
	case Received:
		switch {
		case e.TLS && e.Unexpected:
			return "<~*"
		case e.TLS:
			return "<~ "
		case e.Unexpected:
			return "<**"
		}
		return "<- "
	case Trouble:
		return "***"
	}
	return "==="
}
