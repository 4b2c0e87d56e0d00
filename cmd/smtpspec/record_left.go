package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

// left says what a redacted recording may still tell of the client. The author of a
// suite calls tests and titles what they like, and there, as in a server's words, a
// part of a domain is a word like any other: it stays, and is pointed out.
func (b *recordBook) left(text []byte) []string {
	said := spaced(string(text))
	var found []string
	for _, name := range b.own {
		for _, part := range telling(name) {
			if strings.Contains(said, spaced(part)) {
				found = append(found, strconv.Quote(part))
				break
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	slices.Sort(found)
	return []string{strings.Join(slices.Compact(found), ", ") +
		" is left in it, in the name or the title of a test or in the server's words; see to it before you pass it on"}
}

// plain are words that tell nobody's name: those of a recording, and those that a
// domain or a host shares with many.
var plain = []string{
	"accept", "banner", "class", "command", "credential", "defer", "delay", "endpoint", "expect", "fail", "greeting", "host", "keywords",
	"lab", "mechanism", "method", "password", "rcpt", "recipient", "reject", "reply", "session", "test", "timeouts", "title", "username",
	"verified", "verify", "client", "example", "exchange", "gateway", "mail", "mailbox", "office", "outlook", "relay", "server", "smtp", "tenant",
}

// telling are the parts of a name of the client's that would give it away, and the name.
func telling(name result.Name) []string {
	labels := strings.Split(name.Value, ".")
	whole := []string{name.Value}
	switch {
	case len(labels) == 1:
		whole = nil // a host of one word
	case name.Kind == "domain":
		labels = labels[:len(labels)-1]
	default:
		return whole
	}
	labels = slices.DeleteFunc(labels, func(label string) bool { return len(label) < 4 || slices.Contains(plain, label) })
	return append(labels, whole...)
}

// spaced is a text in lower case with "_" between its words, as the names of blocks
// have them.
func spaced(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r < 0x80 && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return "_" + strings.Join(words, "_") + "_"
}
