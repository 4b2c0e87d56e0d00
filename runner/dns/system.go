package dns

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
)

// System asks as this computer's programs do: the hosts file first, for addresses,
// then the name servers that the computer is set to. Names are taken as absolute;
// a search list would turn a name that does not exist into another one that does.
type System struct {
	Client
	hosts     hosts
	hostsFile string
}

// NewSystem reads the computer's settings. They are not read again.
func NewSystem() (*System, error) { return NewSystemFrom(hostsPath()) }

// NewSystemFrom is NewSystem with another hosts file. One that cannot be read is an
// empty one.
func NewSystemFrom(hostsFile string) (*System, error) {
	servers, err := systemServers()
	if err != nil {
		return nil, fmt.Errorf("dns: this computer's name servers: %w", err)
	}
	return &System{Client: Client{Servers: servers}, hosts: readHosts(hostsFile), hostsFile: hostsFile}, nil
}

// LookupAddr implements Resolver.
func (s *System) LookupAddr(ctx context.Context, host, family string) ([]netip.Addr, Answer) {
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return []netip.Addr{loopback(family)}, Answer{Status: OK, Server: "RFC 6761"}
	}
	if addrs := s.hosts.lookup(name, family); len(addrs) > 0 {
		return addrs, Answer{Status: OK, Server: s.hostsFile}
	}
	return s.Client.LookupAddr(ctx, host, family)
}

// loopback is what localhost always means (RFC 6761 §6.3).
func loopback(family string) netip.Addr {
	if family == "ipv6" {
		return netip.IPv6Loopback()
	}
	return netip.AddrFrom4([4]byte{127, 0, 0, 1})
}
