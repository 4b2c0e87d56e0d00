package runner

import (
	"net/netip"
	"strings"
)

// kindOfHost tells an address from a name.
func kindOfHost(host string) string {
	if _, err := netip.ParseAddr(strings.TrimPrefix(strings.Trim(host, "[]"), "IPv6:")); err == nil {
		return "ip"
	}
	return "host"
}

// cutMailbox splits a mailbox at its last @ (RFC 5321 §4.1.2).
func cutMailbox(address string) (local, domain string, ok bool) {
	i := strings.LastIndexByte(address, '@')
	if i <= 0 || i == len(address)-1 {
		return "", "", false
	}
	return address[:i], address[i+1:], true
}
