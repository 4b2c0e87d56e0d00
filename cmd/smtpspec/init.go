package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/mitchellh/go-wordwrap"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/fitness"
	"github.com/smtpspec/smtpspec/cmd/smtpspec/internal/tenant"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/reports/screen"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/spf13/cobra"
)

func (a *app) initCommand() *cobra.Command {
	f := &surveyFlags{}
	cmd := &cobra.Command{
		Use:   "init DOMAIN",
		Short: "Write a suite for a domain",
		Long: `Init looks a domain up, recognises Microsoft 365 (also behind a filter), and
writes a suite for it to DOMAIN.smtp.hcl. It takes or asks for one real sender and
one real recipient inside the domain: an invented one would be refused, and the
refusal say nothing. It first looks whether this computer is fit to test from
(builtin:egress). No envelope is offered and nothing is sent.

Exit status: 0 written, 2 the command line is wrong or the domain does not exist,
4 the domain could not be looked up or the suite not written, 130 interrupted.`,
		Example: `  smtpspec init contoso.com
  smtpspec init contoso.com --from scanner@contoso.com --to office@contoso.com
  smtpspec init contoso.com --from scanner@contoso.com \
    --to office@contoso.com --out suites/contoso.smtp.hcl`,
		Args: oneTarget,
		RunE: func(cmd *cobra.Command, args []string) error { return a.initSuite(cmd.Context(), args[0], f) },
	}
	f.add(cmd)
	return cmd
}

func (a *app) initSuite(ctx context.Context, arg string, f *surveyFlags) error {
	t, err := f.readDomainOnly(arg)
	if err != nil {
		return err
	}
	if f.out == "" {
		f.out = suiteName(t)
	}
	if err := f.free(); err != nil {
		return err
	}
	if err := a.canAsk(f); err != nil {
		return err
	}
	ctx, stop := a.interruptible(ctx)
	defer stop()
	fit, err := a.sayFit(ctx, f)
	if err != nil {
		return err
	}
	t.found = a.look(ctx, a.surveyWorld(f, &labServers{}).Resolver, lookup{t.domain, f.tenant, fit})
	if ctx.Err() != nil {
		return &exit{code: result.ExitInterrupted}
	}
	switch says := strings.Join(t.found.Says(), " "); t.found.Kind {
	case tenant.Missing:
		return invalid("%s", strings.TrimSuffix(transcript.Printable(says), "."))
	case tenant.Unanswered:
		return trouble(fmt.Errorf("%s; ask another name server, with --resolver HOST", strings.TrimSuffix(transcript.Printable(says), ".")))
	}
	for _, line := range t.found.Says() {
		a.say(f.talk(a), line)
	}
	fmt.Fprintln(f.talk(a))
	if t.found.Kind != tenant.NullMX {
		if err := a.askEnvelope(f, t.domain); err != nil {
			return err
		}
	}
	return a.writeSuite(t, f)
}

// readDomainOnly reads the argument and the flags.
func (f *surveyFlags) readDomainOnly(arg string) (target, error) {
	if err := f.check(); err != nil {
		return target{}, err
	}
	t, err := readTarget(arg)
	if err != nil {
		return target{}, err
	}
	if t.domain == "" {
		return target{}, invalid("%q is a server, and init takes a mail domain; to look at a server: smtpspec probe %s", arg, arg)
	}
	return t, nil
}

// sayFit prints whether this computer is fit to test from.
func (a *app) sayFit(ctx context.Context, f *surveyFlags) (*fitness.Verdict, error) {
	fit, err := a.first(ctx, f)
	if err != nil || fit == nil {
		return fit, err
	}
	prefix := "This computer: "
	if fit.Fit {
		prefix = "This computer is "
	}
	for _, line := range fit.Says {
		a.say(f.talk(a), prefix+line+".")
	}
	return fit, nil
}

// talk is where init says what it does: standard output, unless the suite goes there.
func (f *surveyFlags) talk(a *app) io.Writer {
	if f.out == "-" {
		return a.err
	}
	return a.out
}

