package dsl

import (
	"fmt"
	"net/netip"
	"strings"
	"unicode"
)

// checkText checks a string that goes onto the wire, or names a host, with one of
// the checks below.
func (s *suiteLoader) checkText(f *fields, name string, check func(string) error) {
	if f.state(name) != known {
		return
	}
	for _, text := range f.list(name) {
		if err := check(text); err != nil {
			s.fail(f.rng(name), fmt.Sprintf("Invalid value for %q", name), sentence(err.Error()))
		}
	}
}

// checkHost takes a host name or an IP address.
func checkHost(host string) error {
	if literal(host).IsValid() {
		return nil
	}
	switch {
	case strings.Contains(host, "://"):
		return fmt.Errorf("%q is a URL; the host is what stands between :// and the next slash or colon", host)
	case strings.Count(host, ":") == 1:
		name, port, _ := strings.Cut(host, ":")
		return fmt.Errorf("%q has a port in it, which has an argument of its own: host = %q, port = %s", host, name, port)
	case strings.Contains(host, "@"):
		return fmt.Errorf("%q is a mailbox; a host is what follows the @, or the MX of that domain (mx_of)", host)
	}
	return checkLabels(host, "host name")
}

// checkDomain takes a mail domain.
func checkDomain(domain string) error {
	if literal(domain).IsValid() {
		return fmt.Errorf("%q is an address, which has no MX; write host = %q", domain, domain)
	}
	if _, after, ok := strings.Cut(domain, "@"); ok {
		return fmt.Errorf("%q is a mailbox; its domain is %q", domain, after)
	}
	return checkLabels(domain, "domain")
}

// checkLabels takes letters and digits of any script, since such names go out as
// A-labels (RFC 5890), and the _ that some hosts have. A closing dot is fine.
func checkLabels(name, noun string) error {
	if name == "" {
		return fmt.Errorf("the %s is empty", noun)
	}
	if len(name) > 253 {
		return fmt.Errorf("%q… is no %s: it is longer than 253 octets", name[:20], noun)
	}
	for _, label := range strings.Split(strings.TrimSuffix(name, "."), ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return fmt.Errorf("%q is no %s: each part has 1 to 63 letters, digits or -, and no - at its ends", name, noun)
		}
		for _, r := range label {
			if r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
				return fmt.Errorf("%q is no %s: it has %q in it", name, noun, r)
			}
		}
	}
	return nil
}

// checkHelo takes what a device may say for its name, odd as it may be: one word
// of printable ASCII (RFC 5321 §4.1.1.1 asks for a domain or an address literal).
func checkHelo(name string) error { return checkWord(name, "name after EHLO or HELO", 255) }

// checkParameter takes one MAIL parameter, such as BODY=8BITMIME (RFC 5321
// §4.1.2).
func checkParameter(word string) error { return checkWord(word, "MAIL parameter", 255) }

// checkWord takes one word of printable ASCII, so that nothing can break out of
// its command line.
func checkWord(word, noun string, most int) error {
	if word == "" {
		return fmt.Errorf("the %s is empty", noun)
	}
	if len(word) > most {
		return fmt.Errorf("the %s is longer than %d octets", noun, most)
	}
	for _, r := range word {
		if r <= ' ' || r > '~' {
			return fmt.Errorf("the %s is one word of printable ASCII, and %q is not: it has %q in it", noun, word, r)
		}
	}
	return nil
}

// literal is an IP address, also in the brackets of SMTP; invalid for a name.
func literal(host string) netip.Addr {
	host = strings.TrimPrefix(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"), "IPv6:")
	a, _ := netip.ParseAddr(host)
	return a
}

// validTag reports whether a tag can stand in --tag a,b.
func validTag(tag string) bool {
	return tag != "" && !strings.ContainsFunc(tag, func(r rune) bool {
		return r == ',' || unicode.IsSpace(r) || unicode.IsControl(r)
	})
}
