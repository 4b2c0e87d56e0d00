package smtpclient

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// reply reads the one reply that is due. behind is the class of failure for bytes
// that follow it.
func (c *Conn) reply(behind string) (smtp.Reply, error) {
	reply, err := c.read()
	if err != nil {
		return reply, err
	}
	if behind == smtp.FailInjection && reply.Code == 220 {
		return reply, c.checkInjection()
	}
	c.drain()
	if c.r.Buffered() == 0 {
		return reply, nil
	}
	if next, ok := c.r.Pending(); ok && next.Code == 421 {
		// A server may end the session at any time (RFC 5321 §3.8). Whether its 421
		// came with this reply or just behind it is chance, so it answers the next
		// command in both cases.
		return reply, nil
	}
	f := &smtp.Failure{Class: smtp.FailUnexpected, Detail: "more than one reply: behind it came " + c.quote(c.r.Peek())}
	return reply, c.fail(f)
}

// read reads a reply, hides the secrets in it and records it.
func (c *Conn) read() (smtp.Reply, error) {
	c.since = time.Now()
	reply, err := c.r.ReadReply()
	var f *smtp.Failure
	if err != nil {
		f = c.describe(err, reply)
	}
	reply = c.hide(reply, err != nil)
	for _, line := range reply.Wire() {
		c.rec.Add(transcript.Received, line)
	}
	if f != nil {
		return reply, c.fail(f)
	}
	c.spoke = true
	c.inside = c.tls != nil
	return reply, nil
}

// checkInjection looks for clear text behind the 220 of STARTTLS.
func (c *Conn) checkInjection() error {
	if c.r.Buffered() == 0 && c.wire.waiting() {
		// An end of the connection is for the handshake to find, which reads next.
		c.wire.earlyErr = c.r.Fill()
	}
	if c.r.Buffered() == 0 {
		return nil
	}
	return c.fail(c.injection(c.r.Peek()))
}

func (c *Conn) injection(b []byte) *smtp.Failure {
	return &smtp.Failure{Class: smtp.FailInjection, Detail: "in clear behind the 220 came " + c.quote(b)}
}

// drain takes over what the TLS layer has read and not handed out yet: two replies
// in one segment may be two records.
func (c *Conn) drain() {
	if c.tls == nil || c.r.Buffered() > 0 {
		return
	}
	c.wire.allow(0)
	// Only bytes matter; an error comes again when it is due.
	_ = c.r.Fill()
	c.wire.allow(unlimited)
}

// unaskedWait is how long the rest of a reply that nobody asked for may take.
const unaskedWait = 500 * time.Millisecond

// unasked looks for what the server said since its last reply. When there is
// something, o is not sent, and over is true.
func (c *Conn) unasked(o outgoing) (reply smtp.Reply, over bool, err error) {
	if err := c.look(); err != nil {
		f := c.ioFailure(err)
		f.Detail = "before " + o.name() + " was sent, " + f.Detail
		return smtp.Reply{}, true, c.fail(f)
	}
	if c.r.Buffered() == 0 {
		return smtp.Reply{}, false, nil
	}
	deadline, has := c.ctx.Deadline()
	if soon := time.Now().Add(unaskedWait); !has || soon.Before(deadline) {
		c.wire.setDeadline(soon)
		defer c.wire.setDeadline(deadline)
	}
	reply, err = c.r.ReadReply()
	c.drain()
	alone := err == nil && c.r.Buffered() == 0
	said := append(append([]byte(nil), reply.Raw...), c.r.Peek()...)
	reply = c.hide(reply, !alone)
	for _, line := range reply.Wire() {
		c.rec.Add(transcript.Received, line)
	}
	if alone && reply.Code == 421 {
		c.rec.Add(transcript.Remark, o.name()+" was not sent: the server had ended the session")
		c.spoke, c.inside = true, c.tls != nil
		return reply, true, nil
	}
	detail := fmt.Sprintf("the server spoke before %s was sent: %s", o.name(), c.quote(said))
	return reply, true, c.fail(&smtp.Failure{Class: smtp.FailUnexpected, Detail: detail})
}

