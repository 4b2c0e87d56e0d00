package redact

import "strings"

// Operators number their sessions. With the number they find a session, and whose it is.

// sessions hides the numbers of sessions. The hosts around them stay.
func (n *names) sessions(s string) string {
	if !strings.Contains(s, "]") && !strings.Contains(s, googles) {
		return s
	}
	s = googleSession(s)
	if n.audience == Microsoft {
		return s
	}
	return trailer(s)
}

// trailer hides the session in Microsoft's trailers "[HOST TIME SESSION]" and at
// the end of its greeting, "[SESSION]". Its clouds have hosts under many names, so the
// trailer is known by its form.
func trailer(s string) string {
	if at := len(s) - len(" [08DD84B323498C1A]"); at > 0 && s[at:at+2] == " [" && s[len(s)-1] == ']' && hex16(s[at+2:len(s)-1]) {
		return s[:at] + " [<session>]"
	}
	for from := 0; ; {
		z := strings.Index(s[from:], "Z ")
		if z < 0 {
			return s
		}
		z += from
		from = z + 1
		at, end := strings.LastIndexByte(s[:z], ' ')+1, z+len("Z ")+16
		if at > 0 && end <= len(s) && session(s[at:end]) && (end == len(s) || !wordByte(s[end]|0x20)) {
			s = s[:at] + "<session>" + s[end:]
			from = at
		}
	}
}

// session is the time and the number of a session: "2025-04-26T18:06:35.781Z
// 08DD842467C8274D".
func session(s string) bool {
	when, id, ok := strings.Cut(s, " ")
	return ok && len(when) >= 20 && when[4] == '-' && strings.HasSuffix(when, "Z") && hex16(id)
}

// hex16 reports the 16 digits of a session's number.
func hex16(s string) bool {
	return len(s) == 16 && strings.Trim(s, "0123456789ABCDEFabcdef") == ""
}

// googles is how Google's replies end; the session's number stands before it.
const googles = " - gsmtp"

func googleSession(s string) string {
	for from := 0; ; {
		end := strings.Index(s[from:], googles)
		if end < 0 {
			return s
		}
		end += from
		at := strings.LastIndexByte(s[:end], ' ') + 1
		if id := s[at:end]; len(id) >= 12 && strings.ContainsAny(id, "-.") && strings.Trim(id, "0123456789abcdefghijklmnopqrstuvwxyz-.") == "" {
			s = s[:at] + "<session>" + s[end:]
			end = at + len("<session>")
		}
		from = end + len(googles)
	}
}
