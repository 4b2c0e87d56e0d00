package smtp

import (
	"bytes"
	"io"
)

// Limits bound what one reply may take, so that no server can fill the memory or
// a report.
type Limits struct {
	Line  int // bytes of one line, its end included
	Reply int // bytes of one reply, line ends included
	Lines int // lines of one reply
}

// DefaultLimits are generous with honest servers and short with endless ones.
var DefaultLimits = Limits{
	// RFC 5321 §4.5.3.1.5 allows 512 octets; servers that quote a whole URL or
	// another server's reply go beyond it, none was seen beyond 2 KiB.
	Line: 8 << 10,
	// The longest EHLO replies have about 2 KiB. What is kept of a reply stands in
	// the run log and in every report.
	Reply: 64 << 10,
	// No server offers a hundred keywords.
	Lines: 500,
}

// firstBuffer holds nearly every reply; the buffer grows for the others.
const firstBuffer = 1 << 10

// keptBytes is how much of a reply that is too long is kept as evidence.
const keptBytes = 4 << 10

// Reader reads replies off a connection, one at a time. It has one buffer for the
// whole session and returns as soon as a reply is complete: it never waits to see
// whether more comes. What it finds behind a reply stays in its buffer, for the
// caller to ask about with Buffered.
type Reader struct {
	src   io.Reader
	lim   Limits
	buf   []byte
	from  int // the first byte that was not returned in a reply
	to    int // behind the last byte that was read
	spoke bool
	spans []span // of the reply that is being read
}

// NewReader reads replies from r.
func NewReader(r io.Reader, l Limits) *Reader {
	return &Reader{src: r, lim: l, buf: make([]byte, firstBuffer)}
}

// Reset makes the Reader go on with another source, such as the TLS connection
// that STARTTLS began. Bytes that are still in its buffer were said in clear and
// are dropped; a caller that cares has asked Buffered before.
func (r *Reader) Reset(src io.Reader) {
	r.src, r.from, r.to = src, 0, 0
}

// Buffered is how many bytes were read that belong to no reply yet.
func (r *Reader) Buffered() int { return r.to - r.from }

// Peek returns the bytes that Buffered counts. They are valid until the next read.
func (r *Reader) Peek() []byte { return r.buf[r.from:r.to] }

// Discard drops the bytes that Buffered counts.
func (r *Reader) Discard() { r.from, r.to = 0, 0 }

// Fill reads once from the source into the buffer.
func (r *Reader) Fill() error {
	if r.from == r.to {
		r.from, r.to = 0, 0
	}
	r.room()
	// A reader may return nothing without an error; ten times is a broken one, as
	// in bufio.
	for range 10 {
		n, err := r.src.Read(r.buf[r.to:])
		r.to += n
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return io.ErrNoProgress
}

// room makes space behind the bytes in the buffer. The limits are checked before
// each Fill, so the buffer ends at about twice the size of the longest reply.
func (r *Reader) room() {
	if r.to < len(r.buf) {
		return
	}
	if r.from > 0 {
		copy(r.buf, r.buf[r.from:r.to])
		r.from, r.to = 0, r.to-r.from
		return
	}
	r.buf = append(r.buf, make([]byte, len(r.buf))...)
}

// ReadReply reads exactly one reply. The error is a *Failure. A Reply comes with
// it where bytes were read: the whole malformed reply with its anomalies, the
// beginning of one that is too long, or what came before the connection ended.
func (r *Reader) ReadReply() (Reply, error) {
	s := scan{lim: r.lim, spans: r.spans[:0]}
	defer func() { r.spans = s.spans[:0] }()
	for {
		if s.advance(r.Peek()) {
			return r.take(&s)
		}
		if err := r.Fill(); err != nil {
			return r.cutShort(&s, err)
		}
	}
}

// Pending is the reply that the buffer holds, when it holds exactly one, complete
// and well-formed. Nothing is read and the buffer stays as it is.
func (r *Reader) Pending() (Reply, bool) {
	s := scan{lim: r.lim}
	b := r.Peek()
	if !s.advance(b) || s.fault != scanGood || s.end != len(b) || len(s.anomalies) > 0 {
		return Reply{}, false
	}
	return s.reply(b[:s.end]), true
}

// take ends a reply that the scan has finished with, well or badly.
func (r *Reader) take(s *scan) (Reply, error) {
	b := r.Peek()
	switch s.fault {
	case scanTooLong:
		reply := s.reply(bytes.Clone(b[:min(len(b), keptBytes)]))
		r.Discard()
		return reply, &Failure{Class: FailTooLong, Detail: s.why}
	case scanNoCode:
		reply := s.reply(bytes.Clone(b[:min(len(b), keptBytes)]))
		r.Discard()
		return reply, r.noCode(s, b[s.end:])
	}
	reply := s.reply(bytes.Clone(b[:s.end]))
	r.from += s.end
	r.spoke = true
	if len(reply.Anomalies) > 0 {
		return reply, &Failure{Class: FailMalformed, Detail: anomalyDetail(reply)}
	}
	return reply, nil
}

// cutShort ends a reply whose rest did not come.
func (r *Reader) cutShort(s *scan, err error) (Reply, error) {
	rest := bytes.Clone(r.Peek())
	r.Discard()
	f := IOFailure(err)
	if len(rest) > 0 {
		f.Detail += "; what came before it is an incomplete reply: " + Quote(rest)
	}
	return s.reply(rest), f
}
