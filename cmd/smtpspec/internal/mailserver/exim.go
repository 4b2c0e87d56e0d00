//go:build linux

package mailserver

import (
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// eximUser is the user that Debian compiles into Exim.
const eximUser = "Debian-exim"

// eximConfig is what exim.conf is made from.
type eximConfig struct {
	*Server
	identity
	Binary, Dir, Domain, Name, Username, Password string
}

// Exim starts Exim. It has all of Server's ports but Proxy.
//
// Debian's Exim conflicts with its Postfix, so it need not be installed: its
// package unpacked in a folder is enough, see eximBinary.
func Exim(t testing.TB) *Server {
	t.Helper()
	needRoot(t)
	binary := eximBinary(t)
	dir := newFolder(t)
	id, err := newIdentity(dir)
	if err != nil {
		t.Fatalf("mailserver: %v", err)
	}
	env, owner := eximIdentity(t, dir)
	if err := prepareExim(dir, id, owner); err != nil {
		t.Fatalf("mailserver: %v", err)
	}
	s := &Server{Host: "127.0.0.1", CAFile: id.CAFile}
	conf := eximConfig{
		Server: s, identity: id, Binary: binary, Dir: dir,
		Domain: Domain, Name: Name, Username: Username, Password: Password,
	}
	start(t, dir, 5, func(ports []int) (*process, error) {
		s.MX, s.Blocked, s.Greylist, s.Submission, s.Implicit = ports[0], ports[1], ports[2], ports[3], ports[4]
		file := filepath.Join(dir, "exim.conf")
		if err := render(file, "exim.conf", conf); err != nil {
			return nil, err
		}
		needRunning(t, exec.Command(binary, "-C", file, "-bV"), env)
		args := []string{binary, "-C", file, "-bdf"}
		return startProcess(command{args: args, env: env, dir: dir, ports: ports})
	})
	return s
}

// eximBinary finds Exim: where SMTPSPEC_EXIM says, where .ci/run unpacks Debian's
// package, or installed.
func eximBinary(t testing.TB) string {
	t.Helper()
	places := []string{os.Getenv("SMTPSPEC_EXIM")}
	if cache, err := os.UserCacheDir(); err == nil {
		places = append(places, filepath.Join(cache, "smtpspec-servers", "exim4", "usr", "sbin", "exim4"))
	}
	places = append(places, "/usr/sbin/exim4")
	for _, path := range places {
		if path == "" {
			continue
		}
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	missing(t, "Exim is not at %s", strings.Join(places[len(places)-2:], " or "))
	return ""
}

// eximIdentity returns the environment in which Exim finds its user, and the user
// that it then is. Where the package is only unpacked there is no such user, and
// Exim does not start without one: nss_wrapper shows it a list of users with one
// line more, and changes none of the machine's.
func eximIdentity(t testing.TB, dir string) (env []string, owner *user.User) {
	t.Helper()
	if u, err := user.Lookup(eximUser); err == nil {
		return nil, u
	}
	u := needUser(t, "mail", "base-passwd")
	passwd, group := filepath.Join(dir, "passwd"), filepath.Join(dir, "group")
	for path, line := range map[string]string{
		"/etc/passwd": eximUser + ":x:" + u.Uid + ":" + u.Gid + "::/nonexistent:/usr/sbin/nologin\n",
		"/etc/group":  eximUser + ":x:" + u.Gid + ":\n",
	} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("mailserver: %v", err)
		}
		to := filepath.Join(dir, filepath.Base(path))
		if err := os.WriteFile(to, append(text, line...), 0o644); err != nil {
			t.Fatalf("mailserver: %v", err)
		}
	}
	return []string{
		"LD_PRELOAD=libnss_wrapper.so", "NSS_WRAPPER_PASSWD=" + passwd, "NSS_WRAPPER_GROUP=" + group,
	}, u
}

// prepareExim makes Exim's folders and gives them, and the key, to its user.
func prepareExim(dir string, id identity, owner *user.User) error {
	spool, log := filepath.Join(dir, "spool"), filepath.Join(dir, "log")
	if err := makeDirs(spool, log); err != nil {
		return err
	}
	uid, _ := strconv.Atoi(owner.Uid)
	gid, _ := strconv.Atoi(owner.Gid)
	for _, path := range []string{spool, log, id.KeyFile} {
		if err := os.Chown(path, uid, gid); err != nil {
			return err
		}
	}
	return nil
}

// needRunning ends the test when a server cannot even say its version: a shared
// library or the wrapper is missing.
func needRunning(t testing.TB, cmd *exec.Cmd, env []string) {
	t.Helper()
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		missing(t, "%s: %v\n%s", strings.Join(cmd.Args, " "), err, out)
	}
}
