package schema

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The limits of RFC 5321 §4.5.3.1, in octets.
const (
	maxLocalPart = 64
	maxDomain    = 255
	maxLabel     = 63 // RFC 1035 §2.3.4
)

// CheckMailbox reports what is wrong with a mailbox (RFC 5321 §4.1.2). A local
// part and a domain that are not ASCII are taken (RFC 6531 §3.3).
func CheckMailbox(s string) error {
	if err := checkMailbox(s); err != nil {
		return fmt.Errorf("%s is no mailbox: %w", quote(s), err)
	}
	return nil
}

func checkMailbox(s string) error {
	if s == "" {
		return errors.New("it is empty")
	}
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		return errors.New("it has characters in it that cannot be sent")
	}
	if strings.HasSuffix(s, ">") {
		return errAngle
	}
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return errors.New("there is no @ in it")
	}
	if err := checkLocalPart(s[:at]); err != nil {
		return err
	}
	return checkMailDomain(s[at+1:])
}

// checkLocalPart takes a dot-string or a quoted string.
func checkLocalPart(s string) error {
	switch {
	case s == "":
		return errors.New("nothing stands before the @")
	case len(s) > maxLocalPart:
		return fmt.Errorf("its local part is longer than %d octets", maxLocalPart)
	case s[0] == '"':
		return checkQuoted(s)
	}
	for _, atom := range strings.Split(s, ".") {
		if atom == "" {
			return errors.New("its local part has a dot at an end, or two in a row")
		}
		for _, r := range atom {
			if !isAtext(r) {
				return fmt.Errorf("its local part has %q in it, which needs quotes", r)
			}
		}
	}
	return nil
}

func isAtext(r rune) bool {
	return r >= utf8.RuneSelf || unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("!#$%&'*+-/=?^_`{|}~", r)
}

// checkQuoted takes "…", where a backslash makes the next character literal.
func checkQuoted(s string) error {
	if len(s) < 2 || s[len(s)-1] != '"' {
		return errors.New("its quoted local part does not end")
	}
	inner := s[1 : len(s)-1]
	for i := 0; i < len(inner); i++ {
		switch inner[i] {
		case '\\':
			i++
			if i == len(inner) {
				return errors.New("its quoted local part does not end")
			}
		case '"':
			return errors.New("its local part has a quote within quotes")
		}
	}
	return nil
}

// checkMailDomain takes a domain name or an address literal (RFC 5321 §4.1.3).
func checkMailDomain(s string) error {
	if s == "" {
		return errors.New("nothing stands after the @")
	}
	if s[0] == '[' {
		literal, ok := strings.CutSuffix(s[1:], "]")
		_, err := netip.ParseAddr(strings.TrimPrefix(literal, "IPv6:"))
		if !ok || err != nil {
			return errors.New("its address literal has no IP address in it")
		}
		return nil
	}
	if len(s) > maxDomain {
		return fmt.Errorf("its domain is longer than %d octets", maxDomain)
	}
	for _, label := range strings.Split(s, ".") {
		if err := checkLabel(label); err != nil {
			return err
		}
	}
	return nil
}

func checkLabel(label string) error {
	switch {
	case label == "":
		return errors.New("its domain has a dot at an end, or two in a row")
	case len(label) > maxLabel:
		return fmt.Errorf("its domain has a label longer than %d octets", maxLabel)
	case label[0] == '-' || label[len(label)-1] == '-':
		return errors.New("its domain has a label with a hyphen at an end")
	}
	for _, r := range label {
		// The underscore is no letter of a host name, yet such domains take mail.
		ascii := r < utf8.RuneSelf
		if ascii && r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.IsSpace(r) {
			return fmt.Errorf("its domain has %q in it", r)
		}
	}
	return nil
}
