package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"smtpspec": main})
}

// TestScripts runs the command lines of testdata/script as people do: the whole
// program, one archive a behaviour.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: *update, RequireExplicitExec: true, RequireUniqueNames: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "again": again, "interrupts": interrupts, "mode": mode,
		},
		Setup: func(env *testscript.Env) error {
			cache := env.WorkDir + "/.cache"
			env.Setenv("SMTPSPEC_CACHE", cache)
			env.Setenv("HOME", env.WorkDir)
			return os.MkdirAll(cache, 0o700)
		},
	})
}

// exits runs a command that must end with a certain status:
//
//	exits CODE COMMAND…
func exits(ts *testscript.TestScript, _ bool, args []string) {
	if got := statusOf(ts.Exec(args[1], args[2:]...)); strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit status %d, want %s", got, args[0])
	}
}

func statusOf(err error) int {
	var e *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &e):
		return e.ExitCode()
	}
	return -1
}

// again runs the command that the last one printed, to run its first failure again:
//
//	again CODE
func again(ts *testscript.TestScript, _ bool, args []string) {
	_, line, ok := strings.Cut(ts.ReadFile("stdout"), "Run it again, with the transcript:")
	if !ok {
		ts.Fatalf("no command to run again")
	}
	line, _, _ = strings.Cut(strings.TrimSpace(line), "\n")
	exits(ts, false, append(args, strings.Fields(line)...))
}

// interrupts sends SIGINT to a command as soon as its run log holds a test that
// ended, and wants 130. Its output goes to the files stdout and stderr.
//
//	interrupts LOG COMMAND…
func interrupts(ts *testscript.TestScript, _ bool, args []string) {
	var out, errs bytes.Buffer
	cmd := exec.Command(args[1], args[2:]...)
	if path, err := exec.LookPath("smtpspec"); err == nil {
		cmd.Path = path // of this test's own programs
	}
	cmd.Dir, cmd.Stdout, cmd.Stderr = ts.MkAbs("."), &out, &errs
	cmd.Env = append(os.Environ(), "SMTPSPEC_CACHE="+ts.Getenv("SMTPSPEC_CACHE"))
	ts.Check(cmd.Start())
	deadline := time.Now().Add(20 * time.Second)
	for {
		log, _ := os.ReadFile(ts.MkAbs(args[0]))
		if bytes.Contains(log, []byte(`"type":"test"`)) || time.Now().After(deadline) {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	ts.Check(cmd.Process.Signal(os.Interrupt))
	got := statusOf(cmd.Wait())
	ts.Check(os.WriteFile(ts.MkAbs("stdout"), out.Bytes(), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs("stderr"), errs.Bytes(), 0o600))
	if got != 130 {
		ts.Fatalf("exit status %d, want 130\n%s%s", got, out.String(), errs.String())
	}
}

// mode checks who may read a file:
//
//	mode 0600 FILE
func mode(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.ParseUint(args[0], 8, 32)
	ts.Check(err)
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := info.Mode().Perm(); got != os.FileMode(want) {
		ts.Fatalf("%s has mode %04o, want %s", args[1], got, args[0])
	}
}
