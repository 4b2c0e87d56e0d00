//go:build linux

package mailserver

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// dovecotConfig is what dovecot.conf is made from.
type dovecotConfig struct {
	identity
	Dir        string
	Relay      int // the port behind the submission proxy
	Mechanisms []string
	Name       string
	Proxy      int
}

// dovecot starts Dovecot with the socket DIR/auth, over which Postfix asks about
// passwords, and its submission proxy, whose port it returns.
func dovecot(t testing.TB, conf dovecotConfig) int {
	t.Helper()
	needFile(t, "/usr/sbin/dovecot", "dovecot-core")
	needFile(t, "/usr/lib/dovecot/submission-login", "dovecot-submissiond")
	needUser(t, "dovenull", "dovecot-core")
	needDovecotSeries(t, "2.3.")
	conf.Name = Name
	if len(conf.Mechanisms) == 0 {
		conf.Mechanisms = DefaultMechanisms
	}
	if err := makeDirs(conf.Dir, filepath.Join(conf.Dir, "run")); err != nil {
		t.Fatalf("mailserver: %v", err)
	}
	users := filepath.Join(conf.Dir, "users")
	// Kept in clear: CRAM-MD5 and SCRAM each need another derivative of it.
	if err := os.WriteFile(users, []byte(Username+":{PLAIN}"+Password+"\n"), 0o644); err != nil {
		t.Fatalf("mailserver: %v", err)
	}
	start(t, conf.Dir, 1, func(ports []int) (*process, error) {
		conf.Proxy = ports[0]
		file := filepath.Join(conf.Dir, "dovecot.conf")
		if err := render(file, "dovecot.conf", conf); err != nil {
			return nil, err
		}
		args := []string{"/usr/sbin/dovecot", "-F", "-c", file}
		return startProcess(command{args: args, dir: conf.Dir, ports: ports})
	})
	return conf.Proxy
}

// needDovecotSeries ends a test when Dovecot is of another series: 2.4 reads
// another configuration language.
func needDovecotSeries(t testing.TB, series string) {
	t.Helper()
	out, err := exec.Command("/usr/sbin/dovecot", "--version").Output()
	if err != nil {
		missing(t, "dovecot --version: %v", err)
	}
	if !strings.HasPrefix(string(out), series) {
		missing(t, "Dovecot is %s; its configuration here is for %sx", strings.TrimSpace(string(out)), series)
	}
}
