package lab

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// exchange is one AUTH command (RFC 4954 §4). next sends a challenge and returns
// the client's answer, decoded.
type exchange struct {
	session *session
	initial []byte // the initial response, nil where the client sent none
}

// errCancelled is the client's "*".
var errCancelled = errors.New("cancelled")

// errBase64 is an answer that is not base64.
var errBase64 = errors.New("not base64")

// mechanisms are those that the lab can play. Each returns the user name and
// whether the secret is right; the secret is forgotten with its return.
var mechanisms = map[string]func(*exchange) (user string, ok bool, err error){
	"PLAIN":         (*exchange).plain,
	"LOGIN":         (*exchange).login,
	"CRAM-MD5":      (*exchange).cramMD5,
	"SCRAM-SHA-256": (*exchange).scramSHA256,
	"XOAUTH2":       (*exchange).xoauth2,
}

// auth answers AUTH. Success and refusal are the profile's to say; a refusal of
// the command itself (an unknown mechanism, a 421) is said at once, any other
// one at the end of the exchange, where servers say it.
func (s *session) auth(arg string) error {
	mechanism, initial, hasInitial := strings.Cut(arg, " ")
	switch {
	case mechanism == "" || isMechanism(mechanism):
		mechanism = strings.ToUpper(mechanism)
	default:
		mechanism = transcript.Hidden
	}
	var refusal string
	switch {
	case !s.hello:
		refusal = "503 5.5.2 Send hello first"
	case s.info.Authenticated:
		refusal = "503 5.5.1 Already authenticated" // RFC 4954 §4
	case s.from != nil:
		refusal = "503 5.5.1 Not during a mail transaction"
	case mechanism == "":
		refusal = "501 5.5.4 Invalid arguments"
	}
	if refusal != "" {
		_, err := s.say(refusal)
		return err
	}
	s.info.Mechanism, s.info.Initial = mechanism, s.info.Initial || hasInitial
	if len(s.info.Mechanisms) < maxLearned && !slices.Contains(s.info.Mechanisms, mechanism) {
		s.info.Mechanisms = append(s.info.Mechanisms, mechanism)
	}
	if on := s.pick(smtp.Auth); on != nil && saidAtOnce(on) {
		_, err := s.answer(smtp.Auth, "")
		return err
	}
	run, known := mechanisms[mechanism]
	if !known || !s.offersMechanism(mechanism) {
		_, err := s.say("504 5.7.4 Unrecognized authentication type [{host} {time} {session}]")
		return err
	}
	x := &exchange{session: s}
	if hasInitial {
		var err error
		if x.initial, err = decode(initial); err != nil {
			_, err := s.say("501 5.5.2 Cannot decode the initial response")
			return err
		}
	}
	return s.judge(run(x))
}

// commonMechanisms are names that clients write in small letters, too.
var commonMechanisms = []string{
	"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "NTLM", "GSSAPI", "EXTERNAL", "ANONYMOUS", "XOAUTH2", "OAUTHBEARER",
	"SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS",
}

