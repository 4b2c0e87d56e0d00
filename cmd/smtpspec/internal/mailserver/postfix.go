//go:build linux

package mailserver

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// postfixMaster is the daemon itself; the postfix command only checks the
// configuration and starts it in the background.
const postfixMaster = "/usr/lib/postfix/sbin/master"

// postfixConfig is what main.cf and master.cf are made from.
type postfixConfig struct {
	*Server
	identity
	Dir, AuthSocket     string
	Domain, Name        string
	Main                []string
	Relay               string // [HOST]:PORT, empty for none
	Username, OtherUser string
}

// Postfix starts Postfix and the Dovecot that checks its passwords.
//
// It has all of Server's ports. Its access map on Blocked answers in the words of
// a Spamhaus user behind the words that Postfix puts before them; messages to
// Domain are taken and thrown away, and no other mail is taken without AUTH.
func Postfix(t testing.TB, opt Options) *Server {
	t.Helper()
	needRoot(t)
	needFile(t, postfixMaster, "postfix")
	postfixUser := needUser(t, "postfix", "postfix")
	dir := newFolder(t)
	id, err := newIdentity(dir)
	if err != nil {
		t.Fatalf("mailserver: %v", err)
	}
	s := &Server{Host: "127.0.0.1", CAFile: id.CAFile}
	conf := postfixConfig{
		Server: s, identity: id, Dir: dir, Domain: Domain, Name: Name,
		Username: Username, OtherUser: "bob@" + Domain, Main: opt.Main,
		AuthSocket: filepath.Join(dir, "dovecot", "auth"),
	}
	if host, port, err := net.SplitHostPort(opt.Relay); err == nil {
		conf.Relay = "[" + host + "]:" + port // in brackets no MX is looked up
	}
	uid, _ := strconv.Atoi(postfixUser.Uid)
	// Dovecot comes second: its proxy has to know the port of the MX.
	start(t, dir, 5, func(ports []int) (*process, error) {
		s.MX, s.Blocked, s.Greylist, s.Submission, s.Implicit = ports[0], ports[1], ports[2], ports[3], ports[4]
		if err := preparePostfix(conf, uid); err != nil {
			return nil, err
		}
		args := []string{postfixMaster, "-c", filepath.Join(dir, "etc"), "-d"}
		return startProcess(command{args: args, dir: dir, ports: ports})
	})
	s.Proxy = dovecot(t, dovecotConfig{
		identity: id, Dir: filepath.Join(dir, "dovecot"), Relay: s.MX, Mechanisms: opt.Mechanisms,
	})
	return s
}

// queueFolders are those that Postfix's daemons expect in the queue, each their
// user's own. Postfix makes them itself in "postfix check", with a hundred
// processes and two seconds of sleep.
var queueFolders = []string{
	"active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming",
	"maildrop", "private", "public", "saved", "trace",
}

// preparePostfix writes the configuration and makes the folders of the queue.
func preparePostfix(conf postfixConfig, uid int) error {
	etc, data, queue := filepath.Join(conf.Dir, "etc"), filepath.Join(conf.Dir, "data"), filepath.Join(conf.Dir, "queue")
	if err := makeDirs(etc, data, queue, filepath.Join(queue, "pid")); err != nil {
		return err
	}
	owned := []string{data}
	for _, name := range queueFolders {
		owned = append(owned, filepath.Join(queue, name))
	}
	if err := makeDirs(owned...); err != nil {
		return err
	}
	for _, path := range owned {
		if err := os.Chown(path, uid, -1); err != nil {
			return err
		}
	}
	for _, name := range []string{"main.cf", "master.cf"} {
		if err := render(filepath.Join(etc, name), name, conf); err != nil {
			return err
		}
	}
	return nil
}
