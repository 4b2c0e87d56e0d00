package main

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/reports/redact"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/smtp"
)

// left says what a redacted recording may still tell of the client. The author of a
// suite calls tests and titles what they like, and there, as in a server's words, a
// part of a domain is a word like any other: it stays, and is pointed out. What the
// recorder put there itself is none, also where the session was with a recording.
func (b *recordBook) left(text []byte) []string {
	said := spaced(string(text))
	for _, name := range b.stand.Made() {
		for own := spaced(name); strings.Contains(said, own); { // neighbours share a "_"
			said = strings.ReplaceAll(said, own, "_")
		}
	}
	var found []string
	for _, name := range b.own {
		for _, part := range redact.Telling(name) {
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

// certifiedHosts are the hosts of one word that certificates name. A recording quotes a
// certificate, and such a name has no form that it would be known by.
func certifiedHosts(run result.Run) ([]result.Name, error) {
	var out []result.Name
	for t, err := range run.Tests() {
		if err != nil {
			return nil, err
		}
		handshake, _ := t.Stage(string(smtp.TLS))
		for _, name := range handshake.Strings("names") {
			low := strings.ToLower(name)
			if _, err := netip.ParseAddr(low); err == nil || strings.Contains(low, ".") || low == "localhost" || redact.Plain(low) {
				continue
			}
			if host := (result.Name{Kind: "host", Value: low}); !slices.Contains(out, host) {
				out = append(out, host)
			}
		}
	}
	return out, nil
}

// spaced is a text in lower case with "_" between its words, as the names of blocks
// have them.
func spaced(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r < 0x80 && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return "_" + strings.Join(words, "_") + "_"
}
