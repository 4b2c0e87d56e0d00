package main

import (
	"strings"

	"github.com/smtpspec/smtpspec/runner/reject"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// unfolding puts together the lines of one reply as people paste them: those of a
// multi-line reply (RFC 5321 §4.2.1), and those that a report or a terminal wrapped
// and that go on behind a blank. Where it is strict, a line is a reply.
type unfolding struct {
	strict bool
	number int // of the line read last

	held  strings.Builder // a reply that may go on
	first int             // the number of its first line
	code  smtp.Code       // that it began with, or 0
	more  bool            // its last line says that another follows
}

// add takes a line, and returns the reply that is thereby known to be whole, with
// the number of its first line.
func (u *unfolding) add(line string) (number int, reply string) {
	u.number++
	if u.strict {
		return u.number, line
	}
	code, more := reject.Continues(line)
	if u.goesOn(line, code) {
		u.held.WriteByte('\n')
		u.held.WriteString(line)
		u.more = more || u.more && code == 0
		return 0, ""
	}
	number, reply = u.rest()
	u.held.WriteString(line)
	u.first, u.code, u.more = u.number, code, more
	return number, reply
}

// rest returns the last reply.
func (u *unfolding) rest() (number int, reply string) {
	number, reply = u.first, u.held.String()
	u.held.Reset()
	return number, reply
}

// goesOn reports whether a line that begins with a code, or with none, belongs to
// the reply that is held.
func (u *unfolding) goesOn(line string, code smtp.Code) bool {
	switch {
	case u.code == 0 || strings.TrimSpace(line) == "" || u.held.Len()+len(line) > maxPasted:
		return false
	case code != 0:
		return u.more && code == u.code
	}
	return (line[0] == ' ' || line[0] == '\t') && !remark(strings.TrimSpace(line))
}
