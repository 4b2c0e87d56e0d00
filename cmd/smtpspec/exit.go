package main

import (
	"errors"
	"fmt"

	"github.com/smtpspec/smtpspec/reports/junit"
	"github.com/smtpspec/smtpspec/runner/result"
)

// exit is an error with the exit status that it asks for. What a person should
// read may have been printed already; err is nil then.
type exit struct {
	code     int
	err      error
	mistakes []junit.Problem // in suites; for a JUnit report
}

// Error is what went wrong, or the exit status where that was said.
func (e *exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.code)
	}
	return e.err.Error()
}

// Unwrap gives the cause.
func (e *exit) Unwrap() error { return e.err }

// invalid is a mistake in the command line or in a suite: nothing was run.
func invalid(format string, args ...any) error {
	return &exit{code: result.ExitInvalid, err: fmt.Errorf(format, args...)}
}

// trouble is something that could not be run or written.
func trouble(err error) error { return &exit{code: result.ExitTrouble, err: err} }

// fail prints an error, unless that was done, and gives its exit status. An error
// without one comes from the command line's parser.
func (a *app) fail(err error) int {
	var e *exit
	if !errors.As(err, &e) {
		e = &exit{code: result.ExitInvalid, err: err}
	}
	if e.err != nil {
		fmt.Fprintf(a.notes(), "Error: %v\n", e.err)
	}
	return e.code
}

// checkCodes stands in the help of commands that read suites and run nothing.
const checkCodes = `
Exit status: 0 all is well, 2 the command line or a suite is wrong.`

// exitCodes stands in the help of every command that runs something.
const exitCodes = `
Exit status:
  0    everything as expected
  1    an expectation was not met
  2    the command line or a suite is wrong; nothing was run
  3    inconclusive: nothing was learned (0 with --allow-inconclusive)
  4    something could not be run or written
  130  interrupted
1 beats 4 beats 3.`
