// Command smtpspec tests SMTP as code.
//
// It reads suites, holds the sessions that they describe, names the stage that
// decided and the class of a refusal, and writes what happened as tables, JUnit
// XML and case studies. See README.md.
package main

import (
	"io"
	"os"
	"time"

	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"golang.org/x/term"
)

func main() {
	a := &app{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Environ(), now: time.Now,
		tty: terminal{
			in:     term.IsTerminal(int(os.Stdin.Fd())),
			out:    isTerminal(os.Stdout),
			err:    isTerminal(os.Stderr),
			width:  widthOf(os.Stdout, os.Stderr),
			hidden: readHidden,
		},
		interrupts: notifyInterrupts,
	}
	os.Exit(a.main(os.Args[1:]))
}

// app is the program with everything that it touches outside itself, so that a
// test can run it whole.
type app struct {
	in       io.Reader
	out, err io.Writer
	env      []string // NAME=value
	now      func() time.Time
	tty      terminal
	// interrupts calls back on SIGINT and SIGTERM until it is told to stop.
	interrupts func(func()) (stop func())
	// change, where it is set, puts something else in the network's place.
	change func(*runner.World)

	noColor  bool                // --no-color
	lineSaid bool                // the line of --one-line was written
	secrets  *transcript.Secrets // of the suites that were loaded
}

// terminal is what is known of the person's screen.
type terminal struct {
	in, out, err bool // which of the streams are one
	width        int  // in columns; 0 where it is not known
	// hidden reads a line that is not shown.
	hidden func() (string, error)
}

// main runs one command line and returns the exit status.
func (a *app) main(args []string) int {
	root := a.root()
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	defer a.flush()
	if err := singleDash(root, args); err != nil {
		return a.fail(a.sayMistake(args, err))
	}
	if err := root.Execute(); err != nil {
		return a.fail(a.sayMistake(args, err))
	}
	return 0
}

// width is how wide a stream is, or 0 where that is for the writer to say: what
// goes into a file must not depend on a window.
func (a *app) width(tty bool) int {
	if !tty {
		return 0
	}
	return a.tty.width
}

// color reports whether what goes to a stream may be coloured.
func (a *app) color(tty bool) bool {
	return tty && !a.noColor && a.getenv("NO_COLOR") == "" && !a.dumb()
}

// dumb reports a terminal that knows no control sequences.
func (a *app) dumb() bool { return a.getenv("TERM") == "dumb" }

// getenv looks a variable up in the environment that the app was given.
func (a *app) getenv(name string) string {
	value := ""
	for _, e := range a.env {
		if len(e) > len(name) && e[:len(name)] == name && e[len(name)] == '=' {
			value = e[len(name)+1:]
		}
	}
	return value
}
