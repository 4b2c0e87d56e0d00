package lab

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// answer says what the profile wants said at a stage, or else what a server says
// that is content, and returns the reply code that the client got: 0 for what is
// no reply.
func (s *session) answer(stage smtp.Stage, good string) (smtp.Code, error) {
	on := s.pick(stage)
	if on == nil {
		return s.say(good)
	}
	if !s.delay(on.Delay) {
		return 0, errEnd
	}
	switch {
	case on.Raw != nil:
		if err := s.sendRaw(on.Raw); err != nil {
			return 0, err
		}
		code := rawCode(on.Raw)
		return code, s.act(on.Action)
	case on.Reply != "":
		code, err := s.send(on.Reply)
		if err != nil {
			return code, err
		}
		return code, s.act(on.Action)
	case on.Action != "":
		return 0, s.act(on.Action)
	}
	return s.say(good)
}

// playHandshake plays what a profile wants in place of a handshake. Without an error
// the handshake follows.
func (s *session) playHandshake(on *dsl.LabReply) error {
	if !s.delay(on.Delay) {
		return errEnd
	}
	if on.Raw != nil || on.Action == ActionClose || on.Action == ActionGarbage {
		if err := s.awaitHello(); err != nil {
			return err
		}
	}
	if on.Raw != nil {
		if err := s.sendRaw(on.Raw); err != nil {
			return err
		}
		if on.Action == "" {
			return errEnd
		}
	}
	if err := s.act(on.Action); err != nil {
		return err
	}
	if on.Action == ActionGarbage {
		return errEnd
	}
	return nil
}

// awaitHello waits for the client's first message and throws it away, so that what
// is said in place of a handshake is an answer to it: said earlier, it would be
// text behind the reply to STARTTLS, and what is left unread makes a reset of a
// close.
func (s *session) awaitHello() error {
	if _, err := s.in.Peek(1); err != nil {
		return err
	}
	s.in.Discard(s.in.Buffered())
	return nil
}

// act does what is not a reply.
func (s *session) act(action string) error {
	switch action {
	case ActionClose:
		s.remark("the server closes the connection")
		return errEnd
	case ActionReset:
		s.remark("the server resets the connection")
		s.srv.sleep(settle)
		if tcp, ok := s.raw.(*net.TCPConn); ok {
			tcp.SetLinger(0) // a RST in place of a FIN
		}
		s.raw.Close()
		return errEnd
	case ActionSilent:
		s.remark("the server says nothing more")
		began := time.Now()
		_, err := io.Copy(io.Discard, s.in) // until the client gives up or the limits end it
		s.left(err, time.Since(began))
		return errEnd
	case ActionGarbage:
		return s.sendRaw(garbage)
	}
	return nil
}

// noticeable is a delay during which a client may lose its patience, so that the
// server looks meanwhile whether it is still there.
const noticeable = 100 * time.Millisecond

// delay waits, and reports false when the client has gone or the server is closed.
func (s *session) delay(d time.Duration) bool {
	if d < noticeable || s.in.Buffered() > 0 {
		return s.srv.sleep(d)
	}
	began := time.Now()
	s.wire.until = began.Add(d)
	_, err := s.in.Peek(1)
	s.wire.until = time.Time{}
	took := time.Since(began)
	if err == nil { // it goes on talking
		return s.srv.sleep(d - took)
	}
	if s.left(err, took) {
		return false
	}
	s.endured = d
	return s.srv.ctx.Err() == nil
}

// left reports whether a read ended because the client had gone, and notes how
// long its patience was.
func (s *session) left(err error, took time.Duration) bool {
	var ne net.Error
	if errors.As(err, &ne) && ne.Timeout() || s.srv.ctx.Err() != nil {
		return false
	}
	s.info.GaveUp = took
	return true
}

// settle lets a client see that it is connected before the reset comes: on
// loopback a RST may else arrive while connect still looks.
const settle = 5 * time.Millisecond

// garbage is what something that does not speak SMTP might say: a TLS alert, an
// escape sequence, bytes that are no UTF-8, and a line end.
var garbage = []byte("\x15\x03\x01\x00\x02\x02\x28\x1b[31m\xff\xfe\x00 not SMTP\r\n")

// pick is the profile's first reply that fits, or nil.
func (s *session) pick(stage smtp.Stage) *dsl.LabReply {
	list := s.srv.script.on[stage]
	for i := range list {
		if s.fits(stage, &list[i]) {
			return &list[i]
		}
	}
	return nil
}

