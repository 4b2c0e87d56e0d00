package main

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"sync"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/smtpspec/smtpspec/suites/lab"
	"github.com/spf13/cobra"
)

// replayFlags are the flags of `replay`.
type replayFlags struct {
	load            loadFlags
	listen, lab, ca string
	timing, force   bool
}

func (a *app) replayCommand() *cobra.Command {
	f := &replayFlags{}
	cmd := &cobra.Command{
		Use:   "replay FILE",
		Short: "Play recorded sessions back, for any client",
		Long: `Replay starts a server for each lab block of FILE, as record writes them, and says
what the recorded server said, byte for byte. FILE is any suite, read as for a run;
--var gives its variables values. Several blocks get ports one after the other. It
answers at once, unless --timing plays the delays too. Ctrl-C ends it.

Exit status: 0 ended, 2 the command line or FILE is wrong, 4 the address is taken.`,
		Example: `  smtpspec replay site.smtp.hcl
  smtpspec replay site.smtp.hcl --lab direct_send --listen 192.0.2.9:25 --timing`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return invalid("replay takes one FILE (see smtpspec replay --help)")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.replay(cmd.Context(), args[0], f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.listen, "listen", "127.0.0.1:2525", "`ADDRESS` to listen on")
	fl.StringVar(&f.lab, "lab", "", "play the block `NAME` only")
	fl.BoolVar(&f.timing, "timing", false, "answer as slowly as the recorded server did")
	fl.StringVar(&f.ca, "ca-file", "", "write the root of the certificates to `FILE`, for the client to trust")
	fl.BoolVar(&f.force, "force", false, "replace FILE of --ca-file where it exists")
	f.load.variables(cmd)
	nothingToComplete(cmd, "listen", "lab")
	return cmd
}

func (a *app) replay(ctx context.Context, file string, f *replayFlags) error {
	if err := checkListen(f.listen); err != nil {
		return invalid("--listen %s: %v", f.listen, err)
	}
	profiles, err := a.readLabs(file, &f.load)
	if err != nil {
		return err
	}
	if f.lab != "" {
		profiles = slices.DeleteFunc(profiles, func(p *dsl.Lab) bool { return p.Name != f.lab })
	}
	if len(profiles) == 0 {
		return invalid("%s has no lab block%s", file, labNamed(f.lab))
	}
	for _, p := range profiles {
		if !f.timing {
			atOnce(p)
		}
	}
	return a.play(ctx, profiles, labFlags{listen: f.listen, ca: f.ca, force: f.force})
}

func labNamed(name string) string {
	if name == "" {
		return ""
	}
	return fmt.Sprintf(" %q", name)
}

// atOnce takes the delays out of a profile. A block that was nothing but a delay
// stays: the first block that fits answers, so without it another one would.
func atOnce(p *dsl.Lab) {
	for i := range p.On {
		p.On[i].Delay = 0
	}
}

// readLabs reads the lab blocks of a suite.
func (a *app) readLabs(file string, flags *loadFlags) ([]*dsl.Lab, error) {
	vars, err := a.asked(flags)
	if err != nil {
		return nil, invalid("%v", err)
	}
	opt := dsl.Options{World: dslWorld(), Vars: vars, Environ: a.env, NeedValues: true}
	if a.tty.in && a.tty.err {
		opt.Ask = a.askFor
	}
	labs, program, diags := dsl.LoadLabs(file, opt)
	for _, s := range program.Suites {
		a.hide(transcript.NewSecrets(s.Secrets...))
	}
	a.printDiagnostics(program, diags)
	if diags.HasErrors() {
		return nil, mistakes(program, diags)
	}
	return labs, nil
}

// labFlags are what `lab` and `replay` have in common.
type labFlags struct {
	listen string
	ca     string // where the root is written; empty: nowhere
	force  bool   // replace what is there already
	learn  func(lab.Session) error
}

// play starts a server for each profile and waits until it is told to stop.
func (a *app) play(ctx context.Context, profiles []*dsl.Lab, f labFlags) error {
	if err := free("--ca-file", f.ca, f.force); err != nil {
		return err
	}
	ctx, stop := a.interruptible(ctx)
	defer stop()
	shown, open := &sessionLog{app: a, learn: f.learn}, false
	for i, p := range profiles {
		addr, err := nextPort(f.listen, i)
		if err != nil {
			return invalid("--listen %s: %v", f.listen, err)
		}
		server, err := lab.Start(p, lab.Options{Listen: addr, Names: certNames(addr), Now: a.now, OnSession: shown.show})
		if err != nil {
			return trouble(whyNotThere(addr, err))
		}
		defer server.Close()
		if f.ca != "" && i == 0 {
			if err := a.writeText(server.RootPEM(), f.ca); err != nil {
				return trouble(err)
			}
		}
		fmt.Fprintf(a.notes(), "The lab plays %s on %s. %s\n", p.Name, listensOn(addr, server.Addr()), p.Title)
		open = open || !server.Addr().Addr().IsLoopback()
	}
	if open {
		fmt.Fprintln(a.notes(), "Whoever is on the network of this computer can reach it.")
	}
	if f.ca != "" {
		fmt.Fprintf(a.notes(), "Its root is in %s; a new one is made at each start.\n", f.ca)
	}
	fmt.Fprintln(a.err, "Ctrl-C ends it.")
	<-ctx.Done()
	return nil
}

// listensOn is where a server listens, as it was asked to: 0.0.0.0 is taken for all
// addresses of both families, which the system calls [::].
func listensOn(asked string, addr netip.AddrPort) string {
	host, _, err := net.SplitHostPort(asked)
	if err != nil || host == "" || !addr.Addr().IsUnspecified() {
		return addr.String()
	}
	return net.JoinHostPort(host, strconv.Itoa(int(addr.Port())))
}

// nextPort is the n-th port from an address on. Port 0 is a free one for each.
func nextPort(listen string, n int) (string, error) {
	host, port, err := net.SplitHostPort(listen)
	if err != nil || port == "0" || n == 0 {
		return listen, err
	}
	first, err := strconv.Atoi(port)
	if err != nil {
		return "", err
	}
	if first+n > 65535 {
		return "", fmt.Errorf("there is no port for block %d", n+1)
	}
	return net.JoinHostPort(host, strconv.Itoa(first+n)), nil
}

// certNames are what clients call a server that has no name of its own: the
// certificate is for these, too.
func certNames(listen string) []string {
	names := []string{"localhost", "127.0.0.1", "::1"}
	host, _, err := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); err == nil && ip != nil && !ip.IsUnspecified() && !ip.IsLoopback() {
		names = append(names, ip.String())
	}
	if name, err := os.Hostname(); err == nil && host != "" && name != "" {
		names = append(names, name)
	}
	return names
}

// sessionLog shows each session when it is over.
type sessionLog struct {
	app   *app
	learn func(lab.Session) error
	mu    sync.Mutex
}

func (l *sessionLog) show(s lab.Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintf(l.app.out, "=== session %d from %s, %s\n", s.Number, s.Client, s.Took.Round(1e6))
	transcript.Write(l.app.out, s.Transcript)
	if l.learn == nil {
		return
	}
	if err := l.learn(s); err != nil {
		fmt.Fprintf(l.app.err, "Error: %v\n", err)
	}
}
