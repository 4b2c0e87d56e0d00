package diagnose

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// lookers are the steps outside a session that look whether a message arrived. Like
// every step that is no command they end in `ok`, where it did.
var lookers = []string{"mailbox", "trace"}

// handedOver reports whether the server took the message: the responsibility for it is
// the server's from then on (RFC 5321 §4.2.5), and nothing is said of the inbox.
func (f facts) handedOver() bool { return f.outcome(string(smtp.Message)) == "accept" }

// looked are the steps that looked for the message after it was handed over: those
// that saw it, and those that did not.
func (f facts) looked() (seen, missed []result.Stage) {
	if !f.handedOver() {
		return nil, nil
	}
	return f.lookedBehind()
}

// lookedBehind are the same for a message whatever the reply to it was.
func (f facts) lookedBehind() (seen, missed []result.Stage) {
	sent := slices.IndexFunc(f.t.Stages, func(s result.Stage) bool { return s.Name == string(smtp.Message) })
	for _, s := range f.t.Stages[sent+1:] {
		switch {
		case !slices.Contains(lookers, s.Name):
		case s.Outcome == "ok":
			seen = append(seen, s)
		default:
			missed = append(missed, s)
		}
	}
	return seen, missed
}

// arrived names the steps that saw a message which nobody answered for; or "".
func (f facts) arrived() string {
	seen, _ := f.lookedBehind()
	return by(seen, nil)
}

// by names steps, each name once. One that is among others as well is another of the
// kind.
func by(steps, others []result.Stage) string { return strings.Join(namesBy(steps, others), " and ") }

func namesBy(steps, others []result.Stage) []string {
	var names []string
	for _, s := range steps {
		name := s.Name
		if slices.ContainsFunc(others, func(o result.Stage) bool { return o.Name == name }) {
			name = "another " + name
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// delivered reports whether the message was handed over and seen, and nothing that
// looked for it missed it.
func (f facts) delivered() bool {
	seen, missed := f.looked()
	return len(seen) > 0 && len(missed) == 0
}

// handed is the word for a message that the server took.
const handed = "handed over"

// takenAs is what a message that was taken says of a method that has its least
// evidence: that it works, where the message was seen to arrive and nothing else
// explains that.
func (f facts) takenAs(method string) (result.MethodState, string) {
	seen, missed := f.looked()
	where := handed + ", and seen by " + by(seen, nil)
	switch {
	case len(missed) > 0 && len(seen) > 0:
		return result.Accepted, where + ", but not by " + unseenBy(missed, seen)
	case len(missed) > 0:
		return result.Accepted, handed + ", and not seen by " + unseenBy(missed, seen) + ": it may be in junk or in quarantine, or have bounced"
	case len(seen) == 0:
		return result.Accepted, handed + "; can still happen: junk, quarantine, a bounce; only mailbox or trace show it"
	case !f.inside(string(smtp.Message)):
		return result.Accepted, where + ", but nothing proves that it went this way"
	case !f.onlyShows(method):
		return result.Accepted, where + ", but it went to recipients as well that show nothing of this method"
	}
	return result.Works, where
}

// unseenBy names the steps that did not see the message. One that failed may not have
// been able to look, as where it has no right to (401).
func unseenBy(missed, seen []result.Stage) string {
	var words []string
	for _, s := range missed {
		name := by([]result.Stage{s}, seen)
		if s.Outcome == "fail" {
			name += " (" + orElse(lineOf(s), "nothing found, or it could not be asked") + ")"
		}
		if !slices.Contains(words, name) {
			words = append(words, name)
		}
	}
	return strings.Join(words, " and ")
}

// onlyShows reports whether every recipient shows something of a method, so that a
// message that arrived came by it.
func (f facts) onlyShows(method string) bool {
	return !slices.ContainsFunc(f.t.To, func(to string) bool { return !f.shows(method, to) })
}

// aboutMessage reports whether a refusal is about the message that was sent: its form,
// its size or what it says. RCPT TO has said nothing of that, and another message may be
// taken by the same way.
func aboutMessage(end result.Stage) bool {
	if end.Class == nil || end.Name != string(smtp.Data) && end.Name != string(smtp.Message) {
		return false
	}
	return end.Class.Family == "message" || end.Class.ID == "content-rejected"
}

// lost reports a message that went out, and nobody answered: it may have been taken.
func lost(end result.Stage) bool { return end.Name == string(smtp.Message) && end.Outcome == "fail" }

// restricted is the class of a recipient that takes mail from some senders only.
const restricted = "recipient-restricted"

func ofRestricted(c *result.Class) bool { return c != nil && c.ID == restricted }

// noDomain is the class of a recipient in whose domain no other one is taken, either.
const noDomain = "recipient-domain-invalid"

func ofDomain(c *result.Class) bool { return c != nil && c.ID == noDomain }

// aboutRecipient reports a refusal that another recipient need not meet.
func aboutRecipient(c *result.Class) bool {
	return ofRestricted(c) || c != nil && c.Family == "recipient"
}

// takesSome says what a recipient that takes mail from some senders only tells of a
// method.
func takesSome(method string) string {
	if method == directSend {
		return "this recipient takes mail from certain senders only, and Direct Send counts as one from outside; test with a person"
	}
	return "this recipient takes mail from certain senders only; test with a person"
}

// enveloped reports whether a stage comes when the envelope is named: what is said
// there is said of this sender and these recipients.
func enveloped(stage string) bool {
	switch smtp.Stage(stage) {
	case smtp.Rcpt, smtp.Data, smtp.Message:
		return true
	}
	return false
}

// inSession reports whether a stage leads to sending. A step outside the session, and
// the farewell, decide nothing of that.
func inSession(stage string) bool {
	return stage != string(smtp.Quit) && slices.Contains(smtp.Order(smtp.TLSStartTLS), smtp.Stage(stage))
}

// end is the stage that decided the session: the one that the test names, or the last
// one before it that leads to sending.
func (f facts) end() (result.Stage, bool) {
	decided, ok := f.t.Stage(f.t.Decided)
	if !ok || inSession(decided.Name) {
		return decided, ok
	}
	for _, s := range slices.Backward(f.t.Stages) {
		if inSession(s.Name) {
			return s, true
		}
	}
	return decided, ok
}

// endOf is the end of the session as far as it is about a method: of an envelope, what
// was said of the method's own recipients.
func (f facts) endOf(method string) (result.Stage, bool) {
	end, ok := f.end()
	rcpt, named := f.t.Stage(string(smtp.Rcpt))
	if !ok || !named || !enveloped(end.Name) {
		return end, ok
	}
	if own := f.ownRecipients(method, rcpt); end.Name == own.Name || own.Refused() {
		return own, true
	}
	return end, true
}
