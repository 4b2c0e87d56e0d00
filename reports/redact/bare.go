package redact

import (
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

// A host in a small network is often called by one word, "vm" or "mailsrv". Such a name
// has no form by which it could be told from the words around it.

// called learns what a server calls itself by one word: in its greeting and again in its
// reply to EHLO, or once where it is no word of any language.
func (n *names) called(t result.Test) {
	banner, _ := t.Stage("banner")
	name := lower(banner.String("host"))
	if name == "" || strings.Contains(name, ".") || Plain(name) || wholeName(name, 0) != len(name) {
		return
	}
	ehlo, _ := t.Stage("ehlo")
	if lower(ehlo.String("host")) == name || len(name) > keyLen && bareHost(name+".") != "" {
		n.learn(host, name)
	}
}

// brief replaces the names that are shorter than what the index goes by, and those that
// are words where they stand by themselves.
func (n *names) brief(s string) string {
	if len(n.plain) > 0 {
		if put := n.plain[lower(s)]; put != "" {
			return put
		}
	}
	if len(n.short) == 0 {
		return s
	}
	low := lower(s)
	var b strings.Builder
	done := 0
	for i := 0; i < len(low); {
		end := wholeName(low, i)
		if end == i {
			i++
			continue
		}
		from := i + len(replyCode(low[i:end]))
		to := from + len(strings.TrimRight(low[from:end], "."))
		name := low[from:to]
		if put := n.short[name]; put != "" && (name == low || !Plain(name)) {
			b.WriteString(s[done:from] + put)
			done = to
		}
		i = end
	}
	return b.String() + s[done:]
}

// wholeName is where the host's name ends that begins at i.
func wholeName(low string, i int) int {
	for i < len(low) && hostByte(low[i]) {
		i++
	}
	return i
}

// replyCode is the code in front of a line that is not the last, "250-", or "".
func replyCode(low string) string {
	if len(low) > 4 && low[3] == '-' && strings.Trim(low[:3], "0123456789") == "" {
		return low[:4]
	}
	return ""
}
