//go:build linux

package mailserver

import (
	"os"
	"os/user"
	"testing"
)

// missing ends a test whose server is not there. It is a skip on a laptop, and a
// failure where SMTPSPEC_REQUIRE_SERVERS=1 promises that the servers are
// installed: a promise that nobody checks is no promise.
func missing(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("SMTPSPEC_REQUIRE_SERVERS") == "1" {
		t.Fatalf("mailserver: "+format+" (and SMTPSPEC_REQUIRE_SERVERS=1)", args...)
	}
	t.Skipf("mailserver: "+format, args...)
}

// needRoot ends a test that does not run as root: the servers change to users of
// their own.
func needRoot(t testing.TB) {
	t.Helper()
	if os.Geteuid() != 0 {
		missing(t, "the real mail servers need root to change to their own users")
	}
}

// needFile ends a test when a package's file is not installed.
func needFile(t testing.TB, path, pkg string) {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		missing(t, "%s is not there; it comes with Debian's package %s", path, pkg)
	}
}

// needUser ends a test when a package's system user does not exist.
func needUser(t testing.TB, name, pkg string) *user.User {
	t.Helper()
	u, err := user.Lookup(name)
	if err != nil {
		missing(t, "there is no user %q; Debian's package %s makes it", name, pkg)
	}
	return u
}
