package redact

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// literal is an IP address as it stands in a text, at low[from:to].
type literal struct {
	ip       netip.Addr
	from, to int
}

// literals are the IP addresses in low, in the order in which they stand.
func literals(low string) []literal {
	if !mayHoldLiteral(low) {
		return nil
	}
	var out []literal
	for i := 0; i < len(low); {
		c := low[i]
		if !isHex(c) && c != ':' || i > 0 && wordByte(low[i-1]) && !(c == ':' && isHex(low[i-1])) && !afterBackslash(low, i) {
			i++
			continue
		}
		l, next := literal{}, i
		if c <= '9' {
			l, next = dotted(low, i)
		}
		if !l.ip.IsValid() {
			var end int
			l, end = colons(low, i)
			next = max(next, end)
		}
		if l.ip.IsValid() {
			out = append(out, l)
		}
		i = max(next, i+1)
	}
	return out
}

// mayHoldLiteral is false for a text that has not enough dots or colons for an address.
func mayHoldLiteral(s string) bool { return strings.Count(s, ".") >= 3 || strings.Count(s, ":") >= 2 }

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' }

// dotted reads an IPv4 address at i, and says from where to read on. A number of more
// parts is none, nor one that a letter touches, nor a section's or a version's.
func dotted(low string, i int) (literal, int) {
	end := i
	for end < len(low) && (low[end] >= '0' && low[end] <= '9' || low[end] == '.') {
		end++
	}
	stop := i + len(strings.TrimRight(low[i:end], "."))
	switch dots := strings.Count(low[i:stop], "."); {
	case dots == 0:
		return literal{}, i
	case dots != 3 || end == stop && end < len(low) && wordByte(low[end]) || numbered(low[:i]):
		return literal{}, end
	}
	ip, err := netip.ParseAddr(low[i:stop])
	if err != nil {
		return literal{}, end
	}
	return literal{ip: ip, from: i, to: stop}, end
}

// versioned are the words in front of a section's number, a score's and a version's.
var versioned = []string{
	"section", "version", "ver.", "firmware", "§", "build", "release", "score", "points", "smtpd", "esmtp", "postfix", "exim", "sendmail",
	"dovecot", "exchange", "zimbra", "kerio connect", "mdaemon", "hmailserver", "mailenable", "spamassassin", "rspamd", "amavis", "clamav", "x-spam",
}

