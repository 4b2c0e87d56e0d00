// Package mailbox writes domains and mailboxes as they go over the wire, and reads
// addresses that stand in their place.
//
// A domain goes out as A-labels, whatever the suite says it in (RFC 5890
// §2.3.2.1): only then does every server and resolver know it. A local part has
// no such form. One that is not ASCII can be sent only to a server that offers
// SMTPUTF8 (RFC 6531 §3.4).
package mailbox

import (
	"fmt"
	"net/netip"
	"strings"

	"golang.org/x/net/idna"
)

// Domain is a domain's A-labels, without a final dot. ASCII stays as it is:
// names with an underscore exist, and a resolver shall say so itself.
func Domain(name string) (string, error) {
	name = strings.TrimSuffix(name, ".")
	if ascii(name) {
		return name, nil
	}
	a, err := idna.Lookup.ToASCII(name)
	if err != nil {
		return "", fmt.Errorf("domain %q has no form for the wire: %w", name, err)
	}
	return a, nil
}

// Mailbox is a mailbox as a command writes it, without angle brackets. Empty is
// the null reverse-path.
type Mailbox struct {
	Wire string
	// UTF8 is set when the local part is not ASCII, so that SMTPUTF8 is needed.
	UTF8 bool
}

// Parse reads a mailbox. The last @ parts it: a quoted local part may hold others
// (RFC 5321 §4.1.2). Without one it is a local part alone, as in "postmaster".
func Parse(text string) (Mailbox, error) {
	if i := strings.IndexFunc(text, control); i >= 0 {
		return Mailbox{}, fmt.Errorf("mailbox %q holds a control character", text)
	}
	at := strings.LastIndexByte(text, '@')
	if at < 0 {
		return Mailbox{Wire: text, UTF8: !ascii(text)}, nil
	}
	domain, err := Domain(text[at+1:])
	if err != nil {
		return Mailbox{}, err
	}
	return Mailbox{Wire: text[:at+1] + domain, UTF8: !ascii(text[:at])}, nil
}

// Literal reads an address as suites and SMTP write it: 203.0.113.7,
// [203.0.113.7], 2001:db8::7, [IPv6:2001:db8::7] (RFC 5321 §4.1.3).
func Literal(text string) (netip.Addr, bool) {
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		text = text[1 : len(text)-1]
		if len(text) > 5 && strings.EqualFold(text[:5], "IPv6:") {
			text = text[5:]
		}
	}
	addr, err := netip.ParseAddr(text)
	return addr.Unmap(), err == nil
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func control(r rune) bool { return r < 0x20 || r == 0x7f }