// look fills the buffer with what is there already, without waiting. Inside TLS
// what is there may be a session ticket, which says nothing.
func (c *Conn) look() error {
	c.drain()
	for c.r.Buffered() == 0 && c.wire.waiting() {
		c.wire.allow(1)
		err := c.r.Fill()
		c.wire.allow(unlimited)
		if err != nil && !errors.Is(err, errNotNow) {
			return err
		}
	}
	return nil
}

// hide blanks out secrets in a reply: a server may echo a password. cut says that
// the reply may end in the middle.
func (c *Conn) hide(r smtp.Reply, cut bool) smtp.Reply {
	s := c.rec.Secrets()
	if s == nil || len(r.Raw) == 0 {
		return r
	}
	lines, raw := c.hideRaw(r)
	if cut {
		raw = s.HideCut(raw)
	} else {
		raw = s.Hide(raw)
	}
	if raw == string(r.Raw) {
		return r
	}
	said := r
	r.Raw, r.Lines, r.Verbatim = []byte(raw), lines, &said
	return r
}

// hideRaw hides secrets in a reply's lines, and in what stands behind the last of them:
// a reply that was cut off has more bytes than lines.
func (c *Conn) hideRaw(r smtp.Reply) (lines []string, raw string) {
	pieces, between := r.Lines, make([]string, 0, len(r.Lines)+1)
	rest := string(r.Raw)
	for _, line := range r.Lines {
		before, after, _ := strings.Cut(rest, line)
		between, rest = append(between, before), after
	}
	pieces = c.rec.HideReply(append(pieces[:len(pieces):len(pieces)], rest))
	var b strings.Builder
	for i, sep := range between {
		b.WriteString(sep)
		b.WriteString(pieces[i])
	}
	b.WriteString(pieces[len(between)])
	return pieces[:len(between):len(between)], b.String()
}

// quote is a server's words, fit for a Detail.
func (c *Conn) quote(b []byte) string {
	return smtp.Quote([]byte(c.rec.Secrets().HideCut(c.hideText(string(b)))))
}

// hideText hides secrets in a text with a server's words in it.
func (c *Conn) hideText(text string) string { return c.rec.HideReply([]string{text})[0] }

// describe completes a failure to read a reply.
func (c *Conn) describe(err error, r smtp.Reply) *smtp.Failure {
	var f *smtp.Failure
	if !errors.As(err, &f) {
		f = smtp.IOFailure(err)
	}
	if c.tls != nil {
		if alert := c.alertFailure(f.Err); alert != nil {
			return alert
		}
	}
	if f.Class == smtp.FailReplyTimeout {
		f.Detail = strings.Replace(f.Detail, "in time", c.within(), 1)
	}
	if raw := string(r.Raw); c.rec.Secrets().HideCut(c.hideText(raw)) != raw {
		before, _, _ := strings.Cut(f.Detail, `"`)
		f.Detail = before + c.quote(r.Raw)
	}
	return f
}

// ioFailure is describe for an error without a reply.
func (c *Conn) ioFailure(err error) *smtp.Failure {
	return c.describe(smtp.IOFailure(err), smtp.Reply{})
}

// within is how long the server was waited for when the time was up, for people:
// rounded, where that changes little.
func (c *Conn) within() string {
	deadline, ok := c.ctx.Deadline()
	if !ok {
		return "in time"
	}
	return "within " + rounded(deadline.Sub(c.since))
}

func rounded(d time.Duration) string {
	for _, unit := range []time.Duration{time.Second, 100 * time.Millisecond, 10 * time.Millisecond} {
		if r := d.Round(unit); (r - d).Abs() <= d/50 {
			return r.String()
		}
	}
	return max(d.Round(time.Millisecond), 0).String()
}

// fail ends the session's use: it records the failure and returns it. When the
// context was cancelled that is the reason, whatever the wire says.
func (c *Conn) fail(f *smtp.Failure) error {
	c.broken = true
	if c.cancelled() {
		c.rec.Add(transcript.Trouble, "interrupted")
		return fmt.Errorf("smtpclient: %w", c.ctx.Err())
	}
	f.Detail = c.hideText(f.Detail)
	c.rec.Add(transcript.Trouble, f.Error())
	return f
}
