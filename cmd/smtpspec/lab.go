package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"text/tabwriter"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/suites/lab"
	"github.com/spf13/cobra"
)

func (a *app) labCommand() *cobra.Command {
	f, list := labFlags{}, false
	learn := ""
	cmd := &cobra.Command{
		Use:   "lab [PROFILE]",
		Short: "Start a server that plays Microsoft 365 and others offline",
		Long: `Lab starts an SMTP server that plays PROFILE, to point a device or any client at,
and shows each session when it ends. It stores no password, relays nothing, and
listens on loopback unless --listen says otherwise. Ctrl-C ends it.

With --learn, whatever connects is described as a client block, for suites that do
no more than the device can, and what Microsoft 365 will not like about it is said
beside it. The profile takes-everything refuses nothing and offers the mechanisms
of AUTH that Microsoft 365 does; it is played unless another is named.

Exit status: 0 ended, 2 the command line is wrong, 4 the address is taken.`,
		Example: `  smtpspec lab --list
  smtpspec lab m365-mx-spamhaus
  smtpspec lab m365-submission --listen 192.0.2.10:587     for a real device
  smtpspec lab --learn copier.hcl --listen 192.0.2.10:587  then press Scan`,
		Args: atMostOne("PROFILE"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return lab.Names(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case list && learn != "":
				return invalid("--list lists the profiles, and --learn plays one: give one of the two")
			case len(args) == 0 && learn != "":
				args = []string{learnProfile}
			case list || len(args) == 0 && !cmd.Flags().Changed("listen"):
				return a.listLabs()
			case len(args) == 0:
				return invalid("which profile is the lab to play? All of them: smtpspec lab --list")
			}
			if learn != "" {
				l := &learner{app: a, file: learn, profile: args[0], force: f.force}
				if err := l.ready(); err != nil {
					return err
				}
				f.learn = l.learn
			}
			return a.runLab(cmd.Context(), args[0], f)
		},
	}
	cmd.Flags().StringVar(&f.listen, "listen", "127.0.0.1:2525", "`ADDRESS` to listen on")
	cmd.Flags().StringVar(&f.ca, "ca-file", "", "write the root of the lab's certificates to `FILE`, for a device to trust")
	cmd.Flags().StringVar(&learn, "learn", "", "describe whatever connects as a client block in `FILE`")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace FILE where it exists")
	nothingToComplete(cmd, "listen")
	cmd.Flags().BoolVar(&list, "list", false, "list the profiles")
	return cmd
}

func (a *app) listLabs() error {
	w := tabwriter.NewWriter(a.reference(), 0, 8, 2, ' ', 0)
	for _, name := range lab.Names() {
		p, err := lab.Profile(name)
		if err != nil {
			return trouble(err)
		}
		fmt.Fprintf(w, "%s\t%s\n", name, p.Title)
	}
	return w.Flush()
}

// learnProfile is what --learn plays unless told otherwise.
const learnProfile = "takes-everything"

func (a *app) runLab(ctx context.Context, name string, f labFlags) error {
	profile, err := labProfile(name)
	if err != nil {
		return err
	}
	if err := checkListen(f.listen); err != nil {
		return invalid("--listen %s: %v", f.listen, err)
	}
	return a.play(ctx, []*dsl.Lab{profile}, f)
}

// checkListen tells an address that cannot be one from one that is taken.
func checkListen(addr string) error {
	_, port, err := net.SplitHostPort(addr)
	var wrong *net.AddrError
	if errors.As(err, &wrong) {
		return errors.New("must be ADDRESS:PORT, such as 127.0.0.1:2525; " + wrong.Err)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("%q is no port from 0 to 65535", port)
	}
	return nil
}
