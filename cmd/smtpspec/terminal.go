package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/mattn/go-isatty"
	"github.com/smtpspec/smtpspec/runner/result"
	"golang.org/x/term"
)

// isTerminal knows Git Bash's terminals on Windows too, which are pipes.
func isTerminal(f *os.File) bool {
	return isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd())
}

// widthOf is the width of the first of the files that is a terminal.
func widthOf(files ...*os.File) int {
	for _, f := range files {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return w
		}
	}
	return 0
}

// readHidden reads a line from the terminal without showing it. An interruption
// leaves no terminal behind that shows nothing any more.
func readHidden() (string, error) {
	fd := int(os.Stdin.Fd())
	state, err := term.GetState(fd)
	if err != nil {
		return "", err
	}
	defer notifyInterrupts(func() {
		term.Restore(fd, state) // nothing can be done where that fails
		os.Stderr.WriteString("\n")
		os.Exit(result.ExitInterrupted)
	})()
	b, err := term.ReadPassword(fd)
	return string(b), err
}

// interruptible is a context that ends when the person interrupts the program.
func (a *app) interruptible(ctx context.Context) (_ context.Context, stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	quiet := a.interrupts(cancel)
	return ctx, func() {
		quiet()
		cancel()
	}
}

// notifyInterrupts calls f on the first SIGINT or SIGTERM. A second one ends the
// program at once.
func notifyInterrupts(f func()) (stop func()) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	go func() {
		select {
		case <-signals:
			f()
		case <-done:
			return
		}
		select {
		case <-signals:
			os.Exit(result.ExitInterrupted)
		case <-done:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}
