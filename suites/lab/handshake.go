package lab

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// TLSFailure is a handshake that came to nothing, or a session that ended right
// behind one.
type TLSFailure struct {
	Text        string // what ended it
	Client      bool   // it was the client
	Certificate bool   // the client's alert is about the certificate
}

// handshake comes to TLS. What stood in clear behind STARTTLS is thrown away, and
// everything that was learned in clear is forgotten (RFC 3207 §4.2).
func (s *session) handshake() error {
	s.rec.SetStage(string(smtp.TLS))
	if on := s.pick(smtp.TLS); on != nil {
		if err := s.playHandshake(on); err != nil {
			return err
		}
	}
	if s.srv.tls == nil {
		return errNoTLS
	}
	s.in.Discard(s.in.Buffered())
	c := tls.Server(s.conn, s.srv.tls)
	s.wire.tail = []byte{}
	err := c.HandshakeContext(s.srv.ctx)
	tail := s.wire.tail
	s.info.Hello, s.wire.tail = s.wire.hello, nil
	if err != nil {
		if alert := clearAlert(tail); alert >= 0 && ownAlert(err) == badRecordMAC {
			err = &net.OpError{Op: "remote error", Err: tls.AlertError(alert)}
		}
		if s.info.TLSFailure = s.handshakeFailure(err); s.info.TLSFailure != nil {
			s.remark("TLS handshake failed: " + s.info.TLSFailure.Text)
		}
		return fmt.Errorf("handshake: %w", err)
	}
	state := c.ConnectionState()
	s.info.TLS = &TLSInfo{Version: state.Version, Cipher: state.CipherSuite, ServerName: state.ServerName}
	s.conn, s.in = c, bufio.NewReaderSize(c, 4096)
	s.secure, s.hello, s.wordless = true, false, true
	s.rec.SetTLS(true)
	s.reset()
	s.info.Authenticated = false
	return nil
}

// leftBehindHandshake notes that a client went without a command inside TLS. Some
// look at the certificate only when the handshake is done.
func (s *session) leftBehindHandshake(err error) {
	if !s.wordless {
		return
	}
	f := s.handshakeFailure(err)
	if f == nil || !f.Client {
		return
	}
	f.Text += ", with the handshake done and no command said inside TLS"
	s.info.TLSFailure = f
	s.remark("TLS ended: " + f.Text)
}

// handshakeFailure says what ended a handshake, nil where the server was closed.
func (s *session) handshakeFailure(err error) *TLSFailure {
	if s.srv.ctx.Err() != nil {
		return nil
	}
	var op *net.OpError
	var timeout net.Error
	switch {
	case errors.As(err, &op) && op.Op == "remote error":
		alert := alertNumber(op.Err)
		// From 42 to 48 they are about the certificate, but for illegal_parameter.
		certificate := alert >= 42 && alert <= 48 && alert != 47
		return &TLSFailure{Text: "the client sent the alert " + alertName(alert), Client: true, Certificate: certificate}
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return &TLSFailure{Text: "the client closed the connection", Client: true}
	case errors.As(err, &timeout) && timeout.Timeout():
		return &TLSFailure{Text: "the client said nothing more"}
	case errors.As(err, &op) && op.Op != "local error": // of the connection itself
		return &TLSFailure{Text: "the client reset the connection", Client: true}
	}
	return &TLSFailure{Text: s.ownFailure(err)}
}

// ownFailure puts into plain words why the lab's own side ended a handshake.
func (s *session) ownFailure(err error) string {
	text := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "local error: "), "tls: ")
	h := s.info.Hello
	switch {
	case h == nil:
	case strings.HasPrefix(text, "client offered only unsupported versions"):
		if versions := known(h.Versions, versionName); len(versions) > 0 {
			return fmt.Sprintf("the client offers %s to %s, and the profile takes neither", versions[len(versions)-1], versions[0])
		}
	case strings.HasPrefix(text, "no cipher suite supported"):
		return "the client offers none of the cipher suites that are played here"
	}
	return text
}

// alerts are the names of those that clients send (RFC 8446 §6).
var alerts = map[int]string{
	10: "unexpected_message", 20: "bad_record_mac", 22: "record_overflow", 40: "handshake_failure",
	42: "bad_certificate", 43: "unsupported_certificate", 44: "certificate_revoked", 45: "certificate_expired",
	46: "certificate_unknown", 47: "illegal_parameter", 48: "unknown_ca", 49: "access_denied", 50: "decode_error",
	51: "decrypt_error", 70: "protocol_version", 71: "insufficient_security", 80: "internal_error",
	86: "inappropriate_fallback", 90: "user_canceled", 109: "missing_extension", 110: "unsupported_extension",
	112: "unrecognized_name", 113: "bad_certificate_status_response", 120: "no_application_protocol",
}

// alertNumber finds an alert by its text: crypto/tls keeps its alert type to itself,
// and shows another one with the same texts.
func alertNumber(err error) int {
	for n := range 256 {
		if err.Error() == tls.AlertError(n).Error() {
			return n
		}
	}
	return -1
}

// badRecordMAC is the alert that a record which nobody can decrypt ends in.
const badRecordMAC = 20

// ownAlert is the alert that crypto/tls itself ended a handshake with, or -1.
func ownAlert(err error) int {
	var op *net.OpError
	if !errors.As(err, &op) || op.Op != "local error" {
		return -1
	}
	return alertNumber(op.Err)
}

func alertName(number int) string {
	if name := alerts[number]; name != "" {
		return fmt.Sprintf("%s (%d)", name, number)
	}
	return strconv.Itoa(number)
}

// alertSize is a record with an alert in clear (RFC 8446 §5.1 and §6).
const alertSize = 7

// clearAlert is the alert in clear that a handshake ended with, or -1. In TLS 1.3 a
// client that refuses the certificate may have no key to write with as yet, as
// OpenSSL has none, and crypto/tls takes its alert for a record that was broken.
func clearAlert(tail []byte) int {
	if len(tail) != alertSize || tail[0] != 0x15 || tail[1] != 3 || tail[3] != 0 || tail[4] != 2 {
		return -1
	}
	return int(tail[6])
}

// tlsRecord is the first byte of a TLS handshake record (RFC 8446 §5.1), and of no
// command.
const tlsRecord = 0x16

// handshakeInClear is for a client that begins TLS where SMTP is due: it was set
// to "SSL" on a port with STARTTLS. Its first message is read, since it tells what
// the client is; then the session is over, as it is with every server.
func (s *session) handshakeInClear() error {
	s.info.TLSInClear = true
	s.rec.SetStage(string(smtp.TLS))
	s.remark("the client begins TLS where a command is due, as it would on port 465")
	if s.srv.tls == nil {
		return errEnd
	}
	c := tls.Server(&buffered{timed: s.wire, in: s.in}, s.srv.tls)
	c.HandshakeContext(s.srv.ctx) // in vain: the client has had a greeting in clear
	s.info.Hello = s.wire.hello
	return errEnd
}

// buffered reads what was already taken from the wire first.
type buffered struct {
	*timed
	in *bufio.Reader
}

// Read implements net.Conn.
func (b *buffered) Read(p []byte) (int, error) { return b.in.Read(p) }
