package main

import (
	"errors"
	"io/fs"

	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/runlog"
	"github.com/spf13/cobra"
)

func (a *app) reportCommand() *cobra.Command {
	f := &reportFlags{}
	cmd := &cobra.Command{
		Use:   "report [RUNLOG]",
		Short: "Write reports again from a run log",
		Long: `Report makes any report of a run again, from its run log: by default the last
run's. Nothing is sent, and no suite is read.

Exit status: 0 written, 2 the command line or the log is wrong, 4 a report could
not be written.`,
		Example: `  smtpspec report --report junit=results.xml
  smtpspec report run.jsonl --report case-study --for isp`,
		Args: atMostOne("RUNLOG"),
		RunE: func(_ *cobra.Command, args []string) error { return a.report(args, f) },
	}
	f.add(cmd)
	return cmd
}

func (a *app) report(args []string, f *reportFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	path, err := a.lastLog()
	if len(args) > 0 {
		path, err = args[0], nil
	}
	if err != nil {
		return invalid("%v", err)
	}
	if err := distinct(f.places(), []place{{"the run log", path}}); err != nil {
		return err
	}
	run, err := runlog.Open(path)
	if errors.Is(err, fs.ErrNotExist) && len(args) == 0 {
		return invalid("there is no last run; name a run log, or run a suite first")
	}
	if err != nil {
		return invalid("%v", err)
	}
	defer run.Close()
	if !a.show(run.Run, f) {
		return &exit{code: result.ExitTrouble}
	}
	return nil
}
