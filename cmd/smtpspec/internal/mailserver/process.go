//go:build linux

package mailserver

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// Starting takes about a second; a busy machine of one core takes ten. Stopping
// is a signal and the end of at most a few dozen processes.
const (
	startTimeout = 30 * time.Second
	stopTimeout  = 20 * time.Second
)

// supervisor runs a server in the foreground and ends it when descriptor 3 is
// closed: by the test's end, or by the kernel when the test process is gone, in a
// panic or by a kill, where no Cleanup runs. The server gets a session of its
// own, for Postfix's master signals its children by their process group; what
// is left of the group when the server has ended goes with it.
const supervisor = `
setsid "$@" 3<&- & server=$!
{ read -r _ <&3; kill -TERM $server; } 2>/dev/null & guard=$!
exec 3<&-
wait $server; code=$?
kill $guard 2>/dev/null
kill -KILL -$server 2>/dev/null
exit $code
`

// process is one server under its supervisor.
type process struct {
	cmd   *exec.Cmd
	hold  *os.File // closed to stop
	ended chan error
}

// command is what to run, where its output goes, and the ports on which it then
// listens.
type command struct {
	args  []string
	env   []string // beside the test's own
	dir   string   // its output goes to dir/NAME.log
	ports []int
}

// startProcess runs a command and returns when all its ports answer.
func startProcess(c command) (*process, error) {
	out, err := os.Create(filepath.Join(c.dir, filepath.Base(c.args[0])+".log"))
	if err != nil {
		return nil, err
	}
	defer out.Close()
	wait, hold, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer wait.Close()

	cmd := exec.Command("/bin/sh", append([]string{"-c", supervisor, "mailserver"}, c.args...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = c.dir, out, out
	cmd.Env = append(os.Environ(), c.env...)
	cmd.ExtraFiles = []*os.File{wait}
	// A group of its own: a Ctrl-C for the test is no Ctrl-C for the server, which
	// the test stops in its own order.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		hold.Close()
		return nil, err
	}
	p := &process{cmd: cmd, hold: hold, ended: make(chan error, 1)}
	go func() { p.ended <- cmd.Wait() }()
	if err := p.awaitPorts(c.ports); err != nil {
		return nil, errors.Join(err, p.stop())
	}
	return p, nil
}

// awaitPorts returns when every port takes a connection and the server still
// lives: one that lost a port to another program has ended.
func (p *process) awaitPorts(ports []int) error {
	deadline := time.Now().Add(startTimeout)
	for _, port := range ports {
		for !answers(port) {
			select {
			case err := <-p.ended:
				p.ended <- err
				return fmt.Errorf("ended before port %d answered: %v", port, err)
			case <-time.After(20 * time.Millisecond):
			}
			if time.Now().After(deadline) {
				return fmt.Errorf("port %d did not answer within %v", port, startTimeout)
			}
		}
	}
	select {
	case err := <-p.ended:
		p.ended <- err
		return fmt.Errorf("ended while it started: %v", err)
	default:
		return nil
	}
}

// answers says whether a loopback port takes a connection.
func answers(port int) bool {
	conn, err := net.Dial("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

// stop ends the server and waits for it. How it ended is of no interest, only
// that it did.
func (p *process) stop() error {
	p.hold.Close()
	select {
	case err := <-p.ended:
		p.ended <- err
		return nil
	case <-time.After(stopTimeout):
		return fmt.Errorf("process %d did not end within %v of a SIGTERM", p.cmd.Process.Pid, stopTimeout)
	}
}

// start makes a server listen on n free ports, with up to three tries, for
// another program may take a port between the finding and the listening. The
// server is stopped when the test ends; its logs are shown when the test failed.
func start(t testing.TB, dir string, n int, try func(ports []int) (*process, error)) {
	t.Helper()
	var failures []error
	for range 3 {
		ports, err := freePorts(n)
		if err != nil {
			t.Fatalf("mailserver: %v", err)
		}
		p, err := try(ports)
		if err != nil {
			t.Logf("mailserver: %v", err)
			failures = append(failures, err)
			continue
		}
		t.Cleanup(func() {
			if err := p.stop(); err != nil {
				t.Errorf("mailserver: %v", err)
			}
			if t.Failed() {
				t.Logf("mailserver: %s", logs(dir))
			}
		})
		return
	}
	t.Fatalf("mailserver: %v\n%s", errors.Join(failures...), logs(dir))
}
