package dns

import (
	"bufio"
	"io"
	"net/netip"
	"os"
	"strings"
)

// hosts is a hosts file: addresses by name, names in lower case.
type hosts map[string][]netip.Addr

// maxHosts bounds what is read of a hosts file; those that block advertisements have
// a few megabytes.
const maxHosts = 16 << 20

// readHosts reads a hosts file. One that cannot be read is an empty one.
func readHosts(path string) hosts {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	return parseHosts(io.LimitReader(f, maxHosts))
}

// parseHosts reads lines of an address and its names; what follows a # is a comment.
func parseHosts(r io.Reader) hosts {
	h := hosts{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		addr, err := netip.ParseAddr(fields[0])
		if err != nil {
			continue
		}
		for _, name := range fields[1:] {
			name = strings.ToLower(strings.TrimSuffix(name, "."))
			h[name] = append(h[name], addr)
		}
	}
	return h
}

// lookup is the addresses of a name in one family, in the file's order.
func (h hosts) lookup(name, family string) []netip.Addr {
	var out []netip.Addr
	for _, addr := range h[name] {
		if addr.Unmap().Is4() == (family != "ipv6") {
			out = append(out, addr)
		}
	}
	return out
}
