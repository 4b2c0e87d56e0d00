package smtpclient

import (
	"crypto/hmac"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
)

// Mechanism is the client's side of one SASL exchange (RFC 4422). It is used once.
type Mechanism interface {
	// Name is the mechanism's name as AUTH has it.
	Name() string
	// Start returns the initial response, if the mechanism has one. An error means
	// that user name or password cannot be sent by this mechanism at all.
	Start() (initial []byte, has bool, err error)
	// Next answers a challenge. An error means that it cannot be answered.
	Next(challenge []byte) ([]byte, error)
}

// prover is a Mechanism in which the server proves something too. Proved returns an
// error when it accepted without.
type prover interface{ Proved() error }

// passworded is a Mechanism with a password. Parts of it are hidden in what the server
// says to it.
type passworded interface {
	credential() (user, password string)
}

// errNotProved says that a server accepted a login as one might that never knew the
// password.
var errNotProved = errors.New("the server did not prove that it knows the password")

// errTooMany is for challenges behind the end of an exchange.
var errTooMany = errors.New("the server asks for more than the mechanism has")

// strongest lists our mechanisms, the best first. CRAM-MD5 comes last: it has the
// server keep the password, and proves little.
var strongest = []string{"SCRAM-SHA-256", "PLAIN", "LOGIN", "CRAM-MD5"}

// Mechanisms lists the names that NewMechanism knows, the strongest first.
func Mechanisms() []string { return slices.Clone(strongest) }

// NewMechanism makes the mechanism of that name; case does not matter.
func NewMechanism(name, user, pass string) (Mechanism, bool) {
	switch strings.ToUpper(name) {
	case "SCRAM-SHA-256":
		return SCRAMSHA256(user, pass), true
	case "PLAIN":
		return PLAIN(user, pass), true
	case "LOGIN":
		return LOGIN(user, pass), true
	case "CRAM-MD5":
		return CRAMMD5(user, pass), true
	}
	return nil, false
}

// Choose picks the mechanism of an exchange: of those that the server offers, that
// we have, and that allowed lists (nil: all), the first in allowed's order, which is
// the device's, or else the strongest. With want it is that one or none.
func Choose(offered, allowed []string, want string) (name string, ok bool) {
	order := strongest
	if allowed != nil {
		order = allowed
	}
	for _, name := range order {
		if want != "" && !strings.EqualFold(name, want) {
			continue
		}
		if contains(strongest, name) && contains(offered, name) {
			return strings.ToUpper(name), true
		}
	}
	return "", false
}

func contains(list []string, name string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, name) })
}

// PLAIN sends user name and password at once (RFC 4616).
func PLAIN(user, pass string) Mechanism { return &plain{user, pass} }

type plain struct{ user, pass string }

// Name implements Mechanism.
func (p *plain) Name() string { return "PLAIN" }

func (p *plain) credential() (user, password string) { return p.user, p.pass }

// Start implements Mechanism.
func (p *plain) Start() ([]byte, bool, error) {
	if strings.Contains(p.user+p.pass, "\x00") {
		return nil, false, errors.New("a NUL in user name or password")
	}
	return []byte("\x00" + p.user + "\x00" + p.pass), true, nil
}

// Next implements Mechanism.
func (p *plain) Next([]byte) ([]byte, error) { return nil, errTooMany }

// LOGIN sends user name and password in answer to two prompts
// (draft-murchison-sasl-login). What the prompts say does not matter: servers
// differ, and Exchange has no initial response.
func LOGIN(user, pass string) Mechanism { return &login{user, pass, []string{user, pass}} }

type login struct {
	user, pass string
	left       []string
}

// Name implements Mechanism.
func (l *login) Name() string { return "LOGIN" }

func (l *login) credential() (user, password string) { return l.user, l.pass }

// Start implements Mechanism.
func (l *login) Start() ([]byte, bool, error) { return nil, false, nil }

// Next implements Mechanism.
func (l *login) Next([]byte) ([]byte, error) {
	if len(l.left) == 0 {
		return nil, errTooMany
	}
	next := l.left[0]
	l.left = l.left[1:]
	return []byte(next), nil
}

// CRAMMD5 proves the knowledge of the password (RFC 2195).
func CRAMMD5(user, pass string) Mechanism { return &cramMD5{user: user, pass: pass} }

type cramMD5 struct {
	user, pass string
	done       bool
}

// Name implements Mechanism.
func (m *cramMD5) Name() string { return "CRAM-MD5" }

func (m *cramMD5) credential() (user, password string) { return m.user, m.pass }

// Start implements Mechanism.
func (m *cramMD5) Start() ([]byte, bool, error) { return nil, false, nil }

// Next implements Mechanism.
func (m *cramMD5) Next(challenge []byte) ([]byte, error) {
	if m.done {
		return nil, errTooMany
	}
	if len(challenge) == 0 {
		return nil, errors.New("the server sent an empty challenge")
	}
	m.done = true
	mac := hmac.New(md5.New, []byte(m.pass))
	mac.Write(challenge)
	return []byte(m.user + " " + hex.EncodeToString(mac.Sum(nil))), nil
}
