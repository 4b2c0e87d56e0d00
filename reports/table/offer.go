package table

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/reports/internal/say"
	"github.com/smtpspec/smtpspec/reports/internal/text"
	"github.com/smtpspec/smtpspec/runner/result"
)

// looks reports a test that only looked at what a server offers: it passed, and asked
// for no sign-in and no envelope. In a suite of such tests, what they are for stands in
// no column; in one that goes on to an envelope they are steps on the way.
func looks(t result.Test) bool {
	if _, refused := say.Refusal(t); t.Status != result.Pass || refused || say.Sends(t) {
		return false
	}
	return len(heard(t)) > 0
}

// heard are the answers to EHLO that were accepted, in clear and inside TLS.
func heard(t result.Test) []result.Stage {
	var out []result.Stage
	for _, name := range []string{"ehlo", "ehlo-tls"} {
		if s, ok := t.Stage(name); ok && s.Outcome == "accept" {
			out = append(out, s)
		}
	}
	return out
}

// offer writes what the server said that it can do, what TLS changed in that, what
// TLS it was, and once at which address it saw this computer.
func (p *printer) offer(t result.Test) {
	said := heard(t)
	keywords := orNothing(said[0].Strings("keywords"))
	if before := p.told["offers "+keywords]; before != "" {
		p.line("  offers     the same as " + before)
	} else {
		p.told["offers "+keywords] = text.Line(t.ShortName())
		p.wrapped("  offers     ", keywords)
	}
	if len(said) == 2 {
		p.wrapped("  with TLS   ", changed(said[0].Strings("keywords"), said[1].Strings("keywords")))
	}
	if s, ok := t.Stage("tls"); ok && s.Outcome == "ok" {
		p.wrapped("  TLS        ", handshake(s))
	}
	p.seenFrom(t)
}

// seenFrom writes an address once: as one that a certificate proves, or before that as
// one that nobody who is proven said.
func (p *printer) seenFrom(t result.Test) {
	ip := t.Diagnosis.SeenFrom
	proven := "seen from " + ip
	if ip == "" || p.told[proven] != "" {
		return
	}
	words, key := ip+", which is how the server sees this computer", proven
	var own say.Sightings
	if own.Add(t); own.Unproven(ip) {
		words, key = words+" (unauthenticated: no certificate proved who said so)", "unproven "+proven
	}
	if p.told[key] == "" {
		p.told[key] = t.Address
		p.wrapped("  seen from  ", words)
	}
}

// changed says what was added to the keywords, and what was taken away.
func changed(before, after []string) string {
	var parts []string
	if added := without(after, before); len(added) > 0 {
		parts = append(parts, "also "+strings.Join(added, ", "))
	}
	if gone := without(before, after); len(gone) > 0 {
		parts = append(parts, "no longer "+strings.Join(gone, ", "))
	}
	if len(parts) == 0 {
		return "the same"
	}
	return strings.Join(parts, "; ")
}

// without is list without what stands in other, whatever the case of its letters.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(k string) bool {
		return slices.ContainsFunc(other, func(o string) bool { return strings.EqualFold(k, o) })
	})
}

func orNothing(keywords []string) string {
	if len(keywords) == 0 {
		return "nothing"
	}
	return strings.Join(keywords, ", ")
}

// handshake is what was negotiated, and whose certificate it is.
func handshake(s result.Stage) string {
	parts := []string{say.Version(s.String("version"))}
	for _, attr := range []string{"cipher", "group"} {
		if v := s.String(attr); v != "" {
			parts = append(parts, v)
		}
	}
	if v := s.String("issuer"); v != "" {
		parts = append(parts, "issued by "+v)
	}
	if v, _, _ := strings.Cut(s.String("not_after"), "T"); v != "" {
		parts = append(parts, "valid until "+v)
	}
	return text.Line(strings.Join(parts, ", "))
}
