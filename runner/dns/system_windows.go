package dns

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"unsafe"

	"golang.org/x/sys/windows"
)

func hostsPath() string {
	return filepath.Join(os.Getenv("SystemRoot"), "System32", "drivers", "etc", "hosts")
}

// systemServers asks Windows for the name servers of the interfaces that are up and
// lead somewhere.
func systemServers() ([]string, error) {
	first, err := adapters()
	if err != nil {
		return nil, err
	}
	var servers []string
	for a := first; a != nil; a = a.Next {
		if a.OperStatus != windows.IfOperStatusUp || a.FirstGatewayAddress == nil {
			continue
		}
		for s := a.FirstDnsServerAddress; s != nil; s = s.Next {
			addr, ok := netip.AddrFromSlice(s.Address.IP())
			if !ok || siteLocal.Contains(addr) {
				continue
			}
			server := net.JoinHostPort(addr.Unmap().String(), "53")
			if !slices.Contains(servers, server) {
				servers = append(servers, server)
			}
		}
	}
	if len(servers) == 0 {
		return nil, errors.New("no network interface has one")
	}
	return servers, nil
}

// siteLocal are the addresses that Windows fills in where IPv6 has no name server
// (fec0:0:0:ffff::1 and so on); nobody answers there.
var siteLocal = netip.MustParsePrefix("fec0::/10")

// adapters calls GetAdaptersAddresses until its buffer is large enough.
func adapters() (*windows.IpAdapterAddresses, error) {
	size := uint32(15000) // what Microsoft's documentation recommends to begin with
	for {
		b := make([]byte, size)
		first := (*windows.IpAdapterAddresses)(unsafe.Pointer(&b[0]))
		err := windows.GetAdaptersAddresses(windows.AF_UNSPEC, windows.GAA_FLAG_INCLUDE_GATEWAYS, 0, first, &size)
		if err == nil {
			if size == 0 {
				return nil, nil
			}
			return first, nil
		}
		if !errors.Is(err, windows.ERROR_BUFFER_OVERFLOW) || size <= uint32(len(b)) {
			return nil, os.NewSyscallError("getadaptersaddresses", err)
		}
	}
}
