//go:build linux

package mailserver

import (
	"os/exec"
	"testing"
)

// Program is the path of a program that a test needs, such as a mail client of
// Debian's. Where it is missing the test is skipped, or fails, as with a server.
func Program(t testing.TB, name, pkg string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, "there is no %s; it comes with Debian's package %s", name, pkg)
	}
	return path
}
