package redact

import (
	"slices"
	"strings"

	"github.com/smtpspec/smtpspec/runner/result"
)

// A reply names people and machines that no suite does: who a mailbox was forwarded to,
// what a computer behind the firewall is called, a tenant's number.

// replied learns what the form of a word in a reply shows to be a person's or a private
// network's. Other names in it may be anybody's, and are evidence.
func (n *names) replied(s string) {
	if n.replies[s] {
		return // servers repeat themselves
	}
	low := ""
	each := func(mark byte, may func(s string, i int) bool, learn func(low string, i int)) {
		for i := strings.IndexByte(s, mark); i >= 0; {
			if may == nil || may(s, i) {
				if low == "" {
					low = lower(s)
				}
				learn(low, i)
			}
			next := strings.IndexByte(s[i+1:], mark)
			if next < 0 {
				return
			}
			i += 1 + next
		}
	}
	each('@', nil, n.person)
	each('.', mayBePrivate, n.private)
	each('-', mayBeNumber, n.number)
	each('\\', nil, n.account)
	n.leaving.text(s)
	if len(n.replies) >= mostReplies {
		clear(n.replies)
	}
	n.replies[s] = true
}

// mostReplies bounds how many replies are remembered.
const mostReplies = 1024

// account learns the Windows domain in front of a backslash and a user who is known. With
// another behind it, it may be an escape.
func (n *names) account(low string, i int) {
	end := nameEnd(low, i+1)
	if kind := n.known[strings.Trim(low[i+1:end], ".-")]; strings.HasPrefix(kind, "<"+user) {
		n.windows(low[nameStart(low, i):i])
	}
}

// roles are local parts that are no person's (RFC 2142): an operator says with them whom
// to write to.
var roles = []string{
	"abuse", "admin", "blocklist", "contact", "delist", "delisting", "help", "helpdesk", "hostmaster", "mailer-daemon", "no-reply", "noc", "noreply",
	"postmaster", "removal", "sales", "security", "support", "unblock", "webmaster",
}

// person learns the mailbox around an at sign.
func (n *names) person(low string, at int) {
	name := strings.Trim(low[at+1:nameEnd(low, at+1)], ".-_。．｡")
	local := bareLocal(localPart(low, at))
	if slices.Contains(roles, local) || !strings.ContainsFunc(local, wordRune) || !strings.ContainsAny(plainForm.Replace(name), ".") || strings.Trim(name, "0123456789.") == "" {
		return
	}
	n.mailbox(local, plainForm.Replace(name), local+"@"+name)
}

// insideZones are those of privateZones that are no example's.
var insideZones = []string{"local", "localdomain", "lan", "internal", "intranet", "intern", "private", "corp", "home"}

// mayBePrivate and mayBeNumber are cheap looks, before anything is folded or read.
func mayBePrivate(s string, i int) bool {
	return i+1 < len(s) && strings.IndexByte("lipch", s[i+1]|0x20) >= 0
}

func mayBeNumber(s string, i int) bool {
	return i >= 8 && i+28 <= len(s) && s[i+5] == '-' && s[i+10] == '-' && s[i+15] == '-'
}

// private learns the host in a private network whose last dot stands at i.
func (n *names) private(low string, i int) {
	end := i + 1
	for end < len(low) && low[end] >= 'a' && low[end] <= 'z' {
		end++
	}
	if end < len(low) && (hostByte(low[end]) && low[end] != '.') || !slices.Contains(insideZones, low[i+1:end]) {
		return
	}
	if end+1 < len(low) && low[end] == '.' && hostByte(low[end+1]) {
		return // it goes on, and is another zone's
	}
	start := nameStart(low, i)
	start += len(replyCode(low[start:end]))
	start += len(escape(low, start, i))
	name := hostName(plainForm.Replace(low[start:end]))
	if name == "" || start > 0 && low[start-1] == '@' || strings.HasPrefix(name, "localhost.") || registered(name) == "" {
		return
	}
	n.domainOf(name)
	n.list(result.Name{Kind: host, Value: name})
}

// number learns a GUID (RFC 9562 §4) whose first hyphen stands at i.
func (n *names) number(low string, i int) {
	const form = "00000000-0000-0000-0000-000000000000"
	from, to := i-8, i-8+len(form)
	if low[from:to] == form || strings.Trim(low[from:to], "0123456789abcdef-") != "" || !alone(low, from, to) {
		return
	}
	n.learn(guid, low[from:to])
}
