package lab

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
)

// verbs are the commands that the server knows.
var verbs = map[string]func(s *session, arg string) error{
	"HELO":     func(s *session, arg string) error { return s.ehlo("HELO", arg) },
	"EHLO":     func(s *session, arg string) error { return s.ehlo("EHLO", arg) },
	"STARTTLS": (*session).starttls,
	"AUTH":     (*session).auth,
	"MAIL":     (*session).mail,
	"RCPT":     (*session).recipient,
	"DATA":     (*session).data,
	"BDAT":     (*session).bdat,
	"RSET":     (*session).rset,
	"NOOP":     fixed("250 2.0.0 OK"),
	"HELP":     fixed("214 2.0.0 HELO EHLO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT"),
	"VRFY":     fixed("252 2.1.5 Cannot VRFY user"), // RFC 5321 §3.5.3: says neither yes nor no
	"EXPN":     fixed("502 5.3.3 Command not implemented"),
	"QUIT":     (*session).quit,
}

// stages are the stages that commands belong to.
var stages = map[string]smtp.Stage{
	"HELO": smtp.EHLO, "EHLO": smtp.EHLO, "STARTTLS": smtp.StartTLS, "AUTH": smtp.Auth, "MAIL": smtp.Mail,
	"RCPT": smtp.Rcpt, "DATA": smtp.Data, "BDAT": smtp.Data, "QUIT": smtp.Quit,
}

func fixed(reply string) func(*session, string) error {
	return func(s *session, _ string) error {
		_, err := s.say(reply)
		return err
	}
}

// command answers one line of the client.
func (s *session) command(line string) error {
	verb, arg := splitCommand(line)
	do, ok := verbs[verb]
	s.wordless = false
	s.info.Waited = max(s.info.Waited, s.endured)
	s.info.Pipelined = s.info.Pipelined || s.in.Buffered() > 0 && (verb == "MAIL" || verb == "RCPT")
	s.record(verb, arg, line, ok)
	s.commands++
	if s.commands > s.srv.opt.Limits.Commands || s.errors >= s.srv.opt.Limits.Errors {
		_, err := s.say("421 4.7.0 Too many errors on this connection, closing transmission channel")
		return err
	}
	switch {
	case s.refusing && verb != "QUIT": // RFC 5321 §3.1
		_, err := s.say("503 5.5.1 No service here: see the greeting")
		return err
	case !ok:
		_, err := s.say("500 5.3.3 Unrecognized command")
		return err
	}
	return do(s, arg)
}

// record writes the line down. What AUTH carries is a secret, and so may be a line
// that is no command: a client that is out of step sends its password there.
func (s *session) record(verb, arg, line string, known bool) {
	if stages[verb] != "" {
		s.rec.SetStage(string(s.stageOf(verb)))
	}
	mechanism, initial, _ := strings.Cut(arg, " ")
	switch {
	case verb == "AUTH" && !isMechanism(mechanism) && arg != "":
		s.rec.AddHidden(transcript.Sent, "AUTH ")
	case verb == "AUTH" && initial != "":
		s.rec.AddHidden(transcript.Sent, "AUTH "+mechanism+" ")
	case verb == "MAIL":
		s.rec.Add(transcript.Sent, hideIdentity(line))
	case !known:
		s.rec.AddHidden(transcript.Sent, fmt.Sprintf("an unknown command of %d octets: ", len(line)))
	default:
		s.rec.Add(transcript.Sent, line)
	}
}

// identity is the parameter AUTH of MAIL (RFC 4954 §5). Whose it is nobody asks, and some
// clients have put a password there. "<>" says that it is not known.
var identity = regexp.MustCompile(`(?i)( AUTH=)([^ ]+)`)

func hideIdentity(line string) string {
	if !strings.Contains(line, "=") {
		return line
	}
	return identity.ReplaceAllStringFunc(line, func(found string) string {
		if strings.HasSuffix(found, "=<>") {
			return found
		}
		return found[:len(" AUTH=")] + transcript.Hidden
	})
}

func (s *session) stageOf(verb string) smtp.Stage {
	stage := stages[verb]
	if stage == smtp.EHLO && s.secure {
		return smtp.EHLOTLS
	}
	return stage
}

func (s *session) ehlo(verb, arg string) error {
	s.reset() // RFC 5321 §4.1.4: EHLO ends a transaction, as RSET does
	if arg == "" || strings.ContainsAny(arg, " \t") {
		_, err := s.say("501 5.5.4 Invalid domain name [{host} {time} {session}]")
		return err
	}
	s.info.Verb, s.info.Helo = verb, arg
	stage := s.stageOf(verb)
	lines := []string{s.srv.script.domain + " " + s.srv.script.greeting}
	if verb == "EHLO" {
		s.info.offered = s.info.offered || !s.secure && s.offers("STARTTLS")
		s.info.signIn = s.offeredMechanisms()
		lines = append(lines, s.keywords()...)
	}
	good := "250 " + strings.Join(lines, "\n250 ")
	code, err := smtp.Code(0), error(nil)
	if on := s.pick(stage); verb == "HELO" && on != nil && unknownVerb(on.Reply) {
		code, err = s.say(good) // a server that does not know EHLO knows HELO
	} else {
		code, err = s.answer(stage, good)
	}
	s.hello = code.Positive()
	return err
}

// unknownVerb reports whether a reply says that the command is not known, as
// servers from before RFC 1425 answer EHLO.
func unknownVerb(reply string) bool {
	return strings.HasPrefix(reply, "500") || strings.HasPrefix(reply, "502") || strings.HasPrefix(reply, "504")
}

