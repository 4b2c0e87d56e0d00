package redact

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

// A host in a small network is often called by one word, "vm" or "mailsrv". Such a name
// has no form by which it could be told from the words around it.

// words are those that replies are made of. A host that is called so is only hidden
// where its name stands alone.
var words = []string{
	"am", "an", "as", "at", "be", "by", "do", "go", "he", "id", "if", "in", "ip", "is", "it", "me", "mx", "my", "no",
	"of", "ok", "on", "or", "so", "to", "up", "us", "we",
	"esmtp", "exchange", "gateway", "hello", "host", "local", "mail", "relay", "server", "service", "smtp", "welcome",
}

// called learns what a server calls itself by one word, in its greeting and again in its
// reply to EHLO.
func (n *names) called(t result.Test) {
	banner, _ := t.Stage("banner")
	name := lower(banner.String("host"))
	if name == "" || strings.Contains(name, ".") || slices.Contains(words, name) || wholeName(name, 0) != len(name) {
		return
	}
	if ehlo, _ := t.Stage("ehlo"); lower(ehlo.String("host")) == name {
		n.learn(host, name)
	}
}

// brief replaces the hosts whose names are shorter than what the index goes by.
func (n *names) brief(s string) string {
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
		if put := n.short[name]; put != "" && (name == low || !slices.Contains(words, name)) {
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