// canAsk makes sure that the addresses are given or can be asked for, before
// anything is done.
func (a *app) canAsk(f *surveyFlags) error {
	for _, missing := range []struct {
		flag string
		is   bool
	}{{"--from", f.from == ""}, {"--to", len(f.to) == 0}} {
		if missing.is && !a.tty.in {
			return invalid("%s is needed: a real address, for an invented one would be refused and the refusal say nothing", missing.flag)
		}
	}
	return nil
}

// askEnvelope asks for the sender and the recipient that were not given.
func (a *app) askEnvelope(f *surveyFlags, domain string) error {
	in := bufio.NewReader(a.in)
	for f.from == "" {
		answer, err := a.askAddress(in, "--from", fmt.Sprintf("A real sender at %s (such as the device's own address): ", domain))
		if err != nil {
			return err
		}
		f.from = answer
	}
	for len(f.to) == 0 {
		answer, err := a.askAddress(in, "--to", fmt.Sprintf("A real recipient inside %s (a mailbox that exists): ", domain))
		if err != nil {
			return err
		}
		if answer != "" {
			f.to = []string{answer}
		}
	}
	for _, address := range append([]string{f.from}, f.to...) {
		if at := address[strings.LastIndexByte(address, '@')+1:]; !strings.EqualFold(at, domain) {
			fmt.Fprintf(a.err, "Note: %s is not at %s. That is fine where %s belongs to the same organisation, and else says little.\n",
				transcript.Printable(address), domain, transcript.Printable(at))
		}
	}
	return nil
}

// askAddress asks once. An answer that is no address is said to be none, and comes
// back empty.
func (a *app) askAddress(in *bufio.Reader, flag, question string) (string, error) {
	fmt.Fprint(a.err, question)
	line, err := in.ReadString('\n')
	answer := strings.TrimSpace(line)
	if answer == "" && err != nil {
		fmt.Fprintln(a.err)
		return "", invalid("%s is needed, and nothing was typed", flag)
	}
	if bad := schema.CheckMailbox(answer); bad != nil {
		fmt.Fprintf(a.err, "%s.\n", transcript.Printable(bad.Error()))
		return "", nil
	}
	return answer, nil
}

// writeSuite writes the suite and says what to do with it.
func (a *app) writeSuite(t target, f *surveyFlags) error {
	s := survey{target: t, flags: f, offer: true, signIn: t.found.Tenant() || f.submission != "" || f.user != ""}
	s.build()
	suite := s.healthy()
	suite.Title = "Mail to " + t.domain
	if t.found.Tenant() {
		suite.Title = t.domain + ": sending through Microsoft 365"
	}
	suite.Comment = append([]string{fmt.Sprintf("How mail can be sent to %s. Looked up on %s by smtpspec init:", t.domain, a.now().UTC().Format("2006-01-02"))},
		strings.Join(inFile("init", t.found.Says()), " "))
	if f.out != "-" {
		suite.Commands = runCommands(f.out, suite.Username != "")
	}
	text, err := a.finish(suite)
	if err != nil {
		return err
	}
	if err := a.writeText(text, f.out); err != nil {
		return trouble(err)
	}
	if f.out == "-" {
		return nil
	}
	fmt.Fprintf(a.out, "Written: %s (%s). Next:\n\n", transcript.Printable(f.out), count(suite.Runs(), "test"))
	for _, command := range suite.Commands {
		fmt.Fprintf(a.out, "  %s\n", transcript.Printable(command))
	}
	return nil
}

// inFile is what was found as the comment of a suite: there a flag needs its command,
// for `run` has none of that name.
func inFile(command string, says []string) []string {
	out := make([]string, len(says))
	for i, s := range says {
		out[i] = strings.ReplaceAll(s, "--tenant HOST", "smtpspec "+command+" --tenant HOST")
	}
	return out
}

// say prints a sentence, wrapped.
func (a *app) say(w io.Writer, sentence string) {
	width := a.width(a.tty.out)
	if width == 0 {
		width = screen.DefaultWidth
	}
	fmt.Fprintln(w, wordwrap.WrapString(transcript.Printable(sentence), uint(width)))
}
