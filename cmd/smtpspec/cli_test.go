package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
)

// ran is what a command line came to.
type ran struct {
	stdout, stderr string
	code           int
}

// cli runs a command line in this process, without a terminal and with a cache
// folder of its own. Arguments of the form NAME=VALUE before the first other one
// are environment variables.
func cli(t *testing.T, args ...string) ran {
	t.Helper()
	return cliWith(t, strings.NewReader(""), args...)
}

// cliWith is cli with something on standard input.
func cliWith(t *testing.T, in io.Reader, args ...string) ran {
	t.Helper()
	return cliOn(t, terminal{}, in, args...)
}

// cliOn is cliWith on a terminal.
func cliOn(t *testing.T, tty terminal, in io.Reader, args ...string) ran {
	t.Helper()
	env := []string{"SMTPSPEC_CACHE=" + t.TempDir(), "TERM=dumb"}
	for len(args) > 0 && isEnv(args[0]) {
		env, args = append(env, args[0]), args[1:]
	}
	var out, errs bytes.Buffer
	a := &app{
		in: in, out: &out, err: &errs, env: env, now: time.Now, tty: tty,
		interrupts: func(func()) func() { return func() {} },
	}
	code := a.main(args)
	return ran{out.String(), errs.String(), code}
}

func isEnv(arg string) bool {
	name, _, ok := strings.Cut(arg, "=")
	return ok && name == strings.ToUpper(name) && !strings.HasPrefix(name, "-")
}
