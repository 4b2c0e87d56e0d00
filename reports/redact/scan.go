package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// redact replaces every known value in s. While names are learned it also learns
// the mailboxes, hosts and tenants that stand around a known domain.
func (n *names) redact(s string) string {
	if len(s) < keyLen {
		if n.learning {
			return s
		}
		return n.brief(s)
	}
	if out, ok := n.clean[s]; ok {
		return out
	}
	if n.learning {
		known := len(n.known)
		n.learnFrom(lower(s))
		if n.learnEncoded(s); known == len(n.known) {
			n.remember(s, s)
		}
		return s
	}
	out := n.trailer(n.encoded(n.brief(n.replace(s))))
	n.remember(s, out)
	return out
}

// remember keeps what a text comes to, or while names are learned that there is
// no more to be learned from it.
func (n *names) remember(s, out string) {
	if len(s) > 256 {
		return
	}
	if len(n.clean) >= 1024 {
		clear(n.clean)
	}
	n.clean[s] = out
}

func (n *names) replace(s string) string {
	low := lower(s)
	var b strings.Builder
	done := 0
	for i := 0; i+keyLen <= len(low); {
		if end := placeholder(low, i); end > 0 {
			i = end
			continue
		}
		if !n.begins(low[i:]) {
			i++
			continue
		}
		v, ok := n.at(low, i)
		if !ok || v.put == "" && v.kind != mailbox || n.keep[v.text] {
			i++
			if ok && v.kind == address {
				i += len(v.text) - 1
			}
			continue
		}
		b.WriteString(s[done:i])
		b.WriteString(v.put)
		i += len(v.text)
		done = i
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// at is the longest value that begins at i.
func (n *names) at(low string, i int) (value, bool) {
	for _, v := range n.index[low[i:i+keyLen]] {
		if v.standsAt(low, i) {
			return v, true
		}
	}
	return value{}, false
}

// standsAt reports that the value stands at i, and is not a part of another name by chance.
func (v value) standsAt(low string, i int) bool {
	if !strings.HasPrefix(low[i:], v.text) || v.exact && !alone(low, i, i+len(v.text)) {
		return false
	}
	return v.kind != domain && v.kind != host || !ofOperator(low, i, i+len(v.text))
}

// learnFrom looks at what stands around the known domains in low.
func (n *names) learnFrom(low string) {
	for i := 0; i+keyLen <= len(low); i++ {
		if !n.begins(low[i:]) {
			continue
		}
		for _, v := range n.index[low[i:i+keyLen]] {
			if !v.standsAt(low, i) {
				continue
			}
			if v.kind == domain || v.kind == operator || v.kind == host && !alone(low, i, i+len(v.text)) {
				n.around(low, i, v)
			}
			break
		}
	}
}

// around learns the whole name that the domain at i stands in, and the mailbox whose
// domain it is. A name that only ends or begins like a domain is learned as a whole, too:
// it may be the client's, and cut in two it would be nobody's.
func (n *names) around(low string, i int, v value) {
	start, end := nameStart(low, i), i+len(v.text)
	if next := nameEnd(low, end); next > end && low[end] != '.' {
		if low[end] == '-' || low[end] == '_' {
			return // something that is glued to it
		}
		end = next
	}
	start += len(replyCode(low[start:end]))
	start += len(escape(low, start, i))
	name := strings.Trim(low[start:end], ".-")
	if local := localBefore(low, start); local != "" && (v.kind == domain || tenantOf(name) != "") {
		n.learn(mailbox, local+"@"+name)
	}
	switch {
	case v.kind == operator:
		n.learn(tenant, tenantOf(name))
	case name != v.text && !infrastructure(name):
		n.learn(host, name)
	}
}

// localBefore is the local part of the mailbox whose domain begins at i, or "". In a link
// the at sign is escaped, and what stands before the local part may be the link's.
func localBefore(low string, i int) string {
	if strings.HasSuffix(low[:i], "@") {
		return localPart(low, i-1)
	}
	if strings.HasSuffix(low[:i], "%40") || strings.HasSuffix(low[:i], "=40") {
		return low[nameStart(low, i-3) : i-3]
	}
	return ""
}

// localPart is the local part that ends before the at sign (RFC 5321 §4.1.2).
func localPart(low string, at int) string {
	start := at
	if start > 0 && low[start-1] == '"' {
		if open := strings.LastIndexByte(low[:start-1], '"'); open >= 0 {
			return low[open:at]
		}
	}
	for start > 0 && localByte(low[start-1]) {
		start--
	}
	return strings.TrimLeftFunc(low[start:at], func(r rune) bool { return r >= utf8.RuneSelf && !unicode.IsLetter(r) })
}

func wordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 }

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

func hostByte(c byte) bool { return wordByte(c) || c == '-' || c == '.' || c == '_' }

func localByte(c byte) bool {
	return wordByte(c) || strings.IndexByte("!#$%&'*+-/=?^_`{|}~.", c) >= 0
}

// placeholder is where a placeholder that begins at i ends, or 0: redacting
// twice changes nothing.
func placeholder(low string, i int) int {
	if low[i] != '<' {
		return 0
	}
	for _, kind := range []string{domain, mailbox, host, address, tenant} {
		rest, ok := strings.CutPrefix(low[i+1:], kind+"-")
		if !ok {
			continue
		}
		digits := 0
		for digits < len(rest) && rest[digits] >= '0' && rest[digits] <= '9' {
			digits++
		}
		if digits > 0 && digits < len(rest) && rest[digits] == '>' {
			return len(low) - len(rest) + digits + 1
		}
	}
	return 0
}

// trailer hides the session in Microsoft's trailers "[HOST TIME SESSION]" and at
// the end of its greeting, "[SESSION]": with it Microsoft finds the session and
// whose it is. The host stays.
func (n *names) trailer(s string) string {
	if n.audience == Microsoft {
		return s
	}
	if at := len(s) - len(" [08DD84B323498C1A]"); at > 0 && s[at:at+2] == " [" && s[len(s)-1] == ']' && hex16(s[at+2:len(s)-1]) {
		return s[:at] + " [<session>]"
	}
	for from := 0; ; {
		open := strings.Index(lower(s[from:]), ".outlook.com ") // Microsoft writes it in capitals, too
		if open < 0 {
			return s
		}
		at := from + open + len(".outlook.com ")
		end := strings.IndexByte(s[at:], ']')
		if end > 0 && session(s[at:at+end]) {
			s = s[:at] + "<session>" + s[at+end:]
		}
		from = at
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
