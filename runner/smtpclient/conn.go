package smtpclient

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// Conn is the client's end of one session. Its methods are called one after the
// other, as a session goes. Each keeps the deadline of its context for all that it
// waits for, and returns early when the context is cancelled.
//
// What goes wrong on the wire is returned as a *smtp.Failure, with the Reply that
// came where one did; any other error means that the client could not act: the
// context was cancelled, or the caller asked for what must not be sent. After a
// failure the Conn is Broken.
type Conn struct {
	wire   *wire
	tls    *tls.Conn // nil in clear
	r      *smtp.Reader
	rec    *transcript.Recorder
	out    []byte // the line being sent; kept for its memory
	spoke  bool   // the server has sent a reply
	inside bool   // the server has sent a reply inside TLS
	broken bool
	asked  bool // the TLS handshake asked for a client certificate

	// Of the call that is under way.
	ctx   context.Context
	since time.Time // since when the server is waited for
}

// New makes a session of a connection. rec keeps its transcript.
func New(conn net.Conn, rec *transcript.Recorder) *Conn {
	return NewLimited(conn, rec, smtp.DefaultLimits)
}

// NewLimited is New with other limits for replies.
func NewLimited(conn net.Conn, rec *transcript.Recorder, limits smtp.Limits) *Conn {
	w := newWire(conn)
	return &Conn{wire: w, r: smtp.NewReader(w, limits), rec: rec}
}

// LocalAddr is this end's address.
func (c *Conn) LocalAddr() net.Addr { return c.wire.LocalAddr() }

// RemoteAddr is the server's address.
func (c *Conn) RemoteAddr() net.Addr { return c.wire.RemoteAddr() }

// Broken reports whether the session is out of step or over, so that no more
// commands may be sent.
func (c *Conn) Broken() bool { return c.broken }

// FirstInside reports whether TLS has begun and no reply was read inside it yet. A
// failure then belongs to the handshake: in TLS 1.3 a server that refuses the
// client's certificate says so only after the client is done (RFC 8446 §4.4.2.4).
func (c *Conn) FirstInside() bool { return c.tls != nil && !c.inside }

// Close ends the connection, with TLS's close_notify where there is one to say.
// Calling it twice does no harm.
func (c *Conn) Close() error {
	if c.tls != nil && !c.broken {
		c.broken = true
		c.wire.close()
		c.tls.Close() // a close_notify that did not get through changes nothing
		return nil
	}
	c.broken = true
	return c.wire.Close()
}

// Greeting reads what the server says on its own when a session begins.
func (c *Conn) Greeting(ctx context.Context) (smtp.Reply, error) {
	end, err := c.begin(ctx)
	if err != nil {
		return smtp.Reply{}, err
	}
	defer end()
	return c.reply(smtp.FailUnexpected)
}

// Command sends one command line, which is given without its end, and reads its
// reply. The line is not sent when the server has spoken in between: then the error
// is a Failure, or none when what it said is a lone 421, with which a server may
// end a session at any time (RFC 5321 §3.8).
func (c *Conn) Command(ctx context.Context, line string) (smtp.Reply, error) {
	if err := checkLine(line); err != nil {
		return smtp.Reply{}, err
	}
	end, err := c.begin(ctx)
	if err != nil {
		return smtp.Reply{}, err
	}
	defer end()
	return c.exchange(outgoing{line: line})
}

// StartTLS sends STARTTLS and reads its reply. Whatever comes in clear behind a
// 220 is the Failure starttls-injection: it was put there by somebody between, or
// by a server that is broken (RFC 3207 §5, CVE-2011-0411).
func (c *Conn) StartTLS(ctx context.Context) (smtp.Reply, error) {
	end, err := c.begin(ctx)
	if err != nil {
		return smtp.Reply{}, err
	}
	defer end()
	return c.exchange(outgoing{line: "STARTTLS", behind: smtp.FailInjection})
}

// outgoing is one line to be sent.
type outgoing struct {
	line string
	// hidden lines are a secret; shown is the part of one that is not.
	hidden bool
	shown  string
	// behind is the class for bytes behind the reply; reply-unexpected when empty.
	behind string
}

// name is the command for people.
func (o outgoing) name() string {
	if o.hidden && o.shown == "" {
		return "the SASL response"
	}
	verb, _, _ := strings.Cut(o.line, " ")
	return verb
}

// exchange sends one line and reads its reply.
func (c *Conn) exchange(o outgoing) (smtp.Reply, error) {
	if reply, over, err := c.unasked(o); over {
		return reply, err
	}
	if o.hidden {
		c.rec.AddHidden(transcript.Sent, o.shown)
	} else {
		c.rec.Add(transcript.Sent, o.line)
	}
	c.out = append(append(c.out[:0], o.line...), "\r\n"...)
	_, err := c.writer().Write(c.out)
	if o.hidden {
		clear(c.out)
	}
	if err != nil {
		f := c.ioFailure(err)
		f.Detail = o.name() + " could not be sent: " + f.Detail
		return smtp.Reply{}, c.fail(f)
	}
	behind := o.behind
	if behind == "" {
		behind = smtp.FailUnexpected
	}
	return c.reply(behind)
}

func (c *Conn) writer() net.Conn {
	if c.tls != nil {
		return c.tls
	}
	return c.wire
}

// The longest command lines, without their ends.
const (
	// RFC 5321 §4.5.3.1.4.
	maxLine = 512 - 2
	// MAIL and RCPT may be longer by what the extensions add: 500 for AUTH (RFC 4954
	// §3), 500 for ORCPT (RFC 3461 §5), 26 for SIZE (RFC 1870), 10 for SMTPUTF8
	// (RFC 6531 §3.4).
	maxPathLine = maxLine + 500 + 500 + 26 + 10
	// RFC 4954 §4, for AUTH and for each line of its exchange.
	maxAuthLine = 12288 - 2
)

// checkLine refuses what would be more than one command, or longer than a server
// has to read. That is a mistake of the caller's.
func checkLine(line string) error {
	if strings.ContainsAny(line, "\r\n\x00") {
		return fmt.Errorf("smtpclient: a line end or NUL inside the command %q", line)
	}
	limit := maxLine
	if verb, _, _ := strings.Cut(line, " "); strings.EqualFold(verb, "MAIL") || strings.EqualFold(verb, "RCPT") {
		limit = maxPathLine
	}
	if len(line) > limit {
		return fmt.Errorf("smtpclient: the command %q… is longer than %d octets", line[:40], limit)
	}
	return nil
}

// errBroken is a mistake of the caller's.
var errBroken = errors.New("smtpclient: the session is broken and takes no more commands")

// begin prepares a call: its deadline, and its end when the context is cancelled.
func (c *Conn) begin(ctx context.Context) (end func(), err error) {
	if c.broken {
		return nil, errBroken
	}
	c.ctx, c.since = ctx, time.Now()
	if c.cancelled() {
		return nil, c.fail(nil)
	}
	deadline, _ := ctx.Deadline()
	if err := c.wire.setDeadline(deadline); err != nil {
		return nil, c.fail(smtp.IOFailure(err))
	}
	if ctx.Done() == nil {
		return func() {}, nil
	}
	// A deadline that passes is the wire's own; only cancelling has to wake it.
	stop := context.AfterFunc(ctx, func() {
		if errors.Is(ctx.Err(), context.Canceled) {
			c.wire.cancel()
		}
	})
	return func() { stop() }, nil
}

func (c *Conn) cancelled() bool { return errors.Is(c.ctx.Err(), context.Canceled) }
