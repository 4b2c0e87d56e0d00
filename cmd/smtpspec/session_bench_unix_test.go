//go:build unix

package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/smtpspec/smtpspec/steps/steptest"
)

// benchServer is the environment variable that makes this test binary a server: the
// processor time of a benchmark is then the client's alone. Its value is how long the
// server thinks before each reply.
const benchServer = "SMTPSPEC_BENCH_SERVER"

// TestServeBenchmarks is the server's process. It does nothing when the tests are
// run, and serves until its standard input ends when a benchmark started it.
func TestServeBenchmarks(t *testing.T) {
	think := os.Getenv(benchServer)
	if think == "" {
		return
	}
	s := &badServer{stage: "none", config: steptest.Cert{}.Config(t)}
	var err error
	if s.think, err = time.ParseDuration(think); err != nil {
		t.Fatal(err)
	}
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	fmt.Printf("port %d\n%s-\n", s.port, steptest.RootPEM())
	io.Copy(io.Discard, os.Stdin)
}

// startBenchServer starts the process and returns its port and its root.
func startBenchServer(b *testing.B, think time.Duration) (port int, root []byte) {
	b.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestServeBenchmarks$")
	cmd.Env = append(os.Environ(), benchServer+"="+think.String())
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	r := bufio.NewReader(out)
	if _, err := fmt.Fscanf(r, "port %d\n", &port); err != nil {
		b.Fatal(err)
	}
	for {
		line, err := r.ReadString('\n')
		if err != nil || line == "-\n" {
			return port, root
		}
		root = append(root, line...)
	}
}

// benched is what a benchmark does.
type benched struct {
	mode     string // the endpoint's tls
	sessions int    // of one run
	parallel int
	think    time.Duration // of the server, before each reply
	own      bool          // each session names a recipient of its own
}

// processorTime is this process's, in user and system mode.
func processorTime() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// perSession runs a benchmark of many sessions, and reports the processor time
// of one.
func (x benched) perSession(b *testing.B, sessions func()) {
	sessions() // roots and tables are read once in a process
	begun := processorTime()
	for b.Loop() {
		sessions()
	}
	took := processorTime() - begun
	b.ReportMetric(float64(took.Microseconds())/float64(b.N*x.sessions), "cpu-µs/session")
}

func (x benched) run(b *testing.B) {
	port, root := startBenchServer(b, x.think)
	dir := b.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	to := "office@example.test"
	if x.own {
		to = "${each.key}@example.test"
	}
	suite := fmt.Sprintf(`
endpoint "server" {
  host            = "127.0.0.1"
  port            = %d
  tls             = %q
  server_name     = "mx.example"
  ca_file         = "ca.pem"
  max_connections = %d
}
test "t" {
  for_each = toset([for i in range(%d) : "n${i}"])
  endpoint = endpoint.server
  from     = "scanner@example.test"
  to       = [%q]

  expect ehlo accept {
    offers = ["STARTTLS"]
  }
  expect rcpt accept {}
}
`, port, x.mode, x.parallel, x.sessions, to)
	for name, text := range map[string]string{"ca.pem": string(root), "bench.smtp.hcl": suite} {
		if err := os.WriteFile(path(name), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	x.perSession(b, func() {
		a := &app{
			in: strings.NewReader(""), out: io.Discard, err: io.Discard, env: []string{"SMTPSPEC_CACHE=" + dir}, now: time.Now,
			interrupts: func(func()) func() { return func() {} },
		}
		code := a.main([]string{"run", path("bench.smtp.hcl"), "--parallel", fmt.Sprint(x.parallel), "--log", path("run.jsonl"),
			"--report", "junit=" + path("results.xml"), "--report", "case-study=" + path("case.md")})
		if code != 0 {
			b.Fatalf("exit status %d", code)
		}
	})
}

func (x benched) bare(b *testing.B) {
	port, root := startBenchServer(b, x.think)
	block, _ := pem.Decode(root)
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		b.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	config := &tls.Config{ServerName: "mx.example", RootCAs: pool, CurvePreferences: []tls.CurveID{tls.X25519, tls.CurveP256}}
	x.perSession(b, func() {
		var wait sync.WaitGroup
		for range x.parallel {
			wait.Go(func() {
				for range x.sessions / x.parallel {
					if err := bareSession(port, x.mode, config); err != nil {
						b.Error(err)
						return
					}
				}
			})
		}
		wait.Wait()
	})
}

// bareSession is the same conversation with net, bufio and crypto/tls alone.
func bareSession(port int, mode string, config *tls.Config) error {
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	defer conn.Close()
	r := bufio.NewReader(conn)
	say := func(line, code string) error {
		if line != "" {
			if _, err := io.WriteString(conn, line+"\r\n"); err != nil {
				return err
			}
		}
		for {
			reply, err := r.ReadString('\n')
			if err != nil || len(reply) < 4 || reply[:3] != code {
				return fmt.Errorf("%s: %q %v", line, reply, err)
			}
			if reply[3] != '-' {
				return nil
			}
		}
	}
	steps := [][2]string{{"", "220"}, {"EHLO [127.0.0.1]", "250"}}
	if mode != "none" {
		steps = append(steps, [2]string{"STARTTLS", "220"}, [2]string{"EHLO [127.0.0.1]", "250"})
	}
	steps = append(steps, [2]string{"MAIL FROM:<scanner@example.test>", "250"}, [2]string{"RCPT TO:<office@example.test>", "250"}, [2]string{"QUIT", "221"})
	for _, s := range steps {
		if err := say(s[0], s[1]); err != nil {
			return err
		}
		if s[0] == "STARTTLS" {
			inside := tls.Client(conn, config)
			if err := inside.Handshake(); err != nil {
				return err
			}
			conn = inside
			r.Reset(conn)
		}
	}
	return nil
}

// The processor time of a session in a whole run, with the log and two reports,
// beside that of the same conversation held by a bare client.
func BenchmarkSessionTLS(b *testing.B)       { overTLS.run(b) }
func BenchmarkBareSessionTLS(b *testing.B)   { overTLS.bare(b) }
func BenchmarkSessionClear(b *testing.B)     { inClear.run(b) }
func BenchmarkBareSessionClear(b *testing.B) { inClear.bare(b) }

// The time of a run whose server takes its time, with many sessions at once, beside a
// bare client's; and where each session names a recipient that was not named before.
func BenchmarkSlowServer(b *testing.B)     { thinking.run(b) }
func BenchmarkBareSlowServer(b *testing.B) { thinking.bare(b) }
func BenchmarkSlowServerOwn(b *testing.B) {
	own := thinking
	own.own = true
	own.run(b)
}

var (
	overTLS  = benched{mode: "starttls", sessions: 400, parallel: 8}
	inClear  = benched{mode: "none", sessions: 400, parallel: 8}
	thinking = benched{mode: "none", sessions: 960, parallel: 64, think: 20 * time.Millisecond}
)
