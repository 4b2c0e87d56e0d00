//go:build !windows

package dns

import (
	"errors"
	"io/fs"
	"net"

	"github.com/miekg/dns"
)

func hostsPath() string { return "/etc/hosts" }

func systemServers() ([]string, error) { return serversFrom("/etc/resolv.conf") }

// serversFrom reads the name servers out of a resolv.conf. Without the file, or
// without a server in it, it is the one on this computer (resolv.conf(5)).
func serversFrom(path string) ([]string, error) {
	conf, err := dns.ClientConfigFromFile(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(conf.Servers) == 0 {
		return []string{"127.0.0.1:53"}, nil
	}
	if err != nil {
		return nil, err
	}
	servers := make([]string, len(conf.Servers))
	for i, s := range conf.Servers {
		servers[i] = net.JoinHostPort(s, conf.Port)
	}
	return servers, nil
}
