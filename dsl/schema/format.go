package schema

import (
	"errors"
	"fmt"
	"math"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// Check reports what is wrong with a string that must have this format. An empty
// format takes everything.
func (f Format) Check(s string) error {
	switch f {
	case Duration:
		_, err := ParseDuration(s)
		return err
	case Regexp:
		_, err := compile(chomp(s))
		return err
	case ReplyCode:
		return checkReplyCode(s)
	case StatusCode:
		return checkStatusCode(s)
	case TLSVersion:
		if tlsRank(s) < firstUsable {
			return &EnumError{Got: s, Allowed: tlsVersions[firstUsable:]}
		}
	case Mailbox:
		return CheckMailbox(s)
	case Address:
		if _, err := netip.ParseAddr(s); err != nil {
			return fmt.Errorf("%s is no IP address", quote(s))
		}
	case HostPort:
		return checkHostPort(s)
	}
	return nil
}

// ParseDuration reads "5s", "2m30s", "24h" or "14d"; it must be more than zero.
// A day is 24 hours, and may only come first.
func ParseDuration(s string) (time.Duration, error) {
	rest, days := s, 0.0
	if before, after, ok := strings.Cut(s, "d"); ok {
		n, err := strconv.ParseFloat(before, 64)
		if err != nil || strings.Trim(before, "0123456789.") != "" {
			return 0, badDuration(s)
		}
		rest, days = after, n
	}
	var d time.Duration
	if rest != "" || s == "" {
		var err error
		if d, err = time.ParseDuration(rest); err != nil {
			return 0, badDuration(s)
		}
	}
	total := days*float64(24*time.Hour) + float64(d)
	if d < 0 || total <= 0 || strings.HasPrefix(s, "-") {
		return 0, fmt.Errorf("the duration %s is not more than zero", quote(s))
	}
	if total >= math.MaxInt64 {
		return 0, fmt.Errorf("the duration %s is too long", quote(s))
	}
	return time.Duration(days*float64(24*time.Hour)) + d, nil
}

func badDuration(s string) error {
	if s != "" && strings.Trim(s, "0123456789.") == "" {
		return fmt.Errorf("the duration %s needs a unit, such as %s", quote(s), quote(s+"s"))
	}
	return fmt.Errorf(`%s is no duration; write it as "5s", "2m30s", "24h" or "14d"`, quote(s))
}

// checkReplyCode takes three digits, of which any may be x. The first is 2 to 5
// (RFC 5321 §4.2.1); the second is not held to 0 to 5, since servers are not.
func checkReplyCode(s string) error {
	if len(s) == 3 && (isX(s[0]) || '2' <= s[0] && s[0] <= '5') && digitOrX(s[1]) && digitOrX(s[2]) {
		return nil
	}
	return fmt.Errorf(`%s is no reply code; write it as 550, or as "55x" where x is any digit`, quote(s))
}

// checkStatusCode takes class.subject.detail, each a number or x (RFC 3463 §2).
func checkStatusCode(s string) error {
	parts := strings.Split(s, ".")
	ok := len(parts) == 3 && (parts[0] == "2" || parts[0] == "4" || parts[0] == "5" || isXWord(parts[0]))
	for i := 1; ok && i < 3; i++ {
		ok = isXWord(parts[i]) || isStatusNumber(parts[i])
	}
	if ok {
		return nil
	}
	return fmt.Errorf(`%s is no enhanced status code; write it as "5.7.1", or as "5.7.x" where x is any number`, quote(s))
}

// isStatusNumber reports whether s is a number of one to three digits without a
// leading zero (RFC 3463 §2).
func isStatusNumber(s string) bool {
	if len(s) < 1 || len(s) > 3 || len(s) > 1 && s[0] == '0' {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

func isX(c byte) bool          { return c == 'x' || c == 'X' }
func isXWord(s string) bool    { return len(s) == 1 && isX(s[0]) }
func digitOrX(c byte) bool     { return isX(c) || '0' <= c && c <= '9' }
func sameDigit(w, s byte) bool { return isX(w) || w == s }

func checkHostPort(s string) error {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return fmt.Errorf(`%s is no host and port; write it as "192.0.2.1:53" or "[2001:db8::1]:53"`, quote(s))
	}
	if host == "" {
		return fmt.Errorf("%s names no host", quote(s))
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return fmt.Errorf("%s has no port from 1 to 65535", quote(s))
	}
	return nil
}

// tlsVersions are in order; those before firstUsable may be seen, not wanted.
var tlsVersions = []string{"SSL2.0", "SSL3.0", "TLS1.0", "TLS1.1", "TLS1.2", "TLS1.3"}

const firstUsable = 2

// tlsRank is a version's place in the order, or -1.
func tlsRank(s string) int {
	for i, v := range tlsVersions {
		if v == s {
			return i
		}
	}
	return -1
}

var errAngle = errors.New("a mailbox is written without angle brackets and without a name before it, as \"user@example.com\"")
