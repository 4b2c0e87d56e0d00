package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	"github.com/smtpspec/smtpspec/dsl"
	"github.com/smtpspec/smtpspec/dsl/schema"
	"github.com/smtpspec/smtpspec/runner"
	"github.com/smtpspec/smtpspec/runner/result"
	"github.com/smtpspec/smtpspec/runner/runlog"
	"github.com/smtpspec/smtpspec/runner/smtp"
	"github.com/smtpspec/smtpspec/runner/transcript"
	"github.com/smtpspec/smtpspec/steps"
	"github.com/smtpspec/smtpspec/suites/lab/recording"
	"github.com/spf13/cobra"
)

// recordFlags are the flags of `record`.
type recordFlags struct {
	log    string
	tests  []string
	out    string
	redact string
	name   string

	tls, ehlo, from, user string
	to                    []string
	callout, force        bool
}

func (a *app) recordCommand() *cobra.Command {
	f := &recordFlags{}
	cmd := &cobra.Command{
		Use:   "record HOST[:PORT]",
		Short: "Keep a session as a profile of the lab, to play it back anywhere",
		Long: `Record holds a session with HOST, or takes the sessions of a run log, and writes
each as a lab block with the test that goes with it: a suite that runs without the
server, of at most 1 MiB. The client's names are replaced by harmless ones. It
goes as far as it is given addresses for, and never beyond RCPT TO; AUTH is done
for --user, whose password it asks for (or reads from SMTPSPEC_VAR_password).

Exit status: 0 recorded, 2 the command line is wrong, 4 there was nothing to
record, or it could not be written.`,
		Example: `  smtpspec record mail.example.com --from scanner@contoso.com \
    --to office@contoso.com --out site.smtp.hcl
  smtpspec run contoso.smtp.hcl --log run.jsonl
  smtpspec record --from-log run.jsonl --out site.smtp.hcl
  smtpspec run site.smtp.hcl          on a desk
  smtpspec replay site.smtp.hcl       for any other client`,
		Args: atMostOne("HOST"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.record(cmd.Context(), args, f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.log, "from-log", "", "take the sessions of the run log `FILE` (- is the last run's)")
	fl.StringArrayVar(&f.tests, "test", nil, "with --from-log, only tests whose address fits `GLOB` (repeatable)")
	fl.StringVar(&f.out, "out", "", "write to `FILE`, such as site.smtp.hcl (default: standard output)")
	fl.BoolVar(&f.force, "force", false, "replace FILE where it exists")
	fl.StringVar(&f.redact, "redact", "on", "`on|off`: replace the client's names; secrets are in no record")
	fl.StringVar(&f.name, "name", "", "`NAME` of the lab block (default: made of the host or the test)")
	fl.StringVar(&f.from, "from", "", "sender, the `ADDRESS` in MAIL FROM")
	fl.StringSliceVar(&f.to, "to", nil, "recipients, the `ADDRESSES` in RCPT TO")
	fl.BoolVar(&f.callout, "allow-callout", false, "let the sender <> come to RCPT TO, which gets sites listed")
	fl.StringVar(&f.user, "user", "", "sign in as `USER`")
	fl.StringVar(&f.ehlo, "ehlo", "", "`NAME` to say in EHLO")
	fl.StringVar(&f.tls, "tls", "", "`MODE`: starttls, required, opportunistic, implicit or none (default: starttls; implicit on port 465)")
	cmd.RegisterFlagCompletionFunc("redact", cobra.FixedCompletions([]string{"on", "off"}, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("tls", cobra.FixedCompletions(tlsModes, cobra.ShellCompDirectiveNoFileComp))
	nothingToComplete(cmd, "test", "name", "from", "to", "user", "ehlo")
	return cmd
}

var tlsModes = []string{"starttls", "required", "opportunistic", "implicit", "none"}

// record is `smtpspec record`.
func (a *app) record(ctx context.Context, args []string, f *recordFlags) error {
	if err := f.check(args); err != nil {
		return err
	}
	run, done, err := a.sessionsToRecord(ctx, args, f)
	if err != nil {
		return err
	}
	defer done()
	book := newRecordBook(f)
	book.terminal = a.tty.err
	if err := book.take(run); err != nil {
		return trouble(err)
	}
	text := book.sound(run)
	for _, p := range book.passed {
		fmt.Fprintf(a.notes(), "Not recorded: %s\n", transcript.Printable(p))
	}
	if len(book.kept) == 0 {
		return trouble(errors.New("there is no session to record"))
	}
	if err := a.writeText(text, f.out); err != nil {
		return trouble(err)
	}
	a.sayRecorded(book)
	return nil
}

// check reads the flags before anything is sent.
func (f *recordFlags) check(args []string) error {
	if err := checkRedact(f.redact); err != nil {
		return err
	}
	if err := suiteFile(f.out); err != nil {
		return err
	}
	if err := free("--out", f.out, f.force); err != nil {
		return err
	}
	if f.out == "-" {
		f.out = "" // standard output, as without the flag
	}
	switch {
	case len(args) == 0 && f.log == "":
		return invalid("record needs HOST, or --from-log FILE (see smtpspec record --help)")
	case len(args) > 0 && f.log != "":
		return invalid("record takes HOST or --from-log, not both")
	case f.log == "" && len(f.tests) > 0:
		return invalid("--test goes with --from-log")
	case f.tls != "" && !slices.Contains(tlsModes, f.tls):
		return invalid("--tls must be one of %s, not %q", strings.Join(tlsModes, ", "), f.tls)
	case len(f.to) > 0 && f.from == "":
		return invalid("--to needs --from: RCPT TO comes after MAIL FROM")
	case len(f.to) > 0 && f.sender() == "" && !f.callout:
		return invalid("--from \"<>\" with --to is taken for a callout, which asks whether mailboxes exist, and gets sites listed: give a sender of your own, or --allow-callout")
	}
	if f.log == "" {
		return f.checkEnvelope()
	}
	for _, given := range []struct {
		flag string
		is   bool
	}{
		{"from", f.from != ""}, {"to", len(f.to) > 0}, {"allow-callout", f.callout}, {"user", f.user != ""}, {"ehlo", f.ehlo != ""}, {"tls", f.tls != ""},
	} {
		if given.is {
			return invalid("--%s goes with HOST: the sessions of a run log were held", given.flag)
		}
	}
	return nil
}

// checkEnvelope reads the addresses of a session that is to be held.
func (f *recordFlags) checkEnvelope() error {
	addresses := slices.Clone(f.to)
	if f.sender() != "" {
		addresses = append(addresses, f.sender())
	}
	for _, address := range addresses {
		if err := schema.CheckMailbox(address); err != nil {
			return invalid("%v", err)
		}
	}
	return nil
}

// sender is what MAIL FROM says; empty is the null reverse-path.
func (f *recordFlags) sender() string { return strings.Trim(f.from, "<>") }

// sessionsToRecord is the run log that was named, or a run of one session.
func (a *app) sessionsToRecord(ctx context.Context, args []string, f *recordFlags) (result.Run, func(), error) {
	if f.log == "" {
		run, err := a.holdSession(ctx, args[0], f)
		return run, func() {}, err
	}
	file := f.log
	if file == "-" {
		last, err := a.lastLog()
		if err != nil {
			return result.Run{}, nil, invalid("--from-log: %v", err)
		}
		file = last
	}
	log, err := runlog.Open(file)
	if err != nil {
		return result.Run{}, nil, invalid("--from-log: %v", err)
	}
	return log.Run, func() { log.Close() }, nil
}

// holdSession holds the one session that is to be recorded.
func (a *app) holdSession(ctx context.Context, address string, f *recordFlags) (result.Run, error) {
	test, err := a.recordTest(address, f)
	if err != nil {
		return result.Run{}, err
	}
	secrets := transcript.NewSecrets()
	if test.Credential != nil {
		secrets = transcript.NewSecrets(test.Credential.Password)
		a.hide(secrets)
	}
	suite := &dsl.Suite{File: "record", Title: "record", Tests: []*dsl.Test{test}}
	plan, err := runner.Compile([]*dsl.Suite{suite}, runner.Selection{}, steps.Standard)
	if err != nil {
		return result.Run{}, trouble(err)
	}
	ctx, stop := a.interruptible(ctx)
	defer stop()
	labs := &labServers{}
	defer labs.close()
	kept := newMemory(plan)
	_, err = plan.Run(ctx, runner.Options{
		World: a.netWorld(labs), Parallel: 1, Version: version, Secrets: secrets, AllowHosts: a.allowedHosts(nil),
		Command: []string{"smtpspec", "record", address},
	}, kept)
	if err != nil {
		return result.Run{}, trouble(err)
	}
	return kept.run(), nil
}

// recordTest is the test that is held: as far as it has addresses for.
func (a *app) recordTest(address string, f *recordFlags) (*dsl.Test, error) {
	host, port, err := hostPort(address, 25)
	if err != nil {
		return nil, invalid("%v", err)
	}
	mode := f.tls
	if mode == "" {
		if mode = string(smtp.TLSStartTLS); port == 465 {
			mode = string(smtp.TLSImplicit)
		}
	}
	t := &dsl.Test{
		Address: "test.session",
		Endpoint: &dsl.Endpoint{
			Name: "server", Host: host, Port: port, TLS: mode, Verify: true, Trust: "public",
			AddressFamily: "any", MaxConnections: 1, Timeouts: dsl.DefaultTimeouts,
		},
		To: recording.Unique(f.to), AllowCallout: f.callout, Last: string(smtp.EHLOTLS),
	}
	if mode == string(smtp.TLSNone) {
		t.Last = string(smtp.EHLO)
	}
	if f.ehlo != "" {
		t.Client = &dsl.Client{EHLO: f.ehlo}
	}
	if f.from != "" {
		from := f.sender()
		t.From, t.Last = &from, string(smtp.Mail)
	}
	if len(f.to) > 0 {
		t.Last = string(smtp.Rcpt)
	}
	if f.user == "" {
		return t, nil
	}
	if t.From == nil {
		t.Last = string(smtp.Auth)
	}
	password := a.getenv(passwordVariable)
	if password == "" {
		if password, err = a.askFor(&dsl.Variable{Name: "password", Sensitive: true}); err != nil {
			return nil, invalid("--user asks for the password: %v; in a script, set %s", err, passwordVariable)
		}
	}
	t.Credential = &dsl.Credential{Name: "user", Username: f.user, Password: password}
	return t, nil
}

// hostPort takes HOST, HOST:PORT, an address, or [ADDRESS]:PORT.
func hostPort(text string, port int) (string, int, error) {
	host, given, err := net.SplitHostPort(text)
	if err != nil {
		host, given = strings.Trim(text, "[]"), strconv.Itoa(port)
	}
	n, err := strconv.ParseUint(given, 10, 16)
	if err != nil || n == 0 || host == "" {
		return "", 0, fmt.Errorf("%q is no HOST:PORT", text)
	}
	return host, int(n), nil
}