func (s *session) starttls(arg string) error {
	offered := slices.ContainsFunc(s.keywords(), func(k string) bool { return strings.EqualFold(k, "STARTTLS") })
	var refusal string
	switch {
	case s.secure:
		refusal = "503 5.5.1 Already inside TLS"
	case arg != "":
		refusal = "501 5.5.4 Invalid arguments" // RFC 3207 §4
	case !s.hello:
		refusal = "503 5.5.2 Send hello first"
	case !offered:
		refusal = "500 5.3.3 Unrecognized command" // what a box that strips the keyword answers
	case s.srv.tls == nil && s.pick(smtp.StartTLS) == nil:
		refusal = "454 4.7.0 TLS not available"
	}
	if refusal != "" {
		_, err := s.say(refusal)
		return err
	}
	code, err := s.answer(smtp.StartTLS, "220 2.0.0 SMTP server ready")
	if err != nil || code != 220 {
		return err
	}
	return s.handshake()
}

func (s *session) mail(arg string) error {
	from, params, ok := parsePath("FROM", arg)
	for i, p := range params {
		params[i] = hideIdentity(" " + p)[1:]
	}
	s.learnParameters(params)
	var refusal string
	switch {
	case !s.hello:
		refusal = "503 5.5.2 Send hello first"
	case s.from != nil:
		refusal = "503 5.5.2 Sender already specified"
	case !ok:
		refusal = "501 5.5.4 Invalid arguments"
	case from != "" && !validMailbox(from):
		refusal = "501 5.1.7 Invalid address"
	default:
		refusal = s.checkParameters(params)
	}
	if refusal != "" {
		_, err := s.say(refusal)
		return err
	}
	s.from = &from
	s.info.otherSender = s.info.otherSender || s.info.Authenticated && otherSender(s.info.User, from)
	code, err := s.answer(smtp.Mail, "250 2.1.0 Sender OK")
	if !code.Positive() {
		s.from = nil
		return err
	}
	if len(s.info.Envelopes) < s.srv.opt.Limits.Commands {
		s.info.Envelopes = append(s.info.Envelopes, Envelope{From: from, Parameters: params})
	}
	return err
}

// learnParameters keeps what MAIL came with, each once.
func (s *session) learnParameters(params []string) {
	for _, p := range params {
		if len(s.info.Parameters) < maxLearned && !slices.Contains(s.info.Parameters, p) {
			s.info.Parameters = append(s.info.Parameters, p)
		}
	}
}

// maxLearned bounds what a session keeps of each sort.
const maxLearned = 32

// mailParameters are the parameters of MAIL and the keyword that each needs.
var mailParameters = map[string]string{
	"SIZE": "SIZE", "BODY": "8BITMIME", "SMTPUTF8": "SMTPUTF8",
	"RET": "DSN", "ENVID": "DSN", "AUTH": "AUTH", "REQUIRETLS": "REQUIRETLS",
}

// checkParameters returns the refusal that MAIL's parameters deserve, or nothing.
func (s *session) checkParameters(params []string) string {
	for _, p := range params {
		name, value, _ := strings.Cut(p, "=")
		keyword, known := mailParameters[strings.ToUpper(name)]
		if !known || !s.offers(keyword) {
			return "501 5.5.4 Unrecognized parameter"
		}
		if keyword != "SIZE" {
			continue
		}
		size, err := strconv.ParseInt(value, 10, 64)
		switch {
		case err != nil || size < 0:
			return "501 5.5.4 Invalid arguments"
		case size > s.maxMessage():
			return "552 5.3.4 Message size exceeds fixed limit" // RFC 1870 §6.1
		}
	}
	return ""
}

// offers reports whether the keyword is offered now, with any parameters.
func (s *session) offers(keyword string) bool {
	return slices.ContainsFunc(s.keywords(), func(k string) bool {
		name, _, _ := strings.Cut(k, " ")
		return strings.EqualFold(name, keyword)
	})
}

// maxMessage is what SIZE announces, or the server's limit where that is smaller.
func (s *session) maxMessage() int64 {
	limit := s.srv.opt.Limits.Message
	for _, k := range s.keywords() {
		fields := strings.Fields(k)
		if len(fields) == 2 && strings.EqualFold(fields[0], "SIZE") {
			if n, err := strconv.ParseInt(fields[1], 10, 64); err == nil && n > 0 {
				return min(n, limit)
			}
		}
	}
	return limit
}

// maxRecipients is more than any client offers; RFC 5321 §4.5.3.1.8 asks for 100.
const maxRecipients = 1000

func (s *session) recipient(arg string) error {
	to, _, ok := parsePath("TO", arg)
	var refusal string
	switch {
	case s.from == nil:
		refusal = "503 5.5.2 Need mail command"
	case !ok:
		refusal = "501 5.5.4 Invalid arguments"
	case !validMailbox(to):
		refusal = "501 5.1.3 Invalid address"
	case s.to >= maxRecipients:
		refusal = "452 4.5.3 Too many recipients"
	}
	if refusal != "" {
		_, err := s.say(refusal)
		return err
	}
	s.rcpt = to
	if n := len(s.info.Envelopes); n > 0 {
		s.info.Envelopes[n-1].To = append(s.info.Envelopes[n-1].To, to)
	}
	code, err := s.answer(smtp.Rcpt, "250 2.1.5 Recipient OK")
	if code.Positive() {
		s.to++
	}
	return err
}

func (s *session) rset(string) error {
	s.reset()
	_, err := s.say("250 2.0.0 Resetting")
	return err
}

func (s *session) quit(string) error {
	s.info.Quit = true
	if _, err := s.answer(smtp.Quit, "221 2.0.0 Service closing transmission channel"); err != nil {
		return err
	}
	return errEnd
}
