package main

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/reject"
)

// addHeader takes a line that looks like a header of a message, or the rest of one.
// A single one with a refusal in it may be a line of somebody's log, "To: x  Result:
// 550 …": it is held until the next line tells.
func (u *unfolding) addHeader(line string) (number int, reply string) {
	code, _, more := reject.Continues(line)
	refuses := code.Transient() || code.Permanent()
	switch {
	case u.doubt && !isHeader(line) && u.held.Len()+len(line) <= maxPasted:
		u.held.WriteByte('\n')
		u.held.WriteString(line)
		return 0, ""
	case u.doubt:
		u.passHeader(u.rest())
	case refuses && !u.header:
		number, reply = u.rest()
		u.begin(line, code, more)
		u.doubt = true
		return number, reply
	default:
		number, reply = u.rest()
	}
	if refuses {
		u.passHeader(u.number, line)
	} else {
		u.headers++
	}
	return number, reply
}

// passHeader counts the lines of a header that has a refusal in it, and keeps the
// first such: where nothing else refuses, it is explained.
func (u *unfolding) passHeader(number int, header string) {
	u.headers += 1 + strings.Count(header, "\n")
	if u.refusal == "" {
		u.refusedAt, u.refusal = number, header
	}
}

// headerFields are those of a message, by the beginning of their names. The fields of
// a report, such as Diagnostic-Code, are none of them.
var headerFields = []string{
	"received", "return-path", "authentication-results", "dkim-", "arc-", "domainkey-", "x-", "content-", "mime-version",
	"from", "to", "cc", "subject", "date", "message-id", "reply-to", "in-reply-to", "references", "thread-", "list-",
	"auto-submitted", "user-agent", "importance", "accept-language",
}

// isHeader reports whether a line begins a header of a message (RFC 5322 §2.2).
func isHeader(line string) bool {
	name, _, ok := strings.Cut(strings.ToLower(line), ":")
	if !ok || strings.ContainsAny(name, " \t") {
		return false
	}
	return slices.ContainsFunc(headerFields, func(field string) bool {
		return name == field || strings.HasSuffix(field, "-") && strings.HasPrefix(name, field)
	})
}
