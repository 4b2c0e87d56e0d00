package main

import (
	"net"
	"strings"
	"syscall"
	"testing"
)

// TestWhereNothingCanListen: what is wrong with an address is said in words that do not
// take a programmer.
func TestWhereNothingCanListen(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for addr, want := range map[string]string{
		taken.Addr().String(): "another program has port",
		"192.0.2.10:2525":     "this computer has no address 192.0.2.10", // RFC 5737: nobody's
	} {
		code, _, errs := commandLine(t, "lab", "m365-mx", "--listen", addr)
		if code != 4 || !strings.Contains(errs, want) || strings.Contains(errs, "bind") {
			t.Errorf("%s: exit status %d, %s", addr, code, errs)
		}
	}
	guarded := whyNotThere("192.0.2.10:587", &net.OpError{Op: "listen", Err: syscall.EACCES})
	if got := guarded.Error(); !strings.Contains(got, "--listen 192.0.2.10:2525") {
		t.Error(got)
	}
}
