package lab

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// errTooMuch ends a session whose message goes on beyond all limits.
var errTooMuch = errors.New("message too large")

// thrownAway is said to a message that was taken. The lab says what it did: no
// one shall wait for the message.
const thrownAway = "250 2.6.0 Message accepted by the lab and thrown away"

// data takes a message and throws it away.
func (s *session) data(string) error {
	refusal := s.noTransaction()
	if refusal == "" && s.chunked {
		refusal = "503 5.5.1 DATA after BDAT" // RFC 3030 §2
	}
	if refusal != "" {
		_, err := s.say(refusal)
		return err
	}
	code, err := s.answer(smtp.Data, "354 Start mail input; end with <CRLF>.<CRLF>")
	if err != nil || code != 354 {
		return err
	}
	size, bare, err := skipMessage(&bounded{r: s.in, left: 2 * s.srv.opt.Limits.Message})
	s.info.BareLF = s.info.BareLF || bare
	if err != nil {
		return s.readFailed(err)
	}
	return s.taken(size)
}

// noTransaction is the refusal of a message without an envelope.
func (s *session) noTransaction() string {
	switch {
	case s.from == nil:
		return "503 5.5.2 Need mail command"
	case s.to == 0:
		return "503 5.5.2 Need rcpt command"
	}
	return ""
}

// taken answers the end of a message.
func (s *session) taken(size int64) error {
	s.rec.SetStage(string(smtp.Message))
	defer s.reset()
	if size > s.maxMessage() {
		_, err := s.say("552 5.3.4 Message size exceeds fixed limit")
		return err
	}
	code, err := s.answer(smtp.Message, thrownAway)
	if code.Positive() {
		s.info.Messages++
		s.info.Octets += size
	}
	return err
}

// bdat takes a chunk (RFC 3030 §2). The octets follow the command whatever the
// answer will be, so they are read first.
func (s *session) bdat(arg string) error {
	s.info.Chunking = true
	fields := strings.Fields(arg)
	last := len(fields) == 2 && strings.EqualFold(fields[1], "LAST")
	if !s.offers("CHUNKING") {
		s.say("502 5.3.3 Command not implemented")
		return errEnd // what follows may be a chunk, not a command
	}
	if len(fields) == 0 || len(fields) == 2 && !last || len(fields) > 2 {
		s.say("501 5.5.4 Invalid arguments")
		return errEnd
	}
	size, err := strconv.ParseInt(fields[0], 10, 64)
	if err != nil || size < 0 || size > 2*s.srv.opt.Limits.Message {
		s.say("501 5.5.4 Invalid arguments")
		return errEnd
	}
	if _, err := io.CopyN(io.Discard, s.in, size); err != nil {
		return s.readFailed(err)
	}
	if refusal := s.noTransaction(); refusal != "" {
		_, err := s.say(refusal)
		return err
	}
	s.chunked = true
	if on := s.pick(smtp.Data); on != nil {
		if on.Raw != nil || on.Reply == "" && on.Action != "" || codeIn(on.Reply).Negative() {
			defer s.reset()
			_, err := s.answer(smtp.Data, "")
			return err
		}
		// A 354 is an answer to DATA; when it comes, and what comes behind it, holds.
		if !s.delay(on.Delay) {
			return errEnd
		}
		if err := s.act(on.Action); err != nil {
			return err
		}
	}
	s.chunks += size
	if last {
		return s.taken(s.chunks)
	}
	_, err = s.say("250 2.0.0 " + strconv.FormatInt(size, 10) + " octets received")
	return err
}

// codeIn is the code of a reply as a profile writes it, 0 for none.
func codeIn(reply string) smtp.Code { return rawCode([]byte(reply)) }

// bounded reads bytes until there were too many.
type bounded struct {
	r    io.ByteReader
	left int64
}

// ReadByte implements io.ByteReader.
func (b *bounded) ReadByte() (byte, error) {
	if b.left--; b.left < 0 {
		return 0, errTooMuch
	}
	return b.r.ReadByte()
}