func (s *session) fits(stage smtp.Stage, on *dsl.LabReply) bool {
	switch on.When {
	case WhenClear:
		if s.secure {
			return false
		}
	case WhenTLS:
		if !s.secure {
			return false
		}
	case WhenOldTLS:
		if s.info.TLS == nil || s.info.TLS.Version >= tls.VersionTLS12 {
			return false
		}
	case WhenUnauthenticated:
		if s.info.Authenticated {
			return false
		}
	case WhenAuthenticated:
		if !s.info.Authenticated {
			return false
		}
	case WhenOtherSender:
		if !s.info.Authenticated || s.from == nil || !otherSender(s.info.User, *s.from) {
			return false
		}
	}
	if !matches(on.Names, s.info.Helo) || !matches(on.Mechanisms, s.info.Mechanism) || !matches(on.Recipient, s.rcpt) {
		return false
	}
	return on.Attempt == nil || slices.Contains(on.Attempt, s.attempt(stage))
}

// otherSender reports whether somebody sends as somebody else. A user name that is
// no mailbox cannot be compared, and what is done with the null reverse-path is not
// known.
func otherSender(user, from string) bool {
	return strings.Contains(user, "@") && from != "" && !strings.EqualFold(user, from)
}

// matches reports whether an argument fits one of the globs, or there are none.
func matches(globs []string, arg string) bool {
	return globs == nil || slices.ContainsFunc(globs, func(glob string) bool {
		ok, err := path.Match(strings.ToLower(glob), strings.ToLower(arg))
		return ok && err == nil
	})
}

// attempt counts. A greylister counts tries of one envelope from one client, and
// a session counts once however often it asks; other stages count connections.
func (s *session) attempt(stage smtp.Stage) int {
	if stage != smtp.Rcpt || s.from == nil {
		return s.info.Number
	}
	key := strings.ToLower(s.info.Client.Addr().String() + " " + *s.from + " " + s.rcpt)
	n, ok := s.tried[key]
	if !ok {
		n = s.srv.try(key)
		s.tried[key] = n
	}
	return n
}

// say sends a reply of the lab's own. Refusals count against the client; those
// that the profile orders do not, or a session with many refused recipients would
// not be played to its end.
func (s *session) say(reply string) (smtp.Code, error) {
	code, err := s.send(reply)
	if code.Negative() {
		s.errors++
	}
	return code, err
}

// send sends a reply as a profile or this package writes it. A 421 ends the
// session (RFC 5321 §3.8).
func (s *session) send(reply string) (smtp.Code, error) {
	lines, err := replyLines(s.fill(reply))
	if err != nil {
		return 0, err
	}
	return s.sendLines(lines)
}

func (s *session) sendLines(lines []string) (smtp.Code, error) {
	for _, l := range lines {
		s.rec.Add(transcript.Received, l)
	}
	if _, err := s.conn.Write([]byte(strings.Join(lines, "\r\n") + "\r\n")); err != nil {
		return 0, err
	}
	code := codeOf(lines[0])
	if code == 421 {
		return code, errEnd
	}
	return code, nil
}

// sendRaw sends exact bytes.
func (s *session) sendRaw(b []byte) error {
	for line := range strings.SplitSeq(strings.TrimRight(string(b), "\r\n"), "\n") {
		s.rec.Add(transcript.Received, strings.TrimSuffix(line, "\r"))
	}
	_, err := s.conn.Write(b)
	return err
}

func (s *session) remark(text string) { s.rec.Add(transcript.Remark, text) }

// rawCode is the code that raw bytes begin with, 0 where they begin with none.
func rawCode(b []byte) smtp.Code {
	if len(b) < 3 {
		return 0
	}
	return codeOf(string(b[:3]))
}

func codeOf(line string) smtp.Code {
	n, err := strconv.Atoi(line[:3])
	if err != nil || n < 200 || n > 599 {
		return 0
	}
	return smtp.Code(n)
}

// fill puts in the words in braces that the package comment lists.
func (s *session) fill(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	now := s.srv.opt.Now().UTC()
	from := ""
	if s.from != nil {
		from = *s.from
	}
	return strings.NewReplacer(
		"{host}", s.srv.script.domain,
		"{client_address}", s.info.Client.Addr().String(),
		"{helo}", harmless(s.info.Helo),
		"{user}", harmless(s.info.User),
		"{mail_from}", harmless(from),
		"{rcpt}", harmless(s.rcpt),
		"{date}", now.Format("Mon, 2 Jan 2006 15:04:05 -0700"),
		"{time}", now.Format("2006-01-02T15:04:05.000Z"),
		"{session}", s.info.ID,
	).Replace(text)
}

// words are those in braces that fill puts something in place of.
var words = []string{
	"{host}", "{client_address}", "{helo}", "{user}", "{mail_from}", "{rcpt}", "{date}", "{time}", "{session}",
}

// HasWords reports whether a text holds a word in braces, so that it would not be
// said as it stands.
func HasWords(text string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// harmless takes control characters out of what a client said: a line end in a
// user name would make two replies of one.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return -1
		}
		return r
	}, text)
}
