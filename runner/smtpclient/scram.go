package smtpclient

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/secure/precis"
)

// SCRAMSHA256 proves the knowledge of the password to the server, and has the server
// prove the same (RFC 5802, RFC 7677). Channel binding is not used.
func SCRAMSHA256(user, pass string) Mechanism {
	return &scram{user: user, pass: pass, nonce: rand.Text()}
}

// scram is one exchange. Its messages are named as in RFC 5802 §5.
type scram struct {
	user, pass  string
	nonce       string
	firstBare   string // client-first-message-bare
	authMessage string
	serverKey   []byte
	step        int
	proved      bool
}

// The bounds of the iteration count. RFC 7677 §4 asks for at least 4096: fewer would
// make a recorded exchange cheap to guess at. More than a million only keep us busy.
const (
	minIterations = 4096
	maxIterations = 1_000_000
)

// gs2Header says that the client does no channel binding and acts for itself.
const gs2Header = "n,,"

// Name implements Mechanism.
func (s *scram) Name() string { return "SCRAM-SHA-256" }

func (s *scram) credential() (user, password string) { return s.user, s.pass }

// Start implements Mechanism.
func (s *scram) Start() ([]byte, bool, error) {
	name := strings.NewReplacer("=", "=3D", ",", "=2C").Replace(prepared(s.user))
	s.firstBare = "n=" + name + ",r=" + s.nonce
	return []byte(gs2Header + s.firstBare), true, nil
}

// Next implements Mechanism.
func (s *scram) Next(challenge []byte) ([]byte, error) {
	s.step++
	switch s.step {
	case 1:
		return s.final(string(challenge))
	case 2:
		return s.verify(string(challenge))
	}
	return nil, errTooMany
}

// final makes the client-final-message out of the server-first-message.
func (s *scram) final(serverFirst string) ([]byte, error) {
	nonce, salt, iterations, err := s.parseFirst(serverFirst)
	if err != nil {
		return nil, err
	}
	salted, err := pbkdf2.Key(sha256.New, prepared(s.pass), salt, iterations, sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("deriving the key: %w", err)
	}
	clientKey := mac(salted, "Client Key")
	storedKey := sha256.Sum256(clientKey)
	s.serverKey = mac(salted, "Server Key")
	withoutProof := "c=" + base64.StdEncoding.EncodeToString([]byte(gs2Header)) + ",r=" + nonce
	s.authMessage = s.firstBare + "," + serverFirst + "," + withoutProof
	proof := mac(storedKey[:], s.authMessage)
	for i := range proof {
		proof[i] ^= clientKey[i]
	}
	return []byte(withoutProof + ",p=" + base64.StdEncoding.EncodeToString(proof)), nil
}

// parseFirst reads a server-first-message. One that begins with "m=" asks for an
// extension that we do not know, and must be refused.
func (s *scram) parseFirst(msg string) (nonce string, salt []byte, iterations int, err error) {
	fields := strings.Split(msg, ",")
	if len(fields) < 3 || !strings.HasPrefix(fields[0], "r=") || !strings.HasPrefix(fields[1], "s=") || !strings.HasPrefix(fields[2], "i=") {
		return "", nil, 0, errors.New("the challenge is no server-first-message of SCRAM")
	}
	nonce = fields[0][2:]
	if len(nonce) <= len(s.nonce) || !strings.HasPrefix(nonce, s.nonce) {
		return "", nil, 0, errors.New("the challenge does not begin with our nonce")
	}
	salt, err = base64.StdEncoding.DecodeString(fields[1][2:])
	if err != nil || len(salt) == 0 {
		return "", nil, 0, errors.New("the challenge has no salt")
	}
	iterations, err = strconv.Atoi(fields[2][2:])
	if err != nil || iterations < minIterations || iterations > maxIterations {
		return "", nil, 0, fmt.Errorf("the challenge asks for an iteration count outside %d to %d", minIterations, maxIterations)
	}
	return nonce, salt, iterations, nil
}

// verify looks at the server-final-message. An error in it is answered like a
// signature, since the reply that matters comes behind it.
func (s *scram) verify(serverFinal string) ([]byte, error) {
	value, _, _ := strings.Cut(serverFinal, ",")
	if strings.HasPrefix(value, "e=") {
		return nil, nil
	}
	signature, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(value, "v="))
	if err != nil || !strings.HasPrefix(value, "v=") {
		return nil, errors.New("the challenge is no server-final-message of SCRAM")
	}
	if !hmac.Equal(signature, mac(s.serverKey, s.authMessage)) {
		return nil, errNotProved
	}
	s.proved = true
	return nil, nil
}

// Proved implements prover.
func (s *scram) Proved() error {
	if !s.proved {
		return errNotProved
	}
	return nil
}

func mac(key []byte, message string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(message))
	return h.Sum(nil)
}

// prepared is a user name or password in the form in which both sides compare it:
// RFC 8265's OpaqueString, which replaced SASLprep. What that form does not allow is
// left as it is, for the server to judge.
func prepared(s string) string {
	if out, err := precis.OpaqueString.String(s); err == nil {
		return out
	}
	return s
}
