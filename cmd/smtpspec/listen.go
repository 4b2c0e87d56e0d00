package main

import (
	"errors"
	"fmt"
	"net"
	"syscall"
)

// Winsock has numbers of its own, which the constants of package syscall are not.
var (
	portsTaken   = []error{syscall.EADDRINUSE, syscall.Errno(10048)}
	notOurs      = []error{syscall.EADDRNOTAVAIL, syscall.Errno(10049)}
	portsGuarded = []error{syscall.EACCES, syscall.Errno(10013)}
)

// whyNotThere says in a person's words why nothing can listen at an address, and what
// does.
func whyNotThere(addr string, err error) error {
	host, port, splitErr := net.SplitHostPort(addr)
	if splitErr != nil {
		return err
	}
	is := func(known []error) bool {
		for _, k := range known {
			if errors.Is(err, k) {
				return true
			}
		}
		return false
	}
	switch {
	case is(notOurs):
		return fmt.Errorf("--listen %s: this computer has no address %s", addr, host)
	case is(portsTaken):
		return fmt.Errorf("--listen %s: another program has port %s already; --listen takes another one", addr, port)
	case is(portsGuarded):
		return fmt.Errorf("--listen %s: this user may not listen on port %s; a higher one needs no rights, such as --listen %s", addr, port, net.JoinHostPort(host, "2525"))
	}
	return err
}
