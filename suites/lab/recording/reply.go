package recording

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/suites/lab"
)

// recorder builds a profile stage by stage.
type recorder struct {
	t     result.Test
	lab   *dsl.Lab
	notes []string
}

func (r *recorder) note(format string, args ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}

func (r *recorder) on(reply dsl.LabReply) { r.lab.On = append(r.lab.On, reply) }

// stage takes what one stage saw.
func (r *recorder) stage(s result.Stage) {
	switch smtp.Stage(s.Name) {
	case smtp.Resolve, smtp.Connect:
	case smtp.Banner:
		r.banner(s)
	case smtp.EHLO, smtp.EHLOTLS:
		r.ehlo(s)
	case smtp.TLS:
		r.tls(s)
	case smtp.Rcpt:
		r.recipients(s)
	default:
		r.plain(s)
	}
}

// plain is a stage with one reply, or none.
func (r *recorder) plain(s result.Stage) {
	if on, ok := r.answer(s.Name, said{s.Reply, s.Failure, s.Took}); ok {
		r.on(on)
	}
}

// said is what came in answer to one command.
type said struct {
	reply   *result.Reply
	failure *result.Failure
	took    time.Duration
}

// answer is what the lab has to do to say the same.
func (r *recorder) answer(stage string, s said) (dsl.LabReply, bool) {
	on := dsl.LabReply{Stage: stage, Delay: delay(s.took)}
	switch {
	case s.failure != nil && !ours(s.failure.Class):
		return r.failing(on, s), true
	case s.reply == nil:
		return on, false // absent, or nothing was sent
	}
	setReply(&on, s.reply)
	return on, true
}

// ours reports a failure that is the client's doing: the server was not asked.
func ours(class string) bool {
	switch class {
	case smtp.FailAuthUnsafe, smtp.FailMechanismMismatch, smtp.FailTokenRefused, smtp.FailTokenUnreachable:
		return true
	}
	return false
}

// noticeable is how long a reply may take before that is more than the way there
// and back. What is below is left out, so that a profile is as quick as it can be.
const noticeable = 250 * time.Millisecond

// longest is more than any server lets a client wait: sessions at Microsoft 365 end
// after twenty minutes.
const longest = time.Hour

func delay(took time.Duration) time.Duration {
	if took < noticeable {
		return 0
	}
	return min(took, longest).Round(10 * time.Millisecond)
}

// setReply says a reply as it is: in words where the lab makes the same bytes of
// them, else in bytes.
func setReply(on *dsl.LabReply, reply *result.Reply) {
	text := replyText(reply)
	if reply.Raw == nil && !lab.HasWords(text) && inRange(reply.Code) {
		on.Reply = text
		return
	}
	on.Raw = reply.Raw
	if on.Raw == nil {
		on.Raw = []byte(strings.ReplaceAll(text, "\n", "\r\n") + "\r\n")
	}
	if reply.Code == 421 {
		on.Action = lab.ActionClose // what it says, it does (RFC 5321 §3.8)
	}
}

// inRange reports a code that the lab takes for one.
func inRange(code int) bool { return code >= 200 && code <= 599 }

// replyText is a reply as a profile writes it, its lines joined by \n.
func replyText(reply *result.Reply) string {
	code := strconv.Itoa(reply.Code)
	lines := make([]string, len(reply.Lines))
	for i, l := range reply.Lines {
		separator := "-"
		if i == len(reply.Lines)-1 {
			separator = " "
		}
		lines[i] = code + separator + l
	}
	return strings.Join(lines, "\n")
}

// failing is what the lab does where no valid reply came.
func (r *recorder) failing(on dsl.LabReply, s said) dsl.LabReply {
	if s.reply != nil && (len(s.reply.Raw) > 0 || s.reply.Code != 0) {
		setReply(&on, s.reply)
	}
	switch s.failure.Class {
	case smtp.FailClosed:
		on.Action = lab.ActionClose
	case smtp.FailReset:
		on.Action = lab.ActionReset
	case smtp.FailReplyTimeout:
		on.Action, on.Delay = lab.ActionSilent, 0 // the wait was the client's own patience
	case smtp.FailInjection, smtp.FailUnexpected:
		r.behind(&on, s.failure)
	default:
		r.notSMTP(&on, s.failure)
	}
	return on
}

// behind adds what came behind a complete reply, as far as the failure quotes it.
func (r *recorder) behind(on *dsl.LabReply, f *result.Failure) {
	extra, whole := quotedIn(f.Detail)
	if extra == "" {
		return
	}
	if on.Raw == nil {
		on.Raw = []byte(strings.ReplaceAll(on.Reply, "\n", "\r\n"))
		if len(on.Raw) > 0 {
			on.Raw = append(on.Raw, "\r\n"...)
		}
		on.Reply = ""
	}
	on.Raw = append(on.Raw, extra...)
	if !whole {
		r.note("More came behind the reply at %s than the record holds.", smtp.Stage(on.Stage).Command())
	}
}

// notSMTP says what came in place of a reply, or something of the kind.
func (r *recorder) notSMTP(on *dsl.LabReply, f *result.Failure) {
	if on.Reply != "" || on.Raw != nil {
		return
	}
	if came, _ := quotedIn(f.Detail); came != "" {
		on.Raw = []byte(came)
		if !strings.HasSuffix(came, "\n") {
			on.Raw = append(on.Raw, "\r\n"...)
		}
		return
	}
	on.Action = lab.ActionGarbage
	r.note("What came at %s (%s) is not in the record; the lab says other bytes that are no reply.", smtp.Stage(on.Stage).Command(), f.Class)
}

// quotedIn is the text that a failure's detail quotes, and whether that is all of
// it.
func quotedIn(detail string) (text string, whole bool) {
	at := strings.IndexByte(detail, '"')
	if at < 0 {
		return "", false
	}
	quoted, err := strconv.QuotedPrefix(detail[at:])
	if err != nil {
		return "", false
	}
	text, err = strconv.Unquote(quoted)
	return text, err == nil && !strings.HasPrefix(detail[at+len(quoted):], "…")
}