// isMechanism reports whether a word can be a mechanism's name: 1 to 20 capitals, digits,
// hyphens and underscores (RFC 4422 §3.1). What cannot may be a password that was put in
// its place.
func isMechanism(word string) bool {
	if slices.Contains(commonMechanisms, strings.ToUpper(word)) {
		return true
	}
	return len(word) >= 1 && len(word) <= 20 && !strings.ContainsFunc(word, func(c rune) bool {
		return !(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_')
	})
}

// judge says how an exchange ended.
func (s *session) judge(user string, ok bool, err error) error {
	switch {
	case errors.Is(err, errCancelled):
		_, err := s.say("501 5.7.0 Authentication cancelled")
		return err
	case errors.Is(err, errBase64):
		_, err := s.say("501 5.5.2 Cannot decode the response")
		return err
	case err != nil:
		return s.readFailed(err)
	}
	s.info.User = user
	if !ok {
		_, err := s.say("535 5.7.3 Authentication unsuccessful [{host} {time} {session}]")
		return err
	}
	code, err := s.answer(smtp.Auth, "235 2.7.0 Authentication successful")
	s.info.Authenticated = code == 235
	return err
}

// saidAtOnce reports whether a profile's answer to AUTH comes before the secrets:
// 50z and 53z of the command itself, the end of the session, and all that is no
// reply. 535 is the answer to secrets.
func saidAtOnce(on *dsl.LabReply) bool {
	code := codeIn(on.Reply)
	if on.Raw != nil {
		code = rawCode(on.Raw)
	}
	switch code {
	case 500, 501, 502, 503, 504, 530, 534, 538, 421:
		return true
	case 0:
		return on.Action != ""
	}
	return false
}

// offersMechanism reports whether the AUTH keyword lists the mechanism.
func (s *session) offersMechanism(name string) bool {
	return slices.Contains(s.offeredMechanisms(), name)
}

// offeredMechanisms are those that the AUTH keyword lists now. "AUTH=" is how
// servers from before RFC 2554 write it.
func (s *session) offeredMechanisms() []string {
	var out []string
	for _, k := range s.keywords() {
		fields := strings.Fields(strings.Replace(strings.ToUpper(k), "AUTH=", "AUTH ", 1))
		if len(fields) > 1 && fields[0] == "AUTH" {
			out = append(out, fields[1:]...)
		}
	}
	return out
}

// next sends a challenge and reads the answer, which no transcript shows.
func (x *exchange) next(challenge string) ([]byte, error) {
	s := x.session
	encoded := base64.StdEncoding.EncodeToString([]byte(challenge))
	if _, err := s.sendLines([]string{"334 " + encoded}); err != nil {
		return nil, err
	}
	line, err := readLine(s.in)
	if err != nil {
		return nil, err
	}
	if line == "*" {
		s.rec.Add(transcript.Sent, line)
		return nil, errCancelled
	}
	s.rec.AddHidden(transcript.Sent, "")
	return decode(line)
}

// first is the initial response, or the answer to an empty challenge.
func (x *exchange) first(challenge string) ([]byte, error) {
	if x.initial != nil {
		return x.initial, nil
	}
	return x.next(challenge)
}

// decode reads base64; "=" is the empty initial response (RFC 4954 §4).
func decode(text string) ([]byte, error) {
	if text == "=" {
		return []byte{}, nil
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, errBase64
	}
	return b, nil
}

// secret returns the password of a user; any is true where the profile takes any
// pair.
func (s *session) secret(user string) (password string, known, any bool) {
	users := s.srv.profile.Users
	if users == nil {
		return "", true, true
	}
	password, known = users[user]
	return password, known, false
}

func (s *session) right(user, given string) bool {
	want, known, any := s.secret(user)
	if any {
		return user != "" && given != ""
	}
	return subtle.ConstantTimeCompare([]byte(want), []byte(given)) == 1 && known
}

// plain is RFC 4616: authorisation identity, NUL, user, NUL, password.
func (x *exchange) plain() (string, bool, error) {
	b, err := x.first("")
	if err != nil {
		return "", false, err
	}
	parts := strings.Split(string(b), "\x00")
	if len(parts) != 3 {
		return "", false, nil
	}
	return parts[1], x.session.right(parts[1], parts[2]), nil
}

// login was never a standard; Microsoft's prompts are what clients know.
func (x *exchange) login() (string, bool, error) {
	user, err := x.first("Username:")
	if err != nil {
		return "", false, err
	}
	password, err := x.next("Password:")
	if err != nil {
		return "", false, err
	}
	return string(user), x.session.right(string(user), string(password)), nil
}

// cramMD5 is RFC 2195: the client proves that it knows the password. Where any
// pair is taken, any proof is.
func (x *exchange) cramMD5() (string, bool, error) {
	s := x.session
	challenge := fmt.Sprintf("<%s.%d@%s>", s.info.ID, s.commands, s.srv.script.domain)
	b, err := x.next(challenge)
	if err != nil {
		return "", false, err
	}
	user, given, ok := cutLast(string(b), " ")
	password, known, any := s.secret(user)
	if !ok || !known || any {
		return user, ok && known && any && given != "", nil
	}
	h := hmac.New(md5.New, []byte(password))
	h.Write([]byte(challenge))
	want := hex.EncodeToString(h.Sum(nil))
	return user, subtle.ConstantTimeCompare([]byte(want), []byte(strings.ToLower(given))) == 1, nil
}

// xoauth2 reads the string that Microsoft and Google use. The profile's password
// stands for the token. There is no second challenge: Microsoft sends none.
func (x *exchange) xoauth2() (string, bool, error) {
	b, err := x.first("")
	if err != nil {
		return "", false, err
	}
	var user, token string
	for field := range strings.SplitSeq(string(b), "\x01") {
		key, value, _ := strings.Cut(field, "=")
		switch key {
		case "user":
			user = value
		case "auth":
			token, _ = strings.CutPrefix(value, "Bearer ")
		}
	}
	return user, x.session.right(user, token), nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
