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
	out := n.sessions(n.encoded(n.brief(n.replace(s))))
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
		if !ok || v.put == "" || n.keep[v.put] {
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
	if !strings.HasPrefix(low[i:], v.text) {
		return false
	}
	end := i + len(v.text)
	switch v.edge {
	case letters:
		if digitAt(low, end) || digitAt(low, i-1) && !escaped(low, i) {
			return false
		}
	case apart:
		if !alone(low, i, end) {
			return false
		}
	case entire:
		if !nameAlone(low, i, end) {
			return false
		}
	}
	return v.kind != domain && v.kind != host || !ofOperator(low, i, i+len(v.text))
}

// mostTaught is how often one text may teach something: a server may send a line of names,
// and each is looked for in all that follows.
const mostTaught = 32

// learnFrom looks at what stands around the known domains in low.
func (n *names) learnFrom(low string) {
	taught := 0
	for i := 0; i+keyLen <= len(low) && taught < mostTaught; i++ {
		if !n.begins(low[i:]) {
			continue
		}
		known := len(n.known)
		for _, v := range n.index[low[i:i+keyLen]] {
			if !v.standsAt(low, i) {
				continue
			}
			if v.kind == domain || v.kind == operator || v.kind == host && !alone(low, i, i+len(v.text)) {
				n.around(low, i, v)
			}
			break
		}
		if len(n.known) > known {
			taught++
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
	if v.kind == domain {
		end = n.longer(low, start, end)
	}
	written := strings.Trim(low[start:end], ".-")
	name := plainForm.Replace(written)
	if local, at := localBefore(low, start); local != "" && (v.kind == domain || tenantOf(name) != "") {
		n.mailbox(local, name, local+at+written)
	}
	if local := localBehind(low, end); local != "" && v.kind == domain {
		n.mailbox(local, name, written+"!"+local)
	}
	switch {
	case v.kind == operator:
		n.learn(tenant, tenantOf(name))
	case len(name) <= longestName && name != plainForm.Replace(v.text) && !infrastructure(name):
		n.learn(host, name)
		n.alias(host, name, written)
	}
}

// mailbox learns a mailbox that stands in a text, also as it is written there. What is
// longer than any name is none.
func (n *names) mailbox(local, name, written string) {
	if len(local) > longestName || len(name) > longestName {
		return
	}
	n.learn(mailbox, local+"@"+name)
	n.alias(mailbox, local+"@"+name, written)
}

// longer is where the name ends that low[start:end] is the beginning of, if that was
// registered as one: contoso.com.au is no part of contoso.com.
func (n *names) longer(low string, start, end int) int {
	if end == len(low) || low[end] != '.' {
		return end
	}
	all := strings.TrimRight(low[start:nameEnd(low, end)], ".-_")
	if d := registered(all); len(d) > len(all)-(end-start) && d != low[start:end] && !infrastructure(d) {
		n.learn(domain, d)
		return start + len(all)
	}
	return end
}

// localBefore is the local part of the mailbox whose domain begins at i, and what stands
// for the at sign, or "". In a link that is escaped, and what stands before the local
// part may be the link's.
func localBefore(low string, i int) (local, at string) {
	for _, at := range []string{"@", "%2540", "%40", "=40"} {
		switch before, ok := strings.CutSuffix(low[:i], at); {
		case !ok:
		case at == "@":
			return bareLocal(localPart(low, i-1)), at
		default:
			return before[escapedStart(before):], at
		}
	}
	if strings.HasSuffix(low[:i], "%") { // routed, as user%domain@relay
		return bareLocal(localPart(low, i-1)), "%"
	}
	return "", ""
}

// escapedStart is where the name begins that low ends with, the octets of its letters
// escaped as in "j=c3=bcrgen".
func escapedStart(low string) int {
	start := nameStart(low, len(low))
	for start > 0 && (low[start-1] == '=' || low[start-1] == '%') && len(low) >= start+2 && low[start] >= '8' && isHex(low[start]) && isHex(low[start+1]) {
		start = nameStart(low, start-1)
	}
	return start
}

// localBehind is the local part in a path of old, domain!user, whose domain ends at i.
func localBehind(low string, i int) string {
	if i == len(low) || low[i] != '!' {
		return ""
	}
	end := i + 1
	for end < len(low) && localByte(low[end]) {
		end++
	}
	return strings.TrimRight(low[i+1:end], ".!?'")
}

// bareLocal is a local part without what was put in front: a tag against backscatter
// (prvs=, btv1==), the key in a line of a log (user=), a mark.
func bareLocal(local string) string {
	if i := strings.LastIndexAny(strings.TrimRight(local, "|?&"), "|?&"); i >= 0 {
		local = local[i+1:]
	}
	local = strings.TrimLeft(local, "/'`*={}!#$^~")
	key, rest, ok := strings.Cut(local, "=")
	switch {
	case !ok || rest == "":
		return local
	case key == "prvs" || key == "btv1" || key == "msprvs1":
		return rest[strings.LastIndexByte(rest, '=')+1:]
	case !strings.Contains(rest, "=") && (len(key) == 1 || Plain(key)):
		return rest
	}
	return local
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

// placeholder is where a placeholder that begins at i ends, or 0: what a text became is
// not taken for a name when it is redacted again.
func placeholder(low string, i int) int {
	if low[i] != '<' {
		return 0
	}
	for _, kind := range kinds {
		rest, ok := strings.CutPrefix(low[i+1:], kind)
		if !ok || !strings.HasPrefix(rest, "-") {
			continue
		}
		rest = rest[1:]
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
