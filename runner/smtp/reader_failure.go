package smtp

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
)

// IOFailure says what an error of a connection means for a session. The error is
// not nil.
func IOFailure(err error) *Failure {
	f := &Failure{Err: err}
	var timeout net.Error
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.ErrClosedPipe), errors.Is(err, net.ErrClosed):
		f.Class, f.Detail = FailClosed, "the connection was closed"
	case errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		f.Class, f.Detail = FailReplyTimeout, "no reply came in time"
	case isReset(err):
		f.Class, f.Detail = FailReset, "the connection was reset"
	default:
		f.Class, f.Detail = FailReset, "the connection broke: "+err.Error()
	}
	return f
}

// noCode says what a line without a reply code means: before the first reply,
// that no SMTP server answers here; later, that one has lost its way.
func (r *Reader) noCode(s *scan, line []byte) *Failure {
	if r.spoke || s.end > 0 {
		return &Failure{Class: FailMalformed, Detail: "a line does not begin with a reply code: " + Quote(line)}
	}
	return &Failure{Class: FailNotSMTP, Detail: fmt.Sprintf("%s begins with %s", protocol(line), Quote(line))}
}

// protocol names what else may answer on a port, by its first bytes.
func protocol(b []byte) string {
	starts := func(s string) bool { return len(b) >= len(s) && string(b[:len(s)]) == s }
	switch {
	case starts("HTTP/") || starts("<"):
		return "what looks like a web server's answer"
	case starts("SSH-"):
		return "what looks like an SSH server's greeting"
	case starts("+OK") || starts("-ERR"):
		return "what looks like a POP3 server's greeting"
	case starts("* "):
		return "what looks like an IMAP server's greeting"
	case starts("\x15\x03") || starts("\x16\x03"):
		return "what looks like a TLS record"
	}
	return "what came"
}

// quotedBytes is how much of a server's text a Detail may hold.
const quotedBytes = 80

// Quote writes the beginning of what a server said in quotation marks, in
// printable ASCII, fit for a Detail.
func Quote(b []byte) string {
	if len(b) > quotedBytes {
		return strconv.QuoteToASCII(string(b[:quotedBytes])) + "…"
	}
	return strconv.QuoteToASCII(string(b))
}
