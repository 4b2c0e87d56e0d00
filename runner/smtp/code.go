package smtp

import (
	"fmt"
	"strconv"
	"strings"
)

// Code is a reply code (RFC 5321 §4.2.1). The zero value means that there is none.
type Code int

// Positive reports whether the code says that the command was carried out (2yz).
func (c Code) Positive() bool { return c/100 == 2 }

// Intermediate reports whether the server waits for more of the same command (3yz).
func (c Code) Intermediate() bool { return c/100 == 3 }

// Transient reports whether the code is a transient negative one (4yz).
func (c Code) Transient() bool { return c/100 == 4 }

// Permanent reports whether the code is a permanent negative one (5yz).
func (c Code) Permanent() bool { return c/100 == 5 }

// Negative reports whether the code refuses, for now (4yz) or for good (5yz).
func (c Code) Negative() bool { return c.Transient() || c.Permanent() }

// String is the three digits, or nothing for the zero value.
func (c Code) String() string {
	if c == 0 {
		return ""
	}
	return fmt.Sprintf("%03d", int(c))
}

// EnhancedCode is an enhanced status code (RFC 3463): class, subject and detail,
// written 5.7.1. The zero value means that there is none.
type EnhancedCode struct {
	Class, Subject, Detail int
}

// IsZero reports whether there is no enhanced code.
func (e EnhancedCode) IsZero() bool { return e == EnhancedCode{} }

// String is the dotted form, or nothing for the zero value.
func (e EnhancedCode) String() string {
	if e.IsZero() {
		return ""
	}
	return strconv.Itoa(e.Class) + "." + strconv.Itoa(e.Subject) + "." + strconv.Itoa(e.Detail)
}

// CutEnhanced takes an enhanced status code from the front of a reply line's
// text and returns what follows it. The class must be 2, 4 or 5, subject and
// detail have one to three digits (RFC 3463 §2), and a blank or the end must
// follow. The class is not compared with the reply code: Microsoft really sends
// "451 5.7.3" and "550 4.4.4".
func CutEnhanced(text string) (code EnhancedCode, rest string, ok bool) {
	word, rest, _ := strings.Cut(text, " ")
	parts := strings.Split(word, ".")
	if len(parts) != 3 {
		return EnhancedCode{}, text, false
	}
	var n [3]int
	for i, p := range parts {
		v, ok := digits(p)
		if !ok {
			return EnhancedCode{}, text, false
		}
		n[i] = v
	}
	if len(parts[0]) != 1 || (n[0] != 2 && n[0] != 4 && n[0] != 5) {
		return EnhancedCode{}, text, false
	}
	return EnhancedCode{n[0], n[1], n[2]}, rest, true
}

// digits reads one to three decimal digits.
func digits(s string) (int, bool) {
	if len(s) < 1 || len(s) > 3 {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
