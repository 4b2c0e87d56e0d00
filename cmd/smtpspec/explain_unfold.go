package main

import (
	"strings"
	"unicode"

	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// unfolding puts together the lines of one reply as people paste them: those of a
// multi-line reply (RFC 5321 §4.2.1), those that a report or a terminal wrapped
// and that go on behind a blank or in a quote that is still open, and a text that
// stands below its code, a blank line between them. The headers of a message, which
// reports end with, hold no reply, and what sendmail makes of a reply is none. Where
// it is strict, a line is a reply.
type unfolding struct {
	strict bool
	number int // of the line read last

	held  strings.Builder // a reply that may go on
	first int             // the number of its first line
	code  smtp.Code       // that it began with, or 0
	more  bool            // its last line says that another follows
	bare  bool            // it is a code so far, and nothing else
	below bool            // and a blank line has come behind it
	quote byte            // the quote that it stands in, if that is still open

	hangs bool // it is a paragraph whose other lines begin with a blank
	doubt bool // it looks like a message's header

	header    bool   // the line read last is a message's header
	headers   int    // how many were
	refusal   string // the first of them that has one
	refusedAt int    // and its number
	heard     bool   // the line stands in sendmail's transcript, behind what a server said
	echoes    int    // how many lines there were sendmail's
	cmdlet    bool   // what is held is an error of PowerShell
	margin    bool   // which has a margin
	soft      bool   // the line read last ends in a soft line break
}

// add takes a line, and returns the reply that is thereby known to be whole, with
// the number of its first line.
func (u *unfolding) add(line string) (number int, reply string) {
	u.number++
	if u.strict {
		return u.number, line
	}
	if isHeader(line) || u.header && isWrapped(line) {
		number, reply = u.addHeader(line)
		u.header = true
		return number, reply
	}
	u.header = false
	code, leads, more := reject.Continues(line)
	if u.isEcho(line, leads) {
		u.echoes++
		return u.rest()
	}
	if u.goesOn(line, code, leads) {
		u.held.WriteByte('\n')
		u.held.WriteString(line)
		u.more = more || u.more && code == 0
		u.below = u.bare && strings.TrimSpace(line) == ""
		u.bare = u.below
		u.soft = isSoft(line)
		if u.quote != 0 && closes(line, u.quote) {
			u.quote = 0
		}
		return 0, ""
	}
	number, reply = u.rest()
	u.begin(line, code, more)
	return number, reply
}

// begin holds the line that a reply begins with.
func (u *unfolding) begin(line string, code smtp.Code, more bool) {
	u.held.WriteString(line)
	u.first, u.code, u.more = u.number, code, more
	u.bare, u.below = len(strings.TrimSpace(line)) == 3, false
	u.quote = openQuote(line, code)
	u.hangs = beginsParagraph(line)
	u.cmdlet, u.soft = u.isCmdlet(line), isSoft(line)
}

// rest returns the last reply.
func (u *unfolding) rest() (number int, reply string) {
	number, reply = u.first, u.held.String()
	u.held.Reset()
	u.code, u.hangs, u.doubt, u.cmdlet, u.soft = 0, false, false, false, false
	return number, reply
}

// heardMark stands in sendmail's transcripts in front of what the other server said.
// What sendmail makes of it stands behind, without: "554 5.0.0 Service unavailable".
const heardMark = "<<<"

// isEcho reports whether a line, that begins with a code or not, is what sendmail
// makes of the reply in front of it.
func (u *unfolding) isEcho(line string, leads bool) bool {
	switch trimmed := strings.TrimSpace(line); {
	case strings.HasPrefix(trimmed, heardMark):
		u.heard = true
		return false
	case trimmed == "":
		u.heard = false
	}
	return u.heard && leads && !isWrapped(line)
}

// goesOn reports whether a line that begins with a code, or with none, belongs to
// the reply that is held.
func (u *unfolding) goesOn(line string, code smtp.Code, leads bool) bool {
	trimmed := strings.TrimSpace(line)
	switch {
	case u.held.Len()+len(line) > maxPasted:
		return false
	case u.cmdlet:
		return u.cmdletGoesOn(line, trimmed)
	case u.soft:
		return !leads
	case u.isNested(trimmed):
		return true
	case u.hangs && isWrapped(line):
		return !remark(trimmed)
	case u.code == 0:
		return false
	case trimmed == "":
		return u.bare
	case code != 0:
		return u.more && leads && code == u.code
	}
	return (u.below || u.quote != 0 || isWrapped(line)) && !remark(trimmed)
}

// isSoft reports whether a line ends in the soft line break of quoted-printable (RFC
// 2045 §6.7), and not in the padding of Base64. Such a line has 76 characters at most,
// and hardly fewer.
func isSoft(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasSuffix(line, "=") && len(line) > 55 && len(line) < 80 && strings.Contains(line, " ")
}

// isWrapped reports whether a line begins with a blank, as the rest of one does.
func isWrapped(line string) bool {
	return strings.TrimSpace(line) != "" && (line[0] == ' ' || line[0] == '\t')
}

// beginsParagraph reports whether a line begins what goes on behind blanks, whatever
// codes the lines have: what Postfix says of a recipient or of another server, and the
// field of a report that has the reply (RFC 5322 §2.2.3).
func beginsParagraph(line string) bool {
	return !isWrapped(line) &&
		(isRecipient(line) || strings.Contains(line, " said:") || isField(line, "diagnostic-code:"))
}

// isRecipient reports whether a line begins as Postfix says what became of a message,
// "<x@example.com>: …" or "<x@example.com> (expanded from <y@example.com>): …".
func isRecipient(line string) bool {
	inside, found := strings.CutPrefix(line, "<")
	address, rest, closed := strings.Cut(inside, ">")
	return found && closed && strings.Contains(address, "@") && !strings.Contains(address, " ") &&
		(strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, " (expanded from "))
}

// nested stands between the message of one of Java's exceptions and the one inside it,
// on a line of its own.
const nested = "nested exception is:"

// isNested reports whether a line goes on with the exception that is held.
func (u *unfolding) isNested(trimmed string) bool {
	return u.held.Len() > 0 && trimmed != "" &&
		(trimmed == nested || strings.HasSuffix(strings.TrimSpace(u.held.String()), nested))
}

// openQuote finds the quote that the reply of a line stands in, Exchange's "returned
// '550 5.7.133 …", unless the line closes it; 0 where there is none.
func openQuote(line string, code smtp.Code) byte {
	if code == 0 {
		return 0
	}
	at := strings.Index(line, code.String())
	if at < 1 || line[at-1] != '\'' && line[at-1] != '"' || closes(line[at:], line[at-1]) {
		return 0
	}
	return line[at-1]
}

// closes reports whether a line ends a quote. An apostrophe has a letter behind it.
func closes(line string, quote byte) bool {
	for i := range len(line) {
		if line[i] == quote && (i+1 == len(line) || !unicode.IsLetter(rune(line[i+1]))) {
			return true
		}
	}
	return false
}