// numbered reports a word in front that makes a dotted number no address.
func numbered(before string) bool {
	before = strings.TrimRight(before, " :=")
	if before == "" || !wordByte(before[len(before)-1]) && before[len(before)-1] != '.' {
		return false
	}
	for _, word := range versioned {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	return false
}

// longestRun bounds what is tried as an IPv6 address: a server may send nothing but
// colons.
const longestRun = 64

// colons reads an IPv6 address at i, and says from where to read on. An address
// literal has a tag in front (RFC 5321 §4.1.3), "IPv6:".
func colons(low string, i int) (literal, int) {
	end, last := i, i
	for end < len(low) && (isHex(low[end]) || low[end] == ':') {
		if low[end] == ':' {
			last = end
		}
		end++
	}
	switch {
	case end-i > longestRun:
		return literal{}, last
	case end-i < keyLen || strings.Count(low[i:end], ":") < 2:
		return literal{}, i
	case end < len(low) && wordByte(low[end]):
		return literal{}, i
	case end+1 < len(low) && low[end] == '.' && low[end+1] >= '0' && low[end+1] <= '9':
		return literal{}, i // an IPv4 address stands in it, which is read by itself
	}
	from := i
	if low[i] == ':' && !strings.HasPrefix(low[i:], "::") {
		from++
	}
	for to := end; to > from; to-- {
		if ip, err := netip.ParseAddr(low[from:to]); err == nil {
			if !strings.ContainsAny(low[from:to], "0123456789") && strings.Count(low[from:to], ":") < 4 && to-from > len("::") && !strings.HasSuffix(low[:from], "ipv6:") {
				return literal{}, i // letters and colons, as in cafe::bad
			}
			return literal{ip: ip, from: from, to: to}, end
		}
		if low[to-1] != ':' {
			break
		}
	}
	return literal{}, i
}

// nameAt is the host's name to which an address is glued: in front of it, as in
// "name[ip]", "name ([ip])" and "name [IPv6:ip]", or behind it, as in "[ip] (name)".
func nameAt(low string, l literal) string {
	before := strings.TrimSuffix(low[:l.from], "ipv6:")
	if open := strings.TrimSuffix(strings.TrimRight(before, "[("), " "); len(before) > 0 && open != before {
		if name := lastName(open); name != "" {
			return name
		}
	}
	after := strings.TrimPrefix(strings.TrimPrefix(low[l.to:], "]"), " ")
	if !strings.HasPrefix(after, "(") {
		return ""
	}
	end := 1
	for end < len(after) && hostByte(after[end]) {
		end++
	}
	if end == len(after) || after[end] != ')' {
		return ""
	}
	return hostName(after[1:end])
}

// lastName is the host's name at the end of a text.
func lastName(text string) string {
	start := len(text)
	for start > 0 && hostByte(text[start-1]) {
		start--
	}
	if start > 0 && text[start-1] == '@' {
		return "" // a mailbox
	}
	name := text[start:]
	if len(name) > 4 && name[3] == '-' && strings.Trim(name[:3], "0123456789") == "" {
		name = name[4:] // the reply code in front of a line
	}
	return hostName(name)
}

// hostName is s where it is a host's name of two labels and more, or "".
func hostName(s string) string {
	s = strings.Trim(s, ".-")
	if len(s) > longestName {
		return ""
	}
	if _, err := netip.ParseAddr(s); err == nil || !strings.Contains(s, ".") || strings.Trim(s, "0123456789.") == "" {
		return ""
	}
	return s
}

// mostInForms is how many addresses are looked for in all their forms: a server may name
// any number, and none of them the client's.
const mostInForms = 100

// addressForms adds how else an address is written: in the name that a provider gives to
// its line, backwards in the question to a list (RFC 5782 §2.1, §2.4), and in links.
func (n *names) addressForms(s, put string) {
	ip, err := netip.ParseAddr(s)
	if err != nil {
		return
	}
	forms, edge := forms6(ip), apart
	if ip.Is4() {
		forms, edge = forms4(ip), letters
	}
	if n.counts[address] > mostInForms {
		forms = forms[:min(len(forms), 3)]
	}
	for _, form := range forms {
		n.add(value{text: form, put: put, kind: address, edge: edge})
	}
}

func forms4(ip netip.Addr) []string {
	b := ip.As4()
	in := func(format string) string { return fmt.Sprintf(format, b[0], b[1], b[2], b[3]) }
	forms := []string{
		in("%d-%d-%d-%d"), in("%[4]d.%[3]d.%[2]d.%[1]d"), in("%[4]d-%[3]d-%[2]d-%[1]d"), in("%02x%02x%02x%02x"),
		strconv.FormatUint(uint64(binary.BigEndian.Uint32(b[:])), 10), in("%03d%03d%03d%03d"), in("%d.%d.%d[.]%d"),
	}
	for _, dot := range []string{"_", "x", "%%2e", "[.]"} {
		forms = append(forms, in(strings.Join([]string{"%d", "%d", "%d", "%d"}, dot)))
	}
	for _, dot := range []string{".", "-"} {
		if form := in(strings.Join([]string{"%03d", "%03d", "%03d", "%03d"}, dot)); form != in("%d"+dot+"%d"+dot+"%d"+dot+"%d") {
			forms = append(forms, form)
		}
	}
	return forms
}

func forms6(ip netip.Addr) []string {
	ip = ip.WithZone("")
	long := ip.StringExpanded()
	digits := strings.ReplaceAll(long, ":", "")
	back := make([]string, len(digits))
	for i := range digits {
		back[len(digits)-1-i] = digits[i : i+1]
	}
	b := ip.As16()
	groups := make([]string, 8)
	for i := range groups {
		groups[i] = strconv.FormatUint(uint64(b[2*i])<<8|uint64(b[2*i+1]), 16)
	}
	forms := []string{digits, strings.Join(back, ".")}
	for _, form := range []string{ip.String(), long, strings.Join(groups, ":")} {
		if form != ip.String() {
			forms = append(forms, form)
		}
		forms = append(forms, strings.ReplaceAll(form, ":", "-"), strings.ReplaceAll(form, ":", "%3a"))
	}
	return forms
}
