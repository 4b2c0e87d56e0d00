package smtpclient

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"github.com/smtpspec/smtpspec/runner/smtp"
)

// The alerts that have a class of their own (RFC 8446 §6).
const (
	alertHandshakeFailure       = 40 // TLS 1.2's word for a missing client certificate (RFC 5246 §7.4.6)
	alertBadCertificate         = 42
	alertUnsupportedCertificate = 43
	alertCertificateRevoked     = 44
	alertCertificateExpired     = 45
	alertCertificateUnknown     = 46
	alertUnknownCA              = 48
	alertAccessDenied           = 49
	alertProtocolVersion        = 70
	alertCertificateRequired    = 116
)

// alertFailure is the failure of an alert that the server sent, or nil when err is
// something else.
func (c *Conn) alertFailure(err error) *smtp.Failure {
	var op *net.OpError
	if !errors.As(err, &op) || op.Op != "remote error" {
		return nil
	}
	number := alertNumber(op.Err)
	f := &smtp.Failure{Class: smtp.FailTLSAlert, Err: err, Detail: "the server sent the alert " + alertText(op.Err, number)}
	switch number {
	case alertProtocolVersion:
		f.Class = smtp.FailTLSVersion
	case alertCertificateRequired:
		f.Class = smtp.FailTLSClientCert
	case alertHandshakeFailure, alertBadCertificate, alertUnsupportedCertificate, alertCertificateRevoked, alertCertificateExpired,
		alertCertificateUnknown, alertUnknownCA, alertAccessDenied:
		if c.asked {
			f.Class = smtp.FailTLSClientCert
		}
	}
	return f
}

// alertNumber finds an alert's number by its text: crypto/tls keeps its alert type
// to itself, and shows another one with the same texts.
func alertNumber(err error) int {
	for n := range 256 {
		if err.Error() == tls.AlertError(n).Error() {
			return n
		}
	}
	return -1
}

func alertText(err error, number int) string {
	text := strings.TrimPrefix(err.Error(), "tls: ")
	if number < 0 {
		return text
	}
	return fmt.Sprintf("%q (%d)", text, number)
}

// clearText is the failure of a handshake whose answer was no TLS at all, or nil.
// After a STARTTLS that the server took, clear text is text behind its 220.
func (c *Conn) clearText(err error) *smtp.Failure {
	var header tls.RecordHeaderError
	// Conn is set when it is the first record that is none.
	if !errors.As(err, &header) || header.Conn == nil {
		return nil
	}
	if c.spoke {
		return c.injection(c.wire.head)
	}
	return &smtp.Failure{
		Class:  smtp.FailWrongTLSMode,
		Detail: "the server does not speak TLS here; in place of its handshake came " + c.quote(c.wire.head),
		Err:    err,
	}
}

// isTLSError tells an error of the protocol from one of the connection.
func isTLSError(err error) bool {
	var errno syscall.Errno
	return !errors.As(err, &errno)
}

// tlsText is what the TLS layer says, without the words that name it.
func tlsText(err error) string {
	text := err.Error()
	for _, prefix := range []string{"local error: ", "tls: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	return text
}
